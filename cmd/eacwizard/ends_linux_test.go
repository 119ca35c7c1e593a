package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// halfTyped walks to the name and types part of it.
const (
	toTheName = down + tab + down + down + tab + enter
	halfTyped = "Half a na"
)

// typeHalf brings a session to where something would be lost.
func typeHalf(s *session) {
	s.t.Helper()
	s.until(firstLabel)
	s.press(toTheName)
	s.until("Connector name")
	s.press(halfTyped)
	s.until(halfTyped)
}

// TestEveryEnd: however the wizard is ended, the terminal is put back, the draft is kept and named, and the status says how.
func TestEveryEnd(t *testing.T) {
	signal := func(n syscall.Signal) func(*session) {
		return func(s *session) {
			if err := s.cmd.Process.Signal(n); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	for _, test := range []struct {
		name   string
		end    func(*session)
		status int
		says   string
	}{
		{"ctrl+c", func(s *session) { s.press(ctrlC) }, 130, "eacwizard: left before the end"},
		{"SIGINT", signal(syscall.SIGINT), 130, "eacwizard: stopped: interrupt"},
		{"SIGTERM", signal(syscall.SIGTERM), 143, "eacwizard: stopped: terminated"},
		{"SIGHUP", signal(syscall.SIGHUP), 129, "eacwizard: stopped: hangup"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			state := t.TempDir()
			s := open(t, []string{"XDG_STATE_HOME=" + state}, nil, straight...)
			typeHalf(s)
			if modes(t, s.keys) == s.before {
				t.Fatal("the terminal is as it was before, and so would prove nothing")
			}
			test.end(s)
			status, shown := s.end()
			if status != test.status {
				t.Errorf("exit status %d, want %d", status, test.status)
			}
			if diff := cmp.Diff(s.before, modes(t, s.keys)); diff != "" {
				t.Errorf("the terminal (-before +after):\n%s", diff)
			}
			keptAndNamed(t, state, shown, test.says)
		})
	}
}

// keptAndNamed looks at what is on the screen after the wizard's own is gone, and at the draft that it names.
func keptAndNamed(t *testing.T, state, shown, says string) {
	t.Helper()
	_, after, ok := strings.Cut(shown, closesScreen)
	if !ok || !strings.Contains(shown, "\x1b[?25h") || !strings.Contains(shown, "\x1b[?2004l") {
		t.Errorf("the screen, the cursor or the pastes are not put back: %q", shown)
	}
	draft := onlyDraft(t, state)
	if draft == nil {
		t.Fatalf("no draft is kept; shown was %q", after)
	}
	if got := draft.State.Answers["connector.name"].Text(); got != halfTyped {
		t.Errorf("the draft has the name %q, want %q", got, halfTyped)
	}
	path := filepath.Join(state, "eacwizard", "drafts", draft.ID+".json")
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	if !strings.Contains(after, "Your answers are kept as a draft: "+path+"\r\n") || !strings.Contains(after, says+"\r\n") {
		t.Errorf("ended with %q, want the draft's path %s and %q", after, path, says)
	}
}

// TestTheWindowIsClosed: nobody can be told anything any more, and the draft is still kept.
func TestTheWindowIsClosed(t *testing.T) {
	t.Parallel()
	state := t.TempDir()
	s := open(t, []string{"XDG_STATE_HOME=" + state}, nil, straight...)
	typeHalf(s)
	s.keys.Close()
	s.cmd.Wait()
	if got := s.cmd.ProcessState.ExitCode(); got != 129 {
		t.Errorf("exit status %d, want 129", got)
	}
	if d := onlyDraft(t, state); d == nil || d.State.Answers["connector.name"].Text() != halfTyped {
		t.Errorf("the draft is %+v", d)
	}
}

// TestTwoWizardsAtOnce keep a draft each, and a third is not offered what is in use.
func TestTwoWizardsAtOnce(t *testing.T) {
	t.Parallel()
	state := t.TempDir()
	both := []string{"XDG_STATE_HOME=" + state}
	first := open(t, both, nil, straight...)
	typeHalf(first)
	second := open(t, both, nil, straight...)
	typeHalf(second) // and is offered nothing
	second.press("me")
	second.until(halfTyped + "me")
	for _, s := range []*session{first, second} {
		s.press(ctrlC)
		s.end()
	}
	third := open(t, both, nil, straight...)
	third.until(halfTyped + ", at Name")
	third.until(halfTyped + "me, at Name")
	third.press(ctrlC)
	third.end()
	if names, err := fs.Glob(os.DirFS(state), "eacwizard/drafts/*"); err != nil || len(names) != 2 {
		t.Errorf("left in the folder: %q, %v", names, err)
	}
}
