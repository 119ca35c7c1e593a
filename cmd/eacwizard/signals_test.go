//go:build unix

package main

import (
	"bufio"
	"bytes"
	"io"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestSignals sends each to a process that waits for an answer.
func TestSignals(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), "eacwizard", "--lines", "--scenario", "connector")
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			said, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			var printed bytes.Buffer
			cmd.Stdout = &printed
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			words := bufio.NewReader(said)
			for question := ""; !strings.HasSuffix(question, "Number:"); { // it waits for an answer
				part, err := words.ReadString(':')
				if err != nil {
					t.Fatal(err)
				}
				question += part
			}
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			rest, _ := io.ReadAll(words)
			cmd.Wait()
			if got, want := cmd.ProcessState.ExitCode(), 128+int(s); got != want {
				t.Errorf("exit status %d, want %d", got, want)
			}
			if want := "eacwizard: stopped: " + s.String() + "; nothing was saved\n"; !strings.HasSuffix(string(rest), "\n"+want) {
				t.Errorf("ended with %q, want %q on a line of its own", rest, want)
			}
			if printed.Len() > 0 {
				t.Errorf("printed %q", printed.String())
			}
		})
	}
}
