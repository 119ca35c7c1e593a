package check

import (
	"slices"
	"strings"
	"sync"

	"eacwizard/steps"
	"eacwizard/steps/pattern"
)

// question is a question of some scenario: one key is often asked in several.
type question struct {
	name      string // its key, with [] for the items of a list
	part      string // the part's title
	field     *steps.Field
	scenarios []string
}

// questions are the questions of all scenarios, each key once where it is the same question.
var questions = sync.OnceValue(func() (out []*question) {
	add := func(sc *steps.Scenario, p *steps.Part, name string, f *steps.Field) {
		for _, q := range out {
			if q.name == name && q.field.Label == f.Label {
				q.scenarios = append(q.scenarios, sc.ID)
				return
			}
		}
		out = append(out, &question{name, p.Title, f, []string{sc.ID}})
	}
	for _, sc := range steps.Scenarios() {
		parts := sc.Parts()
		for i := range parts {
			p := &parts[i]
			asked := reachable(sc, p)
			for j := range p.Fields {
				f := &p.Fields[j]
				if !asked(f.Name) {
					continue
				}
				name := string(steps.MakeKey(p.ID, f.Name))
				add(sc, p, name, f)
				for k := range f.Each {
					add(sc, p, name+"[]."+f.Each[k].Name, &f.Each[k])
				}
			}
		}
	}
	return out
})

// reachable tells which questions of a part can come up at all: a part whose direction is fixed has those of the other
// direction as well, and never asks them.
func reachable(sc *steps.Scenario, p *steps.Part) func(name string) bool {
	if p.Fixed["from"] == nil {
		return func(string) bool { return true }
	}
	everything := steps.Answers{}
	for _, f := range p.Fields {
		if f.Kind == steps.Toggle {
			everything[steps.MakeKey(p.ID, f.Name)] = steps.Toggled(true)
		}
	}
	tries := []steps.Answers{{}, everything}
	for _, f := range p.Fields {
		for _, o := range f.Options {
			tries = append(tries, steps.Answers{steps.MakeKey(p.ID, f.Name): {o.Value}})
		}
	}
	open := map[string]bool{}
	for _, a := range tries {
		a["service.sends-outbound"] = steps.Toggled(true) // what a whole part hangs on
		for _, q := range sc.Settle(a).Asked {
			if q.Key.Part() == p.ID && q.Open {
				open[q.Name] = true
			}
		}
	}
	return func(name string) bool { return open[name] }
}

// itemIn is the item between the brackets of a key.
var itemIn = pattern.Lazy(`\[[^\]]*\]`)

// explainField finds questions by key, by the last part of it, or by a parameter, and explains those that are told
// alike together.
func explainField(query string) (Explanation, bool) {
	key := strings.ReplaceAll(strings.ReplaceAll(itemIn().ReplaceAllString(query, "[]"), "_", "-"), " ", "-")
	key = strings.TrimLeft(key, "-")
	var found []*question
	for _, match := range []func(*question) bool{
		func(q *question) bool { return q.name == key },
		func(q *question) bool { return strings.ReplaceAll(q.name, "[]", "") == key },
		func(q *question) bool { return q.field.Name == key },
		func(q *question) bool { return strings.ReplaceAll(q.field.Name, "-", "") == key },
		func(q *question) bool {
			return slices.ContainsFunc(q.field.Params, func(p string) bool { return strings.ToLower(p) == key })
		},
		func(q *question) bool { return plain(q.field.PlainLabel()) == strings.TrimSuffix(query, ":") },
	} {
		for _, q := range questions() {
			if match(q) {
				found = append(found, q)
			}
		}
		if len(found) > 0 {
			return explanationOf(found), true
		}
	}
	return Explanation{}, false
}

func explanationOf(found []*question) Explanation {
	first := found[0]
	e := Explanation{Kind: FieldTopic, ID: first.name, Title: first.field.PlainLabel()}
	var told []*question
	for _, q := range found {
		if !slices.ContainsFunc(told, func(t *question) bool {
			return t.field.Explain == q.field.Explain && t.field.Label == q.field.Label
		}) {
			told = append(told, q)
		}
	}
	for _, q := range told {
		e.Sections = append(e.Sections, q.sections(len(told) > 1)...)
	}
	var keys []string
	for _, q := range found {
		keys = append(keys, q.name+" ("+strings.Join(q.scenarios, ", ")+")")
	}
	e.Sections = append(e.Sections, Section{Title: "In the answer file", Items: slices.Compact(keys)})
	for _, r := range catalogue {
		for _, q := range found {
			if slices.Contains(fieldRules[r.ID], q.field.Name) && !slices.Contains(e.See, r.ID) {
				e.See = append(e.See, r.ID)
			}
		}
	}
	return e
}

func (q *question) sections(several bool) (out []Section) {
	f := q.field
	what := Section{Text: []string{f.Explain.What, f.Explain.Why}}
	if several {
		what.Title = q.part + ": " + f.PlainLabel()
	}
	out = append(out, what)
	if len(f.Options) > 0 {
		options := Section{Title: "Answers"}
		for _, o := range f.Options {
			options.Items = append(options.Items, o.Value+": "+o.Explains)
		}
		out = append(out, options)
	}
	add := func(title string, items ...string) {
		if len(items) > 0 && items[0] != "" {
			out = append(out, Section{Title: title, Items: items})
		}
	}
	if f.Example != "" {
		add("Example", strings.TrimPrefix(f.Example, "Example: "))
	}
	add("In the Exchange admin center", f.PlainLabel())
	var params []string
	for _, p := range f.Params {
		params = append(params, "-"+p)
	}
	add("In PowerShell", params...)
	if says := f.When.Says; says != "" {
		add("Asked if", says)
	}
	add("Source", f.Explain.Source)
	return out
}

// fieldRules are the questions that a rule's findings stand at, by short name.
var fieldRules = map[string][]string{
	"MF001": {"name"}, "MF003": {"sender-domains", "recipient-domains", "domains", "arc-domain"},
	"MF004": {"sender-ip-addresses", "public-addresses"}, "MF005": {"sender-ip-addresses", "public-addresses"},
	"MF006": {"sender-ip-addresses", "public-addresses", "smart-hosts", "host", "skip-ip-addresses", "bypass-ip-addresses", "spf", "existing-spf"},
	"MF007": {"smart-hosts", "host", "tenant-host"}, "MF008": {"smart-hosts", "host"}, "MF009": {"tls-domain"}, "MF010": {"always-use-tls", "certificate"},
	"MF013": {"certificate-domain", "reject-unless-from-ip-addresses"}, "MF014": {"identify-by"}, "MF015": {"recipient-domains"},
	"MF101": {"turn-it-on"}, "MF102": {"retain-internal-headers"}, "MF106": {"certificate-domain", "certificate", "proof"}, "MF107": {"identify-by", "sender-ip-addresses"},
	"MF201": {"mx-hosts"}, "MF202": {"turn-it-on", "reject-unless-tls"}, "MF203": {"all-domains-moved"}, "MF204": {"others-provided-for"}, "MF205": {"certificate-domain"}, "MF206": {"reject-direct-send"},
	"MF301": {"how"}, "MF304": {"skip-ip-addresses"}, "MF305": {"skip-ip-addresses", "bypass-ip-addresses"}, "MF306": {"pilot-users"}, "MF308": {"bypass-ip-addresses", "how"},
	"MF310": {"arc-domain"}, "MF311": {"seals-with-arc"},
	"MF402": {"header-name", "header-words"}, "MF403": {"header-name"}, "MF405": {"stop-processing-more-rules"}, "MF406": {"recipient-domains", "centralized-mail-transport"},
	"MF407": {"mode", "turn-it-on", "expiry-date"}, "MF409": {"name", "comments", "bypass-ip-addresses", "pilot-senders"}, "MF410": {"type", "recipient-domains", "use", "turn-it-on"},
	"MF501": {"existing-spf", "other-txt"}, "MF502": {"existing-spf", "spf"}, "MF503": {"existing-spf", "other-txt"}, "MF504": {"existing-spf"}, "MF505": {"existing-spf"}, "MF506": {"existing-spf", "spf"}, "MF507": {"existing-spf"},
	"MF508": {"mx-hosts"}, "MF509": {"mx-hosts", "existing-mx"}, "MF511": {"mta-sts"}, "MF512": {"inbound-dane", "tenant-host"}, "MF513": {"tenant-host"},
	"MF601": {"tls-domain", "certificate-domain", "certificate"}, "MF602": {"tls-domain", "certificate-domain", "certificate"}, "MF603": {"certificate-domain", "name"},
}
