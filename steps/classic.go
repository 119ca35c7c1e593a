package steps

// classicHead is what the Classic EAC's window is called on every page behind the first.
const classicHead = "New connector"

// classicConnector are the Classic EAC's pages for one connector: the same questions on more pages, lists greyed
// instead of absent, and the validation behind the confirmation.
func classicConnector(s *Settled, p *Part) Stretch {
	at := s.Sight(p.ID)
	first := Page{
		ID: p.ID + "/new", Head: "Select your mail flow scenario", Rail: "Mail flow scenario", Title: "Select your mail flow scenario", Next: "Next",
		Intro: []string{"Specify your mail flow scenario, and we'll let you know if you need to set up a connector."},
		Rows:  []Row{{Key: p.key("from"), Label: "From:", Drop: true}, {Key: p.key("to"), Label: "To:", Gap: true, Drop: true}},
	}
	if at.Text("to") == "" {
		return Stretch{Pages: []Page{first}, Halted: true}
	}
	name := newEACName(p, at)
	name.Head, name.Title = classicHead, "New connector"
	name.Rows[0].Label, name.Rows[1].Label = "Name:", "Description:"
	if fromOwn.holds(at) {
		name.Intro = []string{"This connector lets Office 365 accept email messages from your organization's email server (also called an on-premises server)."}
	}
	st := Stretch{Pages: []Page{first, name}}
	switch {
	case outbound.holds(at):
		st.Pages = append(st.Pages, classicUse(p), classicRouting(p, at), classicSecurityOut(p, at))
		st.After = []Page{classicValidation(p, at)}
	case fromOwn.holds(at):
		st.Pages = append(st.Pages, classicIdentifyOwn(p))
	default:
		st.Pages = append(append(st.Pages, classicIdentifyPartner(p, at)...), classicSecurityIn(p, at))
	}
	for i := range st.Pages[1:] {
		st.Pages[i+1].Head = classicHead
	}
	return st
}

func classicUse(of *Part) Page {
	const ask = "When do you want to use this connector?"
	return Page{
		ID: string(of.key("use")), Rail: "Use", Title: ask, Next: "Next",
		Rows: []Row{
			{Key: of.key("use"), Bare: true, Order: []string{transportRule, allAcceptedDomains, theseDomains}},
			{Key: of.key("recipient-domains"), Under: of.key("use"), Option: theseDomains, Bare: true},
		},
	}
}

func classicRouting(of *Part, at Sight) Page {
	p := newEACRouting(of, at)
	p.Title, p.Intro = "How do you want to route email messages?", p.Intro[1:]
	for i := range p.Rows {
		p.Rows[i].Absent = false
	}
	return p
}

func classicSecurityOut(of *Part, at Sight) Page {
	p := newEACSecurityOut(of, at)
	p.Title, p.Rail, p.Intro = p.Intro[0], "TLS", nil
	return p
}

func classicValidation(of *Part, at Sight) Page {
	return Page{
		ID: string(of.key("validation")), Head: classicHead, Rail: "Validate this connector", Title: "Validate this connector", Next: "Save",
		Intro: append([]string{"We'll validate this connector for you to make sure it works as expected, but first you'll need to provide one or more email addresses so we can send a test message."}, newEACValidation(of, at).Intro...),
		Rows:  []Row{{Key: of.key("validation-addresses"), Bare: true}},
	}
}

func classicIdentifyOwn(of *Part) Page {
	return Page{
		ID: string(of.key("identify")), Rail: "Identify email", Title: "How should Office 365 identify email from your email server?", Next: "Next",
		Intro: []string{"Office 365 will only accept messages through this connector if the sender domain is configured as an accepted domain for your Office 365 organization."},
		Rows: []Row{
			{Key: of.key("identify-by"), Bare: true, Says: map[string]string{
				byCertificate: "By verifying that the subject name on the certificate that the sending server uses to authenticate with Office 365 matches this domain name (recommended)",
				byAddresses:   "By verifying that the IP address of the sending server matches one of these IP addresses that belong to your organization",
			}},
			{Key: of.key("certificate-domain"), Under: of.key("identify-by"), Option: byCertificate, Bare: true},
			{Key: of.key("sender-ip-addresses"), Under: of.key("identify-by"), Option: byAddresses, Bare: true},
		},
	}
}

// classicIdentifyPartner asks for the kind on one page and for the list on the next.
func classicIdentifyPartner(of *Part, at Sight) []Page {
	kind := Page{
		ID: string(of.key("identify-partner")), Rail: "Identify partner", Title: "How do you want to identify the partner organization?", Next: "Next",
		Intro: []string{"Choose to identify your partner organization by its domain or by its IP addresses."},
		Rows: []Row{{Key: of.key("identify-by"), Bare: true, Says: map[string]string{
			bySenderDomains: "Use the sender's domain", byAddresses: "Use the sender's IP address",
		}}},
	}
	if byAddress.holds(at) {
		return []Page{kind, {
			ID: string(of.key("partner-addresses")), Rail: "Sender IP addresses", Title: "What sender IP addresses do you want to use to identify your partner?", Next: "Next",
			Intro: []string{"Specify the sender IP address range."},
			Rows:  []Row{{Key: of.key("sender-ip-addresses"), Bare: true}},
		}}
	}
	return []Page{kind, {
		ID: string(of.key("partner-domains")), Rail: "Sender domains", Title: "What sender domain do you want to use to identify your partner?", Next: "Next",
		Intro: []string{"Specify one or more sender domains."},
		Rows:  []Row{{Key: of.key("sender-domains"), Bare: true}},
	}}
}

func classicSecurityIn(of *Part, at Sight) Page {
	p := newEACSecurityIn(of, at)
	p.Title, p.Intro = p.Intro[0], nil
	for i := range p.Rows {
		p.Rows[i].Absent = false
	}
	return p
}
