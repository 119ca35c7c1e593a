package wizard

import (
	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/wizard/terminal"
)

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
	p := tea.NewProgram(g, tea.WithInput(o.In), tea.WithOutput(o.Out), tea.WithoutRenderer(), tea.WithFilter(g.suspended),
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
