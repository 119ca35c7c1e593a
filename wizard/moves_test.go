package wizard

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"github.com/muesli/termenv"

	"eacwizard/steps"
)

var at80 = size{80, 24}

// addOnOut are the answers of the add-on service document's outbound connector.
func addOnOut() steps.Answers {
	return steps.Answers{
		"connector.from": {"office-365"}, "connector.to": {"your-organization"}, "connector.name": {"Office 365 to Contoso Signature Service"},
		"connector.use": {"transport-rule"}, "connector.smart-hosts": {"smtp.contososignatureservice.com"}, "connector.match-subject-name": {"true"},
	}
}

// onPage is a state on a page with the pages before it seen.
func onPage(t testing.TB, a steps.Answers, page string) steps.State {
	st := steps.State{Answers: a, Page: page}
	for _, p := range connector(t).Settle(a).Pages() {
		if p.ID == page {
			return st
		}
		st.Seen = append(st.Seen, p.ID)
	}
	t.Fatalf("there is no page %s", page)
	return st
}

func TestEditFromReviewReturnsToItsLink(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "review"))
	w.keys("shift+tab*5").sees("❯ Edit routing").keys("enter").snap("routing").sees("Return to review")
	w.typed("backup.contososignatureservice.com").keys("enter").next()
	w.sees("smtp.contososignatureservice.com, backup.contososignatureservice.com", "❯ Edit routing").snap("review")
	w.keys("enter").keys("esc").sees("Review connector", "❯ Edit routing")
	w.finish("edit-from-review")
}

func TestEditThatOpensAPageStopsThere(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "review"))
	w.keys("shift+tab*8").keys("enter").keys("tab", "down").next()                                // to: partner organization
	w.sees("Security restrictions", "Return to review").keys("tab*3").typed("contoso.com").next() // no smart host proposes the name any more
	w.sees("Review connector", "Use the MX record")
	w.keys("up*9").keys("enter", "down").next() // from: your organization's email server
	w.sees("Authenticating sent email", "Return to review").keys("tab").typed("mail.contoso.com").next().sees("Review connector", "mail.contoso.com")
	w.finish("")
}

func TestBackFromAnywhereLosesNothing(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector.routing"))
	w.typed("half.typed").keys("esc").sees("Use of connector").keys("esc").sees("Connector name")
	w.keys("backspace*9").typed("\u2019s").keys("esc", "esc").sees("New connector")
	w.next().next().next().sees("Routing", "half.typed").keys("enter").sees("half.typed").finish("")
}

func TestChangedFirstAnswerReopensPagesAndKeepsTheRest(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector/new"))
	w.keys("down").sees("Authenticating sent email").lacks("Use of connector")
	w.keys("up").sees("Use of connector", "Security restrictions")
	if diff := cmp.Diff(addOnOut(), w.said()); diff != "" {
		t.Error(diff)
	}
	w.finish("")
}

func TestVisitingEveryFieldChangesNoAnswer(t *testing.T) {
	for _, tt := range walks {
		sc := connector(t)
		want := sc.Settle(tt.said).Said()
		for _, p := range sc.Settle(tt.said).Pages() {
			w := startWalk(t, at80, plainLook(), onPage(t, tt.said, p.ID))
			w.keys("tab*9", "shift+tab*9", "f1", "esc", "ctrl+r", "esc", "pgdn", "pgup")
			if diff := cmp.Diff(want, w.said()); diff != "" {
				t.Errorf("%s %s:\n%s", tt.name, p.ID, diff)
			}
			w.finish("")
		}
	}
}

func TestUndoAndRedo(t *testing.T) {
	w := startWalk(t, at80, plainLook(), steps.State{})
	w.keys("down", "tab", "down").next().typed("Bank").keys("tab").typed("x").keys("ctrl+_").sees("Connector name", "Bank")
	w.keys("ctrl+_").lacks("Bank").keys("ctrl+_").sees("New connector").keys("ctrl+y*2").sees("▏Bank")
	w.finish("")
}

func TestProposalsAreTypedOverFollowedAndTakenBack(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector.security"))
	w.keys("tab*3").sees("▏smtp.contososignatureservice.com").typed("*.contoso.com").sees("▏*.contoso.com", "proposed: smtp.contososignatureservice.com")
	w.keys("ctrl+p").sees("▏smtp.contososignatureservice.com").lacks("proposed:")
	w.keys("backspace*3").sees("▏smtp.contososignatureservice.")
	w.finish("")
}

func TestPreviewFollowsEveryKeystroke(t *testing.T) {
	w := startWalk(t, size{120, 40}, plainLook(), onPage(t, addOnOut(), "connector.routing"))
	w.typed("backup.contos").sees("'backup.contos'").snap("routing-half-typed")
	w.keys("esc", "esc").typed(" 2").sees("Service 2'").snap("name")
	w.keys("ctrl+r").lacks("PowerShell preview").keys("ctrl+r").sees("PowerShell preview")
	w.finish("preview")
	w = startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector.routing"))
	w.typed("backup.contos").lacks("backup.contos'").keys("ctrl+r").sees("'backup.contos'").snap("over-the-page").keys("esc").sees("▏backup.contos")
	w.finish("preview-80x24")
}

func TestExplain(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector.security"))
	w.keys("f1").snap("top").keys("pgdn*9").snap("end").keys("esc").sees("How should Office 365 connect").keys("ctrl+g").sees("What it does")
	w.keys("esc", "tab*6", "f1").snap("keys")
	w.finish("explain")
}

func TestPastes(t *testing.T) {
	var lines []string
	for i := range 500 {
		lines = append(lines, fmt.Sprintf("192.0.%d.%d", i/250, i%250))
	}
	st := onPage(t, steps.Answers{"connector.from": {"your-organization"}, "connector.identify-by": {"ip-addresses"}, "connector.name": {"x"}}, "connector.identify")
	w := startWalk(t, at80, plainLook(), st)
	w.keys("tab").pasted(strings.Join(lines, "\r\n")).sees("Pasted list", "500 to add").snap("five-hundred").keys("enter").sees("of 500", "Authenticating sent email").snap("taken")
	if got := w.said()["connector.sender-ip-addresses"]; !slices.Equal(got, lines) {
		t.Errorf("%d items", len(got))
	}
	w.keys("ctrl+_").lacks("of 500")
	w.finish("pastes")

	// Nothing is said to be taken back where nothing was added.
	w = startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector.routing"))
	w.typed("a.contoso.com").keys("enter").sees("a.contoso.com").pasted("10.0.0.300\n2001:db8::1\n").sees("0 to add", "Esc: return to the page").lacks("Enter: add")
	w.keys("enter").sees("Nothing was added.").lacks("takes them back").finish("")

	w = startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector/name"))
	w.keys("tab").pasted("first line\r\nsecond\tline\n").sees("▏first line second line", "Connector name")
	w.keys("tab").pasted(" ").sees("☑ Turn it on").finish("")
}

func TestListItemsAreRemoved(t *testing.T) {
	a := addOnOut()
	a["connector.smart-hosts"] = steps.Value{"a.contoso.com", "b.contoso.com", "c.contoso.com"}
	w := startWalk(t, at80, plainLook(), onPage(t, a, "connector.routing"))
	w.keys("down*2", "del").lacks("b.contoso.com").keys("del", "backspace").lacks("a.contoso.com", "c.contoso.com").sees("Example: myhost").keys("ctrl+_").sees("a.contoso.com")
	w.finish("")
}

func TestDocuments(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "review"))
	w.next().snap("documents").keys("tab", "enter").eventually("✔ Commands to paste: sent to the terminal's clipboard").snap("copied")
	w.keys("s").sees("office-365-to-contoso-signature-service").snap("folder")
	w.keys("enter").eventually("documents saved in").snap("saved")
	w.keys("up", "up").snap("another").keys("pgdn", "right", "pgup", "left").keys("p").sees("printed to the terminal on leaving").snap("print")
	w.keys("esc").sees("Review connector").next().keys("shift+tab*2").sees("❯[ Done ]").snap("done").keys("enter")
	w.ended()
	if res := w.m.Result(); !res.Finished || len(res.Saved) == 0 {
		t.Errorf("%+v", res)
	}
	if len(w.world.copied) != 1 || !strings.Contains(w.world.copied[0], "New-OutboundConnector") {
		t.Error("the paste block was not copied")
	}
	w.finish("documents")
}

func TestPrintOnLeavingAndOneQuestionWithoutKeeping(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "review"))
	w.next().keys("shift+tab*2", "enter").sees("Nothing was copied, saved or printed yet").keys("tab*2", "p", "shift+tab*2", "enter")
	w.ended()
	if res := w.m.Result(); !res.Finished || len(res.Print) != 1 || res.Print[0].ID != "paste" {
		t.Errorf("%+v", res)
	}
}

func TestAFailingWorldIsToldAndLosesNothing(t *testing.T) {
	w := startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "review"))
	w.world.fail = errors.New("the disk is full")
	w.next().keys("c").eventually("Error: Commands to paste was not copied: the disk is full").keys("s", "enter").eventually("nothing was saved: the disk is full")
	w.keys("ctrl+c", "s").eventually("the answers were not saved: the disk is full").keys("esc").sees("Documents ready")
	w.finish("")
}

func TestAddAnotherKeepsTheOrganization(t *testing.T) {
	a := addOnOut()
	a["organization.initial-domain"] = steps.Value{"fabrikam.onmicrosoft.com"}
	w := startWalk(t, at80, plainLook(), onPage(t, a, "review"))
	w.next().keys("c").eventually("sent to").keys("n").sees("Connection from")
	if diff := cmp.Diff(steps.Answers{"organization.initial-domain": {"fabrikam.onmicrosoft.com"}}, w.said()); diff != "" {
		t.Error(diff)
	}
	w.finish("")
}

func TestLeaving(t *testing.T) {
	w := startWalk(t, at80, plainLook(), steps.State{})
	w.keys("ctrl+c")
	w.ended()
	if w.m.Result().Finished {
		t.Error("leaving an empty wizard finished it")
	}
	w = startWalk(t, at80, plainLook(), onPage(t, addOnOut(), "connector.routing"))
	w.keys("ctrl+c").snap("question").keys("esc").sees("Routing").keys("ctrl+c", "s")
	w.ended()
	if res := w.m.Result(); res.Finished || len(res.Saved) != 1 {
		t.Errorf("%+v", res)
	}
	w.finish("leaving")
}

// Every frame of every page fits, at every size and in every look, and changing the size loses nothing.
func TestFramesFit(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		for _, tt := range walks {
			for _, p := range connector(t).Settle(tt.said).Pages() {
				m := New(steps.NewFlow(connector(t), onPage(t, tt.said, p.ID)), newLook("dark", ascii, termenv.ANSI), World{}, "")
				for _, s := range []size{{80, 24}, {60, 20}, {79, 20}, {1, 1}, {300, 100}, {110, 30}, {109, 24}, {0, 0}, {80, 24}} {
					m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
					for _, k := range []tea.KeyType{tea.KeyTab, tea.KeyF1, tea.KeyPgDown, tea.KeyEsc, tea.KeyPgDown} {
						m.Update(tea.KeyMsg{Type: k})
						checkFits(t, m.View(), s)
						if ascii && strings.ContainsFunc(ansi.Strip(m.View()), func(r rune) bool { return r > 126 && r != '·' && r != '…' }) {
							t.Errorf("%s is not ASCII:\n%s", p.ID, m.View())
						}
					}
					m.flow.Fix(p.ID, "")
					m.openPage()
				}
			}
		}
	}
}

func checkFits(t *testing.T, frame string, s size) {
	t.Helper()
	lines := strings.Split(frame, "\n")
	if s.h > 0 && len(lines) > s.h {
		t.Errorf("%d rows at %dx%d:\n%s", len(lines), s.w, s.h, frame)
	}
	for _, l := range lines {
		if w := ansi.StringWidth(l); w > s.w {
			t.Errorf("%d columns at %dx%d: %s", w, s.w, s.h, l)
		}
	}
}

func TestNarrowAndAsciiPages(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    size
		l    *look
	}{{"60x20", size{60, 20}, plainLook()}, {"ascii-80x24", at80, newLook("dark", true, termenv.Ascii)}} {
		w := startWalk(t, tt.s, tt.l, onPage(t, addOnOut(), "connector.security"))
		w.snap("security").keys("space").snap("security-shut").next().next().next().snap("review").next().snap("documents")
		w.finish(tt.name)
	}
}

func TestKeyTableHasNoClash(t *testing.T) {
	for place, bindings := range keys.places() {
		taken := map[string]string{}
		for _, b := range bindings {
			for _, k := range b.Keys() {
				if other, ok := taken[k]; ok {
					t.Errorf("%s: %s means both %q and %q", place, k, other, b.Help().Desc)
				}
				taken[k] = b.Help().Desc
			}
		}
	}
}

// Bubble Tea v1 asks the terminal for its background in its init, and waits; package quiet has to be initialized before it.
func TestQuietIsInitializedBeforeBubbleTea(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	quiet := strings.Index(string(out), "init eacwizard/wizard/quiet ")
	tea := strings.Index(string(out), "init github.com/charmbracelet/bubbletea ")
	if quiet < 0 || tea < 0 || quiet > tea {
		t.Errorf("quiet at %d, bubbletea at %d of:\n%s", quiet, tea, out)
	}
}
