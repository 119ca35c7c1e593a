package answers

import (
	"maps"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// changed is a scenario's sample with other answers.
func changed(t *testing.T, scenario string, answers steps.Answers) *steps.Settled {
	t.Helper()
	file, err := Sample(scenario)
	if err != nil {
		t.Fatal(err)
	}
	all := maps.Clone(file.Answers)
	for k, v := range answers {
		if all[k] = v; v == nil {
			delete(all, k)
		}
	}
	return file.Scenario.Settle(all)
}

func whole(t *testing.T, s *steps.Settled) mailflow.SetUp {
	t.Helper()
	up, problems := s.SetUp()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return up
}

// The SPF records that Microsoft's articles print come out to the letter.
func TestSPFOfTheArticles(t *testing.T) {
	for _, c := range []struct {
		scenario string
		answers  steps.Answers
		want     string
	}{
		{"third-party-filter", nil, "v=spf1 include:spf.protection.outlook.com -all"},
		{"third-party-filter-hybrid", nil, "v=spf1 ip4:10.10.10.1 ip4:131.107.21.231 include:spf.protection.outlook.com -all"},
		{"third-party-filter-hybrid", steps.Answers{"service.spf": {"include:third_party_cloud_service.com"}}, "v=spf1 ip4:131.107.21.231 include:spf.protection.outlook.com include:third_party_cloud_service.com -all"},
		{"third-party-filter", steps.Answers{"organization.cloud": {"21vianet"}}, "v=spf1 include:spf.protection.partner.outlook.cn -all"},
		{"third-party-filter", steps.Answers{"organization.cloud": {"gcc-high"}}, "v=spf1 include:spf.protection.office365.us -all"},
		{"third-party-filter", steps.Answers{"dns.domains[contoso.com].existing-spf": {"v=spf1 ip4:131.107.21.7 include:_spf.example.com ~all"}}, "v=spf1 ip4:131.107.21.7 include:_spf.example.com include:spf.protection.outlook.com ~all"},
	} {
		up := whole(t, changed(t, c.scenario, c.answers))
		var got []string
		for _, r := range up.Records() {
			if r.Type == mailflow.RecordTXT {
				for _, d := range r.New {
					got = append(got, d.Text)
				}
			}
		}
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %q, want %q", c.scenario, got, c.want)
		}
	}
}

// An archive in the mail path is refused until somebody has understood what that means; then Enhanced Filtering is the
// only choice, and all mail to the internet leaves through the service.
func TestArchiveHasToBeUnderstood(t *testing.T) {
	refused := changed(t, "third-party-archive", steps.Answers{"service.understood": nil})
	if _, problems := refused.SetUp(); len(problems) != 1 || problems[0].Key != "service.understood" {
		t.Error(problems)
	}
	if pages := refused.Pages(); len(pages) != 1 {
		t.Errorf("%d pages before it is understood", len(pages))
	}
	s := changed(t, "third-party-archive", steps.Answers{"filtering.how": {"bypass"}})
	up := whole(t, s)
	if !up.Filtering.Enhanced() || len(up.Rules) > 0 {
		t.Errorf("filtering is %v, rules %v", up.Filtering, up.Rules)
	}
	out, ok := up.Find("through-service")
	if c, is := out.(mailflow.Outbound); !ok || !is || !c.RecipientDomains[0].Any() || c.Routing != mailflow.RoutingSmartHosts {
		t.Errorf("%+v", out)
	}
}

// Centralized mail transport leaves no Enhanced Filtering to choose.
func TestCentralizedMailTransport(t *testing.T) {
	s := changed(t, "third-party-filter-hybrid", steps.Answers{"on-premises.centralized-mail-transport": {"true"}, "filtering.how": {"last-hop"}})
	if _, problems := s.SetUp(); len(problems) != 1 || problems[0].Key != "filtering.how" {
		t.Error(problems)
	}
}

// A record that hands over to another cannot be merged into.
func TestRedirectIsNotMergedInto(t *testing.T) {
	s := changed(t, "third-party-filter", steps.Answers{"dns.domains[contoso.com].existing-spf": {"v=spf1 redirect=_spf.example.com"}})
	if _, problems := s.SetUp(); len(problems) != 1 || problems[0].Fault.Rule != "MF505" {
		t.Error(problems)
	}
}

// What is known flows on as a proposal, and stops flowing where somebody said otherwise.
func TestProposalsFollowTheirSource(t *testing.T) {
	sc, _ := steps.Find("add-on-service")
	f := steps.NewFlow(sc, steps.State{})
	names := func(want ...string) {
		t.Helper()
		for i, k := range []steps.Key{"outbound.name", "rule.name", "inbound.name"} {
			if got := f.Settled().At(k).Value.Text(); got != want[i] {
				t.Errorf("%s is %q, want %q", k, got, want[i])
			}
		}
	}
	f.Set("service.name", steps.Value{"Contoso Signature Service"})
	names("Office 365 to Contoso Signature Service", "Route email to Contoso Signature Service", "Contoso Signature Service to Office 365")
	f.Set("rule.name", steps.Value{"Signatures"})
	f.Set("service.name", steps.Value{"Fabrikam"})
	names("Office 365 to Fabrikam", "Signatures", "Fabrikam to Office 365")
	f.Clear("rule.name")
	names("Office 365 to Fabrikam", "Route email to Fabrikam", "Fabrikam to Office 365")
	f.Set("outbound.retain-internal-headers", steps.Toggled(false))
	if f.Settled().At("inbound.retain-internal-headers").Value.On() {
		t.Error("the inbound connector does not follow the outbound one")
	}
	f.Set("accepted-domain.name", steps.Value{"a.smtp.contososignatureservice.com"})
	if got := f.Settled().At("inbound.certificate-domain").Value.Text(); got != "a.smtp.contososignatureservice.com" {
		t.Errorf("certificate domain %q", got)
	}
	f.Set("organization.initial-domain", steps.Value{"fabrikam.onmicrosoft.com"})
	if got := f.Settled().At("service.tenant-host").Value.Text(); got != "fabrikam.mail.protection.outlook.com" {
		t.Errorf("host %q", got)
	}
}

// A page that was left and proposes something else now is marked.
func TestAMovedProposalIsMarked(t *testing.T) {
	sc, _ := steps.Find("add-on-service")
	file, err := Sample(sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	f := steps.NewFlow(sc, steps.State{Answers: file.Answers})
	at := func(id string) int {
		for i, p := range f.Pages() {
			if p.ID == id {
				return i
			}
		}
		t.Fatalf("no page %s", id)
		return 0
	}
	for f.Page().Kind != steps.ReviewPage {
		if _, problems := f.Next(); len(problems) > 0 {
			t.Fatal(problems)
		}
	}
	f.Set("service.name", steps.Value{"Fabrikam"})
	rail := f.Rail()
	for _, id := range []string{"outbound/name", "rule", "inbound/name"} {
		if rail[at(id)] != steps.Moved {
			t.Errorf("%s stands %v", id, rail[at(id)])
		}
	}
	if rail[at("outbound.routing")] != steps.Done {
		t.Error("a page that nothing changed on is marked")
	}
}
