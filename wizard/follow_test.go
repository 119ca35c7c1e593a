package wizard

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"golang.org/x/tools/txtar"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

// A message is picked, followed hop by hop and back, all at once, changed in one thing and followed again.
func TestFollowingAMessage(t *testing.T) {
	for _, look := range []struct {
		name string
		s    size
		l    *look
	}{
		{"80x24", at80, plainLook()},
		{"60x20-ascii", size{60, 20}, newLook("dark", true, termenv.Ascii)},
		{"200x60", size{200, 60}, plainLook()},
		{"mono", at80, newLook("mono", false, termenv.ANSI)},
		{"light", at80, newLook("light", false, termenv.ANSI)},
	} {
		w := startSample(t, look.s, look.l, "add-on-service", steps.NewEAC)
		w.keys("f3").snap("messages").keys("down*3", "enter").snap("hop-1").keys("right").snap("hop-2").keys("enter").snap("hop-3").keys("left").sees("Hop 2")
		w.keys("end").snap("goes-round").keys("f1").snap("explained").keys("esc").keys("a").snap("all").keys("a", "home").sees("Hop 1")
		w.keys("c").snap("described").keys("tab*4").snap("stamp")
		w.keys("end").typed("x").keys("backspace").keys("ctrl+u").typed("SignatureContoso: true").keys("enter", "tab", "enter")
		w.keys("end").snap("delivered").keys("c").sees("SignatureContoso: true")
		w.keys("esc", "esc").sees("Which message").keys("esc").sees("Initial domain").finish("follow-" + look.name)
	}
}

// What cannot stand in the form is said under its field, and nothing is followed before it is put right.
func TestAMessageThatCanNotBe(t *testing.T) {
	w := startSample(t, at80, plainLook(), "third-party-filter", steps.NewEAC)
	w.keys("ctrl+l", "end", "enter").sees("Describe the message")
	w.keys("tab*3").keys("ctrl+u").typed("300.1.2.3").keys("tab*6").sees("❯[ Follow it ]").keys("enter")
	w.sees(`Error: "300.1.2.3" is not an IP address`, "❯ ▏300.1.2.3").snap("refused")
	w.keys("ctrl+p").lacks("Error:").keys("f1").sees("in their lists").snap("explained").finish("follow-refused")
}

// Where answers are missing, the screen says so and leads to them; what stands is followed.
func TestFollowingBeforeEverythingIsAnswered(t *testing.T) {
	sc, _ := steps.Find("add-on-service")
	w := startFlow(t, at80, plainLook(), steps.NewFlow(sc, steps.State{}))
	w.keys("f3").snap("missing").keys("down*9", "down*7").snap("below").keys("enter").snap("led-there")
	w.keys("f3").sees("Which message").keys("esc").finish("follow-missing")
}

// The message that was followed is followed again through the changed set-up, with what was said of it.
func TestFollowingAgain(t *testing.T) {
	w := startSample(t, at80, plainLook(), "third-party-filter", steps.NewEAC)
	w.keys("f3", "down*4", "enter", "end").sees("Rejected with 550 5.7.51").keys("c").keys("tab*6").typed("x").keys("tab*9")
	w.keys("esc", "esc", "esc").sees("Initial domain")
	w.keys("f2", "down*9", "down*9", "up", "enter").next().sees("Documents ready").keys("f3").sees("Which message").keys("enter").sees("Hop 1")
	w.keys("esc", "esc").sees("Documents ready").finish("")
}

// A presenter opens a message and drives it by keys.
func TestShowMessage(t *testing.T) {
	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	m := New(steps.NewFlow(sc, st), plainLook(), World{}, "")
	m.now = unhurried()
	if err := m.ShowMessage("no-such"); err == nil || !strings.Contains(err.Error(), `"signed-once"`) {
		t.Errorf("an unknown message: %v", err)
	}
	for range 2 {
		if err := m.ShowMessage("signed-once"); err != nil || !strings.Contains(m.View(), "Hop 1: Mailbox") {
			t.Fatal(err, m.View())
		}
		press(m, tea.KeyMsg{Type: tea.KeyRight}, tea.KeyMsg{Type: tea.KeyEnd})
		if !strings.Contains(m.View(), "Delivered") {
			t.Fatal(m.View())
		}
	}
	m.flow.Set("service.name", steps.Value{"Another Service"}) // as a presenter does while the message is up
	if err := m.ShowMessage("signed-once"); err != nil || !strings.Contains(m.View(), "Another Service") {
		t.Error(err, m.View())
	}
	typing(m, "c")
	if !strings.Contains(m.View(), "user@fabrikam.onmicrosoft.com") || !strings.Contains(m.View(), "SignatureContoso: true") {
		t.Error("the form is about another message:\n", m.View())
	}
	press(m, tea.KeyMsg{Type: tea.KeyEsc}, tea.KeyMsg{Type: tea.KeyEsc}, tea.KeyMsg{Type: tea.KeyEsc})
	if !strings.Contains(m.View(), "Initial domain") {
		t.Error("it does not go back to where it was:\n", m.View())
	}
}

// Every message of every scenario fits every terminal at every hop, and its form describes what it started from.
func TestEveryMessageFits(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		sc, st := sampleState(t, sc.ID, steps.NewEAC)
		flow := steps.NewFlow(sc, st)
		draft, _ := flow.Settled().Build()
		for _, s := range []size{{60, 20}, at80, {139, 30}, {140, 30}, {200, 60}} {
			m := New(flow, newLook("dark", true, termenv.Ascii), World{}, "")
			m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
			for _, e := range follow.Examples(draft) {
				if err := m.ShowMessage(e.ID); err != nil {
					t.Fatal(err)
				}
				for range m.trail.journey.Hops {
					checkFits(t, m.View(), s)
					checkASCII(t, m.View())
					press(m, tea.KeyMsg{Type: tea.KeyRight})
				}
				if !strings.Contains(m.View(), m.trail.journey.End.Heading()) {
					t.Errorf("%s %s at %dx%d does not say how it ends:\n%s", sc.ID, e.ID, s.w, s.h, m.View())
				}
				for _, name := range m.trail.named() {
					if _, ok := check.Explain(name); !ok {
						t.Errorf("%s %s names %s, which nothing explains", sc.ID, e.ID, name)
					}
				}
				for _, k := range []string{"a", "c"} {
					typing(m, k)
					checkFits(t, m.View(), s)
					checkASCII(t, m.View())
				}
				press(m, tea.KeyMsg{Type: tea.KeyF1})
				checkFits(t, m.View(), s)
				press(m, tea.KeyMsg{Type: tea.KeyEsc}, tea.KeyMsg{Type: tea.KeyEsc})
			}
		}
	}
}

func checkASCII(t *testing.T, frame string) {
	t.Helper()
	if strings.ContainsFunc(ansi.Strip(frame), func(r rune) bool { return r > 126 }) {
		t.Errorf("not ASCII:\n%s", frame)
	}
}

// The way is told without colour: where the message is, where it was, and what it has not taken have signs of their own.
func TestTheDrawingLightsUp(t *testing.T) {
	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	m := New(steps.NewFlow(sc, st), plainLook(), World{}, "")
	if err := m.ShowMessage("signed-once"); err != nil {
		t.Fatal(err)
	}
	for hop, want := range []string{
		"● Mailbox in Exchange Online ──────────▷ ○ Exchange Online",
		"✔ Mailbox in Exchange Online ════1═════▶ ● Exchange Online",
		"✔ Exchange Online            ════2═════▶ ● Contoso Signature Service",
		"✔ Contoso Signature Service  ════3═════▶ ● Exchange Online",
		"✔ Exchange Online            ════4═════▶ ● Recipient on the internet",
	} {
		if !strings.Contains(m.View(), want) {
			t.Errorf("hop %d lacks %q:\n%s", hop+1, want, m.View())
		}
		press(m, tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
	}
}

// The line mode follows messages from a question, from the review and from the documents, and asks about one's own.
func TestLinesFollow(t *testing.T) {
	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	var archive txtar.Archive
	for _, c := range []struct {
		name, page string
		typed      []string
	}{
		{"from-a-question", "", []string{"@", "99", "4", "", "x", "a", "c", "", "", "", "", "x", "SignatureContoso: true", "", "a", "", "<"}},
		{"one-of-ones-own", "review", []string{"f", "15", "1", "@", "", "", "", "", "", "", "", "", "", "a", "", "<"}},
		{"among-the-documents", "review", []string{"c", "f", "1", "<", "<", "q", "y"}},
	} {
		st := st
		st.Page = c.page
		said, _, _ := talk(t, steps.NewFlow(sc, st), false, c.typed...)
		archive.Files = append(archive.Files, txtar.File{Name: c.name, Data: []byte(said)})
	}
	half := steps.State{Answers: steps.Answers{"service.name": {"Contoso"}}}
	said, _, _ := talk(t, steps.NewFlow(sc, half), false, "@", "<")
	archive.Files = append(archive.Files, txtar.File{Name: "before-everything-is-answered", Data: []byte(said)})
	compareGolden(t, filepath.Join("testdata", "talks", "follow.txtar"), txtar.Format(&archive))
}

// Following a message leaves no trace in the set-up: its answers, its draft and its documents are as they were.
func TestFollowingChangesNothing(t *testing.T) {
	d := &draftWorld{}
	sc, st := sampleState(t, "third-party-filter", steps.NewEAC)
	m := New(steps.NewFlow(sc, st), plainLook(), d.world(World{}), "")
	m.now = unhurried()
	press(m, tea.KeyMsg{Type: tea.KeyF1}, tea.KeyMsg{Type: tea.KeyEsc})
	before, n := m.flow.State(), len(d.states)
	docs := func() (all []byte) {
		made, err := render.All(m.flow.Settled())
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range made {
			all = append(all, one.Body...)
		}
		return all
	}
	was := docs()
	press(m, tea.KeyMsg{Type: tea.KeyF3}, tea.KeyMsg{Type: tea.KeyEnter})
	typing(m, "c")
	press(m, tea.KeyMsg{Type: tea.KeyTab}, tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}, tea.KeyMsg{Type: tea.KeyTab}, tea.KeyMsg{Type: tea.KeyTab})
	typing(m, "198.51.100.1")
	press(m, tea.KeyMsg{Type: tea.KeyEsc}, tea.KeyMsg{Type: tea.KeyEsc}, tea.KeyMsg{Type: tea.KeyEsc})
	if m.screen != asking || len(d.states) != n || m.flow.State().Page != before.Page || !bytes.Equal(docs(), was) {
		t.Errorf("screen %d, %d drafts more, page %q", m.screen, len(d.states)-n, m.flow.State().Page)
	}
}

// Names in any script, and names that would turn the text around, are drawn within the terminal and harmless.
func TestNamesAlongTheWay(t *testing.T) {
	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	for _, name := range []string{"署名サービス株式会社のとても長い名前", "\u202eevil\u2066", "e\u0301\U0001F600\u200d", strings.Repeat("long ", 40), "\x1b[2J"} {
		st.Answers["service.name"] = steps.Value{name}
		for _, s := range []size{{60, 20}, at80, {200, 60}} {
			m := New(steps.NewFlow(sc, st), plainLook(), World{}, "")
			m.now = unhurried()
			m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
			press(m, tea.KeyMsg{Type: tea.KeyF3}, tea.KeyMsg{Type: tea.KeyEnd}, tea.KeyMsg{Type: tea.KeyHome}, tea.KeyMsg{Type: tea.KeyEnter})
			for range 6 {
				checkFits(t, m.View(), s)
				press(m, tea.KeyMsg{Type: tea.KeyRight})
			}
			typing(m, "c")
			checkFits(t, m.View(), s)
			if strings.ContainsAny(m.View(), "\u202e\u2066\x1b") {
				t.Errorf("%q acts on the terminal:\n%q", name, m.View())
			}
		}
	}
}

// Addresses as long as mail allows would fill the smallest terminal: the way of the message keeps its room.
func TestLongAddressesLeaveRoom(t *testing.T) {
	longest := strings.Repeat("a", 64) + "@" + strings.Repeat(strings.Repeat("b", 58)+".", 3) + "example"
	address, err := mailflow.ParseEmailAddress(longest)
	if err != nil {
		t.Fatal(err)
	}
	sc, st := sampleState(t, "third-party-filter", steps.NewEAC)
	for _, s := range []size{{60, 20}, at80, {140, 20}} {
		m := New(steps.NewFlow(sc, st), newLook("dark", true, termenv.Ascii), World{}, "")
		m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
		if err := m.ShowMessage("past-unlocked"); err != nil {
			t.Fatal(err)
		}
		e := m.trail.shown
		e.Message.MailFrom, e.Message.Recipient = address, address
		m.trail.follow(e)
		for hop := range m.trail.journey.Hops {
			m.redraw()
			checkFits(t, m.View(), s)
			for _, text := range []string{"Straight to Microsoft", fmt.Sprintf("Hop %d", hop+1), "->"} {
				if !strings.Contains(m.View(), text) {
					t.Errorf("%q is not on the screen:\n%s", text, m.View())
				}
			}
			press(m, tea.KeyMsg{Type: tea.KeyRight})
		}
	}
}
