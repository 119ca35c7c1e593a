package main

import (
	"fmt"
	"slices"

	"eacwizard/steps"
	"eacwizard/steps/check"
)

// noteFindings says what documents were made with, the gravest first: whoever makes them has to know before running
// them. What somebody accepted, and what is below least, is only counted. about names the answers where there are others.
func (p *program) noteFindings(s *steps.Settled, about string, least check.Severity) {
	found := check.Check(s)
	open := slices.DeleteFunc(check.AtLeast(found, least), func(f check.Finding) bool { return !f.Counts() })
	slices.SortStableFunc(open, func(a, b check.Finding) int { return int(b.Severity - a.Severity) })
	for _, f := range open {
		fmt.Fprintf(p.stderr, "eacwizard: %s%s %s: %s\n", about, f.Severity, f.Rule, harmlessLine(f.Sentence()))
	}
	if len(found) > 0 {
		fmt.Fprintf(p.stderr, "eacwizard: %s%s eacwizard check shows where they stand.\n", about, countText(found))
	}
}
