package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/wizard"
)

const bank = `scenario: connector
connector: {from: office-365, to: partner-organization, name: Bank, use: these-domains, recipient-domains: [bank.example]}
`

func TestStatus(t *testing.T) {
	for _, test := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("no space left on device"), 1},
		{refuse("", "no"), 2},
		{fmt.Errorf("making paste: %w", &render.Unfinished{}), 2},
		{wizard.ErrLeft, 130},
		{fmt.Errorf("%w; nothing was saved", wizard.ErrLeft), 130},
		{&amiss{"1 of 3 tasks failed"}, 3},
		{stopped{syscall.SIGTERM}, 143},
		{fmt.Errorf("%w; nothing was saved", stopped{syscall.SIGHUP}), 129},
	} {
		if got := status(test.err); got != test.want {
			t.Errorf("status(%v) = %d, want %d", test.err, got, test.want)
		}
	}
}

// TestBrokenOutput: a document that did not get out is a failure, not a success with less in it.
func TestBrokenOutput(t *testing.T) {
	for _, args := range [][]string{{"render", "-a", "-", "-f", "paste"}, {"check", "-a", "-"}, {"check", "-a", "-", "--json"}, {"explain"}, {"explain", "MF302"}, {"version"}, {"scenarios"}} {
		var said bytes.Buffer
		got := run(args, func(string) string { return "" }, strings.NewReader(bank), full{}, &said)
		if got != 1 || !strings.HasPrefix(said.String(), "eacwizard: no space") {
			t.Errorf("%s: status %d, said %q", args[0], got, said.String())
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestHelp: examples first, and no line wider than the narrowest terminal.
func TestHelp(t *testing.T) {
	for _, args := range [][]string{{}, {"render"}, {"check"}, {"probe"}, {"follow"}, {"present"}, {"notes"}, {"explain"}, {"scenarios"}, {"completion"}, {"version"}} {
		status, out, said := execute(t, "", append(args, "--help")...)
		if status != 0 || said != "" {
			t.Errorf("%v: status %d, said %q", args, status, said)
		}
		lines := strings.Split(out, "\n")
		if len(lines) < 4 || lines[2] != "Examples:" {
			t.Errorf("%v: the examples do not come first:\n%s", args, out)
		}
		for _, line := range lines {
			if n := len([]rune(line)); n > 80 {
				t.Errorf("%v: %d columns: %s", args, n, line)
			}
		}
	}
}

// TestPromisedCommands: those and no others, with those flags and no others.
func TestPromisedCommands(t *testing.T) {
	promised := map[string]string{
		"eacwizard":  "answers ascii eac help lines no-draft out sample scenario theme",
		"drafts":     "help",
		"render":     "answers eac format help out sample theme width",
		"check":      "answers help json sample severity",
		"explain":    "help",
		"probe":      "allow-private answers ca-file help json resolver sample smtp-port timeout",
		"follow":     "accepted-domain answers ascii certificate direct example from header header-from help internal-headers json list mail-from next-certificate next-no-tls next-untrusted no-tls original-ip recipient recipient-at rule-redirects sample source-ip stage stamps",
		"present":    "ascii eac help print theme type-speed",
		"notes":      "ascii help lines theme",
		"scenarios":  "help",
		"completion": "help",
		"version":    "help",
	}
	root := (&program{}).rootCommand()
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range append(root.Commands(), root) {
		if want, ok := promised[c.Name()]; (!ok && !c.Hidden) || (ok && want != strings.Join(flagNames(c), " ")) {
			t.Errorf("%s has the flags %q, want %q", c.Name(), flagNames(c), want)
		}
	}
}

func flagNames(c *cobra.Command) (names []string) {
	for line := range strings.Lines(c.LocalFlags().FlagUsages()) {
		_, rest, _ := strings.Cut(line, "--")
		names = append(names, strings.Fields(rest)[0])
	}
	return names
}

// TestComplaintsDoNotActOnTheTerminal: what was given as a name is repeated, and could hold anything.
func TestComplaintsDoNotActOnTheTerminal(t *testing.T) {
	for _, args := range [][]string{
		{"render", "-a", "\x1b[31m.yaml", "-f", "paste"}, {"render", "-a", "-", "-f", "\x1b[31m"}, {"--\x1b[31m"}, {"\x1b[31m"},
	} {
		if status, _, said := execute(t, bank, args...); status == 0 || strings.ContainsRune(said, '\x1b') {
			t.Errorf("%q: status %d, said %q", args, status, said)
		}
	}
}

// TestKeepAnswers keeps half of the answers and begins with them again.
func TestKeepAnswers(t *testing.T) {
	sc := steps.Scenarios()[0]
	half := steps.Answers{"connector.from": {"office-365"}, "connector.name": {"Bank"}}
	p := program{env: func(string) string { return "" }}
	var wrote written
	path, err := p.world(nil, &wrote).KeepAnswers(t.TempDir(), sc.Settle(half))
	if err != nil {
		t.Fatal(err)
	}
	if all := wrote.all(); len(all) != 1 || all[0] != path || filepath.Base(path) != unfinished {
		t.Errorf("kept in %s, and remembers %q", path, all)
	}
	flow, err := p.flow(wizardFlags{answers: path})
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range half {
		if got := flow.State().Answers[k]; got.Text() != want.Text() {
			t.Errorf("%s is %q again, want %q", k, got, want)
		}
	}
	for _, f := range render.Formats() {
		if f.File == unfinished {
			t.Errorf("%s is the file of a document", unfinished)
		}
	}
}

// TestLeaving: that nothing was saved is said only where it is true.
func TestLeaving(t *testing.T) {
	var wrote written
	if err := wrote.leaving(wizard.ErrLeft); !errors.Is(err, wizard.ErrLeft) || !strings.HasSuffix(err.Error(), "; nothing was saved") {
		t.Errorf("got %v", err)
	}
	if err := wrote.leaving(nil); err != nil {
		t.Errorf("got %v", err)
	}
	wrote.add("a", "b", "a")
	if err := wrote.leaving(wizard.ErrLeft); err != wizard.ErrLeft || len(wrote.all()) != 2 {
		t.Errorf("got %v, and remembers %q", err, wrote.all())
	}
}

// TestScenarioOfTheFile: --scenario and the file have to agree.
func TestScenarioOfTheFile(t *testing.T) {
	p := program{env: func(string) string { return "" }}
	path := write(t, "bank.yaml", bank)
	if _, err := p.flow(wizardFlags{answers: path, scenario: "connector"}); err != nil {
		t.Error(err)
	}
	if _, err := p.flow(wizardFlags{scenario: "konnector"}); status(err) != 2 {
		t.Errorf("got %v", err)
	}
}

// TestRejectionNamesEverything: one line for every problem, in the order in which they come.
func TestRejectionNamesEverything(t *testing.T) {
	err := rejection(&answers.Rejected{Problems: []answers.Problem{
		{File: "a.yaml", Line: 2, Column: 3, Key: "connector.name", Item: -1, Why: "is too long"},
		{File: "a.yaml", Key: "connector.to", Item: -1, Why: "choose where the mail goes to", Missing: true},
	}})
	var said bytes.Buffer
	(&program{stderr: &said}).complain(err)
	want := "eacwizard: the answers cannot be used\n" +
		"  a.yaml:2:3: connector.name: is too long\n" +
		"  a.yaml: connector.to: choose where the mail goes to\n"
	if said.String() != want {
		t.Errorf("said\n%s, want\n%s", said.String(), want)
	}
}

// TestFarewell: documents on standard output, and in plain words what there is now.
func TestFarewell(t *testing.T) {
	file, err := answers.Read("bank.yaml", []byte(bank))
	if err != nil {
		t.Fatal(err)
	}
	r := wizard.Result{State: steps.State{Answers: file.Answers}, Settled: file.Settled, Finished: true, Print: []wizard.Document{doc("a.txt", "a\n"), doc("b.txt", "b\n")}}
	var out, said bytes.Buffer
	p := program{stdout: &out, stderr: &said}
	var wrote written
	wrote.add("bank/paste.txt")
	if err := p.farewell(r, &wrote, nil); err != nil {
		t.Fatal(err)
	}
	if out.String() != "a\n\nb\n" {
		t.Errorf("printed %q", out.String())
	}
	want := "Mail flow scenario: From: Office 365, To: Partner organization\nName: Bank\nsaved bank/paste.txt\n"
	if said.String() != want {
		t.Errorf("said %q, want %q", said.String(), want)
	}

	said.Reset()
	p.stdout = full{}
	if err := p.farewell(r, &wrote, nil); status(err) != 1 {
		t.Errorf("a full disk ends with %v", err)
	}
	if said.String() != want {
		t.Errorf("with a full disk it said %q, want %q", said.String(), want)
	}

	said.Reset()
	r.Print = nil
	if err := p.farewell(r, &written{}, nil); err != nil || !strings.HasSuffix(said.String(), "No document was saved or printed.\n") {
		t.Errorf("with nothing kept: %v, said %q", err, said.String())
	}
}
