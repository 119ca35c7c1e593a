package seen

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestHarmless(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"220 mail.contoso.com ESMTP", "220 mail.contoso.com ESMTP"},
		{"\x1b]52;c;aGk=\x07", `\u{001B}]52;c;aGk=\u{0007}`},
		{"a\r\nb\tc", `a\u{000D}\u{000A}b\u{0009}c`},
		{"\u009b31m", `\u{009B}31m`},
		{"\x9b31m\xff", `\x{9B}31m\x{FF}`},
		{"safe\u202eexe.txt", `safe\u{202E}exe.txt`},
		{"a\u200bb\u2028c", `a\u{200B}b\u{2028}c`},
		{"Müller GmbH", "Müller GmbH"},
		{"Mu\u0308ller", `Mu\u{0308}ller`},
		{"שלום", `\u{05E9}\u{05DC}\u{05D5}\u{05DD}`},
		{"", ""},
	} {
		if got := Line(test.text); got != test.want {
			t.Errorf("Line(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestHarmlessCutsAtTheLimit(t *testing.T) {
	for _, test := range []struct {
		text  string
		limit int
		want  string
	}{
		{"abcd", 4, "abcd"},
		{"abcde", 4, "abc…"},
		{"ab\x00", 4, "ab…"},
		{"abc…", 4, "abc…"},
	} {
		if got := Harmless(test.text, test.limit); got != test.want {
			t.Errorf("Harmless(%q, %d) = %q, want %q", test.text, test.limit, got, test.want)
		}
	}
}

func FuzzHarmless(f *testing.F) {
	f.Add("250-STARTTLS\x1b[2J", uint(20))
	f.Add("\xff\u202e\u009b", uint(3))
	f.Add(strings.Repeat("\x00", 500), uint(LineLimit))
	f.Fuzz(func(t *testing.T, text string, size uint) {
		limit := int(size%LineLimit) + 1
		got := Harmless(text, limit)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is no UTF-8", got)
		}
		if n := utf8.RuneCountInString(got); n > limit {
			t.Errorf("%d characters, over the limit of %d", n, limit)
		}
		for _, r := range got {
			if r > unicode.MaxASCII && r != ellipsis && !unicode.IsLetter(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.M, unicode.Bidi_Control) {
				t.Errorf("%q came through in %q", r, got)
			}
		}
		if again := Harmless(got, limit); again != got {
			t.Errorf("a second time made %q of %q", again, got)
		}
	})
}
