package render

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"eacwizard/steps/mailflow"
)

// dnsTable is the records as the form of a registrar asks for them, zone by zone: what is there beside what has to be
// there. Records of a foreign zone become a text to send, since somebody else has to enter them.
func dnsTable(out []byte, dns *dnsRecords, head *dnsHead) ([]byte, error) {
	t := plain{out}
	for _, s := range head.Notices {
		t.item("", "", visible(s))
		t.line("")
	}
	t.heading(head.Title, "=")
	if len(dns.own) > 0 {
		t.line("")
		t.item("", "", "Host is what goes into a field that puts the zone behind it by itself; the full name goes into one that does not. "+
			"Enter values without quotation marks. Delete each old value: where it stays beside the new one, mail goes wrong.")
	}
	for _, z := range dns.zones {
		if z.foreign {
			continue
		}
		t.line("")
		t.heading("Zone "+z.name, "-")
		for i := range z.sets {
			t.line("")
			t.set(&z.sets[i])
		}
	}
	if len(dns.own) == 0 {
		t.line("")
		say := "Nothing changes in your zones."
		if dns.others {
			say = "Nothing changes in your own zones."
		}
		t.item("", "", say)
	}
	for i := range dns.zones {
		if z := &dns.zones[i]; z.foreign && z.changes() {
			t.line("")
			t.foreign(z, head)
		}
	}
	return t.out, nil
}

func (t *plain) heading(s, under string) {
	s = visible(s)
	t.line(s)
	t.line(strings.Repeat(under, columnsOf(s)))
}

// tableColumns is how wide the table gets, except for values to copy and names that are longer.
const tableColumns = 99

func (t *plain) set(s *dnsSet) {
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
func (t *plain) form(s *dnsSet, lead string) {
	t.joined(lead, "Type    ", string(s.kind))
	t.joined(lead, "Host    ", s.owner)
	t.joined(lead, "        in full: ", s.name)
	t.joined(lead, "TTL     ", strconv.Itoa(int(s.ttl)), " seconds")
}

// appendCells adds a value as a table has it, of at most width columns where it can be broken.
func appendCells(lines []string, kind mailflow.RecordType, d mailflow.RecordData, width int) []string {
	if kind == mailflow.RecordMX {
		preference := strconv.Itoa(int(d.Preference))
		return append(lines, preference+"            "[len(preference):]+d.Host)
	}
	return appendWrapped(lines, visible(d.Text), width)
}

// sideBySide has the old values on the left and the new ones on the right; one below the other where they are too wide.
func (t *plain) sideBySide(s *dnsSet) {
	const lead, gap = "  ", "   "
	const both = tableColumns - len(lead) - len(gap)
	old, fresh := "Old value: delete", "New value: enter"
	if s.kind == mailflow.RecordMX {
		old, fresh = "Preference  Old value: delete", "Preference  New value: enter"
	}
	l, r := column(s.kind, old, s.remove, both), column(s.kind, fresh, s.add, both)
	leftWidth, rightWidth := widest(l), widest(r)
	if leftWidth+rightWidth > both {
		switch { // the narrower one takes what it needs, the other one the rest
		case leftWidth <= both/2:
			rightWidth = both - leftWidth
		case rightWidth <= both/2:
			leftWidth = both - rightWidth
		default:
			leftWidth, rightWidth = both/2, both/2
		}
		l, r = column(s.kind, old, s.remove, leftWidth), column(s.kind, fresh, s.add, rightWidth)
	}
	t.line("")
	if widest(l) > leftWidth || widest(r) > rightWidth {
		l, r = column(s.kind, old, s.remove, both), column(s.kind, fresh, s.add, both)
		for _, line := range append(append(l, ""), r...) {
			t.out = append(append(t.out, lead...), line...)
			t.ends()
		}
		return
	}
	for i := range max(len(l), len(r)) {
		begun := len(t.out)
		t.out = append(t.out, lead...)
		if i < len(l) {
			t.out = append(t.out, l[i]...)
		}
		if i < len(r) {
			for range len(lead) + leftWidth + len(gap) - columnsOf(t.out[begun:]) {
				t.out = append(t.out, ' ')
			}
			t.out = append(t.out, r[i]...)
		}
		t.ends()
	}
}

// ends ends the line that was begun, without spaces at its end.
func (t *plain) ends() { t.out = append(bytes.TrimRight(t.out, " "), '\n') }

// column is a title and the values below it.
func column(kind mailflow.RecordType, title string, all []mailflow.RecordData, width int) []string {
	lines := make([]string, 0, 8)
	lines = append(lines, title, strings.Repeat("-", len(title)))
	for _, d := range all {
		lines = appendCells(lines, kind, d, width)
	}
	if len(all) == 0 {
		lines = append(lines, "(none)")
	}
	return lines
}

func widest(lines []string) (width int) {
	for _, l := range lines {
		width = max(width, columnsOf(l))
	}
	return width
}

// columnsOf is how wide a terminal shows a text.
func columnsOf[T string | []byte](s T) int {
	if isPrintable(s) {
		return len(s)
	}
	return uniseg.StringWidth(string(s))
}

// staying is what nobody may delete.
func (t *plain) staying(s *dnsSet) {
	t.line("")
	for _, d := range s.stay {
		lead := "  Stays   "
		for _, l := range appendCells(nil, s.kind, d, tableColumns-len(lead)) {
			t.joined(lead, l)
			lead = "          "
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
func (t *plain) toCopy(s *dnsSet) {
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
func (t *plain) foreign(z *dnsZone, head *dnsHead) {
	to := "whoever runs the zone " + z.name
	if head.Service != "" {
		to = visible(head.Service)
	}
	t.heading("To send to "+to, "-")
	t.line("")
	t.item("", "", "The zone "+z.name+" is not yours: its records are in none of the other DNS documents. Send this text:")
	t.line("")
	t.line("  Hello,")
	for i := range z.sets {
		s := &z.sets[i]
		if !s.changes() {
			continue
		}
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
				t.joined("    Value   ", recordText(d))
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
