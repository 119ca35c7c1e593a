package steps

import (
	"slices"

	"eacwizard/steps/mailflow"
)

// The answers that pages, Build and the answer file share. They are the promised words of the answer file.
const (
	office365 = "office-365"
	ownServer = "your-organization"
	partner   = "partner-organization"

	allAcceptedDomains = "all-accepted-domains"
	transportRule      = "transport-rule"
	theseDomains       = "these-domains"

	mxRecord   = "mx-record"
	smartHosts = "smart-hosts"

	anyCertificate = "any-certificate"
	trustedCA      = "trusted-ca"

	byCertificate   = "certificate"
	bySenderDomains = "sender-domains"
	byAddresses     = "ip-addresses"
)

var (
	outbound     = Is("from", office365)
	toOwnServer  = All(outbound, Is("to", ownServer))
	toPartner    = All(outbound, Is("to", partner))
	fromOwn      = Is("from", ownServer)
	fromPartner  = Is("from", partner)
	inbound      = Is("from", ownServer, partner)
	ownEnd       = Any(fromOwn, toOwnServer)
	byAddress    = Is("identify-by", byAddresses)
	byDomain     = Is("identify-by", bySenderDomains)
	onlyByRange  = Ticked("reject-unless-from-ip-addresses")
	certRequired = Ticked("require-certificate-name")
)

// locksDown is mailflow.Inbound.LocksDown seen from the answers.
var locksDown = Cond{
	Says: "the connector speaks for every sender domain and restricts something",
	Holds: Any(
		All(byDomain, Lists("sender-domains", "*"), Any(Ticked("reject-unless-tls"), onlyByRange)),
		All(fromPartner, byAddress, certRequired),
	).Holds,
}

func always(v string) func(Sight) Value {
	value := Value{v}
	return func(Sight) Value { return value }
}

// firstFor proposes the option the EAC shows selected: one where an own server is an end of the connector, or another.
func firstFor(own, other string) func(Sight) Value {
	ofOwn, ofOther := Value{own}, Value{other}
	return func(s Sight) Value {
		if s.Text("to") == ownServer || s.Text("from") == ownServer {
			return ofOwn
		}
		return ofOther
	}
}

// connectorPart describes one connector the way the EAC's wizard does.
func connectorPart(id, title string) Part {
	return Part{
		ID: id, Title: title,
		Fields:  slices.Concat(scenarioFields(), outboundFields(), inboundFields(), savedFields()),
		Notes:   connectorNotes,
		Demands: connectorDemands,
		Pages:   connectorPages,
		Review:  reviewConnector,
	}
}

func scenarioFields() []Field {
	toOffice365 := Value{office365}
	return []Field{
		{
			Name: "from", Kind: Choice, Label: "Connection from",
			Options: []Option{
				{Value: office365, Label: "Office 365", Explains: "Mail that leaves Exchange Online: an outbound connector."},
				{Value: ownServer, Label: "Your organization's email server", Explains: "Mail that a server of yours, or a service you trust like one, hands to Exchange Online: an inbound connector of type OnPremises."},
				{Value: partner, Label: "Partner organization", Explains: "Mail from another organization or from a filter in front of you: an inbound connector of type Partner."},
			},
			Missing: "choose where the mail comes from",
			Params:  []string{"ConnectorType"},
			Explain: Explanation{
				What:   "Decides which end of the mail flow the connector watches. From Office 365 makes an outbound connector, anything else an inbound one.",
				Why:    "Most organizations need no connector at all. One is needed for servers of your own, and useful where a partner or a service asks for more than ordinary internet mail flow gives. An add-on service that you trust like a server of yours counts as your organization's email server.",
				Source: "Microsoft: Configure mail flow using connectors; Integrate with an email add-on service",
			},
		},
		{
			Name: "to", Kind: Choice, Label: "Connection to",
			When: Cond{Says: "from is answered", Holds: func(s Sight) bool { return s.Text("from") != "" }},
			Options: []Option{
				{Value: ownServer, Label: "Your organization's email server", When: outbound, Explains: "A server of yours, or a service you trust like one: type OnPremises."},
				{Value: partner, Label: "Partner organization", When: outbound, Explains: "Another organization, or a service that delivers for you: type Partner."},
				{Value: office365, Label: "Office 365", When: inbound, Explains: "The only end there is for mail that comes in."},
			},
			Propose: func(s Sight) Value {
				if s.Text("from") == office365 {
					return nil
				}
				return toOffice365
			},
			Missing: "choose where the mail goes to",
			Params:  []string{"ConnectorType"},
			Explain: Explanation{
				What:   "Together with From it decides the cmdlet and the connector type: OnPremises for a server of yours, Partner for everybody else.",
				Why:    "OnPremises may keep internal headers and serve all accepted domains; Partner may reject what does not meet its restrictions.",
				Source: "Microsoft: New-OutboundConnector and New-InboundConnector, ConnectorType",
			},
		},
		{
			Name: "name", Kind: Text, Label: "Name",
			Missing: "give the connector a name",
			Parse:   parses(mailflow.ParseConnectorName),
			Params:  []string{"Name"},
			Explain: Explanation{
				What:   "What the connector is called in lists, in mail flow rules and in message traces. It changes nothing about mail.",
				Why:    "A name that says both ends, such as Office 365 to Contoso Signature Service, still makes sense to a colleague at night. It has to be unique and has at most 64 characters.",
				Source: "Microsoft: New-OutboundConnector, Name",
			},
		},
		{
			Name: "description", Kind: Text, Label: "Description",
			Parse:  parses(mailflow.ParseText),
			Params: []string{"Comment"},
			Explain: Explanation{
				What:   "A remark that is kept with the connector. One line: line breaks cannot be carried through a paste.",
				Why:    "Who asked for it, and the ticket's number, save somebody the search.",
				Source: "Microsoft: New-OutboundConnector, Comment",
			},
		},
	}
}

// savedFields come last, because whether turning it on is safe depends on everything before, wherever a dress shows them.
func savedFields() []Field {
	on, off := Toggled(true), Toggled(false)
	return []Field{
		{
			Name: "turn-it-on", Kind: Toggle, Label: "Turn it on",
			Propose: func(s Sight) Value {
				if locksDown.holds(s) {
					return off
				}
				return on
			},
			Params: []string{"Enabled"},
			Explain: Explanation{
				What:   "On: Exchange Online uses the connector as soon as it is saved. Off: it is stored and does nothing.",
				Why:    "Leave it off while the other side is not ready. A connector that rejects all other internet mail is proposed off.",
				Source: "Microsoft: New-InboundConnector, Enabled",
			},
		},
		{
			Name: "reject-all-other-mail", Kind: Toggle, Label: "Yes, once on it shall reject all other internet mail",
			Propose: always("false"),
			When:    locksDown,
			Explain: Explanation{
				What:   "Confirms that the connector is meant as a lock: it speaks for every sender, so mail from the internet that does not meet its restriction is refused with 550 5.7.51.",
				Why:    "Right behind a filter that all your domains' MX records already point to. Anywhere else it stops your organization's mail. It has to be confirmed before the connector can be turned on.",
				Source: "Microsoft: Set up connectors for secure mail flow with a partner organization, Example 4",
			},
		},
		{
			Name: "retain-internal-headers", Kind: Toggle, Label: "Retain internal Exchange email headers (recommended)",
			Propose: always("true"),
			When:    ownEnd,
			Params:  []string{"CloudServicesMailEnabled"},
			Explain: Explanation{
				What:   "Ticked: headers that mark a message as internal to your organization survive the trip, and the message stays trusted. Unticked: they are removed.",
				Why:    "Set it the same on both connectors of a pair; if only one keeps them, returning mail is no longer treated as internal. Keep them only for servers and services that you trust like your own.",
				Source: "Microsoft: Integrate with an email add-on service, steps 1 and 4; New-OutboundConnector, CloudServicesMailEnabled",
			},
		},
	}
}

// everyDomainBelow holds when the list has a star right over a public suffix.
func everyDomainBelow(list string) Cond {
	return Cond{Says: list + " holds a star over a public suffix", Holds: func(s Sight) bool {
		return slices.ContainsFunc(s.Value(list), func(v string) bool {
			d, err := mailflow.ParseDomainPattern(v)
			return err == nil && d.PublicSuffix()
		})
	}}
}

// parses turns a parser of mailflow into a field's check.
func parses[T any](parse func(string) (T, error)) func(string) error {
	return func(s string) error {
		_, err := parse(s)
		return err
	}
}

var connectorNotes = []Note{
	{At: "to", When: toOwnServer, Says: "You need a connector for this: your domain's MX record points to Office 365, or to a service in front of it, so Office 365 has to be told the server (a smart host) that takes mail for your own mailboxes or your service."},
	{At: "to", When: fromOwn, Says: "You need a connector for this: with it Office 365 accepts and passes on what your server hands over. Your server has to be set up to send to Office 365 as well."},
	{At: "to", When: toPartner, Says: "A connector is optional here: mail reaches your partner without one. Create one to demand TLS or a certificate, or to send by another route than the MX record."},
	{At: "to", When: fromPartner, Says: "A connector is optional here: your partner's mail arrives without one. Create one to reject mail in the partner's name that is not encrypted, or comes from elsewhere."},
	{At: "use", When: Is("use", transportRule), Says: "Nothing uses the connector until a mail flow rule redirects messages to it."},
	{At: "recipient-domains", Level: Warning, When: Lists("recipient-domains", "*"), Says: "* sends every message that leaves your organization through this connector."},
	{At: "recipient-domains", Level: Warning, When: everyDomainBelow("recipient-domains"), Says: "A star right over a public suffix such as com takes in every organization's domains below it."},
	{At: "sender-domains", Level: Warning, When: everyDomainBelow("sender-domains"), Says: "A star right over a public suffix such as com stands for every organization below it: their mail is rejected where it does not meet the restriction."},
	{At: "sender-domains", Level: Danger, When: locksDown, Says: "* stands for every sender. Together with the restrictions this connector would reject all other internet mail, so Turn it on is proposed off."},
	{At: "always-use-tls", Level: Warning, When: Unticked("always-use-tls"), Says: "TLS is still tried, but mail goes out unencrypted where the other server does not offer it."},
	{At: "certificate", Level: Warning, When: Is("certificate", anyCertificate), Says: "Mail is encrypted, but nothing proves that the right server is at the other end."},
	{At: "certificate-domain", Level: Warning, When: All(fromPartner, Any(onlyByRange, byAddress)), Says: "Certificate and IP addresses in one partner connector: a message has to satisfy both. Microsoft advises two connectors."},
	{At: "validation-addresses", Level: Warning, When: Is("use", transportRule), Says: "A connector that only a rule uses has no domain of its own: use an address outside Microsoft 365, or the test finds no way through it."},
	{At: "validation-addresses", When: Nothing("validation-addresses"), Says: "Optional. Without an address the connector is created and not validated."},
	{At: "certificate-domain", When: fromOwn, Says: "The name, or the sender's domain, has to be an accepted domain of your organization."},
	{At: "turn-it-on", Level: Danger, When: locksDown, Says: "Once on, this connector rejects all internet mail that does not meet its restriction. That is why off is proposed."},
	{At: "reject-all-other-mail", Level: Danger, When: All(byDomain, Ticked("reject-unless-tls"), Unticked("require-certificate-name"), Unticked("reject-unless-from-ip-addresses")), Says: "* stands for every sender: once on, this connector rejects ALL internet mail to your organization that does not come over TLS."},
	{At: "reject-all-other-mail", Level: Danger, When: All(certRequired, Unticked("reject-unless-from-ip-addresses")), Says: "* stands for every sender: once on, this connector rejects ALL internet mail to your organization that does not come with that certificate. Before that, your MX records have to point to the service that presents it."},
	{At: "reject-all-other-mail", Level: Danger, When: All(onlyByRange, Unticked("require-certificate-name")), Says: "* stands for every sender: once on, this connector rejects ALL internet mail to your organization that does not come from these addresses. Before that, your MX records have to point to the service behind them."},
	{At: "reject-all-other-mail", Level: Danger, When: All(onlyByRange, certRequired), Says: "* stands for every sender: once on, this connector rejects ALL internet mail to your organization that does not come from these addresses with that certificate. Before that, your MX records have to point to the service behind them."},
}

var connectorDemands = []Demand{
	{
		At:     "reject-unless-tls",
		Broken: All(fromPartner, Unticked("reject-unless-tls"), Unticked("reject-unless-from-ip-addresses"), Unless(byAddress)),
		Says:   "a partner connector has to restrict something",
		Fix:    "tick TLS, or the IP address range, or both",
	},
	{
		At:     "reject-unless-tls",
		Broken: All(fromPartner, Unticked("reject-unless-tls"), byAddress),
		Says:   "a partner connector that identifies by IP address has to require TLS",
		Fix:    "tick TLS, or go back and identify the partner by its sender domain",
	},
	{
		At:     "reject-all-other-mail",
		Broken: All(locksDown, Ticked("turn-it-on"), Unticked("reject-all-other-mail")),
		Says:   "the connector would be turned on and reject all other internet mail, which has not been confirmed",
		Fix:    "leave it off (turn-it-on: false), or confirm it (reject-all-other-mail: true)",
	},
}
