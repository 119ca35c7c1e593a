package check

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

// What is found in the samples, which are made of what Microsoft's articles use.
var inSamples = map[string][]string{
	"connector": {
		"warning MF706 organization.initial-domain", // the article's organization
		"warning MF706 connector.smart-hosts",       // the article's service
		"warning MF706 connector.validation-addresses",
	},
	"add-on-service": {
		"warning MF706 organization.initial-domain",
		"info MF513 service.tenant-host", // proposed from the initial domain, and not confirmed by anything in the file
		"warning MF706 outbound.smart-hosts",
		"warning MF706 outbound.validation-addresses",
		"warning MF706 rule.header-name",     // SignatureContoso
		"info MF403 rule.header-name",        // the article's header does not begin with X-
		"warning MF603 accepted-domain.name", // the article's certificate domain has 59 characters
		"warning MF706 accepted-domain.name",
		"info MF014 inbound.identify-by", // the article's command carries switches that are for partners
	},
	"third-party-filter": {
		"warning MF706 organization.initial-domain",
		"warning MF706 dns.domains",
		"info MF513 dns.domains[contoso.com].tenant-host",
	},
	"third-party-filter-hybrid": {
		"warning MF706 organization.initial-domain",
		"error MF006 service.spf", // the article's placeholder 10.10.10.1 is a private address
		"warning MF706 service.spf",
		"warning MF706 on-premises.host",
		"warning MF706 on-premises.public-addresses", // 131.107.21.231
		"warning MF706 dns.domains",
		"info MF513 dns.domains[contoso.com].tenant-host",
		"warning MF706 to-on-premises.validation-addresses",
		"info MF014 from-on-premises.identify-by",
	},
	"third-party-archive": {
		"warning MF706 organization.initial-domain",
		"warning MF706 dns.domains",
		"info MF513 dns.domains[contoso.com].tenant-host",
		"warning MF706 through-service.validation-addresses",
	},
}

func TestSamples(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		file, err := answers.Sample(sc.ID)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range Check(file.Settled) {
			got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Rule, f.Key))
		}
		if !slices.Equal(got, inSamples[sc.ID]) {
			t.Errorf("%s:\n%s", sc.ID, strings.Join(got, "\n"))
		}
	}
}

func TestAccept(t *testing.T) {
	sc, a := answered(t, "filter", say{"lockdown.turn-it-on": {"false"}, steps.AcceptKey: {"MF202: the lock follows in May", "MF010: never", "MF999: what"}})
	s := sc.Settle(a)
	all := Check(s)
	if Worst(all) != Warning {
		t.Errorf("worst is %v", Worst(all))
	}
	f := of(all, "MF202")[0]
	if f.Accepted != "the lock follows in May" || f.Counts() || f.Severity != Error {
		t.Errorf("%+v", f)
	}
	if idle := Idle(s, all); len(idle) != 2 || !strings.Contains(idle[0], "MF010") || !strings.Contains(idle[1], "MF999 is no rule") {
		t.Errorf("%v", idle)
	}
	// What is refused cannot be accepted.
	sc, a = answered(t, "filter", say{"lockdown.all-domains-moved": {"false"}, steps.AcceptKey: {"MF203: so be it"}})
	if all := Check(sc.Settle(a)); Worst(all) != Error || of(all, "MF203")[0].Accepted != "" {
		t.Errorf("%v", all)
	}
}

func TestFindingsAsJSON(t *testing.T) {
	sc, a := answered(t, "to partner", say{"connector.recipient-domains": {"*"}})
	got, err := json.Marshal(of(Check(sc.Settle(a)), "MF015"))
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"rule":"MF015","severity":"warning","object":"Connector \"Office 365 to Adatum\"","key":"connector.recipient-domains","item":0,"value":"*",` +
		`"says":"\"*\" sends all mail that leaves the organization through this connector","fix":"list the domains, or use it by a mail flow rule alone",` +
		`"change":{"set":{"connector.use":["transport-rule"]}}}]`
	if string(got) != want {
		t.Errorf("%s", got)
	}
}

func TestByObject(t *testing.T) {
	file, err := answers.Sample("add-on-service")
	if err != nil {
		t.Fatal(err)
	}
	all := Check(file.Settled)
	n := 0
	for _, b := range ByObject(all) {
		n += len(b.Findings)
	}
	if n != len(all) || len(AtLeast(all, Warning)) != 6 || len(At(all, "rule.header-name")) != 2 {
		t.Errorf("%v", ByObject(all))
	}
	if _, err := ParseSeverity("grave"); err == nil {
		t.Error("grave is a severity")
	}
	if s, err := ParseSeverity(" Warning"); s != Warning || err != nil {
		t.Error(s, err)
	}
}

// What a parser offers, and what a list would make of a pasted item, is the fix of what it refuses.
func TestRefusalsAreMended(t *testing.T) {
	for _, c := range []struct {
		base string
		key  steps.Key
		bad  steps.Value
		want steps.Value
	}{
		{"from partner by address", "connector.sender-ip-addresses", steps.Value{"20.50.7.9", "20.60.0.0/22"}, steps.Value{"20.50.7.9", "20.60.0.0/24", "20.60.1.0/24", "20.60.2.0/24", "20.60.3.0/24"}},
		{"from partner by address", "connector.sender-ip-addresses", steps.Value{"20.50.7.8-20.50.7.9"}, steps.Value{"20.50.7.8/31"}},
		{"to own", "connector.smart-hosts", steps.Value{"https://smtp.litware.net:25"}, steps.Value{"smtp.litware.net"}},
		{"from own", "connector.certificate-domain", steps.Value{"CN=mail.adatum.com, O=Adatum"}, steps.Value{"mail.adatum.com"}},
		{"add-on", "rule.header-name", steps.Value{"X-Signed:"}, steps.Value{"X-Signed"}},
		{"from partner", "connector.sender-domains", steps.Value{"adatum.com."}, steps.Value{"adatum.com"}},
		{"filter", "service.mx-hosts", steps.Value{"mx1.litwarefilter.net"}, steps.Value{"10 mx1.litwarefilter.net"}},
	} {
		sc, a := answered(t, c.base, say{c.key: c.bad})
		s := sc.Settle(a)
		_, problems := s.Build()
		i := slices.IndexFunc(problems, func(p steps.Problem) bool { return p.Key == c.key })
		if i < 0 {
			t.Errorf("%v is taken", c.bad)
			continue
		}
		f, ok := Refusal(s, problems[i])
		if !ok || f.Change == nil || !f.Refused || f.Severity != Error {
			t.Errorf("%v: %+v", c.bad, f)
			continue
		}
		if f.Says+"; "+f.Fix != problems[i].Sentence() {
			t.Errorf("the finding says %q, the page %q", f.Sentence(), problems[i].Sentence())
		}
		if got := f.Change.Apply(a)[c.key]; !slices.Equal(got, c.want) {
			t.Errorf("%v became %v", c.bad, got)
		}
	}
}

// The bad case of a rule that is upheld cannot be set up.
func TestUpheld(t *testing.T) {
	draft := func(base string, more say) mailflow.Draft {
		sc, a := answered(t, base, more)
		d, _ := sc.Settle(a).Build()
		return d
	}
	rejected := func(rule, file string, at steps.Key) {
		t.Helper()
		_, err := answers.Read("a.yaml", []byte(file))
		r, ok := err.(*answers.Rejected)
		if !ok || !slices.ContainsFunc(r.Problems, func(p answers.Problem) bool { return p.Key == at && (rule != "MF002" || p.Rule == rule) }) {
			t.Errorf("%s: %s: nothing at %s in %v", rule, file, at, err)
		}
	}
	rejected("MF002", "scenario: connector\nconnector: {from: office-365, to: partner-organization, name: A, certificate: required, use: transport-rule}", "connector.certificate")
	rejected("MF104", "scenario: add-on-service\noutbound: {use: these-domains}", "outbound.use")
	rejected("MF105", "scenario: add-on-service\ninbound: {from: partner-organization}", "inbound.from")
	rejected("MF202", "scenario: third-party-filter\nlockdown: {from: your-organization}", "lockdown.from")
	rejected("MF309", "scenario: third-party-archive\nservice: {understood: true}\nfiltering: {how: bypass}", "filtering.how")
	rejected("MF307", "scenario: third-party-filter-hybrid\non-premises: {centralized-mail-transport: true}\nfiltering: {how: last-hop}", "filtering.how")
	rejected("MF401", "scenario: add-on-service\nrule: {name: A}", "rule.header-name")

	// A list without its restriction is not asked for (MF012), and header retention of a partner neither (MF103, MF011).
	for _, c := range draft("from partner", say{"connector.sender-ip-addresses": {"20.50.7.0/24"}, "connector.retain-internal-headers": {"true"}, "connector.certificate-domain": {"a.net"}}).Connectors {
		if in := c.(mailflow.Inbound); len(in.SenderAddresses) > 0 || in.Headers != mailflow.HeadersAbsent || !in.CertificateName.IsZero() {
			t.Errorf("%+v", in)
		}
	}
	filter := draft("filter", say{"lockdown.retain-internal-headers": {"true"}})
	lock, _ := filter.Find("lockdown")
	if lock.(mailflow.Inbound).Headers != mailflow.HeadersAbsent {
		t.Errorf("%+v", lock)
	}
	d := draft("add-on", say{"outbound.use": {"these-domains"}, "outbound.recipient-domains": {"*"}, "inbound.from": {"partner-organization"}})
	out, _ := d.Find("outbound")
	in, _ := d.Find("inbound")
	if out.(mailflow.Outbound).Scope != mailflow.ScopeTransportRule || in.(mailflow.Inbound).Type != mailflow.OnPremises || d.Rules[0].Scope != mailflow.InsideTheOrganization {
		t.Errorf("%+v %+v %+v", out, in, d.Rules) // MF104, MF105, MF404
	}
	// One choice of filtering, and its list only with it (MF302, MF303).
	d = draft("filter", say{"filtering.skip-ip-addresses": {"20.50.7.0/24"}, "filtering.bypass-ip-addresses": {"20.50.7.0/24"}})
	if len(d.Filtering.Listed) > 0 || len(d.Rules) > 0 {
		t.Errorf("%+v %+v", d.Filtering, d.Rules)
	}
	// The plan's order (MF408).
	sc, a := answered(t, "add-on", nil)
	up, problems := sc.Settle(a).SetUp()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var order []string
	for _, act := range up.Actions(up.Records()) {
		order = append(order, act.ID)
	}
	for _, pair := range [][2]string{{"accepted-domain.check", "inbound.create"}, {"outbound.create", "rule.create"}, {"inbound.create", "rule.enable"}, {"rule.create", "rule.enable"}} {
		if i, j := slices.Index(order, pair[0]), slices.Index(order, pair[1]); i < 0 || j < i {
			t.Errorf("%v in %v", pair, order)
		}
	}
}

// What a look has seen is taken into account, and silent as long as nobody has looked.
func TestSeen(t *testing.T) {
	host := func(name string, a seen.Answer, aliases ...string) seen.Host {
		return seen.Host{Name: name, Answer: a, Aliases: aliases, Addresses: []netip.Addr{netip.MustParseAddr("20.50.7.9")}}
	}
	domain := func(d seen.Domain) *seen.Facts {
		d.Name = "northwindtraders.com"
		return &seen.Facts{Domains: []seen.Domain{d}}
	}
	for _, c := range []struct {
		rule, base string
		facts      *seen.Facts
		fires      Severity
		at         steps.Key
	}{
		{"MF007", "to own", &seen.Facts{SmartHosts: []seen.SmartHost{{Name: "smtp.signatures.net", Host: host("smtp.signatures.net", seen.NoName)}}}, Error, "connector.smart-hosts"},
		{"MF007", "to own", &seen.Facts{SmartHosts: []seen.SmartHost{{Name: "smtp.signatures.net", Host: host("smtp.signatures.net", seen.Found)}}}, quiet, ""},
		{"MF007", "to own", &seen.Facts{SmartHosts: []seen.SmartHost{{Name: "smtp.signatures.net"}}}, quiet, ""},
		{"MF501", "filter", domain(seen.Domain{SPF: seen.SPF{Records: []string{"v=spf1 -all", "v=spf1 ~all"}}}), Error, nw + "existing-spf"},
		{"MF502", "filter", domain(seen.Domain{PlannedSPF: seen.SPF{Answer: seen.Found, Lookups: 13}}), Error, nw + "existing-spf"},
		{"MF502", "filter", domain(seen.Domain{PlannedSPF: seen.SPF{Answer: seen.Found, Lookups: 3}}), quiet, ""},
		{"MF502", "filter", domain(seen.Domain{PlannedSPF: seen.SPF{Answer: seen.Found, Lookups: 4, Voids: 3}}), Warning, nw + "existing-spf"},
		{"MF509", "filter", domain(seen.Domain{PlannedMX: []seen.MX{{Host: host("mx2.litwarefilter.net", seen.NoName)}}}), Error, "service.mx-hosts"},
		{"MF509", "filter", domain(seen.Domain{PlannedMX: []seen.MX{{Host: host("mx1.litwarefilter.net", seen.Found, "in.litware.net")}}}), Error, "service.mx-hosts"},
		{"MF511", "filter", domain(seen.Domain{MTASTS: seen.MTASTS{Mode: "enforce", MX: []string{"*.mail.protection.outlook.com"}}}), Error, "dns.mta-sts"},
		{"MF511", "filter", domain(seen.Domain{MTASTS: seen.MTASTS{Mode: "testing", MX: []string{"*.mail.protection.outlook.com"}}}), Warning, "dns.mta-sts"},
		{"MF511", "filter", domain(seen.Domain{MTASTS: seen.MTASTS{Mode: "enforce", MX: []string{"*.litwarefilter.net"}}}), quiet, ""},
		{"MF513", "filter", domain(seen.Domain{MX: seen.MXSet{Hosts: []seen.MX{{Host: host("northwindtraders-com.mail.protection.outlook.com", seen.Found)}}}}), quiet, ""},
	} {
		sc, a := answered(t, c.base, nil)
		s := sc.Settle(a)
		found := of(CheckSeen(s, c.facts), c.rule)
		if c.fires == quiet {
			if len(found) > 0 {
				t.Errorf("%s: %v", c.rule, found)
			}
			continue
		}
		if len(found) != 1 || found[0].Severity != c.fires || found[0].Key != c.at {
			t.Errorf("%s: %v", c.rule, found)
			continue
		}
		if ch := found[0].Change; ch != nil {
			if left := of(CheckSeen(sc.Settle(ch.Apply(a)), c.facts), c.rule); len(left) > 0 {
				t.Errorf("%s: after %+v it says %v", c.rule, *ch, left)
			}
		}
		if c.rule != "MF513" && len(of(Check(s), c.rule)) > 0 {
			t.Errorf("%s speaks though nobody looked", c.rule)
		}
	}
}
