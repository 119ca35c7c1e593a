package check

import (
	"slices"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// chosen are the errors that somebody can choose their way into: never by what is proposed.
var chosen = map[string]string{
	"MF001": "the same name typed twice",
	"MF101": "a connector turned off, and the rule left on",
	"MF106": "another certificate than the accepted domain",
	"MF202": "the lock-down turned off",
	"MF410": "the connector to the own servers turned off, or its domains changed",
}

// An error is never the doing of a proposal: it stands at a question that somebody has answered otherwise, and is one of
// those that can be chosen.
func TestNoErrorByDefault(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		n, errors := 0, 0
		visit := func(s *steps.Settled) {
			n++
			for _, f := range Check(s) {
				if f.Severity != Error || f.Refused {
					continue
				}
				errors++
				if chosen[f.Rule] == "" || !s.At(f.Key).Said {
					t.Errorf("%s %s at %s: %s\n%s", f.Severity, f.Rule, f.Key, f.Sentence(), every.Says(s))
				}
			}
		}
		visit(sc.Settle(every.Filled(sc, nil)))
		for _, b := range bases {
			if b.scenario != sc.ID {
				continue
			}
			for _, p := range sc.Parts() {
				every.InPart(sc, p.ID, b.answers, visit)
			}
		}
		every.Walks(sc, 5, 300, visit)
		t.Logf("%s: %d ways, %d errors that were chosen", sc.ID, n, errors)
	}
}

// Of each base, every box and choice answered otherwise brings up nothing but what the rules mean: no rule panics, and
// each finding stands at a question that is asked.
func TestFindingsStandAtQuestions(t *testing.T) {
	for name, b := range bases {
		sc, a := answered(t, name, nil)
		every.Pairs(sc, a, func(s *steps.Settled) {
			for _, f := range Check(s) {
				q := s.At(f.Key)
				if !q.Open || f.Object == "" || f.Says == "" || f.Item >= len(q.Value) {
					t.Fatalf("%s: %+v\n%s", b.scenario, f, every.Says(s))
				}
			}
		})
	}
}

// Whatever stands in a text or list, the rules take it or leave it.
func TestHostileTexts(t *testing.T) {
	texts := []string{"", " ", "*", "*.", ".", "-", "<", "<#", "…", "“", "\x00", "\xff", "a b", "0", "0 .", "10 .", "/", "ip4:", "v=spf1", "v=spf1 -", "v=spf1 all all", "\u200d", "x.y", "*.com", "999.1.1.1", "1.2.3.4/33", "::1", "MF999"}
	for _, b := range bases {
		sc, _ := steps.Find(b.scenario)
		for _, q := range sc.Settle(b.answers).Asked {
			if q.Kind == steps.Choice || q.Kind == steps.Toggle {
				continue
			}
			for _, text := range texts {
				a := Change{Set: say{q.Key: {text, text}}}.Apply(b.answers)
				for _, f := range Check(sc.Settle(a)) {
					if f.Change != nil {
						Check(sc.Settle(f.Change.Apply(a)))
					}
				}
			}
		}
	}
}

// The same answers give the same findings in the same order, that of the questions.
func TestOrder(t *testing.T) {
	sc, a := answered(t, "hybrid", say{"lockdown.turn-it-on": {"false"}, "on-premises.certificate": {"*.adatum.com"}, "dns.domains": {"contoso.com"}, "service.name": {"Bob’s"}})
	s := sc.Settle(a)
	first := Check(s)
	if len(first) < 8 {
		t.Fatalf("only %d findings", len(first))
	}
	if !slices.IsSortedFunc(first, func(a, b Finding) int { return s.Place(a.Key) - s.Place(b.Key) }) {
		t.Errorf("not in the order of the questions: %v", first)
	}
	for range 5 {
		again := Check(sc.Settle(a))
		if !slices.EqualFunc(first, again, func(a, b Finding) bool { return a.Rule == b.Rule && a.Key == b.Key && a.Says == b.Says }) {
			t.Error("another order the next time")
		}
	}
}
