package answers

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits keep a hostile file from costing time or memory. Honest files stay far below them.
const (
	maxBytes  = 1 << 20
	maxSigns  = 30_000 // characters that YAML may give a meaning, counted before it looks at them
	maxBlanks = 40     // empty lines in a row: the YAML library copies the text before them once for each
	maxRun    = 1000   // < in a row: the YAML library counts the rest of them at each
	maxTokens = 10_000
	maxDepth  = 32 // nested lists and sections; an answer file has three
)

// decode turns a file's bytes into the text that YAML is given: UTF-8 without byte order mark, one kind of line end, and
// no control characters. Only tabs that indent are left, for YAML to refuse; another becomes one space, because the YAML
// library counts columns wrong behind it and goes over the rest of the line once for each.
func decode(src []byte) (string, *Problem) {
	if len(src) > maxBytes {
		return "", problemAt(place{}, "is larger than 1 MiB, which no answer file needs to be", wrongFile)
	}
	if bytes.HasPrefix(src, []byte("\xFF\xFE")) || bytes.HasPrefix(src, []byte("\xFE\xFF")) {
		return "", problemAt(place{}, "is saved as UTF-16", "save it as UTF-8, in PowerShell with Set-Content -Encoding utf8")
	}
	if bytes.IndexByte(src, 0) >= 0 {
		return "", problemAt(place{}, "is not a text file", wrongFile)
	}
	text := string(bytes.TrimPrefix(src, []byte("\uFEFF")))
	if strings.Contains(text, "\r") {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	if p := unreadable(text); p != nil {
		return "", p
	}
	if p := blank(text); p != nil {
		return "", p
	}
	if n := signs(text); n > maxSigns || n >= maxRun && strings.Contains(text, strings.Repeat("<", maxRun)) {
		return "", tooMuch()
	}
	return withoutTabs(text), nil
}

const wrongFile = "check that it is the right file"

func tooMuch() *Problem {
	return problemAt(place{}, "holds far more YAML than an answer file needs", wrongFile)
}

// unreadable is the first character that no text file holds on purpose.
func unreadable(text string) *Problem {
	if clean(text) {
		return nil
	}
	at := place{1, 1}
	for i, r := range text {
		switch {
		case r == '\n':
			at = place{at.line + 1, 0}
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			return problemAt(at, fmt.Sprintf("the byte %02X is not UTF-8", text[i]), "save the file as UTF-8")
		case unicode.IsControl(r) && r != '\t':
			return problemAt(at, fmt.Sprintf("the control character U+%04X does not belong in a text file", r), "remove it")
		}
		at.column++
	}
	return nil
}

// clean reports printable ASCII and line ends alone.
func clean(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < ' ' || c > '~') && c != '\n' {
			return false
		}
	}
	return true
}

// signs is at least the number of tokens that the text can have.
func signs[T string | []byte](text T) (n int) {
	for i := range len(text) {
		if isSign[text[i]] || text[i] == '-' && !wordAt(text, i+1) {
			n++
		}
	}
	return n
}

var isSign = bytesOf("[]{},:?*&!|>%@#'\"<\n")

// bytesOf are the bytes of a text, to be looked up.
func bytesOf(text string) (is [256]bool) {
	for i := range len(text) {
		is[text[i]] = true
	}
	return is
}

// wordAt reports whether something other than white space stands there.
func wordAt[T string | []byte](text T, i int) bool {
	return i < len(text) && text[i] != ' ' && text[i] != '\t' && text[i] != '\n'
}

// blank refuses too many empty lines in a row.
func blank(text string) *Problem {
	at, run := 0, 0
	for line := range strings.Lines(text) {
		at++
		if run++; strings.TrimSpace(line) != "" {
			run = 0
		}
		if run > maxBlanks {
			return problemAt(place{at, 1}, fmt.Sprintf("more than %d empty lines in a row", maxBlanks), "remove some")
		}
	}
	return nil
}

// withoutTabs turns tabs behind something else in their line into spaces.
func withoutTabs(text string) string {
	if !strings.Contains(text, "\t") {
		return text
	}
	indent := true
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			indent = true
		case r == '\t' && !indent:
			return ' '
		case r != '\t' && r != ' ':
			indent = false
		}
		return r
	}, text)
}
