package follow

import (
	"strings"

	"eacwizard/steps/mailflow"
)

// onwards is what Exchange Online does with a message it has taken.
func (t *traveller) onwards(route *mailflow.Outbound) leg {
	to := domainOf(t.m.Recipient)
	if route == nil && t.own(to) && (t.m.RecipientAt == "" || t.m.RecipientAt == InTheCloud) {
		return t.toMailbox
	}
	if route == nil {
		route = t.choose(to)
	}
	if route == nil {
		return t.byMX(to)
	}
	t.hop().Outbound = route.Name.String()
	t.headersOut(*route)
	return t.connects(*route)
}

// choose is the connector that a recipient's domain selects: the domain itself, then all accepted domains, then a wildcard.
func (t *traveller) choose(to string) *mailflow.Outbound {
	best, most, why, wildcards := -1, 0, "", 0
	for i, c := range t.now.out {
		r, says := 0, ""
		switch {
		case c.Scope == mailflow.ScopeAllAcceptedDomains && t.own(to):
			r, says = exactly-1, "it is for all accepted domains"
		case c.Scope == mailflow.ScopeRecipientDomains:
			if r = bestRank(c.RecipientDomains, to); r == exactly {
				says = "it names " + to
			} else {
				says = "a wildcard of it covers " + to
			}
		}
		if r > 0 && r < exactly-1 {
			wildcards++
		}
		if r > most {
			best, most, why = i, r, says
		}
	}
	if best < 0 {
		return nil
	}
	c := t.now.out[best]
	f := Finding{
		Topic: OnRoute, Sure: Documented, Source: byRoute,
		Says: "The connector " + called(c.Name.String()) + " takes it on: " + why + ".",
		Why:  "A connector for the domain itself comes first, then one for all accepted domains, then one with a wildcard.",
	}
	if wildcards > 1 && most < exactly-1 {
		f.Sure, f.Why = Inferred, f.Why+" Of several wildcards the most particular one is taken here, which no document says."
	}
	if t.d.Scenario == addOn && t.toward(c) == AtService {
		f.Rule, f.Why = "MF104", f.Why+" It takes what the service has handled as well, because no rule decides."
		t.round = "MF104"
	}
	t.say(f)
	return &t.now.out[best]
}

// byMX is a message that no connector is for.
func (t *traveller) byMX(to string) leg {
	if !t.own(to) {
		f := Finding{
			Topic: OnRoute, Sure: Documented, Source: byRoute,
			Says: "No connector is for it: it leaves for the host that the MX records of " + orElse(to, "the recipient's domain") + " name.",
			Why:  "TLS is used where the other side offers it.",
		}
		if t.d.OnPremises.Centralized {
			f.Sure, f.Why = Inferred, "Centralized mail transport would lead it through your own servers; the connectors of this set-up do not do that."
		}
		for _, c := range t.now.outOff {
			if bestRank(c.RecipientDomains, to) > 0 {
				f.Why = "The connector " + called(c.Name.String()) + " is not on" + t.yet() + "."
			}
		}
		t.say(f)
		return t.toReceiver
	}
	// The recipient is one of the organization's, and has no mailbox here.
	t.round = "MF410"
	t.say(Finding{
		Topic: OnRoute, Sure: Documented, Source: byNDR, Rule: "MF410",
		Says: "No connector is for " + to + ", so the message goes where the MX records of that domain name, and they lead back here.",
	})
	if _, moves := mailDomain(t.d, to); moves && t.now.moved {
		t.conn = connection{from: AtExchange, tls: true}
		return t.atFilter
	}
	t.conn = connection{from: AtExchange, tls: true, round: true}
	return t.atExchange
}

// headersOut says what becomes of the internal headers on the way out.
func (t *traveller) headersOut(c mailflow.Outbound) {
	if !t.internal {
		return
	}
	keeps := c.Type == mailflow.OnPremises && c.Headers == mailflow.HeadersRetained
	f := Finding{Topic: OnHeaders, Sure: Documented, Source: byAddOn, Says: "The internal headers go with it."}
	if !keeps {
		f.Says = "The internal headers are removed before it leaves."
	}
	if !keeps && c.Headers == mailflow.HeadersAbsent {
		f.Source = byNewOutbound
	}
	t.internal = keeps
	t.say(f)
}

// connects meets the next server, and hands the message over where that satisfies the connector.
func (t *traveller) connects(c mailflow.Outbound) leg {
	next := t.m.Next
	shows := next.Certificate
	if shows.IsZero() {
		shows = c.TLSDomain
	}
	host := "the host that the MX records name"
	if len(c.SmartHosts) > 0 {
		host = c.SmartHosts[0].String()
	}
	demands := map[mailflow.TLS]string{
		mailflow.TLSEncryptionOnly: "TLS with any certificate", mailflow.TLSCertificateValidation: "TLS with a certificate of a trusted authority",
		mailflow.TLSDomainValidation: "TLS with a trusted certificate for " + orElse(c.TLSDomain.String(), "a name that is not given"),
	}[c.TLS]
	switch {
	case demands == "":
		t.say(Finding{Topic: OnTLS, Sure: Documented, Source: byNewOutbound, Rule: "MF010", Says: "The connector tries TLS with " + host + " and does not demand it."})
	case next.NoTLS:
		return t.hold(t.toward(c), "450 4.4.317", "Cannot connect to remote server [Message=451 5.7.3 STARTTLS is required to send mail]", Finding{
			Topic: OnTLS, Sure: Documented, Source: byNDR, Rule: "MF603",
			Says: "The connector demands " + demands + ", and " + host + " does not offer TLS.",
		})
	case c.TLS != mailflow.TLSEncryptionOnly && next.Untrusted:
		return t.hold(t.toward(c), "450 4.7.320", "Certificate validation failed", Finding{
			Topic: OnTLS, Sure: Documented, Source: byNDR, Rule: "MF603",
			Says: "The connector demands " + demands + ", and the certificate of " + host + " is not trusted.",
			Why:  "It is not of a public authority, or has expired.",
		})
	case c.TLS == mailflow.TLSDomainValidation && covers(c.TLSDomain, shows) == noFit:
		return t.hold(t.toward(c), "450 4.7.320", "Certificate validation failed: SubjectMismatch", Finding{
			Topic: OnTLS, Sure: Documented, Source: byNDR, Rule: "MF009",
			Says: "The connector demands " + demands + ", and the certificate of " + host + " is for " + orElse(shows.String(), "another name") + ".",
		})
	default:
		f := Finding{Topic: OnTLS, Sure: Documented, Source: byNewOutbound, Says: "The connector demands " + demands + ", and " + host + " has it."}
		if c.TLS != mailflow.TLSDomainValidation {
			f.Why = "The name on the certificate is not looked at."
		} else if covers(c.TLSDomain, shows) == looseFit {
			f.Sure, f.Why = Inferred, "The certificate is for "+shows.String()+"; documents differ on whether a star reaches so far."
		}
		t.say(f)
	}
	return t.beyond(c, host)
}

// toward is the place that a connector leads to.
func (t *traveller) toward(c mailflow.Outbound) Place {
	switch {
	case t.d.Scenario == addOn:
		return AtService
	case c.PartID == "through-service":
		return AtFilter
	case c.PartID == "to-on-premises":
		return AtOwnServer
	case c.Type == mailflow.Partner && c.Routing == mailflow.RoutingMX:
		return AtReceiver
	}
	return AtNextServer
}

// beyond is where a connector leads.
func (t *traveller) beyond(c mailflow.Outbound, host string) leg {
	if leadsBack(host) {
		t.round = "MF008"
		t.say(Finding{
			Topic: OnRoute, Sure: Inferred, Source: byNDR, Rule: "MF008",
			Says: host + " is Exchange Online itself.", Why: "That name belongs into the service's portal, not into the connector.",
		})
		t.conn = connection{from: AtExchange, tls: true, round: true}
		return t.atExchange
	}
	return map[Place]leg{
		AtService: t.toService, AtFilter: t.viaService, AtOwnServer: t.toOwnServer, AtReceiver: t.toReceiver, AtNextServer: t.toNextServer,
	}[t.toward(c)]
}

const addOn = "add-on-service"

// leadsBack reports a host of Exchange Online's own.
func leadsBack(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, end := range []string{".mail.protection.outlook.com", ".mx.microsoft", ".protection.outlook.com", ".mail.protection.office365.us", ".mail.protection.partner.outlook.cn"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return host == "smtp.office365.com"
}
