package follow

import (
	"strings"

	"eacwizard/steps/mailflow"
)

// takesIn decides whether Exchange Online takes the message for its recipient. It reports false where it does not.
func (t *traveller) takesIn() bool {
	from, to := domainOf(t.m.MailFrom), domainOf(t.m.Recipient)
	if t.now.directSend && t.by == nil && t.own(from) && t.own(to) {
		t.reject("550 5.7.68", "TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources", Finding{
			Topic: OnRestriction, Sure: Documented, Source: byDirectSend, Rule: "MF206",
			Says: "The organization refuses Direct Send: MAIL FROM " + sender(t.m.MailFrom) + " is one of its own addresses, and no connector knows the server.",
		})
		return false
	}
	if t.own(to) {
		return t.knowsRecipient(to)
	}
	return t.relays(from, to)
}

// knowsRecipient is edge blocking: an authoritative domain refuses whom the directory does not hold.
func (t *traveller) knowsRecipient(to string) bool {
	m, _ := mailDomain(t.d, to)
	switch {
	case t.m.RecipientAt == NotAnywhere && !m.InternalRelay:
		if t.conn.submitted {
			t.reject("550 5.1.10", "RecipientNotFound; Recipient not found by SMTP address lookup", Finding{
				Topic: OnRelay, Sure: Documented, Source: byDomains, Rule: "MF410",
				Says: "The directory does not hold " + t.m.Recipient.String() + ", and " + to + " is authoritative.",
			})
			return false
		}
		t.reject("550 5.4.1", "Recipient address rejected: Access denied", Finding{
			Topic: OnRelay, Sure: Documented, Source: byDomains, Rule: "MF410",
			Says: "The directory does not hold " + t.m.Recipient.String() + ", and " + to + " is authoritative, so it is refused at the edge.",
		})
		return false
	case t.m.RecipientAt == NotAnywhere:
		t.say(Finding{
			Topic: OnRelay, Sure: Documented, Source: byDomains, Rule: "MF410",
			Says: "The directory does not hold " + t.m.Recipient.String() + ", and " + to + " is an internal relay domain, so it is passed on.",
		})
	case t.m.RecipientAt == OnOwnServer:
		t.say(Finding{Topic: OnRelay, Sure: Documented, Source: byDomains, Says: "The recipient is known as a mail user whose mailbox is on your own server."})
	}
	return true
}

// relays decides about a recipient outside. Only an OnPremises connector may send on to the internet.
func (t *traveller) relays(from, to string) bool {
	deny := func(why, rule string) bool {
		t.reject("550 5.7.64", "TenantAttribution; Relay Access Denied", Finding{
			Topic: OnRelay, Sure: Documented, Source: byRelay, Rule: rule,
			Says: orElse(to, "The recipient's domain") + " is not one of the organization's domains, and the server may not send on to the internet.", Why: why,
		})
		return false
	}
	switch {
	case t.by == nil:
		return deny(t.whyUnknown())
	case t.by.Type != mailflow.OnPremises:
		return deny("The connector "+called(t.by.Name.String())+" is of type Partner, and only one of type OnPremises lets a server send on.", "MF105")
	}
	sure, ok := t.ownCertificate()
	switch {
	case ok:
		t.say(Finding{
			Topic: OnRelay, Sure: sure, Source: byRelay,
			Says: "It may send on to the internet: the certificate's domain is an accepted domain.",
			Why:  "That holds for bounces and automatic replies as well, whose MAIL FROM is empty.",
		})
	case t.own(from):
		t.say(Finding{
			Topic: OnRelay, Sure: Documented, Source: byRelay, Rule: "MF106",
			Says: "It may send on to the internet: the domain of MAIL FROM " + sender(t.m.MailFrom) + " is an accepted domain.",
			Why:  "A bounce, whose MAIL FROM is empty, would be refused.",
		})
	default:
		return deny("Neither the domain of MAIL FROM "+sender(t.m.MailFrom)+" nor that of a certificate is an accepted domain.", "MF106")
	}
	return true
}

// whyUnknown says why no connector lets the server send on, and which rule of the catalogue that is about.
func (t *traveller) whyUnknown() (why, rule string) {
	for _, c := range t.now.inOff {
		if how, _ := t.identifies(c); how != "" && c.Type == mailflow.OnPremises {
			return "The connector " + called(c.Name.String()) + " would let it, and is off.", "MF016"
		}
	}
	why = "No connector knows the server: only one of type OnPremises lets it send on."
	if _, back := inboundOf(t.d, mailflow.OnPremises); !back && t.conn.from == AtService {
		if _, any := inboundOf(t.d, mailflow.Partner); !any {
			return why, "MF101"
		}
	}
	return why, "MF105"
}

// ownCertificate reports whether the certificate that identified the server is of an accepted domain.
func (t *traveller) ownCertificate() (Sureness, bool) {
	if how, _ := t.identifies(*t.by); how != "certificate" {
		return "", false
	}
	name := strings.TrimPrefix(lower(t.by.CertificateName), "*.")
	if t.own(name) {
		return Documented, true
	}
	for _, d := range t.ownDomains() {
		if strings.HasSuffix(name, "."+d) {
			return Inferred, true // the documents name the domain itself
		}
	}
	return "", false
}
