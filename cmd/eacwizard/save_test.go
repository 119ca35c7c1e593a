package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/render"
	"eacwizard/wizard"
)

func doc(file, body string) wizard.Document {
	return wizard.Document{Format: render.Format{File: file}, Body: []byte(body)}
}

// tree is every file below a folder with what it holds.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		if e.IsDir() {
			out[e.Name()] = "(folder)"
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(body)
	}
	return out
}

func TestSave(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "of", "contoso")
	paths, err := save(dir, []wizard.Document{doc("paste.txt", "& {\r\n}\r\n"), doc("summary.txt", "ö")})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{filepath.Join(dir, "paste.txt"), filepath.Join(dir, "summary.txt")}; !slices.Equal(paths, want) {
		t.Errorf("paths are %q, want %q", paths, want)
	}
	if _, err := save(dir, []wizard.Document{doc("paste.txt", "new")}); err != nil {
		t.Fatalf("saving over a document: %v", err)
	}
	if diff := cmp.Diff(map[string]string{"paste.txt": "new", "summary.txt": "ö"}, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSaveChangesNothingOnError puts something in the way of the second document.
func TestSaveChangesNothingOnError(t *testing.T) {
	docs := []wizard.Document{doc("a.txt", "new a"), doc("b.txt", "new b")}

	t.Run("the folder is a file", func(t *testing.T) {
		path := write(t, "taken", "mine")
		_, err := save(path, docs)
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("the error %v does not name %s", err, path)
		}
		if got := tree(t, filepath.Dir(path)); got["taken"] != "mine" || len(got) != 1 {
			t.Errorf("left %v", got)
		}
	})

	t.Run("a document cannot be staged", func(t *testing.T) {
		dir := t.TempDir()
		bad := []wizard.Document{docs[0], doc("no/such/folder.txt", "new")}
		if _, err := save(dir, bad); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "no/such/folder.txt")) {
			t.Errorf("the error is %v", err)
		}
		if got := tree(t, dir); len(got) != 0 {
			t.Errorf("left %v", got)
		}
	})

	t.Run("a folder has a document's name", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "b.txt"), 0o755); err != nil {
			t.Fatal(err)
		}
		paths, err := save(dir, docs)
		if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "b.txt")) {
			t.Errorf("the error %v does not name what is in the way", err)
		}
		if want := []string{filepath.Join(dir, "a.txt")}; !slices.Equal(paths, want) {
			t.Errorf("written are %q, want %q", paths, want)
		}
		if diff := cmp.Diff(map[string]string{"a.txt": "new a", "b.txt": "(folder)"}, tree(t, dir)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// TestSaveSurvivesALeftover: a run that was killed may have left a file under the name that is tried first.
func TestSaveSurvivesALeftover(t *testing.T) {
	dir := t.TempDir()
	first, err := stage(filepath.Join(dir, "a.txt"), []byte("left over"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := save(dir, []wizard.Document{doc("a.txt", "new")}); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, dir); got["a.txt"] != "new" || got[filepath.Base(first)] != "left over" {
		t.Errorf("left %v", got)
	}
}

func TestSavePermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no permission bits")
	}
	dir := filepath.Join(t.TempDir(), "new")
	if _, err := save(dir, []wizard.Document{doc("a.txt", "a")}); err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.txt", "plain"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Log(name, info.Mode())
		if want, _ := os.Stat(plain); info.Mode() != want.Mode() {
			t.Errorf("%s is %v, unlike a file that a shell would make: %v", name, info.Mode(), want.Mode())
		}
	}
}
