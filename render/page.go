package render

import (
	"strings"

	"eacwizard/steps/mailflow"
)

// page is a document for people in no dialect: the runbook is one, and Markdown and HTML are written from it. It is a row
// of tokens, in the order in which they are read. Texts in it are as typed; whoever writes a dialect escapes every one of
// them.
type page struct {
	notices  []string // to be known before anything else
	title    string
	sections []section
	tokens   []token
	words    strings.Builder // of the tokens, one behind the other
	nodes    []node          // of the tokens that are one
	ticked   []string        // the IDs of the actions to be ticked off, in their order
}

// section is a heading and what stands below it, up to the next heading on its page. Its id is unique in a document, of
// letters, digits and hyphens.
type section struct {
	id string
	on *page
	at int // the token that is its heading
}

// token is a text, or begins what the tokens behind it are in.
type token struct {
	kind     tokenKind
	from, to int32 // its words; of a node, which one it is
}

type tokenKind uint8

const (
	// The texts, of which any number may follow whatever has a text.
	inWords  tokenKind = iota
	inStrong           // words that stand out
	inCode             // what has to be typed or read to the letter, by anybody
	inTyped            // the same, of our own: no line break and no backtick is in it
	newLine            // what comes next stands below

	// What has texts, or has what has them.
	aHeading
	aParagraph
	aCallout   // a paragraph that nobody may overlook
	aList      // points in no order, up to anEnd
	aTodoList  // points to be ticked off, up to anEnd
	aPoint     // of a list: its texts, and then perhaps a list of points below it
	anAction   // a point that is about the next of ticked
	anEnd      // of a list
	aTurn      // a step: each of those in a row has the next number
	aCondition // what to see before the next step, behind the texts of a turn
	aGrid      // a table: its heads, and then its rows
	aHead      // of a column
	aRow       // its cells: the first one says what the row is about
	aCell
	aListing
	aNode
)

// node is what is shown as a whole.
type node interface{ node() }

// paths are drawn.
type paths []way

func (paths) node()    {}
func (commands) node() {}

// put adds a token.
func (p *page) put(kind tokenKind, words ...string) *page {
	from := int32(p.words.Len())
	for _, s := range words {
		p.words.WriteString(s)
	}
	p.tokens = append(p.tokens, token{kind, from, int32(p.words.Len())})
	return p
}

// section begins a section.
func (p *page) section(id string, title ...string) {
	p.sections = append(p.sections, section{id, p, len(p.tokens)})
	p.put(aHeading, title...)
}

func (p *page) paragraph() *page { return p.put(aParagraph) }
func (p *page) callout() *page   { return p.put(aCallout) }

// list begins points, which end with end.
func (p *page) list() *page { return p.put(aList) }

// todoList begins points that are to be ticked off, which end with end.
func (p *page) todoList() *page { return p.put(aTodoList) }
func (p *page) point() *page    { return p.put(aPoint) }
func (p *page) end()            { p.put(anEnd) }

// action is a point that tells of an action.
func (p *page) action(id string) *page {
	p.ticked = append(p.ticked, id)
	return p.put(anAction)
}

// grid begins a table.
func (p *page) grid(heads ...string) {
	p.put(aGrid)
	for _, s := range heads {
		p.put(aHead, s)
	}
}

func (p *page) row() *page  { return p.put(aRow).put(aCell) }
func (p *page) cell() *page { return p.put(aCell) }

// listing is PowerShell to read or to copy. It begins with a line.
func (p *page) listing(line ...string) *page { return p.put(aListing, line...) }

// line is one more of a listing.
func (p *page) line(parts ...string) *page {
	p.words.WriteByte('\n')
	for _, s := range parts {
		p.words.WriteString(s)
	}
	p.tokens[len(p.tokens)-1].to = int32(p.words.Len())
	return p
}

// whole is a node.
func (p *page) whole(n node) {
	p.tokens = append(p.tokens, token{kind: aNode, from: int32(len(p.nodes))})
	p.nodes = append(p.nodes, n)
}

// told adds a text of our own, with code between backticks.
func (p *page) told(s string) *page {
	kind := inWords
	for {
		part, rest, more := strings.Cut(s, "`")
		if part != "" {
			p.put(kind, part)
		}
		if !more {
			return p
		}
		s, kind = rest, inTyped-kind
	}
}

// text adds a text of anybody's, in any number of parts.
func (p *page) text(parts ...string) *page { return p.put(inWords, parts...) }

// strong adds a text of anybody's that stands out.
func (p *page) strong(parts ...string) *page { return p.put(inStrong, parts...) }

// code adds a text of anybody's, to the letter.
func (p *page) code(parts ...string) *page { return p.put(inCode, parts...) }

// newLine begins a new line in a text.
func (p *page) newLine() *page { return p.put(newLine) }

// pageReader goes through the tokens of a page.
type pageReader struct {
	page *page
	at   int
}

// kind is what comes next. A section ends where it is a heading.
func (r *pageReader) kind() tokenKind {
	if r.at == len(r.page.tokens) {
		return aHeading
	}
	return r.page.tokens[r.at].kind
}

// next goes past a token, which has those words.
func (r *pageReader) next() string {
	p := r.page.tokens[r.at]
	r.at++
	return r.page.words.String()[p.from:p.to]
}

// nextNode goes past a token that is a node.
func (r *pageReader) nextNode() node {
	p := r.page.tokens[r.at]
	r.at++
	return r.page.nodes[p.from]
}

// stageID is the id of a stage's section.
func stageID(s mailflow.Stage) string { return "stage-" + string(s) }

// settingsID is the id of the section with the settings of a part.
func settingsID(part string) string { return "settings-" + part }
