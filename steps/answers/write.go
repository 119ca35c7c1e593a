package answers

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
func Write(s *steps.Settled) ([]byte, error) {
	said := s.Said()
	for _, q := range s.Asked {
		for _, v := range said[q.Key] {
			if !utf8.ValidString(v) {
				return nil, fmt.Errorf("%s: %s; type it again", q.Key, says(v, "is not UTF-8 and cannot be written to an answer file"))
			}
		}
	}
	var b strings.Builder
	b.Grow(maxBytes / 256)
	b.WriteString("# Answers for eacwizard. All documents into a folder: eacwizard render -a FILE -o DIR\n")
	b.WriteString("# A line behind # says what holds as long as nothing else is said: take the # away to change it.\n")
	write(&b, scenarioKey, ": ", s.Scenario.ID, "\n")
	parts := s.Scenario.Parts()
	for i := range parts {
		writePart(&b, s, &parts[i])
	}
	writeAccepted(&b, s)
	text := b.String()
	if len(text) > maxBytes/16 || signs(text) > maxRun { // it may be more than is read
		if err := readsBack([]byte(text), s, said); err != nil {
			return nil, err
		}
	}
	return []byte(text), nil
}

func write(b *strings.Builder, parts ...string) {
	for _, s := range parts {
		b.WriteString(s)
	}
}

// writePart writes a section, or nothing where nothing of it is asked.
func writePart(b *strings.Builder, s *steps.Settled, part *steps.Part) {
	begun := false
	for i := range part.Fields {
		q := s.At(steps.MakeKey(part.ID, part.Fields[i].Name))
		if !q.Open {
			continue
		}
		if !begun {
			write(b, "\n", part.ID, ":\n")
		}
		begun = true
		margin := "  # "
		if q.Said {
			margin = "  "
		}
		writeAnswer(b, margin, &q)
		if len(q.Each) > 0 {
			writeEach(b, s, q)
		}
	}
}

// writeEach writes the items of a list about which more is asked, each as a section of its own.
func writeEach(b *strings.Builder, s *steps.Settled, list steps.Asked) {
	seen := map[steps.Key]bool{}
	for _, item := range list.Value {
		write(b, "    - ", nameKey, ": ", scalar(item), "\n")
		for i := range list.Each {
			q := s.At(steps.ItemKey(list.Key.Part(), list.Key.Field(), item, list.Each[i].Name))
			if q.Field == nil || !q.Open || seen[q.Key] {
				continue
			}
			seen[q.Key] = true
			margin := "      # "
			if q.Said {
				margin = "      "
			}
			writeAnswer(b, margin, &q)
		}
	}
}

// writeAnswer writes one answer as YAML, in lines with a margin before them.
func writeAnswer(b *strings.Builder, margin string, q *steps.Asked) {
	write(b, margin, q.Name, ":")
	var items steps.Value
	switch {
	case q.Kind == steps.List && len(q.Value) == 0:
		b.WriteString(" []")
	case q.Kind == steps.List && len(q.Each) > 0: // writeEach writes them
	case q.Kind == steps.List:
		items = q.Value
	case q.Kind == steps.Text || !empty(q.Value):
		write(b, " ", scalarOf(q))
	}
	if h := hint(q); h != "" {
		write(b, "  # ", h)
	}
	b.WriteByte('\n')
	for _, item := range items {
		write(b, margin, "  - ", scalar(item), "\n")
	}
}

// scalarOf is a single answer. A toggle's is no text and goes without quotes.
func scalarOf(q *steps.Asked) string {
	if q.Kind == steps.Toggle {
		return q.Value.Text()
	}
	return scalar(q.Value.Text())
}

// hint is what a person has to know who changes the line.
func hint(q *steps.Asked) string {
	if q.Fixed {
		return "the scenario decides this"
	}
	missing, options := "", ""
	if empty(q.Value) {
		missing = q.Missing
	}
	if v := values(q.Options); len(v) > 1 {
		options = strings.Join(v, " | ")
	}
	if missing == "" || options == "" {
		return missing + options
	}
	return missing + ": " + options
}

// readsBack proves that a file says what was said. One that is far from every limit does so by how scalar writes.
func readsBack(src []byte, s *steps.Settled, said steps.Answers) error {
	file, err := read("", src, []*steps.Scenario{s.Scenario})
	var rejected *Rejected
	switch {
	case file != nil && same(said, file.Settled.Said()):
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
