//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"net"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// TestProbeIsStopped sends each signal to a process that waits for a DNS server: it shows what it has and leaves.
func TestProbeIsStopped(t *testing.T) {
	answers := write(t, "mute.yaml", "scenario: connector\nconnector: {from: office-365, to: your-organization, name: A, use: transport-rule, smart-hosts: [mute.com]}\n")
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			mute, err := net.ListenPacket("udp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer mute.Close()
			mute.SetDeadline(time.Now().Add(20 * time.Second))
			cmd := exec.CommandContext(t.Context(), "eacwizard", "probe", "-a", answers, "--resolver", mute.LocalAddr().String(), "--json", "--timeout", "1h")
			var printed, said bytes.Buffer
			cmd.Stdout, cmd.Stderr = &printed, &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if _, _, err := mute.ReadFrom(make([]byte, 1500)); err != nil { // it asks, and waits
				cmd.Process.Kill()
				t.Fatal(err)
			}
			if err := cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			cmd.Wait()
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("it took %s to stop", took)
			}
			if got, want := cmd.ProcessState.ExitCode(), 128+int(s); got != want {
				t.Errorf("exit status %d, want %d", got, want)
			}
			if want := "eacwizard: stopped: " + s.String() + "\n"; said.String() != want {
				t.Errorf("said %q, want %q", said.String(), want)
			}
			var tasks []probed
			if err := json.Unmarshal(printed.Bytes(), &tasks); err != nil || len(tasks) != 3 {
				t.Fatalf("%v in %s", err, printed.String())
			}
			for _, task := range tasks {
				if task.Verdict != "not-checked" || task.Says != "Not looked at: it was stopped before." {
					t.Errorf("%+v", task)
				}
			}
		})
	}
}
