package mailflow

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reader makes entries of the tokens of one line.
type reader struct {
	list list
	scanned
	harvest *harvest

	inert [][2]int  // the comments that are not past yet
	cells []content // by token.cell
	whole content
}

// content is what a line or a cell holds.
type content struct {
	tokens int
	prose  bool // whether there is a word among them that cannot be an entry
}

// readLine adds what is found in a line to a harvest.
func readLine(l list, s scanned, h *harvest) {
	r := reader{list: l, scanned: s, harvest: h, inert: s.comments(), cells: make([]content, s.cell+1)}
	for i, t := range r.tokens {
		if !t.content() || t.is == wordToken && !r.isWord(i) {
			continue
		}
		prose := t.is == wordToken && !isNameShape(r.text(i))
		for _, c := range []*content{&r.cells[t.cell], &r.whole} {
			c.tokens++
			c.prose = c.prose || prose
		}
	}
	for i := 0; i < len(r.tokens) && !h.full(); {
		i = r.entry(i)
	}
}

// isWord reports whether a word has letters, and is more than the a of "a) contoso.com".
func (r *reader) isWord(i int) bool {
	w := r.text(i)
	return utf8.RuneCountInString(w) > 1 && strings.IndexFunc(w, unicode.IsLetter) >= 0
}

// entry reads the entry that begins with a token, if one does, and gives the token that follows.
func (r *reader) entry(i int) (next int) {
	t := r.tokens[i]
	switch {
	case t.is == mailToken:
		r.mail(t)
	case t.is == linkToken:
		r.link(t)
	case t.is == wordToken && r.list.names != passOver:
		r.name(i)
	case r.list.addresses == passOver:
	case t.is == numberToken && r.isAddress(i):
		return r.address(i)
	case t.is == ipv6Token:
		r.ipv6(t, r.text(i))
	case t.is == wordToken && hasAddress(r.text(i)):
		r.odd(t)
	}
	return i + 1
}

// odd adds a word with numbers like those of an address. It is refused, since the scan takes addresses for numberTokens.
func (r *reader) odd(t token) {
	_, why := r.list.judge(r.plain[t.start:t.end])
	if !isPublicName(r.plain[t.start:t.end]) {
		why = oddAddress
	}
	r.refuse(t, why)
}

// entry is what is to become a Found.
type entry struct {
	text   string
	asIs   bool    // whether the only value is the text as it stood
	bullet bool    // whether it may be an empty bullet
	values []value // what it is made into, none where it is refused
	how    []string
	why    string // it is refused
}

// take adds what an address, block or range is made into.
func (r *reader) take(t token, values []string, how []string) {
	var vs []value
	for _, s := range values {
		v, why := r.list.judge(s)
		if why != "" && len(values) > 1 {
			why = "has " + s + " in it, which " + why
		}
		if why != "" {
			r.refuse(t, why)
			return
		}
		vs = append(vs, v)
	}
	r.put(t, vs, how)
}

// try adds what may be an entry as it is. What would not be found again, if it stood alone, was cut out of a mess: it is
// refused.
func (r *reader) try(t token, s string, how ...string) {
	switch v, why := r.list.judge(s); {
	case why != "":
		r.refuse(t, why)
	case !r.list.reads(s):
		r.refuse(t, "becomes "+quoted(s)+", which is not plain enough to be sure")
	default:
		r.put(t, []value{v}, how)
	}
}

// put adds an entry. What was done to the line is said first, then how the entry was made.
func (r *reader) put(t token, values []value, how []string) {
	text := r.stretch(t.start, t.end)
	r.add(t, entry{
		text:   cleaned(text),
		asIs:   len(values) == 1 && values[0].typed == text,
		values: values,
		how:    slices.Concat(r.notes(t.start, t.end), how),
	})
}

func (r *reader) refuse(t token, why string) {
	r.add(t, entry{text: cleaned(r.stretch(t.start, t.end)), why: why})
}

// reads reports whether s, which can be parsed, is found as it is in a paste of s alone.
func (l list) reads(s string) bool {
	alone := scan(tidy(s))
	if len(alone.tokens) != 1 || alone.text(0) != s || len(alone.edits) > 0 || alone.comments() != nil || unmarked(s) != s {
		return false
	}
	switch alone.tokens[0].is {
	case mailToken:
		return l.emails == take
	case wordToken:
		plain := s == strings.TrimFunc(s, isNot("*")) && isNameShape(s) && (!hasAddress(s) || isPublicName(s))
		return l.names == take && (plain || s == "*")
	}
	return false
}

func (r *reader) add(t token, e entry) {
	for len(r.inert) > 0 && r.inert[0][1] <= t.start {
		r.inert = r.inert[1:]
	}
	if len(r.inert) > 0 && r.inert[0][0] <= t.start {
		e.values, e.why = nil, "stands in a comment"
	}
	r.harvest.add(e)
}
