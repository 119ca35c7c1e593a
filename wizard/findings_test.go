package wizard

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
	"eacwizard/steps/check"
)

// openTLS are answers with a finding that has a fix, MF010, at always-use-tls.
func openTLS() steps.Answers {
	a := addOnOut()
	delete(a, "connector.match-subject-name")
	a["connector.smart-hosts"] = steps.Value{"mail.litware.co"}
	a["connector.always-use-tls"] = steps.Value{"false"}
	return a
}

// A finding stands under its field once that is left, and one key fixes it, which undo takes back.
func TestAFindingStandsUnderItsField(t *testing.T) {
	a := openTLS()
	delete(a, "connector.always-use-tls")
	w := startWalk(t, at80, plainLook(), onPage(t, a, "connector.security"))
	w.keys("space").sees("Warning: TLS is still tried").lacks("MF010").snap("focused")
	w.keys("tab").sees("Warning: mail goes out unencrypted", "(MF010; ctrl+f fixes it)").lacks("TLS is still tried").snap("left")
	w.keys("ctrl+f").sees("☑ Always use", "MF010 is fixed, now ticked. ctrl+_ takes it back.").lacks("(MF010").snap("fixed")
	w.keys("ctrl+_").sees("☐ Always use", "MF010").keys("ctrl+y").lacks("MF010").keys("ctrl+_").next()
	w.sees("Validation email", "! Security restrictions").snap("rail")
	w.keys("ctrl+f").sees("There is nothing here that this key fixes.")
	w.keys("f2").sees("! Security restrictions there are findings").snap("pages").keys("esc", "esc").sees("MF010; ctrl+f fixes it")
	w.finish("findings-of-a-field")
}

// While a text is typed its findings are out of the way.
func TestFindingsWaitForTyping(t *testing.T) {
	a := addOnOut()
	w := startWalk(t, at80, plainLook(), onPage(t, a, "organization"))
	w.typed("fabrikam.onmicrosoft.com").lacks("MF706").keys("tab").sees("MF706").keys("shift+tab").sees("MF706")
	w.keys("backspace").lacks("MF706").finish("")
}

// The review lists what was found; each finding leads to its field, and its fix is one key away there as well.
func TestTheReviewListsFindings(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, openTLS(), "review"))
	w.sees("Found: 1 warning, listed at the end.").keys("shift+tab").sees("❯ ! Warning: mail goes out unencrypted", "(MF010; ctrl+f fixes it)", "enter go there").snap("review")
	w.keys("enter").sees("Return to review", "MF010; ctrl+f fixes it").snap("field").keys("ctrl+f").lacks("(MF010").next()
	w.sees("Review connector").lacks("Found:").keys("ctrl+_", "ctrl+_").sees("MF010")
	w.finish("findings-of-the-review")

	w = startWalk(t, at80, plainLook(), onPage(t, openTLS(), "review"))
	w.keys("shift+tab", "ctrl+f").lacks("(MF010").sees("ctrl+_ takes it back").keys("ctrl+_").sees("! Security restrictions").lacks("✔ Security").finish("")
}

// failing are answers with an error that can stand in documents.
func failing(t testing.TB) (*steps.Scenario, steps.State) {
	sc, st := sampleState(t, "third-party-filter-hybrid", steps.NewEAC)
	for _, p := range sc.Settle(st.Answers).Pages() {
		if st.Page = p.ID; p.Kind == steps.ReviewPage {
			break
		}
		st.Seen = append(st.Seen, p.ID)
	}
	return sc, st
}

func TestErrorsAreAskedAboutOnceMore(t *testing.T) {
	sc, st := failing(t)
	w := startFlow(t, at80, plainLook(), steps.NewFlow(sc, st))
	w.next().sees("Go on with these errors?", "MF006", "[ Enter: Yes, proceed ]").lacks("MF706").snap("asked")
	w.keys("esc").sees("[ Finish ]").lacks("Go on with").next().keys("x").sees("Go on with these errors?")
	w.pasted("\r").sees("Go on with these errors?").keys("enter").sees("Documents ready")
	w.finish("findings-asked-once-more")
}

func TestLinesAskAboutErrorsOnceMore(t *testing.T) {
	sc, st := failing(t)
	said, res, err := talk(t, steps.NewFlow(sc, st), false, "c", "", "c", "y", "q", "y")
	if err != nil || !res.Finished {
		t.Fatal(err, said)
	}
	for _, want := range []string{"Found: 1 error, ", `Error: "ip4:10.10.10.1" is a private address`, "Go on with 1 error? [y/N]:"} {
		if !strings.Contains(flat(said), want) {
			t.Errorf("%q is not said in\n%s", want, said)
		}
	}
}

func TestLinesFixAFinding(t *testing.T) {
	flow := steps.NewFlow(connector(t), onPage(t, openTLS(), "review"))
	said, _, _ := talk(t, flow, false, "f2", "f1", "<")
	if !flow.Settled().At("connector.always-use-tls").Value.On() || !strings.Contains(flat(said), "is now: ticked") || !strings.Contains(flat(said), `"f2" is no choice here`) {
		t.Error(said)
	}
}

// What is accepted counts nowhere, and the review says why.
func TestAcceptedFindings(t *testing.T) {
	a := openTLS()
	a[steps.AcceptKey] = steps.Value{"MF010: the old fax gateway"}
	w := startWalk(t, at80, plainLook(), onPage(t, a, "review"))
	w.lacks("Found:", "! Security").keys("shift+tab").sees("(MF010, accepted: the old fax gateway)").finish("")
}

// Drawing asks nothing of the checks that it has asked before.
func TestFindingsAreWorkedOutOncePerChange(t *testing.T) {
	m := newModelAt(t, onPage(t, openTLS(), "review"), World{})
	before := m.checks.on(m.flow.Settled())
	press(m, tea.KeyMsg{Type: tea.KeyTab}, tea.KeyMsg{Type: tea.KeyShiftTab}, tea.KeyMsg{Type: tea.KeyPgDown})
	if after := m.checks.on(m.flow.Settled()); len(before) == 0 || &before[0] != &after[0] {
		t.Error("looking around worked the findings out again")
	}
}

func TestCountFindings(t *testing.T) {
	of := func(s ...check.Severity) (out []check.Finding) {
		for _, s := range s {
			out = append(out, check.Finding{Severity: s})
		}
		return out
	}
	for want, all := range map[string][]check.Finding{
		"": nil, "1 note": of(check.Info), "1 error, 2 warnings": of(check.Warning, check.Error, check.Warning),
	} {
		if got := countFindings(all); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
