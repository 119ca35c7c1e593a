package wizard

import (
	"fmt"
	"runtime"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/wizard/terminal"
)

// Fault is a panic that was caught: a fault of the program's own.
type Fault struct {
	Value any
	At    []string // this program's own functions on the way to it, the innermost first
}

func (f *Fault) Error() string { return fmt.Sprintf("a fault of its own: %v", f.Value) }

// Caught makes a Fault of what recover returned. It has to be called by the deferred function itself, which still sees
// where the panic came from.
func Caught(value any) *Fault {
	const deepest = 64
	f := &Fault{Value: value}
	stack := make([]uintptr, deepest)
	frames := runtime.CallersFrames(stack[:runtime.Callers(1, stack)])
	for panicked := false; ; {
		frame, more := frames.Next()
		ours := strings.HasPrefix(frame.Function, "eacwizard/") || strings.HasPrefix(frame.Function, "main.")
		if panicked && ours {
			f.At = append(f.At, fmt.Sprintf("%s, line %d", frame.Function, frame.Line))
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return f
		}
	}
}

// guard ends the wizard in good order where its model, or a command of it, panics. Bubble Tea would print the stack on
// standard output, where documents go, and for a command into the middle of the full screen.
//
// It paints each frame in the Update that made it.
type guard struct {
	tea.Model
	fault  *Fault
	screen canvas // nil: somebody else paints
}

// canvas is what frames are painted on: a terminal.
type canvas interface {
	Take() error
	Give() error
	Size() (w, h int)
	Fit(width int)
	Paint(frame string) error
}

func (g *guard) Init() tea.Cmd { return guarded(g.Model.Init()) }

func (g *guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			g.fault, next, cmd = Caught(r), g, tea.Quit
		}
	}()
	if fault, ok := msg.(*Fault); ok {
		g.fault = fault
		return g, tea.Quit
	}
	msg = g.measured(msg)
	_, cmd = g.Model.Update(msg)
	g.paint(msg)
	return g, guarded(cmd)
}

// measured is a message about the screen with the size that it has now: a console on Windows tells the size of its whole
// buffer, and while the program was stopped nobody told anything.
func (g *guard) measured(msg tea.Msg) tea.Msg {
	if g.screen == nil {
		return msg
	}
	switch msg.(type) {
	case tea.SuspendMsg:
		g.screen.Take()
	case tea.WindowSizeMsg:
	default:
		return msg
	}
	w, h := g.screen.Size()
	return tea.WindowSizeMsg{Width: w, Height: h}
}

// paint shows the frame. That a terminal is gone is heard from its keys, so nothing is made of it here.
func (g *guard) paint(msg tea.Msg) {
	if g.screen == nil {
		return
	}
	if size, resized := msg.(tea.WindowSizeMsg); resized {
		g.screen.Fit(size.Width)
	}
	g.screen.Paint(g.View())
}

// suspended gives the terminal back before Bubble Tea stops the program.
func (g *guard) suspended(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, ok := msg.(tea.SuspendMsg); ok {
		if !terminal.Suspends {
			return nil
		}
		g.screen.Give()
	}
	return msg
}

// guarded is a command whose panic becomes a message.
func guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = Caught(r)
			}
		}()
		return cmd()
	}
}
