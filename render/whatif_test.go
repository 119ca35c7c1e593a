package render_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// TestWhatIfChangesNothing runs each stage of each scenario with -WhatIf before it is run: nothing in the organization
// changes, no file is written or changed, nobody is asked, and no test message leaves. Roll-back and verify alike.
func TestWhatIfChangesNothing(t *testing.T) {
	var all []*steps.Settled
	for scenario := range organizations() {
		all = append(all, sample(t, scenario))
	}
	all = append(all,
		sample(t, "third-party-filter", "filtering.pilot-users: pilot@contoso.com", "dns.inbound-dane: true", "lockdown.reject-direct-send: true"),
		sample(t, "third-party-filter", "filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24"),
		sample(t, "third-party-archive", "through-service.validation-addresses: admin@fabrikam.com"))
	for _, s := range all {
		at := organizations()[s.Scenario.ID]
		at.domains[0].(*psObject).set("SmtpDaneStatus", "Enabled")
		before := at.image()
		c := newComputer(at)
		tries := func(doc string, given map[string]any) {
			t.Helper()
			text := document(t, doc, s)
			head, _, _, err := readScript(text)
			if err != nil {
				t.Fatal(err)
			}
			stages := stagesOf(head)
			if doc == "verify" {
				stages = stages[len(stages)-min(len(stages), 1):]
			}
			if len(stages) == 0 {
				stages = []string{""}
			}
			for _, stage := range stages {
				with := map[string]any{"stage": stage, "whatifpreference": true}
				maps.Copy(with, given)
				image, files := at.image(), maps.Clone(c.files)
				thrown, r := c.run(t, text, with)
				if thrown != "" {
					t.Errorf("%s, %s %s -WhatIf: %s", s.Scenario.ID, doc, stage, thrown)
				}
				if diff := cmp.Diff(image, at.image()); diff != "" {
					t.Errorf("%s, %s %s -WhatIf changed:\n%s", s.Scenario.ID, doc, stage, diff)
				}
				if diff := cmp.Diff(files, c.files); diff != "" {
					t.Errorf("%s, %s %s -WhatIf wrote:\n%s", s.Scenario.ID, doc, stage, diff)
				}
				if calls := order(r.changes()); len(calls) > 0 || r.asked > 0 || len(r.called("Validate-OutboundConnector", "Set-Content")) > 0 {
					t.Errorf("%s, %s %s -WhatIf ran %v, and asked %d times", s.Scenario.ID, doc, stage, calls, r.asked)
				}
				if doc == "verify" {
					continue
				}
				with["whatifpreference"], with["ready"] = false, true
				for range 2 { // where a rule was on, roll-back removes nothing at first
					if thrown, _ = c.run(t, text, with); thrown != "" {
						t.Fatalf("%s, %s %s: %s", s.Scenario.ID, doc, stage, thrown)
					}
				}
			}
		}
		tries("script", nil)
		if len(at.outbound)+len(at.inbound) == 0 {
			t.Errorf("%s made nothing", s.Scenario.ID)
		}
		tries("verify", map[string]any{"validate": true})
		tries("rollback", nil)
		if at.sealers == " " { // as the command empties the list
			at.sealers = nil
		}
		if diff := cmp.Diff(before, at.image()); diff != "" {
			t.Errorf("%s was not rolled back:\n%s", s.Scenario.ID, diff)
		}
	}
}
