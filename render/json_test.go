package render_test

import (
	"testing"

	"eacwizard/steps"
)

// TestActionsCallWhatIsThere: a program may run an action's command with the action's parameters.
func TestActionsCallWhatIsThere(t *testing.T) {
	table := cmdletTable(t)
	for _, sc := range steps.Scenarios() {
		for _, a := range setUpOf(t, sample(t, sc.ID)).Actions {
			known, ok := table[a.Command]
			if a.Command == "" || !ok {
				continue
			}
			for name := range a.Parameters {
				if _, ok := known[name]; !ok {
					t.Errorf("%s: %s has no -%s", a.ID, a.Command, name)
				}
			}
		}
	}
}
