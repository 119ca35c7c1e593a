package mailflow

import "strings"

// Nearly every value is what it should be. What stands here tells that in one look, so that it need not be held against
// each form that something else has.

// isPlain reports a text of nothing but letters, digits, dots, hyphens, underscores and stars: one value, in which
// nothing is hidden, and which no other program would write otherwise. What is in also may be in it as well.
func isPlain(t, also string) bool {
	for i := range len(t) {
		c := t[i]
		if !isNameByte(c) && strings.IndexByte(also, c) < 0 {
			return false
		}
	}
	return t != ""
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(rune(c)) || c == '.' || c == '-' || c == '_' || c == '*'
}

// isNumber reports a text of digits.
func isNumber(t string) bool {
	for i := range len(t) {
		if !isDigit(rune(t[i])) {
			return false
		}
	}
	return t != ""
}

// isPrintable reports ASCII without control characters.
func isPrintable(t string) bool {
	for i := range len(t) {
		if t[i] < ' ' || t[i] > '~' {
			return false
		}
	}
	return true
}

func beginsWithDigit(t string) bool { return t != "" && isDigit(rune(t[0])) }
