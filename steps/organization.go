package steps

import (
	"strings"

	"eacwizard/steps/mailflow"
)

// The clouds, as the answer file calls them.
const (
	worldwide = "worldwide"
	gccHigh   = "gcc-high"
	dod       = "dod"
	china     = "21vianet"
)

var clouds = map[string]mailflow.Cloud{
	worldwide: mailflow.Worldwide, gccHigh: mailflow.GCCHigh, dod: mailflow.DoD, china: mailflow.China21Vianet,
}

// organizationPart names the tenant, so that the commands can refuse to run in another one. Where names are made from
// the initial domain it has to be given.
func organizationPart(needed bool) Part {
	missing := ""
	if needed {
		missing = "type the initial domain of the organization"
	}
	return Part{
		ID: "organization", Title: "Organization", Preface: true,
		Fields: []Field{
			{
				Name: "initial-domain", Kind: Text, Label: "Initial domain",
				Example: "Example: fabrikam.onmicrosoft.com",
				Missing: missing,
				Parse:   parses(mailflow.ParseDomain),
				Explain: Explanation{
					What:   "The commands look for this name among the accepted domains of the organization they are pasted into, and stop before the first change if it is not there.",
					Why:    "The cheapest protection against a window that is still signed in to another customer. Without it the receipt says that the organization was not checked.",
					Source: "Microsoft 365 admin center, Settings, Domains: the name that ends in onmicrosoft.com",
				},
			},
			{
				Name: "tenant-id", Kind: Text, Label: "Tenant ID (optional)",
				Example: "Example: 11111111-2222-3333-4444-555555555555",
				Parse:   parses(mailflow.ParseTenantID),
				Explain: Explanation{
					What:   "Printed in the documents beside the tenant ID that the connection reports, to compare by eye. It is reported and never decides: under delegated administration it has been seen to name the wrong side.",
					Why:    "A second look for those who work for several customers.",
					Source: "Microsoft Entra admin center, Overview; Get-ConnectionInformation",
				},
			},
			{
				Name: "cloud", Kind: Choice, Label: "Cloud",
				Options: []Option{
					{Value: worldwide, Label: "Worldwide", Explains: "Microsoft 365 and Office 365 everywhere else, GCC included."},
					{Value: gccHigh, Label: "US Government GCC High", Explains: "Organizations whose names end in onmicrosoft.us."},
					{Value: dod, Label: "US Government DoD", Explains: "The United States Department of Defense."},
					{Value: china, Label: "Operated by 21Vianet", Explains: "Microsoft 365 in China."},
				},
				Propose: cloudOfInitialDomain,
				Missing: "choose the cloud that the organization is in",
				Explain: Explanation{
					What:   "Decides the line that connects PowerShell, the name that SPF records include, and what can be proposed for Microsoft's host names.",
					Why:    "A record that includes another cloud's servers fails for every message. What is not known for a cloud is asked.",
					Source: "Microsoft: Set up SPF; Connect to Exchange Online PowerShell, ExchangeEnvironmentName",
				},
			},
		},
		Notes: []Note{
			{At: "cloud", Level: Info, When: Is("cloud", gccHigh, dod), Says: "Names that end in onmicrosoft.us are of GCC High or of DoD: the end of the name does not tell which."},
		},
		Pages:  organizationPages,
		Review: reviewOrganization,
	}
}

// cloudOfInitialDomain goes by the end of the name; GCC High and DoD have the same and are not told apart.
func cloudOfInitialDomain(s Sight) Value {
	if name := strings.ToLower(strings.TrimSpace(s.Text("initial-domain"))); strings.HasSuffix(name, ".partner.onmschina.cn") {
		return Value{china}
	} else if strings.HasSuffix(name, ".onmicrosoft.us") {
		return Value{gccHigh}
	}
	return Value{worldwide}
}

// organizationPages are ours, not the EAC's: a signed-in admin center knows its organization, pasted commands do not.
func organizationPages(s *Settled, p *Part) Stretch {
	page := Page{
		ID: "organization", Rail: "Organization", Title: "Organization", Next: "Next",
		Intro: []string{"Name your organization, and the commands stop before the first change if they run in another one."},
		Rows:  []Row{{Key: "organization.initial-domain"}, {Key: "organization.tenant-id", Gap: true}, {Key: "organization.cloud", Gap: true}},
	}
	if p.field("", "initial-domain").Missing == "" {
		page.Intro[0] = "Optional. " + page.Intro[0]
	}
	return Stretch{Pages: []Page{page}}
}

func reviewOrganization(s *Settled, p *Part) []Section {
	at := s.Sight(p.ID)
	sec := Section{Title: "Organization", Edit: "Edit organization", Keys: []Key{"organization.initial-domain", "organization.tenant-id", "organization.cloud"}}
	if d := at.Text("initial-domain"); d != "" {
		sec.Lines = append(sec.Lines, "The commands run only in the organization of "+d)
	} else {
		sec.Lines = append(sec.Lines, "Not named: the commands can't tell whether they run in the right organization")
	}
	if id := at.Text("tenant-id"); id != "" {
		sec.Lines = append(sec.Lines, "Tenant ID: "+id)
	}
	if o, ok := s.At("organization.cloud").Option(); ok && o.Value != worldwide {
		sec.Lines = append(sec.Lines, "Cloud: "+o.Label)
	}
	return []Section{sec}
}
