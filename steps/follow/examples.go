package follow

import (
	"slices"

	"eacwizard/steps/mailflow"
)

// Example is a message worth following in a set-up.
type Example struct {
	ID    string // a word for a command line
	Title string
	// Changed says how Draft differs from the set-up, to show what would go wrong; "" where it does not.
	Changed string
	Draft   mailflow.Draft
	Message Message
}

// Follow follows the example's message.
func (e Example) Follow() Journey { return Follow(e.Draft, e.Message) }

// Examples are the messages that a set-up is best shown by, in the order of a lesson. What the set-up lacks is made up.
func Examples(d mailflow.Draft) []Example {
	c := &collection{d: StandIn(d)}
	d = c.d
	switch {
	case d.Scenario == addOn:
		c.addOn()
	case len(d.MailDomains) > 0:
		c.infront()
		c.lead()
		c.hybrid()
		c.outward()
	default:
		c.alone()
	}
	return c.all
}

// collection gathers the examples of one set-up.
type collection struct {
	d   mailflow.Draft
	all []Example
}

// add has a message of an origin, changed.
func (c *collection) add(id, title string, from Origin, change func(*Message)) {
	c.broken(id, title, "", c.d, from, change)
}

// broken has the message in a set-up that differs.
func (c *collection) broken(id, title, changed string, d mailflow.Draft, from Origin, change func(*Message)) {
	m := Default(c.d, from)
	if change != nil {
		change(&m)
	}
	c.all = append(c.all, Example{ID: id, Title: title, Changed: changed, Draft: d, Message: m})
}

// infront has the ways in that every third party in front shares.
func (c *collection) infront() {
	name := orElse(c.d.Service.Name.String(), "the filter")
	home, _ := homeOf(c.d)
	c.add("in", "From the internet to a mailbox, as it shall be", Internet, nil)
	c.add("in-before", "The same before the MX records move", Internet, func(m *Message) { m.Stage = BeforeMove })
	c.add("in-between", "The same after they moved, before the lock-down", Internet, func(m *Message) { m.Stage = Between })
	c.add("past-unlocked", "Straight to Microsoft, past "+name+", before the lock-down", Internet, func(m *Message) { m.Stage, m.Direct = Between, true })
	c.add("past-locked", "Straight to Microsoft, past "+name+", after the lock-down", Internet, func(m *Message) { m.Direct = true })
	c.add("forged", "Straight to Microsoft, forged in the name of a colleague, before the lock-down", Internet, func(m *Message) {
		m.Stage, m.Direct, m.MailFrom = Between, true, colleagueIn(home)
	})
}

// lead has what goes wrong between the third party and Exchange Online.
func (c *collection) lead() {
	if home := c.d.Organization.InitialDomain; !home.IsZero() {
		c.add("onmicrosoft", "To the organization's initial domain, whose MX records do not move", Internet, func(m *Message) { m.Recipient = addressAt(home) })
	}
	c.add("wrong-certificate", "The service shows another certificate, from another address", Filter, func(m *Message) {
		m.Certificate, m.Address = otherCertName(), strangerAt
	})
	c.add("without-tls", "The service delivers without TLS", Filter, func(m *Message) { m.NoTLS = true })
	c.add("unknown", "To an address that does not exist", Internet, func(m *Message) { m.RecipientAt = NotAnywhere })
	c.broken("without-enhanced-filtering", "Judged by the service's own address", "neither Enhanced Filtering nor a bypass rule",
		withoutFiltering(c.d), Internet, nil)
	if !slices.ContainsFunc(c.d.Rules, func(r mailflow.Rule) bool { return r.BypassSpamFiltering }) {
		c.broken("bypass", "With a bypass rule: hardly filtered at all", "a bypass rule in place of Enhanced Filtering", withBypass(c.d), Internet, nil)
	}
}

// hybrid has the ways to and from the organization's own server.
func (c *collection) hybrid() {
	if c.d.OnPremises.Host.IsZero() {
		return
	}
	home, _ := homeOf(c.d)
	c.add("in-on-premises", "From the internet to a mailbox on your own server", Internet, func(m *Message) { m.RecipientAt = OnOwnServer })
	c.add("cloud-on-premises", "From a cloud mailbox to one on your own server", Mailbox, func(m *Message) {
		m.Recipient, m.RecipientAt = colleagueIn(home), OnOwnServer
	})
	c.add("on-premises-cloud", "From your own server to a cloud mailbox", OnPremises, func(m *Message) { m.Recipient = colleagueIn(home) })
	c.add("on-premises-out", "From your own server to the internet, through Exchange Online", OnPremises, nil)
	c.add("on-premises-bounce", "A bounce of your own server, whose MAIL FROM is empty, to the internet", OnPremises, func(m *Message) {
		m.HeaderFrom, m.MailFrom = m.MailFrom, mailflow.EmailAddress{}
	})
	c.add("on-premises-certificate", "Your own server shows another certificate than the connector asks for", OnPremises, func(m *Message) {
		m.Certificate, m.Address = otherCertName(), strangerAt
	})
	c.broken("relay-loop", "To an unknown address of an internal relay domain, with no connector to lead it on", "the domain is internal relay, and the connector to your own server is off",
		withoutWayOn(c.d), Internet, func(m *Message) { m.RecipientAt = NotAnywhere })
}

// outward has the ways to the internet.
func (c *collection) outward() {
	c.add("out", "From a cloud mailbox to the internet", Mailbox, nil)
	if _, through := c.d.Find("through-service"); through {
		c.add("out-between", "The same before the way out through the service is on", Mailbox, func(m *Message) { m.Stage = Between })
		c.add("out-name", "The service's certificate has another name", Mailbox, func(m *Message) { m.Next.Certificate = otherCertName() })
	} else if !c.d.OnPremises.Host.IsZero() {
		home, _ := homeOf(c.d)
		c.add("on-premises-name", "The certificate of your own server has another name", Mailbox, func(m *Message) {
			m.Recipient, m.RecipientAt, m.Next.Certificate = colleagueIn(home), OnOwnServer, otherCertName()
		})
	}
}

// addOn has a service that mail leaves for and returns from.
func (c *collection) addOn() {
	home, _ := homeOf(c.d)
	other := Header{Name: must(mailflow.ParseHeaderName("X-Another-Header")), Value: "true"}
	c.add("signed-once", "From a mailbox to the internet: one signature", Mailbox, nil)
	c.add("colleague", "From a mailbox to a colleague: one signature", Mailbox, func(m *Message) { m.Recipient = colleagueIn(home) })
	c.add("before", "The same before the rule is turned on", Mailbox, func(m *Message) { m.Stage = BeforeMove })
	c.add("loop", "The service stamps another header than the rule looks for", Mailbox, func(m *Message) { m.Stamps = other })
	h := wantedStamp(c.d)
	stamped := func(m *Message) { m.Stamps = h } // the service does as it was asked all the same
	if !h.IsZero() {
		c.add("loop-word", "The service stamps a longer word than the rule looks for", Mailbox, func(m *Message) { m.Stamps = Header{Name: h.Name, Value: h.Value + "ly"} })
	}
	c.broken("loop-no-exception", "The rule makes no exception: the message goes round", "the rule has no exception", withoutException(c.d), Mailbox, stamped)
	c.broken("loop-no-rule", "The connector is for every domain, and not for the rule alone: the message goes round",
		"the outbound connector is for all domains, and there is no rule", withoutRule(c.d), Mailbox, stamped)
	c.broken("headers-stripped", "Internal headers go out and are removed on return", "only the outbound connector keeps internal headers",
		strippingReturn(c.d), Mailbox, nil)
	c.broken("return-off", "The connector on the way back is off", "the inbound connector is off", withReturnOff(c.d), Mailbox, nil)
	c.add("return-certificate", "The service returns a message with another certificate", Service, func(m *Message) {
		m.Certificate, m.Address = otherCertName(), strangerAt
	})
	c.add("return-bounce", "The service returns an automatic reply, whose MAIL FROM is empty", Service, func(m *Message) {
		m.HeaderFrom, m.MailFrom = m.MailFrom, mailflow.EmailAddress{}
	})
	c.add("out-name", "The service's certificate has another name than the connector asks for", Mailbox, func(m *Message) { m.Next.Certificate = otherCertName() })
	c.add("out-tls", "The service offers no TLS", Mailbox, func(m *Message) { m.Next.NoTLS = true })
	c.add("in", "From the internet to a mailbox: the rule is not for it", Internet, nil)
}

// alone has one connector.
func (c *collection) alone() {
	for _, con := range c.d.Connectors {
		switch con := con.(type) {
		case mailflow.Outbound:
			c.outbound(con)
		case mailflow.Inbound:
			if con.Type == mailflow.Partner {
				c.fromPartner(con)
			} else {
				c.fromOwnServer(con)
			}
		}
	}
}

func (c *collection) outbound(con mailflow.Outbound) {
	covered := func(m *Message) {
		for _, p := range con.RecipientDomains {
			if a, err := mailflow.ParseEmailAddress("recipient@" + trimStar(p.Exchange())); err == nil {
				m.Recipient = a
				return
			}
		}
	}
	switch con.Scope {
	case mailflow.ScopeTransportRule:
		covered = func(m *Message) { m.Redirected = true }
		c.add("redirected", "From a mailbox, redirected to the connector by a rule", Mailbox, covered)
		c.add("not-redirected", "From a mailbox, with no rule for it", Mailbox, nil)
	case mailflow.ScopeAllAcceptedDomains:
		home, _ := homeOf(c.d)
		covered = func(m *Message) { m.Recipient, m.RecipientAt = colleagueIn(home), OnOwnServer }
		c.add("covered", "To somebody of your organization whose mailbox is not in Exchange Online", Mailbox, covered)
		c.add("not-covered", "To the internet", Mailbox, nil)
	default:
		c.add("covered", "To a domain that the connector is for", Mailbox, covered)
		if bestRank(con.RecipientDomains, domainOf(outsider())) == 0 {
			c.add("not-covered", "To another domain", Mailbox, nil)
		}
	}
	c.add("out-name", "The next server's certificate has another name", Mailbox, func(m *Message) { covered(m); m.Next.Certificate = otherCertName() })
	c.add("out-untrusted", "The next server's certificate is not of a public authority", Mailbox, func(m *Message) { covered(m); m.Next.Untrusted = true })
	c.add("out-tls", "The next server offers no TLS", Mailbox, func(m *Message) { covered(m); m.Next.NoTLS = true })
}

func (c *collection) fromPartner(con mailflow.Inbound) {
	c.add("partner", "From the partner, as it shall be", Internet, nil)
	c.add("partner-no-tls", "From the partner, without TLS", Internet, func(m *Message) { m.NoTLS = true })
	c.add("partner-other-server", "In the partner's name, from another server", Internet, func(m *Message) { m.Certificate, m.Address = otherCertName(), strangerAt })
	c.add("partner-out", "From the partner to the internet", Internet, func(m *Message) { m.Recipient = outsider() })
	c.add("stranger", "From somebody else on the internet", Internet, func(m *Message) {
		m.MailFrom, m.Certificate, m.Address, m.NoTLS = stranger(), mailflow.CertificateDomain{}, strangerAt, false
	})
}

func (c *collection) fromOwnServer(mailflow.Inbound) {
	home, _ := homeOf(c.d)
	c.add("on-premises-cloud", "From your own server to a cloud mailbox", OnPremises, func(m *Message) { m.Recipient = colleagueIn(home) })
	c.add("on-premises-out", "From your own server to the internet", OnPremises, nil)
	c.add("on-premises-bounce", "A bounce of your own server, whose MAIL FROM is empty, to the internet", OnPremises, func(m *Message) {
		m.HeaderFrom, m.MailFrom = m.MailFrom, mailflow.EmailAddress{}
	})
	c.add("on-premises-certificate", "From a server that the connector does not know, to the internet", OnPremises, func(m *Message) {
		m.Certificate, m.Address = otherCertName(), strangerAt
	})
}

// withoutFiltering is a set-up in which neither Enhanced Filtering nor a bypass rule is there.
func withoutFiltering(d mailflow.Draft) mailflow.Draft {
	d.Filtering = mailflow.Filtering{}
	d.Connectors = changed(d, func(c mailflow.Inbound) mailflow.Inbound {
		c.Enhanced = mailflow.Enhanced{}
		return c
	}, nil)
	d.Rules = slices.DeleteFunc(slices.Clone(d.Rules), func(r mailflow.Rule) bool { return r.BypassSpamFiltering })
	return d
}

// strippingReturn is an add-on service whose way back removes what the way out keeps.
func strippingReturn(d mailflow.Draft) mailflow.Draft {
	d.Connectors = changed(d, func(c mailflow.Inbound) mailflow.Inbound {
		c.Headers = mailflow.HeadersRemoved
		return c
	}, func(c mailflow.Outbound) mailflow.Outbound {
		c.Headers = mailflow.HeadersRetained
		return c
	})
	return d
}

// withBypass has a bypass rule for what comes from the third party, and no Enhanced Filtering.
func withBypass(d mailflow.Draft) mailflow.Draft {
	from, _ := filterShows(d)
	d = withoutFiltering(d)
	r := mailflow.Rule{
		PartID: "filtering", Name: must(mailflow.ParseRuleName("Bypass spam filtering")),
		Enabled: true, Mode: mailflow.RuleEnforce, Scope: mailflow.OutsideTheOrganization, BypassSpamFiltering: true,
	}
	if one, err := mailflow.ParseSkipAddress(from.String()); err == nil {
		r.SenderRanges = []mailflow.SkipAddress{one}
	}
	d.Rules = append(slices.Clone(d.Rules), r)
	return d
}

// withoutException lets the rule act on what the service has handled.
func withoutException(d mailflow.Draft) mailflow.Draft {
	d.Rules = slices.Clone(d.Rules)
	for i := range d.Rules {
		d.Rules[i].ExceptHeader, d.Rules[i].ExceptWords = mailflow.HeaderName{}, nil
	}
	return d
}

// withoutRule has the connector chosen by domain alone.
func withoutRule(d mailflow.Draft) mailflow.Draft {
	d.Rules = nil
	d.Connectors = changed(d, nil, func(c mailflow.Outbound) mailflow.Outbound {
		c.Scope, c.RecipientDomains = mailflow.ScopeRecipientDomains, []mailflow.DomainPattern{must(mailflow.ParseDomainPattern("*"))}
		return c
	})
	return d
}

// withReturnOff cannot let the service's mail back in.
func withReturnOff(d mailflow.Draft) mailflow.Draft {
	d.Connectors = changed(d, func(c mailflow.Inbound) mailflow.Inbound {
		c.Enabled = false
		return c
	}, nil)
	return d
}

// withoutWayOn passes on what it does not know, to nowhere.
func withoutWayOn(d mailflow.Draft) mailflow.Draft {
	d.MailDomains = slices.Clone(d.MailDomains)
	for i := range d.MailDomains {
		d.MailDomains[i].InternalRelay = true
	}
	d.Connectors = changed(d, nil, func(c mailflow.Outbound) mailflow.Outbound {
		c.Enabled = false
		return c
	})
	return d
}

// changed are the connectors of a draft, each changed.
func changed(d mailflow.Draft, in func(mailflow.Inbound) mailflow.Inbound, out func(mailflow.Outbound) mailflow.Outbound) []mailflow.Connector {
	all := slices.Clone(d.Connectors)
	for i, c := range all {
		switch c := c.(type) {
		case mailflow.Inbound:
			if in != nil {
				all[i] = in(c)
			}
		case mailflow.Outbound:
			if out != nil {
				all[i] = out(c)
			}
		}
	}
	return all
}
