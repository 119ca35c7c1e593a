package check

import (
	"slices"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// refusals are the problems that break a rule, as findings with the same sentence and fix.
func refusals(s *steps.Settled, problems []steps.Problem) (out []Finding) {
	for _, p := range problems {
		if f, ok := refusal(s, p); ok {
			out = append(out, f)
		}
	}
	return out
}

// Refusal is the finding that a problem comes to; false for one that breaks no rule, as a missing answer.
func Refusal(s *steps.Settled, p steps.Problem) (Finding, bool) {
	f, ok := refusal(s, p)
	f.Object = objectAt(s, f.Key)
	return f, ok
}

func refusal(s *steps.Settled, p steps.Problem) (Finding, bool) {
	if p.Fault == nil || p.Fault.Rule == "" {
		return Finding{}, false
	}
	f := Finding{
		Rule: p.Fault.Rule, Severity: Error, Key: p.Key, Item: p.Item, Value: p.Fault.Value,
		Says: p.Fault.Why, Fix: p.Fault.Fix, Refused: true,
	}
	if p.Fault.Value != "" {
		f.Says = (&mailflow.Fault{Value: p.Fault.Value, Why: p.Fault.Why}).Error()
		f.Change = inPlace(s.At(p.Key), p)
	} else {
		f.Change = demanded(p.Fault.Rule, p.Key)
	}
	return f, true
}

// inPlace puts what was probably meant where a value cannot stand.
func inPlace(q steps.Asked, p steps.Problem) *Change {
	if q.Field == nil {
		return nil
	}
	meant := p.Fault.Offers
	if len(meant) == 0 && q.Pick != nil {
		for _, found := range q.Pick(p.Fault.Value, nil) {
			if found.Verdict == mailflow.Rejected {
				return nil
			}
			meant = append(meant, found.Values...)
		}
	}
	for _, value := range meant {
		if q.Fault(value) != nil {
			return nil
		}
	}
	switch {
	case len(meant) == 0, p.Item < 0 && len(meant) > 1:
		return nil
	case p.Item < 0:
		return set(q.Key, meant[0])
	}
	return inList(q, p.Item, meant...)
}

// inList puts values in the place of one item, each once in the list; none takes the item away.
func inList(q steps.Asked, i int, values ...string) *Change {
	if i >= len(q.Value) {
		return nil
	}
	rest := slices.Delete(slices.Clone(q.Value), i, i+1)
	fresh := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return slices.Contains(rest, v) })
	return &Change{Set: steps.Answers{q.Key: slices.Insert(rest, i, fresh...)}}
}

// demanded is the fix of a broken demand; nil where only a person can make it.
func demanded(rule string, k steps.Key) *Change {
	beside := func(name string) steps.Key { return steps.MakeKey(k.Part(), name) }
	switch rule {
	case "MF202":
		return back(beside("reject-unless-tls"), beside("require-certificate-name"))
	case "MF013":
		return back(beside("reject-unless-from-ip-addresses"))
	}
	return nil
}
