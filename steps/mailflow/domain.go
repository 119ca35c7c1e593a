package mailflow

import (
	"encoding/hex"
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/net/publicsuffix"

	"eacwizard/steps/pattern"
)

// Domain is one domain of at least two labels, as contoso.com. Exchange gives an internationalized one as A-labels.
type Domain struct{ value }

// ParseDomain reads a domain. A wildcard, a single label, a final dot, an address, a URL and a list are MF003; a name
// that DNS could not hold is MF510; an invisible character anywhere in it is MF703.
func ParseDomain(s string) (Domain, error) { return parse(s, readDomain) }

var domains = kind{rule: "MF003", give: "give a domain such as contoso.com"}

func readDomain(typed string) (Domain, *slip) {
	t, wrong := domains.name(typed)
	if wrong != nil {
		return Domain{}, wrong
	}
	if strings.Contains(t, "*") {
		w := domains.slip("has a wildcard in it, and one domain is asked for")
		if over := afterWildcard(t); !isOverPublicSuffix(over) {
			w.offers = []offer{{values: []string{over}}}
		}
		return Domain{}, w
	}
	dns, wrong := readDNS(t)
	if wrong != nil {
		return Domain{}, wrong
	}
	if !strings.Contains(dns, ".") {
		return Domain{}, domains.slip("is not a whole domain: it has no dot")
	}
	return Domain{value{typed, dns}}, nil
}

// DomainPattern is an entry of a list of sender or recipient domains: contoso.com, *.contoso.com, *.com, or * for
// every domain.
type DomainPattern struct{ value }

// Any reports whether the pattern is *, which stands for every domain.
func (p DomainPattern) Any() bool { return p.exchange == "*" }

// ParseDomainPattern reads an entry of a domain list. A wildcard anywhere but in front, as in mail.*.contoso.com or
// *contoso.com, is MF003 like the forms that ParseDomain refuses, and no fix for it takes in more than was typed. The
// rest is as there.
func ParseDomainPattern(s string) (DomainPattern, error) { return parse(s, readPattern) }

var patterns = kind{rule: "MF003", give: "give a domain such as contoso.com, *.contoso.com for its subdomains, or * for every domain", many: true}

func readPattern(typed string) (DomainPattern, *slip) {
	if typed == "*" {
		return DomainPattern{value{"*", "*"}}, nil
	}
	t, wrong := patterns.name(typed)
	if wrong != nil {
		return DomainPattern{}, wrong
	}
	if wrong := patterns.embedded(t); wrong != nil {
		return DomainPattern{}, wrong
	}
	dns, wrong := readDNS(t)
	if wrong != nil {
		return DomainPattern{}, wrong
	}
	if !strings.Contains(dns, ".") {
		return DomainPattern{}, patterns.slip("is not a whole domain: it has no dot")
	}
	return DomainPattern{value{typed, dns}}, nil
}

// PublicSuffix reports a star right over a public suffix, as *.com and *.co.uk: every organization below it is meant.
func (p DomainPattern) PublicSuffix() bool {
	over, wildcard := strings.CutPrefix(p.exchange, "*.")
	return wildcard && isPublicSuffix(over)
}

// CertificateDomain is the name that a certificate has to hold: contoso.com, or *.contoso.com. It is what TlsDomain
// and TlsSenderCertificateName take.
type CertificateDomain struct{ value }

// Wildcard reports whether the name begins with *.
func (d CertificateDomain) Wildcard() bool { return strings.HasPrefix(d.exchange, "*.") }

// ParseCertificateDomain reads the name in a certificate. A thumbprint, a subject or issuer, a list, an address, a
// single label, a lone * and a wildcard anywhere but in front are MF601; a wildcard over a public suffix such as
// *.com or *.co.uk, which strangers' certificates would satisfy, is MF602; a name that DNS could not hold is MF510;
// an invisible character is MF703.
func ParseCertificateDomain(s string) (CertificateDomain, error) {
	return parse(s, readCertificateDomain)
}

var certificates = kind{rule: "MF601", give: "give the name in the certificate, such as mail.contoso.com or *.contoso.com"}

func readCertificateDomain(typed string) (CertificateDomain, *slip) {
	if wrong := notCertificateName(typed); wrong != nil {
		return CertificateDomain{}, wrong
	}
	t, wrong := certificates.name(typed)
	if wrong != nil {
		return CertificateDomain{}, wrong
	}
	if t == "*" {
		return CertificateDomain{}, certificates.slip("would take every certificate there is")
	}
	if wrong := certificates.embedded(t); wrong != nil {
		return CertificateDomain{}, wrong
	}
	dns, wrong := readDNS(t)
	if wrong != nil {
		return CertificateDomain{}, wrong
	}
	over, wildcard := strings.CutPrefix(dns, "*.")
	if wildcard && isPublicSuffix(over) {
		return CertificateDomain{}, &slip{
			rule: "MF602",
			why:  fmt.Sprintf("is a wildcard over the public suffix %s, so that certificates of strangers would do", over),
			fix:  "give the owner's own domain, as in *.contoso." + over,
		}
	}
	if !strings.Contains(over, ".") {
		return CertificateDomain{}, certificates.slip("is not a whole name: " + quoted(over) + " has no dot")
	}
	return CertificateDomain{value{typed, dns}}, nil
}

// isPublicSuffix reports whether anybody may register a name right below dns. The suffixes of hosting companies and
// the like are not meant: one owner answers for what is below them.
func isPublicSuffix(dns string) bool {
	dns = strings.ToLower(dns)
	suffix, icann := publicsuffix.PublicSuffix(dns)
	return icann && suffix == dns
}

// ungrouped takes out what stands between the digits of a thumbprint.
var ungrouped = strings.NewReplacer(" ", "", ":", "")

// notCertificateName finds other ways to point at a certificate. They come before all else, since they hold commas,
// spaces and colons.
func notCertificateName(t string) *slip {
	if t == "" || isPlain(t, "") && len(t) < thumbprint {
		return nil
	}
	switch {
	case isThumbprint(ungrouped.Replace(visible(t))):
		return certificates.slip("is a certificate's thumbprint")
	case attribute().MatchString(t) && !strings.Contains(t, "://"):
		return certificates.slip("is a certificate's subject or issuer", offer{values: []string{commonName(t)}})
	}
	return nil
}

// thumbprint is how many digits the shorter kind of thumbprint has.
const thumbprint = 40

// isThumbprint reports whether t is a SHA-1 or SHA-256 digest in hexadecimal.
func isThumbprint(t string) bool {
	digest, err := hex.DecodeString(t)
	return err == nil && (len(digest) == 20 || len(digest) == 32)
}

var (
	// attribute is the beginning of an attribute in a distinguished name, or of an alternative name as OpenSSL prints it.
	attribute = pattern.Lazy(`(?i)(?:^|[\s,;/<>])(?:[A-Z0-9.]+\s*=|DNS:)`)
	// dnsName is an attribute whose value could be asked for.
	dnsName = pattern.Lazy(`(?i)(?:^|[\s,;/<>])(?:CN\s*=|DNS Name\s*=|DNS:)\s*([^,;/<>\s]*)`)
)

// commonName is the first name of t that a certificate could be asked for. Where issuer and subject stand together,
// as <I>…<S>…, it is the subject's.
func commonName(t string) string {
	if i := strings.LastIndex(t, "<S>"); i >= 0 {
		t = t[i:]
	}
	if found := dnsName().FindStringSubmatch(t); found != nil {
		return found[1]
	}
	return ""
}

// name gives a text that can only be a name or a wildcard, and refuses everything else that people paste.
func (k kind) name(typed string) (string, *slip) {
	t, wrong := k.single(typed)
	if wrong != nil {
		return "", wrong
	}
	if isAddress(t) {
		return "", k.slip("is an IP address")
	}
	if wrong := k.foreign(t); wrong != nil {
		return "", wrong
	}
	return t, nil
}

// isAddress reports whether t is an IP address or block of either family.
func isAddress(t string) bool {
	if !beginsWithDigit(t) && !strings.Contains(t, ":") {
		return false
	}
	if _, err := netip.ParsePrefix(t); err == nil {
		return true
	}
	_, err := netip.ParseAddr(t)
	return err == nil
}

// embedded refuses a wildcard that is not the whole first label.
func (k kind) embedded(t string) *slip {
	rest, _ := strings.CutPrefix(t, "*.")
	if !strings.Contains(rest, "*") {
		return nil
	}
	w := k.slip("has a wildcard that is not the whole first label")
	over := afterWildcard(t)
	if !k.many {
		w.offers = []offer{{values: []string{"*." + over}}}
		if !strings.HasPrefix(t, "*") || strings.Count(t, "*") > 1 {
			w.offers[0].then = " to take in all of its subdomains"
		}
		return w
	}
	switch after := strings.TrimLeft(t, "*"); {
	case over == "": // as contoso.*
	case after == t, strings.Contains(after, "*"), isOverPublicSuffix(over):
		w.fix = "list the domains one by one"
	case strings.HasPrefix(after, "."):
		w.offers = []offer{{values: []string{"*." + over}}}
	default:
		w.offers = []offer{{values: []string{over, "*." + over}}}
	}
	return w
}

// isOverPublicSuffix reports whether over, what follows a wildcard as it was typed, is a public suffix.
func isOverPublicSuffix(over string) bool {
	dns, wrong := readDNS(over)
	return wrong == nil && isPublicSuffix(dns)
}

// afterWildcard is what follows the last wildcard of t, and the dot behind it.
func afterWildcard(t string) string {
	return strings.TrimPrefix(t[strings.LastIndexByte(t, '*')+1:], ".")
}
