package wizard

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

// followSign follows a message from any question; followWord does from the menus. The sign can be no answer.
const followSign, followWord = "@", "f"

// followMessages offers messages to follow through what is answered so far, until the person goes back. Input that ends
// here ended before what.
func (t *lineTalk) followMessages(before string) error {
	draft, _ := t.flow.Settled().Build()
	all := append(follow.Examples(draft), follow.Own(draft))
	t.listMessages(all)
	for {
		in, err := t.ask("Message [1]:", before)
		if err != nil {
			return err
		}
		switch n, _ := strconv.Atoi(in.text); {
		case in.sign == "<":
			return nil
		case in.sign == "??":
			t.allSigns()
		case in.sign == "?":
			t.listMessages(all)
		case in.text == "", n > 0 && n < len(all):
			err = t.followOne(all[max(n, 1)-1], before)
		case n == len(all):
			err = t.describeMessage(all[n-1], before)
		default:
			t.sayFault(&mailflow.Fault{Value: in.text, Why: "is no message of the list", Fix: fmt.Sprintf("type a number from 1 to %d, or < to go back", len(all))})
		}
		if err != nil {
			return err
		}
	}
}

// listMessages says which messages there are, and what the set-up lacks.
func (t *lineTalk) listMessages(all []follow.Example) {
	t.blank()
	t.say("Follow a message")
	if missing := missingOf(t.flow); len(missing) > 0 {
		t.say("The set-up is not whole: the message is followed through what stands so far.")
		pages := t.flow.Pages()
		for _, m := range missing {
			n := slices.IndexFunc(pages, func(p steps.Page) bool { return p.ID == m.page.ID }) + 1
			t.item("   ", fmt.Sprintf("%s: %s. At a question, #%d goes there.", m.page.Rail, m.Sentence(), n))
		}
	}
	for i, e := range all {
		says := e.Title
		if e.Changed != "" {
			says += " (changed from the set-up: " + e.Changed + ")"
		}
		t.item(fmt.Sprintf("  %d. ", i+1), says)
	}
	t.say("A number follows that message. < goes back.")
}

// followOne follows a message hop by hop, and then offers to change it and follow it again.
func (t *lineTalk) followOne(e follow.Example, before string) error {
	if left, err := t.walkAlong(e, before); left || err != nil {
		return err
	}
	for {
		in, err := t.ask("c changes the message, Enter goes to the other messages:", before)
		if err != nil {
			return err
		}
		switch {
		case strings.EqualFold(in.text, "c"):
			return t.describeMessage(e, before)
		case in.text == "", in.sign == "<":
			return nil
		}
		t.sayFault(&mailflow.Fault{Value: in.text, Why: "is no choice here", Fix: "type c, or Enter"})
	}
}

// walkAlong says what happens, a hop at a time. It reports left where the person went back before the end.
func (t *lineTalk) walkAlong(e follow.Example, before string) (left bool, err error) {
	j := e.Follow()
	t.blank()
	t.say("%s", e.Title)
	if e.Changed != "" {
		t.say("Changed from the set-up: %s.", e.Changed)
	}
	from, to := endsOf(e)
	t.say("From %s", routeOf(e, from, "to", to))
	for i, all := 0, false; i < len(j.Hops); i++ {
		t.sayHop(i, j)
		for !all && i+1 < len(j.Hops) {
			in, err := t.ask("Enter goes on, a says all the rest, < goes back:", before)
			if err != nil {
				return false, err
			}
			if in.sign == "<" {
				return true, nil
			}
			if all = strings.EqualFold(in.text, "a"); all || in.text == "" {
				break
			}
			t.sayFault(&mailflow.Fault{Value: in.text, Why: "is no choice here", Fix: "type a or <, or Enter alone"})
		}
	}
	t.blank()
	t.say("%s. %s", j.End.Heading(), j.End.Says)
	if j.End.Text != "" {
		t.say("The answer reads like: %s", strings.TrimSpace(j.End.Code+" "+j.End.Text))
	}
	if j.End.Rule != "" {
		t.say("eacwizard explain %s says more.", j.End.Rule)
	}
	return false, nil
}

// sayHop says what happens at a hop.
func (t *lineTalk) sayHop(i int, j follow.Journey) {
	h := j.Hops[i]
	t.blank()
	again := ""
	if h.Again > 0 {
		again = ", as at hop " + strconv.Itoa(h.Again)
	}
	t.say("Hop %d: %s%s", i+1, h.Name, again)
	for _, f := range h.Findings {
		t.item("  ", strings.TrimSpace(string(f.Topic)+": "+f.Says+" "+f.Why))
		t.item("    ", "["+f.RestsOn()+"]")
	}
}

// describeMessage asks about a message as about a set-up, and follows it. The answers are no answers of the set-up.
func (t *lineTalk) describeMessage(start follow.Example, before string) error {
	questions := follow.Ask(start)
	about := &lineTalk{
		lineMouth: t.lineMouth, in: t.in, looks: &lookout{}, message: true,
		flow:  steps.NewFlow(questions.Scenario, steps.State{}),
		asked: map[steps.Key]bool{}, noted: map[lineNoteID]bool{}, found: map[lineNoteID]bool{},
	}
	about.heading()
	if back, err := about.questions(about.entrance()); back || err != nil {
		return err
	}
	return t.followOne(questions.Example(about.flow.Settled()), before)
}
