package seen

import (
	"net/netip"
	"time"
)

// Facts are what was seen, for rules to read. Names are in lower case and without the final dot. Whatever was not
// looked at is zero.
type Facts struct {
	SmartHosts  []SmartHost // in the order of the plan
	Domains     []Domain    // in the order of the plan
	TenantHosts []Host      // in the order of the plan; those of Domains stand there
	Proofs      []Proof     // in the order of the plan
}

// Domain is the domain of that name; false if the plan has none.
func (f Facts) Domain(name string) (Domain, bool) {
	for _, d := range f.Domains {
		if d.Name == name {
			return d, true
		}
	}
	return Domain{}, false
}

// SmartHost is the smart host of that name or address; false if the plan has none.
func (f Facts) SmartHost(name string) (SmartHost, bool) {
	for _, s := range f.SmartHosts {
		if s.Name == name {
			return s, true
		}
	}
	return SmartHost{}, false
}

// Answer is what DNS said to a question.
type Answer string

const (
	Unknown Answer = ""        // not asked, or not answered: time-out, SERVFAIL, REFUSED
	Found   Answer = "found"   // at least one record
	NoData  Answer = "no-data" // the name is there, such a record is not
	NoName  Answer = "no-name" // NXDOMAIN: there is no such name
)

// Host is a name and the addresses behind it.
type Host struct {
	Name      string
	Answer    Answer
	Aliases   []string     // where its CNAME leads, step by step; the last has the addresses
	Looping   bool         // the CNAMEs never end; Answer is then NoData
	Addresses []netip.Addr // IPv4 first, as the server ordered them
	TTL       time.Duration
}

// SmartHost is one smart host of the plan.
type SmartHost struct {
	Name      string // host name, IPv4 address or block
	Host      Host   // of a name
	Endpoints []Endpoint
}

// Trouble is what ended the look at an endpoint early.
type Trouble string

const (
	Untroubled    Trouble = ""
	NotPublic     Trouble = "not-public"     // a private or loopback address that was not to be looked at
	Unreachable   Trouble = "unreachable"    // no connection: time-out, no route, no network
	Refused       Trouble = "refused"        // a reset instead of a connection, by the host or by a firewall
	Silent        Trouble = "silent"         // connected, then nothing more within the time
	Closed        Trouble = "closed"         // connected, then closed before the host said who it is
	Stopped       Trouble = "stopped"        // the look was stopped
	NotSMTP       Trouble = "not-smtp"       // what came back is no SMTP
	TurnedAway    Trouble = "turned-away"    // the host refuses this computer by policy
	Unavailable   Trouble = "unavailable"    // the host says that it takes no mail
	Rewritten     Trouble = "rewritten"      // a firewall on the way rewrites SMTP
	NoSTARTTLS    Trouble = "no-starttls"    // not offered, or refused after it was
	BrokenTLS     Trouble = "broken-tls"     // no handshake came about
	NotIdentified Trouble = "not-identified" // a handshake without a certificate that can be read
)

// Endpoint is one address of a smart host.
type Endpoint struct {
	Address     netip.Addr
	Trouble     Trouble
	Detail      string // on the trouble
	Connected   bool
	Greeted     bool // with 220, and EHLO was answered with 250
	Banner      string
	Extensions  []string // the lines of the answer to EHLO after the first
	STARTTLS    bool     // offered
	TLSVersion  string   // as "TLS 1.3"; "" without a handshake
	CipherSuite string
	Certificate *Certificate // what the host showed; nil without a handshake
}

// Trust is whether a certificate's chain leads to a root that is trusted here.
type Trust string

const (
	TrustUnknown Trust = "" // this computer has no roots to compare with
	Trusted      Trust = "trusted"
	SelfSigned   Trust = "self-signed"
	Untrusted    Trust = "untrusted" // another issuer, or certificates missing in between
)

// Certificate is a host's certificate.
type Certificate struct {
	CommonName string
	Names      []string // DNS names of the subject alternative name, as the certificate has them
	Issuer     string
	NotBefore  time.Time
	NotAfter   time.Time
	Expired    bool // or not valid yet, when it was looked at
	Trust      Trust
	Problem    string // why it is not trusted
	Sent       int    // certificates the host sent, its own included
}

// MX is one host of an MX set.
type MX struct {
	Preference uint16
	Host       Host
	TLSA       bool // there is a TLSA record for its port 25: DANE
}

// MXSet is the MX records of a domain.
type MXSet struct {
	Answer  Answer
	Aliases []string // where a CNAME at the domain leads, step by step: the records are that name's
	TTL     time.Duration
	Hosts   []MX // by preference, then by name
}

// TXT is the TXT records at a name; the strings of each record are joined.
type TXT struct {
	Answer Answer
	TTL    time.Duration
	Values []string
}

// Domain is one domain of the plan.
type Domain struct {
	Name       string
	MX         MXSet
	PlannedMX  []MX // in the order of the plan
	TenantHost Host
	TXT        TXT
	SPF        SPF // as DNS has it
	PlannedSPF SPF
	DMARC      DMARC
	MTASTS     MTASTS
}

// DMARC is the policy that holds for a domain.
type DMARC struct {
	Answer                Answer
	At                    string   // the domain that publishes it: the domain itself or the one it belongs to
	Inherited             bool     // published by the domain it belongs to
	Records               []string // more than one are as good as none
	Policy                string   // none, quarantine or reject; of a subdomain the one that holds for it
	Percent               int
	StrictSPF, StrictDKIM bool // alignment
}

// MTASTS is the policy that sending servers hold a domain's MX against.
type MTASTS struct {
	Answer  Answer   // of the _mta-sts record
	Records []string // more than one are as good as none
	ID      string
	Fetched bool
	Mode    string // enforce, testing or none; "" if there is no policy that could be read
	MX      []string
	MaxAge  time.Duration
}

// Proof is the record that shows who owns a domain.
type Proof struct {
	Domain  string
	Wanted  string // "" where the value is not known yet
	Answer  Answer // of the records that could hold it
	Present bool
}
