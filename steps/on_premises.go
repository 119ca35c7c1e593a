package steps

import "eacwizard/steps/mailflow"

const sourceHybrid = "Microsoft: Manage mail flow with mailboxes in multiple locations; Set up connectors to route mail"

// onPremisesPart is the organization's own servers.
var onPremisesPart = Part{
	ID: "on-premises", Title: "Your own servers", Preface: true,
	Fields: []Field{
		{
			Name: "host", Kind: Text, Label: "Host name of your own server", Example: "Example: mail.contoso.com",
			Missing: "type the public name of the server that takes mail from Exchange Online", Parse: parses(mailflow.ParseSmartHost),
			Explain: Explanation{What: "The server that Exchange Online delivers mail for on-premises mailboxes to.", Why: "Port 25 has to be open from Microsoft's addresses, with nothing in between that rewrites SMTP.", Source: sourceHybrid},
		},
		{
			Name: "public-addresses", Kind: List, Label: "Public addresses of your own servers", Noun: "IP address or range", Example: "Example: 131.107.21.231",
			Missing: "add the addresses that your own servers send from", Parse: parses(mailflow.ParseSenderAddress), Pick: mailflow.ListSenderAddresses,
			Explain: Explanation{What: "The addresses as the internet sees them. They go into the SPF record.", Why: "A private address matches nothing out there.", Source: "Microsoft: Manage mail flow using a third-party cloud service with mailboxes in Exchange Online and on-premises"},
		},
		{
			Name: "certificate", Kind: Text, Label: "Name on your server's certificate", Example: "Example: mail.contoso.com",
			Propose: func(s Sight) Value { return hostAsCertificate(s.Text("host")) },
			Missing: "type the name that your server's certificate carries", Parse: parses(mailflow.ParseCertificateDomain),
			Explain: Explanation{What: "A name in the certificate of a public authority that your server shows, in the subject or as an alternative name.", Why: "Exchange Online knows your server by it; the name, or a parent of it, has to be an accepted domain.", Source: sourceHybrid},
		},
		{
			Name: "exchange", Kind: Toggle, Label: "My own servers run Exchange", Propose: always("true"),
			Explain: Explanation{What: "Ticked: the Send connector for the Exchange Management Shell is made as well.", Why: "Where Exchange is there, the Hybrid Configuration wizard makes this pair of connectors better, header handling included.", Source: sourceHybrid},
		},
		{
			Name: "send-connector-name", Kind: Text, Label: "Name of the Send connector", When: Ticked("exchange"),
			Propose: always("My company to Office 365"), Missing: "give the Send connector a name", Parse: parses(mailflow.ParseConnectorName), Params: []string{"Name"},
			Explain: Explanation{What: "The connector on your own server that sends all mail to Exchange Online.", Why: "It is made in another shell than all the rest.", Source: sourceHybrid},
		},
		{
			Name: "centralized-mail-transport", Kind: Toggle, Label: "All mail to the internet leaves through my own servers (centralized mail transport)", Propose: always("false"),
			Explain: Explanation{What: "A choice of hybrid deployments that sends cloud mailboxes' mail to the internet through your own servers.", Why: "Enhanced Filtering together with it is not supported, and the scenario's point is that mail leaves from Exchange Online.", Source: sourceEnhanced},
		},
	},
	Notes: []Note{
		{At: "exchange", Level: Warning, When: Ticked("exchange"), Says: "Recommended: run the Hybrid Configuration wizard instead of making these connectors by hand. The pair made here leaves internal headers out on both sides."},
		{At: "centralized-mail-transport", Level: Warning, When: Ticked("centralized-mail-transport"), Says: "Enhanced Filtering cannot be used then."},
	},
	Pages: func(s *Settled, p *Part) Stretch {
		return Stretch{Pages: []Page{{
			ID: p.ID, Rail: "Your own servers", Title: "Your organization's own servers", Next: "Next",
			Intro: []string{"Some mailboxes stay there. Mail from the internet comes through the service and Exchange Online, and mail to the internet leaves through Exchange Online."},
			Rows: []Row{
				{Key: p.key("host")},
				{Key: p.key("public-addresses"), Gap: true},
				{Key: p.key("certificate"), Gap: true},
				{Key: p.key("exchange"), Gap: true},
				{Key: p.key("send-connector-name"), Under: p.key("exchange"), Absent: true},
				{Key: p.key("centralized-mail-transport"), Gap: true},
			},
		}}}
	},
	Review: func(s *Settled, p *Part) []Section {
		at := s.Sight(p.ID)
		lines := []string{"Host: " + orUnanswered(at.Text("host")), "Public addresses: " + commaed(at.Value("public-addresses")), "Certificate: " + orUnanswered(at.Text("certificate"))}
		if at.On("exchange") {
			lines = append(lines, "Send connector: "+orUnanswered(at.Text("send-connector-name")))
		}
		if at.On("centralized-mail-transport") {
			lines = append(lines, "Centralized mail transport")
		}
		return []Section{{Title: "Your own servers", Lines: lines, Edit: "Edit your own servers", Keys: []Key{p.key("host")}}}
	},
}

// hostAsCertificate proposes a host's name, where it is one.
func hostAsCertificate(host string) Value {
	if _, err := mailflow.ParseCertificateDomain(host); err != nil {
		return nil
	}
	return proposed(host)
}
