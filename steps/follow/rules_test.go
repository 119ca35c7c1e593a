package follow_test

import (
	"net/netip"
	"slices"
	"testing"

	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var (
	address  = func(s string) mailflow.EmailAddress { return must(mailflow.ParseEmailAddress(s)) }
	patterns = func(s string) []mailflow.DomainPattern {
		return []mailflow.DomainPattern{must(mailflow.ParseDomainPattern(s))}
	}
	sendsFrom = func(s string) []mailflow.SenderAddress {
		return []mailflow.SenderAddress{must(mailflow.ParseSenderAddress(s))}
	}
	skips = func(s string) []mailflow.SkipAddress {
		return []mailflow.SkipAddress{must(mailflow.ParseSkipAddress(s))}
	}
	connector  = func(s string) mailflow.ConnectorName { return must(mailflow.ParseConnectorName(s)) }
	isCalled   = func(s string) mailflow.RuleName { return must(mailflow.ParseRuleName(s)) }
	showing    = func(s string) mailflow.CertificateDomain { return must(mailflow.ParseCertificateDomain(s)) }
	headerName = func(s string) mailflow.HeaderName { return must(mailflow.ParseHeaderName(s)) }
)

// outcome is what a case expects: how the journey ends, and rules of the catalogue that its findings name.
type outcome struct {
	end   follow.EndKind
	code  string
	rules []string
	junk  bool
}

// inbound changes the inbound connectors of a draft.
func inbound(d *mailflow.Draft, change func(*mailflow.Inbound)) {
	d.Connectors = slices.Clone(d.Connectors)
	for i, c := range d.Connectors {
		if in, ok := c.(mailflow.Inbound); ok {
			change(&in)
			d.Connectors[i] = in
		}
	}
}

func outbound(d *mailflow.Draft, change func(*mailflow.Outbound)) {
	d.Connectors = slices.Clone(d.Connectors)
	for i, c := range d.Connectors {
		if out, ok := c.(mailflow.Outbound); ok {
			change(&out)
			d.Connectors[i] = out
		}
	}
}

// outboundOf is a draft's first outbound connector.
func outboundOf(d mailflow.Draft) mailflow.Outbound {
	for _, c := range d.Connectors {
		if out, ok := c.(mailflow.Outbound); ok {
			return out
		}
	}
	return mailflow.Outbound{}
}

func rule(d *mailflow.Draft, change func(*mailflow.Rule)) {
	d.Rules = slices.Clone(d.Rules)
	change(&d.Rules[0])
}

// byAddress locks by the filter's address.
func byAddress(c *mailflow.Inbound) {
	if c.Type == mailflow.Partner {
		c.RestrictToCertificate, c.RestrictToAddresses, c.CertificateName = false, true, mailflow.CertificateDomain{}
		c.SenderAddresses = sendsFrom("198.51.100.0/24")
	}
}

const (
	filterSet  = "third-party-filter"
	hybridSet  = "third-party-filter-hybrid"
	archiveSet = "third-party-archive"
	addOnSet   = "add-on-service"
)

// TestCatalogue breaks a sample as a rule of the catalogue says, or as a code of its section (b) points to, and looks at
// what becomes of a message.
func TestCatalogue(t *testing.T) {
	type draft = mailflow.Draft
	type message = follow.Message
	for _, test := range []struct {
		name   string
		sample string
		from   follow.Origin
		change func(*draft, *message)
		want   outcome
	}{
		// 550 5.7.51: the lock-down.
		{"MF203 a direct sender", filterSet, follow.Internet, func(_ *draft, m *message) { m.Direct = true }, outcome{follow.Rejected, "550 5.7.51", []string{"MF203"}, false}},
		{"MF205 another certificate", filterSet, follow.Filter, func(_ *draft, m *message) { m.Certificate = showing("mx.vendor.net") }, outcome{follow.Rejected, "550 5.7.51", []string{"MF205"}, false}},
		{"lock-down by address, from there", filterSet, follow.Filter, func(d *draft, m *message) { inbound(d, byAddress) }, outcome{follow.Delivered, "", nil, false}},
		{"lock-down by address, from elsewhere", filterSet, follow.Filter, func(d *draft, m *message) {
			inbound(d, byAddress)
			m.Address = netip.MustParseAddr("203.0.113.9")
		}, outcome{follow.Rejected, "550 5.7.51", []string{"MF205"}, false}},
		{"lock-down by address as IPv4 in IPv6", filterSet, follow.Filter, func(d *draft, m *message) {
			inbound(d, byAddress)
			m.Address = netip.MustParseAddr("::ffff:198.51.100.25")
		}, outcome{follow.Delivered, "", nil, false}},
		{"field note 28: by address, without TLS", filterSet, follow.Filter, func(d *draft, m *message) { inbound(d, byAddress); m.NoTLS = true },
			outcome{follow.Rejected, "454 4.7.0", nil, false}},
		{"MF202 no restriction", filterSet, follow.Internet, func(d *draft, m *message) {
			m.Direct = true
			inbound(d, func(c *mailflow.Inbound) { *c = c.Unlocked() })
		}, outcome{follow.Delivered, "", []string{"MF201"}, false}},
		{"MF202 off", filterSet, follow.Internet, func(d *draft, m *message) {
			m.Direct = true
			inbound(d, func(c *mailflow.Inbound) { c.Enabled = false })
		}, outcome{follow.Delivered, "", []string{"MF202"}, false}},
		{"MF013 certificate and addresses, one of them wrong", filterSet, follow.Filter, func(d *draft, m *message) {
			inbound(d, func(c *mailflow.Inbound) { c.RestrictToAddresses, c.SenderAddresses = true, sendsFrom("192.0.2.0/24") })
			m.Address = netip.MustParseAddr("198.51.100.25")
		}, outcome{follow.Rejected, "550 5.7.51", []string{"MF013"}, false}},
		{"MF204 a partner known by its domain alone", filterSet, follow.Internet, func(d *draft, m *message) {
			m.Direct = true
			d.Connectors = append(slices.Clone(d.Connectors), mailflow.Inbound{
				Name: connector("Bank"), Enabled: true, Type: mailflow.Partner, SenderDomains: patterns("proseware.com"), RequireTLS: true,
			})
		}, outcome{follow.Rejected, "550 5.7.51", []string{"MF204"}, false}},
		{"MF204 a scanner with a connector of its own", filterSet, follow.OnPremises, func(d *draft, m *message) {
			m.Recipient = address("user@contoso.com")
			m.Address = netip.MustParseAddr("192.0.2.10")
			d.Connectors = append(slices.Clone(d.Connectors), mailflow.Inbound{
				Name: connector("Scanner"), Enabled: true, Type: mailflow.OnPremises, SenderDomains: patterns("*"), SenderAddresses: sendsFrom("192.0.2.10"),
			})
		}, outcome{follow.Delivered, "", []string{"MF204"}, true}},
		{"5.7.51 in hybrid, the server's certificate differs", hybridSet, follow.OnPremises, func(_ *draft, m *message) { m.Certificate = showing("old.contoso.com") },
			outcome{follow.Rejected, "550 5.7.51", []string{"MF204"}, false}},

		// 550 5.7.68: Direct Send.
		{"MF206 own domain, no connector", filterSet, follow.Internet, func(d *draft, m *message) {
			m.Direct, m.MailFrom, d.LockDown.RejectDirectSend = true, m.Recipient, true
			inbound(d, func(c *mailflow.Inbound) { c.Enabled = false })
		}, outcome{follow.Rejected, "550 5.7.68", []string{"MF206"}, false}},
		{"MF206 looks only at MAIL FROM", filterSet, follow.Internet, func(d *draft, m *message) {
			m.Direct, m.HeaderFrom, d.LockDown.RejectDirectSend = true, m.Recipient, true
			inbound(d, func(c *mailflow.Inbound) { c.Enabled = false })
		}, outcome{follow.Delivered, "", nil, false}},
		{"MF206 not before the end", filterSet, follow.Internet, func(d *draft, m *message) {
			m.Direct, m.MailFrom, m.Stage, d.LockDown.RejectDirectSend = true, m.Recipient, follow.Between, true
		}, outcome{follow.Delivered, "", nil, true}},

		// 550 5.7.64: relaying.
		{"MF101 no return connector", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			d.Connectors = slices.DeleteFunc(slices.Clone(d.Connectors), func(c mailflow.Connector) bool { return c.Part() == "inbound" })
		}, outcome{follow.Rejected, "550 5.7.64", []string{"MF101"}, false}},
		{"MF016 the return connector is off", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			inbound(d, func(c *mailflow.Inbound) { c.Enabled = false })
		}, outcome{follow.Rejected, "550 5.7.64", []string{"MF016"}, false}},
		{"MF105 return connector of type Partner", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			inbound(d, func(c *mailflow.Inbound) { c.Type = mailflow.Partner })
		}, outcome{follow.Rejected, "550 5.7.64", []string{"MF105"}, false}},
		{"MF106 foreign certificate, foreign sender", addOnSet, follow.Service, func(d *draft, m *message) {
			inbound(d, func(c *mailflow.Inbound) { c.CertificateName = showing("smtp.vendor.com") })
			m.Certificate, m.MailFrom = showing("smtp.vendor.com"), address("user@fabrikam.com")
		}, outcome{follow.Rejected, "550 5.7.64", []string{"MF106"}, false}},
		{"MF107 by address, own sender", addOnSet, follow.Service, func(d *draft, m *message) {
			inbound(d, func(c *mailflow.Inbound) {
				c.RestrictToCertificate, c.CertificateName, c.SenderAddresses = false, mailflow.CertificateDomain{}, sendsFrom("198.51.100.60")
			})
		}, outcome{follow.Delivered, "", []string{"MF106", "MF107"}, false}},
		{"MF107 by address, a bounce", addOnSet, follow.Service, func(d *draft, m *message) {
			inbound(d, func(c *mailflow.Inbound) {
				c.RestrictToCertificate, c.CertificateName, c.SenderAddresses = false, mailflow.CertificateDomain{}, sendsFrom("198.51.100.60")
			})
			m.MailFrom = mailflow.EmailAddress{}
		}, outcome{follow.Rejected, "550 5.7.64", []string{"MF106"}, false}},
		{"a stranger relays", filterSet, follow.Filter, func(_ *draft, m *message) { m.Recipient = address("a@treyresearch.net") },
			outcome{follow.Rejected, "550 5.7.64", []string{"MF105"}, false}},

		// 5.4.14: loops.
		{"MF401 another header", addOnSet, follow.Mailbox, func(_ *draft, m *message) {
			m.Stamps = follow.Header{Name: headerName("X-Other"), Value: "true"}
		}, outcome{follow.Looping, "5.4.14", []string{"MF401"}, false}},
		{"MF401 no exception", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			rule(d, func(r *mailflow.Rule) { r.ExceptHeader, r.ExceptWords = mailflow.HeaderName{}, nil })
		}, outcome{follow.Looping, "5.4.14", []string{"MF401"}, false}},
		{"MF402 part of a word", addOnSet, follow.Mailbox, func(_ *draft, m *message) {
			m.Stamps = follow.Header{Name: headerName("SignatureContoso"), Value: "truely"}
		}, outcome{follow.Looping, "5.4.14", []string{"MF402"}, false}},
		{"MF402 another case", addOnSet, follow.Mailbox, func(_ *draft, m *message) {
			m.Stamps = follow.Header{Name: headerName("signaturecontoso"), Value: "yes, TRUE"}
		}, outcome{follow.Delivered, "", nil, false}},
		{"MF008 the smart host is Exchange Online", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			outbound(d, func(c *mailflow.Outbound) {
				c.SmartHosts = []mailflow.SmartHost{must(mailflow.ParseSmartHost("fabrikam.mail.protection.outlook.com"))}
			})
		}, outcome{follow.Looping, "5.4.14", []string{"MF008"}, false}},
		{"MF403 a header that only Exchange may set", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			inbound(d, func(c *mailflow.Inbound) { c.Headers = mailflow.HeadersRemoved })
			rule(d, func(r *mailflow.Rule) {
				r.Scope, r.ExceptHeader = "", headerName("X-MS-Exchange-Organization-Signed")
			})
		}, outcome{follow.Looping, "5.4.14", []string{"MF403", "MF401"}, false}},
		{"MF410 internal relay without a way on", hybridSet, follow.Internet, func(d *draft, m *message) {
			m.RecipientAt = follow.NotAnywhere
			d.MailDomains = slices.Clone(d.MailDomains)
			d.MailDomains[0].InternalRelay = true
			outbound(d, func(c *mailflow.Outbound) { c.Enabled = false })
		}, outcome{follow.Looping, "5.4.14", []string{"MF410"}, false}},
		{"MF410 internal relay with a way on", hybridSet, follow.Internet, func(d *draft, m *message) {
			m.RecipientAt = follow.NotAnywhere
			d.MailDomains = slices.Clone(d.MailDomains)
			d.MailDomains[0].InternalRelay = true
		}, outcome{follow.Rejected, "550 5.1.10", []string{"MF410"}, false}},

		// 550 5.4.1 and 5.1.10: unknown recipients.
		{"MF410 unknown, from outside", filterSet, follow.Internet, func(_ *draft, m *message) { m.RecipientAt = follow.NotAnywhere }, outcome{follow.Rejected, "550 5.4.1", []string{"MF410"}, false}},
		{"MF410 unknown, from inside", filterSet, follow.Mailbox, func(_ *draft, m *message) {
			m.Recipient, m.RecipientAt = address("nobody@contoso.com"), follow.NotAnywhere
		}, outcome{follow.Rejected, "550 5.1.10", []string{"MF410"}, false}},

		// 550 5.7.23: SPF.
		{"MF504 the service is not in SPF", archiveSet, follow.Mailbox, func(d *draft, _ *message) {
			d.Service.SPF = nil
		}, outcome{follow.Delivered, "550 5.7.23", []string{"MF504"}, true}},
		{"SPF with the service", archiveSet, follow.Mailbox, nil, outcome{follow.Delivered, "", nil, false}},

		// 450: TLS on the way out.
		{"MF009 another name", addOnSet, follow.Mailbox, func(_ *draft, m *message) { m.Next.Certificate = showing("vendor.net") }, outcome{follow.Deferred, "450 4.7.320", []string{"MF009"}, false}},
		{"MF603 expired", addOnSet, follow.Mailbox, func(_ *draft, m *message) { m.Next.Untrusted = true }, outcome{follow.Deferred, "450 4.7.320", []string{"MF603"}, false}},
		{"MF603 no TLS", addOnSet, follow.Mailbox, func(_ *draft, m *message) { m.Next.NoTLS = true }, outcome{follow.Deferred, "450 4.4.317", []string{"MF603"}, false}},
		{"MF010 any certificate", addOnSet, follow.Mailbox, func(d *draft, m *message) {
			outbound(d, func(c *mailflow.Outbound) {
				c.TLS, c.TLSDomain = mailflow.TLSEncryptionOnly, mailflow.CertificateDomain{}
			})
			m.Next.Untrusted, m.Next.Certificate = true, showing("vendor.net")
		}, outcome{follow.Delivered, "", nil, false}},
		{"MF010 opportunistic", addOnSet, follow.Mailbox, func(d *draft, m *message) {
			outbound(d, func(c *mailflow.Outbound) {
				c.TLS, c.TLSDomain = mailflow.TLSOpportunistic, mailflow.CertificateDomain{}
			})
			m.Next.NoTLS = true
		}, outcome{follow.Delivered, "", []string{"MF010"}, false}},

		// Filtering.
		{"MF301 neither", filterSet, follow.Internet, func(d *draft, _ *message) {
			inbound(d, func(c *mailflow.Inbound) { c.Enhanced = mailflow.Enhanced{} })
		}, outcome{follow.Delivered, "", []string{"MF301"}, true}},
		{"MF302 both: the rule wins", filterSet, follow.Internet, func(d *draft, _ *message) { d.Rules = []mailflow.Rule{bypass("198.51.100.0/24")} },
			outcome{follow.Delivered, "", []string{"MF302"}, false}},
		{"MF308 the bypass rule, from elsewhere", filterSet, follow.Internet, func(d *draft, _ *message) {
			d.Rules = []mailflow.Rule{bypass("192.0.2.0/24")}
		}, outcome{follow.Delivered, "", nil, false}},
		{"MF304 a hop that is not listed", filterSet, follow.Internet, func(d *draft, _ *message) {
			inbound(d, func(c *mailflow.Inbound) {
				c.Enhanced = mailflow.Enhanced{Asked: true, Skipping: mailflow.SkipAddresses, Listed: skips("192.0.2.1-192.0.2.9")}
			})
		}, outcome{follow.Delivered, "", []string{"MF304"}, true}},
		{"MF304 listed", filterSet, follow.Internet, func(d *draft, _ *message) {
			inbound(d, func(c *mailflow.Inbound) {
				c.Enhanced = mailflow.Enhanced{Asked: true, Skipping: mailflow.SkipAddresses, Listed: skips("198.51.100.20-198.51.100.30")}
			})
		}, outcome{follow.Delivered, "", nil, false}},
		{"MF306 not in the pilot", filterSet, follow.Internet, func(d *draft, m *message) { inbound(d, pilot("other@contoso.com")); m.Stage = follow.Between }, outcome{follow.Delivered, "", []string{"MF306", "MF301"}, true}},
		{"after the pilot", filterSet, follow.Internet, func(d *draft, _ *message) { inbound(d, pilot("other@contoso.com")) }, outcome{follow.Delivered, "", nil, false}},
		{"MF306 in the pilot", filterSet, follow.Internet, func(d *draft, m *message) { inbound(d, pilot("USER@contoso.com")); m.Stage = follow.Between }, outcome{follow.Delivered, "", nil, false}},
		{"MF307 on the connector that did not take it", filterSet, follow.Filter, func(_ *draft, m *message) {
			m.Stage, m.Certificate, m.Address = follow.Between, showing("mx.vendor.net"), netip.MustParseAddr("203.0.113.9")
		}, outcome{follow.Delivered, "", []string{"MF307"}, true}},
		{"MF309 nobody looks for spam", archiveSet, follow.Internet, func(d *draft, _ *message) { d.Rules = []mailflow.Rule{bypass("198.51.100.0/24")} },
			outcome{follow.Delivered, "", []string{"MF309"}, false}},
		{"MF311 changed and not sealed", filterSet, follow.Internet, func(d *draft, _ *message) { d.Service.Seals = false }, outcome{follow.Delivered, "", []string{"MF311"}, false}},

		// Rules.
		{"MF102 kept out, removed on return", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			inbound(d, func(c *mailflow.Inbound) { c.Headers = mailflow.HeadersRemoved })
		}, outcome{follow.Delivered, "", []string{"MF102", "MF404"}, false}},
		{"MF102 removed out, kept on return", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			outbound(d, func(c *mailflow.Outbound) { c.Headers = mailflow.HeadersRemoved })
		}, outcome{follow.Delivered, "", []string{"MF102", "MF404"}, false}},
		{"MF404 a rule for everybody takes internet mail", addOnSet, follow.Internet, func(d *draft, _ *message) {
			rule(d, func(r *mailflow.Rule) { r.Scope = "" })
		}, outcome{follow.Delivered, "", []string{"MF404"}, false}},
		{"MF104 chosen by domain, and not by a rule", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			d.Rules = nil
			outbound(d, func(c *mailflow.Outbound) {
				c.Scope, c.RecipientDomains = mailflow.ScopeRecipientDomains, patterns("*")
			})
		}, outcome{follow.Looping, "5.4.14", []string{"MF104"}, false}},
		{"MF405 a rule that hides another", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			behind := d.Rules[0]
			behind.Name = isCalled("Disclaimer")
			d.Rules = append(slices.Clone(d.Rules), behind)
		}, outcome{follow.Delivered, "", []string{"MF405"}, false}},
		{"MF406 two rules, two ways", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			other := outboundOf(*d)
			other.Name = connector("Gateway")
			d.Connectors = append(slices.Clone(d.Connectors), other)
			rule(d, func(r *mailflow.Rule) { r.StopProcessing = false })
			behind := d.Rules[0]
			behind.Name, behind.Route = isCalled("To the gateway"), other.Name
			d.Rules = append(d.Rules, behind)
		}, outcome{follow.Delivered, "", []string{"MF406"}, false}},
		{"MF407 test mode", addOnSet, follow.Mailbox, func(d *draft, _ *message) { rule(d, func(r *mailflow.Rule) { r.Mode = mailflow.RuleTestWithoutTips }) },
			outcome{follow.Delivered, "", []string{"MF407"}, false}},
		{"MF101 the rule's connector is off", addOnSet, follow.Mailbox, func(d *draft, _ *message) {
			outbound(d, func(c *mailflow.Outbound) { c.Enabled = false })
		}, outcome{follow.Deferred, "", []string{"MF101"}, false}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sample(t, test.sample)
			m := follow.Default(d, test.from)
			if test.change != nil {
				test.change(&d, &m)
			}
			j := follow.Follow(d, m)
			got := outcome{j.End.Kind, j.End.Code, rulesOf(j), j.End.Junk}
			if got.end != test.want.end || got.code != test.want.code || got.junk != test.want.junk {
				t.Errorf("%s %q junk %v, want %s %q junk %v, in\n%s", got.end, got.code, got.junk, test.want.end, test.want.code, test.want.junk, j.Text(follow.Look{}))
			}
			for _, r := range test.want.rules {
				if !slices.Contains(got.rules, r) {
					t.Errorf("no finding names %s, in\n%s", r, j.Text(follow.Look{}))
				}
			}
		})
	}
}

func rulesOf(j follow.Journey) (out []string) {
	for _, h := range j.Hops {
		for _, f := range h.Findings {
			out = append(out, f.Rule)
		}
	}
	return out
}

// bypass is the rule of the older document.
func bypass(from string) mailflow.Rule {
	return mailflow.Rule{
		PartID: "filtering", Name: isCalled("Bypass"), Enabled: true, Mode: mailflow.RuleEnforce,
		Scope: mailflow.OutsideTheOrganization, SenderRanges: skips(from), BypassSpamFiltering: true,
	}
}

func pilot(who string) func(*mailflow.Inbound) {
	return func(c *mailflow.Inbound) { c.Enhanced.Pilots = []mailflow.EmailAddress{address(who)} }
}

// TestWhichConnectorWins: the domain itself, then all accepted domains, then a wildcard, whatever their order.
func TestWhichConnectorWins(t *testing.T) {
	base := mailflow.Outbound{Enabled: true, Type: mailflow.OnPremises, Routing: mailflow.RoutingSmartHosts, TLS: mailflow.TLSOpportunistic,
		SmartHosts: []mailflow.SmartHost{must(mailflow.ParseSmartHost("mail.contoso.com"))}}
	exact, all, wild, star := base, base, base, base
	exact.Name, exact.Scope, exact.RecipientDomains = connector("exact"), mailflow.ScopeRecipientDomains, patterns("contoso.com")
	all.Name, all.Scope = connector("all"), mailflow.ScopeAllAcceptedDomains
	wild.Name, wild.Scope, wild.RecipientDomains = connector("wild"), mailflow.ScopeRecipientDomains, patterns("*.com")
	star.Name, star.Scope, star.RecipientDomains = connector("star"), mailflow.ScopeRecipientDomains, patterns("*")
	ruled := base
	ruled.Name, ruled.Scope = connector("ruled"), mailflow.ScopeTransportRule

	for _, test := range []struct {
		have []mailflow.Connector
		to   string
		want string
	}{
		{[]mailflow.Connector{star, wild, all, exact, ruled}, "a@contoso.com", "exact"},
		{[]mailflow.Connector{ruled, star, wild, all}, "a@contoso.com", "all"},
		{[]mailflow.Connector{star, wild, ruled}, "a@contoso.com", "wild"},
		{[]mailflow.Connector{ruled, star}, "a@contoso.com", "star"},
		{[]mailflow.Connector{all, exact, star}, "a@treyresearch.net", "star"},
		{[]mailflow.Connector{all, exact, ruled}, "a@treyresearch.net", ""},
	} {
		m := follow.Message{From: follow.Mailbox, MailFrom: address("user@contoso.com"), Recipient: address(test.to), RecipientAt: follow.OnOwnServer}
		j := follow.Follow(mailflow.Draft{Connectors: test.have}, m)
		if got := j.Hops[1].Outbound; got != test.want {
			t.Errorf("to %s by %q, want %q", test.to, got, test.want)
		}
	}
}

// TestCertificateComesFirst: of two connectors that fit, the one that knows the certificate takes the message.
func TestCertificateComesFirst(t *testing.T) {
	for _, kind := range []mailflow.ConnectorType{mailflow.OnPremises, mailflow.Partner} {
		d := mailflow.Draft{Connectors: []mailflow.Connector{
			mailflow.Inbound{Name: connector("domain"), Enabled: true, Type: mailflow.Partner, SenderDomains: patterns("proseware.com")},
			mailflow.Inbound{Name: connector("address"), Enabled: true, Type: kind, SenderDomains: patterns("*"), SenderAddresses: sendsFrom("203.0.113.7")},
			mailflow.Inbound{Name: connector("certificate"), Enabled: true, Type: kind, SenderDomains: patterns("*"), CertificateName: showing("mail.proseware.com"), RestrictToCertificate: true},
		}}
		m := follow.Default(d, follow.Internet)
		m.MailFrom, m.Address, m.Certificate = address("sender@proseware.com"), netip.MustParseAddr("203.0.113.7"), showing("mail.proseware.com")
		for _, want := range []string{"certificate", "address", "domain"} {
			j := follow.Follow(d, m)
			if got := j.Hops[1].Inbound; got != want {
				t.Errorf("%s: %q takes it, want %q", kind, got, want)
			}
			d.Connectors = d.Connectors[:len(d.Connectors)-1]
		}
	}
}

// TestStopProcessing: a rule that stops the others hides what comes after it (MF405), and a priority puts a rule first.
func TestStopProcessing(t *testing.T) {
	d := sample(t, addOnSet)
	test := d.Rules[0]
	test.Name, test.Mode = isCalled("Only tests"), mailflow.RuleTestWithoutTips
	d.Rules = append(d.Rules, test)
	j := follow.Follow(d, follow.Default(d, follow.Mailbox))
	if slices.Contains(rulesOf(j), "MF407") {
		t.Errorf("the rule behind the one that stops was looked at:\n%s", j.Text(follow.Look{}))
	}
	d.Rules[1].Priority = must(mailflow.ParsePriority("0"))
	if j := follow.Follow(d, follow.Default(d, follow.Mailbox)); !slices.Contains(rulesOf(j), "MF407") {
		t.Errorf("the rule with the priority was not looked at:\n%s", j.Text(follow.Look{}))
	}
}

// TestLightsUp: as a trainer steps through, one hop more is lit each time, and nothing goes out.
func TestLightsUp(t *testing.T) {
	d := sample(t, addOnSet)
	j := follow.Follow(d, follow.Default(d, follow.Mailbox))
	before := -1
	for step := range len(j.Hops) + 1 {
		lit := 0
		for _, e := range follow.Draw(d, j, step).Edges {
			lit += len(e.Steps)
		}
		if want := max(step-1, 0); lit != want || lit < before {
			t.Errorf("after %d hops %d ways are lit, want %d", step, lit, want)
		}
		before = lit
	}
}
