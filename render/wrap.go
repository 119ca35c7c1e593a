package render

import (
	"strings"

	"github.com/rivo/uniseg"
)

// wrap breaks a text into lines of at most width columns, at spaces and after commas. A longer word stands alone on a
// line that is too long, since to break a name would make another one of it.
func wrap(s string, width int) (lines []string) {
	line, used := "", 0
	for _, word := range words(s) {
		n := uniseg.StringWidth(word)
		if used > 0 && used+uniseg.StringWidth(strings.TrimRight(word, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		line, used = line+word, used+n
	}
	return append(lines, strings.TrimRight(line, " "))
}

// words cuts a text where a line may end: each but the last ends in spaces or a comma.
func words(s string) (out []string) {
	start := 0
	for i := 1; i < len(s); i++ {
		if s[i] != ' ' && (s[i-1] == ' ' || s[i-1] == ',') {
			out = append(out, s[start:i])
			start = i
		}
	}
	return append(out, s[start:])
}
