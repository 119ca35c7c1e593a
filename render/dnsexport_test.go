package render

// DNSHead lets the tests make the DNS documents, which no format makes by itself.
type DNSHead = dnsHead

var (
	DNSTable   = dnsTable
	ZoneFile   = zoneFile
	WindowsDNS = windowsDNS
	AzureDNS   = azureDNS
	Route53    = route53

	ZoneQuote        = zoneQuote
	Route53Quote     = route53Quote
	ShellQuote       = shellQuote
	CharacterStrings = characterStrings
)
