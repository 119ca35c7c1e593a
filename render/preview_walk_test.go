package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/every"
)

// samples are texts for the questions of every scenario, by the name of the field.
var samples = func() map[string]steps.Value {
	out := map[string]steps.Value{"description": {"Comment"}, "initial-domain": {"fabrikam.onmicrosoft.com"}}
	for k, v := range said {
		out[k.Field()] = v
	}
	return out
}()

// everyAnswer calls f with every combination of choices and check boxes of a scenario's open questions. Each text and
// list has a sample, in a second walk none where it may be empty, in a third none at all. What a closed branch was told
// before stays told.
func everyAnswer(sc *steps.Scenario, f func(*steps.Settled)) {
	for _, typed := range []func(*steps.Field) bool{
		func(*steps.Field) bool { return true },
		func(f *steps.Field) bool { return f.Missing != "" },
		func(*steps.Field) bool { return false },
	} {
		for _, domain := range []string{"contoso.com", "*"} {
			start := steps.Answers{}
			for _, p := range sc.Parts() {
				for _, field := range p.Fields {
					if v, ok := samples[field.Name]; ok && typed(&field) {
						if field.Name == "sender-domains" {
							v = steps.Value{domain}
						}
						start[steps.MakeKey(p.ID, field.Name)] = v
					}
				}
			}
			eachChoice(sc, start, f)
		}
	}
}

func eachChoice(sc *steps.Scenario, a steps.Answers, f func(*steps.Settled)) {
	s := sc.Settle(a)
	for _, q := range s.Asked {
		var values []string
		switch {
		case a[q.Key] != nil || !q.Open || q.Fixed:
		case q.Kind == steps.Toggle:
			values = []string{"true", "false"}
		case q.Kind == steps.Choice:
			for _, o := range q.Options {
				values = append(values, o.Value)
			}
		}
		for _, v := range values {
			a[q.Key] = steps.Value{v}
			eachChoice(sc, a, f)
		}
		if values != nil {
			delete(a, q.Key)
			return
		}
	}
	f(s)
}

// previewedParameters are the parameters of the commands of a preview, the identity aside.
func previewedParameters(s *steps.Settled, part string) (out []string) {
	command := ""
	for _, l := range render.Preview(s, part, nil, everyLine) {
		switch fields := strings.Fields(l.Text); {
		case l.Text == "":
		case !strings.HasPrefix(l.Text, " "):
			command = l.Text
		case strings.HasPrefix(l.Text, "  -"):
			out = append(out, command+" "+fields[0])
		}
	}
	slices.Sort(out)
	return out
}

// TestPreviewIsThePasteEverywhere: wherever the answers are whole, the preview has exactly the parameters that the
// block gives. Elsewhere it has nothing empty.
func TestPreviewIsThePasteEverywhere(t *testing.T) {
	whole, begun := 0, 0
	for _, sc := range steps.Scenarios()[:1] {
		everyAnswer(sc, func(s *steps.Settled) {
			begun++
			for _, p := range sc.Parts() {
				for _, l := range render.Preview(s, p.ID, nil, everyLine) {
					if strings.Contains(l.Text, "''") || strings.HasSuffix(l.Text, "-") || l.Text != strings.TrimRight(l.Text, " ") {
						t.Fatalf("%v: %q", s.Said(), l.Text)
					}
					// What may be empty stays away.
					if strings.HasSuffix(l.Text, "# not answered yet") && !slices.ContainsFunc(s.Problems(), func(p steps.Problem) bool {
						f, ok := sc.Field(p.Key)
						return ok && slices.Contains(f.Params, l.Params[0])
					}) {
						t.Fatalf("%v: %q, and nothing misses it", s.Said(), l.Text)
					}
				}
			}
			if len(s.Problems()) > 0 {
				return
			}
			if whole++; every.Skips(whole) {
				return
			}
			body, _, err := readPaste(document(t, "paste", s))
			if err != nil {
				t.Fatal(err)
			}
			var want, got []string
			for _, c := range commandsIn(body) {
				for _, splat := range c.splats {
					keys := assigned(body, splat).(psHash).keys
					if strings.HasPrefix(c.name, "Set-") && !slices.Contains(keys, "Identity") {
						keys = append(slices.Clone(keys), "Identity") // the GUID, once it is known
					}
					for _, key := range keys {
						want = append(want, c.name+" -"+key)
					}
				}
			}
			for _, p := range sc.Parts() {
				if p.ID != "organization" {
					got = append(got, previewedParameters(s, p.ID)...)
				}
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%v: %s", s.Said(), diff)
			}
		})
	}
	if whole < 300 || begun < whole+200 {
		t.Error("only", whole, "whole of", begun)
	}
}
