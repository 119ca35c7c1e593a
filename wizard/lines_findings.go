package wizard

import (
	"fmt"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/check"
)

// lineFindingID is the finding among what was said.
func lineFindingID(f check.Finding) lineNoteID { return lineNoteID{f.Key, f.Rule + f.Says} }

// sayNewFindings says the findings at questions that have come up, each once while it stands.
func (t *lineTalk) sayNewFindings(here steps.Key) {
	standing := map[lineNoteID]bool{}
	for _, q := range t.flow.Settled().Asked {
		if !t.asked[q.Key] || !q.Open {
			continue
		}
		for _, f := range t.checks.at(t.flow.Settled(), q.Key) {
			if !t.found[lineFindingID(f)] {
				t.sayFinding(f, q.Key != here)
			}
			standing[lineFindingID(f)] = true
		}
	}
	t.found = standing
}

// sayFinding says a finding, with its question where that is not the one the person is at.
func (t *lineTalk) sayFinding(f check.Finding, elsewhere bool) {
	lead := severityWords[f.Severity]
	if elsewhere {
		lead += fmt.Sprintf(", at %q", t.flow.Settled().At(f.Key).PlainLabel())
	}
	t.say("%s: %s (%s).", lead, f.Sentence(), lineBehind(f))
}

func lineBehind(f check.Finding) string {
	if f.Counts() {
		return f.Rule
	}
	return f.Rule + ", accepted: " + f.Accepted
}

// sayAllFindings says the findings of the review by object, those with a number that a sign can fix.
func (t *lineTalk) sayAllFindings() {
	all := t.checks.said(t.flow.Settled())
	if len(all) == 0 {
		return
	}
	t.blank()
	says := "Found: " + countFindings(all)
	if strings.HasSuffix(says, ": ") {
		says = "Found, and accepted:"
	}
	t.say("%s", says)
	n := 0
	for _, bunch := range check.ByObject(all) {
		if bunch.Object != "" {
			t.say("%s", bunch.Object)
		}
		for _, f := range bunch.Findings {
			lead := "   "
			if fixes(f) {
				n++
				lead = fmt.Sprintf("f%d. ", n)
			}
			t.item(lead, fmt.Sprintf("%s: %s (%s).", severityWords[f.Severity], f.Sentence(), lineBehind(f)))
		}
	}
	if n > 0 {
		t.say("f and a number applies that fix, as f1.")
	}
}

// fixes reports a finding that nobody has accepted and that can be fixed by itself.
func fixes(f check.Finding) bool { return f.Change != nil && f.Counts() }

// fix applies the fix with that number, and reports false for a word that is none.
func (t *lineTalk) fix(word string) bool {
	n := 0
	for _, bunch := range check.ByObject(t.checks.said(t.flow.Settled())) {
		for _, f := range bunch.Findings {
			if !fixes(f) {
				continue
			}
			if n++; strings.EqualFold(word, fmt.Sprintf("f%d", n)) {
				t.flow.Change(f.Change.Set, f.Change.Clear)
				if q, words := changed(t.flow.Settled(), f.Change); q.Field != nil {
					t.say("%s is fixed. %q is now: %s", f.Rule, q.PlainLabel(), words)
				} else {
					t.say("%s is fixed.", f.Rule)
				}
				return true
			}
		}
	}
	return false
}

// sure asks once more where documents would be made that have errors.
func (t *lineTalk) sure() (bool, error) {
	errors := t.checks.errors(t.flow.Settled())
	if len(errors) == 0 || len(t.flow.Problems()) > 0 {
		return true, nil
	}
	for _, f := range errors {
		t.sayFinding(f, true)
	}
	in, err := t.ask("Go on with "+countFindings(errors)+"? [y/N]:", fmt.Sprintf("%q was chosen", t.flow.Page().Next))
	if err != nil {
		return false, err
	}
	yes, _ := lineYes(in.text)
	return yes, nil
}
