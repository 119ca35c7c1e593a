package follow

import (
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// Questions are what can be said of a message, asked like those about a set-up. What is proposed is what the set-up and
// the message that one starts from say; an answer is only what differs.
type Questions struct {
	Scenario *steps.Scenario
	start    Example
	all      []question
}

// PartID is the part of the questions' keys.
const PartID = "message"

// question is a field, and what its answer does to a message.
type question struct {
	steps.Field
	under, option string // the field that it stands below, and its option
	drop          bool
	get           func(Message) string
	set           func(*Message, steps.Value)
	shut          func(*Message) // while it is not asked; nil: the message keeps what it has
}

// Own is a message of one's own in a set-up, to start from.
func Own(d mailflow.Draft) Example {
	d = StandIn(d)
	return Example{Title: "A message of your own", Draft: d, Message: Default(d, Internet)}
}

// Ask asks about a message, starting from one.
func Ask(start Example) Questions {
	q := Questions{start: start}
	q.all = slices.Concat(q.whence(), q.handedOver(), q.envelope(), q.later())
	part := steps.Part{
		ID: PartID, Title: "Message", Notes: q.notes(), Pages: q.pages,
		Review: func(*steps.Settled, *steps.Part) []steps.Section { return nil }, // what comes of it is shown instead
	}
	for _, one := range q.all {
		f := one.Field
		if get := one.get; get != nil {
			f.Propose = func(s steps.Sight) steps.Value { return valueOf(get(q.base(originSeen(s)))) }
		}
		part.Fields = append(part.Fields, f)
	}
	q.Scenario = &steps.Scenario{
		ID: PartID, Title: "Follow a message", Says: "what a message is like that is followed", Parts: steps.Of(part),
	}
	return q
}

func valueOf(text string) steps.Value {
	if text == "" {
		return nil
	}
	return steps.Value{text}
}

func originSeen(s steps.Sight) Origin { return Origin(s.Text("from")) }

// base is what is known of a message before anything is said of it.
func (q Questions) base(from Origin) Message {
	if from == q.start.Message.From {
		return q.start.Message
	}
	return Default(q.start.Draft, from)
}

// Message is what the answers describe.
func (q Questions) Message(s *steps.Settled) Message {
	m := q.base(Origin(s.At(steps.MakeKey(PartID, "from")).Value.Text()))
	for _, one := range q.all {
		switch asked := s.At(steps.MakeKey(PartID, one.Name)); {
		case asked.Open && one.set != nil:
			one.set(&m, asked.Value)
		case !asked.Open && one.shut != nil:
			one.shut(&m)
		}
	}
	return m
}

// Example is the set-up that one started from, with the message that the answers describe.
func (q Questions) Example(s *steps.Settled) Example {
	e := q.start
	if m := q.Message(s); len(s.Said()) > 0 {
		e.Message, e.ID, e.Title = m, "", Own(e.Draft).Title
		if q.start.ID != "" {
			e.Title = q.start.Title + ", changed"
		}
	}
	return e
}

// pages is the one page that asks.
func (q Questions) pages(*steps.Settled, *steps.Part) steps.Stretch {
	page := steps.Page{ID: PartID, Head: "Follow a message", Title: "Describe the message", Rail: "Message", Next: "Follow it"}
	for _, one := range q.all {
		row := steps.Row{Key: steps.MakeKey(PartID, one.Name), Absent: true, Drop: one.drop}
		if one.under != "" {
			row.Under, row.Option = steps.MakeKey(PartID, one.under), one.option
		}
		page.Rows = append(page.Rows, row)
	}
	return steps.Stretch{Pages: []steps.Page{page}, Halted: true}
}

func (q Questions) notes() []steps.Note {
	own := (&traveller{d: q.start.Draft, m: q.start.Message}).ownDomains()
	slices.Sort(own)
	own = slices.Compact(own)
	if len(own) == 0 {
		return nil
	}
	return []steps.Note{{At: "recipient", Level: steps.Info, Says: "Of your organization is whoever is in " + strings.Join(own, ", ") + "."}}
}

// took reads a value that the question's rule has let through; one that it has not is left out.
func took[T any](v steps.Value, parse func(string) (T, error), into *T) {
	var none T
	*into = none
	if got, err := parse(v.Text()); err == nil {
		*into = got
	}
}

func parses[T any](parse func(string) (T, error)) func(string) error {
	return func(s string) error {
		_, err := parse(s)
		return err
	}
}

func word(on bool) string { return steps.Toggled(on).Text() }
