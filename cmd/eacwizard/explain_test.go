package main

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"eacwizard/steps/check"
)

// tooWide complains of lines that could have been wrapped: of more words than one.
func tooWide(t *testing.T, of, text string, width int) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if uniseg.StringWidth(line) > width && len(strings.Fields(line)) > 1 {
			t.Errorf("%s: wider than %d: %q", of, width, line)
		}
		if strings.TrimRight(line, " ") != line {
			t.Errorf("%s: blanks at the end of %q", of, line)
		}
	}
}

// TestExplainEveryTopic: each topic of the list is explained under its own name, quoted or as several arguments, and
// fits the narrowest terminal.
func TestExplainEveryTopic(t *testing.T) {
	for _, topic := range check.Topics() {
		status, out, said := execute(t, "", "explain", topic.ID)
		if status != 0 || said != "" || !strings.HasPrefix(strings.ReplaceAll(out, "\n", " "), topic.ID+": ") {
			t.Errorf("%s: status %d, said %q, printed %q", topic.ID, status, said, out)
		}
		for line := range strings.Lines(out) {
			if n := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); n > helpWidth {
				t.Errorf("%s: %d columns: %q", topic.ID, n, line)
			}
		}
		if _, split, _ := execute(t, "", append([]string{"explain"}, strings.Fields(topic.ID)...)...); split != out {
			t.Errorf("%s: as several arguments it is\n%s", topic.ID, split)
		}
		e, _ := check.Explain(topic.ID)
		tooWide(t, topic.ID, explanationText(40, e), 46) // where a word is wider than its column
	}
	_, out, _ := execute(t, "", "explain")
	tooWide(t, "the list", out, helpWidth)
	for _, topic := range check.Topics() {
		if !strings.Contains(out, "\n  "+topic.ID) {
			t.Errorf("the list has no %s", topic.ID)
		}
	}
}

// TestCompletedTopics: whatever is offered leads to a topic.
func TestCompletedTopics(t *testing.T) {
	var follow func(before []string)
	follow = func(before []string) {
		offered, _ := completeTopic(nil, before, "")
		if _, ok := check.Explain(strings.Join(before, " ")); len(offered) == 0 && !ok {
			t.Errorf("%v leads nowhere", before)
		}
		for _, word := range offered {
			word, _, _ = strings.Cut(word, "\t")
			follow(append(before[:len(before):len(before)], word))
		}
	}
	follow(nil)
}

func TestFold(t *testing.T) {
	for _, test := range []struct{ lead, text, want string }{
		{"", "one two three", "one two\nthree"},
		{"- ", "one two three", "- one two\n  three"},
		{"  ", "a-name-that-is-too-long for it", "  a-name-that-is-too-long\n  for it"},
		{"", "ééééé ééé", "ééééé ééé"},
		{"", "漢漢漢 漢漢", "漢漢漢\n漢漢"},
		{"lead", "", "lead"},
	} {
		if got := fold(9, test.lead, test.text); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}
