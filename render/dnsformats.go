package render

import (
	"strings"

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

// inTheirStage keeps the records from going out before what they need, and tells of what else happens to records.
func inTheirStage(src *source) string {
	says := "These changes are the stage \"" + mailflow.StageDNS.Title() + "\" of the runbook: everything before it has to be done first."
	lowers, raises, changesPolicy := false, false, false
	for i := range src.actions {
		switch src.actions[i].ID {
		case "dns.lower-ttl":
			lowers = true
		case "dns.raise-ttl":
			raises = true
		case "dns.mta-sts":
			changesPolicy = true
		}
	}
	var others []string
	switch {
	case lowers && raises:
		others = append(others, "the time to live of the MX records is lowered before and raised in the end")
	case lowers:
		others = append(others, "the time to live of the MX records is lowered before")
	case raises:
		others = append(others, "the time to live of the MX records is raised in the end")
	}
	if changesPolicy {
		others = append(others, "the MTA-STS policy and its TXT record change")
	}
	if len(others) == 0 {
		return says
	}
	return says + " The rest is in the runbook, and done by hand: " + strings.Join(others, "; ") + "."
}

// dnsDocument makes a document of the set-up's records.
func dnsDocument(write writesDNS) func(*source) ([]byte, error) {
	return func(src *source) ([]byte, error) {
		dns, err := src.dns()
		if err != nil {
			return nil, err
		}
		out, err := write(src.maker.sheet(), &dns, src.dnsHead())
		if err != nil {
			return nil, err
		}
		return src.maker.done(out), nil
	}
}

// writesDNS adds records to out in one form.
type writesDNS func(out []byte, dns *dnsRecords, head *dnsHead) ([]byte, error)

// newDNSHead is what all of them say beside the records.
func newDNSHead(src *source) *dnsHead {
	head := &dnsHead{Title: "DNS records: " + src.s.Scenario.Title, Service: src.up.Service.Name.String()}
	add := func(notice, short string) {
		head.Notices, head.Short = append(head.Notices, notice), append(head.Short, short)
	}
	if src.s.Sample {
		add(madeFromSample, "SAMPLE: made-up names, for reading, not for running.")
	}
	if src.up.Service.Unsupported {
		add(notSupported, "NOT RECOMMENDED by Microsoft: see the runbook.")
	}
	for _, says := range src.errors {
		rule, _, _ := strings.Cut(says, ",")
		add(says, rule+": see the runbook.")
	}
	if changesZones(src) {
		add(inTheirStage(src), "Only in the stage \""+mailflow.StageDNS.Title()+"\" of the runbook.")
	}
	return head
}

func changesRecords(src *source) bool { return len(src.records) > 0 }

// changesZones reports whether records of the customer's own zones change.
func changesZones(src *source) bool {
	for _, r := range src.records {
		if !r.Foreign {
			return true
		}
	}
	return false
}
