package answers

import (
	"strings"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// What is told to be plain at a look is plain by the rules of YAML.
func FuzzWord(f *testing.F) {
	for _, text := range append([]string{"192.0.2.1", "192.0.2.0/24", "1.2.3.", "mx1.contoso.com", "a.", "y.n", "e.5e5", "0x1.f.f.f", "1.2.3e4.5", "a@b.c", "office-365", "e-5", "y-", "inf-", "1..2.3", "...", "a/.b", "Office 365 to Contoso", "y n", "a - b", "a #b", "a _b", "null null", "2001 01 01", "A- 0", "10 mx1.contoso.com", "1 e", "2001-01-01 t", "1_0 a", "infinity", "Infinite", "9 a 9", "Yes (no)", "a (b) c", "a(", "(a)", "y(", "a( b", "a=b", "a =", "y=", "1 2 3", "0 0.5", "0x1 f", "1 (e)", "2001-01-01 1"}, hostile...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if word(text) && !plain(text) {
			t.Errorf("%q is taken for plain", text)
		}
	})
}

// No short word is taken for plain that some reader takes for something else.
func TestShortWords(t *testing.T) {
	words := []string{""}
	for range 3 {
		for _, w := range words {
			for c := 'a'; c <= 'z'; c++ {
				words = append(words, w+string(c))
			}
		}
	}
	for _, w := range append(words, "null", "true", "false", "infinity") {
		for _, w := range []string{w, strings.ToUpper(w), strings.ToUpper(w[:min(1, len(w))]) + w[min(1, len(w)):]} {
			if word(w) && !plain(w) {
				t.Errorf("%q is taken for plain", w)
			}
		}
	}
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
