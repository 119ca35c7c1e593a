package mailflow

// Priority is the place of a rule among the rules. The first has 0.
type Priority struct {
	value
	number int
}

// Number is the priority as a number.
func (p Priority) Number() int { return p.number }

// ParsePriority reads a whole number from 0.
func ParsePriority(s string) (Priority, error) { return parse(s, readPriority) }

func readPriority(t string) (Priority, *slip) { return Priority{value: value{t, t}}, nil }
