package mailflow

import (
	"math"
	"strconv"

	"eacwizard/steps/pattern"
)

// Priority is the place of a rule among the rules. The first to run has 0.
type Priority struct {
	value
	number int
}

// Number is the priority as a number.
func (p Priority) Number() int { return p.number }

// ParsePriority reads a whole number from 0. Whether there are that many rules is not looked at. Its faults break no
// rule of the catalogue.
func ParsePriority(s string) (Priority, error) { return parse(s, readPriority) }

var priorities = kind{give: "give a whole number, 0 for the first rule"}

var wholeNumber = pattern.Lazy(`^[0-9]+$`)

func readPriority(t string) (Priority, *slip) {
	if wrong := unusable(t); wrong != nil {
		return Priority{}, wrong
	}
	if wrong := hidden(t); wrong != nil {
		return Priority{}, wrong
	}
	switch {
	case t == "":
		return Priority{}, priorities.slip("is empty")
	case !wholeNumber().MatchString(t):
		return Priority{}, priorities.slip("is not a whole number from 0")
	case withoutZeros(t) != t:
		return Priority{}, priorities.slip("has a leading zero", offer{values: []string{withoutZeros(t)}})
	}
	n := upTo(t, math.MaxInt32)
	if n > math.MaxInt32 {
		return Priority{}, priorities.slip("is more than any rule's priority can be")
	}
	return Priority{value{t, strconv.FormatUint(n, 10)}, int(n)}, nil
}
