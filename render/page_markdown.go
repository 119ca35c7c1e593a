package render

import (
	"fmt"
	"strconv"
	"strings"
)

// markdown adds a page in Markdown.
func (p *page) markdown(to []byte) []byte {
	m := markdown{out: to}
	for _, w := range p.notices {
		m.says("> **")
		m.text(w)
		m.says("**\n\n")
	}
	m.says("# ", p.title, "\n")
	for _, s := range p.sections {
		m.pageReader = pageReader{s.on, s.at}
		m.says("\n## ")
		m.text(m.next())
		m.says("\n")
		for m.kind() != aHeading {
			m.says("\n")
			m.token()
		}
	}
	return m.out
}

// markdown is a text in Markdown. Every text that a page has goes through text, code or fence.
type markdown struct {
	pageReader
	out []byte
}

func (m *markdown) says(parts ...string) {
	for _, s := range parts {
		m.out = append(m.out, s...)
	}
}

func (m *markdown) text(s string) { m.out = appendMarkdown(m.out, s) }

// prose writes the texts that come next.
func (m *markdown) prose() {
	for {
		switch m.kind() {
		case inWords:
			m.text(m.next())
		case inStrong:
			m.says("**")
			m.text(m.next())
			m.says("**")
		case inCode:
			m.code(m.next())
		case inTyped:
			m.says("`", m.next(), "`")
		case newLine:
			m.next()
			m.says("<br>")
		default:
			return
		}
	}
}

// token writes what comes next, and what is in it. It ends its last line.
func (m *markdown) token() {
	switch kind := m.kind(); kind {
	case aParagraph, aCallout:
		m.next()
		if kind == aCallout {
			m.says("> ")
		}
		m.prose()
		m.says("\n")
	case aList, aTodoList:
		m.points(0)
	case aTurn:
		m.turns()
	case aGrid:
		m.grid()
	case aListing:
		m.fence("powershell", []byte(m.next()))
	case aNode:
		m.node(m.nextNode())
	default:
		panic(fmt.Sprintf("a token of the kind %d has no form in Markdown", kind))
	}
}

func (m *markdown) node(n node) {
	switch n := n.(type) {
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
	of := strconv.Itoa(len(all.blocks))
	for i, b := range all.blocks {
		if i > 0 {
			m.says("\n")
		}
		m.says("### Block ", strconv.Itoa(i+1), " of ", of, ": ")
		m.text(b.title)
		m.says("\n\n")
		m.fence("powershell", all.block(i))
	}
}

// points writes a list that is so many levels below another.
func (m *markdown) points(level int) {
	box := ""
	if m.kind() == aTodoList {
		box = "[ ] "
	}
	for m.next(); m.kind() != anEnd; {
		m.next()
		for range level {
			m.says("  ")
		}
		m.says("- ", box)
		m.prose()
		m.says("\n")
		if m.kind() == aList {
			m.points(level + 1)
		}
	}
	m.next()
}

func (m *markdown) turns() {
	for n := 1; m.kind() == aTurn; n++ {
		if m.next(); n > 1 {
			m.says("\n")
		}
		m.says(strconv.Itoa(n), ". ")
		m.prose()
		m.says("\n")
		if m.kind() == aCondition {
			m.next()
			m.says("\n   Go on when: ")
			m.prose()
			m.says("\n")
		}
	}
}

func (m *markdown) grid() {
	m.next()
	m.says("|")
	columns := 0
	for ; m.kind() == aHead; columns++ {
		m.says(" ", m.next(), " |")
	}
	m.says("\n|", strings.Repeat(" --- |", columns), "\n")
	for m.kind() == aRow {
		m.next()
		m.says("|")
		for m.kind() == aCell {
			m.next()
			m.says(" ")
			m.prose()
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
