package wizard

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
)

// lineNote is a note and the question it stands at.
type lineNote struct {
	at steps.Asked
	steps.Note
}

type lineNoteID struct {
	at   steps.Key
	says string
}

func (n lineNote) id() lineNoteID { return lineNoteID{n.at.Key, n.Says} }

// standingNotes are the notes that the answers call for at questions that have come up.
func (t *lineTalk) standingNotes() (out []lineNote) {
	for _, q := range t.flow.Settled().Asked {
		if t.asked[q.Key] {
			out = append(out, t.notesAt(q)...)
		}
	}
	return out
}

func (t *lineTalk) notesAt(q steps.Asked) (out []lineNote) {
	said := hidesNotes(t.checks.at(t.flow.Settled(), q.Key)) // a finding says the same
	for _, n := range t.flow.Settled().Notes(q.Key) {
		if said && n.Level == steps.Warning {
			continue
		}
		out = append(out, lineNote{q, n})
	}
	return out
}

// sayNewNotes says the notes that stand since the last time. One that went and came back is said again. Those of
// another question on the page that is told and not asked wait until it is told.
func (t *lineTalk) sayNewNotes(here steps.Key) {
	standing := map[lineNoteID]bool{}
	for _, n := range t.standingNotes() {
		waits := n.at.Key != here && lineTold(n.at) && t.flow.Page().Holds(n.at.Key)
		if !waits && !t.noted[n.id()] {
			t.sayNote(n, here)
		}
		standing[n.id()] = !waits || t.noted[n.id()]
	}
	t.noted = standing
	t.sayNewFindings(here)
}

// sayNote says a note, with its question unless that is the one the person is at.
func (t *lineTalk) sayNote(n lineNote, here steps.Key) {
	level := map[steps.Level]string{steps.Info: "Note", steps.Warning: "Warning", steps.Danger: "Danger"}[n.Level]
	if n.at.Key != here {
		level += fmt.Sprintf(", at %q", n.at.PlainLabel())
	}
	t.say("%s: %s", level, n.Says)
}

// sayProblems says what keeps a page from being left.
func (t *lineTalk) sayProblems(problems []steps.Problem) {
	for _, b := range problems {
		t.say("Error, at %q: %s.", t.flow.Settled().At(b.Key).PlainLabel(), b.Sentence())
	}
}

// sayFollowed says what the answer has changed of other questions that the person has settled.
func (t *lineTalk) sayFollowed(before *steps.Settled, answered steps.Key) {
	var shut []string
	for _, was := range before.Asked {
		now := t.at(was.Key)
		switch {
		case was.Key == answered || !was.Open || !t.asked[was.Key] || lineTold(now):
		case !now.Open && was.Said:
			shut = append(shut, strconv.Quote(was.PlainLabel()))
		case !now.Open || slices.Equal(now.Value, was.Value):
		case lineEmpty(now.Value) && now.Missing != "":
			t.say("%q has to be answered again.", was.PlainLabel())
		default:
			t.say("%q follows that. It is now: %s", was.PlainLabel(), lineWords(now, now.Value))
		}
	}
	if len(shut) > 0 {
		t.say("No longer asked, and kept in case it comes back: %s.", strings.Join(shut, ", "))
	}
}

// lineWords is a value as a sentence holds it.
func lineWords(q steps.Asked, v steps.Value) string {
	switch {
	case lineEmpty(v):
		return "nothing"
	case q.Kind == steps.Toggle && v.On():
		return "yes"
	case q.Kind == steps.Toggle:
		return "no"
	}
	for _, o := range q.Options {
		if o.Value == v.Text() {
			return o.Label
		}
	}
	return strings.Join(v, ", ")
}

func lineEmpty(v steps.Value) bool { return strings.Join(v, "") == "" }
