package drafts

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func openBoards(t *testing.T) *Boards {
	t.Helper()
	b, err := OpenBoards(filepath.Join(t.TempDir(), "eacwizard", "drafts"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A board is listed from its first write until it is taken down, and shows what was written last.
func TestABoardIsThereWhileItsProgramLives(t *testing.T) {
	boards := openBoards(t)
	if list := boards.List(); len(list) != 0 {
		t.Errorf("before there is a folder there are %d", len(list))
	}
	b, err := boards.Up()
	if err != nil {
		t.Fatal(err)
	}
	if list := boards.List(); len(list) != 0 {
		t.Errorf("one that shows nothing yet is listed: %v", list)
	}
	for _, text := range []string{"one", "two"} {
		if err := b.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		p, err := boards.Read(b.ID())
		if err != nil || string(p.Data) != text || !p.Alive {
			t.Errorf("it shows %q, alive %v, %v", p.Data, p.Alive, err)
		}
	}
	other, err := boards.Up()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Write([]byte("other")); err != nil {
		t.Fatal(err)
	}
	if list := boards.List(); len(list) != 2 {
		t.Errorf("of two boards %d are listed", len(list))
	}
	if err := errors.Join(b.Down(), other.Down()); err != nil {
		t.Error(err)
	}
	if _, err := boards.Read(b.ID()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("taken down it is still there: %v", err)
	}
	if left, _ := os.ReadDir(boards.store.folder); len(left) != 0 {
		t.Errorf("it leaves %v", left)
	}
}

// What a killed program leaves is not alive, and is cleared away by whoever looks next. Another's files are left alone.
func TestAStaleBoardIsRecognised(t *testing.T) {
	boards := openBoards(t)
	b, err := boards.Up()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Write([]byte("half a lesson")); err != nil {
		t.Fatal(err)
	}
	unlock(b.lock.file) // as the system does when a process is killed: the files stay
	if err := b.lock.file.Close(); err != nil {
		t.Fatal(err)
	}
	if p, err := boards.Read(b.ID()); err != nil || p.Alive {
		t.Errorf("alive %v, %v", p.Alive, err)
	}
	foreign := filepath.Join(boards.store.folder, "mine.json")
	if err := os.WriteFile(foreign, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if list := boards.List(); len(list) != 0 {
		t.Errorf("listed: %v", list)
	}
	left, err := os.ReadDir(boards.store.folder)
	if err != nil || len(left) != 1 || left[0].Name() != "mine.json" {
		t.Errorf("it leaves %v, %v", left, err)
	}
	if _, err := boards.Read("../drafts/x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path is taken for an ID: %v", err)
	}
}
