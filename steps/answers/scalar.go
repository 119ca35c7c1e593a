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
	case plain(text):
		return text
	case strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }):
		return ast.String(token.DoubleQuote(text, "", nil)).String()
	}
	return ast.String(token.SingleQuote(text, "", nil)).String()
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
