package render_test

import (
	"strings"
	"testing"

	"eacwizard/steps"
)

// odd are set-ups that are allowed and that no sample has: what the documents say of them is true of them as well.
var odd = []struct {
	name     string
	settled  func(testing.TB) *steps.Settled
	document string
	has, not []string
}{
	{
		"nothing is locked and nothing filters", filterOf("lockdown.turn-it-on: false", "filtering.how: off"), "markdown",
		[]string{"Create the inbound connector of the service, on and refusing nothing", "Before: The connector for the service is on and refuses nothing.\n", "nobody is refused without it.\n"},
		[]string{"before the lock-down", "Enhanced Filtering ends", "filtering choice"},
	},
	{
		"a rule bypasses the spam filter", filterOf("filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24"), "markdown",
		[]string{"refuses nothing, and the mail flow rule that bypasses spam filtering acts.", "before the lock-down", "nobody is refused without it.\n"},
		[]string{"Enhanced Filtering ends"},
	},
	{
		"the way out through the service stays off", archiveOf("through-service.turn-it-on: false"), "markdown",
		[]string{"Create the outbound connector**", "  -> Exchange Online\n  -> internet   (MX records of the recipient)"},
		[]string{"leaves directly again", "without the service in its headers"},
	},
	{
		"several domains", filterOf("dns.domains: contoso.com", "dns.domains: fabrikam.example", "dns.domains[fabrikam.example].tenant-host: fabrikam-example.mail.protection.outlook.com",
			"dns.domains[contoso.com].existing-spf: v=spf1 mx -all", "dns.domains[fabrikam.example].existing-spf: v=spf1 mx ~all"), "markdown",
		[]string{"put the old SPF records of contoso.com and fabrikam.example back", "MX records of contoso.com and fabrikam.example"},
		[]string{"contoso.com, fabrikam.example back"},
	},
	{
		"the servers ask for different TLS", hybridOf("to-on-premises.always-use-tls: false", "service.sends-outbound: true", "through-service.smart-hosts: out.contosomailfilter.com",
			"through-service.tls-domain: out.contosomailfilter.com"), "verify",
		[]string{"450 4.7.320: the certificate of the smart host does not have"}, nil,
	},
	{
		"a rule's connector stays off", func(t testing.TB) *steps.Settled { return sample(t, "connector", "connector.turn-it-on: false") }, "markdown",
		[]string{"Only once the connector is on"}, nil,
	},
	{
		"a box is not ticked, and a note is on one of two domains", filterOf("service.seals-with-arc: false", "dns.domains: contoso.com", "dns.domains: fabrikam.example",
			"dns.domains[fabrikam.example].tenant-host: fabrikam-example.mail.protection.outlook.com", "dns.domains[fabrikam.example].existing-spf: v=spf1 mx -all"), "markdown",
		[]string{"- The service seals what it changes with ARC (not ticked): Its mail", "- fabrikam.example, SPF record now (empty: there is none): mx follows"}, nil,
	},
	{
		"nobody named the organization", func(t testing.TB) *steps.Settled { return sample(t, "connector", "organization.initial-domain: ") }, "rollback",
		[]string{"For the organization of a customer this script"}, []string{"-DelegatedOrganization"},
	},
	{
		"an inbound connector that a rule depends on stays off", addOnOf("inbound.turn-it-on: false"), "paste",
		[]string{"'The inbound connector {0} is off, or not there. Turn it on first"}, []string{"what the rule sends to it would not"},
	},
	{
		"the rule is in a test mode and acts later", addOnOf("rule.mode: test-with-policy-tips", "rule.activation-date: 2027-01-31 09:00", "outbound.validation-addresses: "), "markdown",
		[]string{
			"choose the mode Enforce, take out the date from which it acts, and turn the rule on.", "set the rest as it was, and go on.", "It acts from 2027-01-31 09:00 on.",
			"Before: Somebody has set the mode of the mail flow rule to Enforce", "Before: The date from which the mail flow rule acts has come: 2027-01-31 09:00.",
		}, nil,
	},
	{
		"a pilot without validation", addOnOf("rule.pilot-senders: pilot@fabrikam.com", "outbound.validation-addresses: "), "markdown",
		[]string{"so that turning it on is the test."}, []string{"a test by hand succeeded"},
	},
	{
		"the service is known by its addresses", addOnOf("inbound.identify-by: ip-addresses", "inbound.sender-ip-addresses: 192.0.2.25"), "markdown",
		[]string{"It has to deliver from the addresses that the inbound connector lists, and to stamp"}, []string{"present its certificate"},
	},
	{
		"the connectors of the own servers stay off", hybridOf("to-on-premises.turn-it-on: false", "from-on-premises.turn-it-on: false"), "on-premises",
		[]string{"The inbound connector from your own servers is on: it is created off"}, nil,
	},
	{
		"the MX records name the service already", filterOf(moved...), "markdown",
		[]string{"See in the message trace that all mail comes through the service", "Refuse what does not come through"},
		[]string{"Point the MX records", "old MX records are forgotten", "time to live of the MX", "the MTA-STS policy to testing and", "no return", "Change the DNS records"},
	},
	{"the MX records name the service already", filterOf(moved...), "rollback", nil, []string{"DnsServer", "time to live of the records"}},
	{"the MX records name the service already", filterOf(moved...), "script", []string{"$afterTheMove = @('lock')"}, nil},
}

// moved are the answers of somebody whose mail comes through the filter already.
var moved = []string{"dns.domains[contoso.com].existing-mx: 20 MX2.contosomailfilter.com", "dns.domains[contoso.com].existing-mx: 10 mx1.contosomailfilter.com", "dns.domains[contoso.com].existing-spf: v=spf1 include:spf.protection.outlook.com -all", "dns.mta-sts: enforce"}

func filterOf(otherwise ...string) func(testing.TB) *steps.Settled {
	return func(t testing.TB) *steps.Settled { return sample(t, "third-party-filter", otherwise...) }
}

func hybridOf(otherwise ...string) func(testing.TB) *steps.Settled {
	return func(t testing.TB) *steps.Settled { return sample(t, "third-party-filter-hybrid", otherwise...) }
}

func archiveOf(otherwise ...string) func(testing.TB) *steps.Settled {
	return func(t testing.TB) *steps.Settled { return sample(t, "third-party-archive", otherwise...) }
}

func addOnOf(otherwise ...string) func(testing.TB) *steps.Settled {
	return func(t testing.TB) *steps.Settled { return sample(t, "add-on-service", otherwise...) }
}

func TestOddSetUps(t *testing.T) {
	for _, o := range odd {
		t.Run(o.name, func(t *testing.T) {
			s := o.settled(t)
			holds(t, o.name, s, true)
			text := strings.ReplaceAll(document(t, o.document, s), "\r\n", "\n")
			for _, says := range o.has {
				if !strings.Contains(text, says) {
					t.Errorf("%s does not say %q", o.document, says)
				}
			}
			for _, says := range o.not {
				if strings.Contains(text, says) {
					t.Errorf("%s says %q", o.document, says)
				}
			}
		})
	}
}
