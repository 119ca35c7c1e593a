// Package picture draws what a terminal shows as SVG: text that can be selected and searched, on an exact grid of cells.
// A picture is whole in itself. It names no font of its own and no other file.
package picture

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/cellbuf"
)

// Frame is one screen.
type Frame struct {
	Title string // in the bar above it
	Says  string // what it shows, for who does not see it
	Text  string // lines, with the colours as a terminal takes them
}

// The measures of a picture, in pixels of SVG.
const (
	cellWidth  = 9
	cellHeight = 19
	fontSize   = 15
	baseline   = 14 // of a row, below its top
	margin     = 18 // of the rows within their window
	bar        = 32 // above them
	gap        = 28 // between two windows
	fonts      = "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
)

// SVG draws frames below one another, each in a window of so many columns and of as many rows as it has lines. What is
// beyond the last column is left out.
func SVG(columns int, p Paper, frames ...Frame) []byte {
	var w writer
	width := columns*cellWidth + 2*margin
	height := -gap
	for _, f := range frames {
		height += gap + windowHeight(f)
	}
	w.markup(`<svg xmlns="http://www.w3.org/2000/svg" width="`, itoa(width), `" height="`, itoa(height), `" viewBox="0 0 `, itoa(width), " ", itoa(height), `" font-family="`, fonts, `" font-size="`, itoa(fontSize), `">`, "\n")
	y := 0
	for _, f := range frames {
		w.window(f, columns, y, p)
		y += windowHeight(f) + gap
	}
	w.markup("</svg>\n")
	return w.out
}

func rows(f Frame) int { return strings.Count(f.Text, "\n") + 1 }

func windowHeight(f Frame) int { return bar + rows(f)*cellHeight + 2*margin }

type writer struct{ out []byte }

// markup writes what is SVG already: no text of a frame may be in it.
func (w *writer) markup(parts ...string) {
	for _, s := range parts {
		w.out = append(w.out, s...)
	}
}

func (w *writer) text(s string) { w.out = appendXML(w.out, s) }

// window draws one frame, its top at y.
func (w *writer) window(f Frame, columns, y int, p Paper) {
	width := columns*cellWidth + 2*margin
	w.markup(`<g transform="translate(0 `, itoa(y), `)">`, "\n<title>")
	w.text(f.Title)
	w.markup("</title>\n<desc>")
	w.text(f.Says)
	w.markup("</desc>\n")
	w.markup(`<rect x="0.5" y="0.5" width="`, itoa(width-1), `" height="`, itoa(windowHeight(f)-1), `" rx="8" fill="`, p.back, `" stroke="`, p.edge, `"/>`, "\n")
	w.markup(`<path d="M0.5 `, itoa(bar), "H", itoa(width-1), `" stroke="`, p.edge, `"/>`, "\n")
	for i := range 3 {
		w.markup(`<circle cx="`, itoa(20+18*i), `" cy="16" r="5" fill="`, p.edge, `"/>`, "\n")
	}
	w.markup(`<text x="`, itoa(width-margin), `" y="21" text-anchor="end" font-size="13" fill="`, p.ink, `" fill-opacity="0.65">`)
	w.text(f.Title)
	w.markup("</text>\n")
	buffer := cellbuf.NewBuffer(columns, rows(f))
	cellbuf.SetContent(buffer, f.Text)
	for row := range rows(f) {
		w.row(buffer.Line(row), bar+margin+row*cellHeight, p)
	}
	w.markup("</g>\n")
}

// run is a stretch of cells that one element draws.
type run struct {
	look
	at, cells int
	text      string
	one       bool // every cell holds the same character
}

// look is how a cell is drawn.
type look struct {
	ink, back          string // back is "" for the paper's own
	bold, faint, under bool
}

// row draws a row whose top is at y: first what lies behind the text, then the text in one element, so that a line is
// copied as a line.
func (w *writer) row(line cellbuf.Line, y int, p Paper) {
	runs := runsOf(line, p)
	for _, r := range runs {
		if r.back != "" {
			w.markup(`<rect x="`, itoa(margin+r.at*cellWidth), `" y="`, itoa(y), `" width="`, itoa(r.cells*cellWidth), `" height="`, itoa(cellHeight), `" fill="`, r.back, `"/>`, "\n")
		}
	}
	if len(runs) == 0 {
		return
	}
	w.markup(`<text xml:space="preserve" y="`, itoa(y+baseline), `">`)
	for _, r := range runs {
		w.markup(`<tspan x="`, itoa(margin+r.at*cellWidth), `" textLength="`, itoa(r.cells*cellWidth), `" lengthAdjust="spacingAndGlyphs" fill="`, r.ink, `"`)
		if r.bold {
			w.markup(` font-weight="bold"`)
		}
		if r.faint {
			w.markup(` fill-opacity="0.65"`)
		}
		if r.under {
			w.markup(` text-decoration="underline"`)
		}
		w.markup(">")
		w.text(r.text)
		w.markup("</tspan>")
	}
	w.markup("</text>\n")
}

// runsOf are the runs of a row without the blanks at its end. Characters beyond ASCII may come from another font: each
// stands in a run of its own, or with others of the same, so that none can push its neighbours off the grid.
func runsOf(line cellbuf.Line, p Paper) (out []run) {
	for x, c := range line {
		if c == nil {
			c = &cellbuf.BlankCell
		}
		if c.Width == 0 {
			continue // the second half of a wide character
		}
		next := run{look: p.look(c.Style), at: x, cells: c.Width, text: c.String()}
		next.one = next.text > "~"
		if n := len(out) - 1; n >= 0 && out[n].look == next.look && out[n].one == next.one && (!next.one || strings.HasSuffix(out[n].text, next.text)) {
			out[n].cells, out[n].text = out[n].cells+next.cells, out[n].text+next.text
			continue
		}
		out = append(out, next)
	}
	for n := len(out) - 1; n >= 0 && out[n].back == "" && !out[n].under; n-- {
		kept := strings.TrimRight(out[n].text, " ")
		if kept != "" {
			out[n].cells -= len(out[n].text) - len(kept)
			out[n].text = kept
			break
		}
		out = out[:n]
	}
	return out
}

// hex is a colour in SVG.
func hex(c ansi.Color) string {
	r, g, b, _ := c.RGBA()
	const digits = "0123456789abcdef"
	out := []byte{'#'}
	for _, v := range []uint32{r >> 8, g >> 8, b >> 8} {
		out = append(out, digits[v>>4&15], digits[v&15])
	}
	return string(out)
}

func itoa(n int) string { return strconv.Itoa(n) }
