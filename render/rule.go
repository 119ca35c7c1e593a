package render

import "eacwizard/steps/mailflow"

var rule = object{
	Noun:   "TransportRule",
	List:   "rules",
	Whole:  true,
	Called: "mail flow rule",
	Short:  "Rules",
	Key:    "Name",
	Since:  "WhenChanged",
	// Unset holds what decides which messages the rule takes, and what else it does with them.
	Unset: []string{
		"ActivationDate", "BlindCopyTo", "DeleteMessage", "ExceptIfFrom", "ExceptIfFromScope", "ExceptIfHeaderContainsMessageHeader",
		"ExceptIfHeaderContainsWords", "ExceptIfSenderIpRanges", "ExceptIfSentTo", "ExceptIfSentToScope", "ExpiryDate", "From",
		"FromMemberOf", "RecipientDomainIs", "RedirectMessageTo", "RejectMessageReasonText",
		"RouteMessageOutboundConnector", "SenderDomainIs", "SenderIpRanges", "SentTo", "SentToScope", "SetSCL",
	},
	Reader: `# All mail flow rules.
$readRules = {
    Get-TransportRule -ResultSize Unlimited -ErrorAction Stop
}`,
	Switches:  []string{enabling, disabling},
	Dated:     true,
	Leaving:   leaveRule,
	Setting:   setRule,
	Resetting: func(func(string) bool) string { return resetRule },
	Counted: map[string][]string{
		"Conditions": {"FromScope", "From", "SenderIpRanges"},
		"Exceptions": {"ExceptIfHeaderContainsMessageHeader"},
		"Actions":    {"RouteMessageOutboundConnector", "SetSCL"},
	},
}

const (
	enabling  = "Enable-TransportRule"
	disabling = "Disable-TransportRule"
)

// createRule makes a rule, always off: it is turned on by an action of its own, once what it needs is there.
func createRule(r mailflow.Rule) action {
	return action{Does: create, On: rule.named(r.Name.Exchange()), Command: rule.create(), Params: newRule(r)}
}

func enableRule(r mailflow.Rule) action {
	name := r.Name.Exchange()
	id := identity(name)
	id.Field = ruleField(r, "name")
	// Set-TransportRule cannot turn a rule on: it has a command of its own, which takes nothing but the rule.
	return action{
		Does: change, On: rule.named(name), Command: enabling, Params: []parameter{id},
		Brings: []parameter{{Name: "Enabled", Value: boolean(true)}},
	}
}

// ruleField is the question whose text a parameter is: the rule that bypasses filtering is asked about in a part whose
// fields have other names.
func ruleField(r mailflow.Rule, name string) string {
	switch {
	case !r.BypassSpamFiltering:
		return name
	case name == "name":
		return "bypass-name"
	case name == "ranges":
		return "bypass-ip-addresses"
	}
	return ""
}

// newRule are the parameters of New-TransportRule, in the order in which they are written.
func newRule(r mailflow.Rule) []parameter {
	ps := append(make([]parameter, 0, 18),
		parameter{Name: "Name", Value: text(r.Name.Exchange()), Field: ruleField(r, "name")},
		parameter{Name: "Comments", Value: text(r.Comments.Exchange()), Field: ruleField(r, "comments")},
		parameter{Name: "Enabled", Value: boolean(false)},
		parameter{Name: "Mode", Value: enum(r.Mode)})
	if !r.Priority.IsZero() {
		ps = append(ps, parameter{Name: "Priority", Value: number(r.Priority.Number()), Field: ruleField(r, "priority")})
	}
	ps = append(ps,
		parameter{Name: "FromScope", Value: enum(r.Scope)},
		parameter{Name: "From", Value: exchange(r.Senders), Field: ruleField(r, "pilot-senders")},
		parameter{Name: "SenderIpRanges", Value: exchange(r.SenderRanges), Field: ruleField(r, "ranges")},
		parameter{Name: "RouteMessageOutboundConnector", Value: text(r.Route.Exchange())})
	if r.BypassSpamFiltering {
		ps = append(ps, parameter{Name: "SetSCL", Value: number(-1)})
	}
	ps = append(ps,
		parameter{Name: "ExceptIfHeaderContainsMessageHeader", Value: text(r.ExceptHeader.Exchange()), Field: ruleField(r, "header-name")},
		parameter{Name: "ExceptIfHeaderContainsWords", Value: exchange(r.ExceptWords), Field: ruleField(r, "header-words")},
		parameter{Name: "StopRuleProcessing", Value: boolean(r.StopProcessing)},
		parameter{Name: "SetAuditSeverity", Value: enum(r.Severity)},
		parameter{Name: "SenderAddressLocation", Value: enum(r.SenderLocation)})
	onError := enum("Ignore")
	if r.Defer {
		onError = "Defer"
	}
	return append(ps,
		parameter{Name: "RuleErrorAction", Value: onError},
		parameter{Name: "ActivationDate", Value: clock(r.Activation.Exchange()), Field: ruleField(r, "activation-date")},
		parameter{Name: "ExpiryDate", Value: clock(r.Expiry.Exchange()), Field: ruleField(r, "expiry-date")})
}

// setRule turns a rule on or off by the commands there are for that.
const setRule = `if ($needed.ContainsKey('Enabled')) {
    if ($needed['Enabled']) {
        $null = Enable-TransportRule -Identity $found['Guid'] -Confirm:$false -ErrorAction Stop
    }
    else {
        $null = Disable-TransportRule -Identity $found['Guid'] -Confirm:$false -ErrorAction Stop
    }
    $needed.Remove('Enabled')
}
if ($needed.Count -gt 0) {
    $needed['Identity'] = $found['Guid']
    $null = <Set> @needed -Confirm:$false -ErrorAction Stop
}`

const resetRule = `if ($before.ContainsKey('Enabled')) {
    if ($before['Enabled']) {
        $null = Enable-TransportRule -Identity $entry.Guid -Confirm:$false -ErrorAction Stop
    }
    else {
        $null = Disable-TransportRule -Identity $entry.Guid -Confirm:$false -ErrorAction Stop
    }
    $before.Remove('Enabled')
}
if ($before.Count -gt 0) {
    $before['Identity'] = $entry.Guid
    $null = Set-TransportRule @before -Confirm:$false -ErrorAction Stop
}`
