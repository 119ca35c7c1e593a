package main

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// BenchmarkFirstFrame starts the program in a terminal that answers nothing and waits for the first page; version is
// what a start costs without one. The program is this test's own, whose initialization has its tests' on top.
func BenchmarkFirstFrame(b *testing.B) {
	for _, c := range []struct {
		name, until string
		args        []string
	}{
		{"wizard", "What do you want to set up?", []string{"--no-draft"}},
		{"version", "eacwizard ", []string{"version"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			state := b.TempDir()
			for b.Loop() {
				startOnce(b, state, c.until, c.args)
			}
		})
	}
}

func startOnce(b *testing.B, state, until string, args []string) {
	b.Helper()
	keys, tty := terminalPair(b)
	defer keys.Close()
	cmd := exec.Command("eacwizard", args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.Env = append(os.Environ(), "TERM=xterm-256color", "CI=", "ACCESSIBLE=", "XDG_STATE_HOME="+state)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	tty.Close()
	var shown strings.Builder
	for buf := make([]byte, 4096); !strings.Contains(shown.String(), until); {
		n, err := keys.Read(buf)
		shown.Write(buf[:n])
		if err != nil {
			b.Fatalf("%q never came: %v; shown was %q", until, err, shown.String())
		}
	}
	b.StopTimer()
	cmd.Process.Kill()
	cmd.Wait()
	b.StartTimer()
}
