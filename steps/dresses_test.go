package steps_test

import (
	"maps"
	"slices"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/answers"
)

// choices are the answers that a choice or a toggle can have.
func choices(q steps.Asked) (out []steps.Value) {
	switch {
	case !q.Open || q.Fixed:
	case q.Kind == steps.Toggle:
		out = []steps.Value{{"true"}, {"false"}}
	case q.Kind == steps.Choice:
		for _, o := range q.Options {
			out = append(out, steps.Value{o.Value})
		}
	}
	return out
}

// combine visits every reachable combination of the choices among the questions that vary, everything else as in a.
func combine(sc *steps.Scenario, a steps.Answers, vary func(steps.Asked) bool, visit func(steps.Answers)) {
	combineFrom(sc, a, vary, map[steps.Key]bool{}, visit)
}

func combineFrom(sc *steps.Scenario, a steps.Answers, vary func(steps.Asked) bool, done map[steps.Key]bool, visit func(steps.Answers)) {
	for _, q := range sc.Settle(a).Asked {
		values := choices(q)
		if len(values) == 0 || done[q.Key] || !vary(q) {
			continue
		}
		done[q.Key] = true
		for _, v := range values {
			b := maps.Clone(a)
			b[q.Key] = v
			combineFrom(sc, b, vary, done, visit)
		}
		delete(done, q.Key)
		return
	}
	visit(a)
}

// shown are the open questions that the pages of an EAC ask, each as often as it stands there.
func shown(sc *steps.Scenario, a steps.Answers, eac steps.EAC) (out []steps.Key) {
	s := sc.Settle(a)
	s.EAC = eac
	for _, p := range s.Pages() {
		if p.Kind == steps.ReviewPage { // it asks again what another page has
			continue
		}
		for _, k := range p.Keys() {
			if s.At(k).Open {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return out
}

// dressesAgree holds for every combination: both EACs ask the same, and each question once.
func dressesAgree(t *testing.T, sc *steps.Scenario, a steps.Answers) {
	t.Helper()
	in, classic := shown(sc, a, steps.NewEAC), shown(sc, a, steps.ClassicEAC)
	if !slices.Equal(in, classic) {
		t.Errorf("the new EAC asks %v, the Classic one %v: %v", in, classic, a)
	}
	if once := slices.Compact(slices.Clone(in)); len(once) != len(in) {
		t.Errorf("a question stands twice: %v: %v", in, a)
	}
}

// turnsPages reports a choice that may decide about pages or questions. A rule's options decide about nothing else, and
// neither does what only a summary repeats.
func turnsPages(q steps.Asked) bool {
	if q.Fixed || q.Kind != steps.Choice && q.Kind != steps.Toggle {
		return false
	}
	switch q.Name {
	case "severity", "mode", "stop-processing-more-rules", "defer", "match-sender-address-in-message", "mta-sts", "inbound-dane", "cloud", "retain-internal-headers":
		return false
	}
	return true
}

// Both EACs ask the same questions: exhaustively within each part, the others at the sample, and for every pair of choices
// across parts.
func TestBothEACsAskTheSame(t *testing.T) {
	n := 0
	for _, sc := range steps.Scenarios() {
		file, err := answers.Sample(sc.ID)
		if err != nil {
			t.Fatal(err)
		}
		visit := func(a steps.Answers) { n++; dressesAgree(t, sc, a) }
		visit(steps.Answers{})
		for _, part := range sc.Parts() {
			combine(sc, file.Answers, func(q steps.Asked) bool {
				return q.Key.Part() == part.ID && turnsPages(q)
			}, visit)
		}
		asked := file.Settled.Asked
		for i, p := range asked {
			for _, q := range asked[i+1:] {
				if p.Key.Part() == q.Key.Part() || !turnsPages(p) || !turnsPages(q) {
					continue
				}
				combine(sc, file.Answers, func(r steps.Asked) bool { return r.Key == p.Key || r.Key == q.Key }, visit)
			}
		}
	}
	t.Logf("%d combinations", n)
	if n < 1000 {
		t.Errorf("only %d combinations", n)
	}
}
