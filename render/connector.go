package render

import "eacwizard/steps/mailflow"

// newOutbound are the parameters of New-OutboundConnector, in the order in which they are written. What the wizard
// decides is always there, so that no default of the service can surprise; what the connector's type refuses never is.
// The connector may be a draft: what it lacks is not given.
func newOutbound(c mailflow.Outbound) []parameter {
	ps := []parameter{
		{Name: "Name", Value: text(c.Name.Exchange()), Field: "name"},
		{Name: "Comment", Value: text(c.Comment.Exchange()), Field: "description"},
		{Name: "ConnectorType", Value: enum(c.Type)},
		{Name: "Enabled", Value: boolean(c.Enabled)},
	}
	ps = append(ps, headers(c.Headers)...)
	ps = append(ps, parameter{Name: "IsTransportRuleScoped", Value: boolean(c.Scope == mailflow.ScopeTransportRule)})
	if c.Type == mailflow.OnPremises {
		ps = append(ps, parameter{Name: "AllAcceptedDomains", Value: boolean(c.Scope == mailflow.ScopeAllAcceptedDomains)})
	}
	if c.Scope == mailflow.ScopeRecipientDomains {
		ps = append(ps, parameter{Name: "RecipientDomains", Value: exchange(c.RecipientDomains), Field: "recipient-domains"})
	}
	ps = append(ps, parameter{Name: "UseMXRecord", Value: boolean(c.Routing == mailflow.RoutingMX)})
	if c.Routing == mailflow.RoutingSmartHosts {
		ps = append(ps, parameter{Name: "SmartHosts", Value: exchange(c.SmartHosts), Field: "smart-hosts"})
	}
	ps = append(ps, parameter{Name: "TlsSettings", Value: tlsSettings[c.TLS]})
	if c.TLS == mailflow.TLSDomainValidation {
		ps = append(ps, parameter{Name: "TlsDomain", Value: text(c.TLSDomain.Exchange()), Field: "tls-domain"})
	}
	return ps
}

// tlsSettings has no word for TLSOpportunistic: a new connector gets it by leaving the parameter out.
var tlsSettings = map[mailflow.TLS]enum{
	mailflow.TLSEncryptionOnly:        "EncryptionOnly",
	mailflow.TLSCertificateValidation: "CertificateValidation",
	mailflow.TLSDomainValidation:      "DomainValidation",
}

// newInbound are the parameters of New-InboundConnector, as newOutbound are those of the other. RequireTls and
// RestrictDomainsToCertificate have no effect on an OnPremises connector; they are there because the command in
// Microsoft's article on add-on services has them.
func newInbound(c mailflow.Inbound) []parameter {
	partner := c.Type == mailflow.Partner
	ps := []parameter{
		{Name: "Name", Value: text(c.Name.Exchange()), Field: "name"},
		{Name: "Comment", Value: text(c.Comment.Exchange()), Field: "description"},
		{Name: "ConnectorType", Value: enum(c.Type)},
		{Name: "Enabled", Value: boolean(c.Enabled)},
	}
	ps = append(ps, headers(c.Headers)...)
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
	return ps
}

func headers(h mailflow.Headers) []parameter {
	if h == mailflow.HeadersAbsent {
		return nil
	}
	return []parameter{{Name: "CloudServicesMailEnabled", Value: boolean(h == mailflow.HeadersRetained)}}
}

// exchange is a list as Exchange Online is given it.
func exchange[T interface{ Exchange() string }](values []T) list {
	var out list
	for _, v := range values {
		out = append(out, v.Exchange())
	}
	return out
}
