package answers

import (
	"strings"
	"testing"

	"eacwizard/steps"
)

// of a domain that had no record of a kind, nothing is said of an old one; of one that had, its end is waited for.
func TestFirstRecordsReplaceNothing(t *testing.T) {
	for _, c := range []struct {
		id, field    string
		value        steps.Value
		says, silent map[string][]string
	}{
		{
			id: "third-party-archive",
			says: map[string][]string{
				"dns.spf":      {"Publish the SPF record", "For contoso.com there is none now"},
				"dns.wait-spf": {"contoso.com had no TXT record", "SOA record"},
			},
			silent: map[string][]string{"dns.spf": {"Replace", "old"}, "dns.wait-spf": {"old", "noted"}},
		},
		{
			id: "third-party-archive", field: "existing-spf", value: steps.Value{"v=spf1 include:_spf.example.com ~all"},
			says: map[string][]string{
				"dns.spf":      {"Replace the SPF record", "The time to live of the SPF record of contoso.com is noted"},
				"dns.wait-spf": {"For contoso.com: as long as the time to live that was noted before the change"},
			},
			silent: map[string][]string{"dns.spf": {"none now"}, "dns.wait-spf": {"SOA", "a look-up before"}},
		},
		{
			id: "third-party-archive", field: "no-other-txt", value: steps.Value{"false"},
			says:   map[string][]string{"dns.wait-spf": {"Where other TXT records stand at the name", "SOA record"}},
			silent: map[string][]string{"dns.wait-spf": {"old"}},
		},
		{
			id: "third-party-filter", field: "existing-mx", value: steps.Value{},
			says: map[string][]string{
				"dns.mx":   {"Publish the MX records of the service", "For contoso.com there is none now"},
				"dns.wait": {"contoso.com had no MX record", "SOA record"},
			},
			silent: map[string][]string{"dns.mx": {"Replace", "stays"}, "dns.wait": {"old", "lowered"}, "dns.lower-ttl": {""}},
		},
		{
			id:     "third-party-filter",
			says:   map[string][]string{"dns.mx": {"Point the MX records to the service", "Replace all of them"}, "dns.wait": {"5 minutes", "1 hour"}},
			silent: map[string][]string{"dns.mx": {"none now"}, "dns.wait": {"SOA"}, "dns.wait-spf": {""}},
		},
	} {
		file, err := Sample(c.id)
		if err != nil {
			t.Fatal(err)
		}
		if c.field != "" {
			file.Answers[steps.ItemKey("dns", "domains", "contoso.com", c.field)] = c.value
		}
		up, problems := file.Scenario.Settle(file.Answers).SetUp()
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		said := map[string]string{}
		for _, a := range up.Actions(up.Records()) {
			said[a.ID] = strings.Join(append([]string{a.Title, a.Seen}, append(a.Before, a.How...)...), "\n")
		}
		for id, all := range c.says {
			for _, text := range all {
				if !strings.Contains(said[id], text) {
					t.Errorf("%s, %s %q: %s does not say %q:\n%s", c.id, c.field, c.value, id, text, said[id])
				}
			}
		}
		for id, all := range c.silent {
			for _, text := range all {
				if has, planned := said[id]; planned && strings.Contains(has, text) {
					t.Errorf("%s, %s %q: %s says %q:\n%s", c.id, c.field, c.value, id, text, has)
				}
			}
		}
	}
}

// The time to live that is asked for is that of the MX records: a short one is not for an SPF record, which stays.
func TestSPFHasATimeToLiveOfItsOwn(t *testing.T) {
	for _, ttl := range []string{"300", "3600", "86400"} {
		file, err := Sample("third-party-archive")
		if err != nil {
			t.Fatal(err)
		}
		file.Answers[steps.ItemKey("dns", "domains", "contoso.com", "ttl")] = steps.Value{ttl}
		up, problems := file.Scenario.Settle(file.Answers).SetUp()
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for _, set := range up.Records() {
			if strings.HasPrefix(set.New[0].Text, "v=spf1") && set.TTL != 3600 {
				t.Errorf("with MX records of %s seconds the SPF record has %d", ttl, set.TTL)
			}
		}
	}
}
