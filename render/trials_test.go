package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// TestTrials runs every trial on both stand-ins, and what comes of it has to be the same. TestPowerShellTrials does it
// in PowerShell.
func TestTrials(t *testing.T) {
	for i, of := range setUps() {
		if every.Skips(i) {
			continue
		}
		t.Run(of.name, func(t *testing.T) {
			b := trials(t, of, "trials")
			want := inGo{}.play(t, b)
			b.check(t, want)
			if t.Failed() {
				return
			}
			got := inModule{}.play(t, b)
			b.check(t, got)
			b.compare(t, want, got)
		})
	}
}

// compare holds what came of the trials on one engine to what came of them on another.
func (b *book) compare(t *testing.T, want, got [][]outcome, but ...cmp.Option) {
	for i, tr := range b.Trials {
		for n := range tr.Steps {
			if diff := cmp.Diff(want[i][n], got[i][n], append(but, cmpopts.EquateEmpty())...); diff != "" {
				t.Errorf("%s: step %d, %s: the stand-in in Go differs:\n%s", tr.Name, n+1, tr.Steps[n].Path, diff)
			}
		}
	}
}

// ofTrials is a set-up that is tried: the sample of a scenario, with some of its answers said otherwise.
type ofTrials struct {
	name, scenario string
	otherwise      []string
}

func setUps() (all []ofTrials) {
	for _, sc := range steps.Scenarios() {
		all = append(all, ofTrials{name: sc.ID, scenario: sc.ID})
	}
	return append(all,
		ofTrials{"bypass and Direct Send", "third-party-filter", []string{"filtering.how: bypass",
			"filtering.bypass-ip-addresses: 198.51.100.0/24", "lockdown.reject-direct-send: true"}},
		ofTrials{"a pilot and DANE", "third-party-filter", []string{"filtering.pilot-users: pilot@contoso.com",
			"filtering.pilot-users: second@contoso.com", "dns.inbound-dane: true"}},
		ofTrials{"hostile names", "connector", []string{"connector.name: O'Brien\u2019s \"$(Get-Date)\" `n; } \u201e# {0} @' \u202ex",
			"connector.description: '; Remove-InboundConnector -Identity * #> \U0001f600 <# {1} $env:PATH"}})
}

// check holds what came of the trials to what they want.
func (b *book) check(t *testing.T, all [][]outcome) {
	for i, tr := range b.Trials {
		t.Run(tr.Name, func(t *testing.T) {
			tr.wants(t, all[i])
			if t.Failed() {
				for n, o := range all[i] {
					t.Logf("step %d: %s %v\nchanges: %v\nthrown: %s", n, tr.Steps[n].Path, tr.Steps[n].Given, o.cmdlets(), o.Thrown)
				}
			}
		})
	}
}

// trials are those of a set-up.
func trials(t *testing.T, of ofTrials, folder string) *book {
	t.Helper()
	b, scenario := newBook(t, of, folder), of.scenario
	b.createsAll(t, scenario)
	b.comesAndGoes(t, scenario)
	b.setsWhatDiffers(t, scenario)
	b.validatesTheNewWay(t, scenario)
	b.asksForTheNewWay(t, scenario)
	b.stopsAtAFailure(t, scenario)
	b.waitsForSupport(t, scenario)
	b.stopsElsewhere(t, scenario)
	b.takesBackByGUID(t, scenario)
	b.leavesOthersAlone(t, scenario)
	b.needsTheValidation(t, scenario)
	b.validatesWhenAsked(t, scenario)
	b.onPremises(t, scenario)
	return b
}

// untouched is the organization of a sample before the set-up, with a connector of somebody else.
func untouched(scenario string) *service {
	at := organizations()[scenario]
	at.domains[0].(*psObject).set("SmtpDaneStatus", "Enabled")
	other := outboundForm.copy()
	other.set("Name", "Somebody else's")
	other.set("Guid", "00000000-0000-0000-ffff-000000000001")
	at.outbound = append(at.outbound, other)
	at.sealers = []any{"other.example"}
	at.mx = []any{}
	hosts := map[string][]string{
		"third-party-filter":        {"mx1.contosomailfilter.com", "mx2.contosomailfilter.com"},
		"third-party-filter-hybrid": {"mx1.contosomailfilter.com"},
		"third-party-archive":       {"in.contosoarchive.com"},
	}
	for _, host := range hosts[scenario] {
		at.mx = append(at.mx, newObject("Name", "contoso.com", "NameExchange", host))
	}
	return at
}

// commands are what the set-up changes in Exchange Online, stage by stage.
func (b *book) commands(t *testing.T) (stages [][]string) {
	last := ""
	for _, a := range setUpOf(t, b.settled).Actions {
		if a.Command == "" || a.Doer == "on-premises" {
			continue
		}
		if a.Stage != last {
			stages, last = append(stages, nil), a.Stage
		}
		if !strings.HasPrefix(a.Command, "Get-") {
			stages[len(stages)-1] = append(stages[len(stages)-1], a.Command)
		}
	}
	if len(stages) != len(b.stages) {
		t.Fatalf("the actions are of %d stages, and the script has %v", len(stages), b.stages)
	}
	return stages
}

// isDone fails where a step stopped.
func isDone(t *testing.T, of ...outcome) {
	t.Helper()
	for i, o := range of {
		if o.Thrown != "" {
			t.Errorf("step %d of %d stopped: %s", i+1, len(of), o.Thrown)
		}
	}
}

// did are the changes of steps, which have to be those.
func did(t *testing.T, want []string, of ...outcome) {
	t.Helper()
	var got []string
	for _, o := range of {
		got = append(got, o.cmdlets()...)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("changes:\n%s", diff)
	}
}

// isAs fails where an organization is not as at another time. Its MX records are nobody's who runs a script.
func isAs(t *testing.T, want, got outcome) {
	t.Helper()
	isDNS := cmpopts.IgnoreMapEntries(func(kind string, _ []map[string]string) bool { return kind == "DnsName" })
	if diff := cmp.Diff(want.Organization, got.Organization, cmpopts.EquateEmpty(), isDNS); diff != "" {
		t.Errorf("the organization is not as before:\n%s", diff)
	}
}

// stopped fails unless a step stopped for that reason.
func stopped(t *testing.T, o outcome, says string) {
	t.Helper()
	if !strings.Contains(o.Thrown, says) || o.Thrown == "" {
		t.Errorf("%q is missing in what it stopped with: %q", says, o.Thrown)
	}
}
