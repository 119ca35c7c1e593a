package wizard

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// review shows what was answered, asks the review's own questions, and then what to do. It reports created where the
// review was left onward.
func (t *lineTalk) review() (created bool, err error) {
	unsure := len(t.askable()) > 0 && !lineSame(t.confirmed, t.flow.Settled().Said())
	t.showReview(unsure)
	if unsure {
		if moved, err := t.confirm(t.entrance()); moved || err != nil {
			return false, err
		}
	}
	t.reviewHelp()
	return t.reviewMenu()
}

func lineSame(a, b steps.Answers) bool {
	return maps.EqualFunc(a, b, func(v, w steps.Value) bool { return slices.Equal(v, w) })
}

// confirm asks the review's own questions from one of them on. It reports moved where the review has to be shown again,
// or was left backward.
func (t *lineTalk) confirm(from steps.Key) (moved bool, err error) {
	before := t.flow.Settled().Said()
	back, err := t.questions(from)
	if err != nil {
		return false, err
	}
	if back {
		t.back()
		return true, nil
	}
	t.confirmed = t.flow.Settled().Said()
	return !lineSame(before, t.confirmed), nil
}

// showReview says the sections, numbered where they can be changed, and the findings.
func (t *lineTalk) showReview(asksNext bool) {
	t.heading()
	t.headed = false
	n, part := 0, ""
	for _, s := range t.flow.Settled().Review() {
		t.blank()
		if s.Part != part {
			part = s.Part
			t.say("%s", strings.ToUpper(part))
			t.blank()
		}
		lead := ""
		if s.Page != "" {
			n++
			lead = strconv.Itoa(n) + ". "
		}
		if s.Title != part || lead != "" {
			t.item(lead, s.Title)
		}
		for _, line := range s.Lines {
			t.item("   ", line)
		}
	}
	t.sayStanding(asksNext)
}

// sayStanding says what is amiss, the notes that nobody may miss, and what the checks find. Notes at questions that are
// asked next are said there.
func (t *lineTalk) sayStanding(asksNext bool) {
	var notes []lineNote
	for _, q := range t.flow.Settled().Asked {
		if asksNext && t.flow.Page().Holds(q.Key) {
			continue
		}
		for _, n := range t.notesAt(q) {
			if n.Level != steps.Info {
				notes = append(notes, n)
			}
		}
	}
	problems := t.flow.Problems()
	if len(notes)+len(problems) > 0 {
		t.blank()
		t.say("To be looked at")
	}
	for _, n := range notes {
		t.sayNote(n, "")
	}
	t.sayProblems(problems)
	t.sayAllFindings()
}

func (t *lineTalk) reviewHelp() {
	t.blank()
	says := "it makes the documents, and changes nothing anywhere"
	if t.flow.At() < len(t.flow.Pages())-1 { // in the Classic EAC the validation is still to come
		says = "it goes on to the next page"
	}
	t.say("A number changes that section. c is %q: %s. f follows a message. < goes back.", t.flow.Page().Next, says)
}

// reviewMenu asks what to do until that is clear.
func (t *lineTalk) reviewMenu() (created bool, err error) {
	for {
		in, err := t.ask("Your choice:", fmt.Sprintf("%q was chosen", t.flow.Page().Next))
		if err != nil {
			return false, err
		}
		switch {
		case in.sign == "<":
			if moved, err := t.reviewBack(); moved || err != nil {
				return false, err
			}
			t.reviewHelp()
		case in.sign == "??":
			t.allSigns()
		case strings.HasPrefix(in.sign, "#"):
			if t.goTo(in.sign) {
				return false, errGone
			}
		case in.sign == "?" || in.text == "":
			t.reviewHelp()
		case in.sign == followSign, strings.EqualFold(in.text, followWord):
			if err := t.followMessages(fmt.Sprintf("%q was chosen", t.flow.Page().Next)); err != nil {
				return false, err
			}
			t.reviewHelp()
		case strings.EqualFold(in.text, "c"):
			if sure, err := t.sure(); err != nil {
				return false, err
			} else if sure {
				return t.create()
			}
			t.reviewHelp()
		case t.fix(in.text):
			return false, nil
		case t.change(in.text):
			return false, nil
		default:
			t.sayFault(&mailflow.Fault{Value: in.text, Why: "is no choice here", Fix: "type the number of a section, c, f or <"})
		}
	}
}

// reviewBack goes to the last question before the menu.
func (t *lineTalk) reviewBack() (moved bool, err error) {
	if own := t.askable(); len(own) > 0 {
		return t.confirm(own[len(own)-1])
	}
	t.back()
	return true, nil
}

// change opens the section with that number.
func (t *lineTalk) change(number string) bool {
	n := 0
	for _, s := range t.flow.Settled().Review() {
		if s.Page == "" {
			continue
		}
		if n++; number == strconv.Itoa(n) {
			t.flow.Fix(s.Page, s.Keys[0])
			return true
		}
	}
	return false
}

// create leaves the review onward, or goes to the first question that is in the way.
func (t *lineTalk) create() (created bool, err error) {
	done, problems := t.flow.Next()
	if len(problems) == 0 {
		return done, nil
	}
	t.sayProblems(problems)
	k := problems[0].Key
	if slices.Contains(t.askable(), k) {
		_, err := t.confirm(k)
		return false, err
	}
	page := steps.PageOf(t.flow.Pages(), k)
	if page == "" {
		return false, fmt.Errorf("no page asks this: %w", problems[0])
	}
	t.flow.Fix(page, k)
	t.entry = k
	return false, nil
}
