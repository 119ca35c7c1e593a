package seen

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Longest lines and values, in characters. A line is for reading; a value may be a whole SPF record.
const (
	LineLimit  = 400
	ValueLimit = 4096
)

// Line is Harmless for a sentence or a line of evidence.
func Line(s string) string { return Harmless(s, LineLimit) }

// Value is Harmless for a value that a fact holds.
func Value(s string) string { return Harmless(s, ValueLimit) }

// Harmless is s on one line, of at most limit characters, with nothing in it that acts on a terminal, turns the
// direction of text, or cannot be seen: printable ASCII and Latin letters stay, every other character becomes
// \u{200B}, and a byte that is no character \x{FF}. What is cut off is marked by an ellipsis at the end. It changes
// nothing that went through it before.
func Harmless(s string, limit int) string {
	var b strings.Builder
	length := 0
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		piece := s[:size]
		if !plain(r, size) {
			piece = escaped(r, s[0], size)
		}
		length += utf8.RuneCountInString(piece)
		// The last place is kept for the ellipsis, unless the text ends there.
		if length > limit || length == limit && len(s) > size {
			b.WriteRune(ellipsis)
			break
		}
		b.WriteString(piece)
		s = s[size:]
	}
	return b.String()
}

const ellipsis = '…'

func plain(r rune, size int) bool {
	switch {
	case r == utf8.RuneError && size <= 1:
		return false
	case r < utf8.RuneSelf:
		return r >= ' ' && r != 0x7f
	case r == ellipsis:
		return true
	}
	return unicode.Is(unicode.Latin, r) && unicode.IsLetter(r)
}

func escaped(r rune, first byte, size int) string {
	if r == utf8.RuneError && size <= 1 {
		return fmt.Sprintf(`\x{%02X}`, first)
	}
	return fmt.Sprintf(`\u{%04X}`, r)
}
