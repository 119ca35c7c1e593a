package stack

import (
	"runtime"
	"runtime/debug"
	"testing"
	"unsafe"
)

// moved reports whether the calling goroutine's stack is copied while that much of it is used. The place is kept as a
// number, which a copy does not change.
//
//go:noinline
func moved(kilobytes int) bool {
	var here byte
	place := uintptr(unsafe.Pointer(&here))
	use(kilobytes)
	return place != uintptr(unsafe.Pointer(&here))
}

//go:noinline
func use(kilobytes int) {
	var frame [1 << 10]byte
	touch(&frame)
	if kilobytes > 0 {
		use(kilobytes - 1)
	}
}

//go:noinline
func touch(frame *[1 << 10]byte) { frame[0]++ }

func TestAGrownStackStays(t *testing.T) {
	// A collection makes stacks smaller again.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	runtime.GC()
	const kilobytes = 36
	for _, grow := range []bool{false, true} {
		told := make(chan bool)
		go func() {
			if grow {
				Grow()
			}
			told <- moved(kilobytes)
		}()
		if copied := <-told; copied == grow {
			t.Errorf("grown at first: %t; %d KB used then copy the stack: %t", grow, kilobytes, copied)
		}
	}
}
