//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package drafts

import (
	"errors"
	"os"
	"syscall"
)

// careful keeps an open from following a link, from waiting for the other end of a pipe, and from taking a terminal.
const careful = syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_NOCTTY

// replacesOpened: a file can be replaced while it is open for a sync.
const replacesOpened = true

// patiently has nothing to wait for here: a file that others have open can be replaced and removed.
func patiently(do func() error) error { return do() }

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err = f.Sync(); errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // this file system has no such thing
	}
	return err
}
