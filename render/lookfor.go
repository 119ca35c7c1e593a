package render

import (
	"slices"

	"eacwizard/steps/mailflow"
)

// lookFor says what to look for in a test message, and what errors mean. No name of the user's is in it but that of a
// header and those of hosts.
func (p *scripter) lookFor() {
	up := &p.up
	p.ours("What to look for in the headers of a test message:")
	if up.Filtering.Enhanced() {
		const found = "- X-MS-Exchange-ExternalOriginalInternetSender names the address of the real sender, and X-MS-Exchange-SkipListedInternetSender the address that was skipped: Enhanced Filtering works."
		if len(up.Filtering.Pilots) > 0 {
			p.ours(found + " Until the pilot ends, only messages to its recipients have them.")
		} else {
			p.ours(found)
		}
		p.ours("- Authentication-Results judge that real sender, and not the service.")
	}
	if sealed(up) {
		p.ours("- The last ARC-Authentication-Results have arc=pass and oda=1, and Authentication-Results compauth=pass reason=130: the seal of the service is trusted.")
	}
	for i := range up.Rules {
		switch r := &up.Rules[i]; {
		case r.BypassSpamFiltering:
			p.ours("- X-MS-Exchange-Organization-SCL is -1, and X-Forefront-Antispam-Report has SFV:SKN: the rule turned spam filtering off for the message.")
		case !r.ExceptHeader.IsZero():
			p.paragraph("- The header ", r.ExceptHeader.Exchange(), " is there once: the service handled the message, and handled it once.")
		}
	}
	in := inbounds(up)
	if slices.ContainsFunc(in, func(in mailflow.Inbound) bool { return in.Headers == mailflow.HeadersRetained }) {
		p.ours("- X-MS-Exchange-Organization-AuthAs reads Internal on a message that came back: its internal headers were kept.")
	}
	if !up.OnPremises.Host.IsZero() {
		p.ours("- X-MS-Exchange-Organization-AuthAs may read Anonymous on a message from a mailbox on-premises: this pair of connectors keeps no internal headers. Those of the Hybrid Configuration wizard do.")
	}
	p.ours("- The Received headers name each server, the first of the way at the bottom.")
	for _, w := range p.ways() {
		var few [16]string
		says := append(few[:0], "  ", w.title)
		mark := ": "
		for i := range w.legs {
			to := w.legs[i].to
			if w.legs[i].served { // whatever its name is
				to = "the service"
			}
			says = append(says, mark, to)
			mark = ", "
		}
		p.paragraph(append(says, ".")...)
	}
	p.end()
	says := append(newScratch(), "What an error points to:"...)
	for _, e := range errorsOf(up, in) {
		says = append(append(append(says, "\n- "...), e.code...), ": "...)
		says = append(append(append(append(says, e.says...), e.host...), e.more...), '.')
	}
	p.ours(string(says))
	leave(says)
}

// pointer is what an error points to: a sentence, which may name a host within.
type pointer struct{ code, says, host, more string }

// errorsOf are the errors that mail may meet with, in words of ours alone.
func errorsOf(up *mailflow.SetUp, in []mailflow.Inbound) []pointer {
	out := make([]pointer, 0, 24)
	add := func(code, says string) { out = append(out, pointer{code: code, says: says}) }
	if says := refusesSources(up, in); says != "" {
		add("550 5.7.51", says)
	}
	if up.LockDown.RejectDirectSend {
		add("550 5.7.68", "Direct Send is refused: the sender needs a connector, or has to sign in")
	}
	if says := fitsNone(in); says != "" {
		add("550 5.7.64", says)
		add("5.7.750", "the domain of the sender is not an accepted domain of the organization that passes the message on")
	}
	out = appendWayOut(out, up)
	if len(up.MailDomains) > 0 {
		add("550 5.4.1, Recipient address rejected, or 5.1.10", unknownRecipient(up))
		add("550 5.7.23", "the SPF record lacks a source that sends")
		add("550 5.7.509", failedDMARC(up))
	}
	if len(up.MailDomains) > 0 || !up.Accepted.Name.IsZero() {
		add("451 4.4.62", "the service delivers to the host of another organization or region, or to an old name of this one")
	}
	if len(in) > 0 {
		add("451 4.7.500 to 4.7.699", "a source changed its pattern and is slowed down for some time: without a connector that knows it, that may come again")
	}
	if up.Filtering.Enhanced() {
		add("No error, and mail in Junk with compauth=fail", "Enhanced Filtering is off or skips too little, or mail came by another connector"+unsealed(up, ", or the ARC sealer is missing"))
	}
	if slices.ContainsFunc(up.Rules, func(r mailflow.Rule) bool { return !r.Route.IsZero() }) {
		add("No error, and the service did nothing or did it twice", "the rule is off or not enforced, another rule comes first and stops, or the header or its words are not those that the service stamps")
	}
	return out
}

// inbounds are the inbound connectors.
func inbounds(up *mailflow.SetUp) []mailflow.Inbound {
	out := make([]mailflow.Inbound, 0, len(up.Connectors))
	for _, c := range up.Connectors {
		if in, ok := c.(mailflow.Inbound); ok {
			out = append(out, in)
		}
	}
	return out
}

// refusesSources says what a connector asks for that accepts mail of some sources alone, or "".
func refusesSources(up *mailflow.SetUp, inbounds []mailflow.Inbound) string {
	for i := range inbounds {
		in := &inbounds[i]
		if in.Type != mailflow.Partner || !in.RestrictToCertificate && !in.RestrictToAddresses {
			continue
		}
		asks := "its certificate"
		switch {
		case !in.RestrictToCertificate:
			asks = "its address"
		case in.RestrictToAddresses:
			asks = "its certificate or address"
		}
		if in.Part() != "lockdown" {
			return "the inbound connector refused a source: " + asks + " is not the one that is asked for"
		}
		says := "the lock-down refused a source: " + asks + " is not the one that is asked for, an MX record of before is still known, or somebody delivers past the service"
		if !up.OnPremises.Host.IsZero() {
			says += "; where mail of the own server gets it, its inbound connector is off, or names another certificate or address"
		}
		return says
	}
	return ""
}

// fitsNone says why no connector took a message for one of the organization's own, or "" where none has to.
func fitsNone(inbounds []mailflow.Inbound) string {
	for i := range inbounds {
		switch in := &inbounds[i]; {
		case in.Type != mailflow.OnPremises:
		case in.CertificateName.IsZero():
			return "no inbound connector of type OnPremises fits: another address, or a connector that is off; or the domain of the sender is no accepted one, or there is no sender, as in a bounce: an address alone does not have such mail passed on"
		default:
			return "no inbound connector of type OnPremises fits: another certificate, a connector that is off, or a certificate domain that is not accepted"
		}
	}
	return ""
}

// appendWayOut adds what goes wrong behind the outbound connectors, each sentence once.
func appendWayOut(out []pointer, up *mailflow.SetUp) []pointer {
	add := func(one pointer) {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	const smartHost, recipientHost = "the smart host", "the host in the MX record of the recipient"
	hosts := make([]string, 0, 2)
	for _, c := range up.Connectors {
		o, ok := c.(mailflow.Outbound)
		if !ok {
			continue
		}
		host := smartHost
		if o.Routing == mailflow.RoutingMX {
			host = recipientHost
		}
		if !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
		if o.TLS != mailflow.TLSOpportunistic {
			add(pointer{"450 4.4.317 or 451 5.7.3", "TLS cannot be set up with ", host, ""})
		}
		switch o.TLS {
		case mailflow.TLSDomainValidation:
			add(pointer{"450 4.7.320", "the certificate of ", host, " does not have the name in TlsDomain, or has expired"})
		case mailflow.TLSCertificateValidation:
			add(pointer{"450 4.7.320", "the certificate of ", host, " is not from a trusted authority, or has expired"})
		}
		if o.Routing == mailflow.RoutingMX {
			add(pointer{code: "5.7.321 to 5.7.324", says: "DANE or DNSSEC of the recipient fails: no TLS, another or an expired certificate, or records that cannot be trusted"})
		}
	}
	for _, host := range hosts {
		add(pointer{"4.4.316, 4.4.7 or 5.4.300", "", host, " cannot be reached: name, port 25, firewall"})
		add(pointer{"5.4.1 or 550 5.7.1, Relay access denied or Unable to relay", "", host, " does not take mail of this organization, or not for that domain"})
		add(pointer{code: "5.4.14 or 554 5.4.6", says: "mail goes round in a circle: look at ", more: whereItTurns(up)})
	}
	return out
}

// unknownRecipient says why mail for a recipient is refused.
func unknownRecipient(up *mailflow.SetUp) string {
	if up.OnPremises.Host.IsZero() {
		return "the recipient is not known in Exchange Online"
	}
	if slices.ContainsFunc(up.MailDomains, func(d mailflow.MailDomain) bool { return d.InternalRelay }) {
		return "the recipient is known neither in Exchange Online nor on the own server, or the type of the domain still reads Authoritative"
	}
	return "the recipient is not known in Exchange Online, and the domain is Authoritative: a mailbox on-premises has to be known there as a mail user"
}

// failedDMARC says why a message failed DMARC, in and out.
func failedDMARC(up *mailflow.SetUp) string {
	says := "DMARC failed: mail was judged by the address of the service, so Enhanced Filtering is off or skips too little" + unsealed(up, ", or by what the service changed, so the ARC sealer is missing")
	if !up.Filtering.Enhanced() {
		says = "DMARC failed: mail was judged by the address of the service, and nothing in this set-up finds the real sender"
	}
	if sendsThroughService(up) {
		says += "; where mail to the internet gets it, neither SPF nor DKIM fits the sender once it went through the service"
	}
	return says
}

// sealed reports whether the service changes messages, and its seal on them is trusted.
func sealed(up *mailflow.SetUp) bool {
	s := &up.Service
	return s.Changes && s.Seals && !s.Sealer.IsZero()
}

// unsealed says what is wrong with a message that the service changed: that the seal is not trusted, or that there is none.
// It is "" where the service changes nothing.
func unsealed(up *mailflow.SetUp, missing string) string {
	switch {
	case sealed(up):
		return missing
	case up.Service.Changes:
		return ", or the service changed the message and does not seal it"
	}
	return ""
}

// toOwnDomains reports whether a connector hands mail for domains of the organization to servers of its own.
func toOwnDomains(c mailflow.Connector) bool {
	out, ok := c.(mailflow.Outbound)
	return ok && out.Type == mailflow.OnPremises && out.Scope != mailflow.ScopeTransportRule
}

// whereItTurns is what to look at where mail goes round in a circle.
func whereItTurns(up *mailflow.SetUp) string {
	at := "where the smart host, or the MX record of the recipient, leads"
	for _, r := range up.Rules {
		if !r.ExceptHeader.IsZero() {
			at = "the exception of the rule, and at the header that the service stamps"
		}
	}
	if len(up.MailDomains) > 0 || slices.ContainsFunc(up.Connectors, toOwnDomains) {
		at += ", and at the type of the accepted domain"
		if !up.OnPremises.Host.IsZero() {
			at += ", in Exchange Online and on your own server"
		}
	}
	return at
}
