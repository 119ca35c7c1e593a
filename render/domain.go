package render

import "eacwizard/steps/mailflow"

var acceptedDomain = object{
	Noun:   "AcceptedDomain",
	Called: "accepted domain",
	Short:  "Domains",
	Key:    "DomainName",
	Reader: `# All accepted domains.
$readDomains = {
    Get-AcceptedDomain -ResultSize Unlimited -ErrorAction Stop
}`,
}

// internalRelay is the type of a domain of which some recipients are elsewhere.
const internalRelay = "InternalRelay"

func setDomainType(d mailflow.SetDomainType) action {
	kind := enum("Authoritative")
	if d.InternalRelay {
		kind = internalRelay
	}
	name := d.Domain.Exchange()
	return action{
		Does: change, On: acceptedDomain.named(name), Command: acceptedDomain.change(),
		Params: []parameter{{Name: "Identity", Value: made(name)}, {Name: "DomainType", Value: kind}},
	}
}
