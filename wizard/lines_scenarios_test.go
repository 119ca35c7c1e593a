package wizard

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"eacwizard/steps"
)

// talk is a line mode run over what is typed, told as the person sees it, the typed lines among it.
func talk(t *testing.T, flow *steps.Flow, choose bool, typed ...string) (said string, res Result, err error) {
	t.Helper()
	var to, alone bytes.Buffer // alone is what is said, each answer replaced by the line feed that ended it
	in := &echo{lines: typed, to: &to, alone: &alone}
	res, err = Lines(flow, LinesOptions{In: bufio.NewReader(in), Say: io.MultiWriter(&to, &alone), Print: io.Discard, Choose: choose, World: quietWorld})
	checkSafe(t, to.String())
	checkWidth(t, alone.String())
	return to.String(), res, err
}

// echo hands out a line when it is asked for one, and shows it as a terminal does.
type echo struct {
	lines     []string
	to, alone io.Writer
}

func (e *echo) Read(b []byte) (int, error) {
	if len(e.lines) == 0 {
		return 0, io.EOF
	}
	line := e.lines[0] + "\n"
	e.lines = e.lines[1:]
	io.WriteString(e.to, line)
	io.WriteString(e.alone, "\n")
	return copy(b, line), nil
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// The whole talk of every scenario, from nothing to the documents, in both EACs.
func TestLinesOfEveryScenario(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		for _, eac := range steps.EACs() {
			sc, st := sampleState(t, sc.ID, eac)
			typed := typedLines(sc, eac, st.Answers)
			said, res, err := talk(t, steps.NewFlow(sc, steps.State{EAC: eac}), false, typed...)
			if err != nil || !res.Finished {
				t.Fatalf("%s %s: finished %v, error %v", sc.ID, eac, res.Finished, err)
			}
			path := filepath.Join("testdata", "talks", sc.ID+"-"+string(eac)+".txtar")
			compareGolden(t, path, txtar.Format(&txtar.Archive{Files: []txtar.File{{Name: "talk", Data: []byte(said)}}}))
		}
	}
}

func TestLinesAskFirstWhatToSetUp(t *testing.T) {
	said, res, err := talk(t, steps.NewFlow(connector(t), steps.State{}), true,
		"<", "?", "7", "e", "2", "fabrikam.onmicrosoft.com", "", "", "Signer", "<", "<", "<", "<", "<", "", "", "", "", "<", "<", "<", "<", "e", "add-on-service")
	if err == nil || res.Finished {
		t.Fatal(res.Finished, err)
	}
	for _, want := range []string{
		"This is the first question.", "mailbox -> Exchange Online -> service -> Exchange Online -> recipient",
		`Error: "7" is none of them; type a number from 1 to 5`, "The pages are those of the Classic EAC.", "Number [2]:",
		"[fabrikam.onmicrosoft.com]:", "[Signer]:",
	} {
		if !strings.Contains(flat(said), want) {
			t.Errorf("%q is not said in\n%s", want, said)
		}
	}
	if res.State.EAC != steps.NewEAC || res.Settled.Scenario.ID != "add-on-service" {
		t.Error(res.State.EAC, res.Settled.Scenario.ID)
	}
}

// # goes to any page and back, and nothing is lost by it.
func TestLinesGoToAPage(t *testing.T) {
	sc, st := sampleState(t, "add-on-service", steps.NewEAC)
	said, res, _ := talk(t, steps.NewFlow(sc, st), false, "#", "#99", "#9", "A rule", "#1", "", "", "", `\#1`, "#9")
	for _, want := range []string{"Part 2 of 4: Mail flow rule", "9. New rule", "Error: there is no page 99; # lists them.", "Page 9 of 16: New rule", "Page 2 of 16", "[A rule]:"} {
		if !strings.Contains(flat(said), want) {
			t.Errorf("%q is not said in\n%s", want, said)
		}
	}
	if got := res.Settled.At("service.name").Value.Text(); got != "#1" {
		t.Errorf("an escaped sign makes %q", got)
	}
	said, res, _ = talk(t, steps.NewFlow(sc, st), false, "#16", "#2", "Signer", "", "c", "q", "y")
	if !res.Finished || !strings.Contains(said, `"Name" follows that`) && !slices.Contains(res.State.Seen, "service") {
		t.Errorf("finished %v:\n%s", res.Finished, said)
	}
}

// Input that ends names what had not been chosen.
func TestLinesEndBeforeTheChoice(t *testing.T) {
	_, res, err := talk(t, steps.NewFlow(connector(t), steps.State{}), true)
	if err == nil || err.Error() != "input ended before it was chosen what to set up" || res.Finished {
		t.Error(res.Finished, err)
	}
}

// linesOver is what a line mode with that world says over what is typed.
func linesOver(t *testing.T, flow *steps.Flow, typed io.Reader, world World) string {
	t.Helper()
	var said bytes.Buffer
	_, err := Lines(flow, LinesOptions{In: bufio.NewReader(typed), Say: &said, Print: io.Discard, World: world})
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
	checkSafe(t, said.String())
	return said.String()
}
