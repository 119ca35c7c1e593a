package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

func init() { commands["eacwizard-shell"] = shell }

// shell is what a suspended wizard needs: it runs the program as a job in the foreground, takes the terminal back when
// the job stops, and goes on with it after a line of input.
func shell() {
	signal.Ignore(syscall.SIGTTOU)
	foreground := func(group int) {
		if err := unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, group); err != nil {
			panic(err)
		}
	}
	job := exec.Command("eacwizard", straight...)
	job.Stdin, job.Stdout, job.Stderr = os.Stdin, os.Stdout, os.Stderr
	job.SysProcAttr = &syscall.SysProcAttr{Foreground: true, Ctty: 0}
	if err := job.Start(); err != nil {
		panic(err)
	}
	in := bufio.NewReader(os.Stdin)
	for {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(job.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil {
			panic(err)
		}
		if !status.Stopped() {
			os.Exit(status.ExitStatus())
		}
		foreground(syscall.Getpgrp())
		fmt.Println("job stopped")
		in.ReadString('\n')
		foreground(job.Process.Pid)
		syscall.Kill(-job.Process.Pid, syscall.SIGCONT)
	}
}

// TestSuspend: Ctrl+Z gives the terminal back to the shell as it was, and fg paints the wizard again, also where the
// terminal has another size by then.
func TestSuspend(t *testing.T) {
	t.Parallel()
	s := open(t, nil, as(t, "eacwizard-shell"))
	typeHalf(s)
	s.press("\x1a")
	s.until("job stopped")
	if diff := cmp.Diff(s.before, modes(t, s.keys)); diff != "" {
		t.Errorf("the terminal of the shell (-before +after):\n%s", diff)
	}
	if during, _, _ := strings.Cut(s.shown.String(), "job stopped"); strings.LastIndex(during, closesScreen) < strings.LastIndex(during, opensScreen) {
		t.Errorf("the shell writes on the wizard's screen: %q", during)
	}
	s.shown.Reset()
	if err := unix.IoctlSetWinsize(int(s.keys.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 30, Col: 100}); err != nil {
		t.Fatal(err)
	}
	s.press("fg\n")
	s.until(opensScreen)
	s.until(halfTyped)
	s.until(strings.Repeat("─", 100))
	s.press("me")
	s.until(halfTyped + "me")
	s.press(ctrlC)
	if status, shown := s.end(); status != 130 {
		t.Errorf("exit status %d; shown was %q", status, shown)
	}
	if diff := cmp.Diff(s.before, modes(t, s.keys)); diff != "" {
		t.Errorf("the terminal at the end (-before +after):\n%s", diff)
	}
}
