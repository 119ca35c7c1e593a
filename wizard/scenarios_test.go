package wizard

import (
	"fmt"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/answers"
)

// sampleState is a walk at its start, with the sample answers of a scenario.
func sampleState(t testing.TB, id string, eac steps.EAC) (*steps.Scenario, steps.State) {
	t.Helper()
	file, err := answers.Sample(id)
	if err != nil {
		t.Fatal(err)
	}
	return file.Scenario, steps.State{Answers: file.Answers, EAC: eac, Sample: true}
}

func startSample(t *testing.T, s size, l *look, id string, eac steps.EAC) *walker {
	t.Helper()
	sc, st := sampleState(t, id, eac)
	return startFlow(t, s, l, steps.NewFlow(sc, st))
}

// Every page of every scenario, in both EACs, from its sample by Next alone to the documents.
func TestScenarioPages(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		for _, eac := range steps.EACs() {
			sizes := []size{at80}
			switch sc.ID + string(eac) {
			case "add-on-serviceclassic", "third-party-filternew":
				sizes = append(sizes, size{120, 40})
			case "add-on-servicenew", "third-party-filter-hybridclassic":
				sizes = append(sizes, size{60, 20})
			}
			for _, s := range sizes {
				name := fmt.Sprintf("%s-%s-%dx%d", sc.ID, eac, s.w, s.h)
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					w := startSample(t, s, plainLook(), sc.ID, eac)
					for range 60 {
						w.frame()
						if w.m.screen == showing {
							break
						}
						w.snap(w.m.flow.Page().ID).next()
					}
					w.sees("Documents ready").snap("documents").finish("pages-" + name)
				})
			}
		}
	}
}
