package wizard

import (
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"
	"github.com/muesli/termenv"

	"eacwizard/steps"
)

// startChoosing is the wizard as it starts where nothing has decided what to set up.
func startChoosing(t *testing.T, s size, l *look) *walker {
	t.Helper()
	w := startWalk(t, s, l, steps.State{})
	w.tm.Send(chooseMsg{})
	return w
}

// chooseMsg lets a test begin with the first page in the running program.
type chooseMsg struct{}

func TestTheFirstPageAsksWhatToSetUp(t *testing.T) {
	for name, s := range map[string]size{"start-60x20": {60, 20}, "start-80x24": at80, "start-120x40": {120, 40}} {
		w := startChoosing(t, s, plainLook())
		w.snap("new").keys("e", "down*9").snap("classic").keys("f1").snap("help").keys("x").keys("up*9", "up").finish(name)
	}
	w := startChoosing(t, at80, newLook("dark", true, termenv.Ascii))
	w.sees("mailbox -> Exchange Online -> service").snap("ascii").finish("start-ascii")
}

// Back leads to the first page again, from where another scenario, or the same, goes on: nothing typed is lost.
func TestBackToTheFirstPageLosesNothing(t *testing.T) {
	w := startChoosing(t, at80, plainLook())
	w.keys("down", "enter").sees("Organization", "[ Back ]").typed("fabrikam.onmicrosoft.com").keys("esc").sees(startTitle)
	w.keys("down", "enter").sees("third-party filter in front", "▏fabrikam.onmicrosoft.com") // the organization is the same
	w.next().typed("Contoso Mail Filter").keys("esc", "esc").sees(startTitle, "❯ ◉ A spam filter")
	w.keys("up", "enter").sees("email add-on service", "▏fabrikam.onmicrosoft.com")
	w.keys("f2").sees("Go to a page", startTitle).keys("up*9", "enter").sees(startTitle, "❯ ◉ A signature service")
	w.keys("down", "enter").next().sees("Name of the service", "▏Contoso Mail Filter").keys("esc*2")
	w.keys("enter").sees("[ Next ]")
	w.keys("shift+tab", "enter").sees(startTitle).finish("") // the button does the same
}

func TestTheOtherEACIsChosenOnTheFirstPage(t *testing.T) {
	w := startChoosing(t, at80, plainLook())
	w.keys("e", "enter").sees("From:").keys("down", "tab", "down").next().sees("*Name:").typed("A connector")
	w.keys("esc", "esc", "e", "enter").sees("Connection from", "◉ Office 365").next().sees("Name *", "▏A connector").finish("")
}

// A draft's scenario is the one that was chosen, before its first answer.
func TestTheDraftFollowsTheChosenScenario(t *testing.T) {
	d := &draftWorld{}
	world := d.world(World{})
	var begun []string
	world.Begin = func(sc *steps.Scenario) { begun = append(begun, sc.ID) }
	m := newModelAt(t, steps.State{}, world)
	m.choose()
	press(m, tea.KeyMsg{Type: tea.KeyDown})
	if len(d.states) > 0 {
		t.Fatal("a draft was written of no walk")
	}
	press(m, tea.KeyMsg{Type: tea.KeyEnter})
	typing(m, "x")
	if d.last().Answers["organization.initial-domain"].Text() != "x" {
		t.Error(d.last())
	}
	press(m, tea.KeyMsg{Type: tea.KeyEsc}, tea.KeyMsg{Type: tea.KeyUp}, tea.KeyMsg{Type: tea.KeyEnter})
	if want := []string{"add-on-service", "connector"}; !slices.Equal(begun, want) {
		t.Error(begun)
	}
}

// Drafts come before the first page, and one that is gone on with answers it.
func TestOffersComeBeforeTheFirstPage(t *testing.T) {
	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	st.Page = "rule"
	list := []Offer{{ID: "1", Says: "an add-on", Resume: func() (*steps.Scenario, steps.State, []string, error) { return sc, st, nil, nil }}}
	w := startWalk(t, at80, plainLook(), steps.State{})
	w.tm.Send(offerMsg(list))
	w.tm.Send(chooseMsg{})
	w.sees("Go on where you stopped?").keys("down", "enter").sees(startTitle).finish("")
	w = startWalk(t, at80, plainLook(), steps.State{})
	w.tm.Send(offerMsg(list))
	w.tm.Send(chooseMsg{})
	w.keys("enter").sees("new rule", "Part 2 of 4").finish("")
}

func TestSomethingElseIsSetUpForTheSameOrganization(t *testing.T) {
	w := startSample(t, at80, plainLook(), "add-on-service", steps.ClassicEAC)
	for range 40 {
		if w.frame(); w.m.screen == showing {
			break
		}
		w.next()
	}
	w.keys("c").eventually("sent to").keys("n").sees(startTitle, "Pages as in the Classic EAC").keys("down", "enter")
	w.sees("third-party filter")
	if diff := cmp.Diff(steps.Answers{"organization.initial-domain": {"fabrikam.onmicrosoft.com"}}, w.said()); diff != "" {
		t.Error(diff)
	}
	w.finish("")
}
