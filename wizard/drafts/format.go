package drafts

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"unicode/utf8"

	"eacwizard/steps"
)

// schema is the number of the layout below. It goes up when a file of the new layout cannot be read as the old one, or
// an old one means something else now; the step from the old number then goes into migrations.
const schema = 1

// layout is a draft's file. An answer is always a list of texts, whatever the question's kind.
type layout struct {
	Schema   int                    `json:"schema"`
	Scenario string                 `json:"scenario"`
	Answers  map[steps.Key][]string `json:"answers"`
	Page     string                 `json:"page"`
	Focus    steps.Key              `json:"focus"`
	Pending  map[steps.Key]string   `json:"pending"`
	Seen     []string               `json:"seen"`
	Shown    map[steps.Key][]string `json:"shown"`
	Fixing   bool                   `json:"fixing"`
	EAC      steps.EAC              `json:"eac"`
	Sample   bool                   `json:"sample"`
}

// document is a file's outermost object, its values not yet understood.
type document map[string]json.RawMessage

// migration turns a document into one of the next schema. What it cannot take over it names, one sentence for each.
type migration func(document) (left []string, err error)

// format is what a file is read with.
type format struct {
	schema     int
	migrations map[int]migration // by the schema they begin with
	find       func(id string) (*steps.Scenario, bool)
}

// current is this version's format. There is no older schema yet, so nothing to migrate from.
var current = format{schema: schema, migrations: map[int]migration{}, find: steps.Find}

// desks are where drafts are encoded: a line of typing writes one at each key.
var desks = sync.Pool{New: func() any { return new(desk) }}

type desk struct{ tight, laidOut bytes.Buffer }

// encode is the file of a state. The same state gives the same bytes. Text that is not UTF-8 is made so.
func encode(scenario string, st steps.State) ([]byte, error) {
	d := desks.Get().(*desk)
	defer desks.Put(d)
	d.tight.Reset()
	d.laidOut.Reset()
	e := json.NewEncoder(&d.tight)
	e.SetEscapeHTML(false)
	err := e.Encode(layout{
		Schema: schema, Scenario: scenario, Answers: lists(st.Answers), Page: st.Page, Focus: st.Focus, Pending: st.Pending,
		Seen: st.Seen, Shown: lists(st.Shown), Fixing: st.Fixing, EAC: st.EAC, Sample: st.Sample,
	})
	if err == nil {
		err = json.Indent(&d.laidOut, d.tight.Bytes(), "", "  ")
	}
	if err == nil && d.laidOut.Len() > limit {
		err = errors.New("it would be larger than 1 MiB; shorten the longest list or text")
	}
	return bytes.Clone(d.laidOut.Bytes()), err
}

// lists are answers as a file has them: a list each, never null.
func lists(answers steps.Answers) map[steps.Key][]string {
	out := make(map[steps.Key][]string, len(answers))
	for k, v := range answers {
		if out[k] = v; v == nil {
			out[k] = []string{}
		}
	}
	return out
}

// decode reads a file's bytes, whatever they are. Its errors go on with a sentence that began with the draft's name.
func (f format) decode(data []byte) (scenario string, st steps.State, left []string, err error) {
	doc, err := parse(data)
	if err != nil {
		return "", st, nil, err
	}
	left, err = f.migrate(doc)
	if err != nil {
		return "", st, nil, err
	}
	var l layout
	if err := l.take(doc); err != nil {
		return "", st, nil, err
	}
	sc, ok := f.find(l.Scenario)
	if !ok {
		return "", st, nil, fmt.Errorf("is of the scenario %q, which this version of eacwizard does not have; the file is left as it is", shorten(l.Scenario))
	}
	for _, name := range slices.Sorted(maps.Keys(doc)) {
		left = append(left, fmt.Sprintf("This version of eacwizard has no use for %q in the file.", shorten(clean(name))))
	}
	st, misfits := fit(sc, l)
	return l.Scenario, st, few(append(left, misfits...)), nil
}

// parse finds the outermost object of a file.
func parse(data []byte) (doc document, err error) {
	switch {
	case len(data) == 0:
		return nil, errors.New("is empty; delete it")
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		return nil, errors.New("is not a text file, so it is no draft; the file is left as it is")
	}
	var syntax *json.SyntaxError
	err = json.Unmarshal(data, &doc)
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("is damaged at byte %d: %w; the file is left as it is", syntax.Offset, err)
	case err != nil || doc == nil:
		return nil, errors.New("is JSON, but no draft; the file is left as it is")
	}
	return doc, nil
}

// migrate brings a document to the format's schema, one step at a time.
func (f format) migrate(doc document) (left []string, err error) {
	var has int
	switch _, ok := doc["schema"]; {
	case !ok:
		return nil, errors.New("is JSON, but no draft: it has no schema; the file is left as it is")
	case pull(doc, "schema", "a whole number", &has) != nil:
		return nil, errors.New("has a schema that is no whole number; the file is left as it is")
	case has > f.schema:
		return nil, fmt.Errorf("was saved by a newer eacwizard: it has schema %d, and this version cannot take more than %d; "+
			"go on with the newer one, the file is left as it is", has, f.schema)
	}
	for at := has; at < f.schema; at++ {
		step, ok := f.migrations[at]
		if !ok {
			return nil, fmt.Errorf("has schema %d, which this version of eacwizard cannot take; the file is left as it is", has)
		}
		said, err := step(doc)
		if err != nil {
			return nil, fmt.Errorf("has schema %d and cannot be brought to %d: %w; the file is left as it is", has, f.schema, err)
		}
		left = append(left, said...)
	}
	return left, nil
}

// take moves what a document of the current schema holds into the layout. What stays in the document is unknown.
func (l *layout) take(doc document) error {
	return cmp.Or(
		pull(doc, "scenario", "a text", &l.Scenario),
		pull(doc, "answers", "lists of texts, each under its question's key", &l.Answers),
		pull(doc, "page", "a text", &l.Page),
		pull(doc, "focus", "a text", &l.Focus),
		pull(doc, "pending", "texts, each under its question's key", &l.Pending),
		pull(doc, "seen", "a list of texts", &l.Seen),
		pull(doc, "shown", "lists of texts, each under its question's key", &l.Shown),
		pull(doc, "fixing", "true or false", &l.Fixing),
		pull(doc, "eac", "a text", &l.EAC),
		pull(doc, "sample", "true or false", &l.Sample),
	)
}

// pull takes one value out of a document. One that is not there is as good as an empty one.
func pull[T any](doc document, name, want string, into *T) error {
	raw, ok := doc[name]
	delete(doc, name)
	if !ok {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("is damaged: its %s should be %s; the file is left as it is", name, want)
	}
	return nil
}
