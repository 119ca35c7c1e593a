package steps

import "eacwizard/steps/mailflow"

func outboundFields() []Field {
	return []Field{
		{
			Name: "use", Kind: Choice, Label: "When do you want to use this connector?",
			When: outbound,
			Options: []Option{
				{Value: allAcceptedDomains, Label: "For email messages sent to all accepted domains in your organization", When: toOwnServer, Explains: "Every message to a domain of yours takes this connector. Suits most servers of your own."},
				{Value: transportRule, Label: "Only when I have a transport rule set up that redirects messages to this connector", Explains: "Nothing takes it until a mail flow rule names it: the choice for add-on services."},
				{Value: theseDomains, Label: "Only when email messages are sent to these domains", Explains: "Messages to the recipient domains you list take it."},
			},
			Propose: firstFor(allAcceptedDomains, transportRule),
			Missing: "choose when the connector is used",
			Params:  []string{"AllAcceptedDomains", "IsTransportRuleScoped", "RecipientDomains"},
			Explain: Explanation{
				What:   "Which outgoing messages take this connector. Where several fit, an exact recipient domain wins over all accepted domains, and those over a wildcard.",
				Why:    "An add-on service wants the rule, so that mail it has already handled is not sent to it again.",
				Source: "Microsoft: Set up connectors to route mail; conditional mail routing",
			},
		},
		{
			Name: "recipient-domains", Kind: List, Label: "Recipient domains", Noun: "domain",
			Example: "Example: * or *.contoso.com or *.com",
			When:    Is("use", theseDomains),
			Missing: "add at least one recipient domain, or choose another use",
			Parse:   parses(mailflow.ParseDomainPattern),
			Pick:    mailflow.ListDomainPatterns,
			Params:  []string{"RecipientDomains"},
			Explain: Explanation{
				What:   "Mail to these domains takes the connector. A star may stand alone or as the first label.",
				Why:    "List a domain and *.domain where its subdomains are meant as well.",
				Source: "Microsoft: New-OutboundConnector, RecipientDomains",
			},
		},
		{
			Name: "routing", Kind: Choice, Label: "How do you want to route email messages?",
			When: toPartner,
			Options: []Option{
				{Value: mxRecord, Label: "Use the MX record associated with the partner's domain", Explains: "Exchange Online looks the servers up in DNS, as for any other mail."},
				{Value: smartHosts, Label: "Route email through these smart hosts", Explains: "Exchange Online hands the mail to the servers you list, whatever the MX record says."},
			},
			Propose: always(mxRecord),
			Missing: "choose how mail is routed",
			Params:  []string{"UseMXRecord"},
			Explain: Explanation{
				What:   "MX record: the partner's own published servers. Smart hosts: servers that you name.",
				Why:    "Smart hosts are for a gateway that is not in the MX record. Servers of your own always take smart hosts.",
				Source: "Microsoft: New-OutboundConnector, UseMXRecord",
			},
		},
		{
			Name: "smart-hosts", Kind: List, Label: "Smart hosts", Noun: "smart host",
			Example: "Example: myhost.contoso.com or 192.168.3.2",
			When:    Any(toOwnServer, Is("routing", smartHosts)),
			Missing: "add at least one smart host",
			Parse:   parses(mailflow.ParseSmartHost),
			Pick:    mailflow.ListSmartHosts,
			Params:  []string{"SmartHosts", "UseMXRecord"},
			Explain: Explanation{
				What:   "The servers that Exchange Online delivers to instead of looking up the MX record: host names or IPv4 addresses, always on port 25.",
				Why:    "Several hosts share the load and stand in for each other. The name your organization has at Microsoft (…mail.protection.outlook.com) does not belong here: mail would come straight back.",
				Source: "Microsoft: New-OutboundConnector, SmartHosts; Integrate with an email add-on service",
			},
		},
		{
			Name: "always-use-tls", Kind: Toggle, Label: "Always use Transport Layer Security (TLS) to secure the connection (recommended)",
			When: outbound, Propose: always("true"),
			Params: []string{"TlsSettings"},
			Explain: Explanation{
				What:   "Ticked: mail is delivered over TLS or not at all. Unticked: TLS is tried, and mail goes out in the clear where it fails.",
				Why:    "Somebody between two servers can strip TLS from a connection that does not insist on it.",
				Source: "Microsoft: New-OutboundConnector, TlsSettings",
			},
		},
		{
			Name: "certificate", Kind: Choice, Label: "Connect only if the recipient's email server certificate matches this criteria",
			When: Ticked("always-use-tls"),
			Options: []Option{
				{Value: anyCertificate, Label: "Any digital certificate, including self-signed certificates", Explains: "Encrypts, and proves nothing about the other server."},
				{Value: trustedCA, Label: "Issued by a trusted certificate authority (CA)", Explains: "Mail waits unless a public authority vouches for the certificate."},
			},
			Propose: always(trustedCA),
			Missing: "choose which certificate is accepted",
			Params:  []string{"TlsSettings"},
			Explain: Explanation{
				What:   "What the other server's certificate has to be before a message is handed over: EncryptionOnly, or CertificateValidation.",
				Why:    "A trusted authority together with the name below gives the best proof of who is at the other end.",
				Source: "Microsoft: New-OutboundConnector, TlsSettings",
			},
		},
		{
			Name: "match-subject-name", Kind: Toggle, Label: "And the subject name or subject alternative name (SAN) matches this domain name:",
			When: Is("certificate", trustedCA), Propose: always("false"),
			Params: []string{"TlsSettings", "TlsDomain"},
			Explain: Explanation{
				What:   "The certificate must also carry the name below: DomainValidation. Without that name in it, mail waits and at last comes back.",
				Why:    "The documented choice for add-on services: it makes sure that mail reaches that service and nobody else.",
				Source: "Microsoft: Integrate with an email add-on service, step 1",
			},
		},
		{
			Name: "tls-domain", Kind: Text, Label: "Domain name on the certificate",
			Example: "Example: contoso.com or *.contoso.com",
			When:    Ticked("match-subject-name"),
			Propose: firstSmartHost,
			Missing: "type the domain name that the certificate carries",
			Parse:   parses(mailflow.ParseCertificateDomain),
			Params:  []string{"TlsDomain"},
			Explain: Explanation{
				What:   "The name that has to be in the certificate's subject or subject alternative names. A star may stand as the first label.",
				Why:    "Usually the smart host's own name, which is proposed. For a smart host given as an address, ask which name its certificate carries.",
				Source: "Microsoft: New-OutboundConnector, TlsDomain",
			},
		},
		{
			Name: "validation-addresses", Kind: List, Label: "Email addresses", Noun: "email address",
			Example: "Example: user@contoso.com",
			When:    outbound,
			Parse:   parses(mailflow.ParseEmailAddress),
			Pick:    mailflow.ListEmailAddresses,
			Params:  []string{"Recipients", "ValidationRecipients"},
			Explain: Explanation{
				What:   "Optional. With addresses, the commands run Validate-OutboundConnector, which connects to each smart host and sends these mailboxes a test message. Only if every test succeeds is the connector marked as validated and, where it takes mail for domains, turned on.",
				Why:    "Use a mailbox that lives behind the connector, in the domain that the connector serves. A connector used by a rule serves no domain of its own: for an add-on service use an address outside Microsoft 365.",
				Source: "Microsoft: Validate-OutboundConnector; Integrate with an email add-on service",
			},
		},
	}
}

// firstSmartHost proposes the first smart host that is a name: an address is in no certificate.
func firstSmartHost(s Sight) Value {
	for _, h := range s.Value("smart-hosts") {
		if _, err := mailflow.ParseCertificateDomain(h); err == nil {
			return Value{h}
		}
	}
	return nil
}
