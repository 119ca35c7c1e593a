package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"eacwizard/steps"
)

// many are n blocks of addresses that are somebody's.
func many(n int) (out steps.Value) {
	for i := range n {
		out = append(out, fmt.Sprintf("20.%d.%d.0/24", 50+i/250, i%250))
	}
	return out
}

// blocks are n terms of an SPF record.
func blocks(n int) string {
	var b strings.Builder
	for _, block := range many(n) {
		b.WriteString("ip4:" + block + " ")
	}
	return b.String()
}

func long(n int) string { return strings.Repeat("x", n) }

// of are the findings of one rule.
func of(all []Finding, rule string) []Finding {
	return slices.DeleteFunc(slices.Clone(all), func(f Finding) bool { return f.Rule != rule })
}

func (e example) String() string {
	return fmt.Sprintf("%s, %s case, %s with %v", e.rule, e.from, e.base, e.say)
}

func TestExamples(t *testing.T) {
	for _, e := range examples {
		sc, a := answered(t, e.base, e.say)
		s := sc.Settle(a)
		for k := range e.say {
			if s.At(k).Field == nil {
				t.Errorf("%v: there is no question %s", e, k)
			}
		}
		found := of(Check(s), e.rule)
		if e.fires == quiet {
			if len(found) > 0 {
				t.Errorf("%v: %v", e, found)
			}
			continue
		}
		i := slices.IndexFunc(found, func(f Finding) bool { return f.Key == e.at && f.Severity == e.fires })
		if i < 0 {
			t.Errorf("%v: no %s at %s in %v", e, e.fires, e.at, found)
			continue
		}
		checkForm(t, s, e, found[i])
		checkFix(t, sc, a, e, found[i])
	}
}

// A finding names its object and value, says and mends in the tone of the house, and stands at an open question.
func checkForm(t *testing.T, s *steps.Settled, e example, f Finding) {
	t.Helper()
	q := s.At(f.Key)
	switch {
	case f.Object == "" || f.Says == "" || f.Fix == "":
		t.Errorf("%v: %+v lacks something", e, f)
	case !q.Open:
		t.Errorf("%v: it stands at %s, which is not asked", e, f.Key)
	case strings.HasSuffix(f.Says, ".") || strings.HasSuffix(f.Fix, ".") || f.Fix[0] >= 'A' && f.Fix[0] <= 'Z' && !strings.HasPrefix(f.Fix, "Exchange"):
		t.Errorf("%v: %s", e, f.Sentence())
	case f.Item >= len(q.Value):
		t.Errorf("%v: item %d of %v", e, f.Item, q.Value)
	case !slices.Contains(fieldRules[e.rule], q.Name) && !slices.Contains([]string{"MF510", "MF701", "MF703", "MF706"}, e.rule):
		t.Errorf("%v: fieldRules do not know of %s", e, q.Name)
	}
	if r, _ := Find(e.rule); !f.Refused && f.Severity > r.Severity {
		t.Errorf("%v: graver than the rule, which is a %s at most", e, r.Severity)
	}
}

// A fix silences its rule there, and brings up nothing graver than was there.
func checkFix(t *testing.T, sc *steps.Scenario, a say, e example, f Finding) {
	t.Helper()
	if f.Change == nil {
		return
	}
	before := maps.Clone(a)
	fixed := f.Change.Apply(a)
	if !maps.EqualFunc(before, a, func(v, w steps.Value) bool { return slices.Equal(v, w) }) {
		t.Errorf("%v: the fix changed the answers that it was given", e)
	}
	s := sc.Settle(fixed)
	for _, left := range of(Check(s), e.rule) {
		if left.Key == f.Key && left.Value == f.Value && left.Severity == f.Severity {
			t.Errorf("%v: after %+v it still says %s", e, *f.Change, left.Sentence())
		}
	}
	was := Check(sc.Settle(a))
	for _, now := range Check(s) {
		if now.Severity == Error && len(of(was, now.Rule)) == 0 {
			t.Errorf("%v: after %+v it says %s", e, *f.Change, now.Sentence())
		}
	}
	for _, p := range s.Problems() {
		if p.Missing {
			t.Errorf("%v: after %+v an answer is missing: %v", e, *f.Change, p)
		}
	}
}

// notSpoken says of rules why the catalogue's own firing case cannot be said in answers, and what stands for it.
var notSpoken = map[string]string{
	"MF002": "the answer file's reader refuses it: see TestUpheld",
	"MF101": "the scenario always has the four parts: a connector that stays off is as good as none",
	"MF202": "type and sender domains are fixed: a connector that restricts nothing stands for them",
	"MF203": "the plan's order is fixed: domains that have not moved stand for it",
	"MF204": "further connectors are another scenario: not having provided for others stands for it",
	"MF304": "own servers come behind Exchange Online: a list that lacks a hop stands for it",
	"MF308": "a rule without an address is missing an answer: one that is too wide stands for it",
	"MF310": "nothing is overwritten: a seal in the customer's own name stands for it",
	"MF405": "other rules are the organization's: not stopping stands for it",
	"MF406": "a gateway and an add-on are two scenarios: the two outbound connectors of a hybrid stand for it",
	"MF410": "an outbound connector is always there: one that stays off is as good as none",
	"MF504": "a bare domain is refused under MF506",
	"MF507": "what is needed is merged in",
	"MF511": "needs a look: see TestSeen",
	"MF603": "what a certificate is like is not asked: the length of its name is",
}

// Every rule that can find something has the catalogue's cases and one of our own; every other says why it cannot.
func TestEveryRuleIsCovered(t *testing.T) {
	if n := len(Rules()); n != 73 {
		t.Errorf("%d rules", n)
	}
	last := ""
	for _, r := range Rules() {
		if r.ID <= last || r.Name == "" || r.Why == "" || r.Fix == "" || r.Source == "" || len(r.Needs) == 0 || r.Severity == unset || r.Group == "" {
			t.Errorf("%s lacks something, or stands behind %s", r.ID, last)
		}
		last = r.ID
		live := r.find != nil || r.Parser // it can find something in answers
		if !live && r.Upheld == "" && r.Lacks == "" {
			t.Errorf("%s is not live and does not say why", r.ID)
		}
		if !strings.HasSuffix(r.Why, ".") {
			t.Errorf("%s: %s", r.ID, r.Why)
		}
		if !live || r.ID == "MF002" || r.ID == "MF511" {
			continue
		}
		has := func(from string, fires bool) bool {
			return slices.ContainsFunc(examples, func(e example) bool { return e.rule == r.ID && e.from == from && (e.fires != quiet) == fires })
		}
		if !has(catalog, true) || !has(catalog, false) || !has(own, true) && !has(own, false) {
			t.Errorf("%s lacks a case", r.ID)
		}
	}
	for rule := range notSpoken {
		if _, ok := Find(rule); !ok {
			t.Errorf("there is no rule %s", rule)
		}
	}
}
