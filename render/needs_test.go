package render_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestRunbookSaysWhatComesBefore: what stands behind After is in order, says nothing that another entry says already,
// and leads to all that the set-up for programs says an action needs.
func TestRunbookSaysWhatComesBefore(t *testing.T) {
	item := regexp.MustCompile(`(?m)^- \[ \] \*\*(\d+)\. .*\n(?:  .*\n)*`)
	after := regexp.MustCompile(`(?m)^  - After: (.*)$`)
	seen := 0
	for _, name := range cases(t) {
		s := settled(t, name)
		var up struct {
			Actions []struct {
				ID    string   `json:"id"`
				Needs []string `json:"needs"`
			} `json:"actions"`
		}
		if err := json.Unmarshal([]byte(document(t, "json", s)), &up); err != nil {
			t.Fatal(err)
		}
		number := map[string]int{}
		leads := make([]map[int]bool, len(up.Actions)+1) // to what comes before, directly or not
		for i, a := range up.Actions {
			number[a.ID] = i + 1
		}
		for _, m := range item.FindAllStringSubmatch(document(t, "markdown", s), -1) {
			n, err := strconv.Atoi(m[1])
			if err != nil || n > len(up.Actions) {
				t.Fatalf("%s: action %s of %d", name, m[1], len(up.Actions))
			}
			var direct []int
			if said := after.FindStringSubmatch(m[0]); said != nil {
				for text := range strings.SplitSeq(said[1], ", ") {
					d, err := strconv.Atoi(text)
					if err != nil || d >= n {
						t.Fatalf("%s: action %d comes after %q", name, n, text)
					}
					direct = append(direct, d)
				}
			}
			if !slices.IsSorted(direct) {
				t.Errorf("%s: action %d comes after %v", name, n, direct)
			}
			all := map[int]bool{}
			for _, d := range direct {
				for far := range leads[d] {
					all[far] = true
				}
			}
			for _, d := range direct {
				if all[d] {
					t.Errorf("%s: action %d comes after %v, of which another needs %d already", name, n, direct, d)
				}
				all[d] = true
			}
			leads[n] = all
			for _, id := range up.Actions[n-1].Needs {
				if seen++; !all[number[id]] {
					t.Errorf("%s: action %d needs %s, and %v does not lead there", name, n, id, direct)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no action needs another")
	}
}

// TestWayBackKeepsMail: no policy forbids the hosts that the MX records go back to, and a host is named in SPF until
// nothing is sent from it.
func TestWayBackKeepsMail(t *testing.T) {
	s := sample(t, "third-party-archive", "dns.mta-sts: enforce")
	_, back, _ := strings.Cut(document(t, "markdown", s), "\n## Way back\n")
	at := 0
	for _, step := range []string{
		"Lift the lock-down", "Turn the way out through the service off", "Where the MTA-STS policy says enforce again",
		"Then point the MX records back (contoso.com to 0 contoso-com.mail.protection.outlook.com)",
		"Remove the outbound connector through the service", "Remove the inbound connector of the service",
		"Last, take out of the SPF record of contoso.com what nothing sends from any more, or delete it, for there was none before",
	} {
		i := strings.Index(back[at:], step)
		if i < 0 {
			t.Fatalf("behind %d characters of the way back there is no %q:\n%s", at, step, back)
		}
		at += i
	}
	s = sample(t, "third-party-archive", "dns.domains[contoso.com].existing-spf: v=spf1 include:_spf.example.com ~all")
	if _, back, _ = strings.Cut(document(t, "markdown", s), "\n## Way back\n"); !strings.Contains(back, "Last, put the old SPF record of contoso.com back") || strings.Contains(back, "none before") {
		t.Errorf("the old SPF record does not come back:\n%s", back)
	}
}

// TestRunbookShowsTheEnd: a table of settings shows what is there in the end, and says what is otherwise until then.
func TestRunbookShowsTheEnd(t *testing.T) {
	rule := document(t, "markdown", sample(t, "add-on-service"))
	if !strings.Contains(rule, "| Enable the rule at the end | Ticked | `Enable-TransportRule` |\n") {
		t.Error("a rule that is on in the end reads otherwise")
	}
	if off := document(t, "markdown", sample(t, "add-on-service", "rule.turn-it-on: false")); !strings.Contains(off, "| Enable the rule at the end | Not ticked | `-Enabled $false` |\n") {
		t.Error("a rule that stays off reads otherwise")
	}
	pilot := document(t, "markdown", sample(t, "third-party-filter", "filtering.pilot-users: pilot@contoso.com"))
	if strings.Contains(pilot, "| `-EFUsers 'pilot@contoso.com'` |") {
		t.Error("the pilot ends, and the table shows it")
	}
	if !strings.Contains(pilot, "Before \"Give Enhanced Filtering to all recipients\" it has `-EFUsers 'pilot@contoso.com'`.") {
		t.Error("nothing says how long the pilot lasts")
	}
}

// TestRoute53SaysTheGravest: JSON has no comments, and what may not be overlooked has little room.
func TestRoute53SaysTheGravest(t *testing.T) {
	for scenario, says := range map[string][]string{
		"third-party-filter":        {"SAMPLE: ", "Only in the stage "},
		"third-party-filter-hybrid": {"SAMPLE: ", "ERROR MF006: ", "Only in the stage "},
		"third-party-archive":       {"SAMPLE: ", "NOT RECOMMENDED ", "Only in the stage "},
	} {
		var batch struct{ Comment string }
		if err := json.Unmarshal([]byte(document(t, "route53", sample(t, scenario))), &batch); err != nil {
			t.Fatal(err)
		}
		for _, text := range append(says, "For the hosted zone contoso.com only.") {
			if !strings.Contains(batch.Comment, text) || len(batch.Comment) > 256 {
				t.Errorf("%s: no %q in %d characters: %s", scenario, text, len(batch.Comment), batch.Comment)
			}
		}
	}
}

// TestRunbookShowsWhatWasChanged: how to check names every object, those that are changed and not made among them.
func TestRunbookShowsWhatWasChanged(t *testing.T) {
	for scenario, says := range map[string][]string{
		"add-on-service":            {"Get-AcceptedDomain -ResultSize", "Get-TransportRule -ResultSize", "State"},
		"third-party-filter":        {"Get-AcceptedDomain -ResultSize", "Get-ArcConfig -ErrorAction Stop |\n    Format-List -Property ArcTrustedSealers"},
		"third-party-filter-hybrid": {"Format-List -Property DomainName, DomainType", "Get-SendConnector -ErrorAction"},
	} {
		_, check, _ := strings.Cut(document(t, "markdown", sample(t, scenario)), "\n## How to check\n")
		check, _, _ = strings.Cut(check, "\n## ")
		for _, text := range says {
			if !strings.Contains(check, text) {
				t.Errorf("%s: how to check does not have %q:\n%s", scenario, text, check)
			}
		}
	}
}
