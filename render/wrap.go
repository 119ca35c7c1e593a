package render

import (
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// wrap breaks a text into lines of at most width columns, at spaces and after commas. A longer word stands alone on a
// line that is too long, since to break a name would make another one of it.
func wrap(s string, width int) []string { return appendWrapped(nil, s, width) }

// appendWrapped adds the lines that wrap makes of s.
func appendWrapped(lines []string, s string, width int) []string {
	if isPrintable(s) {
		if len(s) > width {
			lines = slices.Grow(lines, len(s)/max(width*3/4, 1)+2)
		}
		for more := true; more; {
			var line string
			line, s, more = cutLine(s, width)
			lines = append(lines, line)
		}
		return lines
	}
	begun, used := 0, 0 // the line's first byte, and its columns
	for at := 0; at < len(s); {
		end := wordEnd(s, at)
		word := s[at:end]
		if used > 0 && used+uniseg.StringWidth(strings.TrimRight(word, " ")) > width {
			lines = append(lines, strings.TrimRight(s[begun:at], " "))
			begun, used = at, 0
		}
		at, used = end, used+uniseg.StringWidth(word)
	}
	return append(lines, strings.TrimRight(s[begun:], " "))
}

// cutLine cuts the first line that wrap makes of printable ASCII from the others, if there are more. It looks for the
// line's end backwards from where the line is full.
func cutLine[T string | []byte](s T, width int) (line, rest T, more bool) {
	if len(s) > width {
		end := width
		for end > 0 && (s[end-1] == ' ' || s[end] != ' ' && s[end-1] != ',') {
			end--
		}
		if end == 0 { // a word that is too long
			end = wordEnd(s, 0)
		}
		next := end
		for next < len(s) && s[next] == ' ' {
			next++
		}
		if next < len(s) {
			return trimmed(s[:end]), s[next:], true
		}
	}
	return trimmed(s), s[:0], false
}

// trimmed is a text without the spaces at its end.
func trimmed[T string | []byte](s T) T {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

// wordEnd is where a line may end next: behind the spaces or the comma that follow a word.
func wordEnd[T string | []byte](s T, from int) int {
	for i := from + 1; i < len(s); i++ {
		if s[i] != ' ' && (s[i-1] == ' ' || s[i-1] == ',') {
			return i
		}
	}
	return len(s)
}
