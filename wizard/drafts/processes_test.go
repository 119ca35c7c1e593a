package drafts

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"sync"
	"testing"
)

func TestADraftInUse(t *testing.T) {
	s := open(t)
	living := start(t, "hold", s.folder, "")
	id := living.says()
	if d := read(t, s, id); !d.InUse {
		t.Error("not in use")
	}
	if _, _, err := s.Resume(id, nil); !errors.Is(err, ErrInUse) {
		t.Errorf("resumed: %v", err)
	}
	if err := s.Delete(id); !errors.Is(err, ErrInUse) {
		t.Errorf("deleted: %v", err)
	}
	living.kill()
	if d := read(t, s, id); d.InUse {
		t.Error("in use by the dead")
	}
	d, w, err := s.Resume(id, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close(nil)
	if n, err := numberOf(d.State); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// Two wizards that start at once have a draft each, and neither takes the other's over.
func TestTwoWizards(t *testing.T) {
	s := open(t)
	first, second := start(t, "hold", s.folder, ""), start(t, "hold", s.folder, "")
	ids := []string{first.says(), second.says()}
	if ids[0] == ids[1] {
		t.Fatal("they have one draft")
	}
	if got := start(t, "resume", s.folder, ids[0]).says(); got != "in use" {
		t.Error(got)
	}
	first.finish()
	third := start(t, "resume", s.folder, ids[0])
	if got := third.says(); got != "resumed" {
		t.Fatal(got)
	}
	third.finish()
	second.finish()
	for i, want := range []int{2, 1} {
		if n, err := numberOf(read(t, s, ids[i]).State); n != want || err != nil {
			t.Errorf("draft %d holds state %d, %v; want %d", i, n, err, want)
		}
	}
}

// Of many that take one draft over at once, one has it.
func TestManyTakeOver(t *testing.T) {
	s := open(t)
	id := keep(t, s, stateOf(1))
	said := make([]string, 6)
	var all sync.WaitGroup
	children := make([]*child, len(said))
	for i := range children {
		children[i] = start(t, "resume", s.folder, id)
	}
	for i := range children {
		all.Go(func() { said[i] = children[i].says() })
	}
	all.Wait()
	resumed := 0
	for _, what := range said {
		switch what {
		case "resumed":
			resumed++
		case "in use":
		default:
			t.Error(what)
		}
	}
	if resumed != 1 {
		t.Errorf("%q", said)
	}
	if n, err := numberOf(read(t, s, id).State); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}

// A wizard that writes without a pause is read again and again and then killed at some moment: what its file holds is
// always a whole state, none is older than one seen before, and the draft goes on.
func TestKilledAtAnyMoment(t *testing.T) {
	s := open(t)
	for round := range uint64(30) {
		rng := rand.New(rand.NewPCG(round, 1))
		c := start(t, "write", s.folder, "")
		id, last := c.says(), 0
		check := func(d Draft) {
			t.Helper()
			n, err := numberOf(d.State)
			if err != nil || n < last {
				t.Fatalf("round %d: state %d after %d: %v", round, n, last, err)
			}
			last = n
		}
		for range rng.IntN(12) {
			check(read(t, s, id))
		}
		c.kill()
		d, w, err := s.Resume(id, nil)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		check(d)
		st := stateOf(last + 1)
		if err := w.Close(&st); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		check(read(t, s, id))
		if err := s.Delete(id); err != nil {
			t.Fatal(err)
		}
		if got := files(t, s); len(got) > 0 {
			t.Fatalf("round %d: left behind: %v", round, got)
		}
	}
}

var errKilled = errors.New("killed")

// dying stops for good after some operations, the last of them done by half where it can be.
type dying struct {
	disk
	left *int
}

func (d dying) alive() bool { *d.left--; return *d.left >= 0 }

func (d dying) MakeFolder(path string) error {
	if !d.alive() {
		return errKilled
	}
	return d.disk.MakeFolder(path)
}

func (d dying) Create(path string) (io.WriteCloser, error) {
	if !d.alive() {
		return nil, errKilled
	}
	f, err := d.disk.Create(path)
	return dyingSink{f, d}, err
}

func (d dying) Replace(from, to string) error {
	if !d.alive() {
		return errKilled
	}
	return d.disk.Replace(from, to)
}

func (d dying) Remove(path string) error {
	if !d.alive() {
		return errKilled
	}
	return d.disk.Remove(path)
}

type dyingSink struct {
	io.WriteCloser
	disk dying
}

func (f dyingSink) Write(p []byte) (int, error) {
	if !f.disk.alive() {
		n, _ := f.WriteCloser.Write(p[:len(p)/2])
		return n, errKilled
	}
	return f.WriteCloser.Write(p)
}

// The same at every operation in turn, one by one.
func TestKilledAtEachOperation(t *testing.T) {
	s := open(t)
	for left := 0; ; left++ {
		id := keep(t, s, stateOf(1))
		d, w, err := s.Resume(id, nil)
		if err != nil || len(d.Left) > 0 {
			t.Fatal(err, d.Left)
		}
		operations := left
		s.disk = dying{realDisk{}, &operations}
		st := stateOf(2)
		failed := w.Close(&st)
		s.disk = realDisk{}
		n, err := numberOf(read(t, s, id).State)
		if err != nil || n != 1 && n != 2 {
			t.Fatalf("after %d operations: state %d, %v", left, n, err)
		}
		if _, w, err := s.Resume(id, nil); err != nil {
			t.Fatalf("after %d operations: %v", left, err)
		} else if err := w.Discard(); err != nil {
			t.Fatal(err)
		}
		if got := files(t, s); len(got) > 0 {
			t.Fatalf("after %d operations: left behind: %v", left, got)
		}
		if failed == nil {
			if n != 2 || left < 3 {
				t.Errorf("state %d with %d operations", n, left)
			}
			return
		}
	}
}

// A draft that another process deletes or replaces while it is listed is no problem of the list's.
func TestListWhileDraftsComeAndGo(t *testing.T) {
	s := open(t)
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			for i := range 15 {
				w, err := s.Start("connector", nil)
				if err != nil {
					t.Error(err)
					return
				}
				w.Put(stateOf(i), false)
				if err := w.Discard(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 100 {
		list, problems := s.List()
		for _, d := range list {
			if _, err := numberOf(d.State); err != nil {
				t.Error(err)
			}
		}
		if len(problems) > 0 {
			t.Error(problems)
		}
	}
	all.Wait()
	if _, err := s.Read(newID(s.now())); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
