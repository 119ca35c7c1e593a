package probe

import "strings"

// joined is the text of a TXT record: its strings without anything between them (RFC 7208, section 3.3). The DNS
// package gives them as a zone file spells them, with \" and \123.
func joined(pieces []string) string {
	var b strings.Builder
	for _, piece := range pieces {
		for i := 0; i < len(piece); i++ {
			c := piece[i]
			if c == '\\' && i+1 < len(piece) {
				if n, ok := decimal(piece[i+1:]); ok {
					c, i = n, i+3
				} else {
					c, i = piece[i+1], i+1
				}
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}

// decimal reads the three digits of a byte.
func decimal(s string) (byte, bool) {
	if len(s) < 3 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s[:3]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return byte(n), n < 256
}

// tags reads the "name=value; name=value" of DMARC and MTA-STS records. Of a name that stands twice the first counts.
func tags(record string) map[string]string {
	found := map[string]string{}
	for piece := range strings.SplitSeq(record, ";") {
		name, value, ok := strings.Cut(piece, "=")
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := found[name]; ok && !twice {
			found[name] = strings.TrimSpace(value)
		}
	}
	return found
}
