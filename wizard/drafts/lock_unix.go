//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package drafts

import (
	"errors"
	"os"
	"syscall"
)

// tryLock does not wait. It fails with ErrInUse where the file is locked.
func tryLock(f *os.File, exclusive bool) error {
	how := syscall.LOCK_SH
	if exclusive {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			return ErrInUse
		}
		return err
	}
}

// unlock does not leave it to the closing: a child process that has just been forked may still have the file open.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }

// letGo removes the file while it is locked, so that it cannot be another's; who opened it before that sees, once he
// has the lock, that it lost its name.
func letGo(f *os.File, path string) {
	if isAt(f, path) {
		_ = os.Remove(path)
	}
	unlock(f)
	_ = f.Close()
}
