package render

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// dnsHead is what the DNS documents say beside the records. All of it is for people.
type dnsHead struct {
	Title   string   // the first line, as "DNS records for third-party-filter"
	Notices []string // what to know before anything else, as that the document comes from a sample
	Short   []string // the same in a few words each, the gravest first, where there is no room for more
	Service string   // who publishes the records of foreign zones, as "Contoso Signature Service"; or ""
}

// dnsRecords are what becomes of the records of a set-up. They are put in order once, for all documents, which only read
// them.
type dnsRecords struct {
	zones  []dnsZone
	own    []dnsZone // the customer's, with the sets that change only
	others bool      // records of foreign zones change too
}

// dnsZone is a zone and what becomes of its records. A zone that is not the customer's is another one, even of the same
// name: its records never get into the customer's documents.
type dnsZone struct {
	name    string // A-labels, no final dot
	foreign bool
	sets    []dnsSet
}

// dnsSet is what becomes of the records of one type at one name. No record is in two of the three lists.
type dnsSet struct {
	zone, name string // A-labels, no final dot
	owner      string // the name within the zone, or "@"
	kind       mailflow.RecordType
	ttl        uint32
	add        []mailflow.RecordData
	remove     []mailflow.RecordData
	stay       []mailflow.RecordData
	stayKnown  bool // nothing but these stays
	why        []string
}

// changes reports whether there is anything to do.
func (z *dnsZone) changes() bool {
	return slices.ContainsFunc(z.sets, func(s dnsSet) bool { return s.changes() })
}

// changes reports whether there is anything to do.
func (s *dnsSet) changes() bool { return len(s.add) > 0 || len(s.remove) > 0 }

// spf reports whether the set brings an SPF record: no second one may stand beside it.
func (s *dnsSet) spf() bool {
	return s.kind == mailflow.RecordTXT && slices.ContainsFunc(s.add, func(d mailflow.RecordData) bool { return isSPF(d.Text) })
}

// isSPF reports whether receivers take a TXT record for an SPF record.
func isSPF(text string) bool {
	version, _, _ := strings.Cut(text, " ")
	return strings.EqualFold(version, "v=spf1")
}

// defaultTTL stands where no time to live was said.
const defaultTTL = 3600

// dnsPlan puts record sets in order: by zones, as they come, with one set for each name and type. Sets of one name and
// type become one, since most services replace them as a whole. What is to be removed and added at once stays, and a
// set in which nothing was to come or go is left out.
//
// What it returns holds no character that could end a line of a document, and no name that is more than letters,
// digits, dots, hyphens and underscores.
func dnsPlan(sets []mailflow.RecordSet) (plan dnsRecords, err error) {
	zones := make([]dnsZone, 0, len(sets))
	var faults []error
	for i := range sets {
		r := &sets[i]
		if len(r.New) == 0 && len(r.Old) == 0 {
			continue
		}
		s, err := dnsSetOf(r)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		z := slices.IndexFunc(zones, func(z dnsZone) bool { return strings.EqualFold(z.name, s.zone) && z.foreign == r.Foreign })
		if z < 0 {
			z, zones = len(zones), append(zones, dnsZone{name: s.zone, foreign: r.Foreign})
		}
		zones[z].take(s)
	}
	for z := range zones {
		for i := range zones[z].sets {
			zones[z].sets[i].settle()
		}
	}
	own, others := customer(zones)
	return dnsRecords{zones, own, others}, errors.Join(faults...)
}

// take puts a set to the zone's others.
func (z *dnsZone) take(s dnsSet) {
	i := slices.IndexFunc(z.sets, func(o dnsSet) bool { return strings.EqualFold(o.name, s.name) && o.kind == s.kind })
	if i < 0 {
		z.sets = append(z.sets, s)
		return
	}
	o := &z.sets[i]
	o.add, o.remove, o.stay = append(o.add, s.add...), append(o.remove, s.remove...), append(o.stay, s.stay...)
	o.stayKnown = o.stayKnown && s.stayKnown
	o.ttl = min(o.ttl, s.ttl) // the records of one set have one time to live, and the shorter one does no harm
	o.why = append(o.why, s.why...)
}

// settle leaves each record in one list only.
func (s *dnsSet) settle() {
	in := func(list []mailflow.RecordData, d mailflow.RecordData) bool {
		return slices.ContainsFunc(list, func(o mailflow.RecordData) bool { return sameRecord(s.kind, d, o) })
	}
	// those of a list, each once, that are in none of the others
	only := func(list []mailflow.RecordData, others ...[]mailflow.RecordData) []mailflow.RecordData {
		out := make([]mailflow.RecordData, 0, len(list)+len(s.add))
		for _, d := range list {
			if !in(out, d) && !slices.ContainsFunc(others, func(o []mailflow.RecordData) bool { return in(o, d) }) {
				out = append(out, d)
			}
		}
		return out
	}
	add, remove, stay := only(s.add, s.remove), only(s.remove, s.add), only(s.stay, s.add, s.remove)
	for _, d := range only(s.add) {
		if in(s.remove, d) {
			stay = append(stay, d)
		}
	}
	s.add, s.remove, s.stay = add, remove, stay
}

// recordText is a record's data as it is read aloud: 10 mx1.contoso.com, or a text as it stands.
func recordText(d mailflow.RecordData) string {
	if d.Host != "" {
		return strconv.Itoa(int(d.Preference)) + " " + d.Host
	}
	return d.Text
}

// sameRecord compares records as DNS does.
func sameRecord(kind mailflow.RecordType, a, b mailflow.RecordData) bool {
	if kind == mailflow.RecordMX {
		return a.Preference == b.Preference && strings.EqualFold(a.Host, b.Host)
	}
	return a.Text == b.Text
}

func dnsSetOf(r *mailflow.RecordSet) (dnsSet, error) {
	zone, name, owner := r.Zone.Exchange(), r.Name.Exchange(), r.Owner()
	for _, n := range []string{zone, name} {
		if !plainName(n) {
			return dnsSet{}, fmt.Errorf("%q is not a name that DNS records can have; give a domain such as contoso.com", n)
		}
	}
	switch {
	case owner != "@" && len(owner) == len(name):
		return dnsSet{}, fmt.Errorf("%s is not in the zone %s; say which zone holds it", name, zone)
	case owner != "@":
		owner = name[:len(owner)] // as it was written
	}
	s := dnsSet{zone: zone, name: name, owner: owner, kind: r.Type, ttl: r.TTL, stayKnown: r.KeptKnown}
	if s.ttl == 0 {
		s.ttl = defaultTTL
	}
	if r.Why != "" {
		s.why = []string{r.Why}
	}
	if s.ttl > 1<<31-1 {
		return dnsSet{}, fmt.Errorf("the time to live of %d seconds for %s is longer than DNS knows; give one such as 3600", s.ttl, name)
	}
	for _, list := range []struct {
		from []mailflow.RecordData
		to   *[]mailflow.RecordData
	}{{r.New, &s.add}, {r.Old, &s.remove}, {r.Kept, &s.stay}} {
		*list.to = slices.Grow(*list.to, len(list.from))
		for _, d := range list.from {
			d, err := dnsDataOf(&s, d)
			if err != nil {
				return dnsSet{}, err
			}
			*list.to = append(*list.to, d)
		}
	}
	return s, nil
}

func dnsDataOf(s *dnsSet, d mailflow.RecordData) (mailflow.RecordData, error) {
	switch s.kind {
	case mailflow.RecordMX:
		host := strings.TrimSuffix(d.Host, ".")
		if d.Host == "." { // "no mail here"
			host = "."
		} else if !plainName(host) {
			return d, fmt.Errorf("the MX of %s has %q, which is not a host name; give a name such as mx1.%s", s.name, d.Host, s.zone)
		}
		return mailflow.RecordData{Preference: d.Preference, Host: host}, nil
	case mailflow.RecordTXT:
		if isPrintable(d.Text) {
			return mailflow.RecordData{Text: d.Text}, nil
		}
		at := 0
		for i, r := range d.Text {
			at++
			if what := unquotable(d.Text[i:], r); what != "" {
				return d, fmt.Errorf("a TXT value of %s has %s at position %d, which no record of this kind has; remove it", s.name, what, at)
			}
		}
		return mailflow.RecordData{Text: d.Text}, nil
	}
	return d, fmt.Errorf("%q is not a type of records that is known for %s; MX and TXT are", s.kind, s.name)
}

// plainName reports whether a name is labels of letters, digits, hyphens and underscores. None begins with a hyphen, so
// that no program takes the name for a flag.
func plainName(s string) bool {
	if len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' {
			return false
		}
		for i := range len(label) {
			if !isWord(label[i]) && label[i] != '-' {
				return false
			}
		}
	}
	return true
}

// customer are the customer's zones, with the sets that change only. others says whether foreign zones change too.
func customer(zones []dnsZone) (own []dnsZone, others bool) {
	own = make([]dnsZone, 0, len(zones))
	for i := range zones {
		z := &zones[i]
		switch {
		case !z.changes():
		case z.foreign:
			others = true
		default:
			changing := slices.DeleteFunc(slices.Clone(z.sets), func(s dnsSet) bool { return !s.changes() })
			own = append(own, dnsZone{name: z.name, sets: changing})
		}
	}
	return own, others
}

// noRecords is what a document says that has no record in it.
func noRecords(others bool) string {
	if others {
		return "Nothing changes in your own zones. What somebody else has to publish is in the format dns, as a text to send."
	}
	return "Nothing changes in your zones."
}

// absolute is a name with its final dot.
func absolute(name string) string { return strings.TrimSuffix(name, ".") + "." }

// longestString is how many octets one string of a TXT record holds.
const longestString = 255

// characterStrings cuts a text where a TXT record has to be several strings. Whoever reads the record puts them
// together again without anything between them.
func characterStrings(text string) []string {
	out := make([]string, 0, len(text)/longestString+1)
	for len(text) > longestString {
		out, text = append(out, text[:longestString]), text[longestString:]
	}
	return append(out, text)
}

// commentStyle is how comments stand in a document.
type commentStyle struct {
	lead  string // of a line
	end   string // of a line
	shown func(string) string
}

// head adds a document's first lines: its title, the notices, and what it says of itself.
func (c *commentStyle) head(out []byte, h *dnsHead, about string) []byte {
	out = c.add(out, h.Title)
	for _, s := range h.Notices {
		out = c.next(out, s)
	}
	return c.next(out, about)
}

// next adds a text below an empty line.
func (c *commentStyle) next(out []byte, s string) []byte {
	if s == "" {
		return out
	}
	out = append(append(out, strings.TrimRight(c.lead, " ")...), c.end...)
	return c.add(out, s)
}

// add adds a text of anybody's as lines of a comment. None of them goes on behind its end.
func (c *commentStyle) add(out []byte, s string) []byte {
	var few [8]string
	for _, line := range appendWrapped(few[:0], c.shown(s), 90-len(c.lead)) {
		out = append(append(append(out, c.lead...), line...), c.end...)
	}
	return out
}
