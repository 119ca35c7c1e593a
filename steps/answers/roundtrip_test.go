package answers

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// hostile are texts that YAML, a comment or a line could mistake for something else.
var hostile = []string{
	"contoso.com", "*", "*.contoso.com", "131.107.21.0/24", "10.1", "0x1F", "1e3", "1_000", "0o7", "2024-01-31", "1:30", "+1", "-1", ".5", ".inf", ".NaN",
	"true", "False", "yes", "NO", "on", "off", "y", "null", "~", "", " ", "  lead", "trail  ", "two  blanks", "tab\there", "\t",
	"a: b", "a:b", "a:", ": a", ":", "# a", "a # b", "a#b", "#", "- a", "-", "---", "--- a", "...", "? a", "?", "! a", "!!str a", "& a", "&a", "*a b", "%YAML", "@a", "`a`",
	"| a", "|", ">-", "[a]", "[", "]", "{a: b}", "{", "}", "{{.Name}}", ",", "a, b", "<<", "=", "a\\b", "C:\\Users", "\\", "\\n", "'", "''", "'a'", "it's", "\"", "\"a\"", "say \"hi\"", "$(x)", "${x}",
	"line\nbreak", "line\r\nbreak", "\n", "trailing\n", "\n\nleading", "a\n# b\nscenario: x", "a\u2028b", "a\u2029b", "a\u0085b", "a\vb", "a\fb", "\x00", "\x1b[31m", "\x7f",
	"\u00a0nbsp\u00a0", "zero\u200bwidth", "\ufeffbom", "\u202eright to left", "שלום", "e\u0301", "\u0301", "Grüße", "‘single’ “double”", "日本語", "\U0001F3E0", "\U000E0001", "\ufffd", "\ufffe", "٣", "²",
}

// everyCombination calls visit with every combination of choices and toggles that the scenario can lead to, texts and
// lists being what base says.
func everyCombination(sc *steps.Scenario, base steps.Answers, visit func(steps.Answers)) {
	var walk func(steps.Answers, int)
	walk = func(said steps.Answers, from int) {
		asked := sc.Settle(said).Asked
		for i := from; i < len(asked); i++ {
			for _, o := range choices(asked[i]) {
				branch := maps.Clone(said)
				branch[asked[i].Key] = steps.Value{o}
				walk(branch, i+1)
			}
			if len(choices(asked[i])) > 0 {
				return
			}
		}
		visit(said)
	}
	walk(base, 0)
}

// choices are the answers that a question can be given, where they can be counted.
func choices(q steps.Asked) []string {
	switch {
	case !q.Open || q.Fixed:
		return nil
	case q.Kind == steps.Toggle:
		return []string{"true", "false"}
	}
	return values(q.Options)
}

// mixed says another hostile text to each question, also to those that will not be asked, and to some nothing.
func mixed(sc *steps.Scenario, seed int) steps.Answers {
	said := steps.Answers{}
	for i, q := range sc.Settle(nil).Asked {
		text := func(n int) string { return hostile[(seed*31+i*7+n)%len(hostile)] }
		switch {
		case (seed+i)%4 == 0:
		case q.Kind == steps.Text:
			said[q.Key] = steps.Value{text(0)}
		case q.Kind == steps.List:
			said[q.Key] = steps.Value{text(0), text(1), text(2)}[:(seed+i)%4]
		}
	}
	return said
}

func TestRoundTrip(t *testing.T) {
	for _, sc := range scenarios() {
		bases := []steps.Answers{{}}
		for _, text := range hostile {
			bases = append(bases, everyText(sc, text))
		}
		for _, said := range bases {
			goRound(t, sc, said)
		}
		if len(sc.Parts()) > 2 { // TestScenariosGoRound has those
			continue
		}
		for _, base := range []steps.Answers{{}, everyText(sc, "*"), mixed(sc, 1), mixed(sc, 2), mixed(sc, 3)} {
			combinations := 0
			everyCombination(sc, base, func(said steps.Answers) {
				if combinations++; !every.Skips(combinations) {
					goRound(t, sc, said)
				}
			})
			if combinations < 5 {
				t.Errorf("%s: only %d combinations", sc.ID, combinations)
			}
		}
	}
}

// What can be reached of the scenarios of several parts, and hostile texts for what is asked about each item of a list.
func TestScenariosGoRound(t *testing.T) {
	visits(t, func(t *testing.T, s *steps.Settled) { goRound(t, s.Scenario, s.Said()) })
	for _, text := range hostile {
		for _, sc := range steps.Scenarios() {
			said := everyText(sc, text)
			for _, q := range sc.Settle(steps.Answers{"dns.domains": {"contoso.com", "fabrikam.com"}, "service.understood": {"true"}}).Asked {
				if list, _ := q.Key.Item(); list == "" {
					continue
				}
				said["dns.domains"] = steps.Value{"contoso.com", "fabrikam.com", "Contoso.com"}
				if q.Kind == steps.Text {
					said[q.Key] = steps.Value{text}
				}
				if q.Kind == steps.List {
					said[q.Key] = steps.Value{text, "x"}
				}
			}
			goRound(t, sc, said)
		}
	}
}

// everyText says the same text wherever one can be said.
func everyText(sc *steps.Scenario, text string) steps.Answers {
	said := steps.Answers{}
	for _, q := range sc.Settle(nil).Asked {
		switch q.Kind {
		case steps.Text:
			said[q.Key] = steps.Value{text}
		case steps.List:
			said[q.Key] = steps.Value{text, "x", text}
		case steps.Choice:
			said[q.Key] = steps.Value{q.Field.Options[0].Value}
		}
	}
	return said
}

// goRound holds a file to what it promises: the same answers, the same problems, the same bytes again.
func goRound(t *testing.T, sc *steps.Scenario, said steps.Answers) {
	t.Helper()
	settled := sc.Settle(said)
	src, err := Write(settled)
	if err != nil {
		t.Fatalf("%v\n%#v", err, settled.Said())
	}
	f, err := read("a.yaml", src, scenarios())
	if f == nil {
		t.Fatalf("%v\n%s", err, src)
	}
	if !same(settled.Said(), f.Settled.Said()) {
		t.Fatalf("%s\n%s", cmp.Diff(settled.Said(), f.Settled.Said()), src)
	}
	if diff := cmp.Diff(outlines(settled.Problems()), outlinesOf(err)); diff != "" {
		t.Fatalf("problems (-settled +file)\n%s\n%s", diff, src)
	}
	if len(f.Notes) > 0 {
		t.Fatalf("%s\n%s", f.Notes, src)
	}
	again, err := Write(f.Settled)
	if err != nil || string(again) != string(src) {
		t.Fatalf("%v\n%s\nagain\n%s", err, src, again)
	}
}

// outlines and outlinesOf are what the problems of the answers and those of their file have in common.
func outlines(problems []steps.Problem) (out []string) {
	for _, p := range problems {
		out = append(out, fmt.Sprint(p.Key, p.Item, p.Missing, p.Fault.Fix, p.Fault.Rule))
	}
	slices.Sort(out)
	return out
}

func outlinesOf(err error) (out []string) {
	var r *Rejected
	if errors.As(err, &r) {
		for _, p := range r.Problems {
			out = append(out, fmt.Sprint(p.Key, p.Item, p.Missing, p.Fix, p.Rule))
		}
	}
	slices.Sort(out)
	return out
}
