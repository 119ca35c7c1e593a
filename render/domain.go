package render

import "eacwizard/steps/mailflow"

var acceptedDomain = object{
	Noun:   "AcceptedDomain",
	Called: "accepted domain",
	Short:  "Domains",
	Key:    "DomainName",
	Told:   []string{daneStatus},
	Undoing: func(does func(string) bool) string {
		text := helper(resetDomain, "<dane>", resetDANE, does(disablingDANE))
		return helper(text, "<type>", resetType, does("Set-AcceptedDomain"))
	},
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

// resetDomain gives a domain back what it was, once mail no longer comes through the service.
const (
	resetDomain = `$before = $entry.Before.Clone()
<dane>
<type>
$differences = @(Wait-RestoredObject -Kind $kind -Guid $entry.Guid -Wanted $entry.Before)
$isDone = $differences.Count -eq 0`

	resetType = `if ($before.Count -gt 0) {
    $before['Identity'] = $entry.Guid
    $null = Set-AcceptedDomain @before -Confirm:$false -ErrorAction Stop
}`

	resetDANE = `if ($before.ContainsKey('SmtpDaneStatus')) {
    if ('Enabled' -eq $before['SmtpDaneStatus']) {
        $domain = @{ DomainName = $entry.Name }
        $null = Enable-SmtpDaneInbound @domain -Confirm:$false -ErrorAction Stop
    }
    $before.Remove('SmtpDaneStatus')
}`
)
