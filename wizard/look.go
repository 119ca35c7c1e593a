package wizard

import (
	"strings"

	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	_ "eacwizard/wizard/quiet"
)

// glyphs: every state has its own sign, so that colour is never the only one.
type glyphs struct {
	on, off, shutOn, shutOff     string // radio button
	tick, blank, shutTick, shutB string // check box
	done, here, later, amiss     string // rail
	line, rule, focus, bar, bin  string
	up, down, left, right, more  string
	good, danger                 string
	moved, drop, arrow, doubt    string
	full                         string // of a bar
}

var unicodeGlyphs = glyphs{
	"◉", "○", "◍", "◌",
	"☑", "☐", "▣", "▢",
	"✔", "●", "○", "✗",
	"│", "─", "❯", "▏", "✕",
	"↑", "↓", "‹", "›", "…",
	"✔", "!!",
	"◆", "▾", "→", "!",
	"━",
}

var asciiGlyphs = glyphs{
	"(*)", "( )", "{*}", "{ }",
	"[x]", "[ ]", "{x}", "{ }",
	"x", "*", "o", "!",
	"|", "-", ">", "|", "x",
	"^", "v", "<", ">", "~",
	"*", "!!",
	"#", "v", "->", "?",
	"=",
}

// look is how everything is drawn. It is built once and handed down; nothing builds a style while drawing.
type look struct {
	g                                                glyphs
	plain, bold, dim, accent, title, hot, mark, good lipgloss.Style
	level                                            [3]lipgloss.Style // by steps.Level
	fault                                            lipgloss.Style
	huh                                              *huh.Theme
	arrows                                           *strings.Replacer // in key hints, to the look's own signs
}

// Themes are the values of Options.Theme.
func Themes() []string { return []string{"auto", "light", "dark", "high-contrast", "mono"} }

// newLook makes the look of a theme. profile Ascii writes no escape code at all.
func newLook(theme string, ascii bool, profile termenv.Profile) *look {
	r := lipgloss.NewRenderer(nil)
	r.SetColorProfile(profile)
	s := r.NewStyle()
	l := &look{g: unicodeGlyphs, plain: s, bold: s.Bold(true), title: s.Bold(true), hot: s.Reverse(true), mark: s.Bold(true), good: s.Bold(true)}
	if ascii {
		l.g = asciiGlyphs
	}
	colour := func(c lipgloss.ANSIColor) lipgloss.Style { return s.Foreground(c) }
	switch theme {
	case "mono":
		l.dim, l.accent, l.fault = s.Faint(true), s.Bold(true), s.Bold(true)
		l.level = [3]lipgloss.Style{s, s.Bold(true), s.Bold(true)}
	case "high-contrast":
		l.dim, l.accent, l.fault = s, s.Bold(true).Underline(true), s.Bold(true).Reverse(true)
		l.level = [3]lipgloss.Style{s, s.Bold(true), s.Bold(true).Reverse(true)}
	case "light":
		l.dim, l.accent, l.fault, l.good = colour(8), colour(4), colour(1).Bold(true), colour(2).Bold(true)
		l.level = [3]lipgloss.Style{colour(8), colour(5), colour(1).Bold(true)}
		l.mark = s.Bold(true).Foreground(lipgloss.ANSIColor(4))
	default:
		l.dim, l.accent, l.fault, l.good = colour(8), colour(12), colour(9).Bold(true), colour(10).Bold(true)
		l.level = [3]lipgloss.Style{colour(7), colour(11), colour(9).Bold(true)}
		l.mark = s.Bold(true).Foreground(lipgloss.ANSIColor(14))
	}
	l.arrows = strings.NewReplacer("↑", l.g.up, "↓", l.g.down, "←", l.g.left, "→", l.g.right)
	t := huh.ThemeBase()
	for _, f := range []*huh.FieldStyles{&t.Focused, &t.Blurred} {
		f.Base, f.Title, f.Description = s, s, s
		f.Option, f.SelectedOption, f.UnselectedOption, f.SelectSelector = s, s, s, s
		f.TextInput.Cursor, f.TextInput.CursorText, f.TextInput.Prompt, f.TextInput.Text = s, s, s, s
		f.TextInput.Placeholder = l.dim
	}
	l.huh = t
	return l
}

// hang wraps text to width, with lead before its first line and blanks of lead's width before the others. Words wrap at
// spaces alone: a host name is never split unless it is wider than the line.
func hang(lead, text string, width int) []string {
	w := ansi.StringWidth(lead)
	lines := strings.Split(wrap(text, max(width-w, 8)), "\n")
	pad := strings.Repeat(" ", w)
	for i := range lines {
		if i == 0 {
			lines[i] = lead + lines[i]
		} else {
			lines[i] = pad + lines[i]
		}
	}
	return lines
}

// wrap breaks text at spaces, and inside a word only where it does not fit a line of its own, after a comma if there is one.
func wrap(text string, width int) string {
	var lines []string
	line, used := "", 0
	flush := func() { lines, line, used = append(lines, line), "", 0 }
	for _, word := range strings.Fields(text) {
		w := ansi.StringWidth(word)
		if used > 0 && used+1+w > width {
			flush()
		}
		for w > width {
			head := cut(word, width, "")
			if at := strings.LastIndexByte(head, ','); at > 0 {
				head = head[:at+1]
			}
			if head == "" {
				break
			}
			lines = append(lines, head)
			word = word[len(head):]
			w = ansi.StringWidth(word)
		}
		if used > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+w
	}
	flush()
	return strings.Join(lines, "\n")
}

// fit cuts a line that is wider than width, and says so with a sign.
func (l *look) fit(line string, width int) string {
	if ansi.StringWidth(line) <= width {
		return line
	}
	return cut(line, width, l.g.more)
}

// cut is what fits of a line that is wider than width, with a sign behind it, and every style sequence of the line.
// ansi.Truncate does the same with a buffer of four megabytes.
func cut(line string, width int, sign string) string {
	var b strings.Builder
	room, state := max(width, 0)-ansi.StringWidth(sign), byte(0)
	if room < 0 {
		return ""
	}
	for full := false; line != ""; {
		sequence, w, n, next := ansi.DecodeSequence(line, state, nil)
		switch {
		case !full && w <= room, w == 0 && sequence[0] == '\x1b':
			b.WriteString(sequence)
			room -= w
		case !full:
			b.WriteString(sign)
			full = true
		}
		line, state = line[n:], next
	}
	return b.String()
}

// pad fills a line with blanks up to width.
func pad(line string, width int) string {
	return line + strings.Repeat(" ", max(0, width-ansi.StringWidth(line)))
}

func styled(s lipgloss.Style, lines []string) []string {
	for i := range lines {
		lines[i] = s.Render(lines[i])
	}
	return lines
}
