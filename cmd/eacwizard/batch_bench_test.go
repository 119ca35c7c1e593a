package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// lastLook measures the memory in use while the last file of a batch is told of.
type lastLook struct {
	last string
	live uint64
}

func (l *lastLook) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte(l.last)) {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		l.live = m.HeapAlloc
	}
	return len(b), nil
}

// BenchmarkBatch renders folders of answer files. live-B is what is in use at the last file: it does not grow with their
// number, and neither does sys-B, what the system gave so far. The first is as good as the smallest.
func BenchmarkBatch(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprintf("files-%d", n), func(b *testing.B) {
			from, into := b.TempDir(), b.TempDir()
			for i := range n {
				text := fmt.Sprintf("scenario: connector\nconnector: {from: office-365, to: partner-organization, name: Bank %d, use: these-domains, recipient-domains: [bank%[1]d.com]}\n", i)
				if err := os.WriteFile(filepath.Join(from, fmt.Sprintf("t%04d.yaml", i)), []byte(text), 0o644); err != nil {
					b.Fatal(err)
				}
			}
			look := &lastLook{last: fmt.Sprintf(" in %s\n", filepath.Join(into, fmt.Sprintf("t%04d", n-1)))}
			for b.Loop() {
				if status := run([]string{"render", "-a", from, "-o", into}, func(string) string { return "" }, strings.NewReader(""), io.Discard, look); status != 0 {
					b.Fatal("exit status ", status)
				}
			}
			if look.live == 0 {
				b.Fatal("nobody was told of the last file")
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(look.live), "live-B")
			b.ReportMetric(float64(m.Sys), "sys-B")
		})
	}
}
