package render_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/render"
	"eacwizard/steps/mailflow"
)

// hostileSets have a text wherever a person can put one.
func hostileSets(text string) []mailflow.RecordSet {
	spf := mailflow.RecordSet{
		Zone: domain("contoso.com"), Name: domain("contoso.com"), Type: mailflow.RecordTXT, TTL: 3600, KeptKnown: true,
		Old: txt("old " + text), New: txt("new " + text), Kept: txt("kept " + text), Why: text,
	}
	foreign := proof
	foreign.New, foreign.Why = txt("foreign "+text), text
	return []mailflow.RecordSet{spf, movedMX("fabrikam.com", "fabrikam-com.mail.protection.outlook.com"), foreign}
}

// FuzzDNSDocuments lets a text be anything. Every document that is made reads back as the records that were given, and
// says nothing else.
func FuzzDNSDocuments(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sets := hostileSets(text)
		head := render.DNSHead{Title: "Title " + text, Notices: []string{text}, Short: []string{text}, Service: text}
		if unwritable(text) {
			for _, format := range dnsFormats {
				if doc, err := format.make(sets, head); err == nil {
					t.Fatalf("%s takes it:\n%s", format.file, doc)
				}
			}
			return
		}
		if len(text) > 1000 {
			return
		}
		want := newRecords(sets)
		table, err := render.DNSTable(sets, head)
		if err != nil || strings.ContainsFunc(string(table), func(r rune) bool { return r != '\n' && unwritable(string(r)) }) {
			t.Fatalf("%v\n%s", err, table)
		}
		zone, err := render.ZoneFile(sets, head)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, readZones(t, string(zone))); diff != "" {
			t.Fatal(diff)
		}
		batches, err := render.Route53(sets, head)
		if err != nil {
			t.Fatal(err)
		}
		checkRoute53(t, string(batches), sets)
		if doc, err := render.AzureDNS(sets, head); err == nil {
			checkAzureWords(t, string(doc), sets)
		}
		if doc, err := render.WindowsDNS(sets, head); err == nil {
			checkWindowsValues(t, string(doc), sets)
		} else if len("new "+text) <= 254 {
			t.Fatal(err)
		}
	})
}

// checkRoute53 holds a document to the records of the sets: the new ones and those that stay.
func checkRoute53(t *testing.T, doc string, sets []mailflow.RecordSet) {
	t.Helper()
	var want, got []published
	for _, s := range sets {
		if s.Foreign {
			continue
		}
		all := s
		all.New = append(slices.Clone(s.New), s.Kept...)
		want = append(want, newRecords([]mailflow.RecordSet{all})...)
	}
	zones, batches := readBatches(t, doc)
	for i, b := range batches {
		if len([]rune(b.Comment)) > 256 || b.Comment == "" {
			t.Errorf("a comment of %d characters", len([]rune(b.Comment)))
		}
		for _, c := range b.Changes {
			set := c.ResourceRecordSet
			for _, r := range set.ResourceRecords {
				zone := zones[i]
				if zone == "" {
					zone = want[0].Zone
				}
				value := r.Value
				if set.Type == "TXT" {
					var err error
					if value, err = readRoute53(value); err != nil {
						t.Fatal(err)
					}
				}
				got = append(got, published{zone, set.Name, set.Type, set.TTL, value})
			}
			if c.Action != "UPSERT" {
				t.Errorf("the action %s", c.Action)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDNSDocumentsReadBack(t *testing.T) {
	for name, c := range dnsCases {
		if name == "nothing" || name == "foreign" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			var sets []mailflow.RecordSet // without what is as it should be
			for _, s := range c.sets {
				if !cmp.Equal(s.Old, s.New) {
					sets = append(sets, s)
				}
			}
			zone, err := render.ZoneFile(c.sets, c.head)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(newRecords(sets), readZones(t, string(zone))); diff != "" {
				t.Error(diff)
			}
			if doc, err := render.Route53(c.sets, c.head); err == nil {
				checkRoute53(t, string(doc), sets)
			}
		})
	}
}

// TestZoneByNamedCheckzone asks BIND.
func TestZoneByNamedCheckzone(t *testing.T) {
	checker, err := exec.LookPath("named-checkzone")
	if err != nil {
		t.Skip("no named-checkzone on PATH: BIND was not asked")
	}
	zones := map[string]string{}
	for name, c := range dnsCases {
		doc, err := render.ZoneFile(append(c.sets, hostileSets(name)...), c.head)
		if err != nil {
			t.Fatal(err)
		}
		for i, part := range strings.Split(string(doc), "$ORIGIN ") {
			if zone, _, _ := strings.Cut(part, "\n"); i > 0 {
				zones[name+"/"+zone] = "$ORIGIN " + part
			}
		}
	}
	for name, part := range zones {
		_, zone, _ := strings.Cut(name, "/")
		file := filepath.Join(t.TempDir(), "zone")
		whole := "$TTL 60\n$ORIGIN " + zone + "\n@ IN SOA ns.elsewhere.example. a.elsewhere.example. 1 2 3 4 5\n@ IN NS ns.elsewhere.example.\n" + part
		if err := os.WriteFile(file, []byte(whole), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(checker, zone, file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s\n%s", name, err, out, whole)
		}
	}
}

// TestDNSForeignZones: what somebody else publishes is a text to send, and nothing else.
func TestDNSForeignZones(t *testing.T) {
	own := movedMX("contoso.com", "contoso-com.mail.protection.outlook.com")
	same := proof // a foreign zone of the same name is still another one
	same.Zone, same.Name = domain("contoso.com"), domain("contoso.com")
	for _, f := range dnsFormats {
		doc, err := f.make([]mailflow.RecordSet{own, proof, same}, render.DNSHead{Title: "T", Service: "The service"})
		if err != nil {
			t.Fatal(err)
		}
		has := strings.Contains(strings.ToLower(string(doc)), "ms51944068") && strings.Contains(strings.ToLower(string(doc)), "contososignatureservice")
		if has != (f.file == "dns.txt") {
			t.Errorf("%s: the foreign record is in it: %v\n%s", f.file, has, doc)
		}
		if f.file == "dns.txt" && strings.Count(string(doc), "To send to The service") != 2 {
			t.Errorf("not two texts to send:\n%s", doc)
		}
	}
}

// TestDNSTableWidth: only what is there to copy, and names that have no place to break, are wider than 100 columns.
func TestDNSTableWidth(t *testing.T) {
	for name, c := range dnsCases {
		doc, err := render.DNSTable(c.sets, c.head)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(doc)) {
			line = strings.TrimSuffix(line, "\n")
			if copied := strings.HasPrefix(line, "v=spf1") || strings.HasPrefix(line, `"v=spf1`); len(line) >= 100 && !copied {
				t.Errorf("%s: %d columns: %s", name, len(line), line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%s: a blank at the end of %q", name, line)
			}
		}
		for _, s := range c.sets {
			for _, d := range s.New {
				if !cmp.Equal(s.Old, s.New) && s.Type == mailflow.RecordTXT && !strings.Contains(string(doc), "\n"+d.Text+"\n") {
					t.Errorf("%s: %q is nowhere on a line of its own", name, d.Text)
				}
			}
		}
	}
}

// TestDNSSetsOfOneName: a service takes the records of one name and type as a whole, so they are one set.
func TestDNSSetsOfOneName(t *testing.T) {
	at := func(s mailflow.RecordSet) mailflow.RecordSet {
		s.Zone, s.Name, s.Type, s.KeptKnown = domain("contoso.com"), domain("Contoso.com"), mailflow.RecordTXT, true
		return s
	}
	spf := at(mailflow.RecordSet{TTL: 3600, Old: txt("v=spf1 -all"), New: txt(sourceSPF), Kept: txt("MS=ms1", "other")})
	ms := at(mailflow.RecordSet{TTL: 300, New: txt("MS=ms1"), Kept: txt("v=spf1 -all", "other")})
	doc, err := render.Route53([]mailflow.RecordSet{spf, ms}, render.DNSHead{})
	if err != nil {
		t.Fatal(err)
	}
	_, batches := readBatches(t, string(doc))
	if len(batches) != 1 || len(batches[0].Changes) != 1 {
		t.Fatalf("not one change:\n%s", doc)
	}
	set := batches[0].Changes[0].ResourceRecordSet
	var values []string
	for _, r := range set.ResourceRecords {
		value, err := readRoute53(r.Value)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	if diff := cmp.Diff([]string{sourceSPF, "MS=ms1", "other"}, values); diff != "" || set.TTL != 300 {
		t.Error(set.TTL, diff)
	}
	ms.KeptKnown = false
	if _, err := render.Route53([]mailflow.RecordSet{spf, ms}, render.DNSHead{}); err == nil {
		t.Error("a set of which nobody said what else stands there is replaced")
	}
}

func TestRoute53Deletes(t *testing.T) {
	gone := movedMX("contoso.com", "contoso-com.mail.protection.outlook.com")
	gone.New = nil
	doc, err := render.Route53([]mailflow.RecordSet{gone}, render.DNSHead{})
	if err != nil || !strings.Contains(string(doc), `"DELETE"`) || !strings.Contains(string(doc), `"0 contoso-com.mail.protection.outlook.com."`) {
		t.Errorf("%v\n%s", err, doc)
	}
}

// errorStyle is what every error of ours keeps: lower case, no full stop, and a fix behind a semicolon.
var errorStyle = regexp.MustCompile(`^("[^"]*"|[^A-Z]).*; .*[^.]$`)

func TestDNSRefuses(t *testing.T) {
	set := func(change func(*mailflow.RecordSet)) []mailflow.RecordSet {
		s := mailflow.RecordSet{Zone: domain("contoso.com"), Name: domain("contoso.com"), Type: mailflow.RecordTXT, TTL: 60, KeptKnown: true, New: txt("x")}
		change(&s)
		return []mailflow.RecordSet{s}
	}
	host := func(name string) []mailflow.RecordSet {
		return set(func(s *mailflow.RecordSet) {
			s.Type, s.New = mailflow.RecordMX, []mailflow.RecordData{mx(1, name)}
		})
	}
	for _, c := range []struct {
		name string
		make func([]mailflow.RecordSet, render.DNSHead) ([]byte, error)
		sets []mailflow.RecordSet
		says string
	}{
		{"a name outside of the zone", render.ZoneFile, set(func(s *mailflow.RecordSet) { s.Name = domain("fabrikam.com") }), "fabrikam.com is not in the zone contoso.com"},
		{"no zone", render.ZoneFile, set(func(s *mailflow.RecordSet) { s.Zone = mailflow.Domain{} }), `"" is not a name`},
		{"another type", render.ZoneFile, set(func(s *mailflow.RecordSet) { s.Type = "A" }), `"A" is not a type`},
		{"too long a life", render.ZoneFile, set(func(s *mailflow.RecordSet) { s.TTL = 1 << 31 }), "2147483648"},
		{"a line end", render.ZoneFile, set(func(s *mailflow.RecordSet) { s.New = txt("a\nb") }), "U+000A at position 2"},
		{"an empty host", render.AzureDNS, host(""), `"", which is not a host name`},
		{"a flag for a host", render.AzureDNS, host("--yes.example"), "--yes.example"},
		{"a command for a host", render.AzureDNS, host("$(reboot).example"), "$(reboot).example"},
		{"records in a host", render.ZoneFile, host("a.\n@ MX 1 b"), "is not a host name"},
		{"a file for az", render.AzureDNS, set(func(s *mailflow.RecordSet) { s.New = txt("@x") }), "begins with @"},
		{"a flag in an old value", render.AzureDNS, set(func(s *mailflow.RecordSet) { s.Old = txt(strings.Repeat("x", 255) + "-all") }), `"-all"`},
		{"255 characters", render.WindowsDNS, set(func(s *mailflow.RecordSet) { s.New = txt(strings.Repeat("x", 255)) }), "has 255 characters"},
		{"4,000 characters", render.Route53, set(func(s *mailflow.RecordSet) { s.New = txt(strings.Repeat("é", 600)) }), "more than the 4000"},
		{"unknown others", render.Route53, set(func(s *mailflow.RecordSet) { s.KeptKnown = false }), "say the other TXT values of contoso.com, or that there are none"},
	} {
		doc, err := c.make(c.sets, render.DNSHead{})
		if err == nil || !strings.Contains(err.Error(), c.says) || !errorStyle.MatchString(err.Error()) || doc != nil {
			t.Errorf("%s: %v\n%s", c.name, err, doc)
		}
	}
	// All problems are said, not the first.
	both := append(set(func(s *mailflow.RecordSet) { s.KeptKnown = false }), mailflow.RecordSet{
		Zone: domain("fabrikam.com"), Name: domain("fabrikam.com"), Type: mailflow.RecordTXT, New: txt("x"),
	})
	if _, err := render.Route53(both, render.DNSHead{}); err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("%v", err)
	}
}
