package drafts

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever fails, the draft that was there stays whole, the person hears of it once, and the next write that can work does.
func TestFailures(t *testing.T) {
	for _, at := range []string{"create", "write", "sync", "close", "rename", "sync folder"} {
		t.Run(at, func(t *testing.T) {
			s := open(t)
			broken := false
			s.disk = failing{realDisk{}, at, func() bool { return broken }}
			var reports []error
			w, err := s.Start("connector", func(err error) { reports = append(reports, err) })
			if err != nil {
				t.Fatal(err)
			}
			put := func(name string) {
				t.Helper()
				w.Put(named(name), true)
				await(t, w)
			}
			whole := func(want ...string) {
				t.Helper()
				got := read(t, s, w.id).State.Answers["connector.name"].Text()
				for _, name := range want {
					if got == name {
						return
					}
				}
				t.Errorf("the file holds %q, want one of %q", got, want)
			}
			put("a")
			broken = true
			put("b")
			put("c")
			whole("a", "b", "c") // b and c where only the folder could not be synced
			if len(reports) != 1 || !errors.Is(reports[0], errFull) {
				t.Errorf("reported: %v", reports)
			}
			if d := diff([]string{w.id + draftFile, w.id + lockFile}, files(t, s)); d != "" {
				t.Error(d)
			}
			broken = false
			put("d")
			whole("d")
			broken = true
			put("e")
			if len(reports) != 2 {
				t.Errorf("after a success in between: %v", reports)
			}
			if err := w.Close(nil); !errors.Is(err, errFull) || len(reports) != 2 {
				t.Errorf("Close: %v, reported %v", err, reports)
			}
			whole("d", "e")
			if held(s.path(w.id, lockFile)) {
				t.Error("still held")
			}
		})
	}
}

// What Close returns is not reported as well, and what Discard threw away is no failure of Close.
func TestFailuresOfTheEnd(t *testing.T) {
	s := open(t)
	s.disk = failing{realDisk{}, "rename", func() bool { return true }}
	w := begin(t, s)
	st := named("a")
	if err := w.Close(&st); !errors.Is(err, errFull) {
		t.Error(err)
	}
	w, err := s.Start("connector", nil)
	if err != nil {
		t.Fatal(err)
	}
	w.Put(st, false)
	await(t, w)
	if err := w.Discard(); err != nil {
		t.Error(err)
	}
	if err := w.Close(nil); err != nil {
		t.Error(err)
	}
	if got := files(t, s); len(got) > 0 {
		t.Error(got)
	}
}

func TestCloseTriesAgain(t *testing.T) {
	s := open(t)
	broken := true
	s.disk = failing{realDisk{}, "rename", func() bool { return broken }}
	reported := 0
	w, err := s.Start("connector", func(error) { reported++ })
	if err != nil {
		t.Fatal(err)
	}
	w.Put(named("a"), false)
	await(t, w)
	if reported != 1 || w.Path() != "" {
		t.Errorf("%d reports, path %q", reported, w.Path())
	}
	broken = false
	if err := w.Close(nil); err != nil {
		t.Error(err)
	}
	if got := read(t, s, w.id).State.Answers["connector.name"].Text(); got != "a" {
		t.Error(got)
	}
}

// A durable write that failed is still owed when a plain one follows.
func TestDurableIsOwed(t *testing.T) {
	s := open(t)
	broken := true
	count := &counting{disk: realDisk{}}
	s.disk = failing{count, "rename", func() bool { return broken }}
	w, err := s.Start("connector", nil)
	if err != nil {
		t.Fatal(err)
	}
	w.Put(named("a"), true)
	await(t, w)
	broken = false
	w.Put(named("b"), false)
	await(t, w)
	if count.synced != 1 {
		t.Errorf("%d synced", count.synced)
	}
	if err := w.Close(nil); err != nil || count.created != 2 {
		t.Errorf("%v; %d writes", err, count.created)
	}
}

// A disk that cannot be written to costs the draft and nothing else: the draft there is can still be read and resumed.
func TestReadOnlyDisk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(filepath.Join(file, "drafts"))
	if err != nil {
		t.Fatal(err)
	}
	var reports []error
	w, err := s.Start("connector", func(err error) { reports = append(reports, err) })
	if err != nil {
		t.Fatal(err)
	}
	w.Put(named("a"), false)
	await(t, w)
	w.Put(named("b"), true)
	if err := w.Close(nil); err == nil || len(reports) != 1 || w.Path() != "" {
		t.Errorf("%v; %v; %q", err, reports, w.Path())
	}
}

func TestResumeWhereNoLockCanBe(t *testing.T) {
	s := open(t)
	id := keep(t, s, stateOf(1))
	if err := os.Mkdir(s.path(id, lockFile), 0o700); err != nil {
		t.Fatal(err)
	}
	var reports []error
	d, w, err := s.Resume(id, func(err error) { reports = append(reports, err) })
	if err != nil {
		t.Fatal(err)
	}
	if n, err := numberOf(d.State); n != 1 || err != nil {
		t.Error(err)
	}
	w.Put(named("b"), false)
	await(t, w)
	if len(reports) != 1 {
		t.Errorf("reported: %v", reports)
	}
	if err := os.Remove(s.path(id, lockFile)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(nil); err != nil {
		t.Error(err)
	}
	if got := read(t, s, id).State.Answers["connector.name"].Text(); got != "b" {
		t.Error(got)
	}
}

func TestTheFolderIsRemovedMeanwhile(t *testing.T) {
	s := open(t)
	w := begin(t, s)
	w.Put(named("a"), false)
	await(t, w)
	if err := os.RemoveAll(s.folder); err != nil {
		t.Skip(err) // a file that is open cannot be removed everywhere
	}
	w.Put(named("b"), false)
	await(t, w)
	if got := read(t, s, w.id); got.State.Answers["connector.name"].Text() != "b" || !got.InUse {
		t.Errorf("%+v", got)
	}
}

func TestTooLargeToKeep(t *testing.T) {
	s := open(t)
	var reports []error
	w, err := s.Start("connector", func(err error) { reports = append(reports, err) })
	if err != nil {
		t.Fatal(err)
	}
	w.Put(named("a"), false)
	await(t, w)
	st := named(strings.Repeat("x", limit))
	if err := w.Close(&st); err == nil || !strings.Contains(err.Error(), "1 MiB") {
		t.Error(err)
	}
	if got := read(t, s, w.id).State.Answers["connector.name"].Text(); got != "a" {
		t.Errorf("the draft that was there is now %d bytes", len(got))
	}
}
