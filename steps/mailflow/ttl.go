package mailflow

// TTL is how long a record may be kept.
type TTL struct {
	value
	seconds uint32
}

// Seconds is the time in seconds.
func (t TTL) Seconds() uint32 { return t.seconds }

// ParseTTL reads a time of 60 seconds to a week.
func ParseTTL(s string) (TTL, error) { return parse(s, readTTL) }

func readTTL(t string) (TTL, *slip) { return TTL{value: value{t, t}}, nil }
