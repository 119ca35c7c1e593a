package follow

import (
	"net/netip"
	"strings"

	"eacwizard/steps/mailflow"
)

// atExchange is Exchange Online, from the connection to what it does with the message.
func (t *traveller) atExchange() leg {
	if !t.enter(AtExchange) {
		return nil
	}
	t.bypass, t.mute = false, ""
	switch {
	case t.conn.submitted:
		t.by, t.inside = nil, true
		if to := domainOf(t.m.Recipient); t.own(to) && !t.knowsRecipient(to) {
			return nil
		}
	case t.conn.round: // what it was before it stays
	default:
		if !t.attribute() || !t.takesIn() {
			return nil
		}
		t.headersIn()
	}
	route, ok := t.rules()
	if !ok {
		return nil
	}
	t.filtering()
	return t.onwards(route)
}

// headersIn says what becomes of Exchange's internal headers on the way in, and whether the message counts as sent from
// inside.
func (t *traveller) headersIn() {
	had := t.internal
	keeps := t.by != nil && t.by.Type == mailflow.OnPremises && t.by.Headers == mailflow.HeadersRetained
	t.internal, t.inside = had && keeps, had && keeps
	if !keeps {
		t.dropsOwn()
	}
	switch {
	case had && keeps:
		t.say(Finding{
			Topic: OnHeaders, Sure: Documented, Source: byAddOn,
			Says: "The connector keeps the internal headers: the message counts as sent from inside.",
		})
	case had && t.by != nil && t.by.Type == mailflow.OnPremises:
		t.say(Finding{
			Topic: OnHeaders, Sure: Documented, Source: byAddOn, Rule: "MF102",
			Says: "The connector removes the internal headers: the message is no longer trusted as sent from inside.",
			Why:  "It has to keep them where the connector on the way out does.",
		})
	case had:
		t.say(Finding{
			Topic: OnHeaders, Sure: Inferred, Source: byNewInbound, Rule: "MF103",
			Says: "The internal headers are removed.", Why: "They are trusted only on a connector of type OnPremises that keeps them.",
		})
	case keeps:
		f := Finding{
			Topic: OnHeaders, Sure: Inferred, Source: byAddOn,
			Says: "The connector would keep internal headers, but the message has none.", Why: "So it counts as mail from outside.",
		}
		if t.conn.from == AtService {
			f.Rule, f.Why = "MF102", f.Why+" The connector on the way out has to keep them as well."
		}
		t.say(f)
	}
}

// dropsOwn removes headers by which only Exchange itself may mark a message, where the connection is not trusted.
func (t *traveller) dropsOwn() {
	var keep []Header
	for _, h := range t.headers {
		if !strings.HasPrefix(lower(h.Name), "x-ms-exchange-organization-") {
			keep = append(keep, h)
			continue
		}
		t.say(Finding{
			Topic: OnHeaders, Sure: Inferred, Source: byNewInbound, Rule: "MF403",
			Says: "The header " + h.Name.String() + " is removed.", Why: "Names that begin like this are Exchange's own, and are trusted on no such connection.",
		})
	}
	t.headers = keep
}

// filtering says whether the message is looked at for spam, and whom it is judged by.
func (t *traveller) filtering() {
	if t.inside {
		t.say(Finding{
			Topic: OnFiltering, Sure: Inferred, Source: byAddOn,
			Says: "It is not judged as mail from the internet.", Why: "It counts as sent from inside; SPF is not looked at.",
		})
		return
	}
	if t.bypass {
		t.say(t.bypassed())
		return
	}
	judged := t.judged()
	if t.conn.from == AtFilter && judged == t.conn.address && !t.enhancedNow() {
		why, rule := t.unskipped()
		t.mute = rule
		t.say(Finding{
			Topic: OnFiltering, Sure: Documented, Source: byEnhanced, Rule: rule,
			Says: "It is filtered, and judged by " + shown(judged) + ", the address of " + t.inText(AtFilter) + ".",
			Why:  why,
		})
		t.say(Finding{
			Topic: OnSPF, Sure: Documented, Source: byEnhanced, Rule: rule,
			Says: "SPF fails: the record of " + t.senderDomain() + " hardly names that address.",
			Why:  "Good mail is taken for forged. Where the sender's DMARC policy is reject, 550 5.7.509 can follow.",
		})
		return
	}
	f := Finding{Topic: OnFiltering, Sure: Documented, Source: t.filterSource(), Says: "It is filtered, and judged by " + shown(judged) + "."}
	if t.by != nil && t.by.Type == mailflow.OnPremises {
		f.Sure, f.Why = Inferred, "It came by the organization's own connector, and still does not count as sent from inside."
	}
	t.say(f)
	t.spfOnArrival(judged)
	t.changed()
}

// bypassed says what a bypass rule does, and what speaks against it here.
func (t *traveller) bypassed() Finding {
	f := Finding{
		Topic: OnFiltering, Sure: Documented, Source: bySCL, Rule: "MF308",
		Says: "Most spam filtering is skipped.", Why: "The rule set SCL -1. With the MX records elsewhere even high-confidence phishing can be delivered.",
	}
	switch {
	case t.d.Scenario == archive:
		f.Sure, f.Rule, f.Why = Inferred, "MF309", "The rule set SCL -1, and the service does not look for spam either: nobody does."
	case t.enhancedNow():
		f.Rule, f.Why = "MF302", "The rule set SCL -1, which throws away what Enhanced Filtering makes possible."
	}
	return f
}

// unskipped says why nothing keeps the third party from being taken for the sender, and which rule of the catalogue that
// is about.
func (t *traveller) unskipped() (why, rule string) {
	for _, c := range t.now.in {
		if t.by != nil && c.Name == t.by.Name {
			continue
		}
		if c.Enhanced.Asked && (c.Enhanced.Skipping == mailflow.SkipLastHop || c.Enhanced.Skipping == mailflow.SkipAddresses) {
			return "Enhanced Filtering is on the connector " + called(c.Name.String()) + ", which did not take this message, so the service is taken for the sender.", "MF307"
		}
	}
	return "Neither Enhanced Filtering nor a bypass rule is in force for it, so the service is taken for the sender.", "MF301"
}

func (t *traveller) filterSource() string {
	if t.enhancedNow() {
		return byEnhanced
	}
	return byConnectors
}

func (t *traveller) senderDomain() string {
	return orElse(domainOf(t.m.MailFrom), "the sending server's own name")
}

// enhancedNow reports whether Enhanced Filtering acts on this message.
func (t *traveller) enhancedNow() bool {
	if t.by == nil || !t.by.Enhanced.Asked {
		return false
	}
	e := t.by.Enhanced
	if e.Skipping != mailflow.SkipLastHop && e.Skipping != mailflow.SkipAddresses {
		return false
	}
	for _, p := range e.Pilots {
		if lower(p) == lower(t.m.Recipient) {
			return true
		}
	}
	return len(e.Pilots) == 0
}

// judged is the address that a message from outside is judged by.
func (t *traveller) judged() (a netip.Addr) {
	a = t.conn.address
	if t.by == nil || !t.by.Enhanced.Asked {
		return a
	}
	e := t.by.Enhanced
	if !t.enhancedNow() {
		if len(e.Pilots) > 0 {
			t.say(Finding{
				Topic: OnFiltering, Sure: Documented, Source: byEnhanced, Rule: "MF306",
				Says: "Enhanced Filtering is for its pilot group alone, and " + t.m.Recipient.String() + " is not in it.",
			})
		}
		return a
	}
	switch e.Skipping {
	case mailflow.SkipLastHop:
		t.say(Finding{
			Topic: OnFiltering, Sure: Documented, Source: byEnhanced,
			Says: "Enhanced Filtering skips the last address, " + shown(a) + ".", Why: "The address before it is taken for the sender's.",
		})
		return t.m.Original
	case mailflow.SkipAddresses:
		if !skipped(e.Listed, a) {
			if t.conn.from == AtFilter {
				t.mute = "MF304"
			}
			t.say(Finding{
				Topic: OnFiltering, Sure: Documented, Source: byEnhanced, Rule: "MF304",
				Says: "Enhanced Filtering does not skip " + shown(a) + ": it is not in its list.", Why: "So this address is taken for the sender's.",
			})
			return a
		}
		t.say(Finding{Topic: OnFiltering, Sure: Documented, Source: byEnhanced, Says: "Enhanced Filtering skips " + shown(a) + ", which is in its list."})
		return t.m.Original
	}
	return a
}

// changed says what became of signatures in the third party's hands.
func (t *traveller) changed() {
	s := t.d.Service
	switch {
	case t.conn.from != AtFilter || !s.Changes:
	case s.Seals && !s.Sealer.IsZero():
		t.say(Finding{
			Topic: OnFiltering, Sure: Documented, Source: byARC,
			Says: "The service changed the message, which breaks DKIM signatures; its ARC seal of " + s.Sealer.String() + " is trusted, and says what they were before.",
		})
	default:
		t.say(Finding{
			Topic: OnFiltering, Sure: Documented, Source: byARC, Rule: "MF311",
			Says: "The service changed the message, which breaks DKIM signatures, and no trusted ARC seal says what they were before.",
			Why:  "Where SPF does not carry it, authentication fails: spoofed-sender entries are needed.",
		})
	}
}
