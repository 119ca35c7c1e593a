package steps

import (
	"slices"
	"strings"
	"testing"
)

// Every question of every scenario has what a page, a file and an explanation need of it.
func TestQuestionsAreComplete(t *testing.T) {
	for _, sc := range Scenarios() {
		for _, p := range sc.Parts() {
			seen := map[string]bool{}
			for _, f := range p.Fields {
				key := MakeKey(p.ID, f.Name)
				if seen[f.Name] {
					t.Errorf("%s stands twice", key)
				}
				seen[f.Name] = true
				for _, each := range f.Each {
					seen[f.Name+"[]."+each.Name] = true
					if each.Name == "name" || each.Label == "" || each.Explain.What == "" || each.Explain.Why == "" || each.Explain.Source == "" {
						t.Errorf("%s: %s lacks a label or an explanation, or has the item's own name", key, each.Name)
					}
				}
				if f.Label == "" || f.Explain.What == "" || f.Explain.Why == "" || f.Explain.Source == "" {
					t.Errorf("%s lacks a label or an explanation", key)
				}
				if (f.Kind == Choice) != (len(f.Options) > 0) {
					t.Errorf("%s: options do not fit its kind", key)
				}
				if f.Kind == List && (f.Noun == "" || f.Example == "" || f.Parse == nil) {
					t.Errorf("%s: a list needs a noun, an example and a parser", key)
				}
				for _, o := range f.Options {
					if o.Label == "" || o.Explains == "" {
						t.Errorf("%s: option %s lacks a label or an explanation", key, o.Value)
					}
				}
			}
			for _, n := range p.Notes {
				if !seen[n.At] || (n.Says == "") == (n.Tell == nil) {
					t.Errorf("%s: a note stands at %q", p.ID, n.At)
				}
			}
			for _, d := range p.Demands {
				if !seen[d.At] || d.Broken.Holds == nil || d.Says == "" || d.Fix == "" {
					t.Errorf("%s: a demand stands at %q", p.ID, d.At)
				}
			}
		}
	}
}

// sample is an answer for each text and list of the connector part.
var sample = map[string]Value{
	"name": {"A connector"}, "recipient-domains": {"treyresearch.net"}, "smart-hosts": {"smtp.contoso.com"}, "tls-domain": {"contoso.com"},
	"sender-domains": {"contosobank.com"}, "certificate-domain": {"contosobank.com"}, "sender-ip-addresses": {"10.5.3.2/24"},
}

// combinations visits every reachable combination of choices and toggles, texts and lists at their samples.
func combinations(sc *Scenario, a Answers, visit func(*Settled)) {
	s := sc.Settle(a)
	for _, q := range s.Asked {
		if !q.Open || q.Fixed {
			continue
		}
		if _, said := a[q.Key]; said {
			continue
		}
		var values []Value
		switch q.Kind {
		case Choice:
			for _, o := range q.Options {
				values = append(values, Value{o.Value})
			}
		case Toggle:
			values = []Value{{"true"}, {"false"}}
		default:
			if v, ok := sample[q.Key.Field()]; ok {
				values = []Value{v}
			}
			if q.Name == "sender-domains" {
				values = append(values, Value{"*"})
			}
		}
		for _, v := range values {
			b := Answers{q.Key: v}
			for k, v := range a {
				b[k] = v
			}
			combinations(sc, b, visit)
		}
		if len(values) > 0 {
			return
		}
	}
	visit(s)
}

// What can be reached is on exactly one page that asks for it, has no empty page, and is either whole or says what is wrong.
func TestEveryCombinationOfChoices(t *testing.T) {
	n, whole := 0, 0
	combinations(&connectorScenario, Answers{}, func(s *Settled) {
		n++
		pages := s.Pages()
		for _, q := range s.Asked {
			if q.Open && PageOf(pages, q.Key) == "" {
				t.Errorf("%s is open and on no page: %v", q.Key, s.Said())
			}
		}
		for _, p := range pages {
			if p.Title == "" || p.Rail == "" || p.Next == "" || p.Kind == AskPage && !slices.ContainsFunc(p.Rows, func(r Row) bool { return s.At(r.Key).Open }) {
				t.Errorf("page %s is empty or untitled: %v", p.ID, s.Said())
			}
			for _, r := range p.Rows {
				if s.At(r.Key).Field == nil || r.Under != "" && !p.Holds(r.Under) {
					t.Errorf("page %s has a row %s under %s", p.ID, r.Key, r.Under)
				}
			}
		}
		up, problems := s.SetUp()
		if len(problems) == 0 {
			whole++
			if len(up.Connectors) != 1 {
				t.Errorf("%d connectors", len(up.Connectors))
			}
		}
		for _, b := range problems {
			if b.Missing || s.At(b.Key).Field == nil {
				t.Errorf("%v: %v", b, s.Said())
			}
		}
		for _, sec := range s.Review() {
			if strings.Contains(strings.Join(sec.Lines, " "), unanswered) || len(sec.Keys) > 0 && sec.Page == "" {
				t.Errorf("section %s: %q leads to %q: %v", sec.Title, sec.Lines, sec.Page, s.Said())
			}
		}
	})
	if n < 80 || whole < 60 {
		t.Errorf("only %d combinations, %d of them whole", n, whole)
	}
	t.Logf("%d combinations, %d whole", n, whole)
}

// The wizard's question about a lock-down and the connector's own idea of it agree.
func TestLockDownIsSeenFromTheAnswers(t *testing.T) {
	combinations(&connectorScenario, Answers{}, func(s *Settled) {
		d, _ := s.Build()
		for _, c := range d.Connectors {
			in, ok := c.(interface{ LocksDown() bool })
			if asked := s.At("connector.reject-all-other-mail").Open; asked != (ok && in.LocksDown()) {
				t.Errorf("asked %v: %v", asked, s.Said())
			}
		}
	})
}

func TestLockDownIsProposedOffAndHasToBeConfirmed(t *testing.T) {
	a := Answers{
		"connector.from": {partner}, "connector.name": {"Filter"}, "connector.sender-domains": {"*"},
		"connector.reject-unless-from-ip-addresses": {"true"}, "connector.sender-ip-addresses": {"131.107.21.0/24"},
	}
	s := connectorScenario.Settle(a)
	if q := s.At("connector.turn-it-on"); q.Value.On() || q.Said {
		t.Errorf("turn it on is %v", q.Value)
	}
	if _, problems := s.SetUp(); len(problems) > 0 {
		t.Error(problems)
	}
	a["connector.turn-it-on"] = Value{"true"}
	if _, problems := connectorScenario.Settle(a).SetUp(); len(problems) != 1 || problems[0].Key != "connector.reject-all-other-mail" {
		t.Error(problems)
	}
	a["connector.reject-all-other-mail"] = Value{"true"}
	if _, problems := connectorScenario.Settle(a).SetUp(); len(problems) > 0 {
		t.Error(problems)
	}
	a["connector.sender-domains"] = Value{"contosobank.com"}
	if s := connectorScenario.Settle(a); s.At("connector.reject-all-other-mail").Open || !s.At("connector.turn-it-on").Value.On() {
		t.Error("a named domain is no lock-down")
	}
}

func TestLeftoverAnswersAreSeenByNobody(t *testing.T) {
	a := Answers{
		"connector.from": {partner}, "connector.name": {"Bank"}, "connector.sender-domains": {"contosobank.com"},
		"connector.smart-hosts": {"left.over.example"}, "connector.use": {transportRule}, "connector.tls-domain": {"left.over.example"},
		"connector.retain-internal-headers": {"false"}, "connector.validation-addresses": {"not an address"},
	}
	s := connectorScenario.Settle(a)
	if _, problems := s.SetUp(); len(problems) > 0 {
		t.Error(problems)
	}
	for _, sec := range s.Review() {
		if strings.Contains(strings.Join(sec.Lines, " "), "left.over") {
			t.Error(sec)
		}
	}
	if len(s.Said()) != 3 {
		t.Error(s.Said())
	}
	a["connector.from"] = Value{office365}
	a["connector.to"] = Value{ownServer}
	if q := connectorScenario.Settle(a).At("connector.smart-hosts"); q.Value.Text() != "left.over.example" {
		t.Error("the branch's answers did not come back")
	}
	// an option that has gone counts as unsaid
	a["connector.use"] = Value{allAcceptedDomains}
	a["connector.to"] = Value{partner}
	if q := connectorScenario.Settle(a).At("connector.use"); q.Said || q.Value.Text() != transportRule {
		t.Errorf("use is %v", q.Value)
	}
}
