package render

import "eacwizard/steps/mailflow"

var sendConnector = object{
	Noun:       "SendConnector",
	List:       "connectors",
	Called:     "Send connector",
	Short:      "Send",
	Key:        "Name",
	Since:      "WhenCreatedUTC",
	OnPremises: true,
	Leaving:    leaveSend,
	// SourceIPAddress is not among them: a server gives 0.0.0.0 back where nobody set it.
	Unset: []string{"CloudServicesMailEnabled"},
	Reader: `# All Send connectors.
$readSend = {
    Get-SendConnector -ErrorAction Stop
}`,
	Beside: besideSend,
}

// besideSend stops nothing: which of two connectors for * is to be off, and when, is for a person to decide.
const besideSend = `# Others that are on and take mail for everybody.
$<x>Others = @()
foreach ($one in $known<Short>) {
    $spaces = @(& $valueOf -Object $one -Property 'AddressSpaces')
    $isForAll = $false
    foreach ($space in $spaces) {
        $isForAll = $isForAll -or '*' -eq (& $normalize -Property 'AddressSpaces' -Value $space)
    }
    $isOther = $<x>Guid -ne [string](& $valueOf -Object $one -Property 'Guid')
    if ($isForAll -and $isOther -and 'True' -eq [string](& $valueOf -Object $one -Property 'Enabled')) {
        $<x>Others += [string](& $valueOf -Object $one -Property 'Name')
    }
}
` + toldBeside

// toldBeside stands in the receipt as well.
const toldBeside = `foreach ($one in $<x>Others) {
    ('The Send connector {0} is on and is for * as well. A server uses one of the two: turn {0} off ' +
        'once a message went out by {1}.') -f $one, <name>
}`

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
		Remark: "The certificate with the name in Fqdn has to be installed and enabled for SMTP on every server in " +
			"SourceTransportServers of the connector: these send by it.",
	}
}
