package follow

import (
	"fmt"
	"net/netip"

	"eacwizard/steps/mailflow"
)

// Origin is who hands a message over first.
type Origin string

const (
	Internet   Origin = "internet"    // a sender on the internet
	Filter     Origin = "filter"      // the third party that the MX records name, or shall name
	OnPremises Origin = "on-premises" // the organization's own server
	Mailbox    Origin = "mailbox"     // a mailbox in Exchange Online
	Service    Origin = "service"     // the add-on service, returning what it was sent
)

// Origins are all of them, in the order in which they are offered.
func Origins() []Origin { return []Origin{Internet, Filter, OnPremises, Mailbox, Service} }

// Stage says how far the plan is done.
type Stage int

const (
	EndState   Stage = iota // everything is done
	BeforeMove              // everything is created, the MX records name Microsoft, what is turned on late is off
	Between                 // the MX records have moved, and nothing is locked yet
)

// Stages are all of them, in the order in which they come.
func Stages() []Stage { return []Stage{BeforeMove, Between, EndState} }

func (s Stage) String() string {
	switch s {
	case BeforeMove:
		return "before-mx"
	case Between:
		return "between"
	}
	return "end"
}

// Whereabouts is where a recipient in one of the organization's domains is.
type Whereabouts string

const (
	InTheCloud   Whereabouts = "cloud" // so is the zero value
	OnOwnServer  Whereabouts = "on-premises"
	NotAnywhere  Whereabouts = "nowhere"
	unknownPlace             = "an unknown address"
)

// Header is a header that a message carries.
type Header struct {
	Name  mailflow.HeaderName
	Value string
}

// IsZero reports that there is none.
func (h Header) IsZero() bool { return h.Name.IsZero() }

// Peer is what the next server shows to Exchange Online when that connects.
type Peer struct {
	NoTLS       bool
	Untrusted   bool                       // its certificate is not of a public authority, or has expired
	Certificate mailflow.CertificateDomain // zero: the name that the connector asks for
}

// Message is one message on its way. Default fills one in from a set-up.
type Message struct {
	From  Origin
	Stage Stage
	// Direct is a sender on the internet that delivers to the organization's host at Microsoft, whatever the MX records say.
	Direct bool

	// What the server shows that hands it over first.
	Address     netip.Addr // zero: unknown
	Certificate mailflow.CertificateDomain
	NoTLS       bool
	Original    netip.Addr // the address before that, where somebody else was the sender

	MailFrom    mailflow.EmailAddress // zero: empty, as in bounces and automatic replies
	HeaderFrom  mailflow.EmailAddress // zero: as MailFrom
	Recipient   mailflow.EmailAddress
	RecipientAt Whereabouts // of one of the organization's own addresses

	Headers  []Header
	Internal bool // it carries Exchange's internal headers

	Own        []mailflow.Domain // accepted domains beside those that the set-up names
	Redirected bool              // a rule that is there already redirects it to the set-up's connector
	Stamps     Header            // what the add-on service stamps; zero: what the rule looks for
	Next       Peer
}

// author is the address that people see as the sender.
func (m Message) author() mailflow.EmailAddress {
	if m.HeaderFrom.IsZero() {
		return m.MailFrom
	}
	return m.HeaderFrom
}

// Sentence is the message in one sentence, with the flags of the command that begin and date it.
func (m Message) Sentence() string {
	return fmt.Sprintf("From %s to %s (--from %s --stage %s)", sender(m.MailFrom), m.Recipient, m.From, m.Stage)
}
