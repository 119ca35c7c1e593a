package seen

import "eacwizard/steps/mailflow"

// Plan is what to look at. Its zero value is nothing.
type Plan struct {
	SmartHosts  []HostPlan
	Domains     []DomainPlan
	TenantHosts []string // names at Exchange Online beside those of Domains
	Proofs      []ProofPlan
}

// HostPlan is a server of an outbound connector and what that connector demands of it. A server of several
// connectors stands once for each; it is connected to once.
type HostPlan struct {
	Host      mailflow.SmartHost
	TLS       mailflow.TLS // TLSUnset is taken for TLSOpportunistic
	TLSDomain mailflow.CertificateDomain
}

// DomainPlan is a domain that receives or sends mail. Its MX and SPF as DNS has them are always looked at.
type DomainPlan struct {
	Name        string     // as contoso.com, in A-labels
	PlannedMX   []MXRecord // none: no change is planned
	PlannedSPF  string     // "" where no change is planned
	ExistingSPF string     // the record that the admin said is there; "" where nothing was said
	TenantHost  string     // as contoso-com.mail.protection.outlook.com; "" where it is not known
	DMARC       bool       // look at the DMARC policy
	MTASTS      bool       // look at the MTA-STS policy, and hold the planned MX against it
}

// MXRecord is a planned MX record.
type MXRecord struct {
	Preference uint16
	Host       string
}

// ProofPlan is the record that shows who owns a domain that is to become an accepted domain.
type ProofPlan struct {
	Domain string
	ByMX   bool   // an MX record instead of a TXT record
	Value  string // the TXT record's text, or the MX record's host; "" while the admin center has not told it
}
