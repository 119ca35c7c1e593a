package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
	"eacwizard/wizard"
)

func init() { commands["eacwizard-slips"] = slips }

// slips is the program with a fault: it panics in Update once an exclamation mark is typed, and in a command once
// something is copied.
func slips() {
	p := &program{env: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	p.between = func(w wizard.World) wizard.World {
		draft := w.Draft
		w.Draft = func(st steps.State, durable bool) {
			if strings.Contains(st.Answers["connector.name"].Text(), "!") {
				slip()
			}
			draft(st, durable)
		}
		w.Copy = func(string) (string, error) { slip(); return "", nil }
		return w
	}
	os.Exit(p.run(os.Args[1:]))
}

func slip() { panic("slipped\x1b[31m") }

// as runs another of the commands instead.
func as(t *testing.T, name string) func(*exec.Cmd) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return func(c *exec.Cmd) { c.Path, c.Args[0], c.Err = path, name, nil }
}

// TestPanic: a fault of its own ends the wizard as anything else does, and the stack never lands on the screen.
func TestPanic(t *testing.T) {
	answers := write(t, "bank.yaml", `scenario: connector
connector: {from: office-365, to: partner-organization, name: `+halfTyped+`, use: these-domains, recipient-domains: [bank.example]}
`)
	for _, test := range []struct {
		name string
		args []string
		slip func(*session)
	}{
		{"Update", straight, func(s *session) {
			typeHalf(s)
			s.press("!")
		}},
		{"command", []string{"--answers", answers}, func(s *session) {
			s.until(firstLabel)
			s.press(backtab + enter)
			for range 6 {
				s.press(backtab + backtab + enter)
			}
			s.until("Create connector")
			s.press(enter)
			s.until("Documents ready")
			s.press("c")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			state := t.TempDir()
			s := open(t, []string{"XDG_STATE_HOME=" + state}, as(t, "eacwizard-slips"), test.args...)
			test.slip(s)
			status, shown := s.end()
			if status != 1 {
				t.Errorf("exit status %d, want 1", status)
			}
			if diff := cmp.Diff(s.before, modes(t, s.keys)); diff != "" {
				t.Errorf("the terminal (-before +after):\n%s", diff)
			}
			keptAndNamed(t, state, shown, "eacwizard: a fault of its own: slipped\uFFFD[31m")
			during, after, _ := strings.Cut(shown, closesScreen)
			if strings.Contains(during, "panic") || strings.Contains(shown, "goroutine ") {
				t.Errorf("a stack is on the screen: %q", shown)
			}
			if !strings.Contains(after, "eacwizard/cmd/eacwizard.slip, line ") && !strings.Contains(after, "main.slip, line ") {
				t.Errorf("it does not say where: %q", after)
			}
		})
	}
	t.Run("lines", func(t *testing.T) {
		t.Parallel()
		state := t.TempDir()
		s := open(t, []string{"XDG_STATE_HOME=" + state, "TERM=dumb"}, as(t, "eacwizard-slips"), straight...)
		s.until("Number:")
		s.press("2\nSlip!\n")
		status, shown := s.end()
		if status != 1 || strings.Contains(shown, "goroutine ") || !strings.Contains(shown, "eacwizard: a fault of its own: slipped") {
			t.Errorf("exit status %d, shown %q", status, shown)
		}
		if draft := onlyDraft(t, state); draft == nil || !strings.Contains(shown, draft.ID+".json") {
			t.Errorf("the draft %+v is not named in %q", draft, shown)
		}
	})
}
