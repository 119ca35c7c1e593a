package mailflow

// TXT is the content of one TXT record.
type TXT struct{ value }

// Content is the text itself, without quotation marks and escapes around it, and its strings joined.
func (t TXT) Content() string { return t.exchange }

// Strings are the pieces of the content that a record holds, each of 255 octets at most.
func (t TXT) Strings() []string { return pieces(t.exchange) }

// ParseTXT reads the content of one record.
func ParseTXT(s string) (TXT, error) { return parse(s, readTXT) }

func readTXT(t string) (TXT, *slip) { return TXT{value{t, t}}, nil }

// ListTXTs reads the contents of TXT records, one a line.
func ListTXTs(text string, have []string) []Found { return nil }

// pieces cuts a text into strings of at most 255 octets.
func pieces(s string) []string {
	const most = 255
	var all []string
	for len(s) > most {
		all = append(all, s[:most])
		s = s[most:]
	}
	return append(all, s)
}
