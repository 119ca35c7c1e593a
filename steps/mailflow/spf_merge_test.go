package mailflow

import (
	"context"
	"net"
	"slices"
	"strings"
	"testing"

	"blitiri.com.ar/go/spf"
)

func wanted(t *testing.T, all ...string) []SPFTerm {
	t.Helper()
	var terms []SPFTerm
	for _, s := range all {
		term, err := ParseSPFTerm(s)
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, term)
	}
	return terms
}

func TestMergeSPF(t *testing.T) {
	const microsoft = "include:spf.protection.outlook.com"
	for _, c := range []struct {
		name, have string
		want       []string
		merged     string
		notes      []string
	}{
		{"new", "", []string{microsoft}, "v=spf1 include:spf.protection.outlook.com -all", nil},
		{"new with addresses", "", []string{"ip4:10.10.10.1", "ip4:131.107.21.231", microsoft},
			"v=spf1 ip4:10.10.10.1 ip4:131.107.21.231 include:spf.protection.outlook.com -all", nil},
		{"new, addresses last", "", []string{microsoft, "include:third_party_cloud_service.com", "ip4:131.107.21.231"},
			"v=spf1 ip4:131.107.21.231 include:spf.protection.outlook.com include:third_party_cloud_service.com -all", nil},
		{"kept qualifier", "v=spf1 include:_spf.google.com ~all", []string{microsoft}, "v=spf1 include:_spf.google.com include:spf.protection.outlook.com ~all", nil},
		{"nothing missing", "v=spf1 INCLUDE:SPF.protection.outlook.com. ip4:1.2.3.4/32 a/32//128 -all", []string{microsoft, "ip4:1.2.3.4", "a"},
			"v=spf1 INCLUDE:SPF.protection.outlook.com. ip4:1.2.3.4/32 a/32//128 -all", nil},
		{"repeated in what is wanted", "v=spf1 -all", []string{"ip4:1.2.3.4", "ip4:1.2.3.4/32"}, "v=spf1 ip4:1.2.3.4 -all", nil},
		{"without all", "v=spf1 a exp=why.contoso.com", []string{microsoft}, "v=spf1 a include:spf.protection.outlook.com exp=why.contoso.com",
			[]string{"the record has no all at its end, so that it says nothing of servers that are not listed; end it with ~all, or with -all once every server is listed"}},
		{"redirect", "v=spf1 redirect=_spf.contoso.com", []string{microsoft}, "",
			[]string{"redirect=_spf.contoso.com hands the record over to another domain, so that nothing is added to it; put include:_spf.contoso.com in its place and end the record with an all of your own, or have the terms added at _spf.contoso.com"}},
		{"redirect with everything", "v=spf1 include:spf.protection.outlook.com redirect=_spf.contoso.com", []string{microsoft},
			"v=spf1 include:spf.protection.outlook.com redirect=_spf.contoso.com", nil},
		{"mx", "v=spf1 mx -all", []string{microsoft}, "v=spf1 mx include:spf.protection.outlook.com -all",
			[]string{"mx follows the MX records: once they change, it stands for the new servers, and no longer for the old ones; list the addresses of the old servers as ip4: terms if they go on sending"}},
		{"behind all", "v=spf1 -all include:spf.protection.outlook.com", []string{microsoft},
			"v=spf1 include:spf.protection.outlook.com -all include:spf.protection.outlook.com",
			[]string{"include:spf.protection.outlook.com has no effect behind -all; move it in front of -all, or remove it"}},
		{"refused", "v=spf1 ?include:spf.protection.outlook.com -all", []string{microsoft}, "v=spf1 ?include:spf.protection.outlook.com -all",
			[]string{"?include:spf.protection.outlook.com is in the record with ? in front, which does not let its servers pass; take the ? away if they are to send"}},
		{"everybody", "v=spf1 +all", nil, "v=spf1 +all", []string{"+all lets the whole world send as the domain; end the record with -all or ~all"}},
		{"look-ups", "v=spf1" + strings.Repeat(" a:x.contoso.com", 10) + " -all", []string{microsoft},
			"v=spf1" + strings.Repeat(" a:x.contoso.com", 10) + " include:spf.protection.outlook.com -all",
			[]string{"the record has 11 terms that need a look-up, and receivers give up after 10; remove terms that are not needed any more"}},
	} {
		var have SPF
		if c.have != "" {
			var err error
			if have, err = ParseSPF(c.have); err != nil {
				t.Fatal(err)
			}
		}
		merged, notes, ok := MergeSPF(have, wanted(t, c.want...))
		if merged.String() != c.merged || ok != (c.merged != "") {
			t.Errorf("%s: %q, %t; want %q", c.name, merged, ok, c.merged)
		}
		var said []string
		for _, n := range notes {
			said = append(said, n.String())
		}
		if !slices.Equal(said, c.notes) {
			t.Errorf("%s: notes\n%s\nwant\n%s", c.name, strings.Join(said, "\n"), strings.Join(c.notes, "\n"))
		}
	}
}

// noNames is a resolver that knows one record and nothing else.
type noNames struct{ record string }

func (r noNames) LookupTXT(_ context.Context, name string) ([]string, error) {
	if name == "contoso.com" {
		return []string{r.record}, nil
	}
	return []string{"v=spf1 ?all"}, nil
}
func (noNames) LookupMX(context.Context, string) ([]*net.MX, error)          { return nil, nil }
func (noNames) LookupIPAddr(context.Context, string) ([]net.IPAddr, error)   { return nil, nil }
func (noNames) LookupAddr(context.Context, string) (names []string, _ error) { return nil, nil }

// judged is how an independent reader of records takes one, the limits on look-ups aside.
func judged(record string) (spf.Result, error) {
	return spf.CheckHostWithSender(net.ParseIP("192.0.2.99"), "helo.contoso.com", "user@contoso.com",
		spf.WithResolver(noNames{record}), spf.OverrideLookupLimit(10000), spf.OverrideVoidLookupLimit(10000))
}

func FuzzMergeSPF(f *testing.F) {
	for _, g := range goodSPFs {
		f.Add(g.in, "include:spf.protection.outlook.com ip4:10.10.10.1")
	}
	for _, b := range badSPFs {
		f.Add(b.in, "ip6:2001:db8::/32 a:contoso.com/24")
	}
	f.Fuzz(func(t *testing.T, record, terms string) {
		for _, s := range slices.Concat(strings.Fields(record), strings.Fields(terms)) {
			if term, wrong := readTerm(s); wrong == nil && cutTerm(s) != term {
				t.Fatalf("%q is read as %+v, and read again as %+v", s, term, cutTerm(s))
			}
		}
		have, _ := ParseSPF(record)
		var want []SPFTerm
		for _, s := range strings.Fields(terms) {
			if term, err := ParseSPFTerm(s); err == nil {
				want = append(want, term)
			}
		}
		merged, _, ok := MergeSPF(have, want)
		if !ok {
			if have.Redirect() == "" || !merged.IsZero() {
				t.Fatalf("%q with %q: refused, with %q", have, want, merged)
			}
			return
		}
		if again, err := ParseSPF(merged.String()); len(merged.String()) <= longestTXT && (err != nil || again != merged) {
			t.Fatalf("%q with %q: %q is read as %q: %v", have, want, merged, again, err)
		}
		for _, w := range want {
			if !merged.Has(w) {
				t.Fatalf("%q with %q: %q lacks %q", have, want, merged, w)
			}
		}
		left := have.Terms()
		for _, m := range merged.Terms() {
			if len(left) > 0 && left[0] == m {
				left = left[1:]
			}
		}
		if len(left) > 0 {
			t.Fatalf("%q with %q: %q lost %q", have, want, merged, left)
		}
		if twice, _, ok := MergeSPF(merged, want); !ok || twice != merged {
			t.Fatalf("%q with %q: %q, and merged again %q", have, want, merged, twice)
		}
		if joined := strings.Join(merged.Strings(), ""); joined != merged.String() {
			t.Fatalf("%q: its pieces are %q", merged, joined)
		}
		if result, err := judged(merged.String()); result == spf.PermError && !excused(merged) {
			t.Fatalf("%q: %v", merged, err)
		}
	})
}

// excused are records that the other reader refuses for what it finds in DNS: it expands macros to names there.
func excused(r SPF) bool { return strings.Contains(r.String(), "%") }

// What the other reader refuses for its syntax is refused here.
func TestParseSPFAgreesWithAnother(t *testing.T) {
	for _, b := range badSPFs {
		if result, err := judged(b.in); result == spf.PermError {
			t.Logf("%q: %v there, %s here", b.in, err, b.rule)
		}
	}
	for _, g := range goodSPFs {
		record, _ := ParseSPF(g.in)
		if result, err := judged(record.String()); result == spf.PermError {
			t.Errorf("%q is %v to another reader", record, err)
		}
	}
}

func TestSPFParts(t *testing.T) {
	r, err := ParseSPF("v=spf1 a MX:contoso.com/24 ?ip6:2001:db8::1 exists:%{i}.contoso.com exp=why.contoso.com ~all include:void.contoso.com")
	if err != nil {
		t.Fatal(err)
	}
	if q, ok := r.All(); q != '~' || !ok {
		t.Errorf("All() = %c, %t", q, ok)
	}
	if n := r.Lookups(); n != 3 {
		t.Errorf("Lookups() = %d, want 3", n)
	}
	mx, exp := r.Terms()[1], r.Terms()[4]
	if mx.Name() != "mx" || mx.Value() != "contoso.com/24" || mx.Qualifier() != '+' || exp.Qualifier() != 0 || exp.Value() != "why.contoso.com" {
		t.Errorf("%q %q %c, %q %d", mx.Name(), mx.Value(), mx.Qualifier(), exp.Value(), exp.Qualifier())
	}
	for term, want := range map[string]bool{"mx:CONTOSO.com./24": true, "mx:contoso.com": false, "ip6:2001:db8:0::1/128": true, "include:void.contoso.com": false} {
		if got := r.Has(wanted(t, term)[0]); got != want {
			t.Errorf("Has(%s) = %t", term, got)
		}
	}
}
