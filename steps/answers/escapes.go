package answers

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// brokenEscape finds the first \x, \u or \U in double quotes that lacks its digits. The YAML library takes whatever
// follows for digits: it would read "C:\users" as another text, and not notice a closing quote.
func brokenEscape(text string, tokens token.Tokens) *Problem {
	c := cursor{text: text, at: place{1, 1}}
	for _, tk := range tokens {
		if tk.Type != token.DoubleQuoteType && tk.Type != token.InvalidType {
			continue
		}
		where := placeOfToken(tk)
		if rest := c.seek(where); rest != "" && rest[0] == '"' && !wholeEscapes(rest[1:]) {
			return problemAt(where, `\x, \u or \U lacks its digits in this text in double quotes`, `write the text in single quotes, where \ stands for itself`)
		}
	}
	return nil
}

// wholeEscapes judges a text in double quotes, from behind the first to the second.
func wholeEscapes(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		switch text[i] {
		case '"':
			return true
		case '\\':
			i++
			digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[i]]
			if i+digits >= len(text) {
				return false
			}
			if n, err := strconv.ParseUint("0"+text[i+1:i+1+digits], 16, 64); err != nil || n > unicode.MaxRune {
				return false
			}
			i += digits
		}
	}
	return true
}

// cursor goes through a text from place to place, forward only.
type cursor struct {
	text string
	i    int
	at   place
}

// seek is what stands from a place on.
func (c *cursor) seek(to place) string {
	for c.at.compare(to) < 0 && c.i < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[c.i:])
		c.i += size
		c.at.column++
		if r == '\n' {
			c.at = place{c.at.line + 1, 1}
		}
	}
	return c.text[c.i:]
}
