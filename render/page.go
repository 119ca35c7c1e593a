package render

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// page is a document for people in no dialect: the runbook is one, and Markdown and HTML are written from it. Texts in it
// are as typed; whoever writes a dialect escapes every one of them.
type page struct {
	notices  []string // to be known before anything else
	title    string
	sections []section
}

// section is a heading and what stands below it. Its id is unique on its page, of letters, digits and hyphens.
type section struct {
	id    string
	title prose
	body  []node
}

// node is a piece of a section.
type node interface{ node() }

type (
	paragraph prose
	// callout is a paragraph that nobody may overlook.
	callout prose
	// bullets are points in no order, or to be ticked off.
	bullets []point
	// numbered are points in their order.
	numbered []turn
	// grid is a table with a heading for each column. The first cell of a row says what the row is about.
	grid struct {
		head []string
		rows [][]prose
	}
	// listing is PowerShell to read or to copy.
	listing string
	// paths are drawn.
	paths []way
)

func (paragraph) node() {}
func (callout) node()   {}
func (bullets) node()   {}
func (numbered) node()  {}
func (grid) node()      {}
func (listing) node()   {}
func (paths) node()     {}
func (commands) node()  {}

// point is an item of a list, with those below it.
type point struct {
	action string // the ID of the action that it tells of, or ""
	todo   bool   // to be ticked off
	says   prose
	under  []point
}

// turn is a step, and what to see before the next one.
type turn struct{ says, then prose }

// prose is a text in no dialect.
type prose []span

// span is a run of a prose.
type span struct {
	text string
	kind spanKind
}

type spanKind int

const (
	inWords  spanKind = iota
	inStrong          // words that stand out
	inCode            // what has to be typed or read to the letter, by anybody
	inTyped           // the same, of our own: no line break and no backtick is in it
	newLine
)

// told is a text of our own, with code between backticks.
func told(s string) prose {
	return make(prose, 0, 1+strings.Count(s, "`")).told(s)
}

// told adds a text of our own.
func (p prose) told(s string) prose {
	kind := inWords
	for part := range strings.SplitSeq(s, "`") {
		if part != "" {
			p = append(p, span{part, kind})
		}
		kind = inTyped - kind
	}
	return p
}

// asText is a text of anybody's.
func asText(s string) prose { return prose{{s, inWords}} }

// labelled is a text of anybody's behind words of our own.
func labelled(label, s string) prose { return prose{{label, inWords}, {s, inWords}} }

// asStrong is a text of anybody's that stands out.
func asStrong(s string) prose { return prose{{s, inStrong}} }

// asCode is a text of anybody's, to the letter.
func asCode(s string) prose { return prose{{s, inCode}} }

func (p prose) text(s string) prose { return append(p, span{s, inWords}) }
func (p prose) code(s string) prose { return append(p, span{s, inCode}) }

// stacked are texts one below the other.
func stacked(all []prose) prose {
	if len(all) == 1 {
		return slices.Clip(all[0])
	}
	var out prose
	for i, p := range all {
		if i > 0 {
			out = append(out, span{kind: newLine})
		}
		out = append(out, p...)
	}
	return out
}

// section begins a section.
func (p *page) section(id string, title prose) {
	p.sections = append(p.sections, section{id: id, title: title})
}

// add puts nodes into the section that was begun last.
func (p *page) add(nodes ...node) {
	last := &p.sections[len(p.sections)-1]
	last.body = append(last.body, nodes...)
}

// stageID is the id of a stage's section.
func stageID(s mailflow.Stage) string { return "stage-" + string(s) }

// settingsID is the id of the section with the settings of a part.
func settingsID(part string) string { return "settings-" + part }
