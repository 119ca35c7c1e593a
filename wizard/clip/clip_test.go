package clip

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// environment is an env function over a few variables.
func environment(pairs ...string) func(string) string {
	return func(name string) string {
		for _, p := range pairs {
			if k, v, _ := strings.Cut(p, "="); k == name {
				return v
			}
		}
		return ""
	}
}

// board is a Clipboard over fakes: a native of nil is none, a terminal of nil is none.
func board(native func(string) error, terminal *bytes.Buffer, pairs ...string) *Clipboard {
	c := &Clipboard{native: native, patience: time.Minute, wrap: wrapper(environment(pairs...))}
	if terminal != nil {
		c.terminal = terminal
	}
	return c
}

func TestCopyPrefersTheClipboardThatConfirms(t *testing.T) {
	var took string
	var terminal bytes.Buffer
	how, err := board(func(s string) error { took = s; return nil }, &terminal).Copy(strings.Repeat("x", 1204))
	if err != nil || how != "copied to the clipboard (1,204 bytes)" {
		t.Errorf("Copy said %q, %v", how, err)
	}
	if len(took) != 1204 {
		t.Errorf("the local clipboard took %d bytes", len(took))
	}
	if terminal.Len() != 0 {
		t.Errorf("the terminal was sent %q as well", terminal.String())
	}
}

func TestCopyFallsBackToTheTerminal(t *testing.T) {
	never := make(chan struct{})
	for _, test := range []struct {
		name   string
		native func(string) error
	}{
		{"no local clipboard", nil},
		{"it fails", func(string) error { return errors.New("can't open display") }},
		{"it hangs", func(string) error { <-never; return nil }},
	} {
		t.Run(test.name, func(t *testing.T) {
			var terminal bytes.Buffer
			c := board(test.native, &terminal)
			c.patience = time.Millisecond
			how, err := c.Copy("New-OutboundConnector")
			want := "sent to the terminal's clipboard (21 bytes); if pasting gives nothing, save a file instead"
			if err != nil || how != want {
				t.Errorf("Copy said %q, %v; want %q", how, err, want)
			}
			if got, want := terminal.String(), "\x1b]52;c;"+encoded("New-OutboundConnector")+"\a"; got != want {
				t.Errorf("the terminal was sent %q, want %q", got, want)
			}
		})
	}
}

func TestCopyWithoutATerminal(t *testing.T) {
	if _, err := board(nil, nil).Copy("x"); !errors.Is(err, ErrNoWay) {
		t.Errorf("got %v, want ErrNoWay", err)
	}
	broken := errors.New("can't open display")
	_, err := board(func(string) error { return broken }, nil).Copy("x")
	if !errors.Is(err, broken) || !strings.HasSuffix(err.Error(), "save a file instead") {
		t.Errorf("got %v, want the clipboard's own error and what to do", err)
	}
}

func TestCopyReportsABrokenTerminal(t *testing.T) {
	c := board(nil, nil)
	c.terminal = failing{}
	if _, err := c.Copy("x"); err == nil || !strings.Contains(err.Error(), "writing to the terminal") {
		t.Errorf("got %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("input/output error") }

// TestMultiplexers takes the wrapping off again the way tmux and screen do, and has to find the plain sequence.
func TestMultiplexers(t *testing.T) {
	text := strings.Repeat("a long line of PowerShell ", 40)
	plain := "\x1b]52;c;" + encoded(text) + "\a"

	var tmux bytes.Buffer
	if _, err := board(nil, &tmux, "TMUX=/tmp/tmux-1000/default,1,0").Copy(text); err != nil {
		t.Fatal(err)
	}
	rest, ok := strings.CutPrefix(tmux.String(), plain)
	if !ok {
		t.Fatal("tmux is not sent the plain sequence first, which it takes with set-clipboard on")
	}
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "\x1bPtmux;"), "\x1b\\")
	if diff := cmp.Diff(plain, strings.ReplaceAll(rest, "\x1b\x1b", "\x1b")); diff != "" {
		t.Errorf("what tmux passes on (-want +got):\n%s", diff)
	}

	var screen bytes.Buffer
	if _, err := board(nil, &screen, "STY=1.pts-0.host").Copy(text); err != nil {
		t.Fatal(err)
	}
	var passed strings.Builder
	for chunk := range strings.SplitSeq(screen.String(), "\x1b\\") {
		body, ok := strings.CutPrefix(chunk, "\x1bP")
		if !ok && chunk != "" {
			t.Fatalf("screen would print %q", chunk)
		}
		if len(body) > 256 {
			t.Errorf("a string of %d bytes is more than screen takes at once", len(body))
		}
		passed.WriteString(body)
	}
	if diff := cmp.Diff(plain, passed.String()); diff != "" {
		t.Errorf("what screen passes on (-want +got):\n%s", diff)
	}
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func TestHasNative(t *testing.T) {
	for _, test := range []struct {
		goos string
		env  string
		want bool
	}{
		{"linux", "", false},
		{"linux", "DISPLAY=:0", true},
		{"linux", "WAYLAND_DISPLAY=wayland-0", true},
		{"linux", "WSL_DISTRO_NAME=Ubuntu", true},
		{"linux", "TERMUX_VERSION=0.118", true},
		{"linux", "DISPLAY=localhost:10.0 SSH_CONNECTION=192.0.2.1", false},
		{"freebsd", "DISPLAY=:0", true},
		{"darwin", "", true},
		{"darwin", "SSH_TTY=/dev/ttys001", false},
		{"windows", "", true},
		{"windows", "SSH_CONNECTION=192.0.2.1", false},
	} {
		if got := hasNative(test.goos, environment(strings.Fields(test.env)...)); got != test.want {
			t.Errorf("hasNative(%s, %s) = %v, want %v", test.goos, test.env, got, test.want)
		}
	}
}

func TestNew(t *testing.T) {
	var terminal bytes.Buffer
	ssh := environment("SSH_TTY=/dev/pts/1", "TERM=xterm-256color")
	if c := New(&terminal, ssh); c.native != nil || c.terminal == nil {
		t.Error("over SSH the terminal is the way, and a clipboard of this machine is not")
	}
	for _, term := range []string{"dumb", "linux"} {
		if c := New(&terminal, environment("TERM="+term)); c.terminal != nil {
			t.Errorf("TERM=%s is no terminal to send control sequences to", term)
		}
	}
	if c := New(nil, ssh); c.terminal != nil {
		t.Error("a terminal out of nowhere")
	}
}

// TestNativeTool copies through a stand-in for xclip, as a desktop would. The tool is found when the package starts,
// so that the test runs itself again with another PATH.
func TestNativeTool(t *testing.T) {
	if file := os.Getenv("CLIP_TEST_FILE"); file != "" {
		how, err := New(nil, os.Getenv).Copy("one\ntwo\n")
		fmt.Println(how, err)
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("stands in for a tool of Linux desktops")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "copied")
	script := "#!/bin/sh\n/bin/cat >\"$CLIP_TEST_FILE\"\n"
	if err := os.WriteFile(filepath.Join(dir, "xclip"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	out := again(t, "TestNativeTool", "PATH="+dir, "CLIP_TEST_FILE="+file, "DISPLAY=:0", "WAYLAND_DISPLAY=", "SSH_TTY=", "SSH_CONNECTION=")
	if !strings.Contains(out, "copied to the clipboard (8 bytes) <nil>") {
		t.Errorf("said %q", out)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "one\ntwo\n" {
		t.Errorf("the tool got %q, %v", got, err)
	}
}

// again runs one test of this binary in a process of its own.
func again(t *testing.T, name string, env ...string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^"+name+"$")
	cmd.Env = append(append(os.Environ(), "GORACE=atexit_sleep_ms=0"), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

func TestSize(t *testing.T) {
	got := map[int]string{}
	for _, n := range []int{0, 1, 999, 1000, 12345, 1234567} {
		got[n] = size(strings.Repeat("x", n))
	}
	want := map[int]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1,000 bytes", 12345: "12,345 bytes", 1234567: "1,234,567 bytes"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
