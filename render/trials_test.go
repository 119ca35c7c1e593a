package render_test

import (
	"fmt"
	"maps"
	"slices"
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
	b.stopsAtAFailure(t, scenario)
	b.waitsForSupport(t, scenario)
	b.stopsElsewhere(t, scenario)
	b.takesBackByGUID(t, scenario)
	b.needsTheValidation(t, scenario)
	b.validatesWhenAsked(t, scenario)
	b.onPremises(t, scenario)
	return b
}

// untouched is the organization of a sample before the set-up, with a connector of somebody else.
func untouched(scenario string) *service {
	at := organizations()[scenario]
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

// isAs fails where an organization is not as at another time.
func isAs(t *testing.T, want, got outcome) {
	t.Helper()
	if diff := cmp.Diff(want.Organization, got.Organization, cmpopts.EquateEmpty()); diff != "" {
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

// createsAll: nothing there, and a paste creates all; all there, and it is left alone.
func (b *book) createsAll(t *testing.T, scenario string) {
	var once []step
	for i := range b.stages {
		once = append(once, b.paste(i+1))
	}
	want, names := slices.Concat(b.commands(t)...), []string{}
	for _, a := range setUpOf(t, b.settled).Actions {
		if strings.HasPrefix(a.Command, "New-") && a.Doer != "on-premises" {
			names = append(names, a.Parameters["Name"].(string))
		}
	}
	b.add("paste creates all, and once more changes nothing", untouched(scenario), func(t *testing.T, of []outcome) {
		isDone(t, of...)
		did(t, want, of[:len(once)]...)
		did(t, nil, of[len(once):]...)
		var got []string
		for _, o := range of {
			for _, c := range o.Changes {
				if strings.HasPrefix(c.Cmdlet, "New-") {
					got = append(got, c.Given["Name"])
				}
			}
		}
		if diff := cmp.Diff(names, got); diff != "" {
			t.Errorf("the names of what was created:\n%s", diff)
		}
		for _, o := range of {
			if text := strings.Join(o.Output, "\n"); !strings.Contains(text, "RECEIPT") || strings.Contains(text, "STOPPED") {
				t.Errorf("the receipt is %q", text)
			}
		}
		isAs(t, of[len(once)-1], of[len(of)-1])
	}, append(once, once...)...)
}

// comesAndGoes: each stage with -WhatIf, which changes nothing, and then in earnest; once more, which changes nothing
// either; verify.ps1; and roll-back, after which all is as before.
func (b *book) comesAndGoes(t *testing.T, scenario string) {
	all := []step{b.run("verify")}
	for _, stage := range b.each("script", b.stages) {
		tried := b.run("script", "Stage="+stage.Given["Stage"].(string), "WhatIf")
		all = append(all, tried, stage)
	}
	again := len(all)
	all = append(all, b.each("script", b.stages)...)
	verify := len(all)
	all = append(all, b.run("verify"))
	back := len(all)
	all = append(all, b.each("rollback", backStages[:2], "WhatIf")...)
	all = append(all, b.each("rollback", backStages)...)
	stages := b.commands(t)
	b.add("script creates all, verify agrees, and roll-back takes it back", untouched(scenario), func(t *testing.T, of []outcome) {
		isDone(t, of...)
		if !slices.Contains(of[0].all("Agrees"), "False") {
			t.Error("nothing is there, and verify agrees:", of[0].Results)
		}
		for i, stage := range stages {
			was, tried, done := of[2*i], of[1+2*i], of[2+2*i]
			did(t, nil, tried)
			isAs(t, was, tried)
			if tried.Files != was.Files {
				t.Errorf("-WhatIf made %d files", tried.Files-was.Files)
			}
			did(t, stage, done)
			if len(stage) > 0 && done.Files == 0 {
				t.Error("nothing was recorded")
			}
		}
		did(t, nil, of[again:verify]...)
		for _, o := range of[again:verify] {
			if got := slices.DeleteFunc(o.all("Result"), func(r string) bool { return r == "Unchanged" || r == "Checked" }); len(got) > 0 {
				t.Error("the second run:", got)
			}
		}
		did(t, nil, of[verify])
		if agrees := of[verify].all("Agrees"); len(agrees) == 0 || slices.Contains(agrees, "False") {
			t.Error("verify:", of[verify].Results)
		}
		did(t, nil, of[back:back+2]...)
		isAs(t, of[verify], of[back+1])
		if of[back+1].Files != of[verify].Files {
			t.Error("-WhatIf made a file")
		}
		isAs(t, of[0], of[len(of)-1])
	}, all...)
}

// setsWhatDiffers: one property of one object differs. The script sets that one and roll-back puts it back; a paste
// leaves it and stops; verify.ps1 has one line more that disagrees.
func (b *book) setsWhatDiffers(t *testing.T, scenario string) {
	differs := map[string]edit{
		"New-OutboundConnector": {"OutboundConnector", "", "TlsDomain", "differs.example"},
		"New-InboundConnector":  {"InboundConnector", "", "TreatMessagesAsInternal", true},
		"New-TransportRule":     {"TransportRule", "", "SentToScope", "NotInOrganization"},
	}
	for _, a := range setUpOf(t, b.settled).Actions {
		e, ok := differs[a.Command]
		if !ok || a.Doer == "on-premises" || a.Stage != b.stages[0] {
			continue
		}
		e.Name = a.Parameters["Name"].(string)
		if a.Parameters["ConnectorType"] == "Partner" && e.Kind == "InboundConnector" {
			e.Property, e.Value = "TlsSenderCertificateName", "differs.example"
		}
		verify, second := b.run("verify"), "RecordPath=second.json"
		verify.Sets = []edit{e}
		if e.Kind == "TransportRule" && slices.Contains(b.commands(t)[0], "Enable-TransportRule") {
			b.add("one differs and acts on mail: "+e.Name, untouched(scenario), func(t *testing.T, of []outcome) {
				isDone(t, of[:2]...)
				stopped(t, of[2], e.Property)
				did(t, nil, of[1:]...)
			}, b.run("script", b.first(), "Ready"), verify, b.run("script", b.first(), "Ready"))
			continue
		}
		b.add("one differs: "+e.Name, untouched(scenario), func(t *testing.T, of []outcome) {
			isDone(t, of[:3]...)
			stopped(t, of[3], e.Property)
			isDone(t, of[4:]...)
			agreed, disagrees := disagreeing(of[1]), disagreeing(of[2])
			if diff := cmp.Diff(append(agreed, e.Name+" "+e.Property), disagrees, cmpopts.SortSlices(strings.Compare), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("verify disagrees:\n%s", diff)
			}
			did(t, nil, of[1:4]...)
			set := "Set-" + e.Kind
			did(t, []string{set}, of[4])
			if len(of[4].Changes) == 1 {
				given := of[4].Changes[0].Given
				if _, ok := given[e.Property]; !ok || len(given) != 2 {
					t.Errorf("%s was given %v", set, given)
				}
			}
			isAs(t, of[1], of[4])
			did(t, []string{set}, of[5])
			isAs(t, of[3], of[6]) // what was there before stays, as it was
		}, b.run("script", b.first(), "Ready"), b.run("verify"), verify, b.paste(1), b.run("script", b.first(), "Ready", second),
			b.run("rollback", "Stage=stop", "Ready", second), b.run("rollback", "Stage=remove", "Ready", second))
	}
}

// disagreeing are the lines of verify.ps1's table that do not agree.
func disagreeing(o outcome) (out []string) {
	for _, line := range o.Results {
		if line["Agrees"] == "False" {
			out = append(out, line["Object"]+" "+line["Property"])
		}
	}
	return out
}

const denied = "Access is denied by the stand-in."

// stopsAtAFailure: each command that changes something fails in turn, and nothing after it runs. What the script did
// before is taken back.
func (b *book) stopsAtAFailure(t *testing.T, scenario string) {
	for i, stage := range b.commands(t) {
		for n, command := range stage {
			if slices.Contains(stage[:n], command) || strings.HasPrefix(command, "Validate-") {
				continue // a validation that fails is reported and stops nothing
			}
			want := append(slices.Clone(stage[:n]), command)
			failing := map[string]string{command: denied}
			for _, doc := range []string{"paste", "script"} {
				all := []step{b.run("verify")}
				for k := range i + 1 {
					if doc == "paste" {
						all = append(all, b.paste(k+1))
					} else {
						all = append(all, b.run("script", "Stage="+b.stages[k], "Ready"))
					}
				}
				all[len(all)-1].Failures = failing
				at := len(all) - 1
				if doc == "script" {
					all = append(all, b.each("rollback", backStages)...)
				}
				b.add(fmt.Sprintf("%s fails in stage %s of %s", command, b.stages[i], doc), untouched(scenario), func(t *testing.T, of []outcome) {
					isDone(t, of[:at]...)
					stopped(t, of[at], denied)
					did(t, want, of[at])
					if doc == "script" {
						if at > 1 || len(want) > 1 { // else there is no record, and nothing to take back
							isDone(t, of[at+1:]...)
						}
						isAs(t, of[0], of[len(of)-1])
					}
				}, all...)
			}
		}
	}
}

// waitsForSupport: a connector is created disabled, and what needs it stays off however often one goes on.
func (b *book) waitsForSupport(t *testing.T, scenario string) {
	comesDisabled := false
	for _, a := range setUpOf(t, b.settled).Actions {
		comesDisabled = comesDisabled || a.Command == "New-InboundConnector" && a.Parameters["ConnectorType"] == "OnPremises" && a.Stage == b.stages[0]
	}
	if !comesDisabled {
		return
	}
	for _, doc := range []string{"paste", "script"} {
		var all []step
		for k := range b.stages {
			s := b.paste(k + 1)
			if doc == "script" {
				s = b.run("script", "Stage="+b.stages[k], "Ready")
			}
			s.IsCautious = true
			all = append(all, s)
		}
		b.add("created disabled, "+doc, untouched(scenario), func(t *testing.T, of []outcome) {
			stopped(t, of[0], "Enabled: expected True, found False")
			did(t, []string{"New-InboundConnector"}, of...)
			for _, o := range of[1:] {
				stopped(t, o, "")
			}
			for _, rule := range of[len(of)-1].Organization["TransportRule"] {
				if rule["State"] != "Disabled" {
					t.Error("the rule is on:", rule)
				}
			}
		}, all...)
	}
}

// stopsElsewhere: another tenant, or two connections, and no document does anything.
func (b *book) stopsElsewhere(t *testing.T, scenario string) {
	for name, c := range map[string]struct {
		kind string
		are  []any
		says string
	}{
		"another tenant":  {"AcceptedDomain", []any{newObject("DomainName", "elsewhere.onmicrosoft.com", "Name", "elsewhere")}, "is not the organization of"},
		"two connections": {"ConnectionInformation", []any{connection(), connection()}, "2 connections"},
		"no connection":   {"ConnectionInformation", []any{}, "0 connections"},
		"another session": {"ConnectionInformation", []any{connection("IsEopSession", true)}, "IsEopSession"},
	} {
		all := []step{b.paste(1), b.run("script", b.first(), "Ready"), b.run("verify"), b.run("rollback", "Ready")}
		for i := range all {
			all[i].Replaces = map[string]any{c.kind: plain(c.are)}
		}
		b.add(name, untouched(scenario), func(t *testing.T, of []outcome) {
			for _, o := range of {
				stopped(t, o, c.says)
				did(t, nil, o)
				if o.Files > 0 {
					t.Error("a file was written")
				}
			}
		}, all...)
	}
}

// takesBackByGUID: what was pasted is taken back with the GUIDs of the receipts. What is no object of its own is put back
// by hand: a sealer, the type of a domain, Direct Send.
func (b *book) takesBackByGUID(t *testing.T, scenario string) {
	all, made := []step{b.run("verify")}, []any{}
	for i := range b.stages {
		all = append(all, b.paste(i+1))
	}
	for _, command := range slices.Concat(b.commands(t)...) {
		if strings.HasPrefix(command, "New-") {
			made = append(made, fmt.Sprintf("00000000-0000-0000-0000-%012d", len(made)+1))
		}
	}
	for _, s := range b.each("rollback", backStages) {
		s.Given["CreatedGuid"] = made
		all = append(all, s)
	}
	all[len(all)-2].Replaces = map[string]any{"AcceptedDomain": plain(untouched(scenario).domains)} // by hand
	last := len(all) - 1
	b.add("what was pasted is taken back by its GUIDs", untouched(scenario), func(t *testing.T, of []outcome) {
		isDone(t, of[:last]...)
		if of[last].Thrown != "" { // the last run is for rules that were on until the one before
			stopped(t, of[last], "GUID")
		}
		was, is := maps.Clone(of[0].Organization), maps.Clone(of[last].Organization)
		for _, kind := range []string{"ArcConfig", "OrganizationConfig"} {
			delete(was, kind)
			delete(is, kind)
		}
		isAs(t, outcome{Organization: was}, outcome{Organization: is})
	}, all...)
}

// needsTheValidation: where a test message fails, the connector is neither recorded as validated nor turned on.
func (b *book) needsTheValidation(t *testing.T, scenario string) {
	for i, stage := range b.commands(t) {
		n := slices.Index(stage, "Validate-OutboundConnector")
		if n < 0 {
			continue
		}
		all := b.each("script", b.stages[:i+1])
		failed := newObject("TaskName", "Send test email", "IsTaskSuccessful", false)
		all[i].Replaces = map[string]any{"ValidationResult": plain([]any{failed})}
		b.add("a failed validation", untouched(scenario), func(t *testing.T, of []outcome) {
			if after := of[i].cmdlets()[n+1:]; slices.Contains(after, "Set-OutboundConnector") {
				t.Error("it was recorded, or turned on:", after)
			}
			for _, one := range of[i].Organization["OutboundConnector"] {
				if one["IsValidated"] == "True" {
					t.Error("recorded as validated:", one)
				}
			}
		}, all...)
	}
}

// validatesWhenAsked: verify.ps1 sends test messages only with -Validate, and records success only when every one
// succeeded.
func (b *book) validatesWhenAsked(t *testing.T, scenario string) {
	if !slices.Contains(slices.Concat(b.commands(t)...), "Validate-OutboundConnector") {
		return
	}
	var forgotten []edit
	for _, a := range setUpOf(t, b.settled).Actions {
		if a.Command == "New-OutboundConnector" {
			forgotten = append(forgotten, edit{"OutboundConnector", a.Parameters["Name"].(string), "IsValidated", false})
		}
	}
	failed := []any{newObject("TaskName", "Check connectivity", "IsTaskSuccessful", true), newObject("TaskName", "Send test email", "IsTaskSuccessful", false)}
	succeeds, fails := b.run("verify", "Validate"), b.run("verify", "Validate")
	succeeds.Sets = forgotten
	fails.Sets, fails.Replaces = forgotten, map[string]any{"ValidationResult": plain(failed)}
	all := b.each("script", b.stages)
	done := len(all)
	b.add("verify validates when it is asked to", untouched(scenario), func(t *testing.T, of []outcome) {
		isDone(t, of...)
		did(t, nil, of[done])
		did(t, []string{"Validate-OutboundConnector", "Set-OutboundConnector"}, of[done+1])
		if d := disagreeing(of[done+1]); len(d) > 0 {
			t.Error(d)
		}
		did(t, []string{"Validate-OutboundConnector"}, of[done+2])
		if d := disagreeing(of[done+2]); len(d) != 1 {
			t.Error(d)
		}
	}, append(all, b.run("verify"), succeeds, fails)...)
}

// onPremises: the block for the organization's own server creates its connector, and once more changes nothing.
func (b *book) onPremises(t *testing.T, scenario string) {
	text := document(t, "on-premises", b.settled)
	if !strings.Contains(text, "New-SendConnector") {
		return
	}
	b.documents[b.path("on-premises")] = text
	block := step{Path: b.path("on-premises")}
	b.add("on-premises creates, and once more changes nothing", untouched(scenario), func(t *testing.T, of []outcome) {
		isDone(t, of...)
		did(t, []string{"New-SendConnector"}, of...)
		isAs(t, of[0], of[1])
	}, block, block)
}
