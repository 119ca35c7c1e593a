package mailflow

import "testing"

// must gives the value that a test was written with.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	aName        = must(ParseConnectorName("Contoso"))
	aHost        = must(ParseSmartHost("smtp.contoso.com"))
	aCertificate = must(ParseCertificateDomain("*.contoso.com"))
	anAddress    = must(ParseSenderAddress("203.0.113.0/24"))
	anyDomain    = must(ParseDomainPattern("*"))
	oneDomain    = must(ParseDomainPattern("contoso.com"))
)

func outbound(change func(*Outbound)) Outbound {
	c := Outbound{
		PartID: "outbound", Name: aName, Enabled: true, Type: OnPremises, Headers: HeadersRetained,
		Scope: ScopeTransportRule, Routing: RoutingSmartHosts, SmartHosts: []SmartHost{aHost}, TLS: TLSDomainValidation, TLSDomain: aCertificate,
	}
	change(&c)
	return c
}

func inbound(change func(*Inbound)) Inbound {
	c := Inbound{
		PartID: "inbound", Name: aName, Enabled: true, Type: Partner, SenderDomains: []DomainPattern{oneDomain},
		RequireTLS: true, RestrictToCertificate: true, CertificateName: aCertificate,
	}
	change(&c)
	return c
}

func TestCompleteTakes(t *testing.T) {
	for name, c := range map[string]Connector{
		"on-premises, by rule": outbound(func(*Outbound) {}),
		"all accepted domains": outbound(func(c *Outbound) { c.Scope = ScopeAllAcceptedDomains }),
		"partner by MX": outbound(func(c *Outbound) {
			c.Type, c.Headers, c.Routing, c.SmartHosts = Partner, HeadersAbsent, RoutingMX, nil
			c.Scope, c.RecipientDomains = ScopeRecipientDomains, []DomainPattern{oneDomain}
			c.TLS, c.TLSDomain = TLSOpportunistic, CertificateDomain{}
		}),
		"partner by certificate": inbound(func(*Inbound) {}),
		"partner with TLS alone": inbound(func(c *Inbound) { c.RestrictToCertificate, c.CertificateName = false, CertificateDomain{} }),
		"partner by address, no TLS": inbound(func(c *Inbound) {
			c.RequireTLS, c.RestrictToCertificate, c.CertificateName = false, false, CertificateDomain{}
			c.RestrictToAddresses, c.SenderAddresses = true, []SenderAddress{anAddress}
		}),
		"on-premises by certificate": inbound(func(c *Inbound) { c.Type, c.Headers = OnPremises, HeadersRetained }),
		"on-premises by address": inbound(func(c *Inbound) {
			c.Type, c.Headers, c.SenderAddresses = OnPremises, HeadersRemoved, []SenderAddress{anAddress}
			c.RequireTLS, c.RestrictToCertificate, c.CertificateName = false, false, CertificateDomain{}
		}),
		"disabled": inbound(func(c *Inbound) { c.Enabled = false }),
	} {
		d := Draft{Scenario: "connector", Connectors: []Connector{c}}
		s, err := Complete(d)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.Scenario != d.Scenario || s.Organization != d.Organization || len(s.Connectors) != 1 {
			t.Errorf("%s: the set-up is not the draft", name)
		}
		if got := s.Connectors[0].ConnectorName(); got != aName {
			t.Errorf("%s: the name is %q", name, got)
		}
	}
}

func TestCompleteRefuses(t *testing.T) {
	for _, c := range []struct {
		lacking Connector
		want    string
	}{
		{outbound(func(c *Outbound) { c.Name = ConnectorName{} }), "outbound: the connector has no name"},
		{outbound(func(c *Outbound) { c.Type = "" }), "outbound: the connector has no type"},
		{outbound(func(c *Outbound) { c.Type = Partner }), "outbound: a Partner connector has no choice on internal headers"},
		{outbound(func(c *Outbound) { c.Scope = ScopeUnset }), "outbound: the connector has no scope"},
		{outbound(func(c *Outbound) { c.Type, c.Headers, c.Scope = Partner, HeadersAbsent, ScopeAllAcceptedDomains }), "outbound: only an OnPremises connector can serve all accepted domains"},
		{outbound(func(c *Outbound) { c.Scope = ScopeRecipientDomains }), "outbound: recipient domains and scope do not fit together"},
		{outbound(func(c *Outbound) { c.RecipientDomains = []DomainPattern{oneDomain} }), "outbound: recipient domains and scope do not fit together"},
		{outbound(func(c *Outbound) { c.Routing = RoutingUnset }), "outbound: the connector has no route"},
		{outbound(func(c *Outbound) { c.Routing, c.SmartHosts = RoutingMX, nil }), "outbound: the connector has no route"},
		{outbound(func(c *Outbound) { c.SmartHosts = nil }), "outbound: smart hosts and routing do not fit together"},
		{outbound(func(c *Outbound) { c.Type, c.Headers, c.Routing = Partner, HeadersAbsent, RoutingMX }), "outbound: smart hosts and routing do not fit together"},
		{outbound(func(c *Outbound) { c.TLS = TLSUnset }), "outbound: the connector says nothing on TLS"},
		{outbound(func(c *Outbound) { c.TLSDomain = CertificateDomain{} }), "outbound: the TLS domain and the TLS setting do not fit together"},
		{outbound(func(c *Outbound) { c.TLS = TLSCertificateValidation }), "outbound: the TLS domain and the TLS setting do not fit together"},

		{inbound(func(c *Inbound) { c.Name = ConnectorName{} }), "inbound: the connector has no name"},
		{inbound(func(c *Inbound) { c.Type = "Internal" }), "inbound: the connector has no type"},
		{inbound(func(c *Inbound) { c.Headers = HeadersRemoved }), "inbound: a Partner connector has no choice on internal headers"},
		{inbound(func(c *Inbound) { c.SenderDomains = nil }), "inbound: the connector has no sender domains"},
		{inbound(func(c *Inbound) { c.CertificateName = CertificateDomain{} }), "inbound: the certificate name and its restriction do not fit together"},
		{inbound(func(c *Inbound) { c.RestrictToCertificate = false }), "inbound: the certificate name and its restriction do not fit together"},
		{inbound(func(c *Inbound) { c.RequireTLS = false }), "inbound: a certificate can only be demanded together with TLS"},
		{inbound(func(c *Inbound) { c.RestrictToAddresses = true }), "inbound: the connector is restricted to addresses and lists none"},
		{inbound(func(c *Inbound) {
			c.RequireTLS, c.RestrictToCertificate, c.CertificateName = false, false, CertificateDomain{}
		}), "inbound: the connector restricts nothing"},
		{inbound(func(c *Inbound) {
			c.Type, c.Headers = OnPremises, HeadersRetained
			c.RestrictToCertificate, c.CertificateName = false, CertificateDomain{}
		}), "inbound: the connector identifies nobody"},
	} {
		if _, err := Complete(Draft{Connectors: []Connector{c.lacking}}); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
		// One whole connector does not make up for the other.
		if _, err := Complete(Draft{Connectors: []Connector{outbound(func(*Outbound) {}), c.lacking}}); err == nil || err.Error() != c.want {
			t.Errorf("as the second: %v, want %s", err, c.want)
		}
	}
	if _, err := Complete(Draft{Scenario: "connector"}); err == nil || err.Error() != "nothing to set up" {
		t.Errorf("without connectors: %v", err)
	}
}

func TestLocksDown(t *testing.T) {
	var (
		anyone    = []DomainPattern{anyDomain}
		addresses = []SenderAddress{anAddress}
	)
	for _, c := range []struct {
		name string
		in   Inbound
		want bool
	}{
		{"* and TLS", Inbound{Type: Partner, SenderDomains: anyone, RequireTLS: true}, true},
		{"* among others, and TLS", Inbound{Type: Partner, SenderDomains: []DomainPattern{oneDomain, anyDomain}, RequireTLS: true}, true},
		{"* and certificate", Inbound{Type: Partner, SenderDomains: anyone, RequireTLS: true, RestrictToCertificate: true, CertificateName: aCertificate}, true},
		{"* and addresses", Inbound{Type: Partner, SenderDomains: anyone, SenderAddresses: addresses, RestrictToAddresses: true}, true},
		{"* and TLS and addresses", Inbound{Type: Partner, SenderDomains: anyone, SenderAddresses: addresses, RestrictToAddresses: true, RequireTLS: true}, true},
		{"by address, TLS", Inbound{Type: Partner, SenderDomains: anyone, SenderAddresses: addresses, RequireTLS: true}, false},
		{"by address, certificate", Inbound{Type: Partner, SenderDomains: anyone, SenderAddresses: addresses, RequireTLS: true, RestrictToCertificate: true, CertificateName: aCertificate}, true},
		{"* and nothing", Inbound{Type: Partner, SenderDomains: anyone}, false},
		{"on-premises, * and all", Inbound{Type: OnPremises, SenderDomains: anyone, SenderAddresses: addresses, RequireTLS: true, RestrictToCertificate: true, CertificateName: aCertificate, RestrictToAddresses: true}, false},
		{"one domain and all", Inbound{Type: Partner, SenderDomains: []DomainPattern{oneDomain}, SenderAddresses: addresses, RequireTLS: true, RestrictToCertificate: true, CertificateName: aCertificate, RestrictToAddresses: true}, false},
		{"*.com and TLS", Inbound{Type: Partner, SenderDomains: []DomainPattern{must(ParseDomainPattern("*.com"))}, RequireTLS: true}, false},
		{"nothing yet", Inbound{}, false},
	} {
		for _, enabled := range []bool{true, false} {
			c.in.Enabled = enabled
			if got := c.in.LocksDown(); got != c.want {
				t.Errorf("%s (enabled %v): %v", c.name, enabled, got)
			}
		}
	}
}
