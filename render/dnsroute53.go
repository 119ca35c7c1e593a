package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// route53 is a change batch for "aws route53 change-resource-record-sets". That command takes the batch of one hosted
// zone, and JSON has no comments. So one zone is the plain batch, and several are an array with a batch for each.
//
// An UPSERT replaces everything at a name: where nobody said what other TXT records stand there, there is no batch.
func route53(sets []mailflow.RecordSet, head dnsHead) ([]byte, error) {
	zones, err := dnsPlan(sets)
	if err != nil {
		return nil, err
	}
	zones, others := customer(zones)
	var faults []error
	var batches []route53Zone
	for i, z := range zones {
		batch, err := route53BatchOf(z)
		faults = append(faults, err)
		say := "For the hosted zone " + z.name + " only."
		if len(zones) > 1 {
			say += fmt.Sprintf(" The command takes one batch: cut this one out with jq '.[%d].ChangeBatch'.", i)
		}
		batch.Comment = route53Comment(say, head)
		batches = append(batches, route53Zone{absolute(z.name), batch})
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	switch len(batches) {
	case 0:
		return route53JSON(route53Batch{route53Comment(noRecords(others), head), []route53Change{}})
	case 1:
		return route53JSON(batches[0].ChangeBatch)
	}
	return route53JSON(batches)
}

type (
	route53Zone struct {
		Zone        string
		ChangeBatch route53Batch
	}
	route53Batch struct {
		Comment string
		Changes []route53Change
	}
	route53Change struct {
		Action            string
		ResourceRecordSet route53Set
	}
	route53Set struct {
		Name            string
		Type            string
		TTL             uint32
		ResourceRecords []route53Record
	}
	route53Record struct{ Value string }
)

// The limits of the service.
const (
	longestRoute53Comment = 256
	longestRoute53Value   = 4000
)

// route53Comment is what a person is told, as far as the service takes it.
func route53Comment(say string, head dnsHead) string {
	var fit []string
	room := longestRoute53Comment - len([]rune(say))
	for _, s := range append(slices.Clone(head.Short), head.Title) {
		if s = visible(s); s == "" {
			continue
		}
		if !strings.HasSuffix(s, ".") {
			s += "."
		}
		if s += " "; len([]rune(s)) <= room {
			fit, room = append(fit, s), room-len([]rune(s))
		}
	}
	return clip(strings.Join(fit, "")+say, longestRoute53Comment-1)
}

func route53BatchOf(z dnsZone) (batch route53Batch, err error) {
	var faults []error
	for _, s := range z.sets {
		if s.kind == mailflow.RecordTXT && !s.stayKnown {
			faults = append(faults, fmt.Errorf("the TXT records of %s cannot be changed in Route 53 yet: a change there replaces all of them, "+
				"and nobody said what others stand at the name; say the other TXT values of %s, or that there are none", s.name, s.name))
			continue
		}
		// Where nothing is left, the set is deleted, which takes the records as they stand.
		action, records := "UPSERT", append(append([]mailflow.RecordData{}, s.add...), s.stay...)
		if len(records) == 0 {
			action, records = "DELETE", s.remove
		}
		set := route53Set{Name: absolute(s.name), Type: string(s.kind), TTL: s.ttl}
		for _, d := range records {
			value := fmt.Sprintf("%d %s", d.Preference, absolute(d.Host))
			if s.kind == mailflow.RecordTXT {
				value = route53Quote(d.Text)
			}
			if len(value) > longestRoute53Value {
				faults = append(faults, fmt.Errorf("a TXT value of %s takes %d characters in Route 53, more than the %d it allows; shorten it",
					s.name, len(value), longestRoute53Value))
			}
			set.ResourceRecords = append(set.ResourceRecords, route53Record{value})
		}
		batch.Changes = append(batch.Changes, route53Change{action, set})
	}
	return batch, errors.Join(faults...)
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

func route53JSON(doc any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", strings.Repeat(" ", 2))
	err := e.Encode(doc)
	return escapeFormat(out.Bytes()), err
}
