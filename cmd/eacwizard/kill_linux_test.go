//go:build killtest

package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"eacwizard/steps"
	"eacwizard/wizard/drafts"
)

// stateOfChild names the state folder of a program that these tests start.
const stateOfChild = "EACWIZARD_TEST_STATE"

// init is the program where these tests started it: TestMain would give every process a new state folder, and nothing
// could be resumed.
func init() {
	if state := os.Getenv(stateOfChild); state != "" {
		os.Setenv("XDG_STATE_HOME", state)
		main()
		os.Exit(0)
	}
}

// bound is how long a session of these tests may take before it is killed, so that no read waits for ever.
const bound = 20 * time.Second

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
	types("", "bank.example", item)
	press(enter, "  bank.example ", add)
	types("", "x.ex", item)
	press(escape, "Connector name", turn(back, "connector.name"))
	press(backtab, "❯[ Back ]", nil)
	press(backtab, "❯[ Next ]", nil)
	press(enter, "when you want to use", turn(next, pick))
	press(tab, "❯   ▏x.ex", focus(domains))
	types("x.ex", "ample", item)
	press(enter, "  x.example ", add)
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

// TestKilled kills the program once it has painted what a key brought, for every key of the walk. The draft then is the
// state after that key or the one before it, and the next start goes on there.
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
	for n := every; n <= len(walk); n += every {
		t.Run(fmt.Sprintf("%d %q", n, walk[n-1].key), func(t *testing.T) {
			t.Parallel()
			killAt(t, walk, states, n)
		})
	}
}

// TestKilledAndFinished kills the program behind the first letters of an item, and finishes the walk after a resume:
// the answers are those of a walk that nothing broke.
func TestKilledAndFinished(t *testing.T) {
	t.Parallel()
	walk := scriptedWalk()
	n := slices.IndexFunc(walk, func(k stroke) bool { return k.brings == "▏x.e " }) + 1
	s, at, state := killAt(t, walk, statesOf(t, walk), n)
	s.walk(walk[at:])
	s.leave()

	unbroken := t.TempDir()
	w := watch(t, unbroken)
	w.see(firstLabel)
	w.walk(walk)
	w.leave()

	got, want := onlyDraft(t, state), onlyDraft(t, unbroken)
	if got == nil || want == nil {
		t.Fatalf("drafts were kept: %t and %t", got != nil, want != nil)
	}
	if len(want.State.Answers) < 5 {
		t.Errorf("the unbroken walk has no more answers than %v", want.State.Answers)
	}
	if diff := cmp.Diff(want.State, got.State, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the walk that was killed (-unbroken +killed):\n%s", diff)
	}
}

// killAt walks up to key n, kills the program and goes on with the draft. at is how many keys it has kept.
func killAt(t *testing.T, walk []stroke, states []steps.State, n int) (resumed *watched, at int, state string) {
	t.Helper()
	state = t.TempDir()
	s := watch(t, state)
	s.see(firstLabel)
	s.walk(walk[:n-1])
	before := s.String()
	s.walk(walk[n-1 : n])
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	after := s.String()
	if status, _ := s.end(); status != -1 {
		t.Fatalf("exit status %d of a killed program", status)
	}

	kept, painted := states[0], after
	draft := onlyDraft(t, state)
	if draft != nil {
		kept = draft.State
	}
	switch same := cmpopts.EquateEmpty(); {
	case cmp.Equal(states[n], kept, same):
		at = n
	case cmp.Equal(states[n-1], kept, same):
		at, painted = n-1, before
	default:
		t.Fatalf("key %d was painted, and the draft is neither the state after it nor the one before (-after +draft):\n%s", n, cmp.Diff(states[n], kept, same))
	}
	resumed = watch(t, state)
	if draft != nil {
		resumed.see("❯ ◉ Go on: ")
		resumed.press(enter)
	}
	resumed.seeThat("the screen of before, which was\n"+painted+"\n", func() bool { return resumes(painted, resumed.String()) })
	return resumed, at, state
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
type watched struct {
	*session
	rows   [24]string
	row    int
	col    int
	whole  bool   // no frame is half read
	unread string // the beginning of an escape code or a letter
}

// watch starts the program on a state folder.
func watch(t *testing.T, state string) *watched {
	t.Helper()
	s := &watched{session: open(t, []string{stateOfChild + "=" + state}, nil, straight...)}
	alarm := time.AfterFunc(bound, func() { s.cmd.Process.Kill() }) // the read that waits fails then
	t.Cleanup(func() {
		alarm.Stop()
		s.cmd.Process.Kill()
		s.cmd.Wait()
	})
	return s
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

// leave ends the program, which keeps its draft.
func (s *watched) leave() {
	s.t.Helper()
	s.press(ctrlC)
	if status, shown := s.end(); status != 130 {
		s.t.Fatalf("exit status %d; shown was %q", status, shown)
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
	buf := make([]byte, 8192)
	for !s.whole || !there() {
		n, err := s.keys.Read(buf)
		s.take(string(buf[:n]))
		if err != nil {
			s.t.Fatalf("%s never came: %v; the screen is\n%s", what, err, s)
		}
	}
}

// String is the screen as text, a line end after every row.
func (s *watched) String() string { return strings.Join(s.rows[:], "\n") }

// code is one escape code.
var code = regexp.MustCompile(`^\x1b(?:\[([0-?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]])`)

// take draws what the program wrote, as far as the program writes it: the cursor home, whole lines, the rest of a line
// cleared, and the cursor moved below the frame at its end. Every letter is one column wide.
func (s *watched) take(text string) {
	text = s.unread + text
	for text != "" {
		if text[0] == '\x1b' {
			m := code.FindStringSubmatch(text)
			if m == nil {
				break
			}
			s.obey(m[1], m[2])
			text = text[len(m[0]):]
			continue
		}
		r := []rune(text[:min(len(text), 4)])[0]
		if r == '\uFFFD' && len(text) < 4 {
			break
		}
		text = text[len(string(r)):]
		s.draw(r)
	}
	s.unread = text
}

func (s *watched) obey(numbers, letter string) {
	switch letter {
	case "H":
		s.whole = numbers != ""
		s.row, s.col = 0, 0
		if row, err := strconv.Atoi(strings.Split(numbers, ";")[0]); err == nil {
			s.row = min(row, len(s.rows)) - 1
		}
	case "K":
		s.rows[s.row] = string([]rune(s.rows[s.row])[:s.col])
	case "J":
		for i := range s.rows {
			s.rows[i] = ""
		}
	}
}

func (s *watched) draw(r rune) {
	switch {
	case r == '\r':
		s.col = 0
	case r == '\n':
		s.row = min(s.row+1, len(s.rows)-1)
	case r >= ' ':
		line := []rune(s.rows[s.row])
		for len(line) <= s.col {
			line = append(line, ' ')
		}
		line[s.col] = r
		s.rows[s.row] = string(line)
		s.col++
	}
}
