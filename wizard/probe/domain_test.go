package probe

import (
	"slices"
	"testing"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"

	"github.com/miekg/dns"
)

func TestMX(t *testing.T) {
	t.Parallel()
	const tenant = "contoso-com.mail.protection.outlook.com"
	z := probetest.ServeZone(t,
		"contoso.com. 3600 IN MX 0 "+tenant+".", tenant+". 10 IN A 40.92.0.1",
		"mixed.com. 300 IN MX 10 mx1.vendor.com.", "mixed.com. 300 IN MX 20 "+tenant+".",
		"mx1.vendor.com. 300 IN A 20.0.0.1", "_25._tcp.mx1.vendor.com. 300 IN TLSA 3 1 1 "+"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
		"aliased.com. 300 IN MX 10 mx.aliased.com.", "mx.aliased.com. 60 IN CNAME mx1.vendor.com.",
		"address.com. 300 IN MX 10 20.0.0.1.",
		"null.com. 300 IN MX 0 .", "none.com. 300 IN TXT \"x\"",
		"dangling.com. 300 IN MX 10 nowhere.vendor.com.",
		"unsure.com. 300 IN MX 10 mx.broken.com.",
		"ready.com. 300 IN MX 10 mx1.vendor.com.",
		"www.com. 60 IN CNAME ready.com.",
	)
	z.RCodes["mx.broken.com"] = dns.RcodeServerFailure
	z.RCodes["broken.com"] = dns.RcodeServerFailure
	filter := []MX{{Preference: 10, Host: "mx1.vendor.com"}}
	domain := func(name string, planned ...MX) Domain { return Domain{Name: name, PlannedMX: planned} }
	plan := Plan{Domains: []Domain{
		{Name: "contoso.com", PlannedMX: filter, TenantHost: tenant},
		domain("mixed.com", MX{Preference: 10, Host: "MX1.vendor.com."}, MX{Preference: 20, Host: tenant}), domain("aliased.com", MX{Preference: 5, Host: "mx.aliased.com"}), domain("address.com", MX{Preference: 5, Host: "20.0.0.1"}),
		domain("null.com"), domain("none.com"), domain("dangling.com", MX{Preference: 5, Host: "nowhere.vendor.com"}), domain("unsure.com", MX{Preference: 5, Host: "mx.broken.com"}),
		domain("ready.com", filter...), domain("missing.com"), domain("broken.com"), domain("www.com", filter...),
		{Name: "a.com", TenantHost: "a-com.mail.protection.outlook.com"}, {Name: "b.com", TenantHost: "b-com.mail.eo.outlook.com"}, {Name: "c.com", TenantHost: "40.92.0.1"},
	}}
	report := look(t, plan, Options{Resolver: z.Address()})
	for _, want := range []struct {
		id      string
		verdict seen.Verdict
		rule    string
		says    string
	}{
		{"mx-now contoso.com", seen.Succeeded, "", "planned: 10 mx1.vendor.com"},
		{"mx-now contoso.com", seen.Succeeded, "", "kept for 1 hour"},
		{"mx-planned contoso.com", seen.Succeeded, "", "can become the MX"},
		{"mx-now mixed.com", seen.Failed, "MF508", "names " + tenant + " beside mx1.vendor.com"},
		{"mx-planned mixed.com", seen.Failed, "MF508", "go round the filter"},
		{"mx-now aliased.com", seen.Failed, "MF509", "is an alias of mx1.vendor.com"},
		{"mx-planned aliased.com", seen.Failed, "MF509", "is an alias"},
		{"mx-now address.com", seen.Failed, "MF509", "names the address 20.0.0.1"},
		{"mx-planned address.com", seen.Failed, "MF509", "names the address"},
		{"mx-now null.com", seen.Failed, "MF509", "null MX"},
		{"mx-now none.com", seen.Succeeded, "", "no MX record yet"},
		{"mx-now dangling.com", seen.Failed, "MF509", "there is no name nowhere.vendor.com"},
		{"mx-planned dangling.com", seen.Failed, "MF509", "there is no name"},
		{"mx-now unsure.com", seen.NotChecked, "", "SERVFAIL"},
		{"mx-planned unsure.com", seen.NotChecked, "", "SERVFAIL"},
		{"mx-now ready.com", seen.Succeeded, "", "these are the planned records already"},
		{"mx-now ready.com", seen.Succeeded, "", "TLSA"},
		{"mx-now www.com", seen.Failed, "MF509", "no MX record can stand beside a CNAME"},
		{"mx-now missing.com", seen.Failed, "MF508", "There is no domain"},
		{"mx-now broken.com", seen.NotChecked, "", "SERVFAIL"},
		{"tenant-host " + tenant, seen.Succeeded, "", "exists"},
		{"tenant-host a-com.mail.protection.outlook.com", seen.Failed, "MF513", "there is no name"},
		{"tenant-host b-com.mail.eo.outlook.com", seen.Failed, "MF513", "is not a name that Exchange Online"},
		{"tenant-host 40.92.0.1", seen.Failed, "MF513", "is an address"},
	} {
		wants(t, report, want.id, want.verdict, want.rule, want.says)
	}
	d, ok := report.Facts.Domain("contoso.com")
	if !ok || d.MX.TTL != time.Hour || d.MX.Hosts[0].Host.Addresses[0].String() != "40.92.0.1" || d.PlannedMX[0].Host.Answer != seen.Found || d.TenantHost.Answer != seen.Found {
		t.Errorf("facts: %+v", d)
	}
	if d, _ := report.Facts.Domain("ready.com"); !d.MX.Hosts[0].TLSA {
		t.Errorf("facts: %+v", d.MX)
	}
}

func TestTenantHostsOfTheOrganization(t *testing.T) {
	t.Parallel()
	const here, gone = "fabrikam.mail.protection.outlook.com", "fabricam.mail.protection.outlook.com"
	z := probetest.ServeZone(t, here+". 60 IN A 40.92.0.1")
	report := look(t, Plan{Domains: []Domain{{Name: "fabrikam.com", TenantHost: here}}, TenantHosts: []string{here, gone}}, Options{Resolver: z.Address()})
	wants(t, report, "tenant-host "+here, seen.Succeeded, "", "exists")
	wants(t, report, "tenant-host "+here+" organization", seen.Succeeded, "", "exists")
	wants(t, report, "tenant-host "+gone, seen.Failed, "MF513", "the name that the admin center shows for the organization")
	if hosts := report.Facts.TenantHosts; len(hosts) != 2 || hosts[0].Answer != seen.Found || hosts[1].Answer != seen.NoName {
		t.Errorf("facts: %+v", hosts)
	}
}

func TestSmartHostNames(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t,
		"circle.vendor.com. 60 IN CNAME contoso-com.mail.protection.outlook.com.", "contoso-com.mail.protection.outlook.com. 60 IN A 40.92.0.1",
		"six.vendor.com. 60 IN AAAA 2a01::1", "empty.vendor.com. 60 IN TXT \"x\"",
		"loop.vendor.com. 60 IN CNAME loop2.vendor.com.", "loop2.vendor.com. 60 IN CNAME loop.vendor.com.",
	)
	z.RCodes["broken.vendor.com"] = dns.RcodeServerFailure
	var plan Plan
	for _, name := range []string{"circle", "six", "empty", "loop", "broken", "missing"} {
		plan.SmartHosts = append(plan.SmartHosts, SmartHost{Host: smartHost(t, name+".vendor.com"), TLS: mailflow.TLSEncryptionOnly})
	}
	none := &noDialler{err: dns.ErrConnEmpty}
	report := look(t, plan, Options{Resolver: z.Address(), Dial: mappedTo(map[string]any{"40.92.0.1": none.err})})
	wants(t, report, "smart-host-name circle.vendor.com", seen.Failed, "MF008", "a host of Exchange Online itself", "is an alias (CNAME) of")
	wants(t, report, "smart-host-name six.vendor.com", seen.Failed, "MF007", "IPv6 addresses only")
	wants(t, report, "smart-host-name empty.vendor.com", seen.Failed, "MF007", "has no address")
	wants(t, report, "smart-host-name loop.vendor.com", seen.Failed, "MF007", "round in a circle")
	wants(t, report, "smart-host-name missing.vendor.com", seen.Failed, "MF007", "there is no name")
	wants(t, report, "smart-host-name broken.vendor.com", seen.NotChecked, "", "SERVFAIL")
	for _, name := range []string{"circle", "six", "empty", "loop", "broken", "missing"} {
		wants(t, report, "smart-host-tls "+name+".vendor.com", seen.NotChecked, "")
	}
}

func TestProofs(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t,
		"a.com. 60 IN TXT \"MS=ms111\"", "a.com. 60 IN TXT \"other\"",
		"b.com. 60 IN MX 10 ms222.msv1.invalid.",
	)
	z.RCodes["broken.com"] = dns.RcodeServerFailure
	report := look(t, Plan{Proofs: []Proof{
		{Domain: "a.com", Value: "MS=ms111"}, {Domain: "b.com", ByMX: true, Value: "ms222.msv1.invalid"}, {Domain: "c.com", Value: "MS=ms333"},
		{Domain: "a.com", Value: "MS=ms444"}, {Domain: "d.com"}, {Domain: "broken.com", Value: "MS=ms1"}, {Domain: "c.com", ByMX: true, Value: "x.invalid"},
	}}, Options{Resolver: z.Address()})
	wants(t, report, "domain-proof a.com", seen.Succeeded, "", "MS=ms111")
	wants(t, report, "domain-proof b.com", seen.Succeeded, "", "ms222.msv1.invalid")
	wants(t, report, "domain-proof c.com", seen.Failed, "MF106", "does not have the TXT record")
	wants(t, report, "domain-proof a.com MS=ms444", seen.Failed, "MF106", `TXT "MS=ms111"`)
	wants(t, report, "domain-proof d.com", seen.NotChecked, "", "not known before the admin center has told it")
	wants(t, report, "domain-proof broken.com", seen.NotChecked, "")
	wants(t, report, "domain-proof c.com x.invalid", seen.Failed, "MF106")
	if p := report.Facts.Proofs; len(p) != 7 || !p[0].Present || p[3].Present || p[2].Answer != seen.NoName {
		t.Errorf("facts: %+v", p)
	}
}

func TestDMARC(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t,
		"_dmarc.contoso.com. 60 IN TXT \"v=DMARC1; p=reject; sp=quarantine; pct=50; aspf=s\"",
		"_dmarc.twice.com. 60 IN TXT \"v=DMARC1; p=none\"", "_dmarc.twice.com. 60 IN TXT \"v=DMARC1; p=reject\"",
		"_dmarc.odd.com. 60 IN TXT \"v=DMARC1; p=maybe\"", "_dmarc.other.com. 60 IN TXT \"something else\"",
	)
	z.RCodes["_dmarc.broken.com"] = dns.RcodeServerFailure
	var plan Plan
	for _, name := range []string{"contoso.com", "mail.contoso.com", "twice.com", "odd.com", "other.com", "none.com", "broken.com"} {
		plan.Domains = append(plan.Domains, Domain{Name: name, DMARC: true})
	}
	report := look(t, plan, Options{Resolver: z.Address()})
	wants(t, report, "dmarc contoso.com", seen.Succeeded, "", "p=reject", "50% of the mail")
	wants(t, report, "dmarc mail.contoso.com", seen.Succeeded, "", "p=quarantine", "published by contoso.com")
	wants(t, report, "dmarc twice.com", seen.Failed, "", "2 DMARC records")
	wants(t, report, "dmarc odd.com", seen.Failed, "", "names no policy")
	wants(t, report, "dmarc other.com", seen.Succeeded, "", "no DMARC policy")
	wants(t, report, "dmarc none.com", seen.Succeeded, "", "no DMARC policy")
	wants(t, report, "dmarc broken.com", seen.NotChecked, "")
	d, _ := report.Facts.Domain("mail.contoso.com")
	if want := (seen.DMARC{Answer: seen.Found, At: "contoso.com", Inherited: true, Policy: "quarantine", Percent: 50, StrictSPF: true, Records: d.DMARC.Records}); !slices.Equal(want.Records, d.DMARC.Records) || want.Policy != d.DMARC.Policy || want.At != d.DMARC.At || !d.DMARC.Inherited || !d.DMARC.StrictSPF {
		t.Errorf("facts: %+v", d.DMARC)
	}
}
