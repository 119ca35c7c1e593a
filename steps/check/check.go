// Package check holds the expert's rules: what somebody with much experience would catch before anything is created.
//
// A rule is data: what it is called, how grave, why, what to do, and a small function over the answers as they are
// settled and the draft that they make. A rule whose input is not there stays silent. What the parsers of mailflow and
// the demands of steps refuse under a rule's id is turned into findings of the same form.
package check

import (
	"cmp"
	"slices"

	"eacwizard/steps"
	"eacwizard/steps/seen"
)

// Check is what the rules find in the answers, in the order in which the questions are asked.
func Check(s *steps.Settled) []Finding { return CheckSeen(s, nil) }

// CheckSeen is Check with what a look at live DNS and servers found; nil where nobody looked.
func CheckSeen(s *steps.Settled, facts *seen.Facts) []Finding {
	draft, problems := s.Build()
	v := newView(s, draft, facts)
	out := refusals(s, problems)
	out = slices.Grow(out, 12) // about as many as samples have
	for i := range catalogue {
		r := &catalogue[i]
		if r.find == nil {
			continue
		}
		for _, f := range r.find(v) {
			f.Rule = r.ID
			f.Severity = cmp.Or(f.Severity, r.Severity)
			out = append(out, f)
		}
	}
	accepted := s.Accepted()
	for i := range out {
		f := &out[i]
		f.Object = objectAt(s, f.Key)
		for _, a := range accepted {
			if a.Rule == f.Rule && !f.Refused {
				f.Accepted = a.Reason
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(s.Place(a.Key), s.Place(b.Key)), cmp.Compare(a.Item, b.Item), cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Rule, b.Rule))
	})
	return out
}

// objectAt is what a question is about: a part's title and the name that was given to what it describes, or the item
// of a list.
func objectAt(s *steps.Settled, k steps.Key) string {
	title := ""
	if p := s.Scenario.Part(k.Part()); p != nil {
		title = p.Title
	}
	if _, item := k.Item(); item != "" {
		return title + " " + quoted(item)
	}
	if name := s.Sight(k.Part()).Find("name"); name != nil && name.Open && !name.Value.Empty() && k != name.Key {
		return title + " " + quoted(name.Value.Text())
	}
	return title
}

// Idle are the accepted rules that would find nothing, or that are none, each with a word on it: whoever reads the
// answers should know that the line does nothing.
func Idle(s *steps.Settled, found []Finding) (notes []string) {
	for _, a := range s.Accepted() {
		switch _, known := Find(a.Rule); {
		case !known:
			notes = append(notes, "accept: "+a.Rule+" is no rule; eacwizard explain lists them")
		case !slices.ContainsFunc(found, func(f Finding) bool { return f.Rule == a.Rule && !f.Refused }):
			notes = append(notes, "accept: "+a.Rule+" finds nothing here, so there is nothing to accept; remove the line")
		}
	}
	return notes
}
