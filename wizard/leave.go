package wizard

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// drafted reports that a draft has what is answered.
func (m *Model) drafted() bool { return m.world.Draft != nil && !m.lost }

// documentsUp reports that the walk is among the documents, be it to follow a message from there.
func (m *Model) documentsUp() bool {
	return m.screen == showing || m.screen == following && m.cameFrom == showing
}

// askLeave asks before answers are lost; a second ctrl+c leaves at once.
func (m *Model) askLeave() tea.Cmd {
	if m.documentsUp() && m.out.kept {
		m.done = true
		return tea.Quit
	}
	if !m.documentsUp() && (m.drafted() || !m.anyAnswers()) {
		return tea.Quit // the draft has everything, or there is nothing
	}
	m.over, m.overAt, m.notice = leaving, 0, ""
	return nil
}

func (m *Model) leavingKey(k tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(k, keys.leave), key.Matches(k, keys.press):
		return tea.Quit
	case key.Matches(k, keys.back):
		m.over = none
	case key.Matches(k, keys.keepAnswers) && !k.Paste:
		return m.keepAnswers()
	}
	return nil
}

// keptMsg says how writing the answers went.
type keptMsg struct {
	path string
	err  error
}

func (m *Model) keepAnswers() tea.Cmd {
	folder, settled, keep := m.folder(), m.flow.Settled(), m.world.KeepAnswers
	m.notice = "Saving …"
	return func() tea.Msg {
		path, err := keep(folder, settled)
		return keptMsg{path, err}
	}
}

func (m *Model) answersKept(k keptMsg) tea.Cmd {
	if k.err != nil {
		m.notice = m.look.g.amiss + " Error: the answers were not saved: " + k.err.Error()
		return nil
	}
	m.saved = append(m.saved, k.path)
	return tea.Quit
}
