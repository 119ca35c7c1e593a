package wizard

import (
	"errors"
	"fmt"
	"strconv"

	"eacwizard/steps"
)

// errGone says that the person has gone to another page: whatever was being asked is left as it stands.
var errGone = errors.New("gone to another page")

// goTo lists the pages, or goes to the one whose number stands behind the sign. It reports whether it went.
func (t *lineTalk) goTo(sign string) bool {
	pages := t.flow.Pages()
	if sign == "#" {
		t.listPages(pages)
		return false
	}
	n, err := strconv.Atoi(sign[1:])
	if err != nil || n < 1 || n > len(pages) {
		t.say("Error: there is no page %s; # lists them.", sign[1:])
		return false
	}
	t.entry = ""
	t.flow.Go(pages[n-1].ID)
	return true
}

// listPages says every page with its number, under its part, and how it stands.
func (t *lineTalk) listPages(pages []steps.Page) {
	standing := t.checks.rail(t.flow)
	for _, s := range stretches(t.flow) {
		if inParts(t.flow.Settled()) && !s.lone() {
			t.say("%s", lineTitle(t.flow.Settled(), s.part))
		}
		for _, i := range s.pages {
			says := pages[i].Rail
			if words := standingWords[standing[i]]; words != "" {
				says += ", " + words
			}
			t.item(fmt.Sprintf("  %d. ", i+1), says)
		}
	}
}

// lineTitle is a part with its place among the others, as it is said aloud.
func lineTitle(s *steps.Settled, p *steps.Part) string {
	if at, of := s.PartAt(p); of > 1 && at > 0 {
		return fmt.Sprintf("Part %d of %d: %s", at, of, p.Title)
	}
	return p.Title
}
