package main

import (
	"testing"
)

func TestManner(t *testing.T) {
	all := streams{stdin: true, stdout: true, stderr: true}
	with := func(change func(*streams)) streams {
		s := all
		change(&s)
		return s
	}
	for _, test := range []struct {
		name string
		s    streams
		want manner
	}{
		{"a terminal", all, onStdout},
		{"standard output to a file", with(func(s *streams) { s.stdout = false }), onStderr},
		{"standard error to a file", with(func(s *streams) { s.stderr = false }), onStdout},
		{"both to files", with(func(s *streams) { s.stdout, s.stderr = false, false }), impossible},
		{"nobody to ask", with(func(s *streams) { s.stdin = false }), impossible},
		{"nobody to ask, in lines by itself", with(func(s *streams) { s.stdin, s.dumb = false, true }), impossible},
		{"TERM=dumb", with(func(s *streams) { s.dumb = true }), byLines},
		{"ACCESSIBLE", with(func(s *streams) { s.accessible = true }), byLines},
		{"ACCESSIBLE, and the answers to a file", with(func(s *streams) { s.accessible, s.stdout = true, false }), byLines},
		{"ACCESSIBLE, and the questions to a file", with(func(s *streams) { s.accessible, s.stderr = true, false }), impossible},
		{"--lines", with(func(s *streams) { s.lines = true }), byLines},
		{"--lines on pipes", streams{lines: true}, byLines},
		{"pipes", streams{}, impossible},
	} {
		got, why := test.s.manner()
		if got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
		if (why != "") != (test.want == impossible) {
			t.Errorf("%s: said %q", test.name, why)
		}
	}
}

func TestSwitchedOn(t *testing.T) {
	for value, want := range map[string]bool{"": false, "0": false, "false": false, "1": true, "yes": true, "true": true} {
		if on(value) != want {
			t.Errorf("on(%q) = %v", value, !want)
		}
	}
}
