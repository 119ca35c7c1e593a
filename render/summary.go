package render

import (
	"fmt"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// textWidth is how wide a document in plain text gets.
const textWidth = 78

// summary is the review of the Exchange admin center as a text file, with what it leaves unsaid.
func summary(s *steps.Settled, up mailflow.SetUp) ([]byte, error) {
	var t plain
	for _, w := range warnings(up) {
		t.item("", "", w)
		t.line("")
	}
	t.line(s.Scenario.Title)
	t.line(strings.Repeat("=", len(s.Scenario.Title)))
	for _, section := range s.Review() {
		t.line("")
		t.line(section.Title)
		for _, l := range section.Lines {
			t.item("  ", "  ", visible(l))
		}
	}
	if notes := loudNotes(s); len(notes) > 0 {
		t.line("")
		t.line("Look at this again")
		for _, n := range notes {
			t.item("  - ", "    ", n)
		}
	}
	t.line("")
	t.line("What comes next")
	for i, step := range next(up) {
		t.item(fmt.Sprintf("  %d. ", i+1), "     ", step)
	}
	return []byte(t.String()), nil
}

// next is what to do with the documents, in plain words. Text of the user's in it is visible.
func next(up mailflow.SetUp) []string {
	where := "Nothing is changed yet. Connect Exchange Online PowerShell to the right organization: none was named, so the commands " +
		"can not check which one it is."
	if d := up.Organization().InitialDomain; !d.IsZero() {
		where = "Nothing is changed yet. Connect Exchange Online PowerShell to the organization of " + visible(d.Exchange()) +
			". The commands stop if they run in another one."
	}
	out := []string{
		where,
		"Paste the commands (the format paste, saved as paste.txt) and read the receipt they end with.",
	}
	for _, c := range up.Connectors() {
		out = append(out, after(c)...)
	}
	return out
}

// after is what a connector still needs when it is there.
func after(c mailflow.Connector) (out []string) {
	switch c := c.(type) {
	case mailflow.Outbound:
		if c.Scope == mailflow.ScopeTransportRule {
			out = append(out, "Create the mail flow rule that redirects messages to the connector: nothing uses it before.")
		}
		if len(c.ValidationRecipients) == 0 {
			out = append(out, "Validate the connector in the Exchange admin center: no addresses were given, so the commands do not.")
		}
		if !c.Enabled {
			out = append(out, "Turn the connector on when the other side is ready: it is created off.")
		}
	case mailflow.Inbound:
		l, locks := lockOf(c)
		switch {
		case l.byService && !c.Enabled:
			out = append(out, "Turn the connector on when all MX records point to the service behind it and the time to live of the old records is over.")
		case !c.Enabled:
			out = append(out, "Turn the connector on when the other side is ready: it is created off.")
		}
		switch {
		case l.byService:
			out = append(out, "Once it is on, send a message through the service and see that it arrives; then one straight to Exchange Online, and see that it is refused.")
		case locks:
			out = append(out, "Once it is on, look every day for a while in the message trace for senders whose mail is refused because it comes without TLS.")
		case c.Type == mailflow.OnPremises:
			out = append(out, "Set up the sending server or service to deliver to your organization's own host name at Microsoft, and see in the message trace that a message arrives by the connector.")
		default:
			out = append(out, "Have the partner send a message, and see in the message trace that it arrives by the connector.")
		}
	}
	return out
}

// loudNotes are the warnings that the answers call for, in the scenario's order.
func loudNotes(s *steps.Settled) (out []string) {
	for _, q := range s.Asked {
		for _, n := range s.Notes(q.Key) {
			if n.Level >= steps.Warning {
				out = append(out, q.PlainLabel()+": "+n.Says)
			}
		}
	}
	return out
}

// plain is a text file of lines that end in a line feed.
type plain struct{ strings.Builder }

func (t *plain) line(s string) { t.WriteString(s + "\n") }

// item writes a paragraph with one lead before its first line and another before the rest.
func (t *plain) item(first, rest, s string) {
	lead := first
	for _, l := range wrap(s, textWidth-len(first)) {
		t.line(strings.TrimRight(lead+l, " "))
		lead = rest
	}
}
