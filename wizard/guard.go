package wizard

import (
	"fmt"
	"runtime"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
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
type guard struct {
	*Model
	fault *Fault
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
	_, cmd = g.Model.Update(msg)
	return g, guarded(cmd)
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
