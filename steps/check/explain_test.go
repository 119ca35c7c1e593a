package check

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/every"
)

// asText is an explanation as one text.
func asText(e Explanation) string {
	var b strings.Builder
	b.WriteString(e.ID + " " + e.Title + "\n")
	for _, s := range e.Sections {
		b.WriteString(s.Title + "\n" + strings.Join(s.Text, "\n") + "\n" + strings.Join(s.Items, "\n") + "\n")
	}
	return b.String() + strings.Join(e.See, " ")
}

func TestExplainEveryRule(t *testing.T) {
	for _, r := range Rules() {
		for _, query := range []string{r.ID, strings.ToLower(r.ID), " " + r.ID[:2] + " " + r.ID[2:] + " ", r.ID[2:]} {
			e, ok := Explain(query)
			if !ok || e.ID != r.ID || e.Kind != RuleTopic || !strings.Contains(asText(e), r.Why) || !strings.Contains(asText(e), r.Source) {
				t.Errorf("%q: %+v", query, e)
			}
		}
	}
}

func TestExplainEveryQuestion(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		for _, p := range sc.Parts() {
			for i := range p.Fields {
				f := &p.Fields[i]
				key := string(steps.MakeKey(p.ID, f.Name))
				if !reachable(sc, &p)(f.Name) {
					if e, ok := Explain(key); ok {
						t.Errorf("%s is never asked, and explained as %s", key, e.ID)
					}
					continue
				}
				explained(t, key, sc.ID, key, f)
				explained(t, f.Name, "", "", f)
				for j := range f.Each {
					each := &f.Each[j]
					for _, query := range []string{key + "[]." + each.Name, key + "[contoso.com]." + each.Name, key + "." + each.Name} {
						explained(t, query, sc.ID, key+"[]."+each.Name, each)
					}
					explained(t, each.Name, "", "", each)
				}
			}
		}
	}
}

func explained(t *testing.T, query, scenario, key string, f *steps.Field) {
	t.Helper()
	for _, q := range []string{query, strings.ToUpper(query), strings.ReplaceAll(query, "-", " ")} {
		e, ok := Explain(q)
		text := asText(e)
		if !ok || e.Kind != FieldTopic || key != "" && e.ID != key {
			t.Errorf("%q: %v", q, e.ID)
			return
		}
		for _, want := range append([]string{f.Explain.What, f.Explain.Why, f.Explain.Source, f.PlainLabel(), scenario}, f.Params...) {
			if !strings.Contains(text, want) {
				t.Errorf("%q: there is no %q in\n%s", q, want, text)
			}
		}
	}
}

// The codes of the catalogue: those of its table and those that its rules name.
var catalogueCodes = `
550 5.7.51; 5.7.51; 550 5.7.68; 5.7.68; 550 5.7.64; 5.7.64; 451 4.4.62; ATTR35; 451 4.7.500-699; 4.7.500; 451 4.7.651; 5.4.14; 554 5.4.6; 5.4.6; ATTR34; ATTR1;
550 5.4.1; 5.1.10; 550 5.1.10; 5.4.1; 550 5.7.1; 550 5.7.23; 5.7.23; 550 5.7.509; 5.7.509; 450 4.7.320; 4.7.320; SubjectMismatch; 450 4.4.317; 451 5.7.3;
4.4.316; 4.4.7; 5.4.300; 5.7.321; 5.7.322; 5.7.323; 5.7.324; 5.7.750; 5.7.705; 5.7.708; 4.7.26; 5.7.25; 5.7.57; 5.7.60; compauth=fail; junk; disabled state; signature missing`

func TestExplainEveryCode(t *testing.T) {
	for _, query := range strings.Split(catalogueCodes, ";") {
		query = strings.TrimSpace(query)
		e, ok := Explain(query)
		if !ok || e.Kind != CodeTopic || len(e.See) == 0 || len(e.Sections) < 2 || len(e.Sections[1].Items) == 0 {
			t.Errorf("%q: %+v", query, e)
			continue
		}
		for _, rule := range e.See {
			if _, ok := Find(rule); !ok {
				t.Errorf("%q leads to %s", query, rule)
			}
		}
	}
	for _, c := range codes {
		for _, query := range append([]string{c.id, strings.ToUpper(c.id)}, c.also...) {
			if e, ok := Explain(query); !ok || e.ID != c.id && !slices.Contains(c.also, plain(query)) {
				t.Errorf("%q is explained as %s", query, e.ID)
			}
		}
	}
}

// A message as it stands in a bounce, and other loose ways of asking.
func TestExplainLoosely(t *testing.T) {
	for query, want := range map[string]string{
		`550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain. The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set`: "550 5.7.51",
		"Remote Server returned '550 5.7.64 TenantAttribution; Relay Access Denied [ValidationStatus of 'mail.contoso.com' is Valid]'":                                                                                            "550 5.7.64",
		"554 5.4.14 Hop count exceeded - possible mail loop ATTR34 [BL2NAM06FT011.Eop-nam06.prod.protection.outlook.com]":                                                                                                         "554 5.4.14",
		"550 5.4.1 Recipient address rejected: Access denied. AS(201806281)":                                                                                                                                                      "550 5.4.1",
		"550 5.4.1 Relay Access Denied": "5.4.1 Relay access denied",
		"450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 STARTTLS is required to send mail]": "450 4.4.317",
		"451 4.7.550 Access denied, please try again later":                                                 "451 4.7.500-699",
		"smart-hosts":           "outbound.smart-hosts",
		"Smart Hosts":           "outbound.smart-hosts",
		"-TlsDomain":            "outbound.tls-domain",
		"EFSkipIPs":             "filtering.how",
		"dns.domains.ttl":       "dns.domains[].ttl",
		"connector.smart_hosts": "connector.smart-hosts",
	} {
		e, ok := Explain(query)
		if strings.HasSuffix(want, "smart-hosts") || strings.HasSuffix(want, "tls-domain") {
			ok = ok && strings.HasSuffix(e.ID, want[strings.IndexByte(want, '.'):])
		} else {
			ok = ok && e.ID == want
		}
		if !ok {
			t.Errorf("%q: %s", query, e.ID)
		}
	}
	for _, query := range []string{"", "  ", "MF999", "quux", "5.9.99", strings.Repeat("x", 5000), "\x00"} {
		if e, ok := Explain(query); ok {
			t.Errorf("%q: %s", query, e.ID)
		}
	}
	for query, want := range map[string]string{"smrt-hosts": "smart-hosts", "MF3002": "MF302", "5.7.52": "5.7.51", "hosts": "mx-hosts"} {
		if got := Nearest(query); !slices.ContainsFunc(got, func(s string) bool { return strings.HasSuffix(s, want) }) {
			t.Errorf("nearest to %q: %v", query, got)
		}
	}
	if got := Nearest("something else altogether that is nowhere"); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

// Whatever is listed can be explained, by the very words of the list.
func TestTopics(t *testing.T) {
	seen := map[string]bool{}
	for _, topic := range Topics() {
		e, ok := Explain(topic.ID)
		if !ok || e.ID != topic.ID || e.Kind != topic.Kind || topic.Title == "" {
			t.Errorf("%+v is explained as %s %s", topic, e.Kind, e.ID)
		}
		if seen[topic.ID] {
			t.Errorf("%s is listed twice", topic.ID)
		}
		seen[topic.ID] = true
		for _, see := range e.See {
			if _, ok := Explain(see); !ok {
				t.Errorf("%s leads to %s", topic.ID, see)
			}
		}
	}
}

// Every rule of the codes is told of, and every code that a rule's own text names can be looked up.
func TestCodesInRules(t *testing.T) {
	code := regexp.MustCompile(`(?:\d{3} )?[245]\.\d\.\d+`)
	for _, r := range Rules() {
		for _, c := range code.FindAllString(r.Why+" "+r.Fix, -1) {
			if e, ok := Explain(c); !ok || e.Kind != CodeTopic {
				t.Errorf("%s speaks of %s, which is not explained", r.ID, c)
			}
		}
	}
}

// What can be asked can be explained: nothing that comes up on some way is left out.
func TestExplainWhatIsAsked(t *testing.T) {
	done := map[string]bool{}
	for _, sc := range steps.Scenarios() {
		every.Walks(sc, 7, 200, func(s *steps.Settled) {
			for _, q := range s.Asked {
				if !q.Open || done[string(q.Key)] {
					continue
				}
				done[string(q.Key)] = true
				if e, ok := Explain(string(q.Key)); !ok || e.ID != itemIn().ReplaceAllString(string(q.Key), "[]") {
					t.Errorf("%s is asked, and explained as %q", q.Key, e.ID)
				}
			}
		})
	}
}
