// Package steps holds the questions: scenarios, their parts and fields, what a page shows of them, and what the
// answers make of them.
//
// The way is one way: a scenario and the answers go through Settle, which works out every question as it stands;
// pages, line mode, answer file, preview, review and Build all read that one list. Nothing derived is ever stored.
package steps

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// Key names a question by part and field, as in "connector.smart-hosts". It is the answer file's path and never changes.
type Key string

// MakeKey joins a part's id and a field's name. A question about an item of a list is named by list, item and name, as
// in "dns.domains[contoso.com].ttl".
func MakeKey(part, field string) Key { return Key(part + "." + field) }

// Part is the half before the point.
func (k Key) Part() string { p, _, _ := strings.Cut(string(k), "."); return p }

// Field is the half after the point.
func (k Key) Field() string { _, f, _ := strings.Cut(string(k), "."); return f }

// ItemKey names a question about an item of a list.
func ItemKey(part, list, item, field string) Key {
	return MakeKey(part, itemName(list, item)+"."+field)
}

// itemName is how an item stands in a key: without white space around it, in lower case, so that its spelling may change.
func itemName(list, item string) string {
	return list + "[" + strings.ToLower(strings.TrimSpace(item)) + "]"
}

// split takes a key of a question about an item apart; list and item are "" for any other.
func (k Key) split() (part, list, item, field string) {
	part, field = k.Part(), k.Field()
	open, end := strings.Index(field, "["), strings.LastIndex(field, "].")
	if open < 0 || end < open {
		return part, "", "", field
	}
	return part, field[:open], field[open+1 : end], field[end+2:]
}

// Item is what a key says of an item of a list: the list's key and the item, both "" for a key of any other question.
func (k Key) Item() (list Key, item string) {
	part, name, item, _ := k.split()
	if name == "" {
		return "", ""
	}
	return MakeKey(part, name), item
}

// Value is an answer: one text for a choice or a text, "true" or "false" for a toggle, any number of items for a list.
// An empty value that is present in Answers was said to be empty.
type Value []string

// Text is the single text of a choice, toggle or text; "" when empty.
func (v Value) Text() string {
	if len(v) == 0 {
		return ""
	}
	return v[0]
}

// On reports whether a toggle is ticked.
func (v Value) On() bool { return v.Text() == "true" }

// Toggled is the value of a toggle.
func Toggled(on bool) Value {
	if on {
		return Value{"true"}
	}
	return Value{"false"}
}

// Empty reports an answer without any content.
func (v Value) Empty() bool { return len(v) == 0 || len(v) == 1 && v[0] == "" }

func (v Value) equal(w Value) bool { return v.Empty() && w.Empty() || slices.Equal(v, w) }

// Answers hold what someone said, and nothing else: a proposal is never written here.
type Answers map[Key]Value

// Kind is how a question is answered.
type Kind int

const (
	Choice Kind = iota // one of its options
	Toggle             // a check box
	Text               // one line
	List               // items, one a line
)

// Sight is what a condition or a proposal may see: the settled answers to the questions before it that are open.
type Sight struct {
	part  string
	item  string // of the list whose items are asked about, while one of them is
	given Answers
}

// Value reads a field of the same part by its short name, or one of an earlier part by its whole key. A question about
// an item of a list sees the others about the same item first.
func (s Sight) Value(name string) Value {
	if strings.Contains(name, ".") {
		return s.given[Key(name)]
	}
	if s.item != "" {
		if v, ok := s.given[MakeKey(s.part, s.item+"."+name)]; ok {
			return v
		}
	}
	return s.given[MakeKey(s.part, name)]
}

// Item is the item that is asked about, or "".
func (s Sight) Item() string {
	_, item, _ := strings.Cut(strings.TrimSuffix(s.item, "]"), "[")
	return item
}

// Of lets a reader see the answers about one item of a list.
func (s Sight) Of(list, item string) Sight {
	s.item = itemName(list, item)
	return s
}

func (s Sight) Text(name string) string { return s.Value(name).Text() }
func (s Sight) On(name string) bool     { return s.Value(name).On() }

// Has reports whether a list holds an item, white space around it and case aside.
func (s Sight) Has(name, item string) bool {
	return slices.ContainsFunc(s.Value(name), func(v string) bool { return strings.EqualFold(strings.TrimSpace(v), item) })
}

// Cond can be evaluated and read aloud: help, documentation and the answer file's notes say Says. The zero Cond always holds.
type Cond struct {
	Says  string
	Holds func(Sight) bool
}

func (c Cond) holds(s Sight) bool { return c.Holds == nil || c.Holds(s) }

// Is holds when the field's answer is one of values.
func Is(name string, values ...string) Cond {
	return Cond{
		Says:  name + " is " + strings.Join(values, " or "),
		Holds: func(s Sight) bool { return slices.Contains(values, s.Text(name)) },
	}
}

// Ticked holds when the toggle is on.
func Ticked(name string) Cond {
	return Cond{Says: name + " is true", Holds: func(s Sight) bool { return s.On(name) }}
}

// Unticked holds when the toggle is off, or not asked.
func Unticked(name string) Cond {
	return Cond{Says: name + " is not true", Holds: func(s Sight) bool { return !s.On(name) }}
}

// Lists holds when the list holds the item.
func Lists(name, item string) Cond {
	return Cond{Says: name + " holds " + item, Holds: func(s Sight) bool { return s.Has(name, item) }}
}

// Nothing holds when the field has no answer.
func Nothing(name string) Cond {
	return Cond{Says: name + " is empty", Holds: func(s Sight) bool { return s.Value(name).Empty() }}
}

// All holds when every one of conds does.
func All(conds ...Cond) Cond {
	return Cond{Says: joinSays(conds, " and "), Holds: func(s Sight) bool {
		return !slices.ContainsFunc(conds, func(c Cond) bool { return !c.holds(s) })
	}}
}

// Any holds when at least one of conds does.
func Any(conds ...Cond) Cond {
	return Cond{Says: "either " + joinSays(conds, ", or "), Holds: func(s Sight) bool {
		return slices.ContainsFunc(conds, func(c Cond) bool { return c.holds(s) })
	}}
}

func joinSays(conds []Cond, by string) string {
	var says []string
	for _, c := range conds {
		says = append(says, c.Says)
	}
	return strings.Join(says, by)
}

// Explanation is what F1 shows: what the choice does to a message, why one would make it, and where that is from.
type Explanation struct {
	What   string
	Why    string
	Source string
}

// Option is one answer to a Choice. The same Value may stand twice with conditions that exclude each other,
// where a label differs by direction.
type Option struct {
	Value, Label string
	Explains     string
	When         Cond
}

// Field is one question, whatever a dress makes of it on its pages.
type Field struct {
	Name    string // within its part
	Kind    Kind
	Label   string // the EAC's exact words
	Noun    string // what one item of a list is called: "smart host"
	Example string // the EAC's placeholder
	Options []Option
	Propose func(Sight) Value // nil: has to be said
	When    Cond
	Missing string             // the sentence when it is open and empty; "": may stay empty
	Parse   func(string) error // checks one item; its errors are *mailflow.Fault
	// Pick reads a list as people have it, a paste or a line with several entries; have is what the list holds.
	Pick    func(text string, have []string) []mailflow.Found
	Params  []string // the PowerShell parameters it becomes
	Explain Explanation
	// Each are asked about every item of the list, which then are names: none of these is called "name".
	Each []Field
}

// Level is how loudly a note speaks.
type Level int

const (
	Info Level = iota
	Warning
	Danger
)

// Note is a sentence that the answers call for. It stands under its field wherever the field is shown.
type Note struct {
	At    string // field
	Level Level
	When  Cond
	Says  string
	// Tell works sentences out where they depend on more than a condition; in place of Says.
	Tell func(*Settled, Sight) []string
}

// Demand is a rule over several answers. Broken holds when they cannot stand together.
type Demand struct {
	At     string // the field it stands at
	Rule   string // of the catalogue, or ""
	Broken Cond
	Says   string
	Fix    string
}

// Part is a stretch of a scenario that describes one object.
type Part struct {
	ID      string
	Title   string
	Preface bool // what the other parts are made from: not counted among them
	When    Cond
	Fixed   map[string]Value // what the scenario decides; shown, not asked
	Fields  []Field          // in the order in which conditions and proposals may look back, whatever a dress shows
	Notes   []Note
	Demands []Demand
	Pages   func(*Settled, *Part) Stretch
	Review  func(*Settled, *Part) []Section
}

// proposing is the part with another proposal for one of its fields. Every part is made with fields of its own, so that
// nothing else changes.
func (p Part) proposing(name string, propose func(Sight) Value) Part {
	i := slices.IndexFunc(p.Fields, func(f Field) bool { return f.Name == name })
	p.Fields[i].Propose = propose
	return p
}

// without is the part without one of its fields.
func (p Part) without(name string) Part {
	p.Fields = slices.DeleteFunc(p.Fields, func(f Field) bool { return f.Name == name })
	return p
}

// field finds a field of the part, or of those asked about each item of its list.
func (p *Part) field(list, name string) *Field {
	fields := p.Fields
	if list != "" {
		of := p.field("", list)
		if of == nil {
			return nil
		}
		fields = of.Each
	}
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// Scenario is what can be set up, as an ordered list of parts.
type Scenario struct {
	ID    string
	Title string
	Says  string // one line: what it is for
	Path  string // one line: the way a message takes
	// Parts are the same at each call. Those of a scenario that nobody asks for are never made.
	Parts func() []Part
	// Ask is the order in which the pages ask about the parts, where it is not that of Parts.
	Ask    []string
	Review ReviewWords
}

// Of are parts that are there already.
func Of(parts ...Part) func() []Part { return func() []Part { return parts } }

// Part is the part with that id, or nil.
func (sc *Scenario) Part(id string) *Part {
	parts := sc.Parts()
	for i := range parts {
		if parts[i].ID == id {
			return &parts[i]
		}
	}
	return nil
}

// Field finds a question by its key.
func (sc *Scenario) Field(k Key) (*Field, bool) {
	part, list, _, name := k.split()
	if p := sc.Part(part); p != nil {
		f := p.field(list, name)
		return f, f != nil
	}
	return nil, false
}

// Find is the scenario with that id.
func Find(id string) (*Scenario, bool) {
	for _, sc := range Scenarios() {
		if sc.ID == id {
			return sc, true
		}
	}
	return nil, false
}

// Scenarios are all that can be set up, in the order in which they are offered.
func Scenarios() []*Scenario { return scenarios }

var scenarios = []*Scenario{&connectorScenario, &addOnScenario, &filterScenario, &hybridScenario, &archiveScenario}

// Unless holds when c does not.
func Unless(c Cond) Cond {
	return Cond{Says: "not (" + c.Says + ")", Holds: func(s Sight) bool { return !c.holds(s) }}
}
