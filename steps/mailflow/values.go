// Package mailflow is the understood thing: connectors and the values they are made of.
//
// A value can only be made by parsing, so whoever holds one needs no further check. String gives it as it was typed
// (white space around it trimmed), Exchange as Exchange Online is given it: internationalized names as A-labels.
// Nothing here holds a control character, a line or paragraph separator, or invalid UTF-8.
package mailflow

// Fault says why a text is not the value that was asked for. Every parser of this package returns one.
type Fault struct {
	Value string // the text as given
	Why   string // lower case, no full stop, reads on from the value: "is wider than /24"
	Fix   string // what to do instead, imperative: "list the /24 blocks it holds"
	Rule  string // the rule of the catalogue it breaks, as "MF005", or ""
	// Offers are what was probably meant: values that the parser takes, several where one has to become several.
	Offers []string
}

// Error is the value in quotes, why it cannot stand, and the fix as a second sentence.
func (f *Fault) Error() string {
	if f.Fix == "" {
		return quoted(f.Value) + " " + f.Why
	}
	return quoted(f.Value) + " " + f.Why + "; " + f.Fix
}
