package answers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

func TestWrite(t *testing.T) {
	for _, c := range []struct {
		name     string
		scenario *steps.Scenario
		answers  steps.Answers
		want     string
	}{
		{"nothing said", move, nil, `scenario: move

house:
  # size:  # say how large it is: small | large
  # kind: villa
  # rooms: []  # name a room
  # colour: ""
  # tenants: []
`},
		{"all said", move, steps.Answers{
			"house.size": {"small"}, "house.kind": {"flat"}, "house.lift": {"false"}, "house.stairs": {"steep: 12"},
			"house.rooms": {"hall", "*"}, "house.colour": {" \t"}, "house.tenants": {},
		}, `scenario: move

house:
  size: small  # small | large
  kind: flat  # flat | villa
  lift: false
  stairs: 'steep: 12'
  rooms:
    - hall
    - '*'
  colour: " \t"
  tenants: []
`},
		{"a proposed list, a fixed answer, and an answer that nobody asked for", move, steps.Answers{
			"house.size": {"large"}, "house.rooms": {"hall", "7"}, "house.lift": {"false"}, "garden.ground": {"rocks"},
		}, `scenario: move

house:
  size: large  # small | large
  # kind: villa  # villa | castle
  rooms:
    - hall
    - '7'
  # colour: ""
  # tenants:
  #   - hall
  #   - '7'

garden:
  # ground: lawn  # the scenario decides this
  # trees: []
`},
	} {
		got, err := Write(c.scenario.Settle(c.answers))
		if err != nil {
			t.Error(c.name, err)
		}
		head, body, _ := strings.Cut(string(got), "scenario:")
		if diff := cmp.Diff(c.want, "scenario:"+body); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
		for line := range strings.Lines(head) {
			if !strings.HasPrefix(line, "# ") {
				t.Errorf("%q", line)
			}
		}
	}
}

// A file may be taken at its word: every line that is commented out can be put in.
func TestCommentedLinesAreAnswers(t *testing.T) {
	for _, a := range []steps.Answers{
		{"house.size": {"large"}, "house.rooms": {"hall"}},
		{"house.size": {"small"}, "house.rooms": {"*", "# x"}, "house.kind": {"flat"}, "house.lift": {"false"}},
	} {
		s := move.Settle(a)
		src, err := Write(s)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(src), "\nscenario:")
		f, err := read("a.yaml", []byte(head+"\nscenario:"+strings.ReplaceAll(body, "\n  # ", "\n  ")), scenarios())
		if err != nil {
			t.Errorf("%v\n%s", err, src)
		}
		if diff := cmp.Diff(s.Said(), f.Settled.Said()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestScalar(t *testing.T) {
	for text, want := range map[string]string{
		"":                         `""`,
		"mx.contoso.com":           `mx.contoso.com`,
		"131.107.21.0/24":          `131.107.21.0/24`,
		"10.5.3.2":                 `10.5.3.2`,
		"admin@fabrikam.com":       `admin@fabrikam.com`,
		"Müller’s “Grüße” & Söhne": `Müller’s “Grüße” & Söhne`,
		"Contoso's disk!":          `Contoso's disk!`,
		`5" disk`:                  `'5" disk'`,
		"*":                        `'*'`,
		"*.contoso.com":            `'*.contoso.com'`,
		"10.1":                     `'10.1'`,
		"2024":                     `'2024'`,
		"1e3":                      `'1e3'`,
		"0x1F":                     `'0x1F'`,
		"1_000":                    `'1_000'`,
		"1:30":                     `'1:30'`,
		"2024-01-31":               `'2024-01-31'`,
		"true":                     `'true'`,
		"Yes":                      `'Yes'`,
		"no":                       `'no'`,
		"off":                      `'off'`,
		"null":                     `'null'`,
		"~":                        `'~'`,
		"---":                      `'---'`,
		"-":                        `'-'`,
		"<<":                       `'<<'`,
		"it's":                     `it's`,
		"'tis":                     `'''tis'`,
		"a: b":                     `'a: b'`,
		"a:":                       `'a:'`,
		"a #b":                     `'a #b'`,
		"a, b":                     `'a, b'`,
		`C:\Users`:                 `'C:\Users'`,
		" a":                       `' a'`,
		"a ":                       `'a '`,
		"a\nb: c":                  `"a\nb: c"`,
		"a\u2028b":                 `"a\u2028b"`,
		"a\u00a0b":                 `"a\u00a0b"`,
		"\u202etxt.exe":            `"\u202etxt.exe"`,
		"\x1b[31m":                 `"\x1b[31m"`,
		"\x00":                     `"\x00"`,
	} {
		if got := scalar(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		answers steps.Answers
		want    string
	}{
		"not UTF-8": {steps.Answers{"house.rooms": {"hall", "\xff"}}, `house.rooms: "\x{FF}" is not UTF-8 and cannot be written to an answer file; type it again`},
		"too large": {steps.Answers{"house.colour": {strings.Repeat("x", maxBytes)}}, `the answer file is larger than 1 MiB, which no answer file needs to be`},
		"too much":  {steps.Answers{"house.rooms": make(steps.Value, maxTokens)}, `the answer file holds far more YAML than an answer file needs`},
	} {
		src, err := Write(move.Settle(c.answers))
		if err == nil || err.Error() != c.want || src != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	// What is not asked is not written, so it may hold anything.
	if _, err := Write(move.Settle(steps.Answers{"garden.trees": {"\xff"}})); err != nil {
		t.Error(err)
	}
}
