package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

func piloted(t *testing.T) *steps.Settled {
	t.Helper()
	s := sample(t, "third-party-filter", "filtering.pilot-users: pilot@contoso.com", "filtering.pilot-users: second@contoso.com")
	if p := s.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	return s
}

// isPilot reports whether Enhanced Filtering of the connector is for the pilot alone.
func isPilot(at *service) bool { return len(texts(at.inbound[0].values["EFUsers"])) == 2 }

// TestPilotEnds: its end is a stage of its own, between the move of the MX records and the lock-down, which waits for it.
func TestPilotEnds(t *testing.T) {
	s, at := piloted(t), contoso()
	text := document(t, "paste", s)
	for _, says := range []string{"BLOCK 2 OF 3: END THE PILOT.", "comes through the service, and its header"} {
		if !strings.Contains(text, says) {
			t.Errorf("no %q", says)
		}
	}
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done: 2 of 2")
	if !isPilot(at) {
		t.Fatal("no pilot:", at.inbound[0].values["EFUsers"])
	}
	thrown, r = paste(t, s, 3, at)
	wants(t, thrown, r, "!is not there as block 2 leaves it. Paste that block first.", "Nothing was changed.")
	thrown, r = paste(t, s, 2, at)
	wants(t, thrown, r, "Actions done: 1 of 1", "done and read back as wanted")
	want := []psCall{{"Set-InboundConnector", map[string]any{"Identity": firstGuid, "EFUsers": nil, "Confirm": false, "ErrorAction": "Stop"}}}
	if diff := cmp.Diff(want, r.called("Set-InboundConnector"), cmp.AllowUnexported(psCall{})); diff != "" {
		t.Error(diff)
	}
	if at.inbound[0].values["EFUsers"] != nil || at.inbound[0].values["RequireTls"] != false {
		t.Error("the pilot goes on, or the lock-down is there:", at.inbound[0].values)
	}
	thrown, r = paste(t, s, 3, at)
	wants(t, thrown, r, "Actions done: 2 of 2")
	for block := range 3 {
		thrown, r = paste(t, s, block+1, at)
		wants(t, thrown, r, "unchanged")
		if len(r.changes()) > 0 {
			t.Error("a second paste changed:", order(r.changes()))
		}
	}
}

// TestPilotWithoutLockDown: the connector may be one that shall refuse nothing, or one that another stage never locks.
func TestPilotWithoutLockDown(t *testing.T) {
	s := sample(t, "third-party-filter", "filtering.pilot-users: pilot@contoso.com", "lockdown.turn-it-on: false")
	at := contoso()
	if p := s.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	c := newComputer(at)
	c.all(t, document(t, "script", s), nil)
	if v := at.inbound[0].values; v["EFUsers"] != nil || v["RestrictDomainsToCertificate"] != false || v["Enabled"] != true {
		t.Error(v)
	}
}

// TestPilotInScriptVerifyAndRollback: verify expects the pilot until the stage that ends it was done; roll-back brings it
// back only when mail no longer comes through the service.
func TestPilotInScriptVerifyAndRollback(t *testing.T) {
	s, at := piloted(t), contoso()
	c, text, check, back := newComputer(at), document(t, "script", s), document(t, "verify", s), document(t, "rollback", s)
	differs := func(stage string) (out []string) {
		t.Helper()
		thrown, r := c.run(t, check, map[string]any{"stage": stage})
		if thrown != "" || len(r.results) < 8 {
			t.Fatal(thrown, len(r.results))
		}
		for _, o := range r.results {
			if v := o.(*psObject).values; v["Agrees"] != true {
				out = append(out, fmt.Sprintf("%v: expected %v, found %v", v["Property"], v["Expected"], v["Found"]))
			}
		}
		slices.Sort(out)
		return out
	}
	locked := []string{"RequireTls: expected True, found False", "RestrictDomainsToCertificate: expected True, found False"}
	both := "pilot@contoso.com, second@contoso.com"
	for i, stage := range []string{"create", "pilot", "lock"} {
		thrown, _ := c.run(t, text, map[string]any{"stage": stage, "ready": true})
		if thrown != "" {
			t.Fatal(stage, thrown)
		}
		for j, last := range []string{"create", "pilot", "lock"} {
			var want []string
			found := strings.Join(texts(at.inbound[0].values["EFUsers"]), ", ")
			switch {
			case i == 0 && j == 1:
				want = []string{"EFUsers: expected not set, found " + found}
			case i == 0 && j == 2:
				want = append([]string{"EFUsers: expected not set, found " + found}, locked...)
			case i > 0 && j == 0:
				want = []string{"EFUsers: expected " + both + ", found not set"}
				if i == 2 {
					want = append(want, "RequireTls: expected False, found True", "RestrictDomainsToCertificate: expected False, found True")
				}
			case i == 1 && j == 2:
				want = locked
			case i == 2 && j == 1:
				want = []string{"RequireTls: expected False, found True", "RestrictDomainsToCertificate: expected False, found True"}
			}
			if diff := cmp.Diff(want, differs(last)); diff != "" {
				t.Errorf("after %s, verify -Stage %s: %s", stage, last, diff)
			}
		}
	}
	_, r := c.run(t, check, map[string]any{"stage": "PILOT"}) // as ValidateSet takes it
	if len(r.results) < 8 || len(differs("pilot")) != 2 {
		t.Error(len(r.results), "rows")
	}
	if _, r := c.run(t, text, map[string]any{"stage": "create", "ready": true}); len(r.changes()) > 0 {
		t.Error("the first stage began the pilot again:", order(r.changes()))
	}

	if thrown, _ := c.run(t, back, nil); thrown != "" || isPilot(at) || at.inbound[0].values["RequireTls"] != false {
		t.Error("the lock-down has to go at once, the pilot stays ended:", thrown, at.inbound[0].values["EFUsers"])
	}
	thrown, r := c.run(t, back, map[string]any{"stage": "remove", "ready": true})
	if diff := cmp.Diff([]string{"Set-ArcConfig", "Remove-InboundConnector"}, order(r.changes())); thrown != "" || diff != "" {
		t.Error(thrown, diff)
	}
}

// TestPilotOfAConnectorThatStays: a connector that was there before gets its pilot back, only in the stage remove.
func TestPilotOfAConnectorThatStays(t *testing.T) {
	s, at := piloted(t), contoso()
	c, text, back := newComputer(at), document(t, "script", s), document(t, "rollback", s)
	c.run(t, text, map[string]any{"stage": "create", "ready": true})
	c.files = map[string]string{}
	for _, stage := range []string{"pilot", "lock"} {
		if thrown, _ := c.run(t, text, map[string]any{"stage": stage, "ready": true}); thrown != "" {
			t.Fatal(thrown)
		}
	}
	if thrown, _ := c.run(t, back, nil); thrown != "" || isPilot(at) || at.inbound[0].values["RequireTls"] != false {
		t.Error(thrown, at.inbound[0].values)
	}
	if thrown, _ := c.run(t, back, map[string]any{"stage": "remove", "ready": true}); thrown != "" || len(at.inbound) != 1 || !isPilot(at) {
		t.Error(thrown, at.inbound)
	}
}

// TestPilotRolledBackByGuid: the GUIDs alone lead to the same.
func TestPilotRolledBackByGuid(t *testing.T) {
	s, at := piloted(t), contoso()
	for block := range 3 {
		paste(t, s, block+1, at)
	}
	c, back := newComputer(at), document(t, "rollback", s)
	given := map[string]any{"createdguid": []any{firstGuid}}
	if thrown, _ := c.run(t, back, given); thrown != "" || isPilot(at) || at.inbound[0].values["RequireTls"] != false {
		t.Error(thrown, at.inbound[0].values)
	}
	given["stage"], given["ready"] = "remove", true
	if thrown, _ := c.run(t, back, given); thrown != "" || len(at.inbound) > 0 {
		t.Error(thrown)
	}
}
