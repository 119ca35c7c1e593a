package answers

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"eacwizard/steps"
)

// Write makes the answer file of what was said. Read finds the same answers in it, and Write makes the same bytes of
// those again.
//
//   - What was said is a line; lists have a line for each item.
//   - A question that is open and follows its proposal, or may stay empty, is a comment with the value it has.
//   - One that still needs an answer is a comment that asks for it.
//   - One that is not asked is left out.
//
// It refuses what cannot be written so that it is read again: a text that is not UTF-8, or more than a file may hold.
func Write(s *steps.Settled) ([]byte, error) { return Append(make([]byte, 0, maxBytes/256), s) }

// Append adds to b what Write makes. Where that is refused there are no bytes at all.
func Append(b []byte, s *steps.Settled) ([]byte, error) {
	if err := notUTF8(s); err != nil {
		return nil, err
	}
	begun := len(b)
	b = append(b, "# Answers for eacwizard. All documents into a folder: eacwizard render -a FILE -o DIR\n"...)
	b = append(b, "# A line behind # says what holds as long as nothing else is said: take the # away to change it.\n"...)
	b = add(b, scenarioKey, ": ", s.Scenario.ID, "\n")
	part := ""
	for asked := s.Asked; len(asked) > 0; {
		q := &asked[0]
		asked = asked[1:]
		if !q.Open {
			continue
		}
		if q.Key.Part() != part {
			part = q.Key.Part()
			b = add(b, "\n", part, ":\n")
		}
		b = appendAnswer(b, "  ", q)
		if len(q.Each) > 0 {
			b, asked = appendEach(b, q, asked)
		}
	}
	b = appendAccepted(b, s)
	file := b[begun:]
	if len(file) > maxBytes/16 || signs(file) > maxRun { // it may be more than is read
		if err := readsBack(file, s); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func add(b []byte, parts ...string) []byte {
	for _, s := range parts {
		b = append(b, s...)
	}
	return b
}

// notUTF8 is why an answer cannot be written.
func notUTF8(s *steps.Settled) error {
	for i := range s.Asked {
		q := &s.Asked[i]
		if !q.Open || !q.Said {
			continue
		}
		for _, v := range q.Value {
			if !utf8.ValidString(v) {
				return fmt.Errorf("%s: %s; type it again", q.Key, says(v, "is not UTF-8 and cannot be written to an answer file"))
			}
		}
	}
	return nil
}

// appendEach writes the items of a list about which more is asked, each as a section of its own. What is asked about them
// follows the list, item by item; behind it is the rest. About an item that stands there again, or is none, nothing is.
func appendEach(b []byte, list *steps.Asked, asked []steps.Asked) (_ []byte, rest []steps.Asked) {
	part, name := list.Key.Part(), list.Key.Field()
	for _, item := range list.Value {
		b = append(appendScalar(add(b, "    - ", nameKey, ": "), item), '\n')
		if len(asked) == 0 || asked[0].Key != steps.ItemKey(part, name, item, list.Each[0].Name) {
			continue
		}
		for i := range list.Each {
			if asked[i].Open {
				b = appendAnswer(b, "      ", &asked[i])
			}
		}
		asked = asked[len(list.Each):]
	}
	return b, asked
}

// appendAnswer writes one answer as YAML, in lines that are indented, and comments where it was not said.
func appendAnswer(b []byte, indent string, q *steps.Asked) []byte {
	comment := "# "
	if q.Said {
		comment = ""
	}
	b = add(b, indent, comment, q.Name, ":")
	var items steps.Value
	switch {
	case q.Kind == steps.List && len(q.Value) == 0:
		b = append(b, " []"...)
	case q.Kind == steps.List && len(q.Each) > 0: // appendEach writes them
	case q.Kind == steps.List:
		items = q.Value
	case q.Kind == steps.Toggle && !empty(q.Value): // no text, and so without quotes
		b = add(b, " ", q.Value.Text())
	case q.Kind == steps.Text || !empty(q.Value):
		b = appendScalar(append(b, ' '), q.Value.Text())
	}
	b = append(appendHint(b, q), '\n')
	for _, item := range items {
		b = append(appendScalar(add(b, indent, comment, "  - "), item), '\n')
	}
	return b
}

// appendHint writes what a person has to know who changes the line, as a comment behind it.
func appendHint(b []byte, q *steps.Asked) []byte {
	lead := "  # "
	if q.Fixed {
		return add(b, lead, "the scenario decides this")
	}
	if empty(q.Value) && q.Missing != "" {
		b = add(b, lead, q.Missing)
		lead = ": "
	}
	several := func(o steps.Option) bool { return o.Value != q.Options[0].Value }
	if !slices.ContainsFunc(q.Options, several) {
		return b
	}
	for i := range q.Options {
		value := q.Options[i].Value
		if !hasValue(q.Options[:i], value) { // else it stands there already
			b = add(b, lead, value)
			lead = " | "
		}
	}
	return b
}

// readsBack proves that a file says what was said. One that is far from every limit does so by how
// appendScalar writes.
func readsBack(src []byte, s *steps.Settled) error {
	file, err := read("", src, []*steps.Scenario{s.Scenario})
	var rejected *Rejected
	switch {
	case file != nil && same(s.Said(), file.Settled.Said()):
		return nil
	case file == nil && errors.As(err, &rejected):
		return errors.New("the answer file " + rejected.Problems[0].Why)
	}
	return errors.New("the answer file would not be read as the same answers")
}

// same compares answers; the two ways of saying nothing are one.
func same(a, b steps.Answers) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		w, ok := b[k]
		if !ok || !slices.Equal(v, w) && !(empty(v) && empty(w)) {
			return false
		}
	}
	return true
}
