package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

func failedTest() []any {
	return []any{newObject("TaskName", "Send test email", "IsTaskSuccessful", false)}
}

// TestRelayNeedsTheWayOut: mail for recipients that Exchange Online does not know goes round in a circle where the
// connector to their server does not work.
func TestRelayNeedsTheWayOut(t *testing.T) {
	s := sample(t, "third-party-filter-hybrid")
	runs := map[string]func(at *service) (string, *psRunner){
		"paste": func(at *service) (string, *psRunner) { return paste(t, s, 1, at) },
		"script": func(at *service) (string, *psRunner) {
			return newComputer(at).run(t, document(t, "script", s), map[string]any{"ready": true})
		},
	}
	for name, run := range runs {
		at := contoso()
		at.results = failedTest()
		thrown, r := run(at)
		if !strings.Contains(thrown, "did not succeed, and what needs it is left as it is") || len(r.called("Set-AcceptedDomain")) > 0 {
			t.Errorf("%s: %q, %v", name, thrown, order(r.changes()))
		}
		if at.domains[0].(*psObject).values["DomainType"] != "Authoritative" {
			t.Errorf("%s: the domain is a relay", name)
		}
		at.results = contoso().results
		if thrown, r = run(at); thrown != "" || len(r.called("Set-AcceptedDomain")) != 1 {
			t.Errorf("%s: once the tests succeed: %q, %v", name, thrown, order(r.changes()))
		}
	}
}

// TestConnectorStaysOffUntilItsTest: one for domains takes their mail as soon as it is on, so it is tested off.
func TestConnectorStaysOffUntilItsTest(t *testing.T) {
	s := settle(t, "connector.from: office-365\nconnector.to: partner-organization\nconnector.name: To Bank\nconnector.use: these-domains\n"+
		"connector.recipient-domains: bank.com\nconnector.validation-addresses: joe@bank.com\n")
	for name, run := range map[string]func(at *service) (string, *psRunner){
		"paste":  func(at *service) (string, *psRunner) { return paste(t, s, 1, at) },
		"script": func(at *service) (string, *psRunner) { return newComputer(at).run(t, document(t, "script", s), nil) },
	} {
		at := contoso()
		at.results = failedTest()
		thrown, r := run(at)
		if !strings.Contains(thrown, "did not succeed") || len(at.outbound) != 1 || at.outbound[0].values["Enabled"] != false {
			t.Errorf("%s: %q, %v", name, thrown, order(r.changes()))
		}
		if name == "paste" {
			wants(t, "", r, "Actions done: 1 of 4", "STOPPED: ")
		}
		at.results = contoso().results
		if thrown, r = run(at); thrown != "" || at.outbound[0].values["Enabled"] != true {
			t.Errorf("%s: once the tests succeed: %q, %v", name, thrown, order(r.changes()))
		}
	}
	if text := document(t, "markdown", s); !strings.Contains(text, `it says "Actions done: 1 of 4" and STOPPED`) {
		t.Error("the runbook says something else of a failed test")
	}
}

// TestRelayWaitsForTheTestByHand: where nobody named a mailbox for the validation, somebody has to have made it before
// mail is passed on, or comes by the new MX records.
func TestRelayWaitsForTheTestByHand(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid"), contoso()
	said := s.Said()
	delete(said, "to-on-premises.validation-addresses")
	s = s.Scenario.Settle(said)
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done")
	if len(r.called("New-OutboundConnector")) != 1 || len(r.called("Validate-OutboundConnector"))+len(r.called("Set-AcceptedDomain")) > 0 {
		t.Error(order(r.changes()))
	}
	const title = "Validate the outbound connector to your own servers by hand"
	text := document(t, "paste", s)
	if _, first, _ := strings.Cut(text, "# BLOCK 2 OF 3"); !strings.Contains(first[:strings.Index(first, "$ready")], title) {
		t.Error("block 2 does not ask for it")
	}
	thrown, r = paste(t, s, 2, at)
	wants(t, thrown, r, "Actions done")
	if len(r.called("Set-AcceptedDomain")) != 1 {
		t.Error(order(r.changes()))
	}
	up, _ := s.SetUp()
	for _, a := range up.Actions(up.Records()) {
		if a.ID == "dns.mx" && !slices.Contains(a.Needs, "to-on-premises.validate-by-hand") {
			t.Error("the MX records do not wait for it:", a.Needs)
		}
	}
}

// TestWayThroughTheServiceNeedsItsTest: the script leaves the connector for all mail to the internet off, as paste does.
func TestWayThroughTheServiceNeedsItsTest(t *testing.T) {
	s, at := sample(t, "third-party-archive", "through-service.validation-addresses: admin@fabrikam.com"), contoso()
	c, text := newComputer(at), document(t, "script", s)
	if thrown, _ := c.run(t, text, map[string]any{"ready": true}); thrown != "" {
		t.Fatal(thrown)
	}
	good, enable := at.results, map[string]any{"stage": "enable", "ready": true}
	for _, results := range [][]any{failedTest(), {}} {
		at.results = results
		thrown, r := c.run(t, text, enable)
		if !strings.Contains(thrown, "did not succeed, and what needs it is left as it is") || at.outbound[0].values["Enabled"] != false {
			t.Errorf("%q, %v", thrown, order(r.changes()))
		}
	}
	at.results = good
	if thrown, _ := c.run(t, text, enable); thrown != "" || at.outbound[0].values["Enabled"] != true {
		t.Error("once the tests succeed:", thrown)
	}
}

// TestRuleNeedsTheTest: a rule sends mail to a connector only where that is recorded as validated, or where a person says
// that a test by hand succeeded: one that only a rule uses has no domain for the service's own tests.
func TestRuleNeedsTheTest(t *testing.T) {
	const says = "is not recorded as validated."
	s := sample(t, "add-on-service")
	line := regexp.MustCompile(`#   (\$tested\w+ = \$true)\r\n`).FindStringSubmatch(document(t, "paste", s))
	if line == nil {
		t.Fatal("no line to type is named")
	}
	type way struct {
		name string
		run  func(at *service, byHand bool) (string, *psRunner)
	}
	for _, w := range []way{
		{"paste", func(at *service, byHand bool) (string, *psRunner) {
			paste(t, s, 1, at)
			text := document(t, "paste", s)
			if byHand {
				text = strings.Replace(text, "$said = @(Get-Variable -Name 'tested", line[1]+"\r\n            $said = @(Get-Variable -Name 'tested", 1)
			}
			return pasteText(t, text, 2, at, true)
		}},
		{"script", func(at *service, byHand bool) (string, *psRunner) {
			c, text := newComputer(at), document(t, "script", s)
			c.run(t, text, nil)
			return c.run(t, text, map[string]any{"stage": "enable", "ready": true, "testedbyhand": byHand})
		}},
		{"script, asked", func(at *service, byHand bool) (string, *psRunner) {
			c, text := newComputer(at), document(t, "script", s)
			c.says = byHand
			c.run(t, text, nil)
			return c.run(t, text, map[string]any{"stage": "enable", "ready": true})
		}},
		{"script, where nobody can be asked", func(at *service, byHand bool) (string, *psRunner) {
			c, text := newComputer(at), document(t, "script", s)
			c.nobody = true
			c.run(t, text, nil)
			thrown, r := c.run(t, text, map[string]any{"stage": "enable", "ready": true, "testedbyhand": byHand})
			if thrown != "" && !strings.Contains(thrown, "with -TestedByHand") {
				t.Errorf("it does not say what to do: %s", thrown)
			}
			return thrown, r
		}},
	} {
		for _, c := range []struct{ fails, byHand, goesOn bool }{{false, false, true}, {true, false, false}, {true, true, true}} {
			at := fabrikam()
			if c.fails {
				at.results = failedTest()
			}
			thrown, r := w.run(at, c.byHand)
			isOn := at.rules[0].values["State"] == "Enabled"
			if isOn != c.goesOn || (thrown == "") != c.goesOn || !c.goesOn && (!strings.Contains(thrown, says) || len(r.changes()) > 0) {
				t.Errorf("%s, %+v: %q, on: %v, %v", w.name, c, thrown, isOn, order(r.changes()))
			}
			if !c.fails && r.asked > 0 {
				t.Errorf("%s: asked, and it is validated", w.name)
			}
		}
	}
	at := fabrikam()
	at.results = failedTest()
	c, text := newComputer(at), document(t, "script", s)
	_, r := c.run(t, text, nil)
	if !slices.ContainsFunc(r.called("Write-Warning"), func(c psCall) bool {
		return strings.Contains(toText(c.arg("Message")), "is not validated: TaskName: Send test email, IsTaskSuccessful: False.")
	}) {
		t.Error("the failed test is not told of:", r.called("Write-Warning"))
	}
	rules := at.rules
	at.rules = nil
	thrown, r := c.run(t, text, map[string]any{"stage": "enable", "ready": true})
	if r.asked > 0 || !strings.Contains(thrown, "it is not there. Nothing was changed: run -Stage create first") {
		t.Errorf("asked %d times, and there is no rule to turn on: %q", r.asked, thrown)
	}
	at.rules = rules
	thrown, r = c.run(t, text, map[string]any{"stage": "enable", "whatifpreference": true})
	if thrown != "" || r.asked > 0 || !slices.ContainsFunc(r.called("Write-Warning"), func(c psCall) bool { return strings.Contains(toText(c.arg("Message")), says) }) {
		t.Errorf("-WhatIf: %q, asked %d", thrown, r.asked)
	}
}

// TestScriptTakesNoOthersRule: a rule with a condition that no property here stands for is not taken for ours, on or off,
// as wanted or not; what the script can clear, it clears.
func TestScriptTakesNoOthersRule(t *testing.T) {
	const task = "Microsoft.Exchange.MessagingPolicies.Rules.Tasks."
	s := sample(t, "add-on-service")
	text := document(t, "script", s)
	made := func() (*service, *computer) {
		at := fabrikam()
		c := newComputer(at)
		if thrown, _ := c.run(t, text, nil); thrown != "" {
			t.Fatal(thrown)
		}
		return at, c
	}
	with := func(at *service, list, kind string) {
		at.rules[0].set(list, append(slices.Clone(at.rules[0].values[list].([]any)), task+kind))
	}
	for list, kind := range map[string]string{"Conditions": "SubjectContainsPredicate", "Exceptions": "FromPredicate", "Actions": "RemoveHeaderAction"} {
		for _, stage := range []string{"create", "enable"} {
			at, c := made()
			with(at, list, kind)
			thrown, r := c.run(t, text, map[string]any{"stage": stage, "ready": true})
			if !strings.Contains(thrown, "has more in it than wanted. "+list) || !strings.Contains(thrown, kind) || len(r.changes()) > 0 {
				t.Errorf("%s, %s: %q, %v", list, stage, thrown, order(r.changes()))
			}
		}
		at, _ := made()
		with(at, list, kind)
		_, r := newComputer(at).run(t, document(t, "verify", s), map[string]any{"stage": "create"})
		if i := slices.IndexFunc(r.results, func(o any) bool { return o.(*psObject).values["Property"] == "(what nobody asked for)" }); i < 0 {
			t.Errorf("%s: verify does not see it", list)
		}
	}
	// What stays after the properties that it knows were cleared.
	at, c := made()
	at.rules[0].set("SentToScope", "NotInOrganization")
	with(at, "Conditions", "SentToScopePredicate")
	at.rules[0].set("Comments", "x")
	thrown, r := c.run(t, text, nil)
	if !strings.Contains(thrown, "still has more in it than wanted") { // the stand-in keeps the entry in the list
		t.Error(thrown)
	}
	if diff := cmp.Diff([]string{"Set-TransportRule"}, order(r.changes())); diff != "" {
		t.Error(diff)
	}
	at.rules[0].set("Conditions", at.rules[0].values["Conditions"].([]any)[:1])
	if thrown, r = c.run(t, text, nil); thrown != "" || len(r.changes()) > 0 {
		t.Error("once it is gone:", thrown, order(r.changes()))
	}
}

// TestRollbackForgetsTheValidation: what was noted of a connector that was there before is as it was.
func TestRollbackForgetsTheValidation(t *testing.T) {
	s, at := sample(t, "connector"), tenant("fabrikam.com", "fabrikam.onmicrosoft.com")
	c, text, back := newComputer(at), document(t, "script", s), document(t, "rollback", s)
	c.all(t, text, nil)
	for _, before := range []struct{ valid, recipients any }{{false, nil}, {true, []any{"other@fabrikam.com"}}} {
		c.files = map[string]string{} // whoever made it, it was there before this record
		at.outbound[0].set("IsValidated", before.valid)
		at.outbound[0].set("ValidationRecipients", before.recipients)
		image := at.outbound[0].copy()
		image.set("LastValidationTimestamp", nil)
		if results, _ := c.all(t, text, nil); !slices.Contains(results, "Recorded") {
			t.Fatal(results)
		}
		if at.outbound[0].values["IsValidated"] != true {
			t.Fatal("not recorded")
		}
		thrown, r := c.run(t, back, nil)
		after := at.outbound[0].copy()
		after.set("LastValidationTimestamp", nil)
		if recipients := after.values["ValidationRecipients"]; recipients != nil {
			after.set("ValidationRecipients", elements(recipients))
		}
		if diff := cmp.Diff(toJSON(image), toJSON(after)); thrown != "" || diff != "" {
			t.Error(thrown, diff, order(r.changes()))
		}
	}
	// Of one that the record says was created, nothing has to be put back before it is removed.
	c.files, at.outbound = map[string]string{}, nil
	c.all(t, text, nil)
	if _, r := c.run(t, back, nil); len(r.changes()) > 0 || !slices.Contains(outcomes(r), "Goes with what was created") {
		t.Error(outcomes(r), order(r.changes()))
	}
}

// TestWhatIsTurnedOnByHandStaysOn: what the answers leave off is turned on by somebody when the other side is ready.
// Nothing turns it off again, nor sets it while it is on.
func TestWhatIsTurnedOnByHandStaysOn(t *testing.T) {
	own := settle(t, "connector.from: office-365\nconnector.to: your-organization\nconnector.name: To the server room\nconnector.turn-it-on: false\n"+
		"connector.use: these-domains\nconnector.recipient-domains: fabrikam.com\nconnector.smart-hosts: mail.fabrikam.com\nconnector.tls-domain: mail.fabrikam.com\n")
	from := settle(t, "connector.from: your-organization\nconnector.name: From the server room\nconnector.turn-it-on: false\nconnector.identify-by: ip-addresses\nconnector.sender-ip-addresses: 198.51.100.17\n")
	addOn := sample(t, "add-on-service", "rule.turn-it-on: false")
	for name, of := range map[string]struct {
		settled *steps.Settled
		at      *service
		object  func(at *service) *psObject
		foreign string // a property that somebody sets
	}{
		"an outbound connector": {own, contoso(), func(at *service) *psObject { return at.outbound[0] }, "SmartHosts"},
		"an inbound connector":  {from, contoso(), func(at *service) *psObject { return at.inbound[0] }, "SenderIPAddresses"},
		"a rule":                {addOn, fabrikam(), func(at *service) *psObject { return at.rules[0] }, "SentToScope"},
	} {
		at, text := of.at, document(t, "script", of.settled)
		c := newComputer(at)
		run := func() (string, *psRunner) { return c.run(t, text, map[string]any{"ready": true}) }
		if thrown, _ := run(); thrown != "" {
			t.Fatalf("%s: %s", name, thrown)
		}
		object := of.object(at)
		if slices.Contains(at.rules, object) {
			object.set("State", "Enabled")
		} else {
			object.set("Enabled", true)
		}
		for what, run := range map[string]func() (string, *psRunner){
			"setup.ps1": run,
			"paste.txt": func() (string, *psRunner) { return paste(t, of.settled, 1, at) },
		} {
			if thrown, r := run(); thrown != "" || len(r.changes()) > 0 {
				t.Errorf("%s, on, and %s once more: %q, %v", name, what, thrown, order(r.changes()))
			}
		}
		object.set(of.foreign, "differs")
		if thrown, r := run(); !strings.Contains(thrown, "acts on mail already") || len(r.changes()) > 0 {
			t.Errorf("%s, on and not as wanted: %q, %v", name, thrown, order(r.changes()))
		}
	}
}

// TestWayToOwnServersStaysUntilItGoes: the connector to the own servers is on until it is removed, whatever the stage stop
// puts back: mail is passed on to it as long as the domain is what the set-up made it.
func TestWayToOwnServersStaysUntilItGoes(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid"), contoso()
	c, text, back := newComputer(at), document(t, "script", s), document(t, "rollback", s)
	if thrown, _ := c.run(t, text, map[string]any{"ready": true}); thrown != "" {
		t.Fatal(thrown)
	}
	out := at.outbound[0]
	byGUID := map[string]any{"createdguid": []any{out.values["Guid"]}, "ready": true}
	for name, args := range map[string]map[string]any{"record": {"ready": true}, "GUID": byGUID} {
		if thrown, r := c.run(t, back, args); thrown != "" || out.values["Enabled"] != true {
			t.Errorf("by %s: %q, %v", name, thrown, order(r.changes()))
		}
	}
	// One that was there, off, is turned off again only when no mail is passed on to it.
	at = contoso()
	at.outbound = append(at.outbound, out.copy())
	at.outbound[0].set("Enabled", false)
	at.outbound[0].set("Guid", "somebody else's")
	c = newComputer(at)
	if thrown, _ := c.run(t, text, map[string]any{"ready": true}); thrown != "" || at.outbound[0].values["Enabled"] != true {
		t.Fatal(thrown)
	}
	if thrown, r := c.run(t, back, map[string]any{"ready": true}); thrown != "" || at.outbound[0].values["Enabled"] != true {
		t.Errorf("stop: %q, %v", thrown, order(r.changes()))
	}
	if thrown, r := c.run(t, back, map[string]any{"ready": true, "stage": "remove"}); thrown != "" || len(at.outbound) != 1 || at.outbound[0].values["Enabled"] != false {
		t.Errorf("remove: %q, %v, %v\n%s", thrown, order(r.changes()), at.outbound[0].values["Enabled"], r.receipt())
	}
}

// TestConnectorTurnedOnByHandGoes: what was made off and turned on by hand is no change that somebody else made.
func TestConnectorTurnedOnByHandGoes(t *testing.T) {
	s, at := settle(t, "connector.from: your-organization\nconnector.name: From the server room\nconnector.turn-it-on: false\n"+
		"connector.identify-by: ip-addresses\nconnector.sender-ip-addresses: 198.51.100.17\n"), contoso()
	c := newComputer(at)
	if thrown, _ := c.run(t, document(t, "script", s), nil); thrown != "" {
		t.Fatal(thrown)
	}
	at.inbound[0].set("Enabled", true)
	if _, r := c.run(t, document(t, "verify", s), nil); len(r.results) == 0 || slices.Contains(wrongIn(r), "Enabled: True") {
		t.Error("verify takes it for wrong:", wrongIn(r))
	}
	if thrown, r := c.run(t, document(t, "rollback", s), map[string]any{"ready": true, "stage": "remove"}); thrown != "" || len(at.inbound) > 0 {
		t.Errorf("%q, %v", thrown, order(r.changes()))
	}
}

// TestNothingIsPassedOnToWhatIsOff: a connector to the own servers that the answers leave off is turned on by hand before
// the domain passes mail on.
func TestNothingIsPassedOnToWhatIsOff(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid", "to-on-premises.turn-it-on: false"), contoso()
	if thrown, r := paste(t, s, 1, at); thrown != "" || len(r.called("Set-AcceptedDomain")) > 0 {
		t.Fatalf("%q, %v", thrown, order(r.changes()))
	}
	if thrown, r := paste(t, s, 2, at); !strings.Contains(thrown, "is off, or not there") || len(r.called("Set-AcceptedDomain")) > 0 {
		t.Errorf("off: %q, %v", thrown, order(r.changes()))
	}
	at.outbound[0].set("Enabled", true)
	if thrown, r := paste(t, s, 2, at); thrown != "" || len(r.called("Set-AcceptedDomain")) != 1 {
		t.Errorf("on: %q, %v", thrown, order(r.changes()))
	}
}

// TestVerifyExpectsOnWhatIsNeededOn: the answers leave the connector off, and by the end mail is passed on to it.
func TestVerifyExpectsOnWhatIsNeededOn(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid", "to-on-premises.turn-it-on: false"), contoso()
	c, text, verify := newComputer(at), document(t, "script", s), document(t, "verify", s)
	if thrown, _ := c.run(t, text, map[string]any{"ready": true}); thrown != "" {
		t.Fatal(thrown)
	}
	for _, c2 := range []struct {
		stage string
		on    bool
		wrong bool
	}{{"create", false, false}, {"create2", false, true}, {"create", true, false}, {"create2", true, false}} {
		at.outbound[0].set("Enabled", c2.on)
		_, r := c.run(t, verify, map[string]any{"stage": c2.stage})
		if is := slices.Contains(wrongIn(r), "Enabled: False"); len(r.results) == 0 || is != c2.wrong {
			t.Errorf("after %s, on: %v: %v", c2.stage, c2.on, wrongIn(r))
		}
	}
}

// wrongIn is what verify.ps1 found that does not agree.
func wrongIn(r *psRunner) (out []string) {
	for _, o := range r.results {
		if v := o.(*psObject).values; v["Agrees"] != true {
			out = append(out, toText(v["Property"])+": "+toText(v["Found"]))
		}
	}
	return out
}

// TestRecordOfAnswersThatTurnOn: roll-back of answers that leave the connector to the own servers off takes the record of those
// that turned it on, and leaves it on until it goes.
func TestRecordOfAnswersThatTurnOn(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid"), contoso()
	c := newComputer(at)
	if thrown, _ := c.run(t, document(t, "script", s), map[string]any{"ready": true}); thrown != "" {
		t.Fatal(thrown)
	}
	back := document(t, "rollback", sample(t, "third-party-filter-hybrid", "to-on-premises.turn-it-on: false"))
	if thrown, r := c.run(t, back, map[string]any{"ready": true}); thrown != "" || at.outbound[0].values["Enabled"] != true {
		t.Errorf("%q, %v", thrown, order(r.changes()))
	}
	if thrown, r := c.run(t, back, map[string]any{"ready": true, "stage": "remove"}); thrown != "" || len(at.outbound) > 0 {
		t.Errorf("%q, %v", thrown, order(r.changes()))
	}
}

// TestRunbookOfWhatIsTurnedOnByHand: the test and what needs it are in two blocks, so that a failed test stops neither.
func TestRunbookOfWhatIsTurnedOnByHand(t *testing.T) {
	text := document(t, "markdown", sample(t, "third-party-filter-hybrid", "to-on-premises.turn-it-on: false"))
	for _, says := range []string{"One NOT COMPLETE is no error of a block", "From \"Turn the outbound connector to your own servers on by hand\" on it has to be on."} {
		if !strings.Contains(text, says) {
			t.Errorf("it does not say %q", says)
		}
	}
	if on := document(t, "markdown", sample(t, "third-party-filter-hybrid")); !strings.Contains(on, "the block says STOPPED there and goes no further") {
		t.Error("of one that its test turns on it says something else")
	}
}
