package render_test

import (
	"os/exec"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"eacwizard/render"
)

// hostileTexts are what somebody could put into a TXT record.
var hostileTexts = []string{
	"", " ", "'", "''", `"`, `\`, `\\`, `\"`, `\'`, `a\010b`, `\092`, `\.`, "trailing \\",
	"; a comment", "$(reboot)", "`reboot`", "${HOME}", "$HOME", "!!", "*", "~", "-all", "--value", "@file", "&& reboot", "| sh", "> /etc/passwd", "#", "a b  c",
	"Café ‘quoted’ “twice” 😀", "\u202etxt", "{0} <x> %s %d", "( ) { }", "\" \"", "v=DMARC1; p=none; rua=mailto:a@b.example",
	strings.Repeat("x", 254), strings.Repeat("x", 255), strings.Repeat("x", 256), strings.Repeat("é", 128), strings.Repeat(`"\`, 300), strings.Repeat(" ", 511),
}

// unwritable reports whether no document may take the text.
func unwritable(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' })
}

func FuzzZoneQuote(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Add("any octets \x00\n\r\xff")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<14 {
			return
		}
		records := readZones(t, "$ORIGIN contoso.com.\n@ 60 IN TXT "+render.ZoneQuote(s)+"\nafter 60 IN TXT \"x\"\n")
		if len(records) != 2 || records[0].Value != s || records[1].Value != "x" {
			t.Fatalf("%q is read as %+v", s, records)
		}
	})
}

func FuzzRoute53Quote(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Add("any octets \x00\n\r\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := readRoute53(render.Route53Quote(s))
		if err != nil || got != s {
			t.Fatalf("%s is read as %q, %v, not as %q", render.Route53Quote(s), got, err, s)
		}
	})
}

func FuzzShellQuote(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Add("a\nb")
	f.Add("\xff")
	f.Fuzz(func(t *testing.T, s string) {
		quoted, err := render.ShellQuote(s)
		if (err != nil) != unwritable(s) {
			t.Fatalf("ShellQuote(%q): %v", s, err)
		}
		if err != nil {
			return
		}
		for _, line := range []string{quoted, "before " + quoted + " after", "--value=" + quoted} {
			words, err := shellWords(line)
			at := map[int]int{1: 0, 3: 1}[len(words)]
			if err != nil || len(words) != 1 && len(words) != 3 || strings.TrimPrefix(words[at], map[bool]string{true: "--value="}[strings.HasPrefix(line, "--value=")]) != s {
				t.Fatalf("%s is the words %q, %v", line, words, err)
			}
		}
	})
}

// TestShellsReadQuotedWords asks the shells themselves.
func TestShellsReadQuotedWords(t *testing.T) {
	var script, want strings.Builder
	for _, s := range hostileTexts {
		quoted, err := render.ShellQuote(s)
		if err != nil {
			t.Fatal(err)
		}
		script.WriteString("printf '%s\\0' " + quoted + " --value=" + quoted + "\n")
		want.WriteString(s + "\x00--value=" + s + "\x00")
	}
	asked := 0
	for _, shell := range []string{"bash", "dash", "zsh", "ksh"} {
		path, err := exec.LookPath(shell)
		if err != nil {
			continue
		}
		asked++
		cmd := exec.Command(path)
		cmd.Stdin = strings.NewReader(script.String())
		if out, err := cmd.CombinedOutput(); err != nil || string(out) != want.String() {
			t.Errorf("%s: %v\n%q", shell, err, out)
		}
	}
	if asked == 0 {
		t.Skip("no shell on PATH: none was asked")
	}
}

func TestCharacterStrings(t *testing.T) {
	for _, s := range hostileTexts {
		parts := render.CharacterStrings(s)
		if strings.Join(parts, "") != s {
			t.Errorf("%q becomes %q", s, parts)
		}
		for i, p := range parts {
			if len(p) > 255 || i < len(parts)-1 && len(p) < 255 {
				t.Errorf("%q has a string of %d octets", s, len(p))
			}
		}
	}
}
