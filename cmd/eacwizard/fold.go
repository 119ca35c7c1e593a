package main

import (
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/rivo/uniseg"
)

// narrowest is the width below which wrapped text is worse than text that the terminal breaks.
const narrowest = 30

// width is how wide a line on standard output may be: as wide as the terminal, or as one is commonly.
func (p *program) width() int {
	if f := terminal(p.stdout); f != nil {
		if columns, _, err := term.GetSize(f.Fd()); err == nil && columns > 0 {
			return max(columns, narrowest)
		}
	}
	return helpWidth
}

// fold wraps text at blanks to lines of at most width columns, behind lead and as far in as lead is wide. A longer word
// stands alone on a line that is too long: to break a name or a command would make another one of it.
func fold(width int, lead, text string) string {
	var b strings.Builder
	b.WriteString(lead)
	in := uniseg.StringWidth(lead)
	used := in
	for i, word := range strings.Fields(text) {
		n := uniseg.StringWidth(word)
		switch {
		case i == 0:
		case used+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", in))
			used = in
		default:
			b.WriteString(" ")
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}
