// Package clip copies text to the clipboard of the person at the keyboard, wherever the program itself runs.
//
// Two ways lead there. A local clipboard confirms what it took, so it is tried first; but over SSH it would be the
// clipboard of the wrong machine. The other way is OSC 52, a control sequence that asks the terminal to do it. No
// terminal ever answers it, so a text that went that way is called sent, not copied.
package clip

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"
)

// patience is how long a local clipboard may take: its tools are other programs, and some hang.
const patience = 2 * time.Second

// ErrNoWay is what Copy returns where neither way is open.
var ErrNoWay = errors.New("there is no clipboard to be reached from here; save a file instead")

// Clipboard copies text. Make one with New.
type Clipboard struct {
	native   func(string) error // nil: no local clipboard, or one that is not the person's own
	terminal io.Writer          // nil: none that could be asked
	wrap     func(osc52.Sequence) string
	patience time.Duration
}

// New looks at the environment once. The terminal is what the person sees; nil where there is none.
func New(terminal io.Writer, env func(string) string) *Clipboard {
	c := &Clipboard{patience: patience, wrap: wrapper(env)}
	if !clipboard.Unsupported && hasNative(runtime.GOOS, env) {
		c.native = clipboard.WriteAll
	}
	if terminal != nil && takesSequences(env) {
		c.terminal = terminal
	}
	return c
}

// Copy puts text on the clipboard and says in a few words which way it went. It returns within a few seconds even if
// the local clipboard's tool does not.
func (c *Clipboard) Copy(text string) (how string, err error) {
	var failed error
	if c.native != nil {
		if failed = c.copyNative(text); failed == nil {
			return fmt.Sprintf("copied to the clipboard (%s)", size(text)), nil
		}
	}
	if c.terminal != nil {
		if _, err := io.WriteString(c.terminal, c.wrap(osc52.New(text))); err != nil {
			return "", fmt.Errorf("writing to the terminal: %w", err)
		}
		return fmt.Sprintf("sent to the terminal's clipboard (%s); if pasting gives nothing, save a file instead", size(text)), nil
	}
	if failed != nil {
		return "", fmt.Errorf("the local clipboard: %w; save a file instead", failed)
	}
	return "", ErrNoWay
}

// copyNative gives up waiting after a while. The tool it waited for may still finish later.
func (c *Clipboard) copyNative(text string) error {
	done := make(chan error, 1)
	go func() { done <- c.native(text) }()
	timer := time.NewTimer(c.patience)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return fmt.Errorf("gave no answer in %s", c.patience)
	}
}

// hasNative reports whether a clipboard of this machine can be the person's own. Without a display the tools of Unix
// desktops would fail, or wait for one.
func hasNative(goos string, env func(string) string) bool {
	if env("SSH_TTY") != "" || env("SSH_CONNECTION") != "" {
		return false
	}
	switch goos {
	case "windows", "darwin":
		return true
	}
	for _, name := range []string{"WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"} {
		if env(name) != "" {
			return true
		}
	}
	return false
}

// takesSequences is false for terminals that show a control sequence as text, or have no clipboard behind them.
func takesSequences(env func(string) string) bool {
	return env("TERM") != "dumb" && env("TERM") != "linux"
}

// wrapper says how the sequence gets through what stands between this program and the terminal. tmux takes the plain
// one or hands the wrapped one on, depending on two of its options (set-clipboard, allow-passthrough): it gets both.
func wrapper(env func(string) string) func(osc52.Sequence) string {
	switch {
	case env("TMUX") != "":
		return func(s osc52.Sequence) string { return s.String() + s.Tmux().String() }
	case env("STY") != "":
		return func(s osc52.Sequence) string { return s.Screen().String() }
	}
	return osc52.Sequence.String
}

// size is a count of bytes as a person reads it: 1,204 bytes.
func size(text string) string {
	digits := strconv.Itoa(len(text))
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if digits == "1" {
		return "1 byte"
	}
	return b.String() + " bytes"
}
