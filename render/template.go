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

func (l layout) number() int { return 64*len(l.text) + l.column }

// run is a part of a template: bytes that are written as they are, and the word behind them, which stands for others.
type run struct {
	text  string
	word  string // in its angle brackets
	alone bool   // a line is nothing but this word
	lead  int    // the column of that line
}

// templates are those that were filled in lately, each cut into its runs.
var templates kept[layout, []run]

// cut lays a template out and cuts it where something may have to be filled in.
func cut(of layout) *[]run {
	text := string(laidOut(of))
	var out []run
	done := 0
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			out = append(out, run{text: text[done:]})
			return &out
		}
		at += open
		n := wordIn(text[at:])
		if n == 0 {
			at++
			continue
		}
		r := run{text: text[done:at], word: text[at : at+n]}
		begun := strings.LastIndexByte(text[:at], '\n') + 1
		if at += n; begun >= done && strings.Trim(text[begun:at-n], " ") == "" && strings.HasPrefix(text[at:], "\r\n") {
			r.text, r.alone, r.lead = text[done:begun], true, at-n-begun
			at += len("\r\n")
		}
		out = append(out, r)
		done = at
	}
}

// wordIn is how long the word in angle brackets is that a text begins with; 0: there is none.
func wordIn(s string) int {
	n := 1
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	if n == 1 || n == len(s) || s[n] != '>' {
		return 0
	}
	return n + 1
}

// laidOut is a text in lines that begin at a column and end in CRLF.
func laidOut(of layout) []byte {
	b := block{column: of.column}
	if b.add(of.text); of.function {
		return appendDressed(nil, b.text)
	}
	return bytes.Clone(b.text)
}
