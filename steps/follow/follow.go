// Package follow says what happens to a message in a set-up, hop by hop, until it is delivered, refused, held or seen to
// go round. It computes from its arguments alone: no DNS, no clock. Where documents leave a question open, the finding
// says so and the journey goes on as seems most likely.
package follow

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// mostHops ends a journey that goes round without repeating itself. None is known to; Exchange counts hops likewise.
const mostHops = 20

// Follow is what happens to a message. A draft that lacks something is followed with what it has.
func Follow(d mailflow.Draft, m Message) Journey {
	t := &traveller{d: d, m: m, now: at(d, m.Stage), headers: slices.Clone(m.Headers), internal: m.Internal, seen: map[string]int{}}
	for next := t.start(); next != nil; {
		next = next()
	}
	return Journey{Message: m, Hops: t.hops, End: t.end}
}

// leg is the next stretch of a journey; nil ends it.
type leg func() leg

// traveller is a message on its way.
type traveller struct {
	d    mailflow.Draft
	m    Message
	now  standing
	hops []Hop
	end  End
	seen map[string]int // the hops so far, by what decides what comes next

	conn     connection
	headers  []Header
	internal bool // it carries Exchange's internal headers

	// What Exchange Online made of it the last time it came by.
	by     *mailflow.Inbound // the connector that took it
	inside bool              // it counts as sent from inside the organization
	bypass bool              // a rule keeps it from being filtered
	round  string            // the rule of the catalogue that says why it comes back here; "": MF401
	mute   string            // the rule of the catalogue that says why it looks forged; "": it does not
}

// connection is who hands the message over, and what it shows.
type connection struct {
	from        Place
	address     netip.Addr
	certificate mailflow.CertificateDomain
	tls         bool
	submitted   bool // by a mailbox that has signed in
	round       bool // by Exchange Online itself
}

// start is the first place.
func (t *traveller) start() leg {
	t.conn = connection{address: t.m.Address, certificate: t.m.Certificate, tls: !t.m.NoTLS}
	switch t.m.From {
	case Filter:
		return t.atFilter
	case OnPremises:
		t.conn.from = AtOwnServer
		return t.fromOwnServer
	case Mailbox:
		t.conn, t.internal = connection{from: AtMailbox, submitted: true, tls: true}, true
		return t.fromMailbox
	case Service:
		return t.returning
	}
	t.conn.from = AtSender
	return t.fromInternet
}

// enter opens a hop. It reports false, and ends the journey, where everything that decides about the message has been
// like this before.
func (t *traveller) enter(p Place) bool {
	again := t.seen[t.state(p)]
	t.hops = append(t.hops, Hop{Place: p, Name: t.name(p), Again: again})
	if again == 0 && len(t.hops) < mostHops {
		t.seen[t.state(p)] = len(t.hops)
		return true
	}
	rule := orElse(t.round, "MF401")
	t.say(Finding{
		Topic: OnLoop, Sure: Documented, Source: byNDR, Rule: rule,
		Says: "The message is here again as it was before, so everything happens again.",
		Why:  "Each round adds hops, and the message is returned once there are too many.",
	})
	t.end = End{
		Kind: Looping, At: p, Code: "5.4.14", Text: "Hop count exceeded - possible mail loop", Rule: rule,
		Says: "It goes round until the limit of hops is reached, and is then returned to its sender.",
	}
	if p == AtOwnServer {
		t.end.Code, t.end.Text = "554 5.4.6", "Hop count exceeded - possible mail loop"
	}
	return false
}

// state is what decides about the message at a place, as a key.
func (t *traveller) state(p Place) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s|%+v|%v", p, t.conn, t.internal)
	for _, h := range t.headers {
		fmt.Fprintf(&b, "|%q=%q", h.Name.Exchange(), h.Value)
	}
	return b.String()
}

// say adds a finding to the hop.
func (t *traveller) say(f Finding) {
	h := t.hop()
	h.Findings = append(h.Findings, f)
}

func (t *traveller) hop() *Hop { return &t.hops[len(t.hops)-1] }

// reject ends the journey with a refusal. The finding says why.
func (t *traveller) reject(code, text string, f Finding) leg {
	t.say(f)
	t.end = End{Kind: Rejected, At: t.hop().Place, Code: code, Text: text, Says: "It is refused" + t.whoTells(), Rule: f.Rule}
	return nil
}

// whoTells says who sends the non-delivery report.
func (t *traveller) whoTells() string {
	switch {
	case t.m.MailFrom.IsZero():
		return "; its sender address is empty, so nobody gets a report."
	case t.conn.submitted, t.conn.round, t.hop().Place != AtExchange:
		return ", and its sender gets a report."
	}
	return " while it is handed over; the server that wanted to hand it over reports to the sender."
}

// hold ends the journey with a message that waits to get to a place.
func (t *traveller) hold(toward Place, code, text string, f Finding) leg {
	t.say(f)
	t.end = End{
		Kind: Deferred, At: t.hop().Place, Toward: toward, Code: code, Text: text, Rule: f.Rule,
		Says: "It waits and is tried again. Unless something changes, it expires and is returned to its sender.",
	}
	return nil
}

// deliver ends the journey well.
func (t *traveller) deliver(says string) leg {
	t.end = End{Kind: Delivered, At: t.hop().Place, Says: says}
	return nil
}

// own reports whether a domain is the organization's, as far as the set-up and the message say.
func (t *traveller) own(domain string) bool {
	if domain == "" {
		return false
	}
	return slices.Contains(t.ownDomains(), domain)
}

func (t *traveller) ownDomains() (out []string) {
	add := func(d mailflow.Domain) {
		if !d.IsZero() {
			out = append(out, lower(d))
		}
	}
	for _, d := range t.d.MailDomains {
		add(d.Name)
	}
	add(t.d.Organization.InitialDomain)
	add(t.d.Accepted.Name)
	for _, d := range t.m.Own {
		add(d)
	}
	if t.m.From == Mailbox {
		add(t.m.author().Domain()) // whoever has a mailbox here has an address here
	}
	return out
}
