package mailflow

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// proofPreference keeps an MX record that only proves ownership behind every one that takes mail.
const proofPreference = 32767

// defaultTTL is what the admin center proposes for a proof, and what a record gets whose time to live nobody said; in seconds.
const defaultTTL = 3600

// Records are all DNS records that the draft changes, in the order of its domains. One that stays as it is is left out.
func (d *Draft) Records() (out []RecordSet) {
	if len(d.MailDomains) > 0 {
		out = make([]RecordSet, 0, 1+2*len(d.MailDomains))
	}
	if set, ok := d.Accepted.proof(); ok {
		out = append(out, set)
	}
	for i, spf := range d.SPF() {
		m := &d.MailDomains[i]
		if set, ok := m.spfOf(spf); ok {
			out = append(out, set)
		}
		if set, ok := d.mxOf(m); ok {
			out = append(out, set)
		}
	}
	return out
}

// proof is the record that shows whose the certificate domain is. Its zone is the service's.
func (a *AcceptedDomain) proof() (RecordSet, bool) {
	if a.Proof == ProofUnknown {
		return RecordSet{}, false
	}
	set := RecordSet{
		Zone: ZoneOf(a.Name), Name: a.Name, TTL: defaultTTL, Foreign: true,
		Why: "Proves to Microsoft 365 that the domain may be added to the organization. It can be removed once the domain is verified.",
	}
	switch {
	case a.Proof == ProofByTXT && !a.TXT.IsZero():
		set.Type, set.New = RecordTXT, []RecordData{{Text: a.TXT.Exchange()}}
	case a.Proof == ProofByMX && !a.MX.IsZero():
		set.Type, set.New = RecordMX, []RecordData{{Preference: proofPreference, Host: a.MX.Exchange()}}
	default:
		return RecordSet{}, false
	}
	return set, true
}

// ZoneOf is the zone that a name most likely lives in: the domain that was registered.
func ZoneOf(name Domain) Domain {
	registered, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(name.Exchange()))
	if err != nil {
		return name
	}
	zone, err := ParseDomain(registered)
	if err != nil {
		return name
	}
	return zone
}

func (m *MailDomain) ttl() uint32 {
	if m.TTL.IsZero() {
		return defaultTTL
	}
	return m.TTL.Seconds()
}

func (m *MailDomain) set(t RecordType) RecordSet {
	zone := m.Zone
	if zone.IsZero() {
		zone = ZoneOf(m.Name)
	}
	return RecordSet{Zone: zone, Name: m.Name, Type: t, TTL: m.ttl()}
}

func mxData(all []MailExchanger) []RecordData {
	out := make([]RecordData, 0, len(all))
	for _, x := range all {
		out = append(out, RecordData{Preference: x.Preference(), Host: x.Host()})
	}
	return out
}

// Moves reports whether the MX records of a domain change: they may name the service already.
func (d *Draft) Moves(m *MailDomain) bool {
	lacks := func(all, some []MailExchanger) bool {
		return slices.ContainsFunc(some, func(one MailExchanger) bool {
			return !slices.ContainsFunc(all, func(other MailExchanger) bool {
				return one.preference == other.preference && strings.EqualFold(one.host, other.host)
			})
		})
	}
	now, then := m.MXNow, d.Service.MX
	return len(then) > 0 && (lacks(now, then) || lacks(then, now))
}

// Moving are the domains whose MX records change.
func (d *Draft) Moving() (out []*MailDomain) {
	for i := range d.MailDomains {
		if m := &d.MailDomains[i]; d.Moves(m) {
			out = append(out, m)
		}
	}
	return out
}

// mxOf is the change of a domain's MX records.
func (d *Draft) mxOf(m *MailDomain) (RecordSet, bool) {
	if !d.Moves(m) {
		return RecordSet{}, false
	}
	set := m.set(RecordMX)
	set.New, set.Old, set.KeptKnown = mxData(d.Service.MX), mxData(m.MXNow), true
	set.TTL = min(set.TTL, shortTTL) // so that it can be taken back; it is raised when everything works
	set.Why = "All mail from the internet goes to the service first. The time to live is short until everything works."
	return set, true
}

// MergedSPF is the SPF record that a domain ends with, what is to be said of the merge, and whether there is one.
type MergedSPF struct {
	SPF
	Notes []SPFNote
	OK    bool
}

// SPF is the record that each of the mail domains ends with.
func (d *Draft) SPF() []MergedSPF {
	out := make([]MergedSPF, len(d.MailDomains))
	want := d.wantedSPF()
	for i := range out {
		m := &out[i]
		m.SPF, m.Notes, m.OK = MergeSPF(d.MailDomains[i].SPFNow, want)
	}
	return out
}

// spfOf is the change of a domain's SPF record.
func (m *MailDomain) spfOf(merged MergedSPF) (RecordSet, bool) {
	if !merged.OK || merged.Exchange() == m.SPFNow.Exchange() {
		return RecordSet{}, false
	}
	set := m.set(RecordTXT)
	set.TTL = defaultTTL // that of the MX records, which was asked for, says nothing of these, and may be a short one
	set.New = []RecordData{{Text: merged.Exchange()}}
	if !m.SPFNow.IsZero() {
		set.Old = []RecordData{{Text: m.SPFNow.Exchange()}}
	}
	for _, t := range m.OtherTXT {
		set.Kept = append(set.Kept, RecordData{Text: t.Content()})
	}
	set.KeptKnown = m.OtherKnown
	set.Why = "Names every host that sends mail of the domain to the internet."
	return set, true
}

// wantedSPF are the terms that the scenario's documents ask for: addresses first, then Microsoft's include, then the
// service's. The service belongs in it where it sends to the internet, and with mailboxes on-premises in any case,
// because the document for that asks for it.
func (d *Draft) wantedSPF() []SPFTerm {
	if len(d.MailDomains) == 0 {
		return nil
	}
	var service []SPFTerm
	if d.Service.SendsOutbound || !d.OnPremises.Host.IsZero() {
		service = d.Service.SPF
	}
	out := make([]SPFTerm, 0, len(service)+len(d.OnPremises.Addresses)+1)
	for i := range service {
		if service[i].IsAddress() {
			out = append(out, service[i])
		}
	}
	for _, a := range d.OnPremises.Addresses {
		out = append(out, cutTerm("ip4:"+a.Exchange()))
	}
	out = append(out, cutTerm("include:"+d.Organization.Cloud.SPFInclude()))
	for i := range service {
		if !service[i].IsAddress() {
			out = append(out, service[i])
		}
	}
	return out
}

// shortLived are the MX records as they stand, with the shorter time to live.
func (d *Draft) shortLived() (out []RecordSet) {
	for i := range d.MailDomains {
		m := &d.MailDomains[i]
		if m.ttl() <= shortTTL || len(m.MXNow) == 0 || !d.Moves(m) {
			continue
		}
		set := m.set(RecordMX)
		set.TTL, set.KeptKnown = shortTTL, true
		set.New = mxData(m.MXNow)
		set.Old = set.New
		set.Why = "Only the time to live changes: mail takes the new way sooner once the records move."
		out = append(out, set)
	}
	return out
}

// longLived are the MX records as they have become, with the time to live that the old ones had.
func (d *Draft) longLived() (out []RecordSet) {
	for i := range d.MailDomains {
		m := &d.MailDomains[i]
		if m.ttl() <= shortTTL || !d.Moves(m) {
			continue
		}
		set := m.set(RecordMX)
		set.KeptKnown = true
		set.New = mxData(d.Service.MX)
		set.Old = set.New
		set.Why = "Only the time to live changes."
		out = append(out, set)
	}
	return out
}
