package wizard

import (
	"strings"

	"eacwizard/wizard/terminal"
)

// The widths at which the screen changes, and the smallest that is drawn.
const (
	minWidth, minHeight = 60, 20
	railWidth           = 28  // the widest rail label and its sign
	railFrom            = 80  // from here up the rail stands on the left; below it is one line
	previewFrom         = 110 // from here up the preview stands on the right
	fewestRows          = 20  // of the body: the frame does not jump between short pages
)

type button struct {
	label string
	hot   bool
}

// frame is one screen: header, rail, body, an optional column on the right, buttons. No row is drawn below the buttons:
// Bubble Tea v1 writes a line feed for every row at every key.
type frame struct {
	header  string
	wide    bool     // the body takes the whole width
	rail    []string // nil: none
	body    []string
	aside   []string // nil: none
	buttons []button
	left    string // beside the buttons, under the rail
	hint    string // behind the buttons
}

// widths are what the terminal's width leaves for the body and the column on the right.
func widths(w int, aside bool) (body, right int) {
	switch {
	case w < railFrom:
		return w, 0
	case w < previewFrom || !aside:
		return w - railWidth, 0
	}
	body = min(66, max(50, (w-railWidth)*55/100))
	return body, w - railWidth - body - 3
}

// bodyRows is how many rows of the body are drawn in a terminal of h rows for so many lines.
func bodyRows(w, h, lines int) int {
	chrome := 4 // header, rule, rule, buttons
	if w < railFrom {
		chrome++ // the rail as one line
	}
	return max(1, min(h-chrome, max(fewestRows, lines)))
}

// draw writes a frame that never exceeds w columns.
func (l *look) draw(f frame, w int) string {
	lines := make([]string, 0, len(f.body)+6)
	line := func(s string) { lines = append(lines, l.fit(s, w)) }
	rule := l.dim.Render(strings.Repeat(l.g.rule, w))
	line(l.bold.Render(f.header))
	line(rule)
	if f.rail != nil && w < railFrom {
		line(f.rail[0])
	}
	bodyWidth, right := widths(w, f.aside != nil)
	for i, s := range f.body {
		if w >= railFrom && !f.wide {
			rail := ""
			if i > 0 && i-1 < len(f.rail) {
				rail = f.rail[i-1]
			}
			s = pad(rail, railWidth) + l.fit(s, bodyWidth)
		}
		if right > 0 {
			s = pad(s, railWidth+bodyWidth) + " " + l.dim.Render(l.g.line)
			if i < len(f.aside) {
				s += " " + l.fit(f.aside[i], right)
			}
		}
		line(strings.TrimRight(s, " "))
	}
	line(rule)
	line(l.buttonRow(f, w))
	return strings.Join(lines, "\n")
}

func (l *look) buttonRow(f frame, w int) string {
	row := ""
	if w >= railFrom {
		row = pad(l.dim.Render(l.signs(f.left)), railWidth)
	}
	for _, b := range f.buttons {
		if s := "[ " + b.label + " ]"; b.hot {
			row += l.accent.Render(l.g.focus) + l.hot.Render(s) + " "
		} else {
			row += " " + s + " "
		}
	}
	hints := []string{l.signs(f.hint)}
	if w < railFrom && f.left != "" {
		hints = append([]string{hints[0] + "  " + l.signs(f.left)}, hints...)
	}
	for at := strings.LastIndex(hints[len(hints)-1], "  "); at > 0; at = strings.LastIndex(hints[len(hints)-1], "  ") {
		hints = append(hints, hints[len(hints)-1][:at])
	}
	for _, hint := range hints { // the longest that fits
		if room := w - terminal.Columns(row) - 2; room >= terminal.Columns(hint) {
			row += "  " + l.dim.Render(hint)
			break
		}
	}
	return strings.TrimRight(row, " ")
}

// signs puts the arrows of a key hint into the look's own signs.
func (l *look) signs(hint string) string { return l.arrows.Replace(hint) }

// view is a window on lines that are more than fit, with a visible mark where there are more.
func (l *look) view(lines []string, top, rows int) []string {
	top = max(0, min(top, len(lines)-rows))
	out := make([]string, min(rows, len(lines)))
	copy(out, lines[top:])
	if top > 0 {
		out[0] = l.dim.Render("  " + l.g.up + " more above")
	}
	if top+rows < len(lines) {
		out[len(out)-1] = l.dim.Render("  " + l.g.down + " more below")
	}
	for len(out) < rows {
		out = append(out, "")
	}
	return out
}

// scrollTo is the window's top that shows lines from to to, moved as little as possible, the marks left out.
func scrollTo(top, from, to, rows, lines int) int {
	if to+1 > top+rows {
		top = to + 1 - rows
	}
	if from-1 < top {
		top = from - 1
	}
	return max(0, min(top, lines-rows))
}
