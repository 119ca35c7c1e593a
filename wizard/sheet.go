package wizard

import (
	"slices"
	"strings"

	"eacwizard/steps"
)

// sheet is a page laid out: its lines, and those that the focus is on; none while it is on a button.
type sheet struct {
	lines    []string
	from, to int
}

func (s *sheet) put(l *look, depth int, rows []string, focused bool) {
	if focused {
		s.from = len(s.lines)
	}
	for i, r := range rows {
		mark := "  "
		if focused && i == 0 {
			mark = l.accent.Render(l.g.focus) + " "
		}
		s.lines = append(s.lines, mark+strings.Repeat("  ", depth)+r)
	}
	if focused {
		s.to = len(s.lines)
	}
}

func (s *sheet) gap() {
	if n := len(s.lines); n > 0 && s.lines[n-1] != "" {
		s.lines = append(s.lines, "")
	}
}

// lay draws the page, title to last field, in width columns.
func (p *page) lay(width int) *sheet {
	sh := &sheet{lines: []string{""}}
	// in the Classic EAC's window the title stands once
	if p.def.Title != p.def.Head || p.flow.Settled().EAC != steps.ClassicEAC {
		sh.put(p.l, 0, styled(p.l.title, hang("", p.def.Title, width-2)), false)
		sh.gap()
	}
	for _, in := range p.def.Intro {
		sh.put(p.l, 0, hang("", in, width-2), false)
		sh.gap()
	}
	if slices.ContainsFunc(p.def.Rows, func(r steps.Row) bool { return p.flow.Settled().At(r.Key).Fixed }) {
		sh.put(p.l, 0, styled(p.l.dim, hang("", "Greyed answers belong to what you set up.", width-2)), false)
		sh.gap()
	}
	p.layRows(sh, width, "", "", 0) // the review's own questions stand before its sections
	if p.def.Kind == steps.ReviewPage {
		p.laySections(sh, width)
	}
	p.layValidation(sh, width)
	return sh
}

// layRows draws the fields in reading order: what stands under an option comes right after it.
func (p *page) layRows(sh *sheet, width int, under steps.Key, option string, depth int) {
	settled := p.flow.Settled()
	for r := range rowsOf(p.def, settled) {
		if r.Under != under || r.Option != option {
			continue
		}
		q := dressed(settled.At(r.Key), r)
		if !q.Open && r.Absent {
			continue
		}
		if r.Gap {
			sh.gap()
		}
		focused := p.current() == stop{kind: onField, key: r.Key}
		inner := width - 2 - 2*depth
		p.layLabel(sh, r, q, depth, inner)
		c := p.controls[r.Key]
		from := len(sh.lines)
		p.layNotes(sh, q, depth, inner, steps.Danger)
		switch t, isList := c.(*list); {
		case r.Drop && !focused:
			sh.put(p.l, depth, p.l.closed(q, inner), false)
		case q.Kind == steps.Choice:
			for i, o := range q.Options {
				mine := q.Value.Text() == o.Value || q.Value.Text() == "" && i == 0
				sh.put(p.l, depth, c.rows(q, i, inner, focused), focused && mine)
				p.layRows(sh, width, r.Key, o.Value, depth+1)
			}
		default:
			sh.put(p.l, depth, c.rows(q, 0, inner, focused), focused && !(isList && t.at > 0)) // an item carries its own mark
		}
		p.layAside(sh, q, focused, depth, width)
		if focused { // what is said about a field is to be seen with it
			if sh.to = len(sh.lines); q.Kind != steps.Choice {
				sh.from = from
			}
		}
		p.layRows(sh, width, r.Key, "", depth+1)
	}
}

func (p *page) layLabel(sh *sheet, r steps.Row, q steps.Asked, depth, width int) {
	if r.Above != "" {
		sh.put(p.l, depth, styled(p.l.bold, hang("", r.Above, width)), false)
	}
	if r.Bare || q.Kind == steps.Toggle {
		return
	}
	label := q.Label
	if q.Kind == steps.Text && q.Missing != "" {
		if p.flow.Settled().EAC == steps.ClassicEAC { // there the star stands before
			label = "*" + label
		} else {
			label += " *"
		}
	}
	style := p.l.bold
	switch {
	case !q.Open && r.Under != "":
		style = p.l.dim
	case r.Under != "":
		style = p.l.plain
	}
	sh.put(p.l, depth, styled(style, hang("", label, width)), false)
}

// layAside draws what stands under a field: what is wrong with it, what its answer means, and what is proposed instead.
func (p *page) layAside(sh *sheet, q steps.Asked, focused bool, depth, width int) {
	inner := width - 2 - 2*depth
	if q.Open && (p.tried || p.left[q.Key] && !focused) {
		p.layProblems(sh, q, depth, width)
	}
	p.layFindings(sh, q, depth, inner)
	if hidesNotes(p.findingsAt(q)) {
		p.layNotes(sh, q, depth, inner, steps.Info)
	} else {
		p.layNotes(sh, q, depth, inner, steps.Info, steps.Warning)
	}
	if len(q.Each) > 0 && q.Open {
		sh.put(p.l, depth, styled(p.l.dim, hang("", "Each "+q.Noun+" gets a page of its own after this one.", inner)), false)
	}
	p.layProposal(sh, q, focused, depth, inner)
}

// layProposal says what is proposed in place of what was answered, and whether that is new since the page was left.
func (p *page) layProposal(sh *sheet, q steps.Asked, focused bool, depth, width int) {
	if p.def.Kind == steps.ReviewPage { // it is another page's question, and its note says why
		return
	}
	key := map[bool]string{true: "ctrl+p takes it", false: "ctrl+p in this field takes it"}[focused]
	switch was := wordsOf(q, p.flow.Was(q.Key)); {
	case p.flow.Moved(q.Key) && q.Said && !q.Proposed.Empty():
		says := "Proposed now: " + wordsOf(q, q.Proposed) + " (" + key + "). When you were here it was " + was + "."
		sh.put(p.l, depth, styled(p.l.level[steps.Warning], hang(p.l.g.moved+" ", says, width)), false)
	case p.flow.Moved(q.Key) && !q.Said:
		sh.put(p.l, depth, styled(p.l.level[steps.Warning], hang(p.l.g.moved+" ", "Changed with an earlier answer. When you were here it was "+was+".", width)), false)
	case focused && q.Said && !q.Proposed.Empty() && (q.Kind == steps.Text || q.Kind == steps.List): // the others show it when explained
		sh.put(p.l, depth, []string{p.l.dim.Render(p.l.fit("proposed: "+wordsOf(q, q.Proposed)+"  ("+key+")", width))}, false)
	}
}

func (p *page) layProblems(sh *sheet, q steps.Asked, depth, width int) {
	if t, ok := p.controls[q.Key].(*list); ok && t.fault != "" {
		return // the add row says already why its text cannot stand
	}
	for _, b := range p.flow.Problems() {
		if b.Key == q.Key && b.Item < 0 && (p.tried || !b.Missing) {
			p.sayProblem(sh, b, depth, width)
		}
	}
}

// layNotes draws the notes of some levels. What is dangerous is said before the question, everything else after it.
func (p *page) layNotes(sh *sheet, q steps.Asked, depth, width int, levels ...steps.Level) {
	for _, n := range p.flow.Settled().Notes(q.Key) {
		if slices.Contains(levels, n.Level) {
			sign := [...]string{"", "! ", p.l.g.danger + " "}[n.Level]
			word := [...]string{"", "Warning: ", "Danger: "}[n.Level]
			sh.put(p.l, depth, styled(p.l.level[n.Level], hang(sign, word+n.Says, width)), false)
		}
	}
}

func (p *page) sayProblem(sh *sheet, b steps.Problem, depth, width int) {
	sh.put(p.l, depth, styled(p.l.fault, hang(p.l.g.amiss+" ", "Error: "+clean(b.Sentence()), width-2-2*depth)), false)
}
