package render_test

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// computer is where scripts are run: its files stay from one run to the next.
type computer struct {
	files    map[string]string
	at       *service
	diskFull func() bool
	says     bool // what whoever is asked answers
	nobody   bool // nobody can be asked
}

func newComputer(at *service) *computer { return &computer{files: map[string]string{}, at: at} }

// run runs a script. Parameters that are not given have their defaults.
func (c *computer) run(t *testing.T, text string, given map[string]any) (thrown string, r *psRunner) {
	t.Helper()
	head, body, _, err := readScript(text)
	if err != nil {
		t.Fatal(err)
	}
	r = c.at.runner()
	r.files, r.diskFull, r.says, r.nobody = c.files, c.diskFull, c.says, c.nobody
	r.scopes = []map[string]any{{"whatifpreference": false, "stage": stageOf(head), "ready": false, "recordpath": "setup-record.json",
		"createdguid": []any{}, "validate": false, "force": false, "testedbyhand": false, "dnsserver": []any{}}}
	for name, v := range given {
		r.scopes[0][name] = v
	}
	r.refuses, _ = given["refuses"].(string)
	thrown = r.run(body)
	table := cmdletTable(t)
	for _, c := range r.calls {
		delete(c.args, "Id")
		checkSet(t, table, c)
	}
	if thrown != "" && thrown != psInterrupted {
		isTold(t, r)
	}
	return thrown, r
}

// isTold: a console drops the table of a run that throws, so a warning has each of its lines. Of what verify compared,
// warnings have what does not agree.
func isTold(t *testing.T, r *psRunner) {
	t.Helper()
	for _, v := range r.results {
		o := v.(*psObject)
		if _, ok := o.values["Action"]; !ok {
			continue
		}
		says := fmt.Sprintf("%s, %s: %s.", toText(o.values["Action"]), toText(o.values["Object"]), toText(o.values["Result"]))
		if !warned(r, says) {
			t.Errorf("the run stopped, and nobody is told: %s", says)
		}
	}
}

// checkSet is checkCall for calls that may clear a property.
func checkSet(t *testing.T, table map[string]cmdlet, c psCall) {
	t.Helper()
	if strings.HasPrefix(c.name, "Set-") {
		args := map[string]any{}
		for name, v := range c.args {
			if _, known := table[c.name][name]; !known && name != "ErrorAction" && table[c.name] != nil {
				t.Errorf("%s has no -%s", c.name, name)
			}
			args[name] = v
		}
		return
	}
	checkCall(t, table, c)
}

var stageSet = regexp.MustCompile(`\[ValidateSet\(([^)]*)\)\]`)

// stagesOf are the stages that a script's parameter takes.
func stagesOf(head string) (out []string) {
	m := stageSet.FindStringSubmatch(head)
	if m == nil {
		return nil
	}
	for _, s := range strings.Split(m[1], ", ") {
		out = append(out, strings.Trim(s, "'"))
	}
	return out
}

var stageDefault = regexp.MustCompile(`\[string\]\$Stage = '(\w+)'`)

// stageOf is the stage that a script takes where none is given.
func stageOf(head string) string {
	if m := stageDefault.FindStringSubmatch(head); m != nil {
		return m[1]
	}
	return ""
}

// all runs every stage of a script.
func (c *computer) all(t *testing.T, text string, given map[string]any) (results []string, r *psRunner) {
	t.Helper()
	head, _, _, err := readScript(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, stage := range stagesOf(head) {
		with := map[string]any{"ready": true}
		maps.Copy(with, given)
		with["stage"] = stage
		thrown, run := c.run(t, text, with)
		if thrown != "" {
			t.Fatalf("%s: %s", stage, thrown)
		}
		if r == nil {
			r = run
		} else {
			r.calls, r.out, r.results = append(r.calls, run.calls...), append(r.out, run.out...), append(r.results, run.results...)
		}
	}
	return outcomes(r), r
}

func outcomes(r *psRunner) (out []string) {
	for _, o := range r.results {
		out = append(out, toText(o.(*psObject).values["Result"]))
	}
	return out
}

// organizations are the stand-ins of the samples.
func organizations() map[string]*service {
	own := tenant("fabrikam.com", "fabrikam.onmicrosoft.com")
	return map[string]*service{
		"connector": own, "add-on-service": fabrikam(), "third-party-filter": contoso(), "third-party-filter-hybrid": contoso(), "third-party-archive": contoso(),
	}
}

func TestScriptsStyle(t *testing.T) {
	table := cmdletTable(t)
	for _, name := range cases(t) {
		for _, id := range []string{"script", "verify", "rollback"} {
			text := document(t, id, settled(t, name))
			_, body, _, err := readScript(text)
			if err != nil {
				t.Errorf("%s: %s: %v", name, id, err)
				continue
			}
			for i, line := range strings.Split(strings.TrimPrefix(strings.TrimSuffix(text, "\r\n"), bom), "\r\n") {
				for _, rule := range rules[:3] {
					if rule.broken.MatchString(line) {
						t.Errorf("%s: %s: line %d: %s: %s", name, id, i+1, rule.name, line)
					}
				}
			}
			walk(body, func(n psNode) {
				c, ok := n.(psCommand)
				if !ok {
					return
				}
				if _, ofService := table[c.name]; ofService {
					if !slices.Contains(c.args, psArg{"ErrorAction", psString("Stop")}) {
						t.Errorf("%s: %s: %s without -ErrorAction Stop", name, id, c.name)
					}
					if !strings.HasPrefix(c.name, "Get-") && !slices.Contains(c.args, psArg{"Confirm", psVar("false")}) {
						t.Errorf("%s: %s: %s without -Confirm:$false", name, id, c.name)
					}
				}
				if strings.HasPrefix(c.name, "Write-Host") {
					t.Error(c.name)
				}
			})
			code := psQuoted.ReplaceAllString(text[strings.Index(text, "Set-StrictMode"):], "_")
			for _, bad := range []string{`"`, "`", " -eq $null", " -ne $null", "Invoke-Expression", "$global:", "$script:", "exit"} {
				for line := range strings.Lines(code) {
					if !strings.HasPrefix(strings.TrimSpace(line), "#") && strings.Contains(line, bad) {
						t.Errorf("%s: %s: %s in %s", name, id, bad, line)
					}
				}
			}
		}
	}
}

func TestScriptCreatesVerifiesAndRollsBack(t *testing.T) {
	for scenario, at := range organizations() {
		t.Run(scenario, func(t *testing.T) {
			s := sample(t, scenario)
			other := outboundForm.copy()
			other.set("Name", "Somebody else's")
			other.set("Guid", "elsewhere")
			at.outbound = append(at.outbound, other)
			at.sealers = []any{"other.example"}
			before := at.image()
			c := newComputer(at)

			thrown, r := c.run(t, document(t, "script", s), map[string]any{"whatifpreference": true})
			if thrown != "" {
				t.Error(thrown)
			}
			if len(r.changes()) > 0 || len(c.files) > 0 || at.image() != before || r.asked > 0 {
				t.Error("-WhatIf changed:", order(r.changes()), slices.Collect(maps.Keys(c.files)))
			}
			if !strings.Contains(r.receipt(), "What if: New-") {
				t.Error(r.receipt())
			}

			results, r := c.all(t, document(t, "script", s), nil)
			if slices.ContainsFunc(results, func(r string) bool { return strings.HasPrefix(r, "Not") }) {
				t.Error(results)
			}
			if len(r.changes()) == 0 || c.files["setup-record.json"] == "" {
				t.Error("nothing was made, or not recorded")
			}
			after := at.image()
			results, r = c.all(t, document(t, "script", s), nil)
			for _, result := range results {
				if result != "Unchanged" && result != "Checked" {
					t.Error("the second run:", results)
				}
			}
			if len(r.changes()) > 0 || at.image() != after {
				t.Error("the second run changed:", order(r.changes()))
			}

			thrown, r = c.run(t, document(t, "verify", s), nil)
			if thrown != "" {
				t.Error("verify:", thrown)
			}
			if len(r.results) == 0 || len(r.changes()) > 0 {
				t.Error("verify:", order(r.changes()))
			}
			for _, o := range r.results {
				if v := o.(*psObject).values; v["Agrees"] != true {
					t.Errorf("%v %v: expected %v, found %v", v["Object"], v["Property"], v["Expected"], v["Found"])
				}
			}

			back := document(t, "rollback", s)
			_, r = c.all(t, back, map[string]any{"whatifpreference": true})
			if len(r.changes()) > 0 || at.image() != after {
				t.Error("-WhatIf rolled back:", order(r.changes()))
			}
			c.all(t, back, nil)
			at.sealers = texts(at.sealers)
			if diff := cmp.Diff(regexpSealers(before), regexpSealers(at.image())); diff != "" {
				t.Error(diff)
			}
			c.all(t, back, nil) // once more does no harm
		})
	}
}

// regexpSealers is an image with the sealers as one list, however they are kept.
func regexpSealers(image string) string {
	return strings.NewReplacer("[\"", "", "\"]", "").Replace(image)
}

func TestScriptSetsOnlyWhatDiffers(t *testing.T) {
	at := fabrikam()
	c, text := newComputer(at), document(t, "script", sample(t, "add-on-service"))
	c.all(t, text, nil)
	for _, d := range []struct {
		of       *psObject
		property string
		value    any
		want     map[string]any
	}{
		{at.outbound[0], "RouteAllMessagesViaOnPremises", true, map[string]any{"RouteAllMessagesViaOnPremises": false}},
		{at.outbound[0], "AllAcceptedDomains", true, map[string]any{"AllAcceptedDomains": false, "IsTransportRuleScoped": true, "RecipientDomains": nil}},
		{at.inbound[0], "TreatMessagesAsInternal", true, map[string]any{"TreatMessagesAsInternal": false}},
		{at.inbound[0], "Enabled", false, map[string]any{"Enabled": true}},
		{at.rules[0], "SentToScope", "NotInOrganization", map[string]any{"SentToScope": nil}},
	} {
		at.rules[0].set("State", "Disabled") // a rule that acts is left alone
		was := d.of.values[d.property]
		d.of.set(d.property, d.value)
		c.files = map[string]string{}
		thrown, r := c.run(t, text, map[string]any{"ready": true, "force": true})
		if thrown != "" {
			t.Fatal(thrown)
		}
		calls := r.changes()
		if len(calls) != 1 || !strings.HasPrefix(calls[0].name, "Set-") {
			t.Fatal(d.property, order(calls))
		}
		for _, name := range []string{"Identity", "Confirm", "ErrorAction"} {
			delete(calls[0].args, name)
		}
		if diff := cmp.Diff(d.want, calls[0].args); diff != "" {
			t.Error(diff)
		}
		// Roll-back puts it back as it was before.
		back := document(t, "rollback", sample(t, "add-on-service"))
		thrown, _ = c.run(t, back, nil)
		if d.of != at.rules[0] { // a connector, which mail may still come by
			if thrown != "" || toText(d.of.values[d.property]) != toText(was) {
				t.Errorf("%s: %s: %v", d.property, thrown, d.of.values[d.property])
			}
			thrown, _ = c.run(t, back, map[string]any{"stage": "remove", "ready": true})
		}
		if thrown != "" || toText(d.of.values[d.property]) != toText(d.value) {
			t.Errorf("%s: %s: %v", d.property, thrown, d.of.values[d.property])
		}
		d.of.set(d.property, was)
		if d.property == "AllAcceptedDomains" {
			d.of.set("RecipientDomains", []any{})
		}
	}
}

func TestScriptStops(t *testing.T) {
	for _, c := range []struct {
		name, scenario, stage string
		with                  func(*service)
		given                 map[string]any
		says                  string
		does                  []string
	}{
		{"no right", "third-party-filter", "", func(*service) { withheld = []string{"New-InboundConnector -EFSkipLastIP"} }, nil, "New-InboundConnector -EFSkipLastIP", nil},
		{"no right to turn a rule off", "add-on-service", "", func(s *service) { s.absent = []string{"Disable-TransportRule"} }, nil, "missing: Disable-TransportRule", nil},
		{"no right to set what is there", "third-party-filter", "", func(*service) { withheld = []string{"Set-InboundConnector -EFSkipLastIP"} }, nil, "Set-InboundConnector -EFSkipLastIP", nil},
		{"no right to set a rule", "add-on-service", "", func(*service) { withheld = []string{"Set-TransportRule -Identity"} }, nil, "Set-TransportRule -Identity", nil},
		{"not connected", "add-on-service", "", func(s *service) { s.absent = []string{"Get-AcceptedDomain"} }, nil, "Get-AcceptedDomain", nil},
		{"two connections", "add-on-service", "", func(s *service) { s.connections = append(s.connections, connection()) }, nil, "There are 2 connections", nil},
		{"another tenant", "add-on-service", "", func(s *service) { s.domains = contoso().domains }, nil, "not the organization of", nil},
		{"failing creation", "add-on-service", "", func(s *service) { s.newFails = errors.New("access denied") }, nil, "access denied", []string{"New-InboundConnector"}},
		{"made disabled", "add-on-service", "", func(s *service) { s.makesDisabled = true }, nil, "Enabled: expected True, found False", []string{"New-InboundConnector"}},
		{"asked, and no", "add-on-service", "enable", nil, map[string]any{"ready": false}, "Nothing was changed", nil},
		{"too early", "add-on-service", "enable", nil, nil, "is not as this stage needs it: it is not there. Nothing was changed: run -Stage create first.", nil},
		{"record of another set-up", "add-on-service", "", nil, map[string]any{"recordpath": "other"}, "record of another set-up", nil},
		{"forgotten domain", "third-party-filter", "lock", func(s *service) {
			s.domains = append(s.domains, newObject("DomainName", "contoso.net"))
		}, nil, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() { withheld = nil }()
			at := organizations()[c.scenario]
			if c.with != nil {
				c.with(at)
			}
			computer := newComputer(at)
			computer.files["other"] = `{"SetUp":"x","Tenant":"y","Entries":[]}`
			given := map[string]any{"ready": true}
			maps.Copy(given, c.given)
			if c.stage != "" {
				given["stage"] = c.stage
			}
			thrown, r := computer.run(t, document(t, "script", sample(t, c.scenario)), given)
			if thrown == "" || !strings.Contains(thrown, c.says) {
				t.Errorf("thrown: %q", thrown)
			}
			if diff := cmp.Diff(c.does, order(r.changes())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestScriptLooksUpMX: the lock-down waits for the MX records, where the computer can look them up; where it cannot, a
// person has to say that they have moved.
func TestScriptLooksUpMX(t *testing.T) {
	text := document(t, "script", sample(t, "third-party-filter"))
	moved := []any{newObject("NameExchange", "MX1.contosomailfilter.com."), newObject("NameExchange", "mx2.contosomailfilter.com"), newObject("Section", "Additional")}
	first := newObject("NameExchange", "MX1.contosomailfilter.com")
	for _, c := range []struct {
		name         string
		mx           []any
		fails        string
		given        map[string]any
		says, nobody bool
		stops        string // what it stops with; "": it goes on
		asked        int
	}{
		{name: "moved", mx: moved, given: map[string]any{"ready": true}},
		{name: "half of them", mx: []any{first, newObject("NameExchange", "contoso-com.mail.protection.outlook.com")}, given: map[string]any{"ready": true},
			stops: "The MX records of contoso.com known to the resolver of this computer are contoso-com.mail.protection.outlook.com, mx1.contosomailfilter.com, and mx1."},
		{name: "none", mx: []any{newObject("Type", "SOA")}, given: map[string]any{"ready": true}, stops: "No MX records of contoso.com are known to the resolver of this computer, and mx1."},
		{name: "no answer", mx: moved, fails: "DNS server failure", given: map[string]any{"ready": true}, stops: "could not be asked of the resolver of this computer: DNS server failure"},
		{name: "another server", mx: moved, given: map[string]any{"ready": true, "dnsserver": []any{"192.0.2.53", "192.0.2.54"}}},
		{name: "another server knows none", mx: []any{}, given: map[string]any{"ready": true, "dnsserver": []any{"192.0.2.53"}}, stops: "are known to 192.0.2.53, and"},
		{name: "what if", mx: []any{first}, given: map[string]any{"whatifpreference": true}},
		{name: "no command, and said", given: map[string]any{"ready": true}},
		{name: "no command, and yes", says: true, asked: 2},
		{name: "no command, and no", stops: "the MX records do not point to the service yet", asked: 1},
		{name: "no command, and nobody", nobody: true, stops: "run the script again with -Ready", asked: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := contoso()
			computer := newComputer(at)
			if thrown, _ := computer.run(t, text, map[string]any{"ready": true}); thrown != "" {
				t.Fatal(thrown)
			}
			at.mx, computer.says, computer.nobody = c.mx, c.says, c.nobody
			if c.fails != "" {
				at.fails = map[string]string{"Resolve-DnsName": c.fails}
			}
			given := map[string]any{"stage": "lock"}
			maps.Copy(given, c.given)
			thrown, r := computer.run(t, text, given)
			if (thrown == "") != (c.stops == "") || !strings.Contains(thrown, c.stops) || r.asked != c.asked {
				t.Errorf("%q, asked %q", thrown, r.questions)
			}
			if want := c.stops == "" && given["whatifpreference"] == nil; (len(r.changes()) == 1) != want {
				t.Error(order(r.changes()))
			}
			for _, call := range r.called("Resolve-DnsName") {
				if server, isNamed := c.given["dnsserver"]; isNamed && !cmp.Equal(call.arg("Server"), server) {
					t.Error(call.args)
				}
			}
			if c.mx != nil && len(r.called("Resolve-DnsName")) == 0 && given["whatifpreference"] == nil {
				t.Error("it is not looked up")
			}
		})
	}
}

// TestScriptAsksBeforeTheFirstStage: what has to be true before the first stage is looked up, or asked, as before every other.
func TestScriptAsksBeforeTheFirstStage(t *testing.T) {
	for scenario, want := range map[string][]string{
		"connector": nil, "add-on-service": nil, // the certificate domain is looked up
		"third-party-filter":        {"Create or move all mailboxes", "Set up the domains at the service", "Lower the time to live", "Wait until the longer time to live"},
		"third-party-filter-hybrid": {"synchronize the on-premises recipients", "Set up the domains at the service"},
		"third-party-archive":       {"Create or move all mailboxes"},
	} {
		text := document(t, "script", sample(t, scenario))
		for _, says := range []bool{false, true} {
			at := organizations()[scenario]
			c := newComputer(at)
			c.says = says
			thrown, r := c.run(t, text, nil)
			if stops := want != nil && !says; stops != strings.Contains(thrown, "what the stage needs is not true yet") || stops == (len(r.changes()) > 0) {
				t.Errorf("%s, answered %v: %q, %v", scenario, says, thrown, order(r.changes()))
			}
			asked := strings.Join(r.questions, "\n")
			for _, w := range want {
				if !strings.Contains(asked, w) {
					t.Errorf("%s: not asked for: %s", scenario, w)
				}
			}
			if want == nil && r.asked > 0 || strings.Contains(asked, "Get-AcceptedDomain lists") {
				t.Errorf("%s: asked, and it is looked up: %s", scenario, asked)
			}
		}
		if want == nil {
			continue
		}
		at := organizations()[scenario]
		at.domains = slices.DeleteFunc(at.domains, func(d any) bool { return d.(*psObject).values["DomainName"] == "contoso.com" })
		thrown, r := newComputer(at).run(t, text, map[string]any{"ready": true})
		if !strings.Contains(thrown, "contoso.com is not an accepted domain here: add it and verify it first") || len(r.changes()) > 0 {
			t.Errorf("%s without its domain: %q, %v", scenario, thrown, order(r.changes()))
		}
	}
}

// TestScriptAsksBeforeItTakesOver: a connector that is on, differs, and is not known to the record is changed only after a
// yes; what the script made itself, and what is off, is set right without a question.
func TestScriptAsksBeforeItTakesOver(t *testing.T) {
	s := sample(t, "add-on-service")
	text := document(t, "script", s)
	for _, c := range []struct {
		name          string
		isOurs, isOff bool
		given         map[string]any
		says, nobody  bool
		stops         string
		asked         int
		does          []string
	}{
		{name: "made by the script", isOurs: true, does: []string{"Set-OutboundConnector"}},
		{name: "off", isOff: true, does: []string{"Set-OutboundConnector"}},
		{name: "no", asked: 1, stops: "Nothing was changed: the outbound connector Office 365 to Contoso Signature Service stays as it is"},
		{name: "yes", says: true, asked: 1, does: []string{"Set-OutboundConnector"}},
		{name: "nobody", nobody: true, asked: 1, stops: "run the script again with -Force"},
		{name: "-Force", nobody: true, given: map[string]any{"force": true}, does: []string{"Set-OutboundConnector"}},
		{name: "-WhatIf", given: map[string]any{"whatifpreference": true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := fabrikam()
			computer := newComputer(at)
			if thrown, _ := computer.run(t, text, nil); thrown != "" {
				t.Fatal(thrown)
			}
			at.outbound[0].set("SenderRewritingEnabled", true)
			if c.isOff {
				at.outbound[0].set("Enabled", false)
			}
			if !c.isOurs {
				computer.files = map[string]string{}
			}
			before := at.image()
			computer.says, computer.nobody = c.says, c.nobody
			thrown, r := computer.run(t, text, c.given)
			if (thrown == "") != (c.stops == "") || !strings.Contains(thrown, c.stops) || r.asked != c.asked {
				t.Errorf("%q, asked %q", thrown, r.questions)
			}
			if diff := cmp.Diff(c.does, order(r.changes())); diff != "" {
				t.Error(diff)
			}
			if c.does == nil && at.image() != before {
				t.Error("it changed something")
			}
			for _, question := range r.questions {
				if !strings.Contains(question, "SenderRewritingEnabled: expected nothing, found True") {
					t.Error("it does not name what differs:", question)
				}
			}
			computer.says, computer.nobody = false, true
			if thrown, r = computer.run(t, text, nil); c.does != nil && (thrown != "" || r.asked > 0 || len(r.changes()) > 0) {
				t.Error("once more:", thrown, order(r.changes()))
			}
			if c.does != nil { // what was taken over is known from then on
				at.outbound[0].set("SenderRewritingEnabled", true)
				if thrown, r = computer.run(t, text, nil); thrown != "" || r.asked > 0 || len(r.changes()) != 1 {
					t.Error("differing again:", thrown, order(r.changes()))
				}
			}
		})
	}
	// What roll-back gave back is somebody else's again.
	at := fabrikam()
	computer := newComputer(at)
	computer.run(t, text, nil)
	at.outbound[0].set("SenderRewritingEnabled", true)
	computer.files = map[string]string{}
	computer.run(t, text, map[string]any{"force": true})
	computer.all(t, document(t, "rollback", s), nil)
	if thrown, r := computer.run(t, text, nil); r.asked != 1 || !strings.Contains(thrown, "stays as it is") {
		t.Error("after roll-back:", thrown, r.asked)
	}
}

func TestScriptRefusesOthers(t *testing.T) {
	for property, c := range map[string]struct {
		value any
		says  string
	}{
		"ConnectorSource": {"HybridWizard", "The Hybrid Configuration wizard made"},
		"ConnectorType":   {"Partner", "is of type Partner"},
		"TestMode":        {true, "in test mode"},
	} {
		at := fabrikam()
		computer, text := newComputer(at), document(t, "script", sample(t, "add-on-service"))
		computer.all(t, text, nil)
		at.outbound[0].set(property, c.value)
		thrown, r := computer.run(t, text, nil)
		if !strings.Contains(thrown, c.says) || len(r.changes()) > 0 {
			t.Errorf("%s: %q, %v", property, thrown, order(r.changes()))
		}
	}
}

// TestTestModeIsNeverAdopted: whichever read gives a connector in test mode, and whether it says so itself or only the
// read for test mode gives it. One that says it is in no test mode is not, even where that read gives it.
func TestTestModeIsNeverAdopted(t *testing.T) {
	s := sample(t, "add-on-service")
	for _, doc := range []string{"paste", "script"} {
		runs := func(at *service) (string, *psRunner) {
			if doc == "paste" {
				return paste(t, s, 1, at)
			}
			return newComputer(at).run(t, document(t, "script", s), map[string]any{"ready": true})
		}
		at := fabrikam()
		runs(at)
		at.outbound[0].set("TestMode", true)
		at.mixesTests = true
		if thrown, r := runs(at); !strings.Contains(thrown, "in test mode") || len(r.changes()) > 0 {
			t.Errorf("%s takes what both reads give: %q, %v", doc, thrown, order(r.changes()))
		}
		at.outbound[0].set("TestMode", false)
		at.readsAll = true
		if thrown, r := runs(at); thrown != "" || len(r.changes()) > 0 {
			t.Errorf("%s takes all for test mode: %q, %v", doc, thrown, order(r.changes()))
		}
	}
}

// TestScriptLeavesWhatActs: what acts on mail already and differs is not changed while it acts.
func TestScriptLeavesWhatActs(t *testing.T) {
	for name, c := range map[string]struct {
		scenario string
		differs  func(*service) (of *psObject, property string, value any)
	}{
		"a lock-down": {"third-party-filter", func(s *service) (*psObject, string, any) {
			return s.inbound[0], "TlsSenderCertificateName", "*.elsewhere.example"
		}},
		"half a lock-down": {"third-party-filter", func(s *service) (*psObject, string, any) {
			s.inbound[0].set("RestrictDomainsToCertificate", false)
			return s.inbound[0], "TlsSenderCertificateName", "*.elsewhere.example"
		}},
		"a lock-down by addresses": {"third-party-filter", func(s *service) (*psObject, string, any) {
			s.inbound[0].set("RestrictDomainsToCertificate", false)
			s.inbound[0].set("RequireTls", false)
			return s.inbound[0], "RestrictDomainsToIPAddresses", true
		}},
		"a rule": {"add-on-service", func(s *service) (*psObject, string, any) {
			return s.rules[0], "SentToScope", "NotInOrganization"
		}},
		"the way out": {"third-party-archive", func(s *service) (*psObject, string, any) {
			return s.outbound[0], "SmartHosts", "mx.elsewhere.example"
		}},
	} {
		at := organizations()[c.scenario]
		computer, text := newComputer(at), document(t, "script", sample(t, c.scenario))
		computer.all(t, text, nil)
		of, property, value := c.differs(at)
		of.set(property, value)
		thrown, r := computer.run(t, text, map[string]any{"ready": true})
		if !strings.Contains(thrown, "acts on mail already") || !strings.Contains(thrown, property) || len(r.changes()) > 0 {
			t.Errorf("%s: %q, %v", name, thrown, order(r.changes()))
		}
	}
}

// TestScriptSetsWhatIsOff: a connector that is off refuses nothing, whatever its restrictions say, and is set right.
func TestScriptSetsWhatIsOff(t *testing.T) {
	at := contoso()
	computer, text := newComputer(at), document(t, "script", sample(t, "third-party-filter"))
	computer.all(t, text, nil)
	at.inbound[0].set("Enabled", false)
	at.inbound[0].set("TlsSenderCertificateName", "*.elsewhere.example")
	thrown, r := computer.run(t, text, map[string]any{"ready": true})
	if thrown != "" {
		t.Fatal(thrown)
	}
	if diff := cmp.Diff([]string{"Set-InboundConnector"}, order(r.changes())); diff != "" {
		t.Error(diff)
	}
	for property, want := range map[string]any{"Enabled": true, "RequireTls": false, "RestrictDomainsToCertificate": false, "TlsSenderCertificateName": "*.contosomailfilter.com"} {
		if got := at.inbound[0].values[property]; got != want {
			t.Error(property, got)
		}
	}
}

// TestScriptValidatesTheNewWay: where the way of a validated connector is set, the validation is void at once, in whatever
// run it is made good; what is not the way leaves it as it is.
func TestScriptValidatesTheNewWay(t *testing.T) {
	s := sample(t, "add-on-service")
	at := fabrikam()
	c, text := newComputer(at), document(t, "script", s)
	c.all(t, text, nil)
	at.rules[0].set("State", "Disabled")
	out, good := at.outbound[0], at.results
	for property, value := range map[string]any{"SmartHosts": "mx.elsewhere.example", "TlsDomain": "elsewhere.example", "TlsSettings": "EncryptionOnly", "UseMXRecord": true} {
		out.set(property, value)
		_, r := c.run(t, text, map[string]any{"whatifpreference": true})
		if !strings.Contains(r.receipt(), "What if: Validate-OutboundConnector") || out.values["IsValidated"] != true {
			t.Errorf("%s, -WhatIf: %s", property, r.receipt())
		}
		at.results = failedTest()
		thrown, r := c.run(t, text, nil)
		if diff := cmp.Diff([]string{"Set-OutboundConnector"}, order(r.changes())); thrown != "" || diff != "" || out.values["IsValidated"] != false {
			t.Errorf("%s, the tests fail: %s %s %v", property, thrown, diff, out.values["IsValidated"])
		}
		at.results = good
		thrown, r = c.run(t, text, nil)
		if thrown != "" || len(r.called("Validate-OutboundConnector")) != 1 || out.values["IsValidated"] != true {
			t.Errorf("%s, the tests succeed: %s %v", property, thrown, order(r.changes()))
		}
	}
	out.set("SenderRewritingEnabled", true)
	if thrown, r := c.run(t, text, nil); thrown != "" || len(r.called("Validate-OutboundConnector")) > 0 || len(r.changes()) != 1 || out.values["IsValidated"] != true {
		t.Error("what is not the way:", thrown, order(r.changes()))
	}
}

// TestScriptNeedsTheValidation: what failed its tests is neither recorded as validated nor turned on, and a record that
// is not kept is no success.
func TestScriptNeedsTheValidation(t *testing.T) {
	failed := newObject("TaskName", "x", "IsTaskSuccessful", false)
	s := sample(t, "add-on-service")
	at := fabrikam()
	at.results = []any{failed}
	_, r := newComputer(at).run(t, document(t, "script", s), map[string]any{"ready": true})
	if got := outcomes(r); !slices.Contains(got, "Not validated") || !slices.Contains(got, "Not recorded") {
		t.Error(got)
	}
	at = fabrikam()
	thrown, r := newComputer(at).run(t, document(t, "script", s), map[string]any{"ready": true, "refuses": "Set-OutboundConnector, which records"})
	if got := outcomes(r); thrown != "" || !slices.Contains(got, "Validated") || !slices.Contains(got, "Not recorded") {
		t.Error(thrown, got)
	}
	at = fabrikam()
	at.ignores = "Set-OutboundConnector"
	thrown, _ = newComputer(at).run(t, document(t, "script", s), map[string]any{"ready": true})
	if !strings.Contains(thrown, "was changed and is not as wanted. IsValidated: expected True") {
		t.Error(thrown)
	}
	for _, doc := range []string{"script", "paste"} {
		for _, name := range cases(t) {
			text := document(t, doc, settled(t, name))
			if says := strings.Index(text, "and what needs it is left as it is."); says >= 0 {
				if before := text[:says]; strings.LastIndex(before, "throw") < strings.LastIndex(before, "Write-Warning") {
					t.Errorf("%s: %s: it only warns", name, doc)
				}
			}
		}
	}
}

// TestScriptIsAnsweredNo: whoever says no to one change gets nothing that needs it.
func TestScriptIsAnsweredNo(t *testing.T) {
	at := contoso()
	c, text := newComputer(at), document(t, "script", sample(t, "third-party-filter", "filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24"))
	thrown, r := c.run(t, text, map[string]any{"refuses": "New-TransportRule", "ready": true})
	if thrown != "" || len(r.called("New-TransportRule", "Enable-TransportRule")) > 0 || len(r.called("New-InboundConnector")) != 1 {
		t.Error(thrown, order(r.changes()))
	}
}

// TestScriptTellsWhatItDidNot: whoever says no to a change reads that it was not made, and the record does not know it.
func TestScriptTellsWhatItDidNot(t *testing.T) {
	s := sample(t, "add-on-service")
	text := document(t, "script", s)
	for refused, want := range map[string][]string{
		"New-InboundConnector":       {"Checked", "Not created", "Created", "Created", "Validated", "Recorded"},
		"New-OutboundConnector":      {"Checked", "Created", "Not created", "Created", "Not validated", "Not recorded"},
		"New-TransportRule":          {"Checked", "Created", "Created", "Not created", "Validated", "Recorded"},
		"Validate-OutboundConnector": {"Checked", "Created", "Created", "Created", "Not validated", "Not recorded"},
		"New-":                       {"Checked", "Not created", "Not created", "Not created", "Not validated", "Not recorded"},
	} {
		c := newComputer(fabrikam())
		thrown, r := c.run(t, text, map[string]any{"refuses": refused})
		if diff := cmp.Diff(want, outcomes(r)); thrown != "" || diff != "" || len(r.called(refused)) > 0 {
			t.Errorf("no to %s: %s %s", refused, thrown, diff)
		}
		for i, o := range r.results {
			v := o.(*psObject).values
			if known := toText(v["Guid"]) != ""; known == (want[i] == "Not created") && i > 0 && i < 4 {
				t.Errorf("no to %s: %v", refused, v)
			}
		}
		if made := strings.Count(c.files["setup-record.json"], `"Did":"Created"`); made != len(r.called("New-InboundConnector", "New-OutboundConnector", "New-TransportRule")) {
			t.Errorf("no to %s: the record knows %d: %s", refused, made, c.files["setup-record.json"])
		}
	}
	// What is there, on and differing, and left as it is.
	at := fabrikam()
	c := newComputer(at)
	c.all(t, text, nil)
	at.inbound[0].set("TreatMessagesAsInternal", true)
	record := c.files["setup-record.json"]
	thrown, r := c.run(t, text, map[string]any{"refuses": "Set-InboundConnector"})
	if got := outcomes(r); thrown != "" || got[1] != "Not changed" || len(r.changes()) > 0 || c.files["setup-record.json"] != record {
		t.Error("no to Set-InboundConnector:", thrown, got)
	}
	at.inbound[0].set("TreatMessagesAsInternal", false)
	at.rules[0].set("State", "Disabled")
	thrown, r = c.run(t, text, map[string]any{"stage": "enable", "ready": true, "refuses": "Enable-TransportRule"})
	if diff := cmp.Diff([]string{"Not changed"}, outcomes(r)); thrown != "" || diff != "" || at.rules[0].values["State"] != "Disabled" {
		t.Error("no to Enable-TransportRule:", thrown, diff)
	}
}

func TestRollbackNeedsToKnow(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter")
	paste(t, s, 1, at)
	paste(t, s, 2, at)
	c, text := newComputer(at), document(t, "rollback", s)
	thrown, r := c.run(t, text, nil)
	if !strings.Contains(thrown, "There is no record") || len(r.changes()) > 0 {
		t.Error(thrown)
	}
	thrown, r = c.run(t, text, map[string]any{"createdguid": []any{"unknown"}})
	if thrown != "" || len(r.changes()) > 0 || !warned(r, "Nothing has the GUID unknown any more") {
		t.Error(thrown, order(r.changes()))
	}
	guid := map[string]any{"createdguid": []any{firstGuid}}
	if thrown, r = c.run(t, text, guid); thrown != "" || at.inbound[0].values["RequireTls"] != false || at.inbound[0].values["RestrictDomainsToCertificate"] != false {
		t.Error("the lock-down was not lifted:", thrown, order(r.changes()))
	}
	guid["stage"], guid["ready"] = "remove", true
	if thrown, r = c.run(t, text, guid); thrown != "" || len(at.inbound) > 0 {
		t.Error(thrown, order(r.changes()))
	}
	c.files["setup-record.json"] = `{"SetUp":"x","Tenant":"y","Entries":[]}`
	if thrown, _ = c.run(t, text, nil); !strings.Contains(thrown, "record of another set-up") {
		t.Error(thrown)
	}
}

// TestRollbackInOrder: the rule goes off first, and what receives goes last.
func TestRollbackInOrder(t *testing.T) {
	at, s := fabrikam(), sample(t, "add-on-service")
	c := newComputer(at)
	c.all(t, document(t, "script", s), nil)
	_, r := c.all(t, document(t, "rollback", s), nil)
	want := []string{"Disable-TransportRule", "Remove-TransportRule", "Remove-OutboundConnector", "Remove-InboundConnector"}
	if diff := cmp.Diff(want, order(r.changes())); diff != "" {
		t.Error(diff)
	}
}

// TestRollbackGoesAsItsHelpSays: of two objects of a kind, the one made last goes first.
func TestRollbackGoesAsItsHelpSays(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter-hybrid")
	c, text := newComputer(at), document(t, "rollback", s)
	given := map[string]any{"ready": true}
	for _, stage := range []string{"create", "lock"} {
		given["stage"] = stage
		at.mx = []any{newObject("Name", "contoso.com", "NameExchange", "mx1.contosomailfilter.com")}
		if thrown, _ := c.run(t, document(t, "script", s), given); thrown != "" {
			t.Fatal(thrown)
		}
	}
	at.mx = []any{newObject("Name", "contoso.com", "NameExchange", "contoso-com.mail.protection.outlook.com")}
	names := map[any]string{}
	for _, one := range at.inbound {
		names[one.values["Guid"]] = map[any]string{
			"On-premises to Office 365":                               "Remove the inbound connector for your own servers",
			"Reject mail not routed through MX (Contoso Mail Filter)": "Remove the inbound connector of the service",
		}[one.values["Name"]]
	}
	var did, says []string
	for _, stage := range []string{"stop", "remove"} {
		given["stage"] = stage
		thrown, r := c.run(t, text, given)
		if thrown != "" {
			t.Fatal(thrown)
		}
		for _, call := range r.called("Remove-InboundConnector") {
			did = append(did, names[call.args["Identity"]])
		}
	}
	for _, line := range regexp.MustCompile(`(?m)^    - (Remove the inbound connector (?:of the service|for your own servers))`).FindAllStringSubmatch(text, -1) {
		says = append(says, line[1])
	}
	if diff := cmp.Diff(did, says); diff != "" || len(did) != 2 {
		t.Error(did, diff)
	}
}

func TestVerifyFindsWhatDiffers(t *testing.T) {
	at, s := fabrikam(), sample(t, "add-on-service")
	newComputer(at).all(t, document(t, "script", s), nil)
	at.outbound[0].set("TlsDomain", "*.contoso.com")
	at.rules[0].set("State", "Disabled")
	at.inbound = nil
	thrown, r := newComputer(at).run(t, document(t, "verify", s), nil)
	if thrown != "" {
		t.Error(thrown)
	}
	var differ []string
	for _, o := range r.results {
		if v := o.(*psObject).values; v["Agrees"] != true {
			differ = append(differ, fmt.Sprint(v["Property"], ": ", v["Found"]))
		}
	}
	want := []string{"(is there): not at all", "TlsDomain: *.contoso.com", "Enabled: False"}
	if diff := cmp.Diff(want, differ); diff != "" {
		t.Error(diff)
	}
	var told []string
	for _, c := range r.called("Write-Warning") {
		told = append(told, toText(c.arg("Message")))
	}
	const outbound = "Office 365 to Contoso Signature Service, TlsDomain: expected smtp.contososignatureservice.com, found *.contoso.com."
	if len(told) != len(want) || told[1] != outbound {
		t.Error("said:", told)
	}

	at = fabrikam()
	newComputer(at).all(t, document(t, "script", s), nil)
	at.outbound[0].set("IsValidated", false)
	_, r = newComputer(at).run(t, document(t, "verify", s), map[string]any{"validate": true})
	if len(r.called("Validate-OutboundConnector")) != 1 || at.outbound[0].values["IsValidated"] != true {
		t.Error("not validated, or not recorded")
	}
	at.outbound[0].set("IsValidated", false)
	at.results = append(at.results, newObject("TaskName", "x", "IsTaskSuccessful", false))
	newComputer(at).run(t, document(t, "verify", s), map[string]any{"validate": true})
	if at.outbound[0].values["IsValidated"] != false {
		t.Error("a failure was recorded as success")
	}
}

// TestVerifyKeepsItsTable: a test that cannot be run, or a record that is not kept, is a line of the table.
func TestVerifyKeepsItsTable(t *testing.T) {
	for name, c := range map[string]struct {
		with func(*service)
		says string
	}{
		"no test":   {func(s *service) { s.validateFails = errors.New("the service is busy") }, "the service is busy"},
		"no record": {func(s *service) { s.ignores = "Set-OutboundConnector" }, "not recorded: IsValidated: expected True"},
	} {
		at, s := fabrikam(), sample(t, "add-on-service")
		newComputer(at).all(t, document(t, "script", s), nil)
		at.outbound[0].set("IsValidated", false)
		c.with(at)
		thrown, r := newComputer(at).run(t, document(t, "verify", s), map[string]any{"validate": true})
		var differ []string
		for _, o := range r.results {
			if v := o.(*psObject).values; v["Agrees"] != true {
				differ = append(differ, toText(v["Found"]))
			}
		}
		if thrown != "" || len(r.results) < 10 || len(differ) != 2 || !strings.Contains(differ[0], c.says) || differ[1] != "False" {
			t.Errorf("%s: %q, %v of %d", name, thrown, differ, len(r.results))
		}
	}
	at := fabrikam()
	at.domains = contoso().domains
	if thrown, _ := newComputer(at).run(t, document(t, "verify", sample(t, "add-on-service")), nil); !strings.Contains(thrown, "not the organization of") {
		t.Error(thrown)
	}
}

// TestScriptNamesTheQuestion: above a value stands the question that decides it.
func TestScriptNamesTheQuestion(t *testing.T) {
	for sample, lines := range map[string][]string{
		"lockdown-certificate": {
			"Connection from\r\n    ConnectorType ", "Reject email messages if they aren't sent over TLS\r\n    RequireTls ",
			"with Office 365 matches this domain name\r\n    RestrictDomainsToCertificate ", "within this IP address range\r\n    RestrictDomainsToIPAddresses ",
		},
		"partner-outbound":    {"Connection to\r\n    ConnectorType ", "How do you want to route email messages?\r\n    UseMXRecord "},
		"own-server-outbound": {"Smart hosts\r\n    UseMXRecord "},
	} {
		text := document(t, "script", settled(t, sample))
		for _, line := range lines {
			if !strings.Contains(text, line) {
				t.Errorf("%s: no %q", sample, line)
			}
		}
	}
}

// TestScriptReadsBack: what the script's tables hold is what setup.json says.
func TestScriptReadsBack(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		scriptReadsBack(t, s)
	}
}

func scriptReadsBack(t *testing.T, s *steps.Settled) {
	t.Helper()
	_, body, _, err := readScript(document(t, "script", s))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range setUpOf(t, s).Actions {
		if !strings.HasPrefix(a.Command, "New-") || a.Doer == "on-premises" {
			continue
		}
		for _, c := range commandsIn(body) {
			if c.name != a.Command || len(c.splats) != 1 {
				continue
			}
			got, err := parameters(c, body)
			if err == nil && got["Name"] == a.Parameters["Name"] {
				if diff := cmp.Diff(a.Parameters, got); diff != "" {
					t.Error(diff)
				}
				a.ID = ""
			}
		}
		if a.ID != "" {
			t.Errorf("no command for %s", a.ID)
		}
	}
}
