package wizard

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

// slip panics as a fault of the program's own does.
func slip() { panic("slipped") }

// A panic in Update or in a command ends the program and says where it came from.
func TestAPanicBecomesAFault(t *testing.T) {
	slipping := World{
		Draft: func(steps.State, bool) { slip() },
		Copy:  func(string) (string, error) { slip(); return "", nil },
	}
	for name, slips := range map[string]func(*guard) (tea.Model, tea.Cmd){
		"Update": func(g *guard) (tea.Model, tea.Cmd) { return g.Update(tea.KeyMsg{Type: tea.KeyDown}) },
		"a command": func(g *guard) (tea.Model, tea.Cmd) {
			g.Model.(*Model).showDocuments()
			_, copying := g.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("c")})
			return g.Update(copying())
		},
	} {
		t.Run(name, func(t *testing.T) {
			g := &guard{Model: newModelAt(t, onPage(t, addOnOut(), "connector/new"), slipping)}
			next, cmd := slips(g)
			if g.fault == nil || g.fault.Value != "slipped" {
				t.Fatalf("the fault is %v", g.fault)
			}
			if _, quits := cmd().(tea.QuitMsg); !quits || next != tea.Model(g) {
				t.Errorf("it goes on with %T", next)
			}
			if len(g.fault.At) == 0 || !strings.HasPrefix(g.fault.At[0], "eacwizard/wizard.slip, line ") {
				t.Errorf("it came from %q", g.fault.At)
			}
		})
	}
}

// A state that cannot be drawn is not kept: the draft can always be gone on with.
func TestWhatCanNotBeDrawnIsNotKept(t *testing.T) {
	d := &draftWorld{}
	g := &guard{Model: newModelAt(t, onPage(t, addOnOut(), "connector/name"), d.world(World{}))}
	g.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")})
	kept := len(d.states)
	g.Model.(*Model).look = nil // nothing can be drawn any more
	g.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("y")})
	if g.fault == nil || kept == 0 || len(d.states) != kept {
		t.Errorf("fault %v, %d states before and %d after", g.fault, kept, len(d.states))
	}
}

// The key after a change hands the state over once more, so that Draft can wait for the change, and the one after does not.
func TestTheKeyAfterAChangeWaitsForIt(t *testing.T) {
	d := &draftWorld{}
	m := newModelAt(t, onPage(t, addOnOut(), "connector/name"), d.world(World{}))
	typing(m, "x")
	n := len(d.states)
	for i, want := range []int{n, n + 1, n + 1} {
		if i == 0 {
			m.Update(tea.WindowSizeMsg{Width: 90, Height: 30})
		} else {
			press(m, tea.KeyMsg{Type: tea.KeyF1}) // changes nothing
		}
		if len(d.states) != want {
			t.Errorf("message %d: %d states were handed over, want %d", i, len(d.states), want)
		}
	}
}

// glass is a screen of one size, which keeps what it was told.
type glass struct {
	w, h  int
	fit   int
	shown string
	taken int
}

func (s *glass) Take() error              { s.taken++; return nil }
func (s *glass) Give() error              { s.taken--; return nil }
func (s *glass) Size() (w, h int)         { return s.w, s.h }
func (s *glass) Fit(width int)            { s.fit = width }
func (s *glass) Paint(frame string) error { s.shown = frame; return nil }

// The frame and the painter have the size that the screen has, whatever a message says of it.
func TestTheScreenIsMeasured(t *testing.T) {
	for name, msg := range map[string]tea.Msg{
		"a buffer that is longer than its window": tea.WindowSizeMsg{Width: 60, Height: 9001},
		"after the program was stopped":           tea.SuspendMsg{},
	} {
		t.Run(name, func(t *testing.T) {
			screen := &glass{w: 100, h: 30}
			g := &guard{Model: newModelAt(t, onPage(t, addOnOut(), "connector/name"), World{}), screen: screen}
			g.Update(msg)
			if m := g.Model.(*Model); m.w != 100 || m.h != 30 || screen.fit != 100 || screen.shown != m.View() {
				t.Errorf("the model has %d by %d, the painter %d columns, and the screen shows\n%s", m.w, m.h, screen.fit, screen.shown)
			}
		})
	}
}
