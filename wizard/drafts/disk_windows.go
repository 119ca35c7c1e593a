package drafts

import (
	"errors"
	"syscall"
	"time"
)

// careful needs nothing here: the named pipes of Windows are in no folder.
const careful = 0

const sharingViolation syscall.Errno = 32

// replacesOpened: a file that is open for a sync cannot be replaced.
const replacesOpened = false

// patiently tries again for half a second: a file that a virus scanner, or another eacwizard's list, has open just now
// cannot be replaced, removed or read.
func patiently(do func() error) (err error) {
	for range 20 {
		err = do()
		if !errors.Is(err, sharingViolation) && !errors.Is(err, syscall.ERROR_ACCESS_DENIED) {
			return err
		}
		time.Sleep(25 * time.Millisecond)
	}
	return err
}

// syncFolder has nothing to do: the file system keeps its own journal of renames, and a folder cannot be flushed.
func syncFolder(string) error { return nil }
