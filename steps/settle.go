package steps

import (
	"iter"
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
	if o := q.option(q.Value.Text()); o != nil {
		return *o, true
	}
	return Option{}, false
}

// option is the option with that value, or nil.
func (q *Asked) option(value string) *Option {
	for i := range q.Options {
		if q.Options[i].Value == value {
			return &q.Options[i]
		}
	}
	return nil
}

// given is the answer as conditions see it: nil where the question is not open, not answered, or not there.
func (q *Asked) given() Value {
	if q == nil || !q.Open || q.Value.Empty() {
		return nil
	}
	return q.Value
}

// Settled is every question of a scenario as the answers leave it, in the scenario's order.
type Settled struct {
	Scenario *Scenario
	Asked    []Asked
	EAC      EAC  // whose pages are shown
	Sample   bool // the answers are, or began as, a built-in sample
	parts    []Part
	places   []int          // of each field of the parts, where it stands in Asked, from 1; 0: it was not asked yet
	about    map[string]int // the same of the first question about an item, by part and item
	accepted Value
	*meaning
}

// meaning is what is made of the answers, worked out once: each frame and each document asks for it, and to find it is
// to parse every answer. A copy of the Settled has the same.
type meaning struct {
	draft    mailflow.Draft
	problems []Problem
	spf      []mailflow.MergedSPF // of each mail domain of the draft

	draftFound, problemsFound, spfFound sync.Once
}

// Settle works out every question once. It keeps the values of the answers, which nobody may change in place.
//
// A value equal to its proposal counts as the proposal. One that is no longer an option counts as unsaid. One on a
// branch that is not taken is shown by the question itself and seen by nobody else. What a part fixes overrides both.
func (sc *Scenario) Settle(a Answers) *Settled {
	parts := sc.Parts()
	fields, each := 0, 0 // a list whose items are asked about often has one
	for i := range parts {
		fields += len(parts[i].Fields)
		for j := range parts[i].Fields {
			each += len(parts[i].Fields[j].Each)
		}
	}
	s := &Settled{
		Scenario: sc, Asked: make([]Asked, 0, fields+each),
		parts: parts, places: make([]int, fields),
		accepted: a[AcceptKey], meaning: &meaning{},
	}
	for i := range parts {
		p := &parts[i]
		sight := Sight{of: s, part: p}
		open := p.When.holds(sight)
		for j := range p.Fields {
			f := &p.Fields[j]
			q := s.ask(f, p.keys[j], open, sight, a)
			s.places[p.first+j] = len(s.Asked)
			if q.Open && len(f.Each) > 0 {
				s.askEach(p, f, q.Value, a)
			}
		}
	}
	return s
}

// ask takes a question into the list. The pointer holds until the next one.
func (s *Settled) ask(f *Field, k Key, open bool, sight Sight, a Answers) *Asked {
	q := Asked{Field: f, Key: k}
	q.settle(open, sight, a)
	s.Asked = append(s.Asked, q)
	return &s.Asked[len(s.Asked)-1]
}

// askEach asks about every item of a list that can stand, once.
func (s *Settled) askEach(p *Part, list *Field, items Value, a Answers) {
	for _, item := range items {
		if list.Fault(item) != nil {
			continue
		}
		sight := Sight{of: s, part: p}.Of(list.Name, item)
		if sight.at > 0 { // again
			continue
		}
		sight.at = len(s.Asked) + 1
		if s.about == nil {
			s.about = map[string]int{}
		}
		s.about[p.ID+"."+sight.item] = sight.at
		keys := keysOf(p.ID+"."+sight.item+".", list.Each)
		for i := range list.Each {
			s.ask(&list.Each[i], keys[i], true, sight, a)
		}
	}
}

func (q *Asked) settle(open bool, sight Sight, a Answers) {
	p, f := sight.part, q.Field
	q.Open = open && f.When.holds(sight)
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
}

// standing are the options whose condition holds. Mostly all of them do, or those in a row.
func standing(all []Option, sight Sight) []Option {
	from, upTo := 0, 0 // the first that stand in a row
	for i := range all {
		switch {
		case !all[i].When.holds(sight):
		case upTo == 0:
			from, upTo = i, i+1
		case upTo == i:
			upTo++
		default:
			return slices.DeleteFunc(slices.Clone(all), func(o Option) bool { return !o.When.holds(sight) })
		}
	}
	return all[from:upTo:upTo]
}

// possible is v, or nothing where v is no option that stands.
func (q *Asked) possible(v Value) Value {
	switch q.Kind {
	case Choice:
		if len(v) != 1 || q.option(v[0]) == nil {
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
	if q := s.Find(k); q != nil {
		return *q
	}
	return Asked{}
}

// Find is At without a copy; nil where there is none.
func (s *Settled) Find(k Key) *Asked { return s.question(s.place(k)) }

// question is the one at a place, from 1; nil at place 0.
func (s *Settled) question(place int) *Asked {
	if place == 0 {
		return nil
	}
	return &s.Asked[place-1]
}

// place is where a question stands in Asked, from 1; 0 where it is not asked, or not yet.
func (s *Settled) place(k Key) int {
	part, name, _ := strings.Cut(string(k), ".")
	if strings.IndexByte(name, '[') >= 0 { // a question about an item
		end := strings.LastIndex(name, "].")
		if end < 0 {
			return 0
		}
		item := string(k[:len(part)+len(".")+end+len("]")])
		return s.placeAbout(s.about[item], name[end+len("]."):])
	}
	return s.placeOf(partOf(s.parts, part), name)
}

// placeOf is the place of the question about a field of a part.
func (s *Settled) placeOf(p *Part, name string) int {
	if p != nil {
		if i := p.place(name); i >= 0 {
			return s.places[p.first+i]
		}
	}
	return 0
}

// placeAbout is the place of a question about an item, where the first one about it stands at a place.
func (s *Settled) placeAbout(first int, name string) int {
	if first == 0 || first > len(s.Asked) {
		return 0
	}
	q := &s.Asked[first-1]
	about := string(q.Key[:len(q.Key)-len(q.Name)])
	for i := first - 1; i < len(s.Asked) && strings.HasPrefix(string(s.Asked[i].Key), about); i++ {
		if string(s.Asked[i].Key[len(about):]) == name {
			return i + 1
		}
	}
	return 0
}

// Place is where a question stands in the order in which they are asked, from 0.
func (s *Settled) Place(k Key) int { return max(s.place(k)-1, 0) }

// Sight lets a reader see the settled answers as a condition of that part does, the whole scenario answered.
func (s *Settled) Sight(part string) Sight { return Sight{of: s, part: partOf(s.parts, part)} }

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
func (s *Settled) Problems() []Problem {
	s.problemsFound.Do(func() { s.problems = s.findProblems() })
	return slices.Clone(s.problems)
}

func (s *Settled) findProblems() (out []Problem) {
	rest := s.Asked
	for i := range s.parts {
		p := &s.parts[i]
		for len(rest) > 0 && rest[0].Key.in(p) {
			out = append(out, rest[0].problems()...)
			rest = rest[1:]
		}
		for _, d := range p.Demands {
			out = append(out, s.broken(p, d)...)
		}
	}
	return out
}

// broken is a demand's problem where it is broken: one at each item where it speaks of the items of a list.
func (s *Settled) broken(p *Part, d Demand) (out []Problem) {
	at := func(q *Asked, sight Sight) {
		if q != nil && q.Open && d.Broken.holds(sight) {
			out = append(out, Problem{Key: q.Key, Item: -1, Fault: &mailflow.Fault{Why: d.Says, Fix: d.Fix, Rule: d.Rule}})
		}
	}
	sight := Sight{of: s, part: p}
	list, name, each := strings.Cut(d.At, "[].")
	if !each { // "ttl"; or "domains[].ttl" for a question about each item
		at(s.question(s.placeOf(p, d.At)), sight)
		return out
	}
	for of := range s.items(p, list) {
		at(s.question(s.placeAbout(of.at, name)), of)
	}
	return out
}

// items are the sights of the items of a list that more is asked about, each once. The questions stand in the order of the
// list: about an item that was there before they stand earlier, and about one that cannot stand there are none.
func (s *Settled) items(p *Part, list string) iter.Seq[Sight] {
	return func(yield func(Sight) bool) {
		q, asked := s.question(s.placeOf(p, list)), 0
		if q == nil {
			return
		}
		for _, item := range q.Value {
			of := Sight{of: s, part: p}.Of(list, item)
			if of.at <= asked {
				continue
			}
			if asked = of.at; !yield(of) {
				return
			}
		}
	}
}

func (q *Asked) problems() (out []Problem) {
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

// NoteAt is a note and the question that it stands at.
type NoteAt struct {
	Question *Asked
	Note
}

// Notes are the sentences that the answers call for at a field.
func (s *Settled) Notes(k Key) (out []Note) {
	q, p := s.Find(k), partOf(s.parts, k.Part())
	if q == nil {
		return nil
	}
	for _, n := range s.notesAt(nil, p, q) {
		out = append(out, n.Note)
	}
	return out
}

// AllNotes are those at all fields, in the scenario's order.
func (s *Settled) AllNotes() (out []NoteAt) {
	rest := s.Asked
	for i := range s.parts {
		p := &s.parts[i]
		for ; len(rest) > 0 && rest[0].Key.in(p); rest = rest[1:] {
			out = s.notesAt(out, p, &rest[0])
		}
	}
	return out
}

// notesAt adds the notes at a question.
func (s *Settled) notesAt(out []NoteAt, p *Part, q *Asked) []NoteAt {
	if !q.Open || len(p.Notes) == 0 {
		return out
	}
	at, sight := q.Name, Sight{of: s, part: p}
	if name := string(q.Key[len(p.ID)+len("."):]); name != at { // it is about an item
		_, list, item, _ := q.Key.split()
		at, sight = list+"[]."+at, sight.Of(list, item)
	}
	for i := range p.Notes {
		n := &p.Notes[i]
		if n.At != at || !n.When.holds(sight) {
			continue
		}
		if n.Tell == nil {
			out = append(out, NoteAt{q, *n})
			continue
		}
		for _, says := range n.Tell(s, sight) {
			out = append(out, NoteAt{q, Note{At: n.At, Level: n.Level, Says: says}})
		}
	}
	return out
}

// PlainLabel is a field's label as a sentence would use it: without the colon the EAC ends some with.
func (f *Field) PlainLabel() string { return strings.TrimSuffix(f.Label, ":") }
