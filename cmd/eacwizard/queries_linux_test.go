package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// query is every sequence that a terminal answers: reports of its attributes, its state and the cursor, its colours and
// capabilities, modes, the window's measures, and what kitty adds. A program that waits for such an answer stands still
// where none comes, and as long as the way takes where one does.
var query = regexp.MustCompile(`\x1b\[[?>=]?[0-9;]*c` + // device attributes, DA1 to DA3
	`|\x1b\[\??[0-9;]*n` + // status and the cursor's position
	`|\x1b\][0-9;]*;(?:[a-z0-9]*;)?\?` + // OSC 4, 10, 11, 12, 52 …: colours and the clipboard
	`|\x1bP\+q|\x1bP\$q` + // XTGETTCAP and DECRQSS
	`|\x1b\[\?u` + // kitty's keyboard
	`|\x1b_G[^\x1b]*a=q` + // kitty's pictures
	`|\x1b\[\??[0-9;]*\$p` + // modes, DECRQM
	`|\x1b\[>[0-9;]*q` + // the terminal's version
	`|\x1b\[(?:1[1345689]|2[01])(?:;[0-9]+)?t` + // the window
	`|\x1b\[[0-9;]*x|\x05`) // DECREQTPARM and ENQ

// TestQueriesAreSeen: a pattern that finds nothing would hold nothing.
func TestQueriesAreSeen(t *testing.T) {
	for _, asked := range []string{
		"\x1b[c", "\x1b[0c", "\x1b[>c", "\x1b[=c", "\x1b[6n", "\x1b[?6n", "\x1b[5n", "\x1b]10;?\x07", "\x1b]11;?\x1b\\", "\x1b]4;1;?\x07", "\x1b]52;c;?\x07",
		"\x1bP+q544e\x1b\\", "\x1bP$qm\x1b\\", "\x1b[?u", "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\", "\x1b[?2026$p", "\x1b[>0q", "\x1b[18t", "\x1b[14;2t", "\x05",
	} {
		if !query.MatchString("text" + asked + "text") {
			t.Errorf("%q is not taken for a query", asked)
		}
	}
	for _, told := range []string{"\x1b[?1049h", "\x1b[?25l", "\x1b[2J\x1b[H", "\x1b[?2004h", "\x1b[38;5;12m", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b[22;2t", "\x1b[K\x1b[80D"} {
		if query.MatchString(told) {
			t.Errorf("%q is taken for a query", told)
		}
	}
}

// TestNoQuery starts every command on a terminal that answers nothing. None of them may ask it anything before its first
// frame or its last line, not in a package's initialization either; that they get there without an answer, this test's
// end says.
func TestNoQuery(t *testing.T) {
	type start struct {
		args  []string
		until string // of a wizard: what its first frame holds; "": it ends by itself
	}
	starts := []start{
		{nil, "What do you want to set up?"},
		{straight, firstLabel},
		{[]string{"--sample", "add-on-service"}, "Next"},
		{[]string{"--theme", "light", "--sample", "connector"}, "Next"},
		{[]string{"--lines"}, "Number [1]:"},
		{[]string{"--help"}, ""},
		{[]string{"--theme", "sepia"}, ""},
		{[]string{"render", "--sample", "connector", "-f", "summary"}, ""},
		{[]string{"check", "--sample", "connector"}, ""},
		{[]string{"explain", "MF302"}, ""},
		{[]string{"probe"}, ""}, // refused: this is no test of a network
		{[]string{"follow"}, ""},
		{[]string{"present", "connector"}, "One connector, page by page"},
		{[]string{"notes"}, "No lesson is running"},
		{[]string{"scenarios"}, ""},
		{[]string{"drafts"}, ""},
		{[]string{"version"}, ""},
		{[]string{"completion", "bash"}, ""},
		{[]string{"__complete", "render", ""}, ""},
		{[]string{"help"}, ""},
	}
	for _, c := range everyCommand() {
		starts = append(starts, start{[]string{c, "--help"}, ""})
		runs := func(s start) bool { return len(s.args) > 0 && s.args[0] == c && s.args[len(s.args)-1] != "--help" }
		if !slices.ContainsFunc(starts, runs) {
			t.Errorf("nothing here starts the command %s", c)
		}
	}
	for _, start := range starts {
		t.Run(strings.Join(start.args, " "), func(t *testing.T) {
			t.Parallel()
			s := open(t, nil, nil, start.args...)
			buf, ended := make([]byte, 4096), false
			for !ended && (start.until == "" || !strings.Contains(s.shown.String(), start.until)) {
				n, err := s.keys.Read(buf)
				s.shown.Write(buf[:n])
				if asked := query.FindString(s.shown.String()); asked != "" { // at once: the wait for the answer is long
					t.Fatalf("the terminal was asked %q, in %q", asked, s.shown.String())
				}
				ended = err != nil
			}
			if ended != (start.until == "") || strings.TrimSpace(s.shown.String()) == "" {
				t.Errorf("shown was %q, so this proves nothing", s.shown.String())
			}
		})
	}
}

// everyCommand are the commands that there are.
func everyCommand() (names []string) {
	var p program
	for _, c := range p.rootCommand().Commands() {
		names = append(names, c.Name())
	}
	return names
}
