package render

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// oddTexts are short texts of few letters, so that what is rare in words comes often.
func oddTexts(letters string, n int) (out []string) {
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		text := make([]byte, r.IntN(40))
		for i := range text {
			text[i] = letters[r.IntN(len(letters))]
		}
		out = append(out, string(text))
	}
	return out
}

// TestWrapPlainly compares how plain text is wrapped with the plain way: word by word.
func TestWrapPlainly(t *testing.T) {
	wordByWord := func(s string, width int) (lines []string) {
		begun, used := 0, 0
		for at := 0; at < len(s); {
			end := wordEnd(s, at)
			if word := strings.TrimRight(s[at:end], " "); used > 0 && used+len(word) > width {
				lines = append(lines, strings.TrimRight(s[begun:at], " "))
				begun, used = at, 0
			}
			at, used = end, used+end-at
		}
		return append(lines, strings.TrimRight(s[begun:], " "))
	}
	for _, s := range oddTexts("aaab,  ", 20000) {
		for _, width := range []int{1, 2, 7, 12} {
			if got, want := wrap(s, width), wordByWord(s, width); !slices.Equal(got, want) {
				t.Fatalf("%q in lines of %d is %q; want %q", s, width, got, want)
			}
		}
	}
}

// TestPlainPieces compares how a plain text is cut with how it is cut as the beginning of one that is not plain.
func TestPlainPieces(t *testing.T) {
	for _, s := range oddTexts("aaaab. ", 20000) {
		if s == "" {
			continue
		}
		const most = 9
		got, err := pieces(s, most)
		if err != nil {
			t.Fatal(err)
		}
		odd, err := pieces(s+"\u00E9", most)
		if err != nil {
			t.Fatal(err)
		}
		if want := odd[:len(odd)-1]; !slices.Equal(got, want) {
			t.Fatalf("%q is %v; want %v", s, got, want)
		}
	}
}

// TestQuotedPlainly compares how a block writes a plain text with the lines that it comes to.
func TestQuotedPlainly(t *testing.T) {
	texts := oddTexts("aaaab. ", 2000)
	for n := 1; n < 4000; n += 97 {
		texts = append(texts, strings.Repeat("a", n), strings.Repeat("a word. ", n), strings.Repeat(strings.Repeat("a", 30)+" ", n))
	}
	for _, s := range texts {
		for _, first := range []int{1, 20, 60} {
			const rest = 47
			lines, err := quoteLines(s, first, rest)
			if err != nil {
				t.Fatal(err)
			}
			b := block{column: len(indent)}
			b.quoted(s, first, rest, ",")
			if want := strings.Join(lines, "\r\n"+indent) + ",\r\n"; string(b.text) != want || b.err != nil {
				t.Fatalf("%q is\n%s\nwant\n%s", s, b.text, want)
			}
		}
	}
}

// TestIsPrintable sets every byte at every place of a text.
func TestIsPrintable(t *testing.T) {
	for n := range 20 {
		for at := range n {
			for c := range 256 {
				text := []byte(strings.Repeat("~ ", 10)[:n])
				text[at] = byte(c)
				if got, want := isPrintable(text), c >= ' ' && c <= '~'; got != want {
					t.Fatalf("%q is printable: %t", text, got)
				}
			}
		}
	}
}
