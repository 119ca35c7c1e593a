package wizard

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/termenv"

	"eacwizard/steps"
	"eacwizard/wizard/terminal"
)

// Options say how the full-screen wizard runs.
type Options struct {
	Context context.Context // cancelled: the wizard restores the terminal and returns the context's cause
	In, Out *os.File
	ASCII   bool
	Theme   string // one of Themes
	NoColor bool
	Folder  string // proposed for saving; "": one named after the connector
	Offers  []Offer
	Choose  bool // ask first what to set up; the flow is what is proposed
	World   World
}

// ErrLeft says that the person left before the end.
var ErrLeft = errors.New("left before the end")

// Run asks the questions on full-screen pages and returns what the walk came to.
func Run(flow *steps.Flow, o Options) (Result, error) {
	m := New(flow, lookOf(o), o.World, o.Folder)
	m.offer(o.Offers)
	if o.Choose {
		m.choose()
	}
	err := Show(m, o)
	m.looks.forget()
	if errors.As(err, new(*Fault)) {
		return Result{}, err // the flow may be in parts: the draft has what was last drawn
	}
	if err != nil {
		return m.Result(), err
	}
	if res := m.Result(); !res.Finished {
		return res, ErrLeft
	}
	return m.Result(), nil
}

// Show runs a model on the full screen, and gives the terminal back whatever happens: a panic comes back as a *Fault, a
// cancelled context as its cause.
func Show(m tea.Model, o Options) error {
	g := &guard{Model: m}
	err := g.run(o)
	if g.fault != nil {
		return g.fault
	}
	if cause := context.Cause(o.Context); cause != nil {
		return cause
	}
	if err != nil {
		return fmt.Errorf("the wizard broke off: %w", err)
	}
	return nil
}

// lookOf is the look that the options ask for, as far as the terminal goes by its environment.
func lookOf(o Options) *look {
	profile, theme := termenv.NewOutput(o.Out).EnvColorProfile(), o.Theme
	if theme == "" || theme == "auto" {
		theme = backgroundTheme(os.Getenv("COLORFGBG"))
	}
	if o.NoColor || profile == termenv.Ascii {
		profile, theme = termenv.ANSI, "mono" // bold and reverse are no colours, and the cursor needs one
	}
	return newLook(theme, o.ASCII, profile)
}

// backgroundTheme reads the background from COLORFGBG, as some terminals set it ("15;0"); unknown is dark.
// The terminal itself is never asked.
func backgroundTheme(colorfgbg string) string {
	at := strings.LastIndexByte(colorfgbg, ';')
	switch colorfgbg[at+1:] {
	case "7", "15":
		return "light"
	}
	return "dark"
}

// run runs the model on the terminal, which it leaves as it was. Bubble Tea reads the keys; the frames are painted by
// the guard, the first of them before there is a program to wait for.
func (g *guard) run(o Options) error {
	screen := terminal.New(o.In, o.Out)
	if err := screen.Take(); err != nil {
		screen.Give()
		return err
	}
	defer screen.Give()
	g.screen = screen
	g.Update(tea.WindowSizeMsg{})
	if g.fault != nil {
		return nil
	}
	p := tea.NewProgram(g, tea.WithInput(terminal.Keys{File: o.In}), tea.WithOutput(o.Out), tea.WithoutRenderer(), tea.WithFilter(g.suspended),
		tea.WithContext(o.Context), tea.WithoutSignalHandler())
	resized, stop := terminal.Resizes()
	ended := make(chan struct{})
	go func() {
		for {
			select {
			case <-resized:
				p.Send(tea.WindowSizeMsg{}) // the guard measures
			case <-ended:
				return
			}
		}
	}()
	_, err := p.Run()
	stop()
	close(ended)
	return err
}
