package mailflow

import "errors"

// ConnectorType is the value of -ConnectorType. Exchange gives no default that can be relied on, so it is always written.
type ConnectorType string

const (
	OnPremises ConnectorType = "OnPremises"
	Partner    ConnectorType = "Partner"
)

// Headers says what becomes of the internal Exchange headers (-CloudServicesMailEnabled).
type Headers int

const (
	HeadersAbsent Headers = iota // no choice was offered: the parameter never appears
	HeadersRetained
	HeadersRemoved
)

// Scope says for which messages an outbound connector is used.
type Scope int

const (
	ScopeUnset Scope = iota
	ScopeAllAcceptedDomains
	ScopeTransportRule
	ScopeRecipientDomains
)

// Routing says how an outbound connector finds the next server.
type Routing int

const (
	RoutingUnset Routing = iota
	RoutingMX
	RoutingSmartHosts
)

// TLS is what an outbound connection demands, weakest first.
type TLS int

const (
	TLSUnset         TLS = iota
	TLSOpportunistic     // tried, not demanded: -TlsSettings stays away from a New- command
	TLSEncryptionOnly
	TLSCertificateValidation
	TLSDomainValidation // needs TLSDomain
)

// Connector is an Outbound or an Inbound.
type Connector interface {
	// ConnectorName is zero in a draft that has no name yet.
	ConnectorName() ConnectorName
	// Part is the part of the scenario that described it, and the first half of its answers' keys.
	Part() string
	lacks() error
}

// Outbound is what New-OutboundConnector is given. In a draft any value may still be zero.
type Outbound struct {
	PartID           string
	Name             ConnectorName
	Comment          Text
	Enabled          bool
	Type             ConnectorType
	Headers          Headers
	Scope            Scope
	RecipientDomains []DomainPattern // with ScopeRecipientDomains
	Routing          Routing
	SmartHosts       []SmartHost // with RoutingSmartHosts
	TLS              TLS
	TLSDomain        CertificateDomain // with TLSDomainValidation

	// StartsOff says that it is created disabled and enabled by a later action, Enabled being where it ends: one that takes
	// mail for domains is tested before mail depends on it. One for a mail flow rule is on, and does nothing without it.
	StartsOff bool
	// TurnsOnLate says that it is enabled only once mail comes in as it shall. It starts off then.
	TurnsOnLate bool

	// ValidationRecipients are for Validate-OutboundConnector and Set-OutboundConnector; New- does not take them.
	ValidationRecipients []EmailAddress
}

// Inbound is what New-InboundConnector is given. In a draft any value may still be zero.
type Inbound struct {
	PartID                string
	Name                  ConnectorName
	Comment               Text
	Enabled               bool
	Type                  ConnectorType
	Headers               Headers
	SenderDomains         []DomainPattern
	SenderAddresses       []SenderAddress
	RequireTLS            bool
	RestrictToCertificate bool
	CertificateName       CertificateDomain // with RestrictToCertificate
	RestrictToAddresses   bool
	Enhanced              Enhanced
	// LocksLater says that it is created without its restrictions, which are turned on once the MX records have moved.
	LocksLater bool
	// Open says that it is meant to refuse nothing: it only lets Enhanced Filtering know a filter.
	Open bool
}

// Unlocked is a connector that shall lock the organization down as it is while mail still comes by both ways: on, known
// by its certificate or addresses, and refusing nothing.
func (c Inbound) Unlocked() Inbound {
	c.Enabled, c.RequireTLS, c.RestrictToCertificate, c.RestrictToAddresses, c.LocksLater, c.Open = true, false, false, false, false, true
	return c
}

// forEverybody is a connector whose Enhanced Filtering has no pilot.
func (c Inbound) forEverybody() Inbound {
	c.Enhanced.Pilots = nil
	return c
}

func (c Outbound) ConnectorName() ConnectorName { return c.Name }
func (c Inbound) ConnectorName() ConnectorName  { return c.Name }
func (c Outbound) Part() string                 { return c.PartID }
func (c Inbound) Part() string                  { return c.PartID }

// AnySender reports whether the connector speaks for every sender domain.
func (c Inbound) AnySender() bool {
	for _, d := range c.SenderDomains {
		if d.Any() {
			return true
		}
	}
	return false
}

// LocksDown reports whether the connector, once enabled, refuses mail from the whole internet that does not
// satisfy it: Partner, every sender domain, and a restriction (partner article, Example 4). Identification by
// address with TLS alone is not one (Example 5).
func (c Inbound) LocksDown() bool {
	if c.Type != Partner || !c.AnySender() {
		return false
	}
	byAddress := len(c.SenderAddresses) > 0 && !c.RestrictToAddresses
	return c.RestrictToCertificate || c.RestrictToAddresses || c.RequireTLS && !byAddress
}

func (c Outbound) lacks() error {
	switch {
	case c.Name == ConnectorName{}:
		return errors.New("the connector has no name")
	case c.Type != OnPremises && c.Type != Partner:
		return errors.New("the connector has no type")
	case c.Type == Partner && c.Headers != HeadersAbsent:
		return errors.New("a Partner connector has no choice on internal headers")
	case c.Scope == ScopeUnset:
		return errors.New("the connector has no scope")
	case c.Scope == ScopeAllAcceptedDomains && c.Type != OnPremises:
		return errors.New("only an OnPremises connector can serve all accepted domains")
	case c.Scope == ScopeRecipientDomains != (len(c.RecipientDomains) > 0):
		return errors.New("recipient domains and scope do not fit together")
	case c.Routing == RoutingUnset, c.Routing == RoutingMX && c.Type != Partner:
		return errors.New("the connector has no route")
	case c.Routing == RoutingSmartHosts != (len(c.SmartHosts) > 0):
		return errors.New("smart hosts and routing do not fit together")
	case c.TLS == TLSUnset:
		return errors.New("the connector says nothing on TLS")
	case (c.TLS == TLSDomainValidation) != (c.TLSDomain != CertificateDomain{}):
		return errors.New("the TLS domain and the TLS setting do not fit together")
	}
	return nil
}

func (c Inbound) lacks() error {
	switch {
	case c.Name == ConnectorName{}:
		return errors.New("the connector has no name")
	case c.Type != OnPremises && c.Type != Partner:
		return errors.New("the connector has no type")
	case c.Type == Partner && c.Headers != HeadersAbsent:
		return errors.New("a Partner connector has no choice on internal headers")
	case len(c.SenderDomains) == 0:
		return errors.New("the connector has no sender domains")
	case !c.Open && c.RestrictToCertificate != (c.CertificateName != CertificateDomain{}):
		return errors.New("the certificate name and its restriction do not fit together")
	case c.RestrictToCertificate && !c.RequireTLS:
		return errors.New("a certificate can only be demanded together with TLS")
	case c.RestrictToAddresses && len(c.SenderAddresses) == 0:
		return errors.New("the connector is restricted to addresses and lists none")
	case c.Type == Partner && !c.RequireTLS && !c.RestrictToAddresses && !c.Open:
		return errors.New("the connector restricts nothing")
	case c.Type == OnPremises && !c.RestrictToCertificate && len(c.SenderAddresses) == 0:
		return errors.New("the connector identifies nobody")
	}
	return nil
}
