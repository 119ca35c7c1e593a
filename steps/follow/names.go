package follow

import (
	"net/netip"
	"strings"

	"eacwizard/steps/mailflow"
)

// likeness is how well a name fits a pattern.
type likeness int

const (
	noFit    likeness = iota
	looseFit          // by one document, not by another
	fit
)

// covers says whether a certificate that is made out to one name satisfies a connector that asks for another. A star
// stands for one label in certificates; Microsoft's page lets it stand for the domain and everything below.
func covers(asked, shown mailflow.CertificateDomain) likeness {
	want, have := lower(asked), lower(shown)
	switch {
	case want == "" || have == "":
		return noFit
	case want == have:
		return fit
	}
	if over, star := strings.CutPrefix(want, "*."); star {
		return under(over, have)
	}
	if over, star := strings.CutPrefix(have, "*."); star && under(over, want) == fit {
		return looseFit
	}
	return noFit
}

// under places a name below a starred domain.
func under(over, name string) likeness {
	before, below := strings.CutSuffix(name, "."+over)
	switch {
	case below && before != "" && !strings.Contains(before, "."):
		return fit
	case below && before != "", name == over:
		return looseFit
	}
	return noFit
}

// rank places a domain in a pattern of a list: 0 does not fit, more is more particular, and the domain itself is most.
func rank(p mailflow.DomainPattern, domain string) int {
	pattern := lower(p)
	switch {
	case pattern == "":
		return 0
	case pattern == "*":
		return 1
	case domain == "":
		return 0
	case pattern == domain:
		return exactly
	}
	if over, star := strings.CutPrefix(pattern, "*."); star && (domain == over || strings.HasSuffix(domain, "."+over)) {
		return 1 + len(over)
	}
	return 0
}

// exactly is above the rank of every wildcard: a name has 253 characters at most.
const exactly = 1000

func bestRank(all []mailflow.DomainPattern, domain string) (best int) {
	for _, p := range all {
		best = max(best, rank(p, domain))
	}
	return best
}

func listed(all []mailflow.SenderAddress, a netip.Addr) bool {
	for _, block := range all {
		if a.IsValid() && block.Network().Contains(a.Unmap()) {
			return true
		}
	}
	return false
}

func skipped(all []mailflow.SkipAddress, a netip.Addr) bool {
	for _, s := range all {
		if a.IsValid() && s.First().Compare(a.Unmap()) <= 0 && a.Unmap().Compare(s.Last()) <= 0 {
			return true
		}
	}
	return false
}

// exchanged is a value in the form that Exchange Online is given.
type exchanged interface{ Exchange() string }

func lower(v exchanged) string { return strings.ToLower(v.Exchange()) }

func trimStar(s string) string { return strings.TrimPrefix(s, "*.") }

func lowerText(s string) string { return strings.ToLower(s) }

func domainOf(a mailflow.EmailAddress) string { return lower(a.Domain()) }

// called is a name in a sentence.
func called(name string) string {
	if name == "" {
		return "without a name"
	}
	return `"` + name + `"`
}

func shown(a netip.Addr) string {
	if !a.IsValid() {
		return unknownPlace
	}
	return a.WithZone("").String()
}

func sender(a mailflow.EmailAddress) string {
	if a.IsZero() {
		return "<>"
	}
	return a.String()
}
