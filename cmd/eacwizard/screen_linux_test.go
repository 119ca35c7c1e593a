package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hinshun/vt10x"
	"golang.org/x/sys/unix"
)

// bound is how long a session may take before it is killed, so that no read waits for ever.
const bound = 20 * time.Second

// session is the program in a terminal of its own.
type session struct {
	t     *testing.T
	cmd   *exec.Cmd
	keys  *os.File       // the terminal's other end
	shown bytes.Buffer   // everything that was written
	glass vt10x.Terminal // what a person sees of it: only what changes is written
	half  []byte         // the beginning of a rune

	before unix.Termios // the terminal's modes before the program had it
}

// open starts the program. Streams that wire leaves alone are the terminal.
func open(t *testing.T, env []string, wire func(*exec.Cmd), args ...string) *session {
	t.Helper()
	keys, tty := terminalPair(t)
	s := &session{t: t, keys: keys, before: modes(t, keys), cmd: exec.CommandContext(t.Context(), "eacwizard", args...)}
	s.glass = vt10x.New(vt10x.WithSize(120, 40)) // as large as any terminal here
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "CI=", "COLORTERM=", "NO_COLOR=", "ACCESSIBLE=", "SSH_TTY=", "DISPLAY=", "WAYLAND_DISPLAY=")
	s.cmd.Env = append(append(s.cmd.Env, "XDG_STATE_HOME="+t.TempDir()), env...)
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if wire != nil {
		wire(s.cmd)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	tty.Close()                                                     // so that the other end sees the program leave
	alarm := time.AfterFunc(bound, func() { s.cmd.Process.Kill() }) // the read that waits ends then
	t.Cleanup(func() {
		alarm.Stop()
		s.cmd.Process.Kill()
		s.cmd.Wait()
	})
	return s
}

// terminalPair makes a terminal of 80 by 24.
func terminalPair(t testing.TB) (keys, tty *os.File) {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals can be made here: ", err)
	}
	t.Cleanup(func() { keys.Close() })
	fd := int(keys.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80}); err != nil {
		t.Fatal(err)
	}
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals can be opened here: ", err)
	}
	return keys, tty
}

// modes are a terminal's, by which it is seen whether it was put back.
func modes(t *testing.T, keys *os.File) unix.Termios {
	t.Helper()
	m, err := unix.IoctlGetTermios(int(keys.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return *m
}

// until reads what is written until it holds the text, or the screen does.
func (s *session) until(text string) {
	s.t.Helper()
	for !strings.Contains(s.shown.String(), text) && !strings.Contains(s.glass.String(), text) {
		if err := s.read(); err != nil {
			s.t.Fatalf("%q never came: %v; shown was %q", text, err, s.shown.String())
		}
	}
}

// read takes what was written by now, or waits for it.
func (s *session) read() error {
	buf := make([]byte, 8192)
	n, err := s.keys.Read(buf)
	s.shown.Write(buf[:n])
	s.half = append(s.half, buf[:n]...)
	whole := len(s.half)
	for i := max(0, whole-utf8.UTFMax); i < len(s.half); i++ {
		if utf8.RuneStart(s.half[i]) && !utf8.FullRune(s.half[i:]) {
			whole = i
		}
	}
	s.glass.Write(s.half[:whole])
	s.half = s.half[whole:]
	return err
}

func (s *session) press(keys string) {
	s.t.Helper()
	if _, err := io.WriteString(s.keys, keys); err != nil {
		s.t.Fatal(err)
	}
}

// end waits for the program and returns its exit status and everything that was shown.
func (s *session) end() (status int, shown string) {
	s.t.Helper()
	if _, err := io.Copy(&s.shown, s.keys); err != nil && !errors.Is(err, syscall.EIO) { // EIO: nobody has it open
		s.t.Fatal(err)
	}
	s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode(), s.shown.String()
}

// straight leads past the first page, which asks what to set up.
var straight = []string{"--scenario", "connector"}

const (
	ctrlC, ctrlD = "\x03", "\x04"
	opensScreen  = "\x1b[?1049h"
	closesScreen = "\x1b[?1049l"
	firstLabel   = "Connection from"
	leftWithout  = "eacwizard: left before the end; nothing was saved\r\n"
)

func TestScreenIsLeft(t *testing.T) {
	t.Parallel()
	s := open(t, nil, nil, straight...)
	s.until(firstLabel)
	s.press(ctrlC + ctrlC)
	status, shown := s.end()
	if status != 130 {
		t.Errorf("exit status %d, want 130", status)
	}
	before, after, ok := strings.Cut(shown, closesScreen)
	if !ok || !strings.Contains(before, opensScreen) {
		t.Errorf("the screen was not opened and closed again: %q", shown)
	}
	if !strings.HasSuffix(after, leftWithout) {
		t.Errorf("ended with %q, want %q", after, leftWithout)
	}
}

// TestScreenOnStandardError is eacwizard > file.
func TestScreenOnStandardError(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	s := open(t, nil, func(c *exec.Cmd) { c.Stdout = &file }, straight...)
	s.until(firstLabel)
	s.press(ctrlC + ctrlC)
	if status, _ := s.end(); status != 130 || file.Len() > 0 {
		t.Errorf("exit status %d, and the file got %q", status, file.String())
	}
}

func TestNoScreen(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	s := open(t, nil, func(c *exec.Cmd) { c.Stdout, c.Stderr = &file, &file })
	if status, shown := s.end(); status != 2 || shown != "" || !strings.Contains(file.String(), "no question can be seen") {
		t.Errorf("exit status %d, shown %q, said %q", status, shown, file.String())
	}
}

func TestScreenAndSignal(t *testing.T) {
	t.Parallel()
	s := open(t, nil, nil, straight...)
	s.until(firstLabel)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	status, shown := s.end()
	if status != 143 {
		t.Errorf("exit status %d, want 143", status)
	}
	if _, after, ok := strings.Cut(shown, closesScreen); !ok || !strings.Contains(after, "eacwizard: stopped: terminated; nothing was saved") {
		t.Errorf("ended with %q", shown)
	}
}

// TestAKeyWritesLittle: whoever types over a slow line pays for every byte.
func TestAKeyWritesLittle(t *testing.T) {
	t.Parallel()
	s := open(t, nil, nil, straight...)
	typeHalf(s)
	before := s.shown.Len()
	s.press("m")
	s.until(halfTyped + "m")
	if wrote := s.shown.Bytes()[before:]; len(wrote) > 40 {
		t.Errorf("a letter writes %d bytes: %q", len(wrote), wrote)
	}
}

// TestLinesByThemselves: what chooses the line mode at a terminal, without a flag.
func TestLinesByThemselves(t *testing.T) {
	for _, env := range []string{"TERM=dumb", "ACCESSIBLE=1", "ACCESSIBLE=yes"} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			s := open(t, []string{env}, nil)
			s.until("Number [1]:")
			s.press(ctrlD)
			status, shown := s.end()
			if status != 130 || !strings.HasSuffix(shown, "\n"+leftWithout) {
				t.Errorf("exit status %d, ended with %q", status, shown)
			}
			if strings.ContainsRune(shown, '\x1b') {
				t.Errorf("an escape code in %q", shown)
			}
		})
	}
}

// TestNoColour: any value but the empty one takes the colours away, and the screen still stands.
func TestNoColour(t *testing.T) {
	colour := regexp.MustCompile(`\x1b\[([0-9;]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;[0-9;]*)?m`)
	for env, want := range map[string]bool{"NO_COLOR=": true, "NO_COLOR=0": false, "NO_COLOR=yes": false, "NO_COLOR=1": false} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			s := open(t, []string{env}, nil, straight...)
			s.until(firstLabel)
			s.press(ctrlC + ctrlC)
			_, shown := s.end()
			if got := colour.MatchString(shown); got != want {
				t.Errorf("colour is %v, want %v, in %q", got, want, shown)
			}
		})
	}
}

// TestScreenPrints goes by keys alone from a complete answer file to the documents, and has one printed into a file.
func TestScreenPrints(t *testing.T) {
	t.Parallel()
	answers := write(t, "bank.yaml", `scenario: connector
connector: {from: office-365, to: partner-organization, name: Bank, use: these-domains, recipient-domains: [bank.example]}
`)
	_, want, _ := execute(t, "", "render", "-a", answers, "-f", "paste")

	var file bytes.Buffer
	s := open(t, nil, func(c *exec.Cmd) { c.Stdout = &file }, "--answers", answers)
	s.until(firstLabel)
	backward, enter := "\x1b[Z", "\r" // a page opens at its first stop, and Shift+Tab goes round to the last ones: Next, Back
	s.press(backward + enter)
	for range 6 {
		s.press(backward + backward + enter)
	}
	s.until("Create connector")
	s.press(enter)
	s.until("Documents ready")
	s.press("p")
	s.until("Commands to paste, print")
	s.press(strings.Repeat("\t", 5) + enter) // Done
	status, shown := s.end()
	if status != 0 {
		t.Errorf("exit status %d", status)
	}
	if file.String() != want {
		t.Errorf("the file got %d bytes, and render makes %d", file.Len(), len(want))
	}
	_, after, _ := strings.Cut(shown, closesScreen)
	if !strings.Contains(after, "Mail flow scenario: From: Office 365, To: Partner organization\r\nName: Bank\r\n") {
		t.Errorf("ended with %q", after)
	}
}
