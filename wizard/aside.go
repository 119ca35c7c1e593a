package wizard

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/render"
	"eacwizard/steps"
)

func ordinal(n, of int) string { return strconv.Itoa(n) + " of " + strconv.Itoa(of) }

// previewLines draw the PowerShell that the part is becoming, no more of it than shows: a list of 500 is as many lines.
// The lines of the focused field are marked, with a sign.
func (m *Model) previewLines(width, most int) []string {
	l, flow := m.look, m.flow
	out := []string{"", l.title.Render("PowerShell preview"), ""}
	var params []string
	part := m.partOfPreview()
	if c := m.page.current(); c.kind == onField {
		part = c.key.Part()
		if f, ok := flow.Scenario().Field(c.key); ok {
			params = f.Params
		}
	}
	for _, line := range m.previewOf(part, most) {
		if len(out) > most {
			break
		}
		marked := slices.ContainsFunc(line.Params, func(p string) bool { return slices.Contains(params, p) })
		lead := "  "
		if marked {
			lead = l.g.focus + " "
		}
		indent := len(line.Text) - len(strings.TrimLeft(line.Text, " "))
		rows := hang(lead+strings.Repeat(" ", indent), clean(line.Text), width)
		if marked {
			rows = styled(l.mark, rows)
		}
		out = append(out, rows...)
	}
	return out
}

// partOfPreview is the part that the page is about; "" on the review, which is about all of them.
func (m *Model) partOfPreview() string {
	if p := m.page.def.Part; p != nil {
		return p.ID
	}
	return ""
}

// previewOf is what a part becomes, or every part in its turn that makes something.
func (m *Model) previewOf(id string, most int) (out []render.PreviewLine) {
	s := m.flow.Settled()
	if id != "" {
		return render.Preview(s, id, m.flow.PendingTexts(), most)
	}
	for _, p := range s.Parts() {
		lines := render.Preview(s, p.ID, m.flow.PendingTexts(), most)
		if p.Preface || len(lines) == 1 { // a remark that there is nothing yet
			continue
		}
		if len(out) > 0 {
			out = append(out, render.PreviewLine{})
		}
		out = append(out, lines...)
	}
	return out
}

// helpLines explain the focused field: what the choice does to a message, why, and which parameter it becomes.
func (p *page) helpLines(width int) []string {
	l := p.l
	out := []string{""}
	say := func(title, text string) {
		if text == "" {
			return
		}
		out = append(out, "  "+l.bold.Render(title))
		out = append(out, hang("  ", text, width)...)
		out = append(out, "")
	}
	c := p.current()
	if c.kind != onField {
		out = append(out, "  "+l.title.Render(p.def.Title), "")
		say("Keys", "")
		for _, k := range p.l.keyHelp() {
			out = append(out, "  "+k)
		}
		return out
	}
	q := p.flow.Settled().At(c.key)
	for _, r := range p.def.Rows {
		if r.Key == c.key {
			q = dressed(q, r)
		}
	}
	for _, line := range hang("  ", q.PlainLabel(), width) {
		out = append(out, l.title.Render(line))
	}
	out = append(out, "")
	say("What it does", q.Explain.What)
	say("Why", q.Explain.Why)
	for _, o := range q.Options {
		say(o.Label, o.Explains)
	}
	if !q.Proposed.Empty() {
		say("Proposed", wordsOf(q, q.Proposed))
	}
	if q.Example != "" {
		say("Example", strings.TrimPrefix(q.Example, "Example: "))
	}
	if len(q.Params) > 0 {
		say("PowerShell", "-"+strings.Join(q.Params, ", -"))
	}
	if _, setUp := steps.Find(p.flow.Scenario().ID); setUp { // a message stands in no answer file
		say("Answer file", string(q.Key))
	}
	say("Source", q.Explain.Source)
	return out
}

// keyHelp is the key table as words.
func (l *look) keyHelp() (out []string) {
	for _, b := range keys.places()["list item"] {
		out = append(out, pad(l.signs(b.Help().Key), 12)+b.Help().Desc)
	}
	return out
}

// leaveLines ask before a walk is left that has answers in it.
func (m *Model) leaveLines(width int) []string {
	l := m.look
	out := []string{"", "  " + l.title.Render("Leave the wizard?"), ""}
	says := "Nothing has been created or changed. Your answers are lost unless you save them."
	if m.drafted() {
		says = "The documents were not copied, saved or printed yet. Your answers are kept as a draft."
	}
	out = append(out, hang("  ", says, width)...)
	out = append(out, "", "  enter   leave", "  s       save the answers to "+m.folder()+" and leave", "  esc     stay", "")
	if m.notice != "" {
		out = append(out, hang("  ", m.notice, width)...)
	}
	return out
}

// hasAnswers reports whether leaving would lose anything.
func hasAnswers(st steps.State) bool { return len(st.Answers) > 0 || len(st.Pending) > 0 }
