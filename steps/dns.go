package steps

import (
	"strings"

	"eacwizard/steps/mailflow"
)

const (
	stsNone    = "none"
	stsTesting = "testing"
	stsEnforce = "enforce"
)

const (
	sourceDNS = "Microsoft: Manage mail flow using a third-party cloud service; Set up SPF"
	sourceSTS = "RFC 8461; Microsoft: Enhancing mail flow with MTA-STS"
)

// dnsPart asks about each domain whose MX records move, and about what would keep mail away once they have.
func dnsPart(hybrid bool) Part {
	p := Part{
		ID: "dns", Title: "Domains and DNS",
		Fields: []Field{
			{
				Name: "domains", Kind: List, Label: "Domains whose mail goes through the service", Noun: "domain", Example: "Example: contoso.com",
				Missing: "add each domain that receives mail",
				Parse:   parses(mailflow.ParseDomain),
				Explain: Explanation{What: "Every domain with mailboxes, subdomains that receive mail among them.", Why: "Once the lock-down is on, mail for a domain that was forgotten is refused.", Source: sourceDNS},
				Each:    domainFields(hybrid),
			},
			{
				Name: "mta-sts", Kind: Choice, Label: "Is an MTA-STS policy published for one of them?",
				Options: []Option{
					{Value: stsNone, Label: "No", Explains: "There is no TXT record at _mta-sts."},
					{Value: stsTesting, Label: "Yes, in mode testing", Explains: "Senders report, and deliver nevertheless."},
					{Value: stsEnforce, Label: "Yes, in mode enforce", Explains: "Senders deliver to no host that the policy does not name."},
				},
				Missing: "say whether an MTA-STS policy is published",
				Explain: Explanation{What: "A policy names the MX hosts that senders may deliver to, and they remember it for as long as it says.", Why: "An enforcing policy that does not name the service's hosts keeps mail away after the change, so it has to change first.", Source: sourceSTS},
			},
			{
				Name: "inbound-dane", Kind: Toggle, Label: "Inbound SMTP DANE is turned on for one of them",
				Propose: always("false"),
				Explain: Explanation{What: "DANE binds mail for the domain to Microsoft's host in the MX record.", Why: "That host leaves the MX record, so DANE is turned off before.", Source: "Microsoft: How SMTP DANE works"},
			},
		},
		Notes: []Note{
			{At: "mta-sts", Level: Warning, When: Is("mta-sts", stsEnforce), Says: "Before the MX records move, the plan sets the policy to testing with the new hosts, and waits until senders have forgotten the old one."},
			{At: "domains[].no-other-txt", Level: Info, When: All(Unticked("no-other-txt"), Nothing("other-txt")), Says: "As long as it is not said what else stands at the name, no Route 53 batch can be made: it would erase other TXT values."},
			{At: "domains[].existing-spf", Level: Warning, Tell: spfWarnings},
			{At: "domains[].existing-spf", Tell: spfToCome},
			{At: "domains[].tenant-host", Says: "The usual form is proposed. It can differ: confirm it in the admin center (Settings, Domains)."},
		},
		Pages:  dnsPages,
		Review: reviewDNS,
	}
	return p
}

// domainFields are asked about each domain.
func domainFields(hybrid bool) []Field {
	fields := []Field{
		{
			Name: "tenant-host", Kind: Text, Label: "Host of the domain at Microsoft",
			Example: "Example: contoso-com.mail.protection.outlook.com",
			Propose: func(s Sight) Value {
				d, err := mailflow.ParseDomain(s.Item())
				if err != nil {
					return nil
				}
				cloud := clouds[s.Text("organization.cloud")]
				if host := mailflow.TenantHostOf(d, cloud); host != "" {
					return Value{host}
				}
				if cloud == mailflow.GCCHigh || cloud == mailflow.DoD { // there the host has the tenant's name for every domain
					return initialHost(s)
				}
				return nil
			},
			Missing: "copy the host name from the admin center (Settings, Domains)",
			Parse:   parses(mailflow.ParseSmartHost),
			Explain: Explanation{What: "Where the service delivers the domain's mail to.", Why: "It is what the MX record said until now; a wrong one makes mail wait.", Source: sourceDNS},
		},
		{
			Name: "existing-mx", Kind: List, Label: "MX records now", Noun: "MX record", Example: "Example: 0 contoso-com.mail.protection.outlook.com",
			Propose: func(s Sight) Value {
				if host := strings.TrimSpace(s.Text("tenant-host")); host != "" {
					return Value{"0 " + host}
				}
				return nil
			},
			Parse: parses(mailflow.ParseMailExchanger), Pick: mailflow.ListMailExchangers,
			Explain: Explanation{What: "What stands there today: it is removed when the service's hosts come.", Why: "A change replaces records. One that is left over lets senders go past the service.", Source: sourceDNS},
		},
		{
			Name: "ttl", Kind: Text, Label: "Time to live of the MX records now", Example: "Example: 3600",
			Propose: always("3600"), Parse: parses(mailflow.ParseTTL), Missing: "give the time to live in seconds",
			Explain: Explanation{What: "How long others remember the old records, in seconds.", Why: "For that long after the change mail still comes the old way. The plan lowers it before.", Source: sourceDNS},
		},
		{
			Name: "existing-spf", Kind: Text, Label: "SPF record now (empty: there is none)", Example: "Example: v=spf1 include:spf.protection.outlook.com -all",
			Parse:   existingSPF,
			Explain: Explanation{What: "The TXT record that begins with v=spf1, as it stands. What the set-up needs is merged into it; nothing that is in it is lost.", Why: "A domain has one SPF record. A second one would make SPF fail for all mail.", Source: "RFC 7208; " + sourceDNS},
		},
		{
			Name: "no-other-txt", Kind: Toggle, Label: "There are no other TXT records at this name",
			Propose: always("false"),
			Explain: Explanation{What: "Says that the SPF record is the only TXT record at the name.", Why: "Some DNS services replace all TXT records at a name at once, and would erase what nobody mentioned.", Source: "AWS: ChangeResourceRecordSets, UPSERT"},
		},
		{
			Name: "other-txt", Kind: List, Label: "Other TXT records at this name", Noun: "TXT record", Example: "Example: google-site-verification=abc",
			When:  Unticked("no-other-txt"),
			Parse: parses(mailflow.ParseTXT), Pick: mailflow.ListTXTs,
			Explain: Explanation{What: "All other TXT records of the domain itself, each as it stands, such as MS=ms… and site verifications.", Why: "They have to be written again where a DNS service replaces the whole set.", Source: "AWS: ChangeResourceRecordSets, UPSERT"},
		},
	}
	if hybrid {
		fields = append(fields, Field{
			Name: "type", Kind: Choice, Label: "Type of the accepted domain",
			Options: []Option{
				{Value: "internal-relay", Label: "Internal relay", Explains: "Mail for recipients that Exchange Online does not know is passed on to your own servers."},
				{Value: "authoritative", Label: "Authoritative", Explains: "Mail for recipients that Exchange Online does not know is refused."},
			},
			Propose: always("internal-relay"), Missing: "choose the type", Params: []string{"DomainType"},
			Explain: Explanation{What: "What happens to mail for a recipient that Exchange Online does not know.", Why: "Internal relay until every recipient on-premises is known in the cloud, and only with a connector to your own servers: without one such mail goes round in a circle.", Source: "Microsoft: Manage accepted domains"},
		})
	}
	return fields
}

// existingSPF is a record into which something can be merged.
func existingSPF(text string) error {
	spf, err := mailflow.ParseSPF(text)
	if err != nil {
		return err
	}
	if target := spf.Redirect(); target != "" {
		return &mailflow.Fault{
			Value: text, Rule: "MF505",
			Why: "hands over to another record with redirect=" + target + ", which is void once anything is added with all",
			Fix: "write include:" + target + " and an all term in its place, if that is what was meant",
		}
	}
	return nil
}

// spfWarnings are what is to be said of the record that stands there and of what becomes of it.
func spfWarnings(s *Settled, at Sight) (out []string) {
	for i, m := range s.drafted().MailDomains {
		if !strings.EqualFold(m.Name.String(), at.Item()) {
			continue
		}
		for _, n := range s.SPF()[i].Notes {
			out = append(out, n.String())
		}
	}
	return out
}

// spfToCome shows the merged record.
func spfToCome(s *Settled, at Sight) []string {
	for i, m := range s.drafted().MailDomains {
		if spf := s.SPF()[i]; spf.OK && strings.EqualFold(m.Name.String(), at.Item()) {
			return []string{"It becomes: " + spf.Exchange()}
		}
	}
	return nil
}

func dnsPages(s *Settled, p *Part) Stretch {
	pages := []Page{{
		ID: p.ID, Rail: "Domains", Title: "Domains whose MX records move", Next: "Next",
		Intro: []string{"Their mail goes to the service first. Add every domain that receives mail."},
		Rows:  []Row{{Key: p.key("domains")}, {Key: p.key("mta-sts"), Gap: true}, {Key: p.key("inbound-dane"), Gap: true}},
	}}
	for of := range s.items(p, "domains") {
		key := func(name string) Key { return s.question(s.placeAbout(of.at, name)).Key }
		name := of.Item()
		rows := []Row{
			{Key: key("tenant-host")},
			{Key: key("existing-mx"), Gap: true},
			{Key: key("ttl"), Gap: true},
			{Key: key("existing-spf"), Gap: true},
			{Key: key("no-other-txt"), Gap: true},
			{Key: key("other-txt"), Absent: true},
		}
		if s.placeAbout(of.at, "type") > 0 {
			rows = append(rows, Row{Key: key("type"), Gap: true})
		}
		pages = append(pages, Page{
			ID: p.ID + "/" + name, Rail: name, Title: "DNS of " + name, Next: "Next",
			Intro: []string{"What stands in its DNS zone today. The change replaces the MX records and merges the SPF record."},
			Rows:  rows,
		})
	}
	return Stretch{Pages: pages}
}

func reviewDNS(s *Settled, p *Part) (out []Section) {
	at := s.Sight(p.ID)
	sts, _ := s.At(p.key("mta-sts")).Option()
	out = append(out, Section{Title: "Domains", Lines: []string{
		commaed(at.Value("domains")),
		"MTA-STS policy: " + orUnanswered(sts.Label),
	}, Edit: "Edit domains", Keys: []Key{p.key("domains")}})
	if at.On("inbound-dane") {
		out[0].Lines = append(out[0].Lines, "Inbound DANE is on and has to be turned off before")
	}
	draft := s.drafted()
	for i, d := range draft.MailDomains {
		name := d.Name.String()
		lines := []string{"Host at Microsoft: " + orUnanswered(d.TenantHost.String())}
		for _, m := range d.MXNow {
			lines = append(lines, "MX now: "+m.String())
		}
		if d.SPFNow.IsZero() {
			lines = append(lines, "SPF now: none")
		} else {
			lines = append(lines, "SPF now: "+d.SPFNow.String())
		}
		if spf := s.SPF()[i]; spf.OK {
			lines = append(lines, "SPF to come: "+spf.Exchange())
		}
		if d.InternalRelay {
			lines = append(lines, "Type: internal relay")
		}
		out = append(out, Section{Title: name, Lines: lines, Edit: "Edit " + name, Keys: []Key{ItemKey(p.ID, "domains", name, "tenant-host")}})
	}
	return out
}
