package wizard

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

// stopKind is what the focus can rest on.
type stopKind int

const (
	onField stopKind = iota
	onLink           // an Edit link of the review
	onNext
	onBack
)

// stop is one place on a page that Tab reaches.
type stop struct {
	kind    stopKind
	key     steps.Key // of a field
	section int       // of a link
}

// page shows one page of the flow and takes its keys. It is made when the page is reached and brings nothing along:
// answers, focus and text not yet added live in the flow.
type page struct {
	flow     *steps.Flow
	l        *look
	def      steps.Page
	controls map[steps.Key]control
	stops    []stop
	at       int
	tried    bool               // Next was refused: every problem of the page is said
	left     map[steps.Key]bool // fields that were left: what is wrong with them is said
	refused  string             // why the review can not be left
	pasted   *pasting           // to be looked at
	streamed bool               // this key came right behind a letter or an Enter, faster than anyone types
	freely   bool               // scrolled by hand: the focus may be out of sight until the next key
}

func newPage(flow *steps.Flow, l *look) *page {
	p := &page{flow: flow, l: l, controls: map[steps.Key]control{}, left: map[steps.Key]bool{}, at: -1}
	p.sync()
	p.focus(p.stopOf(flow.State().Focus))
	if p.def.Kind == steps.ReviewPage && len(p.def.Rows) == 0 { // a question of the review's own is met first
		p.focus(slices.IndexFunc(p.stops, func(s stop) bool { return s.kind == onNext }))
	}
	return p
}

// sync brings the page in step with the flow after anything has changed. It reports false where the flow is on another page now.
func (p *page) sync() bool {
	def := p.flow.Page()
	if p.def.ID != "" && def.ID != p.def.ID {
		return false
	}
	var was stop
	if p.at >= 0 && p.at < len(p.stops) {
		was = p.stops[p.at]
	}
	p.def = def
	settled := p.flow.Settled()
	p.stops = p.stops[:0]
	for _, r := range def.Rows {
		q := settled.At(r.Key)
		c := p.controls[r.Key]
		if rd, ok := c.(*radio); c == nil || ok && !rd.offers(q) {
			c = newControl(q, p.flow, p.l)
			p.controls[r.Key] = c
		}
		c.refresh()
		if q.Open && !q.Fixed && !forced(q) {
			p.stops = append(p.stops, stop{kind: onField, key: r.Key})
		}
	}
	if def.Kind == steps.ReviewPage {
		for i, s := range settled.Review() {
			if s.Page != "" && s.Edit != "" {
				p.stops = append(p.stops, stop{kind: onLink, section: i})
			}
		}
	}
	p.stops = append(p.stops, stop{kind: onNext})
	if p.canGoBack() {
		p.stops = append(p.stops, stop{kind: onBack})
	}
	if p.at >= 0 {
		if i := slices.Index(p.stops, was); i >= 0 {
			p.at = i
		} else {
			p.focus(min(p.at, len(p.stops)-1))
		}
	}
	return true
}

func (r *radio) offers(q steps.Asked) bool {
	return slices.EqualFunc(r.values, q.Options, func(v string, o steps.Option) bool { return v == o.Value })
}

func (p *page) canGoBack() bool { return p.flow.At() > 0 || p.flow.State().Fixing }

// stopOf is the index of a field's stop; the first stop for a field that is no stop here.
func (p *page) stopOf(k steps.Key) int {
	return max(0, slices.IndexFunc(p.stops, func(s stop) bool { return k != "" && s.kind == onField && s.key == k }))
}

func (p *page) current() stop { return p.stops[p.at] }

func (p *page) focused() control {
	if s := p.current(); s.kind == onField {
		return p.controls[s.key]
	}
	return nil
}

func (p *page) focus(i int) {
	if p.at >= 0 && p.at < len(p.stops) {
		if s := p.current(); s.kind == onField {
			p.left[s.key] = true
			p.controls[s.key].Blur()
		}
	}
	p.at = i
	if s := p.current(); s.kind == onField {
		p.flow.Focus(s.key)
		p.controls[s.key].Focus() // its command would only blink the cursor
	}
}

// outcome is what a key on a page leads to, where it leads away.
type outcome int

const (
	stay outcome = iota
	turned
	finished
	looking // at a pasted list
)

func (p *page) key(k tea.KeyMsg) outcome {
	c := p.focused()
	if k.Paste {
		if c != nil {
			if p.pasted = c.paste(string(k.Runes)); p.pasted != nil {
				return looking
			}
			p.sync()
		}
		return stay
	}
	if t, ok := c.(*list); ok {
		t.streamed = p.streamed
	}
	if c != nil && c.key(k) {
		p.refused = ""
		p.sync()
		if t, ok := c.(*list); ok && t.offer != nil {
			p.pasted, t.offer = t.offer, nil
			return looking
		}
		return stay
	}
	switch k.Type {
	case tea.KeyTab:
		p.focus((p.at + 1) % len(p.stops))
	case tea.KeyShiftTab:
		p.focus((p.at + len(p.stops) - 1) % len(p.stops))
	case tea.KeyDown:
		p.focus(min(p.at+1, len(p.stops)-1))
	case tea.KeyUp:
		p.focus(max(p.at-1, 0))
	case tea.KeyLeft, tea.KeyRight:
		p.sideways()
	case tea.KeyEnter:
		return p.press()
	}
	return stay
}

// sideways moves between the two buttons.
func (p *page) sideways() {
	other := map[stopKind]stopKind{onNext: onBack, onBack: onNext}
	if to, ok := other[p.current().kind]; ok {
		if i := slices.IndexFunc(p.stops, func(s stop) bool { return s.kind == to }); i >= 0 {
			p.focus(i)
		}
	}
}

func (p *page) press() outcome {
	s := p.current()
	if p.streamed && s.kind != onField { // old consoles send a paste's lines as keys: it never presses a button
		return stay
	}
	switch s.kind {
	case onNext:
		return p.next()
	case onBack:
		p.flow.Back()
		return turned
	case onLink:
		sec := p.flow.Settled().Review()[s.section]
		p.flow.Fix(sec.Page, firstOpen(p.flow.Settled(), sec.Keys))
		return turned
	default:
		p.focus(min(p.at+1, len(p.stops)-1))
	}
	return stay
}

// link moves the focus to the Edit link of a section that speaks of a field.
func (p *page) link(k steps.Key) {
	sections := p.flow.Settled().Review()
	for i, s := range p.stops {
		if s.kind == onLink && slices.Contains(sections[s.section].Keys, k) {
			p.focus(i)
			return
		}
	}
}

func firstOpen(s *steps.Settled, keys []steps.Key) steps.Key {
	for _, k := range keys {
		if s.At(k).Open {
			return k
		}
	}
	return ""
}

// next leaves the page, or says what is in the way and moves the focus there.
func (p *page) next() outcome {
	done, problems := p.flow.Next()
	if done {
		return finished
	}
	if len(problems) == 0 {
		return turned
	}
	p.tried = true
	if p.def.Kind == steps.ReviewPage {
		p.refuse(problems)
		return stay
	}
	p.focus(p.stopOf(problems[0].Key))
	return stay
}

// refuse says on the review why the connector can not be created yet, and moves to the first section that has to be edited.
func (p *page) refuse(problems []steps.Problem) {
	p.refused = "One answer is missing or wrong."
	if n := len(problems); n > 1 {
		p.refused = strconv.Itoa(n) + " answers are missing or wrong."
	}
	first := problems[0].Key
	if p.def.Holds(first) {
		p.focus(p.stopOf(first))
		return
	}
	p.link(first)
}

// hint names the keys that work where the focus is.
func (p *page) hint() string {
	switch p.current().kind {
	case onField:
		return p.focused().hint()
	case onLink:
		return "enter edit  tab next"
	}
	if p.def.Kind == steps.ReviewPage {
		return "enter press  ↑ edit"
	}
	return "enter press"
}

// buttons are the page's, left to right.
func (p *page) buttons() []button {
	out := []button{}
	if p.canGoBack() {
		out = append(out, button{"Back", p.current().kind == onBack})
	}
	next := p.def.Next
	if p.flow.State().Fixing {
		next = "Return to review"
	}
	return append(out, button{next, p.current().kind == onNext})
}

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
	sh := &sheet{lines: []string{"", "  " + p.l.title.Render(p.def.Title), ""}}
	for _, in := range p.def.Intro {
		sh.put(p.l, 0, hang("", in, width-2), false)
		sh.gap()
	}
	p.layRows(sh, width, "", "", 0) // the review's own questions stand before its sections
	if p.def.Kind == steps.ReviewPage {
		p.laySections(sh, width)
	}
	return sh
}

func (p *page) laySections(sh *sheet, width int) {
	problems := p.flow.Problems()
	for i, s := range p.flow.Settled().Review() {
		sh.gap()
		sh.put(p.l, 0, []string{p.l.bold.Render(s.Title)}, false)
		for _, line := range s.Lines {
			sh.put(p.l, 0, hang("", clean(line), width-2), false)
		}
		for _, b := range problems {
			if slices.Contains(s.Keys, b.Key) && !p.def.Holds(b.Key) {
				p.sayProblem(sh, b, 0, width)
			}
		}
		if s.Page != "" && s.Edit != "" {
			here := p.current() == stop{kind: onLink, section: i}
			style := p.l.accent
			if here {
				style = p.l.hot
			}
			sh.put(p.l, 0, []string{style.Render(s.Edit)}, here)
		}
	}
	sh.gap()
}

// layRows draws the fields in reading order: what stands under an option comes right after it.
func (p *page) layRows(sh *sheet, width int, under steps.Key, option string, depth int) {
	settled := p.flow.Settled()
	for _, r := range p.def.Rows {
		if r.Under != under || r.Option != option {
			continue
		}
		q := settled.At(r.Key)
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
		if q.Kind == steps.Choice {
			for i, o := range q.Options {
				mine := q.Value.Text() == o.Value || q.Value.Text() == "" && i == 0
				sh.put(p.l, depth, c.rows(q, i, inner, focused), focused && mine)
				p.layRows(sh, width, r.Key, o.Value, depth+1)
			}
		} else {
			t, isList := c.(*list)
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
		label += " *"
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
	p.layNotes(sh, q, depth, inner, steps.Info, steps.Warning)
	if focused && q.Said && !q.Proposed.Empty() && (q.Kind == steps.Text || q.Kind == steps.List) { // the others show it when explained
		sh.put(p.l, depth, []string{p.l.dim.Render(p.l.fit("proposed: "+proposedWords(q)+"  (ctrl+p takes it)", inner))}, false)
	}
}

func (p *page) layProblems(sh *sheet, q steps.Asked, depth, width int) {
	if t, ok := p.controls[q.Key].(*list); ok && t.fault != "" {
		return // the add row says already why its text can not stand
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

// proposedWords is the proposal as the page would show it.
func proposedWords(q steps.Asked) string {
	switch v := q.Proposed; q.Kind {
	case steps.Toggle:
		return map[bool]string{true: "ticked", false: "not ticked"}[v.On()]
	case steps.Choice:
		for _, o := range q.Options {
			if o.Value == v.Text() {
				return o.Label
			}
		}
	}
	return clean(strings.Join(q.Proposed, ", "))
}

func (p *page) sayProblem(sh *sheet, b steps.Problem, depth, width int) {
	sh.put(p.l, depth, styled(p.l.fault, hang(p.l.g.amiss+" ", "Error: "+clean(b.Sentence()), width-2-2*depth)), false)
}
