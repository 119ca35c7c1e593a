package steps

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// serviceName is the field that says who the third party is.
func serviceName(example string) Field {
	return Field{
		Name: "name", Kind: Text, Label: "Name of the service",
		Example: example,
		Missing: "type the name of the service",
		Parse:   parses(mailflow.ParseText),
		Explain: Explanation{
			What:   "What the service is called among colleagues. The names of connectors and rules are proposed from it; each can be changed where it stands.",
			Why:    "Names that match show at a glance what belongs together.",
			Source: "Microsoft: Integrate with an email add-on service",
		},
	}
}

// addOnServicePart is what the parts of an add-on service share.
var addOnServicePart = Part{
	ID: "service", Title: "The service", Preface: true,
	Fields: []Field{
		serviceName("Example: Contoso Signature Service"),
		{
			Name: "tenant-host", Kind: Text, Label: "Host that the service returns mail to",
			Example: "Example: fabrikam.mail.protection.outlook.com",
			Propose: initialHost,
			Missing: "copy the host name from the admin center (Settings, Domains)",
			Parse:   parses(mailflow.ParseSmartHost),
			Explain: Explanation{
				What:   "The name of your organization at Microsoft. It goes into the service's portal as the smart host for returning mail, and nowhere into Exchange Online.",
				Why:    "It is proposed from the initial domain and can differ: confirm it in the admin center. A wrong one makes mail wait, and in the outbound connector it would send mail round in a circle.",
				Source: "Microsoft: Integrate with an email add-on service, flow step 3",
			},
		},
	},
	Pages: func(s *Settled, p *Part) Stretch {
		return Stretch{Pages: []Page{{
			ID: "service", Rail: "The service", Title: "The email add-on service", Next: "Next",
			Intro: []string{"A message leaves Exchange Online for the service by a rule and an outbound connector, is changed there, and comes back by an inbound connector."},
			Rows:  []Row{{Key: "service.name"}, {Key: "service.tenant-host", Gap: true}},
		}}}
	},
	Review: func(s *Settled, p *Part) []Section {
		at := s.Sight(p.ID)
		return []Section{
			{Title: "Service", Lines: []string{orUnanswered(at.Text("name"))}, Edit: "Edit the service", Keys: []Key{"service.name"}},
			{Title: "Host that the service returns mail to", Lines: []string{orUnanswered(at.Text("tenant-host"))}, Keys: []Key{"service.tenant-host"}},
		}
	},
}

// initialHost proposes the tenant's host where the cloud's names are known.
func initialHost(s Sight) Value {
	d, err := mailflow.ParseDomain(s.Text("organization.initial-domain"))
	if err != nil {
		return nil
	}
	return proposed(mailflow.InitialHostOf(d))
}

// proposed is a value, or nothing where there is nothing to propose.
func proposed(text string) Value {
	if text == "" {
		return nil
	}
	return Value{text}
}

// named proposes a name made from the service's, or a plain one where that would be longer than a name may be.
func named(before, after, plain string) func(Sight) Value {
	return func(s Sight) Value {
		service := strings.TrimSpace(s.Text("service.name"))
		if service == "" {
			return nil
		}
		name := before + service + after
		if _, err := mailflow.ParseConnectorName(name); err != nil {
			name = plain
		}
		return proposed(name)
	}
}

const understood = "understood"

// filterServicePart is the third party that the MX records will name. An archive does not filter, and somebody has to
// have understood what that means before anything else is asked.
func filterServicePart(archive, hybrid bool) Part {
	sends := Ticked("sends-outbound")
	wantsSPF := sends
	if hybrid {
		wantsSPF = Cond{}
	}
	p := Part{
		ID: "service", Title: "The service", Preface: true,
		Fields: []Field{
			serviceName("Example: Contoso Mail Filter"),
			{
				Name: "mx-hosts", Kind: List, Label: "MX hosts of the service", Noun: "MX host",
				Example: "Example: 10 mx1.filter.example",
				Missing: "add the MX hosts that the service gave you, each behind its preference",
				Parse:   parses(mailflow.ParseMailExchanger),
				Pick:    mailflow.ListMailExchangers,
				Explain: Explanation{
					What:   "The MX records that your domains will have, all of them: preference and host. Smaller preferences are tried first.",
					Why:    "Only the service's hosts belong there. A record of Microsoft's beside them lets senders go past the service, however bad its preference.",
					Source: "Microsoft: Manage mail flow using a third-party cloud service",
				},
			},
			{
				Name: "sends-outbound", Kind: Toggle, Label: "Mail to the internet leaves through the service as well",
				Propose: always(boolText(archive)),
				Explain: Explanation{
					What:   "Ticked: an outbound connector sends all mail for the internet through the service, and the SPF record names it. Unticked: mail leaves from Exchange Online.",
					Why:    "The service belongs into the SPF record only where it sends to the internet for you: otherwise it widens who may send in your name.",
					Source: "Microsoft: Manage mail flow using a third-party cloud service, scenarios 1 and 2",
				},
			},
			{
				Name: "spf", Kind: List, Label: "What the service wants in the SPF record", Noun: "SPF term",
				Example: "Example: include:spf.filter.example or ip4:198.51.100.1",
				When:    wantsSPF,
				Missing: "add what the service's guide asks for in the SPF record",
				Parse:   parses(mailflow.ParseSPFTerm),
				Explain: Explanation{
					What:   "One or more terms for the SPF record: include: and a domain of the service, or ip4: and an address.",
					Why:    "They are merged into the record that exists, each once, and count towards its limit of ten look-ups.",
					Source: "Microsoft: Manage mail flow using a third-party cloud service with mailboxes in Exchange Online and on-premises",
				},
			},
			{
				Name: "changes-messages", Kind: Toggle, Label: "The service changes messages (banners, rewritten links, removed attachments)",
				Propose: always("false"),
				Explain: Explanation{
					What:   "A changed message no longer fits its DKIM signature, and Exchange Online may take it for forged.",
					Why:    "A service that seals what it changes can be trusted with that seal; for one that does not, senders have to be allowed one by one.",
					Source: "Microsoft: Manage mail flow using a third-party cloud service; Configure trusted ARC sealers",
				},
			},
			{
				Name: "seals-with-arc", Kind: Toggle, Label: "The service seals what it changes with ARC",
				When: Ticked("changes-messages"), Propose: always("false"),
				Explain: Explanation{
					What:   "ARC keeps the result of the checks that were made before the message was changed, under the service's signature.",
					Why:    "As a trusted sealer the service is believed when it says that a message was genuine.",
					Source: "Microsoft: Configure trusted ARC sealers",
				},
			},
			{
				Name: "arc-domain", Kind: Text, Label: "Domain in the seal (d=)",
				Example: "Example: filter.example",
				When:    Ticked("seals-with-arc"),
				Missing: "type the domain that the service seals with: the d= value of its ARC-Seal header",
				Parse:   parses(mailflow.ParseDomain),
				Params:  []string{"ArcTrustedSealers"},
				Explain: Explanation{
					What:   "The d= value of the ARC-Seal and ARC-Message-Signature headers that the service adds. It is added to the trusted sealers that are there already.",
					Why:    "It has to be exact: look at the headers of a message that came through the service, or ask.",
					Source: "Microsoft: Set-ArcConfig, ArcTrustedSealers",
				},
			},
		},
		Notes: []Note{
			{At: "seals-with-arc", Level: Warning, When: All(Ticked("changes-messages"), Unticked("seals-with-arc")), Says: "Its mail will fail DKIM. The plan has a step to review the spoof detections report and to allow legitimate senders."},
		},
		Pages:  filterServicePages,
		Review: reviewFilterService,
	}
	if hybrid {
		p.Notes = append(p.Notes, Note{At: "spf", When: Unticked("sends-outbound"), Says: "Microsoft's article for mailboxes on-premises asks for the service in the SPF record, though mail to the internet does not leave through it."})
	}
	if archive {
		p.Fields = append([]Field{{
			Name: understood, Kind: Toggle, Label: "I understand, and want to set it up nevertheless",
			Propose: always("false"),
			Explain: Explanation{
				What:   "Without it the wizard goes no further. With it the documents carry a banner with what both texts say.",
				Why:    "The first text calls the set-up unsupported because all mail then seems to come from the service; the later one allows it with Enhanced Filtering.",
				Source: "Microsoft: Manage mail flow using a third-party cloud service with Exchange Online, scenario 2, in two versions",
			},
		}}, p.Fields...)
		p.Fixed = map[string]Value{"sends-outbound": {"true"}}
		p.Demands = []Demand{{
			At: understood, Broken: Unticked(understood),
			Says: "the scenario is not recommended, and nobody has said that this is understood",
			Fix:  "use Microsoft 365's own archiving and auditing, or tick the box (understood: true)",
		}}
	}
	return p
}

func boolText(on bool) string { return Toggled(on).Text() }

func filterServicePages(s *Settled, p *Part) (st Stretch) {
	if p.field("", understood) != nil {
		st.Pages = append(st.Pages, Page{
			ID: "service/understood", Rail: "Before you go on", Title: "A third party in the mail path that does not filter spam", Next: "Next",
			Intro: []string{
				"An older article of Microsoft's neither recommends nor supports this: every message seems to come from the service, so spam and phishing filtering stop working properly.",
				"The current article allows it, and requires Enhanced Filtering for Connectors.",
				"Both recommend the archiving and auditing that Microsoft 365 has itself: retention policies, In-Place Archive, eDiscovery and audit logs need no change to mail flow at all.",
			},
			Rows: []Row{{Key: "service." + understood}},
		})
		if !s.Sight(p.ID).On(understood) {
			st.Halted = true
			return st
		}
	}
	st.Pages = append(st.Pages, Page{
		ID: "service", Rail: "The service", Title: "The service in front of Exchange Online", Next: "Next",
		Intro: []string{"Mail from the internet reaches the service first, because your MX records name it, and the service hands it to Exchange Online."},
		Rows: []Row{
			{Key: "service.name"},
			{Key: "service.mx-hosts", Gap: true},
		},
	}, Page{
		ID: "service/outbound", Rail: "Outbound and changes", Title: "What else the service does", Next: "Next",
		Intro: []string{"What the service does beside filtering decides about SPF, the way out and authentication."},
		Rows: []Row{
			{Key: "service.sends-outbound"},
			{Key: "service.spf", Absent: true},
			{Key: "service.changes-messages", Gap: true},
			{Key: "service.seals-with-arc", Under: "service.changes-messages"},
			{Key: "service.arc-domain", Under: "service.seals-with-arc"},
		},
	})
	return st
}

func reviewFilterService(s *Settled, p *Part) []Section {
	at := s.Sight(p.ID)
	out := []Section{
		{Title: "Service", Lines: []string{orUnanswered(at.Text("name"))}, Edit: "Edit the service", Keys: []Key{"service.name"}},
		{Title: "MX records to come", Lines: slices.Clone([]string(at.Value("mx-hosts"))), Edit: "Edit MX hosts", Keys: []Key{"service.mx-hosts"}},
	}
	if len(out[1].Lines) == 0 {
		out[1].Lines = []string{unanswered}
	}
	does := Section{Title: "What else it does", Edit: "Edit what it does", Keys: []Key{"service.sends-outbound", "service.spf", "service.changes-messages", "service.seals-with-arc", "service.arc-domain"}}
	if at.On("sends-outbound") {
		does.Lines = append(does.Lines, "Mail to the internet leaves through the service")
	} else {
		does.Lines = append(does.Lines, "Mail to the internet leaves from Exchange Online")
	}
	if spf := at.Value("spf"); !spf.Empty() {
		does.Lines = append(does.Lines, "In the SPF record: "+commaed(spf))
	}
	switch {
	case at.On("seals-with-arc"):
		does.Lines = append(does.Lines, "Changes messages and seals them with ARC as "+orUnanswered(at.Text("arc-domain")))
	case at.On("changes-messages"):
		does.Lines = append(does.Lines, "Changes messages and does not seal them")
	default:
		does.Lines = append(does.Lines, "Does not change messages")
	}
	if s.At("service." + understood).Open {
		does.Lines = append(does.Lines, "Does not filter spam: Microsoft recommends its own archiving instead")
	}
	return append(out, does)
}
