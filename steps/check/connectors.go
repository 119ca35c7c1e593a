package check

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// connectorRules are on the values of a connector.
var connectorRules = []Rule{
	{
		ID: "MF001", Name: "Connector name unusable", Severity: Error, Group: Connectors, Needs: []Need{Plan, Tenant}, Parser: true,
		Why:    "Exchange Online takes at most 64 characters for the name of an outbound connector, and a name that another connector of the same direction has is refused. For inbound connectors no limit is documented; the same one is kept here, so that a pair can be named alike.",
		Fix:    "shorten the name, or say both ends and the direction in it; where the connector exists already and is the one meant, change it instead of creating it",
		Source: "Microsoft: New-OutboundConnector and New-InboundConnector, Name",
		Lacks:  "the names that connectors of the organization have already; the documents look for them before they create anything",
		find:   sameName,
	},
	{
		ID: "MF002", Name: "Value that the cmdlet does not know", Severity: Error, Group: Connectors, Needs: []Need{Plan}, Parser: true,
		Why:    "A connector's type, its TLS setting, a rule's mode and its sender scope each take a handful of words; the cmdlet refuses any other. Some further parameters are for Microsoft and the Hybrid Configuration wizard alone.",
		Fix:    "choose one of the options that the question offers",
		Source: "Microsoft: New-InboundConnector, New-OutboundConnector, New-TransportRule",
		Upheld: "such values are choices here: an answer file with any other word is rejected, and the reserved parameters are never written",
	},
	{
		ID: "MF003", Name: "Domain list entry malformed", Severity: Error, Group: Connectors, Needs: []Need{Plan, Tenant}, Parser: true,
		Why:    "Lists of sender and recipient domains take a domain, a star in front of one as its whole first label, or a lone star. Addresses, URLs, final dots and stars anywhere else are refused.",
		Fix:    "give the bare domain; where its subdomains are meant as well, list contoso.com and *.contoso.com, because documents differ on whether the star takes in the domain itself",
		Source: "Microsoft: New-InboundConnector, SenderDomains; New-OutboundConnector, RecipientDomains",
		Upheld: "AssociatedAcceptedDomains is never written",
	},
	{
		ID: "MF004", Name: "Sender address in a form that the list does not take", Severity: Error, Group: Connectors, Needs: []Need{Plan}, Parser: true,
		Why:    "The list of sender addresses takes single IPv4 addresses and CIDR blocks. Ranges with a hyphen belong to Enhanced Filtering and mail flow rules, and IPv6 is not supported at all. Bits below the mask are taken and mean nothing, and what another entry covers is not needed.",
		Fix:    "turn a range into blocks; where the sender uses IPv6 alone, identify it by its certificate",
		Source: "Microsoft: New-InboundConnector, SenderIPAddresses; New-TransportRule, SenderIpRanges",
		find:   untidyAddresses,
	},
	{
		ID: "MF005", Name: "Sender block wider than /24", Severity: Error, Group: Connectors, Needs: []Need{Plan}, Parser: true,
		Why:    "Inbound connectors take masks from /24 to /32 and nothing wider, while vendors like to publish wider blocks. Enhanced Filtering, SPF and smart hosts have no such limit.",
		Fix:    "list the /24 blocks that it is made of, or identify the sender by its certificate if the list grows",
		Source: "Microsoft: New-InboundConnector, SenderIPAddresses",
	},
	{
		ID: "MF006", Name: "Private, reserved or documentation address", Severity: Error, Group: Connectors, Needs: []Need{Plan}, Parser: true,
		Why:    "Exchange Online and the rest of the internet meet public addresses only, so that such an entry never matches, or leads nowhere. Enhanced Filtering passes over private addresses by itself and does not take them in its list.",
		Fix:    "give the public address, as the internet sees it behind the firewall",
		Source: "Microsoft: Enhanced filtering for connectors; New-InboundConnector; RFC 1918, 5737, 6598, 6890",
		find:   privateAddresses,
	},
	{
		ID: "MF007", Name: "Smart host unusable", Severity: Error, Group: Connectors, Needs: []Need{Plan, DNS}, Parser: true,
		Why:    "Without the right smart host and the switch away from the MX record, mail leaves by DNS and never reaches the service. A smart host is a public name or an IPv4 address, without scheme, port or path: the port is always 25.",
		Fix:    "give the full public name that the service's guide names",
		Source: "Microsoft: New-OutboundConnector, SmartHosts and UseMXRecord; Integrate with an email add-on service",
		Upheld: "UseMXRecord is written with every connector and always fits the smart hosts",
		Lacks:  "whether the name resolves; eacwizard probe looks it up",
		find:   hostsWithoutAddress,
	},
	{
		ID: "MF008", Name: "Smart host points back at Exchange Online", Severity: Error, Group: Connectors, Needs: []Need{Plan, DNS},
		Why:    "The organization would hand the message to itself, and Exchange Online ends that round with 5.4.14. Mostly two names were swapped: the service's host belongs here, and the host at Microsoft belongs in the service's portal.",
		Fix:    "give the service's host here, and the host at Microsoft to the service",
		Source: "Microsoft: NDR articles 5.4.6 to 5.4.20; Integrate with an email add-on service, how mail flows",
		Lacks:  "where an alias leads; eacwizard probe looks it up",
		find:   hostsAtMicrosoft,
	},
	{
		ID: "MF009", Name: "Name on the certificate does not fit the smart host", Severity: Warning, Group: Connectors, Needs: []Need{Plan},
		Why:    "The name is compared with the certificate that the smart host shows. If the certificate does not carry it, all mail on the connector waits with 450 4.7.320 and comes back in the end.",
		Fix:    "take the smart host's own name, or ask the vendor which name the certificate carries",
		Source: "Microsoft: New-OutboundConnector, TlsDomain; Integrate with an email add-on service, step 1",
		Upheld: "a name is asked for exactly where DomainValidation is chosen",
		find:   foreignTLSDomain,
	},
	{
		ID: "MF010", Name: "Outbound connection weaker than advised", Severity: Warning, Group: Connectors, Needs: []Need{Plan},
		Why:    "Encryption that takes any certificate proves nothing about the server at the other end, and TLS that is only tried can be stripped on the way. Microsoft's article asks for TLS always, with a certificate of a public authority.",
		Fix:    "always use TLS, with a certificate of a trusted authority, and best with the name on it",
		Source: "Microsoft: Integrate with an email add-on service, step 1; New-OutboundConnector, TlsSettings",
		Upheld: "SMTP DANE and MTA-STS stay as the service has them: nothing is written about them",
		find:   weakTLS,
	},
	{
		ID: "MF011", Name: "Switch that the connector's type does not allow", Severity: Error, Group: Connectors, Needs: []Need{Plan},
		Why:    "Serving all accepted domains, routing everything over your own servers and rewriting senders are for OnPremises connectors. TreatMessagesAsInternal excludes the Partner type and header retention, and lets forged mail in your own name past the spam filter.",
		Fix:    "change the type, or leave the switch out",
		Source: "Microsoft: New-OutboundConnector; New-InboundConnector, TreatMessagesAsInternal",
		Upheld: "what a type does not allow is not offered for it, and TreatMessagesAsInternal is never written",
	},
	{
		ID: "MF012", Name: "Restriction without its list, or list without its restriction", Severity: Error, Group: Connectors, Needs: []Need{Plan},
		Why:    "A restriction to an empty list refuses everything in its scope, and a list without its restriction protects nothing. Identification by address is another thing: there the list says who it is and refuses nobody.",
		Fix:    "give both, or neither",
		Source: "Microsoft: New-InboundConnector, RestrictDomainsToCertificate and RestrictDomainsToIPAddresses",
		Upheld: "a list is asked for exactly where its restriction is ticked or addresses identify the sender, and may not be empty then; a certificate's name is asked for only with TLS",
	},
	{
		ID: "MF013", Name: "Certificate and addresses in one partner connector", Severity: Warning, Group: Connectors, Needs: []Need{Plan}, Parser: true,
		Why:    "A message would have to satisfy both, which is easily read as either. Microsoft advises two connectors.",
		Fix:    "keep the certificate, and make a second connector for senders that have none",
		Source: "Microsoft: Configure mail flow using connectors (note); Manage mail flow using a third-party cloud service",
		find:   certificateAndAddresses,
	},
	{
		ID: "MF014", Name: "Partner-only switches on an OnPremises connector", Severity: Info, Group: Connectors, Needs: []Need{Plan},
		Why:    "On an OnPremises inbound connector the certificate's name and the addresses say whose mail it is; requiring TLS and restricting refuse nothing there. Microsoft's article on add-on services writes them nevertheless, and they do no harm.",
		Fix:    "leave them as in the article; make a partner connector beside it if other mail is to be refused",
		Source: "Microsoft: New-InboundConnector; Integrate with an email add-on service, step 4",
		find:   idleSwitches,
	},
	{
		ID: "MF015", Name: "Outbound connector for all mail", Severity: Warning, Group: Connectors, Needs: []Need{Plan, Tenant},
		Why:    "A lone star takes every message that leaves the organization. Among several connectors an exact domain wins, then all accepted domains, then a star.",
		Fix:    "use a mail flow rule for an add-on service, and list the domains for a partner; a star is for a gateway that all mail is meant to take",
		Source: "Microsoft: New-OutboundConnector, RecipientDomains; Set up connectors to route mail, several connectors",
		Upheld: "a connector without any scope cannot be answered",
		Lacks:  "whether a rule of the organization names a connector that is for rules only",
		find:   allMail,
	},
	{
		ID: "MF016", Name: "Inbound connector may be created disabled", Severity: Info, Group: Connectors, Needs: []Need{Tenant},
		Why:    "The service may create an OnPremises inbound connector off, with a warning alone, until Support enables it, and creates none in developer organizations. A rule that is live before the way back is open loses mail.",
		Fix:    "read Enabled back after creation, and turn the rule on only then",
		Source: "Microsoft: Inbound connector: FAQ; New-InboundConnector (note on developer subscriptions)",
		Lacks:  "what the organization's service makes of it, which shows on creation alone; the documents read Enabled back and stop",
	},
}

func sameName(v *view) (out []Finding) {
	type direction struct {
		name string
		in   bool
	}
	taken := map[direction]bool{}
	for _, c := range v.draft.Connectors {
		_, in := c.(mailflow.Inbound)
		name := c.ConnectorName().String()
		d := direction{strings.ToLower(name), in}
		if name == "" || !taken[d] {
			taken[d] = true
			continue
		}
		q := v.of(c.Part(), "name")
		f := about(q.Key, name, "is the name of another connector of the same direction already", "give it a name of its own")
		if proposed := q.Proposed.Text(); proposed != "" && !taken[direction{strings.ToLower(proposed), in}] {
			f = f.with(back(q.Key))
		}
		out = append(out, f)
	}
	return out
}

// untidyAddresses are bits below a mask, and entries that another one covers.
func untidyAddresses(v *view) (out []Finding) {
	for _, l := range v.lists {
		for _, e := range l.entries {
			block := e.value.Network()
			prefix, err := netip.ParsePrefix(e.value.Exchange())
			if err == nil && prefix != prefix.Masked() {
				out = append(out, about(l.q.Key, l.q.Value[e.at], "has bits below its mask, which count for nothing: it stands for "+block.String(), "write "+block.String()).
					inItem(e.at).as(Info).with(inList(l.q, e.at, block.String())))
			}
		}
		for _, c := range covered(l.entries) {
			out = append(out, about(l.q.Key, l.q.Value[c.at], "is covered by "+c.by+" already", "remove it").
				inItem(c.at).as(Info).with(inList(l.q, c.at)))
		}
	}
	return out
}

type coveredEntry struct {
	at int
	by string
}

// covered are the entries that lie in another one, or repeat an earlier one. They are sorted to be found in one go:
// blocks either lie in one another or have nothing in common.
func covered(all []entry[mailflow.SenderAddress]) (out []coveredEntry) {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b entry[mailflow.SenderAddress]) int {
		return cmp.Or(a.value.Network().Addr().Compare(b.value.Network().Addr()), cmp.Compare(a.value.Network().Bits(), b.value.Network().Bits()))
	})
	var widest netip.Prefix
	by := ""
	for _, e := range sorted {
		if n := e.value.Network(); widest.IsValid() && widest.Contains(n.Addr()) {
			out = append(out, coveredEntry{e.at, by})
		} else {
			widest, by = n, e.value.String()
		}
	}
	return out
}

func privateAddresses(v *view) (out []Finding) {
	const public = "give the public address, as the internet sees it"
	for _, l := range v.lists {
		for _, e := range l.entries {
			what := notPublic(e.value.Network())
			switch {
			case what == "":
			case l.q.Key == "on-premises.public-addresses":
				out = append(out, about(l.q.Key, e.value.String(), "is "+what+", and goes into a public SPF record, where it matches nothing", public).inItem(e.at))
			default:
				out = append(out, about(l.q.Key, e.value.String(), "is "+what+", and mail never comes to Exchange Online from it", public).inItem(e.at).as(Warning))
			}
		}
	}
	for _, c := range v.outs {
		for _, h := range v.hosts(c) {
			block, ok := network(h.Exchange())
			if what := notPublic(block); ok && what != "" {
				out = append(out, about(h.key, h.String(), "is "+what+", where Exchange Online reaches no server", "give the server's public name or address").inItem(h.item))
			}
		}
	}
	skips := func(name string, parsed []mailflow.SkipAddress, s Severity) {
		q := v.of("filtering", name)
		if !q.Open {
			return
		}
		for _, e := range entries(q, parsed, mailflow.ParseSkipAddress) {
			if what := notPublic(netip.PrefixFrom(e.value.First(), 32)); what != "" {
				out = append(out, about(q.Key, e.value.String(), "is "+what+", and mail never comes to Exchange Online from it", public).inItem(e.at).as(s))
			}
		}
	}
	skips("skip-ip-addresses", v.draft.Filtering.Listed, Error)
	if q := v.of("filtering", "bypass-ip-addresses"); q.Open {
		skips("bypass-ip-addresses", v.bypassed(), Warning)
	}
	return append(out, privateSPF(v)...)
}

// bypassed are the addresses of the rule that bypasses spam filtering.
func (v *view) bypassed() []mailflow.SkipAddress {
	for _, r := range v.draft.Rules {
		if r.BypassSpamFiltering {
			return r.SenderRanges
		}
	}
	return nil
}

func privateSPF(v *view) (out []Finding) {
	const why = "which matches no server on the internet"
	if q := v.of("service", "spf"); q.Open {
		for _, e := range entries(q, v.draft.Service.SPF, mailflow.ParseSPFTerm) {
			if what := notPublic(e.value.Network()); what != "" {
				out = append(out, about(q.Key, e.value.String(), "is "+what+" in a public SPF record, "+why, "ask the service for the term that its guide names").inItem(e.at))
			}
		}
	}
	for _, d := range v.domains {
		for _, t := range d.SPFNow.Terms() {
			if what := notPublic(t.Network()); what != "" {
				out = append(out, about(d.key("existing-spf"), t.String(), "is "+what+" in a public SPF record, "+why, "take the term out of the record").
					with(withoutTerm(d, t)))
			}
		}
	}
	return out
}

func hostsWithoutAddress(v *view) (out []Finding) {
	if v.seen == nil {
		return nil
	}
	for _, c := range v.outs {
		for _, h := range v.hosts(c) {
			if s, ok := v.seen.SmartHost(lower(h)); ok && missing(s.Host.Answer) {
				out = append(out, about(h.key, h.String(), "has no address in DNS, so that mail waits", "check the spelling against the service's guide").inItem(h.item))
			}
		}
	}
	return out
}

// microsoftEnds are what the names of Exchange Online's own hosts end in.
var microsoftEnds = []string{
	"mail.protection.outlook.com", "protection.outlook.com", "mx.microsoft", "smtp.office365.com", "outlook.office365.com",
	"mail.protection.office365.us", "protection.office365.us", "mail.protection.partner.outlook.cn", "protection.partner.outlook.cn",
	"mail.eo.outlook.com",
}

// atMicrosoft reports whether a host is one of Exchange Online's own.
func atMicrosoft(host string) bool {
	return slices.ContainsFunc(microsoftEnds, func(end string) bool { return within(strings.ToLower(host), end) })
}

func hostsAtMicrosoft(v *view) (out []Finding) {
	own := v.tenant
	for _, c := range v.outs {
		for _, h := range v.hosts(c) {
			name := lower(h)
			if !atMicrosoft(name) && !slices.Contains(own, name) {
				continue
			}
			f := about(h.key, h.String(), "is where Exchange Online takes your own mail, so that the message would come straight back and loop",
				"give the service's host; this name goes into the service's portal").inItem(h.item)
			if theirs := v.of("service", "tenant-host"); theirs.Open && c.PartID == "outbound" && len(c.SmartHosts) == 1 && !atMicrosoft(theirs.Value.Text()) && theirs.Said {
				f = f.with(&Change{Set: steps.Answers{h.key: {theirs.Value.Text()}, theirs.Key: {h.String()}}}) // the two were swapped
			}
			out = append(out, f)
		}
	}
	return out
}

// tenantHosts are the names that the service delivers to.
func (v *view) tenantHosts() (out []string) {
	add := func(h mailflow.SmartHost) {
		if !h.IsZero() {
			out = append(out, lower(h))
		}
	}
	if v.scenario() == "add-on-service" {
		add(v.draft.Service.TenantHost)
	}
	for _, d := range v.domains {
		add(d.TenantHost)
	}
	return out
}

func foreignTLSDomain(v *view) (out []Finding) {
	for _, c := range v.outs {
		q := v.of(c.PartID, "tls-domain")
		if !q.Open || c.TLSDomain.IsZero() {
			continue
		}
		for _, h := range v.hosts(c) {
			if _, isAddress := network(h.Exchange()); isAddress || covers(lower(c.TLSDomain), lower(h)) {
				continue
			}
			f := about(q.Key, c.TLSDomain.String(), "is another name than the smart host "+h.Exchange()+"; without it in that host's certificate, all mail on the connector waits",
				"write "+h.Exchange()+", or ask the vendor which name the certificate carries")
			if len(c.SmartHosts) == 1 {
				f = f.with(set(q.Key, h.Exchange()))
			}
			out = append(out, f)
			break
		}
	}
	return out
}

func weakTLS(v *view) (out []Finding) {
	for _, c := range v.outs {
		tls, certificate := v.of(c.PartID, "always-use-tls"), v.of(c.PartID, "certificate")
		switch c.TLS {
		case mailflow.TLSOpportunistic:
			out = append(out, that(tls.Key, "false", "mail goes out unencrypted where the other server does not offer TLS, or where somebody on the way strips it", "always use TLS").with(back(tls.Key, certificate.Key)))
		case mailflow.TLSEncryptionOnly:
			out = append(out, that(certificate.Key, certificate.Value.Text(), "any certificate does, a forged one too: nothing proves that the right server is at the other end", "ask for a certificate of a trusted authority").with(back(tls.Key, certificate.Key)))
		}
	}
	return out
}

func certificateAndAddresses(v *view) (out []Finding) {
	for _, c := range v.ins {
		if c.Type != mailflow.Partner || c.PartID == "lockdown" || !c.RestrictToCertificate || len(c.SenderAddresses) == 0 {
			continue // of a lock-down it is a demand
		}
		f := that(steps.MakeKey(c.PartID, "certificate-domain"), c.CertificateName.String(),
			"a message has to come with this certificate and from these addresses, not with either", "keep one of the two, and make a second connector for the rest")
		other := steps.MakeKey(c.PartID, "require-certificate-name")
		if c.RestrictToAddresses {
			other = steps.MakeKey(c.PartID, "reject-unless-from-ip-addresses")
		}
		out = append(out, f.with(back(other)))
	}
	return out
}

func idleSwitches(v *view) (out []Finding) {
	for _, c := range v.ins {
		if c.Type == mailflow.OnPremises && (c.RequireTLS || c.RestrictToCertificate || c.RestrictToAddresses) {
			q := v.of(c.PartID, "identify-by")
			out = append(out, that(q.Key, q.Value.Text(), "on a connector of type OnPremises the certificate's name says whose mail it is; RequireTls and RestrictDomainsToCertificate refuse nothing there",
				"leave it as in Microsoft's article; to refuse other mail, make a partner connector beside it"))
		}
	}
	return out
}

func allMail(v *view) (out []Finding) {
	for _, c := range v.outs {
		q := v.of(c.PartID, "recipient-domains")
		if !c.Enabled || c.Scope != mailflow.ScopeRecipientDomains || !q.Open || c.PartID == "through-service" {
			continue
		}
		for i, item := range q.Value {
			if strings.TrimSpace(item) != "*" {
				continue
			}
			fix := back(q.Key)
			if q.Proposed.Empty() {
				fix = set(steps.MakeKey(c.PartID, "use"), "transport-rule")
			}
			out = append(out, about(q.Key, "*", "sends all mail that leaves the organization through this connector", "list the domains, or use it by a mail flow rule alone").inItem(i).with(fix))
		}
	}
	return out
}
