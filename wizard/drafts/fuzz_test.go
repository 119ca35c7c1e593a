package drafts

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"eacwizard/steps"
)

// FuzzRead holds that whatever a file holds, reading it ends in an error without control characters or in a state that
// is safe to show, that the wizard can walk, and that comes back the same once it is written.
func FuzzRead(f *testing.F) {
	whole, err := encode("connector", named("a"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, seed := range []string{
		"", "{", "null", "[[[[", `{"schema":1}`, `{"schema":2}`, `{"schema":1,"scenario":"connector"}`,
		`{"schema":1,"scenario":"connector","answers":{"connector.from":["office-365"],"connector.to":["partner-organization"]},"page":"connector.use","focus":"connector.use","seen":["connector/new"],"fixing":true}`,
		`{"schema":1,"scenario":"connector","answers":{"accept":["MF107: fine here"]},"shown":{"connector.name":["\u001b"],"gone":["y"],"connector.to":null},"eac":"classic","sample":true}`,
		`{"schema":1,"scenario":"connector","eac":"\u001b[2J"}`,
		`{"schema":1,"scenario":"connector","answers":{"connector.name":["\u001b\ud800"],"x":[]},"pending":{"connector.smart-hosts":"\u0000"},"more":1}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := fstest.MapFS{"draft": {Data: data}}.Open("draft")
		if err != nil {
			t.Fatal(err)
		}
		data, _, err = readOpened(file)
		var d Draft
		if err == nil {
			d.Scenario, d.State, d.Left, err = current.decode(data)
		}
		if err != nil {
			safe(t, err.Error())
			return
		}
		safe(t, texts(d)...)
		flow := steps.NewFlow(mustFind(t, d.Scenario), d.State)
		flow.Problems()
		flow.Rail()
		flow.Next()
		again, err := encode(d.Scenario, d.State)
		if err != nil {
			t.Fatal(err)
		}
		_, st, left, err := current.decode(again)
		if err != nil || len(left) > 0 {
			t.Fatalf("written and read again: %v, %q", err, left)
		}
		if diff := diff(d.State, st); diff != "" {
			t.Fatal(diff)
		}
	})
}

func mustFind(t *testing.T, id string) *steps.Scenario {
	t.Helper()
	sc, ok := steps.Find(id)
	if !ok {
		t.Fatalf("a draft of no scenario: %q", id)
	}
	return sc
}

// texts are all that a draft may put on a screen.
func texts(d Draft) []string {
	out := append([]string{d.Scenario, d.State.Page, string(d.State.Focus)}, d.Left...)
	for k, v := range d.State.Answers {
		out = append(append(out, string(k)), v...)
	}
	for k, v := range d.State.Shown {
		out = append(append(out, string(k)), v...)
	}
	out = append(out, string(d.State.EAC))
	for k, v := range d.State.Pending {
		out = append(out, string(k), v)
	}
	return append(out, d.State.Seen...)
}

func safe(t *testing.T, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if strings.ContainsFunc(s, unicode.IsControl) {
			t.Fatalf("%q would speak to the terminal", s)
		}
	}
}
