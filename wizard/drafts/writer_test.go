package drafts

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"eacwizard/steps"
)

// await waits until the writer has nothing to do.
func await(t *testing.T, w *Writer) {
	t.Helper()
	for _, of := range []*chan struct{}{&w.running, &w.syncing} { // a write may begin a sync, and not the other way round
		w.mu.Lock()
		done := *of
		w.mu.Unlock()
		if done != nil {
			<-done
		}
	}
}

// ended reports whether the writer takes nothing more.
func ended(w *Writer) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed
}

func named(name string) steps.State {
	return steps.State{Answers: steps.Answers{"connector.name": {name}}, Page: "connector/new"}
}

// Put returns once the state before is in the file, however slow the disk is, as long as it does not hang.
func TestPutWaitsForTheStateBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		disk := &slow{disk: realDisk{}, began: make(chan struct{}), goOn: make(chan struct{})}
		s.disk = disk
		go func() { // a disk that takes its time
			for range disk.began {
				time.Sleep(patience * 9 / 10)
				disk.goOn <- struct{}{}
			}
		}()
		w := begin(t, s)
		for i := range 20 {
			w.Put(named(fmt.Sprint(i)), i%7 == 0)
			if i == 0 {
				continue
			}
			got := read(t, s, w.id).State.Answers["connector.name"].Text()
			if got != fmt.Sprint(i-1) && got != fmt.Sprint(i) {
				t.Errorf("Put %d has returned, and the file holds %q", i, got)
			}
		}
		if err := w.Close(nil); err != nil {
			t.Error(err)
		}
		close(disk.began)
	})
}

// A disk that hangs holds up one Put for a moment. Of the states that came meanwhile the last is written once it answers.
func TestHangingDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		disk := &slow{disk: realDisk{}, began: make(chan struct{}), goOn: make(chan struct{})}
		s.disk = disk
		w := begin(t, s)
		w.Put(named("first"), false)
		<-disk.began
		start := time.Now()
		for i := range 1000 {
			w.Put(named(fmt.Sprint(i)), i == 500)
		}
		if took := time.Since(start); took != patience {
			t.Errorf("a thousand states were held up for %s, want %s", took, patience)
		}
		disk.goOn <- struct{}{}
		<-disk.began
		disk.goOn <- struct{}{}
		await(t, w)
		if got := read(t, s, w.id).State.Answers["connector.name"].Text(); got != "999" {
			t.Errorf("the file holds %s", got)
		}
		w.Put(named("answers again"), false)
		<-disk.began
		start = time.Now()
		go func() {
			time.Sleep(patience / 2)
			disk.goOn <- struct{}{}
			<-disk.began
			disk.goOn <- struct{}{}
		}()
		w.Put(named("waits again"), false)
		if took := time.Since(start); took != patience/2 {
			t.Errorf("once it answers the next state waits %s, want %s", took, patience/2)
		}
		if err := w.Close(nil); err != nil {
			t.Error(err)
		}
		if disk.count != 4 {
			t.Errorf("%d writes", disk.count)
		}
	})
}

// A sync may take as long as it likes: keys are written meanwhile, and the end waits for it.
func TestNoPutWaitsForASync(t *testing.T) {
	if !replacesOpened {
		t.Skip("here a file cannot be replaced during a sync")
	}
	synctest.Test(t, func(t *testing.T) {
		s := open(t)
		disk := &slow{disk: realDisk{}, syncBegan: make(chan struct{}), syncGoesOn: make(chan struct{})}
		s.disk = disk
		w := begin(t, s)
		w.Put(named("a page turned"), true)
		<-disk.syncBegan
		start := time.Now()
		for i := range 100 {
			w.Put(named(fmt.Sprint(i)), i == 50)
		}
		w.awaitWrite()
		if took := time.Since(start); took != 0 {
			t.Errorf("held up for %s", took)
		}
		if got := read(t, s, w.id).State.Answers["connector.name"].Text(); got != "99" {
			t.Errorf("the file holds %s", got)
		}
		closed := make(chan error)
		go func() { closed <- w.Close(nil) }()
		synctest.Wait()
		select {
		case <-closed:
			t.Fatal("closed before the sync was done")
		default:
		}
		disk.syncGoesOn <- struct{}{}
		<-disk.syncBegan // of what came during the first one
		disk.syncGoesOn <- struct{}{}
		if err := <-closed; err != nil {
			t.Error(err)
		}
	})
}

// A disk that never answers does not keep the wizard from ending.
func TestTheEndDoesNotHang(t *testing.T) {
	for name, disk := range map[string]*slow{
		"write": {disk: realDisk{}, began: make(chan struct{}, 1), goOn: make(chan struct{})},
		"sync":  {disk: realDisk{}, syncBegan: make(chan struct{}, 1), syncGoesOn: make(chan struct{})},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			synctest.Test(t, func(t *testing.T) {
				disk.goOn, disk.syncGoesOn = make(chan struct{}), make(chan struct{}) // of this bubble
				s.disk = disk
				w, err := s.Start("connector", nil)
				if err != nil {
					t.Fatal(err)
				}
				start, st := time.Now(), named("a")
				if err := w.Close(&st); err == nil || !strings.Contains(err.Error(), "has not answered for 5s") {
					t.Errorf("Close: %v", err)
				}
				if took := time.Since(start); took != lastPatience {
					t.Errorf("it took %s, want %s", took, lastPatience)
				}
				close(disk.goOn)
				close(disk.syncGoesOn)
				synctest.Wait()
				w.unlock()
			})
		})
	}
}

func TestSyncOnlyWhenAsked(t *testing.T) {
	s := open(t)
	disk := &counting{disk: realDisk{}}
	s.disk = disk
	w := begin(t, s)
	for _, step := range []struct {
		what            string
		do              func()
		created, synced int
	}{
		{"a change", func() { w.Put(named("a"), false) }, 1, 0},
		{"no change", func() { w.Put(named("a"), false) }, 1, 0},
		{"another change", func() { w.Put(named("b"), false) }, 2, 0},
		{"a page turned", func() { w.Put(named("b"), true) }, 2, 1},
		{"the same again", func() { w.Put(named("b"), true) }, 2, 1},
		{"one more change", func() { w.Put(named("c"), false) }, 3, 1},
		{"the end", func() { _ = w.Close(nil) }, 3, 2},
		{"after the end", func() { w.Put(named("d"), true) }, 3, 2},
	} {
		step.do()
		await(t, w)
		if disk.created != step.created || disk.synced != step.synced {
			t.Errorf("%s: %d writes, %d synced; want %d, %d", step.what, disk.created, disk.synced, step.created, step.synced)
		}
	}
}

// However states come, after Close the file holds the last, and nothing lies beside it.
func TestTheLastStateStays(t *testing.T) {
	s := open(t)
	for seed := range uint64(25) {
		rng := rand.New(rand.NewPCG(seed, 0))
		w := begin(t, s)
		var last, final *steps.State
		for range rng.IntN(30) {
			st := steps.State{}
			if rng.IntN(10) > 0 {
				st = stateOf(rng.IntN(5))
			}
			last = &st
			w.Put(st, rng.IntN(20) == 0)
			if rng.IntN(5) == 0 {
				await(t, w)
			}
		}
		if rng.IntN(2) == 0 {
			st := stateOf(9)
			last, final = &st, &st
		}
		if err := w.Close(final); err != nil {
			t.Fatal(err)
		}
		if last == nil || blank(*last) {
			if got := files(t, s); len(got) > 0 || w.Path() != "" {
				t.Fatalf("seed %d: nothing to keep, but %q and %q", seed, w.Path(), got)
			}
			continue
		}
		if d := diff(*last, read(t, s, w.id).State); d != "" {
			t.Fatalf("seed %d: %s", seed, d)
		}
		if d := diff([]string{w.id + draftFile}, files(t, s)); d != "" {
			t.Fatalf("seed %d: %s", seed, d)
		}
		if err := w.Discard(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNothingToKeep(t *testing.T) {
	s := open(t)
	for name, st := range map[string]steps.State{
		"the zero state":   {},
		"a page turned":    {Answers: steps.Answers{}, Page: "connector/new", Seen: []string{"connector/new"}},
		"an add row empty": {Pending: map[steps.Key]string{"connector.smart-hosts": ""}},
	} {
		w := begin(t, s)
		w.Put(st, true)
		if err := w.Close(&st); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(s.folder); err == nil || w.Path() != "" {
			t.Errorf("%s: %q, and %v", name, w.Path(), files(t, s))
		}
	}
}

// A draft that has been emptied must not come back with what was taken out of it.
func TestEmptied(t *testing.T) {
	s := open(t)
	_, w, err := s.Resume(keep(t, s, stateOf(1)), nil)
	if err != nil {
		t.Fatal(err)
	}
	w.Put(named("again"), false)
	await(t, w)
	w.Put(steps.State{}, false)
	await(t, w)
	if d := diff([]string{w.id + lockFile}, files(t, s)); d != "" || w.Path() != "" {
		t.Errorf("path %q, %s", w.Path(), d)
	}
	w.Put(named("again"), false)
	await(t, w)
	if got := read(t, s, w.id).State; got.Answers["connector.name"].Text() != "again" {
		t.Errorf("%v", got)
	}
	if err := w.Close(nil); err != nil {
		t.Error(err)
	}
}

func TestEnds(t *testing.T) {
	s := open(t)
	t.Run("Close twice", func(t *testing.T) {
		w := begin(t, s)
		first, second := named("first"), named("second")
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := w.Close(&first); err != nil {
					t.Error(err)
				}
				if held(s.path(w.id, lockFile)) {
					t.Error("a Close returned before the draft was free")
				}
			})
		}
		all.Wait()
		if err := w.Close(&second); err != nil {
			t.Error(err)
		}
		if got := read(t, s, w.id).State.Answers["connector.name"].Text(); got != "first" {
			t.Error(got)
		}
	})
	t.Run("Discard", func(t *testing.T) {
		w := begin(t, s)
		w.Put(named("a"), false)
		path := func() string { await(t, w); return w.Path() }()
		for range 2 {
			if err := w.Discard(); err != nil {
				t.Error(err)
			}
		}
		w.Put(named("b"), false)
		if err := w.Close(nil); err != nil || w.Path() != "" {
			t.Errorf("%q, %v", w.Path(), err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Error("the draft is still there")
		}
	})
	t.Run("Discard of nothing", func(t *testing.T) {
		w := begin(t, open(t))
		if err := w.Discard(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(w.store.folder); err == nil {
			t.Error("it made the folder")
		}
	})
	t.Run("Discard after Close", func(t *testing.T) {
		w := begin(t, s)
		st := named("a")
		if err := w.Close(&st); err != nil {
			t.Error(err)
		}
		if err := w.Discard(); err != nil || w.Path() != "" {
			t.Errorf("%q, %v", w.Path(), err)
		}
		if _, err := s.Read(w.id); !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	})
	t.Run("Discard after another took over", func(t *testing.T) {
		w := begin(t, s)
		st := named("a")
		if err := w.Close(&st); err != nil {
			t.Error(err)
		}
		_, other, err := s.Resume(w.id, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer other.Discard()
		if err := w.Discard(); !errors.Is(err, ErrInUse) {
			t.Error(err)
		}
	})
	t.Run("Discard while a write runs", func(t *testing.T) {
		s := open(t)
		disk := &slow{disk: realDisk{}, began: make(chan struct{}), goOn: make(chan struct{})}
		s.disk = disk
		w := begin(t, s)
		w.Put(named("a"), false)
		<-disk.began
		w.Put(named("b"), false)
		done := make(chan error)
		go func() { done <- w.Discard() }()
		for !ended(w) {
			runtime.Gosched()
		}
		disk.goOn <- struct{}{}
		if err := <-done; err != nil || disk.count != 1 {
			t.Errorf("%v; %d writes", err, disk.count)
		}
		if got := files(t, s); len(got) > 0 {
			t.Error(got)
		}
	})
}

// A writer has no goroutine while it has nothing to write: the bubble would not end.
func TestNoGoroutineStays(t *testing.T) {
	s := open(t)
	synctest.Test(t, func(t *testing.T) {
		open, err := s.Start("connector", nil)
		if err != nil {
			t.Fatal(err)
		}
		open.Put(named("never closed"), false)
		closed, err := s.Start("connector", nil)
		if err != nil {
			t.Fatal(err)
		}
		closed.Put(named("closed"), true)
		_ = closed.Close(nil)
		discarded, err := s.Start("connector", nil)
		if err != nil {
			t.Fatal(err)
		}
		discarded.Put(named("discarded"), true)
		_ = discarded.Discard()
		synctest.Wait()
		open.unlock()
	})
}

// Any goroutine may use a writer. The race detector watches.
func TestManyGoroutines(t *testing.T) {
	s := open(t)
	w := begin(t, s)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 50 {
				w.Put(stateOf(g*100+i), i == 25)
				_ = w.Path()
				if g == 0 {
					s.List()
				}
			}
		})
	}
	all.Wait()
	if err := w.Close(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := numberOf(read(t, s, w.id).State); err != nil {
		t.Error(err)
	}
}
