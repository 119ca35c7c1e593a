// Package every visits the combinations of answers that can be reached, for tests of what is made from them. It knows
// nothing of any package but steps.
package every

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"eacwizard/steps"
)

// texts are sensible answers to the questions that are no choices, by the field's name.
var texts = map[string]steps.Value{
	"name":                {"A name"},
	"initial-domain":      {"fabrikam.onmicrosoft.com"},
	"recipient-domains":   {"treyresearch.net"},
	"smart-hosts":         {"smtp.contoso.com"},
	"tls-domain":          {"contoso.com"},
	"sender-domains":      {"contosobank.com"},
	"certificate-domain":  {"contosobank.com"},
	"sender-ip-addresses": {"131.107.21.0/24"},
	"tenant-host":         {"contoso-com.mail.protection.outlook.com"},
	"mx-hosts":            {"10 mx1.contosomailfilter.com"},
	"spf":                 {"include:spf.contosomailfilter.com"},
	"arc-domain":          {"contosomailfilter.com"},
	"domains":             {"contoso.com"},
	"skip-ip-addresses":   {"131.107.21.1-131.107.21.9"},
	"bypass-ip-addresses": {"131.107.21.0/22"},
	"header-name":         {"SignatureContoso"},
	"header-words":        {"true"},
	"txt-value":           {"MS=ms51944068"},
	"mx-value":            {"ms51944068.msv1.invalid"},
	"host":                {"mail.contoso.com"},
	"public-addresses":    {"131.107.21.231"},
	"certificate":         {"mail.contoso.com"},
	"other-txt":           {"google-site-verification=abc"},
	"understood":          {"true"},
}

// others are further answers that change what else is asked or made.
var others = map[string][]steps.Value{
	"sender-domains":       {{"*"}},
	"validation-addresses": {{"admin@fabrikam.com"}},
	"pilot-users":          {{"pilot@contoso.com"}},
	"pilot-senders":        {{"pilot@contoso.com"}},
	"domains":              {{"contoso.com", "fabrikam.example"}},
	"existing-spf":         {{"v=spf1 include:_spf.example.com mx ~all"}},
	"ttl":                  {{"300"}},
	"priority":             {{"0"}},
	"activation-date":      {{"2027-01-31 09:00"}},
	"description":          {{"A remark"}},
	"tenant-id":            {{"11111111-2222-3333-4444-555555555555"}},
}

// Filled are answers with a sensible one to every question that is open, needs one and has none.
func Filled(sc *steps.Scenario, a steps.Answers) steps.Answers {
	a = maps.Clone(a)
	if a == nil {
		a = steps.Answers{}
	}
	for range 50 { // an answer may open further questions
		q, ok := lacking(sc, a)
		if !ok {
			return a
		}
		a[q.Key] = values(q)[0]
	}
	return a
}

func lacking(sc *steps.Scenario, a steps.Answers) (steps.Asked, bool) {
	for _, q := range sc.Settle(a).Asked {
		if q.Open && !q.Fixed && q.Value.Empty() && q.Missing != "" && len(values(q)) > 0 {
			return q, true
		}
	}
	return steps.Asked{}, false
}

// values are the answers to try: those of a choice or toggle, or what the tables have.
func values(q steps.Asked) (out []steps.Value) {
	switch q.Kind {
	case steps.Choice:
		for _, o := range q.Options {
			out = append(out, steps.Value{o.Value})
		}
	case steps.Toggle:
		return []steps.Value{{"true"}, {"false"}}
	default:
		if v, ok := texts[q.Name]; ok {
			out = append(out, v)
		}
		out = append(out, others[q.Name]...)
	}
	return out
}

// decides reports whether a question is worth trying every answer to.
func decides(q steps.Asked) bool {
	return q.Open && !q.Fixed && (q.Kind == steps.Choice || q.Kind == steps.Toggle)
}

// InPart visits every reachable combination of the choices, toggles and telling lists of one part, the others as in
// base. The answers visited are filled.
func InPart(sc *steps.Scenario, part string, base steps.Answers, visit func(*steps.Settled)) {
	visit = thinned(visit)
	start := steps.Answers{}
	for k, v := range base {
		if k.Part() != part || !choosing(sc, k) {
			start[k] = v
		}
	}
	inPart(sc, part, start, map[steps.Key]bool{}, visit)
}

func choosing(sc *steps.Scenario, k steps.Key) bool {
	f, ok := sc.Field(k)
	return ok && (f.Kind == steps.Choice || f.Kind == steps.Toggle)
}

func inPart(sc *steps.Scenario, part string, a steps.Answers, tried map[steps.Key]bool, visit func(*steps.Settled)) {
	for _, q := range sc.Settle(a).Asked {
		if q.Key.Part() != part || tried[q.Key] || !decides(q) && !(q.Open && !q.Fixed && q.Name == "sender-domains") {
			continue
		}
		tried = maps.Clone(tried)
		tried[q.Key] = true
		for _, v := range values(q) {
			b := maps.Clone(a)
			b[q.Key] = v
			inPart(sc, part, b, tried, visit)
		}
		return
	}
	visit(sc.Settle(Filled(sc, a)))
}

// said is one answer to try.
type said struct {
	key   steps.Key
	value steps.Value
}

func answers(sc *steps.Scenario, base steps.Answers) (out []said) {
	for _, q := range sc.Settle(base).Asked {
		if q.Open && !q.Fixed {
			for _, v := range values(q) {
				if !slices.Equal(v, q.Value) {
					out = append(out, said{q.Key, v})
				}
			}
		}
	}
	return out
}

// Pairs visits every pair of answers to questions of different parts, the rest as in base.
func Pairs(sc *steps.Scenario, base steps.Answers, visit func(*steps.Settled)) {
	all := answers(sc, base)
	n := 0
	for i, one := range all {
		for _, two := range all[i+1:] {
			if one.key.Part() == two.key.Part() {
				continue
			}
			if n++; n%thin != 0 {
				continue
			}
			a := maps.Clone(base)
			a[one.key], a[two.key] = one.value, two.value
			visit(sc.Settle(Filled(sc, a)))
		}
	}
}

// Walks visits n random ways through a scenario, each decision drawn anew, the same for the same seed.
func Walks(sc *steps.Scenario, seed uint64, n int, visit func(*steps.Settled)) {
	r := rand.New(rand.NewPCG(seed, 1))
	for range (n + thin - 1) / thin {
		a := steps.Answers{}
		for range 1 + r.IntN(40) {
			open := sc.Settle(a).Asked
			q := open[r.IntN(len(open))]
			if v := values(q); q.Open && !q.Fixed && len(v) > 0 {
				a[q.Key] = v[r.IntN(len(v))]
			}
		}
		visit(sc.Settle(Filled(sc, a)))
	}
}

// thinned passes on what is to be visited.
func thinned(visit func(*steps.Settled)) func(*steps.Settled) {
	n := 0
	return func(s *steps.Settled) {
		if n%thin == 0 {
			visit(s)
		}
		n++
	}
}

// Thin is how much of a long loop a test should go through: all of it, or a share under the race detector.
func Thin(n int) int { return (n + thin - 1) / thin }

// Skips reports whether a test may leave out the i-th turn of a long loop: under the race detector most of them.
func Skips(i int) bool { return i%thin != 0 }

// Says is what was said, on one line, for a test's message.
func Says(s *steps.Settled) string {
	said := s.Said()
	var out []string
	for _, k := range slices.Sorted(maps.Keys(said)) {
		out = append(out, string(k)+"="+strings.Join(said[k], ","))
	}
	return s.Scenario.ID + ": " + strings.Join(out, " ")
}
