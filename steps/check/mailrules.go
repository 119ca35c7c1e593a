package check

import (
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// mailRules are on mail flow rules, and on mail that goes round.
var mailRules = []Rule{
	{
		ID: "MF401", Name: "Routing rule without a loop breaker", Severity: Error, Group: MailRules, Needs: []Need{Plan},
		Why:    "A message that comes back from the service fits the rule again and goes out again, until the hop limit ends it with 5.4.14.",
		Fix:    "except messages with the header that the service stamps",
		Source: "Microsoft: Integrate with an email add-on service, step 2; NDR articles 5.4.6 to 5.4.20",
		Upheld: "header and words have to be given, and no set-up is made without them",
	},
	{
		ID: "MF402", Name: "Loop breaker malformed", Severity: Error, Group: MailRules, Needs: []Need{Plan}, Parser: true,
		Why:    "Name and words work together. The name goes without its colon; words are whole words in any letter case, and a star in one is just a star.",
		Fix:    "copy name and value exactly from the service's guide",
		Source: "Microsoft: New-TransportRule, ExceptIfHeaderContainsMessageHeader and ExceptIfHeaderContainsWords; RFC 5322",
		Lacks:  "which value the service really stamps",
		find:   wildcardWord,
	},
	{
		ID: "MF403", Name: "Loop breaker uses a header it should not", Severity: Warning, Group: MailRules, Needs: []Need{Plan},
		Why:    "Headers that every message has are there before the service has seen it, and Exchange removes or rewrites its own. A header of the service's alone, best with a value for you alone, cannot be mistaken or forged.",
		Fix:    "use the X- header that the service stamps",
		Source: "Microsoft: mail flow rule conditions; New-InboundConnector, CloudServicesMailEnabled",
		find:   commonHeader,
	},
	{
		ID: "MF404", Name: "Routing rule not limited to your own senders", Severity: Warning, Group: MailRules, Needs: []Need{Plan},
		Why:    "Without a direction the rule takes incoming mail as well: strangers' messages get your signature, and strangers can set the exception's header.",
		Fix:    "ask for senders inside the organization",
		Source: "Microsoft: Integrate with an email add-on service, step 2; New-TransportRule, FromScope",
		Upheld: "the rule always asks for senders inside the organization",
	},
	{
		ID: "MF405", Name: "Another rule hidden", Severity: Warning, Group: MailRules, Needs: []Need{Plan, Tenant},
		Why:    "Rules run from priority 0 on. One that stops processing hides those below it; one that does not lets them act on a message before it goes to the service and again when it is back.",
		Fix:    "stop processing in the routing rule, and put rules for compliance before it",
		Source: "Microsoft: Mail flow rules; Integrate with an email add-on service, step 2",
		Lacks:  "the organization's other rules and their order (Get-TransportRule)",
		find:   noStop,
	},
	{
		ID: "MF406", Name: "Competing routes", Severity: Warning, Group: MailRules, Needs: []Need{Plan, Tenant},
		Why:    "Where two routes fit the same message, one of them is not taken, or mail goes round. Centralized mail transport is not made to bring in a third party.",
		Fix:    "let each route have its own domains, or its own rule",
		Source: "Microsoft: New-OutboundConnector; Enhanced filtering for connectors; CodeTwo: smart hosts",
		Lacks:  "the organization's other connectors and rules",
		find:   competingRoutes,
	},
	{
		ID: "MF407", Name: "Rule would not act", Severity: Warning, Group: MailRules, Needs: []Need{Plan}, Parser: true,
		Why:    "A rule in a test mode only notes what it would have done, and a rule that stays off does nothing.",
		Fix:    "mode Enforce, and turned on in the end",
		Source: "Microsoft: New-TransportRule, Mode and Enabled",
		Lacks:  "today's date: whether a date of activation or deactivation is past already",
		find:   idleRule,
	},
	{
		ID: "MF408", Name: "Steps in an order that strands mail", Severity: Error, Group: MailRules, Needs: []Need{Plan},
		Why:    "A rule cannot name a connector that is not there, and one that is live before the way back exists loses mail.",
		Fix:    "accepted domain, connectors, then the rule, created off and turned on last",
		Source: "Microsoft: Integrate with an email add-on service; New-TransportRule",
		Upheld: "the plan is always in that order, and each step names what it needs",
	},
	{
		ID: "MF409", Name: "Rule outside the service's limits", Severity: Error, Group: MailRules, Needs: []Need{Plan, Tenant}, Parser: true,
		Why:    "A rule has a name of at most 64 characters, comments of at most 1,024, and as a whole at most 8,192 characters; an organization has at most 300 rules.",
		Fix:    "shorten it, or split a list of addresses over two rules",
		Source: "Microsoft: New-TransportRule; Exchange Online limits",
		Lacks:  "how many rules there are, and what they are called",
		find:   longRule,
	},
	{
		ID: "MF410", Name: "Accepted-domain type does not fit where the mailboxes are", Severity: Error, Group: MailRules, Needs: []Need{Admin, Tenant},
		Why:    "InternalRelay passes on mail for recipients that Exchange Online does not know; without a connector that takes it, that mail goes round until 5.4.14. Authoritative refuses it with 5.4.1.",
		Fix:    "InternalRelay together with a connector to your own servers, until every recipient is known in the cloud",
		Source: "Microsoft: Manage accepted domains; NDR articles 5.4.1 and 5.4.6 to 5.4.20",
		Lacks:  "whether every recipient on-premises is known in the cloud as a mail user",
		find:   relayWithoutRoute,
	},
}

// routing is the rule that sends mail to a service.
func (v *view) routing() (mailflow.Rule, bool) {
	for _, r := range v.draft.Rules {
		if r.PartID == "rule" {
			return r, true
		}
	}
	return mailflow.Rule{}, false
}

func wildcardWord(v *view) (out []Finding) {
	r, ok := v.routing()
	if !ok {
		return nil
	}
	q := v.of("rule", "header-words")
	for _, e := range entries(q, r.ExceptWords, mailflow.ParseHeaderWord) {
		if !e.value.Wildcard() {
			continue
		}
		f := about(q.Key, e.value.String(), "has a star, which a rule takes for a star and not for any characters", "give the whole word that the service stamps").inItem(e.at).as(Warning)
		if plain := strings.TrimSpace(strings.ReplaceAll(e.value.String(), "*", "")); plain != "" {
			f = f.with(inList(q, e.at, plain))
		}
		out = append(out, f)
	}
	return out
}

func commonHeader(v *view) []Finding {
	r, ok := v.routing()
	if !ok || r.ExceptHeader.IsZero() {
		return nil
	}
	h := r.ExceptHeader
	f := func(why string) Finding {
		return about(steps.MakeKey("rule", "header-name"), h.String(), why, "use the X- header that the service stamps")
	}
	switch {
	case h.Standard():
		return []Finding{f("is a header that mail has anyway, so that other messages are left out as well")}
	case h.Microsofts():
		return []Finding{f("is one of Microsoft's own headers, which Exchange removes or rewrites on the way")}
	case !strings.HasPrefix(strings.ToLower(h.Exchange()), "x-"):
		return []Finding{f("does not begin with X-, as headers of a service's own usually do").as(Info)}
	}
	return nil
}

func noStop(v *view) []Finding {
	k := steps.MakeKey("rule", "stop-processing-more-rules")
	if !v.unticked("rule", "stop-processing-more-rules") {
		return nil
	}
	return []Finding{that(k, "false", "rules below this one act on a message before it goes to the service, and again when it is back", "stop processing more rules").with(back(k))}
}

func competingRoutes(v *view) (out []Finding) {
	taken := map[string]mailflow.Outbound{}
	for _, c := range v.outs {
		if !c.Enabled || c.Scope != mailflow.ScopeRecipientDomains {
			continue
		}
		for _, d := range c.RecipientDomains {
			other, again := taken[lower(d)]
			if !again || other.PartID == c.PartID {
				taken[lower(d)] = c
				continue
			}
			q := v.of(other.PartID, "recipient-domains") // the other's may be fixed
			f := about(q.Key, d.String(), "is where two connectors lead, this one and "+quoted(c.Name.String()), "leave it to one of them").
				inItem(slices.IndexFunc(q.Value, func(s string) bool { return strings.EqualFold(strings.TrimSpace(s), d.String()) }))
			if q.Said {
				f = f.with(back(q.Key))
			}
			out = append(out, f)
		}
	}
	if through, ok := v.outbound("through-service"); ok && through.Enabled && v.draft.OnPremises.Centralized {
		out = append(out, that(steps.MakeKey("on-premises", "centralized-mail-transport"), "true", "mail to the internet is to leave through your own servers and through the service, and only one of the two can have it", "choose one way out"))
	}
	return out
}

func idleRule(v *view) (out []Finding) {
	if mode := v.chosen("rule", "mode"); mode != "" && mode != "enforce" {
		k := steps.MakeKey("rule", "mode")
		out = append(out, that(k, mode, "in a test mode the rule sends nothing to the service", "choose Enforce").with(back(k)))
	}
	if v.unticked("rule", "turn-it-on") {
		k := steps.MakeKey("rule", "turn-it-on")
		out = append(out, that(k, "false", "the rule stays off, so that nothing goes to the service", "turn it on in the end").with(back(k)))
	}
	return out
}

const (
	longestRule = 8192
	// perValue is about what the service adds to each value of a list when it counts the characters of a rule. It is
	// not documented, and on the safe side.
	perValue = 15
)

func longRule(v *view) (out []Finding) {
	for _, r := range v.draft.Rules {
		n, list := len(r.Name.Exchange())+len(r.Comments.Exchange())+len(r.ExceptHeader.Exchange()), ""
		count := func(name, text string) { n, list = n+len(text)+perValue, name }
		for _, w := range r.ExceptWords {
			count("header-words", w.Exchange())
		}
		for _, s := range r.Senders {
			count("pilot-senders", s.Exchange())
		}
		for _, a := range r.SenderRanges {
			count("bypass-ip-addresses", a.Exchange())
		}
		if n > longestRule {
			out = append(out, that(steps.MakeKey(r.PartID, list), "", fmt.Sprintf("the rule would be about %d characters long, and the service takes %d", n, longestRule), "shorten the list, or give its addresses as blocks"))
		}
	}
	return out
}

func relayWithoutRoute(v *view) (out []Finding) {
	to, ok := v.outbound("to-on-premises")
	if !ok {
		return nil
	}
	for _, d := range v.domains {
		if !d.InternalRelay {
			continue
		}
		name := lower(d.Name)
		of := func(field string) steps.Key { return steps.MakeKey("to-on-premises", field) }
		const loops = ", and is of type InternalRelay: mail for recipients that Exchange Online does not know goes round"
		switch {
		case !to.Enabled:
			out = append(out, about(of("turn-it-on"), name, "has no connector to your own servers, because that one stays off"+loops, "turn the connector on").with(back(of("turn-it-on"))))
		case to.Scope == mailflow.ScopeTransportRule:
			out = append(out, about(of("use"), name, "has no connector to your own servers, because that one is for mail flow rules alone"+loops, "use the connector for these domains").with(back(of("use"))))
		case to.Scope == mailflow.ScopeRecipientDomains && len(to.RecipientDomains) > 0 && !slices.ContainsFunc(to.RecipientDomains, func(p mailflow.DomainPattern) bool { return covers(lower(p), name) }):
			q := v.of("to-on-premises", "recipient-domains")
			out = append(out, about(q.Key, name, "is not among the domains of the connector to your own servers"+loops, "add it").
				with(&Change{Set: steps.Answers{q.Key: append(append(steps.Value{}, q.Value...), d.Name.String())}}))
		}
	}
	return out
}
