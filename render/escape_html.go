package render

import "math/bits"

// appendHTML writes a text so that HTML shows it as it is. Whatever s holds, no < > or quotation mark is in the result, and
// no & but that of a character reference. Read by an HTML parser as the content of an element that holds text, or as the
// value of an attribute in quotation marks, it is exactly visible(s), and ends neither of them.
func appendHTML(to []byte, s string) []byte {
	if n := plainHTML(s); n < len(s) {
		return appendReferences(to, visible(s))
	}
	return append(to, s...)
}

// appendHTMLLines is appendHTML for lines of code: the line feeds stay.
func appendHTMLLines[T string | []byte](to []byte, code T) []byte {
	for len(code) > 0 {
		n := plainHTML(code)
		to, code = append(to, code[:n]...), code[n:]
		switch {
		case len(code) == 0:
		case code[0] == '\'':
			to, code = append(to, "&#39;"...), code[1:]
		case len(code) > 1 && code[0] == '\r' && code[1] == '\n':
			to, code = append(to, '\n'), code[2:]
		case htmlReferences[code[0]] != "":
			to, code = append(to, htmlReferences[code[0]]...), code[1:]
		case code[0] == '\n':
			to, code = append(to, '\n'), code[1:]
		default: // up to the end of the line: what hides in it may be several bytes
			end := 1
			for end < len(code) && code[end] != '\n' {
				end++
			}
			line := code[:end]
			if end > 1 && end < len(code) && line[end-1] == '\r' {
				line = line[:end-1]
			}
			to, code = appendHTML(to, string(line)), code[end:]
		}
	}
	return to
}

// plainHTML is how many bytes at the beginning of s stand for themselves.
func plainHTML[T string | []byte](s T) int {
	n := 0
	const ones = 0x0101010101010101
	for ; n+8 <= len(s); n += 8 {
		t := s[n : n+8]
		eight := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		// A byte's high bit is set where isPrintable would say so, and where subtracting one from what is left of a sign
		// borrows: < and > differ in one bit, and so do & and an apostrophe. The lowest one that is set is right.
		angle, and, quote := eight&^(2*ones)^'<'*ones, eight&^ones^'&'*ones, eight^'"'*ones
		if odd := (eight | (eight + ones) | (eight - ' '*ones) | (angle-ones)&^angle | (and-ones)&^and | (quote-ones)&^quote) & (0x80 * ones); odd != 0 {
			return n + bits.TrailingZeros64(odd)/8
		}
	}
	for n < len(s) && standsInHTML[s[n]] {
		n++
	}
	return n
}

// appendReferences adds a text with references for the characters that mean something in HTML.
func appendReferences[T string | []byte](to []byte, s T) []byte {
	from := 0
	for i := range len(s) {
		if by := htmlReferences[s[i]]; by != "" {
			to = append(append(to, s[from:i]...), by...)
			from = i + 1
		}
	}
	return append(to, s[from:]...)
}

var htmlReferences = [256]string{'<': "&lt;", '>': "&gt;", '&': "&amp;", '"': "&#34;", '\'': "&#39;"}

// standsInHTML are the bytes that a terminal prints and that mean nothing in HTML.
var standsInHTML = func() (is [256]bool) {
	for c := ' '; c <= '~'; c++ {
		is[c] = htmlReferences[c] == ""
	}
	return is
}()
