package drafts

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.lock")
	if held(path) {
		t.Error("held before it was taken")
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("looking made the file")
	}
	l, err := acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	if !held(path) {
		t.Error("not held after it was taken")
	}
	if _, err := acquire(path); !errors.Is(err, ErrInUse) {
		t.Errorf("taken twice: %v", err)
	}
	l.release()
	if held(path) {
		t.Error("held after it was given back")
	}
	if _, err := os.Lstat(path); err == nil {
		t.Error("the file is still there")
	}
}

func TestLockWhereNoFileCanBe(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "a.lock"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(folder, "a.lock"), filepath.Join(folder, "none", "b.lock")} {
		if l, err := acquire(path); err == nil || errors.Is(err, ErrInUse) {
			t.Errorf("%s: %v, %v", path, l, err)
		}
		if held(path) {
			t.Errorf("%s is held", path)
		}
	}
}

// Who opened the file before it was given back must not take the one that has lost its name.
func TestLockOfAFileThatIsGone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.lock")
	first, err := acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	late, err := openLock(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	first.release()
	if _, err := os.Lstat(path); err == nil {
		_ = late.Close()
		t.Skip("here a file that is open keeps its name")
	}
	second, err := acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := claim(late, path); !errors.Is(err, ErrInUse) {
		t.Errorf("two hold it: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	third, err := acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	second.release()
	if !held(path) {
		t.Error("a lock was removed by who did not have it")
	}
	third.release()
}

// A lock's file comes and goes with the lock. However takers, givers and lookers meet, only one ever has it.
func TestLockHasOneHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.lock")
	var holders, times atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				l, err := tryAcquire(path)
				if err != nil {
					continue
				}
				if holders.Add(1) > 1 {
					t.Error("two hold it")
				}
				times.Add(1)
				runtime.Gosched()
				holders.Add(-1)
				l.release()
			}
		})
		all.Go(func() {
			for range 200 {
				held(path)
			}
		})
	}
	all.Wait()
	if times.Load() == 0 {
		t.Error("nobody ever had it")
	}
}
