package answers

import (
	"slices"

	"eacwizard/steps"
)

// judge settles what was said, and reports what the questions make of it.
func (r *reader) judge() *steps.Settled {
	settled := r.scenario.Settle(r.answers)
	for i := range settled.Asked {
		q := &settled.Asked[i]
		f := r.found[q.Key]
		if f == nil || f.shape == isNothing || f.refused {
			continue
		}
		switch {
		case q.Fixed:
			r.fixed(q, f)
		case q.Kind == steps.Choice:
			r.choice(q, f)
		}
		if v := r.answers[q.Key]; !q.Open && !empty(v) {
			r.notes = append(r.notes, problemAt(f.at, "is ignored", "it is asked only if "+q.Shut).about(q.Key))
		}
	}
	for _, p := range settled.Problems() {
		r.settledProblem(p)
	}
	if r.misled {
		r.notes = nil
	}
	return settled
}

// fixed refuses an answer to what the scenario decides, unless it says the same.
func (r *reader) fixed(q *steps.Asked, f *found) {
	if v, ok := r.answers[q.Key]; !ok || !slices.Equal(v, q.Value) {
		r.refuse(q.Key, f.value, "the scenario decides this: "+oneOf(q.Value), "remove the line")
	}
}

// choice refuses an answer that is no option, or none that stands.
func (r *reader) choice(q *steps.Asked, f *found) {
	options := q.Options
	if !q.Open {
		options = q.Field.Options
	}
	v, ok := r.answers[q.Key]
	if ok && hasValue(options, v.Text()) {
		return
	}
	fix := ""
	if standing := values(options); len(standing) > 0 {
		fix = "write " + oneOf(standing)
	}
	switch {
	case !ok:
		r.refuse(q.Key, f.value, "is "+f.shape.called()+" where one answer belongs", fix)
	case !hasValue(q.Field.Options, v.Text()):
		r.refuse(q.Key, f.value, says(v.Text(), "is none of the answers"), fix)
		p := &r.problems[len(r.problems)-1]
		p.Rule, p.Value = "MF002", v.Text()
	case r.misled: // it may stand once the others are put right
		f.refused = true
	default:
		r.refuse(q.Key, f.value, says(v.Text(), "can be chosen only if "+conditions(q.Field.Options, v.Text())), fix)
	}
}

func hasValue(options []steps.Option, value string) bool {
	return slices.ContainsFunc(options, func(o steps.Option) bool { return o.Value == value })
}

// conditions say when an option stands.
func conditions(options []steps.Option, value string) string {
	var out []string
	for _, o := range options {
		if o.Value == value {
			out = append(out, o.When.Says)
		}
	}
	return oneOf(out)
}

// settledProblem places a problem in the file. What follows from an answer that could not be taken is left out.
func (r *reader) settledProblem(from steps.Problem) {
	f := r.found[from.Key]
	if f == nil {
		f = &found{}
	}
	demand := !from.Missing && from.Fault.Value == "" && from.Item < 0
	if f.refused && (demand || from.Missing) || demand && r.misled {
		return
	}
	where, item, why := f.at, from.Item, from.Fault.Why
	switch {
	case demand || from.Missing:
	case from.Item >= 0 && from.Item < len(f.items): // else the list is a proposal and has no place
		where, item = f.items[from.Item].at, f.items[from.Item].index
	default:
		where = f.value
	}
	if !demand && !from.Missing {
		why = says(from.Fault.Value, why)
	}
	p := problemAt(where, why, from.Fault.Fix).about(from.Key)
	p.Item, p.Rule, p.Missing = item, from.Fault.Rule, from.Missing
	r.problems = append(r.problems, p)
}

func empty(v steps.Value) bool { return len(v) == 0 || len(v) == 1 && v[0] == "" }
