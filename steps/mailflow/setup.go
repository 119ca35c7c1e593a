package mailflow

import "fmt"

// Organization names the tenant that the documents are for. InitialDomain and TenantID are optional: without
// InitialDomain the documents say that they did not check where they run.
type Organization struct {
	InitialDomain Domain
	TenantID      TenantID
	Cloud         Cloud
}

// Draft is what has been understood so far. Preview and checks read it; documents are made from a SetUp alone.
// What a scenario has no use for is zero.
type Draft struct {
	Scenario     string
	Organization Organization
	Connectors   []Connector // in the order in which they are created, as they shall be in the end
	Rules        []Rule
	Service      Service
	Accepted     AcceptedDomain // the certificate domain that a service gave
	MailDomains  []MailDomain   // whose MX moves
	Filtering    Filtering
	LockDown     LockDown
	OnPremises   OwnServers
	Sends        []SendConnector
}

// Service is the third party.
type Service struct {
	Name Text
	// TenantHost is the name the service delivers to, as an admin has confirmed it.
	TenantHost    SmartHost
	MX            []MailExchanger
	SendsOutbound bool      // it passes the organization's mail on to the internet
	SPF           []SPFTerm // what it wants in the SPF record
	Changes       bool      // it changes messages
	Seals         bool      // it seals what it changes with ARC
	Sealer        Domain    // the d= of its seals
	Unsupported   bool      // one of Microsoft's documents calls the set-up unsupported; somebody has understood that
}

// Proof says how the ownership of a domain is proven.
type Proof int

const (
	ProofUnknown Proof = iota // the admin center has not shown the value yet
	ProofByTXT
	ProofByMX
)

// AcceptedDomain is a name that has to become an accepted domain without having mailboxes.
type AcceptedDomain struct {
	PartID string
	Name   Domain
	Proof  Proof
	TXT    ProofTXT // with ProofByTXT
	MX     ProofMX  // with ProofByMX
}

// MailDomain is a domain of the organization whose MX records come to name the service, if they do not yet.
type MailDomain struct {
	Name       Domain
	Zone       Domain // the DNS zone that holds its records
	TenantHost SmartHost
	MXNow      []MailExchanger
	SPFNow     SPF // zero: there is none
	OtherTXT   []TXT
	OtherKnown bool // OtherTXT is all there is beside the SPF record
	TTL        TTL  // of the MX records that stand there now
	// InternalRelay says that some of its mailboxes are elsewhere.
	InternalRelay bool
}

// Skipping says what keeps Exchange Online from judging a filter's mail by the filter's own address.
type Skipping int

const (
	SkipNothing   Skipping = iota // neither: the filter is taken for the sender
	SkipLastHop                   // Enhanced Filtering, the last address before Microsoft
	SkipAddresses                 // Enhanced Filtering, the listed addresses
	BypassRule                    // a mail flow rule that sets SCL -1
)

// Filtering is what Exchange Online does with mail that was filtered before. The rule of BypassRule is in Draft.Rules.
type Filtering struct {
	Skipping Skipping
	Listed   []SkipAddress  // with SkipAddresses
	Pilots   []EmailAddress // Enhanced Filtering only for these; none: for everybody
}

// Enhanced reports Enhanced Filtering for Connectors.
func (f Filtering) Enhanced() bool { return f.Skipping == SkipLastHop || f.Skipping == SkipAddresses }

// LockDown is what is asked before an organization refuses what did not come through its filter.
type LockDown struct {
	AllDomainsMoved   bool
	OthersProvidedFor bool // whoever else delivers directly has a connector, or there is nobody
	RejectDirectSend  bool
	MTASTS            string // "none", "testing", "enforce" or "" where it was not said
	InboundDANE       bool
}

// OwnServers are the organization's own servers.
type OwnServers struct {
	Host        SmartHost
	Addresses   []SenderAddress // as the internet sees them
	Certificate CertificateDomain
	Exchange    bool // they run Exchange
	Centralized bool // all mail to the internet leaves through them
}

// SendConnector is what New-SendConnector is given, in the Exchange Management Shell on the organization's own server.
type SendConnector struct {
	PartID    string
	Name      ConnectorName
	FQDN      CertificateDomain
	SmartHost SmartHost
}

// Part is the part of the scenario that described it.
func (c SendConnector) Part() string { return c.PartID }

// SetUp is a draft in which nothing is missing and everything fits together.
type SetUp struct{ whole }

// whole is a draft that Complete has seen.
type whole = Draft

// Complete is the only way to get a SetUp. It refuses a draft whose objects lack something, by name.
func Complete(d Draft) (SetUp, error) {
	if len(d.Connectors) == 0 {
		return SetUp{}, fmt.Errorf("nothing to set up")
	}
	for _, c := range d.Connectors {
		if err := c.lacks(); err != nil {
			return SetUp{}, fmt.Errorf("%s: %w", c.Part(), err)
		}
	}
	for _, r := range d.Rules {
		if err := r.lacks(); err != nil {
			return SetUp{}, fmt.Errorf("%s: %w", r.Part(), err)
		}
		if !r.Route.IsZero() && !d.routes(r.Route) {
			return SetUp{}, fmt.Errorf("%s: the rule redirects to %s, and no outbound connector of that name is set up for rules", r.Part(), quoted(r.Route.String()))
		}
	}
	return SetUp{d}, nil
}

// routes reports whether an outbound connector for rules has that name.
func (d *Draft) routes(name ConnectorName) bool {
	for _, c := range d.Connectors {
		if out, ok := c.(Outbound); ok && out.Name == name && out.Scope == ScopeTransportRule {
			return true
		}
	}
	return false
}

// Find is the connector that a part describes.
func (d *Draft) Find(part string) (Connector, bool) {
	for _, c := range d.Connectors {
		if c.Part() == part {
			return c, true
		}
	}
	return nil, false
}
