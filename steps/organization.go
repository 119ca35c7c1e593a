package steps

import "eacwizard/steps/mailflow"

// organizationPart names the tenant, so that the commands can refuse to run in another one.
var organizationPart = Part{
	ID: "organization", Title: "Organization",
	Fields: []Field{
		{
			Name: "initial-domain", Kind: Text, Label: "Initial domain",
			Example: "Example: fabrikam.onmicrosoft.com",
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
	},
}
