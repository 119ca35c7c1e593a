package wizard

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// styledAnyhow makes a row as they are drawn of any text: in place of what cannot be drawn it has styles.
func styledAnyhow(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case !unicode.IsControl(r) && r != utf8.RuneError:
			b.WriteRune(r)
		case i%2 == 0:
			b.WriteString("\x1b[1;94m")
		default:
			b.WriteString("\x1b[0m")
		}
	}
	return b.String()
}

// FuzzCut holds cut against what it stands in for.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"", "plain words", "\x00bold\x00 and \x01blue\x01", "界界界", "e\u0301e\u0301", "👩\u200d🚀 up", "\x00two\x01words\x02"} {
		f.Add(s, 3)
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		s = styledAnyhow(s)
		if width < 0 || ansi.StringWidth(s) <= width {
			t.Skip("fit cuts nothing there")
		}
		for _, sign := range []string{"", "…", ">>"} {
			got := cut(s, width, sign)
			if ansi.StringWidth(got) > width {
				t.Errorf("cut(%q, %d, %q) is %q, too wide", s, width, sign, got)
			}
			if want := ansi.Truncate(s, width, sign); got != want {
				t.Errorf("cut(%q, %d, %q) is %q, want %q", s, width, sign, got, want)
			}
		}
	})
}

// TestInkIsTheStyle holds styles against what lipgloss makes of them. It underlines every letter by itself, which looks
// the same.
func TestInkIsTheStyle(t *testing.T) {
	for _, profile := range []termenv.Profile{termenv.Ascii, termenv.ANSI, termenv.ANSI256, termenv.TrueColor} {
		r := lipgloss.NewRenderer(nil)
		r.SetColorProfile(profile)
		s := r.NewStyle()
		for _, style := range []lipgloss.Style{
			s, s.Bold(true), s.Faint(true), s.Reverse(true), s.Bold(true).Reverse(true),
			s.Foreground(lipgloss.ANSIColor(8)), s.Foreground(lipgloss.ANSIColor(12)).Bold(true),
		} {
			for _, text := range []string{" ", "one", " two words ", "界 é"} {
				if got, want := inkOf(style).Render(text), style.Render(text); got != want {
					t.Errorf("%v: %q, and lipgloss makes %q", profile, got, want)
				}
			}
		}
	}
}
