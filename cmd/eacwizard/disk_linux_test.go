package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func init() { commands["eacwizard-full"] = func() { fillDisk(); main() } }

// fillDisk lets no file of this process hold a single byte, as on a full disk.
func fillDisk() {
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{}); err != nil {
		panic(err)
	}
}

// TestFailingDisk: a disk that is full, or cannot be written to, costs the draft and not the wizard. It is said once on
// the page, and the walk goes on to the documents.
func TestFailingDisk(t *testing.T) {
	inTheWay := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, command, state, why string }{
		{"full", "eacwizard-full", t.TempDir(), "file too large"},
		{"no folder can be made", "eacwizard", inTheWay, "not a directory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := &watched{session: open(t, []string{"XDG_STATE_HOME=" + test.state}, as(t, test.command), straight...)}
			s.see(firstLabel)
			s.press(down)
			s.seeThat("why no draft is kept", func() bool {
				notice := strings.Join(strings.Fields(s.String()), " ")
				return strings.Contains(notice, "! No draft is kept: ") && strings.Contains(notice, test.why+". Your answers are safe")
			})
			s.press(tab + down + down)
			s.see("❯ ◉ Partner organization")
			s.press(tab + enter)
			s.see("Connector name")
			s.press(halfTyped)
			s.see(halfTyped)
			if s.holds("No draft is kept") {
				t.Errorf("it is said again:\n%s", s)
			}
			s.press(ctrlC)
			s.see("Leave the wizard?")
			s.press(ctrlC)
			status, shown := s.end()
			_, after, _ := strings.Cut(shown, closesScreen)
			if status != 130 || !strings.Contains(after, "eacwizard: the draft could not be written: ") || !strings.Contains(after, test.why) {
				t.Errorf("exit status %d, ended with %q", status, after)
			}
		})
	}
}
