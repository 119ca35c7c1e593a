package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// said are answers to texts and lists for whatever branch asks for them.
var said = steps.Answers{
	"connector.name":                 {"Name"},
	"connector.recipient-domains":    {"contoso.com", "*.contoso.com"},
	"connector.smart-hosts":          {"smtp.contoso.com", "192.0.2.25"},
	"connector.tls-domain":           {"*.contoso.com"},
	"connector.validation-addresses": {"user@contoso.com"},
	"connector.sender-domains":       {"contoso.com"},
	"connector.sender-ip-addresses":  {"192.0.2.25", "198.51.100.77/26"},
	"connector.certificate-domain":   {"mail.contoso.com"},
}

// branches calls f with every combination of choices and check boxes of the connector's questions, closed branches
// aside, whether it can be set up or not.
func branches(t *testing.T, start steps.Answers, f func(*steps.Settled)) {
	t.Helper()
	s := settleAnswers(t, start)
	for _, q := range s.Asked {
		if _, answered := start[q.Key]; answered || !q.Open || q.Kind != steps.Choice && q.Kind != steps.Toggle {
			continue
		}
		values := []string{"true", "false"}
		if q.Kind == steps.Choice {
			values = nil
			for _, o := range q.Options {
				values = append(values, o.Value)
			}
		}
		for _, v := range values {
			next := steps.Answers{}
			for k, v := range start {
				next[k] = v
			}
			next[q.Key] = steps.Value{v}
			branches(t, next, f)
		}
		return
	}
	f(s)
}

// TestEveryBranch makes the paste block of every branch, reads it back, runs it on a stand-in for the service, twice,
// and holds all its calls to the reference.
func TestEveryBranch(t *testing.T) {
	t.Parallel()
	table := cmdletTable(t)
	everySender := steps.Answers{}
	for k, v := range said {
		everySender[k] = v
	}
	everySender["connector.sender-domains"] = steps.Value{"*"}
	whole := 0
	for _, start := range []steps.Answers{said, everySender} {
		branches(t, start, func(s *steps.Settled) {
			if len(s.Problems()) > 0 {
				return
			}
			if whole++; every.Skips(whole) {
				return
			}
			text := document(t, "paste", s)
			what := strings.Join(strings.Fields(fmt.Sprint(s.Said())), " ")
			if err := readsBack(text, setUpOf(t, s)); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			service := newService()
			for _, want := range []string{"created and read back as wanted", "unchanged"} {
				thrown, r := run(t, text, service)
				if thrown != "" || !strings.Contains(r.receipt(), want) {
					t.Fatalf("%s: %s\n%s", what, thrown, r.receipt())
				}
				for _, c := range r.calls {
					checkCall(t, table, c)
				}
				for _, c := range r.called("New-OutboundConnector", "New-InboundConnector") {
					checkMatch(t, c)
				}
			}
			checkStyle(t, text)
			if t.Failed() {
				t.FailNow()
			}
		})
	}
	if whole < 100 {
		t.Error("only", whole, "branches")
	}
}

// checkMatch holds a call to what Exchange Online refuses or is said to misread, and to what has to be explicit.
func checkMatch(t *testing.T, c psCall) {
	t.Helper()
	has := func(name string) bool { _, ok := c.args[name]; return ok }
	onPremises, out := c.arg("ConnectorType") == "OnPremises", c.name == "New-OutboundConnector"
	for name, want := range map[string]bool{
		"Name": true, "ConnectorType": true, "Enabled": true,
		"CloudServicesMailEnabled":      onPremises,
		"IsTransportRuleScoped":         out,
		"AllAcceptedDomains":            out && onPremises,
		"UseMXRecord":                   out,
		"SmartHosts":                    out && c.arg("UseMXRecord") == false,
		"TlsDomain":                     out && c.arg("TlsSettings") == "DomainValidation",
		"SenderDomains":                 !out,
		"RequireTls":                    !out,
		"RestrictDomainsToIPAddresses":  !out && !onPremises,
		"TlsSenderCertificateName":      c.arg("RestrictDomainsToCertificate") == true,
		"ConnectorSource":               false,
		"TreatMessagesAsInternal":       false,
		"RouteAllMessagesViaOnPremises": false,
		"SenderRewritingEnabled":        false,
	} {
		if has(name) != want {
			t.Errorf("%s of type %v: -%s is there: %v", c.name, c.arg("ConnectorType"), name, has(name))
		}
	}
	if scopes := slices.DeleteFunc([]bool{c.arg("IsTransportRuleScoped") == true, c.arg("AllAcceptedDomains") == true, has("RecipientDomains")},
		func(b bool) bool { return !b }); out && len(scopes) != 1 {
		t.Error("scopes:", len(scopes))
	}
	if c.arg("RestrictDomainsToIPAddresses") == true && !has("SenderIPAddresses") {
		t.Error("a restriction to no addresses")
	}
	for name := range c.args {
		if strings.HasPrefix(name, "EF") {
			t.Errorf("%s -%s", c.name, name)
		}
	}
}
