package render

import (
	"strings"
	"testing"
)

func TestQuoteLinesKeepsTheLimit(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("word ", 2000),
		strings.Repeat("'", 999),
		strings.Repeat("日本語", 3000),
		strings.Repeat("😀", 500),
		strings.Repeat("x", 5000),
		strings.Repeat("é'", 700) + strings.Repeat("a.", 200),
	} {
		lines, err := quoteLines(s, 60, 90)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			if len(line) > 90 {
				t.Errorf("%d columns: %s", len(line), line)
			}
		}
		// No sum has so many terms that PowerShell would have to go deep for it.
		depth := 0
		terms := []int{0}
		for _, line := range lines {
			trimmed := strings.TrimSpace(line)
			if strings.HasPrefix(trimmed, ")") {
				depth, terms = depth-1, terms[:len(terms)-1]
			}
			terms[depth] += strings.Count(line, " +")
			if terms[depth] > 8*longestSum {
				t.Fatal("a sum of", terms[depth], "terms")
			}
			if trimmed == "(" {
				depth, terms = depth+1, append(terms, 0)
			}
		}
		if depth != 0 {
			t.Error("parentheses do not fit")
		}
	}
}

func TestQuoteNestsLongSums(t *testing.T) {
	quoted, err := Quote(strings.Repeat("é", longestSum*longestSum+1))
	if err != nil {
		t.Fatal(err)
	}
	for group := range strings.SplitSeq(strings.Trim(quoted, "()"), "(") {
		if n := strings.Count(group, " + "); n > longestSum+1 {
			t.Fatal("a sum of", n, "terms")
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"", ""},
		{"one two three", "one two|three"},
		{"a,b,c,d,e,f", "a,b,c,d,|e,f"},
		{"averyveryverylongword x", "averyveryverylongword|x"},
		{"x averyveryverylongword", "x|averyveryverylongword"},
		{"日本語 日本語", "日本語|日本語"},
	} {
		if got := strings.Join(wrap(c.text, 9), "|"); got != c.want {
			t.Errorf("wrap(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
