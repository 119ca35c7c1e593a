package steps

// connectorPages are the pages of "Add a connector" for one connector part.
func connectorPages(s *Settled, p *Part) Stretch {
	if s.EAC == ClassicEAC {
		return classicConnector(s, p)
	}
	return newEACConnector(s, p)
}

// newEACConnector are the new EAC's.
func newEACConnector(s *Settled, p *Part) Stretch {
	at := s.Sight(p.ID)
	first := Page{
		ID: p.ID + "/new", Rail: "New connector", Title: "New connector", Next: "Next",
		Intro: []string{"Specify your mail flow scenario, and we'll let you know if you need to set up a connector."},
		Rows:  []Row{{Key: p.key("from")}, {Key: p.key("to"), Gap: true}},
	}
	if at.Text("to") == "" {
		return Stretch{Pages: []Page{first}, Halted: true}
	}
	pages := append(make([]Page, 0, 6), first, newEACName(p, at))
	if outbound.holds(at) {
		return Stretch{Pages: append(pages, newEACUse(p), newEACRouting(p, at), newEACSecurityOut(p, at), newEACValidation(p, at))}
	}
	pages = append(pages, newEACIdentify(p, at))
	if fromPartner.holds(at) {
		pages = append(pages, newEACSecurityIn(p, at))
	}
	return Stretch{Pages: pages}
}

func newEACName(of *Part, at Sight) Page {
	p := Page{
		ID: of.ID + "/name", Rail: "Name", Title: "Connector name", Next: "Next",
		Intro: []string{purpose(at.Text("from"), at.Text("to"))},
		Rows: []Row{
			{Key: of.key("name")},
			{Key: of.key("description"), Gap: true},
			{Key: of.key("turn-it-on"), Gap: true, Above: "What do you want to do after connector is saved?"},
		},
	}
	if of.place("retain-internal-headers") >= 0 {
		p.Rows = append(p.Rows, Row{Key: of.key("retain-internal-headers"), Absent: true})
	}
	return p
}

// purpose says what a connector is for.
func purpose(from, to string) string {
	switch from + to {
	case office365 + ownServer:
		return "This connector lets Office 365 deliver messages to your organization's email server."
	case office365 + partner:
		return "This connector enforces routing and security restrictions for email messages sent from Office 365 to your partner organization or service provider."
	case ownServer + office365:
		return "This connector lets Office 365 deliver messages from your organization's email server."
	case partner + office365:
		return "This connector allows your partner organization or service provider to send messages to Office 365 securely."
	}
	return ""
}

func newEACUse(of *Part) Page {
	return Page{
		ID: string(of.key("use")), Rail: "Use of connector", Title: "Use of connector", Next: "Next",
		Intro: []string{"Specify when you want to use this connector."},
		Rows: []Row{
			{Key: of.key("use"), Bare: true},
			{Key: of.key("recipient-domains"), Under: of.key("use"), Option: theseDomains, Absent: true, Bare: true},
		},
	}
}

func newEACRouting(of *Part, at Sight) Page {
	p := Page{
		ID: string(of.key("routing")), Rail: "Routing", Title: "Routing", Next: "Next",
		Intro: []string{"How do you want to route email messages?"},
	}
	if toPartner.holds(at) {
		p.Rows = []Row{
			{Key: of.key("routing"), Bare: true},
			{Key: of.key("smart-hosts"), Under: of.key("routing"), Option: smartHosts, Absent: true, Bare: true},
		}
		return p
	}
	p.Intro = append(p.Intro, "Specify one or more smart hosts to which Office 365 will deliver email messages. A smart host is an alternative server and can be identified by using a fully qualified domain name (FQDN) or an IP address.")
	p.Rows = []Row{{Key: of.key("smart-hosts"), Bare: true}}
	return p
}

func newEACSecurityOut(of *Part, at Sight) Page {
	ask := "How should Office 365 connect to your email server?"
	if toPartner.holds(at) {
		ask = "How should Office 365 connect to your partner organization's email server?"
	}
	return Page{
		ID: string(of.key("security")), Rail: "Security restrictions", Title: "Security restrictions", Next: "Next",
		Intro: []string{ask},
		Rows: []Row{
			{Key: of.key("always-use-tls")},
			{Key: of.key("certificate"), Under: of.key("always-use-tls")},
			{Key: of.key("match-subject-name"), Under: of.key("certificate"), Option: trustedCA},
			{Key: of.key("tls-domain"), Under: of.key("match-subject-name"), Bare: true},
		},
	}
}

func newEACValidation(of *Part, at Sight) Page {
	ask := "Specify an email address for an active mailbox that's on your email server. You can add multiple addresses if your organization has more than one domain."
	if toPartner.holds(at) {
		ask = "Specify an email address for an active mailbox that's on your partner domain. You can add multiple addresses if your partner organization has more than one domain."
	}
	return Page{
		ID: string(of.key("validation")), Rail: "Validation email", Title: "Validation email", Next: "Next",
		Intro: []string{ask},
		Rows:  []Row{{Key: of.key("validation-addresses"), Bare: true}},
	}
}

func newEACIdentify(of *Part, at Sight) Page {
	p := Page{ID: string(of.key("identify")), Rail: "Authenticating sent email", Title: "Authenticating sent email", Next: "Next"}
	if fromOwn.holds(at) {
		p.Intro = []string{
			"How should Office 365 identify email from your email server?",
			"Choose how Office 365 will authenticate and accept email sent from your email server.",
		}
		p.Rows = []Row{
			{Key: of.key("identify-by"), Bare: true},
			{Key: of.key("certificate-domain"), Under: of.key("identify-by"), Option: byCertificate, Bare: true, Absent: true},
			{Key: of.key("sender-ip-addresses"), Under: of.key("identify-by"), Option: byAddresses, Bare: true, Absent: true},
		}
		return p
	}
	p.ID = string(of.key("identify-partner"))
	p.Intro = []string{
		"How do you want Office 365 to identify your partner organization?",
		"Office 365 will only accept messages through this connector if your partner organization can be identified through one of the following two ways.",
	}
	p.Rows = []Row{
		{Key: of.key("identify-by"), Bare: true},
		{Key: of.key("sender-domains"), Under: of.key("identify-by"), Option: bySenderDomains, Bare: true, Absent: true},
	}
	if byAddress.holds(at) {
		p.Rows = append(p.Rows, Row{Key: of.key("sender-ip-addresses"), Under: of.key("identify-by"), Option: byAddresses, Bare: true, Absent: true})
	}
	return p
}

func newEACSecurityIn(of *Part, at Sight) Page {
	p := Page{
		ID: string(of.key("rejections")), Rail: "Security restrictions", Title: "Security restrictions", Next: "Next",
		Intro: []string{"What security restrictions do you want to apply?"},
		Rows: []Row{
			{Key: of.key("reject-unless-tls")},
			{Key: of.key("require-certificate-name"), Under: of.key("reject-unless-tls")},
			{Key: of.key("certificate-domain"), Under: of.key("require-certificate-name"), Bare: true},
		},
	}
	if byDomain.holds(at) {
		p.Rows = append(p.Rows,
			Row{Key: of.key("reject-unless-from-ip-addresses"), Gap: true},
			Row{Key: of.key("sender-ip-addresses"), Under: of.key("reject-unless-from-ip-addresses"), Bare: true, Absent: true})
	}
	if locksDown.holds(at) { // first, so that nobody can pass it without having seen it
		p.Rows = append([]Row{{Key: of.key("reject-all-other-mail")}}, p.Rows...)
		p.Rows[1].Gap = true
	}
	return p
}
