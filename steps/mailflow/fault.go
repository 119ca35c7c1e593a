package mailflow

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// value is what the types of this package are made of. It is empty where nothing was given.
type value struct{ typed, exchange string }

// String is the value as it was typed, without the white space around it.
func (v value) String() string { return v.typed }

// Exchange is the value as Exchange Online is given it.
func (v value) Exchange() string { return v.exchange }

// IsZero reports whether no value was given.
func (v value) IsZero() bool { return v == value{} }

// slip is what is wrong with a text.
type slip struct {
	rule   string
	why    string
	fix    string  // what to do when none of the offers can stand
	offers []offer // what was probably meant, the likeliest first
}

// offer is a text with its slip undone, and how the sentence goes on after it.
type offer struct {
	values []string
	then   string
}

// parse turns what read finds wrong into a Fault. The fix names a value only if read would take it, so that nobody
// is sent from one error to the next. After the word "write" a fix always names such a value.
func parse[T any](s string, read func(string) (T, *slip)) (T, error) {
	v, wrong := read(strings.TrimSpace(s))
	if wrong == nil {
		return v, nil
	}
	f := &Fault{Value: s, Why: wrong.why, Fix: wrong.fix, Rule: wrong.rule}
	for _, o := range wrong.offers {
		if stands(o.values, read) {
			f.Fix = "write " + Spoken(o.values) + o.then
			f.Offers = o.values
			break
		}
	}
	var none T
	return none, f
}

// stands reports whether all values can be read, and are few enough for a sentence.
func stands[T any](values []string, read func(string) (T, *slip)) bool {
	for _, v := range values {
		if _, wrong := read(v); wrong != nil {
			return false
		}
	}
	return len(values) > 0 && len(values) <= 8
}

// Spoken joins values as a sentence does.
func Spoken(values []string) string {
	last := len(values) - 1
	if last <= 0 {
		return strings.Join(values, "")
	}
	return strings.Join(values[:last], ", ") + " and " + values[last]
}

// unusable is the first character that no value may hold: PowerShell or the service would end the line or lose the
// character there. Positions count characters from 1, the white space around the text left aside.
func unusable(t string) *slip {
	if isPrintable(t) {
		return nil
	}
	at := 0
	for i, r := range t {
		at++
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(t[i:], "\uFFFD"):
			return &slip{rule: "MF703", why: fmt.Sprintf("is not valid UTF-8 at position %d", at), fix: "save the text as UTF-8, or type it again"}
		case r == utf8.RuneError:
			return &slip{rule: "MF703", why: fmt.Sprintf("has U+FFFD at position %d, the sign for a character that got lost", at), fix: "type that character again"}
		case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return &slip{rule: "MF703", why: fmt.Sprintf("has the line break %s at position %d", called(r), at), fix: "keep it on one line"}
		case unicode.IsControl(r):
			return &slip{rule: "MF703", why: fmt.Sprintf("has the control character %s at position %d", called(r), at), fix: "remove it"}
		}
	}
	return nil
}

// hidden is the first invisible character of a text in which nothing may be invisible. The likely value is the text
// without such characters, save where joiners are part of the spelling.
func hidden(t string) *slip {
	if isPrintable(t) {
		return nil
	}
	at := 0
	for _, r := range t {
		at++
		if !invisible(r) {
			continue
		}
		w := &slip{rule: "MF703", why: fmt.Sprintf("has the invisible character %s at position %d", called(r), at), fix: "remove it"}
		if strings.ContainsAny(t, "\u200c\u200d") {
			w.fix = "remove it, or give the name in its xn-- form if the character belongs there"
			return w
		}
		w.offers = []offer{{values: []string{visible(t)}}}
		return w
	}
	return nil
}

// visible is t with its invisible characters dropped, and with plain spaces for invisible ones that separate.
func visible(t string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case !invisible(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, t)
}

// invisible reports whether r cannot be told from nothing, or from a plain space.
func invisible(r rune) bool {
	const brailleBlank = '\u2800'
	if ' ' < r && r <= '~' { // spares nearly every character the tables
		return false
	}
	return r != ' ' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Z, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) || r == brailleBlank
}

// called is how a character is named that cannot be shown.
func called(r rune) string {
	code := fmt.Sprintf("U+%04X", r)
	if name := charNames[r]; name != "" {
		return code + " (" + name + ")"
	}
	return code
}

// charNames has the characters that come along when text is copied from pages, mails and certificate windows.
var charNames = map[rune]string{
	'\t':     "tab",
	'\n':     "line feed",
	'\r':     "carriage return",
	'\u00a0': "no-break space",
	'\u00ad': "soft hyphen",
	'\u200b': "zero width space",
	'\u200c': "zero width non-joiner",
	'\u200d': "zero width joiner",
	'\u200e': "left-to-right mark",
	'\u200f': "right-to-left mark",
	'\u2028': "line separator",
	'\u2029': "paragraph separator",
	'\u2060': "word joiner",
	'\u202a': "left-to-right embedding",
	'\u202b': "right-to-left embedding",
	'\u202c': "pop directional formatting",
	'\u202d': "left-to-right override",
	'\u202e': "right-to-left override",
	'\u2066': "left-to-right isolate",
	'\u2067': "right-to-left isolate",
	'\u2068': "first strong isolate",
	'\u2069': "pop directional isolate",
	'\u3000': "ideographic space",
	'\ufeff': "byte order mark",
}

// quoted is s for a person to read, in double quotes: always one line, of bounded length, and with nothing in it that
// acts on the terminal. A character that cannot be seen stands as \u{200B}, a byte that is no character as \x{FF}.
func quoted(s string) string {
	const most, head, tail = 60, 38, 20
	if len(s) <= most || utf8.RuneCountInString(s) <= most {
		return `"` + shown(s) + `"`
	}
	first, last := 0, len(s)
	for range head {
		_, size := utf8.DecodeRuneInString(s[first:])
		first += size
	}
	for range tail {
		_, size := utf8.DecodeLastRuneInString(s[:last])
		last -= size
	}
	return `"` + shown(s[:first]) + "…" + shown(s[last:]) + `"`
}

// shown is s with an escape for each character that cannot be seen.
func shown(s string) string {
	if isPrintable(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x{%02X}`, s[0])
		case invisible(r) || !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u{%X}`, r)
		default:
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}
