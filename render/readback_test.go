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
	"eacwizard/steps/every"
)

// setUp is what setup.json says, read by encoding/json alone.
type setUp struct {
	Connectors []struct {
		Part, Cmdlet string
		Parameters   map[string]any
	}
	Actions []setUpAction
}

type setUpAction struct {
	ID, Command, Doer, Stage string
	Parameters               map[string]any
	Needs                    []string
}

func setUpOf(t testing.TB, s *steps.Settled) (up setUp) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(document(t, "json", s))))
	if err := d.Decode(&up); err != nil {
		t.Fatal(err)
	}
	return up
}

// readsBack reads the blocks of a paste and holds them to the set-up: the commands that change something are those of the
// actions, in their order, and each has the parameters of its action and no others.
func readsBack(text string, up setUp) error {
	blocks, comments, err := readBlocks(text)
	if err != nil {
		return err
	}
	for _, c := range comments {
		if strings.ContainsAny(c, "\"`{}") {
			return fmt.Errorf("a comment with a quote or brace: %s", c)
		}
	}
	type command struct {
		psCommand
		body []psNode
	}
	var changing []command
	for _, body := range blocks {
		for _, c := range commandsIn(body) {
			if verb, _, _ := strings.Cut(c.name, "-"); slices.Contains([]string{"New", "Set", "Remove", "Enable", "Disable", "Validate", "Add", "Update"}, verb) {
				changing = append(changing, command{c, body})
			}
		}
	}
	for _, a := range up.Actions {
		if a.Command == "" || a.Doer == "on-premises" || strings.HasPrefix(a.Command, "Get-") {
			continue
		}
		if len(changing) == 0 {
			return fmt.Errorf("no command for %s", a.ID)
		}
		c := changing[0]
		if changing = changing[1:]; c.name != a.Command {
			return fmt.Errorf("%s stands for %s", c.name, a.Command)
		}
		got, err := parameters(c.psCommand, c.body)
		if err != nil {
			return fmt.Errorf("%s: %w", a.ID, err)
		}
		if diff := cmp.Diff(a.Parameters, got); diff != "" {
			return fmt.Errorf("%s differs:\n%s", a.ID, diff)
		}
	}
	if len(changing) > 0 {
		return fmt.Errorf("%s stands for nothing", changing[0].name)
	}
	return nil
}

// parameters are those of a command, with what the block has in variables in their place.
func parameters(c psCommand, body []psNode) (map[string]any, error) {
	got := map[string]any{}
	give := func(name string, n psNode) error {
		if c, ok := n.(psCast); ok && c.kind == "datetime" {
			n = c.x
		}
		v, err := constant(body, n)
		if err != nil {
			return fmt.Errorf("%s -%s: %w", c.name, name, err)
		}
		s, isText := v.(string)
		x, isGuid := strings.CutSuffix(strings.TrimPrefix(s, "$"), "Guid")
		switch {
		case isText && s == "now":
			v = "now, in UTC"
		case isText && s == "$identity":
			v = "Default"
		case isText && s == "$wanted":
			v = map[string]any{"added": string(assigned(body, "serviceSealerSealer").(psString))}
		case name == "DomainName" && isText && strings.HasPrefix(s, "$"):
			v, err = constant(body, assigned(body, s[1:]))
		case isText && strings.HasPrefix(s, "$") && isGuid:
			v, err = nameOf(body, x)
		}
		if n, isNumber := v.(int); isNumber {
			v = float64(n) // as encoding/json has it
		}
		got[name] = v
		return err
	}
	for _, splat := range c.splats {
		h, ok := assigned(body, splat).(psHash)
		if !ok {
			return nil, fmt.Errorf("$%s is no hashtable", splat)
		}
		for j, key := range h.keys {
			if err := give(key, h.values[j]); err != nil {
				return nil, err
			}
		}
	}
	walk(body, func(n psNode) { // what a table is given on the way
		a, isAssign := n.(psAssign)
		at, isIndex := a.target.(psIndex)
		if isAssign && isIndex && len(c.splats) == 1 && at.x == psVar(c.splats[0]) {
			if err := give(string(at.at.(psString)), a.value); err != nil {
				got["error"] = err.Error()
			}
		}
	})
	for _, a := range c.args {
		if a.name == "Confirm" || a.name == "ErrorAction" {
			continue
		}
		if err := give(a.name, a.value); err != nil {
			return nil, err
		}
	}
	return got, nil
}

// nameOf is the name of the object whose GUID is in $<x>Guid.
func nameOf(body []psNode, x string) (any, error) {
	if h, ok := assigned(body, x).(psHash); ok {
		if i := slices.Index(h.keys, "Name"); i >= 0 {
			return constant(body, h.values[i])
		}
	}
	return constant(body, assigned(body, x+"Name"))
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
	if name, ok := n.(psVar); ok && name != "true" && name != "false" && name != "null" {
		list, ok := assigned(body, string(name)).(psArray) // of texts; others are worked out
		if !strings.HasSuffix(string(name), "Recipients") {
			return "$" + string(name), nil
		}
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
		text, up, quotes := document(t, "paste", s), setUpOf(t, s), 0
		for i := range len(text) {
			if text[i] != '\'' && text[i] != '"' {
				continue
			}
			if quotes++; every.Skips(quotes) {
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
