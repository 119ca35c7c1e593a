package mailflow

// Cloud is where an organization's Microsoft 365 is.
type Cloud int

const (
	Worldwide Cloud = iota
	GCCHigh
	DoD
	China21Vianet
)

// SPFInclude is the domain that stands for Exchange Online in an SPF record, as spf.protection.outlook.com.
func (c Cloud) SPFInclude() string { return "" }

// ConnectEnvironment is the value of -ExchangeEnvironmentName of Connect-ExchangeOnline, or "" where none is needed.
func (c Cloud) ConnectEnvironment() string { return "" }

// MailHostSuffix is what the host names end in that Exchange Online takes mail at, or "" where it is not known.
func (c Cloud) MailHostSuffix() string { return "" }

// InitialSuffix is what the organizations' initial domains end in, as onmicrosoft.com.
func (c Cloud) InitialSuffix() string { return "" }

// TenantHostOf proposes the host at which Exchange Online takes a domain's mail: contoso-com.mail.protection.outlook.com
// for contoso.com. It is "" where none can be proposed. The admin center knows the true one.
func TenantHostOf(domain Domain, cloud Cloud) string { return "" }

// InitialHostOf proposes the host of an initial domain: fabrikam.mail.protection.outlook.com for
// fabrikam.onmicrosoft.com. It is "" where none can be proposed.
func InitialHostOf(initial Domain) string { return "" }
