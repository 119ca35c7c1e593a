package terminal

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkPaint is a letter typed on a full screen, and another page in its place.
func BenchmarkPaint(b *testing.B) {
	row := "\x1b[94m│\x1b[0m " + strings.Repeat("word ", 12) + "\x1b[1m│\x1b[0m"
	page := strings.Repeat(row+"\n", 59) + row
	for name, other := range map[string]string{
		"letter": strings.Replace(page, "word word", "word wordy", 1),
		"page":   strings.ReplaceAll(page, "word", "else"),
	} {
		b.Run(name, func(b *testing.B) {
			p := &painter{out: io.Discard}
			p.reset(80)
			b.ReportAllocs()
			for at := false; b.Loop(); at = !at {
				if at {
					p.paint(page)
				} else {
					p.paint(other)
				}
			}
		})
	}
}
