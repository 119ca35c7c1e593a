package render

import (
	"fmt"
	"strings"
	"unicode"
)

// visible is a text of the user's for a document that people read: one line, in which nothing turns the direction of
// what follows, hides, or acts on a terminal. Such characters stand as <U+202E>; joiners inside words and emoji stay.
func visible(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		const nonJoiner, joiner = '\u200C', '\u200D'
		if printable := ' ' <= r && r <= '~'; !printable && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && r != nonJoiner && r != joiner {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
