package render

import "eacwizard/steps/mailflow"

// DNSHead lets the tests make the DNS documents, which no format makes by itself.
type DNSHead = dnsHead

var (
	DNSTable   = ofSets(dnsTable)
	ZoneFile   = ofSets(zoneFile)
	WindowsDNS = ofSets(windowsDNS)
	AzureDNS   = ofSets(azureDNS)
	Route53    = ofSets(route53)

	ZoneQuote        = zoneQuote
	Route53Quote     = route53Quote
	ShellQuote       = shellQuote
	CharacterStrings = characterStrings
)

func ofSets(write writesDNS) func([]mailflow.RecordSet, DNSHead) ([]byte, error) {
	return func(sets []mailflow.RecordSet, head DNSHead) ([]byte, error) {
		dns, err := dnsPlan(sets)
		if err != nil {
			return nil, err
		}
		return write(nil, &dns, &head)
	}
}
