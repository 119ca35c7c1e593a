package render_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eacwizard/steps"
)

// bypassed is a filter in front that also sends, with the rule that takes its time to act.
func bypassed(t *testing.T) *steps.Settled {
	return sample(t, "third-party-filter", "filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24",
		"service.sends-outbound: true", "service.spf: include:spf.contosomailfilter.com",
		"through-service.smart-hosts: out.contosomailfilter.com", "through-service.tls-domain: out.contosomailfilter.com",
		"through-service.validation-addresses: admin@fabrikam.com")
}

var numberedAction = regexp.MustCompile(`(?m)^- \[ \] \*\*(\d+)\. .*\n  - Who: .*?(?:, block (\d+))?$`)

// TestBlocksKeepTheOrder: no action stands between two that one paste does, or it would be done too late.
func TestBlocksKeepTheOrder(t *testing.T) {
	all := []*steps.Settled{bypassed(t), piloted(t)}
	for _, name := range byScenario(t, false) {
		if s := settled(t, name); s.Scenario.ID != "connector" {
			all = append(all, s)
		}
	}
	for _, s := range all {
		last, seen, actions := "", []string{}, 0
		for _, m := range numberedAction.FindAllStringSubmatch(document(t, "markdown", s), -1) {
			actions++
			if fmt.Sprint(actions) != m[1] {
				t.Fatalf("%s: %q follows action %d", s.Scenario.ID, m[0], actions-1)
			}
			if m[2] != "" && m[2] != last && slices.Contains(seen, m[2]) {
				t.Errorf("%s: block %s goes on with action %s behind others", s.Scenario.ID, m[2], m[1])
			}
			last, seen = m[2], append(seen, m[2])
		}
		if actions == 0 {
			t.Errorf("%s has no actions", s.Scenario.ID)
		}
	}
}

var emptyValue = regexp.MustCompile(`(?m)^\| [^|]+ \|\s*(?:` + "``" + `)?\s*\|.*$`)

// TestTablesSayEverything: every row of a table says what the setting is, and no argument in it would do other than the
// commands do.
func TestTablesSayEverything(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		book := document(t, "markdown", s)
		if row := emptyValue.FindString(book); row != "" {
			t.Errorf("%s: %s", name, row)
		}
		for _, never := range []string{"-ArcTrustedSealers '", "| Also refuse Direct Send"} {
			if strings.Contains(book, never) {
				t.Errorf("%s: %s", name, never)
			}
		}
	}
	says(t, document(t, "markdown", sample(t, "third-party-filter")),
		"| What keeps Exchange Online from judging mail by the service's address? | Enhanced Filtering, skipping the last address (recommended) | `-EFSkipLastIP $true` |",
		"| Add the service to the trusted ARC sealers | The organization | `Set-ArcConfig`<br>`-Identity 'Default'`<br>`-ArcTrustedSealers`: the list as it is, and `contosomailfilter.com` |")
	says(t, document(t, "markdown", sample(t, "add-on-service")),
		"| Record the validation, if every test succeeded | Set by the commands | `-IsValidated $true`<br>`-LastValidationTimestamp (Get-Date).ToUniversalTime()` |")
}

// TestOpenLockDownIsNoLockDown: a lock-down that stays off refuses nothing, and no document says that it will.
func TestOpenLockDownIsNoLockDown(t *testing.T) {
	book := document(t, "markdown", sample(t, "third-party-filter", "lockdown.turn-it-on: false"))
	says(t, book, "refuses nothing.", "\"Turn it on\" is not ticked, and means the lock here")
	for _, never := range []string{"will be refused", "before the lock-down", "rejects the mail it speaks for"} {
		if strings.Contains(book, never) {
			t.Errorf("%q", never)
		}
	}
}

// TestWayBackSaysWho: whoever goes back knows which steps the script does, and that its second stage waits for the MX.
func TestWayBackSaysWho(t *testing.T) {
	book := document(t, "markdown", sample(t, "third-party-filter", "lockdown.reject-direct-send: true"))
	says(t, book, "2. `rollback.ps1`, stage `stop`: Lift the lock-down", "3. By hand: Where the time to live of the MX records was raised already",
		"5. `rollback.ps1`, stage `remove`: Remove the inbound connector", "6. By hand: Last, ",
		"by these GUIDs, and is put back by hand: \"Add the service to the trusted ARC sealers\"; \"Refuse Direct Send\".")
}

// TestWayBackUndoesWhatHandsDid: what somebody set up elsewhere would go on sending to what is removed, or let forgers in.
func TestWayBackUndoesWhatHandsDid(t *testing.T) {
	says(t, document(t, "markdown", sample(t, "third-party-filter-hybrid", "on-premises.exchange: false")),
		". By hand: On your own server: have it send as it did before", "the server's queue to Exchange Online is empty.")
	says(t, document(t, "markdown", sample(t, "third-party-filter", "service.seals-with-arc: false")),
		". By hand: Remove the spoofed-sender entries")
}

// TestChecksRunWhereTheyCan: what looks at an own server is not among the commands for Exchange Online.
func TestChecksRunWhereTheyCan(t *testing.T) {
	book := document(t, "markdown", sample(t, "third-party-filter-hybrid", "lockdown.reject-direct-send: true"))
	_, check, _ := strings.Cut(book, "\n## How to check\n")
	check, _, _ = strings.Cut(check, "\n## ")
	online, own, found := strings.Cut(check, "In the Exchange Management Shell on your own server:")
	if !found || strings.Contains(online, "Get-SendConnector") || !strings.Contains(online, "Get-OrganizationConfig") || strings.Count(own, "```powershell") != 1 {
		t.Error(check)
	}
}

// TestOwnServerHasToBeReachable: no command can see to that, and without it no mail gets there.
func TestOwnServerHasToBeReachable(t *testing.T) {
	says(t, document(t, "markdown", sample(t, "third-party-filter-hybrid")),
		"  - How: Port 25 of mail.contoso.com has to be open to Exchange Online, with nothing in between that rewrites SMTP. The certificate there has to come from a public authority, and to have the name mail.contoso.com.\n")
}

// TestDNSDocumentsSayWhatTheyLeave: whoever has one of them alone learns that the runbook changes more.
func TestDNSDocumentsSayWhatTheyLeave(t *testing.T) {
	const left = "by hand: the time to live of the MX records is lowered before and raised in the end; the MTA-STS policy and its TXT record change."
	s := sample(t, "third-party-filter", "dns.mta-sts: enforce")
	for _, id := range []string{"dns", "zone", "windows-dns", "azure-dns", "html"} {
		text := strings.NewReplacer("\r", "", "\n# ", " ", "\n; ", " ", "\n", " ").Replace(document(t, id, s))
		says(t, text, left)
	}
}

func says(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, s := range all {
		if !strings.Contains(text, s) {
			t.Errorf("no %q", s)
		}
	}
}
