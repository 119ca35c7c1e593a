package steps

// addOnScenario is an email add-on service, as in Microsoft's article on integrating one.
var addOnScenario = Scenario{
	ID:    "add-on-service",
	Title: "Set up an email add-on service",
	Says:  "a signature service or the like: mail leaves for it, is changed, and comes back",
	Path:  "mailbox -> Exchange Online -> service -> Exchange Online -> recipient",
	Parts: once(func() []Part {
		return []Part{organizationPart(true), addOnServicePart, outboundPart(), routingRulePart, acceptedDomainPart, inboundPart()}
	}),
	Review: ReviewWords{Rail: "Review", Title: "Review", Next: "Finish"},
}

// filterScenario is a spam filter in front of Exchange Online, all mailboxes in the cloud.
var filterScenario = Scenario{
	ID:    "third-party-filter",
	Title: "Put a third-party filter in front",
	Says:  "a spam filter that the MX records name, in front of Exchange Online",
	Path:  "internet -> filter -> Exchange Online -> mailbox",
	Parts: once(func() []Part {
		return []Part{organizationPart(true), filterServicePart(false, false), dnsPart(false), filteringPart(false), lockdownPart(), throughServicePart()}
	}),
	Review: ReviewWords{Rail: "Review", Title: "Review", Next: "Finish"},
}

// hybridScenario is the same with some mailboxes on the organization's own servers.
var hybridScenario = Scenario{
	ID:    "third-party-filter-hybrid",
	Title: "Put a third-party filter in front, with mailboxes on-premises",
	Says:  "a spam filter before cloud and on-premises mailboxes",
	Path:  "internet -> filter -> Exchange Online -> own server -> mailbox",
	Parts: once(func() []Part {
		return []Part{
			organizationPart(true), filterServicePart(false, true), onPremisesPart, dnsPart(true),
			toOnPremisesPart(), fromOnPremisesPart(), filteringPart(false), lockdownPart(), throughServicePart(),
		}
	}),
	Review: ReviewWords{Rail: "Review", Title: "Review", Next: "Finish"},
}

// archiveScenario is a third party in the mail path that does not filter.
var archiveScenario = Scenario{
	ID:    "third-party-archive",
	Title: "Put a third-party archive in the mail path",
	Says:  "an archiving or auditing service in the mail path, in and out, that does not filter spam (not recommended)",
	Path:  "internet -> archive -> Exchange Online -> archive -> internet",
	Parts: once(func() []Part {
		return []Part{filterServicePart(true, false), organizationPart(true), dnsPart(false), filteringPart(true), lockdownPart(), throughServicePart()}
	}),
	Review: ReviewWords{Rail: "Review", Title: "Review", Next: "Finish"},
}
