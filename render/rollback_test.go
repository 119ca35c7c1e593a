package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRollbackKeepsTheBypass: what the service delivers is not filtered until its mail comes no more.
func TestRollbackKeepsTheBypass(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter", "filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24")
	before := at.image()
	c := newComputer(at)
	c.all(t, document(t, "script", s), nil)
	if len(at.rules) != 1 || at.rules[0].values["State"] != "Enabled" {
		t.Fatal("no rule")
	}
	back := document(t, "rollback", s)
	c.run(t, back, nil)
	if at.rules[0].values["State"] != "Enabled" {
		t.Error("the stage stop turned it off")
	}
	thrown, r := c.run(t, back, map[string]any{"stage": "remove", "ready": true})
	want := []string{"Remove-TransportRule", "Set-ArcConfig", "Remove-InboundConnector"}
	if diff := cmp.Diff(want, order(r.changes())); thrown != "" || diff != "" {
		t.Error(thrown, diff)
	}
	at.sealers = nil
	if diff := cmp.Diff(before, at.image()); diff != "" {
		t.Error(diff)
	}
}

// TestRollbackKeepsWhatRelayNeeds: GUIDs alone say nothing of the type of a domain.
func TestRollbackKeepsWhatRelayNeeds(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter-hybrid")
	c := newComputer(at)
	c.all(t, document(t, "script", s), nil)
	var guids []any
	for _, o := range slices.Concat(at.outbound, at.inbound) {
		guids = append(guids, o.values["Guid"])
	}
	back := document(t, "rollback", s)
	given := map[string]any{"stage": "remove", "ready": true, "createdguid": guids}
	if thrown, _ := c.run(t, back, map[string]any{"createdguid": guids}); thrown != "" {
		t.Fatal(thrown)
	}
	thrown, r := c.run(t, back, given)
	if !strings.Contains(thrown, "contoso.com is InternalRelay") || len(r.changes()) > 0 {
		t.Error(thrown, order(r.changes()))
	}
	at.domains[0].(*psObject).set("DomainType", "Authoritative")
	if thrown, _ = c.run(t, back, given); thrown != "" || len(at.outbound)+len(at.inbound) > 0 {
		t.Error(thrown)
	}
}

// TestRollbackLooksForRules: mail that a rule sends to a connector that is gone is not delivered. The rule of the set-up
// goes with its connector.
func TestRollbackLooksForRules(t *testing.T) {
	for scenario, named := range map[string]string{"connector": "Name", "add-on-service": "Guid", "third-party-archive": "Name"} {
		at, s := organizations()[scenario], sample(t, scenario)
		c, back := newComputer(at), document(t, "rollback", s)
		c.all(t, document(t, "script", s), nil)
		if thrown, _ := c.run(t, back, nil); thrown != "" {
			t.Fatal(thrown)
		}
		other := newObject("Name", "Somebody's", "Guid", "11111111-0000-0000-0000-00000000000a", "State", "Disabled", "RouteMessageOutboundConnector", at.outbound[0].values[named])
		at.rules = append(at.rules, other)
		remove := map[string]any{"stage": "remove", "ready": true}
		thrown, r := c.run(t, back, remove)
		if !strings.Contains(thrown, "Somebody's names Office 365 to Contoso") || len(r.changes()) > 0 {
			t.Errorf("%s: %q, %v", scenario, thrown, order(r.changes()))
		}
		other.set("RouteMessageOutboundConnector", "Another")
		if thrown, _ = c.run(t, back, remove); thrown != "" || len(at.outbound) > 0 || len(at.rules) != 1 {
			t.Errorf("%s: %q, %d rules", scenario, thrown, len(at.rules))
		}
	}
}

// TestRollbackNamesWhatHasNoGUID: whoever undoes what was pasted has to put the rest back by hand.
func TestRollbackNamesWhatHasNoGUID(t *testing.T) {
	for scenario, says := range map[string]string{
		"add-on-service": "", "third-party-filter": "undone by hand: the trusted ARC sealer.", "third-party-filter-hybrid": "undone by hand: the types of domains.",
	} {
		at, s := organizations()[scenario], sample(t, scenario)
		c := newComputer(at)
		c.all(t, document(t, "script", s), nil)
		_, r := c.run(t, document(t, "rollback", s), map[string]any{"createdguid": []any{at.inbound[0].values["Guid"]}})
		if warned(r, "undone by hand") != (says != "") || !warned(r, says) {
			t.Errorf("%s: %v", scenario, r.called("Write-Warning"))
		}
	}
}

// TestRollbackTakesOnlyItsOwn: a GUID of somebody else's connector, or of the wizard's, is refused.
func TestRollbackTakesOnlyItsOwn(t *testing.T) {
	for property, c := range map[string]struct{ value, says string }{
		"Name":            {"Somebody else's", "which this set-up does not make"},
		"ConnectorSource": {"HybridWizard", "The Hybrid Configuration wizard made"},
	} {
		at, s := fabrikam(), sample(t, "add-on-service")
		computer := newComputer(at)
		computer.all(t, document(t, "script", s), nil)
		at.outbound[0].set(property, c.value)
		thrown, r := computer.run(t, document(t, "rollback", s), map[string]any{
			"stage": "remove", "ready": true, "createdguid": []any{at.outbound[0].values["Guid"]}})
		if !strings.Contains(thrown, c.says) || len(r.changes()) > 0 {
			t.Errorf("%s: %q, %v", property, thrown, order(r.changes()))
		}
	}
}

// TestRollbackReadsBack: what the service says it did and did not do is no success.
func TestRollbackReadsBack(t *testing.T) {
	for command, stage := range map[string]string{
		"Disable-TransportRule": "stop", "Set-InboundConnector": "stop", "Set-AcceptedDomain": "remove", "Set-ArcConfig": "remove",
		"Remove-OutboundConnector": "remove", "Remove-InboundConnector": "remove", "Remove-TransportRule": "remove",
	} {
		scenario := "third-party-filter-hybrid"
		switch {
		case strings.Contains(command, "Rule"):
			scenario = "add-on-service"
		case command == "Set-ArcConfig":
			scenario = "third-party-filter"
		}
		at, s := organizations()[scenario], sample(t, scenario)
		c := newComputer(at)
		c.all(t, document(t, "script", s), nil)
		back := document(t, "rollback", s)
		if stage == "remove" {
			c.run(t, back, nil)
		}
		at.ignores = command
		thrown, r := c.run(t, back, map[string]any{"stage": stage, "ready": true})
		if len(r.called(command)) == 0 {
			t.Errorf("%s is not run in %s", command, scenario)
		} else if !strings.Contains(thrown, "back") {
			t.Errorf("%s: %q", command, thrown)
		} else if command == "Set-ArcConfig" && !strings.Contains(thrown, "expected nothing, found contosomailfilter.com") {
			t.Errorf("nobody can tell which list it has to be: %q", thrown)
		}
	}
}

// TestRecordGoesOn: other answers of the same set-up go on with its record, and roll-back knows all of it.
func TestRecordGoesOn(t *testing.T) {
	at := fabrikam()
	before := at.image()
	c := newComputer(at)
	c.all(t, document(t, "script", sample(t, "add-on-service")), nil)
	at.rules[0].set("State", "Disabled")
	later := sample(t, "add-on-service", "rule.comments: Ticket 12")
	if results, _ := c.all(t, document(t, "script", later), nil); !slices.Contains(results, "Changed") {
		t.Error(results)
	}
	c.all(t, document(t, "rollback", later), nil)
	if diff := cmp.Diff(before, at.image()); diff != "" {
		t.Error(diff)
	}
}

// TestRecordKeepsValues: a comment stays as it was, and a date in the form that every computer reads alike.
func TestRecordKeepsValues(t *testing.T) {
	at := fabrikam()
	c, text := newComputer(at), document(t, "script", sample(t, "add-on-service", "rule.comments: Ours"))
	c.all(t, text, nil)
	at.rules[0].set("State", "Disabled")
	at.rules[0].set("Comments", "see ticket;12")
	at.rules[0].set("ExpiryDate", psMoment{})
	c.files = map[string]string{}
	if thrown, _ := c.run(t, text, map[string]any{"ready": true}); thrown != "" {
		t.Fatal(thrown)
	}
	for _, want := range []string{`"see ticket;12"`, `"'2026-03-01T08:00:00.0000000"`} {
		if !strings.Contains(c.files["setup-record.json"], want) {
			t.Errorf("no %s in %s", want, c.files["setup-record.json"])
		}
	}
}

// warned reports whether a warning says that.
func warned(r *psRunner, says string) bool {
	return slices.ContainsFunc(r.called("Write-Warning"), func(c psCall) bool { return strings.Contains(toText(c.arg("Message")), says) })
}
