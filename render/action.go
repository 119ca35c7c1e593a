package render

import (
	"slices"

	"eacwizard/steps/mailflow"
)

// deed is what an action does, whatever kind of object it does it to.
type deed string

const (
	// create makes the object, unless it is there exactly as wanted, then reads it back and compares.
	create deed = "create"
	// validate has the service test the object. A failed test is reported and stops nothing.
	validate deed = "validate"
	// record notes on the object that it was validated, only if all tests succeeded.
	record deed = "record-validation"
)

// action is one thing to be done, as data. Documents are written from actions and from nothing else.
type action struct {
	ID      string // part and deed, as "connector.create"
	Part    string
	Deed    deed
	Object  object
	Title   string // imperative, no full stop
	Command string
	Params  []parameter
	Needs   []string // the actions that have to be done before
	Remark  string   // what a reader of the parameters should know, or ""; like Advice, ASCII without quotes
	Advice  string   // what to say where it does not come out as it should, or ""
}

// actions are what a set-up comes to, in the order in which it has to be done. Every parameter has a value.
func actions(up mailflow.SetUp) (out []action) {
	for _, c := range up.Connectors {
		for _, a := range connectorActions(c) {
			if a.useful() {
				a.Params = given(a.Params)
				out = append(out, a)
			}
		}
	}
	return out
}

// useful reports whether everything is given without which the action need not be done.
func (a action) useful() bool {
	return !slices.ContainsFunc(a.Params, func(p parameter) bool { return p.Needed && !p.Value.given() })
}

// name is the name of the object that the action makes.
func (a action) name() string {
	for _, p := range a.Params {
		if v, ok := p.Value.(text); ok && p.Name == "Name" {
			return string(v)
		}
	}
	return ""
}

// scoped reports whether the action makes a connector that only a mail flow rule uses.
func scoped(a action) bool { return isScoped(a.Params) }

func isScoped(ps []parameter) bool {
	return slices.ContainsFunc(ps, func(p parameter) bool { return p.Name == "IsTransportRuleScoped" && p.Value == boolean(true) })
}

// connectorActions are all actions that there may be for one connector, useful or not. The connector may be a draft.
func connectorActions(c mailflow.Connector) []action {
	act := func(o object, d deed, title, command string, ps []parameter) action {
		return action{ID: c.Part() + "." + string(d), Part: c.Part(), Deed: d, Object: o, Title: title, Command: command, Params: ps}
	}
	switch c := c.(type) {
	case mailflow.Outbound:
		identity := parameter{Name: "Identity", Value: made(c.Name.Exchange()), Field: "name"}
		recipients := parameter{Name: "Recipients", Value: exchange(c.ValidationRecipients), Field: "validation-addresses", Needed: true}
		noted := recipients
		noted.Name = "ValidationRecipients"

		making := act(outbound, create, "Create the outbound connector", outbound.create(), newOutbound(c))
		testing := act(outbound, validate, "Validate the outbound connector with test messages", "Validate-OutboundConnector",
			[]parameter{identity, recipients})
		testing.Needs = []string{making.ID}
		testing.Advice = validationAdvice(c)
		noting := act(outbound, record, "Record the validation, if every test succeeded", outbound.change(),
			[]parameter{identity, {Name: "IsValidated", Value: boolean(true)}, {Name: "LastValidationTimestamp", Value: moment{}}, noted})
		noting.Needs = []string{making.ID, testing.ID}
		return []action{making, testing, noting}
	case mailflow.Inbound:
		making := act(inbound, create, "Create the inbound connector", inbound.create(), newInbound(c))
		switch {
		case c.Type == mailflow.OnPremises && c.RestrictToCertificate:
			making.Remark = "On a connector of type OnPremises, RequireTls and RestrictDomainsToCertificate restrict nothing. They are " +
				"given because the command in the article of Microsoft on add-on services has them."
		case c.Type == mailflow.OnPremises:
			making.Remark = "On a connector of type OnPremises, RequireTls restricts nothing. It is given so that no default decides it."
		}
		if c.Type == mailflow.OnPremises && c.Enabled {
			making.Advice = "The service may create inbound connectors of type OnPremises disabled until Microsoft Support enables them: " +
				"ask Support, and let nothing depend on the connector before it is on."
		}
		return []action{making}
	}
	return nil
}

func validationAdvice(c mailflow.Outbound) string {
	switch {
	case !c.Enabled:
		return "The connector is off. Turn it on before it is validated."
	case c.Scope == mailflow.ScopeTransportRule:
		return "The tests expect recipients in the domain of the connector, and one that only a mail flow rule uses has none. " +
			"Try an address outside Microsoft 365."
	}
	return ""
}
