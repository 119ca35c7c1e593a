package answers

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"eacwizard/steps"
)

func FuzzRead(f *testing.F) {
	f.Add([]byte(addOnService))
	f.Add([]byte(bank))
	for _, text := range hostile {
		f.Add([]byte(house + "  colour: " + text + "\n  tenants: [" + text + ", " + text + "]\n"))
		f.Add([]byte(house + "  tenants:\n  - " + text + "\n  " + text + ": x\ngarden: " + text + "\n"))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := read("a.yaml", src, scenarios())
		checkLines(t, src, err)
		if file == nil {
			return
		}
		for _, n := range file.Notes {
			checkLine(t, n)
		}
		if len(src) < 10_000 { // what is written has comments, and close to the limits that is too much
			goRound(t, file.Scenario, file.Answers)
		}
	})
}

// checkLines holds every problem to a line that fits a terminal and to a place that is in the file.
func checkLines(t *testing.T, src []byte, err error) {
	if err == nil {
		return
	}
	problems := err.(*Rejected).Problems
	if len(problems) == 0 {
		t.Fatal("rejected for nothing")
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(src), "\ufeff"))
	lines := strings.Split(text, "\n")
	for _, p := range problems {
		checkLine(t, p.Error())
		if p.Line == 0 && p.Column == 0 {
			continue
		}
		if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > utf8.RuneCountInString(lines[p.Line-1])+1 {
			t.Errorf("no such place: %s", p.Error())
		}
	}
}

func checkLine(t *testing.T, line string) {
	if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }); i >= 0 {
		t.Errorf("control character at byte %d of %q", i, line)
	}
}

func FuzzRoundTrip(f *testing.F) {
	for i, text := range hostile {
		f.Add(text, hostile[(i+1)%len(hostile)], hostile[(i+2)%len(hostile)])
	}
	f.Fuzz(func(t *testing.T, a, b, c string) {
		said := steps.Answers{
			"house.size": {"small"}, "house.kind": {"flat"}, "house.lift": {"false"},
			"house.stairs": {a}, "house.rooms": {b, c}, "house.colour": {c},
		}
		if _, err := Write(move.Settle(said)); err != nil {
			if utf8.ValidString(a) && utf8.ValidString(b) && utf8.ValidString(c) && len(a+b+c) < maxBlanks {
				t.Fatal(err)
			}
			return
		}
		goRound(t, move, said)
	})
}
