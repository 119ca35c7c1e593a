package follow_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

var update = flag.Bool("update", false, "write the goldens")

// sample is the built-in sample of a scenario.
func sample(t testing.TB, scenario string) mailflow.Draft {
	t.Helper()
	file, err := answers.Sample(scenario)
	if err != nil {
		t.Fatal(err)
	}
	up, problems := file.Settled.SetUp()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return up.Draft()
}

// told is everything that is shown of an example.
func told(d mailflow.Draft, e follow.Example) string {
	j := e.Follow()
	var b strings.Builder
	fmt.Fprintf(&b, "%s (stage %s)\n", e.Title, e.Message.Stage)
	if e.Changed != "" {
		fmt.Fprintf(&b, "Changed: %s\n", e.Changed)
	}
	b.WriteString("\n" + follow.Draw(e.Draft, j, len(j.Hops)).Text(follow.Look{}) + "\n" + j.Text(follow.Look{}) + "\n")
	return b.String()
}

// alone are connectors of the forms that the sample of the scenario connector does not have.
var alone = map[string]string{
	"from-partner-by-domain": `from: partner-organization, to: office-365, name: Contoso Bank to Office 365, identify-by: sender-domains,
  sender-domains: [contosobank.com], reject-unless-tls: true, require-certificate-name: true, certificate-domain: contosobank.com`,
	"from-partner-tls": `from: partner-organization, to: office-365, name: Contoso Bank to Office 365, identify-by: sender-domains,
  sender-domains: [contosobank.com], reject-unless-tls: true, require-certificate-name: false`,
	"from-partner-by-address": `from: partner-organization, to: office-365, name: Contoso Bank to Office 365, identify-by: ip-addresses,
  sender-ip-addresses: [131.107.21.0/24], reject-unless-tls: true`,
	"from-own-by-certificate": `from: your-organization, to: office-365, name: On-premises to Office 365, identify-by: certificate, certificate-domain: mail.contoso.com`,
	"from-own-by-address":     `from: your-organization, to: office-365, name: On-premises to Office 365, identify-by: ip-addresses, sender-ip-addresses: [131.107.21.231]`,
	"to-own-accepted":         `from: office-365, to: your-organization, name: Office 365 to on-premises, use: all-accepted-domains, smart-hosts: [mail.contoso.com]`,
	"to-partner": `from: office-365, to: partner-organization, name: Office 365 to Contoso Bank, use: these-domains, recipient-domains: ["*.contosobank.com"],
  routing: mx-record, certificate: trusted-ca, match-subject-name: true, tls-domain: "*.contosobank.com"`,
}

// drafts are the samples, and the forms of a connector alone, by the names of their goldens.
func drafts(t *testing.T) map[string]mailflow.Draft {
	out := map[string]mailflow.Draft{}
	for _, sc := range steps.Scenarios() {
		out[sc.ID] = sample(t, sc.ID)
	}
	for name, says := range alone {
		file, err := answers.Read(name, []byte("scenario: connector\norganization: {initial-domain: contoso.onmicrosoft.com}\nconnector: {"+says+"}\n"))
		if err != nil {
			t.Fatal(name, err)
		}
		up, problems := file.Settled.SetUp()
		if len(problems) > 0 {
			t.Fatal(name, problems)
		}
		out["connector-"+name] = up.Draft()
	}
	return out
}

// TestExamples holds every example of every sample against its golden.
func TestExamples(t *testing.T) {
	for name, d := range drafts(t) {
		archive := &txtar.Archive{}
		for _, e := range follow.Examples(d) {
			archive.Files = append(archive.Files, txtar.File{Name: e.ID, Data: []byte(told(d, e))})
		}
		got := string(txtar.Format(archive))
		path := filepath.Join("testdata", name+".txtar")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Nobody of the examples writes to himself.
func TestExamplesHaveTwoPeople(t *testing.T) {
	for name, d := range drafts(t) {
		for _, e := range follow.Examples(d) {
			if e.Message.MailFrom.String() == e.Message.Recipient.String() {
				t.Errorf("%s: %s is from and to %s", name, e.ID, e.Message.Recipient)
			}
		}
	}
}

// Before anything is answered the messages take the ways of the scenario all the same, and no sentence has a hole where
// an answer is missing. What is made up changes nothing of a whole set-up.
func TestNothingAnswered(t *testing.T) {
	ends := map[string]follow.EndKind{"signed-once": follow.Delivered, "in": follow.Delivered, "loop": follow.Looping, "loop-no-exception": follow.Looping,
		"past-locked": follow.Rejected, "in-on-premises": follow.Delivered, "on-premises-out": follow.Delivered, "out": follow.Delivered, "return-off": follow.Rejected}
	holes := regexp.MustCompile(`without a name|the connector the connector| [.,]|""|\(\)`)
	for _, sc := range steps.Scenarios() {
		if sc.ID == "connector" {
			continue // which of its connectors it is, is not known before something is answered
		}
		d, _ := sc.Settle(steps.Answers{}).Build()
		seen := 0
		for _, e := range follow.Examples(d) {
			j := e.Follow()
			if want, ok := ends[e.ID]; ok {
				if seen++; j.End.Kind != want {
					t.Errorf("%s: %s ends %s, want %s:\n%s", sc.ID, e.ID, j.End.Kind, want, j.Text(follow.Look{}))
				}
			}
			if hole := holes.FindString(j.Text(follow.Look{})); hole != "" {
				t.Errorf("%s: %s has %q in it:\n%s", sc.ID, e.ID, hole, j.Text(follow.Look{}))
			}
		}
		if seen < 3 {
			t.Errorf("%s has %d of the messages", sc.ID, seen)
		}
		whole := sample(t, sc.ID)
		if diff := cmp.Diff(fmt.Sprintf("%+v", whole), fmt.Sprintf("%+v", follow.StandIn(whole))); diff != "" {
			t.Errorf("%s: a whole set-up is changed:\n%s", sc.ID, diff)
		}
	}
}
