package render

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonWriter writes JSON member by member, each on a line of its own and indented by two spaces, as encoding/json does.
type jsonWriter struct {
	out   []byte
	depth int
	// compact leaves out the lines, and writes <, > and & as escapes, as json.Marshal does.
	compact bool
}

// open begins an object or an array.
func (w *jsonWriter) open(bracket byte) {
	w.out = append(w.out, bracket)
	w.depth++
}

// close ends it.
func (w *jsonWriter) close(bracket byte) {
	w.depth--
	if w.out[len(w.out)-1] != bracket-2 { // '[' and '{' come two before their other halves
		w.line()
	}
	w.out = append(w.out, bracket)
}

// next begins an item of an array.
func (w *jsonWriter) next() {
	if last := w.out[len(w.out)-1]; last != '{' && last != '[' {
		w.out = append(w.out, ',')
	}
	w.line()
}

func (w *jsonWriter) line() {
	if !w.compact {
		// Twelve levels are twice as many as any document has.
		const deepest = "\n                        "
		w.out = append(w.out, deepest[:1+2*w.depth]...)
	}
}

// name begins a member of an object whose name is ours: letters, digits and hyphens.
func (w *jsonWriter) name(name string) {
	w.next()
	w.out = append(append(append(w.out, '"'), name...), '"')
	w.colon()
}

// key begins a member with any name.
func (w *jsonWriter) key(name string) {
	w.next()
	w.string(name)
	w.colon()
}

func (w *jsonWriter) colon() {
	if w.out = append(w.out, ':'); !w.compact {
		w.out = append(w.out, ' ')
	}
}

func (w *jsonWriter) raw(json string) { w.out = append(w.out, json...) }

func (w *jsonWriter) text(name, value string) {
	w.name(name)
	w.string(value)
}

func (w *jsonWriter) textIfAny(name, value string) {
	if value != "" {
		w.text(name, value)
	}
}

func (w *jsonWriter) texts(name string, values []string) {
	w.name(name)
	w.array(values)
}

func (w *jsonWriter) array(values []string) {
	w.open('[')
	for _, v := range values {
		w.next()
		w.string(v)
	}
	w.close(']')
}

func (w *jsonWriter) number(name string, value int) {
	w.name(name)
	w.out = strconv.AppendInt(w.out, int64(value), 10)
}

func (w *jsonWriter) yes(name string, value bool) {
	w.name(name)
	if value {
		w.raw("true")
	} else {
		w.raw("false")
	}
}

// string writes a text as encoding/json does. Characters that would turn the direction of a line, or hide, stand as
// escapes, except in a compact text, which nobody reads.
func (w *jsonWriter) string(s string) {
	w.out = append(w.out, '"')
	w.escaped(s)
	w.out = append(w.out, '"')
}

// escaped is what stands between the quotes.
func (w *jsonWriter) escaped(s string) {
	if !w.compact && isPrintable(s) && strings.IndexByte(s, '"') < 0 && strings.IndexByte(s, '\\') < 0 {
		w.out = append(w.out, s...)
		return
	}
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if standsInJSON[c] {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			escape := c == '"' || c == '\\' || c < ' ' || w.compact && (c == '<' || c == '>' || c == '&')
			if i++; escape {
				w.out = appendJSONEscape(append(w.out, s[done:i-1]...), c)
				done = i
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			w.out = append(append(w.out, s[done:i]...), `\ufffd`...)
			done = i + size
		case r == '\u2028' || r == '\u2029' || !w.compact && unicode.Is(unicode.Cf, r):
			w.out = appendUnits(append(w.out, s[done:i]...), r)
			done = i + size
		}
		i += size
	}
	w.out = append(w.out, s[done:]...)
}

// standsInJSON are the bytes that stand for themselves in every text.
var standsInJSON = func() (is [256]bool) {
	for c := byte(' '); c < utf8.RuneSelf; c++ {
		is[c] = strings.IndexByte(`"\<>&`, c) < 0
	}
	return is
}()

func appendJSONEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	}
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&0xF])
}

// appendUnits adds a character as JSON's escapes.
func appendUnits(dst []byte, r rune) []byte {
	for _, unit := range utf16.AppendRune(nil, r) {
		dst = fmt.Appendf(dst, `\u%04x`, unit)
	}
	return dst
}
