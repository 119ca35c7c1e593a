package check

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"eacwizard/steps"
)

type say = steps.Answers

// out takes an answer out of a base.
var out = steps.Value{"\x00"}

// bases are whole sets of answers with names that no article uses, in which there is nothing to find but what is said of
// every such set-up.
var bases = map[string]struct {
	scenario string
	answers  say
}{
	"to own": {"connector", say{
		"organization.initial-domain": {"northwindtraders.onmicrosoft.com"},
		"connector.from":              {"office-365"}, "connector.to": {"your-organization"}, "connector.name": {"Office 365 to the plant"},
		"connector.use": {"transport-rule"}, "connector.smart-hosts": {"smtp.signatures.net"}, "connector.match-subject-name": {"true"},
	}},
	"to partner": {"connector", say{
		"connector.from": {"office-365"}, "connector.to": {"partner-organization"}, "connector.name": {"Office 365 to Adatum"},
		"connector.use": {"these-domains"}, "connector.recipient-domains": {"adatum.com"},
	}},
	"from own": {"connector", say{
		"connector.from": {"your-organization"}, "connector.name": {"Plant to Office 365"}, "connector.certificate-domain": {"mail.northwindtraders.com"},
	}},
	"from own by address": {"connector", say{
		"connector.from": {"your-organization"}, "connector.name": {"Plant to Office 365"}, "connector.identify-by": {"ip-addresses"}, "connector.sender-ip-addresses": {"20.50.7.9"},
	}},
	"from partner": {"connector", say{
		"connector.from": {"partner-organization"}, "connector.name": {"Adatum to Office 365"}, "connector.sender-domains": {"adatum.com"},
	}},
	"from partner by address": {"connector", say{
		"connector.from": {"partner-organization"}, "connector.name": {"Adatum to Office 365"}, "connector.identify-by": {"ip-addresses"}, "connector.sender-ip-addresses": {"20.50.7.0/24"},
	}},
	"add-on": {"add-on-service", say{
		"organization.initial-domain": {"northwindtraders.onmicrosoft.com"}, "service.name": {"Litware Signatures"},
		"outbound.smart-hosts": {"smtp.litwaresignatures.net"}, "rule.header-name": {"X-Litware-Signed"}, "rule.header-words": {"nw-4711"},
		"accepted-domain.name": {"nw4711.smtp.litwaresignatures.net"}, "accepted-domain.proof": {"txt"}, "accepted-domain.txt-value": {"MS=ms12345678"},
	}},
	"filter": {"third-party-filter", say{
		"organization.initial-domain": {"northwindtraders.onmicrosoft.com"}, "service.name": {"Litware Filter"},
		"service.mx-hosts": {"10 mx1.litwarefilter.net", "20 mx2.litwarefilter.net"}, "dns.domains": {"northwindtraders.com"}, "dns.mta-sts": {"none"},
		"dns.domains[northwindtraders.com].no-other-txt": {"true"},
		"lockdown.certificate-domain":                    {"*.litwarefilter.net"}, "lockdown.all-domains-moved": {"true"}, "lockdown.others-provided-for": {"true"},
	}},
	"hybrid": {"third-party-filter-hybrid", say{
		"organization.initial-domain": {"northwindtraders.onmicrosoft.com"}, "service.name": {"Litware Filter"}, "service.mx-hosts": {"10 mx1.litwarefilter.net"},
		"service.spf": {"include:_spf.litwarefilter.net"}, "on-premises.host": {"mail.northwindtraders.com"}, "on-premises.public-addresses": {"20.50.7.9"},
		"dns.domains": {"northwindtraders.com"}, "dns.mta-sts": {"none"}, "dns.domains[northwindtraders.com].no-other-txt": {"true"},
		"lockdown.certificate-domain": {"*.litwarefilter.net"}, "lockdown.all-domains-moved": {"true"}, "lockdown.others-provided-for": {"true"},
	}},
	"archive": {"third-party-archive", say{
		"service.understood": {"true"}, "service.name": {"Litware Archive"}, "service.mx-hosts": {"10 in.litwarearchive.net"}, "service.spf": {"include:spf.litwarearchive.net"},
		"organization.initial-domain": {"northwindtraders.onmicrosoft.com"}, "dns.domains": {"northwindtraders.com"}, "dns.mta-sts": {"none"},
		"dns.domains[northwindtraders.com].no-other-txt": {"true"},
		"lockdown.certificate-domain":                    {"*.litwarearchive.net"}, "lockdown.all-domains-moved": {"true"}, "lockdown.others-provided-for": {"true"},
		"through-service.smart-hosts": {"out.litwarearchive.net"},
	}},
}

// answered is a base with other answers, settled.
func answered(t testing.TB, base string, more say) (*steps.Scenario, say) {
	t.Helper()
	b, ok := bases[base]
	if !ok {
		t.Fatalf("there is no base %q", base)
	}
	a := maps.Clone(b.answers)
	maps.Copy(a, more)
	maps.DeleteFunc(a, func(_ steps.Key, v steps.Value) bool { return slices.Equal(v, out) })
	sc, _ := steps.Find(b.scenario)
	return sc, a
}

// Only what is said of every such set-up, and nothing that counts as more than a word.
func TestBasesAreQuiet(t *testing.T) {
	for name := range bases {
		sc, a := answered(t, name, nil)
		s := sc.Settle(a)
		if _, problems := s.Build(); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
		for _, f := range Check(s) {
			if !strings.Contains("MF014 MF513", f.Rule) || f.Severity != Info {
				t.Errorf("%s: %s %s at %s: %s", name, f.Severity, f.Rule, f.Key, f.Sentence())
			}
		}
	}
}
