package wizard

import (
	"math/rand/v2"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// Random keys from the first page on, through every scenario and both EACs: nothing panics, no frame is larger than the
// terminal, and what is on the screen survives being kept and taken up again.
func TestAnyKeysThroughEveryScenario(t *testing.T) {
	const seed, events = 20261123, 6_000
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, seed))
	kinds := []tea.KeyType{
		tea.KeyTab, tea.KeyTab, tea.KeyEnter, tea.KeyEnter, tea.KeyEnter, tea.KeyDown, tea.KeyDown, tea.KeyUp, tea.KeyShiftTab, tea.KeySpace,
		tea.KeyEsc, tea.KeyF1, tea.KeyF2, tea.KeyF2, tea.KeyCtrlO, tea.KeyCtrlR, tea.KeyCtrlUnderscore, tea.KeyCtrlY, tea.KeyCtrlP, tea.KeyPgUp,
		tea.KeyPgDown, tea.KeyLeft, tea.KeyRight, tea.KeyBackspace, tea.KeyCtrlC, tea.KeyF3,
	}
	texts := []string{"e", "contoso.com", "10 mx1.filter.example", "ip4:192.0.2.1", "n", "x", "a", "c", "203.0.113.9", "fabrikam.onmicrosoft.com"}
	begin := func(n int) *Model {
		sc, st := sampleState(t, steps.Scenarios()[n%5].ID, steps.EACs()[n%2])
		m := New(steps.NewFlow(sc, st), plainLook(), (&fakeWorld{}).world(), "")
		m.now = unhurried()
		m.choose()
		return m
	}
	m, s, seen := begin(1), size{80, 24}, map[string]bool{}
	for i := range events {
		var msg tea.Msg = tea.KeyMsg{Type: kinds[rnd.IntN(len(kinds))]}
		switch rnd.IntN(12) {
		case 0, 1, 2:
			msg = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(texts[rnd.IntN(len(texts))]), Paste: rnd.IntN(3) == 0}
		case 3:
			s = size{60 + rnd.IntN(90), 20 + rnd.IntN(30)}
			msg = tea.WindowSizeMsg{Width: s.w, Height: s.h}
		}
		_, cmd := m.Update(msg)
		if cmd != nil {
			switch back := cmd().(type) {
			case tea.QuitMsg:
				m = begin(rnd.IntN(10))
				m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
			case copiedMsg, savedMsg, keptMsg:
				m.Update(back)
			}
		}
		checkFits(t, m.View(), s)
		if t.Failed() {
			t.Fatalf("event %d: %#v", i, msg)
		}
		seen[m.flow.Scenario().ID+string(m.flow.State().EAC)] = true
		if i%500 == 0 {
			again := steps.NewFlow(m.flow.Scenario(), m.flow.State())
			if diff := cmp.Diff(m.flow.Settled().Said(), again.Settled().Said()); diff != "" || again.Page().ID != m.flow.Page().ID {
				t.Fatalf("event %d: %s", i, diff)
			}
		}
	}
	if len(seen) < 8 {
		t.Errorf("only %v were walked", seen)
	}
}
