package answers

import (
	"path"
	"slices"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// losing are the actions after which mail can be lost, refused or judged wrongly, and whatever is planned of what has to
// be done before each. Names may hold a star.
var losing = []struct {
	after  string
	before []string
}{
	{"dns.mx", []string{
		"dns.domains", "mailboxes", "service.ready", "dns.mta-sts", "dns.dane-*", "dns.lower-ttl", "dns.wait-lower", "dns.spf",
		"from-on-premises.create", "to-on-premises.create", "to-on-premises.validate", "dns.internal-relay-*",
		"lockdown.create", "filtering.create", "filtering.enable", "filtering.wait", "service.sealer",
	}},
	{"dns.dane-*", []string{"dns.domains"}},
	{"dns.internal-relay-*", []string{"dns.domains", "from-on-premises.create", "to-on-premises.create", "to-on-premises.validate"}},
	{"filtering.pilot", []string{"lockdown.create", "dns.mx", "dns.wait"}},
	{"through-service.enable", []string{"through-service.create", "dns.spf", "dns.wait-spf", "through-service.ready", "through-service.validate"}},
	{"on-premises.send*", []string{"dns.domains", "from-on-premises.create", "dns.spf", "dns.wait-spf"}},
	{"lockdown.lock", []string{
		"lockdown.create", "dns.mx", "dns.wait", "dns.trace", "lockdown.check", "filtering.pilot", "from-on-premises.create", "on-premises.send*",
	}},
	{"lockdown.direct-send", []string{"dns.trace", "lockdown.lock", "on-premises.send*", "through-service.enable"}},
	{"dns.raise-ttl", []string{"dns.trace", "lockdown.lock", "filtering.pilot"}},
	{"dns.mta-sts-enforce", []string{"dns.mta-sts", "dns.trace", "lockdown.lock", "filtering.pilot"}},
	{"service.spoofs", []string{"dns.trace"}},
	{"inbound.create", []string{"accepted-domain.verify", "accepted-domain.check"}},
	{"outbound.create", []string{"inbound.create"}},
	{"rule.enable", []string{"accepted-domain.*", "inbound.create", "outbound.create", "rule.create", "outbound.validate", "service.ready"}},
}

// neverNeeded are actions that nothing has to wait for.
var neverNeeded = []string{"dns.raise-ttl", "dns.mta-sts-enforce", "service.spoofs"}

// Whatever is answered, each action after which mail could be lost names what has to be done before it, itself or by
// what it needs, and the last look comes after everything that it looks at.
func TestNothingGoesLiveBeforeWhatItNeeds(t *testing.T) {
	visits(t, func(t *testing.T, s *steps.Settled) {
		up, problems := s.SetUp()
		if len(problems) > 0 {
			return
		}
		all := up.Actions(up.Records())
		needs, at := map[string]map[string]bool{}, map[string]int{}
		for i, a := range all {
			of := map[string]bool{}
			for _, id := range a.Needs {
				of[id] = true
				for more := range needs[id] {
					of[more] = true
				}
			}
			needs[a.ID], at[a.ID] = of, i
			if !slices.IsSortedFunc(a.Needs, func(x, y string) int { return at[x] - at[y] }) {
				t.Errorf("%s: what %s needs is not in the order in which it is done: %q", every.Says(s), a.ID, a.Needs)
			}
		}
		matches := func(pattern, id string) bool {
			ok, err := path.Match(pattern, id)
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		for _, rule := range losing {
			for _, a := range all {
				for _, b := range all {
					for _, before := range rule.before {
						if matches(rule.after, a.ID) && matches(before, b.ID) && !needs[a.ID][b.ID] {
							t.Errorf("%s: %s does not need %s", every.Says(s), a.ID, b.ID)
						}
					}
				}
			}
		}
		for _, a := range all {
			last := all[len(all)-1].ID
			if up.Scenario == "connector" || a.ID == last || needs[last][a.ID] || slices.Contains(neverNeeded, a.ID) {
				continue
			}
			t.Errorf("%s: the last look does not wait for %s", every.Says(s), a.ID)
		}
	})
}
