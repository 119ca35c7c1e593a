package render_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCreationNobodySaw: a command creates an object and is answered with an error. The next run knows it as made by the
// one before, and roll-back takes it back, whether there was a next run or not.
func TestCreationNobodySaw(t *testing.T) {
	for _, command := range []string{"New-InboundConnector", "New-OutboundConnector", "New-TransportRule"} {
		for _, again := range []bool{false, true} {
			at, s := fabrikam(), sample(t, "add-on-service")
			before, c, text := at.image(), newComputer(at), document(t, "script", s)
			at.fails, at.doesAllTheSame = map[string]string{command: "The operation has timed out."}, true
			if thrown, _ := c.run(t, text, nil); !strings.Contains(thrown, "timed out") {
				t.Fatal(command, thrown)
			}
			at.fails = nil
			if again {
				if results, r := c.all(t, text, nil); slices.Contains(order(r.changes()), command) {
					t.Error(command, "is run again:", results)
				}
			}
			back := document(t, "rollback", s)
			c.all(t, back, nil)
			if thrown, _ := c.run(t, back, map[string]any{"stage": "remove", "ready": true}); thrown != "" {
				t.Error(thrown)
			}
			if diff := cmp.Diff(before, at.image()); diff != "" {
				t.Errorf("%s, run again: %v:\n%s", command, again, diff)
			}
		}
	}
}

// TestRecordOutlivesAFullDisk: whichever write of the record finds the disk full, what stands there is a whole record, of
// all that was changed, and once there is room the set-up goes on with it.
func TestRecordOutlivesAFullDisk(t *testing.T) {
	s := sample(t, "add-on-service")
	text, back := document(t, "script", s), document(t, "rollback", s)
	const record = "setup-record.json"
	full := true
	for n := 1; full; n++ {
		at := fabrikam()
		before, c, writes := at.image(), newComputer(at), 0
		c.diskFull = func() bool {
			writes++
			return writes == n
		}
		thrown, r := c.run(t, text, nil)
		c.diskFull = nil
		if full = thrown != ""; full && !strings.Contains(thrown, "space on the disk") {
			t.Fatal(thrown)
		}
		if text := c.files[record]; text != "" {
			fromJSON(text)
		} else if len(r.changes()) > 0 {
			t.Errorf("write %d: %v, and no record", n, order(r.changes()))
		}
		if c.files[record] == "" { // the very first one, of which half is left
			if thrown, _ := c.run(t, text, nil); n > 1 && !strings.Contains(thrown, "interrupted while it wrote the record") {
				t.Errorf("write %d: %q", n, thrown)
			}
			delete(c.files, record+".new")
		}
		c.all(t, text, nil)
		c.all(t, back, nil)
		c.run(t, back, map[string]any{"stage": "remove", "ready": true})
		if diff := cmp.Diff(before, at.image()); diff != "" {
			t.Errorf("write %d:\n%s", n, diff)
		}
		if n > 40 {
			t.Fatal("there is no end of writes")
		}
	}
}

// TestCreationOfSomebodyElse: what has the name and is not what was about to be created stays.
func TestCreationOfSomebodyElse(t *testing.T) {
	for property, to := range map[string]any{"TlsDomain": "theirs.example", "ConnectorSource": "HybridWizard", "RouteAllMessagesViaOnPremises": true} {
		at, s := fabrikam(), sample(t, "add-on-service")
		c := newComputer(at)
		at.fails, at.doesAllTheSame = map[string]string{"New-OutboundConnector": "The operation has timed out."}, true
		c.run(t, document(t, "script", s), nil)
		at.fails = nil
		at.outbound[0].set(property, to)
		thrown, r := c.run(t, document(t, "rollback", s), map[string]any{"stage": "remove", "ready": true})
		if thrown != "" || len(at.outbound) != 1 || slices.Contains(order(r.changes()), "Remove-OutboundConnector") {
			t.Error(property, thrown, order(r.changes()))
		}
	}
}

// TestUndoneOnce: what was taken back and then set again on purpose stays so.
func TestUndoneOnce(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter-hybrid")
	c := newComputer(at)
	c.all(t, document(t, "script", s), nil)
	back := document(t, "rollback", s)
	domain := at.domains[0].(*psObject)
	remove := map[string]any{"stage": "remove", "ready": true}
	for _, given := range []map[string]any{nil, remove} {
		if thrown, _ := c.run(t, back, given); thrown != "" {
			t.Fatal(thrown)
		}
	}
	if domain.values["DomainType"] != "Authoritative" {
		t.Fatal(domain.values)
	}
	domain.set("DomainType", "InternalRelay")
	for _, given := range []map[string]any{nil, remove} {
		thrown, r := c.run(t, back, given)
		if thrown != "" || len(r.changes()) > 0 || domain.values["DomainType"] != "InternalRelay" {
			t.Error(thrown, order(r.changes()), domain.values)
		}
		if got := outcomes(r); !slices.Contains(got, "Undone already") || slices.Contains(got, "Undone") {
			t.Error(got)
		}
	}
}

// TestUndoneOnceAndDoneAgain: the set-up is done once more with the same record, and undone once more.
func TestUndoneOnceAndDoneAgain(t *testing.T) {
	at, s := contoso(), sample(t, "third-party-filter-hybrid")
	before, c := at.image(), newComputer(at)
	for range 2 {
		c.all(t, document(t, "script", s), nil)
		c.all(t, document(t, "rollback", s), nil)
		at.sealers = nil
		if diff := cmp.Diff(before, at.image()); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestRecordKeepsTexts: PowerShell 7 makes dates of texts that look like some. What was there before is put back as it was.
func TestRecordKeepsTexts(t *testing.T) {
	for _, comment := range []string{"2026-03-01T08:00:00", "2026-03-01T08:00:00Z: by hand", "'quoted'", "''", "/Date(1198908717056)/"} {
		at, s := fabrikam(), sample(t, "add-on-service", "rule.comments: Ours")
		c, text := newComputer(at), document(t, "script", s)
		c.all(t, text, nil)
		at.rules[0].set("State", "Disabled")
		at.rules[0].set("Comments", comment)
		c.files = map[string]string{}
		c.all(t, text, nil)
		if at.rules[0].values["Comments"] != "Ours" {
			t.Fatal(at.rules[0].values["Comments"])
		}
		if thrown, _ := c.run(t, document(t, "rollback", s), nil); thrown != "" || at.rules[0].values["Comments"] != comment {
			t.Errorf("%q is now %#v %s", comment, at.rules[0].values["Comments"], thrown)
		}
	}
	at, s := fabrikam(), sample(t, "add-on-service", "rule.name: 2026-03-01T08:00:00")
	before, c := at.image(), newComputer(at)
	c.all(t, document(t, "script", s), nil)
	c.all(t, document(t, "rollback", s), nil)
	if diff := cmp.Diff(before, at.image()); diff != "" {
		t.Error(diff)
	}
}

// TestRemoveWaitsForStop: nothing is removed while the stage stop has something left to do, and the error names it.
func TestRemoveWaitsForStop(t *testing.T) {
	for scenario, name := range map[string]string{
		"add-on-service":      "Route email to Contoso Signature Service",
		"third-party-filter":  "Reject mail not routed through MX (Contoso Mail Filter)",
		"third-party-archive": "",
	} {
		at, s := organizations()[scenario], sample(t, scenario)
		c, back := newComputer(at), document(t, "rollback", s)
		before := at.image()
		c.all(t, document(t, "script", s), nil)
		remove := map[string]any{"stage": "remove", "ready": true}
		thrown, r := c.run(t, back, remove)
		if !strings.Contains(thrown, "The stage stop comes first") || !strings.Contains(thrown, name) || len(r.changes()) > 0 || r.asked > 0 {
			t.Error(scenario, thrown, order(r.changes()))
		}
		remove["whatifpreference"] = true
		if thrown, r = c.run(t, back, remove); thrown != "" || !warned(r, "The stage stop comes first") {
			t.Error(scenario, thrown)
		}
		if thrown, _ = c.run(t, back, nil); thrown != "" {
			t.Error(scenario, thrown)
		}
		remove["whatifpreference"] = false
		thrown, _ = c.run(t, back, remove)
		at.sealers = nil
		if diff := cmp.Diff(before, at.image()); thrown != "" || diff != "" {
			t.Error(scenario, thrown, diff)
		}
	}
}

// TestCreationFailed: a creation that failed and was made good by the next run leaves one object to take back.
func TestCreationFailed(t *testing.T) {
	at, s := fabrikam(), sample(t, "add-on-service")
	before, c, text := at.image(), newComputer(at), document(t, "script", s)
	at.fails = map[string]string{"New-OutboundConnector": "The operation has timed out."}
	c.run(t, text, nil)
	at.fails = nil
	if results, _ := c.all(t, text, nil); !slices.Contains(results, "Created") {
		t.Fatal(results)
	}
	back := document(t, "rollback", s)
	thrown, r := c.run(t, back, nil)
	if got := outcomes(r); thrown != "" || !slices.Contains(got, "Was not created") {
		t.Error(thrown, got)
	}
	thrown, r = c.run(t, back, map[string]any{"stage": "remove", "ready": true})
	if n := len(r.called("Remove-OutboundConnector")); thrown != "" || n != 1 {
		t.Error(thrown, n)
	}
	if diff := cmp.Diff(before, at.image()); diff != "" {
		t.Error(diff)
	}
}

// TestRecordIsNoRecord: a file that is no whole record stops the script before it changes anything, and stays.
func TestRecordIsNoRecord(t *testing.T) {
	text := document(t, "script", sample(t, "add-on-service"))
	for _, is := range []string{"", "{\"SetUp\": \"add-on", "null", "{}"} {
		at := fabrikam()
		c := newComputer(at)
		c.files["setup-record.json"] = is
		thrown, r := c.run(t, text, nil)
		if !strings.Contains(thrown, "record") || !strings.Contains(thrown, "Nothing was changed") || len(r.changes()) > 0 || c.files["setup-record.json"] != is {
			t.Errorf("%q: %q, %v", is, thrown, order(r.changes()))
		}
	}
}

// TestRecordOfOtherAnswers: a script that was made from other answers may not know how to undo all that the record says. It
// says so before it undoes anything, and does not take for gone what it cannot see.
func TestRecordOfOtherAnswers(t *testing.T) {
	at := contoso()
	c := newComputer(at)
	c.all(t, document(t, "script", sample(t, "third-party-filter", "filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.0/24")), nil)
	for _, stage := range []string{"stop", "remove"} {
		thrown, r := c.run(t, document(t, "rollback", sample(t, "third-party-filter")), map[string]any{"stage": stage, "ready": true})
		if !strings.Contains(thrown, "rollback.ps1 of those answers") || len(r.changes()) > 0 {
			t.Error(stage, thrown, order(r.changes()), outcomes(r))
		}
	}
}
