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

// fromMailbox is a user who sends.
func (t *traveller) fromMailbox() leg {
	if !t.enter(AtMailbox) {
		return nil
	}
	t.say(Finding{Topic: OnArrival, Sure: Documented, Source: byConditions, Says: "A signed-in user sends the message."})
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
