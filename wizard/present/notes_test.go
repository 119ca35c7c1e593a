package present

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"eacwizard/wizard"
)

func nowhen() time.Time { return time.Unix(0, 0) }

// The notes show what the trainer needs of the moment, say when nothing runs, and look again in every case.
func TestNotes(t *testing.T) {
	began := time.Unix(1_000, 0)
	var sheets []Sheet
	m := New(lesson(t, "connector"), wizard.NewLook(wizard.Options{}), Options{Post: func(s Sheet) { sheets = append(sheets, s) }})
	found := Found{}
	n := NewNotes(wizard.NewLook(wizard.Options{}), func() Found { return found }, func() time.Time { return began.Add(3723 * time.Second) })
	waits := 0
	n.after = func(d time.Duration, msg tea.Msg) tea.Cmd {
		if d < 100*time.Millisecond {
			t.Errorf("it looks again after %s", d)
		}
		waits++
		return nil
	}
	n.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	sees := func(texts ...string) {
		t.Helper()
		n.Update(lookMsg{})
		flat := strings.Join(strings.Fields(ansi.Strip(n.View())), " ")
		for _, text := range texts {
			if !strings.Contains(flat, text) {
				t.Errorf("%q is not in the notes:\n%s", text, n.View())
			}
		}
	}
	sees("No lesson is running")
	show := func() {
		found = Found{Sheet: sheets[len(sheets)-1], Running: true}
		found.Sheet.Began = began
	}
	show()
	sees("One connector, page by page", "1 of 20 1:02:03", "Next: Why a connector at all?")
	for m.stop().At != "connector.retain-internal-headers" {
		m.Update(keyOf("space"))
	}
	show()
	sees("Name: Retain internal Exchange email headers", "Never for a partner.", "Now: ask the audience", "Question: The message comes back",
		"Right: 2 It comes back as a stranger's", "Because: The headers", "Answer: ticked", "Next: Use of connector: When do you want")
	m.Update(keyOf("left"))
	show()
	sees("Name: Turn it on")
	found = Found{}
	sees("The lesson has ended")
	found = Found{Says: "something else"}
	sees("something else")
	if waits != 6 {
		t.Errorf("it looked 6 times and waits for %d more", waits)
	}
	for key, want := range map[string]tea.Msg{"q": tea.QuitMsg{}, "ctrl+z": tea.SuspendMsg{}} {
		if _, cmd := n.Update(keyOf(key)); cmd == nil || cmd() != want {
			t.Errorf("%s does not bring %T", key, want)
		}
	}
}

// A sheet comes back as it was; anything else is refused.
func TestSheets(t *testing.T) {
	want := Sheet{Lesson: "x", Began: nowhen().UTC(), Step: 2, Of: 3, Heading: "\x1b[2J", Notes: "a\nb"}
	data, err := want.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := DecodeSheet(data); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"", "{}", "[1]", "x", `{"of": "3"}`} {
		if _, err := DecodeSheet([]byte(bad)); err == nil {
			t.Errorf("%q is taken for a sheet", bad)
		}
	}
}
