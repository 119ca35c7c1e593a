package answers

import (
	"testing"

	"eacwizard/steps"
)

// Every scenario ships with a sample that is whole.
func TestBuiltInSamples(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		file, err := Sample(sc.ID)
		if err != nil {
			t.Errorf("%s: %v", sc.ID, err)
			continue
		}
		if len(file.Notes) > 0 {
			t.Errorf("%s: answers that nobody asked for: %v", sc.ID, file.Notes)
		}
		up, problems := file.Settled.SetUp()
		if len(problems) > 0 {
			t.Errorf("%s: %v", sc.ID, problems)
			continue
		}
		for _, a := range up.Actions(up.Records()) {
			t.Logf("%s %-10s %-24s %v %s", sc.ID, a.Stage, a.ID, a.Needs, a.Title)
		}
		for _, r := range up.Records() {
			t.Logf("%s %+v", sc.ID, r)
		}
	}
}
