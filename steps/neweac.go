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
	part, at := p.ID, s.Sight(p.ID)
	key := func(f string) Key { return MakeKey(part, f) }
	first := Page{
		ID: part + "/new", Rail: "New connector", Title: "New connector", Next: "Next",
		Intro: []string{"Specify your mail flow scenario, and we'll let you know if you need to set up a connector."},
		Rows:  []Row{{Key: key("from")}, {Key: key("to"), Gap: true}},
	}
	if at.Text("to") == "" {
		return Stretch{Pages: []Page{first}, Halted: true}
	}
	pages := []Page{first, newEACName(s, part)}
	if outbound.holds(at) {
		return Stretch{Pages: append(pages, newEACUse(key), newEACRouting(key, at), newEACSecurityOut(key, at), newEACValidation(key, at))}
	}
	pages = append(pages, newEACIdentify(key, at))
	if fromPartner.holds(at) {
		pages = append(pages, newEACSecurityIn(key, at))
	}
	return Stretch{Pages: pages}
}

func newEACName(s *Settled, part string) Page {
	at := s.Sight(part)
	p := Page{
		ID: part + "/name", Rail: "Name", Title: "Connector name", Next: "Next",
		Intro: []string{purpose(at.Text("from"), at.Text("to"))},
		Rows: []Row{
			{Key: MakeKey(part, "name")},
			{Key: MakeKey(part, "description"), Gap: true},
			{Key: MakeKey(part, "turn-it-on"), Gap: true, Above: "What do you want to do after connector is saved?"},
		},
	}
	if headers := MakeKey(part, "retain-internal-headers"); s.At(headers).Field != nil {
		p.Rows = append(p.Rows, Row{Key: headers, Absent: true})
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

func newEACUse(key func(string) Key) Page {
	return Page{
		ID: string(key("use")), Rail: "Use of connector", Title: "Use of connector", Next: "Next",
		Intro: []string{"Specify when you want to use this connector."},
		Rows: []Row{
			{Key: key("use"), Bare: true},
			{Key: key("recipient-domains"), Under: key("use"), Option: theseDomains, Absent: true, Bare: true},
		},
	}
}

func newEACRouting(key func(string) Key, at Sight) Page {
	p := Page{
		ID: string(key("routing")), Rail: "Routing", Title: "Routing", Next: "Next",
		Intro: []string{"How do you want to route email messages?"},
	}
	if toPartner.holds(at) {
		p.Rows = []Row{
			{Key: key("routing"), Bare: true},
			{Key: key("smart-hosts"), Under: key("routing"), Option: smartHosts, Absent: true, Bare: true},
		}
		return p
	}
	p.Intro = append(p.Intro, "Specify one or more smart hosts to which Office 365 will deliver email messages. A smart host is an alternative server and can be identified by using a fully qualified domain name (FQDN) or an IP address.")
	p.Rows = []Row{{Key: key("smart-hosts"), Bare: true}}
	return p
}

func newEACSecurityOut(key func(string) Key, at Sight) Page {
	ask := "How should Office 365 connect to your email server?"
	if toPartner.holds(at) {
		ask = "How should Office 365 connect to your partner organization's email server?"
	}
	return Page{
		ID: string(key("security")), Rail: "Security restrictions", Title: "Security restrictions", Next: "Next",
		Intro: []string{ask},
		Rows: []Row{
			{Key: key("always-use-tls")},
			{Key: key("certificate"), Under: key("always-use-tls")},
			{Key: key("match-subject-name"), Under: key("certificate"), Option: trustedCA},
			{Key: key("tls-domain"), Under: key("match-subject-name"), Bare: true},
		},
	}
}

func newEACValidation(key func(string) Key, at Sight) Page {
	ask := "Specify an email address for an active mailbox that's on your email server. You can add multiple addresses if your organization has more than one domain."
	if toPartner.holds(at) {
		ask = "Specify an email address for an active mailbox that's on your partner domain. You can add multiple addresses if your partner organization has more than one domain."
	}
	return Page{
		ID: string(key("validation")), Rail: "Validation email", Title: "Validation email", Next: "Next",
		Intro: []string{ask},
		Rows:  []Row{{Key: key("validation-addresses"), Bare: true}},
	}
}

func newEACIdentify(key func(string) Key, at Sight) Page {
	p := Page{ID: string(key("identify")), Rail: "Authenticating sent email", Title: "Authenticating sent email", Next: "Next"}
	if fromOwn.holds(at) {
		p.Intro = []string{
			"How should Office 365 identify email from your email server?",
			"Choose how Office 365 will authenticate and accept email sent from your email server.",
		}
		p.Rows = []Row{
			{Key: key("identify-by"), Bare: true},
			{Key: key("certificate-domain"), Under: key("identify-by"), Option: byCertificate, Bare: true, Absent: true},
			{Key: key("sender-ip-addresses"), Under: key("identify-by"), Option: byAddresses, Bare: true, Absent: true},
		}
		return p
	}
	p.ID = string(key("identify-partner"))
	p.Intro = []string{
		"How do you want Office 365 to identify your partner organization?",
		"Office 365 will only accept messages through this connector if your partner organization can be identified through one of the following two ways.",
	}
	p.Rows = []Row{
		{Key: key("identify-by"), Bare: true},
		{Key: key("sender-domains"), Under: key("identify-by"), Option: bySenderDomains, Bare: true, Absent: true},
	}
	if byAddress.holds(at) {
		p.Rows = append(p.Rows, Row{Key: key("sender-ip-addresses"), Under: key("identify-by"), Option: byAddresses, Bare: true, Absent: true})
	}
	return p
}

func newEACSecurityIn(key func(string) Key, at Sight) Page {
	p := Page{
		ID: string(key("rejections")), Rail: "Security restrictions", Title: "Security restrictions", Next: "Next",
		Intro: []string{"What security restrictions do you want to apply?"},
		Rows: []Row{
			{Key: key("reject-unless-tls")},
			{Key: key("require-certificate-name"), Under: key("reject-unless-tls")},
			{Key: key("certificate-domain"), Under: key("require-certificate-name"), Bare: true},
		},
	}
	if byDomain.holds(at) {
		p.Rows = append(p.Rows,
			Row{Key: key("reject-unless-from-ip-addresses"), Gap: true},
			Row{Key: key("sender-ip-addresses"), Under: key("reject-unless-from-ip-addresses"), Bare: true, Absent: true})
	}
	if locksDown.holds(at) { // first, so that nobody can pass it without having seen it
		p.Rows = append([]Row{{Key: key("reject-all-other-mail")}}, p.Rows...)
		p.Rows[1].Gap = true
	}
	return p
}
