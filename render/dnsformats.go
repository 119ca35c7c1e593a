package render

import (
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// dnsFormats are the DNS documents. Each holds the same records, for another reader.
var dnsFormats = []format{
	{Format{"dns", "DNS records", "dns.txt", "the DNS records as a registrar's form asks for them, and what to send to the service"}, dnsDocument(dnsTable), changesRecords},
	{Format{"zone", "Zone file (BIND)", "zone.txt", "the DNS records for a BIND zone file"}, dnsDocument(zoneFile), changesZones},
	{Format{"windows-dns", "Windows DNS", "windows-dns.ps1", "PowerShell that replaces the records on a Windows DNS server"}, dnsDocument(windowsDNS), changesZones},
	{Format{"azure-dns", "Azure DNS", "azure-dns.sh", "az commands that replace the records in Azure DNS"}, dnsDocument(azureDNS), changesZones},
	{Format{"route53", "Amazon Route 53", "route53.json", "a change batch that replaces the records in Amazon Route 53"}, dnsDocument(route53), changesZones},
}

// inTheirStage keeps the records from going out before what they need.
const inTheirStage = "These changes are the stage \"Change the DNS records\" of the runbook: everything before it has to be done first."

// dnsDocument makes a document of the set-up's records.
func dnsDocument(write func([]mailflow.RecordSet, dnsHead) ([]byte, error)) func(*steps.Settled, mailflow.SetUp) ([]byte, error) {
	return func(s *steps.Settled, up mailflow.SetUp) ([]byte, error) {
		head := dnsHead{Title: "DNS records: " + s.Scenario.Title, Service: up.Service.Name.String()}
		var banner []string
		if changesZones(up) {
			banner = append(banner, inTheirStage)
		}
		if s.Sample {
			banner = append([]string{madeFromSample}, banner...)
		}
		if up.Service.Unsupported {
			banner = append(banner, notSupported)
		}
		banner = append(banner, errorsFound(s)...)
		head.Banner = strings.Join(banner, " ")
		return write(up.Records(), head)
	}
}

func changesRecords(up mailflow.SetUp) bool { return len(up.Records()) > 0 }

// changesZones reports whether records of the customer's own zones change.
func changesZones(up mailflow.SetUp) bool {
	for _, r := range up.Records() {
		if !r.Foreign {
			return true
		}
	}
	return false
}
