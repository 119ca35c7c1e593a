package render

import (
	"fmt"
	"strconv"

	"eacwizard/steps/mailflow"
)

// zoneFile is a part for each of the customer's zones, in the form of zone files: the new records, and as comments
// those to delete and those that stay.
func zoneFile(out []byte, dns *dnsRecords, head *dnsHead) ([]byte, error) {
	about := "For zone files as BIND has them. Delete each record behind \"remove\", put the new ones in its place, and raise the " +
		"serial number of the SOA record. What is marked \"stays\" is there already."
	if len(dns.own) == 0 {
		about = noRecords(dns.others)
	}
	t := plain{zoneComments.head(out, head, about)}
	for _, z := range dns.own {
		t.line("")
		t.joined("$ORIGIN ", absolute(z.name))
		for i := range z.sets {
			t.line("")
			t.zoneSet(&z.sets[i])
		}
	}
	return t.out, nil
}

var zoneComments = commentStyle{"; ", "\n", visible}

func (t *plain) zoneSet(s *dnsSet) {
	t.joined("; ", string(s.kind), " of ", s.name)
	for _, why := range s.why {
		t.out = zoneComments.add(t.out, why)
	}
	for _, d := range s.remove {
		t.zoneRecord("; remove: ", s, " ", d)
	}
	for _, d := range s.stay {
		t.zoneRecord("; stays: ", s, " ", d)
	}
	if !s.stayKnown && s.kind == mailflow.RecordTXT {
		t.line("; stays: every other TXT record at this name; nobody said which there are")
	}
	for _, d := range s.add {
		t.zoneRecord("", s, " "+strconv.Itoa(int(s.ttl))+" ", d)
	}
}

// zoneRecord is a record on one line. ttl has a space on either side, or is one.
func (t *plain) zoneRecord(lead string, s *dnsSet, ttl string, d mailflow.RecordData) {
	if s.kind == mailflow.RecordMX {
		t.joined(lead, s.owner, ttl, "IN MX ", strconv.Itoa(int(d.Preference)), " ", absolute(d.Host))
	} else {
		t.joined(lead, s.owner, ttl, "IN ", string(s.kind), " ", zoneQuote(d.Text))
	}
}

// joined writes one line, put together from parts.
func (t *plain) joined(parts ...string) {
	for _, s := range parts {
		t.out = append(t.out, s...)
	}
	t.out = append(t.out, '\n')
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
