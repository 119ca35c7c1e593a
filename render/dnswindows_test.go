package render_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/render"
	"eacwizard/steps/mailflow"
)

// readScript reads a script for Windows: the mark, comments, and a block that is like a paste block.
func readWindows(t *testing.T, doc string) []psNode {
	t.Helper()
	text, ok := strings.CutPrefix(doc, "\ufeff#Requires -Version 5.1\r\n#Requires -Modules DnsServer\r\n")
	if !ok {
		t.Fatalf("not a script with a mark and its needs:\n%s", doc)
	}
	for strings.HasPrefix(text, "#") {
		line, rest, _ := strings.Cut(text, "\r\n")
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("not ASCII: %q", line)
		}
		text = rest
	}
	body, _, err := readPaste(text + "\r\n")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return body
}

// checkWindowsValues holds what the script assigns to the records of the sets.
func checkWindowsValues(t *testing.T, doc string, sets []mailflow.RecordSet) {
	t.Helper()
	body := readWindows(t, doc)
	value := (&psRunner{}).value(assigned(body, "sets"))
	var got, want []string
	for _, v := range elements(value) {
		table := v.(*psTable)
		for _, list := range []string{"Old", "New", "Stays"} {
			for _, text := range index(table, list).([]any) {
				got = append(got, fmt.Sprintf("%s %s %s %s: %s", index(table, "Zone"), index(table, "Name"), index(table, "Type"), list, text))
			}
		}
	}
	for _, s := range sets {
		if s.Foreign {
			continue
		}
		for list, records := range map[string][]mailflow.RecordData{"Old": s.Old, "New": s.New, "Stays": s.Kept} {
			for _, d := range records {
				kind, text := "Txt", d.Text
				if s.Type == mailflow.RecordMX {
					kind, text = "Mx", fmt.Sprintf("%d %s", d.Preference, d.Host)
				}
				want = append(want, fmt.Sprintf("%s %s %s %s: %s", s.Zone.Exchange(), s.Owner(), kind, list, text))
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// dnsServer stands in for the DNS server of Windows.
type dnsServer struct {
	records []windowsRecord
	refuses string // a value that it does not take
	history []string
}

type windowsRecord struct{ zone, name, kind, value string }

func (s *dnsServer) state() string {
	var all []string
	for _, r := range s.records {
		all = append(all, r.kind+" "+r.name+" "+r.value)
	}
	return strings.Join(all, " | ")
}

func (s *dnsServer) commands() map[string]func(psCall) ([]any, error) {
	return map[string]func(psCall) ([]any, error){
		"New-TimeSpan": func(c psCall) ([]any, error) { return []any{c.arg("Seconds")}, nil },
		"Get-DnsServerResourceRecord": func(c psCall) (out []any, err error) {
			for _, r := range s.records {
				if r.zone == c.arg("ZoneName") && r.kind == c.arg("RRType") {
					data := newObject("DescriptiveText", r.value)
					if r.kind == "Mx" {
						var preference int
						var host string
						fmt.Sscan(r.value, &preference, &host)
						data = newObject("Preference", preference, "MailExchange", host)
					}
					out = append(out, newObject("HostName", r.name, "RecordData", data, "record", r))
				}
			}
			return out, nil
		},
		"Add-DnsServerResourceRecord": func(c psCall) ([]any, error) {
			r := windowsRecord{zone: c.arg("ZoneName").(string), name: c.arg("Name").(string)}
			if c.arg("MX") == true {
				r.kind, r.value = "Mx", fmt.Sprintf("%d %s", c.arg("Preference"), c.arg("MailExchange"))
			} else if c.arg("Txt") == true {
				r.kind, r.value = "Txt", c.arg("DescriptiveText").(string)
			}
			if r.value == s.refuses || c.arg("TimeToLive") != 3600 || c.arg("ComputerName") != "localhost" {
				return nil, errors.New("refused")
			}
			s.records = append(s.records, r)
			s.history = append(s.history, s.state())
			return nil, nil
		},
		"Remove-DnsServerResourceRecord": func(c psCall) ([]any, error) {
			if c.arg("Force") != true {
				return nil, errors.New("it asks, and nobody answers")
			}
			gone := c.arg("InputObject").(*psObject).values["record"]
			s.records = slices.DeleteFunc(s.records, func(r windowsRecord) bool { return r.zone == c.arg("ZoneName") && r == gone })
			s.history = append(s.history, s.state())
			return nil, nil
		},
	}
}

// before are the records that the case "filter" says there are, as the server shows them.
func before() *dnsServer {
	return &dnsServer{records: []windowsRecord{
		{"contoso.com", "@", "Mx", "0 Contoso-com.mail.protection.outlook.com."},
		{"contoso.com", "@", "Txt", "v=spf1 include:spf.protection.outlook.com -all"},
		{"contoso.com", "@", "Txt", "google-site-verification=abc;d"},
		{"contoso.com", "@", "Txt", "unknown"},
		{"contoso.com", "news", "Txt", "v=spf1 include:spf.protection.outlook.com -all"},
		{"fabrikam.com", "@", "Mx", "0 elsewhere.example."},
	}}
}

func runScript(t *testing.T, s *dnsServer) (thrown string) {
	t.Helper()
	doc, err := render.WindowsDNS(dnsCases["filter"].sets, dnsCases["filter"].head)
	if err != nil {
		t.Fatal(err)
	}
	r := &psRunner{commands: s.commands()}
	return r.run(readWindows(t, string(doc)))
}

func TestWindowsDNSReplaces(t *testing.T) {
	s := before()
	if thrown := runScript(t, s); thrown != "" {
		t.Fatal(thrown)
	}
	want := []windowsRecord{
		{"contoso.com", "@", "Txt", "google-site-verification=abc;d"},
		{"contoso.com", "@", "Txt", "unknown"},
		{"contoso.com", "news", "Txt", "v=spf1 include:spf.protection.outlook.com -all"},
		{"fabrikam.com", "@", "Mx", "0 elsewhere.example."},
		{"contoso.com", "@", "Mx", "10 mx1.filter.example."},
		{"contoso.com", "@", "Mx", "20 mx2.filter.example."},
		{"contoso.com", "@", "Txt", sourceSPF},
	}
	if diff := cmp.Diff(want, s.records, cmp.AllowUnexported(windowsRecord{})); diff != "" {
		t.Error(diff)
	}
	for _, state := range s.history {
		if !strings.Contains(state, "Mx @ 0 Contoso") && !strings.Contains(state, "Mx @ 10 mx1") || strings.Count(state, "Txt @ v=spf1") > 1 {
			t.Errorf("a moment without an MX, or with two SPF records: %s", state)
		}
	}
	changes := len(s.history)
	if thrown := runScript(t, s); thrown != "" || len(s.history) != changes {
		t.Errorf("run again, it changes something: %s", thrown)
	}
}

func TestWindowsDNSStopsBeforeTheFirstChange(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*dnsServer)
		says   string
	}{
		"a second SPF": {func(s *dnsServer) {
			s.records = append(s.records, windowsRecord{"contoso.com", "@", "Txt", "V=SPF1 -all"})
		}, "nobody spoke of: V=SPF1 -all."},
		"another MX": {func(s *dnsServer) {
			s.records = append(s.records, windowsRecord{"contoso.com", "@", "Mx", "5 old.example."})
		}, "nobody spoke of: 5 old.example."},
		"no old SPF":       {func(s *dnsServer) { s.records = slices.Delete(s.records, 1, 2) }, "is not: v=spf1 include:spf.protection.outlook.com -all."},
		"another old SPF":  {func(s *dnsServer) { s.records[1].value = "v=spf1 ~all" }, "is not: v=spf1"},
		"another old MX":   {func(s *dnsServer) { s.records[0].value = "1 contoso-com.mail.protection.outlook.com." }, "is not: 0 contoso-com"},
		"no records there": {func(s *dnsServer) { s.records = nil }, "is not: 0 contoso-com"},
	} {
		s := before()
		c.change(s)
		thrown := runScript(t, s)
		if !strings.Contains(thrown, c.says) || !strings.HasSuffix(thrown, "Nothing was changed.") || len(s.history) > 0 {
			t.Errorf("%s: %q, %v", name, thrown, s.history)
		}
	}
}

func TestWindowsDNSPutsBack(t *testing.T) {
	s := before()
	s.refuses = sourceSPF
	thrown := runScript(t, s)
	if !strings.Contains(thrown, "put back. refused") || !strings.Contains(s.state(), "Txt @ v=spf1 include:spf.protection.outlook.com -all") {
		t.Errorf("%q: %s", thrown, s.state())
	}
}

// TestWindowsDNSStyle holds the script to the rules of a paste block, and its calls to -ErrorAction Stop.
func TestWindowsDNSStyle(t *testing.T) {
	c := dnsCases["filter"]
	sets := append(slices.Clone(c.sets), hostileSets("Bob’s Café "+strings.Repeat("and a long word ", 9))...)
	doc, err := render.WindowsDNS(sets, c.head)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimPrefix(string(doc), "\ufeff"), "\r\n") {
		for _, rule := range rules {
			if rule.broken.MatchString(line) {
				t.Errorf("%s: %s", rule.name, line)
			}
		}
		code := psQuoted.ReplaceAllString(line, "_")
		for _, rule := range rulesOfCode {
			if !strings.HasPrefix(strings.TrimSpace(code), "#") && rule.broken.MatchString(code) {
				t.Errorf("%s: %s", rule.name, line)
			}
		}
	}
	service := 0
	for _, call := range commandsIn(readWindows(t, string(doc))) {
		if !strings.Contains(call.name, "-DnsServer") {
			continue
		}
		service++
		if !slices.Contains(call.args, psArg{"ErrorAction", psString("Stop")}) {
			t.Errorf("%s without -ErrorAction Stop", call.name)
		}
		if !strings.HasPrefix(call.name, "Get-") && !slices.Contains(call.args, psArg{"Confirm", psVar("false")}) {
			t.Errorf("%s without -Confirm:$false", call.name)
		}
	}
	if service != 3 {
		t.Errorf("%d calls of the DNS server", service)
	}
}
