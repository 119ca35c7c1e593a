package wizard

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"eacwizard/steps"
)

// Still is a page as the full-screen wizard shows it, for whoever has no terminal before them.
type Still struct {
	Page  string // the page's ID
	Head  string // what stands over all pages of its part
	Title string
	// Frame is the page in lines, its colours among them as a terminal of 16 colours takes them. However many rows it
	// needs, it is there whole.
	Frame string
}

// StillWidths are the least and the most columns that stills can have.
const (
	LeastStillWidth = minWidth
	MostStillWidth  = 200
)

// rowsOfAnyPage are more than a page can need.
const rowsOfAnyPage = 10_000

// Stills are the pages of a walk in their order, as they look when they are turned to with these answers, up to the
// review. It ends early where an answer that is missing keeps the walk from going on.
func Stills(sc *steps.Scenario, st steps.State, theme string, width int) (out []Still) {
	m := New(steps.NewFlow(sc, st), newLook(theme, false, termenv.ANSI), World{}, "")
	m.take(tea.WindowSizeMsg{Width: width, Height: rowsOfAnyPage})
	for {
		m.redraw()
		p := m.page.def
		if slices.ContainsFunc(out, func(s Still) bool { return s.Page == p.ID }) {
			return out
		}
		out = append(out, Still{Page: p.ID, Head: p.Head, Title: p.Title, Frame: m.View()})
		if done, problems := m.flow.Next(); done || len(problems) > 0 {
			return out
		}
		m.openPage()
	}
}
