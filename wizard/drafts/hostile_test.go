package drafts

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"eacwizard/steps"
)

// plant writes bytes where a draft would be.
func plant(t *testing.T, s *Store, data []byte) (id string) {
	t.Helper()
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		t.Fatal(err)
	}
	id = newID(time.Now())
	if err := os.WriteFile(s.path(id, draftFile), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestHostileFiles(t *testing.T) {
	const draft = `{"schema":1,"scenario":"connector"`
	s := open(t)
	for name, c := range map[string]struct{ data, want string }{
		"nothing":             {"", "is empty"},
		"one byte too large":  {draft + "}" + strings.Repeat(" ", limit-len(draft)), "is larger than 1 MiB"},
		"far too large":       {strings.Repeat(" ", 3*limit), "is larger than 1 MiB"},
		"spaces":              {strings.Repeat(" ", limit), "is damaged at byte 1048576"},
		"deep lists":          {strings.Repeat("[", limit), "is damaged at byte 10001"},
		"deep objects":        {strings.Repeat(`{"a":`, limit/5), "is damaged at byte"},
		"deep below answers":  {draft + `,"answers":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "}", "its answers should be lists of texts"},
		"zeros":               {strings.Repeat("\x00", 4096), "is not a text file"},
		"a program":           {"\x7fELF\x02\x01\x01\x00", "is not a text file"},
		"not UTF-8":           {draft + `,"page":"` + "\xff\xfe" + `"}`, "is not a text file"},
		"UTF-16":              {"\xff\xfe{\x00}\x00", "is not a text file"},
		"a byte order mark":   {"\ufeff" + draft + "}", "is damaged at byte 1"},
		"cut off":             {draft + `,"ans`, "is damaged at byte"},
		"two in one":          {draft + "}" + draft + "}", "is damaged at byte"},
		"a list":              {"[1]", "is JSON, but no draft"},
		"a text":              {`"draft"`, "is JSON, but no draft"},
		"null":                {"null", "is JSON, but no draft"},
		"another's JSON":      {`{"name":"x","version":"1.0.0"}`, "has no schema"},
		"schema as a text":    {`{"schema":"1"}`, "schema that is no whole number"},
		"schema in parts":     {`{"schema":1.5}`, "schema that is no whole number"},
		"schema out of range": {`{"schema":99999999999999999999}`, "schema that is no whole number"},
		"schema before all":   {`{"schema":0}`, "has schema 0, which this version of eacwizard cannot take"},
		"schema below all":    {`{"schema":-9000000000000000000}`, "cannot take"},
		"a newer schema":      {`{"schema":2,"scenario":["other"]}`, "was saved by a newer eacwizard: it has schema 2, and this version cannot take more than 1"},
		"no scenario":         {`{"schema":1}`, `is of the scenario "", which this version`},
		"another scenario":    {`{"schema":1,"scenario":"moon\u001b[2J"}`, `is of the scenario "moon\x1b[2J", which this version`},
		"scenario as number":  {`{"schema":1,"scenario":3}`, "its scenario should be a text"},
		"answers as a list":   {draft + `,"answers":[]}`, "its answers should be lists of texts"},
		"an answer as a text": {draft + `,"answers":{"connector.name":"x"}}`, "its answers should be lists of texts"},
		"an answer of a list": {draft + `,"answers":{"connector.name":[["x"]]}}`, "its answers should be lists of texts"},
		"page as a number":    {draft + `,"page":1}`, "its page should be a text"},
		"focus as an object":  {draft + `,"focus":{}}`, "its focus should be a text"},
		"pending as lists":    {draft + `,"pending":{"connector.smart-hosts":[]}}`, "its pending should be texts"},
		"seen as a text":      {draft + `,"seen":"a"}`, "its seen should be a list of texts"},
		"fixing as a text":    {draft + `,"fixing":"yes"}`, "its fixing should be true or false"},
	} {
		t.Run(name, func(t *testing.T) {
			id := plant(t, s, []byte(c.data))
			_, err := s.Read(id)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "draft "+id+" ") {
				t.Errorf("%v\nwant %s", err, c.want)
			}
			if err != nil && strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("%q would speak to the terminal", err)
			}
			if _, _, err := s.Resume(id, nil); err == nil {
				t.Error("it can be resumed")
			}
			if data, err := os.ReadFile(s.path(id, draftFile)); err != nil || !bytes.Equal(data, []byte(c.data)) {
				t.Error("the file was changed", err)
			}
			if err := s.Delete(id); err != nil {
				t.Error(err)
			}
		})
	}
}

// Nothing in these is a reason to lose the draft.
func TestOddFiles(t *testing.T) {
	s := open(t)
	for name, c := range map[string]struct {
		data string
		want steps.State
	}{
		"the least":         {`{"schema":1,"scenario":"connector"}`, steps.State{}},
		"null everywhere":   {`{"schema":1,"scenario":"connector","answers":null,"page":null,"focus":null,"pending":null,"seen":null,"fixing":null}`, steps.State{}},
		"an answer of null": {`{"schema":1,"scenario":"connector","answers":{"connector.name":null}}`, steps.State{Answers: steps.Answers{"connector.name": nil}}},
		"said twice":        {`{"schema":1,"scenario":"connector","answers":{"connector.name":["a"],"connector.name":["b"]}}`, steps.State{Answers: steps.Answers{"connector.name": {"b"}}}},
		"control characters": {`{"schema":1,"scenario":"connector","answers":{"connector.name":["a\u001b[31m\r\n\tb\u0000\u009b\u007f"]},"pending":{"connector.smart-hosts":"\u001b]0;x\u0007y"},"seen":["a\nb"]}`, steps.State{
			Answers: steps.Answers{"connector.name": {"a[31mb"}},
			Pending: map[steps.Key]string{"connector.smart-hosts": "]0;xy"},
			Seen:    []string{"ab"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			d := read(t, s, plant(t, s, []byte(c.data)))
			if diff := diff(c.want, d.State); diff != "" || len(d.Left) > 0 {
				t.Errorf("%s%q", diff, d.Left)
			}
			if d.State.Answers == nil {
				t.Error("the answers are nil")
			}
		})
	}
}

// fickle is a file that somebody else writes to while it is read.
type fickle struct {
	io.Reader
	stats []fs.FileInfo
}

func (f *fickle) Stat() (fs.FileInfo, error) {
	info := f.stats[0]
	f.stats = f.stats[1:]
	return info, nil
}

func (f *fickle) Close() error { return nil }

type stat struct {
	fs.FileInfo
	size int64
	at   int64
	mode fs.FileMode
}

func (s stat) Size() int64        { return s.size }
func (s stat) ModTime() time.Time { return time.Unix(s.at, 0) }
func (s stat) Mode() fs.FileMode  { return s.mode }

// endless gives spaces for ever.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestChangedWhileRead(t *testing.T) {
	for name, c := range map[string]struct {
		file fs.File
		want string // "": no error
	}{
		"still":      {&fickle{strings.NewReader("abc"), []fs.FileInfo{stat{size: 3, at: 1}, stat{size: 3, at: 1}}}, ""},
		"grown":      {&fickle{strings.NewReader("abc"), []fs.FileInfo{stat{size: 3, at: 1}, stat{size: 4, at: 1}}}, "was changed while it was read"},
		"cut":        {&fickle{strings.NewReader("ab"), []fs.FileInfo{stat{size: 3, at: 1}, stat{size: 0, at: 2}}}, "was changed while it was read"},
		"rewritten":  {&fickle{strings.NewReader("abc"), []fs.FileInfo{stat{size: 3, at: 1}, stat{size: 3, at: 2}}}, "was changed while it was read"},
		"growing":    {&fickle{endless{}, []fs.FileInfo{stat{size: 3, at: 1}}}, "is larger than 1 MiB"},
		"no file":    {&fickle{endless{}, []fs.FileInfo{stat{mode: fs.ModeNamedPipe}}}, "is a link, a folder or a device"},
		"unreadable": {&fickle{io.MultiReader(strings.NewReader("a"), broken{}), []fs.FileInfo{stat{size: 3, at: 1}}}, "cannot be read: no space left"},
	} {
		_, saved, err := readOpened(c.file)
		if c.want == "" && (err != nil || !saved.Equal(time.Unix(1, 0))) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, %v", name, saved, err)
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errFull }

func TestAFolderInADraftsPlace(t *testing.T) {
	s := open(t)
	id := newID(time.Now())
	if err := os.MkdirAll(s.path(id, draftFile), 0o700); err != nil {
		t.Fatal(err)
	}
	list, problems := s.List()
	if len(list) > 0 || len(problems) != 1 || !strings.Contains(problems[0].Error(), "is a link, a folder or a device") {
		t.Errorf("%v, %v", list, problems)
	}
}
