package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The trials of what a record may be like: broken off, damaged, somebody else's, used twice; and of what somebody did since.

// TestRollbackOfABrokenRun: the set-up stops at each of its commands in turn, with or without having done it, and the
// record of that leads back to what was there before.
func TestRollbackOfABrokenRun(t *testing.T) {
	for scenario := range organizations() {
		s := sample(t, scenario)
		script, back := document(t, "script", s), document(t, "rollback", s)
		head, _, _, err := readScript(script)
		if err != nil {
			t.Fatal(err)
		}
		_, all := newComputer(organizations()[scenario]).all(t, script, nil)
		commands := order(all.changes())
		slices.Sort(commands)
		for _, command := range slices.Compact(commands) {
			for _, does := range []bool{false, true} {
				at := organizations()[scenario]
				before, c := at.image(), newComputer(at)
				at.fails, at.doesAllTheSame = map[string]string{command: "The operation has timed out."}, does
				for _, stage := range stagesOf(head) {
					if thrown, _ := c.run(t, script, map[string]any{"stage": stage, "ready": true}); thrown != "" {
						break
					}
				}
				at.fails = nil
				if c.files["setup-record.json"] == "" {
					t.Fatal(scenario, command, "left no record")
				}
				results, _ := c.all(t, back, nil)
				at.sealers = nil
				if diff := cmp.Diff(before, at.image()); diff != "" {
					t.Errorf("%s: %s breaks, done: %v: %v\n%s", scenario, command, does, results, diff)
				}
			}
		}
	}
}

// TestRollbackRefusesRecords: what is no record of this set-up in this organization is named, and nothing is changed.
func TestRollbackRefusesRecords(t *testing.T) {
	at, s := fabrikam(), sample(t, "add-on-service")
	c, back := newComputer(at), document(t, "rollback", s)
	c.all(t, document(t, "script", s), nil)
	good := c.files["setup-record.json"]
	tenant := connection().values["TenantID"].(string)
	for text, says := range map[string]string{
		"":                 "cannot be used as a record",
		"null":             "it has no entries",
		"[]":               "cannot be used as a record",
		`"text"`:           "cannot be used as a record",
		good[:len(good)/2]: "cannot be used as a record",
		strings.Replace(good, `"Did":`, `"Dud":`, 1):                                         "an entry has no Did",
		strings.Replace(good, `"Guid":`, `"Gulp":`, 1):                                       "an entry has no Guid",
		strings.Replace(good, `"Did":"Created"`, `"Did":"Borrowed"`, 1):                      "does not say what was done",
		strings.Replace(good, `"SetUp":"add-on-service"`, `"SetUp":"third-party-filter"`, 1): "record of another set-up: third-party-filter",
		strings.Replace(good, tenant, "00000000-0000-0000-0000-00000000ffff", 1):             "another organization: its tenant ID is 00000000-0000-0000-0000-00000000ffff",
		`{"SetUp":"add-on-service","Tenant":"` + tenant + `","Entries":[null]}`:              "an entry has no Action",
		`{"SetUp":"add-on-service","Tenant":"` + tenant + `","Entries":null}`:                "an entry has no Action",
		`{"SetUp":"add-on-service","Tenant":"` + tenant + `","Entries":["text"]}`:            "cannot be used as a record",
		strings.Replace(good, `"Kind":"TransportRule"`, `"Kind":"ArcConfig"`, 1):             "Run the rollback.ps1 of those answers",
	} {
		if text == good {
			t.Fatalf("the record does not have what is replaced for %q: %s", says, good)
		}
		c.files["setup-record.json"] = text
		for _, stage := range []string{"stop", "remove"} {
			thrown, r := c.run(t, back, map[string]any{"stage": stage, "ready": true})
			if !strings.Contains(thrown, says) || !strings.Contains(thrown, "Nothing was changed") || len(r.changes()) > 0 {
				t.Errorf("%s: %q is missing in %q; %v", stage, says, thrown, order(r.changes()))
			}
		}
	}
	c.files = map[string]string{"setup-record.json.new": good}
	if thrown, r := c.run(t, back, nil); !strings.Contains(thrown, "rename it to setup-record.json") || len(r.changes()) > 0 {
		t.Error(thrown)
	}
	c.files["setup-record.json"] = `{"SetUp":"add-on-service","Tenant":"` + tenant + `","Entries":[]}`
	for _, stage := range []string{"stop", "remove"} {
		if thrown, r := c.run(t, back, map[string]any{"stage": stage, "ready": true}); thrown != "" || len(r.changes())+len(r.results) > 0 {
			t.Error("nothing to undo:", thrown, order(r.changes()), outcomes(r))
		}
	}
}

// TestRollbackTwice: the second time every entry has its line, and nothing is changed. GUIDs of what is gone are named.
func TestRollbackTwice(t *testing.T) {
	for scenario, at := range organizations() {
		s := sample(t, scenario)
		c, back := newComputer(at), document(t, "rollback", s)
		c.all(t, document(t, "script", s), nil)
		var guids []any
		for _, o := range slices.Concat(at.outbound, at.inbound, at.rules) {
			guids = append(guids, o.values["Guid"])
		}
		c.all(t, back, nil)
		again, r := c.all(t, back, nil)
		for _, outcome := range again {
			if !slices.Contains([]string{"Undone already", "Gone already", "As before already"}, outcome) {
				t.Error(scenario, again)
			}
		}
		if len(r.changes()) > 0 || len(again) == 0 {
			t.Error(scenario, order(r.changes()), again)
		}
		for _, stage := range []string{"stop", "remove"} {
			thrown, r := c.run(t, back, map[string]any{"stage": stage, "ready": true, "createdguid": guids})
			if got := outcomes(r); thrown != "" || len(got) != len(guids) || got[0] != "Gone already" || len(r.changes()) > 0 {
				t.Error(scenario, stage, thrown, got)
			}
			if !warned(r, guids[0].(string)) {
				t.Error(scenario, "the GUID is not named")
			}
		}
	}
}

// TestRollbackKeepsWhatSomebodyChanged: a value that is neither that of before nor the set-up's stays, and is named with
// both; -Force puts back what was before.
func TestRollbackKeepsWhatSomebodyChanged(t *testing.T) {
	for _, force := range []bool{false, true} {
		at, s := fabrikam(), sample(t, "add-on-service")
		c, text, back := newComputer(at), document(t, "script", s), document(t, "rollback", s)
		c.all(t, text, nil)
		c.files = map[string]string{} // whoever made all that
		at.rules[0].set("State", "Disabled")
		at.outbound[0].set("SmartHosts", []any{"before.example"})
		at.outbound[0].set("TlsDomain", "tls.before.example")
		if thrown, _ := c.run(t, text, map[string]any{"ready": true, "force": true}); thrown != "" {
			t.Fatal(thrown)
		}
		at.outbound[0].set("SmartHosts", []any{"since.example"})
		remove := map[string]any{"stage": "remove", "ready": true, "force": force}
		if thrown, r := c.run(t, back, map[string]any{"force": force}); thrown != "" || slices.Contains(order(r.changes()), "Remove-OutboundConnector") {
			t.Fatal(thrown, order(r.changes()))
		}
		thrown, r := c.run(t, back, remove)
		if thrown != "" || !warned(r, "SmartHosts: expected smtp.contososignatureservice.com, found since.example") {
			t.Error(thrown, outcomes(r), order(r.changes()))
		}
		want, says := "since.example", "Changed since, left as it is"
		if force {
			want, says = "before.example", "Put back"
		}
		if got := toText(at.outbound[0].values["SmartHosts"]); got != want || !slices.Contains(outcomes(r), says) {
			t.Errorf("force %v: %s, %v", force, got, outcomes(r))
		}
		if got := at.outbound[0].values["TlsDomain"]; force != (got == "tls.before.example") {
			t.Errorf("force %v: what belongs together was divided: %v", force, got)
		}
	}
}

// TestRollbackAsksBeforeRemovingWhatSomebodyChanged: what the set-up created and somebody made something else of is not
// removed, nor anything with it, until -Force is given. What the service or another stage changes is no such thing.
func TestRollbackAsksBeforeRemovingWhatSomebodyChanged(t *testing.T) {
	at, s := fabrikam(), sample(t, "add-on-service")
	before, c, back := at.image(), newComputer(at), document(t, "rollback", s)
	c.all(t, document(t, "script", s), nil)
	if thrown, _ := c.run(t, back, nil); thrown != "" {
		t.Fatal(thrown)
	}
	at.inbound[0].set("TlsSenderCertificateName", "since.example")
	at.rules[0].set("Priority", 3)
	remove := map[string]any{"stage": "remove", "ready": true}
	thrown, r := c.run(t, back, remove)
	if !strings.Contains(thrown, "TlsSenderCertificateName: expected") || !strings.Contains(thrown, "-Force") || len(r.changes()) > 0 {
		t.Error(thrown, order(r.changes()))
	}
	remove["whatifpreference"] = true
	if thrown, r = c.run(t, back, remove); thrown != "" || !warned(r, "Somebody changed since what the set-up created") {
		t.Error(thrown)
	}
	remove["whatifpreference"], remove["force"] = false, true
	thrown, _ = c.run(t, back, remove)
	if diff := cmp.Diff(before, at.image()); thrown != "" || diff != "" {
		t.Error(thrown, diff)
	}
}

// TestRollbackLooksUpMX: what mail from the service needs stays while an MX record names the service.
func TestRollbackLooksUpMX(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter")
	before, c, back := at.image(), newComputer(at), document(t, "rollback", s)
	c.all(t, document(t, "script", s), nil)
	at.mx = []any{newObject("NameExchange", "MX2.ContosoMailFilter.com."), newObject("Section", "Additional")}
	if thrown, _ := c.run(t, back, nil); thrown != "" {
		t.Error("the stage stop looks at no MX record:", thrown)
	}
	remove := map[string]any{"stage": "remove", "ready": true}
	if thrown, r := c.run(t, back, remove); !strings.Contains(thrown, "still name MX2.ContosoMailFilter.com. Point them back first") || len(r.changes()) > 0 {
		t.Error(thrown, order(r.changes()))
	}
	at.mx = []any{newObject("NameExchange", "contoso-com.mail.protection.outlook.com")}
	thrown, r := c.run(t, back, remove)
	at.mx, at.sealers = nil, nil
	if diff := cmp.Diff(before, at.image()); thrown != "" || diff != "" || !warned(r, "At the end, by hand: Last, take out of the SPF record of contoso.com") {
		t.Error(thrown, diff)
	}
}

// TestRelayMindsItsConnectorAlone: an inbound connector may go while a domain is InternalRelay, and so may an outbound one
// that does not take its mail, or beside another that does.
func TestRelayMindsItsConnectorAlone(t *testing.T) {
	s := sample(t, "third-party-filter-hybrid")
	back := document(t, "rollback", s)
	for name, c := range map[string]struct {
		with    func(*service)
		removed bool
	}{
		"alone":           {func(*service) {}, false},
		"another domain":  {func(at *service) { at.outbound[0].set("RecipientDomains", []any{"smtp:elsewhere.example;1"}) }, true},
		"domains below":   {func(at *service) { at.outbound[0].set("RecipientDomains", []any{"*.contoso.com"}) }, true},
		"everything":      {func(at *service) { at.outbound[0].set("RecipientDomains", []any{"*"}) }, false},
		"beside another":  {func(at *service) { at.outbound = append(at.outbound, otherWay(true)) }, true},
		"beside one, off": {func(at *service) { at.outbound = append(at.outbound, otherWay(false)) }, false},
		"all accepted domains": {func(at *service) {
			at.outbound[0].set("RecipientDomains", []any{})
			at.outbound[0].set("AllAcceptedDomains", true)
		}, false},
	} {
		at := contoso()
		computer := newComputer(at)
		computer.all(t, document(t, "script", s), nil)
		for _, stage := range []map[string]any{nil, {"stage": "remove", "whatifpreference": true}} {
			if thrown, _ := computer.run(t, back, stage); thrown != "" {
				t.Fatal(name, thrown)
			}
		}
		inbound, outbound := at.inbound[1].values["Guid"], at.outbound[0].values["Guid"]
		c.with(at)
		remove := map[string]any{"stage": "remove", "ready": true, "createdguid": []any{inbound}}
		if thrown, _ := computer.run(t, back, remove); thrown != "" || len(at.inbound) != 1 {
			t.Error(name, "the inbound connector:", thrown)
		}
		remove["createdguid"] = []any{outbound}
		thrown, r := computer.run(t, back, remove)
		if removed := slices.Contains(order(r.changes()), "Remove-OutboundConnector"); removed != c.removed || removed == strings.Contains(thrown, "contoso.com is InternalRelay") {
			t.Errorf("%s: removed: %v, %s", name, removed, thrown)
		}
	}
}

// otherWay is an outbound connector of somebody else that takes the mail of contoso.com.
func otherWay(on bool) *psObject {
	o := outboundForm.copy()
	for name, v := range map[string]any{"Name": "Another way", "Guid": "another", "RecipientDomains": []any{"contoso.com"}, "Enabled": on} {
		o.set(name, v)
	}
	return o
}

// TestRollbackSpeaksOfWhatThereIs: no sentence, question or parameter is about what the set-up does not have.
func TestRollbackSpeaksOfWhatThereIs(t *testing.T) {
	for scenario, not := range map[string]string{
		"connector":                 "ARC DANE MX SPF bypass spam Enhanced InternalRelay DnsServer -Disable-TransportRule lock-down Lock",
		"add-on-service":            "ARC DANE MX SPF bypass spam Enhanced InternalRelay DnsServer lock-down Lock",
		"third-party-filter":        "DANE InternalRelay rule bypass Direct pilot recipient Send",
		"third-party-filter-hybrid": "DANE ARC rule bypass Direct pilot",
		"third-party-archive":       "DANE ARC InternalRelay bypass Direct pilot recipient",
	} {
		text := document(t, "rollback", sample(t, scenario))
		_, text, _ = strings.Cut(text, ".DESCRIPTION")
		help, rest, _ := strings.Cut(text, "#>")
		_, body, _ := strings.Cut(rest, "\r\ntry {")
		for _, word := range strings.Fields(not) {
			for line := range strings.Lines(help) {
				if strings.Contains(line, word) && !strings.Contains(line, "no rule names it") && !strings.Contains(line, "mail flow rule names the outbound") {
					t.Errorf("%s: the help has %s: %s", scenario, word, line)
				}
			}
			for line := range strings.Lines(body) {
				if strings.Contains(line, "Write-") && strings.Contains(line, word) {
					t.Errorf("%s: it says %s: %s", scenario, word, line)
				}
			}
		}
		for _, stage := range []string{"stop", "remove"} {
			if !strings.Contains(help, "\r\n    .\\rollback.ps1 -Stage "+stage+" -Verbose") {
				t.Errorf("%s: no example of the stage %s", scenario, stage)
			}
		}
	}
}
