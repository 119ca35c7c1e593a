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
const besideSend = `# Others that are on and take mail for everybody, or for the domains that Exchange Online has.
$<x>Others = @()
$<x>Nearer = @()
foreach ($one in $known<Short>) {
    $isForAll = $false
    $isForOwn = $false
    foreach ($space in @(& $valueOf -Object $one -Property 'AddressSpaces')) {
        $to = [string](& $normalize -Property 'AddressSpaces' -Value $space)
        $isForAll = $isForAll -or '*' -eq $to
        $isForOwn = $isForOwn -or $to -like '*.<initial>'
        foreach ($domain in $mailDomains) {
            $isForOwn = $isForOwn -or ('*' -ne $to -and ($domain -eq $to -or $domain -like $to))
        }
    }
    $isOther = $<x>Guid -ne [string](& $valueOf -Object $one -Property 'Guid')
    if ($isOther -and 'True' -eq [string](& $valueOf -Object $one -Property 'Enabled')) {
        $name = [string](& $valueOf -Object $one -Property 'Name')
        if ($isForAll) {
            $<x>Others += $name
        }
        elseif ($isForOwn) {
            $<x>Nearer += $name
        }
    }
}
` + toldBeside

// toldBeside stands in the receipt as well.
const toldBeside = `foreach ($one in $<x>Others) {
    ('The Send connector {0} is on and is for * as well. A server uses one of the two: the one with the ' +
        'lower cost, or else, as a rule, the one whose name comes first. Raise the cost of {0}, see that ' +
        'a message goes out by {1}, and then turn {0} off.') -f $one, <name>
}
foreach ($one in $<x>Nearer) {
    ('The Send connector {0} is on and is for domains of this organization. Mail to them goes out by it, ' +
        'and not by {1}: see that Exchange Online knows that mail as well.') -f $one, <name>
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
