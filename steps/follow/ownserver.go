package follow

// fromOwnServer is the organization's own server with a message for Exchange Online.
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
			Says: "The server does not know " + t.m.Recipient.String() + " either.", Why: "The domain is Authoritative there: where it were not, the message would go back and forth.",
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
