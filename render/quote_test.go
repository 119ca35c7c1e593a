package render_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"eacwizard/render"
)

var quotes = []struct{ text, want string }{
	{"", "''"},
	{"Contoso Bank to Office 365", "'Contoso Bank to Office 365'"},
	{"Bob's filter", "'Bob''s filter'"},
	{"'", "''''"},
	{"''", "''''''"},
	{`$(Remove-Item *) $env:PATH "both" ` + "`n", `'$(Remove-Item *) $env:PATH "both" ` + "`n'"},
	{"; } ) ] # | & @' <#", "'; } ) ] # | & @'' <#'"},
	{"Café", "('Caf' + [char]0x00E9)"},
	{"é", "('' + [char]0x00E9)"},
	{"Bob’s", "('Bob' + [char]0x2019 + 's')"},
	{"‘’‚‛“”„", "('' + [char]0x2018 + [char]0x2019 + [char]0x201A + [char]0x201B + [char]0x201C + [char]0x201D + [char]0x201E)"},
	{"en–dash", "('en' + [char]0x2013 + 'dash')"},
	{"😀", "('' + [char]::ConvertFromUtf32(0x1F600))"},
	{"a\u00a0b", "('a' + [char]0x00A0 + 'b')"},
	{"\ufffd", "('' + [char]0xFFFD)"},
}

func TestQuote(t *testing.T) {
	for _, q := range quotes {
		got, err := render.Quote(q.text)
		if err != nil || got != q.want {
			t.Errorf("Quote(%q) = %s, %v; want %s", q.text, got, err, q.want)
		}
	}
}

func TestQuoteRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb":         "the text has the control character U+000A at position 2, which a paste cannot carry; remove it",
		"é\tb":         "the text has the control character U+0009 at position 2, which a paste cannot carry; remove it",
		"\x00":         "the text has the control character U+0000 at position 1, which a paste cannot carry; remove it",
		"ab\u007f":     "the text has the control character U+007F at position 3, which a paste cannot carry; remove it",
		"\u0085":       "the text has the control character U+0085 at position 1, which a paste cannot carry; remove it",
		"x\u2028":      "the text has the separator U+2028 at position 2, which a paste cannot carry; remove it",
		"x\u2029":      "the text has the separator U+2029 at position 2, which a paste cannot carry; remove it",
		"x\xff":        "the text has the byte 0xFF, no valid UTF-8, at position 2, which a paste cannot carry; remove it",
		"\xed\xa0\x80": "the text has the byte 0xED, no valid UTF-8, at position 1, which a paste cannot carry; remove it", // a surrogate
	} {
		got, err := render.Quote(text)
		if err == nil || err.Error() != want {
			t.Errorf("Quote(%q) = %s, %v; want the error %s", text, got, err, want)
		}
	}
}

// evaluated is what PowerShell makes of an expression.
func evaluated(t *testing.T, expr string) any {
	t.Helper()
	n, err := readExpression(expr)
	if err != nil {
		t.Fatalf("%s: %v", expr, err)
	}
	return (&psRunner{}).value(n)
}

func FuzzQuote(f *testing.F) {
	for _, q := range quotes {
		f.Add(q.text)
	}
	f.Add(strings.Repeat("日本語 it's ", 100))
	f.Add("a\nb\u2028\xff")
	f.Fuzz(func(t *testing.T, s string) {
		quoted, err := render.Quote(s)
		refused := !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' })
		if (err != nil) != refused {
			t.Fatalf("Quote(%q): %v", s, err)
		}
		if err != nil {
			return
		}
		if got := evaluated(t, quoted); got != s {
			t.Fatalf("%s is %q, not %q", quoted, got, s)
		}
		// As one of several elements and after a comma it is still one string.
		list, ok := evaluated(t, "@('before', "+quoted+", 'after')").([]any)
		if !ok || len(list) != 3 || list[0] != "before" || list[1] != s || list[2] != "after" {
			t.Fatalf("in an array, %s makes %v", quoted, list)
		}
	})
}
