package answers

import (
	"testing"

	"eacwizard/steps"
)

func BenchmarkSettle(b *testing.B) {
	for _, sc := range steps.Scenarios() {
		file, err := Sample(sc.ID)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(sc.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sc.Settle(file.Answers)
			}
		})
		b.Run(sc.ID+"/setup", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, problems := sc.Settle(file.Answers).SetUp(); len(problems) > 0 {
					b.Fatal(problems)
				}
			}
		})
		b.Run(sc.ID+"/pages", func(b *testing.B) {
			s := sc.Settle(file.Answers)
			for b.Loop() {
				s.Pages()
			}
		})
	}
}
