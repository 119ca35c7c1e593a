package render

import (
	"fmt"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// zoneFile is a part for each of the customer's zones, in the form of zone files: the new records, and as comments
// those to delete and those that stay.
func zoneFile(sets []mailflow.RecordSet, head dnsHead) ([]byte, error) {
	zones, err := dnsPlan(sets)
	if err != nil {
		return nil, err
	}
	zones, others := customer(zones)
	about := []string{noRecords(others)}
	if len(zones) > 0 {
		about = []string{
			"For zone files as BIND has them. Delete each record behind \"remove\", put the new ones in its place, and raise the " +
				"serial number of the SOA record. What is marked \"stays\" is there already.",
		}
	}
	lines := head.comments("; ", about...)
	for _, z := range zones {
		lines = append(lines, "", "$ORIGIN "+absolute(z.name))
		for _, s := range z.sets {
			lines = append(lines, "")
			lines = append(lines, zoneSet(s)...)
		}
	}
	return []byte(strings.Join(lines, "\n") + "\n"), nil
}

func zoneSet(s dnsSet) (lines []string) {
	lines = append(lines, "; "+string(s.kind)+" of "+s.name)
	for _, why := range s.why {
		lines = appendComment(lines, "; ", why)
	}
	for _, d := range s.remove {
		lines = append(lines, "; remove: "+zoneRecord(s, "", d))
	}
	for _, d := range s.stay {
		lines = append(lines, "; stays: "+zoneRecord(s, "", d))
	}
	if !s.stayKnown && s.kind == mailflow.RecordTXT {
		lines = append(lines, "; stays: every other TXT record at this name; nobody said which there are")
	}
	for _, d := range s.add {
		lines = append(lines, zoneRecord(s, fmt.Sprintf("%d ", s.ttl), d))
	}
	return lines
}

// zoneRecord is a record on one line. ttl is "", or ends in a space.
func zoneRecord(s dnsSet, ttl string, d mailflow.RecordData) string {
	data := ""
	if s.kind == mailflow.RecordMX {
		data = strconv.Itoa(int(d.Preference)) + " " + absolute(d.Host)
	} else {
		data = zoneQuote(d.Text)
	}
	return s.owner + " " + ttl + "IN " + string(s.kind) + " " + data
}

// zoneQuote writes a text as the strings of a TXT record in a zone file: in ASCII, on one line, each string in quotation
// marks and with at most 255 octets. Read by RFC 1035, section 5.1, the strings one behind the other are exactly the
// octets of the text. Nothing in it ends the string or begins a comment.
func zoneQuote(text string) string {
	return quoteStrings(text, func(to []byte, c byte) []byte {
		switch {
		case c == '"' || c == '\\':
			return append(to, '\\', c)
		case c < ' ' || c > '~':
			return fmt.Appendf(to, `\%03d`, c)
		}
		return append(to, c)
	})
}

// quoteStrings puts the strings of a text into quotation marks, each octet as escape adds it.
func quoteStrings(text string, escape func([]byte, byte) []byte) string {
	b := make([]byte, 0, len(text)+len(text)/8+8)
	for i, part := range characterStrings(text) {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, '"')
		for j := range len(part) {
			b = escape(b, part[j])
		}
		b = append(b, '"')
	}
	return string(b)
}
