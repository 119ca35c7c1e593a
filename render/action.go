package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// deed is what an action does, whatever kind of object it does it to. An action by hand has none.
type deed string

const (
	// create makes the object, unless it is there as wanted, then reads it back and compares.
	create deed = "create"
	// change brings the object from the form before to the next one, unless it is there, then reads it back.
	change deed = "change"
	// extend adds one entry to a list that others have entries in as well.
	extend deed = "extend"
	// validate has the service test the object. A failed test is reported and stops nothing.
	validate deed = "validate"
	// record notes on the object that it was validated, only if all tests succeeded.
	record deed = "record-validation"
	// require only looks: a domain has to be an accepted domain.
	require deed = "require"
	// cover only looks: no accepted domain may be left that is not listed.
	cover deed = "cover"
)

// action is one thing to be done, as data. Documents are written from actions and from nothing else.
type action struct {
	*mailflow.Action // what the plan says of it; nil while no plan has it
	Does             deed
	On               *subject // what it is done to; nil: by hand, or only looked
	Form             int      // of the subject: the form that it has afterwards
	Command          string   // "" where nothing is run
	Params           []parameter
	Brings           []parameter // what it gives its object, where that is not what its parameters say
	Y                string      // what the names of its own variables begin with
	Remark           string      // what a reader of the parameters should know, or ""; like Advice, ASCII without quotes
	Advice           string      // what to say where it does not come out as it should, or ""
}

// subject is an object that actions are about, in the forms that it goes through.
type subject struct {
	*object
	Name string // "" where there is only one of its kind
	X    string // what its variables begin with
	Says string // the expression for its name
	// Forms are its properties after each action that changes it. The first may be nil: whatever it is.
	Forms [][]parameter
	// Idle are the properties by which it does nothing to mail yet, of one that is made; nil where there are none.
	Idle []parameter
}

// among is the action's title among others: with the name of what it is done to, where another has the same title.
func (a action) among(all []action) string {
	if a.On == nil {
		return a.Title
	}
	for i := range all {
		if b := &all[i]; b.Title == a.Title && b.ID != a.ID {
			return a.Title + ": " + a.On.Name
		}
	}
	return a.Title
}

// staysOff reports whether the set-up leaves it off: somebody turns it on by hand when the other side is ready, which is
// one more form in which it is as it has to be.
func (s *subject) staysOff() bool {
	return lookup(s.last(), "Enabled") == boolean(false)
}

// last are the properties that it has in the end.
func (s *subject) last() []parameter {
	if len(s.Forms) == 0 {
		return nil
	}
	return s.Forms[len(s.Forms)-1]
}

// actions are what a set-up comes to, in the order in which it has to be done, manual ones among them. Every parameter
// has a value.
func actions(up mailflow.SetUp, records []mailflow.RecordSet) []action {
	subjects := map[objectKey]*subject{}
	planned := up.Actions(records)
	out := make([]action, 0, len(planned)+4) // some have a second command
	for i := range planned {
		of, first := &planned[i], len(out)
		if out = does(out, of.Deed); len(out) == first {
			out = append(out, action{})
		}
		for j := first; j < len(out); j++ {
			a, own := &out[j], out[j].Action
			if a.Action = of; own != nil { // one of several commands
				a.Action = new(*of)
				a.Title, a.Seen = own.Title, cmp.Or(own.Seen, of.Seen)
			}
			if j > first { // that the first calls for
				a.ID, a.Needs = of.Part+"."+string(a.Does), append(slices.Clone(of.Needs), of.ID)
			}
			if a.Command != "" {
				a.Params, a.Y = given(a.Params), variableOf(a.ID)
			}
			if a.On != nil {
				a.takes(subjects)
			}
		}
	}
	for _, on := range subjects {
		on.Says, on.Idle = on.nameVariable(), on.idle()
	}
	return out
}

// objectKey is what an object is known by: its kind, and its name in lower case.
type objectKey struct{ noun, name string }

// takes makes the action's subject that of the actions before on the same object, and adds the form it brings it to.
func (a *action) takes(subjects map[objectKey]*subject) {
	key := objectKey{a.On.Noun, strings.ToLower(a.On.Name)}
	on, known := subjects[key]
	if !known {
		on = a.On
		on.X, on.Forms = variableOf(a.Part), make([][]parameter, 0, 3)
		if a.Does != create {
			// What was there before is called after its kind, from the second on with a number.
			on.X = lowerFirst(on.Noun)
			if n := ofKind(subjects, on.Noun); n > 0 {
				on.X += strconv.Itoa(n + 1)
			}
			if a.Does == change {
				on.Forms = append(on.Forms, nil)
			}
		}
		subjects[key] = on
	}
	a.On = on
	switch a.Does {
	case create:
		on.Forms = append(on.Forms, a.Params)
	case change:
		on.Forms = append(on.Forms, merged(on.Forms[len(on.Forms)-1], a.brings()))
	}
	a.Form = len(on.Forms) - 1
}

// ofKind counts the subjects of a kind.
func ofKind(subjects map[objectKey]*subject, noun string) (n int) {
	for key := range subjects {
		if key.noun == noun {
			n++
		}
	}
	return n
}

// brings are the properties that the action gives its object.
func (a action) brings() []parameter {
	if a.Brings != nil {
		return a.Brings
	}
	switch {
	case lookup(a.Params, "Identity") == nil:
		return slices.Clip(a.Params)
	case a.Params[0].Name == "Identity":
		return slices.Clip(a.Params[1:])
	}
	out := make([]parameter, 0, len(a.Params))
	for _, p := range a.Params {
		if p.Name != "Identity" {
			out = append(out, p)
		}
	}
	return out
}

// merged are parameters with others put in their place.
func merged(base, with []parameter) []parameter {
	out := append(make([]parameter, 0, len(base)+len(with)), base...)
	for _, p := range with {
		if i := slices.IndexFunc(out, func(o parameter) bool { return o.Name == p.Name }); i >= 0 {
			out[i] = p
		} else {
			out = append(out, p)
		}
	}
	return out
}

// differing are the parameters of one form that another does not have with the same value.
func differing(from, to []parameter) (out []parameter) {
	for _, p := range to {
		same := func(o parameter) bool { return o.Name == p.Name && equal(o.Value, p.Value) }
		if !slices.ContainsFunc(from, same) {
			out = append(out, p)
		}
	}
	return out
}

// does adds the commands of a deed, without what the plan says of it. They may be of a draft: some parameters have no
// value then. A deed without commands of ours has none.
func does(to []action, d mailflow.Deed) []action {
	switch d := d.(type) {
	case mailflow.CreateConnector:
		switch c := d.Connector.(type) {
		case mailflow.Outbound:
			return append(to, createOutbound(c))
		case mailflow.Inbound:
			return append(to, createInbound(c))
		}
	case mailflow.ChangeConnector:
		return append(to, changeConnector(d.From, d.To))
	case mailflow.ValidateConnector:
		return append(to, validateOutbound(d.Connector), recordValidation(d.Connector))
	case mailflow.CreateRule:
		return append(to, createRule(d.Rule))
	case mailflow.EnableRule:
		return append(to, enableRule(d.Rule))
	case mailflow.TrustSealer:
		return append(to, trustSealer(d.Sealer))
	case mailflow.SetDomainType:
		return append(to, setDomainType(d))
	case mailflow.TurnOffDANE:
		return append(to, turnOffDANE(d))
	case mailflow.RequireAcceptedDomain:
		return append(to, action{Does: require, Command: acceptedDomain.read(), Params: []parameter{{Name: "DomainName", Value: text(d.Domain.Exchange())}}})
	case mailflow.CheckAcceptedDomains:
		return append(to, action{Does: cover, Command: acceptedDomain.read(), Params: []parameter{{Name: "DomainName", Value: exchange(d.Known)}}})
	case mailflow.RefuseDirectSend:
		return append(to, refuseDirectSend())
	case mailflow.CreateSendConnector:
		return append(to, createSendConnector(d.Connector))
	}
	return to
}

// online reports whether the action is run in Exchange Online PowerShell.
func (a action) online() bool { return a.Command != "" && (a.On == nil || !a.On.OnPremises) }

// scoped reports whether the action makes a connector that only a mail flow rule uses.
func scoped(a action) bool { return isScoped(a.Params) }

func isScoped(ps []parameter) bool {
	return slices.ContainsFunc(ps, func(p parameter) bool { return p.Name == "IsTransportRuleScoped" && p.Value == boolean(true) })
}

// lookup is the value of a parameter, or nil.
func lookup(ps []parameter, name string) value {
	for i := range ps {
		if ps[i].Name == name {
			return ps[i].Value
		}
	}
	return nil
}
