package render

import (
	"slices"

	"eacwizard/steps/mailflow"
)

var inbound = object{
	Noun:        "InboundConnector",
	List:        "connectors",
	Whole:       true,
	Called:      "inbound connector",
	Short:       "Inbound",
	Key:         "Name",
	Since:       "WhenCreatedUTC",
	IsConnector: true,
	Leaving:     leaveInbound,
	Returning:   returnPilot,
	AtOnce:      inboundActs,
	Unset: []string{
		"AssociatedAcceptedDomains", "CloudServicesMailEnabled", "RestrictDomainsToCertificate",
		"RestrictDomainsToIPAddresses", "SenderIPAddresses", "TlsSenderCertificateName", "TreatMessagesAsInternal",
	},
	Reader: `# All inbound connectors.
$readInbound = {
    Get-InboundConnector -ResultSize Unlimited -ErrorAction Stop
}`,
}

// inboundActs reports whether an inbound connector acts on mail at once: one for a partner does not where it refuses
// nothing and skips nothing.
func inboundActs(ps []parameter) bool {
	on := func(name string) bool { return lookup(ps, name) == boolean(true) }
	return lookup(ps, "ConnectorType") != enum(mailflow.Partner) ||
		on("RequireTls") || on("RestrictDomainsToCertificate") || on("RestrictDomainsToIPAddresses") ||
		on("EFSkipLastIP") || lookup(ps, "EFSkipIPs") != nil
}

func createInbound(c mailflow.Inbound) action {
	a := action{Does: create, On: inbound.named(c.Name.Exchange()), Command: inbound.create(), Params: newInbound(c)}
	switch {
	case c.Type == mailflow.OnPremises && c.PartID == "from-on-premises" && c.RestrictToCertificate:
		a.Remark = "Between both sides of one organization, RequireTls and RestrictDomainsToCertificate restrict nothing. They " +
			"are given so that no default decides them."
	case c.Type == mailflow.OnPremises && c.RestrictToCertificate:
		a.Remark = "On a connector of type OnPremises, RequireTls and RestrictDomainsToCertificate restrict nothing. They are " +
			"given because the command in the article of Microsoft on add-on services has them."
	case c.Type == mailflow.OnPremises:
		a.Remark = "On a connector of type OnPremises, RequireTls restricts nothing. It is given so that no default decides it."
	}
	if c.Type == mailflow.OnPremises && c.Enabled {
		a.Advice = "The service may create inbound connectors of type OnPremises disabled until Microsoft Support enables them: " +
			"ask Support, and let nothing depend on the connector before it is on."
	}
	if c.Enhanced.Asked { // whoever made it without Enhanced Filtering did not make this one
		own := inbound
		own.Unset = append(slices.Clip(own.Unset), "EFSkipIPs", "EFSkipLastIP", "EFUsers")
		a.On.object = &own
	}
	return a
}

// newInbound are the parameters of New-InboundConnector, as newOutbound are those of the other. RequireTls and
// RestrictDomainsToCertificate have no effect on an OnPremises connector; they are there because the command in
// Microsoft's article on add-on services has them.
func newInbound(c mailflow.Inbound) []parameter {
	partner := c.Type == mailflow.Partner
	ps := ofEither(14, c.Name, c.Comment, c.Type, c.Enabled, c.Headers)
	ps = append(ps,
		parameter{Name: "SenderDomains", Value: exchange(c.SenderDomains), Field: "sender-domains"},
		parameter{Name: "SenderIPAddresses", Value: exchange(c.SenderAddresses), Field: "sender-ip-addresses"},
		parameter{Name: "RequireTls", Value: boolean(c.RequireTLS)})
	if partner || c.RestrictToCertificate {
		ps = append(ps, parameter{Name: "RestrictDomainsToCertificate", Value: boolean(c.RestrictToCertificate)})
	}
	ps = append(ps, parameter{Name: "TlsSenderCertificateName", Value: text(c.CertificateName.Exchange()), Field: "certificate-domain"})
	if partner {
		ps = append(ps, parameter{Name: "RestrictDomainsToIPAddresses", Value: boolean(c.RestrictToAddresses)})
	}
	return enhancedFiltering(ps, c.Enhanced)
}

// enhancedFiltering adds the parameters of Enhanced Filtering, which are asked about in a part of their own.
func enhancedFiltering(to []parameter, e mailflow.Enhanced) []parameter {
	if !e.Asked {
		return to
	}
	return append(to,
		parameter{Name: "EFSkipLastIP", Value: boolean(e.Skipping == mailflow.SkipLastHop), Field: "filtering.how"},
		parameter{Name: "EFSkipIPs", Value: exchange(e.Listed), Field: "filtering.skip-ip-addresses"},
		parameter{Name: "EFUsers", Value: exchange(e.Pilots), Field: "filtering.pilot-users"})
}
