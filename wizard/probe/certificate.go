package probe

import (
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
	"time"

	"eacwizard/steps/seen"
)

const mostNames = 100 // of one certificate

// trusting is what certificates are held against.
type trusting struct {
	roots *x509.CertPool // nil: none are known on this computer
	why   string         // why there are none
}

// trustedRoots takes a pool that was given, or the system's.
func trustedRoots(given *x509.CertPool) trusting {
	if given != nil {
		return trusting{roots: given}
	}
	system, err := x509.SystemCertPool()
	switch {
	case err != nil:
		return trusting{why: err.Error()}
	case system.Equal(x509.NewCertPool()):
		return trusting{why: "there are none"}
	}
	return trusting{roots: system}
}

// inspect reads a server's certificate and holds its chain against the roots. Names are not compared: a connector may
// ask for another one than the host's.
func inspect(chain []*x509.Certificate, roots trusting, now time.Time) seen.Certificate {
	leaf := chain[0]
	found := seen.Certificate{
		CommonName: seen.Value(leaf.Subject.CommonName),
		Issuer:     seen.Line(issuer(leaf)),
		NotBefore:  leaf.NotBefore.UTC(),
		NotAfter:   leaf.NotAfter.UTC(),
		Expired:    now.Before(leaf.NotBefore) || now.After(leaf.NotAfter),
		Sent:       len(chain),
	}
	for _, name := range leaf.DNSNames[:min(len(leaf.DNSNames), mostNames)] {
		found.Names = append(found.Names, seen.Value(strings.ToLower(name)))
	}
	if roots.roots == nil {
		found.Problem = seen.Line("this computer has no list of trusted certificate authorities: " + roots.why)
		return found
	}
	found.Trust, found.Problem = trust(chain, roots.roots, now)
	found.Problem = seen.Line(found.Problem)
	return found
}

// trust holds a chain against roots. An expired certificate is looked at as of its last day, so that expiry and trust
// are two findings.
func trust(chain []*x509.Certificate, roots *x509.CertPool, now time.Time) (seen.Trust, string) {
	leaf := chain[0]
	at := now
	if at.After(leaf.NotAfter) {
		at = leaf.NotAfter
	}
	if at.Before(leaf.NotBefore) {
		at = leaf.NotBefore
	}
	between := x509.NewCertPool()
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at})
	var unknown x509.UnknownAuthorityError
	switch {
	case err == nil:
		return seen.Trusted, ""
	case selfSigned(leaf):
		return seen.SelfSigned, "it is self-signed"
	case errors.As(err, &unknown) && len(chain) == 1:
		return seen.Untrusted, fmt.Sprintf("it was issued by %q, which is not trusted here, or the server leaves out the intermediate certificates", issuer(leaf))
	case errors.As(err, &unknown):
		return seen.Untrusted, fmt.Sprintf("it was issued by %q, and no certificate authority that is trusted here stands behind that", issuer(leaf))
	}
	return seen.Untrusted, strings.TrimPrefix(err.Error(), "x509: ")
}

func selfSigned(c *x509.Certificate) bool {
	return string(c.RawSubject) == string(c.RawIssuer) && c.CheckSignature(c.SignatureAlgorithm, c.RawTBSCertificate, c.Signature) == nil
}

func issuer(c *x509.Certificate) string {
	if len(c.Issuer.Organization) > 0 && c.Issuer.CommonName != "" {
		return c.Issuer.CommonName + ", " + c.Issuer.Organization[0]
	}
	return cmp.Or(c.Issuer.CommonName, c.Issuer.String())
}

// covers reports whether a name in a certificate satisfies a connector's TLS domain. A star stands for one whole label,
// the first, on either side: *.contoso.com in the certificate covers mail.contoso.com, and mail.contoso.com in the
// certificate satisfies the TLS domain *.contoso.com.
func covers(inCertificate, tlsDomain string) bool {
	have, want := canonical(inCertificate), canonical(tlsDomain)
	if have == want {
		return have != ""
	}
	return underStar(have, want) || underStar(want, have)
}

// underStar reports whether *.contoso.com takes a name right below contoso.com.
func underStar(pattern, name string) bool {
	over, star := strings.CutPrefix(pattern, "*.")
	label, under, ok := strings.Cut(name, ".")
	return star && ok && label != "" && label != "*" && over == under && strings.Contains(over, ".")
}

// namesOf are the names that Exchange Online compares: subject and subject alternative names.
func namesOf(c seen.Certificate) []string {
	names := c.Names
	if c.CommonName != "" && strings.Contains(c.CommonName, ".") {
		names = append(names[:len(names):len(names)], c.CommonName)
	}
	return names
}
