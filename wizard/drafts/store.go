package drafts

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The files of a draft, by what follows its id.
const (
	draftFile = ".json"
	lockFile  = ".lock" // there while a writer holds the draft, and after one was killed
	tempFile  = ".tmp"  // the next draft file, on the way; only whoever holds the lock writes one
)

// Store is a folder of drafts. Any number of processes may use one folder at once.
type Store struct {
	folder string
	disk   disk
	format format
	now    func() time.Time
}

// Open is a store over a folder, which does not have to exist: the first draft written makes it, for its owner alone.
// It fails where the folder could never be one.
func Open(folder string) (*Store, error) {
	if folder == "" {
		return nil, errors.New("there is no folder to keep drafts in; name one")
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, fmt.Errorf("the folder for drafts: %w", err)
	}
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder, so it cannot hold drafts; move it elsewhere", folder)
	}
	return &Store{folder: folder, disk: realDisk{}, format: current, now: time.Now}, nil
}

func (s *Store) path(id, file string) string { return filepath.Join(s.folder, id+file) }

// List is every draft, the newest first, and an error for each file that cannot be read as one. It changes no draft.
func (s *Store) List() (list []Draft, problems []error) {
	info, err := os.Stat(s.folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", s.folder)
	}
	var entries []fs.DirEntry
	if err == nil {
		entries, err = os.ReadDir(s.folder)
	}
	if err != nil {
		return nil, []error{fmt.Errorf("looking for drafts: %w", err)}
	}
	for _, e := range entries {
		file := filepath.Ext(e.Name())
		id := strings.TrimSuffix(e.Name(), file)
		switch {
		case file == draftFile && !isID(id):
			problems = append(problems, fmt.Errorf("%q is not named as a draft is; move it elsewhere", e.Name()))
		case file == draftFile:
			d, err := s.Read(id)
			if err == nil {
				list = append(list, d)
			} else if !errors.Is(err, fs.ErrNotExist) { // else its wizard has just ended
				problems = append(problems, err)
			}
		case file == lockFile && isID(id), file == tempFile && isID(id):
			s.tidy(id)
		}
	}
	slices.SortFunc(list, func(a, b Draft) int {
		return cmp.Or(b.Saved.Compare(a.Saved), strings.Compare(b.ID, a.ID))
	})
	return list, problems
}

// has reports that a draft has a file.
func (s *Store) has(id string) bool {
	_, err := os.Lstat(s.path(id, draftFile))
	return !errors.Is(err, fs.ErrNotExist)
}

// tidy removes what a wizard leaves behind that was killed before it had written its draft.
func (s *Store) tidy(id string) {
	if s.has(id) {
		return
	}
	if l, err := tryAcquire(s.path(id, lockFile)); err == nil {
		_ = s.disk.Remove(s.path(id, tempFile)) // if it stays, the next List tries again
		l.release()
	}
}

// Read is a draft as its file holds it now. The error says what is wrong with the file, or is fs.ErrNotExist.
func (s *Store) Read(id string) (Draft, error) {
	if err := checkID(id); err != nil {
		return Draft{}, err
	}
	data, saved, err := readFile(s.path(id, draftFile))
	if errors.Is(err, fs.ErrNotExist) {
		return Draft{}, noDraft(id)
	}
	d := Draft{ID: id, Saved: saved, InUse: held(s.path(id, lockFile))}
	if err == nil {
		d.Scenario, d.State, d.Left, err = s.format.decode(data)
	}
	if err != nil {
		return Draft{}, fmt.Errorf("draft %s %w", id, err)
	}
	return d, nil
}

// Delete removes a draft, one that cannot be read as well. It fails with ErrInUse while a living wizard holds it, and
// with fs.ErrNotExist where there is none.
func (s *Store) Delete(id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	// Where the lock's file cannot even be made, nobody holds it: a full disk is no reason not to make room.
	l, err := acquire(s.path(id, lockFile))
	if errors.Is(err, ErrInUse) {
		return fmt.Errorf("draft %s cannot be deleted: %w", id, err)
	}
	defer l.release()
	_ = s.disk.Remove(s.path(id, tempFile)) // mostly there is none
	err = s.disk.Remove(s.path(id, draftFile))
	if errors.Is(err, fs.ErrNotExist) {
		return noDraft(id)
	}
	if err != nil {
		return fmt.Errorf("draft %s cannot be deleted: %w", id, err)
	}
	return nil
}

// Start is the writer of a new draft. Nothing is written before there is something to keep. It fails for a scenario
// that does not exist.
//
// Report, which may be nil, hears of the first write that fails, and of the next one only after one that worked. It is
// called off the caller's loop and must not wait for that loop: Close may be waiting there for the writer.
func (s *Store) Start(scenario string, report func(error)) (*Writer, error) {
	if _, ok := s.format.find(scenario); !ok {
		return nil, fmt.Errorf("there is no scenario %q to keep a draft of", scenario)
	}
	return &Writer{store: s, id: newID(s.now()), scenario: scenario, report: report}, nil
}

// Resume takes a draft over: nobody else can, until the writer is closed or this process ends. It fails as Read does,
// and with ErrInUse while a living wizard holds the draft. The file stays as it is until the first Put. Report is as for
// Start: a disk that cannot be written to is reported, and does not keep the draft from being read.
func (s *Store) Resume(id string, report func(error)) (Draft, *Writer, error) {
	if err := checkID(id); err != nil {
		return Draft{}, nil, err
	}
	l, err := acquire(s.path(id, lockFile))
	if errors.Is(err, ErrInUse) {
		return Draft{}, nil, fmt.Errorf("draft %s cannot be resumed: %w", id, err)
	}
	d, err := s.Read(id)
	if err != nil {
		l.release()
		return Draft{}, nil, err
	}
	d.InUse = false
	return d, &Writer{store: s, id: id, scenario: d.Scenario, report: report, lock: l, there: true}, nil
}
