package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"eacwizard/steps/pattern"
)

// Kind is what an explanation is about.
type Kind string

const (
	RuleTopic  Kind = "rule"
	FieldTopic Kind = "question"
	CodeTopic  Kind = "error code"
)

// Section is a stretch of an explanation: sentences, a list, or both.
type Section struct {
	Title string // "" for the first
	Text  []string
	Items []string
}

// Explanation is what is known of a rule, a question or an error code.
type Explanation struct {
	Kind     Kind
	ID       string // as Topics lists it
	Title    string
	Sections []Section
	See      []string // other topics
}

// Topic is a line of the list of what can be explained.
type Topic struct {
	Kind  Kind
	ID    string
	Title string
}

// Topics are all rules, questions and error codes: rules in the catalogue's order, questions in that of the scenarios.
func Topics() (out []Topic) {
	for _, r := range catalogue {
		out = append(out, Topic{RuleTopic, r.ID, r.Name})
	}
	for _, q := range questions() {
		out = append(out, Topic{FieldTopic, q.name, q.field.PlainLabel()})
	}
	for _, c := range codes {
		out = append(out, Topic{CodeTopic, c.id, c.text})
	}
	return out
}

// Explain finds what is meant by a rule's id, a question's key, its last part or a parameter that it becomes, an error
// code or a whole message with one in it. Letter case and white space make no difference.
func Explain(query string) (Explanation, bool) {
	query = plain(query)
	if query == "" || len(query) > longestQuery {
		return Explanation{}, false
	}
	if e, ok := explainRule(query); ok {
		return e, true
	}
	if e, ok := explainField(query); ok {
		return e, true
	}
	return explainCode(query)
}

const longestQuery = 2000

// plain is a query in lower case, with single spaces.
func plain(query string) string { return strings.ToLower(strings.Join(strings.Fields(query), " ")) }

// ruleLike is a rule's id as people write it: mf302, MF 302, 302.
var ruleLike = pattern.Lazy(`^(?:mf)?[ -]?(\d{3})$`)

func explainRule(query string) (Explanation, bool) {
	found := ruleLike().FindStringSubmatch(query)
	if found == nil {
		return Explanation{}, false
	}
	r, ok := Find("MF" + found[1])
	if !ok {
		return Explanation{}, false
	}
	return r.explanation(), true
}

func (r Rule) explanation() Explanation {
	var needs []string
	for _, n := range r.Needs {
		needs = append(needs, n.Says())
	}
	e := Explanation{Kind: RuleTopic, ID: r.ID, Title: r.Name, Sections: []Section{
		{Text: []string{r.Why}},
		{Title: "What to do", Text: []string{sentence(r.Fix)}},
		{Title: "Severity", Text: []string{sentence(r.Severity.String() + " at most; one of the rules on " + string(r.Group))}},
		{Title: "What it needs", Items: needs},
	}}
	add := func(title, text string) {
		if text != "" {
			e.Sections = append(e.Sections, Section{Title: title, Text: []string{sentence(text)}})
		}
	}
	if r.Parser {
		add("Where it is caught", "what cannot stand is refused where it is given, on the page and in the answer file")
	}
	add("What cannot happen here", r.Upheld)
	add("What is not known here", r.Lacks)
	add("Source", r.Source)
	for _, c := range codes {
		if slices.Contains(c.rules, r.ID) {
			e.See = append(e.See, c.id)
		}
	}
	return e
}

// sentence begins with a capital letter and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// enhancedCode is an enhanced status code in a message.
var enhancedCode = pattern.Lazy(`\b[245]\.\d{1,3}\.\d{1,3}\b`)

func explainCode(query string) (Explanation, bool) {
	for _, c := range codes {
		if query == plain(c.id) || slices.Contains(c.also, query) {
			return c.explanation(), true
		}
	}
	best, most := -1, 0
	found := enhancedCode().FindAllString(query, -1)
	for i, c := range codes {
		if n := c.fits(query, found); n > most {
			best, most = i, n
		}
	}
	if best >= 0 {
		return codes[best].explanation(), true
	}
	return Explanation{}, false
}

// fits says how well a message fits: the first code in it counts most, words tell apart what has the same code.
func (c code) fits(query string, found []string) (n int) {
	for i, f := range found {
		if slices.Contains(enhancedCode().FindAllString(plain(c.id), -1), f) || slices.Contains(c.also, f) || c.id == "451 4.7.500-699" && throttled(f) {
			n = max(n, 100-10*min(i, 9))
		}
	}
	for _, word := range c.also {
		if len(word) > 3 && strings.Contains(query, word) && enhancedCode().FindString(word) == "" {
			n += 5
		}
	}
	if strings.Contains(plain(c.id), "relay access denied") && strings.Contains(query, "relay access denied") {
		n += 5
	}
	return n
}

// throttled reports a code of the range 4.7.500 to 4.7.699.
func throttled(f string) bool {
	last, ok := strings.CutPrefix(f, "4.7.")
	return ok && len(last) == 3 && (last[0] == '5' || last[0] == '6')
}

func (c code) explanation() Explanation {
	return Explanation{Kind: CodeTopic, ID: c.id, Title: c.text, See: c.rules, Sections: []Section{
		{Text: []string{c.points}},
		{Title: "What to look at", Items: c.look},
	}}
}

// Nearest are topics that were perhaps meant, the likeliest first.
func Nearest(query string) []string {
	query = plain(query)
	if query == "" || len(query) > 64 {
		return nil
	}
	type candidate struct {
		id string
		d  int
	}
	var all []candidate
	for _, name := range names() {
		d, low := levenshtein.Distance(query, plain(name), nil), plain(name)
		if strings.Contains(low, query) {
			d = min(d, 1)
		}
		if d <= max(2, len(query)/3) {
			all = append(all, candidate{name, d})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(a.d, b.d) })
	var out []string
	for _, c := range all {
		if len(out) < 5 && !slices.Contains(out, c.id) {
			out = append(out, c.id)
		}
	}
	return out
}

// names are all names under which something is explained.
func names() (out []string) {
	for _, t := range Topics() {
		out = append(out, t.ID)
	}
	for _, q := range questions() {
		out = append(out, q.field.Name)
	}
	for _, c := range codes {
		out = append(out, c.also...)
	}
	return out
}
