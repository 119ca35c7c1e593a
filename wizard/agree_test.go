package wizard

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/answers"
)

// documented are the connectors of Microsoft's documents: what is answered, and the command that has to come of it.
// The command's own defaults that the wizard always writes out stand in always.
var documented = []struct{ name, file, command, always string }{
	{
		"add-on service, outbound",
		"from: office-365\n  to: your-organization\n  name: Office 365 to Contoso Signature Service\n  use: transport-rule\n  smart-hosts: [smtp.contososignatureservice.com]\n  match-subject-name: true",
		`New-OutboundConnector -Name "Office 365 to Contoso Signature Service" -ConnectorType OnPremises -IsTransportRuleScoped $true -UseMXRecord $false -SmartHosts smtp.contososignatureservice.com -TlsSettings DomainValidation -TlsDomain smtp.contososignatureservice.com -CloudServicesMailEnabled $true`,
		"-Enabled $true -AllAcceptedDomains $false",
	},
	{
		"add-on service, inbound",
		"from: your-organization\n  name: Contoso Signature Service to Office 365\n  certificate-domain: " + longCertificate,
		`New-InboundConnector -Name "Contoso Signature Service to Office 365" -SenderDomains * -ConnectorType OnPremises -RequireTls $true -RestrictDomainsToCertificate $true -TlsSenderCertificateName ` + longCertificate + ` -CloudServicesMailEnabled $true`,
		"-Enabled $true",
	},
	{
		"lock-down by certificate",
		"from: partner-organization\n  name: " + lockDownName + "\n  sender-domains: ['*']\n  require-certificate-name: true\n  certificate-domain: '*.contoso.com'",
		`New-InboundConnector -Name "` + lockDownName + `" -ConnectorType Partner -SenderDomains * -RestrictDomainsToCertificate $true -TlsSenderCertificateName *.contoso.com -RequireTls $true`,
		"-Enabled $false -RestrictDomainsToIPAddresses $false",
	},
	{
		"lock-down by addresses, turned on",
		"from: partner-organization\n  name: " + lockDownName + "\n  sender-domains: ['*']\n  reject-unless-from-ip-addresses: true\n  sender-ip-addresses: [131.107.21.0/24, 131.107.22.7]\n  turn-it-on: true\n  reject-all-other-mail: true",
		`New-InboundConnector -Name "` + lockDownName + `" -ConnectorType Partner -SenderDomains * -RestrictDomainsToIPAddresses $true -SenderIPAddresses 131.107.21.0/24,131.107.22.7`,
		"-Enabled $true -RequireTls $true -RestrictDomainsToCertificate $false",
	},
	{
		"partner, Example 1",
		"from: partner-organization\n  name: ContosoBank to Office 365\n  sender-domains: [contosobank.com]",
		`New-InboundConnector -Name "ContosoBank to Office 365" -ConnectorType Partner -Enabled $true -SenderDomains contosobank.com -RequireTls $true -RestrictDomainsToCertificate $false -RestrictDomainsToIPAddresses $false`, "",
	},
	{
		"partner, Example 2",
		"from: partner-organization\n  name: ContosoBank to Office 365\n  sender-domains: [contosobank.com]\n  require-certificate-name: true\n  certificate-domain: contosobank.com",
		`New-InboundConnector -Name "ContosoBank to Office 365" -ConnectorType Partner -Enabled $true -SenderDomains contosobank.com -RequireTls $true -RestrictDomainsToCertificate $true -TlsSenderCertificateName contosobank.com -RestrictDomainsToIPAddresses $false`, "",
	},
	{
		"partner, Example 3",
		"from: partner-organization\n  name: ContosoBank to Office 365\n  sender-domains: [contosobank.com]\n  reject-unless-tls: false\n  reject-unless-from-ip-addresses: true\n  sender-ip-addresses: [10.5.3.2/24]",
		`New-InboundConnector -Name "ContosoBank to Office 365" -ConnectorType Partner -Enabled $true -SenderDomains contosobank.com -RequireTls $false -RestrictDomainsToCertificate $false -RestrictDomainsToIPAddresses $true -SenderIPAddresses 10.5.3.2/24`, "",
	},
	{
		"partner, Example 4",
		"from: partner-organization\n  name: Third-party service to Office 365\n  sender-domains: ['*']\n  reject-unless-tls: false\n  reject-unless-from-ip-addresses: true\n  sender-ip-addresses: [10.3.1.5/24]\n  turn-it-on: true\n  reject-all-other-mail: true",
		`New-InboundConnector -Name "Third-party service to Office 365" -ConnectorType Partner -Enabled $true -SenderDomains * -RequireTls $false -RestrictDomainsToCertificate $false -RestrictDomainsToIPAddresses $true -SenderIPAddresses 10.3.1.5/24`, "",
	},
	{
		"partner, Example 5",
		"from: partner-organization\n  name: ContosoBank to Office 365\n  identify-by: ip-addresses\n  sender-ip-addresses: [10.3.1.5/24]",
		`New-InboundConnector -Name "ContosoBank to Office 365" -ConnectorType Partner -Enabled $true -SenderDomains * -SenderIPAddresses 10.3.1.5/24 -RequireTls $true -RestrictDomainsToCertificate $false -RestrictDomainsToIPAddresses $false`, "",
	},
	{
		"to a partner",
		"from: office-365\n  to: partner-organization\n  name: Trey Research Outgoing\n  use: these-domains\n  recipient-domains: [treyresearch.net]",
		`New-OutboundConnector -Name "Trey Research Outgoing" -ConnectorType Partner -RecipientDomains treyresearch.net -UseMXRecord $true -TlsSettings CertificateValidation`,
		"-Enabled $true -IsTransportRuleScoped $false",
	},
}

// Keys, lines and files give the same answers, the same command parameter for parameter, and the same documents.
func TestDriversAgree(t *testing.T) {
	for _, tt := range documented {
		t.Run(tt.name, func(t *testing.T) {
			file, err := answers.Read("answers.yaml", []byte("scenario: connector\nconnector:\n  "+tt.file+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			want := file.Settled.Said()
			for driver, s := range map[string]*steps.Settled{
				"file":  file.Settled,
				"keys":  byKeys(t, file.Scenario, steps.NewEAC, want),
				"lines": byLines(t, file.Scenario, steps.NewEAC, want),
			} {
				if diff := cmp.Diff(want, s.Said()); diff != "" {
					t.Errorf("%s (-want +got):\n%s", driver, diff)
				}
				if diff := cmp.Diff(command(t, tt.command+" "+tt.always), parameters(t, s)); diff != "" {
					t.Errorf("%s (-documented +got):\n%s", driver, diff)
				}
				sameDocuments(t, driver, file.Settled, s)
			}
		})
	}
}

// The sample of every scenario is answered by keys and by lines, in both EACs, as by the file.
func TestDriversAgreeOnEveryScenario(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		file, err := answers.Sample(sc.ID)
		if err != nil {
			t.Fatal(err)
		}
		file.Settled.Sample = false // by keys and lines nobody takes a sample
		want := file.Settled.Said()
		for _, eac := range steps.EACs() {
			t.Run(sc.ID+" "+string(eac), func(t *testing.T) {
				t.Parallel()
				for driver, s := range map[string]*steps.Settled{"keys": byKeys(t, sc, eac, want), "lines": byLines(t, sc, eac, want)} {
					if diff := cmp.Diff(want, s.Said()); diff != "" {
						t.Errorf("%s (-want +got):\n%s", driver, diff)
					}
					sameDocuments(t, driver, file.Settled, s)
				}
			})
		}
	}
}

func sameDocuments(t *testing.T, driver string, want, got *steps.Settled) {
	t.Helper()
	for _, f := range render.Formats() {
		a, err := render.Render(f.ID, want)
		b, err2 := render.Render(f.ID, got)
		if fmt.Sprint(err) != fmt.Sprint(err2) || !bytes.Equal(a, b) {
			t.Errorf("%s: the document %s differs: %v, %v", driver, f.ID, err, err2)
		}
	}
}

// command reads a documented command line into its parameters, as text.
func command(t *testing.T, line string) map[string]string {
	t.Helper()
	out := map[string]string{}
	cmdlet, rest, _ := strings.Cut(line, " ")
	out[""] = cmdlet
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		name, after, ok := strings.Cut(strings.TrimPrefix(rest, "-"), " ")
		if !ok {
			t.Fatalf("a parameter without a value: %s", rest)
		}
		var value string
		if quoted, ok := strings.CutPrefix(after, `"`); ok {
			value, rest, _ = strings.Cut(quoted, `"`)
		} else {
			value, rest, _ = strings.Cut(after, " ")
		}
		out[name] = strings.TrimPrefix(value, "$")
	}
	return out
}

// parameters are those of the one connector of the set-up, as text.
func parameters(t *testing.T, s *steps.Settled) map[string]string {
	t.Helper()
	body, err := render.Render("json", s)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Connectors []struct {
			Cmdlet     string
			Parameters map[string]any
		}
	}
	if err := json.Unmarshal(body, &doc); err != nil || len(doc.Connectors) != 1 {
		t.Fatal(err, len(doc.Connectors))
	}
	out := map[string]string{"": doc.Connectors[0].Cmdlet}
	for k, v := range doc.Connectors[0].Parameters {
		out[k] = strings.Join(strings.Fields(strings.Trim(fmt.Sprint(v), "[]")), ",")
		if text, ok := v.(string); ok {
			out[k] = text
		}
	}
	return out
}

// byKeys gives the answers by pressing keys on the pages, until the last one is left.
func byKeys(t *testing.T, sc *steps.Scenario, eac steps.EAC, want steps.Answers) *steps.Settled {
	t.Helper()
	w := startFlow(t, at80, plainLook(), steps.NewFlow(sc, steps.State{EAC: eac}))
	target := sc.Settle(want)
	for range 60 {
		w.frame()
		if w.m.screen == showing {
			break
		}
		for i := 0; ; i++ {
			w.frame()
			if i >= len(w.m.page.stops) {
				break
			}
			s := w.m.page.stops[i]
			if s.kind != onField {
				continue
			}
			w.focusOn(s)
			w.answer(s.key, target.At(s.key))
		}
		w.next()
	}
	w.sees("Documents ready")
	s := w.m.flow.Settled()
	w.finish("")
	return s
}

func (w *walker) focusOn(s stop) {
	for range 60 {
		w.frame()
		at := slices.Index(w.m.page.stops, s)
		switch {
		case at < 0 || at == w.m.page.at:
			return
		case at > w.m.page.at:
			w.keys("tab")
		default:
			w.keys("shift+tab")
		}
	}
	w.t.Fatalf("no way to %v", s)
}

// answer brings the focused field from what it holds to what is wanted.
func (w *walker) answer(k steps.Key, want steps.Asked) {
	now := w.m.flow.Settled().At(k)
	if slices.Equal(now.Value, want.Value) || !want.Open {
		return
	}
	switch now.Kind {
	case steps.Toggle:
		w.keys("space")
	case steps.Choice:
		for range now.Options {
			w.frame()
			if q := w.m.flow.Settled().At(k); q.Value.Text() == want.Value.Text() {
				return
			} else if slices.IndexFunc(q.Options, func(o steps.Option) bool { return o.Value == q.Value.Text() }) < len(q.Options)-1 {
				w.keys("down")
			} else {
				w.keys("up*9")
			}
		}
	case steps.Text:
		w.typed(want.Value.Text())
	case steps.List:
		for range now.Value {
			w.keys("down", "del")
		}
		for _, item := range want.Value {
			w.typed(item).keys("enter")
		}
	}
	w.frame()
}

// byLines gives the answers in line mode: a line a question, in the order in which the pages ask.
func byLines(t *testing.T, sc *steps.Scenario, eac steps.EAC, want steps.Answers) *steps.Settled {
	t.Helper()
	flow := steps.NewFlow(sc, steps.State{EAC: eac})
	in := bufio.NewReader(strings.NewReader(strings.Join(typedLines(sc, eac, want), "\n") + "\n"))
	var talk bytes.Buffer
	res, err := Lines(flow, LinesOptions{In: in, Say: &talk, Print: io.Discard, World: (&fakeWorld{}).world()})
	if err != nil || !res.Finished {
		t.Fatalf("%v, finished %v:\n%s", err, res.Finished, talk.String())
	}
	return flow.Settled()
}

// typedLines is what a person types in line mode for these answers.
func typedLines(sc *steps.Scenario, eac steps.EAC, want steps.Answers) (lines []string) {
	target := sc.Settle(want)
	given := steps.Answers{}
	asked := map[string]bool{}
	reviewed := false
	for {
		settled := sc.Settle(given)
		settled.EAC = eac
		page, key := firstUnasked(settled, asked)
		if after := key != "" && behindReview(settled, page); !reviewed && (after || key == "") {
			lines, reviewed = append(lines, "c"), true
			if len((&inspector{}).errors(settled)) > 0 {
				lines = append(lines, "y")
			}
		}
		if key == "" {
			return append(lines, "p", "paste", "q")
		}
		asked[page+string(key)] = true
		q, value := settled.At(key), target.At(key).Value
		switch {
		case q.Kind == steps.List && slices.Equal(value, q.Value):
			lines = append(lines, "")
		case q.Kind == steps.List:
			lines = append(append(lines, value...), "")
		case slices.Equal(value, q.Value):
			lines = append(lines, "")
		case q.Kind == steps.Toggle:
			lines = append(lines, map[bool]string{true: "y", false: "n"}[value.On()])
		default:
			lines = append(lines, value.Text())
		}
		if !slices.Equal(value, q.Proposed) {
			given[key] = value
		} else {
			delete(given, key)
		}
	}
}

// behindReview reports a page that comes when the review was left.
func behindReview(s *steps.Settled, page string) bool {
	after := false
	for _, p := range s.Pages() {
		if p.ID == page {
			return after
		}
		after = after || p.Kind == steps.ReviewPage
	}
	return false
}

func firstUnasked(s *steps.Settled, asked map[string]bool) (string, steps.Key) {
	for _, p := range s.Pages() {
		for _, r := range p.Rows {
			if q := s.At(r.Key); q.Field != nil && !held(q) && !asked[p.ID+string(r.Key)] {
				return p.ID, r.Key
			}
		}
	}
	return "", ""
}
