package steps

import (
	"slices"
	"strings"
	"sync"

	"eacwizard/steps/mailflow"
)

// Asked is one question as the answers leave it.
type Asked struct {
	*Field
	Key      Key
	Open     bool
	Shut     string // why it is not open, as a condition's sentence
	Fixed    bool   // the scenario decides it
	Said     bool   // false: Value is a proposal and follows what it came from
	Value    Value
	Proposed Value
	Options  []Option // those that stand
}

// Option is the option that the value names.
func (q Asked) Option() (Option, bool) {
	for _, o := range q.Options {
		if o.Value == q.Value.Text() {
			return o, true
		}
	}
	return Option{}, false
}

// Settled is every question of a scenario as the answers leave it, in the scenario's order.
type Settled struct {
	Scenario *Scenario
	Asked    []Asked
	EAC      EAC  // whose pages are shown
	Sample   bool // the answers are, or began as, a built-in sample
	at       map[Key]int
	given    Answers
	accepted Value
	*meaning
}

// meaning is what is made of the answers, worked out once: each frame and each document asks for it, and to find it is
// to parse every answer. A copy of the Settled has the same.
type meaning struct {
	draft    func() mailflow.Draft
	problems func() []Problem
}

// Settle works out every question once. It reads answers and keeps nothing of them.
//
// A value equal to its proposal counts as the proposal. One that is no longer an option counts as unsaid. One on a
// branch that is not taken is shown by the question itself and seen by nobody else. What a part fixes overrides both.
func (sc *Scenario) Settle(a Answers) *Settled {
	n := 0 // about how many questions: a list whose items are asked about often has one
	parts := sc.Parts()
	keys := keysOf(parts)
	for i := range parts {
		for j := range parts[i].Fields {
			n += 1 + len(parts[i].Fields[j].Each)
		}
	}
	s := &Settled{
		Scenario: sc, Asked: make([]Asked, 0, n), at: make(map[Key]int, n),
		given:    make(Answers, n/2), // most fields are empty, or not asked
		accepted: a[AcceptKey], meaning: &meaning{},
	}
	s.draft, s.problems = sync.OnceValue(s.findDraft), sync.OnceValue(s.findProblems)
	for i := range parts {
		p := &parts[i]
		sight := Sight{part: p.ID, given: s.given}
		open := p.When.holds(sight)
		for j := range p.Fields {
			f := &p.Fields[j]
			q := s.ask(settle(p, f, keys[0], open, sight, a))
			keys = keys[1:]
			if q.Open && len(f.Each) > 0 {
				s.askEach(p, f, q.Value, a)
			}
		}
	}
	return s
}

// keysOf are the keys of all fields of parts, in their order. They share one text: each of them alone would be an
// allocation.
func keysOf(parts []Part) []Key {
	n, all := 0, make([]byte, 0, 4<<10)
	for i := range parts {
		n += len(parts[i].Fields)
		for j := range parts[i].Fields {
			all = append(append(append(all, parts[i].ID...), '.'), parts[i].Fields[j].Name...)
		}
	}
	out, rest := make([]Key, 0, n), Key(all)
	for i := range parts {
		for j := range parts[i].Fields {
			length := len(parts[i].ID) + len(".") + len(parts[i].Fields[j].Name)
			out, rest = append(out, rest[:length]), rest[length:]
		}
	}
	return out
}

// ask takes a question into the list.
func (s *Settled) ask(q Asked) Asked {
	if q.Open && !q.Value.Empty() {
		s.given[q.Key] = q.Value
	}
	s.at[q.Key] = len(s.Asked)
	s.Asked = append(s.Asked, q)
	return q
}

// askEach asks about every item of a list that can stand, once.
func (s *Settled) askEach(p *Part, list *Field, items Value, a Answers) {
	for _, item := range items {
		if list.Fault(item) != nil {
			continue
		}
		sight := Sight{part: p.ID, given: s.given}.Of(list.Name, item)
		if _, again := s.at[MakeKey(p.ID, sight.item+"."+list.Each[0].Name)]; again {
			continue
		}
		for i := range list.Each {
			f := &list.Each[i]
			s.ask(settle(p, f, MakeKey(p.ID, sight.item+"."+f.Name), true, sight, a))
		}
	}
}

func settle(p *Part, f *Field, k Key, open bool, sight Sight, a Answers) Asked {
	q := Asked{Field: f, Key: k, Open: open && f.When.holds(sight)}
	if !q.Open {
		if q.Shut = f.When.Says; !open {
			q.Shut = p.When.Says
		}
	}
	q.Options = standing(f.Options, sight)
	if f.Propose != nil {
		q.Proposed = q.possible(f.Propose(sight))
	}
	q.Value = q.Proposed
	if v, ok := a[q.Key]; ok {
		if f.Kind == Choice || f.Kind == Toggle {
			v = q.possible(v)
			ok = !v.Empty()
		}
		if ok && !v.equal(q.Proposed) {
			q.Value, q.Said = v, true
		}
	}
	if v, ok := p.Fixed[f.Name]; ok && sight.item == "" {
		q.Value, q.Proposed, q.Said, q.Fixed = v, v, false, true
	}
	return q
}

// standing are the options whose condition holds. Mostly all of them do.
func standing(all []Option, sight Sight) []Option {
	falls := func(o Option) bool { return !o.When.holds(sight) }
	if !slices.ContainsFunc(all, falls) {
		return slices.Clip(all)
	}
	return slices.DeleteFunc(slices.Clone(all), falls)
}

// possible is v, or nothing where v is no option that stands.
func (q Asked) possible(v Value) Value {
	switch q.Kind {
	case Choice:
		if !slices.ContainsFunc(q.Options, func(o Option) bool { return len(v) == 1 && o.Value == v[0] }) {
			return nil
		}
	case Toggle:
		if len(v) != 1 || v[0] != "true" && v[0] != "false" {
			return nil
		}
	}
	return v
}

// At is the question with that key; the zero Asked, which has no Field, where there is none.
func (s *Settled) At(k Key) Asked {
	if i, ok := s.at[k]; ok {
		return s.Asked[i]
	}
	return Asked{}
}

// Find is At without a copy; nil where there is none.
func (s *Settled) Find(k Key) *Asked {
	if i, ok := s.at[k]; ok {
		return &s.Asked[i]
	}
	return nil
}

// Place is where a question stands in the order in which they are asked, from 0.
func (s *Settled) Place(k Key) int { return s.at[k] }

// Sight lets a reader see the settled answers as a condition of that part does, the whole scenario answered.
func (s *Settled) Sight(part string) Sight { return Sight{part: part, given: s.given} }

// Said are the answers that count: open, not fixed, and other than their proposal. They are what an answer file holds.
func (s *Settled) Said() Answers {
	out := Answers{}
	for _, q := range s.Asked {
		if q.Open && q.Said {
			out[q.Key] = q.Value
		}
	}
	if len(s.accepted) > 0 {
		out[AcceptKey] = s.accepted
	}
	return out
}

// Problem is one thing that keeps the answers from becoming a set-up.
type Problem struct {
	Key   Key
	Item  int // of a list, from 0; -1: the answer as a whole
	Fault *mailflow.Fault
	// Missing: nothing was said. The fault's sentence asks for it.
	Missing bool
}

// Error names the key, so that it can stand in a list of problems.
func (p Problem) Error() string { return string(p.Key) + ": " + p.Sentence() }

// Sentence is the problem without its key, for a place where the field stands beside it.
func (p Problem) Sentence() string {
	if p.Fault.Value != "" {
		return p.Fault.Error()
	}
	if p.Fault.Fix != "" {
		return p.Fault.Why + "; " + p.Fault.Fix
	}
	return p.Fault.Why
}

// Problems are all that stands in the way, in the scenario's order.
func (s *Settled) Problems() []Problem { return slices.Clone(s.problems()) }

func (s *Settled) findProblems() (out []Problem) {
	part := ""
	demands := func() {
		if p := s.Scenario.Part(part); p != nil {
			for _, d := range p.Demands {
				out = append(out, s.broken(p, d)...)
			}
		}
	}
	for _, q := range s.Asked {
		if q.Key.Part() != part {
			demands()
			part = q.Key.Part()
		}
		out = append(out, q.problems()...)
	}
	demands()
	return out
}

// broken is a demand's problem where it is broken: one at each item where it speaks of the items of a list.
func (s *Settled) broken(p *Part, d Demand) (out []Problem) {
	for _, at := range s.sights(p, d.At) {
		if s.At(at.key).Open && d.Broken.holds(at.Sight) {
			out = append(out, Problem{Key: at.key, Item: -1, Fault: &mailflow.Fault{Why: d.Says, Fix: d.Fix, Rule: d.Rule}})
		}
	}
	return out
}

// sightAt is a question and what it may see.
type sightAt struct {
	Sight
	key Key
}

// sights are where a note or a demand of a part stands: "ttl", or "domains[].ttl" for a question about each item.
func (s *Settled) sights(p *Part, at string) (out []sightAt) {
	list, name, each := strings.Cut(at, "[].")
	sight := s.Sight(p.ID)
	if !each {
		return []sightAt{{sight, MakeKey(p.ID, at)}}
	}
	for _, item := range s.At(MakeKey(p.ID, list)).Value {
		k := ItemKey(p.ID, list, item, name)
		if s.At(k).Field != nil && !slices.ContainsFunc(out, func(o sightAt) bool { return o.key == k }) {
			out = append(out, sightAt{sight.Of(list, item), k})
		}
	}
	return out
}

func (q Asked) problems() (out []Problem) {
	if !q.Open {
		return nil
	}
	if q.Value.Empty() {
		if q.Missing == "" {
			return nil
		}
		return []Problem{{Key: q.Key, Item: -1, Missing: true, Fault: &mailflow.Fault{Why: q.Missing}}}
	}
	if q.Parse == nil {
		return nil
	}
	for i, item := range q.Value {
		if f := q.Fault(item); f != nil {
			if q.Kind != List {
				i = -1
			}
			out = append(out, Problem{Key: q.Key, Item: i, Fault: f})
		}
	}
	return out
}

// Fault is why one item cannot stand, or nil.
func (f *Field) Fault(item string) *mailflow.Fault {
	if f.Parse == nil {
		return nil
	}
	return asFault(item, f.Parse(item))
}

func asFault(item string, err error) *mailflow.Fault {
	if err == nil {
		return nil
	}
	if f, ok := err.(*mailflow.Fault); ok {
		return f
	}
	return &mailflow.Fault{Value: item, Why: err.Error()}
}

// Notes are the sentences that the answers call for at a field.
func (s *Settled) Notes(k Key) (out []Note) {
	p := s.Scenario.Part(k.Part())
	if q := s.Find(k); p == nil || len(p.Notes) == 0 || q == nil || !q.Open {
		return nil
	}
	_, list, item, name := k.split()
	at, sight := name, s.Sight(p.ID)
	if list != "" {
		at, sight = list+"[]."+name, sight.Of(list, item)
	}
	for _, n := range p.Notes {
		if n.At != at || !n.When.holds(sight) {
			continue
		}
		if n.Tell == nil {
			out = append(out, n)
			continue
		}
		for _, says := range n.Tell(s, sight) {
			out = append(out, Note{At: n.At, Level: n.Level, Says: says})
		}
	}
	return out
}

// Label is a field's label as a sentence would use it: without the colon the EAC ends some with.
func (f *Field) PlainLabel() string { return strings.TrimSuffix(f.Label, ":") }
