package seen_test

import (
	"fmt"
	"strings"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/every"
	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"

	"github.com/google/go-cmp/cmp"
)

// shown is a plan, a line for each thing.
func shown(p seen.Plan) string {
	var b strings.Builder
	for _, h := range p.SmartHosts {
		fmt.Fprintf(&b, "host %s tls %d %s\n", h.Host.Exchange(), h.TLS, h.TLSDomain.Exchange())
	}
	for _, d := range p.Domains {
		fmt.Fprintf(&b, "domain %s\n  tenant %s\n  spf %q\n  had %q\n", d.Name, d.TenantHost, d.PlannedSPF, d.ExistingSPF)
		for _, m := range d.PlannedMX {
			fmt.Fprintf(&b, "  mx %d %s\n", m.Preference, m.Host)
		}
		if !d.DMARC || !d.MTASTS {
			b.WriteString("  without DMARC or MTA-STS\n")
		}
	}
	for _, h := range p.TenantHosts {
		fmt.Fprintf(&b, "tenant %s\n", h)
	}
	for _, f := range p.Proofs {
		fmt.Fprintf(&b, "proof %s %q by MX: %t\n", f.Domain, f.Value, f.ByMX)
	}
	return b.String()
}

func TestPlanForSamples(t *testing.T) {
	for scenario, want := range map[string]string{
		"connector": "host smtp.contososignatureservice.com tls 4 smtp.contososignatureservice.com\n",
		"add-on-service": `host smtp.contososignatureservice.com tls 4 smtp.contososignatureservice.com
tenant fabrikam.mail.protection.outlook.com
proof S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com "MS=ms51944068" by MX: false
`,
		"third-party-filter": `domain contoso.com
  tenant contoso-com.mail.protection.outlook.com
  spf "v=spf1 include:spf.protection.outlook.com -all"
  had ""
  mx 10 mx1.contosomailfilter.com
  mx 20 mx2.contosomailfilter.com
`,
		"third-party-filter-hybrid": `host mail.contoso.com tls 4 mail.contoso.com
domain contoso.com
  tenant contoso-com.mail.protection.outlook.com
  spf "v=spf1 ip4:10.10.10.1 ip4:131.107.21.231 include:spf.protection.outlook.com -all"
  had ""
  mx 10 mx1.contosomailfilter.com
`,
		"third-party-archive": `host out.contosoarchive.com tls 4 out.contosoarchive.com
domain contoso.com
  tenant contoso-com.mail.protection.outlook.com
  spf "v=spf1 include:spf.protection.outlook.com include:spf.contosoarchive.com -all"
  had ""
  mx 10 in.contosoarchive.com
`,
	} {
		file, err := answers.Sample(scenario)
		if err != nil {
			t.Fatal(err)
		}
		draft, _ := file.Settled.Build()
		if d := cmp.Diff(want, shown(seen.PlanFor(draft))); d != "" {
			t.Errorf("%s (-want +got):\n%s", scenario, d)
		}
	}
}

// settled are the answers of a scenario, as a page holds them before they are all given.
func settled(t *testing.T, scenario string, a steps.Answers) mailflow.Draft {
	t.Helper()
	sc, ok := steps.Find(scenario)
	if !ok {
		t.Fatalf("no scenario %q", scenario)
	}
	draft, _ := sc.Settle(a).Build()
	return draft
}

func TestPlanForWhatStands(t *testing.T) {
	for _, test := range []struct {
		name, scenario string
		answers        steps.Answers
		want           string
	}{
		{"nothing", "connector", nil, ""},
		{"a host that is no host yet", "connector", steps.Answers{"connector.from": {"office-365"}, "connector.to": {"your-organization"}, "connector.smart-hosts": {"mail.contoso.com", "mail.contoso."}},
			"host mail.contoso.com tls 3 \n"},
		{"a TLS domain that is none yet", "connector", steps.Answers{"connector.from": {"office-365"}, "connector.to": {"your-organization"}, "connector.smart-hosts": {"mail.contoso.com"},
			"connector.match-subject-name": {"true"}, "connector.tls-domain": {"mail."}}, "host mail.contoso.com tls 3 \n"},
		{"a partner by MX", "connector", steps.Answers{"connector.from": {"office-365"}, "connector.to": {"partner-organization"}, "connector.smart-hosts": {"mail.contoso.com"}}, ""},
		{"a domain without a filter", "third-party-filter", steps.Answers{"dns.domains": {"contoso.com", "contoso"}},
			"domain contoso.com\n  tenant contoso-com.mail.protection.outlook.com\n  spf \"v=spf1 include:spf.protection.outlook.com -all\"\n  had \"\"\n"},
		{"an SPF record that stays", "third-party-filter", steps.Answers{"dns.domains": {"contoso.com"}, steps.ItemKey("dns", "domains", "contoso.com", "existing-spf"): {"v=spf1 include:spf.protection.outlook.com ~all"}},
			"domain contoso.com\n  tenant contoso-com.mail.protection.outlook.com\n  spf \"\"\n  had \"v=spf1 include:spf.protection.outlook.com ~all\"\n"},
		{"an own server and no connector to it", "third-party-filter-hybrid", steps.Answers{"on-premises.host": {"mail.contoso.com"}, "to-on-premises.smart-hosts": {"edge.contoso.com"}},
			"host edge.contoso.com tls 4 mail.contoso.com\nhost mail.contoso.com tls 0 \n"},
		{"a proof that nobody knows yet", "add-on-service", steps.Answers{"accepted-domain.name": {"a.contososignatureservice.com"}, "accepted-domain.proof": {"mx"}},
			"proof a.contososignatureservice.com \"\" by MX: true\n"},
	} {
		if d := cmp.Diff(test.want, shown(seen.PlanFor(settled(t, test.scenario, test.answers)))); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
	}
}

// TestPlanForEveryDraft: whatever can be answered, every outbound smart host and every mail domain is looked at.
func TestPlanForEveryDraft(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		every.Walks(sc, 7, 60, func(s *steps.Settled) {
			draft, _ := s.Build()
			text := shown(seen.PlanFor(draft))
			for _, c := range draft.Connectors {
				out, ok := c.(mailflow.Outbound)
				if !ok || out.Routing != mailflow.RoutingSmartHosts {
					continue
				}
				for _, h := range out.SmartHosts {
					if !strings.Contains(text, "host "+h.Exchange()+" ") {
						t.Fatalf("%s is not looked at in\n%s\nfor %s", h, text, every.Says(s))
					}
				}
			}
			for _, m := range draft.MailDomains {
				if !strings.Contains(text, "domain "+m.Name.Exchange()+"\n") {
					t.Fatalf("%s is not looked at in\n%s\nfor %s", m.Name, text, every.Says(s))
				}
			}
		})
	}
}
