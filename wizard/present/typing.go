package present

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

// typedMsg lets the next letter of an answer appear; run tells the ticks of an earlier answer apart.
type typedMsg struct{ run int }

// natural is how long the letter before that one took: nobody types evenly.
func natural(perSecond int, letter rune, n int) time.Duration {
	d := time.Second / time.Duration(perSecond)
	switch {
	case letter == ' ' || letter == '.' || letter == '-':
		return d * 3 / 2
	case n%5 == 3:
		return d * 4 / 3
	case n%3 == 1:
		return d * 3 / 4
	}
	return d
}

// letters are what is typed for an answer, or nothing where it is chosen, or stands there already.
func (s stop) letters(q steps.Asked) (all []rune) {
	if !s.given || q.Kind == steps.Text && q.Value.Text() == s.answer.Text() {
		return nil
	}
	switch q.Kind {
	case steps.Text:
		return []rune(s.answer.Text())
	case steps.List:
		for _, item := range s.answer {
			all = append(all, []rune(item)...)
		}
	}
	return all
}

// typeIn puts the first letters of an answer into a walk as somebody would who types: into the field, or item after item
// into the list's add row.
func (s stop) typeIn(flow *steps.Flow, n int) {
	k := s.At
	switch q := flow.Settled().At(k); q.Kind {
	case steps.Text:
		if letters := s.letters(q); len(letters) > 0 {
			flow.Set(k, steps.Value{string(letters[:min(n, len(letters))])})
		}
	case steps.List:
		var added steps.Value
		for _, item := range s.answer {
			letters := []rune(item)
			if n <= len(letters) {
				flow.Type(k, string(letters[:n]))
				break
			}
			added, n = append(added, item), n-len(letters)
		}
		if len(added) > 0 {
			flow.Set(k, added)
		}
	}
}

// tick is the wait before the next letter.
func (m *Model) tick() tea.Cmd {
	s := m.stop()
	letters := s.letters(m.question())
	if m.typed >= len(letters) || m.speed <= 0 {
		m.typed = len(letters)
		return nil
	}
	run, wait := m.run, natural(m.speed, letters[m.typed], m.typed)
	return m.after(wait, typedMsg{run})
}

// after brings a message after a while.
func after(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// typing reports that letters are still to come.
func (m *Model) typing() bool {
	return m.beat().phase == revealed && m.typed < len(m.stop().letters(m.question()))
}
