package wizard

import (
	"slices"
	"strconv"

	"eacwizard/steps"
	"eacwizard/steps/check"
)

// mostFindings are shown at one field, so that a long list of addresses does not bury the page.
const mostFindings = 4

// findingsAt are the findings that stand at a field: like faults they wait until it was left, and they are out of the
// way while its text is typed. A page that was seen before has them from the start.
func (p *page) findingsAt(q steps.Asked) []check.Finding {
	known := p.tried || p.left[q.Key] || p.before
	if !q.Open || p.def.Kind == steps.ReviewPage || !known || p.typing == q.Key {
		return nil
	}
	return p.checks.at(p.flow.Settled(), q.Key)
}

// layFindings draws the findings that stand at a field.
func (p *page) layFindings(sh *sheet, q steps.Asked, depth, width int) {
	all := p.findingsAt(q)
	for n, f := range all {
		if n == mostFindings {
			more := strconv.Itoa(len(all)-n) + " more; the review lists them all."
			sh.put(p.l, depth, styled(p.l.dim, hang("", more, width)), false)
			return
		}
		sh.put(p.l, depth, p.l.finding(f, p.fixHint(f), width), false)
	}
}

// finding is a finding as a page says it: sign, severity, sentence, rule, and the key that fixes it.
func (l *look) finding(f check.Finding, key string, width int) []string {
	sign, style := l.g.amiss, l.fault
	switch f.Severity {
	case check.Warning:
		sign, style = "!", l.level[steps.Warning]
	case check.Info:
		sign, style = "i", l.level[steps.Info]
	}
	behind := f.Rule
	if key != "" {
		behind += "; " + key
	}
	if !f.Counts() {
		sign, style, behind = "-", l.dim, f.Rule+", accepted: "+f.Accepted
	}
	return styled(style, hang(sign+" ", severityWords[f.Severity]+": "+clean(f.Sentence()+" ("+behind+")"), width))
}

// fixHint is the key that fixes a finding, where it has one.
func (p *page) fixHint(f check.Finding) string {
	if f.Change == nil {
		return ""
	}
	if g := p.fixable(); g != nil && g.Key == f.Key && g.Rule == f.Rule && g.Item == f.Item {
		return "ctrl+f fixes it"
	}
	if p.def.Kind == steps.ReviewPage {
		return "ctrl+f here fixes it"
	}
	return "ctrl+f in this field fixes it"
}

// fixable is the finding that the key for fixing would fix now: the first of the focused field, else of the field before
// it that has one, else of the page. On the review it is the one that has the focus.
func (p *page) fixable() *check.Finding {
	if c := p.current(); c.kind == onFinding {
		if f := p.checks.said(p.flow.Settled())[c.section]; f.Change != nil && f.Counts() {
			return &f
		}
		return nil
	} else if p.def.Kind == steps.ReviewPage {
		return nil
	}
	var first, nearest *check.Finding
	for i, s := range p.stops {
		if s.kind != onField {
			continue
		}
		all := p.findingsAt(p.flow.Settled().At(s.key))
		n := slices.IndexFunc(all, func(f check.Finding) bool { return f.Change != nil })
		if n < 0 || n >= mostFindings {
			continue
		}
		if first == nil {
			first = &all[n]
		}
		if i <= p.at {
			nearest = &all[n]
		}
	}
	if nearest != nil {
		return nearest
	}
	return first
}

// fix applies the fix of the finding that it is for, as one change that undo takes back.
func (m *Model) fix() {
	f := m.page.fixable()
	if f == nil {
		m.flash = "There is nothing here that this key fixes."
		return
	}
	m.flow.Change(f.Change.Set, f.Change.Clear)
	if !m.page.sync() {
		m.openPage()
	}
	_, words := changed(m.flow.Settled(), f.Change)
	m.flash = f.Rule + " is fixed, now " + words + ". ctrl+_ takes it back."
}

// isSample is the rule that finds values out of Microsoft's articles. It is about the value alone.
const isSample = "MF706"

// hidesNotes reports that a finding says at this field what its mild notes would.
func hidesNotes(all []check.Finding) bool {
	return slices.ContainsFunc(all, func(f check.Finding) bool { return f.Severity >= check.Warning && f.Rule != isSample })
}

// layAllFindings draws the findings of the review by object, each with the focus's mark where it can be jumped to.
func (p *page) layAllFindings(sh *sheet, width int) {
	all := p.checks.said(p.flow.Settled())
	if len(all) == 0 {
		return
	}
	sh.gap()
	p.layPart(sh, "Findings", width)
	for _, bunch := range check.ByObject(all) {
		if bunch.Object != "" {
			sh.gap()
			sh.put(p.l, 0, styled(p.l.bold, hang("", clean(bunch.Object), width-2)), false)
		}
		for i, f := range all {
			if f.Object == bunch.Object {
				here := p.current() == stop{kind: onFinding, section: i}
				rows := p.l.finding(f, p.fixHint(f), width-2)
				if here {
					rows = styled(p.l.bold, rows)
				}
				sh.put(p.l, 0, rows, here)
			}
		}
	}
	sh.gap()
}

// findingStops are the review's findings as places for the focus, in the order in which they are drawn.
func (p *page) findingStops() (out []stop) {
	all := p.checks.said(p.flow.Settled())
	for _, bunch := range check.ByObject(all) {
		for i, f := range all {
			if f.Object == bunch.Object {
				out = append(out, stop{kind: onFinding, section: i})
			}
		}
	}
	return out
}

// open goes from the review to the field of a finding.
func (p *page) open(finding int) outcome {
	f := p.checks.said(p.flow.Settled())[finding]
	page := steps.PageOf(p.flow.Pages(), f.Key)
	if p.def.Holds(f.Key) {
		p.focus(p.stopOf(f.Key))
		return stay
	}
	if page == "" {
		return stay
	}
	p.flow.Fix(page, f.Key)
	return turned
}

// unsure are the errors that the review asks about once more, where nothing else keeps it from being left.
func (p *page) unsure() []check.Finding {
	if p.def.Kind != steps.ReviewPage {
		return nil
	}
	later := p.flow.Pages()[p.flow.At()+1:]
	for _, b := range p.flow.Problems() {
		if steps.PageOf(later, b.Key) == "" {
			return nil // it says so itself
		}
	}
	return p.checks.errors(p.flow.Settled())
}

// unsureLines ask once more before documents are made that have errors.
func (m *Model) unsureLines(width int) []string {
	if len(m.page.wrong()) > 0 {
		return m.wrongLines(width)
	}
	l := m.look
	out := []string{"", "  " + l.title.Render("Go on with these errors?"), ""}
	for _, f := range m.page.unsure() {
		for _, line := range l.finding(f, "", width-2) {
			out = append(out, "  "+line)
		}
		out = append(out, "")
	}
	return append(out, hang("  ", "Nothing is changed anywhere by going on. Every document says in its head what was found.", width)...)
}
