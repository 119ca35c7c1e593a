package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"eacwizard/steps/mailflow"
)

// dnsTable is the records as the form of a registrar asks for them, zone by zone: what is there beside what has to be
// there. Records of a foreign zone become a text to send, since somebody else has to enter them.
func dnsTable(sets []mailflow.RecordSet, head dnsHead) ([]byte, error) {
	zones, err := dnsPlan(sets)
	if err != nil {
		return nil, err
	}
	t := plain{make([]byte, 0, 2<<10)}
	for _, s := range head.Notices {
		t.item("", "", visible(s))
		t.line("")
	}
	t.heading(head.Title, "=")
	own, others := customer(zones)
	if len(own) > 0 {
		t.line("")
		t.item("", "", "Host is what goes into a field that puts the zone behind it by itself; the full name goes into one that does not. "+
			"Enter values without quotation marks. Delete each old value: where it stays beside the new one, mail goes wrong.")
	}
	for _, z := range zones {
		if z.foreign {
			continue
		}
		t.line("")
		t.heading("Zone "+z.name, "-")
		for _, s := range z.sets {
			t.line("")
			t.set(s)
		}
	}
	if len(own) == 0 {
		t.line("")
		say := "Nothing changes in your zones."
		if others {
			say = "Nothing changes in your own zones."
		}
		t.item("", "", say)
	}
	for _, z := range zones {
		z.sets = slices.DeleteFunc(z.sets, func(s dnsSet) bool { return !s.changes() })
		if z.foreign && len(z.sets) > 0 {
			t.line("")
			t.foreign(z, head)
		}
	}
	return t.out, nil
}

func (t *plain) heading(s, under string) {
	s = visible(s)
	t.line(s)
	t.line(strings.Repeat(under, uniseg.StringWidth(s)))
}

// tableColumns is how wide the table gets, except for values to copy and names that are longer.
const tableColumns = 99

func (t *plain) set(s dnsSet) {
	t.form(s, "  ")
	switch {
	case s.changes():
		t.sideBySide(s)
	default:
		t.line("  Change  nothing: it is as it should be")
	}
	t.staying(s)
	t.toCopy(s)
	for _, why := range s.why {
		t.line("")
		t.item("  ", "  ", visible(why))
	}
}

// form is what a form asks for beside the value.
func (t *plain) form(s dnsSet, lead string) {
	t.line(lead + "Type    " + string(s.kind))
	t.line(lead + "Host    " + s.owner)
	t.line(lead + "        in full: " + s.name)
	t.line(lead + fmt.Sprintf("TTL     %d seconds", s.ttl))
}

// cells is a value as a table has it, of at most width columns where it can be broken.
func cells(kind mailflow.RecordType, d mailflow.RecordData, width int) []string {
	if kind == mailflow.RecordMX {
		return []string{fmt.Sprintf("%-10d  %s", d.Preference, d.Host)}
	}
	return wrap(visible(d.Text), width)
}

// sideBySide has the old values on the left and the new ones on the right; one below the other where they are too wide.
func (t *plain) sideBySide(s dnsSet) {
	const lead, gap = "  ", "   "
	const both = tableColumns - len(lead) - len(gap)
	left, right := column(s.kind, "Old value: delete", s.remove), column(s.kind, "New value: enter", s.add)
	leftWidth, rightWidth := widest(left(both)), widest(right(both))
	switch { // the narrower one takes what it needs, the other one the rest
	case leftWidth+rightWidth <= both:
	case leftWidth <= both/2:
		rightWidth = both - leftWidth
	case rightWidth <= both/2:
		leftWidth = both - rightWidth
	default:
		leftWidth, rightWidth = both/2, both/2
	}
	l, r := left(leftWidth), right(rightWidth)
	t.line("")
	if widest(l) > leftWidth || widest(r) > rightWidth {
		for _, line := range append(append(left(both), ""), right(both)...) {
			t.line(strings.TrimRight(lead+line, " "))
		}
		return
	}
	for i := range max(len(l), len(r)) {
		line := lead
		if i < len(l) {
			line += l[i]
		}
		if i < len(r) {
			line += strings.Repeat(" ", len(lead)+leftWidth-uniseg.StringWidth(line)) + gap + r[i]
		}
		t.line(strings.TrimRight(line, " "))
	}
}

// column is a title and the values below it, for any width.
func column(kind mailflow.RecordType, title string, all []mailflow.RecordData) func(width int) []string {
	if kind == mailflow.RecordMX {
		title = "Preference  " + title
	}
	return func(width int) []string {
		lines := []string{title, strings.Repeat("-", len(title))}
		for _, d := range all {
			lines = append(lines, cells(kind, d, width)...)
		}
		if len(all) == 0 {
			lines = append(lines, "(none)")
		}
		return lines
	}
}

func widest(lines []string) (width int) {
	for _, l := range lines {
		width = max(width, uniseg.StringWidth(l))
	}
	return width
}

// staying is what nobody may delete.
func (t *plain) staying(s dnsSet) {
	t.line("")
	for _, d := range s.stay {
		for i, l := range cells(s.kind, d, tableColumns-len("  Stays   ")) {
			t.line([]string{"  Stays   ", "          "}[min(i, 1)] + l)
		}
	}
	switch {
	case !s.stayKnown && s.kind == mailflow.RecordTXT:
		t.line("  Stays   every other TXT value at this name: nobody said which there are")
	case s.kind == mailflow.RecordMX && len(s.stay) == 0:
		t.line("  Stays   no other MX: delete any that is left")
	case len(s.stay) == 0:
		t.line("  Stays   nothing else is at this name")
	}
}

// toCopy has each new TXT on a line of its own, whole, however long it is.
func (t *plain) toCopy(s dnsSet) {
	if s.kind != mailflow.RecordTXT || len(s.add) == 0 {
		return
	}
	t.line("")
	t.line("  To copy, on one line:")
	for _, d := range s.add {
		t.line("")
		t.line(visible(d.Text))
		if visible(d.Text) != d.Text {
			t.line("")
			t.item("  ", "  ", "It holds characters that nobody sees, shown as <U+...>. Do not copy it from here.")
		}
		if len(d.Text) > longestString {
			t.line("")
			t.item("  ", "  ", fmt.Sprintf("It has %d characters, and one string in DNS holds %d. Most forms split it by themselves. Where one "+
				"refuses it, enter it as several strings, with nothing between them but a space outside of the quotation marks:", len(d.Text), longestString))
			t.line("")
			t.line(zoneQuote(d.Text))
		}
	}
}

// foreign is a text to send to whoever runs a zone.
func (t *plain) foreign(z dnsZone, head dnsHead) {
	to := "whoever runs the zone " + z.name
	if head.Service != "" {
		to = visible(head.Service)
	}
	t.heading("To send to "+to, "-")
	t.line("")
	t.item("", "", "The zone "+z.name+" is not yours: its records are in none of the other DNS documents. Send this text:")
	t.line("")
	t.line("  Hello,")
	for _, s := range z.sets {
		t.line("")
		what := "please publish this record in the zone "
		if len(s.add) == 0 {
			what = "please look at this record in the zone "
		}
		t.item("  ", "  ", what+z.name+":")
		t.line("")
		t.form(s, "    ")
		for _, d := range s.add {
			if s.kind == mailflow.RecordMX {
				t.line(fmt.Sprintf("    Value   %d %s", d.Preference, d.Host))
				continue
			}
			t.line("    Value   on the next line, without quotation marks")
			t.line("")
			t.line(visible(d.Text))
		}
		for _, d := range s.remove {
			t.line("")
			t.line("    In place of this old value, which has to go:")
			t.line("")
			t.line(visible(plainRecord(s.kind, d)))
		}
		for _, d := range s.stay {
			t.line("")
			t.line("    This value stays:")
			t.line("")
			t.line(visible(plainRecord(s.kind, d)))
		}
		for _, why := range s.why {
			t.line("")
			t.item("  ", "  ", visible(why))
		}
	}
	t.line("")
	t.line("  Other records at the same name stay as they are.")
}
