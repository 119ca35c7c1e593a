package mailflow

import "time"

// Moment is a day, or a minute of a day, on the clock of whoever runs the commands. Exchange gives it as 2026-12-01
// 09:00.
type Moment struct {
	value
	at time.Time
}

// Time is the moment as if that clock showed UTC, for comparing two moments.
func (m Moment) Time() time.Time { return m.at }

// ParseMoment reads a day or a minute.
func ParseMoment(s string) (Moment, error) { return parse(s, readMoment) }

func readMoment(t string) (Moment, *slip) { return Moment{value: value{t, t}}, nil }
