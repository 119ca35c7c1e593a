package mailflow

import "strings"

// Cloud is where an organization's Microsoft 365 is.
type Cloud int

const (
	Worldwide Cloud = iota // GCC is part of it
	GCCHigh
	DoD
	China21Vianet
)

// Clouds are all of them, the usual one first.
var Clouds = []Cloud{Worldwide, GCCHigh, DoD, China21Vianet}

// String is the name that people know the cloud by.
func (c Cloud) String() string { return c.facts().name }

// SPFInclude is the domain that stands for Exchange Online in an SPF record, as spf.protection.outlook.com.
func (c Cloud) SPFInclude() string { return c.facts().spf }

// ConnectEnvironment is the value of -ExchangeEnvironmentName of Connect-ExchangeOnline, or "" where none is needed.
func (c Cloud) ConnectEnvironment() string { return c.facts().environment }

// MailHostSuffix is what the names end in of the hosts that take an organization's mail, as mail.protection.outlook.com.
// Newer domains of the worldwide cloud may have a name below mx.microsoft instead.
func (c Cloud) MailHostSuffix() string { return c.facts().mailHost }

// InitialSuffix is what the organizations' initial domains end in, as onmicrosoft.com.
func (c Cloud) InitialSuffix() string { return c.facts().initial }

type cloudFacts struct{ name, spf, environment, mailHost, initial string }

// facts are from the articles "DNS records for Office 365 GCC High" and "DNS records for Office 365 DoD" (host, include
// and initial domain), "External Domain Name System records for Office 365" (21Vianet's include), "Create DNS records at
// HiChina for Office 365 operated by 21Vianet" and its sisters (21Vianet's host), "How SPF works to prevent spoofing and
// phishing in Office 365" (all includes) and "App-only authentication for unattended scripts in Exchange Online
// PowerShell" (environment). That initial domains of 21Vianet end in partner.onmschina.cn is seen on its tenants.
func (c Cloud) facts() cloudFacts {
	switch c {
	case GCCHigh:
		return cloudFacts{"GCC High", "spf.protection.office365.us", "O365USGovGCCHigh", "mail.protection.office365.us", "onmicrosoft.us"}
	case DoD:
		return cloudFacts{"DoD", "spf.protection.office365.us", "O365USGovDoD", "mail.protection.office365.us", "onmicrosoft.us"}
	case China21Vianet:
		return cloudFacts{"21Vianet", "spf.protection.partner.outlook.cn", "O365China", "mail.protection.partner.outlook.cn", "partner.onmschina.cn"}
	}
	return cloudFacts{"worldwide", "spf.protection.outlook.com", "", "mail.protection.outlook.com", "onmicrosoft.com"}
}

// TenantHostOf proposes the host at which Exchange Online takes a domain's mail: contoso-com.mail.protection.outlook.com
// for contoso.com. It is only a proposal: the admin center shows the name that counts. It is "" where nothing is known
// to propose: for names with a hyphen, which get further characters; and in the US government's clouds, whose articles
// make the name from the initial domain, save for that domain itself.
func TenantHostOf(domain Domain, cloud Cloud) string {
	name := strings.ToLower(domain.Exchange())
	if isBelow(name, cloud.InitialSuffix()) {
		return InitialHostOf(domain)
	}
	const longestLabel = 63
	label := strings.ReplaceAll(name, ".", "-")
	if name == "" || strings.Contains(name, "-") || len(label) > longestLabel || cloud == GCCHigh || cloud == DoD {
		return ""
	}
	return label + "." + cloud.MailHostSuffix()
}

// InitialHostOf proposes the host that takes the mail of an initial domain: fabrikam.mail.protection.outlook.com for
// fabrikam.onmicrosoft.com, whose ending tells the cloud. It is "" for every other domain, and in the cloud of 21Vianet,
// where no such host is documented.
func InitialHostOf(initial Domain) string {
	name := strings.ToLower(initial.Exchange())
	for _, cloud := range []Cloud{Worldwide, GCCHigh} {
		tenant, isInitial := strings.CutSuffix(name, "."+cloud.InitialSuffix())
		if isInitial && !strings.Contains(tenant, ".") { // contoso.mail.onmicrosoft.com is a hybrid's routing domain
			return tenant + "." + cloud.MailHostSuffix()
		}
	}
	return ""
}

// isBelow reports whether a name, in lower case, is part of a domain.
func isBelow(name, domain string) bool { return strings.HasSuffix(name, "."+domain) }
