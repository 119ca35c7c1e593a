package render

import "eacwizard/steps/mailflow"

var sendConnector = object{
	Noun:       "SendConnector",
	Called:     "Send connector",
	Short:      "Send",
	Key:        "Name",
	Since:      "WhenCreatedUTC",
	OnPremises: true,
	// SourceIPAddress is not among them: a server gives 0.0.0.0 back where nobody set it.
	Unset: []string{"CloudServicesMailEnabled"},
	Reader: `# All Send connectors.
$readSend = {
    Get-SendConnector -ErrorAction Stop
}`,
}

// createSendConnector is for the organization's own Exchange. CloudServicesMailEnabled stays away, as on the connectors
// of the other side: what keeps internal headers is the business of the Hybrid Configuration wizard.
func createSendConnector(c mailflow.SendConnector) action {
	return action{
		Does: create, On: sendConnector.named(c.Name.Exchange()), Command: sendConnector.create(),
		Params: []parameter{
			{Name: "Name", Value: text(c.Name.Exchange()), Field: "send-connector-name"},
			{Name: "AddressSpaces", Value: list{"*"}},
			{Name: "Enabled", Value: boolean(true)},
			{Name: "DNSRoutingEnabled", Value: boolean(false)},
			{Name: "SmartHosts", Value: exchange([]mailflow.SmartHost{c.SmartHost})},
			{Name: "Fqdn", Value: text(c.FQDN.Exchange()), Field: "certificate"},
			{Name: "RequireTLS", Value: boolean(true)},
			{Name: "TlsAuthLevel", Value: enum("CertificateValidation")},
		},
		Remark: "The certificate with the name in Fqdn has to be installed on the server and enabled for SMTP.",
	}
}
