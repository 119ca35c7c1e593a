package present

import (
	"strconv"

	"eacwizard/steps"
	"eacwizard/wizard"
)

// page draws what a beat is about, in so many columns.
func (m *Model) page(width int) []string {
	l, s := m.look, m.stop()
	lines := []string{""}
	switch s.kind {
	case opening:
		return append(lines, m.cover(width)...)
	case slide:
		lines = append(lines, l.Hang(wizard.Title, "  ", s.Slide, width)...)
		return append(append(lines, ""), m.paragraph(s.Text, width)...)
	case message:
		return append(lines, m.journey(width)...)
	case score:
		return append(lines, m.scores(width)...)
	case documents:
		lines = append(lines, l.Hang(wizard.Title, "  ", "Documents", width)...)
		return append(append(lines, ""), m.paragraph("Everything is answered. What follows is what the wizard makes of it.", width)...)
	}
	flow := m.walk()
	lines = append(lines, "  "+l.Where(flow, width-2), "")
	if s.kind == review && s.Text != "" && m.beat().phase == shown {
		lines = append(append(lines, m.paragraph(s.Text, width)...), "")
	}
	if s.kind == review || m.whole {
		page, from, _ := l.Page(flow, min(m.w-2, max(width, 72)))
		m.focus = len(lines) + from
		return append(lines, page...)
	}
	return append(lines, l.Question(flow, s.At, width, m.h >= airyFrom, m.typing())...)
}

// walk is the flow as this beat shows it, with the letters that have appeared.
func (m *Model) walk() *steps.Flow {
	flow := m.Flow()
	if s := m.stop(); m.beat().phase == revealed && s.given {
		s.typeIn(flow, m.typed)
	}
	return flow
}

func (m *Model) paragraph(text string, width int) []string {
	if text == "" {
		return nil
	}
	return paragraphs(m.look, text, width)
}

// cover is the first screen.
func (m *Model) cover(width int) (lines []string) {
	l, lesson := m.look, m.lesson
	lines = append(lines, l.Hang(wizard.Title, "  ", lesson.Title, width)...)
	lines = append(lines, "")
	if lesson.Audience != "" {
		lines = append(append(lines, l.Hang(wizard.Dim, "  ", "For: "+lesson.Audience, width)...), "")
	}
	if lesson.Intro != "" {
		lines = append(append(lines, m.paragraph(lesson.Intro, width)...), "")
	}
	lines = append(lines, l.Hang(wizard.Bold, "  ", l.Path(lesson.Scenario), width)...)
	lines = append(lines, "")
	lines = append(lines, m.paragraph("All names and addresses are examples. Nothing is sent and nothing is changed.", width)...)
	says := "To enlarge the letters press Ctrl and + (Cmd and + on a Mac)"
	if m.w > besideFrom+textWidth/2 {
		says += "; there is room, with " + strconv.Itoa(m.w) + " columns, and 110 are enough"
	}
	return append(append(lines, ""), l.Hang(wizard.Dim, "  ", says+".", width)...)
}

// journey is the message on its way, lit as far as the beat has come.
func (m *Model) journey(width int) (lines []string) {
	l, s, hop := m.look, m.stop(), m.beat().hop
	lines = append(lines, l.Hang(wizard.Title, "  ", "A message: "+s.title, width)...)
	if s.walked.Changed != "" {
		lines = append(lines, l.Hang(wizard.Dim, "  ", "Changed from the set-up: "+s.walked.Changed, width)...)
	}
	lines = append(lines, "")
	return append(lines, l.Drawing(s.walked, s.way, hop, width)...)
}

// scores is how the audience did.
func (m *Model) scores(width int) (lines []string) {
	l := m.look
	right, of := 0, 0
	var rows []string
	for i, s := range m.stops {
		if s.Predict == nil {
			continue
		}
		of++
		choice, guessed := m.chosen[i]
		sign, style, says := l.Signs().Later, wizard.Dim, "not guessed"
		switch {
		case guessed && choice == s.Predict.Right:
			right++
			sign, style, says = l.Signs().Good, wizard.Good, "right: "+s.Predict.Choices[choice]
		case guessed:
			sign, style, says = l.Signs().Amiss, wizard.Wrong, "you said: "+s.Predict.Choices[choice]
		}
		rows = append(rows, "")
		rows = append(rows, l.Hang(wizard.Bold, "  "+sign+" ", s.Predict.Question, width)...)
		rows = append(rows, l.Hang(style, "    ", says, width)...)
		if choice != s.Predict.Right || !guessed {
			rows = append(rows, l.Hang(wizard.Plain, "    ", "it is: "+s.Predict.Choices[s.Predict.Right], width)...)
		}
	}
	lines = append(lines, "  "+l.Say(wizard.Title, "How you did: "+strconv.Itoa(right)+" of "+strconv.Itoa(of)))
	return append(lines, rows...)
}
