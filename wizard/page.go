package wizard

import (
	"slices"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

// stopKind is what the focus can rest on.
type stopKind int

const (
	onField   stopKind = iota
	onLink             // an Edit link of the review
	onFinding          // a finding that the review lists
	onValidate
	onStop // of the validation
	onNext
	onBack
	onCancel // of the Classic EAC
)

// stop is one place on a page that Tab reaches.
type stop struct {
	kind    stopKind
	key     steps.Key // of a field
	section int       // of a link; of a finding its index
}

// page shows one page of the flow and takes its keys. It is made when the page is reached and brings nothing along:
// answers, focus and text not yet added live in the flow.
type page struct {
	flow     *steps.Flow
	checks   *inspector
	looks    *lookout
	l        *look
	def      steps.Page
	controls map[steps.Key]control
	stops    []stop
	at       int
	tried    bool               // Next was refused: every problem of the page is said
	left     map[steps.Key]bool // fields that were left: what is wrong with them is said
	refused  string             // why the review cannot be left
	pasted   *pasting           // to be looked at
	streamed bool               // this key came right behind a letter or an Enter, faster than anyone types
	freely   bool               // scrolled by hand: the focus may be out of sight until the next key
	first    bool               // there is nothing before the flow's first page
	before   bool               // it was seen before, or the review sent here: what is found on it is said at once
	typing   steps.Key          // the text that is typed since its field has the focus
}

func newPage(flow *steps.Flow, checks *inspector, looks *lookout, l *look, first bool) *page {
	p := &page{flow: flow, checks: checks, looks: looks, l: l, controls: map[steps.Key]control{}, left: map[steps.Key]bool{}, at: -1, first: first}
	p.before = flow.State().Fixing || slices.Contains(flow.State().Seen, flow.Page().ID)
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
	for r := range rowsOf(def, settled) {
		q := dressed(settled.At(r.Key), r)
		c := p.controls[r.Key]
		if rd, ok := c.(*radio); c == nil || ok && !rd.offers(q) {
			c = newControl(q, p.flow, p.l)
			p.controls[r.Key] = c
		}
		c.refresh()
		if !held(q) {
			p.stops = append(p.stops, stop{kind: onField, key: r.Key})
		}
	}
	if def.Kind == steps.ReviewPage {
		for i, s := range settled.Review() {
			if s.Page != "" && s.Edit != "" {
				p.stops = append(p.stops, stop{kind: onLink, section: i})
			}
		}
		p.stops = append(p.stops, p.findingStops()...)
	}
	p.stops = append(p.stops, p.validationStops()...)
	p.stops = append(p.stops, stop{kind: onNext})
	if p.canGoBack() {
		p.stops = append(p.stops, stop{kind: onBack})
	}
	if settled.EAC == steps.ClassicEAC {
		p.stops = append(p.stops, stop{kind: onCancel})
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

func (p *page) canGoBack() bool { return !p.first || p.flow.At() > 0 || p.flow.State().Fixing }

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
	p.at, p.typing = i, ""
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
	looking    // at a pasted list
	pastFirst  // back from the first page
	cancelling // leaving by the button
	unsure     // about errors on the review, or a validation that failed
	validating
	stopping
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
		if _, ok := c.(*text); ok {
			p.typing = p.current().key
		}
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
		p.sideways(k.Type == tea.KeyRight)
	case tea.KeyEnter:
		return p.press()
	}
	return stay
}

// sideways moves between the buttons as they stand on the screen, round from one end to the other.
func (p *page) sideways(right bool) {
	var row []int
	for _, kind := range []stopKind{onBack, onNext, onCancel} {
		if i := slices.IndexFunc(p.stops, func(s stop) bool { return s.kind == kind }); i >= 0 {
			row = append(row, i)
		}
	}
	if at := slices.Index(row, p.at); at >= 0 {
		by := map[bool]int{true: 1, false: len(row) - 1}[right]
		p.focus(row[(at+by)%len(row)])
	}
}

func (p *page) press() outcome {
	s := p.current()
	if p.streamed && s.kind != onField { // old consoles send a paste's lines as keys: it never presses a button
		return stay
	}
	switch s.kind {
	case onNext:
		if len(p.unsure()) > 0 || len(p.wrong()) > 0 {
			return unsure
		}
		return p.next()
	case onBack:
		if !p.flow.Back() {
			return pastFirst
		}
		return turned
	case onCancel:
		return cancelling
	case onLink:
		p.edit(s.section)
		return turned
	case onFinding:
		return p.open(s.section)
	case onValidate:
		return validating
	case onStop:
		return stopping
	default:
		p.focus(min(p.at+1, len(p.stops)-1))
	}
	return stay
}

// edit opens the page of a section, at what is wrong with it or else at its first field.
func (p *page) edit(section int) {
	sections := p.flow.Settled().Review()
	sec := sections[section]
	at := firstOpen(p.flow.Settled(), sec.Keys)
	for _, b := range p.problemsBySection(sections)[section] {
		if steps.PageOf(p.flow.Pages(), b.Key) == sec.Page {
			at = b.Key
			break
		}
	}
	p.flow.Fix(sec.Page, at)
}

// link moves the focus to the Edit link of the section that speaks of a field, or of another on the same page. It
// reports false where there is none.
func (p *page) link(k steps.Key) bool {
	sections := p.flow.Settled().Review()
	page := steps.PageOf(p.flow.Pages(), k)
	for _, fits := range []func(steps.Section) bool{
		func(s steps.Section) bool { return slices.Contains(s.Keys, k) },
		func(s steps.Section) bool { return page != "" && s.Page == page },
	} {
		for i, s := range p.stops {
			if s.kind == onLink && fits(sections[s.section]) {
				p.focus(i)
				return true
			}
		}
	}
	return false
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
	first := problems[0].Key
	if p.def.Kind == steps.ReviewPage {
		return p.refuse(problems)
	}
	if !p.def.Holds(first) { // the page ends the walk, and something before it is amiss
		p.flow.Fix(steps.PageOf(p.flow.Pages(), first), first)
		return turned
	}
	p.focus(p.stopOf(first))
	return stay
}

// refuse says on the review why it cannot be left onward yet, and moves to the first section that has to be edited, or
// to the page itself where no section speaks of it.
func (p *page) refuse(problems []steps.Problem) outcome {
	p.refused = "One answer is missing or wrong."
	if n := len(problems); n > 1 {
		p.refused = strconv.Itoa(n) + " answers are missing or wrong."
	}
	switch first := problems[0].Key; {
	case p.def.Holds(first):
		p.focus(p.stopOf(first))
	case !p.link(first):
		p.flow.Fix(steps.PageOf(p.flow.Pages(), first), first)
		return turned
	}
	return stay
}

// hint names the keys that work where the focus is.
func (p *page) hint() string {
	switch p.current().kind {
	case onField:
		return p.focused().hint()
	case onLink:
		return "enter edit  tab next"
	case onStop:
		return "enter stop"
	case onValidate:
		return "enter press  tab next"
	case onFinding:
		return "enter go there  tab next"
	}
	if p.def.Kind == steps.ReviewPage {
		return "enter press  ↑ edit  F3 follow"
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
	out = append(out, button{next, p.current().kind == onNext})
	if p.flow.Settled().EAC == steps.ClassicEAC {
		out = append(out, button{"Cancel", p.current().kind == onCancel})
	}
	return out
}
