package present

import (
	"math"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
	"eacwizard/wizard"
)

// Options say how a lesson is played.
type Options struct {
	EAC   steps.EAC
	Speed int // letters a second; 0: answers appear at once
	World wizard.World
	// Post hands over what the notes in the second terminal show, at every step; nil: nobody looks. It must not wait.
	Post func(Sheet)
}

// Model plays a lesson, as a Bubble Tea model.
type Model struct {
	lesson *Lesson
	stops  []stop
	beats  []beat
	look   wizard.Look
	speed  int
	world  wizard.World
	post   func(Sheet)
	after  func(time.Duration, tea.Msg) tea.Cmd

	w, h    int
	at      int         // of the beats
	chosen  map[int]int // the audience's choices, by stop
	typed   int         // letters of the answer that appeared
	run     int         // tells the ticks of an earlier answer apart
	top     int         // first line shown, once it was scrolled; -1: it was not
	focus   int         // line of the whole page that the focus is on
	whole   bool        // the whole page is shown, as the wizard has it
	listing bool        // the steps are listed
	listAt  int
	leaving bool // it was asked whether to leave
	pressed []string
	free    *wizard.Model // while the trainer answers by hand
	papers  *wizard.Model // the documents, while they are shown
	print   []wizard.Document
	frame   string

	// Of the last frame: its first line, the lines that found no room below, and how far one press shows more of them.
	shownTop, below, step int
}

// New is a lesson at its beginning.
func New(lesson *Lesson, look wizard.Look, o Options) *Model {
	stops, _ := tell(lesson, o.EAC)
	m := &Model{
		lesson: lesson, stops: stops, beats: beatsOf(stops), look: look, speed: o.Speed, world: o.World, post: o.Post,
		after: after, w: 80, h: 24, chosen: map[int]int{},
	}
	m.world.Probe, m.world.Draft = nil, nil // example data: there is nothing to look at, and nothing to keep
	m.enter()
	m.draw()
	return m
}

// Print are the documents that were marked to be printed on leaving.
func (m *Model) Print() []wizard.Document { return m.print }

// Flow is the walk as it stands at this beat.
func (m *Model) Flow() *steps.Flow {
	return steps.NewFlow(m.lesson.Scenario, m.stop().state(m.beat().phase))
}

func (m *Model) beat() beat  { return m.beats[m.at] }
func (m *Model) stop() *stop { return &m.stops[m.beat().stop] }

// question is the one that the lesson is at, as it stands before it is answered.
func (m *Model) question() steps.Asked {
	s := m.stop()
	if s.kind != question {
		return steps.Asked{}
	}
	return s.asked(steps.NewFlow(m.lesson.Scenario, s.before))
}

// asked is a stop's question as a walk leaves it, its options in the words of its page.
func (s *stop) asked(flow *steps.Flow) steps.Asked {
	q := flow.Settled().At(s.At)
	q.Options = s.row.Options(q)
	return q
}

// Init asks for nothing: the terminal's size comes by itself.
func (m *Model) Init() tea.Cmd { return nil }

// View is the frame that the last Update drew.
func (m *Model) View() string { return m.frame }

// Update takes one message. All drawing happens here, once a message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.take(msg)
	m.draw()
	return m, cmd
}

func (m *Model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		m.resize()
		return nil
	case typedMsg:
		if msg.run == m.run && m.typing() {
			m.typed++
			return m.tick()
		}
		return nil
	case rejoinMsg:
		m.rejoin()
		return nil
	case tea.KeyMsg:
		m.press(msg)
		if m.free != nil {
			return m.freely(msg)
		}
		return m.key(msg)
	}
	switch {
	case m.free != nil:
		return m.toFree(msg)
	case m.papers != nil:
		return m.toPapers(msg)
	}
	return nil
}

func (m *Model) key(k tea.KeyMsg) tea.Cmd {
	switch {
	case k.Paste:
		return nil
	case m.leaving:
		return m.leavingKey(k)
	case m.listing:
		return m.listKey(k)
	case key.Matches(k, keys.leave):
		m.leaving = true
	case key.Matches(k, keys.suspend):
		return tea.Suspend
	case key.Matches(k, keys.next):
		return m.next()
	case key.Matches(k, keys.skip) && m.below > 0:
		m.below = 0
		return m.next()
	case key.Matches(k, keys.back):
		m.back()
	case key.Matches(k, keys.first):
		m.goTo(0)
	case key.Matches(k, keys.list):
		m.listing, m.listAt = true, m.beat().stop
	case key.Matches(k, keys.whole) && m.stop().kind == question:
		m.whole, m.top = !m.whole, -1
	case key.Matches(k, keys.free):
		return m.leaveScript()
	case key.Matches(k, keys.again):
		if m.at == len(m.beats)-1 {
			m.reset()
		}
	case m.choose(k.String()):
	case m.papers != nil:
		return m.toPapers(k)
	case key.Matches(k, keys.up):
		m.top = max(0, m.shownTop-1)
	case key.Matches(k, keys.down):
		m.top = m.shownTop + 1
	}
	return nil
}

// next goes on: the letters that are still to come appear first, and what found no room on the screen.
func (m *Model) next() tea.Cmd {
	if m.typing() {
		m.typed = len(m.stop().letters(m.question()))
		m.run++
		return nil
	}
	if m.below > 0 {
		m.top = m.shownTop + m.step
		return nil
	}
	if m.beat().phase == guessing { // nobody guessed: what is right is shown all the same
		delete(m.chosen, m.beat().stop)
	}
	m.goTo(m.at + 1)
	if m.beat().phase == revealed {
		return m.tick()
	}
	return nil
}

// back is one press back: what was there before the last press of next.
func (m *Model) back() {
	if m.top > 0 {
		m.lastPage(m.shownTop)
		return
	}
	if m.at == 0 {
		return
	}
	m.goTo(m.at - 1)
	m.typed = len(m.stop().letters(m.question()))
	m.lastPage(math.MaxInt)
}

// lastPage goes through a beat's text from its beginning, as next does, to the last page that begins before a line.
func (m *Model) lastPage(before int) {
	m.top = -1
	for m.draw(); m.below > 0 && m.shownTop+m.step < before; m.draw() {
		m.top = m.shownTop + m.step
	}
}

// goTo is the beat with that number, as far as there is one, as it is when it is reached.
func (m *Model) goTo(at int) {
	was := m.at
	m.at = max(0, min(at, len(m.beats)-1))
	if m.at != was {
		m.enter()
	}
}

// enter makes ready what a beat shows.
func (m *Model) enter() {
	m.typed, m.top, m.papers = 0, -1, nil
	m.run++
	if m.stop().kind == documents && m.beat().phase == shown {
		m.papers = m.wizard()
		m.papers.ShowDocuments()
		m.resize()
	}
	if m.post != nil {
		m.post(m.sheet())
	}
}

// choose takes the audience's guess.
func (m *Model) choose(name string) bool {
	p := m.stop().Predict
	if m.beat().phase != guessing || len(name) != 1 || name[0] < '1' || int(name[0]-'1') >= len(p.Choices) {
		return false
	}
	m.chosen[m.beat().stop] = int(name[0] - '1')
	m.goTo(m.at + 1)
	return true
}

// reset is the lesson before anybody has seen it.
func (m *Model) reset() {
	m.chosen, m.pressed, m.whole = map[int]int{}, nil, false
	m.goTo(0)
}

func (m *Model) leavingKey(k tea.KeyMsg) tea.Cmd {
	m.leaving = false
	if key.Matches(k, keys.press) || k.String() == "ctrl+c" {
		return tea.Quit
	}
	return nil
}

func (m *Model) listKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, keys.up):
		m.listAt = max(0, m.listAt-1)
	case key.Matches(k, keys.down):
		m.listAt = min(len(m.stops)-1, m.listAt+1)
	case key.Matches(k, keys.press):
		m.listing = false
		for i, b := range m.beats {
			if b.stop == m.listAt {
				m.goTo(i)
				break
			}
		}
	case key.Matches(k, keys.stay), key.Matches(k, keys.list):
		m.listing = false
	case key.Matches(k, keys.leave):
		m.listing, m.leaving = false, true
	}
	return nil
}
