package follow

import (
	"net/netip"
	"sync"

	"eacwizard/steps/mailflow"
)

// Fictitious people and servers, with addresses set aside for documentation.
var (
	stranger      = made(mailflow.ParseEmailAddress, "sender@proseware.com")
	outsider      = made(mailflow.ParseEmailAddress, "recipient@proseware.com")
	contoso       = made(mailflow.ParseDomain, "contoso.com")
	strangerAt    = netip.MustParseAddr("203.0.113.7")
	filterAt      = netip.MustParseAddr("198.51.100.25")
	serviceAt     = netip.MustParseAddr("198.51.100.60")
	ownServerAt   = netip.MustParseAddr("192.0.2.10")
	otherCertName = made(mailflow.ParseCertificateDomain, "mail.proseware.com")
)

// made is a value that is parsed when somebody first asks for it: most walks of the wizard follow no message.
func made[T any](parse func(string) (T, error), text string) func() T {
	return sync.OnceValue(func() T { return must(parse(text)) })
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // a constant of this package does not parse
	}
	return v
}

// Default is a usual message from somewhere in a set-up: what is not known of it is made up.
func Default(d mailflow.Draft, from Origin) Message {
	home, made := homeOf(d)
	ours := addressAt(home)
	m := Message{From: from}
	if made {
		m.Own = []mailflow.Domain{home}
	}
	switch from {
	case Mailbox:
		m.MailFrom, m.Recipient = ours, outsider()
	case Filter:
		m.MailFrom, m.Recipient, m.Original = stranger(), ours, strangerAt
		m.Address, m.Certificate = filterShows(d)
	case OnPremises:
		m.MailFrom, m.Recipient = ours, outsider()
		m.Address, m.Certificate = ownServerShows(d)
	case Service:
		m.MailFrom, m.Recipient, m.Internal = ours, outsider(), outboundKeeps(d)
		m.Address, m.Certificate = serviceShows(d)
		if h := wantedStamp(d); !h.IsZero() {
			m.Headers = []Header{h}
		}
	default:
		m.From, m.MailFrom, m.Recipient, m.Address = Internet, stranger(), ours, strangerAt
		if c, ok := inboundOf(d, mailflow.Partner); ok && len(d.MailDomains) == 0 {
			m.MailFrom, m.Address, m.Certificate = partner(c)
		}
	}
	return m
}

// homeOf is the domain that the organization's people write from. Where the set-up names none, one is made up.
func homeOf(d mailflow.Draft) (home mailflow.Domain, made bool) {
	switch {
	case len(d.MailDomains) > 0:
		return d.MailDomains[0].Name, false
	case !d.Organization.InitialDomain.IsZero():
		return d.Organization.InitialDomain, false
	}
	return contoso(), true
}

// inboundOf is the first inbound connector of a type.
func inboundOf(d mailflow.Draft, kind mailflow.ConnectorType) (mailflow.Inbound, bool) {
	for _, c := range d.Connectors {
		if in, ok := c.(mailflow.Inbound); ok && in.Type == kind {
			return in, true
		}
	}
	return mailflow.Inbound{}, false
}

func outboundKeeps(d mailflow.Draft) bool {
	for _, c := range d.Connectors {
		if out, ok := c.(mailflow.Outbound); ok && out.Headers == mailflow.HeadersRetained {
			return true
		}
	}
	return false
}

// filterShows is what a third party in front shows, so that the connector for it fits.
func filterShows(d mailflow.Draft) (netip.Addr, mailflow.CertificateDomain) {
	in, _ := inboundOf(d, mailflow.Partner)
	a := filterAt
	switch {
	case len(in.SenderAddresses) > 0:
		a = serverIn(in.SenderAddresses[0])
	case len(d.Filtering.Listed) > 0:
		a = d.Filtering.Listed[0].First()
	}
	for _, r := range d.Rules {
		if r.BypassSpamFiltering && len(r.SenderRanges) > 0 && len(in.SenderAddresses) == 0 {
			a = r.SenderRanges[0].First()
		}
	}
	return a, named(in.CertificateName, "mx1")
}

// ownServerShows is what the organization's own server shows.
func ownServerShows(d mailflow.Draft) (netip.Addr, mailflow.CertificateDomain) {
	in, _ := inboundOf(d, mailflow.OnPremises)
	a := ownServerAt
	switch {
	case len(d.OnPremises.Addresses) > 0:
		a = serverIn(d.OnPremises.Addresses[0])
	case len(in.SenderAddresses) > 0:
		a = serverIn(in.SenderAddresses[0])
	}
	if !d.OnPremises.Certificate.IsZero() {
		return a, named(d.OnPremises.Certificate, "mail")
	}
	return a, named(in.CertificateName, "mail")
}

// serviceShows is what an add-on service shows when it returns a message: the certificate that it has for this customer.
func serviceShows(d mailflow.Draft) (netip.Addr, mailflow.CertificateDomain) {
	in, _ := inboundOf(d, mailflow.OnPremises)
	a := serviceAt
	if len(in.SenderAddresses) > 0 {
		a = serverIn(in.SenderAddresses[0])
	}
	if name, err := mailflow.ParseCertificateDomain(d.Accepted.Name.Exchange()); err == nil {
		return a, name
	}
	return a, named(in.CertificateName, "mail")
}

// partner is a sender that a partner's connector is for.
func partner(c mailflow.Inbound) (mailflow.EmailAddress, netip.Addr, mailflow.CertificateDomain) {
	from, a := stranger(), strangerAt
	for _, p := range c.SenderDomains {
		if e, err := mailflow.ParseEmailAddress("sender@" + trimStar(p.Exchange())); err == nil {
			from = e
			break
		}
	}
	if len(c.SenderAddresses) > 0 {
		a = serverIn(c.SenderAddresses[0])
	}
	return from, a, named(c.CertificateName, "mail")
}

// named is a server's name that fits what a connector asks for.
func named(asked mailflow.CertificateDomain, host string) mailflow.CertificateDomain {
	if !asked.Wildcard() {
		return asked
	}
	name, err := mailflow.ParseCertificateDomain(host + "." + trimStar(asked.Exchange()))
	if err != nil {
		return asked
	}
	return name
}

// addressAt is somebody's address in a domain.
func addressAt(d mailflow.Domain) mailflow.EmailAddress { return localAt("user@", d) }

// colleagueIn is another one's.
func colleagueIn(d mailflow.Domain) mailflow.EmailAddress { return localAt("colleague@", d) }

func localAt(local string, d mailflow.Domain) mailflow.EmailAddress {
	a, err := mailflow.ParseEmailAddress(local + d.Exchange())
	if err != nil { // a domain so long that no address fits
		return must(mailflow.ParseEmailAddress(local + contoso().Exchange()))
	}
	return a
}

// serverIn is an address of a block that a server can have.
func serverIn(a mailflow.SenderAddress) netip.Addr {
	block := a.Network()
	if block.IsSingleIP() {
		return block.Addr()
	}
	return block.Addr().Next() // the first one names the block
}
