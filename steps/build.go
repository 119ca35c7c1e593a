package steps

import (
	"eacwizard/steps/mailflow"
)

// Build understands the answers. It always yields a draft of what stands, and the problems that keep it from being whole.
// The lists of the draft are not to be changed: whoever asks is given the same.
func (s *Settled) Build() (mailflow.Draft, []Problem) {
	return *s.drafted(), s.Problems()
}

// SPF is the record that each mail domain of the draft ends with.
func (s *Settled) SPF() []mailflow.MergedSPF {
	s.spfFound.Do(func() { s.spf = s.drafted().SPF() })
	return s.spf
}

// drafted is the draft, not to be changed.
func (s *Settled) drafted() *mailflow.Draft {
	s.draftFound.Do(func() { s.draft = s.findDraft() })
	return &s.draft
}

func (s *Settled) findDraft() mailflow.Draft {
	d := mailflow.Draft{
		Scenario:     s.Scenario.ID,
		Organization: buildOrganization(s.Sight("organization")),
		Service:      buildService(s.Sight("service")),
		Accepted:     buildAcceptedDomain(s.Sight("accepted-domain")),
		Filtering:    buildFiltering(s.Sight("filtering")),
		OnPremises:   buildOwnServers(s.Sight("on-premises")),
		LockDown:     buildLockDown(s.Sight("lockdown")),
	}
	d.MailDomains = buildMailDomains(s.Sight("dns"))
	d.Connectors = make([]mailflow.Connector, 0, len(s.parts))
	for i := range s.parts {
		p := &s.parts[i]
		if c := buildConnector(p.ID, Sight{of: s, part: p}); c != nil {
			d.Connectors = append(d.Connectors, inScenario(c, &d))
		}
	}
	d.Rules, d.Sends = buildRules(s, &d), buildSends(s.Sight("on-premises"), &d)
	return d
}

// SetUp is Build for those who want all or nothing: documents are made from what it returns.
func (s *Settled) SetUp() (mailflow.SetUp, []Problem) {
	d, problems := s.Build()
	if len(problems) > 0 {
		return mailflow.SetUp{}, problems
	}
	up, err := mailflow.Complete(d)
	if err != nil { // the questions let something through that cannot be created
		return mailflow.SetUp{}, []Problem{{Key: Key(s.Scenario.ID), Item: -1, Fault: asFault("", err)}}
	}
	return up, nil
}

func buildOrganization(at Sight) mailflow.Organization {
	return mailflow.Organization{
		InitialDomain: one(at, "initial-domain", mailflow.ParseDomain),
		TenantID:      one(at, "tenant-id", mailflow.ParseTenantID),
		Cloud:         clouds[at.Text("cloud")],
	}
}

func buildConnector(part string, at Sight) mailflow.Connector {
	switch {
	case at.Text("to") == "":
		return nil
	case outbound.holds(at):
		return buildOutbound(part, at)
	}
	return buildInbound(part, at)
}

func buildOutbound(part string, at Sight) mailflow.Outbound {
	c := mailflow.Outbound{
		PartID:  part,
		Name:    one(at, "name", mailflow.ParseConnectorName),
		Comment: one(at, "description", mailflow.ParseText),
		Enabled: at.On("turn-it-on"),
		Type:    connectorType(at.Text("to")),
		Headers: headers(at),

		RecipientDomains:     many(at, "recipient-domains", mailflow.ParseDomainPattern),
		SmartHosts:           many(at, "smart-hosts", mailflow.ParseSmartHost),
		TLSDomain:            one(at, "tls-domain", mailflow.ParseCertificateDomain),
		ValidationRecipients: many(at, "validation-addresses", mailflow.ParseEmailAddress),
	}
	switch at.Text("use") {
	case allAcceptedDomains:
		c.Scope = mailflow.ScopeAllAcceptedDomains
	case transportRule:
		c.Scope = mailflow.ScopeTransportRule
	case theseDomains:
		c.Scope = mailflow.ScopeRecipientDomains
	}
	c.Routing = mailflow.RoutingSmartHosts
	if at.Text("routing") == mxRecord {
		c.Routing = mailflow.RoutingMX
	}
	switch {
	case !at.On("always-use-tls"):
		c.TLS = mailflow.TLSOpportunistic
	case at.Text("certificate") == anyCertificate:
		c.TLS = mailflow.TLSEncryptionOnly
	case at.On("match-subject-name"):
		c.TLS = mailflow.TLSDomainValidation
	case at.Text("certificate") == trustedCA:
		c.TLS = mailflow.TLSCertificateValidation
	}
	return c
}

func buildInbound(part string, at Sight) mailflow.Inbound {
	c := mailflow.Inbound{
		PartID:  part,
		Name:    one(at, "name", mailflow.ParseConnectorName),
		Comment: one(at, "description", mailflow.ParseText),
		Enabled: at.On("turn-it-on"),
		Type:    connectorType(at.Text("from")),
		Headers: headers(at),

		SenderDomains:   many(at, "sender-domains", mailflow.ParseDomainPattern),
		SenderAddresses: many(at, "sender-ip-addresses", mailflow.ParseSenderAddress),
		CertificateName: one(at, "certificate-domain", mailflow.ParseCertificateDomain),
	}
	if at.Text("identify-by") != bySenderDomains {
		c.SenderDomains = []mailflow.DomainPattern{everySender}
	}
	c.RestrictToCertificate = at.Text("identify-by") == byCertificate || at.On("require-certificate-name")
	c.RestrictToAddresses = at.On("reject-unless-from-ip-addresses")
	c.RequireTLS = at.Text("identify-by") == byCertificate || at.On("reject-unless-tls")
	return c
}

// everySender is the scope the cmdlet asks for where something other than the sender's domain identifies the connector.
var everySender = must(mailflow.ParseDomainPattern("*"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // a constant of this package does not parse
	}
	return v
}

func connectorType(end string) mailflow.ConnectorType {
	if end == ownServer {
		return mailflow.OnPremises
	}
	return mailflow.Partner
}

func headers(at Sight) mailflow.Headers {
	switch at.Text("retain-internal-headers") {
	case "true":
		return mailflow.HeadersRetained
	case "false":
		return mailflow.HeadersRemoved
	}
	return mailflow.HeadersAbsent
}

// one is the parsed answer, zero where there is none or it does not parse.
func one[T any](at Sight, name string, parse func(string) (T, error)) (zero T) {
	text := at.Text(name)
	if text == "" {
		return zero
	}
	if v, err := parse(text); err == nil {
		return v
	}
	return zero
}

// many are the items that parse.
func many[T any](at Sight, name string, parse func(string) (T, error)) (out []T) {
	items := at.Value(name)
	for _, item := range items {
		if v, err := parse(item); err == nil {
			if out == nil {
				out = make([]T, 0, len(items))
			}
			out = append(out, v)
		}
	}
	return out
}
