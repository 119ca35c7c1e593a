package check

// code is an error code, or another symptom, and what it points to.
type code struct {
	id     string   // as it is listed
	text   string   // what the message says
	also   []string // further codes and words by which a message is known; lower case
	points string
	look   []string
	rules  []string
}

// codes are the messages that connectors, rules and records bring about.
var codes = []code{
	{
		id: "550 5.7.51", text: "TenantInboundAttribution: a partner connector restricts who may deliver", also: []string{"5.7.51", "restrictdomainstoipaddresses", "restrictdomainstocertificate"},
		points: "The lock-down has refused a source: its certificate's name or addresses are wrong or not all of them, somebody delivers past the filter, an old MX record is still used, or it was locked too early.",
		look:   []string{"the certificate's name or the addresses of the lock-down, against what the message trace shows", "the MX records of every domain, and what others may still remember of them", "scanners, applications and partners that deliver directly", "with mailboxes on-premises: the certificate of the Send connector"},
		rules:  []string{"MF202", "MF203", "MF204", "MF205", "MF508"},
	},
	{
		id: "550 5.7.68", text: "TenantInboundAttribution: Direct Send not allowed for this organization", also: []string{"5.7.68", "direct send"},
		points: "RejectDirectSend is on, the sender uses one of your own domains, and no connector knows it.",
		look:   []string{"which device, application or forwarder sent it", "an inbound connector for it, by certificate or address"},
		rules:  []string{"MF206"},
	},
	{
		id: "550 5.7.64", text: "TenantAttribution: Relay Access Denied", also: []string{"5.7.64", "tenantattribution"},
		points: "No OnPremises inbound connector fits: its certificate was renewed under another name, an address changed, the chain is not sent, the connector is off or of type Partner; or neither the certificate's domain nor the sender's is an accepted domain.",
		look:   []string{"Enabled, ConnectorType and TlsSenderCertificateName of the connector", "the certificate that the server shows, with its chain", "the accepted domains"},
		rules:  []string{"MF105", "MF106", "MF107", "MF603", "MF016", "MF101"},
	},
	{
		id: "451 4.4.62", text: "Mail sent to the wrong Office 365 region (ATTR35)", also: []string{"4.4.62", "attr35"},
		points: "The sender delivers to another organization's host, or to an old name.",
		look:   []string{"the next hop in the service's portal, and in your own Send connectors", "the host that the admin center shows under Settings, Domains"},
		rules:  []string{"MF513"},
	},
	{
		id: "451 4.7.500-699", text: "Server busy (AS…)", also: []string{"4.7.500", "4.7.699", "server busy", "access denied, please try again later"},
		points: "A source that suddenly sends otherwise than before is slowed down.",
		look:   []string{"an inbound connector for the filter or the server that relays, so that its mail is known"},
		rules:  []string{"MF201"},
	},
	{
		id: "554 5.4.14", text: "Hop count exceeded: possible mail loop (ATTR34)", also: []string{"5.4.14", "5.4.6", "554 5.4.6", "attr34", "attr1", "hop count exceeded", "mail loop", "routing loop"},
		points: "Mail goes round. It is 5.4.14 in the cloud and 5.4.6 on-premises; vendors of signatures see ATTR1.",
		look:   []string{"the rule's exception, against the header that the service stamps", "whether the connector is used by the rule alone", "whether the smart host is your own host at Microsoft", "InternalRelay without a connector to your own servers"},
		rules:  []string{"MF401", "MF402", "MF403", "MF404", "MF104", "MF008", "MF410", "MF406"},
	},
	{
		id: "550 5.4.1", text: "Recipient address rejected: Access denied", also: []string{"5.4.1", "5.1.10", "550 5.1.10", "recipient address rejected", "recipient not found"},
		points: "Exchange Online does not know the recipient, and the domain is Authoritative, so that it is refused at the edge.",
		look:   []string{"whether the recipient is in the directory; with mailboxes on-premises, whether it is synchronized as a mail user", "the type of the accepted domain"},
		rules:  []string{"MF410"},
	},
	{
		id: "5.4.1 Relay access denied", text: "The receiving server does not take the domain", also: []string{"relay access denied 5.4.1", "5.4.1 relay"},
		points: "Mail went to a server that is not responsible for the domain.",
		look:   []string{"the MX records", "the smart hosts of the connector that was used"},
		rules:  []string{"MF007", "MF508"},
	},
	{
		id: "550 5.7.1", text: "Delivery not authorized, or Unable to relay", also: []string{"5.7.1", "unable to relay", "delivery not authorized"},
		points: "A rule rejects the message, or the server is not the last for the domain and may not relay.",
		look:   []string{"rules with the action to reject", "the type of the connector that the message came in by"},
		rules:  []string{"MF405", "MF105"},
	},
	{
		id: "550 5.7.23", text: "The message was rejected because of SPF violation", also: []string{"5.7.23", "spf violation"},
		points: "The SPF record does not name the host that sent the message, or cannot be read.",
		look:   []string{"which host put the message on the internet", "the whole SPF record: one only, ten look-ups at most, Microsoft's include, the service's where it sends for you"},
		rules:  []string{"MF501", "MF502", "MF503", "MF504", "MF505", "MF506", "MF507"},
	},
	{
		id: "550 5.7.509", text: "Access denied: the sending domain does not pass DMARC", also: []string{"5.7.509", "dmarc"},
		points: "Coming in, the message was judged by the filter's address; going out, SPF and DKIM do not fit the sender's domain.",
		look:   []string{"Enhanced Filtering on the filter's connector", "the trusted ARC sealers, if the service changes messages", "for your own mail: SPF and DKIM of the domain"},
		rules:  []string{"MF301", "MF311", "MF507"},
	},
	{
		id: "450 4.7.320", text: "Certificate validation failed (SubjectMismatch, expired)", also: []string{"4.7.320", "subjectmismatch", "certificate validation failed"},
		points: "The outbound connector asks for a name that the smart host's certificate does not carry, or the certificate is not valid.",
		look:   []string{"the name on the certificate in the connector, against the certificate (eacwizard probe shows it)", "the certificate's dates and issuer"},
		rules:  []string{"MF009", "MF603"},
	},
	{
		id: "450 4.4.317", text: "Cannot connect to remote server: 451 5.7.3 STARTTLS is required to send mail", also: []string{"4.4.317", "5.7.3", "451 5.7.3", "starttls is required"},
		points: "No TLS connection to the smart host comes about.",
		look:   []string{"whether the smart host offers STARTTLS (eacwizard probe shows it)", "firewalls that rewrite SMTP on the way"},
		rules:  []string{"MF009", "MF603"},
	},
	{
		id: "450 4.4.316", text: "Connection refused", also: []string{"4.4.316", "connection refused"},
		points: "The smart host cannot be reached.",
		look:   []string{"the smart host's name", "its firewall: port 25 has to be open from Microsoft's addresses"},
		rules:  []string{"MF007"},
	},
	{
		id: "550 5.4.300", text: "Message expired", also: []string{"5.4.300", "4.4.7", "550 4.4.7", "message expired"},
		points: "The message waited until its time was over: the next server could not be reached, or never took it.",
		look:   []string{"the reason it waited for, in the message trace", "the smart host's name, and port 25"},
		rules:  []string{"MF007", "MF009"},
	},
	{
		id: "5.7.321", text: "starttls-not-supported: the destination does not support TLS (DANE)", also: []string{"4.7.321", "starttls-not-supported"},
		points: "The receiving host has TLSA records and offers no TLS.",
		look:   []string{"the target or smart host, with its operator"}, rules: []string{"MF010", "MF512"},
	},
	{
		id: "5.7.322", text: "certificate-expired (DANE)", also: []string{"4.7.322", "certificate-expired"},
		points: "The receiving host's certificate is over.",
		look:   []string{"the target or smart host, with its operator"}, rules: []string{"MF010", "MF512"},
	},
	{
		id: "5.7.323", text: "tlsa-invalid: the certificate does not fit the TLSA record (DANE)", also: []string{"4.7.323", "tlsa-invalid"},
		points: "The receiving host's certificate changed, and its TLSA record did not.",
		look:   []string{"the TLSA records at port 25 of the target or smart host"}, rules: []string{"MF010", "MF512"},
	},
	{
		id: "5.7.324", text: "dnssec-invalid: the destination's DNSSEC does not hold (DANE)", also: []string{"4.7.324", "dnssec-invalid"},
		points: "The receiving domain's signed records cannot be verified.",
		look:   []string{"the domain's DNSSEC, with its operator"}, rules: []string{"MF010", "MF512"},
	},
	{
		id: "550 5.7.750", text: "Service unavailable: client blocked from sending from unregistered domains", also: []string{"5.7.750", "unregistered domain"},
		points: "Too much mail was relayed for domains that are no accepted domains.",
		look:   []string{"which sender domains came by the OnPremises connectors", "the accepted domains"},
		rules:  []string{"MF106"},
	},
	{
		id: "550 5.7.705", text: "Access denied: tenant has exceeded threshold", also: []string{"5.7.705", "exceeded threshold"},
		points: "The organization was blocked for what was sent through it.",
		look:   []string{"inbound connectors that nobody knows, and Get-BlockedConnector"},
		rules:  []string{"MF107", "MF108"},
	},
	{
		id: "550 5.7.708", text: "Access denied: traffic not accepted from this IP", also: []string{"5.7.708", "traffic not accepted"},
		points: "The address that mail was sent from has a poor name.",
		look:   []string{"inbound connectors that nobody knows, and Get-BlockedConnector", "addresses that a connector shares with others"},
		rules:  []string{"MF107", "MF108"},
	},
	{
		id: "4.7.26", text: "Access denied: a message sent over IPv6 has to pass SPF or DKIM", also: []string{"450 4.7.26", "ipv6"},
		points: "A sender uses IPv6 and passes neither SPF nor DKIM.",
		look:   []string{"sending by IPv4, or identifying the sender by its certificate"}, rules: []string{"MF004"},
	},
	{
		id: "5.7.25", text: "Access denied: the sending IPv6 address has no reverse DNS record", also: []string{"550 5.7.25", "reverse dns"},
		points: "A sender uses IPv6 from an address without a name.",
		look:   []string{"the reverse record of the address, or sending by IPv4"}, rules: []string{"MF004"},
	},
	{
		id: "530 5.7.57", text: "Client was not authenticated to send anonymous mail", also: []string{"5.7.57", "550 5.7.57"},
		points: "A device sends to smtp.office365.com and does not sign in. No connector changes that.",
		look:   []string{"the server that the device sends to: your own host at Microsoft takes mail without signing in, within its limits"}, rules: []string{"MF513"},
	},
	{
		id: "550 5.7.60", text: "Client does not have permissions to send as this sender", also: []string{"5.7.60", "send as this sender"},
		points: "A device signs in at smtp.office365.com and sends in another name. No connector changes that.",
		look:   []string{"the sender that the device uses, and the permissions of its mailbox"}, rules: []string{"MF513"},
	},
	{
		id: "created in a disabled state", text: "Warning: the inbound connector was created in a disabled state, contact Support", also: []string{"disabled state"},
		points: "The organization may not enable OnPremises inbound connectors by itself.",
		look:   []string{"Enabled of the connector; have Support enable it, and leave the rule off until then"}, rules: []string{"MF016"},
	},
	{
		id: "mail in Junk", text: "No error, but mail lands in Junk with compauth=fail", also: []string{"junk", "compauth", "compauth=fail"},
		points: "Exchange Online judges mail by the filter's address, or the service's changes have broken its signatures.",
		look:   []string{"Enhanced Filtering: on, on the right connector, with every hop, for everybody", "the trusted ARC sealers"},
		rules:  []string{"MF301", "MF302", "MF303", "MF304", "MF305", "MF306", "MF307", "MF310", "MF311"},
	},
	{
		id: "signature missing or double", text: "No error, but the signature is missing, or is there twice", also: []string{"signature missing", "double signature", "two signatures", "no signature"},
		points: "The rule does not act, another one comes first, or its exception does not fit the header.",
		look:   []string{"the order of the rules, and the rule's mode", "the header's name and value, in a message that came back", "another connector that takes the message first"},
		rules:  []string{"MF402", "MF405", "MF406", "MF407"},
	},
}
