package drafts

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"eacwizard/steps"
)

// A state's new field has to be kept as well: whoever adds one adds it here, and then to the layout.
func TestNoFieldIsForgotten(t *testing.T) {
	st := steps.State{
		Answers: steps.Answers{"connector.from": {"office-365"}, steps.AcceptKey: {"MF107: fine here"}},
		Page:    "connector/new", Focus: "connector.to",
		Pending: map[steps.Key]string{"connector.smart-hosts": "half"},
		Seen:    []string{"connector/new"},
		Shown:   steps.Answers{"connector.name": {"Proposed"}, "connector.to": nil},
		Fixing:  true, EAC: steps.ClassicEAC, Sample: true,
	}
	for field, v := range reflect.ValueOf(st).Fields() {
		if v.IsZero() {
			t.Errorf("the test gives %s no value", field.Name)
		}
	}
	s := open(t)
	d := read(t, s, keep(t, s, st))
	if diff := diff(st, d.State); diff != "" || len(d.Left) > 0 {
		t.Errorf("not taken over: %q (-put +read):\n%s", d.Left, diff)
	}
}

func TestTheFile(t *testing.T) {
	s := open(t)
	id := keep(t, s, steps.State{
		Answers: steps.Answers{"connector.to": nil, "connector.from": {"office-365"}, "connector.smart-hosts": {"a.example", "b.example"}},
		Page:    "connector/new",
		Focus:   "connector.to",
		Pending: map[steps.Key]string{"connector.smart-hosts": "<c"},
		Seen:    []string{"connector/new"},
		Fixing:  true,
	})
	got, err := os.ReadFile(s.path(id, draftFile))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
  "schema": 1,
  "scenario": "connector",
  "answers": {
    "connector.from": [
      "office-365"
    ],
    "connector.smart-hosts": [
      "a.example",
      "b.example"
    ],
    "connector.to": []
  },
  "page": "connector/new",
  "focus": "connector.to",
  "pending": {
    "connector.smart-hosts": "<c"
  },
  "seen": [
    "connector/new"
  ],
  "shown": {},
  "fixing": true,
  "eac": "",
  "sample": false
}
`
	if d := diff(want, string(got)); d != "" {
		t.Error(d)
	}
}

func TestWhatIsLeft(t *testing.T) {
	s := open(t)
	d := read(t, s, plant(t, s, []byte(`{
		"schema": 1, "scenario": "connector", "colour": "red", "\u001b[2J": 1,
		"answers": {
			"connector.from": ["moon"],
			"connector.to": ["your-organization"],
			"connector.name": ["a", "b"],
			"connector.turn-it-on": ["perhaps"],
			"connector.smart-hosts": ["a", "a", "no host"],
			"connector.gone": ["x", "y\u001b"],
			"connector.none": [],
			"organization.\u001binitial-domain": ["x"],
			"name": ["z"]
		},
		"page": "connector/gone", "focus": "connector.gone", "fixing": true,
		"pending": {"connector.gone": "typed", "connector.name": "typed too", "connector.smart-hosts": "kept"},
		"seen": ["connector/gone"]
	}`)))
	want := []string{
		`This version of eacwizard has no use for "[2J" in the file.`,
		`This version of eacwizard has no use for "colour" in the file.`,
		`The answer to connector.from is not taken over, because it is none of its options: "moon".`,
		`The answer to connector.gone is not taken over, because there is no such question: "x", "y".`,
		`The answer to connector.name is not taken over, because it takes a single text: "a", "b".`,
		`The answer to connector.none is not taken over, because there is no such question: nothing.`,
		`The answer to connector.turn-it-on is not taken over, because it is either true or false: "perhaps".`,
		`The answer to name is not taken over, because there is no such question: "z".`,
		`The answer to organization.initial-domain is not taken over, because there is no such question: "x".`,
		`What was typed for connector.gone and not added is not taken over, because there is no such list: "typed".`,
		`What was typed for connector.name and not added is not taken over, because there is no such list: "typed too".`,
		`There is no page "connector/gone", so the draft begins at the first one.`,
	}
	if d := diff(want, d.Left); d != "" {
		t.Error(d)
	}
	kept := steps.State{
		Answers: steps.Answers{"connector.to": {"your-organization"}, "connector.smart-hosts": {"a", "a", "no host"}},
		Pending: map[steps.Key]string{"connector.smart-hosts": "kept"},
		Seen:    []string{"connector/gone"},
	}
	if d := diff(kept, d.State); d != "" {
		t.Error(d)
	}
}

func TestMuchIsLeft(t *testing.T) {
	answers := map[string][]string{}
	for i := range 1000 {
		answers[fmt.Sprintf("connector.gone-%d", i)] = []string{strings.Repeat("x", 900)}
	}
	data, err := json.Marshal(map[string]any{"schema": 1, "scenario": "connector", "answers": answers})
	if err != nil {
		t.Fatal(err)
	}
	s := open(t)
	left := read(t, s, plant(t, s, data)).Left
	if len(left) != 51 || left[50] != "And 950 more of the kind." {
		t.Errorf("%d sentences, the last is %q", len(left), left[len(left)-1])
	}
	for _, sentence := range left {
		if len(sentence) > 400 {
			t.Errorf("%d bytes: %s", len(sentence), sentence)
		}
	}
}

// Schemas that never were, to see a file brought forward over two of them.
func TestMigrations(t *testing.T) {
	s := open(t)
	s.format = format{
		schema: 4,
		find:   steps.Find,
		migrations: map[int]migration{
			2: func(doc document) ([]string, error) {
				doc["answers"] = doc["said"]
				delete(doc, "said")
				return nil, nil
			},
			3: func(doc document) ([]string, error) {
				if string(doc["answers"]) == "7" {
					return nil, errors.New("its answers are a number")
				}
				delete(doc, "colour")
				return []string{"There are no colours any more."}, nil
			},
		},
	}
	for _, c := range []struct{ data, wantName, wantLeft, wantErr string }{
		{`{"schema":4,"scenario":"connector","answers":{"connector.name":["a"]}}`, "a", "", ""},
		{`{"schema":3,"scenario":"connector","answers":{"connector.name":["b"]},"colour":"red"}`, "b", "There are no colours any more.", ""},
		{`{"schema":2,"scenario":"connector","said":{"connector.name":["c"]}}`, "c", "There are no colours any more.", ""},
		{`{"schema":2,"scenario":"connector","said":7}`, "", "", "has schema 2 and cannot be brought to 4: its answers are a number; the file is left as it is"},
		{`{"schema":1,"scenario":"connector"}`, "", "", "has schema 1, which this version of eacwizard cannot take; the file is left as it is"},
		{`{"schema":5,"scenario":"connector"}`, "", "", "was saved by a newer eacwizard: it has schema 5, and this version cannot take more than 4; go on with the newer one, the file is left as it is"},
	} {
		id := plant(t, s, []byte(c.data))
		d, err := s.Read(id)
		if c.wantErr != "" {
			if err == nil || err.Error() != "draft "+id+" "+c.wantErr {
				t.Errorf("%s: %v", c.data, err)
			}
			continue
		}
		if err != nil || d.State.Answers["connector.name"].Text() != c.wantName || strings.Join(d.Left, "|") != c.wantLeft {
			t.Errorf("%s: %v, %q, %v", c.data, d.State, d.Left, err)
		}
	}
}

// This version reads what it writes, and its table of migrations leads to it without a gap.
func TestCurrentFormat(t *testing.T) {
	if current.schema != schema {
		t.Errorf("it writes schema %d and reads %d", schema, current.schema)
	}
	for from := range current.migrations {
		if _, ok := current.migrations[from+1]; !ok && from+1 != schema {
			t.Errorf("there is a way from schema %d to %d and none on", from, from+1)
		}
	}
}
