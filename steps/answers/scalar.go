package answers

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// scalar is text as a YAML value on one line that reads back as that text: plain where nothing could take it for
// something else, in single quotes where all of it can be seen, in double quotes with escapes where not. The text has
// to be valid UTF-8.
func scalar(text string) string {
	switch {
	case text == "":
		return `""`
	case word(text) || plain(text):
		return text
	case strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }):
		return ast.String(token.DoubleQuote(text, "", nil)).String()
	}
	return ast.String(token.SingleQuote(text, "", nil)).String()
}

// word reports a name, an address of IPv4, an option or several words: text that has a dot, a hyphen or a space in it, or
// is longer than YAML's own words, and is plain whatever else it is, told at a look.
func word(text string) bool {
	dots, hyphens := 0, 0 // and spaces
	for i := range len(text) {
		switch c := text[i]; {
		case c == ' ': // between two words that begin and end with a letter or digit
			if text[0] <= '9' || i+1 == len(text) || !alphanumeric(text[i-1]) || !alphanumeric(text[i+1]) {
				return false
			}
			hyphens++
		case c == '.':
			dots++
		case c == '-':
			hyphens++
		case c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z':
			if i == 0 || c != '@' && c != '_' && c != '/' {
				return false
			}
		}
	}
	if text == "" || text[0] == '.' || text[0] == '-' {
		return false
	}
	if text[0] <= '9' {
		return dots > 2
	}
	return dots+hyphens > 0 || len(text) > len("false") && !strings.EqualFold(text, "infinity")
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
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
