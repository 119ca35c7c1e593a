package terminal

import (
	"os"
	"runtime"

	"eacwizard/wizard/stack"
)

// Keys are the keys that somebody types at a terminal.
type Keys struct{ *os.File }

// Read begins a new turn in Go's scheduler. A goroutine that waited for a key in a system call goes on in the turn it had
// before; the scheduler's monitor takes that for one turn as long as the wait, and interrupts whatever answers the key
// with a signal, each time.
func (k Keys) Read(into []byte) (int, error) {
	stack.Grow() // to take keys apart goes deeper than a goroutine begins with
	runtime.Gosched()
	return k.File.Read(into)
}
