package follow

import (
	"testing"

	"eacwizard/steps/mailflow"
)

func TestCovers(t *testing.T) {
	for _, test := range []struct {
		asked, shown string
		want         likeness
	}{
		{"mail.contoso.com", "mail.contoso.com", fit},
		{"mail.contoso.com", "MAIL.Contoso.com", fit},
		{"*.contoso.com", "mx1.contoso.com", fit},
		{"*.contoso.com", "*.contoso.com", fit},
		{"*.contoso.com", "a.b.contoso.com", looseFit}, // MF602: one label in a certificate, all of them by the cmdlet's page
		{"*.contoso.com", "contoso.com", looseFit},
		{"mail.contoso.com", "*.contoso.com", looseFit},
		{"a.mail.contoso.com", "*.contoso.com", noFit},
		{"*.contoso.com", "mx1.notcontoso.com", noFit},
		{"mail.contoso.com", "contoso.com", noFit},
	} {
		if got := covers(certificate(test.asked), certificate(test.shown)); got != test.want {
			t.Errorf("covers(%s, %s) = %d, want %d", test.asked, test.shown, got, test.want)
		}
	}
	if covers(mailflow.CertificateDomain{}, certificate("a.com.example")) != noFit || covers(certificate("contoso.com"), mailflow.CertificateDomain{}) != noFit {
		t.Error("nothing fits nothing")
	}
}

func certificate(s string) mailflow.CertificateDomain {
	return must(mailflow.ParseCertificateDomain(s))
}

// TestHoldsWord: whole words, whatever their case, and no wildcards (MF402).
func TestHoldsWord(t *testing.T) {
	for _, test := range []struct {
		text, word string
		want       bool
	}{
		{"true", "true", true}, {"TRUE", "true", true}, {"yes; true", "True", true}, {"a=true,b", "true", true},
		{"truely", "true", false}, {"x-true1", "true", false}, {"untrue", "true", false},
		{"true", "tru*", false}, {"tru*", "tru*", true}, {"", "true", false}, {"true", "", false},
		{"untrue true", "true", true}, {"two words", "two words", true},
	} {
		if got := holdsWord(test.text, test.word); got != test.want {
			t.Errorf("holdsWord(%q, %q) = %v, want %v", test.text, test.word, got, test.want)
		}
	}
}

// TestRank: the domain itself, then the more particular wildcard, then the star.
func TestRank(t *testing.T) {
	for _, test := range []struct {
		pattern, domain string
		want            int
	}{
		{"contoso.com", "contoso.com", exactly}, {"contoso.com", "mail.contoso.com", 0}, {"*", "contoso.com", 1}, {"*", "", 1},
		{"*.contoso.com", "mail.contoso.com", 1 + len("contoso.com")}, {"*.contoso.com", "contoso.com", 1 + len("contoso.com")},
		{"*.com", "contoso.com", 1 + len("com")}, {"*.contoso.com", "notcontoso.com", 0}, {"contoso.com", "", 0},
	} {
		if got := rank(must(mailflow.ParseDomainPattern(test.pattern)), test.domain); got != test.want {
			t.Errorf("rank(%s, %s) = %d, want %d", test.pattern, test.domain, got, test.want)
		}
	}
}
