package present

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"eacwizard/wizard"
)

// The smallest terminal that is drawn, the width from which the explanation stands beside the page, and the widest text:
// few words in large letters are read from the last row.
const (
	leastWidth, leastHeight = 60, 20
	besideFrom              = 110
	textWidth               = 60
	airyFrom                = 30 // rows
	drawingWidth            = 76 // of a message's way, so that no name in it is cut
	leastPanel              = 42
	leastFindings           = 8 // rows under a drawing
)

func (m *Model) draw() {
	l := m.look
	m.below = 0
	switch {
	case m.w < leastWidth || m.h < leastHeight:
		m.frame = l.Fit("Please make the terminal at least 60 by 20, or its font smaller.", max(m.w, 0))
		return
	case m.free != nil:
		m.frame = m.inside(m.free, "free", "F9 or ctrl+n goes on with the lesson")
		return
	case m.papers != nil && !m.listing && !m.leaving:
		next := "space next"
		if m.at == len(m.beats)-1 {
			next = "r start again"
		}
		m.frame = m.inside(m.papers, m.place(), next+"  ← back  ↑↓ choose  f free mode")
		return
	}
	rows := m.h - 4
	body := m.body(rows)
	for len(body) < rows {
		body = append(body, "")
	}
	rule := l.Say(wizard.Dim, strings.Repeat(l.Signs().Rule, m.w))
	lines := append([]string{m.header(), rule}, body[:rows]...)
	lines = append(lines, rule, m.footer())
	for i, s := range lines {
		lines[i] = strings.TrimRight(l.Fit(s, m.w), " ")
	}
	m.frame = strings.Join(lines, "\n")
}

// inside is the wizard's own screen, and what the presenter says of it on a line above.
func (m *Model) inside(w *wizard.Model, what, hint string) string {
	l := m.look
	left := " " + l.Say(wizard.Hot, " DEMO ") + " " + l.Say(wizard.Bold, what) + "  " + l.Hint(hint)
	banner, screen := m.sides(left, m.overlay(m.w-ansi.StringWidth(left)-2)), w.View()
	if m.bannerRows() == 0 {
		_, screen, _ = strings.Cut(screen, "\n") // the line that names the page gives way
	}
	return banner + "\n" + screen
}

// sides is a line with something at its left end and at its right end.
func (m *Model) sides(left, right string) string {
	if room := m.w - ansi.StringWidth(right) - 1; right != "" && room > ansi.StringWidth(left) {
		left = m.look.Pad(left, room) + right
	}
	return m.look.Fit(left, m.w)
}

func (m *Model) place() string {
	return strconv.Itoa(m.beat().stop+1) + " of " + strconv.Itoa(len(m.stops))
}

// header says that the data is none of anybody's, what the lesson is, and how far it is.
func (m *Model) header() string {
	l := m.look
	place := m.place()
	title := l.Fit(wizard.Clean(m.lesson.Title), m.w-len(place)-12)
	return m.sides(" "+l.Say(wizard.Hot, " DEMO ")+" "+l.Say(wizard.Bold, title), place)
}

// footer names the keys, and shows those that were pressed.
func (m *Model) footer() string {
	l := m.look
	hints := "space next  ← back  l steps  f free mode  p whole page  q leave"
	switch s := m.stop(); {
	case m.leaving:
		hints = "enter leave  any other key stays"
	case m.listing:
		hints = "↑↓ choose  enter go there  esc stay"
	case m.beat().phase == guessing:
		hints = "1-" + strconv.Itoa(len(s.Predict.Choices)) + " choose  space the answer  ← back  l steps  q leave"
	case m.at == len(m.beats)-1:
		if hints = "r start again  ← back  l steps  f free mode  q leave"; m.below > 0 {
			hints = "space more  " + hints
		}
	case m.below > 0:
		hints = "space more  enter skip" + strings.TrimPrefix(hints, "space next")
	}
	if m.stop().kind != question {
		hints = strings.Replace(hints, "  p whole page", "", 1)
	}
	keys := m.overlay(m.w / 3)
	room := m.w - ansi.StringWidth(keys) - 4
	for at := strings.LastIndex(hints, "  "); at > 0 && ansi.StringWidth(l.Hint(hints)) > room; at = strings.LastIndex(hints, "  ") {
		hints = hints[:at]
	}
	return m.sides("  "+l.Say(wizard.Dim, l.Hint(hints)), keys)
}

// overlay shows the keys that were pressed, the last ones as far as they fit.
func (m *Model) overlay(room int) string {
	row := ""
	for i := len(m.pressed) - 1; i >= 0; i-- {
		key := m.look.Say(wizard.Hot, " "+wizard.Clean(m.look.Hint(m.pressed[i]))+" ")
		if row != "" {
			key += " " + row
		}
		if ansi.StringWidth(key) > room {
			break
		}
		row = key
	}
	return row
}

// body is what stands between the rules: the page, and the explanation beside it or under it.
func (m *Model) body(rows int) []string {
	l := m.look
	switch {
	case m.leaving:
		return append([]string{"", "  " + l.Say(wizard.Title, "Leave the lesson?"), ""}, l.Hang(wizard.Plain, "  ", "Nothing is kept of it. The notes in the second terminal end with it.", min(m.w-2, textWidth))...)
	case m.listing:
		return m.list(rows)
	}
	width := min(m.w-2, textWidth+2)
	if m.stop().kind == message {
		width = min(m.w-2, drawingWidth)
	}
	if m.w >= besideFrom {
		width = min(width, m.w-6-leastPanel)
		if panel := m.panel(min(m.w-width-6, textWidth+2)); len(panel) > 0 {
			return m.beside(m.page(width), panel, width, rows)
		}
	}
	page, panel := m.page(width), m.panel(min(width, textWidth+2))
	lines := page
	if room := rows - len(page); m.beat().phase == following && room >= leastFindings { // the drawing stays in sight
		return append(page, l.Window(panel, m.scroll(panel, room, 0), room)...)
	}
	first := 0
	if m.whole && m.stop().kind == question {
		first = max(0, m.focus-3)
	}
	if len(panel) > 0 { // what was just said comes first
		first, lines = len(page), append(lines, panel...)
	}
	return l.Window(lines, m.scroll(lines, rows, first), rows)
}

// scroll is the top of a window on so many lines: where it was scrolled to, or else the first line that matters. It
// remembers what the keys need that scroll on: one press goes as far as nothing is passed over, and rather to the begin of
// a paragraph than into it.
func (m *Model) scroll(lines []string, rows, first int) (top int) {
	if m.top >= 0 {
		first = m.top
	}
	top = max(0, min(first, len(lines)-rows))
	m.shownTop, m.below = top, max(0, len(lines)-rows-top)
	most := max(1, rows-2) // two rows may be marks
	m.step = most
	for m.step > most/2 && top+m.step < len(lines) && lines[top+m.step] != "" {
		m.step--
	}
	if m.step <= most/2 {
		m.step = most
	}
	return top
}

// beside puts the explanation to the right of the page.
func (m *Model) beside(page, panel []string, width, rows int) []string {
	l, first := m.look, 0
	if m.whole && m.stop().kind == question {
		first = max(0, m.focus-3)
	}
	longer := page
	if len(panel) > len(page) {
		longer = panel
	}
	top := m.scroll(longer, rows, first)
	left, right := l.Window(page, top, rows), l.Window(panel, top, rows)
	out := make([]string, rows)
	for i := range out {
		out[i] = l.Pad(left[i], width+1) + l.Say(wizard.Dim, l.Signs().Line) + "  " + right[i]
	}
	return out
}

// list shows the steps, to go to one.
func (m *Model) list(rows int) []string {
	l := m.look
	lines := []string{"", "  " + l.Say(wizard.Title, "Steps of the lesson"), ""}
	for i, s := range m.stops {
		mark, style, sign := "  ", wizard.Plain, l.Signs().Later
		if i == m.beat().stop {
			sign = l.Signs().Here
		}
		if i == m.listAt {
			mark, style = l.Say(wizard.Accent, l.Signs().Focus)+" ", wizard.Hot
		}
		lines = append(lines, mark+sign+" "+l.Pad(strconv.Itoa(i+1), 3)+" "+l.Say(style, wizard.Clean(s.called())))
	}
	top := max(0, min(m.listAt+3-rows/2, len(lines)-rows))
	return l.Window(lines, top, rows)
}
