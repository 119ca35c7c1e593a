package follow

import (
	"slices"
	"sync"

	"eacwizard/steps/mailflow"
)

// What stands in for answers that are still open, so that the message does not go astray for want of a name.
var (
	madeUpService     = made(mailflow.ParseCertificateDomain, "smtp.service.example")
	madeUpServiceHost = made(mailflow.ParseSmartHost, "smtp.service.example")
	madeUpCustomer    = made(mailflow.ParseDomain, "customer.service.example")
	madeUpFilter      = made(mailflow.ParseCertificateDomain, "*.filter.example")
	madeUpFilterAt    = made(mailflow.ParseSenderAddress, "198.51.100.25")
	madeUpServer      = made(mailflow.ParseSmartHost, "mail.contoso.com")
	madeUpServerAt    = made(mailflow.ParseSenderAddress, "192.0.2.10")
	madeUpHeader      = made(mailflow.ParseHeaderName, "X-Signed")
	madeUpWord        = made(mailflow.ParseHeaderWord, "true")
	everyDomain       = made(mailflow.ParseDomainPattern, "*")

	// madeUpNames are connectors' names, by their parts.
	madeUpNames = sync.OnceValue(func() map[string]mailflow.ConnectorName {
		return map[string]mailflow.ConnectorName{
			"outbound":         must(mailflow.ParseConnectorName("Outbound connector")),
			"inbound":          must(mailflow.ParseConnectorName("Inbound connector")),
			"lockdown":         must(mailflow.ParseConnectorName("Lock-down")),
			"to-on-premises":   must(mailflow.ParseConnectorName("To your own server")),
			"from-on-premises": must(mailflow.ParseConnectorName("From your own server")),
			"through-service":  must(mailflow.ParseConnectorName("Out through the service")),
			"connector":        must(mailflow.ParseConnectorName("The connector")),
		}
	})
)

// StandIn is a set-up in which something made up stands for what is not answered yet. A whole set-up stays as it is.
func StandIn(d mailflow.Draft) mailflow.Draft {
	if frontal(d.Scenario) && len(d.MailDomains) == 0 {
		d.MailDomains = []mailflow.MailDomain{{Name: contoso()}}
	}
	if d.Scenario == hybrid {
		d.OnPremises.Host = given(d.OnPremises.Host, madeUpServer())
		if len(d.OnPremises.Addresses) == 0 {
			d.OnPremises.Addresses = []mailflow.SenderAddress{madeUpServerAt()}
		}
		if name, err := mailflow.ParseCertificateDomain(d.OnPremises.Host.Exchange()); err == nil {
			d.OnPremises.Certificate = given(d.OnPremises.Certificate, name)
		}
	}
	if d.Scenario == addOn {
		d.Accepted.Name = given(d.Accepted.Name, madeUpCustomer())
	}
	d.Connectors = changed(d, func(c mailflow.Inbound) mailflow.Inbound { return standInbound(d, c) },
		func(c mailflow.Outbound) mailflow.Outbound { return standOutbound(d, c) })
	d.Rules = slices.Clone(d.Rules)
	for i := range d.Rules {
		if r := &d.Rules[i]; d.Scenario == addOn && !r.BypassSpamFiltering {
			standRule(d, r)
		}
	}
	return d
}

const hybrid = "third-party-filter-hybrid"

// frontal reports a scenario with a third party in front.
func frontal(scenario string) bool {
	return scenario == "third-party-filter" || scenario == hybrid || scenario == archive
}

// given is a value, or else another one.
func given[T interface{ IsZero() bool }](v, other T) T {
	if v.IsZero() {
		return other
	}
	return v
}

func standInbound(d mailflow.Draft, c mailflow.Inbound) mailflow.Inbound {
	c.Name = given(c.Name, madeUpNames()[c.PartID])
	if !c.CertificateName.IsZero() || len(c.SenderAddresses) > 0 {
		return c
	}
	switch {
	case c.PartID == "inbound":
		if name, err := mailflow.ParseCertificateDomain(d.Accepted.Name.Exchange()); err == nil {
			c.CertificateName = name
		}
	case c.PartID == "from-on-premises":
		c.CertificateName = d.OnPremises.Certificate
	case c.PartID == "lockdown" && c.RestrictToAddresses:
		c.SenderAddresses = []mailflow.SenderAddress{madeUpFilterAt()}
	case c.PartID == "lockdown":
		c.CertificateName = madeUpFilter()
	}
	return c
}

func standOutbound(d mailflow.Draft, c mailflow.Outbound) mailflow.Outbound {
	c.Name = given(c.Name, madeUpNames()[c.PartID])
	host, name := madeUpServiceHost(), madeUpService()
	switch c.PartID {
	case "connector":
		return c
	case "to-on-premises":
		host, name = d.OnPremises.Host, d.OnPremises.Certificate
		if c.Scope == mailflow.ScopeRecipientDomains && len(c.RecipientDomains) == 0 {
			for _, m := range d.MailDomains {
				if p, err := mailflow.ParseDomainPattern(m.Name.Exchange()); err == nil {
					c.RecipientDomains = append(c.RecipientDomains, p)
				}
			}
		}
	case "through-service":
		if c.Scope == mailflow.ScopeRecipientDomains && len(c.RecipientDomains) == 0 {
			c.RecipientDomains = []mailflow.DomainPattern{everyDomain()}
		}
	}
	if len(c.SmartHosts) == 0 {
		c.SmartHosts = []mailflow.SmartHost{host}
	}
	if c.TLS == mailflow.TLSDomainValidation {
		c.TLSDomain = given(c.TLSDomain, name)
	}
	return c
}

func standRule(d mailflow.Draft, r *mailflow.Rule) {
	if r.Name.IsZero() {
		r.Name = must(mailflow.ParseRuleName("Rule for the service"))
	}
	for _, c := range d.Connectors {
		if out, ok := c.(mailflow.Outbound); ok {
			r.Route = given(r.Route, out.Name)
		}
	}
	r.ExceptHeader = given(r.ExceptHeader, madeUpHeader())
	if len(r.ExceptWords) == 0 {
		r.ExceptWords = []mailflow.HeaderWord{madeUpWord()}
	}
}
