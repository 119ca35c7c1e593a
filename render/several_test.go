package render_test

import (
	"strings"
	"testing"

	"eacwizard/render"
	"eacwizard/steps/mailflow"
)

func parsed[T any](t *testing.T, parse func(string) (T, error), s string) T {
	t.Helper()
	v, err := parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// several is a set-up of three connectors, under the longest names of parts that are planned.
func several(t *testing.T) string {
	t.Helper()
	out := func(part, name string) mailflow.Outbound {
		return mailflow.Outbound{
			PartID: part, Name: parsed(t, mailflow.ParseConnectorName, name), Enabled: true, Type: mailflow.OnPremises,
			Headers: mailflow.HeadersRemoved, Scope: mailflow.ScopeAllAcceptedDomains, Routing: mailflow.RoutingSmartHosts,
			SmartHosts: []mailflow.SmartHost{parsed(t, mailflow.ParseSmartHost, "mail.contoso.com")}, TLS: mailflow.TLSOpportunistic,
			ValidationRecipients: []mailflow.EmailAddress{parsed(t, mailflow.ParseEmailAddress, "user@contoso.com")},
		}
	}
	up, err := mailflow.Complete(mailflow.Draft{Scenario: "several", Connectors: []mailflow.Connector{
		out("to-on-premises", "To the server room"),
		mailflow.Inbound{
			PartID: "from-on-premises", Name: parsed(t, mailflow.ParseConnectorName, "From the server room"), Enabled: true,
			Type: mailflow.OnPremises, Headers: mailflow.HeadersRemoved, RequireTLS: true, RestrictToCertificate: true,
			SenderDomains:   []mailflow.DomainPattern{parsed(t, mailflow.ParseDomainPattern, "*")},
			CertificateName: parsed(t, mailflow.ParseCertificateDomain, "mail.contoso.com"),
		},
		out("through-service", "Through the service"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	text, err := render.Paste(up)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSeveralConnectors(t *testing.T) {
	text := several(t)
	checkStyle(t, text)
	s := newService()
	thrown, r := run(t, text, s)
	wants(t, thrown, r, "Actions done: 7 of 7",
		"Outbound connector To the server room: created and read back as wanted, GUID "+firstGuid,
		"Inbound connector From the server room: created and read back as wanted",
		"Outbound connector Through the service: created and read back as wanted")
	var order []string
	for _, c := range r.called("New-OutboundConnector", "New-InboundConnector", "Validate-OutboundConnector", "Set-OutboundConnector") {
		order = append(order, c.name)
	}
	const want = "New-OutboundConnector Validate-OutboundConnector Set-OutboundConnector New-InboundConnector " +
		"New-OutboundConnector Validate-OutboundConnector Set-OutboundConnector"
	if got := strings.Join(order, " "); got != want {
		t.Error(got)
	}
}

// TestSeveralLooksBeforeItLeaps has the last of three names taken: the first must not be created then.
func TestSeveralLooksBeforeItLeaps(t *testing.T) {
	s := newService()
	taken := outboundForm.copy()
	taken.set("Name", "THROUGH the service")
	taken.set("Guid", "taken")
	s.outbound = append(s.outbound, taken)
	thrown, r := run(t, several(t), s)
	wants(t, thrown, r, "!Through the service is there already and is not as wanted", "Nothing was changed.", "Actions done: 0 of 7")
	if len(r.changes()) > 0 {
		t.Error("changed:", r.changes())
	}
}

// TestSeveralGoesOn has the second creation fail, and pastes again once it works.
func TestSeveralGoesOn(t *testing.T) {
	s := newService()
	s.makesDisabled = true
	thrown, r := run(t, several(t), s)
	wants(t, thrown, r, "!Enabled: expected True, found False", "Actions done: 3 of 7", "Through the service: nothing done by this paste", "Validation of Through the service: not run")

	s.makesDisabled = false
	s.inbound[0].set("Enabled", true) // Support has turned it on
	thrown, r = run(t, several(t), s)
	wants(t, thrown, r, "Actions done: 7 of 7", "To the server room: unchanged", "From the server room: unchanged", "Through the service: created")
}
