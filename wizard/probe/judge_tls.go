package probe

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

// soon is how long before a certificate's end it is spoken of.
const soon = 30 * 24 * time.Hour

// judgeTLS concludes what Exchange Online would make of a smart host's TLS, by what the connector demands.
func judgeTLS(target string, endpoints []seen.Endpoint, want demand, now time.Time) conclusion {
	find := func(e seen.Endpoint) finding { return findTLS(e, want, now) }
	at, worst := conclude(endpoints, find)
	c := conclusion{verdict: worst.verdict, rule: worst.rule, says: fmt.Sprintf("%s at %s: %s.", target, at.Address, worst.says)}
	if target == at.Address.String() {
		c.says = fmt.Sprintf("%s: %s.", target, worst.says)
	}
	c = c.with("the connector asks for " + want.words())
	for _, e := range endpoints {
		c = c.with(fmt.Sprintf("%s: %s", e.Address, find(e).says)).with(tlsEvidence(e, now)...)
	}
	return c
}

func (d demand) words() string {
	switch d.tls {
	case mailflow.TLSEncryptionOnly:
		return "TLS with any certificate, self-signed ones included"
	case mailflow.TLSCertificateValidation:
		return "TLS with a certificate of a trusted certificate authority"
	case mailflow.TLSDomainValidation:
		return "TLS with a certificate of a trusted certificate authority that holds the name " + d.domain
	}
	return "TLS where the server has it"
}

func findTLS(e seen.Endpoint, want demand, now time.Time) finding {
	unseen := func(says string) finding { return finding{verdict: seen.NotChecked, says: says} }
	if !e.Greeted {
		return unseen("nothing was seen of its TLS, since the conversation ended before that")
	}
	switch e.Trouble {
	case seen.Rewritten, seen.Silent, seen.Closed, seen.Stopped:
		return unseen("its TLS could not be looked at from here: " + seenTrouble(e))
	}
	if missing := withoutTLS(e); missing != "" {
		if want.tls == mailflow.TLSOpportunistic {
			return finding{seen.Succeeded, "Exchange Online would send without encryption, since " + missing, "MF010"}
		}
		return finding{seen.Failed, "Exchange Online would not send, since " + missing, "MF603"}
	}
	if want.tls == mailflow.TLSOpportunistic || want.tls == mailflow.TLSEncryptionOnly {
		return finding{verdict: seen.Succeeded, says: "Exchange Online would send over " + e.TLSVersion + ", whatever the certificate is"}
	}
	return findCertificate(*e.Certificate, want, now)
}

func seenTrouble(e seen.Endpoint) string {
	if e.Trouble == seen.Silent {
		return "the server did not go on within the time"
	}
	return e.Detail
}

// withoutTLS says why there would be no TLS connection, or "". Exchange Online takes TLS 1.2 and later.
func withoutTLS(e seen.Endpoint) string {
	switch {
	case e.Trouble == seen.NoSTARTTLS, e.Trouble == seen.NotIdentified:
		return e.Detail
	case e.Trouble != seen.Untroubled:
		return "no TLS connection comes about: " + e.Detail
	case e.TLSVersion == "TLS 1.0", e.TLSVersion == "TLS 1.1":
		return "the server has nothing better than " + e.TLSVersion + ", and TLS 1.2 is the least"
	}
	return ""
}

// findCertificate holds a certificate against the demand for a trusted one, with a name or without.
func findCertificate(cert seen.Certificate, want demand, now time.Time) finding {
	bad := func(rule, says string) finding {
		return finding{seen.Failed, "Exchange Online would not send, since " + says, rule}
	}
	switch {
	case cert.Expired && now.Before(cert.NotBefore):
		return bad("MF603", "the certificate is not valid before "+day(cert.NotBefore))
	case cert.Expired:
		return bad("MF603", "the certificate expired on "+day(cert.NotAfter))
	case cert.Trust == seen.SelfSigned, cert.Trust == seen.Untrusted:
		return bad("MF603", "the certificate is not trusted: "+cert.Problem)
	case want.tls == mailflow.TLSDomainValidation && !matches(cert, want.domain):
		return bad(nameRule(want.domain), fmt.Sprintf("the certificate is for %s, and not for %s", shownNames(cert), want.domain))
	case cert.Trust == seen.TrustUnknown:
		return finding{verdict: seen.NotChecked, says: "whether the certificate is trusted cannot be seen from here: " + cert.Problem}
	}
	says := "Exchange Online would send: the certificate is trusted"
	if want.tls == mailflow.TLSDomainValidation {
		says += " and holds the name " + want.domain
	}
	if left := cert.NotAfter.Sub(now); left < soon {
		return finding{seen.Succeeded, fmt.Sprintf("%s; but it expires on %s", says, day(cert.NotAfter)), "MF603"}
	}
	return finding{verdict: seen.Succeeded, says: says}
}

func matches(cert seen.Certificate, tlsDomain string) bool {
	return slices.ContainsFunc(namesOf(cert), func(name string) bool { return covers(name, tlsDomain) })
}

// nameRule is the rule on names: on wildcards where the TLS domain is one, since how deep theirs reaches is where
// Microsoft's documents and the standard differ.
func nameRule(tlsDomain string) string {
	if strings.HasPrefix(tlsDomain, "*.") {
		return "MF602"
	}
	return "MF009"
}

func shownNames(cert seen.Certificate) string {
	names := slices.Clone(namesOf(cert))
	if len(names) == 0 {
		return "no host name at all"
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > 5 {
		names = append(names[:4:4], fmt.Sprintf("%d others", len(names)-4))
	}
	return sentence(names)
}

func tlsEvidence(e seen.Endpoint, now time.Time) []string {
	if e.TLSVersion == "" {
		return nil
	}
	lines := []string{fmt.Sprintf("%s: %s with %s", e.Address, e.TLSVersion, e.CipherSuite)}
	cert := e.Certificate
	if cert == nil {
		return lines
	}
	left := "expired"
	if now.Before(cert.NotAfter) {
		left = plural(int(cert.NotAfter.Sub(now)/(24*time.Hour)), "day", "days") + " left"
	}
	chain := "its chain ends in a certificate authority that is trusted here"
	if cert.Trust != seen.Trusted {
		chain = cert.Problem
	}
	return append(lines,
		fmt.Sprintf("%s: certificate for %s", e.Address, shownNames(*cert)),
		fmt.Sprintf("%s: issued by %s, valid from %s to %s (%s)", e.Address, cert.Issuer, day(cert.NotBefore), day(cert.NotAfter), left),
		fmt.Sprintf("%s: %s (%s sent; whether it was revoked is not looked up)", e.Address, chain, plural(cert.Sent, "certificate", "certificates")),
	)
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
