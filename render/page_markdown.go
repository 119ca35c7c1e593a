package render

import (
	"fmt"
	"strconv"
	"strings"
)

// markdown adds a page in Markdown.
func (p *page) markdown(to []byte) []byte {
	m := markdown{to}
	for _, w := range p.notices {
		m.says("> **")
		m.text(w)
		m.says("**\n\n")
	}
	m.says("# ", p.title, "\n")
	for _, s := range p.sections {
		m.says("\n## ")
		m.prose(s.title)
		m.says("\n")
		for _, n := range s.body {
			m.says("\n")
			m.node(n)
		}
	}
	return m.out
}

// markdown is a text in Markdown. Every text that a page has goes through text, code or fence.
type markdown struct{ out []byte }

func (m *markdown) says(parts ...string) {
	for _, s := range parts {
		m.out = append(m.out, s...)
	}
}

func (m *markdown) text(s string) { m.out = appendMarkdown(m.out, s) }

func (m *markdown) prose(p prose) {
	for _, s := range p {
		switch s.kind {
		case inWords:
			m.text(s.text)
		case inStrong:
			m.says("**")
			m.text(s.text)
			m.says("**")
		case inCode:
			m.code(s.text)
		case inTyped:
			m.says("`", s.text, "`")
		case newLine:
			m.says("<br>")
		}
	}
}

// node writes a node that ends its last line.
func (m *markdown) node(n node) {
	switch n := n.(type) {
	case paragraph:
		m.prose(prose(n))
		m.says("\n")
	case callout:
		m.says("> ")
		m.prose(prose(n))
		m.says("\n")
	case bullets:
		m.points("", n)
	case numbered:
		m.turns(n)
	case grid:
		m.grid(n)
	case listing:
		m.fence("powershell", []byte(n))
	case paths:
		m.paths(n)
	case commands:
		m.blocks(n)
	default:
		panic(fmt.Sprintf("%T has no form in Markdown", n))
	}
}

// blocks has each block in a fence of its own, with the empty line that has to be pasted behind it.
func (m *markdown) blocks(all commands) {
	for i, b := range all.blocks {
		if i > 0 {
			m.says("\n")
		}
		m.says("### ", escapeMarkdown(fmt.Sprintf("Block %d of %d: %s", i+1, len(all.blocks), b.title)), "\n\n")
		m.fence("powershell", all.block(i))
	}
}

func (m *markdown) points(lead string, all []point) {
	for _, p := range all {
		m.says(lead, "- ")
		if p.todo {
			m.says("[ ] ")
		}
		m.prose(p.says)
		m.says("\n")
		m.points(lead+"  ", p.under)
	}
}

func (m *markdown) turns(all []turn) {
	for i, t := range all {
		if i > 0 {
			m.says("\n")
		}
		m.says(strconv.Itoa(i+1), ". ")
		m.prose(t.says)
		m.says("\n")
		if t.then != nil {
			m.says("\n   Go on when: ")
			m.prose(t.then)
			m.says("\n")
		}
	}
}

func (m *markdown) grid(g grid) {
	m.says("|")
	for _, h := range g.head {
		m.says(" ", h, " |")
	}
	m.says("\n|", strings.Repeat(" --- |", len(g.head)), "\n")
	for _, row := range g.rows {
		m.says("|")
		for _, cell := range row {
			m.says(" ")
			m.prose(cell)
			m.says(" |")
		}
		m.says("\n")
	}
}

// paths draws each way as text, and all of them as a diagram of Mermaid.
func (m *markdown) paths(all []way) {
	drawn := newScratch()
	for i, w := range all {
		if i > 0 {
			drawn = append(drawn, "\n\n"...)
		}
		drawn = appendDrawing(drawn, w)
	}
	m.fence("text", drawn)
	m.says("\n")
	drawn = appendMermaid(drawn[:0], all)
	m.fence("mermaid", drawn)
	leave(drawn)
}

// code shows a text as code, where code can show it; where not, as text does.
func (m *markdown) code(s string) {
	if !isCodeMarkdown(s) {
		m.text(s)
		return
	}
	m.says("`", s, "`")
}

func (m *markdown) fence(language string, code []byte) { m.out = appendFence(m.out, language, code) }
