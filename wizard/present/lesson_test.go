package present

import (
	"testing"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/check"
)

// Every scenario has a ready lesson that is told to its end: notes at each step of its author's, at least two questions
// to the audience, and answers that make documents and no error that the scenario's sample does not have.
func TestReadyLessons(t *testing.T) {
	all, err := ReadyAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, sc := range steps.Scenarios() {
		l := all[i]
		t.Run(sc.ID, func(t *testing.T) {
			if l.Scenario != sc || l.Title == "" || l.Audience == "" || l.Intro == "" {
				t.Errorf("it is about %s, called %q, for %q", l.Scenario.ID, l.Title, l.Audience)
			}
			asks, messages := 0, 0
			for _, s := range l.Steps {
				if s.Notes == "" {
					t.Errorf("the step %s%s%s has no notes", s.At, s.Slide, s.Message)
				}
				if s.Predict != nil {
					asks++
				}
				if s.Message != "" {
					messages++
				}
			}
			if asks < 2 || messages < 2 {
				t.Errorf("it asks the audience %d times and follows %d messages", asks, messages)
			}
			for _, eac := range steps.EACs() {
				stops, misfits := tell(l, eac)
				if len(misfits) > 0 {
					t.Fatalf("%s: %v", eac, misfits)
				}
				end := steps.NewFlow(sc, stops[len(stops)-1].after)
				want := sc.Settle(l.Answers).Said()
				if got := end.Settled().Said(); !same(got, want) {
					t.Errorf("%s: told to the end it has %v, want %v", eac, got, want)
				}
				if _, err := render.All(end.Settled()); err != nil {
					t.Errorf("%s: %v", eac, err)
				}
			}
			sample, err := answers.Sample(sc.ID)
			if err != nil {
				t.Fatal(err)
			}
			known := map[string]bool{}
			for _, f := range check.Check(sample.Settled) {
				known[f.Rule] = true
			}
			for _, f := range check.Check(sc.Settle(l.Answers)) {
				if f.Counts() && f.Severity == check.Error && !known[f.Rule] {
					t.Errorf("its answers have an error that the sample does not have: %s %s", f.Rule, f.Sentence())
				}
			}
		})
	}
}

func same(a, b steps.Answers) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		w, ok := b[k]
		if !ok || len(v) != len(w) {
			return false
		}
		for i := range v {
			if v[i] != w[i] {
				return false
			}
		}
	}
	return true
}
