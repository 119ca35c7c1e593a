package drafts

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"eacwizard/steps"
)

func TestRoundTrip(t *testing.T) {
	s := open(t)
	for name, st := range map[string]steps.State{
		"all of it":       stateOf(7),
		"said to be none": {Answers: steps.Answers{"connector.description": {}, "connector.name": nil}},
		"typed only":      {Pending: map[steps.Key]string{"connector.smart-hosts": "smtp.con"}},
		"from the review": {Answers: steps.Answers{"connector.from": {"office-365"}}, Page: "connector/new", Focus: "connector.to", Fixing: true},
		"any text":        {Answers: steps.Answers{"connector.name": {"<a&b> “ü” 👩‍👩‍👧 \u2028 \u202e שלום"}}, Page: "connector/new"},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, s, keep(t, s, st))
			if d := diff(st, d.State); d != "" {
				t.Error(d)
			}
			if d.Scenario != "connector" || d.InUse || len(d.Left) > 0 {
				t.Errorf("scenario %q, in use %t, left %q", d.Scenario, d.InUse, d.Left)
			}
			if time.Since(d.Saved).Abs() > time.Hour {
				t.Errorf("saved %s", d.Saved)
			}
		})
	}
}

func TestTheFilesAreTheOwnersAlone(t *testing.T) {
	s := open(t)
	w := begin(t, s)
	if _, err := os.Stat(s.folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there before the first write: %v", err)
	}
	st := stateOf(1)
	if err := w.Close(&st); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("its modes say nothing")
	}
	for path, want := range map[string]fs.FileMode{
		filepath.Dir(s.folder): fs.ModeDir | 0o700,
		s.folder:               fs.ModeDir | 0o700,
		w.Path():               0o600,
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s: %v, want %v", path, info.Mode(), want)
		}
	}
}

func TestList(t *testing.T) {
	s := open(t)
	if list, problems := s.List(); len(list)+len(problems) > 0 {
		t.Errorf("without a folder: %v, %v", list, problems)
	}
	var want []string
	for i := range 4 {
		id := keep(t, s, stateOf(i))
		saved := time.Date(2026, 11, 20, 10, i, 0, 0, time.UTC)
		if err := os.Chtimes(s.path(id, draftFile), saved, saved); err != nil {
			t.Fatal(err)
		}
		want = append([]string{id}, want...)
	}
	w := begin(t, s)
	w.Put(stateOf(9), false)
	await(t, w)
	want = append([]string{w.id}, want...)
	for name, text := range map[string]string{"20261120-100000-aaaaaaaaaaaaaaaa.json": "{", "notes.json": "{}", "notes.txt": "", ".DS_Store": "", "notes.lock": "", "a.tmp": ""} {
		if err := os.WriteFile(filepath.Join(s.folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, problems := s.List()
	var got []string
	for _, d := range list {
		got = append(got, d.ID)
		if d.InUse != (d.ID == w.id) {
			t.Errorf("%s: in use: %t", d.ID, d.InUse)
		}
	}
	if d := diff(want, got); d != "" {
		t.Error(d)
	}
	wants := []string{
		"draft 20261120-100000-aaaaaaaaaaaaaaaa is damaged at byte 1: unexpected end of JSON input; the file is left as it is",
		`"notes.json" is not named as a draft is; move it elsewhere`,
	}
	if d := diff(wants, sentences(problems)); d != "" {
		t.Error(d)
	}
}

func sentences(problems []error) (out []string) {
	for _, err := range problems {
		out = append(out, err.Error())
	}
	return out
}

func TestFolderThatIsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file); err == nil || !strings.Contains(err.Error(), "is no folder") {
		t.Errorf("Open: %v", err)
	}
	if _, err := Open(""); err == nil {
		t.Error("Open without a folder says nothing")
	}
	s := open(t)
	s.folder = file // it became one after Open
	if list, problems := s.List(); len(list) > 0 || len(problems) != 1 {
		t.Errorf("List: %v, %v", list, problems)
	}
}

func TestIDs(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 8, 7, 0, time.FixedZone("", 3600))
	first, second := newID(now), newID(now.Add(time.Second))
	if !strings.HasPrefix(first, "20261120-080807-") || !isID(first) || first >= second {
		t.Errorf("%s, %s", first, second)
	}
	if newID(now) == first {
		t.Error("an id came twice")
	}
	s := open(t)
	other := filepath.Join(s.folder, "..", "other.json")
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, []byte(`{"schema":1,"scenario":"connector"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", ".", "../other", "..\\other", first, first + "\n", strings.ToUpper(first), first + ".json", "con", "/etc/passwd"} {
		_, reading := s.Read(id)
		_, _, resuming := s.Resume(id, nil)
		for what, err := range map[string]error{"Read": reading, "Resume": resuming, "Delete": s.Delete(id)} {
			if !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s of %q: %v", what, id, err)
			}
		}
	}
	if got := files(t, s); len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
}

func TestStartKnowsTheScenario(t *testing.T) {
	if _, err := open(t).Start("moon", nil); err == nil || !strings.Contains(err.Error(), `"moon"`) {
		t.Error(err)
	}
}

func TestDelete(t *testing.T) {
	s := open(t)
	w := begin(t, s)
	w.Put(stateOf(1), false)
	await(t, w)
	if err := s.Delete(w.id); !errors.Is(err, ErrInUse) {
		t.Errorf("a draft in use: %v", err)
	}
	if err := w.Close(nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path(w.id, tempFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(w.id); err != nil {
		t.Error(err)
	}
	if got := files(t, s); len(got) > 0 {
		t.Errorf("left behind: %v", got)
	}
	if err := s.Delete(w.id); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("again: %v", err)
	}
}

func TestDeleteThatFails(t *testing.T) {
	s := open(t)
	id := keep(t, s, stateOf(1))
	s.disk = failing{realDisk{}, "remove", func() bool { return true }}
	if err := s.Delete(id); !errors.Is(err, errFull) {
		t.Error(err)
	}
	if _, err := s.Read(id); err != nil {
		t.Error(err)
	}
}

// What a wizard leaves that was killed before its first draft was whole goes with the next List; a draft's own lock and
// the files of a living wizard stay.
func TestLeftovers(t *testing.T) {
	s := open(t)
	draft := keep(t, s, stateOf(1))
	living, dead := newID(time.Now()), newID(time.Now())
	for _, name := range []string{dead + lockFile, dead + tempFile, living + tempFile, draft + lockFile} {
		if err := os.WriteFile(filepath.Join(s.folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := acquire(s.path(living, lockFile))
	if err != nil {
		t.Fatal(err)
	}
	defer l.release()
	if list, problems := s.List(); len(list) != 1 || list[0].InUse || len(problems) > 0 {
		t.Errorf("%v, %v", list, problems)
	}
	want := []string{draft + draftFile, draft + lockFile, living + lockFile, living + tempFile}
	slices.Sort(want)
	if d := diff(want, files(t, s)); d != "" {
		t.Error(d)
	}
}

func TestResume(t *testing.T) {
	s := open(t)
	id := keep(t, s, stateOf(1))
	d, w, err := s.Resume(id, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := numberOf(d.State); n != 1 || err != nil || d.InUse || w.id != id || w.Path() != s.path(id, draftFile) {
		t.Errorf("state %d, %v; in use %t; id %s, path %s", n, err, d.InUse, w.id, w.Path())
	}
	if _, _, err := s.Resume(id, nil); !errors.Is(err, ErrInUse) {
		t.Errorf("a second time: %v", err)
	}
	before, err := os.Stat(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(nil); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(w.Path()); err != nil || !os.SameFile(before, after) {
		t.Errorf("a draft that was only looked at was written again: %v", err)
	}
	if d := diff([]string{id + draftFile}, files(t, s)); d != "" {
		t.Error(d)
	}
}

func TestResumeOfADamagedDraftHoldsNothing(t *testing.T) {
	s := open(t)
	id := keep(t, s, stateOf(1))
	if err := os.WriteFile(s.path(id, draftFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Resume(id, nil); err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Error(err)
	}
	if d := diff([]string{id + draftFile}, files(t, s)); d != "" {
		t.Error(d)
	}
}
