package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/wizard"
	"eacwizard/wizard/drafts"
	"eacwizard/wizard/present"
)

// inState is a program whose state is in a folder of the test's.
func inState(t *testing.T) *program {
	state := t.TempDir()
	return &program{stdout: io.Discard, stderr: io.Discard, env: func(name string) string {
		if name == "XDG_STATE_HOME" || name == "LocalAppData" || name == "HOME" {
			return state
		}
		return ""
	}}
}

func boardsOf(t *testing.T, p *program) *drafts.Boards {
	t.Helper()
	boards, err := p.boards()
	if err != nil {
		t.Fatal(err)
	}
	return boards
}

// shown is a lesson that posts its notes; what was handed over is in the file once settled returns.
func shown(t *testing.T, p *program, name string) (m *present.Model, posted func() present.Sheet, end func()) {
	t.Helper()
	l, err := present.Ready(name)
	if err != nil {
		t.Fatal(err)
	}
	show := p.poster()
	if show.board == nil {
		t.Fatal("nothing can be posted")
	}
	m = present.New(l, wizard.NewLook(wizard.Options{}), present.Options{Post: show.post})
	return m, func() present.Sheet {
		boards := boardsOf(t, p)
		for range 1_000_000 { // the writer is another goroutine
			b, err := boards.Read(show.board.ID())
			if err == nil {
				if sheet, err := present.DecodeSheet(b.Data); err == nil && len(show.newest) == 0 {
					return sheet
				}
			}
		}
		t.Fatal("nothing is ever posted")
		return present.Sheet{}
	}, show.end
}

// The notes in a second terminal follow the lesson through a real file, from its begin to its end and on to the next one.
func TestNotesFollowTheLesson(t *testing.T) {
	p := inState(t)
	f := &follower{boards: boardsOf(t, p)}
	if found := f.find(); found.Running {
		t.Errorf("before any lesson the notes show %v", found.Sheet)
	}
	m, posted, end := shown(t, p, "connector")
	before := time.Now()
	posted()
	if found := f.find(); !found.Running || found.Sheet.Step != 1 || found.Sheet.Lesson != "One connector, page by page" || found.Sheet.Began.After(before) {
		t.Errorf("at its begin the notes show %+v", found)
	}
	for range 3 {
		m.Update(tea.KeyMsg{Type: tea.KeyRight})
	}
	for posted().Phase != "the audience sees why" { // the newest sheet overtakes those before it
	}
	if found := f.find(); found.Sheet.Step != 3 || !strings.Contains(found.Sheet.Notes, "New-OutboundConnector") {
		t.Errorf("the notes show %+v", found.Sheet)
	}
	_, posted2, end2 := shown(t, p, "third-party-filter")
	posted2()
	if found := f.find(); found.Sheet.Step != 3 {
		t.Error("the notes do not stay with their lesson")
	}
	var said bytes.Buffer
	p.stderr = &said
	if err := p.notes("", notesFlags{theme: "auto"}); status(err) != 2 || !strings.Contains(detailsOf(err), "A spam filter in front of Exchange Online, step 1 of") {
		t.Errorf("of two lessons: %v, %s", err, detailsOf(err))
	}
	end()
	if found := f.find(); found.Running {
		t.Errorf("the lesson has ended, and the notes show %+v", found.Sheet)
	}
	if found := f.find(); found.Sheet.Lesson != "A spam filter in front of Exchange Online" {
		t.Errorf("then the notes show %+v", found)
	}
	end2()
	if err := p.notes("20260101-000000-aaaaaaaaaaaaaaaa", notesFlags{theme: "auto"}); status(err) != 2 {
		t.Errorf("an ID that nobody has: %v", err)
	}
}

func detailsOf(err error) string {
	r, ok := err.(*refusal)
	if !ok {
		return ""
	}
	return strings.Join(r.details, "\n")
}

// Where there is no place for notes, the lesson goes on without.
func TestALessonWithoutNotes(t *testing.T) {
	p := &program{env: func(string) string { return "" }}
	show := p.poster()
	for range 3 { // nobody takes them
		show.post(present.Sheet{Step: 1})
	}
	show.end()
}

// As plain lines the notes end with the lesson, and say each moment once.
func TestNotesByLines(t *testing.T) {
	p := inState(t)
	_, posted, end := shown(t, p, "connector")
	posted()
	var out writes
	p.stdout = &out
	out.then = end // once the first notes are out, the lesson ends
	if err := p.notesByLines(context.Background(), &follower{boards: boardsOf(t, p)}, atOnce); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.Count(got, "1 of 20: One connector") != 1 || !strings.Contains(got, "Next: Why a connector at all?") {
		t.Errorf("it prints %q", got)
	}
}

// A lesson that cannot be read is not taken for none.
func TestNotesOfAnotherVersion(t *testing.T) {
	p := inState(t)
	boards := boardsOf(t, p)
	board, err := boards.Up()
	if err != nil {
		t.Fatal(err)
	}
	defer board.Down()
	if err := board.Write([]byte("{}")); err != nil {
		t.Fatal(err)
	}
	ctx, left := context.WithCancel(t.Context())
	said := writes{then: left}
	p.stderr = &said
	forever := func() <-chan time.Time { return nil }
	if err := p.notesByLines(ctx, &follower{boards: boards}, forever); err != context.Canceled || !strings.Contains(said.String(), "another version's") {
		t.Errorf("%v, and it says %q", err, said.String())
	}
}

// atOnce is a clock that does not keep anybody waiting.
func atOnce() <-chan time.Time {
	now := make(chan time.Time, 1)
	now <- time.Time{}
	return now
}

// writes does something after the first write.
type writes struct {
	bytes.Buffer
	then func()
}

func (w *writes) Write(b []byte) (int, error) {
	n, err := w.Buffer.Write(b)
	if w.then != nil {
		w.then()
		w.then = nil
	}
	return n, err
}
