package wizard

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"eacwizard/steps"
)

// benched is a wizard at a page of the connector scenario as it stands in a terminal with colours. Where the terminal is
// wide enough for it, the preview is open.
func benched(b *testing.B, s size, a steps.Answers, page string) *Model {
	b.Helper()
	m := New(steps.NewFlow(connector(b), onPage(b, a, page)), newLook("dark", false, termenv.TrueColor), World{}, "")
	m.now = unhurried()
	m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
	return m
}

func fiveHundred() (addresses steps.Value) {
	for i := range 500 {
		addresses = append(addresses, fmt.Sprintf("203.0.%d.%d", i/250, 1+i%250))
	}
	return addresses
}

// BenchmarkKey is one key and the frame that follows it.
func BenchmarkKey(b *testing.B) {
	listed := steps.Answers{"connector.from": {"your-organization"}, "connector.identify-by": {"ip-addresses"}, "connector.name": {"x"}, "connector.sender-ip-addresses": fiveHundred()}
	letter, rubout := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}, tea.KeyMsg{Type: tea.KeyBackspace}
	down, up := tea.KeyMsg{Type: tea.KeyDown}, tea.KeyMsg{Type: tea.KeyUp}
	for _, c := range []struct {
		name, page string
		said       steps.Answers
		first      []tea.KeyMsg // to the field
		there, yon tea.KeyMsg   // and back again
	}{
		{"plain-page-letter", "connector/name", addOnOut(), nil, letter, rubout},
		{"plain-page-move", "connector/name", addOnOut(), nil, down, up},
		{"list-of-500-letter", "connector.identify", listed, []tea.KeyMsg{{Type: tea.KeyTab}}, letter, rubout},
		{"list-of-500-move", "connector.identify", listed, []tea.KeyMsg{{Type: tea.KeyTab}}, down, up},
		{"review-move", "review", addOnOut(), nil, up, down},
	} {
		for _, s := range []size{at80, {200, 60}} {
			b.Run(fmt.Sprintf("%s/%dx%d", c.name, s.w, s.h), func(b *testing.B) {
				m := benched(b, s, c.said, c.page)
				for _, k := range c.first {
					m.Update(k)
				}
				before := m.View()
				m.Update(c.there)
				if m.View() == before {
					b.Fatal("the key changes nothing")
				}
				m.Update(c.yon)
				b.ReportAllocs()
				for at := false; b.Loop(); at = !at {
					k := c.there
					if at {
						k = c.yon
					}
					m.Update(k)
					m.View()
				}
			})
		}
	}
}

// BenchmarkResize is a frame of another size.
func BenchmarkResize(b *testing.B) {
	m := benched(b, at80, addOnOut(), "review")
	b.ReportAllocs()
	for wide := false; b.Loop(); wide = !wide {
		s := at80
		if wide {
			s = size{200, 60}
		}
		m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
		m.View()
	}
}

// BenchmarkPaste is a paste of 500 lines into a list, up to the picture of what would be added.
func BenchmarkPaste(b *testing.B) {
	text := strings.Join(fiveHundred(), "\r\n")
	m := benched(b, at80, steps.Answers{"connector.from": {"your-organization"}, "connector.identify-by": {"ip-addresses"}, "connector.name": {"x"}}, "connector.identify")
	m.Update(tea.KeyMsg{Type: tea.KeyTab})
	b.ReportAllocs()
	for b.Loop() {
		m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
		if m.over != choosing {
			b.Fatal("the paste is not shown")
		}
		m.Update(tea.KeyMsg{Type: tea.KeyEsc})
	}
}

// BenchmarkStart is what a start computes before its first frame.
func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		New(steps.NewFlow(connector(b), steps.State{}), newLook("dark", false, termenv.TrueColor), World{}, "").choose()
	}
}

// BenchmarkHop is the key to the next hop of a message and back, and the frame that follows it.
func BenchmarkHop(b *testing.B) {
	sc, st := sampleState(b, "third-party-filter-hybrid", steps.NewEAC)
	for _, s := range []size{at80, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", s.w, s.h), func(b *testing.B) {
			m := New(steps.NewFlow(sc, st), newLook("dark", false, termenv.TrueColor), World{}, "")
			m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
			if err := m.ShowMessage("in"); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				m.Update(tea.KeyMsg{Type: []tea.KeyType{tea.KeyRight, tea.KeyLeft}[n%2]})
			}
		})
	}
}
