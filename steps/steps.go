// Package steps holds the questions: scenarios, their parts and fields, what a page shows of them, and what the
// answers make of them.
//
// The way is one way: a scenario and the answers go through Settle, which works out every question as it stands;
// pages, line mode, answer file, preview, review and Build all read that one list. Nothing derived is ever stored.
package steps

import (
	"slices"
	"strings"
	"sync"

	"eacwizard/steps/mailflow"
)

// Key names a question by part and field, as in "connector.smart-hosts". It is the answer file's path and never changes.
type Key string

// MakeKey joins a part's id and a field's name. A question about an item of a list is named by list, item and name, as
// in "dns.domains[contoso.com].ttl".
func MakeKey(part, field string) Key { return Key(part + "." + field) }

// Part is the half before the point.
func (k Key) Part() string { p, _, _ := strings.Cut(string(k), "."); return p }

// in reports whether the key is of that part.
func (k Key) in(p *Part) bool {
	n := len(p.ID)
	return len(k) > n && k[n] == '.' && string(k[:n]) == p.ID
}

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
	of   *Settled
	part *Part  // nil: the scenario has none of that name
	item string // of the list whose items are asked about, while one of them is
	at   int    // the place of the first question about it, or 0
}

// Value reads a field of the same part by its short name, or one of an earlier part by its whole key. A question about
// an item of a list sees the others about the same item first.
func (s Sight) Value(name string) Value {
	if strings.Contains(name, ".") {
		return s.of.Find(Key(name)).given()
	}
	if s.item != "" {
		if v := s.of.question(s.of.placeAbout(s.at, name)).given(); v != nil {
			return v
		}
	}
	return s.of.question(s.of.placeOf(s.part, name)).given()
}

// Find is the question about the same item or, where there is none, of the same part; nil where there is none either.
func (s Sight) Find(name string) *Asked {
	if s.item != "" {
		if q := s.of.question(s.of.placeAbout(s.at, name)); q != nil {
			return q
		}
	}
	return s.of.question(s.of.placeOf(s.part, name))
}

// Item is the item that is asked about, or "".
func (s Sight) Item() string {
	_, item, _ := strings.Cut(strings.TrimSuffix(s.item, "]"), "[")
	return item
}

// Of lets a reader see the answers about one item of a list.
func (s Sight) Of(list, item string) Sight {
	s.item = itemName(list, item)
	s.at = 0
	if s.part != nil {
		s.at = s.of.about[s.part.ID+"."+s.item]
	}
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

	keys  []Key // of the fields, in their order
	first int   // how many fields the parts before have
}

// place is where a field stands among those of the part; -1 where it has none of that name.
func (p *Part) place(name string) int {
	before := len(p.ID) + len(".")
	for i, k := range p.keys {
		if len(k) == before+len(name) && string(k[before:]) == name {
			return i
		}
	}
	return -1
}

// key is the key of a field of the part.
func (p *Part) key(name string) Key {
	if i := p.place(name); i >= 0 {
		return p.keys[i]
	}
	return MakeKey(p.ID, name)
}

// keysNamed are the keys of fields of the part.
func (p *Part) keysNamed(names ...string) []Key {
	out := make([]Key, len(names))
	for i, name := range names {
		out[i] = p.key(name)
	}
	return out
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
	// Parts are the same at each call, and made by Of or once.
	Parts func() []Part
	// Ask is the order in which the pages ask about the parts, where it is not that of Parts.
	Ask    []string
	Review ReviewWords
}

// Of are parts that are there already.
func Of(parts ...Part) func() []Part { return once(func() []Part { return parts }) }

// once makes parts when somebody first asks for them: those of a scenario that nobody asks for are never made.
func once(all func() []Part) func() []Part {
	return sync.OnceValue(func() []Part {
		parts, n := all(), 0
		for i := range parts {
			p := &parts[i]
			p.keys, p.first = keysOf(p.ID+".", p.Fields), n
			n += len(p.Fields)
		}
		return parts
	})
}

// keysOf are the keys of fields. They share one text: each of them alone would be an allocation.
func keysOf(before string, fields []Field) []Key {
	length := 0
	for i := range fields {
		length += len(before) + len(fields[i].Name)
	}
	all := make([]byte, 0, length)
	for i := range fields {
		all = append(append(all, before...), fields[i].Name...)
	}
	out, rest := make([]Key, len(fields)), Key(all)
	for i := range fields {
		length = len(before) + len(fields[i].Name)
		out[i], rest = rest[:length], rest[length:]
	}
	return out
}

// Part is the part with that id, or nil.
func (sc *Scenario) Part(id string) *Part { return partOf(sc.Parts(), id) }

func partOf(parts []Part, id string) *Part {
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
