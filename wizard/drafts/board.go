package drafts

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Boards is a folder of files that running programs show to others, as a presentation shows its notes. Whoever reads
// one sees whether the program that writes it still lives: it holds a lock as long as it does.
type Boards struct{ store *Store }

// Board is one of them, while its program writes it.
type Board struct {
	store *Store
	id    string
	lock  *lock
}

// Posted is a board as others see it. One whose program has ended without taking it down is not alive.
type Posted struct {
	ID    string
	Data  []byte
	Saved time.Time
	Alive bool
}

// OpenBoards are the boards beside a folder of drafts. The folder does not have to exist.
func OpenBoards(drafts string) (*Boards, error) {
	s, err := Open(filepath.Join(filepath.Dir(drafts), "presentations"))
	if err != nil {
		return nil, err
	}
	return &Boards{s}, nil
}

// Up puts up a new board.
func (b *Boards) Up() (*Board, error) {
	s := b.store
	if err := s.disk.MakeFolder(s.folder); err != nil {
		return nil, fmt.Errorf("the folder for presentations: %w", err)
	}
	id := newID(s.now())
	l, err := acquire(s.path(id, lockFile))
	if err != nil {
		return nil, err
	}
	return &Board{s, id, l}, nil
}

// ID is the board's.
func (b *Board) ID() string { return b.id }

// Write replaces what the board shows: who reads it finds what was there before, or this.
func (b *Board) Write(data []byte) error { return b.store.save(b.id, data) }

// Down takes the board down.
func (b *Board) Down() error {
	err := b.store.disk.Remove(b.store.path(b.id, draftFile))
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	b.lock.release()
	return err
}

// Read is a board as it is now; fs.ErrNotExist where it was taken down.
func (b *Boards) Read(id string) (Posted, error) {
	if err := checkID(id); err != nil {
		return Posted{}, err
	}
	data, saved, err := readFile(b.store.path(id, draftFile))
	if err != nil {
		return Posted{}, fmt.Errorf("presentation %s %w", id, err)
	}
	return Posted{ID: id, Data: data, Saved: saved, Alive: held(b.store.path(id, lockFile))}, nil
}

// List are the boards of living programs, the newest first. It removes what a program left that was killed.
func (b *Boards) List() (list []Posted) {
	entries, _ := os.ReadDir(b.store.folder) // a folder that is not there has none
	for _, e := range entries {
		file := filepath.Ext(e.Name())
		id := strings.TrimSuffix(e.Name(), file)
		if !isID(id) {
			continue
		}
		if file != draftFile {
			b.store.tidy(id) // killed before it had shown anything
			continue
		}
		p, err := b.Read(id)
		switch {
		case err != nil: // it has just been taken down, or is no board
		case p.Alive:
			list = append(list, p)
		default:
			b.clear(id)
		}
	}
	slices.SortFunc(list, func(x, y Posted) int { return cmp.Compare(y.ID, x.ID) })
	return list
}

// clear removes a board that nobody holds.
func (b *Boards) clear(id string) {
	l, err := tryAcquire(b.store.path(id, lockFile))
	if err != nil {
		return
	}
	_ = b.store.disk.Remove(b.store.path(id, tempFile))
	_ = b.store.disk.Remove(b.store.path(id, draftFile)) // if it stays, the next List tries again
	l.release()
}
