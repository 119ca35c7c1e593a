package render

import (
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/check"
)

// BenchmarkAll goes from the sample answers of each scenario to the set-up, what the rules find, and all documents.
func BenchmarkAll(b *testing.B) {
	for _, sc := range steps.Scenarios() {
		file, err := answers.Sample(sc.ID)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(sc.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s := sc.Settle(file.Answers)
				check.Check(s)
				if docs, err := All(s); err != nil || len(docs) == 0 {
					b.Fatal(len(docs), err)
				}
			}
		})
	}
}
