package render

import (
	"bytes"
	"strings"
)

// layout is a text of ours, and where and how it stands.
type layout struct {
	text     string
	column   int
	function bool // in a script file, where helpers are functions
}

func (l layout) number() int { return 8*len(l.text) + l.column }

// run is a part of a template: bytes that are written as they are, and what is filled in behind them.
type run struct {
	text string
	name name
	mark mark // stands for whole lines
	lead int  // the column of these
}

type (
	// name is what a word in angle brackets stands for within a line.
	name func(*filling) string
	// mark writes the lines that a line stands for which is nothing but a word in angle brackets.
	mark func(*filling)
)

// templates are those that were filled in lately, each cut into its runs.
var templates kept[layout, []run]

// cut lays a template out and cuts it where something is to be filled in. What stands in angle brackets and means
// nothing stays.
func cut(of layout) *[]run {
	text := string(laidOut(of))
	var out []run
	done := 0
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n') + 1
		line := strings.TrimSuffix(text[at:end], "\r\n")
		words := strings.TrimLeft(line, " ")
		if m := markOf(words); m != nil {
			out = append(out, run{text: text[done:at], mark: m, lead: len(line) - len(words)})
			done = end
		} else {
			for from := at; ; from++ {
				next := strings.IndexByte(text[from:end], '<')
				if next < 0 {
					break
				}
				from += next
				close := strings.IndexByte(text[from:end], '>') + 1
				if n := nameOf(text[from : from+close]); n != nil {
					out = append(out, run{text: text[done:from], name: n})
					done = from + close
				}
			}
		}
		at = end
	}
	out = append(out, run{text: text[done:]})
	return &out
}

// laidOut is a text in lines that begin at a column and end in CRLF.
func laidOut(of layout) []byte {
	b := block{column: of.column}
	if b.add(of.text); of.function {
		return appendDressed(nil, b.text)
	}
	return bytes.Clone(b.text)
}
