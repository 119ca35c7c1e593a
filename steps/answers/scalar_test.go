package answers

import (
	"strings"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// What is told to be plain at a look is plain by the rules of YAML.
func FuzzWord(f *testing.F) {
	for _, text := range append([]string{"192.0.2.1", "192.0.2.0/24", "1.2.3.", "mx1.contoso.com", "a.", "y.n", "e.5e5", "0x1.f.f.f", "1.2.3e4.5", "a@b.c", "office-365", "e-5", "y-", "inf-", "1..2.3", "...", "a/.b", "Office 365 to Contoso", "y n", "a - b", "a #b", "a _b", "null null", "2001 01 01", "A- 0", "10 mx1.contoso.com", "1 e", "2001-01-01 t", "1_0 a", "infinity", "Infinite", "9 a 9"}, hostile...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if word(text) && !plain(text) {
			t.Errorf("%q is taken for plain", text)
		}
	})
}

// What is written is read back only close to the limits, where it could be too much: the answers of every scenario are
// not, so that no document waits for it.
func TestSamplesAreFarFromTheLimits(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		every.Walks(sc, 1, 20, func(s *steps.Settled) {
			src, err := Write(s)
			if err != nil {
				t.Fatal(err)
			}
			if len(src) > maxBytes/16 || signs(string(src)) > maxRun || strings.Contains(string(src), "\n\n\n") {
				t.Errorf("%s: %d bytes, %d signs", every.Says(s), len(src), signs(string(src)))
			}
		})
	}
}
