package render

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// beside does two things at once. A panic in either of them is the caller's, who may have a terminal to set right.
func beside(one, other func()) {
	var failed *elsewhere
	var wait sync.WaitGroup
	wait.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				failed = &elsewhere{r, debug.Stack()}
			}
		}()
		other()
	})
	defer func() {
		if wait.Wait(); failed != nil {
			panic(failed)
		}
	}()
	one()
}

// elsewhere is a panic of another goroutine, with the stack that it had there.
type elsewhere struct {
	value any
	stack []byte
}

// Error has both: it is what the runtime prints of a panic.
func (e *elsewhere) Error() string { return fmt.Sprintf("%v\n\n%s", e.value, e.stack) }

// Unwrap is the error that was panicked with, if it was one.
func (e *elsewhere) Unwrap() error { err, _ := e.value.(error); return err }
