// Package stack makes room on a goroutine's stack: on the main one by itself, when the program starts.
//
// Go begins a stack small and copies it to one of twice the size wherever it gets too small. For a copy it looks up each
// function on the way there in tables that nothing else needs, and they are spread over megabytes of the program's file.
package stack

const room = 48 << 10

// Go initializes packages that are ready in the order of their import paths. This one needs none, so it comes before
// nearly all, whose init would have made the stack grow.
func init() { Grow() }

// Grow copies the calling goroutine's stack once, now that there is little on it, to one that is large enough for a page
// of the wizard. What is not used of it takes no memory.
func Grow() { hold(false) }

// hold has room in its frame, which Go asks for when a function begins.
//
//go:noinline
func hold(used bool) {
	if used {
		var bytes [room]byte
		keep(&bytes)
	}
}

//go:noinline
func keep(bytes *[room]byte) { clear(bytes[:]) }
