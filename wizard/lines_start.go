package wizard

import (
	"fmt"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// lineStart is the first question of all: what to set up.
type lineStart struct {
	asking bool
	at     *steps.Scenario // what is proposed
	eac    steps.EAC
	walks  begun
}

func newLineStart(flow *steps.Flow) *lineStart {
	s := &lineStart{asking: true, at: flow.Scenario(), eac: flow.State().EAC, walks: begun{flow.Scenario().ID: flow}}
	if s.eac == "" {
		s.eac = steps.NewEAC
	}
	return s
}

// chooseScenario asks what to set up, and goes on with that walk.
func (t *lineTalk) chooseScenario() error {
	s := t.start
	s.at = t.flow.Scenario()
	t.listScenarios()
	for {
		in, err := t.ask(fmt.Sprintf("Number [%d]:", scenarioNumber(s.at)), "it was chosen what to set up")
		if err != nil {
			return err
		}
		switch sc := scenarioOf(in.text, s.at); {
		case in.sign == "<":
			t.say("This is the first question.")
		case in.sign == "?":
			t.listScenarios()
		case in.sign == "??":
			t.allSigns()
		case strings.EqualFold(in.text, "e"):
			s.eac = otherEAC(s.eac)
			t.say("The pages are those of the %s.", eacName(s.eac))
		case sc == nil:
			t.sayFault(&mailflow.Fault{Value: in.text, Why: "is none of them",
				Fix: fmt.Sprintf("type a number from 1 to %d, or e for the pages of the %s", len(steps.Scenarios()), eacName(otherEAC(s.eac)))})
		default:
			t.begin(sc)
			return nil
		}
	}
}

func (t *lineTalk) listScenarios() {
	t.blank()
	t.say(startTitle)
	for i, sc := range steps.Scenarios() {
		lead := "  " + strconv.Itoa(i+1) + ". "
		t.item(lead, saysScenario(sc))
		t.item(strings.Repeat(" ", len(lead)), sc.Path)
	}
	t.say("e shows the pages of the %s instead of those of the %s.", eacName(otherEAC(t.start.eac)), eacName(t.start.eac))
}

func scenarioNumber(sc *steps.Scenario) int {
	for i, other := range steps.Scenarios() {
		if other == sc {
			return i + 1
		}
	}
	return 1
}

// scenarioOf is what was typed: a number or an id, and nothing at all for what is proposed.
func scenarioOf(text string, proposed *steps.Scenario) *steps.Scenario {
	if text == "" {
		return proposed
	}
	for i, sc := range steps.Scenarios() {
		if text == strconv.Itoa(i+1) || strings.EqualFold(text, sc.ID) {
			return sc
		}
	}
	return nil
}

// begin goes on with the walk of the chosen scenario.
func (t *lineTalk) begin(sc *steps.Scenario) {
	t.start.asking = false
	if t.world.Begin != nil {
		t.world.Begin(sc)
	}
	t.drafted = -1 // whatever it is, this walk's draft has to have it
	t.takeUp(t.start.walks.of(sc, t.flow, t.start.eac))
	t.blank()
	t.greet()
}
