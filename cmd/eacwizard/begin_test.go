package main

import (
	"io"
	"testing"

	"eacwizard/steps"
	"eacwizard/wizard"
)

// A scenario that is chosen in the wizard has a draft of its own; what was answered for another one stays a draft.
func TestDraftsFollowTheChosenScenario(t *testing.T) {
	state := t.TempDir()
	p := &program{env: func(name string) string {
		if name == "XDG_STATE_HOME" || name == "LocalAppData" || name == "HOME" {
			return state
		}
		return ""
	}}
	all := steps.Scenarios()
	k := p.keeper(true, all[0])
	said := func(key steps.Key, text string) steps.State { return steps.State{Answers: steps.Answers{key: {text}}} }
	k.begin(all[1])
	k.put(said("service.name", "Signer"), false)
	k.begin(all[0])
	k.begin(all[0]) // chosen again: the same draft
	k.put(said("connector.name", "Bank"), false)
	k.begin(all[1])
	k.put(said("service.name", "Signer 2"), false)
	last := said("service.name", "Signer 3")
	if !k.end(wizard.Result{State: last, Settled: all[1].Settle(last.Answers)}, io.Discard) {
		t.Error("no draft is kept")
	}
	store, err := p.drafts()
	if err != nil {
		t.Fatal(err)
	}
	list, problems := store.List()
	got := map[string]string{}
	for _, d := range list {
		for _, v := range d.State.Answers {
			got[d.Scenario] = v.Text()
		}
		if d.InUse {
			t.Errorf("%s is still held", d.Scenario)
		}
	}
	if len(list) != 2 || got["connector"] != "Bank" || got["add-on-service"] != "Signer 3" {
		t.Errorf("%v, %v", got, problems)
	}
}
