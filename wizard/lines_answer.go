package wizard

import (
	"fmt"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// answer takes a line as the answer, and reports whether that settles the question.
func (t *lineTalk) answer(q steps.Asked, in lineInput) bool {
	switch {
	case in.text == "":
		return t.keep(q)
	case q.Kind == steps.Choice:
		return t.choose(q, in.text)
	case q.Kind == steps.Toggle:
		return t.tick(q, in.text)
	case q.Kind == steps.List:
		t.changeList(q, in)
		return false
	case in.sign == "-":
		return t.empty(q)
	}
	if fault := q.Fault(in.text); fault != nil {
		t.sayFault(fault)
		return false
	}
	t.flow.Set(q.Key, steps.Value{in.text})
	return true
}

// keep lets the shown value stand, if it can.
func (t *lineTalk) keep(q steps.Asked) bool {
	stands := true
	for _, b := range t.flow.Settled().Problems() {
		switch {
		case b.Key != q.Key:
		case b.Missing:
			t.sayMissing(b.Sentence())
			stands = false
		case b.Item >= 0:
			t.say("Error: %s; or type -%d to take it out.", b.Sentence(), b.Item+1)
			stands = false
		case b.Fault.Value != "": // else it is about several answers, and they may not all have been asked for
			t.sayFault(b.Fault)
			stands = false
		}
	}
	return stands
}

func (t *lineTalk) choose(q steps.Asked, text string) bool {
	var words []string
	for i, o := range q.Options {
		if text == strconv.Itoa(i+1) || strings.EqualFold(text, o.Value) || strings.EqualFold(text, o.Label) {
			t.flow.Set(q.Key, steps.Value{o.Value})
			return true
		}
		words = append(words, o.Value)
	}
	t.sayFault(&mailflow.Fault{Value: text, Why: "is none of the options",
		Fix: fmt.Sprintf("type a number from 1 to %d, or a word: %s", len(words), strings.Join(words, ", "))})
	return false
}

func (t *lineTalk) tick(q steps.Asked, text string) bool {
	on, ok := lineYes(text)
	if !ok {
		t.sayFault(&mailflow.Fault{Value: text, Why: "is neither yes nor no", Fix: "type y or n"})
		return false
	}
	t.flow.Set(q.Key, steps.Toggled(on))
	return true
}

func lineYes(text string) (yes, ok bool) {
	switch strings.ToLower(text) {
	case "y", "yes", "true":
		return true, true
	case "n", "no", "false":
		return false, true
	}
	return false, false
}

func (t *lineTalk) empty(q steps.Asked) bool {
	if q.Missing != "" {
		t.sayMissing(q.Missing)
		return false
	}
	t.flow.Set(q.Key, nil)
	return true
}

// takeProposed returns to the proposal where it was overridden.
func (t *lineTalk) takeProposed(q steps.Asked) {
	switch {
	case lineEmpty(q.Proposed):
		t.say("Nothing is proposed here.")
	case q.Said:
		t.flow.Clear(q.Key)
		t.say("Back to what is proposed: %s", lineWords(q, q.Proposed))
	default:
		t.say("What is shown is what is proposed: %s", lineWords(q, q.Proposed))
	}
}

func (t *lineTalk) changeList(q steps.Asked, in lineInput) {
	switch {
	case in.sign == "-":
		t.say("Error: - needs the number of the item to take out, such as -1.")
	case in.sign != "":
		t.removeItem(q, in.sign[1:])
	default:
		t.addItems(q, in.text)
	}
}

func (t *lineTalk) removeItem(q steps.Asked, number string) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(q.Value) {
		t.say("Error: the list has no item %s.", number)
		t.listItems(q)
		return
	}
	t.flow.Remove(q.Key, n-1)
	t.say("Taken out: %s", q.Value[n-1])
	t.listItems(t.at(q.Key))
}

// addItems adds what can stand of a line, and says of each other item why not.
func (t *lineTalk) addItems(q steps.Asked, line string) {
	items := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ';' })
	listed := map[string]bool{}
	for _, v := range q.Value {
		listed[strings.ToLower(v)] = true
	}
	var good []string
	for _, item := range items {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		if fault := q.Fault(item); fault != nil {
			t.sayFault(fault)
			continue
		}
		if listed[strings.ToLower(item)] {
			t.sayFault(&mailflow.Fault{Value: item, Why: "is in the list already"})
			continue
		}
		listed[strings.ToLower(item)] = true
		good = append(good, item)
	}
	added := t.flow.AddAll(q.Key, good)
	if len(items) != 1 {
		t.say("%d added.", added)
	}
}
