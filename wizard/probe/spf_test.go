package probe

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"testing"

	"eacwizard/steps/seen"
	"eacwizard/wizard/probe/probetest"

	"blitiri.com.ar/go/spf"
	"github.com/miekg/dns"
)

func spfRecord(name, text string) string { return fmt.Sprintf("%s. 300 IN TXT %q", name, text) }

// evaluator answers an independent SPF evaluator from a zone, by Go's own resolver.
type evaluator struct{ *net.Resolver }

func evaluating(z *probetest.Zone) evaluator {
	return evaluator{&net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, z.Address())
	}}}
}

// The final dot keeps the machine's search list out.
func (e evaluator) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return e.Resolver.LookupTXT(ctx, dns.Fqdn(name))
}
func (e evaluator) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	return e.Resolver.LookupMX(ctx, dns.Fqdn(name))
}
func (e evaluator) LookupIPAddr(ctx context.Context, name string) ([]net.IPAddr, error) {
	return e.Resolver.LookupIPAddr(ctx, dns.Fqdn(name))
}

// verdictOf is what the evaluator says of mail from an address that no record names.
func (e evaluator) verdictOf(ctx context.Context, domain string) (spf.Result, error) {
	return spf.CheckHostWithSender(net.IPv4(198, 51, 100, 77), domain, "user@"+domain, spf.WithResolver(e), spf.WithContext(ctx))
}

func TestSPFTrees(t *testing.T) {
	t.Parallel()
	chain := func(n int) string { // n includes side by side
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, " include:leaf%d.com", i)
		}
		return b.String()
	}
	records := []string{
		spfRecord("ten.com", "v=spf1"+chain(10)+" -all"), spfRecord("eleven.com", "v=spf1"+chain(11)+" -all"), spfRecord("nine.com", "v=spf1"+chain(9)+" -all"),
		spfRecord("deep.com", "v=spf1 include:nine.com a:leaf0.com -all"), spfRecord("deeper.com", "v=spf1 include:nine.com a:leaf0.com mx:leaf0.com -all"),
		spfRecord("free.com", "v=spf1 ip4:20.0.0.0/8 ip6:2a01::/16 exp=why.free.com -all"),
		spfRecord("voids.com", "v=spf1 a:x1.com a:x2.com -all"), spfRecord("toomanyvoids.com", "v=spf1 a:x1.com mx:x2.com exists:x3.com -all"),
		spfRecord("twice.com", "v=spf1 -all"), spfRecord("twice.com", "v=spf1 ~all"), spfRecord("includestwice.com", "v=spf1 include:twice.com -all"),
		spfRecord("loop.com", "v=spf1 include:loop2.com -all"), spfRecord("loop2.com", "v=spf1 include:loop.com -all"), spfRecord("self.com", "v=spf1 redirect=self.com"),
		spfRecord("norecord.com", "v=spf1 include:x1.com -all"), spfRecord("noredirect.com", "v=spf1 redirect=x1.com"),
		spfRecord("redirect.com", "v=spf1 redirect=nine.com"), spfRecord("voidredirect.com", "v=spf1 redirect=eleven.com -all"),
		spfRecord("afterall.com", "v=spf1 -all"+chain(11)), spfRecord("openinclude.com", "v=spf1 include:open.com"+chain(11)+" -all"), spfRecord("open.com", "v=spf1 +all"),
		spfRecord("exists.com", "v=spf1 exists:leaf0.com"+chain(11)+" -all"),
		spfRecord("syntax.com", "v=spf1 foo:bar -all"), spfRecord("badip.com", "v=spf1 ip4:999.1.1.1 -all"),
		spfRecord("capitals.com", "V=SPF1 IP4:20.0.0.1 INCLUDE:LEAF0.COM -ALL"), spfRecord("masks.com", "v=spf1 a/24 a:leaf0.com/24//64 mx//48 -all"),
		spfRecord("manymx.com", "v=spf1 mx -all"), "masks.com. 60 IN MX 10 leaf0.com.", "masks.com. 60 IN A 20.0.0.9",
		spfRecord("bare.com", "v=spf1"), spfRecord("notspf.com", "v=spf10 -all"), spfRecord("unknownmodifier.com", "v=spf1 ra=postmaster include:leaf1.com ?all"),
	}
	for i := range 12 {
		name := fmt.Sprintf("leaf%d.com", i)
		records = append(records, spfRecord(name, "v=spf1 ip4:20.0.0.1 ~all"), name+". 60 IN A 20.0.0.1", name+". 60 IN MX 10 "+name+".",
			fmt.Sprintf("manymx.com. 60 IN MX %d %s.", i, name))
	}
	z := probetest.ServeZone(t, records...)
	r, e := asking(t, z), evaluating(z)
	for _, test := range []struct {
		domain         string
		lookups, voids int
		troubles       []seen.SPFTroubleKind
	}{
		{"ten.com", 10, 0, nil}, {"eleven.com", 11, 0, []seen.SPFTroubleKind{seen.TooManyLookups}}, {"nine.com", 9, 0, nil},
		{"deep.com", 11, 0, []seen.SPFTroubleKind{seen.TooManyLookups}}, {"deeper.com", 12, 0, []seen.SPFTroubleKind{seen.TooManyLookups}},
		{"free.com", 0, 0, nil}, {"voids.com", 2, 2, nil}, {"toomanyvoids.com", 3, 3, []seen.SPFTroubleKind{seen.TooManyVoids}},
		{"twice.com", 0, 0, []seen.SPFTroubleKind{seen.TwoRecords}}, {"includestwice.com", 1, 0, []seen.SPFTroubleKind{seen.TwoRecords}},
		{"loop.com", 2, 0, []seen.SPFTroubleKind{seen.Loop}}, {"self.com", 1, 0, []seen.SPFTroubleKind{seen.Loop}},
		{"norecord.com", 1, 0, []seen.SPFTroubleKind{seen.NoRecord}}, {"noredirect.com", 1, 0, []seen.SPFTroubleKind{seen.NoRecord}},
		{"redirect.com", 10, 0, nil}, {"voidredirect.com", 0, 0, nil}, {"afterall.com", 0, 0, nil}, {"openinclude.com", 1, 0, nil}, {"exists.com", 1, 0, nil},
		{"syntax.com", 0, 0, []seen.SPFTroubleKind{seen.BadSyntax}}, {"badip.com", 0, 0, []seen.SPFTroubleKind{seen.BadSyntax}},
		{"capitals.com", 1, 0, nil}, {"masks.com", 3, 0, nil}, {"manymx.com", 1, 0, []seen.SPFTroubleKind{seen.TooManyMX}}, {"bare.com", 0, 0, nil}, {"unknownmodifier.com", 1, 0, nil},
	} {
		tree, err := r.published(t.Context(), test.domain)
		if err != nil || tree.Lookups != test.lookups || tree.Voids != test.voids || tree.AtLeast {
			t.Errorf("%s: %d look-ups, %d void, want %d and %d (%v)", test.domain, tree.Lookups, tree.Voids, test.lookups, test.voids, err)
		}
		var kinds []seen.SPFTroubleKind
		for _, trouble := range tree.Troubles {
			kinds = append(kinds, trouble.Kind)
		}
		if !slices.Equal(kinds, test.troubles) {
			t.Errorf("%s: %q, want %q", test.domain, kinds, test.troubles)
		}
		if result, why := e.verdictOf(t.Context(), test.domain); (result == spf.PermError) != tree.PermError() {
			t.Errorf("%s: the independent evaluator says %s (%v), and permerror is %t here", test.domain, result, why, tree.PermError())
		}
	}
	if tree, err := r.published(t.Context(), "notspf.com"); tree.Answer != seen.NoData || err != nil {
		t.Errorf("notspf.com: %+v, %v", tree, err)
	}
}

// TestSPFAgainstAnotherEvaluator grows random records and compares the verdicts.
func TestSPFAgainstAnotherEvaluator(t *testing.T) {
	t.Parallel()
	const trials, domains = 120, 6
	random := rand.New(rand.NewPCG(7, 208))
	var records []string
	for trial := range trials {
		name := func() string { return fmt.Sprintf("d%d.t%d.com", random.IntN(domains+1), trial) } // the last has nothing
		for d := range domains {
			own := fmt.Sprintf("d%d.t%d.com", d, trial)
			text := "v=spf1"
			for range random.IntN(5) {
				switch random.IntN(8) {
				case 0, 1, 2:
					text += fmt.Sprintf(" include:d%d.t%d.com", min(d+1+random.IntN(domains), domains-1), trial)
				case 3:
					text += " " + string("+-~?"[random.IntN(4)]) + "a:" + name()
				case 4:
					text += " mx:" + name() + "/24"
				case 5:
					text += " ?exists:" + name()
				case 6:
					text += " ip4:20.0.0.0/16"
				case 7:
					if random.IntN(3) == 0 {
						text += " include:" + name()
					}
				}
			}
			switch random.IntN(8) {
			case 0:
				text += " redirect=" + name()
			case 1:
				text += " all"
			case 2, 3, 4:
				text += " ~all"
			}
			if random.IntN(10) > 0 {
				records = append(records, spfRecord(own, text))
			}
			if random.IntN(3) > 0 {
				records = append(records, own+". 60 IN AAAA 2a01::1")
			}
			if random.IntN(4) == 0 {
				records = append(records, own+". 60 IN A 20.0.0.1")
			}
			if random.IntN(2) == 0 {
				records = append(records, own+". 60 IN MX 5 "+own+".")
			}
		}
	}
	z := probetest.ServeZone(t, records...)
	e := evaluating(z)
	broken := 0
	for trial := range trials {
		domain := fmt.Sprintf("d0.t%d.com", trial)
		tree, err := asking(t, z).published(t.Context(), domain)
		if err != nil {
			t.Fatal(err)
		}
		result, why := e.verdictOf(t.Context(), domain)
		if (result == spf.PermError) != tree.PermError() {
			t.Errorf("%s: the independent evaluator says %s (%v), here %+v\n%s", domain, result, why, tree.Troubles, strings.Join(treeLines(tree.Terms, ""), "\n"))
		}
		if tree.PermError() {
			broken++
		}
	}
	if broken < trials/5 || broken > trials*4/5 {
		t.Errorf("%d of %d trees are broken: that tests little", broken, trials)
	}
}

func TestSPFMacros(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t, spfRecord("macro.com", "v=spf1 include:%{ir}.%{v}._spf.vendor.com exists:%{i}.vendor.com ptr -all"), spfRecord("counted.com", "v=spf1 exists:%{i}.vendor.com -all"))
	r := asking(t, z)
	tree, _ := r.published(t.Context(), "macro.com")
	if tree.Lookups != 3 || !tree.AtLeast || !tree.VoidsAtLeast || !tree.Terms[0].Macro || tree.PermError() {
		t.Errorf("%+v", tree)
	}
	if tree, _ := r.published(t.Context(), "counted.com"); tree.Lookups != 1 || tree.AtLeast || !tree.VoidsAtLeast {
		t.Errorf("%+v", tree)
	}
}

func TestSPFTreeThatNeverEnds(t *testing.T) {
	t.Parallel()
	// Every name includes ten others, each of which does so too.
	z := probetest.ServeZone(t)
	z.Grows = "hydra.com"
	tree, _ := asking(t, z).published(t.Context(), "hydra.com")
	if !tree.AtLeast || !tree.PermError() || z.Asked.Load() > 2*mostTerms {
		t.Errorf("%d look-ups, %d questions, %+v", tree.Lookups, z.Asked.Load(), tree.Troubles)
	}
}

func TestSPFTasks(t *testing.T) {
	t.Parallel()
	z := probetest.ServeZone(t,
		spfRecord("contoso.com", "v=spf1 include:spf.protection.outlook.com mx -all"), "contoso.com. 60 IN MX 0 contoso-com.mail.protection.outlook.com.",
		spfRecord("spf.protection.outlook.com", "v=spf1 ip4:40.92.0.0/15 -all"), spfRecord("_spf.vendor.com", "v=spf1 a:a.vendor.com a:b.vendor.com -all"), "a.vendor.com. 60 IN A 20.0.0.1",
		spfRecord("differs.com", "v=spf1 ip4:20.0.0.1 -all"), spfRecord("broken.com", "v=spf1 include:_spf.broken.com -all"),
		spfRecord("wide.com", "v=spf1 "+strings.Repeat("ip4:20.0.0.1 ", 15)+"-all"), fmt.Sprintf("wide.com. 300 IN TXT %q %q", strings.Repeat("x", 200), strings.Repeat("y", 200)),
		"none.com. 60 IN TXT \"other\"",
	)
	z.RCodes["_spf.broken.com"] = dns.RcodeServerFailure
	const vendors = "v=spf1 include:spf.protection.outlook.com mx include:_spf.vendor.com -all"
	report := look(t, Plan{Domains: []Domain{
		{Name: "contoso.com", PlannedMX: []MX{{Preference: 10, Host: "mx1.vendor.com"}}, PlannedSPF: vendors, ExistingSPF: `"v=spf1 include:spf.protection.outlook.com" " mx -all"`},
		{Name: "differs.com", PlannedSPF: "v=spf1 include:spf.protection.outlook.com -all", ExistingSPF: "v=spf1 ip4:20.0.0.2 -all"},
		{Name: "unknown.com", PlannedSPF: "spf1 -all"}, {Name: "broken.com", PlannedSPF: "v=spf1 include:_spf.broken.com -all"}, {Name: "wide.com"}, {Name: "none.com"},
		{Name: "spf.protection.outlook.com", PlannedSPF: "v=spf1 -all"},
	}}, Options{Resolver: z.Address()})
	wants(t, report, "spf-now contoso.com", seen.Succeeded, "", "costs 2 of the 10", " 1  include:spf.protection.outlook.com")
	wants(t, report, "spf-planned contoso.com", seen.Succeeded, "", "costs 5 of the 10",
		" now  planned  look-ups of", "   1        1  include:spf.protection.outlook.com", "   -        3  include:_spf.vendor.com", "   2        5  the whole record", "   0        1  these that find nothing",
		"after the change it stands for the new hosts", "1  a:b.vendor.com  (finds nothing (a void look-up))")
	wants(t, report, "spf-now differs.com", seen.Failed, "MF507", "another SPF record", "ip4:20.0.0.2")
	wants(t, report, "spf-now unknown.com", seen.Succeeded, "", "no SPF record")
	wants(t, report, "spf-planned unknown.com", seen.Failed, "MF506", "does not begin with v=spf1")
	wants(t, report, "spf-now broken.com", seen.NotChecked, "", "_spf.broken.com is not answered")
	wants(t, report, "spf-planned broken.com", seen.NotChecked, "", "SERVFAIL")
	wants(t, report, "spf-now wide.com", seen.Succeeded, "MF503", "octets together")
	wants(t, report, "spf-now none.com", seen.Succeeded, "", "no SPF record yet")
	wants(t, report, "spf-planned spf.protection.outlook.com", seen.Failed, "MF501", "would drop ip4:40.92.0.0/15")
	d, _ := report.Facts.Domain("contoso.com")
	if d.SPF.Lookups != 2 || d.PlannedSPF.Lookups != 5 || d.PlannedSPF.Voids != 1 || d.SPF.Answer != seen.Found || len(d.TXT.Values) != 1 {
		t.Errorf("facts: %+v, %+v", d.SPF, d.PlannedSPF)
	}
}

func FuzzReadSPF(f *testing.F) {
	f.Add("v=spf1 a:b.c/24//64 mx include:x.com ip4:1.2.3.4/8 -all redirect=y.com")
	f.Add("v=spf1 a//")
	f.Add("v=spf1 exists:%{i}/x ptr: all:")
	f.Fuzz(func(t *testing.T, text string) {
		terms, err := readSPF(text)
		for _, term := range terms {
			if err == nil && (term.name == "include" || term.name == "exists") && term.qualifier != 0 && term.domain == "" {
				t.Errorf("%q: %+v", text, term)
			}
		}
	})
}
