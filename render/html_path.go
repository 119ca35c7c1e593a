package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// The measures of a drawing, in pixels of SVG.
const (
	pathWidth  = 440
	stopMargin = 14 // beside the words in a stop
	stopSize   = 15 // of letters
	stopLine   = 20 // from one line to the next
	wireX      = 30
	wireLabel  = 50 // where the words beside an arrow begin
	wireSize   = 13
	wireLine   = 18
	leastWire  = 34
)

// paths draws each way as a picture, stop below stop.
func (h *htmlWriter) paths(all []way) {
	h.markup(`<div class="paths">`, "\n")
	for _, w := range all {
		h.drawn++
		h.way(w, "way-"+strconv.Itoa(h.drawn))
	}
	h.markup("</div>\n")
}

func (h *htmlWriter) way(w way, id string) {
	p := pathWriter{htmlWriter: htmlWriter{out: newScratch()}}
	for i, l := range w.legs {
		if i > 0 {
			p.wire(l)
		}
		p.stop(l)
	}
	h.markup("<figure>\n<figcaption>")
	h.text(w.title)
	h.markup("</figcaption>\n", `<svg viewBox="0 0 `)
	h.number(pathWidth)
	h.markup(" ")
	h.number(p.y + 1)
	h.markup(`" role="group" aria-labelledby="`, id, `-title" aria-describedby="`, id, `-desc">`, "\n", `<title id="`, id, `-title">`)
	h.text(w.title)
	h.markup(`</title><desc id="`, id, `-desc">`)
	for i, l := range w.legs {
		if i > 0 {
			h.markup(", then ")
		}
		h.text(l.to)
		if l.by != "" {
			h.markup(" by ")
			h.text(l.by)
		}
		if l.tls != "" {
			h.markup(" over ")
			h.text(l.tls)
		}
	}
	h.markup("</desc>\n")
	h.out = append(h.out, p.htmlWriter.out...)
	leave(p.htmlWriter.out)
	h.markup("</svg>\n</figure>\n")
}

// pathWriter draws a way downwards, from y on.
type pathWriter struct {
	htmlWriter
	y int
}

// stop is where a message arrives: a box with its name.
func (p *pathWriter) stop(l leg) {
	class := "stop"
	if l.to == exchangeOnlineStop {
		class = "stop here"
	}
	var few [4]string
	lines := appendInk(few[:0], l.to, pathWidth-2*stopMargin-2, stopSize)
	height := len(lines)*stopLine + 16
	p.markup(`<rect class="`, class, `" x="1"`)
	p.attribute("y", p.y+1)
	p.attribute("width", pathWidth-2)
	p.attribute("height", height)
	p.markup(` rx="6"/>`, "\n")
	for i, line := range lines {
		p.label(class, stopMargin+1, p.y+1+8+15+i*stopLine, line)
	}
	p.y += height + 1
}

// wire is an arrow to the next stop, with what takes a message there beside it.
func (p *pathWriter) wire(l leg) {
	var few, fewer [4]string
	by, tls := few[:0], fewer[:0]
	const room = pathWidth - wireLabel - 4
	if l.by != "" {
		by = appendInk(by, l.by, room, wireSize)
	}
	if l.tls != "" {
		tls = appendInk(tls, l.tls, room, wireSize)
	}
	height := max(leastWire, (len(by)+len(tls))*wireLine+16)
	end := p.y + height
	p.markup(`<path class="wire" d="`)
	p.to("M", wireX, p.y+1)
	p.to("V", end-6)
	p.markup(`"/>`, "\n", `<path class="head" d="`)
	p.to("M", wireX-6, end-9)
	p.to("L", wireX, end-1)
	p.to("L", wireX+6, end-9)
	p.markup(`z"/>`, "\n")
	y := p.y + 1 + (height-(len(by)+len(tls))*wireLine)/2 + 13
	if l.part != "" {
		p.markup(`<a href="#`, settingsID(l.part), `">`, "\n")
	}
	for _, line := range by {
		p.label("by", wireLabel, y, line)
		y += wireLine
	}
	if l.part != "" {
		p.markup("</a>\n")
	}
	for _, line := range tls {
		p.label("tls", wireLabel, y, line)
		y += wireLine
	}
	p.y = end
}

func (p *pathWriter) label(class string, x, y int, s string) {
	p.markup(`<text class="`, class, `"`)
	p.attribute("x", x)
	p.attribute("y", y)
	p.markup(">")
	p.text(s)
	p.markup("</text>\n")
}

func (p *pathWriter) attribute(name string, n int) {
	p.markup(" ", name, `="`)
	p.number(n)
	p.markup(`"`)
}

// to is a command of a path, with what it takes.
func (p *pathWriter) to(command string, numbers ...int) {
	p.markup(command)
	for i, n := range numbers {
		if i > 0 {
			p.markup(" ")
		}
		p.number(n)
	}
}

// appendInk breaks a text, shown visibly, into lines that are at most width pixels wide in letters of that size, in the
// sans-serif fonts of the usual systems: at spaces and commas where that is possible, then behind dots, then anywhere.
func appendInk(lines []string, s string, width, size int) []string {
	s = visible(s)
	begun, ended, used := 0, 0, 0 // where the line stands in s, and how wide it is
	put := func(piece string) (wide bool) {
		w := ink(piece, size)
		if used > 0 && used+w > width {
			lines = append(lines, strings.TrimRight(s[begun:ended], " "))
			begun, used = ended, 0
		}
		if w > width {
			return true
		}
		ended, used = ended+len(piece), used+w
		return false
	}
	for at, end := 0, 0; at < len(s); at = end {
		end = wordEnd(s, at)
		if !put(s[at:end]) {
			continue
		}
		for part := range strings.SplitAfterSeq(s[at:end], ".") {
			if !put(part) {
				continue
			}
			for g := uniseg.NewGraphemes(part); g.Next(); {
				put(g.Str())
			}
		}
	}
	return append(lines, strings.TrimRight(s[begun:], " "))
}

// ink is how many pixels wide a text can get: more than most fonts take.
func ink(s string, size int) int {
	thousandths := 0
	if isPrintable(s) {
		for i := range len(s) {
			thousandths += inkOf(s[i])
		}
		return thousandths * size / 1000
	}
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if g.Width() > 1 {
			thousandths += 1400
		} else {
			thousandths += inkOf(g.Str()[0])
		}
	}
	return thousandths * size / 1000
}

// inkOf is for a character of one cell, by its first byte.
func inkOf(c byte) int {
	switch c {
	case 'M', 'W', 'm', 'w', '@', '%':
		return 1120
	case 'I', 'f', 'i', 'j', 'l', 't', '.', ',', ':', ';', '\'', '|', '!', ' ':
		return 400
	case '<', '>':
		return 850
	}
	if c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
		return 850
	}
	return 650
}
