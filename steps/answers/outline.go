package answers

import (
	"fmt"
	"strconv"

	"github.com/goccy/go-yaml/ast"

	"eacwizard/steps"
)

// Outline is a file of another kind that has answers inside, as a lesson has. It is read within the same limits as an
// answer file and refused in the same words: everything that is wrong with it at once, with line and column.
type Outline struct {
	r   reader
	top []Node
}

// Node is a piece of an outline: a line with a name, or an item of a list without one.
type Node struct {
	Name  string
	at    place
	value ast.Node
}

// ReadOutline reads the tree of a file.
func ReadOutline(src []byte) *Outline {
	o := &Outline{}
	if lines, ok := o.r.top(src); ok {
		o.top = nodes(lines)
	}
	return o
}

func nodes(lines []entry) (out []Node) {
	for _, e := range lines {
		out = append(out, Node{e.name, e.at, e.value})
	}
	return out
}

// Top are the lines at the top of the file.
func (o *Outline) Top() []Node { return o.top }

// refuse reports something wrong at a node; key says what it belongs to.
func (o *Outline) refuse(n Node, key, why, fix string) {
	at := n.at
	if n.value != nil && n.Name != "" && placeOf(n.value) != (place{}) {
		at = placeOf(n.value)
	}
	o.r.add(problemAt(at, why, fix), steps.Key(key))
}

// Lacks reports something that the file has to have and has not.
func (o *Outline) Lacks(n Node, key, why, fix string) {
	o.r.add(problemAt(n.at, why, fix), steps.Key(key))
}

// RefuseValue reports what is wrong with the value of a node; the sentence goes on from it.
func (o *Outline) RefuseValue(n Node, key, value, why, fix string) {
	o.refuse(n, key, says(value, why), fix)
}

// Unknown reports a line whose name is none of those known.
func (o *Outline) Unknown(n Node, key string, known []string) {
	fix := ""
	if near := nearest(n.Name, known); near != "" {
		fix = "the nearest is " + near
	}
	o.r.add(problemAt(n.at, says(n.Name, "is none of the keys here: "+oneOf(known)), fix), steps.Key(key))
}

// Nearest is the known name that was probably meant, or "".
func Nearest(name string, known []string) string { return nearest(name, known) }

// Text is a node's text. What is none is reported, but for nothing at all, which is "".
func (o *Outline) Text(n Node, key string) string {
	s, value := look(n.value)
	switch why, fix := notText(s, value); {
	case s == isNothing:
		return ""
	case why != "":
		o.refuse(n, key, why, fix)
		return ""
	}
	return value
}

// Number is a node's whole number from 1 to most. What is none is reported, and 0.
func (o *Outline) Number(n Node, key string, most int) int {
	s, value := look(n.value)
	if i, err := strconv.Atoi(value); s == isNumber && err == nil && i >= 1 && i <= most {
		return i
	}
	why := "is " + s.called() + " where a number belongs"
	switch s {
	case isNothing:
		why = "is empty"
	case isNumber:
		why = says(value, "is out of range")
	case isText, isTruth:
		why = says(value, "is no number")
	}
	o.refuse(n, key, why, fmt.Sprintf("write a number from 1 to %d", most))
	return 0
}

// List are the items of a list. What is none is reported, but for nothing at all.
func (o *Outline) List(n Node, key string) (items []Node) {
	seq, ok := n.value.(*ast.SequenceNode)
	if !ok {
		if s, _ := look(n.value); s != isNothing {
			o.refuse(n, key, "is "+s.called()+" where a list belongs", "write each item on a line of its own, behind a dash")
		}
		return nil
	}
	for i, v := range seq.Values {
		at := placeOf(v)
		if s, _ := look(v); s == isNothing && !seq.IsFlowStyle {
			at = placeOfToken(seq.Entries[i].Start)
		}
		items = append(items, Node{at: at, value: v})
	}
	return items
}

// Section are the lines of a section. What is none is reported, and a line that repeats another's name.
func (o *Outline) Section(n Node, key string) []Node {
	m, ok := n.value.(ast.MapNode)
	if !ok {
		s, _ := look(n.value)
		is := s.called()
		if s == isNothing {
			is = "empty"
		}
		o.refuse(n, key, "is "+is+" where a section belongs", "write its lines below it, indented, as key: value")
		return nil
	}
	return nodes(o.r.once(entries(m), key))
}

// Answers reads the answers inside the file: a line that names the scenario, and a section with what an answer file has
// at its top. An answer that nobody asks for is a problem here. It is nil where the scenario does not get known.
func (o *Outline) Answers(scenario, sections Node) *File {
	o.r.answers, o.r.found = steps.Answers{}, map[steps.Key]*found{}
	o.r.chooseScenario([]entry{{scenario.Name, scenario.at, scenario.value}}, steps.Scenarios())
	if o.r.scenario == nil {
		return nil
	}
	if sections.value != nil {
		var lines []entry
		for _, n := range o.Section(sections, sections.Name) {
			lines = append(lines, entry{n.Name, n.at, n.value})
		}
		o.r.sections(lines)
	}
	settled := o.r.judge()
	o.r.problems = append(o.r.problems, o.r.notes...)
	o.r.notes = nil
	return &File{Scenario: o.r.scenario, Answers: o.r.answers, Settled: settled}
}

// Err is everything that is wrong with the file, as a *Rejected, or nil; name is what the problems call the file.
func (o *Outline) Err(name string) error {
	problems := append(o.r.problems, starred(o.r.stars)...)
	if len(problems) == 0 {
		return nil
	}
	for i := range problems {
		problems[i].File = oneLine(name)
	}
	return &Rejected{sorted(problems)}
}

// Count is how many problems were found so far.
func (o *Outline) Count() int { return len(o.r.problems) }
