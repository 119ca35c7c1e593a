package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strconv"
	"sync"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// htmlStyle is all there is to the look of a page. It names no other file.
//
//go:embed html.css
var htmlStyle string

// htmlHead stands before the title. The policy allows the page its own style, and nothing else from anywhere.
var htmlHead = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(htmlStyle))
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-` + base64.StdEncoding.EncodeToString(sum[:]) + `'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
`
})

// html adds a page in HTML.
func (p *page) html(to []byte) []byte {
	h := &htmlWriter{out: to, numbers: map[string]string{}}
	h.markup(htmlHead(), "<title>")
	h.text(p.title)
	h.markup("</title>\n<style>", htmlStyle, "</style>\n</head>\n<body>\n<main>\n")
	for _, n := range p.notices {
		h.markup(`<p class="notice" role="note">`)
		h.text(n)
		h.markup("</p>\n")
	}
	h.markup(`<p class="kind">Mail flow set-up</p>`, "\n<h1>")
	h.text(p.title)
	h.markup("</h1>\n")
	h.contents(p.sections)
	for _, s := range p.sections {
		h.markup(`<section id="`, s.id, `">`, "\n<h2>")
		h.prose(s.title)
		h.markup("</h2>\n")
		h.in = s.id
		for _, n := range s.body {
			h.node(n)
		}
		h.markup("</section>\n")
	}
	h.markup("</main>\n</body>\n</html>\n")
	return h.out
}

// htmlWriter is a text in HTML. Every text that a page has goes through text or code.
type htmlWriter struct {
	out     []byte
	in      string            // the id of the section
	numbers map[string]string // of the actions told of so far, by their IDs
	drawn   int               // ways so far
}

// markup writes what is HTML already: nothing of the user's may be in it.
func (h *htmlWriter) markup(parts ...string) {
	for _, s := range parts {
		h.out = append(h.out, s...)
	}
}

func (h *htmlWriter) text(s string) { h.out = appendHTML(h.out, s) }

// within writes a text between the tags of an element.
func (h *htmlWriter) within(element, s string) {
	h.markup("<", element, ">")
	h.text(s)
	h.markup("</", element, ">")
}

func (h *htmlWriter) prose(p prose) {
	for _, s := range p {
		switch s.kind {
		case inWords:
			h.text(s.text)
		case inStrong:
			h.within("strong", s.text)
		case inCode, inTyped:
			h.within("code", s.text)
		case newLine:
			h.markup("<br>")
		}
	}
}

func (h *htmlWriter) contents(all []section) {
	h.markup(`<nav aria-labelledby="contents">`, "\n", `<h2 id="contents">Contents</h2>`, "\n<ol>\n")
	for _, s := range all {
		h.markup(`<li><a href="#`, s.id, `">`)
		for _, span := range s.title {
			h.text(span.text)
		}
		h.markup("</a></li>\n")
	}
	h.markup("</ol>\n</nav>\n")
}

func (h *htmlWriter) node(n node) {
	switch n := n.(type) {
	case paragraph:
		h.markup("<p>")
		h.prose(prose(n))
		h.markup("</p>\n")
	case callout:
		h.markup(`<p class="callout" role="note">`)
		h.prose(prose(n))
		h.markup("</p>\n")
	case bullets:
		h.points(n)
	case numbered:
		h.turns(n)
	case grid:
		h.grid(n)
	case listing:
		h.code([]byte(n))
	case zoneText:
		h.code([]byte(n))
	case paths:
		h.paths(n)
	case commands:
		h.blocks(n)
	case review:
		h.review(n)
	case records:
		for _, s := range n {
			h.records(s)
		}
	default:
		panic(fmt.Sprintf("%T has no form in HTML", n))
	}
}

func (h *htmlWriter) code(code []byte) {
	h.markup(`<pre tabindex="0"><code>`)
	h.out = appendHTMLLines(h.out, code)
	h.markup("</code></pre>\n")
}

// points writes a list. What is to be ticked off can be, on a screen and on paper.
func (h *htmlWriter) points(all []point) {
	open := "<ul>\n"
	if all[0].todo {
		open = `<ul class="todo">` + "\n"
	}
	h.markup(open)
	for _, p := range all {
		h.markup("<li")
		if p.action != "" {
			n := strconv.Itoa(len(h.numbers) + 1)
			h.numbers[p.action] = n
			h.markup(` id="action-`, n, `"`)
		}
		h.markup(">")
		if p.todo {
			h.markup(`<label><input type="checkbox"> <span>`)
		}
		h.prose(p.says)
		if p.todo {
			h.markup("</span></label>")
		}
		if len(p.under) > 0 {
			h.markup("\n")
			h.points(p.under)
		}
		h.markup("</li>\n")
	}
	h.markup("</ul>\n")
}

func (h *htmlWriter) turns(all []turn) {
	h.markup("<ol>\n")
	for _, t := range all {
		h.markup("<li>")
		h.prose(t.says)
		if t.then != nil {
			h.markup(`<p class="then">Go on when: `)
			h.prose(t.then)
			h.markup("</p>")
		}
		h.markup("</li>\n")
	}
	h.markup("</ol>\n")
}

func (h *htmlWriter) grid(g grid) {
	h.markup(`<table class="grid">`, "\n<thead><tr>")
	for _, s := range g.head {
		h.markup(`<th scope="col">`)
		h.text(s)
		h.markup("</th>")
	}
	h.markup("</tr></thead>\n<tbody>\n")
	for _, row := range g.rows {
		h.markup("<tr>")
		for i, cell := range row {
			open, end := "<td>", "</td>"
			if i == 0 {
				open, end = `<th scope="row">`, "</th>"
			}
			h.markup(open)
			h.prose(cell)
			h.markup(end)
		}
		h.markup("</tr>\n")
	}
	h.markup("</tbody>\n</table>\n")
}

// review is a table of the review's sections, under the parts that they belong to.
func (h *htmlWriter) review(all []steps.Section) {
	h.markup(`<table class="review">`, "\n", `<thead><tr><th scope="col">What</th><th scope="col">As answered</th></tr></thead>`, "\n<tbody>\n")
	part := ""
	for _, s := range all {
		if s.Part != part {
			part = s.Part
			h.markup("</tbody>\n<tbody>\n", `<tr class="part"><th scope="rowgroup" colspan="2">`)
			h.text(part)
			h.markup("</th></tr>\n")
		}
		h.markup(`<tr><th scope="row">`)
		h.text(s.Title)
		h.markup("</th><td>")
		for i, line := range s.Lines {
			if i > 0 {
				h.markup("<br>")
			}
			h.text(line)
		}
		h.markup("</td></tr>\n")
	}
	h.markup("</tbody>\n</table>\n")
}

// blocks has each block below its own heading, behind what has to be done by hand before it.
func (h *htmlWriter) blocks(all commands) {
	for i, b := range all.blocks {
		n := strconv.Itoa(i + 1)
		h.markup(`<section class="block" id="`, h.in, "-", n, `">`, "\n<h3>Block ", n, " of ", strconv.Itoa(len(all.blocks)), ": ")
		h.text(b.title)
		h.markup(` <small>`, b.id, "</small></h3>\n")
		if len(b.stint.First) > 0 {
			h.markup("<p>Before it, in this order:</p>\n", `<ul class="before">`, "\n")
			for _, a := range b.stint.First {
				h.markup(`<li>`)
				if n := h.numbers[a.ID]; n != "" {
					h.markup(`<a href="#action-`, n, `">`, n, `.</a> `)
				}
				h.text(a.Title + " (" + doers[a.Doer].says + ").")
				if a.Seen != "" {
					h.text(" Done when: " + a.Seen)
				}
				h.markup("</li>\n")
			}
			h.markup("</ul>\n")
		}
		h.code(all.block(i))
		h.markup("</section>\n")
	}
}

// records is a set as a form of a registrar asks for it.
func (h *htmlWriter) records(s dnsSet) {
	h.markup(`<table class="record">`, "\n<caption>")
	h.text(string(s.kind) + " of " + s.name)
	h.markup("</caption>\n<tbody>\n")
	row := func(head string, values ...string) {
		if len(values) == 0 {
			return
		}
		h.markup(`<tr><th scope="row">`, head, "</th><td>")
		for i, v := range values {
			if i > 0 {
				h.markup("<br>")
			}
			h.within("code", v)
		}
		h.markup("</td></tr>\n")
	}
	row("Type", string(s.kind))
	row("Host", s.owner)
	row("Full name", s.name)
	row("Time to live", fmt.Sprintf("%d", s.ttl))
	row("Delete", recordTexts(s.remove)...)
	row("Enter", recordTexts(s.add)...)
	row("Stays", recordTexts(s.stay)...)
	if !s.stayKnown && s.kind == mailflow.RecordTXT {
		h.markup(`<tr><th scope="row">Stays as well</th><td>every other TXT value at this name: nobody said which there are</td></tr>`, "\n")
	}
	for _, why := range s.why {
		h.markup(`<tr><th scope="row">Why</th><td>`)
		h.text(why)
		h.markup("</td></tr>\n")
	}
	h.markup("</tbody>\n</table>\n")
}

func recordTexts(all []mailflow.RecordData) (out []string) {
	for _, d := range all {
		out = append(out, recordText(d))
	}
	return out
}
