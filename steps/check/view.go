package check

import (
	"net/netip"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

// view is what a rule may look at.
type view struct {
	*steps.Settled
	draft   mailflow.Draft
	seen    *seen.Facts // nil: nobody looked
	domains []*domain
	lists   []addressList
	outs    []mailflow.Outbound
	ins     []mailflow.Inbound
	own     []string // see ownDomains
	tenant  []string // see tenantHosts
}

// domain is a mail domain with the SPF record that it ends with.
type domain struct {
	*mailflow.MailDomain
	spf   mailflow.SPF
	notes []mailflow.SPFNote
	sight steps.Sight
}

func newView(s *steps.Settled, draft mailflow.Draft, facts *seen.Facts) *view {
	v := &view{Settled: s, draft: draft, seen: facts}
	v.domains = make([]*domain, len(draft.MailDomains))
	for i, spf := range s.SPF() {
		m := &draft.MailDomains[i]
		v.domains[i] = &domain{m, spf.SPF, spf.Notes, s.Sight("dns").Of("domains", m.Name.String())}
	}
	v.outs, v.ins = make([]mailflow.Outbound, 0, len(draft.Connectors)), make([]mailflow.Inbound, 0, len(draft.Connectors))
	for _, c := range draft.Connectors {
		switch c := c.(type) {
		case mailflow.Outbound:
			v.outs = append(v.outs, c)
		case mailflow.Inbound:
			v.ins = append(v.ins, c)
		}
	}
	v.lists, v.own, v.tenant = v.addressLists(), v.ownDomains(), v.tenantHosts()
	return v
}

// key is the question about the domain with that short name.
func (d *domain) key(name string) steps.Key { return d.of(name).Key }

// of is that question. It is always asked: a domain gets into the draft as an item about which everything is.
func (d *domain) of(name string) *steps.Asked { return d.sight.Find(name) }

// of is a part's question by its short name.
func (v *view) of(part, name string) steps.Asked {
	if q := v.Sight(part).Find(name); q != nil {
		return *q
	}
	return steps.Asked{}
}

// ticked reports a box that is open and ticked.
func (v *view) ticked(part, name string) bool {
	q := v.Sight(part).Find(name)
	return q != nil && q.Open && q.Value.On()
}

// unticked reports a box that is open and not ticked.
func (v *view) unticked(part, name string) bool {
	q := v.Sight(part).Find(name)
	return q != nil && q.Open && !q.Value.On()
}

// chosen is the answer of an open choice, or "".
func (v *view) chosen(part, name string) string {
	if q := v.Sight(part).Find(name); q != nil && q.Open {
		return q.Value.Text()
	}
	return ""
}

func (v *view) scenario() string { return v.Settled.Scenario.ID }

// outbound is the outbound connector of a part.
func (v *view) outbound(part string) (mailflow.Outbound, bool) {
	c, _ := v.draft.Find(part)
	out, ok := c.(mailflow.Outbound)
	return out, ok
}

// inbound is the inbound connector of a part.
func (v *view) inbound(part string) (mailflow.Inbound, bool) {
	c, _ := v.draft.Find(part)
	in, ok := c.(mailflow.Inbound)
	return in, ok
}

// unlocked reports a scenario with a lock-down that stays off.
func (v *view) unlocked() bool {
	in, ok := v.inbound("lockdown")
	return ok && in.Open
}

// entry is an item of a list that can stand, and its place.
type entry[T any] struct {
	at    int
	value T
}

// entries gives the items of a list with their places. parsed are those of the draft, which leaves out what no parser
// takes; where that is none, they need not be read again.
func entries[T any](q steps.Asked, parsed []T, parse func(string) (T, error)) (out []entry[T]) {
	if len(q.Value) == 0 {
		return nil
	}
	out = make([]entry[T], 0, len(q.Value))
	if len(parsed) == len(q.Value) {
		for i, p := range parsed {
			out = append(out, entry[T]{i, p})
		}
		return out
	}
	for i, item := range q.Value {
		if p, err := parse(item); err == nil {
			out = append(out, entry[T]{i, p})
		}
	}
	return out
}

// addressList is a question that lists addresses of senders.
type addressList struct {
	q       steps.Asked
	entries []entry[mailflow.SenderAddress]
}

// addressLists are all of them. One that only repeats another's answer is left out.
func (v *view) addressLists() (out []addressList) {
	for _, c := range v.ins {
		if q := v.of(c.PartID, "sender-ip-addresses"); q.Open && q.Said {
			out = append(out, addressList{q, entries(q, c.SenderAddresses, mailflow.ParseSenderAddress)})
		}
	}
	if q := v.of("on-premises", "public-addresses"); q.Open {
		out = append(out, addressList{q, entries(q, v.draft.OnPremises.Addresses, mailflow.ParseSenderAddress)})
	}
	return out
}

// hostAt is a smart host and where it was typed.
type hostAt struct {
	key  steps.Key
	item int
	mailflow.SmartHost
}

// hosts are a connector's smart hosts. Where they were taken over from the name of the organization's own server, that
// is where they were typed.
func (v *view) hosts(c mailflow.Outbound) (out []hostAt) {
	q := v.of(c.PartID, "smart-hosts")
	if !q.Open {
		return nil
	}
	own := v.of("on-premises", "host")
	for _, e := range entries(q, c.SmartHosts, mailflow.ParseSmartHost) {
		if !q.Said && own.Field != nil {
			out = append(out, hostAt{own.Key, -1, e.value})
			continue
		}
		out = append(out, hostAt{q.Key, e.at, e.value})
	}
	return out
}

// ownDomains are the names that are surely the organization's own.
func (v *view) ownDomains() (out []string) {
	out = make([]string, 0, len(v.domains)+1)
	for _, d := range v.domains {
		out = append(out, lower(d.Name))
	}
	if d := v.draft.Organization.InitialDomain; !d.IsZero() {
		out = append(out, lower(d))
	}
	return out
}

// exchanges is a value of mailflow.
type exchanges interface{ Exchange() string }

func lower(v exchanges) string { return strings.ToLower(v.Exchange()) }

// within reports whether a name is that domain or below it.
func within(name, domain string) bool { return name == domain || strings.HasSuffix(name, "."+domain) }

// covers reports whether a pattern takes in a domain. Whether *.contoso.com takes in contoso.com itself is told
// differently by different documents, so that it counts as taken in: no alarm is made of it.
func covers(pattern, domain string) bool {
	over, star := strings.CutPrefix(pattern, "*.")
	return pattern == "*" || pattern == domain || star && within(domain, over)
}

// network is the block that a smart host given by address stands for.
func network(host string) (netip.Prefix, bool) {
	if host == "" || !('0' <= host[0] && host[0] <= '9') && !strings.Contains(host, ":") { // most are names
		return netip.Prefix{}, false
	}
	if p, err := netip.ParsePrefix(host); err == nil {
		return p.Masked(), true
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}
