package render_test

import (
	"slices"
	"strings"
	"testing"
)

// TestVerifyNormalizes: an address reads back in brackets, and a block of addresses as its first one.
func TestVerifyNormalizes(t *testing.T) {
	for scenario, answers := range map[string][]string{
		"connector":          {"connector.smart-hosts: 192.0.2.10", "connector.tls-domain: smtp.contososignatureservice.com"},
		"third-party-filter": {"filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.7/24"},
	} {
		settled := sample(t, scenario, answers...)
		if p := settled.Problems(); len(p) > 0 {
			t.Fatal(p)
		}
		at := organizations()[scenario]
		c := newComputer(at)
		c.all(t, document(t, "script", settled), nil)
		_, r := c.run(t, document(t, "verify", settled), nil)
		for _, o := range r.results {
			if v := o.(*psObject).values; v["Agrees"] != true {
				t.Error(answers, v)
			}
		}
	}
}

// TestVerifyShowsATable: a console shows objects of more than four properties as a list, unless their type names four.
func TestVerifyShowsATable(t *testing.T) {
	at := fabrikam()
	c := newComputer(at)
	_, r := c.run(t, document(t, "verify", sample(t, "add-on-service")), nil)
	if len(r.results) == 0 || len(r.shownOf) == 0 {
		t.Fatal(r.results, r.shownOf)
	}
	for _, o := range r.results {
		o := o.(*psObject)
		shown := r.shownOf[o.kind]
		if len(shown) != 4 || !slices.Contains(shown, "Expected") || !slices.Contains(shown, "Found") {
			t.Fatalf("%q is shown as %v", o.kind, shown)
		}
		for _, name := range append(shown, "Agrees") {
			if !slices.Contains(o.names, name) {
				t.Errorf("no %s in %s", name, strings.Join(o.names, " "))
			}
		}
	}
	for _, id := range []string{"script", "rollback"} {
		c.all(t, document(t, "script", sample(t, "add-on-service")), nil)
		if _, r := c.run(t, document(t, id, sample(t, "add-on-service")), nil); len(r.results) == 0 || len(r.results[0].(*psObject).names) > 4 {
			t.Error(id, r.results)
		}
	}
}

// verified are the lines of verify.ps1's table: what was expected and found, by object and property.
func verified(t *testing.T, scenario string, at *service, given map[string]any) (lines map[string]string, r *psRunner) {
	t.Helper()
	thrown, r := newComputer(at).run(t, document(t, "verify", sample(t, scenario)), given)
	if thrown != "" {
		t.Fatal(thrown)
	}
	lines = map[string]string{}
	for _, o := range r.results {
		v := o.(*psObject).values
		name := toText(v["Object"]) + " " + toText(v["Property"])
		if _, twice := lines[name]; twice {
			t.Errorf("two lines for %s", name)
		}
		lines[name] = toText(v["Expected"]) + " | " + toText(v["Found"])
		if agrees := toText(v["Expected"]) == toText(v["Found"]); agrees && v["Agrees"] != true {
			t.Errorf("%s: %s is said not to agree", name, lines[name])
		}
	}
	return lines, r
}

// has fails unless the table has these lines.
func has(t *testing.T, lines map[string]string, want map[string]string) {
	t.Helper()
	for name, line := range want {
		if lines[name] != line {
			t.Errorf("%s: %q, and it has to be %q", name, lines[name], line)
		}
	}
}

// TestVerifySaysOneThing: what is off and has to be is said in one way, whatever the service calls it.
func TestVerifySaysOneThing(t *testing.T) {
	at := fabrikam()
	newComputer(at).all(t, document(t, "script", sample(t, "add-on-service")), nil)
	at.outbound[0].set("AllAcceptedDomains", nil)
	const outbound, inbound, rule = "Office 365 to Contoso Signature Service ", "Contoso Signature Service to Office 365 ", "Route email to Contoso Signature Service "
	lines, _ := verified(t, "add-on-service", at, nil)
	has(t, lines, map[string]string{
		outbound + "RouteAllMessagesViaOnPremises": "not set | not set", // the service says False
		outbound + "AllAcceptedDomains":            "False | False",     // the service says nothing
		outbound + "UseMXRecord":                   "False | False",
		inbound + "SenderIPAddresses":              "not set | not set", // an empty list
		rule + "Enabled":                           "True | True",       // State is Enabled
		rule + "SentTo":                            "not set | not set",
	})
	at.outbound[0].set("RouteAllMessagesViaOnPremises", true)
	at.outbound[0].set("TlsDomain", nil)
	at.rules[0].set("State", "Disabled")
	lines, _ = verified(t, "add-on-service", at, nil)
	has(t, lines, map[string]string{
		outbound + "RouteAllMessagesViaOnPremises": "not set | True",
		outbound + "TlsDomain":                     "smtp.contososignatureservice.com | not set",
		rule + "Enabled":                           "True | False",
	})
}

// TestVerifyCounts: of two objects of one name nobody knows which is meant, and none is no object with other values.
func TestVerifyCounts(t *testing.T) {
	at := fabrikam()
	newComputer(at).all(t, document(t, "script", sample(t, "add-on-service")), nil)
	second := at.outbound[0].copy()
	second.set("Guid", "second")
	at.outbound, at.inbound = append(at.outbound, second), nil
	lines, r := verified(t, "add-on-service", at, map[string]any{"validate": true})
	if len(r.called("Validate-OutboundConnector")) > 0 {
		t.Error("one of two was tested")
	}
	has(t, lines, map[string]string{
		"Office 365 to Contoso Signature Service (is there)": "once | 2 times", "Office 365 to Contoso Signature Service (test messages)": "every test succeeds | not tested: there are 2 of this name", "Office 365 to Contoso Signature Service TlsDomain": "",
		"Contoso Signature Service to Office 365 (is there)": "once | not at all",
	})
	if !warned(r, "Contoso Signature Service to Office 365, (is there): expected once, found not at all.") {
		t.Error("it is not said")
	}
}

// TestVerifyLooksAtTheRecord of a validation, also where nobody asks for another one.
func TestVerifyLooksAtTheRecord(t *testing.T) {
	at := fabrikam()
	newComputer(at).all(t, document(t, "script", sample(t, "add-on-service")), nil)
	const outbound = "Office 365 to Contoso Signature Service "
	lines, _ := verified(t, "add-on-service", at, nil)
	has(t, lines, map[string]string{outbound + "IsValidated": "True | True", outbound + "ValidationRecipients": "admin@fabrikam.com | admin@fabrikam.com"})
	at.outbound[0].set("IsValidated", false)
	at.outbound[0].set("ValidationRecipients", nil)
	lines, _ = verified(t, "add-on-service", at, nil)
	has(t, lines, map[string]string{outbound + "IsValidated": "True | False", outbound + "ValidationRecipients": "admin@fabrikam.com | not set"})
	lines, _ = verified(t, "add-on-service", at, map[string]any{"validate": true}) // and then it is as recorded just now
	has(t, lines, map[string]string{outbound + "IsValidated": "True | True", outbound + "(test messages)": "every test succeeds | every test succeeds"})

	// A connector that is validated in a later stage need not be before.
	at = contoso()
	c := newComputer(at)
	c.run(t, document(t, "script", sample(t, "third-party-archive")), map[string]any{"ready": true})
	for stage, want := range map[string]string{"create": "", "enable": "True | False"} {
		lines, _ = verified(t, "third-party-archive", at, map[string]any{"stage": stage})
		has(t, lines, map[string]string{"Office 365 to Contoso Archive IsValidated": want})
	}
}

// TestVerifyHintsAtTheRecipient: the tests of a connector that only a rule uses may fail for their recipient alone.
func TestVerifyHintsAtTheRecipient(t *testing.T) {
	for _, failed := range []bool{true, false} {
		at := fabrikam()
		newComputer(at).all(t, document(t, "script", sample(t, "add-on-service")), nil)
		if failed {
			at.results = failedTest()
		}
		_, r := verified(t, "add-on-service", at, map[string]any{"validate": true})
		hinted := slices.ContainsFunc(r.called("Write-Warning"), func(c psCall) bool {
			return strings.Contains(toText(c.arg("Message")), "Try an address outside Microsoft 365")
		})
		if hinted != failed {
			t.Errorf("failed %v, and hinted %v", failed, hinted)
		}
	}
	lines, r := verified(t, "add-on-service", fabrikam(), map[string]any{"validate": true})
	has(t, lines, map[string]string{"Office 365 to Contoso Signature Service (test messages)": "every test succeeds | not tested: there are 0 of this name"})
	for _, c := range r.called("Write-Warning") {
		if strings.Contains(toText(c.arg("Message")), "Try an address") {
			t.Error("a hint at the recipient of a connector that is not there")
		}
	}
}

// TestVerifyNeedsNoRightToTest until it tests: then a role that is missing is named, and is no failed test.
func TestVerifyNeedsNoRightToTest(t *testing.T) {
	at := fabrikam()
	newComputer(at).all(t, document(t, "script", sample(t, "add-on-service")), nil)
	at.absent = []string{"Set-OutboundConnector", "Validate-OutboundConnector"}
	if lines, _ := verified(t, "add-on-service", at, nil); len(lines) == 0 {
		t.Error("nothing was compared")
	}
	thrown, r := newComputer(at).run(t, document(t, "verify", sample(t, "add-on-service")), map[string]any{"validate": true})
	if !strings.Contains(thrown, "missing: Set-OutboundConnector, Validate-OutboundConnector. Run Connect-ExchangeOnline") || len(r.results) > 0 {
		t.Error(thrown, r.results)
	}
}

// TestVerifyLooksAtDomainTypes: with all mailboxes in Exchange Online, it refuses mail for whom it does not know.
func TestVerifyLooksAtDomainTypes(t *testing.T) {
	at := contoso()
	newComputer(at).all(t, document(t, "script", sample(t, "third-party-filter")), nil)
	lines, _ := verified(t, "third-party-filter", at, nil)
	has(t, lines, map[string]string{"contoso.com DomainType": "Authoritative | Authoritative", "contoso.com (is an accepted domain)": "True | True"})
	at.domains[0].(*psObject).set("DomainType", "InternalRelay")
	lines, _ = verified(t, "third-party-filter", at, nil)
	has(t, lines, map[string]string{"contoso.com DomainType": "Authoritative | InternalRelay"})

	lines, _ = verified(t, "third-party-filter-hybrid", contoso(), nil)
	has(t, lines, map[string]string{"contoso.com DomainType": "InternalRelay | Authoritative"})
}

// TestVerifyPointsAtTheSeal only where there is one: what the service does not change needs none.
func TestVerifyPointsAtTheSeal(t *testing.T) {
	const sealer, unsealed = "ARC sealer is missing", "changed the message and does not seal it"
	for _, c := range []struct {
		scenario  string
		otherwise []string
		says, not []string
	}{
		{"third-party-filter", nil, []string{sealer}, []string{unsealed}},
		{"third-party-filter", []string{"service.seals-with-arc: false"}, []string{unsealed}, []string{sealer}},
		{"third-party-filter", []string{"service.changes-messages: false"}, nil, []string{sealer, unsealed}},
		{"third-party-archive", nil, nil, []string{sealer, unsealed}},
	} {
		text := strings.Join(strings.Fields(document(t, "verify", sample(t, c.scenario, c.otherwise...))), " ")
		for _, says := range c.says {
			if strings.Count(text, says) != 2 {
				t.Errorf("%s %v: not twice %s", c.scenario, c.otherwise, says)
			}
		}
		for _, says := range c.not {
			if strings.Contains(text, says) {
				t.Errorf("%s %v: %s", c.scenario, c.otherwise, says)
			}
		}
	}
}

// TestVerifyPointsAtErrors: each scenario has the errors that its own objects can lead to, and no others.
func TestVerifyPointsAtErrors(t *testing.T) {
	out := []string{"450 4.4.317", "450 4.7.320", "4.4.316", "5.4.1 or 550 5.7.1", "5.4.14"}
	filter := []string{"550 5.7.51", "550 5.4.1, Recipient address rejected, or 5.1.10", "550 5.7.23", "550 5.7.509", "451 4.4.62", "451 4.7.500", "compauth=fail"}
	for _, c := range []struct {
		scenario  string
		otherwise []string
		has       []string
	}{
		{"connector", nil, out},
		{"connector", []string{"connector.always-use-tls: false"}, out[2:]},
		{"connector", []string{"connector.match-subject-name: false"}, out},
		{"add-on-service", nil, slices.Concat(out, []string{"550 5.7.64", "5.7.750", "451 4.4.62", "451 4.7.500", "did it twice"})},
		{"third-party-filter", nil, filter},
		{"third-party-filter", []string{"filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24", "lockdown.reject-direct-send: true"},
			append(slices.Clone(filter[:len(filter)-1]), "550 5.7.68")},
		{"third-party-filter-hybrid", nil, slices.Concat(out, filter, []string{"550 5.7.64", "5.7.750"})},
		{"third-party-archive", nil, slices.Concat(out, filter)},
	} {
		_, points, ok := strings.Cut(document(t, "verify", sample(t, c.scenario, c.otherwise...)), "What an error points to:")
		points, _, _ = strings.Cut(points, "#>")
		if n := strings.Count(points, "\n    - "); !ok || n != len(c.has) {
			t.Errorf("%s %v: %d errors, not %d: %s", c.scenario, c.otherwise, n, len(c.has), points)
		}
		for _, code := range c.has {
			if !strings.Contains(points, code) {
				t.Errorf("%s %v: no %s", c.scenario, c.otherwise, code)
			}
		}
	}
}

// TestVerifyKnowsTheWordFalse: a rule without the word that ends the circle is not the rule with the word "false".
func TestVerifyKnowsTheWordFalse(t *testing.T) {
	at, s := fabrikam(), sample(t, "add-on-service", "rule.header-words: false")
	c := newComputer(at)
	c.all(t, document(t, "script", s), nil)
	for _, words := range []any{[]any{"false"}, []any{}} {
		at.rules[0].set("ExceptIfHeaderContainsWords", words)
		thrown, r := c.run(t, document(t, "verify", s), nil)
		if thrown != "" || warned(r, "ExceptIfHeaderContainsWords: expected false, found ") != (len(words.([]any)) == 0) {
			t.Error(words, thrown, r.called("Write-Warning"))
		}
	}
}
