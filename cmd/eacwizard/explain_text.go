package main

import (
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps/check"
)

// topicsText lists what can be explained, by kind.
func topicsText(width int) string {
	var b strings.Builder
	for _, kind := range []struct {
		check.Kind
		called string
		column int // where titles begin
	}{
		{check.RuleTopic, "Rules", 9}, {check.FieldTopic, "Questions, by their keys in the answer file", 36}, {check.CodeTopic, "Error codes and symptoms", 20},
	} {
		b.WriteString(kind.called + "\n")
		for _, t := range check.Topics() {
			if t.Kind == kind.Kind {
				b.WriteString(inColumns(width, t.ID, kind.column, t.Title) + "\n")
			}
		}
		b.WriteString("\n")
	}
	b.WriteString(fold(width, "", "eacwizard explain NAME tells of one of them.") + "\n")
	return b.String()
}

// inColumns is a name and what it is called. A name that is too long for its column has a line of its own.
func inColumns(width int, name string, column int, title string) string {
	lead := "  " + name
	if len(lead) >= column {
		return lead + "\n" + fold(width, strings.Repeat(" ", column), title)
	}
	return fold(width, fmt.Sprintf("%-*s", column, lead), title)
}

// explanationText is an explanation for people.
func explanationText(width int, e check.Explanation) string {
	var b strings.Builder
	b.WriteString(fold(width, "", fmt.Sprintf("%s: %s (%s)", e.ID, e.Title, e.Kind)) + "\n")
	for _, s := range e.Sections {
		b.WriteString("\n")
		lead := ""
		if s.Title != "" {
			b.WriteString(fold(width, "", s.Title) + "\n")
			lead = "  "
		}
		for _, text := range s.Text {
			if text != "" {
				b.WriteString(fold(width, lead, text) + "\n")
			}
		}
		for _, item := range s.Items {
			bullet := "  * "
			if len(s.Items) == 1 {
				bullet = "  "
			}
			b.WriteString(fold(width, bullet, item) + "\n")
		}
	}
	if len(e.See) > 0 {
		b.WriteString("\nSee also, by eacwizard explain NAME\n")
		topics := check.Topics()
		for _, see := range e.See {
			title := ""
			if i := slices.IndexFunc(topics, func(t check.Topic) bool { return t.ID == see }); i >= 0 {
				title = topics[i].Title
			}
			b.WriteString(inColumns(width, see, 20, title) + "\n")
		}
	}
	return b.String()
}
