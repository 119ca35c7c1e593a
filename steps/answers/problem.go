package answers

import (
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps"
)

// Problem is one thing in an answer file that has to change before it can be used.
type Problem struct {
	File         string
	Line, Column int       // of the file, from 1, in characters; 0: it has no place, as an answer that is missing
	Key          steps.Key // the question, the section alone, "scenario", or "" for what concerns the file as a whole
	Item         int       // of a list, from 0; -1: the answer as a whole
	Why          string    // lower case, no full stop; names the value
	Fix          string    // what to do instead, or ""
	Rule         string    // of the catalogue, or ""
	Value        string    // what was given, where a rule refuses it before it is an answer; else ""
	Missing      bool      // nothing was said; Why asks for it
}

// Error is one line: file, place, key, what is wrong and the fix.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
	}
	b.WriteString(": ")
	if p.Key != "" {
		b.WriteString(string(p.Key))
		if p.Item >= 0 {
			fmt.Fprintf(&b, "[%d]", p.Item)
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Why)
	if p.Fix != "" {
		b.WriteString("; " + p.Fix)
	}
	return b.String()
}

// Rejected says why an answer file cannot be used. It is never empty.
type Rejected struct {
	Problems []Problem // all of them: in the file's order, then those without a place in the scenario's
}

// Error has one line for each problem.
func (r *Rejected) Error() string {
	lines := make([]string, len(r.Problems))
	for i, p := range r.Problems {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Missing are the keys of all answers that have to be given and are not, in the order of Problems. "scenario" is one of them.
func (r *Rejected) Missing() (keys []steps.Key) {
	for _, p := range r.Problems {
		if p.Missing {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// OnlyMissing reports whether the file is right as far as it goes: asking for the missing answers is all it takes.
func (r *Rejected) OnlyMissing() bool {
	return !slices.ContainsFunc(r.Problems, func(p Problem) bool { return !p.Missing })
}

// sorted puts problems in the file's order, those without a place last and as they came.
func sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int { return a.place().compare(b.place()) })
	return problems
}

// problemAt is a problem of the file; about turns it into one of a question.
func problemAt(where place, why, fix string) *Problem {
	return &Problem{Line: where.line, Column: where.column, Item: -1, Why: why, Fix: fix}
}

// about is the problem as one of that question.
func (p Problem) about(k steps.Key) Problem {
	p.Key = k
	return p
}

func (p Problem) place() place { return place{p.Line, p.Column} }

// place is a position in the file, from 1; the zero place is none.
type place struct{ line, column int }

func (p place) compare(q place) int {
	switch {
	case p == q:
		return 0
	case p == place{}:
		return 1
	case q == place{}:
		return -1
	case p.line != q.line:
		return p.line - q.line
	}
	return p.column - q.column
}
