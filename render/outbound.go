package render

import "eacwizard/steps/mailflow"

var outbound = object{
	Noun:        "OutboundConnector",
	List:        "connectors",
	Whole:       true,
	Called:      "outbound connector",
	Short:       "Outbound",
	Key:         "Name",
	Since:       "WhenCreatedUTC",
	IsConnector: true,
	Leaving:     leaveOutbound,
	Unset: []string{
		"AllAcceptedDomains", "CloudServicesMailEnabled", "RecipientDomains", "RouteAllMessagesViaOnPremises",
		"SenderRewritingEnabled", "SmartHosts", "TestMode", "TlsDomain", "TlsSettings",
	},
	Route: []string{"UseMXRecord", "SmartHosts", "TlsSettings", "TlsDomain"},
	Reader: `# All outbound connectors, each once: the plain call leaves out those that only a mail flow rule uses.
$readOutbound = {
    $guids = @()
    $all = @(Get-OutboundConnector -ResultSize Unlimited -ErrorAction Stop)
    $all += @(Get-OutboundConnector -IsTransportRuleScoped $true -ResultSize Unlimited -ErrorAction Stop)
    foreach ($one in $all) {
        $guid = [string](& $valueOf -Object $one -Property 'Guid')
        if ('' -eq $guid -or $guids -notcontains $guid) {
            $guids += $guid
            $one
        }
    }
}`,
	InTestMode: `@(
    Get-OutboundConnector -IncludeTestModeConnectors $true -ResultSize Unlimited -ErrorAction Stop
)`,
}

func createOutbound(c mailflow.Outbound) action {
	return action{Does: create, On: outbound.named(c.Name.Exchange()), Command: outbound.create(), Params: newOutbound(c)}
}

// validateOutbound tests a connector.
func validateOutbound(c mailflow.Outbound) action {
	name := c.Name.Exchange()
	return action{
		Action: &mailflow.Action{Title: "Validate the outbound connector with test messages"},
		Does:   validate, On: outbound.named(name), Command: "Validate-OutboundConnector",
		Params: []parameter{identity(name), recipients("Recipients", c)},
		Advice: validationAdvice(c),
	}
}

// recordValidation records on a connector that the tests succeeded.
func recordValidation(c mailflow.Outbound) action {
	name := c.Name.Exchange()
	return action{
		Action: &mailflow.Action{
			Title: "Record the validation, if every test succeeded",
			Seen:  "IsValidated of the connector reads True, and LastValidationTimestamp is set.",
		},
		Does: record, On: outbound.named(name), Command: outbound.change(),
		Params: []parameter{
			identity(name), {Name: "IsValidated", Value: boolean(true)}, {Name: "LastValidationTimestamp", Value: moment{}},
			recipients("ValidationRecipients", c),
		},
	}
}

// recipients are the addresses that a connector is tested with, by the name of a parameter.
func recipients(parameterName string, c mailflow.Outbound) parameter {
	return parameter{Name: parameterName, Value: exchange(c.ValidationRecipients), Field: "validation-addresses", Needed: true}
}

func validationAdvice(c mailflow.Outbound) string {
	switch {
	case !c.Enabled || c.StartsOff: // whether the tests take one that is off is nowhere documented
		return "If the connector is off, and the tests fail only because of that: turn it on, test again, and turn it off if they still fail."
	case c.Scope == mailflow.ScopeTransportRule:
		return "The tests expect recipients in the domain of the connector, and one that only a mail flow rule uses has none. " +
			"Try an address outside Microsoft 365."
	}
	return ""
}

// newOutbound are the parameters of New-OutboundConnector, in the order in which they are written. What the wizard
// decides is always there, so that no default of the service can surprise; what the connector's type refuses never is.
// The connector may be a draft: what it lacks is not given.
func newOutbound(c mailflow.Outbound) []parameter {
	ps := ofEither(12, c.Name, c.Comment, c.Type, c.Enabled, c.Headers)
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

// ofEither are the parameters that begin a connector of either direction, with room for the others.
func ofEither(room int, name mailflow.ConnectorName, comment mailflow.Text, of mailflow.ConnectorType, on bool, h mailflow.Headers) []parameter {
	ps := append(make([]parameter, 0, room),
		parameter{Name: "Name", Value: text(name.Exchange()), Field: "name"},
		parameter{Name: "Comment", Value: text(comment.Exchange()), Field: "description"},
		parameter{Name: "ConnectorType", Value: enum(of)},
		parameter{Name: "Enabled", Value: boolean(on)})
	if h != mailflow.HeadersAbsent {
		ps = append(ps, parameter{Name: "CloudServicesMailEnabled", Value: boolean(h == mailflow.HeadersRetained)})
	}
	return ps
}

// changeConnector is what brings a connector from one form to the next: only what differs.
func changeConnector(from, to mailflow.Connector) action {
	kind, before, after := &outbound, []parameter(nil), []parameter(nil)
	switch to := to.(type) {
	case mailflow.Outbound:
		before, after = given(newOutbound(from.(mailflow.Outbound))), given(newOutbound(to))
	case mailflow.Inbound:
		kind, before, after = &inbound, given(newInbound(from.(mailflow.Inbound))), given(newInbound(to))
	}
	name := to.ConnectorName().Exchange()
	params := append([]parameter{identity(name)}, differing(before, after)...)
	for _, p := range before {
		if lookup(after, p.Name) == nil { // what is left out of a change stays: it has to be emptied
			p.Value = cleared{}
			params = append(params, p)
		}
	}
	return action{Does: change, On: kind.named(name), Command: kind.change(), Params: params}
}
