package render_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The trials in which documents do what they are for.

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
		"New-OutboundConnector": {"OutboundConnector", "", "SenderRewritingEnabled", true},
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
		if b.turnsOn(t, a) || e.Kind == "TransportRule" && slices.Contains(b.commands(t)[0], "Enable-TransportRule") {
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
			stop, remove := []string{set}, []string(nil)
			if strings.HasSuffix(e.Kind, "Connector") { // mail may still be on its way by it
				stop, remove = remove, stop
			}
			did(t, stop, of[5])
			did(t, remove, of[6])
			isAs(t, of[3], of[6]) // what was there before stays, as it was
		}, b.run("script", b.first(), "Ready"), b.run("verify"), verify, b.paste(1), b.run("script", b.first(), "Ready", "Force", second),
			b.run("rollback", "Stage=stop", "Ready", second), b.run("rollback", "Stage=remove", "Ready", second))
	}
}

// turnsOn reports whether a connector that is made off is turned on in the same stage: what is there and on is not changed
// then.
func (b *book) turnsOn(t *testing.T, made setUpAction) bool {
	return slices.ContainsFunc(setUpOf(t, b.settled).Actions, func(a setUpAction) bool {
		return a.Stage == made.Stage && strings.HasPrefix(a.Command, "Set-") && a.Parameters["Identity"] == made.Parameters["Name"] && a.Parameters["Enabled"] == true
	})
}

// validatesTheNewWay: the way of a connector differs. The script sets it right and validates it again, and roll-back puts
// back the way of before, with what was noted of its validation.
func (b *book) validatesTheNewWay(t *testing.T, scenario string) {
	for _, a := range setUpOf(t, b.settled).Actions {
		if a.Command != "New-OutboundConnector" || a.Stage != b.stages[0] || b.turnsOn(t, a) {
			continue
		}
		differs := b.run("verify")
		differs.Sets = []edit{{"OutboundConnector", a.Parameters["Name"].(string), "TlsDomain", "differs.example"}}
		want := []string{"Set-OutboundConnector"}
		isValidated := slices.Contains(b.commands(t)[0], "Validate-OutboundConnector")
		if isValidated {
			want = append(want, "Validate-OutboundConnector", "Set-OutboundConnector")
		}
		const second = "RecordPath=second.json"
		b.add("the way differs: "+a.Parameters["Name"].(string), untouched(scenario), func(t *testing.T, of []outcome) {
			isDone(t, of...)
			did(t, want, of[3])
			if len(of[3].Changes) > 0 {
				if _, isVoid := of[3].Changes[0].Given["IsValidated"]; isVoid != isValidated {
					t.Errorf("it was validated: %v, and is set with %v", isValidated, of[3].Changes[0].Given)
				}
			}
			isAs(t, of[1], of[3])
			isAs(t, of[2], of[5])
		}, b.run("script", b.first(), "Ready"), b.run("verify"), differs, b.run("script", b.first(), "Ready", "Force", second),
			b.run("rollback", "Stage=stop", "Ready", second), b.run("rollback", "Stage=remove", "Ready", second))
	}
}

// asksForTheNewWay: the rule is on, and the connector that it sends mail to gets another way. Where the answer is no, or
// nobody is there to give one, nothing is changed, also where the record knows the connector.
func (b *book) asksForTheNewWay(t *testing.T, scenario string) {
	if scenario != "add-on-service" {
		return
	}
	for _, a := range setUpOf(t, b.settled).Actions {
		if a.Command != "New-OutboundConnector" {
			continue
		}
		all := b.each("script", b.stages)
		at := len(all)
		again, forced := b.run("script", b.first(), "Ready"), b.run("script", b.first(), "Ready", "Force")
		again.Sets = []edit{{"OutboundConnector", a.Parameters["Name"].(string), "SmartHosts", "differs.example"}}
		harmless := b.run("script", b.first(), "Ready")
		harmless.Sets = []edit{{"OutboundConnector", a.Parameters["Name"].(string), "SenderRewritingEnabled", true}}
		all = append(all, again, b.run("script", b.first(), "WhatIf"), forced, harmless)
		b.add("the way differs while the rule is on", untouched(scenario), func(t *testing.T, of []outcome) {
			isDone(t, of[:at]...)
			stopped(t, of[at], "othing was changed")
			did(t, nil, of[at:at+2]...)
			isDone(t, of[at+1:]...)
			did(t, []string{"Set-OutboundConnector", "Validate-OutboundConnector", "Set-OutboundConnector"}, of[at+2])
			isAs(t, of[at-1], of[at+2])
			did(t, []string{"Set-OutboundConnector"}, of[at+3])
		}, all...)
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
		isDone(t, of...)
		did(t, nil, of[last]) // what is gone is gone, and said to be
		was, is := maps.Clone(of[0].Organization), maps.Clone(of[last].Organization)
		for _, kind := range []string{"ArcConfig", "OrganizationConfig"} {
			delete(was, kind)
			delete(is, kind)
		}
		isAs(t, outcome{Organization: was}, outcome{Organization: is})
	}, all...)
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
		d := disagreeing(of[done+2])
		if len(d) != 2 || !strings.HasSuffix(d[0], " (test messages)") || !strings.HasSuffix(d[1], " IsValidated") {
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
