package follow

import (
	"eacwizard/steps/mailflow"
)

// name is a place's name in this set-up.
func (t *traveller) name(p Place) string { return nameOf(t.d, p) }

func nameOf(d mailflow.Draft, p Place) string {
	service := d.Service.Name.String()
	switch p {
	case AtSender:
		return "Sender on the internet"
	case AtFilter:
		return orElse(service, "The filter")
	case AtService:
		return orElse(service, "The add-on service")
	case AtExchange:
		return "Exchange Online"
	case AtOwnServer:
		return orElse(d.OnPremises.Host.String(), "Your own server")
	case AtNextServer:
		return orElse(firstHost(d), "The next server")
	case AtMailbox:
		return "Mailbox in Exchange Online"
	}
	return "Recipient on the internet"
}

func orElse(name, other string) string {
	if name == "" {
		return other
	}
	return name
}

func firstHost(d mailflow.Draft) string {
	for _, c := range d.Connectors {
		if out, ok := c.(mailflow.Outbound); ok && len(out.SmartHosts) > 0 {
			return out.SmartHosts[0].String()
		}
	}
	return ""
}

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

// inText is a place's name within a sentence.
func (t *traveller) inText(p Place) string {
	if t.d.Service.Name.IsZero() && p == AtFilter {
		return "the filter"
	}
	if t.d.Service.Name.IsZero() && p == AtService {
		return "the add-on service"
	}
	if p == AtOwnServer && t.d.OnPremises.Host.IsZero() {
		return "your own server"
	}
	return t.name(p)
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

func (t *traveller) fromOwnServer() leg {
	if !t.enter(AtOwnServer) {
		return nil
	}
	t.say(Finding{
		Topic: OnArrival, Sure: Documented, Source: byRoute,
		Says: "The server hands the message to the organization's host at Microsoft.", Why: "It connects from " + t.showing() + ".",
	})
	return t.atExchange
}

func (t *traveller) fromMailbox() leg {
	if !t.enter(AtMailbox) {
		return nil
	}
	t.say(Finding{Topic: OnArrival, Sure: Documented, Source: byConditions, Says: "A signed-in user sends the message."})
	return t.atExchange
}

// toService is the add-on service with a message from Exchange Online.
func (t *traveller) toService() leg {
	if !t.enter(AtService) {
		return nil
	}
	stamp := t.m.Stamps
	if stamp.IsZero() {
		stamp = t.wanted()
	}
	if stamp.IsZero() {
		t.say(Finding{Topic: OnStamp, Sure: Documented, Source: byAddOn, Rule: "MF401", Says: "It changes the message. Which header it stamps is not known."})
	} else {
		t.stamp(stamp)
		t.say(Finding{Topic: OnStamp, Sure: Documented, Source: byAddOn, Says: "It changes the message and stamps it with " + stamp.Name.String() + ": " + stamp.Value + "."})
	}
	who := Default(t.d, Service)
	t.conn = connection{from: AtService, address: who.Address, certificate: who.Certificate, tls: true}
	return t.returned()
}

// wanted is the stamp that the first rule with an exception looks for.
func (t *traveller) wanted() Header { return wantedStamp(t.d) }

func wantedStamp(d mailflow.Draft) Header {
	for _, r := range d.Rules {
		if !r.ExceptHeader.IsZero() && len(r.ExceptWords) > 0 {
			return Header{Name: r.ExceptHeader, Value: r.ExceptWords[0].String()}
		}
	}
	return Header{}
}

// stamp sets a header; one of that name and value is not repeated.
func (t *traveller) stamp(h Header) {
	for _, have := range t.headers {
		if lower(have.Name) == lower(h.Name) && have.Value == h.Value {
			return
		}
	}
	t.headers = append(t.headers, h)
}

// returning is the add-on service with a message to return, where the journey begins.
func (t *traveller) returning() leg {
	if !t.enter(AtService) {
		return nil
	}
	t.conn.from = AtService
	return t.returned()
}

func (t *traveller) returned() leg {
	t.say(Finding{
		Topic: OnArrival, Sure: Documented, Source: byAddOn,
		Says: "It returns the message to " + orElse(t.d.Service.TenantHost.String(), "the organization's host at Microsoft") + ".",
		Why:  "It connects from " + t.showing() + ".",
	})
	return t.atExchange
}

// toOwnServer is the organization's own server with a message from Exchange Online.
func (t *traveller) toOwnServer() leg {
	t.conn = connection{from: AtExchange, tls: true}
	if !t.enter(AtOwnServer) {
		return nil
	}
	to := domainOf(t.m.Recipient)
	switch {
	case !t.own(to):
		t.say(Finding{
			Topic: OnRelay, Sure: Inferred, Rule: "MF406",
			Says: "The server takes the message for the internet.", Why: "Whether it passes mail of Exchange Online on is its own setting.",
		})
		return t.toReceiver
	case t.m.RecipientAt == NotAnywhere:
		return t.reject("550 5.1.10", "RecipientNotFound; Recipient not found by SMTP address lookup", Finding{
			Topic: OnRelay, Sure: Documented, Source: byNDR, Rule: "MF410",
			Says: "The server does not know " + t.m.Recipient.String() + " either.",
		})
	case t.m.RecipientAt == OnOwnServer:
		return t.deliver("It is delivered to the mailbox on your own server.")
	}
	t.say(Finding{
		Topic: OnRelay, Sure: Inferred, Source: byDomains, Rule: "MF410",
		Says: "The mailbox is in Exchange Online, so the server sends the message back there.",
	})
	who := Default(t.d, OnPremises)
	t.conn = connection{from: AtOwnServer, address: who.Address, certificate: who.Certificate, tls: true}
	return t.atExchange
}

// toNextServer is the server behind a connector that stands alone.
func (t *traveller) toNextServer() leg {
	t.conn = connection{from: AtExchange, tls: true}
	if !t.enter(AtNextServer) {
		return nil
	}
	return t.deliver("It is handed to that server. What happens there is not part of this set-up.")
}

// toReceiver is whoever takes the message on the internet, and what SPF says to them.
func (t *traveller) toReceiver() leg {
	from := t.hop().Place
	t.conn = connection{from: from, tls: true}
	if !t.enter(AtReceiver) {
		return nil
	}
	fails := t.spfAtReceiver(from)
	if fails {
		t.end = End{Kind: Delivered, At: AtReceiver, Junk: true, Code: "550 5.7.23", Text: "SPF violation", Rule: "MF504",
			Says: "It is handed over, and a receiver that goes by SPF puts it into Junk or refuses it with the code here."}
		return nil
	}
	return t.deliver("It is handed to the recipient's server.")
}

// viaService is the third party in front on the way out.
func (t *traveller) viaService() leg {
	t.conn = connection{from: AtExchange, tls: true}
	if !t.enter(AtFilter) {
		return nil
	}
	t.say(Finding{Topic: OnArrival, Sure: Documented, Source: byThirdParty, Says: "It takes the message and passes it on to the internet."})
	return t.toReceiver
}

// toMailbox is the recipient's mailbox in Exchange Online.
func (t *traveller) toMailbox() leg {
	if !t.enter(AtMailbox) {
		return nil
	}
	if t.mute != "" {
		t.end = End{Kind: Delivered, At: AtMailbox, Junk: true, Rule: t.mute, Says: "It is delivered, most likely to the Junk Email folder."}
		return nil
	}
	return t.deliver("It is delivered to the mailbox.")
}
