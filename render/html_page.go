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
	p := page{notices: book.notices, title: src.s.Scenario.Title}
	p.section("summary", told("Summary"))
	p.add(review(src.review()))
	if !slices.ContainsFunc(book.sections, func(s section) bool { return s.id == "path" }) {
		var drawn paths
		for _, c := range src.up.Connectors {
			drawn = append(drawn, wayOf(c))
		}
		p.section("path", told("The path of a message"))
		p.add(drawn)
	}
	var commands []section // they come last, on paper as pages of their own: what is read stays together
	for _, s := range book.sections {
		if strings.HasPrefix(s.id, "commands") {
			commands = append(commands, s)
			continue
		}
		if s.id == "check" && changesRecords(src) {
			p.section("dns", told("DNS records"))
			p.add(dnsNodes(src)...)
		}
		p.sections = append(p.sections, s)
	}
	p.sections = append(p.sections, commands...)
	return src.done(p.html(src.sheet())), nil
}

// review is what the admin center's review shows.
type review []steps.Section

func (review) node() {}

// records are record sets as the forms of a registrar ask for them.
type records []dnsSet

func (records) node() {}

// zoneText is a zone file.
type zoneText string

func (zoneText) node() {}

// dnsNodes are the records, or why they cannot be written.
func dnsNodes(src *source) (out []node) {
	if changesZones(src) {
		out = append(out, callout(told(inTheirStage(src))))
	}
	dns, err := src.dns()
	if err != nil {
		return append(out, callout(asText("The records cannot be written here: "+err.Error()+".")))
	}
	if len(dns.own) > 0 {
		out = append(out, paragraph(told("Host is what goes into a field that puts the zone behind it by itself; the full name goes into one that does not. Enter values without quotation marks. Delete each old value: where it stays beside the new one, mail goes wrong.")))
	}
	for _, z := range dns.zones {
		if z.foreign {
			out = append(out, callout(told("The zone ").code(z.name).text(" is not yours: send this to "+cmp.Or(src.up.Service.Name.String(), "whoever runs it")+", to be published.")))
		}
		out = append(out, records(z.sets))
	}
	if len(dns.own) > 0 {
		file, err := zoneFile(nil, &dns, &dnsHead{Title: "DNS records: " + src.s.Scenario.Title})
		if err == nil {
			out = append(out, paragraph(told("The same for a zone file as BIND has them:")), zoneText(file))
		}
	}
	return out
}
