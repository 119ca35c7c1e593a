package render_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/render"
	"eacwizard/steps/every"
	"eacwizard/steps/mailflow"
)

// checkAzureWords holds the words of the script to the records of the sets.
func checkAzureWords(t *testing.T, doc string, sets []mailflow.RecordSet) {
	t.Helper()
	_, own, ok := strings.Cut(doc, "\n# What stands there now.")
	if !ok || strings.Contains(doc, "\r") {
		t.Fatalf("no part that looks:\n%s", doc)
	}
	var got, want []string
	place := ""
	for line := range strings.SplitSeq(own, "\n") {
		line = strings.TrimSuffix(strings.TrimSpace(line), " &&")
		verb, _, _ := strings.Cut(line, " ")
		if verb == "" || verb == "#" || verb == "Nothing" || strings.HasPrefix(line, "if ! {") || strings.HasPrefix(line, "}; then") || verb == "fi" {
			continue
		}
		words, err := shellWords(line)
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		switch verb {
		case "look":
			place = strings.Join(words[1:], " ")
		case "old", "new", "stays":
			if len(words) != 2 {
				t.Fatalf("the words %q", words)
			}
			got = append(got, place+" "+words[0]+": "+words[1])
		case "add_txt":
			got = append(got, "TXT "+words[1]+" "+words[2]+" add: "+words[3])
		case "remove_txt":
			parts := slices.Clone(words[4:])
			parts[0] = strings.TrimPrefix(parts[0], "--value=")
			if parts[0] == "--value" {
				parts = parts[1:]
			}
			if strings.Join(parts, "") != words[3] {
				t.Errorf("%q is removed as %q", words[3], parts)
			}
			got = append(got, "TXT "+words[1]+" "+words[2]+" remove: "+words[3])
		case "add_mx":
			got = append(got, "MX "+words[1]+" "+words[2]+" add: "+words[4]+" "+words[5])
		case "remove_mx":
			got = append(got, "MX "+words[1]+" "+words[2]+" remove: "+words[3]+" "+words[4])
		case "settle", "txt_ttl", "stop", "printf":
		default:
			t.Errorf("the line %s", line)
		}
	}
	for _, s := range sets {
		if s.Foreign {
			continue
		}
		say := func(what string, records []mailflow.RecordData) {
			for _, d := range records {
				value := d.Text
				if s.Type == mailflow.RecordMX {
					value = fmt.Sprintf("%d %s", d.Preference, d.Host)
				}
				want = append(want, fmt.Sprintf("%s %s %s %s: %s", s.Type, s.Zone.Exchange(), s.Owner(), what, value))
			}
		}
		say("old", s.Old)
		say("remove", s.Old)
		say("new", s.New)
		say("add", s.New)
		say("stays", s.Kept)
		if s.Type == mailflow.RecordTXT && len(s.New) > 0 {
			say("add", s.Old) // where the new one is refused
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// azure stands in for Azure DNS: the strings or the MX of each record set, by "type zone name".
type azure struct {
	Sets    map[string][][]string
	TTL     map[string]string
	Refuses string // a value that it does not take
	History []string
}

func (z *azure) state() string {
	b, err := json.Marshal(z.Sets)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// TestAzStandIn is no test: it is what the script of a test finds as az.
func TestAzStandIn(t *testing.T) {
	file := os.Getenv("AZ_STAND_IN")
	if file == "" {
		t.Skip("only run as az, by the tests below")
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var z azure
	if err := json.Unmarshal(b, &z); err != nil {
		t.Fatal(err)
	}
	if err := z.run(os.Args[slices.Index(os.Args, "--")+1:]); err != nil {
		fmt.Fprintln(os.Stderr, "ERROR:", err)
		os.Exit(1)
	}
	if b, err = json.Marshal(z); err == nil {
		err = os.WriteFile(file, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	os.Exit(0) // the test's own output is none of az's
}

var azQuery = regexp.MustCompile(`^\[\?name=='([^']*)'\]\.\[(TXT|MX)Records, (txt|mx)Records\]\[\]\[\] \| `)

func (z *azure) run(args []string) error {
	if len(args) < 5 || !slices.Equal(args[:3], []string{"network", "dns", "record-set"}) {
		return fmt.Errorf("the command %q", args)
	}
	kind, verb, flags := args[3], args[4], map[string][]string{}
	last := ""
	for _, a := range args[5:] {
		if name, value, ok := strings.Cut(a, "="); ok && strings.HasPrefix(a, "--") {
			flags[name], last = []string{value}, ""
		} else if strings.HasPrefix(a, "-") {
			flags[a], last = nil, a
		} else if last == "" {
			return fmt.Errorf("%q belongs to nothing", a)
		} else {
			flags[last] = append(flags[last], a)
		}
	}
	one := func(name string) string {
		if len(flags[name]) != 1 {
			return ""
		}
		return flags[name][0]
	}
	if one("--resource-group") != "my dns" || one("--zone-name") != "contoso.com" {
		return fmt.Errorf("the zone %q in %q", one("--zone-name"), one("--resource-group"))
	}
	key := kind + " " + one("--zone-name") + " " + one("--record-set-name")
	record := flags["--value"]
	if kind == "mx" {
		record = []string{one("--preference") + " " + one("--exchange")}
	}
	switch verb {
	case "list":
		query := azQuery.FindStringSubmatch(one("--query"))
		if query == nil || strings.ToLower(query[2]) != kind || query[3] != kind || one("--output") != "tsv" {
			return fmt.Errorf("the query %q", one("--query"))
		}
		for _, r := range z.Sets[kind+" "+one("--zone-name")+" "+query[1]] {
			fmt.Println(strings.Join(r, ""))
		}
		return nil
	case "add-record":
		whole := strings.Join(record, "")
		if whole == z.Refuses {
			return fmt.Errorf("%q is refused", whole)
		}
		var parts []string
		for len(whole) > 255 {
			parts, whole = append(parts, whole[:255]), whole[255:]
		}
		parts = append(parts, whole)
		if slices.ContainsFunc(z.Sets[key], func(r []string) bool { return slices.Equal(r, parts) }) {
			return fmt.Errorf("%q is there already", parts)
		}
		z.Sets[key] = append(z.Sets[key], parts)
		if kind == "mx" {
			z.TTL[key] = one("--ttl")
		}
	case "remove-record":
		n := len(z.Sets[key])
		z.Sets[key] = slices.DeleteFunc(z.Sets[key], func(r []string) bool {
			if host, ok := strings.CutPrefix(record[0], "0 "); ok && kind == "mx" {
				return strings.HasSuffix(r[0], " "+host) // as az does
			}
			return slices.Equal(r, record)
		})
		if _, keep := flags["--keep-empty-record-set"]; n == len(z.Sets[key]) || !keep {
			return fmt.Errorf("%q is not found", record)
		}
	case "update":
		z.TTL[kind+" "+one("--zone-name")+" "+one("--name")] = one("--set")
	default:
		return fmt.Errorf("the command %q", args)
	}
	z.History = append(z.History, z.state())
	return nil
}

// runAzure runs a script with the stand-in.
func runAzure(t *testing.T, sets []mailflow.RecordSet, z *azure, environment ...string) (out string, err error) {
	t.Helper()
	if every.Skips(1) {
		t.Skip("under the race detector the many processes take minutes, and nothing of ours runs in them")
	}
	bash, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" { // where az is no file that bash can run
		t.Skip("no bash on PATH: the script was not run")
	}
	doc, err := render.AzureDNS(sets, dnsCases["filter"].head)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	state, script := filepath.Join(dir, "state"), filepath.Join(dir, "azure-dns.sh")
	if z.TTL == nil {
		z.TTL = map[string]string{}
	}
	b, err := json.Marshal(z)
	if err != nil {
		t.Fatal(err)
	}
	az := "#!" + bash + "\nexec \"$AZ_BINARY\" -test.run='^TestAzStandIn$' -- \"$@\"\n"
	for file, text := range map[string]string{state: string(b), script: string(doc), filepath.Join(dir, "az"): az} {
		if err := os.WriteFile(file, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(bash, script)
	cmd.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"), "AZ_STAND_IN="+state, "AZ_BINARY="+self)
	cmd.Env = append(cmd.Env, environment...)
	said, err := cmd.CombinedOutput()
	b, readErr := os.ReadFile(state)
	if readErr != nil {
		t.Fatal(readErr)
	}
	*z = azure{}
	if err := json.Unmarshal(b, z); err != nil {
		t.Fatal(err)
	}
	return string(said), err
}

const inGroup = "RESOURCE_GROUP=my dns"

func inAzure() *azure {
	return &azure{Sets: map[string][][]string{
		"mx contoso.com @":     {{"0 Contoso-com.mail.protection.outlook.com."}},
		"txt contoso.com @":    {{"v=spf1 include:spf.protection.outlook.com -all"}, {"google-site-verification=abc;d"}, {"unknown $(x)"}},
		"txt contoso.com news": {{"v=spf1 -all"}},
	}}
}

func TestAzureDNSReplaces(t *testing.T) {
	z := inAzure()
	if out, err := runAzure(t, dnsCases["filter"].sets, z, inGroup); err != nil {
		t.Fatal(err, out)
	}
	want := map[string][][]string{
		"mx contoso.com @":     {{"10 mx1.filter.example"}, {"20 mx2.filter.example"}},
		"txt contoso.com @":    {{"google-site-verification=abc;d"}, {"unknown $(x)"}, {sourceSPF}},
		"txt contoso.com news": {{"v=spf1 -all"}},
	}
	if diff := cmp.Diff(want, z.Sets); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"mx contoso.com @": "3600", "txt contoso.com @": "ttl=3600"}, z.TTL); diff != "" {
		t.Error(diff)
	}
	for _, state := range z.History {
		if !strings.Contains(state, `"0 Contoso`) && !strings.Contains(state, `"10 mx1`) || strings.Count(state, `["v=spf1`) > 2 {
			t.Errorf("a moment without an MX, or with two SPF records: %s", state)
		}
	}
	changed := z.state()
	if out, err := runAzure(t, dnsCases["filter"].sets, z, inGroup); err != nil || z.state() != changed {
		t.Errorf("run again, it changes something: %v\n%s", err, out)
	}
}

func TestAzureDNSStopsBeforeTheFirstChange(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*azure)
		says   string
	}{
		"a second SPF": {func(z *azure) {
			z.Sets["txt contoso.com @"] = append(z.Sets["txt contoso.com @"], []string{"V=SPF1 -all"})
		}, "nobody spoke of: V=SPF1 -all."},
		"another MX": {func(z *azure) {
			z.Sets["mx contoso.com @"] = append(z.Sets["mx contoso.com @"], []string{"5 old.example"})
		}, "nobody spoke of: 5 old.example."},
		"another old SPF": {func(z *azure) { z.Sets["txt contoso.com @"][0][0] = "v=spf1 ~all" }, "do not have: v=spf1 include"},
		"no records":      {func(z *azure) { z.Sets = nil }, "do not have: 0 contoso-com"},
	} {
		z := inAzure()
		c.change(z)
		out, err := runAzure(t, dnsCases["filter"].sets, z, inGroup)
		if err == nil || !strings.Contains(out, c.says) || !strings.Contains(out, "Nothing was changed.") || len(z.History) > 0 {
			t.Errorf("%s: %v %v\n%s", name, err, z.History, out)
		}
	}
	z := inAzure()
	if out, err := runAzure(t, dnsCases["filter"].sets, z, "RESOURCE_GROUP="); err == nil || !strings.Contains(out, "Set RESOURCE_GROUP") {
		t.Errorf("without a resource group: %v\n%s", err, out)
	}
}

func TestAzureDNSPutsBack(t *testing.T) {
	z := inAzure()
	z.Refuses = sourceSPF
	out, err := runAzure(t, dnsCases["filter"].sets, z, inGroup)
	if err == nil || !strings.Contains(out, "the old one was put back") || !strings.Contains(z.state(), "v=spf1 include:spf.protection.outlook.com -all") {
		t.Errorf("%v\n%s\n%s", err, out, z.state())
	}
}

// TestAzureDNSRunsHostileValues runs the scripts of hostile texts, since a shell may read more into one than we do.
func TestAzureDNSRunsHostileValues(t *testing.T) {
	all := strings.Join(hostileTexts[:len(hostileTexts)-6], " ")
	for _, text := range []string{all, "", "\\"} {
		sets := hostileSets(text)[:1]
		z := &azure{Sets: map[string][][]string{"txt contoso.com @": {{"kept " + text}}}}
		old := "old " + text
		var parts []string
		for len(old) > 255 {
			parts, old = append(parts, old[:255]), old[255:]
		}
		z.Sets["txt contoso.com @"] = append(z.Sets["txt contoso.com @"], append(parts, old))
		out, err := runAzure(t, sets, z, inGroup)
		var got []string
		for _, r := range z.Sets["txt contoso.com @"] {
			got = append(got, strings.Join(r, ""))
		}
		if err != nil || !slices.Equal(got, []string{"kept " + text, "new " + text}) {
			t.Errorf("%q: %v %q\n%s", text, err, got, out)
		}
	}
}

// TestAzureDNSZeroPreference: to remove a record of preference 0, az removes every record of that host.
func TestAzureDNSZeroPreference(t *testing.T) {
	sets := []mailflow.RecordSet{movedMX("contoso.com", "mx1.filter.example")}
	z := &azure{Sets: map[string][][]string{"mx contoso.com @": {{"0 mx1.filter.example"}}}}
	out, err := runAzure(t, sets, z, inGroup)
	if err != nil || len(z.Sets["mx contoso.com @"]) != 2 {
		t.Errorf("%v %s\n%s", err, z.state(), out)
	}
	for _, state := range z.History {
		if !strings.Contains(state, "filter.example") {
			t.Errorf("a moment without an MX")
		}
	}
}
