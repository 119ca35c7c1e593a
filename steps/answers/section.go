package answers

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"eacwizard/steps"
)

// section reads the answers of one part.
func (r *reader) section(e entry) {
	part := r.part(e.name)
	if part == nil {
		r.unknownSection(e)
		return
	}
	switch s, _ := look(e.value); s {
	case isNothing:
	case isSection:
		for _, line := range r.once(entries(e.value.(ast.MapNode)), part.ID) {
			r.question(part, line)
		}
	default:
		r.misled = true
		for _, name := range names(part) { // what it was meant to answer is not missing
			r.found[steps.MakeKey(part.ID, name)] = &found{refused: true}
		}
		r.add(problemAt(placeOf(e.value), "is "+s.called()+" where a section belongs", "write its answers on lines of their own below it, indented, as key: value"), steps.Key(part.ID))
	}
}

func (r *reader) part(id string) *steps.Part {
	for i := range r.scenario.Parts {
		if r.scenario.Parts[i].ID == id {
			return &r.scenario.Parts[i]
		}
	}
	return nil
}

// question reads one answer. A choice is only recorded here, because what can be chosen depends on the others.
func (r *reader) question(part *steps.Part, e entry) {
	k := steps.MakeKey(part.ID, e.name)
	field, ok := r.scenario.Field(k)
	if !ok {
		r.unknownKey(part, e)
		return
	}
	s, value := look(e.value)
	f := &found{field: field, at: e.at, shape: s}
	r.found[k] = f
	if s == isNothing {
		return
	}
	f.value = placeOf(e.value)
	switch field.Kind {
	case steps.Choice:
		if s != isList && s != isSection {
			r.take(k, value)
		}
	case steps.Toggle:
		r.toggle(k, e.value)
	case steps.Text:
		r.text(k, s, value)
	case steps.List:
		r.list(k, e.value)
	}
}

// take records a single answer.
func (r *reader) take(k steps.Key, value string) {
	r.answers[k] = steps.Value{value}
	r.star(r.found[k].value, k, -1)
}

func (r *reader) toggle(k steps.Key, n ast.Node) {
	s, value := look(n)
	where := r.found[k].value
	bare := strings.ToLower(value)
	switch {
	case s == isTruth:
		r.take(k, bare)
	case s == isList || s == isSection:
		r.refuse(k, where, "is "+s.called()+" where true or false belongs", "write true or false")
	case inQuotes(n) && (bare == "true" || bare == "false"):
		r.refuse(k, where, says(value, "is a text because of its quotes"), "write "+bare)
	default:
		r.refuse(k, where, says(value, "is "+s.called()), "write true or false")
	}
}

func (r *reader) text(k steps.Key, s shape, value string) {
	if why, fix := notText(s, value); why != "" {
		r.refuse(k, r.found[k].value, why, fix)
		return
	}
	r.take(k, value)
}

// notText says why something can not stand where a text belongs; "" where it can.
func notText(s shape, value string) (why, fix string) {
	switch s {
	case isText:
		return "", ""
	case isNumber, isTruth:
		return says(value, "is "+s.called()+" in YAML, and a text belongs here"), "write " + brief(value, "it in quotes")
	case isNothing:
		return "is empty", "write a value, or remove it"
	case isList:
		return "is a list where a text belongs", "write one text"
	}
	return "is a section of its own where a text belongs", "put a text that holds a colon and a space in quotes"
}

func (r *reader) list(k steps.Key, n ast.Node) {
	f := r.found[k]
	s, value := look(n)
	seq, ok := n.(*ast.SequenceNode)
	switch {
	case ok:
		r.items(k, seq)
	case s == isSection:
		r.refuse(k, f.value, "is a section of its own where a list belongs", "write each item behind a dash, one that holds a colon and a space in quotes")
	default:
		delete(r.stars, f.value) // the fix has the quotes
		r.refuse(k, f.value, says(value, "is one value where a list belongs"), "write it as a list: "+asList(value))
	}
}

// asList is what a list in one text was meant as.
func asList(value string) string {
	var items []string
	for _, item := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		items = append(items, scalar(strings.TrimSpace(item)))
	}
	if fix := "[" + strings.Join(items, ", ") + "]"; len(fix) < 80 {
		return fix
	}
	return "each item on a line of its own, behind a dash"
}

func (r *reader) items(k steps.Key, seq *ast.SequenceNode) {
	f := r.found[k]
	taken := steps.Value{}
	for i, n := range seq.Values {
		s, value := look(n)
		at := placeOf(n)
		if s == isNothing && !seq.IsFlowStyle {
			at = placeOfToken(seq.Entries[i].Start) // the dash: what is not there has no place
		}
		if why, fix := notText(s, value); why != "" {
			f.refused = true
			p := problemAt(at, why, fix).about(k)
			p.Item = i
			r.problems = append(r.problems, p)
			continue
		}
		taken = append(taken, value)
		f.items = append(f.items, item{at, i})
		r.star(at, k, i)
	}
	r.answers[k] = taken
}
