package wizard

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

// A part is left and entered again by the list of pages, and everything is as it was.
func TestGoingToAPage(t *testing.T) {
	for name, s := range map[string]size{"contents-80x24": at80, "contents-60x20": {60, 20}, "contents-120x40": {120, 40}} {
		w := startSample(t, s, plainLook(), "add-on-service", steps.NewEAC)
		w.next().next().sees("Part 1 of 4").keys("f2").snap("in-part-1").keys("down*7", "pgdn").snap("below").keys("up*2", "enter").snap("arrived")
		w.keys("ctrl+o", "esc").keys("f2", "f2").finish(name)
	}
	w := startSample(t, at80, plainLook(), "add-on-service", steps.NewEAC)
	w.keys("f2", "down*9", "down", "enter").sees("Add a domain").keys("backspace*3").keys("f2", "up*9", "up*9", "enter").sees("Initial domain")
	w.keys("f2", "down*9", "down", "enter").sees("contososignatureservice.").lacks("service.com").finish("")
}

// From the review, a page that is gone to is an edit.
func TestGoingFromTheReview(t *testing.T) {
	w := startSample(t, at80, plainLook(), "add-on-service", steps.NewEAC)
	w.keys("f2", "down*9", "down*9", "up", "enter").sees("[ Finish ]").snap("review").keys("pgdn").snap("further").keys("pgdn*9").snap("end")
	w.keys("f2", "up*9", "up*9", "enter").sees("Return to review").keys("esc").sees("[ Finish ]")
	w.next().sees("Documents ready").finish("review-of-parts")

	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	delete(st.Answers, "accepted-domain.name")
	st.Answers["rule.priority"] = steps.Value{"first"}
	w = startFlow(t, at80, plainLook(), steps.NewFlow(sc, st))
	w.keys("f2", "down*9", "down*9", "up", "enter").next().sees("answers are missing or wrong").snap("refused")
	w.keys("enter").sees("Return to review").snap("edit").finish("review-refused")
}

// What is proposed otherwise since a page was left is marked in the rail and in the list, and the field says what it was.
func TestChangedProposalsAreMarked(t *testing.T) {
	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	delete(st.Answers, "outbound.name")
	w := startFlow(t, at80, plainLook(), steps.NewFlow(sc, st))
	w.next().next().next().keys("end").typed(" EU").next().next().typed("backup.contoso.com").keys("enter") // an own name, another smart host
	w.next().keys("tab*3").typed("*.contososignatureservice.com").next().next().sees("new rule").next()
	w.keys("f2", "up*9", "down", "enter").sees("Name of the service").keys("end").typed(" Ltd").snap("service").next().next()
	w.sees("Proposed now: Office 365 to Contoso Signature Service Ltd (ctrl+p takes it)", "When you were here it was Office 365 to Contoso Signature Service.")
	w.snap("overridden").keys("f2").sees("proposed otherwise since you saw it").snap("contents").keys("esc")
	w.keys("ctrl+p").sees("▏Office 365 to Contoso Signature Service Ltd", "Changed with an earlier answer").snap("taken").next()
	w.keys("f2", "down*4", "enter").sees("When you were here it was Route email to Contoso Signature Service.").snap("rule")
	w.finish("changed-proposals")
}

// An archive's later parts are in the rail though their pages are not known yet.
func TestPartsWhosePagesAreNotKnownYet(t *testing.T) {
	sc, _ := steps.Find("third-party-archive")
	w := startFlow(t, at80, plainLook(), steps.NewFlow(sc, steps.State{}))
	w.snap("first").next().sees("nobody has said that this is understood").snap("refused").keys("f2").snap("contents").keys("esc", "space").snap("understood").next()
	w.sees("Name of the service").finish("archive")
}

// Classic's Cancel asks as ctrl+c does.
func TestCancelLeaves(t *testing.T) {
	w := startSample(t, at80, plainLook(), "connector", steps.ClassicEAC)
	w.keys("shift+tab").sees("❯[ Cancel ]").keys("left").sees("❯[ Next ]").keys("right", "enter").sees("Leave the wizard?").keys("esc").sees("From:")
	w.keys("enter", "enter")
	w.ended()
}

// A drop-down list shows its options while it has the focus, and what is chosen else.
func TestDropDownLists(t *testing.T) {
	w := startSample(t, at80, plainLook(), "connector", steps.ClassicEAC)
	w.sees("◉ Office 365", "▏Your organization's email server ▾").keys("tab").sees("▏Office 365 ▾", "◉ Your organization's email server").keys("down").sees("◉ Partner organization").keys("tab").sees("▏Partner organization ▾").finish("")
}

// Every frame of every scenario's pages fits, at every size and in every look.
func TestScenarioFramesFit(t *testing.T) {
	sizes := []size{{80, 24}, {60, 20}, {110, 30}}
	for _, sc := range steps.Scenarios() {
		for i, eac := range steps.EACs() {
			sc, st := sampleState(t, sc.ID, eac)
			m := New(steps.NewFlow(sc, st), newLook("dark", i == 0, 1), World{}, "")
			for _, p := range m.flow.Pages() {
				m.flow.Go(p.ID)
				m.openPage()
				for _, s := range sizes {
					m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
					checkFits(t, m.View(), s)
					for _, k := range []tea.KeyType{tea.KeyTab, tea.KeyF2, tea.KeyPgDown, tea.KeyEsc} {
						m.Update(tea.KeyMsg{Type: k})
						checkFits(t, m.View(), s)
					}
				}
			}
		}
	}
}
