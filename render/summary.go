package render

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// textWidth is how wide a document in plain text gets.
const textWidth = 78

// summary is the review of the Exchange admin center as a text file, with what it leaves unsaid.
func summary(src *source) ([]byte, error) {
	s := src.s
	t := plain{src.maker.sheet()}
	for _, w := range src.heads {
		t.item("", "", w)
		t.line("")
	}
	t.line(s.Scenario.Title)
	t.line(strings.Repeat("=", len(s.Scenario.Title)))
	part := ""
	for _, section := range src.review() {
		if section.Part != part {
			part = section.Part
			t.line("")
			t.line(part)
			t.line(strings.Repeat("-", len(part)))
		}
		t.line("")
		t.line(section.Title)
		for _, l := range section.Lines {
			t.item("  ", "    ", visible(l)) // what goes on is still the same value
		}
	}
	if notes := loudNotes(src); len(notes) > 0 {
		t.line("")
		t.line("Look at this again")
		for _, n := range notes {
			t.item("  - ", "    ", n)
		}
	}
	if found := findings(src); len(found) > 0 {
		t.line("")
		t.line("What the checks found")
		for _, f := range found {
			t.item("  - ", "    ", f)
		}
	}
	t.line("")
	t.line("What comes next")
	says, steps := next(src)
	for _, p := range says {
		t.item("  ", "  ", p)
	}
	for i, step := range steps {
		t.item("  "+strconv.Itoa(i+1)+". ", "     ", step)
	}
	return src.maker.done(t.out), nil
}

// next is what to do with the documents, in plain words: what to know first, and the steps. Text of the user's in it is
// visible. The steps of a plan have the numbers that they have in the runbook.
func next(src *source) (says, steps []string) {
	where := "Nothing is changed yet. Connect Exchange Online PowerShell to the right organization: none was named, so the commands " +
		"cannot check which one it is. They show its domains before they change anything. For the organization of a customer, " +
		"name it first: the commands stop there otherwise."
	if d := src.up.Organization.InitialDomain; !d.IsZero() {
		where = "Nothing is changed yet. Connect Exchange Online PowerShell to the organization of " + visible(d.Exchange()) +
			". The commands stop if they run in another one."
	}
	if !planned(src.actions) {
		steps = []string{
			where,
			"Paste the commands (the format paste, saved as paste.txt) and read the receipt they end with. After Ctrl+C there may be none: paste them again, they look first at what is there.",
		}
		for _, c := range src.up.Connectors {
			if says := mayFail(c); says != "" {
				steps[len(steps)-1] += " " + says
			}
		}
		for _, c := range src.up.Connectors {
			steps = append(steps, after(c)...)
		}
		return nil, steps
	}
	says = []string{
		where,
		"Go through these actions in this order. The runbook (the format markdown) says of each how it is done and how to see that it worked; the commands are in the blocks of paste.txt.",
	}
	steps = make([]string, 0, len(src.actions))
	for i := range src.actions {
		a, end := &src.actions[i], ")."
		if a.NoReturn {
			end = "). From here on, mail takes the new way."
		}
		steps = append(steps, visible(a.among(src.actions))+" ("+doers[a.Doer].says+end)
	}
	return says, steps
}

// planned reports whether there is something to be done beside the commands, so that the order has to be told.
func planned(all []action) bool {
	return slices.ContainsFunc(all, func(a action) bool { return !a.online() })
}

// mayFail says why the validation of a connector that is as it has to be may fail, or "".
func mayFail(c mailflow.Connector) string {
	if c, isOut := c.(mailflow.Outbound); isOut && c.Scope == mailflow.ScopeTransportRule && len(c.ValidationRecipients) > 0 {
		return "The validation may fail, because a connector that only a mail flow rule uses has no domain of its own. Use a validation address outside Microsoft 365; the failed test changes nothing about the connector."
	}
	return ""
}

// after is what a connector still needs when it is there.
func after(c mailflow.Connector) (out []string) {
	switch c := c.(type) {
	case mailflow.Outbound:
		if len(c.ValidationRecipients) == 0 {
			out = append(out, "Validate the connector in the Exchange admin center: no addresses were given, so the commands do not.")
		}
		if !c.Enabled {
			out = append(out, "Turn the connector on when the other side is ready: it is created off.")
		}
		if c.Scope == mailflow.ScopeTransportRule {
			says := "Create the mail flow rule that redirects messages to the connector: nothing uses it before."
			if !c.Enabled {
				says += " Only once the connector is on: what a rule sends to one that is off does not arrive."
			}
			out = append(out, says)
		}
	case mailflow.Inbound:
		if l, locks := lockOf(c); locks {
			return afterLock(c, l)
		}
		if c.Type == mailflow.OnPremises && c.RestrictToCertificate {
			out = append(out, "Add "+strings.TrimPrefix(c.CertificateName.Exchange(), "*.")+", or a parent of it, to the organization as an accepted domain and verify it, if it is none yet; the receipt says whether it is. Bounces and forwarded mail depend on it.")
		}
		if !c.Enabled {
			out = append(out, "Turn the connector on when the other side is ready: it is created off.")
		}
		if c.Type == mailflow.OnPremises {
			return append(out, "Set up the sending server or service to deliver to your organization's own host name at Microsoft, and see in the message trace that a message arrives by the connector.")
		}
		out = append(out, "Have the partner send a message, and see in the message trace that it arrives by the connector.")
	}
	return out
}

// afterLock is the order in which a lock-down is put to work: nothing is refused before the way in is proven.
func afterLock(c mailflow.Inbound, l lock) (out []string) {
	const look = " Look at both in the message trace."
	switch {
	case !l.byService && !c.Enabled:
		return []string{
			"Look in the message trace for senders whose mail comes without TLS: it is refused once the connector is on.",
			"Turn the connector on: it is created off. The runbook has the commands, also those that turn it off again at once.",
			"Look in the message trace every day for a while for senders whose mail is refused because it comes without TLS.",
		}
	case !l.byService:
		return []string{"Look in the message trace every day for a while for senders whose mail is refused because it comes without TLS. The runbook has the commands that turn the connector off at once."}
	case !c.Enabled:
		out = []string{
			"Move the MX records of all domains to the service in front of Exchange Online, and wait until the time to live of the old records is over. The connector is created off and refuses nothing meanwhile.",
			"Send a message from outside through the service, and one straight to Exchange Online, past the service." + look + " Both arrive, and the first has to have come " + l.asks + ".",
			"Turn the connector on. The runbook has the commands, also those that turn it off again at once.",
		}
	default:
		out = []string{"The connector acts at once. If mail is missing that should have come, turn it off at once: the runbook has the commands."}
	}
	return append(out, "Once it is on, send both messages (again): one through the service, which has to arrive, and one straight to Exchange Online, which has to be refused."+look)
}

// loudNotes are the warnings that the answers call for, in the scenario's order.
func loudNotes(src *source) (out []string) {
	for _, n := range src.notes {
		if n.Level >= steps.Warning {
			at := labelOf(n)
			if !strings.HasSuffix(at, "?") {
				at += ":"
			}
			out = append(out, at+" "+strings.TrimSuffix(n.Says, ".")+".")
		}
	}
	return out
}

// labelOf is what a note is about: of which item of a list, and the question; that a box is not ticked has to be said,
// because its label speaks as if it were.
func labelOf(n steps.NoteAt) string {
	says := n.Question.PlainLabel()
	if n.Question.Kind == steps.Toggle && !n.Question.Value.On() {
		says += " (not ticked)"
	}
	if _, item := n.Question.Key.Item(); item != "" {
		says = visible(item) + ", " + says
	}
	return says
}

// plain is a text file of lines that end in a line feed.
type plain struct{ out []byte }

func (t *plain) line(s string) { t.out = append(append(t.out, s...), '\n') }

// item writes a paragraph with one lead before its first line and another before the rest.
func (t *plain) item(first, rest, s string) {
	lead := first
	var few [8]string
	for _, l := range appendWrapped(few[:0], s, textWidth-max(len(first), len(rest))) {
		t.out = append(bytes.TrimRight(append(append(t.out, lead...), l...), " "), '\n')
		lead = rest
	}
}
