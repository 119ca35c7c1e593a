package render

import (
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/answers"
)

// BenchmarkAll goes from the sample answers of each scenario to the set-up, what the rules find, and all documents: each
// time in memory of their own, as for a screen.
func BenchmarkAll(b *testing.B) { benchmarkAll(b, All) }

// BenchmarkMaker is BenchmarkAll with a Maker, as in a batch.
func BenchmarkMaker(b *testing.B) { benchmarkAll(b, new(Maker).All) }

func benchmarkAll(b *testing.B, all func(*steps.Settled) ([]Document, error)) {
	for _, sc := range steps.Scenarios() {
		file, err := answers.Sample(sc.ID)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(sc.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				weigh(b, all, sc.Settle(file.Answers))
			}
		})
	}
}

// BenchmarkAllOfFile begins with the bytes of an answer file, as a batch does.
func BenchmarkAllOfFile(b *testing.B) {
	for _, sc := range steps.Scenarios() {
		sample, err := answers.Sample(sc.ID)
		if err != nil {
			b.Fatal(err)
		}
		src, err := answers.Write(sample.Settled)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(sc.ID, func(b *testing.B) {
			b.ReportAllocs()
			maker := new(Maker)
			for b.Loop() {
				file, err := answers.Read("a.yaml", src)
				if err != nil {
					b.Fatal(err)
				}
				weigh(b, maker.All, file.Settled)
			}
		})
	}
}

// weigh makes the documents, as long as there are answers that make some, and counts their bytes.
func weigh(b *testing.B, all func(*steps.Settled) ([]Document, error), s *steps.Settled) {
	docs, err := all(s)
	if err != nil || len(docs) == 0 {
		b.Fatal(len(docs), err)
	}
	n := 0
	for _, d := range docs {
		n += len(d.Body)
	}
	b.SetBytes(int64(n))
}
