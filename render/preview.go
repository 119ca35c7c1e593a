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
	unprintable = "'…'" // for a text that can not be quoted
)

// Preview is the commands that a part is becoming, as lines for a narrow column: each parameter on a line of its own,
// and each item of a list of several. It follows every keystroke: a text that is no value yet stands as typed, and
// what pending has of a list, its text that was not added yet, stands as an item; a comment says so. The lines are for
// reading, not for running. They are never wrapped and hold no control characters.
func Preview(s *steps.Settled, part string, pending map[steps.Key]string) []PreviewLine {
	draft, _ := s.Build()
	for _, c := range draft.Connectors {
		if c.Part() != part {
			continue
		}
		p := &previewer{s: s, part: part, pending: pending}
		for _, a := range connectorActions(c) {
			p.command(a)
		}
		return p.lines
	}
	if part == organizationPart {
		return previewOrganization(draft.Organization)
	}
	return []PreviewLine{{Text: "# the command appears once both ends are chosen"}}
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

// item is one text of a parameter, and what there is to say of it.
type item struct{ text, remark string }

func (p *previewer) parameter(param parameter) []PreviewLine {
	line := func(s string) PreviewLine { return PreviewLine{s, []string{param.Name}} }
	name := "  -" + param.Name
	var items []item
	switch v := param.Value.(type) {
	case text:
		items = p.items(param, []string{string(v)})
	case made:
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
	case len(items) == 0 && p.asked(param).Missing != "" && p.asked(param).Open:
		return []PreviewLine{line(name + notAnswered)}
	case len(items) == 0:
		return nil
	case len(items) == 1:
		return []PreviewLine{line(name + " " + items[0].text + items[0].remark)}
	}
	lines := []PreviewLine{line(name)}
	for i, it := range items {
		if i < len(items)-1 {
			it.text += ","
		}
		lines = append(lines, line(indent+it.text+it.remark))
	}
	return lines
}

// asked is the question whose own text the parameter holds; without one it is the zero question, which is not open.
func (p *previewer) asked(param parameter) steps.Asked {
	return p.s.At(steps.MakeKey(p.part, param.Field))
}

// items are a parameter's texts as the question has them at the moment. values are those that have been understood.
func (p *previewer) items(param parameter, values []string) (out []item) {
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	q := p.asked(param)
	if !q.Open {
		for _, v := range values {
			out = append(out, quotedItem(v, ""))
		}
		return out
	}
	for _, typed := range q.Value {
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
