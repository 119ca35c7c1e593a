//go:build unix

package terminal

import (
	"os"
	"os/signal"
	"syscall"
)

// understand has nothing to do: a terminal that would not understand escape sequences was found out by its name.
func understand(*os.File) (undo func(), err error) { return func() {}, nil }

// Resizes tells when the terminal has another size, until stop is called.
func Resizes() (resized <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGWINCH)
	return c, func() { signal.Stop(c) }
}

// Suspends is true: Ctrl+Z hands over to the shell.
const Suspends = true
