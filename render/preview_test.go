package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/render"
	"eacwizard/steps"
)

func previewed(s *steps.Settled, part string, pending map[steps.Key]string) string {
	var lines []string
	for _, l := range render.Preview(s, part, pending) {
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
	for i, l := range render.Preview(s, "connector", nil) {
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

// TestPreviewIsThePaste holds the preview of whole answers to the command that is pasted.
func TestPreviewIsThePaste(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		var names []string
		for _, l := range render.Preview(s, "connector", nil) {
			if strings.HasPrefix(l.Text, "  -") {
				names = append(names, strings.Fields(l.Text)[0][1:])
			}
			if strings.Contains(l.Text, "  # ") {
				t.Errorf("%s: %s", name, l.Text)
			}
		}
		var want []string
		for line := range strings.Lines(document(t, "json", s)) {
			if f := strings.Fields(line); strings.HasPrefix(line, `        "`) && len(f) > 1 && strings.HasSuffix(f[0], `":`) {
				want = append(want, strings.Trim(f[0], `":`))
			}
		}
		want = want[len(want)-len(names):] // setup.json has the connectors first, then all actions
		if diff := cmp.Diff(want, names); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
