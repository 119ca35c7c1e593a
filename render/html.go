package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"slices"
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

// appendPage adds a page in HTML of sections that may be recorded on several.
func appendPage(to []byte, title string, notices []string, all []section, ticked []string) []byte {
	h := &htmlWriter{out: to, ticked: ticked}
	h.markup(htmlHead(), "<title>")
	h.text(title)
	h.markup("</title>\n<style>", htmlStyle, "</style>\n</head>\n<body>\n<main>\n")
	for _, n := range notices {
		h.markup(`<p class="notice" role="note">`)
		h.text(n)
		h.markup("</p>\n")
	}
	h.markup(`<p class="kind">Mail flow set-up</p>`, "\n<h1>")
	h.text(title)
	h.markup("</h1>\n")
	h.contents(all)
	for _, s := range all {
		h.pageReader, h.in = pageReader{s.on, s.at}, s.id
		h.markup(`<section id="`, s.id, `">`, "\n<h2>")
		h.text(h.next())
		h.markup("</h2>\n")
		for h.kind() != aHeading {
			h.token()
		}
		h.markup("</section>\n")
	}
	h.markup("</main>\n</body>\n</html>\n")
	return h.out
}

// htmlWriter is a text in HTML. Every text that a page has goes through text or code.
type htmlWriter struct {
	pageReader
	out    []byte
	in     string   // the id of the section
	ticked []string // the IDs of the actions to be ticked off
	told   int      // of them so far
	drawn  int      // ways so far
}

// markup writes what is HTML already: nothing of the user's may be in it.
func (h *htmlWriter) markup(parts ...string) {
	for _, s := range parts {
		h.out = append(h.out, s...)
	}
}

func (h *htmlWriter) text(s string) { h.out = appendHTML(h.out, s) }

func (h *htmlWriter) number(n int) { h.out = strconv.AppendInt(h.out, int64(n), 10) }

// within writes a text between the tags of an element.
func (h *htmlWriter) within(element, s string) {
	h.markup("<", element, ">")
	h.text(s)
	h.markup("</", element, ">")
}

// prose writes the texts that come next.
func (h *htmlWriter) prose() {
	for {
		switch h.kind() {
		case inWords:
			h.text(h.next())
		case inStrong:
			h.within("strong", h.next())
		case inCode, inTyped:
			h.within("code", h.next())
		case newLine:
			h.next()
			h.markup("<br>")
		default:
			return
		}
	}
}

func (h *htmlWriter) contents(all []section) {
	h.markup(`<nav aria-labelledby="contents">`, "\n", `<h2 id="contents">Contents</h2>`, "\n<ol>\n")
	for _, s := range all {
		h.pageReader = pageReader{s.on, s.at}
		h.markup(`<li><a href="#`, s.id, `">`)
		h.text(h.next())
		h.markup("</a></li>\n")
	}
	h.markup("</ol>\n</nav>\n")
}

// token writes what comes next, and what is in it.
func (h *htmlWriter) token() {
	switch h.kind() {
	case aParagraph:
		h.next()
		h.markup("<p>")
		h.prose()
		h.markup("</p>\n")
	case aCallout:
		h.next()
		h.markup(`<p class="callout" role="note">`)
		h.prose()
		h.markup("</p>\n")
	case aList:
		h.markup("<ul>\n")
		h.points("", "")
	case aTodoList:
		h.markup(`<ul class="todo">`, "\n")
		h.points(`<label><input type="checkbox"> <span>`, "</span></label>")
	case aTurn:
		h.turns()
	case aGrid:
		h.grid()
	case aListing:
		h.code([]byte(h.next()))
	case aNode:
		h.node(h.nextNode())
	default:
		panic(fmt.Sprintf("a token of the kind %d has no form in HTML", h.kind()))
	}
}

func (h *htmlWriter) node(n node) {
	switch n := n.(type) {
	case paths:
		h.paths(n)
	case commands:
		h.blocks(n)
	case review:
		h.review(n)
	case records:
		for i := range n {
			h.records(&n[i])
		}
	case zoneText:
		h.code(n)
	default:
		panic(fmt.Sprintf("%T has no form in HTML", n))
	}
}

func (h *htmlWriter) code(code []byte) {
	h.markup(`<pre tabindex="0"><code>`)
	h.out = appendHTMLLines(h.out, code)
	h.markup("</code></pre>\n")
}

// points writes a list, each of its points between two pieces of markup. What is to be ticked off can be, on a screen and
// on paper.
func (h *htmlWriter) points(open, end string) {
	for h.next(); h.kind() != anEnd; {
		h.markup("<li")
		if h.kind() == anAction {
			h.told++
			h.markup(` id="action-`)
			h.number(h.told)
			h.markup(`"`)
		}
		h.next()
		h.markup(">", open)
		h.prose()
		h.markup(end)
		if h.kind() == aList {
			h.markup("\n")
			h.token()
		}
		h.markup("</li>\n")
	}
	h.next()
	h.markup("</ul>\n")
}

func (h *htmlWriter) turns() {
	h.markup("<ol>\n")
	for h.kind() == aTurn {
		h.next()
		h.markup("<li>")
		h.prose()
		if h.kind() == aCondition {
			h.next()
			h.markup(`<p class="then">Go on when: `)
			h.prose()
			h.markup("</p>")
		}
		h.markup("</li>\n")
	}
	h.markup("</ol>\n")
}

func (h *htmlWriter) grid() {
	h.next()
	h.markup(`<table class="grid">`, "\n<thead><tr>")
	for h.kind() == aHead {
		h.markup(`<th scope="col">`)
		h.text(h.next())
		h.markup("</th>")
	}
	h.markup("</tr></thead>\n<tbody>\n")
	for h.kind() == aRow {
		h.next()
		h.markup("<tr>")
		open, end := `<th scope="row">`, "</th>"
		for h.kind() == aCell {
			h.next()
			h.markup(open)
			h.prose()
			h.markup(end)
			open, end = "<td>", "</td>"
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
		h.markup(`<section class="block" id="`, h.in, "-")
		h.number(i + 1)
		h.markup(`">`, "\n<h3>Block ")
		h.number(i + 1)
		h.markup(" of ")
		h.number(len(all.blocks))
		h.markup(": ")
		h.text(b.title)
		h.markup(` <small>`, b.id, "</small></h3>\n")
		if len(b.stint.First) > 0 {
			h.markup("<p>Before it, in this order:</p>\n", `<ul class="before">`, "\n")
			for _, a := range b.stint.First {
				h.before(a)
			}
			h.markup("</ul>\n")
		}
		h.code(all.block(i))
		h.markup("</section>\n")
	}
}

// before is an action that comes before a block, with a link to where it is told of.
func (h *htmlWriter) before(a *action) {
	h.markup(`<li>`)
	if n := slices.Index(h.ticked, a.ID) + 1; n > 0 {
		h.markup(`<a href="#action-`)
		h.number(n)
		h.markup(`">`)
		h.number(n)
		h.markup(`.</a> `)
	}
	h.text(a.Title)
	h.markup(" (", doers[a.Doer].says, ").")
	if a.Seen != "" {
		h.markup(" Done when: ")
		h.text(a.Seen)
	}
	h.markup("</li>\n")
}

// records is a set as a form of a registrar asks for it.
func (h *htmlWriter) records(s *dnsSet) {
	h.markup(`<table class="record">`, "\n<caption>")
	h.text(string(s.kind))
	h.markup(" of ")
	h.text(s.name)
	h.markup("</caption>\n<tbody>\n")
	h.row("Type", string(s.kind))
	h.row("Host", s.owner)
	h.row("Full name", s.name)
	h.row("Time to live", strconv.FormatUint(uint64(s.ttl), 10))
	h.recordRow("Delete", s.remove)
	h.recordRow("Enter", s.add)
	h.recordRow("Stays", s.stay)
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

// row is one of a table about a set of records.
func (h *htmlWriter) row(head, says string) {
	h.markup(`<tr><th scope="row">`, head, "</th><td>")
	h.within("code", says)
	h.markup("</td></tr>\n")
}

func (h *htmlWriter) recordRow(head string, all []mailflow.RecordData) {
	for i, d := range all {
		if i == 0 {
			h.markup(`<tr><th scope="row">`, head, "</th><td>")
		} else {
			h.markup("<br>")
		}
		h.within("code", recordText(d))
	}
	if len(all) > 0 {
		h.markup("</td></tr>\n")
	}
}
