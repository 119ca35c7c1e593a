package mailflow

import (
	"cmp"
	"slices"
	"strconv"
)

// plan collects actions in the order in which they are done.
type plan struct {
	d       Draft
	records []RecordSet // all that the draft changes
	actions []Action
}

// Actions are what the set-up comes to, in the order in which it has to be done, manual ones in the same list. Nothing
// goes live before what it needs. The order is that of the scenario's documents, changed where mail would be lost.
// Whoever asks has the Records already.
func (s SetUp) Actions(records []RecordSet) []Action {
	p := &plan{d: s.Draft(), records: records, actions: make([]Action, 0, 32)}
	switch {
	case !s.Accepted.Name.IsZero():
		p.addOn()
	case len(s.MailDomains) > 0:
		p.filter()
	default:
		for _, c := range s.Connectors {
			p.create(StageCreate, c)
			p.prove(StageCreate, c)
		}
	}
	p.sortNeeds()
	return p.actions
}

// sortNeeds puts what each action needs into the order in which it is done, each once.
func (p *plan) sortNeeds() {
	at := map[string]int{}
	for i, a := range p.actions {
		at[a.ID] = i
	}
	for i, a := range p.actions {
		slices.SortFunc(a.Needs, func(x, y string) int { return cmp.Compare(at[x], at[y]) })
		p.actions[i].Needs = slices.Compact(a.Needs)
	}
}

// has reports whether an action is planned already.
func (p *plan) has(id string) bool {
	return slices.ContainsFunc(p.actions, func(a Action) bool { return a.ID == id })
}

// Draft is the set-up as a draft, for readers that take either.
func (s SetUp) Draft() Draft { return s.whole }

func (p *plan) add(a Action) string {
	p.actions = append(p.actions, a)
	return a.ID
}

// create makes a connector and gives the action's id.
func (p *plan) create(at Stage, c Connector, needs ...string) string {
	a := Action{ID: c.Part() + ".create", Part: c.Part(), Stage: at, Deed: CreateConnector{c}, Needs: slices.Clone(needs)}
	switch c := c.(type) {
	case Outbound:
		a.Title = "Create the outbound connector" + betweenOwn[c.Part()]
		a.Seen = "It reads back as wanted."
		if c.StartsOff {
			c.Enabled = false
			a.Deed = CreateConnector{c}
			a.Title += ", off for now"
			a.Seen = "It reads back as wanted, and is off."
		}
	case Inbound:
		a.Title = "Create the inbound connector" + betweenOwn[c.Part()]
		a.Seen = "It reads back as wanted."
		switch {
		case c.LocksLater:
			a.Deed = CreateConnector{c.Unlocked()}
			a.Title += ", on and refusing nothing yet"
			a.Seen = "It reads back as wanted: on, with RequireTls and its restrictions off."
		case c.Open:
			a.Title += ", on and refusing nothing"
			a.Seen = "It reads back as wanted: on, with RequireTls and its restrictions off."
		case c.Type == OnPremises && c.Enabled:
			a.Seen = "It reads back as wanted, and Enabled reads True: the service may create such a connector off, with a warning alone."
		}
	}
	return p.add(a)
}

// betweenOwn tells apart connectors of one direction in one plan.
var betweenOwn = map[string]string{
	"from-on-premises": " from your own servers",
	"to-on-premises":   " to your own servers",
	"lockdown":         " of the service",
}

// validate tests an outbound connector that has addresses to test it with.
func (p *plan) validate(at Stage, c Connector, needs ...string) string {
	out, ok := c.(Outbound)
	if !ok || len(out.ValidationRecipients) == 0 {
		return ""
	}
	return p.add(Action{
		ID: c.Part() + ".validate", Part: c.Part(), Stage: at, Deed: ValidateConnector{out},
		Title: "Validate the outbound connector with test messages, and record it if every test succeeded",
		Needs: append([]string{c.Part() + ".create"}, needs...),
		Seen:  "Every test in the result succeeded.",
	})
}

// prove validates an outbound connector, and then turns it on where it is off for that. It gives the ids of both, none where
// nobody gave an address.
func (p *plan) prove(at Stage, c Connector, needs ...string) (ids []string) {
	valid := p.validate(at, c, needs...)
	if valid == "" {
		return nil
	}
	ids = append(ids, valid)
	if out := c.(Outbound); out.StartsOff {
		ids = append(ids, p.turnOn(out, Action{
			Stage: at, Needs: []string{c.Part() + ".create", valid},
			Title: "Turn the outbound connector" + betweenOwn[c.Part()] + " on",
			How:   []string{"Where its validation failed, it stays off, and what needs it is not done either."},
			Seen:  "It reads back as enabled.",
		}))
	}
	return ids
}

// turnOn is the action that enables a connector that was created off.
func (p *plan) turnOn(out Outbound, a Action) string {
	off := out
	off.Enabled = false
	a.ID, a.Part, a.Deed = out.PartID+".enable", out.PartID, ChangeConnector{off, out}
	return p.add(a)
}

// connector is the connector of a part; ok is false where the part is not asked about.
func (p *plan) connector(part string) (Connector, bool) { return p.d.Find(part) }

// present are the ids that are not empty.
func present(ids ...string) (out []string) {
	for _, id := range ids {
		if id != "" {
			out = append(out, id)
		}
	}
	return out
}

// rule is the rule of a part.
func (p *plan) rule(part string) (Rule, bool) {
	for _, r := range p.d.Rules {
		if r.PartID == part {
			return r, true
		}
	}
	return Rule{}, false
}

// called is the service's name in a sentence.
func (p *plan) called() string {
	if p.d.Service.Name.IsZero() {
		return "the service"
	}
	return p.d.Service.Name.String()
}

func (p *plan) enableRule(r Rule, at Stage, needs ...string) string {
	if !r.Enabled {
		return ""
	}
	seen := "Its state reads Enabled. It may take 30 minutes until it acts on every message."
	if !r.Activation.IsZero() {
		seen = "Its state reads Enabled. It acts from " + r.Activation.String() + " on."
	}
	return p.add(Action{
		ID: r.PartID + ".enable", Part: r.PartID, Stage: at, Deed: EnableRule{r}, Title: "Turn the mail flow rule on", Needs: needs, Seen: seen,
	})
}

func lasting(n uint32) string {
	switch {
	case n%86400 == 0 && n > 0:
		return plural(n/86400, "day")
	case n%3600 == 0 && n > 0:
		return plural(n/3600, "hour")
	case n%60 == 0 && n > 0:
		return plural(n/60, "minute")
	}
	return plural(n, "second")
}

// notForEmailYet is for a domain that is verified and no accepted domain yet.
const notForEmailYet = "Where a verified domain is missing from Get-AcceptedDomain after some minutes, it is not set up for email yet: the block of graph.txt does that."

func plural(n uint32, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return strconv.FormatUint(uint64(n), 10) + " " + unit + "s"
}
