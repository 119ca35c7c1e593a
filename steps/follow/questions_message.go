package follow

import (
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// byServer holds where a server hands the message over, and not a signed-in user.
var byServer = steps.Is("from", string(Internet), string(Filter), string(OnPremises), string(Service))

// handedOver asks what the server shows that hands the message over first.
func (q Questions) handedOver() []question {
	return []question{{
		Field: steps.Field{
			Name: "source-ip", Kind: steps.Text, Label: "IP address of the server that hands it over", When: byServer,
			Example: "Example: 203.0.113.7", Parse: parses(ParseAddress),
			Explain: steps.Explanation{What: "Connectors that go by addresses look for it in their lists. Without one it is taken to be unknown, and in no list."},
		},
		get: func(m Message) string {
			if !m.Address.IsValid() {
				return ""
			}
			return shown(m.Address)
		},
		set: func(m *Message, v steps.Value) { took(v, ParseAddress, &m.Address) },
	}, {
		Field: steps.Field{
			Name: "tls", Kind: steps.Toggle, Label: "That server uses TLS", When: byServer,
			Explain: steps.Explanation{What: "Without TLS there is no certificate, and a connector that demands TLS refuses the message."},
		},
		get: func(m Message) string { return word(!m.NoTLS) },
		set: func(m *Message, v steps.Value) { m.NoTLS = !v.On() },
	}, {
		Field: steps.Field{
			Name: "certificate", Kind: steps.Text, Label: "Name on its certificate", When: steps.All(byServer, steps.Ticked("tls")),
			Example: "Example: mail.contoso.com", Parse: parses(mailflow.ParseCertificateDomain),
			Explain: steps.Explanation{What: "Connectors that go by certificates compare it with the name that they ask for. Empty: the server shows none of its own."},
		},
		under: "tls",
		get:   func(m Message) string { return m.Certificate.String() },
		set:   func(m *Message, v steps.Value) { took(v, mailflow.ParseCertificateDomain, &m.Certificate) },
	}, {
		Field: steps.Field{
			Name: "original-ip", Kind: steps.Text, Label: "IP address of the sender's server, before that one", When: steps.Is("from", string(Filter)),
			Example: "Example: 203.0.113.7", Parse: parses(ParseAddress),
			Explain: steps.Explanation{What: "Where Enhanced Filtering skips the service, the message is judged by this address."},
		},
		get: func(m Message) string {
			if !m.Original.IsValid() {
				return ""
			}
			return shown(m.Original)
		},
		set: func(m *Message, v steps.Value) { took(v, ParseAddress, &m.Original) },
	}}
}

// envelope asks whom the message is from and for.
func (q Questions) envelope() []question {
	d := q.start.Draft
	return []question{{
		Field: steps.Field{
			Name: "mail-from", Kind: steps.Text, Label: "MAIL FROM, empty for a bounce or an automatic reply",
			Example: "Example: sender@proseware.com", Parse: parses(parseMailFrom),
			Explain: steps.Explanation{What: "The sender of the envelope: connectors for sender domains go by it, relaying does, and SPF does."},
		},
		get: func(m Message) string { return m.MailFrom.String() },
		set: func(m *Message, v steps.Value) { took(v, parseMailFrom, &m.MailFrom) },
	}, {
		Field: steps.Field{
			Name: "header-from", Kind: steps.Text, Label: "From, as people see it", When: steps.Cond{Says: "mail-from is empty", Holds: emptySender},
			Example: "Example: user@contoso.com", Parse: parses(mailflow.ParseEmailAddress),
			Explain: steps.Explanation{What: "Mail flow rules that ask for senders look at it."},
		},
		get:  func(m Message) string { return m.HeaderFrom.String() },
		set:  func(m *Message, v steps.Value) { took(v, mailflow.ParseEmailAddress, &m.HeaderFrom) },
		shut: func(m *Message) { m.HeaderFrom = mailflow.EmailAddress{} },
	}, {
		Field: steps.Field{
			Name: "recipient", Kind: steps.Text, Label: "Recipient",
			Example: "Example: user@contoso.com", Parse: parses(mailflow.ParseEmailAddress), Missing: "type the recipient's address",
			Explain: steps.Explanation{What: "Its domain decides whether the message stays in the organization, and which outbound connector wins."},
		},
		get: func(m Message) string { return m.Recipient.String() },
		set: func(m *Message, v steps.Value) { took(v, mailflow.ParseEmailAddress, &m.Recipient) },
	}, {
		Field: steps.Field{
			Name: "recipient-at", Kind: steps.Choice, Label: "Where is that mailbox?", Missing: "choose where that mailbox is",
			Options: []steps.Option{
				{Value: string(InTheCloud), Label: "In Exchange Online"},
				{Value: string(OnOwnServer), Label: "On your own server", Explains: "Exchange Online knows the address as a mail user."},
				{Value: string(NotAnywhere), Label: "Nowhere", Explains: "The directory does not hold the address."},
			},
			When: steps.Cond{Says: "the recipient is one of the organization's", Holds: func(s steps.Sight) bool { return q.ours(s, s.Text("recipient")) }},
			Explain: steps.Explanation{
				What: "An authoritative domain refuses whom the directory does not hold; an internal relay domain passes such mail on.",
			},
		}, drop: true,
		get: func(m Message) string { return orElse(string(m.RecipientAt), string(InTheCloud)) },
		set: func(m *Message, v steps.Value) { m.RecipientAt = Whereabouts(v.Text()) },
	}, {
		Field: steps.Field{
			Name: "internal-headers", Kind: steps.Toggle, Label: "It carries Exchange's internal headers",
			When:    steps.Is("from", string(Service), string(OnPremises)),
			Explain: steps.Explanation{What: "With them, and by a connector that keeps them, a message counts as sent from inside the organization."},
		},
		get: func(m Message) string { return word(m.Internal) },
		set: func(m *Message, v steps.Value) { m.Internal = v.On() },
	}, {
		Field: steps.Field{
			Name: "redirected", Kind: steps.Toggle, Label: "A rule that is there already redirects it to the connector",
			When: steps.All(steps.Is("from", string(Mailbox)), steps.Cond{Says: "a connector is for rules, and the set-up has none", Holds: func(steps.Sight) bool {
				return len(d.Rules) == 0 && (&traveller{d: d, now: at(d, EndState)}).ruleScoped() != nil
			}}),
			Explain: steps.Explanation{What: "The connector is used for such messages alone."},
		},
		get:  func(m Message) string { return word(m.Redirected) },
		set:  func(m *Message, v steps.Value) { m.Redirected = v.On() },
		shut: func(m *Message) { m.Redirected = false },
	}}
}

// emptySender reports a message without a sender, as bounces are.
func emptySender(s steps.Sight) bool {
	a, err := parseMailFrom(s.Text("mail-from"))
	return s.Value("mail-from").Empty() || err == nil && a.IsZero()
}

// parseMailFrom reads an address, or the sign for an empty one as mail servers write it.
func parseMailFrom(s string) (mailflow.EmailAddress, error) {
	if strings.TrimSpace(s) == sender(mailflow.EmailAddress{}) {
		return mailflow.EmailAddress{}, nil
	}
	return mailflow.ParseEmailAddress(s)
}

// ours reports whether an address is one of the organization's, as far as the set-up and the message say.
func (q Questions) ours(s steps.Sight, address string) bool {
	a, err := mailflow.ParseEmailAddress(address)
	if err != nil {
		return false
	}
	m := q.base(originSeen(s))
	took(s.Value("mail-from"), parseMailFrom, &m.MailFrom)
	return (&traveller{d: q.start.Draft, m: m}).own(domainOf(a))
}

// What the next server can show.
const (
	asAsked   = "as-asked"
	otherName = "other-name"
	untrusted = "untrusted"
	withoutIt = "no-tls"
)

// later asks about the servers that the message meets on its way.
func (q Questions) later() []question {
	d := q.start.Draft
	sends := steps.Cond{Says: "Exchange Online sends by a connector", Holds: func(steps.Sight) bool {
		for _, c := range d.Connectors {
			if _, out := c.(mailflow.Outbound); out {
				return true
			}
		}
		return false
	}}
	return []question{{
		Field: steps.Field{
			Name: "stamps", Kind: steps.Text, Label: "Header that the service stamps",
			When:    steps.Cond{Says: "an add-on service is set up", Holds: func(steps.Sight) bool { return d.Scenario == addOn }},
			Example: "Example: X-Signature: true", Parse: parses(ParseHeader),
			Explain: steps.Explanation{
				What: "The rule makes an exception for the header that it asks for. A service that stamps another one gets the message again and again.",
			},
		},
		get: func(m Message) string {
			if h := orStamp(m.Stamps, wantedStamp(d)); !h.IsZero() {
				return h.Name.String() + ": " + h.Value
			}
			return ""
		},
		set: func(m *Message, v steps.Value) { took(v, ParseHeader, &m.Stamps) },
	}, {
		Field: steps.Field{
			Name: "next", Kind: steps.Choice, Label: "What does the next server show when Exchange Online connects?", When: sends,
			Missing: "choose what the next server shows",
			Options: []steps.Option{
				{Value: asAsked, Label: "The certificate that the connector asks for"},
				{Value: otherName, Label: "A certificate for another name"},
				{Value: untrusted, Label: "A certificate that is not of a public authority, or has expired"},
				{Value: withoutIt, Label: "No TLS"},
			},
			Explain: steps.Explanation{What: "An outbound connector that demands TLS or a certificate keeps the message where the server does not have it."},
		}, drop: true,
		get: func(m Message) string { return nextWord(m.Next) },
		set: func(m *Message, v steps.Value) {
			m.Next = Peer{NoTLS: v.Text() == withoutIt, Untrusted: v.Text() == untrusted}
		},
	}, {
		Field: steps.Field{
			Name: "next-certificate", Kind: steps.Text, Label: "Name on that certificate", When: steps.Is("next", otherName),
			Example: "Example: mail.proseware.com", Parse: parses(mailflow.ParseCertificateDomain), Missing: "type the name on that certificate",
			Explain: steps.Explanation{What: "It is held against the name that the connector asks for."},
		},
		under: "next", option: otherName,
		get: func(m Message) string { return orElse(m.Next.Certificate.String(), otherCertName().String()) },
		set: func(m *Message, v steps.Value) { took(v, mailflow.ParseCertificateDomain, &m.Next.Certificate) },
	}}
}

func nextWord(p Peer) string {
	switch {
	case p.NoTLS:
		return withoutIt
	case p.Untrusted:
		return untrusted
	case !p.Certificate.IsZero():
		return otherName
	}
	return asAsked
}

// orStamp is a stamp, or else another.
func orStamp(h, other Header) Header {
	if h.IsZero() {
		return other
	}
	return h
}
