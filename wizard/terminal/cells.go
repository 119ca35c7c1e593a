package terminal

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// cell is one column of a row: a rune that every terminal draws one column wide, and the escape sequences that style it.
type cell struct {
	style string
	r     rune
}

var blank = cell{r: ' '}

// cells reads a row up to the first rune that terminals draw in different widths, or join with the one before. rest is
// the row from there on, with the style it begins in; the last cell before it belongs to it.
func cells(into []cell, row string) (_ []cell, rest string) {
	into = into[:0]
	style, last := "", 0 // where the last cell's rune begins
	for at := 0; at < len(row); {
		if n := sequence(row[at:]); n > 0 {
			style, at = styledBy(style, row[at:at+n]), at+n
			continue
		}
		r, n := rune(row[at]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(row[at:])
		}
		if !narrow(r) {
			if len(into) > 0 {
				end := len(into) - 1
				style, into, at = into[end].style, into[:end], last
			}
			return into, style + row[at:]
		}
		into, last, at = append(into, cell{style, r}), at, at+n
	}
	return into, ""
}

// sequence is the length of the style sequence that s begins with, or 0.
func sequence(s string) int {
	if !strings.HasPrefix(s, "\x1b[") {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}

// styledBy is the style after a sequence: a reset ends what was in force, anything else adds to it.
func styledBy(style, sequence string) string {
	switch {
	case sequence == "\x1b[m", sequence == "\x1b[0m":
		return ""
	case style == "":
		return sequence
	}
	return style + sequence
}

// narrow reports a rune of one column that joins with no other: ASCII, the letters of Europe, and the signs of a look.
// Of any other rune terminals disagree, by their age and the user's language.
func narrow(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f, r >= 0xa1 && r < 0x300 && r != 0xad:
		return true
	case r >= 0x370 && r < 0x483, r >= 0x48a && r < 0x530:
		return true
	case r >= 0x2010 && r < 0x2028, r >= 0x2190 && r < 0x2194, r >= 0x2500 && r < 0x25fd:
		return true
	}
	switch r {
	case '‹', '›', '☐', '☑', '✔', '✕', '✗', '❯':
		return true
	}
	return false
}

// Columns is how wide a styled row is. It is ansi.StringWidth, and much faster where every rune is narrow.
func Columns(row string) (n int) {
	for at := 0; at < len(row); {
		c := row[at]
		if c >= ' ' && c < 0x7f {
			n, at = n+1, at+1
			continue
		}
		if c < utf8.RuneSelf {
			length := sequence(row[at:])
			if length == 0 {
				return ansi.StringWidth(row)
			}
			at += length
			continue
		}
		r, length := utf8.DecodeRuneInString(row[at:])
		if !narrow(r) {
			return ansi.StringWidth(row)
		}
		n, at = n+1, at+length
	}
	return n
}
