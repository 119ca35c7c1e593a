package render_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// tenant is a stand-in for the organization that a sample is about, before anything is set up.
func tenant(names ...string) *service {
	s := newService()
	s.domains = nil
	for _, name := range names {
		s.domains = append(s.domains, newObject("DomainName", name, "DomainType", "Authoritative", "SmtpDaneStatus", "Disabled", "Guid", "domain "+name))
	}
	return s
}

func fabrikam() *service {
	return tenant("fabrikam.com", "fabrikam.onmicrosoft.com", certificateDomain)
}

func contoso() *service { return tenant("contoso.com", "contoso.onmicrosoft.com") }

const certificateDomain = "S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com"

var readyLine = regexp.MustCompile(`(?m)^#   \$(ready[0-9a-f]{8}) = \$true\r\n`)

// paste pastes one block of a document, from 1, after the line that it asks for was typed.
func paste(t *testing.T, s *steps.Settled, number int, to *service) (thrown string, r *psRunner) {
	t.Helper()
	return pasteText(t, document(t, "paste", s), number, to, true)
}

func pasteText(t *testing.T, text string, number int, to *service, ready bool) (thrown string, r *psRunner) {
	t.Helper()
	blocks, _, err := readBlocks(text)
	if err != nil {
		t.Fatal(err)
	}
	return pasteBlock(t, text, blocks, number, to, ready)
}

func pasteBlock(t *testing.T, text string, blocks [][]psNode, number int, to *service, ready bool) (thrown string, r *psRunner) {
	t.Helper()
	r = to.runner()
	if lines := readyLine.FindAllStringSubmatch(text, -1); number > 1 && ready {
		r.scopes = []map[string]any{{lines[number-2][1]: true}}
	}
	thrown = r.run(blocks[number-1])
	table := cmdletTable(t)
	for _, c := range r.calls {
		checkCall(t, table, c)
	}
	return thrown, r
}

func order(calls []psCall) (out []string) {
	for _, c := range calls {
		out = append(out, c.name)
	}
	return out
}

// TestAddOnServiceIsMicrosofts runs both blocks of the sample: what they create are the commands of the article, those
// parameters added that the wizard always writes.
func TestAddOnServiceIsMicrosofts(t *testing.T) {
	s, at := sample(t, "add-on-service"), fabrikam()
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done: 6 of 6", "is one", "Mail flow rule Route email to Contoso Signature Service: created and read back as wanted")
	common := func(more map[string]any) map[string]any {
		more["Confirm"], more["ErrorAction"] = false, "Stop"
		return more
	}
	want := []psCall{
		{"New-InboundConnector", common(map[string]any{"Name": "Contoso Signature Service to Office 365", "SenderDomains": []any{"*"},
			"ConnectorType": "OnPremises", "RequireTls": true, "RestrictDomainsToCertificate": true,
			"TlsSenderCertificateName": certificateDomain, "CloudServicesMailEnabled": true, "Enabled": true})},
		{"New-OutboundConnector", common(map[string]any{"Name": "Office 365 to Contoso Signature Service", "ConnectorType": "OnPremises",
			"IsTransportRuleScoped": true, "UseMXRecord": false, "SmartHosts": []any{"smtp.contososignatureservice.com"},
			"TlsSettings": "DomainValidation", "TlsDomain": "smtp.contososignatureservice.com", "CloudServicesMailEnabled": true,
			"Enabled": true, "AllAcceptedDomains": false})},
		{"New-TransportRule", common(map[string]any{"Name": "Route email to Contoso Signature Service", "FromScope": "InOrganization",
			"RouteMessageOutboundConnector": "Office 365 to Contoso Signature Service", "ExceptIfHeaderContainsMessageHeader": "SignatureContoso",
			"ExceptIfHeaderContainsWords": []any{"true"}, "StopRuleProcessing": true,
			"Enabled": false, "Mode": "Enforce", "SenderAddressLocation": "Header", "RuleErrorAction": "Ignore"})},
	}
	if diff := cmp.Diff(want, r.called("New-InboundConnector", "New-OutboundConnector", "New-TransportRule"), cmp.AllowUnexported(psCall{})); diff != "" {
		t.Error(diff)
	}
	if at.rules[0].values["State"] != "Disabled" {
		t.Error("the rule is on before its stage")
	}

	thrown, r = paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done: 6 of 6", "unchanged")
	if len(r.changes()) > 0 {
		t.Error("a second paste changed:", order(r.changes()))
	}
	for _, says := range []string{"done and read back as wanted", "unchanged: it was so already"} {
		thrown, r = paste(t, s, 2, at)
		wants(t, thrown, r, "Actions done: 1 of 1", says)
	}
	if at.rules[0].values["State"] != "Enabled" {
		t.Error("the rule is off")
	}
	thrown, r = paste(t, s, 1, at) // once more, the rule on
	wants(t, thrown, r, "Actions done: 6 of 6", "unchanged")
	if len(r.changes()) > 0 {
		t.Error("a third paste changed:", order(r.changes()))
	}
}

// TestLockDownEndsAsMicrosofts runs both blocks of the filter: the connector ends as the article's two commands make it.
func TestLockDownEndsAsMicrosofts(t *testing.T) {
	for _, c := range []struct {
		otherwise []string
		ends      map[string]any
	}{
		{nil, map[string]any{"RestrictDomainsToCertificate": true, "TlsSenderCertificateName": "*.contosomailfilter.com", "RequireTls": true, "RestrictDomainsToIPAddresses": false}},
		{[]string{"lockdown.lock-by: addresses", "lockdown.require-certificate-name: false", "lockdown.reject-unless-from-ip-addresses: true", "lockdown.sender-ip-addresses: 131.107.21.0/24"},
			map[string]any{"RestrictDomainsToIPAddresses": true, "SenderIPAddresses": "131.107.21.0/24", "RestrictDomainsToCertificate": false}},
	} {
		s, at := filterSample(t, c.otherwise), contoso()
		at.sealers = []any{"contoso.example, fabrikam.example", "fabrikam.example"}
		thrown, r := paste(t, s, 1, at)
		wants(t, thrown, r, "Actions done: 2 of 2", "added and read back: contosomailfilter.com\n  Before this paste: contoso.example, fabrikam.example")
		made := at.inbound[0].values
		for name, v := range map[string]any{"RequireTls": false, "RestrictDomainsToCertificate": false, "RestrictDomainsToIPAddresses": false, "EFSkipLastIP": true, "Enabled": true} {
			if made[name] != v {
				t.Errorf("before the lock-down, %s is %v", name, made[name])
			}
		}
		if at.sealers != "contoso.example,fabrikam.example,contosomailfilter.com" {
			t.Error(at.sealers)
		}
		thrown, r = paste(t, s, 2, at)
		wants(t, thrown, r, "Actions done: 2 of 2", "none was forgotten", "done and read back as wanted")
		for name, v := range c.ends {
			if made[name] != v {
				t.Errorf("in the end, %s is %v", name, made[name])
			}
		}
		for _, block := range []int{1, 2} {
			thrown, r = paste(t, s, block, at)
			wants(t, thrown, r, "Actions done: 2 of 2", "unchanged")
			if len(r.changes()) > 0 {
				t.Error("a second paste changed:", order(r.changes()))
			}
		}
	}
}

// filterSample is the sample of the filter, leaving out answers to questions that it does not have.
func filterSample(t *testing.T, otherwise []string) *steps.Settled {
	t.Helper()
	sc, _ := steps.Find("third-party-filter")
	otherwise = slices.DeleteFunc(otherwise, func(line string) bool {
		key, _, _ := strings.Cut(line, ": ")
		_, ok := sc.Field(steps.Key(key))
		return !ok
	})
	s := sample(t, "third-party-filter", otherwise...)
	if p := s.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	return s
}

func TestSealersUnderDelegation(t *testing.T) {
	at := contoso()
	at.connections = []any{connection("DelegatedOrganization", "contoso.onmicrosoft.com")}
	thrown, r := paste(t, sample(t, "third-party-filter"), 1, at)
	wants(t, thrown, r, "added and read back: contosomailfilter.com\n  Before this paste: nothing")
	if diff := cmp.Diff([]any{`8b1f2a60-9d0c-4f7e-a6b5-3c2d1e0f9a87\Default`}, at.asked); diff != "" {
		t.Error(diff)
	}
}

// TestLaterBlocksStop: what was not prepared is not done.
func TestLaterBlocksStop(t *testing.T) {
	prepared := func(t *testing.T, scenario string, at *service) *steps.Settled {
		s := sample(t, scenario)
		if thrown, _ := paste(t, s, 1, at); thrown != "" {
			t.Fatal(thrown)
		}
		return s
	}
	for _, c := range []struct {
		name, scenario string
		at             *service
		with           func(*service)
		says           string
	}{
		{"forgotten domain", "third-party-filter", contoso(), func(s *service) {
			s.domains = append(s.domains, newObject("DomainName", "contoso.net"))
		}, "not among the domains behind the service: contoso.net"},
		{"made by the Hybrid wizard", "third-party-filter", contoso(), func(s *service) { s.inbound[0].set("ConnectorSource", "HybridWizard") }, "The Hybrid Configuration wizard made"},
		{"another type", "third-party-filter", contoso(), func(s *service) { s.inbound[0].set("ConnectorType", "OnPremises") }, "ConnectorType: expected Partner, found OnPremises"},
		{"removed", "third-party-filter", contoso(), func(s *service) { s.inbound = nil }, "is not there as block 1 leaves it"},
		{"changed", "third-party-filter", contoso(), func(s *service) { s.inbound[0].set("TlsSenderCertificateName", "*.contoso.net") }, "found *.contoso.net"},
		{"wrong tenant", "third-party-filter", contoso(), func(s *service) { s.domains = fabrikam().domains }, "not the organization of contoso.onmicrosoft.com"},
		{"inbound off", "add-on-service", fabrikam(), func(s *service) { s.inbound[0].set("Enabled", false) }, "Enabled: expected True, found False"},
		{"outbound off", "add-on-service", fabrikam(), func(s *service) { s.outbound[0].set("Enabled", "False") }, "Enabled: expected True, found False"},
		{"outbound in test mode", "add-on-service", fabrikam(), func(s *service) { s.outbound[0].set("TestMode", true) }, "in test mode"},
		{"no rule", "add-on-service", fabrikam(), func(s *service) { s.rules = nil }, "The mail flow rule Route email to Contoso Signature Service is not there"},
		{"no inbound", "add-on-service", fabrikam(), func(s *service) { s.inbound = nil }, "The inbound connector Contoso Signature Service to Office 365 is not there"},
		{"another condition", "add-on-service", fabrikam(), func(s *service) { s.rules[0].set("SentTo", "x@fabrikam.com") }, "SentTo: expected nothing"},
		{"own servers' connector off", "third-party-filter-hybrid", contoso(), func(s *service) { s.inbound[0].set("Enabled", false) }, "Enabled: expected True, found False"},
		{"own servers' connector gone", "third-party-filter-hybrid", contoso(), func(s *service) { s.inbound = s.inbound[1:] }, "The inbound connector On-premises to Office 365 is not there as block 1 leaves it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := prepared(t, c.scenario, c.at)
			c.with(c.at)
			thrown, r := paste(t, s, 2, c.at)
			wants(t, thrown, r, "!"+c.says, "Nothing was changed.")
			if len(r.changes()) > 0 {
				t.Error("changed:", order(r.changes()))
			}
		})
	}
	for _, scenario := range []string{"third-party-filter", "add-on-service"} {
		at := map[string]*service{"third-party-filter": contoso(), "add-on-service": fabrikam()}[scenario]
		s := prepared(t, scenario, at)
		thrown, r := pasteText(t, document(t, "paste", s), 2, at, false)
		wants(t, thrown, r, "!This block waits for a line", "Nothing was changed.")
	}
}

// TestSavedFileRunsEveryReadyBlock: once the lines of all blocks were typed, all of them run from one file.
func TestSavedFileRunsEveryReadyBlock(t *testing.T) {
	at, text := contoso(), document(t, "paste", sample(t, "third-party-filter", "lockdown.reject-direct-send: true"))
	blocks, _, err := readBlocks(text)
	if err != nil {
		t.Fatal(err)
	}
	ready := map[string]any{}
	for _, line := range readyLine.FindAllStringSubmatch(text, -1) {
		ready[line[1]] = true
	}
	if len(blocks) < 3 || len(ready) != len(blocks)-1 {
		t.Fatal("too few blocks or lines", len(blocks), ready)
	}
	for _, body := range blocks {
		r := at.runner()
		r.scopes = []map[string]any{ready}
		wants(t, r.run(body), r, "Actions done")
	}
}

// TestCertificateExcusesNoDomain: a domain for which a connector has a certificate may receive mail, unless somebody
// says that it does not.
func TestCertificateExcusesNoDomain(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter")
	paste(t, s, 1, at)
	own := inboundForm.copy()
	own.set("Name", "own")
	own.set("Guid", "own")
	own.set("ConnectorType", "OnPremises")
	own.set("TlsSenderCertificateName", "fabrikam.com")
	at.inbound = append(at.inbound, own)
	at.domains = append(at.domains, newObject("DomainName", "Fabrikam.com"))
	thrown, r := paste(t, s, 2, at)
	wants(t, thrown, r, "!not among the domains behind the service: Fabrikam.com", "Nothing was changed.")
	text := strings.Replace(document(t, "paste", s), "$noMail = @()", "$noMail = @('fabrikam.com')", 1)
	thrown, r = pasteText(t, text, 2, at, true)
	wants(t, thrown, r, "Actions done: 2 of 2", "said to receive no mail: fabrikam.com")
}

// TestRuleHasNothingElse: a condition that no property of ours stands for makes another rule of it.
func TestRuleHasNothingElse(t *testing.T) {
	at, s := fabrikam(), sample(t, "add-on-service")
	paste(t, s, 1, at)
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "unchanged: it was there before this paste, exactly as wanted")
	made := at.rules[0].values["Conditions"].([]any)
	at.rules[0].set("Conditions", append(slices.Clone(made), "Microsoft.Exchange.MessagingPolicies.Rules.Tasks.SubjectContainsPredicate"))
	for _, block := range []int{1, 2} {
		thrown, r = paste(t, s, block, at)
		wants(t, thrown, r, "!has more in it than wanted", "Conditions: expected 1 at most", "SubjectContainsPredicate", "Nothing was changed.")
	}
	for _, name := range []string{"Conditions", "Exceptions", "Actions"} {
		at.rules[0].set(name, nil)
	}
	thrown, r = paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done: 6 of 6", "as wanted in all that could be compared")
}

func TestAddOnStops(t *testing.T) {
	for _, c := range []struct {
		name string
		with func(*service)
		says []string
		does []string
	}{
		{"no certificate domain", func(s *service) { s.domains = s.domains[:2] }, []string{"!is not an accepted domain here", "Nothing was changed."}, nil},
		{"a failing creation", func(s *service) { s.newFails = errors.New("access denied") }, []string{"!access denied", "Actions done: 1 of 6"}, []string{"New-InboundConnector"}},
		{"inbound made disabled", func(s *service) { s.makesDisabled = true }, []string{"!Enabled: expected True, found False", "Microsoft Support", "1 of 6"}, []string{"New-InboundConnector"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := fabrikam()
			c.with(at)
			thrown, r := paste(t, sample(t, "add-on-service"), 1, at)
			says := c.says
			if strings.HasPrefix(says[0], "!Enabled") {
				says = []string{says[0], says[2]}
			}
			wants(t, thrown, r, says...)
			if diff := cmp.Diff(c.does, order(r.changes())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestArchiveTurnsOnOnlyWhatIsValidated: all mail to the internet would be lost on a way that does not work.
func TestArchiveTurnsOnOnlyWhatIsValidated(t *testing.T) {
	s := sample(t, "third-party-archive", "through-service.validation-addresses: admin@fabrikam.com")
	at := contoso()
	if thrown, _ := paste(t, s, 1, at); thrown != "" {
		t.Fatal(thrown)
	}
	if at.outbound[0].values["Enabled"] != false {
		t.Error("it is on from the beginning")
	}
	good := at.results
	at.results = []any{newObject("TaskName", "Send test email", "IsTaskSuccessful", false)}
	thrown, r := paste(t, s, 2, at)
	wants(t, thrown, r, "!did not succeed, and what needs it is left as it is", "NOT RECORDED")
	if at.outbound[0].values["Enabled"] != false {
		t.Error("it was turned on")
	}
	at.results = good
	thrown, r = paste(t, s, 2, at)
	wants(t, thrown, r, "Actions done: 3 of 3")
	if at.outbound[0].values["Enabled"] != true {
		t.Error("it is off")
	}
}

// TestDomainTypeWaitsForValidation: what Exchange Online passes on by a way that does not work goes round in a circle.
func TestDomainTypeWaitsForValidation(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid", "to-on-premises.validation-addresses: admin@contoso.com"), contoso()
	good := at.results
	at.results = []any{newObject("TaskName", "Send test email", "IsTaskSuccessful", false)}
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "!did not succeed, and what needs it is left as it is", "NOT RECORDED")
	if at.domains[0].(*psObject).values["DomainType"] == "InternalRelay" {
		t.Error("the domain's type was changed")
	}
	at.results = good
	for block := 1; block <= 2; block++ {
		thrown, r = paste(t, s, block, at)
		wants(t, thrown, r, "Actions done")
	}
	if at.domains[0].(*psObject).values["DomainType"] != "InternalRelay" {
		t.Error("the domain's type")
	}
}

// TestLockDownNeedsTheWayOfOwnServers: the lock-down would refuse their mail where their own connector is off, also where
// the set-up leaves it to somebody to turn it on.
func TestLockDownNeedsTheWayOfOwnServers(t *testing.T) {
	s := sample(t, "third-party-filter-hybrid", "from-on-premises.turn-it-on: false")
	at := contoso()
	if thrown, _ := paste(t, s, 1, at); thrown != "" {
		t.Fatal(thrown)
	}
	thrown, r := paste(t, s, 2, at)
	wants(t, thrown, r, "!The inbound connector On-premises to Office 365 is off, or not there. Turn it on first", "Nothing was changed.")
	computer, given := newComputer(at), map[string]any{"ready": true, "stage": "lock"}
	thrown, r = computer.run(t, document(t, "script", s), given)
	if !strings.Contains(thrown, "On-premises to Office 365 is off, or not there") || len(r.changes()) > 0 {
		t.Errorf("%q, %v", thrown, order(r.changes()))
	}
	at.inbound[0].set("Enabled", true)
	thrown, r = computer.run(t, document(t, "script", s), given)
	if thrown != "" || len(r.changes()) != 1 {
		t.Errorf("%q, %v", thrown, order(r.changes()))
	}
	thrown, r = paste(t, s, 2, at)
	wants(t, thrown, r, "Actions done: 2 of 2", "unchanged")
}

func TestBypassAndDirectSend(t *testing.T) {
	s := sample(t, "third-party-filter", "filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24", "lockdown.reject-direct-send: true")
	at := contoso()
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done: 4 of 4")
	want := map[string]any{"Name": "Bypass spam filtering for Contoso Mail Filter", "FromScope": "NotInOrganization", "SenderIpRanges": []any{"198.51.100.0/24"},
		"SetSCL": -1, "Enabled": false, "Mode": "Enforce", "StopRuleProcessing": false, "RuleErrorAction": "Ignore", "Confirm": false, "ErrorAction": "Stop"}
	if diff := cmp.Diff(want, r.called("New-TransportRule")[0].args); diff != "" {
		t.Error(diff)
	}
	for _, block := range []int{2, 3, 3} {
		thrown, r = paste(t, s, block, at)
		wants(t, thrown, r, "Actions done")
	}
	if at.config.values["RejectDirectSend"] != true {
		t.Error("Direct Send is not refused")
	}
	at.inbound[0].set("RequireTls", false)
	thrown, r = paste(t, s, 3, at)
	wants(t, thrown, r, "!RequireTls: expected True, found False")
}

func TestHybridInOrder(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid"), contoso()
	var did []string
	for block := 1; block <= 2; block++ {
		thrown, r := paste(t, s, block, at)
		wants(t, thrown, r, "Actions done")
		did = append(did, order(r.changes())...)
	}
	want := []string{"New-InboundConnector", "New-OutboundConnector", "Set-OutboundConnector", "Set-OutboundConnector", "Set-AcceptedDomain", "New-InboundConnector", "Set-InboundConnector"}
	if diff := cmp.Diff(want, did); diff != "" {
		t.Error(diff)
	}
	if at.domains[0].(*psObject).values["DomainType"] != "InternalRelay" {
		t.Error("the domain's type")
	}
	at.domains = []any{newObject("DomainName", "contoso.com", "DomainType", "Authoritative")} // those of the own server
	for _, says := range []string{"created and read back as wanted", "unchanged"} {
		thrown, r := run(t, document(t, "on-premises", s), at)
		wants(t, thrown, r, says, "Actions done: 1 of 1")
		for _, c := range r.calls {
			checkCall(t, cmdletTable(t), c)
		}
	}
	if _, r := run(t, document(t, "on-premises", s), at); strings.Contains(r.receipt(), "for * as well") {
		t.Error("it takes itself for another:", r.receipt())
	}
	for name, spaces := range map[string]any{"To the internet": []any{"SMTP:*;1"}, "To a partner": "SMTP:partner.example;1", "Off": "SMTP:*;1",
		"To the cloud": []any{"SMTP:*.mail.onmicrosoft.com;1"}, "To cloud mailboxes": []any{"SMTP:partner.example;1", "smtp:CONTOSO.com;5"}} {
		other := at.sends[0].copy()
		other.set("Name", name)
		other.set("Guid", name)
		other.set("AddressSpaces", spaces)
		other.set("Enabled", name != "Off")
		at.sends = append(at.sends, other)
	}
	thrown, r := run(t, document(t, "on-premises", s), at)
	wants(t, thrown, r, "The Send connector To the internet is on and is for * as well. A server uses one of the two: the one with the lower cost, "+
		"or else, as a rule, the one whose name comes first. Raise the cost of To the internet, see that a message goes out by My company to Office 365, "+
		"and then turn To the internet off.",
		"The Send connector To the cloud is on and is for domains of this organization.", "The Send connector To cloud mailboxes is on and is for domains of this organization.")
	for text, times := range map[string]int{"for * as well": 2, "for domains of this organization": 4} { // before the change, and in the receipt
		if n := strings.Count(r.receipt(), text); n != times {
			t.Error(text, n, r.receipt())
		}
	}
	domain := func(name, kind string) any { return newObject("DomainName", name, "DomainType", kind) }
	for _, c := range []struct {
		says    string
		domains []any
	}{
		{"Organization: checked: contoso.com is one of its domains", []any{domain("contoso.com", "Authoritative")}},
		{"Organization: checked: contoso.com is one of its domains", []any{domain("*.com", "Authoritative")}},
		{"Organization: checked: contoso.com is one of its domains", []any{domain("contoso.com", "Authoritative"), domain("*.com", "InternalRelay")}},
		{"!This is not the organization of contoso.com", []any{domain("contoso.net", "Authoritative")}},
		{"!the type of contoso.com is InternalRelay", []any{domain("*.com", "Authoritative"), domain("Contoso.com", "InternalRelay")}},
		{"!the type of contoso.com is ExternalRelay", []any{domain("*.com", "ExternalRelay")}},
	} {
		at.domains = c.domains
		thrown, r := run(t, document(t, "on-premises", s), at)
		wants(t, thrown, r, c.says, "Organization: ")
		if len(r.changes()) > 0 {
			t.Error(order(r.changes()))
		}
	}
	at.absent = []string{"New-SendConnector", "Get-SendConnector"}
	thrown, r = run(t, document(t, "on-premises", s), at)
	wants(t, thrown, r, "!Open the Exchange Management Shell")
}
