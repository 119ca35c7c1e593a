package terminal

import (
	"os"

	"golang.org/x/sys/windows"
)

// understand lets a console understand escape sequences, until what it returns is called.
func understand(out *os.File) (undo func(), err error) {
	console := windows.Handle(out.Fd())
	var before uint32
	if err := windows.GetConsoleMode(console, &before); err != nil {
		return nil, err
	}
	if err := windows.SetConsoleMode(console, before|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING); err != nil {
		return nil, err
	}
	return func() { windows.SetConsoleMode(console, before) }, nil
}

// Resizes never tells anything: Bubble Tea reads the new size of a console from its input.
func Resizes() (resized <-chan os.Signal, stop func()) { return nil, func() {} }

// Suspends is false: there is no shell that would take over.
const Suspends = false
