package present

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	_ "github.com/charmbracelet/x/exp/golden" // registers -update
	"github.com/charmbracelet/x/exp/teatest"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"eacwizard/steps"
	"eacwizard/wizard"
)

// camera answers a message with the model itself at that moment, so that a walk waits for no time.
type camera struct{ *Model }

type look func(*Model)

func (c camera) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if f, ok := msg.(look); ok {
		f(c.Model)
		return c, nil
	}
	_, cmd := c.Model.Update(msg)
	return c, cmd
}

type walker struct {
	t     *testing.T
	tm    *teatest.TestModel
	ticks []tea.Msg // of letters that wait to be let through
	shots txtar.Archive
}

func lesson(t testing.TB, name string) *Lesson {
	t.Helper()
	l, err := Ready(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// start plays a lesson in a terminal of w by h; its letters come when the test lets them.
func start(t *testing.T, l *Lesson, w, h int, o wizard.Options, p Options) *walker {
	t.Helper()
	m := New(l, wizard.NewLook(o), p)
	k := &walker{t: t}
	m.after = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		k.ticks = append(k.ticks, msg)
		return nil
	}
	k.tm = teatest.NewTestModel(t, camera{m}, teatest.WithInitialTermSize(w, h))
	t.Cleanup(func() { k.tm.Quit() })
	return k
}

func (k *walker) at(f func(*Model)) {
	k.t.Helper()
	done := make(chan struct{})
	k.tm.Send(look(func(m *Model) { f(m); close(done) }))
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		k.t.Fatal("the program has ended")
	}
}

var keyTypes = map[string]tea.KeyType{
	"space": tea.KeySpace, "left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "enter": tea.KeyEnter,
	"esc": tea.KeyEsc, "tab": tea.KeyTab, "f9": tea.KeyF9, "ctrl+n": tea.KeyCtrlN, "ctrl+c": tea.KeyCtrlC, "ctrl+u": tea.KeyCtrlU,
	"pgdn": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "ctrl+z": tea.KeyCtrlZ,
}

func keyOf(name string) tea.KeyMsg {
	if kind, ok := keyTypes[name]; ok {
		msg := tea.KeyMsg{Type: kind}
		if kind == tea.KeySpace {
			msg.Runes = []rune{' '}
		}
		return msg
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

func (k *walker) keys(names ...string) *walker {
	for _, name := range names {
		k.tm.Send(keyOf(name))
	}
	return k
}

func (k *walker) typed(text string) *walker {
	for _, r := range text {
		k.tm.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return k
}

// letters lets so many letters through.
func (k *walker) letters(n int) *walker {
	for range n {
		var tick tea.Msg
		k.at(func(*Model) {
			if len(k.ticks) > 0 {
				tick, k.ticks = k.ticks[0], k.ticks[1:]
			}
		})
		if tick == nil {
			k.t.Fatal("no letter waits")
		}
		k.tm.Send(tick)
	}
	return k
}

func (k *walker) frame() (frame string) {
	k.at(func(m *Model) { frame = strings.TrimSuffix(trimLines(ansi.Strip(m.View())), "\n") })
	return frame
}

func (k *walker) snap(name string) *walker {
	k.shots.Files = append(k.shots.Files, txtar.File{Name: name, Data: []byte(k.frame() + "\n")})
	return k
}

func (k *walker) sees(texts ...string) *walker {
	k.t.Helper()
	frame := k.frame()
	flat := strings.Join(strings.Fields(frame), " ")
	for _, text := range texts {
		if !strings.Contains(flat, text) {
			k.t.Fatalf("%q is not on the screen:\n%s", text, frame)
		}
	}
	return k
}

func (k *walker) lacks(texts ...string) *walker {
	k.t.Helper()
	frame := k.frame()
	for _, text := range texts {
		if strings.Contains(frame, text) {
			k.t.Fatalf("%q is on the screen:\n%s", text, frame)
		}
	}
	return k
}

// toStop goes on until the lesson is at the question, as it stands alone or before the audience.
func (k *walker) toStop(title string) *walker {
	k.t.Helper()
	for range 300 {
		there := false
		k.at(func(m *Model) { there = m.stop().title == title || string(m.stop().At) == title })
		if there {
			return k
		}
		k.keys("space")
	}
	k.t.Fatalf("the lesson never comes to %q", title)
	return k
}

func (k *walker) finish(golden string) {
	k.t.Helper()
	path := filepath.Join("testdata", golden+".txtar")
	got := txtar.Format(&k.shots)
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			k.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		k.t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		k.t.Errorf("%s (-golden +got):\n%s", path, diff)
	}
}

// What an audience sees of a lesson in a small terminal: cover, slide, question, answer, what came of it, a message, the
// documents and the score.
func TestFramesOfALesson(t *testing.T) {
	k := start(t, lesson(t, "connector"), 80, 24, wizard.Options{}, Options{Speed: 10})
	k.snap("cover").keys("space").snap("slide")
	k.keys("space").snap("guessing").keys("1").snap("guessed-wrong").keys("space").snap("revealed").keys("space").snap("taken")
	k.toStop("connector.name").keys("space").letters(10).snap("half-typed").keys("space").snap("typed").keys("space").snap("name-taken")
	k.toStop("connector.smart-hosts").keys("space").letters(4).snap("list-half-typed").keys("space", "space").snap("list-taken")
	k.keys("p").snap("whole-page").keys("p", "l").snap("steps").keys("esc")
	k.toStop("review").snap("review")
	k.toStop("The next server's certificate has another name").keys("2").snap("guessed-right").keys("space", "space").snap("message").keys("enter").snap("message-end")
	k.toStop("documents").snap("documents")
	k.keys("space").snap("score").keys("r").snap("again")
	k.finish("lesson-80x24")
}

// In a wide terminal the explanation stands beside the page; in ASCII and in the smallest terminal nothing is lost.
func TestFramesOfOtherTerminals(t *testing.T) {
	for _, test := range []struct {
		name string
		w, h int
		o    wizard.Options
	}{
		{"wide", 120, 36, wizard.Options{}},
		{"smallest", 60, 20, wizard.Options{}},
		{"ascii", 80, 24, wizard.Options{ASCII: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			k := start(t, lesson(t, "add-on-service"), test.w, test.h, test.o, Options{})
			k.snap("cover").toStop("rule.header-name").keys("3").snap("guessed").keys("space").snap("revealed").keys("space").snap("taken")
			k.toStop("The service stamps another header than the rule looks for").keys("3", "space", "space").snap("message")
			k.keys("f").snap("free")
			k.finish("lesson-" + test.name)
		})
	}
}

// The trainer leaves the script, changes three answers by hand, rejoins at the same step, and goes on: in the end the
// answers are those of a lesson that nobody has interrupted.
func TestFreeModeLeavesTheLessonAsItWas(t *testing.T) {
	end := func(edit bool) (st steps.State) {
		k := start(t, lesson(t, "connector"), 100, 30, wizard.Options{}, Options{})
		k.toStop("connector.smart-hosts").keys("space", "left")
		if edit {
			before := k.frame()
			k.keys("f").sees("free", "Routing", "[ Next ]")
			k.typed("other.example").keys("enter") // the list
			k.keys("tab", "tab").sees("other.example")
			var edited steps.State
			k.at(func(m *Model) { edited = m.free.Result().State })
			if got := edited.Answers["connector.smart-hosts"]; len(got) != 1 || got[0] != "other.example" {
				t.Errorf("by hand the smart hosts are %v", got)
			}
			k.keys("f9").lacks("other.example", "goes on with the lesson")
			if after := k.frame(); sansKeys(after) != sansKeys(before) {
				t.Errorf("it rejoins at another place (-before +after):\n%s", cmp.Diff(before, after))
			}
			k.toStop("connector.certificate").keys("f", "up", "ctrl+n") // a choice
			k.toStop("connector.tls-domain").keys("space", "space", "f", "ctrl+u").typed("x").keys("f9")
		}
		k.toStop("How you did")
		k.at(func(m *Model) { st = m.Flow().State() })
		return st
	}
	if diff := cmp.Diff(end(false), end(true)); diff != "" {
		t.Errorf("the interrupted lesson ends otherwise (-unbroken +interrupted):\n%s", diff)
	}
}

// Leaving the wizard in free mode leaves free mode, and not the lesson.
func TestLeavingTheWizardGoesOnWithTheLesson(t *testing.T) {
	k := start(t, lesson(t, "connector"), 80, 24, wizard.Options{}, Options{})
	k.toStop("connector.name").keys("f").sees("goes on with the lesson").keys("ctrl+c").sees("Leave the wizard?").keys("enter")
	k.eventually("2 of 8")
	k.lacks("goes on with the lesson")
	k.keys("q").sees("Leave the lesson?").keys("esc").lacks("Leave the lesson?").keys("q", "enter")
	k.tm.WaitFinished(t, teatest.WithFinalTimeout(10*time.Second))
}

// eventually waits for what an answer of a command brings; it polls the program, no clock.
func (k *walker) eventually(text string) {
	k.t.Helper()
	for range 100_000 {
		if frame := k.frame(); strings.Contains(frame, text) && !strings.Contains(frame, "Leave the wizard?") {
			return
		}
	}
	k.t.Fatalf("%q never comes to the screen:\n%s", text, k.frame())
}

// sansKeys is a frame without its last line, which shows the keys pressed.
func sansKeys(frame string) string { return frame[:strings.LastIndexByte(frame, '\n')+1] }

// Whatever lesson it is: every step back shows exactly what the step forward did, in both EACs, and no frame is larger
// than its terminal.
func TestEveryStepBackRestoresExactly(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		for _, eac := range steps.EACs() {
			t.Run(sc.ID+"/"+string(eac), func(t *testing.T) {
				m := New(lesson(t, sc.ID), wizard.NewLook(wizard.Options{}), Options{EAC: eac})
				sizes := []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 140, Height: 40}}
				if eac == steps.ClassicEAC {
					sizes = []tea.WindowSizeMsg{{Width: 60, Height: 20}}
				}
				for _, size := range sizes {
					m.Update(size)
					m.reset()
					m.Update(size)
					frames := []string{ansi.Strip(m.View())}
					for m.at < len(m.beats)-1 {
						m.Update(keyOf("space"))
						frames = append(frames, ansi.Strip(m.View()))
					}
					if len(frames) < len(m.beats) {
						t.Fatalf("%d presses for %d beats", len(frames), len(m.beats))
					}
					for i := len(frames) - 2; i >= 0; i-- {
						m.Update(keyOf("left"))
						fits(t, m.View(), size)
						if got, want := body(ansi.Strip(m.View())), body(frames[i]); got != want {
							t.Fatalf("step back to beat %d (-forward +back):\n%s", i, cmp.Diff(want, got))
						}
					}
				}
			})
		}
	}
}

// What has no room on the screen comes before the lesson goes on: with one key the audience sees every line of a message's
// way, of the explanations and of the review. Enter passes over the rest.
func TestNothingIsPassedOver(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		t.Run(sc.ID, func(t *testing.T) {
			m := New(lesson(t, sc.ID), wizard.NewLook(wizard.Options{}), Options{})
			for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 60, Height: 20}, {Width: 120, Height: 30}} {
				m.Update(size)
				m.reset()
				seen := ""
				for m.at < len(m.beats)-1 {
					at := m.at
					seen += squeezed(m.View())
					panel := m.panel(textWidth + 2)
					if size.Width == 60 {
						panel = m.panel(58)
					}
					m.Update(keyOf("space"))
					if m.at == at {
						continue
					}
					if size.Width < besideFrom {
						for _, line := range panel {
							if !strings.Contains(seen, squeezed(line)) {
								t.Errorf("beat %d of %dx%d is left without %q", at, size.Width, size.Height, ansi.Strip(line))
							}
						}
					}
					seen = ""
				}
			}
		})
	}
	k := start(t, lesson(t, "add-on-service"), 80, 24, wizard.Options{}, Options{})
	k.toStop("review").sees("space more", "enter skip").lacks("p whole page").keys("enter").sees("A message: From a mailbox to the internet")
}

func squeezed(text string) string { return strings.Join(strings.Fields(ansi.Strip(text)), " ") }

// body is a frame without the lines that show the keys pressed.
func body(frame string) string {
	lines := strings.Split(frame, "\n")
	return strings.Join(lines[1:len(lines)-1], "\n")
}

func fits(t *testing.T, frame string, size tea.WindowSizeMsg) {
	t.Helper()
	lines := strings.Split(frame, "\n")
	if len(lines) > size.Height {
		t.Fatalf("%d rows in a terminal of %d:\n%s", len(lines), size.Height, frame)
	}
	for _, line := range lines {
		if w := ansi.StringWidth(line); w > size.Width {
			t.Fatalf("%d columns in a terminal of %d: %q", w, size.Width, line)
		}
	}
}

// The keys that rejoin mean nothing to the wizard: on no page of a lesson do they change anything.
func TestTheRejoiningKeysAreFree(t *testing.T) {
	for _, s := range New(lesson(t, "third-party-filter"), wizard.NewLook(wizard.Options{}), Options{}).stops {
		if s.kind != question {
			continue
		}
		w := wizard.NewLook(wizard.Options{}).Wizard(steps.NewFlow(lesson(t, "third-party-filter").Scenario, s.before), wizard.World{}, "")
		before, frame := w.Result().State, w.View()
		for _, name := range []string{"f9", "ctrl+n"} {
			w.Update(keyOf(name))
		}
		if diff := cmp.Diff(before, w.Result().State); diff != "" || w.View() != frame {
			t.Errorf("at %s they do something:\n%s", s.At, diff)
		}
	}
}

// Answers are typed letter by letter, at a pace that is not even; a press of the key completes them, and no letter of an
// answer that was left comes later.
func TestTyping(t *testing.T) {
	k := start(t, lesson(t, "connector"), 80, 24, wizard.Options{}, Options{Speed: 10})
	k.toStop("connector.name").keys("space").letters(6).sees("▏Office").lacks("Office 365")
	var late tea.Msg
	k.at(func(*Model) { late = k.ticks[len(k.ticks)-1] })
	k.keys("space").sees("Office 365 to Contoso Signature Service", "The answer")
	k.keys("left", "space")
	k.tm.Send(late)
	k.lacks("Office")
	all := map[time.Duration]bool{}
	for i, r := range "smtp.contoso.com" {
		d := natural(10, r, i)
		if d < 50*time.Millisecond || d > 200*time.Millisecond {
			t.Errorf("letter %d takes %s", i, d)
		}
		all[d] = true
	}
	if len(all) < 3 {
		t.Errorf("every letter takes %v", all)
	}
}

// The score counts the audience's choices, the last one of each question, and starting again forgets them.
func TestScore(t *testing.T) {
	k := start(t, lesson(t, "connector"), 80, 40, wizard.Options{}, Options{})
	k.toStop("connector.from").keys("1").sees("Not 1: the answer is 2").keys("left", "2").sees("Right")
	k.toStop("connector.retain-internal-headers").keys("3")
	k.toStop("How you did").sees("How you did: 1 of 4", "right: The end where mail goes out", "you said: It is not delivered", "not guessed")
	k.keys("r").sees("1 of 20").toStop("How you did").sees("How you did: 0 of 4")
}
