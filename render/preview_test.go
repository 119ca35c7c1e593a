package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"eacwizard/render"
	"eacwizard/steps"
)

func previewed(s *steps.Settled, part string, pending map[steps.Key]string) string {
	var lines []string
	for _, l := range render.Preview(s, part, pending, everyLine) {
		lines = append(lines, l.Text)
	}
	return strings.Join(lines, "\n") + "\n"
}

func TestPreview(t *testing.T) {
	for _, c := range []struct {
		name, answers string
		pending       map[steps.Key]string
		want          string
	}{
		{"nothing yet", "connector.name: X\n", nil, "# the command appears once both ends are chosen\n"},
		{"one end", "connector.from: office-365\n", nil, "# the command appears once both ends are chosen\n"},
		{"just begun", "connector.from: office-365\nconnector.to: your-organization\n", nil, `New-OutboundConnector
  -Name  # not answered yet
  -ConnectorType OnPremises
  -Enabled $true
  -CloudServicesMailEnabled $true
  -IsTransportRuleScoped $false
  -AllAcceptedDomains $true
  -UseMXRecord $false
  -SmartHosts  # not answered yet
  -TlsSettings CertificateValidation
`},
		{"half a host name", addOn + "connector.tls-domain: smtp.\n", map[steps.Key]string{
			"connector.smart-hosts": "mx1.con", "connector.sender-domains": "not asked", "connector.validation-addresses": "user@"}, `New-OutboundConnector
  -Name 'Office 365 to Contoso'
  -ConnectorType OnPremises
  -Enabled $true
  -CloudServicesMailEnabled $true
  -IsTransportRuleScoped $true
  -AllAcceptedDomains $false
  -UseMXRecord $false
  -SmartHosts
    'smtp.contoso.com',
    '192.0.2.25',
    'mx1.con'  # not added yet
  -TlsSettings DomainValidation
  -TlsDomain 'smtp.'  # not valid yet

Validate-OutboundConnector
  -Identity 'Office 365 to Contoso'
  -Recipients 'user@'  # not added yet

Set-OutboundConnector
  -Identity 'Office 365 to Contoso'
  -IsValidated $true
  -LastValidationTimestamp (Get-Date).ToUniversalTime()
  -ValidationRecipients 'user@'  # not added yet
`},
		{"items that do not stand", "connector.from: partner-organization\nconnector.name: Café\tbar\nconnector.sender-domains: bücher.example\n" +
			"connector.sender-domains: contoso\nconnector.sender-domains: contoso.com\nconnector.require-certificate-name: true\n", nil, `New-InboundConnector
  -Name '…'  # not valid yet
  -ConnectorType Partner
  -Enabled $true
  -SenderDomains
    'xn--bcher-kva.example',
    'contoso',  # not valid yet
    'contoso.com'
  -RequireTls $true
  -RestrictDomainsToCertificate $true
  -TlsSenderCertificateName  # not answered yet
  -RestrictDomainsToIPAddresses $false
`},
		{"a name in other letters", "connector.from: your-organization\nconnector.name: Café\nconnector.identify-by: ip-addresses\n",
			map[steps.Key]string{"connector.sender-ip-addresses": " 10.0"}, `New-InboundConnector
  -Name ('Caf' + [char]0x00E9)
  -ConnectorType OnPremises
  -Enabled $true
  -CloudServicesMailEnabled $true
  -SenderDomains '*'
  -SenderIPAddresses '10.0'  # not added yet
  -RequireTls $false
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, previewed(settle(t, c.answers), "connector", c.pending)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPreviewOfTheOrganization(t *testing.T) {
	if got := previewed(settle(t, addOn), "organization", nil); got != "# the organization is not checked\n" {
		t.Error(got)
	}
	if got := previewed(settle(t, guarded), "organization", nil); got != "Get-AcceptedDomain  # has to hold\n    'fabrikam.onmicrosoft.com'\n" {
		t.Error(got)
	}
}

// TestPreviewMarks makes sure that a line can be found by the parameters of the question that made it.
func TestPreviewMarks(t *testing.T) {
	s := settle(t, validated)
	marked := map[string]int{}
	for i, l := range render.Preview(s, "connector", nil, everyLine) {
		if isCommand := i == 0 || l.Text == "" || !strings.HasPrefix(l.Text, " "); isCommand != (len(l.Params) == 0) {
			t.Errorf("%q has the parameters %v", l.Text, l.Params)
		}
		for _, p := range l.Params {
			marked[p]++
		}
	}
	for _, q := range s.Asked {
		for _, p := range q.Params {
			if q.Open && q.Value.Text() != "" && p != "RecipientDomains" && marked[p] == 0 {
				t.Errorf("%s becomes -%s, and no line has it", q.Key, p)
			}
		}
	}
	if marked["SmartHosts"] != 3 {
		t.Error("lines of SmartHosts:", marked["SmartHosts"])
	}
}

// TestPreviewIsThePaste holds the preview of whole answers to the commands that are given.
func TestPreviewIsThePaste(t *testing.T) {
	for _, name := range byScenario(t, true) {
		s := settled(t, name)
		names := previewedParameters(s, "connector")
		for _, l := range render.Preview(s, "connector", nil, everyLine) {
			if strings.Contains(l.Text, "  # ") {
				t.Errorf("%s: %s", name, l.Text)
			}
		}
		var want []string
		for _, a := range setUpOf(t, s).Actions {
			for p := range a.Parameters {
				want = append(want, a.Command+" -"+p)
			}
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestPreviewOfEveryPart: in the samples each part shows the commands of its actions, or its records, or says why not.
func TestPreviewOfEveryPart(t *testing.T) {
	shown := map[string]int{}
	for _, name := range byScenario(t, false) {
		s := settled(t, name)
		of := map[string][]string{}
		for _, a := range setUpOf(t, s).Actions {
			if strings.HasPrefix(a.Command, "Get-") {
				continue
			}
			for p := range a.Parameters {
				of[strings.Split(a.ID, ".")[0]] = append(of[strings.Split(a.ID, ".")[0]], a.Command+" -"+p)
			}
		}
		for _, part := range s.Scenario.Parts() {
			lines := render.Preview(s, part.ID, nil, everyLine)
			if len(lines) == 0 {
				t.Fatalf("%s: %s shows nothing", name, part.ID)
			}
			for _, l := range lines {
				if strings.HasSuffix(l.Text, "# not answered yet") || strings.Contains(l.Text, "not valid") {
					t.Errorf("%s: %s: %s", name, part.ID, l.Text)
				}
			}
			want, got := of[part.ID], previewedParameters(s, part.ID)
			got = slices.DeleteFunc(got, func(p string) bool {
				return part.ID == "filtering" && !strings.HasPrefix(p, "Set-") || strings.HasPrefix(p, "Get-")
			})
			slices.Sort(want)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: %s: %s", name, part.ID, diff)
			}
			if !strings.HasPrefix(lines[0].Text, "#") {
				shown[part.ID]++
			}
		}
	}
	for _, part := range []string{"outbound", "inbound", "rule", "accepted-domain", "dns", "filtering", "lockdown", "through-service", "on-premises", "service"} {
		if shown[part] == 0 {
			t.Errorf("%s is shown nowhere", part)
		}
	}
}

// everyLine is more than any preview of the tests has.
const everyLine = 10_000

// A long list costs what is shown of it, and what is shown is how the whole begins.
func TestPreviewOfALongList(t *testing.T) {
	a := mild()
	for i := range 500 {
		a["connector.smart-hosts"] = append(a["connector.smart-hosts"], fmt.Sprintf("10.0.%d.%d", i/250, 1+i%250))
	}
	s := settleAnswers(t, a)
	whole := render.Preview(s, "connector", nil, everyLine)
	short := render.Preview(s, "connector", nil, 20)
	at := slices.IndexFunc(whole, func(l render.PreviewLine) bool { return strings.Contains(l.Text, "-SmartHosts") })
	if diff := cmp.Diff(whole[:at+20], short[:at+20]); diff != "" {
		t.Error(diff)
	}
	if cut := len(whole) - len(short); cut != len(s.At("connector.smart-hosts").Value)-19 {
		t.Error(cut, "lines are left out")
	}
	allocates := func(most int) float64 {
		return testing.AllocsPerRun(5, func() { render.Preview(s, "connector", nil, most) })
	}
	if few, many := allocates(20), allocates(everyLine); few > many/2 {
		t.Errorf("%v allocations for 20 lines, and %v for all", few, many)
	}
}
