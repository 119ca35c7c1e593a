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
	const ones = 0x0101010101010101
	for ; len(s) >= 8; s = s[8:] {
		eight := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		// The high bit of a byte is set in the first where it is above 0x7F, in the second from 0x7F on, and in the third
		// below a space. What is carried from one byte to the next comes of a byte for which that is so.
		if (eight|(eight+ones)|(eight-' '*ones))&(0x80*ones) != 0 {
			return false
		}
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// plainASCII is a text for a comment: one line of ASCII in which nothing can be taken for code.
func plainASCII(s string) string {
	for i := range len(s) {
		if !plainInComment[s[i]] {
			return inASCII(visible(s), unsafeInComment)
		}
	}
	return s
}

// appendPlainASCII adds words, one behind the other.
func appendPlainASCII(dst []byte, words []string) []byte {
	for _, w := range words {
		dst = append(dst, plainASCII(w)...)
	}
	return dst
}

const unsafeInComment = "\"`{}"

// plainInComment are the bytes that may stand in a comment.
var plainInComment = func() (is [256]bool) {
	for c := byte(' '); c <= '~'; c++ {
		is[c] = strings.IndexByte(unsafeInComment, c) < 0
	}
	return is
}()

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
