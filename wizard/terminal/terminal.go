// Package terminal is the screen that the wizard paints on: a terminal in raw mode, with a painter that writes only what
// a frame changes.
//
// Bubble Tea's own renderer paints on a tick: 120 times a second also where nothing happens, up to a period after each
// key, and whole rows. This one paints in the moment a frame is there, and sleeps in between. It never asks the terminal
// anything.
package terminal

import (
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
)

const (
	takes = "\x1b[?1049h\x1b[?25l\x1b[?2004h" // the other screen, without a cursor, with pastes in brackets
	gives = "\x1b[?2004l\x1b[?25h\x1b[?1049l"
)

// Terminal is a terminal of somebody else, taken over for a while.
type Terminal struct {
	in, out *os.File
	cooked  func() error // puts the modes back as they were; nil: the terminal is not taken
	painter painter
}

// New is the terminal that is read from in and written to out.
func New(in, out *os.File) *Terminal {
	return &Terminal{in: in, out: out, painter: painter{out: out}}
}

// Take opens the full screen, as often as it was given back. Before the next frame it has to be fitted.
func (t *Terminal) Take() error {
	if t.cooked != nil {
		return nil
	}
	before, err := term.MakeRaw(t.in.Fd())
	if err != nil {
		return fmt.Errorf("the terminal takes no keys one by one: %w", err)
	}
	plain, err := understand(t.out)
	if err != nil {
		term.Restore(t.in.Fd(), before)
		return fmt.Errorf("the terminal understands no escape sequences: %w", err)
	}
	t.cooked = func() error {
		plain()
		return term.Restore(t.in.Fd(), before)
	}
	_, err = io.WriteString(t.out, takes)
	return err
}

// Give closes the full screen and leaves the terminal as it was before.
func (t *Terminal) Give() error {
	if t.cooked == nil {
		return nil
	}
	io.WriteString(t.out, gives) // where it fails nobody can see it
	cooked := t.cooked
	t.cooked = nil
	return cooked()
}

// Size is the size of the moment, or 80 by 24 where the terminal does not know it, as a serial line does not.
func (t *Terminal) Size() (w, h int) {
	w, h, err := term.GetSize(t.out.Fd())
	if err != nil || w <= 0 || h <= 0 {
		return 80, 24
	}
	return w, h
}

// Fit says how wide the frames are from now on. The next one is painted from the start.
func (t *Terminal) Fit(width int) { t.painter.reset(width) }

// Paint shows a frame. Its rows may be styled, and hold no other escape sequence; none is wider than the terminal.
func (t *Terminal) Paint(frame string) error {
	if t.cooked == nil {
		return nil
	}
	return t.painter.paint(frame)
}
