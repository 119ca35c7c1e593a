package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible is a text of the user's for a document that people read: one line, in which nothing turns the direction of
// what follows, hides, or acts on a terminal. Such characters stand as <U+202E>; joiners inside words and emoji stay.
func visible(s string) string {
	if isPrintable(s) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		const nonJoiner, joiner = '\u200C', '\u200D'
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && r != nonJoiner && r != joiner {
			b.WriteString(codePoint(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPrintable reports ASCII that a terminal prints.
func isPrintable[T string | []byte](s T) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// plainASCII is a text for a comment: one line of ASCII in which nothing can be taken for code.
func plainASCII(s string) string {
	if s = visible(s); !strings.ContainsAny(s, "\"`{}") && isPrintable(s) {
		return s
	}
	return inASCII(s, "\"`{}")
}

// inASCII is a text with a code point for each character that is not ASCII, or is one of those.
func inASCII(s, or string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= utf8.RuneSelf || strings.ContainsRune(or, r) {
			b.WriteString(codePoint(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// codePoint names a character that cannot stand as itself.
func codePoint(r rune) string { return fmt.Sprintf("<U+%04X>", r) }
