package render_test

import (
	"slices"
	"strings"
	"testing"
)

// TestVerifyNormalizes: an address reads back in brackets, and a block of addresses as its first one.
func TestVerifyNormalizes(t *testing.T) {
	for scenario, answers := range map[string][]string{
		"connector":          {"connector.smart-hosts: 192.0.2.10", "connector.tls-domain: smtp.contososignatureservice.com"},
		"third-party-filter": {"filtering.how: bypass", "filtering.bypass-ip-addresses: 198.51.100.7/24"},
	} {
		settled := sample(t, scenario, answers...)
		if p := settled.Problems(); len(p) > 0 {
			t.Fatal(p)
		}
		at := organizations()[scenario]
		c := newComputer(at)
		c.all(t, document(t, "script", settled), nil)
		_, r := c.run(t, document(t, "verify", settled), nil)
		for _, o := range r.results {
			if v := o.(*psObject).values; v["Agrees"] != true {
				t.Error(answers, v)
			}
		}
	}
}

// TestVerifyShowsATable: a console shows objects of more than four properties as a list, unless their type names four.
func TestVerifyShowsATable(t *testing.T) {
	at := fabrikam()
	c := newComputer(at)
	_, r := c.run(t, document(t, "verify", sample(t, "add-on-service")), nil)
	if len(r.results) == 0 || len(r.shownOf) == 0 {
		t.Fatal(r.results, r.shownOf)
	}
	for _, o := range r.results {
		o := o.(*psObject)
		shown := r.shownOf[o.kind]
		if len(shown) != 4 || !slices.Contains(shown, "Expected") || !slices.Contains(shown, "Found") {
			t.Fatalf("%q is shown as %v", o.kind, shown)
		}
		for _, name := range append(shown, "Agrees") {
			if !slices.Contains(o.names, name) {
				t.Errorf("no %s in %s", name, strings.Join(o.names, " "))
			}
		}
	}
	for _, id := range []string{"script", "rollback"} {
		c.all(t, document(t, "script", sample(t, "add-on-service")), nil)
		if _, r := c.run(t, document(t, id, sample(t, "add-on-service")), nil); len(r.results) == 0 || len(r.results[0].(*psObject).names) > 4 {
			t.Error(id, r.results)
		}
	}
}
