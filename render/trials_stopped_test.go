package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The trials in which something is not as it has to be, and documents stop.

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
						if results := of[at].all("Result"); results[len(results)-1] != "Begun" {
							t.Error("the table does not say what had begun:", results)
						}
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

// leavesOthersAlone: a connector of the name is on, differs, and the record does not know it. Where the answer is no, or
// nobody is there to give one, nothing is changed; -WhatIf asks nothing; -Force sets it. What the record knows is set.
func (b *book) leavesOthersAlone(t *testing.T, scenario string) {
	for _, a := range setUpOf(t, b.settled).Actions {
		if a.Stage != b.stages[0] || !strings.HasSuffix(a.Command, "boundConnector") || !strings.HasPrefix(a.Command, "New-") || a.Parameters["Enabled"] != true {
			continue
		}
		e := edit{"OutboundConnector", a.Parameters["Name"].(string), "SenderRewritingEnabled", true}
		if a.Command == "New-InboundConnector" {
			e.Kind, e.Property = "InboundConnector", "TreatMessagesAsInternal"
		}
		if scenario != "connector" && e.Kind == "OutboundConnector" {
			continue // one of a kind is enough
		}
		differs := b.run("script", b.first(), "Ready", "RecordPath=second.json")
		differs.Sets = []edit{e}
		again := b.run("script", b.first(), "Ready")
		again.Sets = []edit{e}
		b.add("somebody else's: "+e.Name, untouched(scenario), func(t *testing.T, of []outcome) {
			isDone(t, of[0])
			stopped(t, of[1], "othing was changed")
			did(t, nil, of[1:3]...)
			isDone(t, of[2:]...)
			did(t, []string{"Set-" + e.Kind}, of[3])
			isAs(t, of[0], of[3])
			did(t, []string{"Set-" + e.Kind}, of[4])
			isAs(t, of[0], of[4])
		}, b.run("script", b.first(), "Ready"), differs, b.run("script", b.first(), "WhatIf", "RecordPath=second.json"),
			b.run("script", b.first(), "Ready", "Force", "RecordPath=second.json"), again)
	}
}

// needsTheValidation: where a test message fails, the connector is neither recorded as validated nor turned on, and no domain
// passes mail on to it.
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
			for _, command := range []string{"Set-OutboundConnector", "Set-AcceptedDomain"} {
				if after := of[i].cmdlets()[n+1:]; slices.Contains(after, command) {
					t.Error("it was recorded, turned on or relied on:", after)
				}
			}
			for _, one := range of[i].Organization["OutboundConnector"] {
				if one["IsValidated"] == "True" {
					t.Error("recorded as validated:", one)
				}
			}
		}, all...)
	}
}
