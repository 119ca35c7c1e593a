package follow

import (
	"net/netip"

	"eacwizard/steps/mailflow"
)

// verdict is what SPF says of an address.
type verdict string

const (
	passes    verdict = "passes"
	failsHard verdict = "fails"
	failsSoft verdict = "fails softly"
	neutral   verdict = "says nothing"
	hidden    verdict = "cannot be told without look-ups"
)

// check reads a record for one address. Terms that need look-ups are not known to match, so a record with others of
// them than those that known lets pass decides nothing.
func check(record mailflow.SPF, a netip.Addr, known func(mailflow.SPFTerm) (match, sure bool)) verdict {
	sure := true
	for _, term := range record.Effective() {
		match, certain := false, true
		switch {
		case term.Qualifier() == 0: // a modifier
			certain = term.Name() != "redirect"
		case term.Name() == "all":
			match = true
		case term.IsAddress():
			match = a.IsValid() && term.Network().Contains(a.Unmap())
			certain = a.IsValid()
		default:
			match, certain = known(term)
		}
		switch {
		case match && !sure && term.Name() == "all":
			return hidden
		case match:
			return map[byte]verdict{'+': passes, '-': failsHard, '~': failsSoft, '?': neutral}[term.Qualifier()]
		case !certain:
			sure = false
		}
	}
	if !sure {
		return hidden
	}
	return neutral
}

// spfOnArrival says what SPF makes of the address that a message is judged by.
func (t *traveller) spfOnArrival(a netip.Addr) {
	domain := domainOf(t.m.MailFrom)
	spf, known := record(t.d, t.m.Stage, domain)
	switch {
	case domain == "":
		t.say(Finding{Topic: OnSPF, Sure: Documented, Source: byRFC, Says: "MAIL FROM is empty, so SPF is looked up for the name that the server gives itself."})
	case !known:
		t.say(Finding{Topic: OnSPF, Sure: Documented, Source: bySPF, Says: "SPF of " + domain + " is looked up for " + shown(a) + "."})
	case spf.IsZero():
		t.say(Finding{Topic: OnSPF, Sure: Documented, Source: bySPF, Rule: "MF504", Says: domain + " has no SPF record, as far as the set-up knows."})
	default:
		v := check(spf, a, func(term mailflow.SPFTerm) (match, sure bool) { return false, t.microsofts(term) })
		if v == failsHard && t.mute == "" {
			t.mute = "MF206"
		}
		t.say(Finding{
			Topic: OnSPF, Sure: Documented, Source: byRFC,
			Says: "SPF of " + domain + " " + string(v) + " for " + shown(a) + ".", Why: "The record is " + spf.String(),
		})
	}
}

// microsofts reports the term that stands for Exchange Online.
func (t *traveller) microsofts(term mailflow.SPFTerm) bool {
	want, err := mailflow.ParseSPFTerm("include:" + t.d.Organization.Cloud.SPFInclude())
	return err == nil && sameTerm(term, want)
}

func sameTerm(a, b mailflow.SPFTerm) bool {
	return a.Name() == b.Name() && lowerText(a.Value()) == lowerText(b.Value())
}

// spfAtReceiver says what a receiver on the internet sees, and reports whether SPF fails there.
func (t *traveller) spfAtReceiver(from Place) (fails bool) {
	domain := domainOf(t.m.MailFrom)
	host := t.inText(from)
	if domain == "" {
		t.say(Finding{
			Topic: OnSPF, Sure: Documented, Source: byRFC,
			Says: "MAIL FROM is empty, so SPF is looked up for the name that " + host + " gives itself.",
		})
		return false
	}
	spf, known := record(t.d, t.m.Stage, domain)
	var v verdict
	switch {
	case known && spf.IsZero():
		t.say(Finding{
			Topic: OnSPF, Sure: Documented, Source: bySPF, Rule: "MF504",
			Says: domain + " has no SPF record, as far as the set-up knows, so SPF says nothing of " + host + ".",
		})
		return false
	case !known && domain == lower(t.d.Organization.InitialDomain):
		t.say(Finding{
			Topic: OnSPF, Sure: Inferred, Source: bySPF,
			Says: "The receiver sees an address of " + host + ". SPF of " + domain + " is Microsoft's affair: nothing is to be published for it.",
		})
		return false
	case !known:
		t.say(Finding{
			Topic: OnSPF, Sure: Documented, Source: bySPF, Rule: "MF504",
			Says: "The receiver sees an address of " + host + ". SPF passes where the record of " + domain + " has " + t.wantedTerm(from) + ".",
		})
		return false
	}
	switch from {
	case AtFilter:
		v = check(spf, netip.Addr{}, func(term mailflow.SPFTerm) (bool, bool) { return t.services(term), t.microsofts(term) })
		for _, term := range spf.Effective() {
			if term.IsAddress() && term.Qualifier() == '+' && t.services(term) {
				v = passes
			}
		}
	case AtOwnServer:
		v = check(spf, Default(t.d, OnPremises).Address, func(term mailflow.SPFTerm) (bool, bool) { return false, t.microsofts(term) })
	default:
		v = check(spf, netip.Addr{}, func(term mailflow.SPFTerm) (bool, bool) { return t.microsofts(term), t.services(term) })
	}
	f := Finding{
		Topic: OnSPF, Sure: Documented, Source: bySPF,
		Says: "The receiver sees an address of " + host + ": SPF of " + domain + " " + string(v) + ".", Why: "The record is " + spf.String(),
	}
	if fails = v == failsHard || v == failsSoft; fails {
		f.Rule = "MF504"
	}
	t.say(f)
	return fails
}

// services reports a term that the third party asked for.
func (t *traveller) services(term mailflow.SPFTerm) bool {
	for _, want := range t.d.Service.SPF {
		if sameTerm(term, want) {
			return true
		}
	}
	return false
}

func (t *traveller) wantedTerm(from Place) string {
	switch {
	case from == AtFilter && len(t.d.Service.SPF) > 0:
		return t.d.Service.SPF[0].String()
	case from == AtFilter:
		return "the service's term"
	case from == AtOwnServer:
		return "the server's address"
	}
	return "include:" + t.d.Organization.Cloud.SPFInclude()
}
