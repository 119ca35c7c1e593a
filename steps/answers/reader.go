package answers

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"eacwizard/steps"
)

// reader goes through one file. It goes on after a problem wherever what follows can still be judged.
type reader struct {
	scenario *steps.Scenario
	answers  steps.Answers
	found    map[steps.Key]*found
	stars    map[place]string // values that begin with a bare *, not yet reported
	problems []Problem
	notes    []Problem

	// misled: something was said that decides what else is asked, and could not be taken. What would follow from its
	// absence is not reported.
	misled bool
}

// found is where the file answers a question.
type found struct {
	field   *steps.Field
	at      place // of the key
	value   place
	shape   shape
	items   []item // those of a list that were taken, in step with the answer's Value
	refused bool
}

type item struct {
	at    place
	index int // in the file
}

// scenarioKey is the one key at the top that is no section.
const scenarioKey = "scenario"

// file reads the whole; nil where the scenario does not get known.
func (r *reader) file(src []byte, scenarios []*steps.Scenario) *File {
	top, ok := r.top(src)
	if !ok {
		return nil
	}
	r.answers, r.found = steps.Answers{}, map[steps.Key]*found{}
	r.chooseScenario(top, scenarios)
	if r.scenario != nil {
		r.sections(slices.DeleteFunc(top, func(e entry) bool { return e.name == scenarioKey }))
	}
	r.problems = append(r.problems, starred(r.stars)...)
	if r.scenario == nil {
		return nil
	}
	settled := r.judge()
	return &File{Scenario: r.scenario, Answers: r.answers, Settled: settled}
}

// sections reads the lines at the top of an answer file, but for the scenario's.
func (r *reader) sections(lines []entry) {
	for _, e := range lines {
		if e.name == string(steps.AcceptKey) {
			r.accept(e)
		} else {
			r.section(e)
		}
	}
}

// top are the lines at the top of the file; not ok where there is no reading it.
func (r *reader) top(src []byte) (lines []entry, ok bool) {
	text, wrong := decode(src)
	if wrong != nil {
		r.add(wrong, "")
		return nil, false
	}
	body, stars, problems := tree(text)
	r.stars, r.problems = stars, problems
	if len(problems) > 0 {
		return nil, false
	}
	switch s, _ := look(body); s {
	case isNothing:
		return nil, true
	case isSection:
		return r.once(entries(body.(ast.MapNode)), ""), true
	default:
		r.add(problemAt(placeOf(body), "the file is "+s.called()+" where keys and sections belong", "begin with a line such as scenario: connector"), "")
		return nil, false
	}
}

// once drops the lines that repeat a key and reports them with both places.
func (r *reader) once(lines []entry, part string) []entry {
	first := make(map[string]place, len(lines))
	out := lines[:0]
	for _, e := range lines {
		if was, twice := first[e.name]; twice {
			why := says(e.name, fmt.Sprintf("stands here a second time, first on line %d, column %d", was.line, was.column))
			r.add(problemAt(e.at, why, "keep one of the two"), steps.Key(part))
			continue
		}
		first[e.name] = e.at
		out = append(out, e)
	}
	return out
}

func (r *reader) add(p *Problem, k steps.Key) { r.problems = append(r.problems, p.about(k)) }

// refuse reports an answer that cannot be taken.
func (r *reader) refuse(k steps.Key, where place, why, fix string) {
	f := r.found[k]
	f.refused = true
	if f.field.Kind == steps.Choice || f.field.Kind == steps.Toggle {
		r.misled = true
	}
	delete(r.answers, k)
	r.add(problemAt(where, why, fix), k)
}

// starred are the problems of values that begin with a bare *.
func starred(stars map[place]string) (problems []Problem) {
	for at, value := range stars {
		problems = append(problems, *problemAt(at, says(value, "begins with *, which makes it an alias in YAML"), "write "+brief(value, "it in single quotes")))
	}
	return problems
}

// star reports a bare * at the place of a question, once.
func (r *reader) star(at place, k steps.Key, index int) {
	if value, ok := r.stars[at]; ok {
		delete(r.stars, at)
		p := starred(map[place]string{at: value})[0].about(k)
		p.Item = index
		r.problems = append(r.problems, p)
	}
}

func (r *reader) chooseScenario(top []entry, scenarios []*steps.Scenario) {
	var ids []string
	for _, sc := range scenarios {
		ids = append(ids, sc.ID)
	}
	for _, e := range top {
		if e.name != scenarioKey {
			continue
		}
		s, id := look(e.value)
		for _, sc := range scenarios {
			if s == isText && sc.ID == id {
				r.scenario = sc
				return
			}
		}
		switch s {
		case isNothing:
		case isList, isSection:
			r.add(problemAt(placeOf(e.value), "is "+s.called()+" where one name belongs", "write "+oneOf(ids)), scenarioKey)
			return
		default:
			r.add(problemAt(placeOf(e.value), says(id, "is no scenario"), "write "+oneOf(ids)), scenarioKey)
			return
		}
	}
	p := problemAt(place{}, "say what to set up", "write scenario: "+oneOf(ids))
	p.Missing = true
	r.add(p, scenarioKey)
}
