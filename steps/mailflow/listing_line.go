package mailflow

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// line is a line of a paste, made readable: without invisible characters, with ASCII for wide forms such as ＠ and for
// hyphens at which no line breaks, and with defanged forms such as contoso[.]com undone. It knows what was where
// before, so that a stretch can be shown as it stood, and so that it can be said what was done to it.
type line struct {
	plain string
	orig  string
	edits []edit // in the order of the line
}

// edit is a place where plain is not orig.
type edit struct {
	at, n    int // n bytes of plain
	from, to int // stand for these of orig
	note     string
	gone     rune // the first of the invisible characters that were left out here
	dropped  int  // how many those are
}

// tidy makes a line readable.
func tidy(orig string) line {
	if strings.IndexFunc(orig, func(r rune) bool { return r >= 0x80 || isOpening(r) }) < 0 {
		return line{plain: orig, orig: orig}
	}
	plain := make([]byte, 0, len(orig))
	var edits []edit
	for i := 0; i < len(orig); {
		r, size := utf8.DecodeRuneInString(orig[i:])
		e := edit{at: len(plain), from: i, to: i + size}
		meant := orig[i : i+size]
		switch {
		case isOpening(r) || classOf(r) == space:
			if n, form, note := joint(orig[i:]); n > 0 {
				e.to, meant, e.note = i+n, form, note
			} else if n := run(orig[i:], isSpace); n > 0 { // at once, to look behind them once only
				e.to, meant = i+n, orig[i:i+n]
			}
		case '！' <= r && r <= '～': // these come in the order of ASCII
			meant, e.note = string('!'+r-'！'), "with plain characters for wide ones"
		case r == '\u2010' || r == '\u2011':
			meant, e.note = "-", "with plain hyphens"
		case r >= 0x80 && isPadding(r, plain, orig[i+size:]):
			meant, e.gone, e.dropped = "", r, 1
		}
		plain = append(plain, meant...)
		i = e.to
		e.n = len(meant)
		switch last := len(edits) - 1; {
		case e.dropped > 0 && last >= 0 && edits[last].dropped > 0 && edits[last].to == e.from:
			edits[last].to = e.to
			edits[last].dropped++
		case e.dropped > 0 || e.note != "":
			edits = append(edits, e)
		}
	}
	return line{plain: string(plain), orig: orig, edits: edits}
}

// isPadding reports whether r is to be left out: it is invisible, and has no width that would separate. A joiner stays
// in a word that is not ASCII. There it may be part of the spelling, and leaving it out would make another name.
func isPadding(r rune, before []byte, after string) bool {
	if !invisible(r) || classOf(r) == space {
		return false
	}
	if r != '\u200c' && r != '\u200d' {
		return true
	}
	left, _ := utf8.DecodeLastRune(before)
	right, _ := utf8.DecodeRuneInString(after)
	foreign := func(r rune) bool { return r >= 0x80 && r != utf8.RuneError && classOf(r) == inWord }
	return !foreign(left) && !foreign(right)
}

// joint is how long the defanged form is that s begins with, and what it means. The spaces around a dot or an @ belong
// to it, as in "user [at] contoso [dot] com".
func joint(s string) (size int, meant, note string) {
	skip := run(s, isSpace)
	n, meant := defanged(s[skip:])
	size = skip + n
	switch {
	case n == 0:
		return 0, "", ""
	case meant == ".":
		note = "with plain dots"
	case meant == "@":
		note = "with a plain @"
	case skip > 0:
		return 0, "", ""
	default:
		return size, meant, "with plain colons"
	}
	return size + run(s[size:], isSpace), meant, note
}

// defanged is how long the form is that s begins with, in brackets so that no program makes a link of it.
func defanged(s string) (size int, meant string) {
	if s == "" || !isOpening(rune(s[0])) {
		return 0, ""
	}
	const longest = len("[ dot ]")
	end := strings.IndexAny(s[:min(len(s), longest)], ")]}")
	if end < 0 || strings.IndexByte("([{", s[0]) != strings.IndexByte(")]}", s[end]) {
		return 0, ""
	}
	switch inside := strings.Trim(s[1:end], " "); strings.ToLower(inside) {
	case ".", "dot":
		meant = "."
	case "@", "at":
		meant = "@"
	case ":", "://":
		meant = inside
	default:
		return 0, ""
	}
	return end + 1, meant
}

func isOpening(r rune) bool { return r == '(' || r == '[' || r == '{' }

// stretch is a part of a line as it stood in the paste.
func (l line) stretch(start, end int) string {
	from, to := l.origin(start, true), l.origin(end, false)
	return l.orig[from:max(from, to)]
}

// origin is where in orig the byte at of plain was. What was left out at that very place is before a start, and behind
// an end.
func (l line) origin(at int, starts bool) int {
	n := sort.Search(len(l.edits), func(i int) bool {
		e := l.edits[i]
		return e.at > at || e.at == at && (!starts || e.n > 0)
	})
	if n == 0 {
		return at
	}
	e := l.edits[n-1]
	return e.to + max(0, at-e.at-e.n)
}

// notes say what was done to a part of a line.
func (l line) notes(start, end int) []string {
	var notes []string
	var gone rune
	dropped := 0
	first := sort.Search(len(l.edits), func(i int) bool { return l.edits[i].at+l.edits[i].n > start })
	for _, e := range l.edits[first:] {
		if e.at >= end {
			break
		}
		if e.dropped > 0 && dropped == 0 {
			gone = e.gone
		}
		dropped += e.dropped
		if e.note != "" && !slices.Contains(notes, e.note) {
			notes = append(notes, e.note)
		}
	}
	switch {
	case dropped == 1:
		notes = append(notes, "without the invisible character "+called(gone))
	case dropped > 1:
		notes = append(notes, fmt.Sprintf("without %d invisible characters", dropped))
	}
	return notes
}

// cleaned is a text from a paste for showing: one line of bounded length, in which nothing acts on the terminal.
func cleaned(s string) string {
	const most = 300 // more than any value has
	if len(s) <= most && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return s // as nearly all are
	}
	whole := len(s) <= most*utf8.UTFMax
	if !whole {
		s = strings.ToValidUTF8(s[:most*utf8.UTFMax], "")
	}
	s = shown(strings.Join(strings.Fields(visible(s)), " "))
	if n := utf8.RuneCountInString(s); whole && n <= most {
		return s
	}
	short := []rune(s)
	return string(short[:min(len(short), most)]) + "…"
}
