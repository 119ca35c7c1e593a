package drafts

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

var (
	kernel32     = syscall.NewLazyDLL("kernel32.dll")
	lockFileEx   = kernel32.NewProc("LockFileEx")
	unlockFileEx = kernel32.NewProc("UnlockFileEx")
)

const (
	failImmediately = 0x1
	exclusively     = 0x2

	lockViolation syscall.Errno = 33
)

// tryLock does not wait. It fails with ErrInUse where the file is locked.
func tryLock(f *os.File, exclusive bool) error {
	how := uintptr(failImmediately)
	if exclusive {
		how |= exclusively
	}
	var from syscall.Overlapped
	ok, _, err := lockFileEx.Call(f.Fd(), how, 0, 1, 0, uintptr(unsafe.Pointer(&from)))
	switch {
	case ok != 0:
		return nil
	case errors.Is(err, lockViolation), errors.Is(err, syscall.ERROR_IO_PENDING):
		return ErrInUse
	}
	return err
}

// unlock does not leave it to the closing, after which the system unlocks when it finds the time.
func unlock(f *os.File) {
	var from syscall.Overlapped
	_, _, _ = unlockFileEx.Call(f.Fd(), 0, 1, 0, uintptr(unsafe.Pointer(&from)))
}

// letGo removes the file after closing it, as Windows wants it. Where another has opened it by then, to lock it, it stays.
func letGo(f *os.File, path string) {
	unlock(f)
	_ = f.Close()
	_ = os.Remove(path)
}
