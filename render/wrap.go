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
	wide := uniseg.StringWidth
	if isPrintable(s) {
		if len(s) <= width {
			return append(lines, strings.TrimRight(s, " "))
		}
		if s[0] != ' ' {
			return wrapPrintable(lines, s, width)
		}
		wide = func(s string) int { return len(s) }
	}
	begun, used := 0, 0 // the line's first byte, and its columns
	for at := 0; at < len(s); {
		end := wordEnd(s, at)
		word := s[at:end]
		if used > 0 && used+wide(strings.TrimRight(word, " ")) > width {
			lines = append(lines, strings.TrimRight(s[begun:at], " "))
			begun, used = at, 0
		}
		at, used = end, used+wide(word)
	}
	return append(lines, strings.TrimRight(s[begun:], " "))
}

// wrapPrintable is appendWrapped for printable ASCII that does not begin with a space: it looks for the end of a line backwards from
// where the line is full.
func wrapPrintable(lines []string, s string, width int) []string {
	lines = slices.Grow(lines, len(s)/max(width*3/4, 1)+2)
	for len(s) > width {
		end := width
		for end > 0 && (s[end-1] == ' ' || s[end] != ' ' && s[end-1] != ',') {
			end--
		}
		next := end
		if end == 0 { // a word that is too long
			next = wordEnd(s, 0)
			end = len(strings.TrimRight(s[:next], " "))
		}
		for next < len(s) && s[next] == ' ' {
			next++
		}
		if next == len(s) {
			break
		}
		lines, s = append(lines, s[:end]), s[next:]
	}
	return append(lines, strings.TrimRight(s, " "))
}

// wordEnd is where a line may end next: behind the spaces or the comma that follow a word.
func wordEnd(s string, from int) int {
	for i := from + 1; i < len(s); i++ {
		if s[i] != ' ' && (s[i-1] == ' ' || s[i-1] == ',') {
			return i
		}
	}
	return len(s)
}
