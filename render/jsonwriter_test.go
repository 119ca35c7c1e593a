package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
	"eacwizard/steps/check"
)

// FuzzJSONString: a compact text is that of encoding/json, from which plans have had their ids; any other is read by it as
// the same text, and shows everything that is in it.
func FuzzJSONString(f *testing.F) {
	for _, s := range []string{"", `"quoted" \ and /`, "a\x00\b\f\n\r\t\x1f\x7f", "<a href='x'>&amp;", "é 界 👩\u200d🚀 \U000E0041", "\u2028\u2029\u202e\ufeff\ufffd", "\xff\xc3", "\xed\xa0\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		w := jsonWriter{compact: true}
		if w.string(s); string(w.out) != string(want) {
			t.Errorf("compact, %q is written %s, and encoding/json writes %s", s, w.out, want)
		}
		w = jsonWriter{}
		w.string(s)
		var back, same string
		if err := errors.Join(json.Unmarshal(w.out, &back), json.Unmarshal(want, &same)); err != nil || back != same {
			t.Errorf("%q is written %s and read as %q, %v", s, w.out, back, err)
		}
		if strings.ContainsFunc(string(w.out), func(r rune) bool { return r < ' ' || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) }) {
			t.Errorf("%q is written %s, and something in it hides", s, w.out)
		}
	})
}

// TestFindingsAsTheCheckGivesThem: setup.json and the command check say a finding in the same bytes, whatever is in it.
func TestFindingsAsTheCheckGivesThem(t *testing.T) {
	const text = "a \"b\" <c> \\ Grüße\n"
	whole := check.Finding{
		Rule: "MF107", Severity: check.Warning, Object: text, Key: "dns.domains[x\"y].ttl", Item: 3, Value: text, Says: text, Fix: text,
		Change:   &check.Change{Set: steps.Answers{"b.c": {text, ""}, "a.b": {}, "a.\"": {"x"}}, Clear: []steps.Key{"c.d", "c.\"e"}},
		Accepted: text, Refused: true,
	}
	for i, v := 0, reflect.ValueOf(whole); i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			t.Errorf("nothing is said of %s", v.Type().Field(i).Name)
		}
	}
	for name, all := range map[string][]check.Finding{
		"none": {}, "empty": {{}}, "whole": {whole, {Item: -1, Change: &check.Change{}}, whole},
	} {
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(struct {
			Findings []check.Finding `json:"findings"`
		}{all}); err != nil {
			t.Fatal(err)
		}
		w := jsonWriter{}
		w.open('{')
		listOf(&w, "findings", all, w.finding)
		w.close('}')
		if diff := cmp.Diff(want.String(), string(w.out)+"\n"); diff != "" {
			t.Errorf("%s (-encoding/json +setup.json)\n%s", name, diff)
		}
	}
}
