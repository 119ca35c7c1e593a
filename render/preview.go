package render

import (
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// PreviewLine is one line of a preview.
type PreviewLine struct {
	Text   string
	Params []string // the parameters that the line belongs to
}

const (
	notValid    = "  # not valid yet"
	notAdded    = "  # not added yet"
	notAnswered = "  # not answered yet"
	unprintable = "'…'" // for a text that cannot be quoted
)

// Preview is what a part is becoming, as lines for a narrow column: its commands, each parameter on a line of its own,
// and each item of a list of several; or its DNS records. It follows every keystroke: a text that is no value yet stands
// as typed, and what pending has of a list, its text that was not added yet, stands as an item; a comment says so. The
// lines are for reading, not for running. They are never wrapped and hold no control characters. Of a parameter with many
// items there are no more than most lines, so that a long list costs what is shown of it.
func Preview(s *steps.Settled, part string, pending map[steps.Key]string, most int) []PreviewLine {
	draft, _ := s.Build()
	p := &previewer{s: s, part: part, pending: pending, most: most}
	for _, d := range deedsOf(draft, part) {
		for _, a := range does(nil, d) {
			p.command(a)
		}
	}
	switch {
	case part == "filtering" && draft.Filtering.Enhanced():
		p.command(action{Command: inbound.create(), Params: enhancedFiltering(nil, mailflow.Enhanced{
			Asked: true, Skipping: draft.Filtering.Skipping, Listed: draft.Filtering.Listed, Pilots: draft.Filtering.Pilots,
		})})
		p.add("  # with the connector of the lock-down")
		if c, ok := draft.Find("lockdown"); ok && len(draft.Filtering.Pilots) > 0 {
			p.command(action{Command: inbound.change(), Params: []parameter{
				identity(c.ConnectorName().Exchange()), {Name: "EFUsers", Value: cleared{}, Field: "filtering.pilot-users"},
			}})
			p.add("  # at the end of the pilot")
		}
	case part == "accepted-domain" || part == "dns":
		p.records(draft)
	case part == organizationPart:
		return previewOrganization(draft.Organization)
	}
	if len(p.lines) == 0 {
		p.add("# " + nothingYet[s.At(steps.MakeKey(part, "from")).Field != nil])
	}
	return p.lines
}

// nothingYet says why there is no line: for a part that describes a connector, and for any other.
var nothingYet = map[bool]string{
	true:  "the command appears once both ends are chosen",
	false: "this part makes no command yet",
}

// deedsOf are the deeds that a part comes to, in a draft in which anything may still be missing.
func deedsOf(d mailflow.Draft, part string) (out []mailflow.Deed) {
	if c, ok := d.Find(part); ok {
		switch c := c.(type) {
		case mailflow.Outbound:
			if c.StartsOff {
				off := c
				off.Enabled = false
				return []mailflow.Deed{mailflow.CreateConnector{Connector: off}, mailflow.ValidateConnector{Connector: c}, mailflow.ChangeConnector{From: off, To: c}}
			}
			out = append(out, mailflow.CreateConnector{Connector: c}, mailflow.ValidateConnector{Connector: c})
		case mailflow.Inbound:
			if !c.LocksLater {
				out = append(out, mailflow.CreateConnector{Connector: c})
				break
			}
			out = append(out, mailflow.CreateConnector{Connector: c.Unlocked()}, mailflow.ChangeConnector{From: c.Unlocked(), To: c})
		}
	}
	for _, r := range d.Rules {
		if r.PartID == part {
			out = append(out, mailflow.CreateRule{Rule: r})
			if r.Enabled {
				out = append(out, mailflow.EnableRule{Rule: r})
			}
		}
	}
	for _, c := range d.Sends {
		if c.PartID == part {
			out = append(out, mailflow.CreateSendConnector{Connector: c})
		}
	}
	switch {
	case part == "lockdown" && d.LockDown.RejectDirectSend:
		out = append(out, mailflow.RefuseDirectSend{})
	case part == "service" && d.Service.Changes && d.Service.Seals:
		out = append(out, mailflow.TrustSealer{Sealer: d.Service.Sealer})
	case part == "accepted-domain" && !d.Accepted.Name.IsZero():
		out = append(out, mailflow.RequireAcceptedDomain{Domain: d.Accepted.Name})
	case part == "dns":
		for _, m := range d.MailDomains {
			if d.LockDown.InboundDANE {
				out = append(out, mailflow.TurnOffDANE{Domain: m.Name})
			}
			if m.InternalRelay {
				out = append(out, mailflow.SetDomainType{Domain: m.Name, InternalRelay: true})
			}
		}
	}
	return out
}

// records are the DNS records of a draft, each set with a line for what it is about.
func (p *previewer) records(d mailflow.Draft) {
	for _, set := range d.Records() {
		if len(p.lines) > 0 {
			p.lines = append(p.lines, PreviewLine{})
		}
		p.add(set.Name.Exchange() + " " + string(set.Type))
		for _, r := range set.New {
			p.add("  " + visible(recordText(r)))
		}
		for _, r := range set.Old {
			p.add("  # instead of " + visible(recordText(r)))
		}
	}
}

// organizationPart is the part that makes no object: it decides where the commands may run.
const organizationPart = "organization"

func previewOrganization(org mailflow.Organization) []PreviewLine {
	if org.InitialDomain.IsZero() {
		return []PreviewLine{{Text: "# the organization is not checked"}}
	}
	domain, err := Quote(org.InitialDomain.Exchange())
	if err != nil {
		domain = unprintable
	}
	return []PreviewLine{{Text: "Get-AcceptedDomain  # has to hold"}, {Text: indent + domain}}
}

type previewer struct {
	s       *steps.Settled
	part    string
	pending map[steps.Key]string
	most    int
	lines   []PreviewLine
}

// command adds an action's lines, if there is any use in it yet.
func (p *previewer) command(a action) {
	begun := len(p.lines)
	if begun > 0 {
		p.lines = append(p.lines, PreviewLine{})
	}
	p.lines = append(p.lines, PreviewLine{Text: a.Command})
	for _, param := range a.Params {
		lines := p.parameter(param)
		if len(lines) == 0 && param.Needed {
			p.lines = p.lines[:begun]
			return
		}
		p.lines = append(p.lines, lines...)
	}
}

func (p *previewer) add(line string) { p.lines = append(p.lines, PreviewLine{Text: line}) }

// item is one text of a parameter, and what there is to say of it.
type item struct{ text, remark string }

func (p *previewer) parameter(param parameter) []PreviewLine {
	params := []string{param.Name}
	line := func(s string) PreviewLine { return PreviewLine{s, params} }
	name := "  -" + param.Name
	var items []item
	switch v := param.Value.(type) {
	case text:
		items = p.items(param, []string{string(v)})
	case made:
		items = p.items(param, []string{string(v)})
	case added:
		items = p.items(param, []string{string(v)})
	case list:
		items = p.items(param, v)
	default:
		argument, err := v.argument()
		if err != nil || !v.given() {
			return nil
		}
		return []PreviewLine{line(name + " " + argument)}
	}
	switch {
	case len(items) == 0 && p.asked(param).Open && p.asked(param).Missing != "":
		return []PreviewLine{line(name + notAnswered)}
	case len(items) == 0:
		return nil
	case len(items) == 1:
		return []PreviewLine{line(name + " " + items[0].text + items[0].remark)}
	}
	lines := []PreviewLine{line(name)}
	for i, it := range items {
		if len(lines) == p.most {
			break
		}
		if i < len(items)-1 {
			it.text += ","
		}
		lines = append(lines, line(indent+it.text+it.remark))
	}
	return lines
}

// asked is the question whose own text the parameter holds; without one it is the zero question, which is not open.
func (p *previewer) asked(param parameter) steps.Asked {
	if strings.Contains(param.Field, ".") { // of another part
		return p.s.At(steps.Key(param.Field))
	}
	return p.s.At(steps.MakeKey(p.part, param.Field))
}

// items are a parameter's texts as the question has them at the moment, one more than are shown at most. values are those
// that have been understood.
func (p *previewer) items(param parameter, values []string) (out []item) {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	q := p.asked(param)
	if !q.Open {
		for _, v := range values[:min(len(values), p.most)] {
			out = append(out, quotedItem(v, ""))
		}
		return out
	}
	for _, typed := range q.Value {
		if len(out) == p.most {
			return out
		}
		switch {
		case strings.TrimSpace(typed) == "":
		case q.Fault(typed) != nil || len(values) == 0:
			out = append(out, quotedItem(typed, notValid))
		default:
			out = append(out, quotedItem(values[0], ""))
			values = values[1:]
		}
	}
	if typed := strings.TrimSpace(p.pending[q.Key]); q.Kind == steps.List && typed != "" {
		out = append(out, quotedItem(typed, notAdded))
	}
	return out
}

func quotedItem(s, remark string) item {
	quoted, err := Quote(s)
	if err != nil {
		quoted = unprintable
	}
	return item{quoted, remark}
}
