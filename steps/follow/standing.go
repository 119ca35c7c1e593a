package follow

import (
	"cmp"
	"slices"

	"eacwizard/steps/mailflow"
)

// standing is a set-up as it is at a stage of its plan: what is on, and where mail from the internet goes.
type standing struct {
	in, inOff   []mailflow.Inbound
	out, outOff []mailflow.Outbound
	rules       []mailflow.Rule // in the order in which they run
	moved       bool            // the MX records name the third party
	directSend  bool            // Direct Send is refused
}

// at is the draft at a stage. Objects are created before the MX records move; what the plan turns on late is off until
// the end.
func at(d mailflow.Draft, stage Stage) (now standing) {
	done := stage == EndState
	for _, c := range d.Connectors {
		switch c := c.(type) {
		case mailflow.Inbound:
			if c.LocksLater && !done {
				c = c.Unlocked()
			}
			if done { // the plan ends a pilot before the lock-down
				c.Enhanced.Pilots = nil
			}
			if c.Enabled {
				now.in = append(now.in, c)
			} else {
				now.inOff = append(now.inOff, c)
			}
		case mailflow.Outbound:
			if c.Enabled && (done || !c.TurnsOnLate) {
				now.out = append(now.out, c)
			} else {
				now.outOff = append(now.outOff, c)
			}
		}
	}
	for _, r := range d.Rules {
		r.Enabled = r.Enabled && (done || r.BypassSpamFiltering) // the bypass has to act before mail comes through the filter
		now.rules = append(now.rules, r)
	}
	slices.SortStableFunc(now.rules, func(a, b mailflow.Rule) int { return cmp.Compare(place(a), place(b)) })
	now.moved = stage != BeforeMove && len(d.MailDomains) > 0
	now.directSend = done && d.LockDown.RejectDirectSend
	return now
}

// place is where a rule stands: one without a priority was added last.
func place(r mailflow.Rule) int {
	if r.Priority.IsZero() {
		return 1 << 20
	}
	return r.Priority.Number()
}

// record is a domain's SPF record at a stage: known is false where the set-up does not say.
func record(d mailflow.Draft, stage Stage, domain string) (text mailflow.SPF, known bool) {
	for i, m := range d.MailDomains {
		if lower(m.Name) != domain {
			continue
		}
		if stage == BeforeMove {
			return m.SPFNow, true
		}
		spf := d.SPF()[i]
		return spf.SPF, spf.OK
	}
	return mailflow.SPF{}, false
}

// mailDomain is the domain whose MX moves, by its name.
func mailDomain(d mailflow.Draft, domain string) (mailflow.MailDomain, bool) {
	for _, m := range d.MailDomains {
		if lower(m.Name) == domain {
			return m, true
		}
	}
	return mailflow.MailDomain{}, false
}
