package answers

import (
	"errors"
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// move is a scenario with all that a scenario can have, so that these tests depend on no real one's words.
var move = &steps.Scenario{
	ID: "move",
	Parts: steps.Of(
		steps.Part{
			ID: "house",
			Fields: []steps.Field{
				{Name: "size", Kind: steps.Choice, Options: []steps.Option{{Value: "small"}, {Value: "large"}}, Missing: "say how large it is"},
				{Name: "kind", Kind: steps.Choice, Options: []steps.Option{
					{Value: "flat", When: steps.Is("size", "small")},
					{Value: "villa"},
					{Value: "castle", When: steps.Is("size", "large")},
				}, Propose: func(steps.Sight) steps.Value { return steps.Value{"villa"} }},
				{Name: "lift", Kind: steps.Toggle, When: steps.Is("kind", "flat"), Propose: func(steps.Sight) steps.Value { return steps.Toggled(true) }},
				{Name: "stairs", Kind: steps.Text, When: steps.All(steps.Is("kind", "flat"), steps.Unticked("lift"))},
				{Name: "rooms", Kind: steps.List, Missing: "name a room", Parse: noMoat},
				{Name: "colour", Kind: steps.Text, Parse: noMoat},
				{Name: "tenants", Kind: steps.List, Propose: func(s steps.Sight) steps.Value { return s.Value("rooms") }},
			},
			Demands: []steps.Demand{{
				At: "colour", Rule: "H1", Says: "a castle is grey", Fix: "choose another house",
				Broken: steps.Cond{Holds: func(s steps.Sight) bool { return s.Text("kind") == "castle" && s.Text("colour") != "grey" }},
			}},
		},
		steps.Part{
			ID:    "garden",
			When:  steps.Is("house.size", "large"),
			Fixed: map[string]steps.Value{"ground": {"lawn"}},
			Fields: []steps.Field{
				{Name: "ground", Kind: steps.Choice, Options: []steps.Option{{Value: "lawn"}, {Value: "rocks"}}},
				{Name: "trees", Kind: steps.List},
			},
		},
	),
}

func noMoat(s string) error {
	switch {
	case s == "":
		return errors.New("is nothing")
	case strings.Contains(s, "moat"):
		return &mailflow.Fault{Value: s, Why: "is not allowed here", Fix: "dig it elsewhere", Rule: "H2"}
	}
	return nil
}

// scenarios are the real ones and move.
func scenarios() []*steps.Scenario { return slices.Concat(steps.Scenarios(), []*steps.Scenario{move}) }
