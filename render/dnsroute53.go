package render

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"eacwizard/steps/mailflow"
)

// route53 is a change batch for "aws route53 change-resource-record-sets". That command takes the batch of one hosted
// zone, and JSON has no comments. So one zone is the plain batch, and several are an array with a batch for each.
//
// An UPSERT replaces everything at a name: where nobody said what other TXT records stand there, there is no batch.
func route53(out []byte, dns *dnsRecords, head *dnsHead) ([]byte, error) {
	w := &jsonWriter{out: out}
	several := len(dns.own) > 1
	if len(dns.own) == 0 {
		w.batch(route53Comment(noRecords(dns.others), head), nil)
	}
	if several {
		w.open('[')
	}
	var faults []error
	for i, z := range dns.own {
		say := "For the hosted zone " + z.name + " only."
		if several {
			say += fmt.Sprintf(" The command takes one batch: cut this one out with jq '.[%d].ChangeBatch'.", i)
			w.next()
			w.open('{')
			w.text("Zone", absolute(z.name))
			w.name("ChangeBatch")
		}
		faults = append(faults, w.batch(route53Comment(say, head), z.sets))
		if several {
			w.close('}')
		}
	}
	if several {
		w.close(']')
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return append(w.out, '\n'), nil
}

// The limits of the service.
const (
	longestRoute53Comment = 256
	longestRoute53Value   = 4000
)

// route53Comment is what a person is told, as far as the service takes it.
func route53Comment(say string, head *dnsHead) string {
	fit := ""
	room := longestRoute53Comment - utf8.RuneCountInString(say)
	add := func(s string) {
		if s = visible(s); s == "" {
			return
		}
		if !strings.HasSuffix(s, ".") {
			s += "."
		}
		if needs := utf8.RuneCountInString(s) + len(" "); needs <= room {
			fit, room = fit+s+" ", room-needs
		}
	}
	for _, s := range head.Short {
		add(s)
	}
	add(head.Title)
	return clip(fit+say, longestRoute53Comment-1)
}

// batch is what becomes of the sets of one zone.
func (w *jsonWriter) batch(comment string, sets []dnsSet) error {
	var faults []error
	w.open('{')
	w.text("Comment", comment)
	w.name("Changes")
	w.open('[')
	for i := range sets {
		w.next()
		faults = append(faults, w.recordChange(&sets[i]))
	}
	w.close(']')
	w.close('}')
	return errors.Join(faults...)
}

func (w *jsonWriter) recordChange(s *dnsSet) error {
	if s.kind == mailflow.RecordTXT && !s.stayKnown {
		return fmt.Errorf("the TXT records of %s cannot be changed in Route 53 yet: a change there replaces all of them, "+
			"and nobody said what others stand at the name; say the other TXT values of %s, or that there are none", s.name, s.name)
	}
	// Where nothing is left, the set is deleted, which takes the records as they stand.
	action, records := "UPSERT", slices.Concat(s.add, s.stay)
	if len(records) == 0 {
		action, records = "DELETE", s.remove
	}
	var faults []error
	w.open('{')
	w.text("Action", action)
	w.name("ResourceRecordSet")
	w.open('{')
	w.text("Name", absolute(s.name))
	w.text("Type", string(s.kind))
	w.number("TTL", int(s.ttl))
	w.name("ResourceRecords")
	w.open('[')
	for _, d := range records {
		value := ""
		if s.kind == mailflow.RecordTXT {
			value = route53Quote(d.Text)
		} else {
			value = strconv.Itoa(int(d.Preference)) + " " + absolute(d.Host)
		}
		if len(value) > longestRoute53Value {
			faults = append(faults, fmt.Errorf("a TXT value of %s takes %d characters in Route 53, more than the %d it allows; shorten it",
				s.name, len(value), longestRoute53Value))
		}
		w.next()
		w.open('{')
		w.text("Value", value)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	w.close('}')
	return errors.Join(faults...)
}

// route53Quote writes a text as the strings of a TXT record in Route 53: in ASCII, each string in quotation marks and
// with at most 255 octets. Read by Route 53's rules, where a backslash and three octal digits stand for an octet and a
// backslash before a quotation mark for that mark, the strings one behind the other are exactly the octets of the text.
func route53Quote(text string) string {
	return quoteStrings(text, func(to []byte, c byte) []byte {
		switch {
		case c == '"':
			return append(to, '\\', c)
		case c < ' ' || c > '~' || c == '\\': // for the backslash no other form is documented
			return fmt.Appendf(to, `\%03o`, c)
		}
		return append(to, c)
	})
}
