package wizard

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/charmbracelet/bubbles/key"

	"eacwizard/steps"
	"eacwizard/steps/follow"
)

// trailView is what the screen for following messages shows.
type trailView int

const (
	picking    trailView = iota // which message
	describing                  // a message, as a form
	walking                     // along with the message
)

// trail is the screen that follows a message through the set-up as it stands. It is kept when it is left: whoever
// changes the set-up and comes back follows the same message again.
type trail struct {
	l        *look
	of       *steps.Settled // what was answered when the rest was made
	view     trailView
	examples []follow.Example
	missing  []missingAnswer
	at       int // of the list: the examples, then a message of one's own, then what is missing
	listTop  int

	start     follow.Example // what the form starts from
	questions follow.Questions
	form      *page
	formTop   int
	before    trailView // where the form was opened

	shown   follow.Example // what is followed
	journey follow.Journey
	hop     int // the last one that is lit, from 1
	whole   bool
	top     int
	helping bool
	helpTop int
}

// missingAnswer is what the set-up lacks, and the page that asks it.
type missingAnswer struct {
	steps.Problem
	page steps.Page
}

// openTrail shows the screen: the list, or the message that was followed last.
func (m *Model) openTrail() {
	if m.trail == nil {
		m.trail = &trail{l: m.look}
	}
	m.trail.takeUp(m.flow)
	m.cameFrom, m.screen, m.over = m.screen, following, none
}

// ShowMessage follows a ready-made message of the set-up as it stands, from its first hop. Keys then go through it.
func (m *Model) ShowMessage(example string) error {
	draft, _ := m.flow.Settled().Build()
	all := follow.Examples(draft)
	i := slices.IndexFunc(all, func(e follow.Example) bool { return e.ID == example })
	if i < 0 {
		var ids []string
		for _, e := range all {
			ids = append(ids, e.ID)
		}
		return fmt.Errorf("there is no message %q in this set-up: it has %q", example, ids)
	}
	if m.screen == following {
		m.trail.takeUp(m.flow) // it may have been answered anew under it
	} else {
		m.openTrail()
	}
	m.trail.pick(i)
	m.redraw()
	return nil
}

// takeUp looks at the set-up again where it has changed. The message stays, and so does what was said of it.
func (t *trail) takeUp(flow *steps.Flow) {
	if t.of == flow.Settled() {
		return
	}
	first := t.of == nil
	t.of = flow.Settled()
	draft, _ := t.of.Build()
	t.examples, t.missing = follow.Examples(draft), missingOf(flow)
	t.at = min(t.at, len(t.examples))
	if first {
		return
	}
	id := t.start.ID
	start := follow.Own(draft)
	if i := slices.IndexFunc(t.examples, func(e follow.Example) bool { return e.ID == id }); i >= 0 && id != "" {
		start = t.examples[i]
	}
	if t.view == picking {
		return
	}
	var said steps.State
	if t.form != nil {
		said = t.form.flow.State()
	}
	t.describe(start, said)
	if t.view == walking {
		t.follow(t.questions.Example(t.form.flow.Settled()))
	}
}

// missingOf are the answers that the set-up lacks, each once.
func missingOf(flow *steps.Flow) (out []missingAnswer) {
	pages := flow.Pages()
	for _, b := range flow.Problems() {
		id := steps.PageOf(pages, b.Key)
		i := slices.IndexFunc(pages, func(p steps.Page) bool { return p.ID == id })
		if i >= 0 && !slices.ContainsFunc(out, func(m missingAnswer) bool { return m.Key == b.Key }) {
			out = append(out, missingAnswer{b, pages[i]})
		}
	}
	return out
}

// follow follows a message from its first hop.
func (t *trail) follow(e follow.Example) {
	t.shown, t.journey = e, e.Follow()
	t.view, t.hop, t.whole, t.top, t.helping = walking, 1, false, 0, false
}

// describe makes the form for a message. What was said of it before is said again.
func (t *trail) describe(start follow.Example, said steps.State) {
	t.start, t.questions, t.formTop = start, follow.Ask(start), 0
	flow := steps.NewFlow(t.questions.Scenario, steps.State{Answers: said.Answers, Focus: said.Focus})
	t.form = newPage(flow, nil, &lookout{}, t.l, false)
}

// trailKey takes a key while the screen is up.
func (m *Model) trailKey(k tea.KeyMsg) {
	t := m.trail
	if t.helping {
		t.helpKey(k)
		return
	}
	if t.view == describing {
		t.form.streamed = m.streamed(k)
		t.formKey(k)
		return
	}
	if k.Paste {
		return
	}
	if key.Matches(k, keys.explain) {
		t.helping, t.helpTop = true, 0
		return
	}
	if t.view == walking {
		t.walkKey(k, m.h)
		return
	}
	switch {
	case key.Matches(k, keys.back), key.Matches(k, keys.follow):
		m.leaveTrail()
	case key.Matches(k, keys.press):
		if n := t.at - len(t.examples) - 1; n >= 0 {
			m.answerMissing(t.missing[n])
			return
		}
		t.choose()
	default:
		t.listKey(k)
	}
}

// leaveTrail goes back to where one was.
func (m *Model) leaveTrail() {
	m.screen = m.cameFrom
	if m.screen == asking {
		m.page.sync()
	}
}

// answerMissing goes to the page that asks what is missing.
func (m *Model) answerMissing(a missingAnswer) {
	m.trail.at = 0
	m.flow.Go(a.page.ID)
	m.flow.Focus(a.Key)
	m.openPage()
}

// helpKey scrolls the explanations; any other key closes them.
func (t *trail) helpKey(k tea.KeyMsg) {
	switch {
	case key.Matches(k, keys.pageUp), key.Matches(k, keys.up):
		t.helpTop = max(0, t.helpTop-3)
	case key.Matches(k, keys.pageDown), key.Matches(k, keys.down):
		t.helpTop += 3
	default:
		t.helping = false
	}
}

// listKey moves through the list.
func (t *trail) listKey(k tea.KeyMsg) {
	last := len(t.examples) + len(t.missing)
	switch {
	case key.Matches(k, keys.down), key.Matches(k, keys.next):
		t.at = min(t.at+1, last)
	case key.Matches(k, keys.up), key.Matches(k, keys.prev):
		t.at = max(t.at-1, 0)
	case key.Matches(k, keys.pageDown):
		t.at = min(t.at+5, last)
	case key.Matches(k, keys.pageUp):
		t.at = max(t.at-5, 0)
	case key.Matches(k, keys.firstHop):
		t.at = 0
	case key.Matches(k, keys.lastHop):
		t.at = last
	case key.Matches(k, keys.changeMessage) && t.at < len(t.examples):
		t.change(t.examples[t.at])
	}
}

// choose follows the message of the list, or asks for one.
func (t *trail) choose() {
	if t.at < len(t.examples) {
		t.pick(t.at)
		return
	}
	draft, _ := t.of.Build()
	t.change(follow.Own(draft))
}

// pick follows a ready-made message, as it is.
func (t *trail) pick(i int) {
	t.at, t.start, t.form = i, t.examples[i], nil
	t.follow(t.examples[i])
}

// change opens the form of a message. Where it is the one of before, what was said of it stays.
func (t *trail) change(start follow.Example) {
	var said steps.State
	if t.form != nil && t.start.ID == start.ID {
		said = t.form.flow.State()
	}
	t.describe(start, said)
	t.before, t.view = t.view, describing
}

// formKey takes a key while a message is described.
func (t *trail) formKey(k tea.KeyMsg) {
	flow := t.form.flow
	again := func() {
		t.form.sync()
		t.form.focus(t.form.stopOf(flow.State().Focus))
	}
	switch {
	case k.Paste:
		t.form.key(k)
	case key.Matches(k, keys.explain):
		t.helping, t.helpTop = true, 0
	case key.Matches(k, keys.undo):
		if flow.Undo() {
			again()
		}
	case key.Matches(k, keys.redo):
		if flow.Redo() {
			again()
		}
	case key.Matches(k, keys.proposed):
		if c := t.form.current(); c.kind == onField {
			flow.Clear(c.key)
			again()
		}
	case key.Matches(k, keys.back):
		t.view = t.before
	case key.Matches(k, keys.pageUp):
		t.formTop, t.form.freely = max(0, t.formTop-5), true
		return
	case key.Matches(k, keys.pageDown):
		t.formTop, t.form.freely = t.formTop+5, true
		return
	default:
		switch t.form.key(k) {
		case turned:
			t.follow(t.questions.Example(flow.Settled()))
		case pastFirst:
			t.view = t.before
		}
	}
	t.form.freely = false
}

// walkKey steps along with the message.
func (t *trail) walkKey(k tea.KeyMsg, h int) {
	last := len(t.journey.Hops)
	switch {
	case key.Matches(k, keys.back), key.Matches(k, keys.follow):
		t.view = picking
	case key.Matches(k, keys.press) && (t.whole || t.hop == last):
		t.view = picking
	case key.Matches(k, keys.hopOn), key.Matches(k, keys.press):
		t.to(min(t.hop+1, last))
	case key.Matches(k, keys.hopBack):
		t.to(max(t.hop-1, 1))
	case key.Matches(k, keys.firstHop):
		t.to(1)
	case key.Matches(k, keys.lastHop):
		t.to(last)
	case key.Matches(k, keys.allHops):
		t.whole, t.top = !t.whole, 0
	case key.Matches(k, keys.changeMessage):
		t.change(t.start)
	case key.Matches(k, keys.up):
		t.top = max(0, t.top-1)
	case key.Matches(k, keys.down):
		t.top++
	case key.Matches(k, keys.pageUp):
		t.top = max(0, t.top-h/3)
	case key.Matches(k, keys.pageDown):
		t.top += h / 3
	}
}

func (t *trail) to(hop int) {
	if hop != t.hop || t.whole {
		t.hop, t.whole, t.top = hop, false, 0
	}
}
