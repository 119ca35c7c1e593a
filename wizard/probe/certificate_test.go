package probe

import (
	"crypto/tls"
	"crypto/x509"
	"testing"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"
)

func parsed(t *testing.T, c tls.Certificate) []*x509.Certificate {
	t.Helper()
	certificate, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return []*x509.Certificate{certificate}
}

func TestWithoutRootsTrustIsNotJudged(t *testing.T) {
	t.Parallel()
	now := time.Now()
	want := demand{mailflow.TLSDomainValidation, vendor}
	none := trusting{why: "there are none"}
	found := inspect(parsed(t, probetest.CA().Issue(90, vendor)), none, now)
	if f := findCertificate(found, want, now); found.Trust != seen.TrustUnknown || f.verdict != seen.NotChecked {
		t.Errorf("%+v, %+v", found, f)
	}
	other := inspect(parsed(t, probetest.CA().Issue(90, "other.com")), none, now)
	if f := findCertificate(other, want, now); f.verdict != seen.Failed || f.rule != "MF009" {
		t.Errorf("a wrong name is seen without roots as well: %+v", f)
	}
}

func TestExpiryAndTrustAreTwoFindings(t *testing.T) {
	t.Parallel()
	now := time.Now()
	trusted := trusting{roots: probetest.CA().Pool()}
	if c := inspect(parsed(t, probetest.CA().Issue(-5, vendor)), trusted, now); !c.Expired || c.Trust != seen.Trusted {
		t.Errorf("expired: %+v", c)
	}
	early := inspect(parsed(t, probetest.CA().Issue(90, vendor)), trusted, now.Add(-600*24*time.Hour))
	if f := findCertificate(early, demand{tls: mailflow.TLSCertificateValidation}, now.Add(-600*24*time.Hour)); !early.Expired || f.says != "Exchange Online would not send, since the certificate is not valid before "+day(early.NotBefore) {
		t.Errorf("not valid yet: %+v, %+v", early, f)
	}
}
