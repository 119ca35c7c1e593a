package answers

import (
	"strings"

	"eacwizard/steps"
)

// unknownSection reports a key at the top that is neither the scenario nor a section.
func (r *reader) unknownSection(e entry) {
	r.misled = true
	known := []string{scenarioKey, string(steps.AcceptKey)}
	for _, p := range r.scenario.Parts() {
		known = append(known, p.ID)
	}
	fix := ""
	if homes := r.homes(e.name); len(homes) > 0 {
		fix = "it belongs below " + oneOf(homes) + ", indented"
	} else if n := nearest(e.name, known); n != "" {
		fix = "the nearest is " + n
	}
	r.add(problemAt(e.at, says(e.name, "is no section of this scenario"), fix), "")
}

// unknownKey reports a key within a section that is none of its questions.
func (r *reader) unknownKey(part *steps.Part, e entry) {
	r.misled = true
	fix := ""
	if homes := r.homes(e.name); len(homes) > 0 {
		fix = "it belongs to " + oneOf(homes)
	} else if n := nearest(strings.TrimPrefix(e.name, part.ID+"."), names(part)); n != "" {
		fix = "the nearest is " + n
	}
	r.add(problemAt(e.at, says(e.name, "is no key of this section"), fix), steps.Key(part.ID))
}

// homes are the sections that have a key of that name.
func (r *reader) homes(name string) (ids []string) {
	for _, p := range r.scenario.Parts() {
		if _, ok := r.scenario.Field(steps.MakeKey(p.ID, name)); ok {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

func names(part *steps.Part) (out []string) {
	for i := range part.Fields {
		out = append(out, part.Fields[i].Name)
	}
	return out
}
