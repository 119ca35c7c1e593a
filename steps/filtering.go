package steps

import "eacwizard/steps/mailflow"

const (
	lastHop         = "last-hop"
	listedAddresses = "listed-addresses"
	bypassRule      = "bypass"
	neither         = "off"
)

const (
	sourceEnhanced = "Microsoft: Enhanced filtering for connectors in Exchange Online"
	sourceBypass   = "Microsoft: Manage mail flow using a third-party cloud service, scenario 1"
)

var enhanced = Is("how", lastHop, listedAddresses)

// filteringPart decides what Exchange Online makes of mail that comes from the filter's addresses.
func filteringPart(archive bool) Part {
	possible := Unless(Ticked("on-premises.centralized-mail-transport"))
	rule := Option{Value: bypassRule, Label: "A mail flow rule that bypasses spam filtering", Explains: "Most of Exchange Online's filtering is off for mail from the service's addresses: what the service misses arrives, and whoever else sends from these addresses gets in as well."}
	off := Option{Value: neither, Label: "Neither", Explains: "Every message is judged by the service's address: misclassified mail is certain."}
	options := []Option{
		{Value: lastHop, When: possible, Label: "Enhanced Filtering, skipping the last address (recommended)", Explains: "Exchange Online looks past the service at the address before it, so that SPF, DKIM, DMARC and all of its filtering work. For a service that delivers straight to Microsoft."},
		{Value: listedAddresses, When: possible, Label: "Enhanced Filtering, skipping the listed addresses", Explains: "The same where a message passes several of the service's or your own servers on its way: all their public addresses have to be listed."},
	}
	if !archive {
		options = append(options, rule, off)
	}
	return Part{
		ID: "filtering", Title: "Filtering",
		Fields: []Field{
			{
				Name: "how", Kind: Choice, Label: "What keeps Exchange Online from judging mail by the service's address?",
				Options: options,
				Propose: func(s Sight) Value {
					if possible.holds(s) {
						return Value{lastHop}
					}
					return nil
				},
				Missing: "choose what keeps mail from being judged by the service's address",
				Params:  []string{"EFSkipLastIP", "EFSkipIPs", "SetSCL"},
				Explain: Explanation{
					What:   "Without a choice here every message seems to come from the service. Enhanced Filtering finds the real sender; the rule stops looking.",
					Why:    "Exactly one of them: with the rule, Enhanced Filtering has nothing left to do.",
					Source: sourceEnhanced,
				},
			},
			{
				Name: "skip-ip-addresses", Kind: List, Label: "IP addresses to skip", Noun: "IP address or range",
				Example: "Example: 198.51.100.1, 198.51.100.1-198.51.100.9 or 198.51.100.0/22",
				When:    Is("how", listedAddresses), Missing: "add the public addresses of every server between the internet and Microsoft",
				Parse: parses(mailflow.ParseSkipAddress), Pick: mailflow.ListSkipAddresses, Params: []string{"EFSkipIPs"},
				Explain: Explanation{What: "Single addresses, a-b ranges and blocks of any width. Exchange Online goes back through the Received headers past all of these.", Why: "One that is missing is taken for the sender.", Source: sourceEnhanced},
			},
			{
				Name: "pilot-users", Kind: List, Label: "Only for these recipients (pilot)", Noun: "recipient", Example: "Example: pilot@contoso.com",
				When: enhanced, Parse: parses(mailflow.ParseEmailAddress), Pick: mailflow.ListEmailAddresses, Params: []string{"EFUsers"},
				Explain: Explanation{What: "With recipients here, only their mail gets Enhanced Filtering. Empty: everybody's.", Why: "A pilot is for a few days: everybody else's mail is judged by the service's address meanwhile.", Source: sourceEnhanced},
			},
			{
				Name: "bypass-ip-addresses", Kind: List, Label: "Sender's IP address is in the range", Noun: "IP address or range",
				Example: "Example: 198.51.100.1 or 198.51.100.0/24",
				When:    Is("how", bypassRule), Missing: "add the addresses that the service delivers from",
				Parse: parses(mailflow.ParseSkipAddress), Pick: mailflow.ListSkipAddresses, Params: []string{"SenderIpRanges"},
				Explain: Explanation{What: "The rule sets SCL -1 for messages from outside the organization that come from these addresses.", Why: "Addresses that the service shares with other customers let their mail in unfiltered as well.", Source: sourceBypass},
			},
			{
				Name: "bypass-name", Kind: Text, Label: "Name of the rule",
				When:    Is("how", bypassRule),
				Propose: named("Bypass spam filtering for ", "", "Bypass spam filtering for the service"),
				Missing: "give the rule a name", Parse: parses(mailflow.ParseRuleName), Params: []string{"Name"},
				Explain: Explanation{What: "What the rule is called in the list of rules.", Why: "At most 64 characters, and no other rule may have it.", Source: "Microsoft: New-TransportRule"},
			},
		},
		Notes: []Note{
			{At: "how", Level: Danger, When: Is("how", neither), Says: "Microsoft says that this inevitably leads to misclassified mail: legitimate messages land in Junk, and forged ones do not."},
			{At: "how", Level: Warning, When: Is("how", bypassRule), Says: "The rule turns most of Exchange Online's filtering off for this mail. With the MX records elsewhere even high-confidence phishing can be delivered."},
			{At: "how", Level: Warning, When: Ticked("on-premises.centralized-mail-transport"), Says: "Enhanced Filtering together with centralized mail transport is not supported, so it cannot be chosen here."},
			{At: "pilot-users", Level: Warning, When: Unless(Nothing("pilot-users")), Says: "Everybody else's mail is judged by the service's address until the pilot ends. The plan has a step that ends it."},
		},
		Pages: func(s *Settled, p *Part) Stretch {
			return Stretch{Pages: []Page{{
				ID: p.ID, Rail: "Filtering", Title: "Filtering behind the service", Next: "Next",
				Intro: []string{"What keeps Exchange Online from judging mail by the service's address?"},
				Rows: []Row{
					{Key: p.key("how"), Bare: true},
					{Key: p.key("skip-ip-addresses"), Under: p.key("how"), Option: listedAddresses, Absent: true},
					{Key: p.key("bypass-ip-addresses"), Under: p.key("how"), Option: bypassRule, Absent: true},
					{Key: p.key("bypass-name"), Under: p.key("how"), Option: bypassRule, Absent: true},
					{Key: p.key("pilot-users"), Gap: true, Absent: true},
				},
			}}}
		},
		Review: func(s *Settled, p *Part) []Section {
			at := s.Sight(p.ID)
			o, _ := s.At(p.key("how")).Option()
			lines := []string{orUnanswered(o.Label)}
			switch at.Text("how") {
			case listedAddresses:
				lines = append(lines, "Addresses: "+commaed(at.Value("skip-ip-addresses")))
			case bypassRule:
				lines = append(lines, "Rule: "+orUnanswered(at.Text("bypass-name")), "The sender is located: Outside the organization, and Sender's IP address is in the range: "+commaed(at.Value("bypass-ip-addresses")))
			}
			if pilots := at.Value("pilot-users"); !pilots.Empty() {
				lines = append(lines, "Only for: "+commaed(pilots))
			}
			return []Section{{Title: "Filtering", Lines: lines, Edit: "Edit filtering", Keys: []Key{p.key("how")}}}
		},
	}
}
