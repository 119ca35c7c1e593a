package wizard

import (
	"errors"
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
	"github.com/muesli/termenv"
	"golang.org/x/tools/txtar"

	"eacwizard/steps"
)

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// camera answers a frame message with the picture of that moment, so that one walk shows every page without waiting for time.
type camera struct{ *Model }

type snapshot chan string

func (c camera) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if ch, ok := msg.(snapshot); ok {
		ch <- c.Model.View()
		return c, nil
	}
	if list, ok := msg.(offerMsg); ok {
		c.Model.offer(list)
		return c, nil
	}
	if docs, ok := msg.(documentsMsg); ok {
		c.Model.out = newOutput(c.Model.look, c.Model.world, c.Model.flow.Scenario(), docs, "folder")
	}
	if _, ok := msg.(chooseMsg); ok {
		c.Model.choose()
		return c, nil
	}
	_, cmd := c.Model.Update(msg)
	return c, cmd
}

// walker presses keys in a teatest program and takes pictures.
type walker struct {
	t     *testing.T
	m     *Model
	tm    *teatest.TestModel
	shots txtar.Archive
	world *fakeWorld
}

type fakeWorld struct {
	copied  []string
	folders []string
	fail    error
}

func (f *fakeWorld) world() World {
	return World{
		Copy: func(text string) (string, error) {
			f.copied = append(f.copied, text)
			return "sent to the terminal's clipboard", f.fail
		},
		Save: func(folder string, docs []Document) ([]string, error) {
			f.folders = append(f.folders, folder)
			var paths []string
			for _, d := range docs {
				paths = append(paths, folder+"/"+d.File)
			}
			return paths, f.fail
		},
		KeepAnswers: func(folder string, s *steps.Settled) (string, error) {
			f.folders = append(f.folders, folder)
			return folder + "/answers.yaml", f.fail
		},
	}
}

func connector(t testing.TB) *steps.Scenario {
	sc, ok := steps.Find("connector")
	if !ok {
		t.Fatal("no scenario connector")
	}
	return sc
}

type size struct{ w, h int }

func startWalk(t *testing.T, s size, l *look, st steps.State) *walker {
	t.Helper()
	return startFlow(t, s, l, steps.NewFlow(connector(t), st))
}

// startFlow runs the wizard on a walk, of whatever scenario.
func startFlow(t *testing.T, s size, l *look, flow *steps.Flow) *walker {
	t.Helper()
	return startIn(t, s, l, flow, func(w World) World { return w })
}

// startIn is startFlow in a world with more in it.
func startIn(t *testing.T, s size, l *look, flow *steps.Flow, more func(World) World) *walker {
	t.Helper()
	world := &fakeWorld{}
	m := New(flow, l, more(world.world()), "")
	m.now = unhurried()
	m.second = nil
	w := &walker{t: t, m: m, world: world}
	w.tm = teatest.NewTestModel(t, camera{m}, teatest.WithInitialTermSize(s.w, s.h))
	t.Cleanup(func() { w.tm.Quit() })
	return w
}

// unhurried is a clock on which every key comes a second after the one before.
func unhurried() func() time.Time {
	var seconds int64
	return func() time.Time { seconds++; return time.Unix(seconds, 0) }
}

func plainLook() *look { return newLook("dark", false, termenv.Ascii) }

var keyNames = map[string]tea.KeyType{
	"tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "enter": tea.KeyEnter, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "esc": tea.KeyEsc, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "ctrl+o": tea.KeyCtrlO, "ctrl+l": tea.KeyCtrlL, "ctrl+u": tea.KeyCtrlU, "home": tea.KeyHome, "end": tea.KeyEnd, "ctrl+g": tea.KeyCtrlG,
	"ctrl+r": tea.KeyCtrlR, "ctrl+_": tea.KeyCtrlUnderscore, "ctrl+y": tea.KeyCtrlY, "ctrl+p": tea.KeyCtrlP,
	"ctrl+c": tea.KeyCtrlC, "ctrl+f": tea.KeyCtrlF, "ctrl+t": tea.KeyCtrlT, "ctrl+x": tea.KeyCtrlX, "pgup": tea.KeyPgUp, "pgdn": tea.KeyPgDown, "del": tea.KeyDelete, "backspace": tea.KeyBackspace,
}

// keys presses keys by name; a name may be followed by *n.
func (w *walker) keys(names ...string) *walker {
	w.t.Helper()
	for _, name := range names {
		n := 1
		if at := strings.LastIndexByte(name, '*'); at > 0 {
			n = int(name[at+1] - '0')
			name = name[:at]
		}
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
		if kind, ok := keyNames[name]; ok {
			msg = tea.KeyMsg{Type: kind}
		} else if name == "space" {
			msg = tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
		} else if len([]rune(name)) != 1 {
			w.t.Fatalf("no key is called %q", name)
		}
		for range n {
			w.tm.Send(msg)
		}
	}
	return w
}

// typed types text rune by rune: teatest's own Type sends bytes.
func (w *walker) typed(s string) *walker {
	for _, r := range s {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if r == ' ' {
			msg.Type = tea.KeySpace
		}
		w.tm.Send(msg)
	}
	return w
}

func (w *walker) pasted(s string) *walker {
	w.tm.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
	return w
}

func (w *walker) frame() string {
	ch := make(snapshot, 1)
	w.tm.Send(ch)
	select {
	case frame := <-ch:
		return frame
	case <-time.After(10 * time.Second):
		w.t.Fatalf("the program has ended: no picture")
		return ""
	}
}

// snap keeps a picture under a name.
func (w *walker) snap(name string) *walker {
	w.shots.Files = append(w.shots.Files, txtar.File{Name: name, Data: []byte(w.frame() + "\n")})
	return w
}

// sees fails unless every text is on the screen; wraps are read as blanks.
func (w *walker) sees(texts ...string) *walker {
	w.t.Helper()
	frame := w.frame()
	flat := flatten(frame)
	for _, text := range texts {
		if !strings.Contains(flat, text) && !strings.Contains(frame, text) {
			w.t.Fatalf("%q is not on the screen:\n%s", text, frame)
		}
	}
	return w
}

// eventually waits for a text that an answer of the world brings; it polls the program, no clock.
func (w *walker) eventually(text string) *walker {
	w.t.Helper()
	for range 100_000 {
		if strings.Contains(flatten(w.frame()), text) {
			return w
		}
	}
	w.t.Fatalf("%q never comes to the screen:\n%s", text, w.frame())
	return w
}

// flatten is the page beside the rail with its wraps read as blanks.
func flatten(frame string) string {
	var words []string
	for line := range strings.Lines(frame) {
		words = append(words, strings.Fields(ansi.TruncateLeft(line, railWidth, ""))...)
	}
	return strings.Join(words, " ")
}

func (w *walker) lacks(texts ...string) *walker {
	w.t.Helper()
	frame := w.frame()
	for _, text := range texts {
		if strings.Contains(frame, text) {
			w.t.Fatalf("%q is on the screen:\n%s", text, frame)
		}
	}
	return w
}

// next presses the page's own button from wherever the focus is.
func (w *walker) next() *walker {
	w.frame() // the keys before have been taken
	for range 40 {
		if w.atNext() {
			return w.keys("enter")
		}
		w.keys("tab")
		w.frame()
	}
	w.t.Fatalf("tab never reaches the button:\n%s", w.frame())
	return w
}

func (w *walker) atNext() bool { return w.m.page.current().kind == onNext }

// said are the answers of the walk so far.
func (w *walker) said() steps.Answers {
	w.frame()
	return w.m.flow.Settled().Said()
}

// finish leaves the program and compares the pictures with their golden.
func (w *walker) finish(golden string) {
	w.t.Helper()
	w.tm.Quit()
	w.ended()
	if golden != "" {
		compareGolden(w.t, filepath.Join("testdata", "walks", golden+".txtar"), txtar.Format(&w.shots))
	}
}

func (w *walker) ended() {
	w.t.Helper()
	w.tm.WaitFinished(w.t, teatest.WithFinalTimeout(10*time.Second))
}

func compareGolden(t *testing.T, path string, got []byte) {
	t.Helper()
	if updating() {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, got, 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s (-golden +got):\n%s", path, diff)
	}
}
