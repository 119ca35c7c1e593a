package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote writes s as PowerShell. The result is a single ASCII expression on one line. In Windows PowerShell 5.1 and in
// PowerShell 7 it evaluates to exactly the string s, whatever quotation marks (U+2018-201B and U+201C-201E, which
// PowerShell takes for ASCII ones, included), dollars, backticks, braces or semicolons s holds. It can stand as the
// argument of a parameter, as the value of a hashtable, and as an element of an array.
//
// ASCII text is a single-quoted literal. Other characters are put together in parentheses, from a string onwards:
// ('Caf' + [char]0x00E9).
//
// Quote refuses what a paste cannot carry: control characters, the separators U+2028 and U+2029, and invalid UTF-8,
// surrogates included. The error names the character and its position, counted in characters from 1.
func Quote(s string) (string, error) {
	if isPlain(s) {
		return "'" + s + "'", nil
	}
	quoted, err := appendQuoted(nil, s)
	return string(quoted), err
}

// appendQuoted adds what Quote makes of s.
func appendQuoted(dst []byte, s string) ([]byte, error) {
	if isPrintable(s) {
		dst = append(dst, '\'')
		for more := true; more; {
			var plain string
			if plain, s, more = strings.Cut(s, "'"); more {
				dst = append(append(dst, plain...), "''"...)
			} else {
				dst = append(dst, plain...)
			}
		}
		return append(dst, '\''), nil
	}
	ps, err := pieces(s, 2*len(s))
	if err != nil {
		return dst, err
	}
	return append(dst, sum(ps)...), nil
}

// isPlain reports a text that can stand between quotation marks as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '\'' {
			return false
		}
	}
	return true
}

// quoteLines is Quote for a column limit: one line where that fits into first columns, else a sum in parentheses over
// several lines, each of at most rest columns and indented below the first. It can stand where an expression of Quote
// can, as long as a statement may go on on the next line there.
func quoteLines(s string, first, rest int) ([]string, error) {
	if len(s)+len("''") <= first {
		line, err := Quote(s)
		if err != nil || len(line) <= first {
			return []string{line}, err
		}
	}
	var rs [][]piece
	for depth := 1; ; depth++ { // a sum of sums is one level deeper
		room := room(rest, depth)
		ps, err := pieces(s, room-len("''"))
		if err != nil {
			return []string{""}, err
		}
		if rs = rows(ps, room); depth > 1 || len(rs) <= longestSum {
			return sumLines(rs), nil
		}
	}
}

// room is how wide the terms may be that stand on one line of a sum.
func room(rest, depth int) int {
	// The longest piece that cannot be cut has 35 columns. A limit with no room for it is the caller's mistake.
	return max(rest-depth*len(indent)-len("'' + ")-len(" +"), 40)
}

const (
	indent = "    "
	// longestSum is how many terms one sum has. PowerShell goes one level deeper with every term: some thousands in
	// one sum would exhaust its stack.
	longestSum = 64
)

// piece is an expression for a part of a text. A sum has to begin with one that is a string.
type piece struct {
	expr     string
	isString bool
}

// pieces cuts s into literals, of at most most characters between their quotes, and the characters that need an
// expression of their own.
func pieces(s string, most int) (out []piece, err error) {
	if isPlain(s) && s != "" {
		return plainPieces(s, most), nil
	}
	var run []byte
	word := 0 // where the run's last word begins
	flush := func(n int) {
		if n > 0 {
			out = append(out, piece{"'" + string(run[:n]) + "'", true})
			run, word = run[n:], 0
		}
	}
	at := 0
	for i, r := range s {
		at++
		if what := unquotable(s[i:], r); what != "" {
			return nil, fmt.Errorf("the text has %s at position %d, which a paste cannot carry; remove it", what, at)
		}
		switch {
		case r > 0xFFFF:
			flush(len(run))
			out = append(out, piece{expr: fmt.Sprintf("[char]::ConvertFromUtf32(0x%X)", r)})
		case r >= utf8.RuneSelf:
			flush(len(run))
			out = append(out, piece{expr: fmt.Sprintf("[char]0x%04X", r)})
		default:
			c := string(r)
			if r == '\'' {
				c = "''"
			}
			if len(run)+len(c) > most {
				if word == 0 {
					word = len(run)
				}
				flush(word)
			}
			if run = append(run, c...); r == ' ' || r == '.' {
				word = len(run)
			}
		}
	}
	flush(len(run))
	if len(out) == 0 {
		return []piece{{"''", true}}, nil
	}
	return out, nil
}

// plainPieces is pieces for a text that can stand between quotation marks as it is.
func plainPieces(s string, most int) (out []piece) {
	out = make([]piece, 0, len(s)/max(most, 1)+2)
	for s != "" {
		var literal string
		literal, s = cutLiteral(s, most)
		out = append(out, piece{"'" + literal + "'", true})
	}
	return out
}

// cutLiteral cuts the first literal from a text that can stand between quotation marks as it is.
func cutLiteral(s string, most int) (literal, rest string) {
	if len(s) <= most {
		return s, ""
	}
	end := strings.LastIndexAny(s[:most], " .") + 1
	if end == 0 {
		end = most
	}
	return s[:end], s[end:]
}

// unquotable says what the character at the beginning of rest is, where no text may hold it.
func unquotable(rest string, r rune) string {
	switch {
	case r == utf8.RuneError && !strings.HasPrefix(rest, string(utf8.RuneError)):
		return fmt.Sprintf("the byte 0x%02X, no valid UTF-8,", rest[0])
	case unicode.IsControl(r):
		return fmt.Sprintf("the control character U+%04X", r)
	case r == '\u2028', r == '\u2029':
		return fmt.Sprintf("the separator U+%04X", r)
	}
	return ""
}

// sum is some pieces as one expression.
func sum(ps []piece) string {
	if len(ps) == 1 && ps[0].isString {
		return ps[0].expr
	}
	for len(ps) > longestSum { // a sum of sums
		var groups []piece
		for len(ps) > 0 {
			n := min(longestSum, len(ps))
			groups = append(groups, piece{sum(ps[:n]), true})
			ps = ps[n:]
		}
		ps = groups
	}
	return "(" + terms(ps, true) + ")"
}

// terms joins pieces; the first ones of a sum are made to begin with a string.
func terms(ps []piece, first bool) string {
	out := ""
	if first && !ps[0].isString {
		out = "'' + "
	}
	if len(ps) == 1 {
		return out + ps[0].expr
	}
	exprs := make([]string, 0, longestSum)
	for _, p := range ps {
		exprs = append(exprs, p.expr)
	}
	return out + strings.Join(exprs, " + ")
}

// rows fills lines of at most width columns with pieces.
func rows(ps []piece, width int) (out [][]piece) {
	out = make([][]piece, 0, len(ps))
	length, begun := 0, 0
	for i, p := range ps {
		n := len(p.expr) + len(" + ")
		if length > 0 && length+n > width+len(" + ") {
			out = append(out, ps[begun:i:i])
			length, begun = 0, i
		}
		length += n
	}
	return append(out, ps[begun:])
}

// sumLines writes a sum over several lines, a long one as a sum of sums.
func sumLines(rs [][]piece) []string {
	lines := append(make([]string, 0, len(rs)+2), "(")
	if len(rs) <= longestSum {
		for i, r := range rs {
			lines = append(lines, indent+terms(r, i == 0)+" +")
		}
	} else {
		for len(rs) > 0 {
			n := min(longestSum, len(rs))
			for _, inner := range sumLines(rs[:n]) {
				lines = append(lines, indent+inner)
			}
			lines[len(lines)-1] += " +"
			rs = rs[n:]
		}
	}
	lines[len(lines)-1] = strings.TrimSuffix(lines[len(lines)-1], " +")
	return append(lines, ")")
}
