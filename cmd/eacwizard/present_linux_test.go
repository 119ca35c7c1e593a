package main

import (
	"strings"
	"syscall"
	"testing"
)

// A lesson in one terminal and its notes in another: the notes come by themselves, follow, and wait when the lesson is
// killed. Both give their terminals back, however they end.
func TestALessonAndItsNotes(t *testing.T) {
	t.Parallel()
	state := []string{"XDG_STATE_HOME=" + t.TempDir()}
	notes := open(t, state, nil, "notes")
	notes.until("No lesson is running")

	lesson := open(t, state, nil, "present", "--type-speed", "0", "connector")
	lesson.until("One connector, page by page")
	notes.until("1 of 20")
	lesson.press(" ")
	lesson.until("Why a connector at all?")
	notes.until("Most organizations need none.")
	if err := lesson.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	lesson.cmd.Wait()
	notes.until("The lesson has ended.")

	another := open(t, state, nil, "present", "add-on-service")
	another.until("Signatures on the way out")
	notes.until("Signatures on the way out")
	another.press("q")
	another.until("Leave the lesson?")
	another.press("\r")
	status, shown := another.end()
	if _, after, ok := strings.Cut(shown, closesScreen); status != 0 || !ok || strings.TrimSpace(after) != "" {
		t.Errorf("the lesson ends with status %d and %q", status, after)
	}
	if after := modes(t, another.keys); after != another.before {
		t.Error("the lesson leaves the terminal in other modes")
	}
	notes.press("q")
	status, shown = notes.end()
	if _, after, ok := strings.Cut(shown, closesScreen); status != 0 || !ok || strings.TrimSpace(after) != "" {
		t.Errorf("the notes end with status %d and %q", status, after)
	}
}

// A signal ends a lesson as it ends the wizard.
func TestALessonAndASignal(t *testing.T) {
	t.Parallel()
	s := open(t, nil, nil, "present", "connector")
	s.until("One connector, page by page")
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	status, shown := s.end()
	if _, after, ok := strings.Cut(shown, closesScreen); status != 143 || !ok || !strings.Contains(after, "eacwizard: stopped: terminated") {
		t.Errorf("status %d, shown %q", status, after)
	}
	if after := modes(t, s.keys); after != s.before {
		t.Error("it leaves the terminal in other modes")
	}
}
