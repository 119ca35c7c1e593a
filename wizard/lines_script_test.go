package wizard

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/tools/txtar"

	"eacwizard/steps"
)

// A script has a line for each line that is typed: the key of the question at which it is typed, or the menu's name,
// and what is typed. So it reads like a form, and a question that does not come where it is expected is found at once.
type lineScript []typedLine

type typedLine struct{ at, text string }

func readScript(t testing.TB, text string) (out lineScript) {
	t.Helper()
	for line := range strings.Lines(text) {
		at, typed, ok := strings.Cut(strings.TrimRight(line, "\n"), ":")
		if !ok {
			t.Fatalf("the script's line %q names no question", line)
		}
		out = append(out, typedLine{at, strings.TrimPrefix(typed, " ")})
	}
	return out
}

// piped is the script as one text, as a pipe would carry it.
func (s lineScript) piped() string {
	var b strings.Builder
	for _, l := range s {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}

// typist hands out one line at a time, when it is asked for, and looks which question asks.
type typist struct {
	t      testing.TB
	script lineScript
	flow   *steps.Flow
	talk   *bytes.Buffer // what the person sees: what is said and what is typed
	said   *bytes.Buffer // what is said, each answer replaced by the line feed that ended it
	typed  string        // of the current line, what was not handed out yet
}

func (p *typist) Read(b []byte) (int, error) {
	if p.typed == "" {
		if len(p.script) == 0 {
			return 0, io.EOF
		}
		p.nextLine()
	}
	n := copy(b, p.typed)
	p.typed = p.typed[n:]
	return n, nil
}

func (p *typist) nextLine() {
	line := p.script[0]
	p.script = p.script[1:]
	if at := string(p.flow.State().Focus); strings.Contains(line.at, ".") && at != line.at {
		p.t.Errorf("%q is typed at %s, and the script has it at %s; said so far:\n%s", line.text, at, line.at, p.talk)
	}
	fmt.Fprintln(p.talk, line.text)
	fmt.Fprintln(p.said)
	p.typed = line.text + "\n"
}

// lineWalk is a run of the line mode and what came of it.
type lineWalk struct {
	flow   *steps.Flow
	result Result
	err    error
	talk   string
	said   string
	print  string
	copied []string
	folder []string
	rest   lineScript
}

// lineWorld is outside the wizard: a clipboard and a disk that fail on demand.
type lineWorld struct{ fail error }

func (w lineWorld) walk(t testing.TB, st steps.State, script lineScript) lineWalk {
	t.Helper()
	out := lineWalk{flow: lineFlow(t, st)}
	var talk, said, print bytes.Buffer
	p := &typist{t: t, script: script, flow: out.flow, talk: &talk, said: &said}
	out.result, out.err = Lines(out.flow, LinesOptions{
		In: bufio.NewReader(p), Say: io.MultiWriter(&talk, &said), Print: &print,
		World: World{
			Copy: func(text string) (string, error) {
				out.copied = append(out.copied, text)
				return "sent to the clipboard", w.fail
			},
			Save: func(folder string, docs []Document) ([]string, error) {
				out.folder = append(out.folder, folder)
				return []string{folder + "/one", folder + "/two"}, w.fail
			},
		},
	})
	out.talk, out.said, out.print, out.rest = talk.String(), said.String(), print.String(), p.script
	checkSafe(t, out.said)
	return out
}

func lineFlow(t testing.TB, st steps.State) *steps.Flow {
	t.Helper()
	sc, ok := steps.Find("connector")
	if !ok {
		t.Fatal("there is no scenario connector")
	}
	return steps.NewFlow(sc, st)
}

func walkLines(t testing.TB, script string) lineWalk {
	t.Helper()
	return lineWorld{}.walk(t, steps.State{}, readScript(t, script))
}

// says checks that sentences are said, wherever their lines were broken.
func (w lineWalk) says(t testing.TB, sentences ...string) {
	t.Helper()
	said := strings.Join(strings.Fields(w.said), " ")
	for _, s := range sentences {
		if !strings.Contains(said, s) {
			t.Errorf("%q is not said in\n%s", s, w.said)
		}
	}
}

// checkSafe holds of everything that is said.
func checkSafe(t testing.TB, said string) {
	t.Helper()
	for line := range strings.Lines(said) {
		if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
			t.Errorf("a control character is said: %q", line)
		}
	}
}

// checkWidth holds of everything that is said but the lines of a document.
func checkWidth(t testing.TB, said string) {
	t.Helper()
	for line := range strings.Lines(said) {
		line = strings.TrimRight(line, " \n")
		if text := strings.TrimLeft(line, " 0123456789."); ansi.StringWidth(line) > lineWidth && strings.Contains(text, " ") {
			t.Errorf("a line is wider than %d columns and could have been wrapped: %q", lineWidth, line)
		}
	}
}

func lineScripts(t testing.TB) map[string]*txtar.Archive {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "lines", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	out := map[string]*txtar.Archive{}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = a
	}
	return out
}

func scriptOf(t testing.TB, a *txtar.Archive) lineScript {
	t.Helper()
	return readScript(t, string(a.Files[0].Data))
}

func saidWords(a steps.Answers, s *steps.Settled) string {
	var b strings.Builder
	for _, q := range s.Asked {
		if v, ok := a[q.Key]; ok {
			fmt.Fprintf(&b, "%s: %s\n", q.Key, strings.Join(v, " | "))
		}
	}
	return b.String()
}
