package present

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
	"eacwizard/wizard"
)

// rejoinMsg ends free mode: the wizard itself was left.
type rejoinMsg struct{}

// wizard is the wizard on the walk as it stands now.
func (m *Model) wizard() *wizard.Model { return m.look.Wizard(m.Flow(), m.world, "") }

// leaveScript lets the trainer answer by hand, with the wizard's own keys, from where the lesson is: at a message, on the
// screen that follows it. The walk that the lesson goes on with is another one.
func (m *Model) leaveScript() tea.Cmd {
	m.free = m.wizard()
	switch s := m.stop(); s.kind {
	case documents:
		m.free.ShowDocuments()
	case message: // through the finished set-up, as the lesson follows it; tell has looked that there is one of that name
		m.free = m.look.Wizard(steps.NewFlow(m.lesson.Scenario, m.stops[len(m.stops)-1].after), m.world, "")
		m.free.ShowMessage(s.Message)
	}
	m.resize()
	return nil
}

// rejoin goes on with the lesson exactly where it was left: its state was never touched.
func (m *Model) rejoin() {
	if m.free != nil {
		m.print = append(m.print, m.free.Result().Print...)
		m.free = nil
	}
}

func (m *Model) freely(k tea.KeyMsg) tea.Cmd {
	if key.Matches(k, keys.rejoin) && !k.Paste {
		m.rejoin()
		return nil
	}
	return m.toFree(k)
}

func (m *Model) toFree(msg tea.Msg) tea.Cmd {
	_, cmd := m.free.Update(msg)
	return staying(cmd)
}

// toPapers gives a key to the screen with the documents. Leaving it is the presenter's.
func (m *Model) toPapers(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok && !key.Matches(k, keys.up, keys.down) {
		return nil
	}
	_, cmd := m.papers.Update(msg)
	return staying(cmd)
}

// staying is a command that does not end the program where it would: the wizard was left, not the lesson.
func staying(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		switch msg := cmd().(type) {
		case tea.QuitMsg:
			return rejoinMsg{}
		case tea.BatchMsg:
			for i := range msg {
				msg[i] = staying(msg[i])
			}
			return msg
		default:
			return msg
		}
	}
}

// resize gives the wizard inside its room: a line above it is the presenter's, where there is one.
func (m *Model) resize() {
	for _, inner := range []*wizard.Model{m.free, m.papers} {
		if inner != nil {
			inner.Update(tea.WindowSizeMsg{Width: m.w, Height: m.h - m.bannerRows()})
		}
	}
}

// bannerRows is the line over the wizard inside, which the smallest terminal has no room for.
func (m *Model) bannerRows() int {
	if m.h <= leastHeight {
		return 0
	}
	return 1
}
