package wizard

import (
	"slices"

	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/follow"
)

// Look is how the wizard draws, for whoever puts its pages on a screen of his own. It draws and keeps nothing.
type Look struct{ l *look }

// NewLook is the look that the options ask for.
func NewLook(o Options) Look { return Look{lookOf(o)} }

// Wizard is the wizard itself in this look, on the page that the flow is on.
func (l Look) Wizard(flow *steps.Flow, world World, folder string) *Model {
	return New(flow, l.l, world, folder)
}

// ShowDocuments opens the screen with the documents, as the review's button does.
func (m *Model) ShowDocuments() {
	m.showDocuments()
	m.redraw()
}

// Style is one of the wizard's ways to set text off.
type Style int

const (
	Plain Style = iota
	Bold
	Dim
	Accent
	Title
	Hot // a button that has the focus
	Mark
	Good
	Wrong // something amiss
)

// Say is text in a style.
func (l Look) Say(s Style, text string) string { return l.style(s).Render(text) }

func (l Look) style(s Style) ink {
	return [...]ink{l.l.plain, l.l.bold, l.l.dim, l.l.accent, l.l.title, l.l.hot, l.l.mark, l.l.good, l.l.fault}[s]
}

// Signs are the look's own, in ASCII where that was asked for.
type Signs struct{ On, Off, Good, Amiss, Here, Later, Focus, Rule, Line, Arrow, More string }

func (l Look) Signs() Signs {
	g := l.l.g
	return Signs{g.on, g.off, g.good, g.amiss, g.here, g.later, g.focus, g.rule, g.line, g.arrow, g.more}
}

// Hint puts the arrows of a key hint into the look's own signs.
func (l Look) Hint(text string) string { return l.l.signs(text) }

// Hang wraps text of any origin to width, with lead before its first line and blanks before the others.
func (l Look) Hang(s Style, lead, text string, width int) []string {
	return styled(l.style(s), hang(lead, clean(text), width))
}

// Fit cuts a line that is wider than width.
func (l Look) Fit(line string, width int) string { return l.l.fit(line, width) }

// Pad fills a line with blanks up to width.
func (l Look) Pad(line string, width int) string { return pad(line, width) }

// Window is a window of so many rows on lines, with a mark where there are more.
func (l Look) Window(lines []string, top, rows int) []string { return l.l.view(lines, top, rows) }

// Clean makes text of any origin safe to draw on one line.
func Clean(text string) string { return clean(text) }

// Words are a question's value as its page shows it.
func Words(q steps.Asked, v steps.Value) string { return wordsOf(q, v) }

// Where says in a line where the walk is.
func (l Look) Where(flow *steps.Flow, width int) string { return l.l.fit(l.l.where(flow), width) }

// Path is the way that a scenario's messages take.
func (l Look) Path(sc *steps.Scenario) string { return l.l.path(sc) }

// Drawing is a journey's way through a set-up, lit as far as a hop, as the screen that follows messages draws it.
func (l Look) Drawing(e follow.Example, j follow.Journey, hop, width int) []string {
	lines, _ := (&trail{l: l.l, shown: e, journey: j, hop: hop}).drawing(width)
	return lines
}

// Page is the page that the flow is on, in so many columns, and which of its lines the focus is on.
func (l Look) Page(flow *steps.Flow, width int) (lines []string, from, to int) {
	sh := l.page(flow).lay(width)
	return sh.lines, sh.from, sh.to
}

// page is the flow's page, for a look at it: the flow stays as it is.
func (l Look) page(flow *steps.Flow) *page {
	still := steps.NewFlow(flow.Scenario(), flow.State())
	return newPage(still, &inspector{}, &lookout{kept: map[string]*validation{}}, l.l, true)
}

// Question is one question of the flow's page by itself, with air around its options where it is to be read from afar.
// What is found about it is left out while its text is still typed.
func (l Look) Question(flow *steps.Flow, k steps.Key, width int, airy, typing bool) []string {
	p := l.page(flow)
	i := slices.IndexFunc(p.def.Rows, func(r steps.Row) bool { return r.Key == k })
	if i < 0 {
		return nil
	}
	p.focus(p.stopOf(k))
	r := p.def.Rows[i]
	q := dressed(p.flow.Settled().At(k), r)
	sh := &sheet{}
	p.layHeading(sh, r, q, width-2)
	p.layNotes(sh, q, 0, width-2, steps.Danger)
	options := 1
	if q.Kind == steps.Choice {
		options = len(q.Options)
	}
	for i := range options {
		mine := q.Kind != steps.Choice || q.Value.Text() == q.Options[i].Value || q.Value.Text() == "" && i == 0
		sh.put(p.l, 0, p.controls[k].rows(q, i, width-2, true), mine)
		if airy {
			sh.gap()
		}
	}
	var found []check.Finding
	if !typing {
		found = p.checks.at(p.flow.Settled(), k)
	}
	for _, f := range found {
		sh.put(p.l, 0, p.l.finding(f, "", width-2), false)
	}
	if hidesNotes(found) {
		p.layNotes(sh, q, 0, width-2, steps.Info)
	} else if !typing {
		p.layNotes(sh, q, 0, width-2, steps.Info, steps.Warning)
	}
	return sh.lines
}

// layHeading asks the question in the page's words: its title, what stands over the field, and its label.
func (p *page) layHeading(sh *sheet, r steps.Row, q steps.Asked, width int) {
	sh.put(p.l, 0, styled(p.l.title, hang("", p.def.Title, width)), false)
	sh.gap()
	if r.Bare && r.Under == "" {
		for _, in := range p.def.Intro {
			sh.put(p.l, 0, hang("", in, width), false)
			sh.gap()
		}
	}
	if r.Under != "" {
		over := p.flow.Settled().At(r.Under)
		words := over.PlainLabel()
		if o, ok := over.Option(); ok {
			words = o.Label
		}
		sh.put(p.l, 0, styled(p.l.dim, hang("", words, width)), false)
	}
	p.layLabel(sh, r, q, 0, width)
}
