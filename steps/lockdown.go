package steps

import "slices"

const sourceLockDown = "Microsoft: Manage mail flow using a third-party cloud service, scenario 1; Set up connectors for secure mail flow with a partner organization, Example 4"

// lockdownPart is the partner connector that lets mail in through the filter alone. What would keep it from locking is
// fixed: it identifies by sender domain, and speaks for every sender.
func lockdownPart() Part {
	p := connectorPart("lockdown", "Lock-down")
	p.Fixed = map[string]Value{
		"from": {partner}, "to": {office365}, "identify-by": {bySenderDomains}, "sender-domains": {"*"}, "reject-all-other-mail": {"true"},
	}
	p = p.proposing("name", named("Reject mail not routed through MX (", ")", "Reject mail not routed through MX")).
		proposing("turn-it-on", always("true")).
		proposing("require-certificate-name", always("true"))
	p.Fields = append(p.Fields,
		Field{
			Name: "all-domains-moved", Kind: Toggle, Label: "All domains that receive mail will be behind the service",
			Propose: always("false"),
			Explain: Explanation{What: "The lock-down is for the whole organization, whatever domain a message is for.", Why: "Mail for a domain whose MX still names Microsoft is refused, also mail to addresses that end in onmicrosoft.com.", Source: sourceLockDown},
		},
		Field{
			Name: "others-provided-for", Kind: Toggle, Label: "Whoever else delivers directly has a connector, or there is nobody",
			Propose: always("false"),
			Explain: Explanation{What: "Scanners, applications, partners and servers that deliver straight to your host at Microsoft.", Why: "They do not come through the service, so they are refused as well, unless a connector of their own knows them.", Source: sourceLockDown},
		},
		Field{
			Name: "reject-direct-send", Kind: Toggle, Label: "Also refuse Direct Send in the end",
			Propose: always("false"), Params: []string{"RejectDirectSend"},
			Explain: Explanation{What: "A setting of the organization: mail from outside in the name of one of your own domains is refused unless a connector knows it.", Why: "It closes what a lock-down by connector leaves open. Forwarded mail and services that send in your name can be hit.", Source: "Microsoft: Set-OrganizationConfig, RejectDirectSend"},
		})
	p.Demands = []Demand{
		{
			At:     "reject-unless-tls",
			Broken: All(Unless(certRequired), Unless(onlyByRange)),
			Says:   "a lock-down has to ask for the service's certificate or for its addresses", Fix: "tick TLS and the certificate below it, or the IP address range",
			Rule: "MF202",
		},
		{
			At:     "reject-unless-from-ip-addresses",
			Broken: All(certRequired, onlyByRange),
			Says:   "a lock-down asks for a certificate or for addresses, not for both", Fix: "untick one of the two; the certificate needs no upkeep",
			Rule: "MF013",
		},
		{
			At:     "all-domains-moved",
			Broken: All(Ticked("turn-it-on"), Unticked("all-domains-moved")),
			Says:   "mail for a domain that is not behind the service would be refused",
			Fix:    "see that every domain moves and tick it, or leave the lock-down off (turn-it-on: false)", Rule: "MF203",
		},
		{
			At:     "others-provided-for",
			Broken: All(Ticked("turn-it-on"), Unticked("others-provided-for")),
			Says:   "whoever else delivers directly would be refused",
			Fix:    "give them connectors and tick it, or leave the lock-down off (turn-it-on: false)", Rule: "MF204",
		},
	}
	p.Notes = []Note{
		{At: "turn-it-on", When: Ticked("turn-it-on"), Says: "It is created on and refusing nothing, so that filtering works from the first message. Its restrictions are turned on in a stage of their own, once the old MX records are forgotten."},
		{At: "turn-it-on", Level: Warning, When: Unticked("turn-it-on"), Says: "Nothing is locked then: the connector is created on and refuses nothing, because filtering may need it, and the step that turns its restrictions on falls away."},
		{At: "certificate-domain", Says: "The name on the service's certificate: not one of yours."},
		{At: "reject-unless-tls", Level: Warning, When: All(onlyByRange, Ticked("reject-unless-tls")), Says: "A service that delivers without TLS would be refused. Ask before you leave this ticked."},
		{At: "reject-unless-from-ip-addresses", Level: Warning, When: onlyByRange, Says: "Every address that the service delivers from has to be listed: one that is missing, or added later, means lost mail. The certificate is preferred."},
	}
	p.Pages, p.Review = lockdownPages, reviewLockdown
	return p
}

func lockdownPages(s *Settled, p *Part) Stretch {
	st := connectorPages(s, p)
	st.Pages = append(st.Pages, Page{
		ID: p.ID + "/others", Rail: "Who else delivers", Title: "Who else delivers directly?", Next: "Next",
		Intro: []string{"Once locked, Exchange Online refuses ALL mail from the internet that does not come through the service."},
		Rows:  []Row{{Key: p.key("all-domains-moved")}, {Key: p.key("others-provided-for"), Gap: true}, {Key: p.key("reject-direct-send"), Gap: true}, {Key: p.key("reject-all-other-mail"), Gap: true}},
	})
	asked := p.key("reject-all-other-mail")
	for i := range st.Pages { // the connector's own page asks only where the answer is open
		if st.Pages[i].ID == p.ID+"/others" {
			continue
		}
		st.Pages[i].Rows = slices.DeleteFunc(st.Pages[i].Rows, func(r Row) bool { return r.Key == asked })
	}
	return st
}

func reviewLockdown(s *Settled, p *Part) []Section {
	out := reviewConnector(s, p)
	at := s.Sight(p.ID)
	var lines []string
	for _, name := range []string{"all-domains-moved", "others-provided-for", "reject-direct-send"} {
		says := "No: "
		if at.On(name) {
			says = "Yes: "
		}
		lines = append(lines, says+s.At(p.key(name)).Label)
	}
	return append(out, Section{Title: "Who else delivers directly", Lines: lines, Edit: "Edit who else delivers", Keys: []Key{p.key("all-domains-moved")}})
}

// throughServicePart sends all mail to the internet through the service.
func throughServicePart() Part {
	p := connectorPart("through-service", "Outbound connector")
	p.When = Ticked("service.sends-outbound")
	p.Fixed = map[string]Value{"from": {office365}, "to": {partner}, "use": {theseDomains}, "recipient-domains": {"*"}, "routing": {smartHosts}}
	p = p.proposing("name", named("Office 365 to ", "", "Office 365 to the service")).proposing("match-subject-name", always("true"))
	p.Notes = append([]Note{unproven, {At: "turn-it-on", Says: "It is created off and turned on once the SPF records with the service are known everywhere and the service accepts your mail."}}, p.Notes...)
	return p
}

// toOnPremisesPart and fromOnPremisesPart are the pair between Exchange Online and the organization's own servers.
// They leave internal headers alone: that pair is for the Hybrid Configuration wizard to make.
func toOnPremisesPart() Part {
	p := connectorPart("to-on-premises", "Connector to your own servers").without("retain-internal-headers")
	p.Fixed = map[string]Value{"from": {office365}, "to": {ownServer}}
	p.Notes = append([]Note{unproven}, p.Notes...)
	p = p.proposing("name", always("Office 365 to on-premises")).
		proposing("use", always(theseDomains)).
		proposing("recipient-domains", func(s Sight) Value { return s.Value("dns.domains") }).
		proposing("smart-hosts", func(s Sight) Value { return s.Value("on-premises.host") }).
		proposing("match-subject-name", always("true"))
	return p.proposing("tls-domain", func(s Sight) Value {
		if v := s.Value("on-premises.certificate"); !v.Empty() {
			return v
		}
		return firstSmartHost(s)
	})
}

func fromOnPremisesPart() Part {
	p := connectorPart("from-on-premises", "Connector from your own servers").without("retain-internal-headers")
	p.Fixed = map[string]Value{"from": {ownServer}, "to": {office365}}
	return p.proposing("name", always("On-premises to Office 365")).
		proposing("identify-by", always(byCertificate)).
		proposing("certificate-domain", func(s Sight) Value { return s.Value("on-premises.certificate") }).
		proposing("sender-ip-addresses", func(s Sight) Value { return s.Value("on-premises.public-addresses") })
}

// unproven stands where much depends on a connector.
var unproven = Note{
	At: "validation-addresses", Level: Warning, When: Nothing("validation-addresses"),
	Says: "Without an address nothing proves that the connector works before your mail depends on it.",
}

// outboundPart and inboundPart are the pair between Exchange Online and an add-on service.
func outboundPart() Part {
	p := connectorPart("outbound", "Outbound connector")
	p.Fixed = map[string]Value{"from": {office365}, "to": {ownServer}, "use": {transportRule}}
	return p.proposing("name", named("Office 365 to ", "", "Office 365 to the service")).proposing("match-subject-name", always("true"))
}

func inboundPart() Part {
	p := connectorPart("inbound", "Inbound connector")
	p.Fixed = map[string]Value{"from": {ownServer}, "to": {office365}}
	p = p.proposing("name", named("", " to Office 365", "The service to Office 365")).
		proposing("identify-by", always(byCertificate)).
		proposing("certificate-domain", func(s Sight) Value { return s.Value("accepted-domain.name") }).
		proposing("retain-internal-headers", func(s Sight) Value { return s.Value("outbound.retain-internal-headers") })
	p.Notes = append([]Note{
		{At: "retain-internal-headers", Level: Warning, When: All(Ticked("outbound.retain-internal-headers"), Unticked("retain-internal-headers")), Says: "The outbound connector keeps internal headers and this one removes them: returning mail is no longer trusted as internal, and may be filtered or marked as from outside."},
		{At: "retain-internal-headers", When: All(Unticked("outbound.retain-internal-headers"), Ticked("retain-internal-headers")), Says: "The outbound connector removes internal headers, so there are none to keep here: the choice has no effect."},
		{At: "identify-by", Level: Warning, When: byAddress, Says: "The addresses of a cloud service are shared by its customers. The article identifies it by the certificate that is yours alone."},
	}, p.Notes...)
	return p
}
