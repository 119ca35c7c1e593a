package mailflow

// SPFTerm is one term of an SPF record, as include:spf.protection.outlook.com or ip4:131.107.21.231.
type SPFTerm struct {
	value
	qualifier byte
	name, arg string
}

// Qualifier is '+', '-', '~' or '?', and '+' where none was typed. A modifier, as redirect=, has 0.
func (t SPFTerm) Qualifier() byte { return t.qualifier }

// Name is the name of the mechanism or modifier in lower case: "include", "ip4", "redirect".
func (t SPFTerm) Name() string { return t.name }

// Value is what stands behind the name: "spf.protection.outlook.com", "131.107.21.0/24", "" for a bare a, mx or all.
func (t SPFTerm) Value() string { return t.arg }

// ParseSPFTerm reads a term that is to be added to a record.
func ParseSPFTerm(s string) (SPFTerm, error) { return parse(s, readWantedTerm) }

func readWantedTerm(t string) (SPFTerm, *slip) { return SPFTerm{value: value{t, t}}, nil }
