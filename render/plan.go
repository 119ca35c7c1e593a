package render

import (
	"fmt"
	"slices"

	"eacwizard/steps/mailflow"
)

// stint is a run of commands that can be given in one go: no manual action has to come between them.
type stint struct {
	Stage   mailflow.Stage
	Actions []action
	// First are the manual actions to be done before it and after the stint before.
	First []action
}

// stints cuts the commands for one shell into stints: one for each stage, and one more where a command needs something
// that is done elsewhere in the midst of its stage.
func stints(all []action, mine func(action) bool) (out []stint) {
	var waiting []action         // for a stint that they come before
	behind := map[string]bool{}  // what can not be done before the last stint is
	stinted := map[string]bool{} // what the last stint does
	needs := func(a action, of map[string]bool) bool {
		return slices.ContainsFunc(a.Needs, func(id string) bool { return of[id] })
	}
	for _, a := range all {
		if !mine(a) {
			if waiting = append(waiting, a); needs(a, stinted) || needs(a, behind) {
				behind[a.ID] = true
			}
			continue
		}
		if n := len(out); n == 0 || out[n-1].Stage != a.Stage || needs(a, behind) {
			out = append(out, stint{Stage: a.Stage, First: waiting})
			waiting, behind, stinted = nil, map[string]bool{}, map[string]bool{}
		}
		last := &out[len(out)-1]
		last.Actions, stinted[a.ID] = append(last.Actions, a), true
	}
	return out
}

// titles are what the blocks of the stints are called: after their stages, told apart where a stage has several, and
// without the promise of the first stage where something acts on mail from its creation on.
func titles(all []stint) (out []string) {
	parts := map[mailflow.Stage]int{}
	for _, s := range all {
		parts[s.Stage]++
	}
	part := map[mailflow.Stage]int{}
	for _, s := range all {
		title, atOnce := s.Stage.Title(), s.Stage == mailflow.StageCreate && slices.ContainsFunc(s.Actions, action.atOnce)
		if atOnce {
			title = "Create and set"
		}
		if part[s.Stage]++; parts[s.Stage] > 1 {
			title += fmt.Sprintf(", part %d", part[s.Stage])
		}
		if atOnce {
			title += ": acts at once"
		}
		out = append(out, title)
	}
	return out
}

// atOnce reports whether mail may take another way, or be judged otherwise, as soon as the action is done: a connector
// that is on, unless it is one that refuses and marks nothing or that waits for a rule, and every change.
func (a action) atOnce() bool {
	switch a.Does {
	case change:
		return true
	case create:
		return a.On.ByHybrid && lookup(a.Params, "Enabled") == boolean(true) && lookup(a.Params, "ConnectorType") == enum(mailflow.OnPremises) && !scoped(a)
	}
	return false
}

// uses are the subjects that a stint changes, looks at or depends on, each once, those it depends on first to last.
type use struct {
	*subject
	Made  bool // the stint makes it
	Least int  // what the stint depends on: the form it has to have at least when the stint begins; -1: none
	On    bool // it also has to be on
	// Valid says that a block before tested it, and that what this stint does is lost where a test failed.
	Valid bool
	From  string
}

// uses are the subjects of a stint.
func (s stint) uses(all []action) (out []*use) {
	at := func(of *subject) *use {
		for _, u := range out {
			if u.subject == of {
				return u
			}
		}
		out = append(out, &use{subject: of, Least: -1})
		return out[len(out)-1]
	}
	mine := map[string]bool{}
	for _, a := range s.Actions {
		mine[a.ID] = true
	}
	for _, a := range s.Actions {
		for _, of := range neededBy(a, all) {
			if mine[of.ID] || of.On == nil || a.On == nil || of.On.OnPremises != a.On.OnPremises || of.Does == extend {
				continue
			}
			u := at(of.On)
			if of.Form >= u.Least {
				u.Least, u.From = of.Form, of.ID
			}
			// A rule sends mail to connectors: with one of them off, it is refused or lost.
			u.On = u.On || a.Command == enabling && of.On.ByHybrid
			// Mail for unknown recipients goes round in a circle where the way to their server does not work.
			u.Valid = u.Valid || of.Does == validate && a.On.Noun == acceptedDomain.Noun
		}
		if a.On != nil && a.Does != extend {
			u := at(a.On)
			u.Made = u.Made || a.Does == create
			if a.Does == change && a.On.Forms[0] != nil && !u.Made && u.Least < a.Form-1 {
				u.Least = a.Form - 1
			}
			if a.Does == validate && !u.Made {
				u.Least = max(u.Least, 0)
			}
		}
	}
	return out
}

// neededBy are the actions that an action needs.
func neededBy(a action, all []action) (out []action) {
	for _, b := range all {
		if slices.Contains(a.Needs, b.ID) {
			out = append(out, b)
		}
	}
	return out
}
