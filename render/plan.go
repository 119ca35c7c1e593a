package render

import (
	"slices"
	"strconv"

	"eacwizard/steps/mailflow"
)

// stint is a run of commands that can be given in one go: no manual action has to come between them.
type stint struct {
	Stage   mailflow.Stage
	Actions []action
	// First are the actions elsewhere that have to be done before it and were not asked for by a stint before: for the
	// first stint all that come before it, for a later one those that it needs.
	First []*action
	Uses  []*use // what it changes, looks at or depends on
}

// stints cuts the commands for one shell into stints: one for each stage, and one more where a command needs something
// that is done elsewhere in the midst of its stage. done is what they do, one behind the other.
func stints(all []action, mine func(action) bool) (out []stint, done []action) {
	n := 0
	for i := range all {
		if mine(all[i]) {
			n++
		}
	}
	if n == 0 {
		return nil, nil
	}
	out, done = make([]stint, 0, 8), make([]action, 0, n)
	others := make([]*action, 0, len(all)-n) // what is done elsewhere
	before := 0                              // how many of them come before the last stint
	var behind, stinted []string             // what cannot be done before the last stint is, and what that does
	for i := range all {
		a := &all[i]
		if !mine(*a) {
			if others = append(others, a); a.needsOf(stinted) || a.needsOf(behind) {
				behind = append(behind, a.ID)
			}
			continue
		}
		if n := len(out); n == 0 || out[n-1].Stage != a.Stage || a.needsOf(behind) {
			out = append(out, stint{Stage: a.Stage, First: slices.Clip(others[before:])})
			before, behind, stinted = len(others), behind[:0], stinted[:0]
		}
		last := &out[len(out)-1]
		done = append(done, *a)
		last.Actions, stinted = done[len(done)-len(last.Actions)-1:], append(stinted, a.ID)
	}
	for i := range out {
		out[i].Actions = slices.Clip(out[i].Actions)
	}
	var later []*action // not needed yet
	for i := 1; i < len(out); i++ {
		needed, first := neededInAll(out[i].Actions, all), slices.Concat(later, out[i].First)
		out[i].First, later = nil, nil
		for _, w := range first {
			if slices.Contains(needed, w.ID) {
				out[i].First = append(out[i].First, w)
			} else {
				later = append(later, w)
			}
		}
	}
	return out, done
}

// needsOf reports whether an action needs one of some.
func (a *action) needsOf(ids []string) bool {
	for _, id := range a.Needs {
		if slices.Contains(ids, id) {
			return true
		}
	}
	return false
}

// directly is what the actions of a stint need themselves and is done elsewhere.
func (s stint) directly(all []action) (out []*action) {
	for i := range all {
		a := &all[i]
		isNeeded := slices.ContainsFunc(s.Actions, func(b action) bool { return slices.Contains(b.Needs, a.ID) })
		if isNeeded && !has(s.Actions, a.ID) {
			out = append(out, a)
		}
	}
	return out
}

// neededInAll are the ids of all that some actions need, and what these need. One that several need may stand there
// several times.
func neededInAll(some, all []action) []string {
	out := make([]string, 0, 2*len(all))
	for i := range slices.Backward(all) { // what is needed comes earlier
		if a := &all[i]; len(a.Needs) > 0 && (slices.Contains(out, a.ID) || has(some, a.ID)) {
			out = append(out, a.Needs...)
		}
	}
	return out
}

// has reports whether an action is among some.
func has(some []action, id string) bool {
	for i := range some {
		if some[i].ID == id {
			return true
		}
	}
	return false
}

// directlyNeeded adds the places among all of the actions that an action needs, without those that another of them needs.
func directlyNeeded(places []int, a *action, all []action) []int {
	begun := len(places)
	var few [64]string
	further := few[:0] // what those need that are looked at already: what is needed comes earlier
	for i := len(all) - 1; i >= 0; i-- {
		b := &all[i]
		isFurther := slices.Contains(further, b.ID)
		if !isFurther && !slices.Contains(a.Needs, b.ID) {
			continue
		}
		if further = append(further, b.Needs...); !isFurther {
			places = append(places, i)
		}
	}
	slices.Reverse(places[begun:])
	return places
}

// titles are what the blocks of the stints are called: after their stages, told apart where a stage has several. What
// comes before mail takes its new way is called after what it does, and says whether mail is concerned at once.
func titles(all []stint) []string {
	out := make([]string, 0, len(all))
	for i, s := range all {
		part, parts := 1, 0
		for j := range all {
			if all[j].Stage == s.Stage {
				parts++
				if j < i {
					part++
				}
			}
		}
		title, early := s.Stage.Title(), s.Stage == mailflow.StageCreate || s.Stage == mailflow.StagePrepare
		if does := s.doings(); does != "" && s.Stage == mailflow.StageCreate {
			title = does
		}
		if parts > 1 {
			title += ", part " + strconv.Itoa(part)
		}
		switch {
		case early && slices.ContainsFunc(s.Actions, action.atOnce):
			title += atOnceInTitle
		case early:
			title += " (changes no mail yet)"
		case slices.ContainsFunc(s.Actions, func(a action) bool { return a.Does == create && a.atOnce() }):
			title += atOnceInTitle
		case s.Stage == mailflow.StageEnable && slices.ContainsFunc(s.Actions, func(a action) bool { return a.Does == validate }):
			title = "Test it, and " + lowerFirst(title)
		}
		out = append(out, title)
	}
	return out
}

// atOnceInTitle ends the title of a block that may change the way of mail at once.
const atOnceInTitle = " (acts at once)"

// doings says what a stint does, in words that a heading can have: Create, set and test.
func (s stint) doings() string {
	var does [3]bool
	for i := range s.Actions {
		switch s.Actions[i].Does {
		case create:
			does[0] = true
		case change, extend:
			does[1] = true
		case validate:
			does[2] = true
		}
	}
	var few [3]string
	verbs := few[:0]
	for i, verb := range []string{"create", "set", "test"} {
		if does[i] {
			verbs = append(verbs, verb)
		}
	}
	if len(verbs) == 0 {
		return ""
	}
	return capital(mailflow.Spoken(verbs))
}

// atOnce reports whether mail may take another way, or be judged otherwise, as soon as the action is done: every change,
// and whatever is created on, unless it waits for a rule, or is of a kind that can be on and do nothing yet.
func (a action) atOnce() bool {
	on := func(name string) bool { return lookup(a.Params, name) == boolean(true) }
	switch {
	case a.Does == change, a.Does == extend:
		return true
	case a.Does != create, !on("Enabled"), scoped(a):
		return false
	}
	return a.On.AtOnce == nil || a.On.AtOnce(a.Params)
}

// use is a subject that a stint changes, looks at or depends on.
type use struct {
	*subject
	Made  bool // the stint makes it
	Least int  // what the stint depends on: the form it has to have at least when the stint begins; -1: none
	On    bool // it also has to be on
	// Noted says that a block before tested it: that stands on the object by now, or a person says that a test by hand
	// succeeded. Where the test is in the same block, see changeValidated.
	Noted bool
	From  string
}

// uses are the subjects of a stint, each once, in the order in which its actions come to them.
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
	for i := range s.Actions {
		a := &s.Actions[i]
		for _, of := range neededBy(a, all) {
			if has(s.Actions, of.ID) || of.On == nil || a.On == nil || of.On.OnPremises != a.On.OnPremises || of.Does == extend {
				continue
			}
			u := at(of.On)
			if of.Form >= u.Least {
				u.Least, u.From = of.Form, of.ID
			}
			// A rule and a relay domain send mail to connectors, and a lock-down spares what comes by another: with one of
			// them off, it is refused or lost.
			locks := a.On != of.On && a.Does == change && refusesAll(a.On.Forms[a.Form])
			relays := of.On.Noun == outbound.Noun && lookup(a.Params, "DomainType") == enum(internalRelay)
			u.On = u.On || (a.Command == enabling || locks || relays) && of.On.IsConnector
			u.Noted = u.Noted || of.Does == validate
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
func neededBy(a *action, all []action) []*action {
	if len(a.Needs) == 0 {
		return nil
	}
	out := make([]*action, 0, len(a.Needs))
	for i := range all {
		if b := &all[i]; slices.Contains(a.Needs, b.ID) {
			out = append(out, b)
		}
	}
	return out
}
