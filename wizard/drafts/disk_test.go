package drafts

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"eacwizard/steps"
)

// telling says when a draft's file has been replaced, as long as somebody listens.
type telling struct {
	disk
	replaced chan struct{}
}

func (d *telling) Replace(from, to string) error {
	err := d.disk.Replace(from, to)
	select {
	case d.replaced <- struct{}{}:
	default:
	}
	return err
}

// slow lets each write wait for the test, and each sync where those channels are there.
type slow struct {
	disk
	began      chan struct{} // a write has begun
	goOn       chan struct{} // and may go on
	count      int
	syncBegan  chan struct{}
	syncGoesOn chan struct{}
}

func (d *slow) Sync(path string) error {
	if d.syncBegan != nil {
		d.syncBegan <- struct{}{}
		<-d.syncGoesOn
	}
	return d.disk.Sync(path)
}

func (d *slow) Create(path string) (io.WriteCloser, error) {
	d.count++
	if d.began != nil {
		d.began <- struct{}{}
		<-d.goOn
	}
	return d.disk.Create(path)
}

var errFull = errors.New("no space left on device")

// failing fails at one operation, as long as broken says so.
type failing struct {
	disk
	at     string
	broken func() bool
}

func (d failing) fails(at string) bool { return d.at == at && d.broken() }

func (d failing) MakeFolder(path string) error {
	if d.fails("folder") {
		return errFull
	}
	return d.disk.MakeFolder(path)
}

func (d failing) Create(path string) (io.WriteCloser, error) {
	if d.fails("create") {
		return nil, errFull
	}
	f, err := d.disk.Create(path)
	if err != nil {
		return nil, err
	}
	return failingSink{f, d}, nil
}

func (d failing) Replace(from, to string) error {
	if d.fails("rename") {
		return errFull
	}
	return d.disk.Replace(from, to)
}

func (d failing) Remove(path string) error {
	if d.fails("remove") {
		return errFull
	}
	return d.disk.Remove(path)
}

func (d failing) SyncFolder(path string) error {
	if d.fails("sync folder") {
		return errFull
	}
	return d.disk.SyncFolder(path)
}

func (d failing) Sync(path string) error {
	if d.fails("sync") {
		return errFull
	}
	return d.disk.Sync(path)
}

type failingSink struct {
	io.WriteCloser
	disk failing
}

func (f failingSink) Write(p []byte) (int, error) {
	if f.disk.fails("write") {
		n, _ := f.WriteCloser.Write(p[:len(p)/2])
		return n, errFull
	}
	return f.WriteCloser.Write(p)
}

func (f failingSink) Close() error {
	err := f.WriteCloser.Close()
	if f.disk.fails("close") {
		return errFull
	}
	return err
}

// counting counts the writes and the syncs.
type counting struct {
	disk
	created, synced int
}

func (d *counting) Create(path string) (io.WriteCloser, error) {
	d.created++
	return d.disk.Create(path)
}

func (d *counting) Sync(path string) error {
	d.synced++
	return d.disk.Sync(path)
}

// diff compares states as their readers see them: nothing and an empty list are one.
func diff(want, got any) string { return cmp.Diff(want, got, cmpopts.EquateEmpty()) }

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "state", "drafts"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// begin is a writer that is closed at the latest with its test, and fails it for whatever it reports.
func begin(t *testing.T, s *Store) *Writer {
	t.Helper()
	w, err := s.Start("connector", func(err error) { t.Error("reported:", err) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close(nil) })
	return w
}

// keep is the id of a new draft that nobody holds.
func keep(t *testing.T, s *Store, st steps.State) string {
	t.Helper()
	w := begin(t, s)
	if err := w.Close(&st); err != nil {
		t.Fatal(err)
	}
	return w.id
}

func read(t *testing.T, s *Store, id string) Draft {
	t.Helper()
	d, err := s.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// files are the names in the store's folder.
func files(t *testing.T, s *Store) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(s.folder)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
