package render

import "eacwizard/steps/mailflow"

var acceptedDomain = object{
	Noun:   "AcceptedDomain",
	Whole:  true,
	Called: "accepted domain",
	Short:  "Domains",
	Key:    "DomainName",
	Told:   []string{daneStatus},
	Resetting: func(does func(string) bool) string {
		switch {
		case !does(disablingDANE):
			return resetType
		case !does("Set-AcceptedDomain"):
			return resetDANE
		}
		return resetDANE + "\nif ($before.Count -gt 0) {\n" + inside(1, resetType) + "\n}"
	},
	ResetLast: true,
	Missing:   missingDomain,
	Returning: returnDomains,
	NoGUID:    []commandChange{{"Set-AcceptedDomain", "the types of domains"}, {disablingDANE, "inbound DANE"}},
	Reader: `# All accepted domains.
$readDomains = {
    Get-AcceptedDomain -ResultSize Unlimited -ErrorAction Stop
}`,
}

// turnOffDANE stops protecting a domain's inbound mail with DANE. The domain itself tells whether it is protected, and in
// the words in which these commands are named; they take its name, and no GUID.
func turnOffDANE(d mailflow.TurnOffDANE) action {
	name := d.Domain.Exchange()
	return action{
		Does: change, On: acceptedDomain.named(name), Command: disablingDANE,
		Params: []parameter{{Name: "DomainName", Value: made(name)}},
		Brings: []parameter{{Name: daneStatus, Value: enum("Disabled")}},
	}
}

const (
	disablingDANE = "Disable-SmtpDaneInbound"
	enablingDANE  = "Enable-SmtpDaneInbound"
	daneStatus    = "SmtpDaneStatus"
)

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

const missingDomain = `if ($<x>Form -lt <least>) {
    throw (('The <called> {0} is not there. Add it and verify it in the admin center, wait some ' +
        'minutes, and paste again.') -f <name>)
}`

// A domain gets back what it was once mail no longer comes through the service.
const (
	resetType = `$before['Identity'] = $entry.Guid
$null = Set-AcceptedDomain @before -Confirm:$false -ErrorAction Stop`

	resetDANE = `if ($before.ContainsKey('SmtpDaneStatus')) {
    if ('Enabled' -eq $before['SmtpDaneStatus']) {
        $domain = @{ DomainName = $entry.Name }
        $null = Enable-SmtpDaneInbound @domain -Confirm:$false -ErrorAction Stop
    }
    $before.Remove('SmtpDaneStatus')
}`
)
