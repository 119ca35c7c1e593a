package follow

// What findings rest on, as it is shown to a person.
const (
	byNewInbound   = "Microsoft: New-InboundConnector"
	byNewOutbound  = "Microsoft: New-OutboundConnector"
	byNewRule      = "Microsoft: New-TransportRule"
	byConditions   = "Microsoft: Mail flow rule conditions and exceptions"
	byThirdParty   = "Microsoft: Manage mail flow using a third-party cloud service"
	byHybrid       = "Microsoft: Manage mail flow using a third-party cloud service with mailboxes in Exchange Online and on-premises"
	byAddOn        = "Microsoft: Integrate with an email add-on service"
	byEnhanced     = "Microsoft: Enhanced filtering for connectors"
	byConnectors   = "Microsoft: Configure mail flow using connectors"
	byPartner      = "Microsoft: Set up connectors for secure mail flow with a partner organization"
	byRoute        = "Microsoft: Set up connectors to route mail between Microsoft 365 and your own servers"
	byAttribution  = "Microsoft message center MC1226222, February 2026"
	byRelay        = "Microsoft: Requirements for SMTP relay through Exchange Online"
	byDirectSend   = "Microsoft: Introducing more control over Direct Send"
	byDomains      = "Microsoft: Manage accepted domains; Use Directory Based Edge Blocking"
	byNDR          = "Microsoft: Non-delivery reports in Exchange Online"
	byARC          = "Microsoft: Configure trusted ARC sealers"
	bySCL          = "Microsoft: Use mail flow rules to set the spam confidence level"
	bySPF          = "Microsoft: Set up SPF"
	byTLSInTheWild = "seen on GitHub, catatnight/docker-postfix, issue 12"
	byRFC          = "RFC 5321, RFC 7208"
)
