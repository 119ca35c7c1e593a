package answers

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// Each of these is judged within a tenth of a second. The test allows for a busy machine and the race detector; what it
// has to notice, work that grows with the square of the file, takes far longer.
func TestHostileFiles(t *testing.T) {
	filled := func(s string) string { return strings.Repeat(s, maxBytes/len(s)) }
	indented := func(most int, line string) string {
		var b strings.Builder
		for i := 0; b.Len()+i+len(line) < most; i++ {
			b.WriteString(strings.Repeat(" ", i) + line)
		}
		return b.String()
	}
	bomb := "a: &a [x]\n"
	for c := 'b'; c < 'z'; c++ {
		bomb += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+string(c-1)+",", 9), ",") + "]\n"
	}
	const (
		large  = "a.yaml: is larger than 1 MiB, which no answer file needs to be; check that it is the right file"
		much   = "a.yaml: holds far more YAML than an answer file needs; check that it is the right file"
		deep   = "nests lists and sections deeper than an answer file ever does; check that it is the right file"
		binary = "a.yaml: is not a text file; check that it is the right file"
	)
	for name, c := range map[string]struct{ src, want string }{
		"one byte too large":    {filled(" ") + " ", large},
		"far too large":         {strings.Repeat("# \n", maxBytes), large},
		"1 MiB of [":            {filled("["), much},
		"1 MiB of a: {":         {filled("a: {"), much},
		"1 MiB of dashes":       {filled("- "), much},
		"1 MiB of lines":        {filled("a: b\n"), much},
		"1 MiB of empty lines":  {filled("\n"), "a.yaml:41:1: more than 40 empty lines in a row; remove some"},
		"1 MiB of indentation":  {indented(maxBytes, "a:\n"), "a.yaml:33:34: " + deep},
		"1 MiB of items":        {"a:\n" + strings.Repeat("  - x\n", 170_000), much},
		"1 MiB of NUL":          {filled("\x00"), binary},
		"1 MiB of text":         {filled("x"), "a.yaml:1:1: the file is a text where keys and sections belong; begin with a line such as scenario: connector"},
		"1 MiB of spaces":       {filled(" "), "a.yaml: scenario: say what to set up; write scenario: connector"},
		"1 MiB in a name":       {"scenario: connector\n? " + strings.Repeat("x", 1_000_000), "? begins a complex key"},
		"1 MiB of a key":        {"scenario: connector\n" + strings.Repeat("x", 1_000_000) + ": y", "is no section of this scenario"},
		"1 MiB of a value":      {"scenario: connector\nconnector:\n  name: " + strings.Repeat("x", 1_000_000), "connector.name"},
		"[, few enough to scan": {strings.Repeat("[", maxTokens), "a.yaml:1:33: " + deep},
		"{, few enough to scan": {strings.Repeat("a: {", maxTokens/4), "a.yaml:1:128: " + deep},
		"-, few enough to scan": {strings.Repeat("- ", maxTokens/2), "a.yaml:1:65: " + deep},
		"closed again":          {strings.Repeat("[", 40) + strings.Repeat("]", 40), "a.yaml:1:33: " + deep},
		"], few enough to scan": {strings.Repeat("]", maxTokens), "there is nothing that this bracket closes"},
		"too many tokens":       {"a: [" + strings.Repeat("x,", maxTokens/2) + "]", much},
		"anchors":               {strings.Repeat("&a ", maxTokens/3), "& begins an anchor"},
		"aliases":               {strings.Repeat("*a ", maxTokens/3), "begins with *"},
		"alias bomb":            {bomb, "a.yaml:1:4: & begins an anchor"},
		"tabs in quotes":        {"a: \"" + filled("\t")[8:], "no closing quote"},
		"tabs in quotes' lines": {"a: \"x\n b" + filled("\t")[16:], "no closing quote"},
		"tabs in single quotes": {"a: '" + filled("\t")[8:], "no closing quote"},
		"tabs in a text":        {"a: b" + filled("\t")[8:] + "c", "say what to set up"},
		"tabs":                  {filled("\t"), ""},
		"tabs that indent":      {"a: b\n" + filled("\t")[8:] + "c", ""},
		"empty lines of a text": {"a: |\n " + strings.Repeat("x", 900_000) + strings.Repeat("\n", maxBlanks-1) + "b: c", "say what to set up"},
		"more empty lines":      {"a: |\n " + strings.Repeat("x", 900_000) + strings.Repeat("\n", maxSigns-10) + "b: c", "a.yaml:43:1: more than 40 empty lines in a row; remove some"},
		"many texts of lines":   {strings.Repeat("a: |-\n  x\n\n\n\n  y\n\n\n", maxSigns/12), "say what to set up"},
		"<":                     {"a: " + strings.Repeat("<", maxRun), much},
		"<, few enough":         {"a: " + strings.Repeat(strings.Repeat("<", maxRun-1)+" ", maxSigns/maxRun), "say what to set up"},
		"escapes":               {"a: \"" + strings.Repeat("\\x41", 200_000) + "\"", "say what to set up"},
		"broken escapes":        {"a: [" + strings.Repeat("\"\\x41\", ", 4000) + "\"\\x\"]", "lacks its digits"},
		"unknown keys":          {"scenario: connector\nconnector:\n" + keys(maxTokens/3-10), "is no key of this section"},
		"the same key":          {"scenario: connector\n" + strings.Repeat("a: b\n", maxTokens/4), "stands here a second time"},
		"long lines":            {"scenario: connector\nconnector: [" + strings.Repeat("'"+strings.Repeat("ä", 200)+"', ", 2000) + "]", "is a list where a section belongs"},
		"many addresses":        {"scenario: connector\nconnector:\n  sender-ip-addresses:\n" + strings.Repeat("    - 131.107.21.0/22\n", maxTokens/3), "choose where the mail comes from"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := Read("a.yaml", []byte(c.src))
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			var r *Rejected
			if !errors.As(err, &r) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%.300s", err)
			}
			for _, p := range r.Problems {
				if len(p.Error()) > 1000 {
					t.Errorf("a line of %d bytes: %.300s", len(p.Error()), p.Error())
				}
			}
		})
	}
}

// keys are n lines that no section knows.
func keys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("  abcdefgh")
		for ; i > 0; i /= 26 {
			b.WriteByte(byte('a' + i%26))
		}
		b.WriteString(":\n")
	}
	return b.String()
}

func TestDeepEnough(t *testing.T) {
	_, err := Read("a.yaml", []byte("a: "+strings.Repeat("[", 31)+strings.Repeat("]", 31)))
	if err == nil || !strings.Contains(err.Error(), "say what to set up") {
		t.Error(err)
	}
}

// A stream without an end is left after what a file may hold.
func TestEndlessStream(t *testing.T) {
	if _, err := ReadFrom("-", endless{}); err == nil || !strings.Contains(err.Error(), "larger than 1 MiB") {
		t.Error(err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
