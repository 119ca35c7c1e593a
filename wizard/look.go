package wizard

import (
	"strings"

	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	_ "eacwizard/wizard/quiet"

	"eacwizard/wizard/terminal"
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
	plain, bold, dim, accent, title, hot, mark, good ink
	level                                            [3]ink // by steps.Level
	fault                                            ink
	huh                                              *huh.Theme
	arrows                                           *strings.Replacer // in key hints, to the look's own signs
}

// ink is what a style writes before a line and behind it, worked out once: a frame has a hundred styled stretches.
type ink struct{ open, close string }

func inkOf(s lipgloss.Style) ink {
	const drop = "x"
	open, end, _ := strings.Cut(s.Render(drop), drop)
	return ink{open, end}
}

// Render is the style's own Render for text on one line.
func (i ink) Render(text string) string {
	if text == "" {
		return ""
	}
	return i.open + text + i.close
}

// Themes are the values of Options.Theme.
func Themes() []string { return []string{"auto", "light", "dark", "high-contrast", "mono"} }

// newLook makes the look of a theme. profile Ascii writes no escape code at all.
func newLook(theme string, ascii bool, profile termenv.Profile) *look {
	r := lipgloss.NewRenderer(nil)
	r.SetColorProfile(profile)
	s := r.NewStyle()
	bold := s.Bold(true)
	l := &look{g: unicodeGlyphs, plain: inkOf(s), bold: inkOf(bold), title: inkOf(bold), hot: inkOf(s.Reverse(true)), mark: inkOf(bold), good: inkOf(bold)}
	if ascii {
		l.g = asciiGlyphs
	}
	colour := func(c lipgloss.ANSIColor) lipgloss.Style { return s.Foreground(c) }
	dim := colour(8)
	switch theme {
	case "mono":
		dim = s.Faint(true)
		l.accent, l.fault = l.bold, l.bold
		l.level = [3]ink{l.plain, l.bold, l.bold}
	case "high-contrast":
		dim = s
		l.accent, l.fault = inkOf(bold.Underline(true)), inkOf(bold.Reverse(true))
		l.level = [3]ink{l.plain, l.bold, l.fault}
	case "light":
		l.accent, l.fault, l.good = inkOf(colour(4)), inkOf(colour(1).Bold(true)), inkOf(colour(2).Bold(true))
		l.level = [3]ink{inkOf(dim), inkOf(colour(5)), l.fault}
		l.mark = inkOf(colour(4).Bold(true))
	default:
		l.accent, l.fault, l.good = inkOf(colour(12)), inkOf(colour(9).Bold(true)), inkOf(colour(10).Bold(true))
		l.level = [3]ink{inkOf(colour(7)), inkOf(colour(11)), l.fault}
		l.mark = inkOf(colour(14).Bold(true))
	}
	l.dim = inkOf(dim)
	l.arrows = strings.NewReplacer("↑", l.g.up, "↓", l.g.down, "←", l.g.left, "→", l.g.right)
	t := new(huh.Theme) // with what fields draw here and no more: huh's own are tens of kilobytes of styles
	for _, f := range []*huh.FieldStyles{&t.Focused, &t.Blurred} {
		f.Base, f.Title, f.Description = s.Inline(true), s, s // to wrap one row, lipgloss takes a buffer of 4 MB
		f.Option, f.SelectedOption, f.UnselectedOption, f.SelectSelector = s, s, s, s
		f.TextInput.Cursor, f.TextInput.CursorText, f.TextInput.Prompt, f.TextInput.Text = s, s, s, s
		f.TextInput.Placeholder = dim
	}
	l.huh = t
	return l
}

// hang wraps text to width, with lead before its first line and blanks of lead's width before the others. Words wrap at
// spaces alone: a host name is never split unless it is wider than the line.
func hang(lead, text string, width int) []string {
	w := terminal.Columns(lead)
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
	var b strings.Builder
	b.Grow(len(text))
	used := 0
	for word := range strings.FieldsSeq(text) {
		w := terminal.Columns(word)
		if used > 0 && used+1+w > width {
			b.WriteByte('\n')
			used = 0
		}
		for w > width {
			head := cut(word, width, "")
			if at := strings.LastIndexByte(head, ','); at > 0 {
				head = head[:at+1]
			}
			if head == "" {
				break
			}
			b.WriteString(head)
			b.WriteByte('\n')
			word = word[len(head):]
			w = terminal.Columns(word)
		}
		if used > 0 {
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += w
	}
	return b.String()
}

// fit cuts a line that is wider than width, and says so with a sign.
func (l *look) fit(line string, width int) string {
	if terminal.Columns(line) <= width {
		return line
	}
	return cut(line, width, l.g.more)
}

// cut is what fits of a line that is wider than width, with a sign behind it, and every style sequence of the line.
// ansi.Truncate does the same with a buffer of four megabytes.
func cut(line string, width int, sign string) string {
	var b strings.Builder
	room, state := max(width, 0)-terminal.Columns(sign), byte(0)
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
	return line + strings.Repeat(" ", max(0, width-terminal.Columns(line)))
}

func styled(s ink, lines []string) []string {
	for i := range lines {
		lines[i] = s.Render(lines[i])
	}
	return lines
}
