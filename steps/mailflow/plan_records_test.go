package mailflow

import (
	"slices"
	"testing"
)

// TestRecordsOfEverything: no record is lost where a draft has a certificate domain to prove and a mail domain to move.
func TestRecordsOfEverything(t *testing.T) {
	d := Draft{
		Accepted:    AcceptedDomain{Name: must(ParseDomain("contoso.signature.example")), Proof: ProofByTXT, TXT: must(ParseProofTXT("MS=ms51944068"))},
		MailDomains: []MailDomain{{Name: must(ParseDomain("contoso.com"))}},
		Service:     Service{MX: []MailExchanger{must(ParseMailExchanger("10 mx1.filter.example"))}},
	}
	var got []string
	for _, set := range d.Records() {
		got = append(got, string(set.Type)+" "+set.Name.Exchange())
	}
	if want := []string{"TXT contoso.signature.example", "TXT contoso.com", "MX contoso.com"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
