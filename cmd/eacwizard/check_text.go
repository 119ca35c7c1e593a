package main

import (
	"fmt"
	"strings"

	"eacwizard/steps/check"
)

// signs tell severities apart beside their words. They are ASCII, which every terminal and log has.
var signs = map[check.Severity]string{check.Error: "!!", check.Warning: " !", check.Info: " i"}

// findingsText are findings for people, by object, and how many there are. Those below least are counted only.
func findingsText(width int, found []check.Finding, least check.Severity) string {
	var b strings.Builder
	shown := check.AtLeast(found, least)
	for _, bunch := range check.ByObject(shown) {
		b.WriteString(fold(width, "", harmlessLine(bunch.Object)) + "\n")
		for _, f := range bunch.Findings {
			b.WriteString(findingText(width, f))
		}
		b.WriteString("\n")
	}
	b.WriteString(fold(width, "", countText(found)) + "\n")
	if hidden := len(found) - len(shown); hidden > 0 {
		fmt.Fprintf(&b, "Not shown: %d of a lower severity.\n", hidden)
	}
	return b.String()
}

func findingText(width int, f check.Finding) string {
	head := fmt.Sprintf("%s %s at %s", f.Severity, f.Rule, placeOf(f))
	if f.Accepted != "" {
		head += ", accepted"
	}
	text := fold(width, "  "+signs[f.Severity]+" ", head) + "\n" + fold(width, "     ", harmlessLine(f.Says)) + "\n"
	if f.Fix != "" {
		text += fold(width, "     fix: ", harmlessLine(f.Fix)) + "\n"
	}
	if f.Accepted != "" {
		text += fold(width, "     accepted: ", harmlessLine(f.Accepted)) + "\n"
	}
	return text
}

// countText counts findings by severity. Those that somebody accepted are counted apart.
func countText(found []check.Finding) string {
	if len(found) == 0 {
		return "No findings."
	}
	var counts []string
	all := check.Severities()
	for i := range all {
		s := all[len(all)-1-i]
		if n := countOf(found, s); n > 0 {
			word := s.String()
			if s == check.Info {
				word = "for information"
			} else if n > 1 {
				word += "s"
			}
			counts = append(counts, fmt.Sprintf("%d %s", n, word))
		}
	}
	accepted := 0
	for _, f := range found {
		if !f.Counts() {
			accepted++
		}
	}
	if accepted > 0 {
		counts = append(counts, fmt.Sprintf("%d accepted", accepted))
	}
	return several(len(found), "finding") + ": " + strings.Join(counts, ", ") + "."
}
