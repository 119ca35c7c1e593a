package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"eacwizard/steps"
	"eacwizard/wizard/drafts"
)

// stroke is one key of a walk.
type stroke struct {
	key    string
	brings string            // on the screen once the key was taken, and not before
	does   func(*steps.Flow) // what the key means; nil: nothing that a draft holds
}

const (
	tab, backtab, down, enter, escape = "\t", "\x1b[Z", "\x1b[B", "\r", "\x1b"

	pick    = steps.Key("connector.use")
	domains = steps.Key("connector.recipient-domains")
)

// scriptedWalk goes to the fourth page, once back on the way, and leaves a half-typed item behind for a while.
// Nothing is found in its answers: a finding waits until its field was left, and a draft does not hold that.
func scriptedWalk() (walk []stroke) {
	press := func(key, brings string, does func(*steps.Flow)) { walk = append(walk, stroke{key, brings, does}) }
	says := func(k steps.Key, v string) func(*steps.Flow) {
		return func(f *steps.Flow) { f.Set(k, steps.Value{v}) }
	}
	focus := func(k steps.Key) func(*steps.Flow) { return func(f *steps.Flow) { f.Focus(k) } }
	turn := func(move func(*steps.Flow), k steps.Key) func(*steps.Flow) {
		return func(f *steps.Flow) { move(f); f.Focus(k) }
	}
	next, back := func(f *steps.Flow) { f.Next() }, func(f *steps.Flow) { f.Back() }
	// types types the text behind what is there, letter by letter.
	types := func(there, text string, does func(text string) func(*steps.Flow)) {
		for _, r := range text {
			there += string(r)
			press(string(r), "▏"+there+" ", does(there))
		}
	}
	text := func(k steps.Key) func(string) func(*steps.Flow) {
		return func(s string) func(*steps.Flow) { return says(k, s) }
	}
	item := func(s string) func(*steps.Flow) { return func(f *steps.Flow) { f.Type(domains, s) } }
	add := func(f *steps.Flow) { f.Add(domains) }

	press(down, "◉ Office 365", says("connector.from", "office-365"))
	press(tab, "❯ ○ Your organization", focus("connector.to"))
	press(down, "❯ ◉ Your organization", says("connector.to", "your-organization"))
	press(down, "❯ ◉ Partner organization", says("connector.to", "partner-organization"))
	press(tab, "❯[ Next ]", nil)
	press(enter, "Connector name", turn(next, "connector.name"))

	types("", "Bänk-24/7", text("connector.name"))
	press(enter, "❯ ▏ ", focus("connector.description"))
	types("", "Ticket_7", text("connector.description"))
	press("\x7f", "▏Ticket_ ", says("connector.description", "Ticket_"))
	press(tab, "❯ ☑ Turn it on", focus("connector.turn-it-on"))
	press(" ", "❯ ☐ Turn it on", says("connector.turn-it-on", "false"))
	press(tab, "❯[ Next ]", nil)
	press(enter, "when you want to use", turn(next, pick))

	press(down, "◉ Only when email messages are sent", says(pick, "these-domains"))
	press(tab, "❯   ▏", focus(domains))
	types("", "bank.litware.co", item)
	press(enter, "  bank.litware.co ", add)
	types("", "x.li", item)
	press(escape, "Connector name", turn(back, "connector.name"))
	press(backtab, "❯[ Back ]", nil)
	press(backtab, "❯[ Next ]", nil)
	press(enter, "when you want to use", turn(next, pick))
	press(tab, "❯   ▏x.li", focus(domains))
	types("x.li", "tware.co", item)
	press(enter, "  x.litware.co ", add)
	press(tab, "❯[ Next ]", nil)
	press(enter, "How do you want to route", turn(next, "connector.routing"))
	return walk
}

// statesOf are the draft's states before the first key and after each one, worked out without any program.
func statesOf(t *testing.T, walk []stroke) []steps.State {
	t.Helper()
	sc, err := findScenario("connector")
	if err != nil {
		t.Fatal(err)
	}
	flow := steps.NewFlow(sc, steps.State{})
	flow.Focus("connector.from")
	states := []steps.State{flow.State()}
	for _, k := range walk {
		if k.does != nil {
			k.does(flow)
		}
		states = append(states, flow.State())
	}
	return states
}

// TestKilled kills the program behind every key of one walk, as soon as it has painted what the key brought, and goes on
// with the draft each time. The draft is the state after that key or the one before it, the next start goes on there, and
// the documents at the end are those of a walk that nothing broke.
func TestKilled(t *testing.T) {
	t.Parallel()
	walk := scriptedWalk()
	states := statesOf(t, walk)
	every := 1
	if testing.Short() {
		every = len(walk) / 10
	} else if len(walk) < 50 {
		t.Fatalf("the walk has %d keys", len(walk))
	}
	state, folder := t.TempDir(), t.TempDir()
	s, at := watch(t, state, "--out", folder), 0
	s.see(firstLabel)
	for n := every; n <= len(walk); n += every {
		var painted string
		at, painted = s.killedAt(walk, states, at, n, state)
		s = watch(t, state, "--out", folder)
		if onlyDraft(t, state) != nil {
			s.see("❯ ◉ Go on: ")
			s.press(enter)
		}
		s.seeThat(fmt.Sprintf("after key %d the screen of before, which was\n%s\n", n, painted), func() bool { return resumes(painted, s.String()) })
		for at > 0 && walk[at-1].does == nil { // a button does not keep the focus
			at--
		}
	}
	s.walk(walk[at:])
	s.finish()

	unbroken := t.TempDir()
	w := watch(t, t.TempDir(), "--out", unbroken)
	w.see(firstLabel)
	w.walk(walk)
	w.finish()
	if diff := cmp.Diff(filesIn(t, unbroken), filesIn(t, folder)); diff != "" {
		t.Errorf("the documents of the walk that was killed (-unbroken +killed):\n%s", diff)
	}
	if left := onlyDraft(t, state); left != nil {
		t.Errorf("the documents are saved, and there still is a draft: %v", left)
	}
}

// killedAt presses the keys from at up to key n and kills the program. It returns how many keys the draft has kept, and
// the screen as it was painted then.
func (s *watched) killedAt(walk []stroke, states []steps.State, at, n int, state string) (kept int, painted string) {
	s.t.Helper()
	s.walk(walk[at : n-1])
	before := s.String()
	s.walk(walk[n-1 : n])
	if err := s.cmd.Process.Kill(); err != nil {
		s.t.Fatal(err)
	}
	after := s.String()
	if status, shown := s.end(); status != -1 {
		s.t.Fatalf("exit status %d of a killed program; shown was %q", status, shown)
	}
	is := states[0]
	if draft := onlyDraft(s.t, state); draft != nil {
		is = draft.State
	}
	switch same := cmpopts.EquateEmpty(); {
	case cmp.Equal(states[n], is, same):
		return n, after
	case cmp.Equal(states[n-1], is, same):
		return n - 1, before
	default:
		s.t.Fatalf("key %d was painted, and the draft is neither the state after it nor the one before (-after +draft):\n%s", n, cmp.Diff(states[n], is, same))
		return 0, ""
	}
}

// finish goes on from page to page to the documents, and saves them in the folder that is proposed.
func (s *watched) finish() {
	s.t.Helper()
	for !s.holds("❯[ Create connector ]") {
		page := s.page()
		s.press(backtab + backtab + enter)
		s.seeThat("the page after "+page, func() bool { return s.page() != page })
	}
	s.press(enter)
	s.see("Documents ready")
	s.press("s")
	s.see("Save all documents in this folder")
	s.press(enter)
	s.see("documents saved in")
	s.press(ctrlC)
	if status, shown := s.end(); status != 0 {
		s.t.Fatalf("exit status %d; shown was %q", status, shown)
	}
}

// page is the name of the page that is up, by the rail.
func (s *watched) page() string {
	_, name, _ := strings.Cut(s.String(), "● ")
	name, _, _ = strings.Cut(name, "  ")
	return name
}

// filesIn are the files of a folder.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	if len(files) == 0 {
		t.Fatal("no document was saved")
	}
	return files
}

// onlyDraft is the draft below a state folder; nil where there is none.
func onlyDraft(t *testing.T, state string) *drafts.Draft {
	t.Helper()
	folder, err := drafts.Folder(func(name string) string { return map[string]string{"XDG_STATE_HOME": state}[name] })
	if err != nil {
		t.Fatal(err)
	}
	store, err := drafts.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	list, problems := store.List()
	if len(problems) > 0 || len(list) > 1 {
		t.Fatalf("%d drafts, and %v", len(list), problems)
	}
	if len(list) == 0 {
		return nil
	}
	if d := list[0]; d.InUse || len(d.Left) > 0 || d.Scenario != "connector" {
		t.Fatalf("the draft is %+v", d)
	}
	return &list[0]
}

// resumes reports that a resumed screen is the one of before. A draft keeps the field that has the focus; from a button
// the focus is back on the field, which the marks and the last row's hint show.
func resumes(before, resumed string) bool {
	if strings.Contains(before, "❯[ ") {
		unfocused := func(screen string) string {
			screen = strings.ReplaceAll(screen[:strings.LastIndex(screen, "]")+1], "❯", " ")
			return lineEnds.ReplaceAllString(screen, "\n") // the cursor is a blank behind the text
		}
		before, resumed = unfocused(before), unfocused(resumed)
	}
	return before == resumed
}

var lineEnds = regexp.MustCompile(` +\n`)

// watched is a session whose screen is followed.
type watched struct{ *session }

// watch starts the program on a state folder.
func watch(t *testing.T, state string, args ...string) *watched {
	t.Helper()
	return &watched{open(t, []string{"XDG_STATE_HOME=" + state}, nil, append(args, straight...)...)}
}

// walk presses keys one by one, each once the screen holds what the one before brought.
func (s *watched) walk(keys []stroke) {
	s.t.Helper()
	for _, k := range keys {
		if s.holds(k.brings) {
			s.t.Fatalf("%q is there before the key %q; the screen is\n%s", k.brings, k.key, s)
		}
		s.press(k.key)
		s.see(k.brings)
	}
}

// see reads whole frames until the screen holds the text.
func (s *watched) see(text string) {
	s.t.Helper()
	s.seeThat(fmt.Sprintf("%q", text), func() bool { return s.holds(text) })
}

func (s *watched) holds(text string) bool { return strings.Contains(s.String(), text) }

func (s *watched) seeThat(what string, there func() bool) {
	s.t.Helper()
	for !s.whole() || !there() {
		if err := s.read(); err != nil {
			s.t.Fatalf("%s never came: %v; the screen is\n%s", what, err, lineEnds.ReplaceAllString(s.String(), "\n"))
		}
	}
}

// whole reports that no frame is half read. Frames of more than one row are marked; others are written in one piece.
func (s *watched) whole() bool {
	shown := s.shown.Bytes()
	return bytes.LastIndex(shown, []byte("\x1b[?2026h")) <= bytes.LastIndex(shown, []byte("\x1b[?2026l"))
}

// String is the screen as text, a line end after every row.
func (s *watched) String() string { return s.glass.String() }
