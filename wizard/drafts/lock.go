package drafts

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// lock says that a living process holds a draft. It is one of the operating system's on a file beside the draft, which
// ends when its process does, however that ends. The draft's own file could not carry it: each write replaces that.
type lock struct {
	file *os.File
	path string
}

// How often acquire tries, and how far apart: others may only be looking whether the lock is held.
const (
	attempts = 10
	pause    = 5 * time.Millisecond
)

// acquire takes the lock, or fails with ErrInUse where another process, or another lock of this one, has it.
func acquire(path string) (l *lock, err error) {
	for range attempts {
		if l, err = tryAcquire(path); !errors.Is(err, ErrInUse) {
			return l, err
		}
		time.Sleep(pause)
	}
	return nil, err
}

// tryAcquire is acquire without patience.
func tryAcquire(path string) (*lock, error) {
	f, err := openLock(path, os.O_CREATE)
	if err != nil {
		return nil, err
	}
	return claim(f, path)
}

// claim locks an open file, or closes it.
func claim(f *os.File, path string) (*lock, error) {
	err := tryLock(f, true)
	if err == nil && isAt(f, path) {
		return &lock{f, path}, nil
	}
	_ = f.Close()
	if err == nil || errors.Is(err, ErrInUse) {
		return nil, ErrInUse // or was a moment ago: whoever had it has removed the file since it was opened here
	}
	return nil, fmt.Errorf("locking %s: %w", path, err)
}

// held reports whether a lock is held. It creates and keeps nothing, and does not disturb others who look.
func held(path string) bool {
	f, err := openLock(path, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	defer unlock(f)
	return errors.Is(tryLock(f, false), ErrInUse)
}

// release gives the lock back and removes its file. A nil lock is none.
func (l *lock) release() {
	if l != nil {
		letGo(l.file, l.path)
	}
}

func openLock(path string, create int) (f *os.File, err error) {
	err = patiently(func() error {
		f, err = os.OpenFile(path, os.O_RDWR|create|careful, 0o600)
		return err
	})
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		_ = f.Close()
		return nil, fmt.Errorf("%s is no regular file; remove it", path)
	}
	return f, nil
}

// isAt reports whether an open file is still the one with that name.
func isAt(f *os.File, path string) bool {
	opened, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(path)
	return err == nil && os.SameFile(opened, named)
}
