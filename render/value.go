package render

import (
	"slices"
	"strconv"
	"strings"
)

// parameter is one parameter of a command.
type parameter struct {
	Name  string
	Value value
	// Field is the question, within its part, whose own text the value is. "" where choices decide it.
	Field string
	// Needed says that without this value there is no use in the action.
	Needed bool
}

// value is what a parameter is given. A text or list that is empty, and an enum without a word, is not given: the
// parameter stays away.
type value interface {
	given() bool
	// argument is the value on one line, as it stands after the parameter's name.
	argument() (string, error)
}

type (
	boolean bool     // a Boolean
	enum    string   // one of the words of an enumeration
	text    string   // any text
	list    []string // any number of texts
	made    string   // the identity of a connector that an action before makes, by its name
	moment  struct{} // the time at which the action is done
)

func (boolean) given() bool { return true }
func (v enum) given() bool  { return v != "" }
func (v text) given() bool  { return v != "" }
func (v list) given() bool  { return len(v) > 0 }
func (made) given() bool    { return true }
func (moment) given() bool  { return true }

func (v boolean) argument() (string, error) {
	if v {
		return "$true", nil
	}
	return "$false", nil
}

func (v enum) argument() (string, error) { return string(v), nil }
func (v text) argument() (string, error) { return Quote(string(v)) }
func (v made) argument() (string, error) { return Quote(string(v)) }
func (moment) argument() (string, error) { return now, nil }

func (v list) argument() (string, error) {
	items := make([]string, len(v))
	for i, item := range v {
		quoted, err := Quote(item)
		if err != nil {
			return "", err
		}
		items[i] = quoted
	}
	return strings.Join(items, ", "), nil
}

// now is how PowerShell is asked for the time that -LastValidationTimestamp takes.
const now = "(Get-Date).ToUniversalTime()"

// given drops the parameters that have no value, in place.
func given(ps []parameter) []parameter {
	return slices.DeleteFunc(ps, func(p parameter) bool { return !p.Value.given() })
}

type (
	cleared struct{} // nothing, where something is: only a Set- command takes it
	number  int      // a whole number
	clock   string   // a minute on the clock of whoever runs the command
	added   string   // an entry that joins those that are there
)

func (cleared) given() bool { return true }
func (number) given() bool  { return true }
func (v clock) given() bool { return v != "" }
func (v added) given() bool { return v != "" }

func (cleared) argument() (string, error)  { return "$null", nil }
func (v number) argument() (string, error) { return strconv.Itoa(int(v)), nil }

// The cast reads this form in the invariant culture, wherever it runs.
func (v clock) argument() (string, error) {
	quoted, err := Quote(string(v))
	return "[datetime]" + quoted, err
}

func (v added) argument() (string, error) { return Quote(string(v)) }

// equal reports whether two values are the same.
func equal(a, b value) bool {
	l, isList := a.(list)
	m, isToo := b.(list)
	if isList || isToo {
		return isList && isToo && slices.Equal(l, m)
	}
	return a == b
}
