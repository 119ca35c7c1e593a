package check

import (
	"testing"
)

// All rules over set-ups with 200 addresses.
func BenchmarkCheck(b *testing.B) {
	for _, c := range []struct {
		name, base string
		say        say
	}{
		{"lockdown", "filter", say{"lockdown.reject-unless-from-ip-addresses": {"true"}, "lockdown.require-certificate-name": {"false"}, "lockdown.sender-ip-addresses": many(200)}},
		{"skip", "filter", say{"filtering.how": {"listed-addresses"}, "filtering.skip-ip-addresses": many(200)}},
		{"bypass", "filter", say{"filtering.how": {"bypass"}, "filtering.bypass-ip-addresses": many(200)}},
		{"connector", "from partner by address", say{"connector.sender-ip-addresses": many(200)}},
		{"own servers", "hybrid", say{"on-premises.public-addresses": many(200)}},
	} {
		b.Run(c.name, func(b *testing.B) {
			sc, a := answered(b, c.base, c.say)
			s := sc.Settle(a)
			draft, problems := s.Build()
			b.Run("whole", func(b *testing.B) {
				for b.Loop() {
					Check(s)
				}
			})
			b.Run("rules", func(b *testing.B) {
				for b.Loop() {
					v := newView(s, draft, nil)
					refusals(s, problems)
					for i := range catalogue {
						if catalogue[i].find != nil {
							catalogue[i].find(v)
						}
					}
				}
			})
		})
	}
}
