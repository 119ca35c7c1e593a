package wizard

import (
	"maps"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

const startTitle = "What do you want to set up?"

// start is the first page of all: it asks for the scenario, where nothing else has decided that.
type start struct {
	l       *look
	at      int
	eac     steps.EAC
	top     int
	helping bool
	walks   begun
}

// begun are the walks so far, by scenario: whoever goes back and chooses the same again finds everything as it was.
type begun map[string]*steps.Flow

// of is the walk of a scenario. A new one takes the organization over from the walk before: it is the same one.
func (w begun) of(sc *steps.Scenario, before *steps.Flow, eac steps.EAC) *steps.Flow {
	flow := w[sc.ID]
	if flow == nil {
		flow = steps.NewFlow(sc, steps.State{Answers: organizationOf(before.Settled()), EAC: eac})
		w[sc.ID] = flow
	}
	flow.Wear(eac)
	return flow
}

// organizationOf are the answers about the organization, which stay where something else is set up for it.
func organizationOf(s *steps.Settled) steps.Answers {
	keep := steps.Answers{}
	maps.Copy(keep, s.Said())
	maps.DeleteFunc(keep, func(k steps.Key, _ steps.Value) bool { return k.Part() != "organization" })
	return keep
}

// otherEAC is the one whose pages are not shown.
func otherEAC(e steps.EAC) steps.EAC {
	if e == steps.ClassicEAC {
		return steps.NewEAC
	}
	return steps.ClassicEAC
}

// eacName is what an admin calls it.
func eacName(e steps.EAC) string {
	if e == steps.ClassicEAC {
		return "Classic EAC"
	}
	return "new EAC"
}

// saysScenario is what a scenario is for, as a sentence begins.
func saysScenario(sc *steps.Scenario) string { return strings.ToUpper(sc.Says[:1]) + sc.Says[1:] }

// key takes a key. It reports chosen where the walk begins.
func (s *start) key(k tea.KeyMsg) (chosen bool) {
	if s.helping {
		s.helping = false
		return false
	}
	switch {
	case k.Paste:
	case key.Matches(k, keys.down), key.Matches(k, keys.next):
		s.at = min(s.at+1, len(steps.Scenarios())-1)
	case key.Matches(k, keys.up), key.Matches(k, keys.prev):
		s.at = max(s.at-1, 0)
	case key.Matches(k, keys.otherEAC):
		s.eac = otherEAC(s.eac)
	case key.Matches(k, keys.explain):
		s.helping = true
	case key.Matches(k, keys.press):
		return true
	}
	return false
}

// frame lays the page out: what an admin would say, and under it the way that a message then takes.
func (s *start) frame(w, h int) frame {
	l := s.l
	f := frame{
		header: "eacwizard", wide: true, left: "F1 help  ctrl+c leave", buttons: []button{{"Next", true}},
		hint: "↑↓ choose  e " + eacName(otherEAC(s.eac)),
	}
	if w < railFrom {
		f.rail = []string{"  Pages as in the " + eacName(s.eac)}
	}
	if s.helping {
		f.hint, f.buttons = "any key returns", nil
		f.body = l.view(s.help(w), 0, bodyRows(w, h, 0))
		return f
	}
	title := "  " + l.title.Render(startTitle)
	if w >= railFrom {
		title = pad(title, w-2-len("Pages as in the "+eacName(s.eac))) + l.dim.Render("Pages as in the "+eacName(s.eac))
	}
	var blocks [][]string
	lines := 0
	for i, sc := range steps.Scenarios() {
		blocks = append(blocks, s.block(i, sc, w))
		lines += len(blocks[i])
	}
	out := []string{"", title, ""}
	rows := bodyRows(w, h, 0)
	loose := len(out)+lines+len(blocks)-1 <= rows
	from, to := 0, 0
	for i, block := range blocks {
		if i > 0 && loose {
			out = append(out, "")
		}
		if i == s.at {
			from, to = len(out), len(out)+len(block)
		}
		out = append(out, block...)
	}
	s.top = scrollTo(s.top, from, to, rows, len(out))
	f.body = l.view(out, s.top, rows)
	return f
}

// block is one choice: what it is for, and the way of a message.
func (s *start) block(i int, sc *steps.Scenario, w int) []string {
	l := s.l
	sign, mark, style := l.g.off, "  ", l.plain
	if s.at == i {
		sign, mark, style = l.g.on, l.accent.Render(l.g.focus)+" ", l.bold
	}
	var out []string
	for n, line := range styled(style, hang(sign+" ", saysScenario(sc), w-4)) {
		if n > 0 {
			mark = "  "
		}
		out = append(out, mark+line)
	}
	indent, style := strings.Repeat(" ", 3+len([]rune(sign))), l.dim
	if s.at == i {
		style = l.plain
	}
	return append(out, styled(style, hang(indent, l.path(sc), w-2))...)
}

// help names each scenario as its pages and the command line do, and the keys.
func (s *start) help(w int) []string {
	l := s.l
	out := []string{"", "  " + l.title.Render(startTitle), ""}
	for _, sc := range steps.Scenarios() {
		out = append(out, hang("  "+pad(sc.ID, 27), sc.Title, w-2)...)
	}
	out = append(out, "", "  "+l.bold.Render("Keys"))
	for _, b := range keys.places()["start"] {
		out = append(out, "  "+pad(l.signs(b.Help().Key), 12)+b.Help().Desc)
	}
	return out
}

// choose lets the wizard ask first what to set up. The flow it was made with is what is proposed.
func (m *Model) choose() {
	m.start = &start{l: m.look, eac: m.flow.State().EAC, walks: begun{m.flow.Scenario().ID: m.flow}}
	if m.start.eac == "" {
		m.start.eac = steps.NewEAC
	}
	if m.screen == asking {
		m.openStart()
	}
	m.redraw()
}

// openStart returns to the first page of all, with the scenario of the moment chosen.
func (m *Model) openStart() {
	m.start.at = max(0, slices.Index(steps.Scenarios(), m.flow.Scenario()))
	m.start.walks[m.flow.Scenario().ID] = m.flow
	m.screen, m.over = starting, none
}

// begin goes on with the walk of the chosen scenario.
func (m *Model) begin() {
	sc := steps.Scenarios()[m.start.at]
	before := m.flow
	m.flow = m.start.walks.of(sc, before, m.start.eac)
	if m.flow != before {
		m.forget()
		m.saved, m.out = append(m.saved, m.savedNow()...), nil
	}
	if m.world.Begin != nil {
		m.world.Begin(sc)
	}
	m.kept = -1 // whatever it is, this walk's draft has to have it
	m.openPage()
}

// savedNow are the files that the documents on the screen were saved in.
func (m *Model) savedNow() []string {
	if m.out == nil {
		return nil
	}
	return m.out.saved
}

// anyAnswers reports whether leaving would lose anything.
func (m *Model) anyAnswers() bool {
	if m.start != nil {
		for _, f := range m.start.walks {
			if hasAnswers(f.State()) {
				return true
			}
		}
	}
	return hasAnswers(m.flow.State())
}
