package mailflow

// SPF is a whole SPF record (RFC 7208). String and Exchange give it with single spaces.
type SPF struct{ value }

// ParseSPF reads a record, in quotation marks and in several strings or not.
func ParseSPF(s string) (SPF, error) { return parse(s, readSPF) }

func readSPF(t string) (SPF, *slip) { return SPF{value{t, t}}, nil }

// Terms are what stands behind v=spf1, in order.
func (r SPF) Terms() []SPFTerm { return nil }

// All is the qualifier of the all term: '+', '-', '~' or '?'. It reports false where there is none.
func (r SPF) All() (qualifier byte, ok bool) { return 0, false }

// Redirect is the domain of redirect=, or "".
func (r SPF) Redirect() string { return "" }

// Lookups is how many terms of the record itself cost a look-up. What an include leads to is not counted.
func (r SPF) Lookups() int { return 0 }

// Has reports whether the record says what a term says, whatever its qualifier and spelling.
func (r SPF) Has(t SPFTerm) bool { return false }

// Strings are the pieces of the record that a TXT record holds, each of 255 octets at most.
func (r SPF) Strings() []string { return pieces(r.exchange) }

// Notes say what is allowed in the record and yet not wise, or without effect.
func (r SPF) Notes() []SPFNote { return nil }

// SPFNote is something to know of a record that can be read.
type SPFNote struct {
	Term string // the term it is about, or ""
	Why  string // lower case, no full stop, reads on from the term or from "the record": "has no effect beside -all"
	Fix  string // what to do, imperative, or ""
	Rule string // the rule of the catalogue, as "MF505", or ""
}
