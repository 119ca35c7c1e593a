package drafts

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// limit is far more than any draft needs. Nothing larger is read, and nothing larger is written.
const limit = 1 << 20

// readFile reads a draft's file, whatever is in its place: it follows no link, waits for no pipe, and reads no more than
// the limit. Its errors go on with a sentence that began with the draft's name.
func readFile(path string) (data []byte, saved time.Time, err error) {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, time.Time{}, errNotRegular
	}
	if err != nil {
		return nil, time.Time{}, cannotRead(err)
	}
	var f *os.File
	err = patiently(func() (err error) {
		f, err = os.OpenFile(path, os.O_RDONLY|careful, 0)
		return err
	})
	if err != nil {
		return nil, time.Time{}, cannotRead(err)
	}
	defer f.Close()
	return readOpened(f)
}

var errNotRegular = errors.New("is a link, a folder or a device, not a file; it is not followed: remove it")

func cannotRead(err error) error { return fmt.Errorf("cannot be read: %w", err) }

// readOpened reads a file once and notices when it was changed meanwhile. Our own writers never do that: they replace it.
func readOpened(f fs.File) (data []byte, saved time.Time, err error) {
	before, err := f.Stat()
	if err == nil && !before.Mode().IsRegular() {
		return nil, time.Time{}, errNotRegular
	}
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(f, limit+1))
	}
	if err != nil {
		return nil, time.Time{}, cannotRead(err)
	}
	if len(data) > limit {
		return nil, time.Time{}, errors.New("is larger than 1 MiB, which no draft is; the file is left as it is")
	}
	after, err := f.Stat()
	if err != nil {
		return nil, time.Time{}, cannotRead(err)
	}
	if after.Size() != int64(len(data)) || !after.ModTime().Equal(before.ModTime()) {
		return nil, time.Time{}, errors.New("was changed while it was read; try again")
	}
	return data, before.ModTime(), nil
}
