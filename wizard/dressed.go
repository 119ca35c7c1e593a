package wizard

import (
	"iter"
	"strings"

	"eacwizard/steps"
)

// dressed is a question as a row of a page shows it: its options in the row's order and words, its label where the row
// has another.
func dressed(q steps.Asked, r steps.Row) steps.Asked {
	q.Options = r.Options(q)
	if r.Label != "" {
		f := *q.Field
		f.Label = r.Label
		q.Field = &f
	}
	return q
}

// rowsOf are the rows of a page whose question there is.
func rowsOf(p steps.Page, s *steps.Settled) iter.Seq[steps.Row] {
	return func(yield func(steps.Row) bool) {
		for _, r := range p.Rows {
			if s.At(r.Key).Field != nil && !yield(r) {
				return
			}
		}
	}
}

// held reports a question that is shown and not asked: it is not open, what is set up decides it, or it has just one answer.
func held(q steps.Asked) bool { return !q.Open || q.Fixed || forced(q) }

// forced reports a choice that has just one answer: it is shown, greyed, and passed over.
func forced(q steps.Asked) bool {
	return q.Kind == steps.Choice && len(q.Options) == 1 && q.Proposed.Text() == q.Options[0].Value
}

// wordsOf is a value as the page would show it.
func wordsOf(q steps.Asked, v steps.Value) string {
	switch q.Kind {
	case steps.Toggle:
		return map[bool]string{true: "ticked", false: "not ticked"}[v.On()]
	case steps.Choice:
		for _, o := range q.Options {
			if o.Value == v.Text() {
				return o.Label
			}
		}
	}
	if v.Empty() {
		return "empty"
	}
	return clean(strings.Join(v, ", "))
}

// path draws the way a message takes with the look's own arrows.
func (l *look) path(sc *steps.Scenario) string { return strings.ReplaceAll(sc.Path, "->", l.g.arrow) }
