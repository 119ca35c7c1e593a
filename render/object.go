package render

// object is a kind of object in Exchange Online: what its commands end in, and how it is read.
type object struct {
	Noun   string // as in New-OutboundConnector
	Called string // in a sentence
	Short  string // in the names of a block's variables
	// Unset are the properties that have to be empty or false where the set-up does not give them. With one of them
	// set, an object is not the one that the set-up describes, whatever else agrees.
	Unset []string
	// Reader makes $read<Short>, a scriptblock that gives every object of the kind once, those in test mode aside.
	Reader string
	// InTestMode is the expression for those, "" where there are none. They are never adopted, but take a name away.
	InTestMode string
}

var outbound = object{
	Noun:   "OutboundConnector",
	Called: "outbound connector",
	Short:  "Outbound",
	Unset: []string{
		"AllAcceptedDomains", "CloudServicesMailEnabled", "RecipientDomains", "RouteAllMessagesViaOnPremises",
		"SenderRewritingEnabled", "SmartHosts", "TestMode", "TlsDomain", "TlsSettings",
	},
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

var inbound = object{
	Noun:   "InboundConnector",
	Called: "inbound connector",
	Short:  "Inbound",
	Unset: []string{
		"AssociatedAcceptedDomains", "CloudServicesMailEnabled", "RestrictDomainsToCertificate",
		"RestrictDomainsToIPAddresses", "SenderIPAddresses", "TlsSenderCertificateName", "TreatMessagesAsInternal",
	},
	Reader: `# All inbound connectors.
$readInbound = {
    Get-InboundConnector -ResultSize Unlimited -ErrorAction Stop
}`,
}

func (o object) create() string { return "New-" + o.Noun }
func (o object) read() string   { return "Get-" + o.Noun }
func (o object) change() string { return "Set-" + o.Noun }
func (o object) remove() string { return "Remove-" + o.Noun }

// unset are the properties of Unset that the parameters do not give.
func (o object) unset(ps []parameter) (out list) {
	gives := map[string]bool{}
	for _, p := range ps {
		gives[p.Name] = true
	}
	for _, name := range o.Unset {
		// For a connector that only a mail flow rule uses, recipient domains play no part, and the service may fill them.
		if !gives[name] && !(name == "RecipientDomains" && isScoped(ps)) {
			out = append(out, name)
		}
	}
	return out
}
