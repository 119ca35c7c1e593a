package follow

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Look is how texts are drawn.
type Look struct {
	ASCII bool
	Width int // in columns; 0: 80
}

func (l Look) width() int {
	if l.Width < 40 {
		return 80
	}
	return l.Width
}

// ArrowWidth is how many columns a way takes in a drawing.
const ArrowWidth = 11

// Text is the drawing, one line for each way: those that the message took are drawn strong and have the numbers of its
// hops, and no sign is colour alone.
func (d Drawing) Text(l Look) string {
	widest := 0
	for _, e := range d.Edges {
		widest = max(widest, columns(d.called(e.From, l)))
	}
	var b strings.Builder
	for _, e := range d.Edges {
		from := d.called(e.From, l)
		b.WriteString("  " + from + strings.Repeat(" ", widest-columns(from)) + " " + e.Arrow(l) + " " + d.called(e.To, l) + "\n")
	}
	return b.String()
}

// called is a node's sign and name, cut where two of them and an arrow would not fit.
func (d Drawing) called(p Place, l Look) string {
	for _, n := range d.Nodes {
		if n.Place == p {
			return n.sign(l) + " " + cut(harmless(n.Name), l.width()/2-10, l)
		}
	}
	return string(p)
}

func (n Node) sign(l Look) string {
	switch {
	case l.ASCII && n.Lit:
		return "(*)"
	case l.ASCII:
		return "( )"
	case n.Lit:
		return "●"
	}
	return "○"
}

// Arrow is the way drawn, ArrowWidth columns wide: strong and with the numbers of its hops where the message took it.
func (e Edge) Arrow(l Look) string {
	line, head := "─", "▷"
	switch {
	case e.Loops:
		line, head = "═", "↻"
	case e.Lit() && e.Stopped:
		line, head = "═", "╳"
	case e.Lit():
		line, head = "═", "▶"
	}
	if l.ASCII {
		line, head = "-", ">"
		if e.Lit() {
			line = "="
		}
		switch {
		case e.Loops:
			head = "@"
		case e.Stopped:
			head = "X"
		}
	}
	var steps []string
	for _, s := range e.Steps {
		steps = append(steps, strconv.Itoa(s))
	}
	label := strings.Join(steps, ",")
	const room = ArrowWidth - 1
	if len(label) > room-2 {
		label = steps[0] + ".." + steps[len(steps)-1]
	}
	before := (room - len(label)) / 2
	return strings.Repeat(line, before) + label + strings.Repeat(line, room-len(label)-before) + head
}

// Text is the journey in words: a paragraph for each hop, with each finding, why, and what it rests on.
func (j Journey) Text(l Look) string {
	var b strings.Builder
	for i, h := range j.Hops {
		again := ""
		if h.Again > 0 {
			again = fmt.Sprintf(", as at %d", h.Again)
		}
		fmt.Fprintf(&b, "%d  %s%s\n", i+1, harmless(h.Name), again)
		for _, f := range h.Findings {
			b.WriteString(f.text(l))
		}
		b.WriteString("\n")
	}
	b.WriteString(j.End.text(l))
	return b.String()
}

// RestsOn says how sure a finding is, by which source, and which rule of the catalogue it shows.
func (f Finding) RestsOn() string {
	rests := string(f.Sure)
	if f.Source != "" {
		rests += ", " + f.Source
	}
	if f.Rule != "" {
		rests += ", " + f.Rule
	}
	return rests
}

func (f Finding) text(l Look) string {
	lead := "   " + string(f.Topic) + ": "
	out := wrapped(lead, "     ", f.Says, l)
	if f.Why != "" {
		out += wrapped("     ", "     ", f.Why, l)
	}
	return out + wrapped("     [", "     ", f.RestsOn()+"]", l)
}

// Heading says how a journey ends in a word, and with which code.
func (e End) Heading() string {
	lead := map[EndKind]string{Delivered: "Delivered", Rejected: "Rejected", Deferred: "Deferred", Looping: "Looping"}[e.Kind]
	if e.Code != "" {
		lead += " with " + e.Code
	}
	return lead
}

// Text is the end of a journey on a line or two.
func (e End) text(l Look) string {
	out := wrapped("", "   ", e.Heading()+". "+e.Says, l)
	if e.Text != "" {
		out += wrapped("   ", "   ", "The answer reads like: "+e.Code+" "+e.Text, l)
	}
	if e.Rule != "" {
		out += "   See " + e.Rule + ".\n"
	}
	return out
}

// wrapped breaks a text at blanks.
func wrapped(lead, indent, text string, l Look) string {
	var b strings.Builder
	line, fresh := lead, true
	for _, word := range strings.Fields(harmless(text)) {
		if !fresh && columns(line)+1+columns(word) > l.width() {
			b.WriteString(line + "\n")
			line, fresh = indent, true
		}
		if !fresh {
			line += " "
		}
		line, fresh = line+word, false
	}
	return b.String() + line + "\n"
}

// harmless keeps a user's text from acting on a terminal or turning the direction of what follows.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func columns(s string) int { return len([]rune(s)) }

func cut(s string, most int, l Look) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	dots := "…"
	if l.ASCII {
		dots = "..."
	}
	return string(runes[:most-len([]rune(dots))]) + dots
}
