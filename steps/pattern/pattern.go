// Package pattern holds regular expressions that are compiled when they are first used. There are dozens, most starts
// of the program use none, and compiling them all would be a quarter of what comes before the first frame.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy is an expression that panics on its first use where it is none; a test compiles every one in this module.
func Lazy(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
