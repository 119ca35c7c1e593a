package steps

import "eacwizard/steps/mailflow"

func inboundFields() []Field {
	return []Field{
		{
			Name: "identify-by", Kind: Choice, Label: "How Office 365 identifies the sender",
			When: inbound,
			Options: []Option{
				{Value: byCertificate, When: fromOwn, Label: "By verifying that the subject name on the certificate that the sending server uses to authenticate with Office 365 matches the domain entered in the text box below (recommended)", Explains: "The server proves itself with a certificate, wherever it sends from."},
				{Value: byAddresses, When: fromOwn, Label: "By verifying that the IP address of the sending server matches one of the following IP addresses, which belong exclusively to your organization", Explains: "Whatever comes from these addresses counts as yours. Never list an address that others use too."},
				{Value: bySenderDomains, When: fromPartner, Label: "By verifying that the sender domain matches one of the following domains", Explains: "The connector speaks for everybody who claims to send from these domains."},
				{Value: byAddresses, When: fromPartner, Label: "By verifying that the IP address of the sending server matches one of the following IP addresses, which belong to your partner organization", Explains: "The connector speaks for whatever comes from these addresses. It does not reject mail from elsewhere."},
			},
			Propose: firstFor(byCertificate, bySenderDomains),
			Missing: "choose how the sender is identified",
			Params:  []string{"SenderDomains", "RequireTls", "RestrictDomainsToCertificate", "RestrictDomainsToIPAddresses"},
			Explain: Explanation{
				What:   "How Exchange Online knows that a message belongs to this connector. A domain says who claims to send, an address where it comes from, a certificate who it really is.",
				Why:    "The addresses of a cloud service are shared by many customers; its certificate name for you is not.",
				Source: "Microsoft: Set up connectors to route mail; Set up connectors for secure mail flow with a partner organization",
			},
		},
		{
			Name: "sender-domains", Kind: List, Label: "Sender domains", Noun: "domain",
			Example: "Example: * or *.contoso.com or *.com",
			When:    byDomain,
			Missing: "add at least one sender domain",
			Parse:   parses(mailflow.ParseDomainPattern),
			Pick:    mailflow.ListDomainPatterns,
			Params:  []string{"SenderDomains"},
			Explain: Explanation{
				What:   "Messages whose sender is in these domains fall under the connector. * is every sender there is.",
				Why:    "* together with a restriction locks your organization to one way in: right behind a filter that all MX records point to, and the end of your mail anywhere else.",
				Source: "Microsoft: New-InboundConnector, SenderDomains; partner article, Example 4",
			},
		},
		{
			Name: "reject-unless-tls", Kind: Toggle, Label: "Reject email messages if they aren't sent over TLS",
			When: fromPartner, Propose: always("true"),
			Params: []string{"RequireTls"},
			Explain: Explanation{
				What:   "Ticked: messages that fall under the connector and come unencrypted are refused.",
				Why:    "The cmdlet's own default is to require TLS, so the commands always say which it is.",
				Source: "Microsoft: New-InboundConnector, RequireTls",
			},
		},
		{
			Name: "require-certificate-name", Kind: Toggle, Label: "And require that the subject name on the certificate that the partner uses to authenticate with Office 365 matches this domain name",
			When: Ticked("reject-unless-tls"), Propose: always("false"),
			Params: []string{"RestrictDomainsToCertificate", "TlsSenderCertificateName"},
			Explain: Explanation{
				What:   "The sending server also has to present a certificate with the name below, or the message is refused.",
				Why:    "The strongest proof, and no address list to keep up to date. Ask the partner or service which name it presents.",
				Source: "Microsoft: New-InboundConnector, RestrictDomainsToCertificate",
			},
		},
		{
			Name: "certificate-domain", Kind: Text, Label: "Domain name on the certificate",
			Example: "Example: contoso.com or *.contoso.com",
			When:    Any(Is("identify-by", byCertificate), certRequired),
			Missing: "type the domain name that the sending server's certificate carries",
			Parse:   parses(mailflow.ParseCertificateDomain),
			Params:  []string{"TlsSenderCertificateName"},
			Explain: Explanation{
				What:   "The name in the certificate that the sending server shows when it connects. A star may stand as the first label.",
				Why:    "An add-on service gives every customer a name of its own; it, or the sender's domain, has to be an accepted domain of your organization. For a partner it is the name on the partner's, or the filter's, certificate: not one of yours.",
				Source: "Microsoft: New-InboundConnector, TlsSenderCertificateName; Integrate with an email add-on service, step 4",
			},
		},
		{
			Name: "reject-unless-from-ip-addresses", Kind: Toggle, Label: "Reject email messages if they aren't sent from within this IP address range",
			When: All(fromPartner, byDomain), Propose: always("false"),
			Params: []string{"RestrictDomainsToIPAddresses", "SenderIPAddresses"},
			Explain: Explanation{
				What:   "Messages that fall under the connector and come from any other address are refused.",
				Why:    "Every address the partner sends from has to be listed: one that is missing, or added later, means lost mail.",
				Source: "Microsoft: New-InboundConnector, RestrictDomainsToIPAddresses",
			},
		},
		{
			Name: "sender-ip-addresses", Kind: List, Label: "IP addresses", Noun: "IP address or range",
			Example: "Example: 10.5.3.2 or 10.3.1.5/24",
			When:    Any(byAddress, onlyByRange),
			Missing: "add at least one IP address or range",
			Parse:   parses(mailflow.ParseSenderAddress),
			Pick:    mailflow.ListSenderAddresses,
			Params:  []string{"SenderIPAddresses"},
			Explain: Explanation{
				What:   "Public IPv4 addresses as Exchange Online sees them: single ones, or blocks from /24 to /32. No IPv6 and no a-b ranges.",
				Why:    "Ask for the addresses that are used to deliver to customers, in your region. Private addresses never match.",
				Source: "Microsoft: New-InboundConnector, SenderIPAddresses",
			},
		},
	}
}
