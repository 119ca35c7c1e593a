package render

import (
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

var rule = object{
	Noun:   "TransportRule",
	Called: "mail flow rule",
	Short:  "Rules",
	Key:    "Name",
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
	// Set-TransportRule can not turn a rule on: it has a command of its own, which takes nothing but the rule.
	brings: func(a action) []parameter {
		return []parameter{{Name: "Enabled", Value: boolean(a.Command == enabling)}}
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
	return action{Does: change, On: rule.named(name), Command: enabling, Params: []parameter{id}}
}

// ruleField is the question whose text a parameter is: the rule that bypasses filtering is asked about in a part whose
// fields have other names.
func ruleField(r mailflow.Rule, name string) string {
	if r.BypassSpamFiltering {
		return map[string]string{"name": "bypass-name", "ranges": "bypass-ip-addresses"}[name]
	}
	return name
}

// newRule are the parameters of New-TransportRule, in the order in which they are written.
func newRule(r mailflow.Rule) []parameter {
	ps := []parameter{
		{Name: "Name", Value: text(r.Name.Exchange()), Field: ruleField(r, "name")},
		{Name: "Comments", Value: text(r.Comments.Exchange()), Field: ruleField(r, "comments")},
		{Name: "Enabled", Value: boolean(false)},
		{Name: "Mode", Value: enum(r.Mode)},
	}
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

// examineLists compares a rule that is there by its lists of conditions, exceptions and actions: it may have one that no
// property in Unset stands for. What they count is known of conditions and exceptions. Of actions some are settings, which
// are compared already, and may be listed or not.
func examineLists(ps []parameter) string {
	count := func(names ...string) string {
		n := 0
		for _, name := range names {
			if lookup(ps, name) != nil {
				n++
			}
		}
		return strconv.Itoa(n)
	}
	return strings.NewReplacer(
		"<conditions>", count("FromScope", "From", "SenderIpRanges"),
		"<exceptions>", count("ExceptIfHeaderContainsMessageHeader"),
		"<actions>", count("RouteMessageOutboundConnector", "SetSCL"),
	).Replace(examineRule)
}

const examineRule = `# Conditions, exceptions and actions that nobody asked for, whatever they are. Settings count as none.
$<x>AsWanted = 'as wanted in what was asked'
if ('' -ne $<x>Guid) {
    $most = @{ Conditions = <conditions>; Exceptions = <exceptions>; Actions = <actions> }
    foreach ($list in @('Conditions', 'Exceptions', 'Actions')) {
        $kinds = @()
        foreach ($one in @(& $valueOf -Object $found['Object'] -Property $list)) {
            $kind = [string]$one
            $isSetting = [regex]::Match($kind, 'AuditSeverity|StopRule|Halt').Success
            if ('' -ne $kind -and -not $isSetting) {
                $kinds += $kind
            }
        }
        if ($kinds.Count -gt $most[$list]) {
            throw (('The <called> {0} is there already and has more {1} than wanted: {2}. It was left ' +
                'as it is: change it in the admin center, or choose another name.') -f
                <name>, $list.ToLowerInvariant(), ($kinds -join ', '))
        }
        if ($kinds.Count -gt 0) {
            $<x>AsWanted = 'exactly as wanted'
        }
    }
}`
