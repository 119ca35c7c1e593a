package picture

import (
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/cellbuf"
)

// Paper are the colours of a terminal.
type Paper struct {
	ink, back, edge string
	palette         [16]string
}

// The papers, each of whose colours can be read on it.
var (
	Light = Paper{"#1b1a19", "#ffffff", "#c8c6c4", [16]string{
		"#1b1a19", "#a4262c", "#0b6a0b", "#7a5c00", "#0f5fa8", "#7a2f8f", "#006b75", "#5c5a58",
		"#66635f", "#c50f1f", "#107c10", "#7d6000", "#0f5fa8", "#881798", "#006b75", "#1b1a19",
	}}
	Dark = Paper{"#e8e6e3", "#1e1e1e", "#4a4846", [16]string{
		"#1e1e1e", "#f0868a", "#7ccf7c", "#e5c468", "#7ab8f0", "#d59be8", "#67d0d8", "#cfccc8",
		"#9a9793", "#f9999c", "#8ee08e", "#f5d67a", "#8cc6ff", "#e3b0f5", "#7fe3ea", "#ffffff",
	}}
)

// look is how this paper shows a style.
func (p Paper) look(s cellbuf.Style) look {
	l := look{
		ink: p.ink, bold: s.Attrs.Contains(cellbuf.BoldAttr), faint: s.Attrs.Contains(cellbuf.FaintAttr),
		under: s.UlStyle != cellbuf.NoUnderline,
	}
	if s.Fg != nil {
		l.ink = p.colour(s.Fg)
	}
	if s.Bg != nil {
		l.back = p.colour(s.Bg)
	}
	if s.Attrs.Contains(cellbuf.ReverseAttr) {
		back := l.back
		if back == "" {
			back = p.back
		}
		l.ink, l.back = back, l.ink
	}
	return l
}

// colour is one of the 16 that each terminal has its own of, or what the colour itself says.
func (p Paper) colour(c ansi.Color) string {
	switch c := c.(type) {
	case ansi.BasicColor:
		return p.palette[c&15]
	case ansi.IndexedColor:
		if c < 16 {
			return p.palette[c]
		}
	}
	return hex(c)
}
