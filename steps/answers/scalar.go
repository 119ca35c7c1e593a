package answers

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// appendScalar adds text as a YAML value on one line that reads back as that text: plain where nothing could take it for
// something else, in single quotes where all of it can be seen, in double quotes with escapes where not. The text has
// to be valid UTF-8.
func appendScalar(b []byte, text string) []byte {
	switch {
	case text == "":
		return append(b, `""`...)
	case word(text) || plain(text):
		return append(b, text...)
	case strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }):
		return strconv.AppendQuote(b, text) // Go's escapes are among those of YAML
	}
	return add(b, "'", strings.ReplaceAll(text, "'", "''"), "'")
}

// scalar is what appendScalar adds.
func scalar(text string) string { return string(appendScalar(nil, text)) }

// word reports a name, an address of IPv4, an option or several words: text that is plain whatever else it is, told at a
// look. A single word has a dot, a hyphen or a bracket in it, or is none that YAML takes for something else.
func word(text string) bool {
	if text == "" || !alphanumeric(text[0]) {
		return false
	}
	dots, spaces, others := 0, 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case alphanumeric(c) || c == '@' || c == '_' || c == '/' || c == '=':
		case c == '.':
			dots++
		case c == '-' || c == '(' || c == ')':
			others++
		case c == ' ' && i+1 < len(text) && besideSpace(text[i-1]) && besideSpace(text[i+1]):
			spaces++
		default:
			return false
		}
	}
	if text[0] <= '9' { // two dots, or a space, are in no number
		return dots > 2 || spaces > 0
	}
	return dots+spaces+others > 0 || !hasMeaning(text)
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// besideSpace reports what can stand before and behind a space without a meaning.
func besideSpace(c byte) bool { return alphanumeric(c) || c == '(' || c == ')' }

// hasMeaning reports the words that a version of YAML, or a reader of numbers, takes for something else than a text.
func hasMeaning(text string) bool {
	switch strings.ToLower(text) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "infinity", "nan":
		return true
	}
	return false
}

// plain reports whether text needs no quotes, in this version of YAML or an older one, in a list in brackets or on a
// line of its own.
func plain(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(first) && (first < '0' || first > '9') {
		return false
	}
	odd := func(r rune) bool { return !unicode.IsPrint(r) || strings.ContainsRune(`:#,[]{}"\`, r) }
	if strings.ContainsFunc(text, odd) || strings.HasSuffix(text, " ") || token.IsNeedQuoted(text) {
		return false
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil { // 1e3 is a number to other readers
		return false
	}
	tokens := lexer.Tokenize(text)
	return len(tokens) == 1 && tokens[0].Type == token.StringType && tokens[0].Value == text
}
