package render

import (
	"cmp"
	"slices"
	"strings"

	"eacwizard/steps"
)

// handOut is everything for people on one page of HTML: what the summary says, the runbook with its blocks, and the DNS
// records. It needs no other file, and loads nothing.
func handOut(src *source) ([]byte, error) {
	book, err := src.runbook()
	if err != nil {
		return nil, err
	}
	var p page // what is not in the runbook
	p.tokens = make([]token, 0, 32)
	p.words.Grow(1 << 10)
	p.section("summary", "Summary")
	p.whole(review(src.review()))
	if !slices.ContainsFunc(book.sections, func(s section) bool { return s.id == "path" }) {
		var drawn paths
		for _, c := range src.up.Connectors {
			drawn = append(drawn, wayOf(c))
		}
		p.section("path", "The path of a message")
		p.whole(drawn)
	}
	all := append(make([]section, 0, len(p.sections)+len(book.sections)+1), p.sections...)
	for _, s := range book.sections {
		if isCommands(s) {
			continue
		}
		if s.id == "check" && changesRecords(src) {
			p.section("dns", "DNS records")
			addRecords(&p, src)
			all = append(all, p.sections[len(p.sections)-1])
		}
		all = append(all, s)
	}
	for _, s := range book.sections { // they come last, on paper as pages of their own: what is read stays together
		if isCommands(s) {
			all = append(all, s)
		}
	}
	return src.maker.done(appendPage(src.maker.sheet(), src.s.Scenario.Title, book.notices, all, book.ticked)), nil
}

func isCommands(s section) bool { return strings.HasPrefix(s.id, "commands") }

// review is what the admin center's review shows.
type review []steps.Section

func (review) node() {}

// records are record sets as the forms of a registrar ask for them.
type records []dnsSet

func (records) node() {}

// zoneText is a zone file.
type zoneText []byte

func (zoneText) node() {}

// addRecords adds the DNS records to a section, or why they cannot be written.
func addRecords(p *page, src *source) {
	if changesZones(src) {
		p.callout().told(inTheirStage(src))
	}
	dns, err := src.dns()
	if err != nil {
		p.callout().text("The records cannot be written here: ", err.Error(), ".")
		return
	}
	if len(dns.own) > 0 {
		p.paragraph().told("Host is what goes into a field that puts the zone behind it by itself; the full name goes into one that does not. Enter values without quotation marks. Delete each old value: where it stays beside the new one, mail goes wrong.")
	}
	for _, z := range dns.zones {
		if z.foreign {
			p.callout().told("The zone ").code(z.name).text(" is not yours: send this to ", cmp.Or(src.up.Service.Name.String(), "whoever runs it"), ", to be published.")
		}
		p.whole(records(z.sets))
	}
	if len(dns.own) > 0 {
		file, err := zoneFile(nil, &dns, &dnsHead{Title: "DNS records: " + src.s.Scenario.Title})
		if err == nil {
			p.paragraph().told("The same for a zone file as BIND has them:")
			p.whole(zoneText(file))
		}
	}
}
