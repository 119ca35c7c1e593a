package render_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// ofPowerShell are the cmdlets of PowerShell itself that a document may call.
var ofPowerShell = []string{"Add-Member", "ConvertFrom-Json", "ConvertTo-Json", "Get-Command", "Get-Content", "Get-Date", "Get-Variable", "Move-Item", "Set-Content",
	"Set-StrictMode", "Sort-Object", "Test-Path", "Update-TypeData", "Write-Verbose", "Write-Warning"}

// TestStandInsHaveEveryCmdlet: what a document calls is of PowerShell, of the document, or there is a stand-in for it,
// with the parameters that the document names.
func TestStandInsHaveEveryCmdlet(t *testing.T) {
	m := newModule()
	for _, name := range cases(t) {
		s := settled(t, name)
		for _, id := range []string{"paste", "on-premises", "script", "verify", "rollback"} {
			bodies, _, err := readBlocks(document(t, id, s))
			if !slices.Contains([]string{"paste", "on-premises"}, id) {
				var body []psNode
				_, body, _, err = readScript(document(t, id, s))
				bodies = [][]psNode{body}
			}
			if err != nil {
				t.Fatalf("%s: %s: %v", name, id, err)
			}
			own := map[string]bool{}
			walk(slices.Concat(bodies...), func(n psNode) {
				if f, ok := n.(psFunction); ok {
					own[f.name] = true
				}
			})
			for _, c := range commandsIn(slices.Concat(bodies...)) {
				switch {
				case own[c.name] || slices.Contains(ofPowerShell, c.name):
				case !m.exports(c.name):
					t.Errorf("%s: %s: there is no stand-in for %s", name, id, c.name)
				default:
					known := append([]string{"Confirm", "ErrorAction"}, m.functions[c.name].params...)
					for _, a := range c.args {
						if !slices.Contains(known, a.name) {
							t.Errorf("%s: %s: the stand-in for %s has no -%s", name, id, c.name, a.name)
						}
					}
				}
			}
		}
	}
}

// standInTrial is a trial of the stand-ins themselves: lines of PowerShell, and what has to come of them.
type standInTrial struct {
	name  string
	lines []string
	stops bool
	does  []string
	says  []string
}

var standInTrials = []standInTrial{
	{"an unknown parameter", []string{"$null = New-InboundConnector -Name 'x' -SenderDomains @('*') -Colour 'red' -Confirm:$false", "'on'"}, true, nil, nil},
	{"a missing parameter", []string{"$null = New-InboundConnector -Name 'x' -Confirm:$false", "'on'"}, true, nil, nil},
	{"a value of another type", []string{"$null = New-InboundConnector -Name 'x' -SenderDomains @('*') -Enabled 'yes' -Confirm:$false", "'on'"}, true, nil, nil},
	{"a value that there is not", []string{"$null = New-InboundConnector -Name 'x' -SenderDomains @('*') -ConnectorType 'Elsewhere' -Confirm:$false -ErrorAction Stop", "'on'"},
		true, []string{"New-InboundConnector"}, nil},
	{"a question", []string{"$null = New-InboundConnector -Name 'x' -SenderDomains @('*')", "'on'"}, true, nil, nil},
	{"what if", []string{"$null = New-InboundConnector -Name 'x' -SenderDomains @('*') -WhatIf:$true", "'on'"}, false, nil, []string{"on"}},
	{"an object that is not there", []string{"$null = Remove-InboundConnector -Identity 'nobody' -Confirm:$false -ErrorAction Stop", "'on'"},
		true, []string{"Remove-InboundConnector"}, nil},
	{"an error that stops nothing", []string{"$null = Remove-InboundConnector -Identity 'nobody' -Confirm:$false", "'on'"},
		false, []string{"Remove-InboundConnector"}, []string{"on"}},
	{"domains", []string{
		"$null = New-InboundConnector -Name 'x' -SenderDomains @('contoso.com', 'b.example') -Confirm:$false -ErrorAction Stop",
		"$made = @(Get-InboundConnector -ResultSize Unlimited -ErrorAction Stop)",
		"@($made[0].SenderDomains) -join ' '", "[string]$made[0].ConnectorType", "[string]$made[0].Guid",
	}, false, []string{"New-InboundConnector"}, []string{"smtp:B.EXAMPLE;1 smtp:CONTOSO.COM;1", "Partner", firstGuid}},
	{"a rule", []string{
		"$null = New-TransportRule -Name 'x' -Enabled $false -FromScope 'InOrganization' -Confirm:$false -ErrorAction Stop",
		"$made = @(Get-TransportRule -ErrorAction Stop)", "[string]$made[0].State", "@($made[0].Conditions) -join ' '",
		"$null = Enable-TransportRule -Identity $made[0].Guid -Confirm:$false -ErrorAction Stop",
		"$made = @(Get-TransportRule -ErrorAction Stop)", "[string]$made[0].State",
	}, false, []string{"New-TransportRule", "Enable-TransportRule"}, []string{"Disabled", rulePredicate + "FromScopePredicate", "Enabled"}},
	{"a connector that only rules use", []string{
		"$null = New-OutboundConnector -Name 'x' -IsTransportRuleScoped $true -SmartHosts @('192.0.2.1') -Confirm:$false -ErrorAction Stop",
		"'' + @(Get-OutboundConnector -ErrorAction Stop).Count",
		"$made = @(Get-OutboundConnector -IsTransportRuleScoped $true -ErrorAction Stop)", "[string]$made[0].SmartHosts",
		"'' + @(Get-OutboundConnector -IncludeTestModeConnectors $true -ErrorAction Stop).Count",
	}, false, []string{"New-OutboundConnector"}, []string{"0", "[192.0.2.1]", "0"}},
	{"clearing", []string{
		"$null = New-OutboundConnector -Name 'x' -SmartHosts @('a.example') -Confirm:$false -ErrorAction Stop",
		"$made = @(Get-OutboundConnector -ErrorAction Stop)",
		"$null = Set-OutboundConnector -Identity $made[0].Guid -SmartHosts $null -Confirm:$false -ErrorAction Stop",
		"$made = @(Get-OutboundConnector -ErrorAction Stop)", "'hosts: ' + [string]$made[0].SmartHosts",
	}, false, []string{"New-OutboundConnector", "Set-OutboundConnector"}, []string{"hosts: "}},
	{"sealers", []string{
		"$null = Set-ArcConfig -Identity 'Default' -ArcTrustedSealers @('a.example', 'b.example') -Confirm:$false -ErrorAction Stop",
		"$made = @(Get-ArcConfig -ErrorAction Stop)", "[string]$made[0].ArcTrustedSealers",
	}, false, []string{"Set-ArcConfig"}, []string{"a.example,b.example"}},
}

// standInBook is the book of the stand-ins' own trials.
func standInBook(t *testing.T, folder string) *book {
	t.Helper()
	b := newBook(t, setUps()[0], folder)
	b.documents = map[string]string{}
	for i, tr := range standInTrials {
		doc := b.path(fmt.Sprint("own-", i+1))
		b.documents[doc] = "& {\r\n    " + strings.Join(tr.lines, "\r\n    ") + "\r\n}\r\n\r\n"
		b.add(tr.name, newService(), func(t *testing.T, of []outcome) {
			if stopped := of[0].Thrown != ""; stopped != tr.stops {
				t.Errorf("stopped: %q", of[0].Thrown)
			}
			did(t, tr.does, of[0])
			if diff := cmp.Diff(tr.says, of[0].Output, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		}, step{Path: doc})
	}
	return b
}

// TestStandIns: the stand-ins bind, refuse and answer as the service's cmdlets do.
func TestStandIns(t *testing.T) {
	b := standInBook(t, "own")
	b.check(t, inModule{}.play(t, b))
}

// TestStandInsTextIsRead: every function that is made from a text binds as a cmdlet, and asks before a change.
func TestStandInsTextIsRead(t *testing.T) {
	m := newModule()
	for name, parameters := range cmdletTable(t) {
		f, ok := m.functions[name]
		if !ok || !f.bound || f.asks == strings.HasPrefix(name, "Get-") {
			t.Errorf("%s: %v, bound: %v, asks: %v", name, ok, f.bound, f.asks)
		}
		want := slices.DeleteFunc(slices.Sorted(maps.Keys(parameters)), func(p string) bool { return p == "Confirm" || p == "WhatIf" })
		if diff := cmp.Diff(want, slices.Sorted(slices.Values(f.params)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
