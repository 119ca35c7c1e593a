package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestInboundDANE: it is turned off before the MX records move, looked at by verify, and turned on again only when they
// are back, and only where it was on.
func TestInboundDANE(t *testing.T) {
	s := sample(t, "third-party-filter", "dns.inbound-dane: true")
	if p := s.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	at := contoso()
	domain := at.domains[0].(*psObject)
	domain.set("SmtpDaneStatus", "Enabled")
	off := []psCall{{"Disable-SmtpDaneInbound", map[string]any{"DomainName": "contoso.com", "Confirm": false, "ErrorAction": "Stop"}}}

	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done: 1 of 1", "Block 1 of 3: Prepare (acts at once)", "turn inbound DANE off: done and read back as wanted")
	if diff := cmp.Diff(off, r.changes(), cmp.AllowUnexported(psCall{})); diff != "" || domain.values["SmtpDaneStatus"] != "Disabled" {
		t.Error(diff, domain.values)
	}
	thrown, r = paste(t, s, 1, at)
	wants(t, thrown, r, "Actions done: 1 of 1", "unchanged: it was so already")

	for _, before := range []string{"Enabled", "Disabled"} {
		domain.set("SmtpDaneStatus", before)
		at.inbound, at.sealers = nil, nil
		image, c := at.image(), newComputer(at)
		_, r = c.all(t, document(t, "script", s), nil)
		if got := slices.Contains(order(r.changes()), "Disable-SmtpDaneInbound"); got != (before == "Enabled") {
			t.Errorf("it was %s: %v", before, order(r.changes()))
		}
		_, r = c.run(t, document(t, "verify", s), nil)
		rows := 0
		for _, o := range r.results {
			if v := o.(*psObject).values; v["Property"] == "SmtpDaneStatus" {
				if rows++; fmt.Sprint(v["Object"], v["Expected"], v["Found"], v["Agrees"]) != "contoso.comDisabledDisabledtrue" {
					t.Error(v)
				}
			}
		}
		if rows != 1 {
			t.Error(rows, "rows of verify")
		}
		back := document(t, "rollback", s)
		if thrown, r = c.run(t, back, nil); thrown != "" || domain.values["SmtpDaneStatus"] != "Disabled" {
			t.Error("it is on while the MX records may name the service:", thrown, order(r.changes()))
		}
		thrown, _ = c.run(t, back, map[string]any{"stage": "remove", "ready": true})
		at.sealers = nil
		if diff := cmp.Diff(image, at.image()); thrown != "" || diff != "" {
			t.Error(thrown, diff)
		}
	}

	at.ignores = "Disable-SmtpDaneInbound"
	domain.set("SmtpDaneStatus", "Enabled")
	if thrown, _ = paste(t, s, 1, at); !strings.Contains(thrown, "SmtpDaneStatus: expected Disabled, found Enabled") {
		t.Error(thrown)
	}
}

// TestDANEOfARelay: both changes of one domain are kept apart, and only the type decides what connectors may go.
func TestDANEOfARelay(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid", "dns.inbound-dane: true"), contoso()
	domain := at.domains[0].(*psObject)
	for name, v := range map[string]any{"SmtpDaneStatus": "Enabled", "DomainType": "InternalRelay"} {
		domain.set(name, v)
	}
	image, c := at.image(), newComputer(at)
	c.all(t, document(t, "script", s), nil)
	if domain.values["SmtpDaneStatus"] != "Disabled" || domain.values["DomainType"] != "InternalRelay" {
		t.Fatal(domain.values)
	}
	c.all(t, document(t, "rollback", s), nil)
	at.sealers = nil
	if diff := cmp.Diff(image, at.image()); diff != "" {
		t.Error(diff)
	}
}

// TestUnreadable: where the service does not tell a property, its change could not be read back, and is not begun.
func TestUnreadable(t *testing.T) {
	s, at := sample(t, "third-party-filter", "dns.inbound-dane: true", "lockdown.reject-direct-send: true"), contoso()
	if p := s.Problems(); len(p) > 0 {
		t.Fatal(p)
	}
	at.domains[0] = newObject("DomainName", "contoso.com", "DomainType", "Authoritative", "Guid", "domain contoso.com")
	image := at.image()
	stops := func(doc, property, thrown string, r *psRunner) {
		t.Helper()
		if !strings.Contains(thrown, property) || !strings.Contains(thrown, "Nothing was changed") || len(r.changes()) > 0 {
			t.Errorf("%s: %q %v", doc, thrown, order(r.changes()))
		}
	}
	thrown, r := paste(t, s, 1, at)
	stops("paste", "SmtpDaneStatus", thrown, r)
	thrown, r = newComputer(at).run(t, document(t, "script", s), map[string]any{"ready": true})
	stops("script", "SmtpDaneStatus", thrown, r)
	if diff := cmp.Diff(image, at.image()); diff != "" {
		t.Error(diff)
	}
	at.domains[0].(*psObject).set("SmtpDaneStatus", "Disabled")
	at.config = newObject("Guid", "organization")
	c := newComputer(at)
	head, _, _, err := readScript(document(t, "script", s))
	if err != nil {
		t.Fatal(err)
	}
	stages := stagesOf(head)
	for _, stage := range stages {
		thrown, r = c.run(t, document(t, "script", s), map[string]any{"ready": true, "stage": stage})
	}
	stops("script", "RejectDirectSend", thrown, r)
}
