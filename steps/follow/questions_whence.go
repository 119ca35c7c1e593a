package follow

import (
	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// originsIn are the origins that a set-up knows, in the order in which they are offered.
func originsIn(d mailflow.Draft) []Origin {
	out := []Origin{Internet}
	if len(d.MailDomains) > 0 {
		out = append(out, Filter)
	}
	if _, own := inboundOf(d, mailflow.OnPremises); d.Scenario != addOn && (own || !d.OnPremises.Host.IsZero()) {
		out = append(out, OnPremises)
	}
	out = append(out, Mailbox)
	if d.Scenario == addOn {
		out = append(out, Service)
	}
	return out
}

// origin is an origin as a choice.
func origin(d mailflow.Draft, o Origin) steps.Option {
	out := steps.Option{Value: string(o)}
	switch o {
	case Filter:
		out.Label = orElse(harmless(d.Service.Name.String()), "The service that the MX records name")
		out.Explains = "It hands the message to the organization's host at Microsoft, whatever the MX records say."
	case OnPremises:
		out.Label, out.Explains = "Your own server", "It hands the message to Exchange Online: to a mailbox there, or to be sent on."
	case Mailbox:
		out.Label, out.Explains = "A mailbox in Exchange Online", "A signed-in user sends the message."
	case Service:
		out.Label = orElse(harmless(d.Service.Name.String()), "The add-on service") + ", on the way back"
		out.Explains = "It has handled the message and returns it."
	default:
		out.Label, out.Explains = "A sender on the internet", "The sender's server goes by the MX records."
	}
	return out
}

// whence asks where the message comes from, and when.
func (q Questions) whence() []question {
	d := q.start.Draft
	var from []steps.Option
	for _, o := range originsIn(d) {
		from = append(from, origin(d, o))
	}
	return []question{{
		Field: steps.Field{
			Name: "from", Kind: steps.Choice, Label: "Where does the message come from?", Options: from,
			Propose: func(steps.Sight) steps.Value { return steps.Value{string(q.start.Message.From)} },
			Missing: "choose where the message comes from",
			Explain: steps.Explanation{What: "Decides who connects to Exchange Online, and what is proposed below."},
		}, drop: true,
	}, {
		Field: steps.Field{
			Name: "direct", Kind: steps.Toggle, Label: "It is delivered straight to Microsoft, past the MX records",
			When: steps.All(steps.Is("from", string(Internet)), steps.Cond{Says: "MX records move", Holds: func(steps.Sight) bool { return len(d.MailDomains) > 0 }}),
			Explain: steps.Explanation{
				What: "The sender connects to the organization's host at Microsoft, whose name is public. The lock-down is there to refuse that.",
				Why:  "Spammers do it to get round the service in front.",
			},
		},
		get:  func(m Message) string { return word(m.Direct) },
		set:  func(m *Message, v steps.Value) { m.Direct = v.On() },
		shut: func(m *Message) { m.Direct = false },
	}, {
		Field: steps.Field{
			Name: "stage", Kind: steps.Choice, Label: "How far is the plan done?", Options: stageOptions(d),
			When:    steps.Cond{Says: "something is turned on late", Holds: func(steps.Sight) bool { return len(stageOptions(d)) > 1 }},
			Missing: "choose how far the plan is done",
			Explain: steps.Explanation{What: "What the plan turns on late is off until the end, and the MX records name Microsoft until they move."},
		}, drop: true,
		get: func(m Message) string { return m.Stage.String() },
		set: func(m *Message, v steps.Value) {
			for _, s := range Stages() {
				if s.String() == v.Text() {
					m.Stage = s
				}
			}
		},
	}}
}

// stageOptions are the stages at which a set-up differs.
func stageOptions(d mailflow.Draft) []steps.Option {
	moves := len(d.MailDomains) > 0
	before := "Everything is created, and what is turned on last is off"
	if moves {
		before = "Everything is created, and the MX records still name Microsoft"
	}
	out := []steps.Option{{Value: BeforeMove.String(), Label: before}}
	if moves {
		out = append(out, steps.Option{Value: Between.String(), Label: "The MX records have moved, and nothing is locked yet"})
	}
	end := steps.Option{Value: EndState.String(), Label: "Everything is done"}
	out = append(out, end)
	if !moves && !turnsOnLate(d) {
		return out[1:]
	}
	return out
}

// StageSays is a stage of a set-up in words.
func StageSays(d mailflow.Draft, s Stage) string {
	for _, o := range stageOptions(d) {
		if o.Value == s.String() {
			return o.Label
		}
	}
	return ""
}

// turnsOnLate reports a set-up in which something is off until the end.
func turnsOnLate(d mailflow.Draft) bool {
	for _, c := range d.Connectors {
		switch c := c.(type) {
		case mailflow.Inbound:
			if c.LocksLater {
				return true
			}
		case mailflow.Outbound:
			if c.TurnsOnLate {
				return true
			}
		}
	}
	return len(d.Rules) > 0
}
