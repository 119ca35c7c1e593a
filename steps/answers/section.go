package answers

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"eacwizard/steps"
)

// section reads the answers of one part.
func (r *reader) section(e entry) {
	part := r.scenario.Part(e.name)
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

// question reads one answer. A choice is only recorded here, because what can be chosen depends on the others.
func (r *reader) question(part *steps.Part, e entry) {
	k := steps.MakeKey(part.ID, e.name)
	field, ok := r.scenario.Field(k)
	if !ok || len(e.name) > 0 && strings.ContainsAny(e.name, "[].") {
		r.unknownKey(part, e)
		return
	}
	r.answer(k, field, e)
}

// answer reads the answer to a question that there is.
func (r *reader) answer(k steps.Key, field *steps.Field, e entry) {
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

// notText says why something cannot stand where a text belongs; "" where it can.
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
		if m, ok := n.(ast.MapNode); ok && len(f.field.Each) > 0 {
			if value, at, ok := r.described(k, n, m, i); ok {
				taken = append(taken, value)
				f.items = append(f.items, item{at, i})
			}
			continue
		}
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

// nameKey is the key of an item's own name, where an item is a section of its own.
const nameKey = "name"

// described reads an item that is a section of its own: its name, and the answers to what is asked about each item.
func (r *reader) described(k steps.Key, n ast.Node, m ast.MapNode, index int) (name string, at place, ok bool) {
	f := r.found[k]
	refuse := func(at place, why, fix string) {
		f.refused = true
		p := problemAt(at, why, fix).about(k)
		p.Item = index
		r.problems = append(r.problems, p)
	}
	lines := r.once(entries(m), k.Part())
	for _, e := range lines {
		if e.name != nameKey {
			continue
		}
		s, value := look(e.value)
		if why, fix := notText(s, value); why != "" {
			refuse(placeOf(e.value), why, fix)
			return "", place{}, false
		}
		name, at, ok = value, placeOf(e.value), true
	}
	if !ok {
		refuse(placeOf(n), "has no name", "write name: and the "+f.field.Noun+" it is about")
		return "", place{}, false
	}
	for _, e := range lines {
		if e.name == nameKey {
			continue
		}
		of := steps.ItemKey(k.Part(), k.Field(), name, e.name)
		field := each(f.field, e.name)
		switch {
		case field == nil:
			r.misled = true
			fix := ""
			if n := nearest(e.name, append([]string{nameKey}, eachNames(f.field)...)); n != "" {
				fix = "the nearest is " + n
			}
			refuse(e.at, says(e.name, "is nothing that is asked about a "+f.field.Noun), fix)
		case r.found[of] != nil:
			refuse(e.at, says(name, "stands in the list a second time"), "keep one of the two")
		default:
			r.answer(of, field, e)
		}
	}
	return name, at, true
}

// each is what is asked about every item of a list under that name, or nil.
func each(list *steps.Field, name string) *steps.Field {
	for i := range list.Each {
		if list.Each[i].Name == name {
			return &list.Each[i]
		}
	}
	return nil
}

func eachNames(list *steps.Field) (out []string) {
	for i := range list.Each {
		out = append(out, list.Each[i].Name)
	}
	return out
}
