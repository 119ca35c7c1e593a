package wizard

import (
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// pasting is a list as somebody had it, read and not yet taken: what is kept, changed and rejected stands with its
// reason until one key accepts it.
type pasting struct {
	key   steps.Key
	noun  string
	found []mailflow.Found
	typed bool // it came from the add row, whose text it replaces
}

// values are what accepting would add.
func (p *pasting) values() (out []string) {
	for _, f := range p.found {
		if f.Verdict == mailflow.Kept || f.Verdict == mailflow.Changed {
			out = append(out, f.Values...)
		}
	}
	return out
}

func (p *pasting) count(v mailflow.Verdict) (n int) {
	for _, f := range p.found {
		if f.Verdict == v {
			n++
		}
	}
	return n
}

// read makes a pasting of a text where there is something to look at: several entries, or one that would not be taken as it is.
func (t *list) read(text string, typed bool) *pasting {
	q := t.s.asked()
	if q.Pick == nil {
		return nil
	}
	p := &pasting{key: t.s.k, noun: q.Noun, found: q.Pick(text, q.Value), typed: typed}
	if len(p.found) == 0 || len(p.found) == 1 && p.found[0].Verdict == mailflow.Kept && !strings.ContainsAny(text, "\r\n") {
		return nil
	}
	return p
}

var verdictWords = map[mailflow.Verdict]string{
	mailflow.Kept: "kept", mailflow.Changed: "changed", mailflow.Rejected: "rejected", mailflow.Repeated: "left out",
}

// lines draw what would become of each entry.
func (p *pasting) lines(l *look, width int) []string {
	out := []string{"", "  " + l.title.Render("Pasted list"), ""}
	sum := strconv.Itoa(len(p.values())) + " to add: " + strconv.Itoa(p.count(mailflow.Kept)) + " as they are, " +
		strconv.Itoa(p.count(mailflow.Changed)) + " changed. Not taken: " + strconv.Itoa(p.count(mailflow.Rejected)) +
		" rejected, " + strconv.Itoa(p.count(mailflow.Repeated)) + " that are there already."
	out = append(out, hang("  ", sum, width)...)
	out = append(out, "")
	for _, f := range p.found {
		sign, style := l.g.good, l.plain
		switch f.Verdict {
		case mailflow.Changed:
			sign, style = "!", l.level[steps.Warning]
		case mailflow.Rejected:
			sign, style = l.g.amiss, l.fault
		case mailflow.Repeated:
			sign, style = "=", l.dim
		}
		says := clean(f.Text)
		if f.Verdict == mailflow.Changed {
			says += " becomes " + shortList(f.Values)
		}
		if f.Verdict != mailflow.Kept {
			says += ": " + verdictWords[f.Verdict] + ", " + f.Why
		}
		out = append(out, styled(style, hang("  "+sign+" ", says, width))...)
	}
	return out
}

// shortList names the first values and how many there are.
func shortList(values []string) string {
	if len(values) > 3 {
		return strings.Join(values[:2], ", ") + " … " + values[len(values)-1] + " (" + strconv.Itoa(len(values)) + ")"
	}
	return strings.Join(values, ", ")
}

// accept adds what can be taken; what was typed into the add row is replaced by it. Where there is nothing to take, all
// stays as it was.
func (m *Model) accept(p *pasting) {
	if len(p.values()) == 0 {
		m.over = none
		m.flash = "Nothing was added."
		return
	}
	if p.typed {
		m.flow.Type(p.key, "")
	}
	n := m.flow.AddAll(p.key, p.values())
	m.over = none
	m.resync()
	m.flash = strconv.Itoa(n) + " added. ctrl+_ takes them back."
}
