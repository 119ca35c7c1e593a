package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// setUp is what setup.json says, read by encoding/json alone.
type setUp struct {
	Connectors []struct {
		Part, Cmdlet string
		Parameters   map[string]any
	}
	Actions []struct {
		ID, Command string
		Parameters  map[string]any
		Needs       []string
	}
}

func setUpOf(t testing.TB, s *steps.Settled) (up setUp) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(document(t, "json", s))))
	if err := d.Decode(&up); err != nil {
		t.Fatal(err)
	}
	return up
}

// readsBack reads a paste block and holds it to the set-up: the commands that change something are those of the
// actions, in their order, and the splat of each has the parameters of the action and no others.
func readsBack(text string, up setUp) error {
	body, comments, err := readPaste(text)
	if err != nil {
		return err
	}
	for _, c := range comments {
		if strings.ContainsAny(c, "'\"`{}") {
			return fmt.Errorf("a comment with a quote or brace: %s", c)
		}
	}
	var changing []psCommand
	for _, c := range commandsIn(body) {
		if verb, _, _ := strings.Cut(c.name, "-"); slices.Contains([]string{"New", "Set", "Remove", "Enable", "Disable", "Validate", "Add", "Update"}, verb) {
			changing = append(changing, c)
		}
	}
	if len(changing) != len(up.Actions) {
		return fmt.Errorf("%d commands for %d actions", len(changing), len(up.Actions))
	}
	names := map[string]any{} // of the connectors, by part
	for _, c := range up.Connectors {
		names[c.Part] = c.Parameters["Name"]
	}
	for i, a := range up.Actions {
		c := changing[i]
		if c.name != a.Command || len(c.splats) != 1 {
			return fmt.Errorf("%s with the splats %v stands for %s", c.name, c.splats, a.Command)
		}
		h, ok := assigned(body, c.splats[0]).(psHash)
		if !ok {
			return fmt.Errorf("$%s is no hashtable", c.splats[0])
		}
		part, _, _ := strings.Cut(a.ID, ".")
		got := map[string]any{}
		for j, key := range h.keys {
			v, err := constant(body, h.values[j])
			if err != nil {
				return fmt.Errorf("%s -%s: %w", c.name, key, err)
			}
			switch v {
			case "$" + part + "Guid":
				v = names[part]
			case "now":
				v = "now, in UTC"
			}
			got[key] = v
		}
		if diff := cmp.Diff(a.Parameters, got); diff != "" {
			return fmt.Errorf("%s differs:\n%s", a.ID, diff)
		}
	}
	return nil
}

// constant is the value of an expression that runs nothing, the variables that hold lists of texts put in their place.
func constant(body []psNode, n psNode) (v any, err error) {
	defer func() {
		if f := recover(); f != nil {
			err = fmt.Errorf("not a constant: %v", f)
		}
	}()
	if m, ok := n.(psMethod); ok && m.name == "ToUniversalTime" {
		if p, ok := m.x.(psParen); ok {
			if c, ok := p.body.(psCommand); ok && c.name == "Get-Date" && len(c.args)+len(c.splats)+len(m.args) == 0 {
				return "now", nil
			}
		}
	}
	if name, ok := n.(psVar); ok && name != "true" && name != "false" {
		list, ok := assigned(body, string(name)).(psArray)
		if !ok {
			return "$" + string(name), nil
		}
		n = list
	}
	return (&psRunner{}).value(n), nil
}

func TestPasteReadsBack(t *testing.T) {
	for _, name := range cases(t) {
		t.Run(name, func(t *testing.T) {
			s := settled(t, name)
			if err := readsBack(document(t, "paste", s), setUpOf(t, s)); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestOneQuoteDecides takes away, doubles and replaces each quote of a block in turn. Nothing of that may go unnoticed.
func TestOneQuoteDecides(t *testing.T) {
	for _, name := range []string{"hostile", "addon-outbound-validated"} {
		s := settled(t, name)
		text, up := document(t, "paste", s), setUpOf(t, s)
		for i := range len(text) {
			if text[i] != '\'' && text[i] != '"' {
				continue
			}
			for _, other := range []string{"", "''", `"`, "x", "’"} {
				if other == string(text[i]) || text[i] == '"' && other == "''" {
					continue // no change at all, or a ' inside of a literal
				}
				if err := readsBack(text[:i]+other+text[i+1:], up); err == nil {
					t.Fatalf("%s: with %q for the quote at %d, nothing is noticed: %s", name, other, i, text[max(0, i-40):i+40])
				}
			}
		}
	}
}

// TestReaderRefuses makes sure that the reader is no rubber stamp.
func TestReaderRefuses(t *testing.T) {
	const good = "& {\r\n    # what\r\n    $a = @('x', 'y')\r\n    if ('' -ne $a[0]) {\r\n        Get-It -Name $a -ErrorAction Stop\r\n    }\r\n}\r\n\r\n"
	if _, _, err := readPaste(good); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to string }{
		{"& {", ". {"}, {"& {", ""}, {"}\r\n\r\n", "\r\n"}, {"\r\n\r\n", "\r\n"}, {"\r\n\r\n", "\r\n\r\n;"}, {"\r\n", "\n"},
		{"'x'", `"x"`}, {"'x'", "x"}, {"'x'", "'x"}, {"'x'", "'x''"}, {"'x'", "’x’"}, {"'x'", "@'x'@"}, {"'x', ", "'x' "},
		{"Get-It", "gi"}, {"Get-It", "get-it"}, {"Get-It -Name $a", "Get-It $a"}, {"Get-It", "Get-It `"}, {"-Name $a", "-Name"},
		{"Stop", "Stop; Remove-It"}, {"Stop", "Stop | Remove-It *"}, {"-ne", "-neq"}, {"# what", "<# what #>"}, {"$a =", "$global:a ="},
		{"'y')", "'y'))"}, {"{\r\n        Get", "\r\n        Get"}, {"    }\r\n}", "}"}, {"if (", "while ("}, {"'x'", "$(x)"}, {"'x'", "[char]0x"},
		{"Stop", "Stop # why"}, {"@(", "@{"},
	} {
		text := strings.Replace(good, c.from, c.to, 1)
		if text == good {
			t.Fatalf("%q is not in the text", c.from)
		}
		if _, _, err := readPaste(text); err == nil {
			t.Errorf("with %q for %q it reads:\n%s", c.to, c.from, text)
		}
	}
}

// TestMicrosoftsCommands holds the documented examples to their parameters, those that the wizard always writes added.
func TestMicrosoftsCommands(t *testing.T) {
	partner := func(more map[string]any) map[string]any {
		p := map[string]any{"Name": "ContosoBank to Office 365", "ConnectorType": "Partner", "Enabled": true, "SenderDomains": []any{"contosobank.com"},
			"RequireTls": true, "RestrictDomainsToCertificate": false, "RestrictDomainsToIPAddresses": false}
		for k, v := range more {
			p[k] = v
		}
		return p
	}
	const lockDownName = "Reject mail not routed through MX (third-party service name)"
	for name, want := range map[string]struct {
		cmdlet     string
		parameters map[string]any
	}{
		"addon-outbound": {"New-OutboundConnector", map[string]any{"Name": "Office 365 to Contoso Signature Service", "ConnectorType": "OnPremises",
			"IsTransportRuleScoped": true, "UseMXRecord": false, "SmartHosts": []any{"smtp.contososignatureservice.com"},
			"TlsSettings": "DomainValidation", "TlsDomain": "smtp.contososignatureservice.com", "CloudServicesMailEnabled": true,
			"Enabled": true, "AllAcceptedDomains": false}},
		"addon-inbound": {"New-InboundConnector", map[string]any{"Name": "Contoso Signature Service to Office 365", "SenderDomains": []any{"*"},
			"ConnectorType": "OnPremises", "RequireTls": true, "RestrictDomainsToCertificate": true,
			"TlsSenderCertificateName": "S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com", "CloudServicesMailEnabled": true,
			"Enabled": true}},
		"lockdown-certificate": {"New-InboundConnector", partner(map[string]any{"Name": lockDownName, "SenderDomains": []any{"*"},
			"RestrictDomainsToCertificate": true, "TlsSenderCertificateName": "*.contoso.com"})},
		"lockdown-addresses": {"New-InboundConnector", partner(map[string]any{"Name": lockDownName, "SenderDomains": []any{"*"}, "Enabled": false,
			"RestrictDomainsToIPAddresses": true, "SenderIPAddresses": []any{"131.107.21.0/24", "131.107.22.7"}})},
		"partner-1-tls": {"New-InboundConnector", partner(nil)},
		"partner-2-certificate": {"New-InboundConnector", partner(map[string]any{"RestrictDomainsToCertificate": true,
			"TlsSenderCertificateName": "ContosoBank.com"})},
		"partner-3-range": {"New-InboundConnector", partner(map[string]any{"RequireTls": false, "RestrictDomainsToIPAddresses": true,
			"SenderIPAddresses": []any{"10.5.3.2/24"}})},
		"partner-4-everything": {"New-InboundConnector", partner(map[string]any{"Name": "Third-party service to Office 365", "SenderDomains": []any{"*"},
			"RequireTls": false, "RestrictDomainsToIPAddresses": true, "SenderIPAddresses": []any{"10.3.1.5/24"}})},
		"partner-5-by-address": {"New-InboundConnector", partner(map[string]any{"SenderDomains": []any{"*"}, "SenderIPAddresses": []any{"10.3.1.5/24"}})},
		"partner-outbound": {"New-OutboundConnector", map[string]any{"Name": "Trey Research Outgoing", "ConnectorType": "Partner",
			"RecipientDomains": []any{"treyresearch.net"}, "UseMXRecord": true, "TlsSettings": "CertificateValidation",
			"Enabled": true, "IsTransportRuleScoped": false}},
	} {
		t.Run(name, func(t *testing.T) {
			s := settled(t, name)
			_, r := run(t, document(t, "paste", s), newService())
			calls := r.changes()
			if len(calls) != 1 || calls[0].name != want.cmdlet {
				t.Fatal("changes:", calls)
			}
			want.parameters["Confirm"], want.parameters["ErrorAction"] = false, "Stop"
			if diff := cmp.Diff(want.parameters, calls[0].args); diff != "" {
				t.Error(diff)
			}
		})
	}
}
