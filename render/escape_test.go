package render

import (
	"strings"
	"testing"
)

func escapeMarkdown(s string) string { return string(appendMarkdown(nil, s)) }

func TestEscapeMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"":                                  "",
		"Contoso Bank to Office 365":        "Contoso Bank to Office 365",
		"*.contoso.com":                     `\*.contoso.com`,
		"four*and five* then*six ab*c**":    `four\*and five\* then\*six ab\*c\*\*`,
		"a|b":                               "a&#124;b",
		`a\|b`:                              `a\\&#124;b`,
		"`x`":                               "\\`x\\`",
		"<script>&amp;":                     `\<script\>\&amp;`,
		"[x](http://evil.example)":          `\[x\](http\://evil.example)`,
		"WWW.evil.example":                  `WWW\.evil.example`,
		"admin@contoso.com":                 `admin@contoso.com`,
		":bomb: note: fine":                 `:bomb: note: fine`,
		"\u202eleft\u2028line\n":            `\<U+202E\>left\<U+2028\>line\<U+000A\>`,
		"$x^2$ ~~no~~ _so_ #1 !x {y}":       `\$x\^2\$ \~\~no\~\~ \_so\_ \#1 \!x \{y\}`,
		"family \U0001F469\u200D\U0001F467": "family \U0001F469\u200D\U0001F467",
	} {
		if got := escapeMarkdown(text); got != want {
			t.Errorf("escapeMarkdown(%q) = %q, want %q", text, got, want)
		}
	}
}

// shows reads a line as CommonMark and GitHub's tables do, and gives what is shown. It reports false where anything in
// it would be markup.
func shows(line string) (string, bool) {
	const special = "\\`*_{}[]<>#&~^$!|"
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		rest := line[i:]
		switch {
		case strings.HasPrefix(rest, "&#124;"):
			b.WriteByte('|')
			i += len("&#124;") - 1
		case rest[0] == '\\' && len(rest) > 1 && strings.IndexByte(special+":.", rest[1]) >= 0:
			b.WriteByte(rest[1])
			i++
		case strings.IndexByte(special, rest[0]) >= 0, rest[0] < 0x20:
			return "", false
		case strings.HasPrefix(rest, "://"), strings.HasPrefix(strings.ToLower(rest), "www."):
			return "", false
		default:
			b.WriteByte(rest[0])
		}
	}
	return b.String(), true
}

func FuzzEscapeMarkdown(f *testing.F) {
	f.Add("plain")
	f.Add("`|\\` *a* _b_ [c](d) <e> &f; #g ~~h~~ $i$ @j :k: www.l.m http://n ![o]")
	f.Add("\\|\\\\|\u202e\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := shows(escapeMarkdown(s))
		if !ok || got != visible(s) {
			t.Errorf("%q is escaped as %q, which shows %q", s, escapeMarkdown(s), got)
		}
		var m markdown
		m.code(s)
		if code := string(m.out); strings.HasPrefix(code, "`") {
			if inner := strings.Trim(code, "`"); inner != s || strings.ContainsAny(inner, "|`\\\n") || strings.TrimSpace(s) != s || s == "" {
				t.Errorf("%q as code is %q", s, code)
			}
		} else if code != escapeMarkdown(s) {
			t.Errorf("%q as code is %q", s, code)
		}
		lines := strings.Split(string(appendFence(nil, "", []byte(s))), "\n")
		bar := lines[0]
		for _, line := range lines[1 : len(lines)-2] {
			if strings.HasPrefix(strings.TrimLeft(line, " "), bar) {
				t.Errorf("%q closes its own fence", s)
			}
		}
		if lines[len(lines)-2] != bar {
			t.Errorf("the fence around %q is not closed", s)
		}
	})
}
