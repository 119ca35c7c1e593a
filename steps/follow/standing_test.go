package follow

import (
	"testing"

	"eacwizard/steps/answers"
	"eacwizard/steps/mailflow"
)

// TestOnBeforeTheMove: what is off only for its own test is on by the time the MX records move; the way out through the
// service is not.
func TestOnBeforeTheMove(t *testing.T) {
	for scenario, want := range map[string]bool{"third-party-filter-hybrid": true, "third-party-archive": false} {
		file, err := answers.Sample(scenario)
		if err != nil {
			t.Fatal(err)
		}
		draft, _ := file.Settled.Build()
		for _, c := range draft.Connectors {
			if out, ok := c.(mailflow.Outbound); ok && !out.StartsOff {
				t.Errorf("%s: %s is created on", scenario, out.PartID)
			}
		}
		for _, stage := range []Stage{BeforeMove, EndState} {
			now := at(draft, stage)
			if is := len(now.out) == 1 && len(now.outOff) == 0; is != (want || stage == EndState) {
				t.Errorf("%s at %v: %d on, %d off", scenario, stage, len(now.out), len(now.outOff))
			}
		}
	}
}
