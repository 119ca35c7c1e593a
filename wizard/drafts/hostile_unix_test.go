//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package drafts

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"eacwizard/steps"
)

// Links, pipes and sockets in a draft's place, its lock's and its temporary file's: nothing is followed or waited for.
func TestNoRegularFiles(t *testing.T) {
	target := filepath.Join(t.TempDir(), "target")
	const precious = `{"schema":1,"scenario":"connector"}`
	for what, make := range map[string]func(path string) error{
		"link":          func(path string) error { return os.Symlink(target, path) },
		"dangling link": func(path string) error { return os.Symlink(target+"-none", path) },
		"link to self":  func(path string) error { return os.Symlink(path, path) },
		"link to pipe":  func(path string) error { return os.Symlink("/dev/stdin", path) },
		"pipe":          func(path string) error { return syscall.Mkfifo(path, 0o600) },
	} {
		t.Run(what, func(t *testing.T) {
			if err := os.WriteFile(target, []byte(precious), 0o600); err != nil {
				t.Fatal(err)
			}
			s := open(t)
			if err := os.MkdirAll(s.folder, 0o700); err != nil {
				t.Fatal(err)
			}
			draft := newID(time.Now())
			if err := make(s.path(draft, draftFile)); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Read(draft); err == nil || !strings.Contains(err.Error(), "is a link, a folder or a device") {
				t.Errorf("read: %v", err)
			}
			if _, problems := s.List(); len(problems) != 1 {
				t.Errorf("listed: %v", problems)
			}
			if err := s.Delete(draft); err != nil {
				t.Error(err)
			}

			id := keep(t, s, stateOf(1))
			if err := make(s.path(id, tempFile)); err != nil {
				t.Fatal(err)
			}
			_, w, err := s.Resume(id, nil)
			if err != nil {
				t.Fatal(err)
			}
			st := stateOf(2)
			if err := w.Close(&st); err != nil {
				t.Error(err)
			}
			if n, err := numberOf(read(t, s, id).State); n != 2 || err != nil {
				t.Errorf("%d, %v", n, err)
			}

			if err := make(s.path(id, lockFile)); err != nil {
				t.Fatal(err)
			}
			if d := read(t, s, id); d.InUse {
				t.Error("in use")
			}
			_, w, err = s.Resume(id, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Close(&steps.State{Answers: steps.Answers{"connector.name": {"x"}}}); err == nil {
				t.Error("it was written without a lock")
			}
			if err := s.Delete(id); err != nil {
				t.Error(err)
			}

			if data, err := os.ReadFile(target); err != nil || string(data) != precious {
				t.Errorf("what the link leads to: %q, %v", data, err)
			}
			if _, err := os.Stat(target + "-none"); err == nil {
				t.Error("the dangling link was followed")
			}
		})
	}
}
