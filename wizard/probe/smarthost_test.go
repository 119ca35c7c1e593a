package probe

import (
	"crypto/tls"
	"slices"
	"testing"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"
)

const vendor = "smtp.vendor.com"

// vendorZone resolves the smart host to loopback.
func vendorZone(t *testing.T) *probetest.Zone {
	return probetest.ServeZone(t, vendor+". 300 IN A 127.0.0.1")
}

func TestSmartHostCertificates(t *testing.T) {
	t.Parallel()
	const opportunistic, anyCertificate, trusted, named = mailflow.TLSOpportunistic, mailflow.TLSEncryptionOnly, mailflow.TLSCertificateValidation, mailflow.TLSDomainValidation
	good := probetest.CA().Issue(90, vendor)
	selfSigned := probetest.Authority{}.Issue(90, vendor)
	expired := probetest.CA().Issue(-3, vendor)
	wildcard := probetest.CA().Issue(90, "*.vendor.com")
	stranger := probetest.NewAuthority().Issue(90, vendor)
	for _, test := range []struct {
		name        string
		certificate tls.Certificate
		demand      mailflow.TLS
		domain      string
		verdict     seen.Verdict
		rule        string
		says        string
	}{
		{"good", good, named, vendor, seen.Succeeded, "", "Exchange Online would send: the certificate is trusted and holds the name"},
		{"good, no name asked", good, trusted, "", seen.Succeeded, "", "the certificate is trusted"},
		{"wrong name", probetest.CA().Issue(90, "mail.other.com"), named, vendor, seen.Failed, "MF009", "the certificate is for mail.other.com, and not for " + vendor},
		{"wrong name, none asked", probetest.CA().Issue(90, "mail.other.com"), trusted, "", seen.Succeeded, "", "would send"},
		{"self-signed", selfSigned, named, vendor, seen.Failed, "MF603", "it is self-signed"},
		{"self-signed, trusted asked", selfSigned, trusted, "", seen.Failed, "MF603", "it is self-signed"},
		{"self-signed, any taken", selfSigned, anyCertificate, "", seen.Succeeded, "", "whatever the certificate is"},
		{"self-signed, opportunistic", selfSigned, opportunistic, "", seen.Succeeded, "", "would send over TLS 1.3"},
		{"stranger's CA", stranger, named, vendor, seen.Failed, "MF603", "leaves out the intermediate certificates"},
		{"expired", expired, trusted, "", seen.Failed, "MF603", "the certificate expired on"},
		{"expired, any taken", expired, anyCertificate, "", seen.Succeeded, "", "whatever"},
		{"expires soon", probetest.CA().Issue(9, vendor), named, vendor, seen.Succeeded, "MF603", "but it expires on"},
		{"wildcard", wildcard, named, vendor, seen.Succeeded, "", "*.vendor.com"},
		{"wildcard asked, name shown", good, named, "*.vendor.com", seen.Succeeded, "", "holds the name *.vendor.com"},
		{"wildcard asked, deeper name shown", probetest.CA().Issue(90, "a.smtp.vendor.com"), named, "*.vendor.com", seen.Failed, "MF602", "not for *.vendor.com"},
		{"wildcard does not reach deeper", probetest.CA().Issue(90, "*.com.invalid"), named, vendor, seen.Failed, "MF009", "not for"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			server := probetest.WithCertificate(test.certificate)
			report := look(t, onlyHost(t, vendor, test.demand, test.domain), Options{Resolver: vendorZone(t).Address(), SMTPPort: probetest.Listen(t, server.Talk)})
			wants(t, report, "smart-host-tls "+vendor, test.verdict, test.rule, test.says)
			wants(t, report, "smart-host-smtp "+vendor, seen.Succeeded, "", "takes connections", "220 mail.example ESMTP", "PIPELINING")
			if got, want := server.Lines(), []string{"EHLO " + greetingName, "STARTTLS", "QUIT"}; !slices.Equal(got, want) {
				t.Errorf("the server was told %q, want %q", got, want)
			}
		})
	}
}

func TestSmartHostFacts(t *testing.T) {
	t.Parallel()
	server := probetest.WithCertificate(probetest.CA().Issue(90, vendor, "*.vendor.net"))
	report := look(t, onlyHost(t, vendor, mailflow.TLSDomainValidation, vendor), Options{Resolver: vendorZone(t).Address(), SMTPPort: probetest.Listen(t, server.Talk)})
	host, ok := report.Facts.SmartHost(vendor)
	if !ok || len(host.Endpoints) != 1 || host.Host.Answer != seen.Found || host.Host.TTL != 300*time.Second {
		t.Fatalf("facts: %+v", report.Facts)
	}
	e := host.Endpoints[0]
	if !e.Connected || !e.Greeted || !e.STARTTLS || e.TLSVersion != "TLS 1.3" || e.Certificate == nil || e.Trouble != seen.Untroubled {
		t.Fatalf("endpoint: %+v", e)
	}
	if c := e.Certificate; c.Trust != seen.Trusted || c.Expired || c.Issuer != "Test CA" || !slices.Equal(c.Names, []string{vendor, "*.vendor.net"}) {
		t.Errorf("certificate: %+v", c)
	}
}

func TestSmartHostWithoutUsableTLS(t *testing.T) {
	t.Parallel()
	plain := func() *probetest.MailServer { return &probetest.MailServer{Extensions: []string{"SIZE 1000"}} }
	old := func() *probetest.MailServer {
		s := probetest.WithCertificate(probetest.CA().Issue(90, vendor))
		s.Config.MinVersion, s.Config.MaxVersion = tls.VersionTLS11, tls.VersionTLS11
		return s
	}
	for _, test := range []struct {
		name    string
		server  *probetest.MailServer
		demand  mailflow.TLS
		verdict seen.Verdict
		rule    string
		says    string
	}{
		{"no STARTTLS", plain(), mailflow.TLSEncryptionOnly, seen.Failed, "MF603", "would not send, since the server does not offer STARTTLS"},
		{"no STARTTLS, opportunistic", plain(), mailflow.TLSOpportunistic, seen.Succeeded, "MF010", "without encryption"},
		{"STARTTLS refused", &probetest.MailServer{Extensions: []string{"STARTTLS"}, STARTTLS: "454 4.7.0 TLS not available"}, mailflow.TLSCertificateValidation, seen.Failed, "MF603", "454 4.7.0 TLS not available"},
		{"TLS 1.1", old(), mailflow.TLSEncryptionOnly, seen.Failed, "MF603", "nothing better than TLS 1.1"},
		{"masked by a firewall", &probetest.MailServer{Extensions: []string{"XXXXXXXA"}}, mailflow.TLSEncryptionOnly, seen.NotChecked, "", "a firewall on the way"},
		{"starred by a firewall", &probetest.MailServer{Banner: "220 ***************************", Extensions: []string{"SIZE"}}, mailflow.TLSEncryptionOnly, seen.NotChecked, "", "a firewall on the way"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			report := look(t, onlyHost(t, vendor, test.demand, ""), Options{Resolver: vendorZone(t).Address(), SMTPPort: probetest.Listen(t, test.server.Talk)})
			wants(t, report, "smart-host-tls "+vendor, test.verdict, test.rule, test.says)
			wants(t, report, "smart-host-smtp "+vendor, seen.Succeeded, "")
			if got := test.server.Lines(); got[len(got)-1] != "QUIT" && test.name != "TLS 1.1" {
				t.Errorf("no QUIT after %q", got)
			}
		})
	}
}
