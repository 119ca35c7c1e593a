package drafts

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// disk is what a Writer does to the file system. Tests put a full, slow or broken one in its place.
type disk interface {
	MakeFolder(path string) error
	Create(path string) (io.WriteCloser, error) // a new file for its owner alone, in the place of any other
	Replace(from, to string) error              // atomically
	Remove(path string) error
	Sync(path string) error       // makes what a file holds survive a power cut
	SyncFolder(path string) error // makes a Replace survive one
}

type realDisk struct{}

func (realDisk) MakeFolder(path string) error { return os.MkdirAll(path, 0o700) }

// Create never writes through a link: it removes what is in its place.
func (realDisk) Create(path string) (io.WriteCloser, error) {
	f, err := createNew(path)
	if errors.Is(err, fs.ErrExist) {
		if err := os.Remove(path); err != nil {
			return nil, err
		}
		f, err = createNew(path)
	}
	if err != nil {
		return nil, err // f is a nil *os.File, which must not become an io.WriteCloser
	}
	return f, nil
}

func createNew(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

func (realDisk) Replace(from, to string) error {
	return patiently(func() error { return os.Rename(from, to) })
}

func (realDisk) Remove(path string) error {
	return patiently(func() error { return os.Remove(path) })
}

func (realDisk) Sync(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|careful, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func (realDisk) SyncFolder(path string) error { return syncFolder(path) }

// save replaces a draft's file; whatever goes wrong, and whenever, the one that was there stays.
func (s *Store) save(id string, data []byte) (err error) {
	temp := s.path(id, tempFile)
	f, err := s.disk.Create(temp)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = s.disk.Remove(temp) // makes room; if it stays, the next Create removes it
		}
	}()
	_, err = f.Write(data)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = s.disk.Replace(temp, s.path(id, draftFile))
	}
	return err
}

// sync makes a saved draft survive a power cut.
func (s *Store) sync(id string) error {
	err := s.disk.Sync(s.path(id, draftFile))
	if err == nil {
		err = s.disk.SyncFolder(s.folder)
	}
	return err
}
