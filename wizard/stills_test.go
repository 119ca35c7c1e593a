package wizard

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// TestStillsAreEveryPage takes the stills of all samples: each page once, in order, whole, and no wider than asked.
func TestStillsAreEveryPage(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		for _, eac := range steps.EACs() {
			sc, st := sampleState(t, sc.ID, eac)
			for _, width := range []int{LeastStillWidth, 80, 130} {
				stills := Stills(sc, st, "light", width)
				pages := steps.NewFlow(sc, st).Pages()
				if len(stills) != len(pages) {
					t.Fatalf("%s, %s: %d stills of %d pages", sc.ID, eac, len(stills), len(pages))
				}
				for i, s := range stills {
					if s.Page != pages[i].ID || s.Title != pages[i].Title || s.Head != pages[i].Head {
						t.Errorf("%s, %s: still %d is %s, want %s", sc.ID, eac, i, s.Page, pages[i].ID)
					}
					plain := ansi.Strip(s.Frame)
					if strings.Contains(plain, "more below") || strings.Contains(plain, "more above") {
						t.Errorf("%s, %s: %s is cut off", sc.ID, eac, s.Page)
					}
					if strings.Count(plain, "\n") < 22 {
						t.Errorf("%s, %s: %s has few rows", sc.ID, eac, s.Page)
					}
					for line := range strings.Lines(plain) {
						if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > width {
							t.Errorf("%s, %s: %s has %d columns: %s", sc.ID, eac, s.Page, w, line)
						}
					}
				}
			}
		}
	}
}

// TestStillsAreTheWizards holds the stills against a walk that presses the keys.
func TestStillsAreTheWizards(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		sc, st := sampleState(t, sc.ID, steps.NewEAC)
		w := startFlow(t, size{80, rowsOfAnyPage}, plainLook(), steps.NewFlow(sc, st))
		for i, s := range Stills(sc, st, "dark", 80) {
			if i > 0 {
				w.next()
			}
			if diff := cmp.Diff(unblanked(w.frame()), unblanked(ansi.Strip(s.Frame))); diff != "" {
				t.Errorf("%s: the wizard shows %s (-) and the still (+):\n%s", sc.ID, s.Page, diff)
			}
		}
		w.finish("")
	}
}

// unblanked are lines without the blanks at their ends: with colours the cursor is one.
func unblanked(frame string) (lines []string) {
	for line := range strings.Lines(frame) {
		lines = append(lines, strings.TrimRight(line, " \n"))
	}
	return lines
}

// TestStillsEndWhereAnAnswerIsMissing walks without answers: nothing goes on without them.
func TestStillsEndWhereAnAnswerIsMissing(t *testing.T) {
	stills := Stills(connector(t), steps.State{}, "light", 80)
	if len(stills) != 1 || stills[0].Title != "New connector" {
		t.Errorf("%+v", stills)
	}
}
