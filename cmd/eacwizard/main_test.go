package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// quickExit spares every process under the race detector the second that it would wait at its end.
const quickExit = "atexit_sleep_ms=0"

// commands are what tests may start as a process: the program, and what it becomes in a world that fails.
var commands = map[string]func(){"eacwizard": main}

// TestMain makes the program a command of its own for the scripts and for the tests that need a process.
func TestMain(m *testing.M) {
	os.Setenv("GORACE", quickExit)
	if commands[strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe")] == nil { // not a command, run by a test
		state, err := os.MkdirTemp("", "eacwizard-state")
		if err != nil {
			panic(err)
		}
		os.Setenv("XDG_STATE_HOME", state) // no test leaves a draft where a person would find it
		os.Setenv("LocalAppData", state)
	}
	testscript.Main(m, commands)
}

// TestScripts runs the program as a shell would. Scripts are named by what they are about.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "", // rewrites what they compare with
		Setup: func(e *testscript.Env) error {
			for _, name := range []string{"TERM", "ACCESSIBLE", "NO_COLOR", "SSH_TTY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY"} {
				e.Setenv(name, "")
			}
			e.Setenv("GORACE", quickExit)
			e.Setenv("XDG_STATE_HOME", e.WorkDir+"/state")
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("LocalAppData", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": exitStatus,
			"plain":  plain,
		},
	})
}

// exitStatus runs the program and compares its exit status: status 2 eacwizard render. What it says can be looked at
// as after exec; standard input is the file that the name behind < names.
func exitStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program [argument...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// plain fails on a control character other than a line's end in the files named: no colour, no escape code.
func plain(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		text := ts.ReadFile(name)
		if at := strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' }); at >= 0 {
			ts.Fatalf("%s holds the control character %q", name, text[at])
		}
	}
}

// execute runs the program in this process, without any terminal.
func execute(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, said bytes.Buffer
	state := t.TempDir()
	stateOnly := func(name string) string {
		if name == "XDG_STATE_HOME" || name == "LocalAppData" || name == "HOME" {
			return state
		}
		return ""
	}
	status = run(args, stateOnly, strings.NewReader(stdin), &out, &said)
	return status, out.String(), said.String()
}

// write puts a file into a folder of the test's own and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := t.TempDir() + string(os.PathSeparator) + name
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
