package wizard

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"eacwizard/steps"
)

// question asks one question until it is answered or the person goes back.
func (t *lineTalk) question(k steps.Key) (back bool, err error) {
	before := t.flow.Settled()
	t.flow.Focus(k)
	t.introduce(k)
	for {
		in, err := t.ask(linePrompt(t.at(k)), string(k)+" was answered")
		if err != nil {
			return false, err
		}
		switch {
		case in.sign == "<":
			t.sayFollowed(before, k)
			return true, nil
		case in.sign == "?":
			t.explain(k)
		case in.sign == "??":
			t.allSigns()
		case t.message && (in.sign == followSign || strings.HasPrefix(in.sign, "#")):
			t.say("These are questions about a message. < goes back to the set-up.")
		case in.sign == followSign:
			if err := t.followMessages(string(k) + " was answered"); err != nil {
				return false, err
			}
			t.introduce(k)
		case strings.HasPrefix(in.sign, "#"):
			if t.goTo(in.sign) {
				t.sayFollowed(before, k)
				return false, errGone
			}
		case in.sign == "=":
			t.takeProposed(t.at(k))
		case t.validated(k, in.text):
		case t.answer(t.at(k), in):
			t.asked[k] = true
			t.sayFollowed(before, k)
			t.sayNewNotes(k)
			return false, nil
		}
	}
}

// at is a question as the page shows it.
func (t *lineTalk) at(k steps.Key) steps.Asked {
	q := t.flow.Settled().At(k)
	for _, r := range t.flow.Page().Rows {
		if r.Key == k && q.Field != nil {
			return dressed(q, r)
		}
	}
	return q
}

// introduce says what comes before the prompt.
func (t *lineTalk) introduce(k steps.Key) {
	q, page := t.at(k), t.flow.Page()
	t.blank()
	if i := slices.IndexFunc(page.Rows, func(r steps.Row) bool { return r.Key == k && r.Above != "" }); i >= 0 {
		t.say("%s", page.Rows[i].Above)
	}
	// text and toggle carry their label in the prompt
	if titled := q.Kind == steps.Choice || q.Kind == steps.List; titled && !(t.headed && (page.Title == q.Label || slices.Contains(page.Intro, q.Label))) {
		t.say("%s", q.PlainLabel())
	}
	t.headed = false
	if q.Kind == steps.List {
		t.sayOf("", q.Example)
	}
	if len(q.Each) > 0 {
		t.say("Each %s gets a page of its own after this one.", q.Noun)
	}
	t.offerValidation(k)
	t.listOptions(q)
	t.listItems(q)
	if q.Said && !lineEmpty(q.Proposed) {
		t.say("= returns to what is proposed: %s", lineWords(q, q.Proposed))
	}
	// what consent is asked for has to be known before; other notes follow the answer
	for _, n := range t.notesAt(q) {
		if n.Level == steps.Danger {
			t.sayNote(n, k)
			t.noted[n.id()] = true
		}
	}
	if text := t.flow.Pending(k); text != "" {
		t.say("Typed before, and not added yet: %s", text)
		t.flow.Type(k, "")
		t.addItems(q, text)
	}
}

func (t *lineTalk) listOptions(q steps.Asked) {
	for i, o := range q.Options {
		mark := ""
		if o.Value == q.Value.Text() {
			if mark = " (proposed)"; q.Said {
				mark = " (chosen)"
			}
		}
		t.item(fmt.Sprintf("  %d. ", i+1), o.Label+mark)
	}
}

func (t *lineTalk) listItems(q steps.Asked) {
	if q.Kind != steps.List {
		return
	}
	for i, item := range q.Value {
		t.item(fmt.Sprintf("  %d. ", i+1), item)
	}
}

// linePrompt is what stands before the cursor.
func linePrompt(q steps.Asked) string {
	label, optional := q.PlainLabel(), q.Missing == ""
	switch q.Kind {
	case steps.Choice:
		if i := slices.IndexFunc(q.Options, func(o steps.Option) bool { return o.Value == q.Value.Text() }); i >= 0 {
			return fmt.Sprintf("Number [%d]:", i+1)
		}
		return "Number:"
	case steps.Toggle:
		switch {
		case lineEmpty(q.Value):
			return label + " [y/n]:"
		case q.Value.On():
			return label + " [Y/n]:"
		}
		return label + " [y/N]:"
	case steps.List:
		switch noun := fmt.Sprintf("%s %d", lineCapital(q.Noun), len(q.Value)+1); {
		case len(q.Value) > 0:
			return noun + ", or Enter when done:"
		case optional:
			return noun + ", or Enter for none:"
		default:
			return noun + ":"
		}
	}
	if q.Example != "" {
		label += ", for example " + strings.TrimPrefix(q.Example, "Example: ")
	}
	switch {
	case !lineEmpty(q.Value):
		return label + " [" + q.Value.Text() + "]:"
	case optional:
		return label + ", or Enter for none:"
	}
	return label + ":"
}

func lineCapital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// explain says all that is known about a question.
func (t *lineTalk) explain(k steps.Key) {
	q := t.at(k)
	t.sayOf("What it does: ", q.Explain.What)
	t.sayOf("Why: ", q.Explain.Why)
	for i, o := range q.Options {
		t.item(fmt.Sprintf("  %d. ", i+1), strings.TrimSpace(fmt.Sprintf("%s, or %s: %s", o.Label, o.Value, o.Explains)))
	}
	t.sayOf("", q.Example)
	t.sayOf("PowerShell parameters: ", strings.Join(q.Params, ", "))
	t.sayOf("Source: ", q.Explain.Source)
	t.help()
}

func (t *lineTalk) sayOf(what, text string) {
	if text != "" {
		t.say("%s", what+strings.ReplaceAll(text, "\u2026", "...")) // ASCII signs only
	}
}
