package render_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// What plays a book gives back what came of each trial's steps, in their order: here the two that need no PowerShell.

// inGo is the interpreter with the stand-in that is written in Go.
type inGo struct{}

func (inGo) play(t *testing.T, b *book) (all [][]outcome) {
	for _, tr := range b.Trials {
		at, files := tr.at, map[string]string{}
		var of []outcome
		for _, s := range tr.Steps {
			for kind, to := range s.Replaces {
				at.keep(kind, elements(unplain(to)))
			}
			for _, e := range s.Sets {
				for _, o := range at.lists()[e.Kind] {
					if o := o.(*psObject); o.values["Name"] == e.Name {
						o.set(e.Property, e.Value)
					}
				}
			}
			at.fails, at.makesDisabled = s.Failures, s.IsCautious
			r := at.runner()
			r.files = files
			r.scopes = []map[string]any{{"ready": nil}}
			for _, line := range s.Typed {
				r.include(line, r.shows)
			}
			thrown := r.runDocument(b.documents[s.Path], s.Given)
			of = append(of, outcomeOf(r, at, thrown, len(files)))
		}
		all = append(all, of)
	}
	return all
}

// outcomeOf has what play.ps1 writes of a step.
func outcomeOf(r *psRunner, at *service, thrown string, files int) outcome {
	isOfHost := func(line string) bool { return strings.HasPrefix(line, "What if: ") } // and no output
	o := outcome{Thrown: thrown, Output: slices.DeleteFunc(r.out, isOfHost), Files: files, Organization: map[string][]map[string]string{}}
	for _, result := range r.results {
		o.Results = append(o.Results, plainTable(result.(*psObject).values))
	}
	for _, c := range r.calls {
		verb, _, _ := strings.Cut(c.name, "-")
		if !slices.Contains([]string{"New", "Set", "Enable", "Disable", "Remove", "Validate"}, verb) || c.name == "Set-Content" {
			continue
		}
		given := plainTable(c.args)
		delete(given, "Confirm")
		delete(given, "ErrorAction")
		o.Changes = append(o.Changes, change{c.name, given})
	}
	for kind, list := range at.lists() {
		for _, one := range list {
			o.Organization[kind] = append(o.Organization[kind], plainTable(one.(*psObject).values))
		}
	}
	o.simplify()
	return o
}

// simplify takes out of the organization what is empty, which is as good as not there, and what only one stand-in has.
func (o outcome) simplify() {
	maps.DeleteFunc(o.Organization, func(_ string, objects []map[string]string) bool { return len(objects) == 0 })
	for _, objects := range o.Organization {
		for _, one := range objects {
			maps.DeleteFunc(one, func(name, v string) bool { return v == "" || name == "WhenChangedUTC" })
		}
	}
}

func plainTable(values map[string]any) map[string]string {
	out := map[string]string{}
	for name, v := range values {
		out[name] = strings.Join(texts(v), ", ")
	}
	return out
}

// inModule is the interpreter with the stand-ins that are written in PowerShell, and with what plays trials on them.
type inModule struct{}

func (inModule) play(t *testing.T, b *book) [][]outcome {
	t.Helper()
	play, err := os.ReadFile("testdata/play.ps1")
	if err != nil {
		t.Fatal(err)
	}
	body, err := readModule(string(play))
	if err != nil {
		t.Fatal("play.ps1: ", err)
	}
	r := &psRunner{files: maps.Clone(b.documents)}
	r.files["book"] = b.text(t)
	r.scopes = []map[string]any{{"playmodule": moduleFolder, "playbook": "book", "playfolder": "outcomes", "whatifpreference": false}}
	if thrown := r.run(body); thrown != "" {
		t.Fatal("play.ps1: ", thrown)
	}
	return b.outcomes(t, func(name string) (string, error) {
		text, ok := r.files["outcomes/"+name]
		if !ok {
			return "", os.ErrNotExist
		}
		return text, nil
	})
}
