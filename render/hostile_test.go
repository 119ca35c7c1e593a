package render_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// mild is a set-up with a text in every place where one can be typed freely.
func mild() steps.Answers {
	return steps.Answers{
		"connector.from":                 {"office-365"},
		"connector.to":                   {"your-organization"},
		"connector.name":                 {"Name"},
		"connector.description":          {"Comment"},
		"connector.smart-hosts":          {"smtp.contoso.com"},
		"connector.validation-addresses": {"user@contoso.com"},
	}
}

// FuzzHostileNames lets a name and a description be anything that the parsers take. Nothing but these two values may
// change in the block, and they are what was typed.
func FuzzHostileNames(f *testing.F) {
	f.Add("Bob's “filter”", "It's $(x) `n; } ) #> '@")
	f.Add("'; Remove-InboundConnector *; '", strings.Repeat("‘’‚‛ 😀 ", 80))
	f.Add("{0} {1} %s <x> <splat>", "<advice> <command> $null")
	f.Add("\u202ename", "-- paste.txt --")
	calm := setUpOf(f, settleAnswers(f, mild()))
	f.Fuzz(func(t *testing.T, name, comment string) {
		a := mild()
		a["connector.name"], a["connector.description"] = steps.Value{name}, steps.Value{comment}
		s := settleAnswers(t, a)
		if len(s.Problems()) > 0 {
			return
		}
		name, comment = strings.TrimSpace(name), strings.TrimSpace(comment)
		text := document(t, "paste", s)
		up := setUpOf(t, s)
		if err := readsBack(text, up); err != nil {
			t.Fatal(err)
		}
		for i, action := range up.Actions {
			want := map[string]any{}
			for k, v := range calm.Actions[i].Parameters {
				want[k] = v
			}
			for k, v := range map[string]string{"Name": name, "Identity": name, "Comment": comment} {
				if _, ok := want[k]; ok {
					want[k] = v
				}
			}
			if comment == "" {
				delete(want, "Comment")
			}
			if diff := cmp.Diff(want, action.Parameters); diff != "" {
				t.Fatal(diff)
			}
		}
		checkStyle(t, text)
		scriptReadsBack(t, s)
		for _, id := range []string{"verify", "rollback"} {
			if _, _, _, err := readScript(document(t, id, s)); err != nil {
				t.Fatal(err)
			}
		}
		thrown, r := run(t, text, newService())
		if thrown != "" || len(r.changes()) != 3 {
			t.Fatalf("%s\n%s", thrown, r.receipt())
		}
	})
}

func TestManyAddresses(t *testing.T) {
	a := steps.Answers{
		"connector.from":        {"your-organization"},
		"connector.name":        {"Name"},
		"connector.identify-by": {"ip-addresses"},
	}
	for i := range 500 {
		a["connector.sender-ip-addresses"] = append(a["connector.sender-ip-addresses"], fmt.Sprintf("192.0.%d.%d", i/250, i%250))
	}
	s := settleAnswers(t, a)
	text := document(t, "paste", s)
	checkStyle(t, text)
	if err := readsBack(text, setUpOf(t, s)); err != nil {
		t.Fatal(err)
	}
	service := newService()
	for _, want := range []string{"created and read back as wanted", "unchanged"} {
		thrown, r := run(t, text, service)
		wants(t, thrown, r, want)
	}
	if !strings.Contains(document(t, "markdown", s), "`192.0.0.7`, and 492 more |") {
		t.Error("the runbook's table lists all addresses")
	}
}

func TestLongDescription(t *testing.T) {
	for _, text := range []string{strings.Repeat("a long remark, ", 2000), strings.Repeat("長", 5000), strings.Repeat("'", 5000)} {
		a := mild()
		a["connector.description"] = steps.Value{text}
		s := settleAnswers(t, a)
		block := document(t, "paste", s)
		checkStyle(t, block)
		if err := readsBack(block, setUpOf(t, s)); err != nil {
			t.Fatal(err)
		}
	}
}
