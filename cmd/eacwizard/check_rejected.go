package main

import (
	"cmp"
	"slices"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/check"
	"eacwizard/steps/mailflow"
)

// findings are those of a file's answers; rejected is what is wrong with the file, or nil. What breaks a rule by not
// being an answer at all is a finding as well, and what would only follow from such an answer is none.
func findings(file *answers.File, rejected *answers.Rejected) []check.Finding {
	found := check.Check(file.Settled)
	if rejected == nil {
		return found
	}
	type breach struct {
		key  steps.Key
		rule string
	}
	told := map[breach]bool{}
	found = slices.DeleteFunc(found, func(f check.Finding) bool {
		b := breach{f.Key, f.Rule}
		real := slices.ContainsFunc(rejected.Problems, func(p answers.Problem) bool { return breach{p.Key, p.Rule} == b })
		told[b] = told[b] || f.Refused && real
		return f.Refused && !real
	})
	for _, p := range rejected.Problems {
		if p.Rule == "" || told[breach{p.Key, p.Rule}] {
			continue
		}
		f, ok := check.Refusal(file.Settled, steps.Problem{Key: p.Key, Item: p.Item, Fault: &mailflow.Fault{Why: p.Why, Fix: p.Fix, Rule: p.Rule}})
		if ok {
			f.Value = p.Value
			found = append(found, f)
		}
	}
	asked := map[steps.Key]int{}
	for i, q := range file.Settled.Asked {
		asked[q.Key] = i
	}
	slices.SortStableFunc(found, func(a, b check.Finding) int { return cmp.Compare(asked[a.Key], asked[b.Key]) })
	return found
}
