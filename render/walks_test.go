package render_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/every"
)

// manyValues are texts for questions that the samples leave closed or empty, so that every branch can be whole.
var manyValues = map[string]steps.Value{
	"recipient-domains": {"contoso.com", "*.contoso.com"}, "sender-ip-addresses": {"192.0.2.25", "198.51.100.77/26"},
	"skip-ip-addresses": {"198.51.100.1-198.51.100.9", "203.0.113.0/22", "192.0.2.1"}, "pilot-users": {"pilot@contoso.com"},
	"bypass-ip-addresses": {"198.51.100.0/24"}, "pilot-senders": {"pilot@fabrikam.com"}, "comments": {"Why it is there"},
	"activation-date": {"2027-01-31 09:00"}, "expiry-date": {"2027-06-30"}, "priority": {"0"}, "description": {"Comment"},
	"validation-addresses": {"someone@contoso.com"}, "arc-domain": {"seals.example"}, "certificate-domain": {"mail.contoso.com"},
	"mx-value": {"ms51944068.msv1.invalid"}, "txt-value": {"MS=ms51944068"}, "tls-domain": {"*.contoso.com"},
}

// variation is a sample with one question answered otherwise.
type variation struct {
	key   steps.Key
	value steps.Value
}

// variations are all other answers to the choices and boxes of a scenario's sample, and texts for what may be empty.
func variations(s *steps.Settled) (out []variation) {
	for _, q := range s.Asked {
		switch {
		case q.Fixed || q.Key.Part() == "organization":
		case q.Kind == steps.Toggle:
			out = append(out, variation{q.Key, steps.Toggled(!q.Value.On())})
		case q.Kind == steps.Choice:
			for _, o := range q.Field.Options {
				if o.Value != q.Value.Text() {
					out = append(out, variation{q.Key, steps.Value{o.Value}})
				}
			}
		case q.Value.Empty() && manyValues[q.Name] != nil:
			out = append(out, variation{q.Key, manyValues[q.Name]})
		}
	}
	return out
}

// varied is a sample with some questions answered otherwise, and texts in every question that would be empty.
func varied(s *steps.Settled, some ...variation) *steps.Settled {
	said := s.Said()
	for _, v := range some {
		said[v.key] = v.value
	}
	out := s.Scenario.Settle(said)
	for range 3 { // what is filled in may open more
		for _, p := range out.Problems() {
			if _, answered := said[p.Key]; p.Missing && !answered {
				_, name, _ := strings.Cut(string(p.Key), ".")
				said[p.Key] = manyValues[name]
			}
		}
		out = s.Scenario.Settle(said)
	}
	return out
}

// TestEveryVariation makes all documents of the samples with each question answered otherwise, and with some of them
// together, reads them back, and runs those that are for running.
func TestEveryVariation(t *testing.T) {
	t.Parallel()
	const pairs, seed = 12, 7
	r := rand.New(rand.NewPCG(seed, seed))
	whole, tried := 0, map[string]bool{}
	for _, sc := range steps.Scenarios()[1:] {
		s := sample(t, sc.ID)
		all := variations(s)
		var walks [][]variation
		for _, v := range all {
			if id := fmt.Sprint(v); !tried[id] { // the scenarios share parts
				tried[id] = true
				walks = append(walks, []variation{v})
			}
		}
		for range pairs {
			walks = append(walks, []variation{all[r.IntN(len(all))], all[r.IntN(len(all))], all[r.IntN(len(all))]})
		}
		for i, walk := range walks {
			if every.Skips(i) {
				continue
			}
			v := varied(s, walk...)
			for _, p := range sc.Parts() {
				render.Preview(v, p.ID, nil, everyLine)
			}
			what := fmt.Sprintf("%s, seed %d, %v", sc.ID, seed, walk)
			if _, problems := v.SetUp(); len(problems) > 0 {
				if len(v.Problems()) == 0 {
					t.Logf("%s: no question says what is wrong: %v", what, problems)
				}
				continue
			}
			whole++
			holds(t, what, v, whole%4 == 0)
			if t.Failed() {
				t.FailNow()
			}
		}
	}
	if whole < every.Thin(100) {
		t.Error("only", whole, "were whole")
	}
}

// holds makes the documents of whole answers and holds them to one another and to the stand-in. The scripts that only
// look or undo hold little of the answers, and need not be read each time.
func holds(t *testing.T, what string, s *steps.Settled, all bool) {
	t.Helper()
	up := setUpOf(t, s)
	inOrder(t, what, up)
	text := document(t, "paste", s)
	if err := readsBack(text, up); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	checkStyle(t, text)
	gated(t, what, s, up)
	at := organizations()[s.Scenario.ID]
	blocks, _, err := readBlocks(text)
	if err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		for i := range blocks {
			thrown, r := pasteBlock(t, text, blocks, i+1, at, true)
			if strings.Contains(thrown, "is off, or not there") { // what the answers leave off, and a later block needs on
				for _, c := range slices.Concat(at.outbound, at.inbound) {
					c.set("Enabled", true)
				}
				thrown, r = pasteBlock(t, text, blocks, i+1, at, true)
			}
			if thrown != "" {
				t.Fatalf("%s: block %d, round %d: %s", what, i+1, round+1, thrown)
			}
			if round > 0 && len(r.changes()) > 0 {
				t.Errorf("%s: block %d changed again: %v", what, i+1, order(r.changes()))
			}
		}
	}
	scriptReadsBack(t, s)
	if !all {
		return
	}
	for _, id := range []string{"verify", "rollback"} {
		if _, _, _, err := readScript(document(t, id, s)); err != nil {
			t.Fatalf("%s: %s: %v", what, id, err)
		}
	}
	for _, id := range []string{"summary", "markdown", "on-premises", "graph"} {
		document(t, id, s)
	}
}

// gated: whatever needs a test stands behind a gate, in paste and in the script; before a rule a person may say more, see needTested.
func gated(t *testing.T, what string, s *steps.Settled, up setUp) {
	t.Helper()
	gates, notes := 0, 0
	for _, a := range up.Actions {
		needs := slices.ContainsFunc(a.Needs, func(id string) bool { return strings.HasSuffix(id, ".validate") })
		switch {
		case !needs || strings.HasSuffix(a.ID, ".record-validation"):
		case strings.HasPrefix(a.Command, "Set-") && !slices.Contains(a.Needs, "to-on-premises.turn-on-by-hand"):
			gates++
		case strings.HasPrefix(a.Command, "Enable-"), strings.HasPrefix(a.Command, "Set-"): // in a later stage
			notes++
		case a.Command != "":
			t.Errorf("%s: %s needs a test, and nothing holds it", what, a.ID)
		}
	}
	for _, id := range []string{"paste", "script"} {
		text := document(t, id, s)
		if n := strings.Count(text, "and what needs it is left as it is."); n != gates {
			t.Errorf("%s: %s has %d gates, and %d changes need a test", what, id, n, gates)
		}
		if n := strings.Count(text, "is not recorded as validated."); n != notes {
			t.Errorf("%s: %s has %d gates for rules, and %d rules need a test", what, id, n, notes)
		}
	}
}

// inOrder: every action comes after what it needs, and no rule is turned on before its connectors are there.
func inOrder(t *testing.T, what string, up setUp) {
	t.Helper()
	var done []string
	for _, a := range up.Actions {
		for _, need := range a.Needs {
			if !slices.Contains(done, need) {
				t.Errorf("%s: %s comes before %s", what, a.ID, need)
			}
		}
		if slices.Contains(done, a.ID) {
			t.Errorf("%s: %s stands twice", what, a.ID)
		}
		done = append(done, a.ID)
	}
}

const hostileText = "Bob's “filter” $(x) `n; } ) #> '@ {0} <x> <splat> 😀"

// TestHostileScenarios puts hostile texts wherever one can be typed freely. Nothing but these values may change.
func TestHostileScenarios(t *testing.T) {
	for scenario, lines := range map[string][]string{
		"add-on-service": {"service.name: " + hostileText, "outbound.name: O " + hostileText, "inbound.name: I " + hostileText,
			"outbound.description: " + hostileText, "rule.name: R " + hostileText, "rule.comments: " + hostileText, "rule.header-words: " + hostileText},
		"third-party-filter":        {"service.name: " + hostileText, "lockdown.name: L " + hostileText, "filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.1", "filtering.bypass-name: B " + hostileText},
		"third-party-filter-hybrid": {"service.name: " + hostileText, "to-on-premises.name: T " + hostileText, "on-premises.send-connector-name: S " + hostileText},
		"third-party-archive":       {"service.name: " + hostileText, "through-service.name: T " + hostileText},
	} {
		s := sample(t, scenario, lines...)
		if p := s.Problems(); len(p) > 0 {
			t.Fatal(scenario, p)
		}
		holds(t, scenario, s, true)
		calm := setUpOf(t, sample(t, scenario))
		if loud := setUpOf(t, s); scenario != "third-party-filter" && len(calm.Actions) != len(loud.Actions) {
			t.Errorf("%s: %d actions, and %d with hostile texts", scenario, len(calm.Actions), len(loud.Actions))
		}
		c := newComputer(organizations()[scenario])
		c.all(t, document(t, "script", s), nil)
		c.all(t, document(t, "rollback", s), nil)
	}
}
