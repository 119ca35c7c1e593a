package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestProbeShowsProgress: on a terminal, and only there.
func TestProbeShowsProgress(t *testing.T) {
	t.Parallel()
	lab := newLaboratory(t)
	answers := write(t, "host.yaml", "scenario: connector\nconnector: {from: office-365, to: your-organization, name: A, use: transport-rule, smart-hosts: [mail.contoso.com]}\n")
	args := []string{"probe", "-a", answers, "--resolver", lab.env["DNS"], "--smtp-port", lab.env["GOOD"], "--ca-file", lab.env["CA"], "--allow-private"}
	const counts = " of 3 done, "
	for _, test := range []struct {
		name  string
		env   []string
		shows bool
	}{
		{"a terminal", nil, true},
		{"a dumb terminal", []string{"TERM=dumb"}, false},
		{"a screen reader", []string{"ACCESSIBLE=1"}, false},
	} {
		status, shown := open(t, test.env, nil, args...).end()
		if status != 0 || strings.Contains(shown, counts) != test.shows || strings.Contains(shown, "\x1b") {
			t.Errorf("%s: status %d, shown was %q", test.name, status, shown)
		}
		if !strings.Contains(shown, "\nSucceeded    TLS of mail.contoso.com\r\n") && !strings.Contains(shown, "\rSucceeded    TLS of mail.contoso.com\r\n") {
			t.Errorf("%s: no line of its own for a task in %q", test.name, shown)
		}
	}

	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	status, shown := open(t, nil, func(c *exec.Cmd) { c.Stdout = file }, args...).end()
	printed, err := os.ReadFile(file.Name())
	if status != 0 || err != nil || !strings.Contains(shown, counts) || strings.Contains(shown, "Succeeded") || strings.Contains(string(printed), counts) || strings.Contains(string(printed), "\r") {
		t.Errorf("to a file: status %d, %v, shown was %q, printed %q", status, err, shown, printed)
	}
}
