package wizard

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"
	"github.com/muesli/termenv"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// draftWorld keeps what it is given, as the disk would.
type draftWorld struct {
	states  []steps.State
	durable []bool
	failed  chan error
}

func (d *draftWorld) world(w World) World {
	d.failed = make(chan error, 1)
	w.Draft = func(st steps.State, durable bool) {
		d.states, d.durable = append(d.states, st), append(d.durable, durable)
	}
	w.DraftFailed = d.failed
	return w
}

func (d *draftWorld) last() steps.State { return d.states[len(d.states)-1] }

func press(m *Model, keys ...tea.KeyMsg) {
	for _, k := range keys {
		m.Update(k)
	}
}

func typing(m *Model, s string) {
	for _, r := range s {
		m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

func newModelAt(t testing.TB, st steps.State, world World) *Model {
	m := New(steps.NewFlow(connector(t), st), plainLook(), world, "")
	m.now = unhurried()
	return m
}

// Whatever is on the screen is in the draft by the time it is on the screen: answers, page, focus, and text not yet added.
func TestEveryKeyIsInTheDraftBeforeItIsPainted(t *testing.T) {
	d := &draftWorld{}
	m := newModelAt(t, onPage(t, addOnOut(), "connector.routing"), d.world(World{}))
	typing(m, "backup.contoso.com")
	if got := d.last(); got.Pending["connector.smart-hosts"] != "backup.contoso.com" || got.Page != "connector.routing" {
		t.Fatal(got)
	}
	press(m, tea.KeyMsg{Type: tea.KeyEnter}, tea.KeyMsg{Type: tea.KeyTab}, tea.KeyMsg{Type: tea.KeyEnter})
	if got := d.last(); got.Page != "connector.security" || !d.durable[len(d.durable)-1] || len(got.Answers["connector.smart-hosts"]) != 2 {
		t.Fatal(got, d.durable)
	}
	n := len(d.states)
	m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	if len(d.states) != n {
		t.Error("a resize was written")
	}
	again := newModelAt(t, d.last(), World{})
	again.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	if again.View() != m.View() {
		t.Errorf("resumed:\n%s\nleft:\n%s", again.View(), m.View())
	}
}

func TestADraftIsGoneOnWith(t *testing.T) {
	st := onPage(t, addOnOut(), "connector.routing")
	st.Pending = map[steps.Key]string{"connector.smart-hosts": "half.typed"}
	list := []Offer{
		{ID: "1", Says: "Office 365 to Contoso Signature Service, at Routing, 5 minutes ago", Resume: func() (*steps.Scenario, steps.State, []string, error) {
			return connector(t), st, []string{"connector.gone: \"x\""}, nil
		}},
		{ID: "2", Says: "another\x1b[2J, 1 day ago", Resume: func() (*steps.Scenario, steps.State, []string, error) {
			return nil, steps.State{}, nil, errors.New("it is open in another eacwizard")
		}},
	}
	offered := func() *walker {
		w := startWalk(t, at80, plainLook(), steps.State{})
		w.tm.Send(offerMsg(list))
		return w
	}
	w := offered().snap("offers")
	w.keys("down", "enter").sees("Error: it is open in another eacwizard").keys("up", "enter").sees("Routing", "▏half.typed", "Not taken over: connector.gone").snap("resumed")
	w.keys("tab").finish("offers")
	w = offered()
	w.keys("down*5", "enter").sees("New connector").lacks("half.typed").finish("")
	w = offered()
	w.keys("ctrl+c")
	w.ended()
}

// offerMsg lets a test show offers in the running program.
type offerMsg []Offer

func TestAFailingDiskCostsTheDraftNotTheWizard(t *testing.T) {
	d := &draftWorld{}
	world := d.world(World{})
	m := newModelAt(t, onPage(t, addOnOut(), "connector/name"), world)
	d.failed <- errors.New("no space left on device")
	m.Update(m.Init()())
	if !strings.Contains(m.View(), "No draft is kept: no space left on device") {
		t.Fatal(m.View())
	}
	typing(m, "x")
	if !strings.Contains(m.View(), "Servicex") {
		t.Fatal(m.View())
	}
	press(m, tea.KeyMsg{Type: tea.KeyCtrlC})
	if !strings.Contains(m.View(), "Leave the wizard?") || !strings.Contains(m.View(), "are lost unless you save them") {
		t.Error("it does not ask before what no draft has is lost:", m.View())
	}
}

func TestPastedListsAreShownBeforeTheyAreTaken(t *testing.T) {
	st := onPage(t, steps.Answers{"connector.from": {"your-organization"}, "connector.identify-by": {"ip-addresses"}, "connector.name": {"x"}, "connector.sender-ip-addresses": {"203.0.113.9"}}, "connector.identify")
	w := startWalk(t, at80, plainLook(), st)
	w.keys("tab").pasted("Please allow:\r\n\u2022 198.51.100.0/22\r\n\u2022 203.0.113.10 - 203.0.113.13\r\n| 192.0.2.1\t| EU |\r\n203.0.113.9; 2001:db8::1\r\n192.0.2.007\r\n")
	w.sees("Pasted list").snap("shown").keys("esc").sees("Authenticating sent email")
	if got := w.said()["connector.sender-ip-addresses"]; !slices.Equal(got, steps.Value{"203.0.113.9"}) {
		t.Error("Esc took something:", got)
	}
	w.pasted("198.51.100.0/22\n192.0.2.1\n").keys("pgdn", "pgup", "x").sees("Pasted list").keys("enter").snap("taken")
	want := steps.Value{"203.0.113.9", "198.51.100.0/24", "198.51.101.0/24", "198.51.102.0/24", "198.51.103.0/24", "192.0.2.1"}
	if got := w.said()["connector.sender-ip-addresses"]; !slices.Equal(got, want) {
		t.Error(got)
	}
	w.keys("ctrl+_")
	if got := w.said()["connector.sender-ip-addresses"]; len(got) != 1 {
		t.Error("one undo did not take the paste back:", got)
	}
	w.pasted("192.0.2.1").sees("▏192.0.2.1").typed("0").keys("enter")
	w.typed("198.51.100.0/23").keys("enter").sees("Pasted list", "198.51.101.0/24").keys("esc").sees("▏198.51.100.0/23", "Error:").keys("enter", "enter")
	if got := w.said()["connector.sender-ip-addresses"]; !slices.Equal(got, steps.Value{"203.0.113.9", "192.0.2.10", "198.51.100.0/24", "198.51.101.0/24"}) {
		t.Error(got)
	}
	w.finish("pasted-list")
}

// Old consoles send the lines of a paste as keys: each line becomes an entry, and no button is ever pressed.
func TestAPasteThatComesAsKeys(t *testing.T) {
	st := onPage(t, steps.Answers{"connector.from": {"your-organization"}, "connector.identify-by": {"ip-addresses"}, "connector.name": {"x"}}, "connector.identify")
	m := newModelAt(t, st, World{})
	now := time.Unix(0, 0)
	m.now = func() time.Time { now = now.Add(time.Millisecond); return now }
	press(m, tea.KeyMsg{Type: tea.KeyTab})
	for _, line := range []string{"192.0.2.1", "10.0.0.0/16", "192.0.2.2"} {
		typing(m, line)
		press(m, tea.KeyMsg{Type: tea.KeyEnter})
	}
	if got := m.flow.Settled().At("connector.sender-ip-addresses").Value; !slices.Equal(got, steps.Value{"192.0.2.1", "10.0.0.0/16", "192.0.2.2"}) {
		t.Error(got)
	}
	m = newModelAt(t, onPage(t, addOnOut(), "connector/name"), World{})
	m.now = func() time.Time { now = now.Add(time.Millisecond); return now }
	for range 8 {
		typing(m, "a line")
		press(m, tea.KeyMsg{Type: tea.KeyEnter})
	}
	if m.flow.Page().ID != "connector/name" {
		t.Error("the paste left the page for", m.flow.Page().ID)
	}
}

var looks = []struct {
	name string
	s    size
	look func() *look
}{
	{"60x20", size{60, 20}, plainLook},
	{"80x24", size{80, 24}, plainLook},
	{"110x30", size{110, 30}, plainLook},
	{"200x60", size{200, 60}, plainLook},
	{"ascii", size{80, 24}, func() *look { return newLook("dark", true, termenv.Ascii) }},
	{"mono", size{80, 24}, func() *look { return newLook("mono", false, termenv.ANSI) }},
	{"light", size{80, 24}, func() *look { return newLook("light", false, termenv.ANSI) }},
	{"high-contrast", size{80, 24}, func() *look { return newLook("high-contrast", false, termenv.ANSI) }},
}

func TestLooks(t *testing.T) {
	a := addOnOut()
	a["connector.description"] = steps.Value{"Caf\u00e9 \u7f72\u540d\u30b5\u30fc\u30d3\u30b9 \u05e9\u05dc\u05d5\u05dd e\u0301 \U0001F600 " + strings.Repeat("long ", 30)}
	a["connector.smart-hosts"] = steps.Value{"b\u00fccher.example", strings.Repeat("very-long-label.", 6) + "contoso.com"}
	for _, l := range looks {
		w := startWalk(t, l.s, l.look(), onPage(t, a, "connector/name"))
		w.snap("name").keys("tab").snap("description").next().next().snap("routing").next().keys("space").snap("security").next().next().next().snap("review")
		w.keys("f1").snap("keys").finish("look-" + l.name)
	}
}

// No colour is written where none is wanted.
func TestMonoHasNoColour(t *testing.T) {
	m := New(steps.NewFlow(connector(t), onPage(t, addOnOut(), "connector.security")), newLook("mono", false, termenv.ANSI), World{}, "")
	for _, code := range []string{"\x1b[3", "\x1b[4", "\x1b[9", "\x1b[10", "38;", "48;"} {
		if code != "\x1b[3" && strings.Contains(m.View(), code) || strings.Contains(m.View(), "\x1b[3") {
			t.Errorf("%q is in the frame", code)
		}
	}
}

// Random keys, pastes and resizes: nothing panics, and no frame is larger than the terminal.
func TestAnyKeyStream(t *testing.T) {
	const seed = 20261122
	t.Logf("seed %d", seed)
	runStream(t, seed, every.Thin(20_000))
}

// FuzzKeyStream takes few events from a seed, because under -fuzz an input that takes ten seconds on a busy machine
// counts as one that hangs. -fuzz KeyStream -fuzztime 5000x are a million events.
func FuzzKeyStream(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { runStream(t, seed, 200) })
}

func runStream(t *testing.T, seed uint64, events int) {
	rnd := rand.New(rand.NewPCG(seed, seed))
	keysOf := []tea.KeyType{tea.KeyTab, tea.KeyTab, tea.KeyTab, tea.KeyEnter, tea.KeyEnter, tea.KeyEnter, tea.KeyUp, tea.KeyDown, tea.KeyDown, tea.KeyShiftTab, tea.KeySpace, tea.KeyEsc, tea.KeyF1, tea.KeyBackspace, tea.KeyDelete,
		tea.KeyCtrlR, tea.KeyCtrlUnderscore, tea.KeyCtrlY, tea.KeyCtrlP, tea.KeyPgUp, tea.KeyPgDown, tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyCtrlU, tea.KeyCtrlK, tea.KeyCtrlW, tea.KeyCtrlC, tea.KeyCtrlZ, tea.KeyF3, tea.KeyF3}
	texts := []string{"a", "Contoso", "*", "contoso.com", "10.5.3.2/24", "192.0.2.1\n192.0.2.2\n2001:db8::1", "smtp.contoso.com", "\u2019", "\x1b[2J", "\u202e\u05d0", "\U0001F600\u200d", "e\u0301", "\r\n", strings.Repeat("x", 300), "c", "s", "p", "n", "j", "k", "a"}
	s := size{80, 24}
	m := newModelAt(t, steps.State{}, (&fakeWorld{}).world())
	for i := range events {
		var msg tea.Msg
		switch n := rnd.IntN(20); {
		case i%100 == 90:
			s = size{1, 1}
			msg = tea.WindowSizeMsg{Width: s.w, Height: s.h}
		case i%100 == 99:
			s = size{80, 24}
			msg = tea.WindowSizeMsg{Width: s.w, Height: s.h}
		case n < 11:
			msg = tea.KeyMsg{Type: keysOf[rnd.IntN(len(keysOf))]}
		case n < 17:
			msg = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(texts[rnd.IntN(len(texts))])}
		case n < 19:
			msg = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(texts[rnd.IntN(len(texts))]), Paste: true}
		default:
			s = size{rnd.IntN(160), rnd.IntN(50)}
			if rnd.IntN(3) > 0 {
				s = size{60 + rnd.IntN(140), 20 + rnd.IntN(40)}
			}
			msg = tea.WindowSizeMsg{Width: s.w, Height: s.h}
		}
		_, cmd := m.Update(msg)
		if cmd != nil {
			switch back := cmd().(type) {
			case tea.QuitMsg: // start again where it was left, as a draft does
				m = newModelAt(t, m.flow.State(), (&fakeWorld{}).world())
				m.Update(tea.WindowSizeMsg{Width: s.w, Height: s.h})
			case copiedMsg, savedMsg, keptMsg:
				m.Update(back)
			}
		}
		checkFits(t, m.View(), s)
		if t.Failed() {
			t.Fatalf("seed %d, event %d: %s", seed, i, fmt.Sprintf("%#v", msg))
		}
		if i%500 == 0 { // what is on the screen survives being kept and taken up again
			if diff := cmp.Diff(m.flow.Settled().Said(), steps.NewFlow(m.flow.Scenario(), m.flow.State()).Settled().Said()); diff != "" {
				t.Fatalf("seed %d, event %d: %s", seed, i, diff)
			}
		}
	}
}
