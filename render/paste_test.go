package render_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// run runs a paste block against a stand-in for the service.
func run(t testing.TB, text string, s *service) (thrown string, r *psRunner) {
	t.Helper()
	body, _, err := readPaste(text)
	if err != nil {
		t.Fatal(err)
	}
	r = s.runner()
	thrown = r.run(body)
	if len(r.scopes) > 0 {
		t.Error("the block left its scope open")
	}
	return thrown, r
}

// pasted runs the paste block of the answers.
func pasted(t testing.TB, lines string, s *service) (thrown string, r *psRunner) {
	t.Helper()
	return run(t, document(t, "paste", settle(t, lines)), s)
}

func (r *psRunner) called(names ...string) (out []psCall) {
	for _, c := range r.calls {
		if slices.Contains(names, c.name) {
			out = append(out, c)
		}
	}
	return out
}

// changes are the calls that change something.
func (r *psRunner) changes() (out []psCall) {
	for _, c := range r.calls {
		if verb, _, _ := strings.Cut(c.name, "-"); slices.Contains([]string{"New", "Set", "Enable", "Disable", "Remove"}, verb) && c.name != "Set-Content" {
			out = append(out, c)
		}
	}
	return out
}

func (r *psRunner) receipt() string { return strings.Join(r.out, "\n") }

// wants fails unless each text is in the receipt or, behind a !, what was thrown.
func wants(t *testing.T, thrown string, r *psRunner, texts ...string) {
	t.Helper()
	isThrown := false
	for _, text := range texts {
		in := r.receipt()
		if want, ok := strings.CutPrefix(text, "!"); ok {
			text, in, isThrown = want, thrown, true
		}
		if !strings.Contains(in, text) {
			t.Errorf("%q is missing\nthrown: %s\nreceipt: %s", text, thrown, r.receipt())
		}
	}
	if !isThrown && thrown != "" {
		t.Errorf("it threw: %s", thrown)
	}
	if isThrown && !strings.Contains(r.receipt(), "STOPPED: "+thrown) {
		t.Errorf("the receipt does not say why it stopped: %s", r.receipt())
	}
}

const (
	addOn = `connector.from: office-365
connector.to: your-organization
connector.name: Office 365 to Contoso
connector.use: transport-rule
connector.smart-hosts: smtp.contoso.com
connector.smart-hosts: 192.0.2.25
connector.match-subject-name: true
`
	addOnBack = `connector.from: your-organization
connector.name: Contoso to Office 365
connector.certificate-domain: contoso.com
`
	partnerIn = `connector.from: partner-organization
connector.name: Partner to Office 365
connector.sender-domains: partner.example
connector.sender-domains: *.Partner.example
connector.reject-unless-from-ip-addresses: true
connector.sender-ip-addresses: 192.0.2.77/25
connector.sender-ip-addresses: 198.51.100.9
`
	validated = addOn + `connector.validation-addresses: admin@fabrikam.com
connector.validation-addresses: Other@fabrikam.com
`
	guarded = addOn + `organization.initial-domain: fabrikam.onmicrosoft.com
organization.tenant-id: 11111111-2222-3333-4444-555555555555
`
	firstGuid = "00000000-0000-0000-0000-000000000001"
)

func TestPasteCreatesOnce(t *testing.T) {
	for name, lines := range map[string]string{"outbound": addOn, "inbound": addOnBack, "partner": partnerIn} {
		t.Run(name, func(t *testing.T) {
			s := newService()
			thrown, r := pasted(t, lines, s)
			wants(t, thrown, r, "created and read back as wanted, GUID "+firstGuid, "Actions done: 1 of 1", "Organization: NOT CHECKED")
			if len(r.changes()) != 1 {
				t.Error("changes:", r.changes())
			}
			if len(r.called("Start-Sleep")) > 0 {
				t.Error("it waited for nothing")
			}

			thrown, r = pasted(t, lines, s)
			wants(t, thrown, r, "unchanged: it was there before this paste, exactly as wanted, GUID "+firstGuid, "Actions done: 1 of 1")
			if len(r.changes()) != 0 {
				t.Error("the second paste changed:", r.changes())
			}
		})
	}
}

// TestPasteReadsOtherForms has the service give the same connector back in every form it is known to use.
func TestPasteReadsOtherForms(t *testing.T) {
	s := newService()
	pasted(t, partnerIn, s)
	s.inbound[0].set("SenderDomains", []any{"SMTP:*.partner.EXAMPLE;1", "smtp:partner.example;1"})
	s.inbound[0].set("SenderIPAddresses", []any{"198.51.100.9/32", "192.0.2.0/25"})
	s.inbound[0].set("RequireTls", "True")
	s.inbound[0].set("ConnectorType", "partner")
	s.inbound[0].set("AssociatedAcceptedDomains", nil)
	s.inbound[0].set("RestrictDomainsToCertificate", nil)
	s.inbound[0].set("ConnectorSource", "AdminUI")
	thrown, r := pasted(t, partnerIn, s)
	wants(t, thrown, r, "unchanged")
}

func TestPasteLeavesOthersAlone(t *testing.T) {
	for _, c := range []struct {
		name, property string
		value          any
		says           string
	}{
		{"other setting", "TlsSettings", "EncryptionOnly", "TlsSettings: expected DomainValidation, found EncryptionOnly"},
		{"other type", "ConnectorType", "Partner", "ConnectorType: expected OnPremises, found Partner"},
		{"one smart host more", "SmartHosts", []any{"smtp.contoso.com", "192.0.2.25", "mx.contoso.com"}, "SmartHosts: expected smtp.contoso.com, 192.0.2.25, found smtp.contoso.com, 192.0.2.25, mx.contoso.com"},
		{"one smart host less", "SmartHosts", "smtp.contoso.com", "SmartHosts: expected"},
		{"smart host by another address", "SmartHosts", []any{"smtp.contoso.com", "192.0.2.26"}, "SmartHosts: expected"},
		{"a switch beside", "RouteAllMessagesViaOnPremises", true, "RouteAllMessagesViaOnPremises: expected nothing, found True"},
		{"off", "Enabled", false, "Enabled: expected True, found False"},
		{"no value", "TlsDomain", nil, "TlsDomain: expected smtp.contoso.com, found nothing"},
		{"Hybrid", "ConnectorSource", "HybridWizard", "The Hybrid Configuration wizard made the outbound connector"},
		{"test mode", "TestMode", true, "A connector in test mode has the name"},
		{"no GUID", "Guid", nil, "was read without its GUID"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService()
			pasted(t, addOn, s)
			s.outbound[0].set(c.property, c.value)
			thrown, r := pasted(t, addOn, s)
			wants(t, thrown, r, "!"+c.says, "!Office 365 to Contoso", "Nothing was changed.", "nothing done by this paste", "Actions done: 0 of 1")
			if len(r.changes()) > 0 {
				t.Error("changed:", r.changes())
			}
		})
	}
}

// TestPasteTakesNoTestMode: a connector in test mode is never taken for the one that is wanted, whichever read gave it.
func TestPasteTakesNoTestMode(t *testing.T) {
	body, _, err := readPaste(document(t, "paste", settle(t, addOn)))
	if err != nil {
		t.Fatal(err)
	}
	for _, switches := range [][]string{{}, {"IsTransportRuleScoped"}, {"IncludeTestModeConnectors"}} {
		s := newService()
		pasted(t, addOn, s)
		s.outbound[0].set("TestMode", true)
		r := s.runner()
		r.commands["Get-OutboundConnector"] = func(c psCall) ([]any, error) {
			for _, name := range []string{"IsTransportRuleScoped", "IncludeTestModeConnectors"} {
				if (c.arg(name) == true) != slices.Contains(switches, name) {
					return nil, nil
				}
			}
			return objects(s.outbound), nil
		}
		thrown := r.run(body)
		if !strings.Contains(strings.ReplaceAll(strings.ToLower(thrown), " ", ""), "testmode") || len(r.changes()) > 0 {
			t.Errorf("%v: %q, %v", switches, thrown, order(r.changes()))
		}
	}
}

// TestPasteLooksAtRecipientDomains: a * left over sends internet mail to the server where the connector serves all
// accepted domains; where only a mail flow rule uses it, they play no part and the service may fill them.
func TestPasteLooksAtRecipientDomains(t *testing.T) {
	all := strings.Replace(addOn, "connector.use: transport-rule", "connector.use: all-accepted-domains", 1)
	for lines, says := range map[string]string{all: "!RecipientDomains: expected nothing, found *", addOn: "unchanged: it was there before this paste"} {
		s := newService()
		pasted(t, lines, s)
		s.outbound[0].set("RecipientDomains", "*")
		thrown, r := pasted(t, lines, s)
		wants(t, thrown, r, says)
		if len(r.changes()) > 0 {
			t.Error("changed:", r.changes())
		}
	}
}

func TestPasteStopsBeforeAChange(t *testing.T) {
	twice := newService()
	pasted(t, addOn, twice)
	double := twice.outbound[0].copy()
	double.set("Guid", "another")
	twice.outbound = append(twice.outbound, double)

	for _, c := range []struct {
		name string
		with func(*service)
		says string
	}{
		{"two of the name", func(s *service) { s.outbound = twice.outbound }, "There are 2 of this name"},
		{"no commands", func(s *service) { s.absent = []string{"Get-AcceptedDomain", "New-OutboundConnector"} }, "missing: Get-AcceptedDomain, New-OutboundConnector. Run Connect-ExchangeOnline"},
		{"no parameter", func(*service) { withheld = []string{"New-OutboundConnector -TlsDomain"} }, "missing: New-OutboundConnector -TlsDomain. Run Connect-ExchangeOnline"},
		{"no connection", func(s *service) { s.connections = nil }, "There are 0 connections"},
		{"two connections", func(s *service) { s.connections = []any{connection(), connection("State", "Broken")} }, "There are 2 connections"},
		{"the connections are listed", func(s *service) {
			s.connections = []any{connection(), connection("UserPrincipalName", "other@contoso.com")}
		}, "There are 2 connections"},
		{"broken", func(s *service) { s.connections = []any{connection("State", "Broken")} }, "State: expected Connected, found Broken"},
		{"token", func(s *service) { s.connections = []any{connection("TokenStatus", "Expired")} }, "TokenStatus: expected Active, found Expired"},
		{"EOP", func(s *service) { s.connections = []any{connection("IsEopSession", true)} }, "IsEopSession: expected False, found True"},
		{"prefix", func(s *service) { s.connections = []any{connection("ModulePrefix", "EXO")} }, "ModulePrefix: expected nothing, found EXO"},
		{"other organization", func(s *service) { s.domains = []any{newObject("DomainName", "contoso.onmicrosoft.com")} }, "not the organization of fabrikam.onmicrosoft.com"},
		{"no domains", func(s *service) { s.domains = nil }, "not the organization of"},
		{"domain without the property", func(s *service) { s.domains = []any{newObject("Name", "x")} }, "not the organization of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() { withheld = nil }()
			s := newService()
			c.with(s)
			thrown, r := pasted(t, guarded, s)
			wants(t, thrown, r, "!"+c.says, "Nothing was changed.", "Actions done: 0 of 1", "RECEIPT of block")
			if c.name == "the connections are listed" {
				wants(t, thrown, r, "!", "UserPrincipalName: admin@fabrikam.com", "UserPrincipalName: other@contoso.com")
			}
			if len(r.changes()) > 0 {
				t.Error("changed:", r.changes())
			}
		})
	}
}

func TestPasteSaysWhereItRan(t *testing.T) {
	s := newService()
	s.connections = []any{connection("DelegatedOrganization", "fabrikam.onmicrosoft.com")}
	thrown, r := pasted(t, guarded, s)
	wants(t, thrown, r,
		"Organization: checked: fabrikam.onmicrosoft.com is one of its accepted domains",
		"UserPrincipalName: admin@fabrikam.com", "DelegatedOrganization: fabrikam.onmicrosoft.com",
		"  TenantID: 8b1f2a60-9d0c-4f7e-a6b5-3c2d1e0f9a87", "  TenantID as answered: 11111111-2222-3333-4444-555555555555")
}

// TestPasteNamesTheOrganization is about blocks for which nobody named one.
func TestPasteNamesTheOrganization(t *testing.T) {
	s := newService()
	for _, name := range []string{"a.example", "b.example", "c.example", "d.example", "e.example", "fabrikam.mail.onmicrosoft.com"} {
		s.domains = append(s.domains, newObject("DomainName", name))
	}
	thrown, r := pasted(t, addOn, s)
	const says = "Organization: NOT CHECKED: none was named. Among its accepted domains: " +
		"Fabrikam.onmicrosoft.com, fabrikam.mail.onmicrosoft.com, fabrikam.com, a.example, b.example\n"
	wants(t, thrown, r, says)
	before, after, _ := strings.Cut(r.receipt(), "Creating the outbound connector")
	if !strings.Contains(before, says) || !strings.Contains(after, says) {
		t.Error("the organization is not named both before the change and in the receipt:", r.receipt())
	}

	s = newService()
	s.connections = []any{connection("DelegatedOrganization", "fabrikam.onmicrosoft.com")}
	thrown, r = pasted(t, addOn, s)
	wants(t, thrown, r, "!Name the organization by its initial domain", "Nothing was changed.")
	if len(r.changes()) > 0 {
		t.Error("changed:", r.changes())
	}
}

// TestPasteLooksAtTheConnectionAfterAReading: what it says of the token is old news before.
func TestPasteLooksAtTheConnectionAfterAReading(t *testing.T) {
	for _, lines := range []string{addOn, guarded} {
		_, r := pasted(t, lines, newService())
		if calls := r.called("Get-AcceptedDomain", "Get-ConnectionInformation"); len(calls) != 2 || calls[0].name != "Get-AcceptedDomain" {
			t.Error(calls)
		}
	}
}

func TestPasteLooksForTheCertificateDomain(t *testing.T) {
	const warning = "Certificate domain: WARNING: neither *.smtp.contoso.com nor a parent of it is an accepted domain here."
	lines := strings.Replace(addOnBack, "certificate-domain: contoso.com", "certificate-domain: *.smtp.contoso.com", 1)
	for _, c := range []struct{ domain, says string }{
		{"smtp.contoso.com", "  Certificate domain: covered by the accepted domain smtp.contoso.com"},
		{"CONTOSO.com", "  Certificate domain: covered by the accepted domain contoso.com"},
		{"com", warning}, {"p.contoso.com", warning}, {"toso.com", warning},
	} {
		s := newService()
		s.domains = []any{newObject("DomainName", "fabrikam.onmicrosoft.com"), newObject("DomainName", c.domain)}
		thrown, r := pasted(t, lines, s)
		wants(t, thrown, r, c.says, "created and read back as wanted", "Actions done: 1 of 1")
	}
	if _, r := pasted(t, partnerIn, newService()); strings.Contains(r.receipt(), "Certificate domain") {
		t.Error("a connector without a certificate is asked for its domain")
	}
}

// TestPasteIsInterrupted: behind Ctrl+C nothing that finally writes is shown. What was known has to be there before.
func TestPasteIsInterrupted(t *testing.T) {
	for at, says := range map[string]string{
		"New-OutboundConnector":      "Creating the outbound connector Office 365 to Contoso ...",
		"Validate-OutboundConnector": "GUID of Office 365 to Contoso: " + firstGuid + "\nReading it back; this may take half a minute ...\nValidating Office 365 to Contoso with test messages; this may take several minutes ...",
		"Set-OutboundConnector":      "GUID of Office 365 to Contoso: " + firstGuid,
	} {
		body, _, err := readPaste(document(t, "paste", settle(t, validated)))
		if err != nil {
			t.Fatal(err)
		}
		r := newService().runner()
		r.interruptAt = at
		if thrown := r.run(body); thrown != psInterrupted {
			t.Error(thrown)
		}
		if !strings.Contains(r.receipt(), says) || strings.Contains(r.receipt(), "RECEIPT") || !strings.Contains(r.receipt(), "Among its accepted domains") {
			t.Errorf("%s: %s", at, r.receipt())
		}
		if got := r.atEnd; got != "interrupted" {
			t.Errorf("%s: where the receipt is shown all the same, it would say %q", at, got)
		}
	}
}

func TestPasteWhenCreationGoesWrong(t *testing.T) {
	for _, c := range []struct {
		name, lines string
		with        func(*service)
		says        []string
	}{
		{"refused", addOn, func(s *service) { s.newFails = errors.New("access denied") },
			[]string{"!access denied", "creation begun and not confirmed", "A change had begun", "Actions done: 0 of 1"}},
		{"something else stored", addOn, func(s *service) { s.changes = map[string]any{"TlsSettings": nil} },
			[]string{"!TlsSettings: expected DomainValidation, found nothing", "created, but not as wanted, GUID " + firstGuid, "Actions done: 0 of 1"}},
		{"never seen", addOn, func(s *service) { s.hidesFor = 1000 },
			[]string{"!was created and is not visible yet. Wait a few minutes", "created, not visible yet, GUID " + firstGuid + ": wait a few minutes and paste again"}},
		{"made disabled", addOnBack, func(s *service) { s.makesDisabled = true },
			[]string{"!Enabled: expected True, found False. The service may create inbound connectors of type OnPremises disabled until Microsoft Support"}},
		{"another difference needs no advice", addOnBack, func(s *service) { s.changes = map[string]any{"RequireTls": false} },
			[]string{"!RequireTls: expected True, found False."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService()
			c.with(s)
			thrown, r := pasted(t, c.lines, s)
			wants(t, thrown, r, c.says...)
			if c.name != "made disabled" && strings.Contains(thrown, "Support") {
				t.Error("advice that does not belong here:", thrown)
			}
		})
	}
}

// TestPasteOwnsWhatItMade: roll-back by GUIDs is given those of the receipts, so that each has to stand in one, also where
// the service shows the object only to a second paste.
func TestPasteOwnsWhatItMade(t *testing.T) {
	const whose = "The way back takes the GUIDs of what this block created, now or in an earlier paste"
	s := newService()
	s.hidesFor = 1000
	_, r := pasted(t, addOn, s)
	if !strings.Contains(r.receipt(), "created, not visible yet, GUID "+firstGuid) || strings.Contains(r.receipt(), whose) {
		t.Error(r.receipt())
	}
	s.hidesFor = 0
	s.outbound[0].set("WhenCreatedUTC", "11/22/2026 09:33:00")
	thrown, r := pasted(t, addOn, s)
	wants(t, thrown, r, "it was there before this paste, exactly as wanted, GUID "+firstGuid+", WhenCreatedUTC 11/22/2026 09:33:00\n", whose)
	if strings.Contains(r.receipt(), "not created by") {
		t.Error("it disowns what an earlier paste made:", r.receipt())
	}
}

func TestPasteWaitsForTheService(t *testing.T) {
	s := newService()
	s.hidesFor = 7 // three reads to look around, then two a try
	thrown, r := pasted(t, addOn, s)
	wants(t, thrown, r, "created and read back as wanted")
	if n := len(r.called("Start-Sleep")); n == 0 || n > 5 {
		t.Error("waits:", n)
	}
}

func TestPasteValidates(t *testing.T) {
	s := newService()
	thrown, r := pasted(t, validated, s)
	wants(t, thrown, r, "every test succeeded, and the connector is recorded as validated", "Check connectivity: succeeded", "Actions done: 3 of 3")
	recipients := []any{"admin@fabrikam.com", "Other@fabrikam.com"}
	want := []psCall{
		{"Validate-OutboundConnector", map[string]any{"Identity": firstGuid, "Recipients": recipients, "Confirm": false, "ErrorAction": "Stop"}},
		{"Set-OutboundConnector", map[string]any{"Identity": firstGuid, "IsValidated": true, "LastValidationTimestamp": psMoment{true},
			"ValidationRecipients": recipients, "Confirm": false, "ErrorAction": "Stop"}},
	}
	got := r.called("Validate-OutboundConnector", "Set-OutboundConnector")
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(psCall{}, psMoment{})); diff != "" {
		t.Error(diff)
	}
	thrown, r = pasted(t, validated, s)
	wants(t, thrown, r, "unchanged", "Actions done: 3 of 3", "Validation of Office 365 to Contoso: skipped: it is recorded already, with the same addresses")
	if calls := r.called("Validate-OutboundConnector", "Set-OutboundConnector"); len(calls) > 0 || strings.Contains(r.receipt(), "NOT COMPLETE") {
		t.Error("validated again:", calls, r.receipt())
	}

	for property, value := range map[string]any{"IsValidated": false, "ValidationRecipients": "someone@fabrikam.com"} {
		s.outbound[0].set(property, value)
		thrown, r = pasted(t, validated, s)
		wants(t, thrown, r, "unchanged", "every test succeeded, and the connector is recorded as validated")
		if len(r.called("Validate-OutboundConnector")) != 1 {
			t.Errorf("with another %s, it was not validated again", property)
		}
	}
}

func TestPasteRecordsOnlySuccess(t *testing.T) {
	ok := newObject("TaskName", "Check connectivity", "IsTaskSuccessful", true)
	for _, c := range []struct {
		name string
		with func(*service)
		says string
	}{
		{"one failed", func(s *service) {
			s.results = []any{ok, newObject("TaskName", "Send test email", "IsTaskSuccessful", false, "Detail", []any{"450", "refused"})}
		}, "    Send test email: FAILED\n      Detail: 450, refused"},
		{"no verdict", func(s *service) { s.results = []any{ok, newObject("TaskName", "Send test email")} }, "Send test email: FAILED"},
		{"a verdict of nothing", func(s *service) { s.results = []any{newObject("TaskName", "x", "IsTaskSuccessful", nil)} }, "x: FAILED"},
		{"no result", func(s *service) { s.results = nil }, "NOT RECORDED: the service gave no result"},
		{"an error", func(s *service) { s.validateFails = errors.New("no route") }, "NOT RECORDED: no route"},
		{"an error without results", func(s *service) { s.results, s.validateFails = nil, errors.New("no route") }, "NOT RECORDED: no route"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newService()
			c.with(s)
			thrown, r := pasted(t, validated, s)
			wants(t, thrown, r, "created and read back as wanted", "NOT RECORDED", c.says, "Actions done: 1 of 3", "Try an address outside Microsoft",
				"NOT COMPLETE: the validation of this connector was not recorded: Office 365 to Contoso")
			if calls := r.called("Set-OutboundConnector"); len(calls) > 0 {
				t.Error("recorded:", calls)
			}
		})
	}
}

// TestPasteNoticesAnUnreportedFailure takes -ErrorAction Stop away from the creation, and the block must notice all the same.
func TestPasteNoticesAnUnreportedFailure(t *testing.T) {
	text := strings.Replace(document(t, "paste", settle(t, addOn)), "@connector -Confirm:$false -ErrorAction Stop", "@connector -Confirm:$false", 1)
	s := newService()
	s.newFails = errors.New("access denied")
	thrown, r := run(t, text, s)
	wants(t, thrown, r, "!is not visible yet", "Actions done: 0 of 1")
}
