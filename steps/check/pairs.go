package check

import (
	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// pairRules are on connectors that belong together.
var pairRules = []Rule{
	{
		ID: "MF101", Name: "Add-on set incomplete", Severity: Error, Group: Pairs, Needs: []Need{Plan, Tenant},
		Why:    "An add-on service needs four things together: the way out, the rule that chooses it, the way back and the accepted domain that makes returning mail your own. With the rule live and one of the connectors off, mail is stranded or refused with 5.7.64.",
		Fix:    "turn both connectors on, or leave the rule off until they are",
		Source: "Microsoft: Integrate with an email add-on service, steps 1 to 4",
		Upheld: "the scenario asks for all four, and its rule names its own connector",
		Lacks:  "for a single connector, whether a rule of the organization names it",
		find:   incompleteSet,
	},
	{
		ID: "MF102", Name: "Header retention differs between the two connectors", Severity: Warning, Group: Pairs, Needs: []Need{Plan},
		Why:    "Kept on the way out and removed on the way back, internal headers no longer say that returning mail is your own, and it is filtered like a stranger's. The other way round there is nothing left to keep.",
		Fix:    "choose the same on both; Microsoft's article keeps the headers on both",
		Source: "Microsoft: Integrate with an email add-on service, Retain internal Exchange email headers",
		find:   headersDiffer,
	},
	{
		ID: "MF103", Name: "Header retention where it does not belong", Severity: Warning, Group: Pairs, Needs: []Need{Plan},
		Why:    "Whoever can use a connector that keeps internal headers can mark mail as internal. It is meant for add-on services that an article names it for, and for what the Hybrid Configuration wizard makes.",
		Fix:    "leave it out; for Exchange on-premises run the Hybrid Configuration wizard",
		Source: "Microsoft: New-InboundConnector and New-OutboundConnector, CloudServicesMailEnabled",
		Upheld: "partner connectors, the lock-down and the pair with your own servers never offer it",
	},
	{
		ID: "MF104", Name: "Add-on outbound connector not tied to a rule", Severity: Error, Group: Pairs, Needs: []Need{Plan},
		Why:    "Chosen by the recipient's domain instead of by a rule, the connector takes messages that the service has handled already, and they go round until the hop limit.",
		Fix:    "use the connector only by a mail flow rule",
		Source: "Microsoft: Integrate with an email add-on service, step 1",
		Upheld: "the add-on scenario fixes the connector's use to a rule, and its type to OnPremises",
	},
	{
		ID: "MF105", Name: "Return connector of type Partner", Severity: Error, Group: Pairs, Needs: []Need{Plan},
		Why:    "Only an OnPremises connector lets returning mail go on to recipients on the internet and stay internal. With a Partner connector mail to outside recipients is refused with 5.7.64.",
		Fix:    "make it from your organization's email server, which is type OnPremises",
		Source: "Microsoft: New-InboundConnector, ConnectorType; requirements for SMTP relay",
		Upheld: "the add-on scenario fixes the return connector's type to OnPremises",
	},
	{
		ID: "MF106", Name: "Certificate domain is not an accepted domain", Severity: Error, Group: Pairs, Needs: []Need{Plan, Tenant, DNS},
		Why:    "Exchange Online goes by the certificate's domain first to tell whose mail it is. Bounces and automatic replies have no sender, so that only an accepted domain in the certificate can carry them. Microsoft announced in February 2026 that connectors with any other certificate domain may stop working. A name that the vendor shares among customers can never be accepted in your organization.",
		Fix:    "add the name that the vendor issued for you as an accepted domain, and have the vendor publish its proof",
		Source: "Microsoft: Integrate with an email add-on service, step 3; requirements for SMTP relay; Message Center MC1226222",
		Lacks:  "the organization's accepted domains beside those of the plan; the documents look the certificate domain up before they create the connector",
		find:   unacceptedCertificate,
	},
	{
		ID: "MF107", Name: "Service identified by its IP addresses", Severity: Warning, Group: Pairs, Needs: []Need{Plan, Admin},
		Why:    "The addresses of a cloud service are shared by its customers, so that Exchange Online cannot tell by them whose mail it is; mail without a sender fails the test for relaying as well. An address that serves two purposes is as ambiguous.",
		Fix:    "identify the service by the certificate name that it issued for you alone",
		Source: "Microsoft: Message Center MC1226222; requirements for SMTP relay; Integrate with an email add-on service, step 4",
		Lacks:  "for a single connector, whether a cloud service or a server of your own is behind the addresses",
		find:   sharedAddresses,
	},
	{
		ID: "MF108", Name: "Duplicate or overlapping connectors", Severity: Warning, Group: Pairs, Needs: []Need{Tenant},
		Why:    "Two connectors for one partner cause errors and lost mail, and the Hybrid Configuration wizard overwrites what was changed by hand in its own. A partner and an OnPremises connector for the same certificate may stand side by side.",
		Fix:    "change the connector that is there, or turn it off in the same change",
		Source: "Microsoft: Set up connectors for secure mail flow with a partner organization; Set up connectors to route mail",
		Lacks:  "the organization's connectors (Get-InboundConnector, Get-OutboundConnector); the documents stop at one of the same name",
	},
}

func incompleteSet(v *view) (out []Finding) {
	if !v.ticked("rule", "turn-it-on") {
		return nil
	}
	for _, part := range []string{"outbound", "inbound"} {
		if !v.unticked(part, "turn-it-on") {
			continue
		}
		says := "the rule is turned on at the end and sends mail to a connector that stays off"
		if part == "inbound" {
			says = "the rule is turned on at the end, and the connector by which mail comes back stays off"
		}
		k := steps.MakeKey(part, "turn-it-on")
		out = append(out, that(k, "false", says, "turn the connector on, or leave the rule off").with(back(k)))
	}
	return out
}

func headersDiffer(v *view) []Finding {
	way, hasWay := v.outbound("outbound")
	home, hasHome := v.inbound("inbound")
	q := v.of("inbound", "retain-internal-headers")
	if !hasWay || !hasHome || way.Headers == home.Headers {
		return nil
	}
	says := "the way out removes internal headers, so that there are none to keep on the way back"
	if way.Headers == mailflow.HeadersRetained {
		says = "the way out keeps internal headers and the way back removes them, so that returning mail no longer counts as your own"
	}
	return []Finding{that(q.Key, q.Value.Text(), says, "choose the same on both connectors").with(back(q.Key))}
}

func unacceptedCertificate(v *view) (out []Finding) {
	if in, ok := v.inbound("inbound"); ok && v.scenario() == "add-on-service" {
		q, accepted := v.of("inbound", "certificate-domain"), v.draft.Accepted.Name
		if q.Open && !in.CertificateName.IsZero() && !accepted.IsZero() && !within(lower(in.CertificateName), lower(accepted)) {
			out = append(out, about(q.Key, in.CertificateName.String(), "is not the certificate domain that becomes an accepted domain, "+accepted.Exchange()+": mail that comes back with it is not taken for your own",
				"write "+accepted.Exchange()+", or add this name as the accepted domain").with(back(q.Key)))
		}
		if p := v.of("accepted-domain", "proof"); p.Open && v.draft.Accepted.Proof == mailflow.ProofUnknown && !accepted.IsZero() && !p.Value.Empty() {
			out = append(out, that(p.Key, p.Value.Text(), "the record that proves the ownership of "+accepted.Exchange()+" is not known yet, and the domain cannot be verified without it",
				"add the domain in the admin center, copy the value and have the service publish it").as(Info))
		}
	}
	if in, ok := v.inbound("from-on-premises"); ok && !in.CertificateName.IsZero() {
		q := v.of("from-on-premises", "certificate-domain")
		if typed := v.of("on-premises", "certificate"); !q.Said {
			q = typed
		}
		if name := lower(in.CertificateName); len(v.domains) > 0 && !v.isOwn(name) {
			out = append(out, about(q.Key, in.CertificateName.String(), "is none of the domains of the plan nor below one: mail without a sender, as bounces, is only taken for your own if the certificate's domain is an accepted domain",
				"give a name in one of your domains, or see that this one is an accepted domain").as(Warning))
		}
	}
	return out
}

// isOwn reports whether a name, or what its star stands for, is one of the organization's domains or below one.
func (v *view) isOwn(name string) bool {
	if len(name) > 2 && name[:2] == "*." {
		name = name[2:]
	}
	for _, d := range v.own {
		if within(name, d) {
			return true
		}
	}
	return false
}

func sharedAddresses(v *view) (out []Finding) {
	if q := v.of("inbound", "identify-by"); q.Open && q.Value.Text() == "ip-addresses" {
		out = append(out, that(q.Key, "ip-addresses", "the service's addresses are shared by its customers, so that Exchange Online cannot tell by them whose mail comes back", "identify it by the certificate that is yours alone").with(back(q.Key)))
	}
	own, hasOwn := v.inbound("from-on-premises")
	lock, hasLock := v.inbound("lockdown")
	q := v.of("lockdown", "sender-ip-addresses")
	if !hasOwn || !hasLock || !q.Open {
		return out
	}
	for _, e := range entries(q, lock.SenderAddresses, mailflow.ParseSenderAddress) {
		for _, o := range own.SenderAddresses {
			if o.Network().Overlaps(e.value.Network()) {
				out = append(out, about(q.Key, e.value.String(), "is among the addresses of your own servers as well, so that it says nothing of whose mail it is", "give the service's addresses here, and yours at the connector from your own servers").
					inItem(e.at).with(inList(q, e.at)))
				break
			}
		}
	}
	return out
}
