package follow

// fromInternet looks the way up.
func (t *traveller) fromInternet() leg {
	if !t.enter(AtSender) {
		return nil
	}
	to := domainOf(t.m.Recipient)
	_, moves := mailDomain(t.d, to)
	switch {
	case t.m.Direct:
		t.say(Finding{
			Topic: OnArrival, Sure: Documented, Source: byThirdParty, Rule: "MF201",
			Says: "The sender delivers straight to the organization's host at Microsoft.",
			Why:  "That host's name is public and takes mail whatever the MX records say.",
		})
	case !t.own(to):
		t.say(Finding{
			Topic: OnArrival, Sure: Inferred,
			Says: "The sender hands a message for somebody else's domain to the organization's host at Microsoft.",
			Why:  "The MX records of " + orElse(to, "that domain") + " would lead it elsewhere.",
		})
	case moves && t.now.moved:
		t.say(Finding{
			Topic: OnArrival, Sure: Documented, Source: byThirdParty,
			Says: "The MX records of " + to + " name " + t.inText(AtFilter) + ", so the message goes there.",
			Why:  t.lag(),
		})
		return t.atFilter
	case len(t.d.MailDomains) > 0 && !moves:
		t.say(Finding{
			Topic: OnArrival, Sure: FromField, Source: "Microsoft's archived note on mail to onmicrosoft.com addresses", Rule: "MF203",
			Says: "The MX records of " + to + " name Microsoft, so the message does not pass " + t.inText(AtFilter) + ".",
			Why:  "Only the domains whose MX records moved are behind it.",
		})
	case moves:
		t.say(Finding{
			Topic: OnArrival, Sure: Documented, Source: byThirdParty,
			Says: "The MX records of " + to + " still name Microsoft, so the message goes there.",
		})
	default:
		t.say(Finding{Topic: OnArrival, Sure: Inferred, Says: "The message is handed to the organization's host at Microsoft."})
	}
	return t.atExchange
}

// lag is said while old records are still remembered.
func (t *traveller) lag() string {
	if t.m.Stage == Between {
		return "Until the old records are forgotten, some senders still deliver to Microsoft: follow one with direct delivery."
	}
	return ""
}

// atFilter is the third party in front: it hands on what it takes.
func (t *traveller) atFilter() leg {
	came, first := t.conn, len(t.hops) == 0
	if !t.enter(AtFilter) {
		return nil
	}
	shows := connection{from: AtFilter, address: t.m.Address, certificate: t.m.Certificate, tls: !t.m.NoTLS}
	if !first {
		who := Default(t.d, Filter)
		shows = connection{from: AtFilter, address: who.Address, certificate: who.Certificate, tls: true}
		t.m.Original = came.address
	}
	t.conn = shows
	says := "It takes the message, looks for spam and hands it to the organization's host at Microsoft."
	if t.d.Scenario == archive {
		says = "It takes the message, stores a copy and hands it to the organization's host at Microsoft. It does not look for spam."
	}
	t.say(Finding{Topic: OnArrival, Says: says, Why: "It connects from " + t.showing() + ".", Sure: Documented, Source: byThirdParty})
	return t.atExchange
}

const archive = "third-party-archive"

// showing is what the connecting server shows.
func (t *traveller) showing() string {
	s := shown(t.conn.address)
	switch {
	case !t.conn.tls:
		return s + ", without TLS"
	case t.conn.certificate.IsZero():
		return s + ", by TLS, and shows no certificate of its own"
	}
	return s + ", by TLS, and shows a certificate for " + t.conn.certificate.String()
}
