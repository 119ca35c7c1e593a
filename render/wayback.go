package render

import (
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// back is one step of the way back: what to do, and what to see before the next. It has no command: names are the same in
// many organizations, so that only a script that checks the organization, and goes by GUIDs, may undo anything.
//
// Texts hold names of domains and hosts at most, and nothing that a person typed freely: they stand in the help of scripts.
type back struct {
	Says, Then string
	When       phase
	// Asks is what has to be true before a step of the stage remove, and no command can look up; or "".
	Asks string
}

// phase says who does a step of the way back: one of the stages of rollback.ps1, or somebody by hand.
type phase int

const (
	byStop phase = iota
	byHandBefore
	byRemove
	byHandAfter
)

// by says at the head of a step who does it.
func (p phase) by() string {
	switch p {
	case byStop:
		return "`rollback.ps1`, stage `stop`: "
	case byRemove:
		return "`rollback.ps1`, stage `remove`: "
	}
	return "By hand: "
}

// wayBack undoes a plan in the order in which no mail is lost: first what sends mail its new way, then, once nothing
// comes that way any more, what receives it. Within a phase, the steps stand in the order in which they are added here.
func wayBack(up *mailflow.SetUp, all []action) (out []back) {
	does := func(id string) bool { return has(all, id) }
	out = append(make([]back, 0, 16), recordsBack(up, does("dns.raise-ttl"))...)
	for i := range kinds {
		kind := &kinds[i]
		if kind.Returning != nil {
			out = append(out, kind.Returning(up, does)...)
		}
		if kind.Leaving == nil {
			continue
		}
		for i := len(all) - 1; i >= 0; i-- { // of one kind, what was made last goes first
			if a := &all[i]; (a.Does == create || a.Does == extend) && a.On.Noun == kind.Noun {
				out = append(out, kind.Leaving(up, *a)...)
			}
		}
	}
	if does("lockdown.lock") {
		out = append(out, back{
			Says: "Lift the lock-down, before mail changes its way: what comes past the service is accepted again.",
			Then: "A message sent straight to the organization's host at Microsoft arrives.",
		})
	}
	if does("through-service.enable") {
		out = append(out, back{
			Says: "Turn the way out through the service off: mail to the internet leaves directly again.",
			Then: "A message to an address outside arrives without the service in its headers.",
		})
	}
	if does("on-premises.send") {
		out = append(out, back{
			Says: "On your own server: have it send as it did before, and no longer through Exchange Online.",
			Then: "A message from a mailbox on your own server to an address outside arrives without Exchange Online in its headers, and the server's queue to Exchange Online is empty.",
			When: byHandBefore,
		})
	}
	if does("service.spoofs") {
		out = append(out, back{Says: "Remove the spoofed-sender entries that the Tenant Allow/Block List got for the service: they let mail from its servers pass in the name of others.", When: byHandAfter})
	}
	if does("dns.mta-sts") {
		out = append(out, back{Says: "Take the hosts of the service out of the MTA-STS policy, set its mode as it was before, and change the id again.", When: byHandAfter})
	}
	out = append(out, spfBack(up, all)...)
	if !up.Accepted.Name.IsZero() {
		out = append(out, back{Says: "Remove the domain " + up.Accepted.Name.String() + " in the admin center. The proof in the service's zone may go as well.", When: byHandAfter})
	}
	slices.SortStableFunc(out, func(a, b back) int { return int(a.When) - int(b.When) })
	return out
}

// returnDomains gives accepted domains back what they were, once mail no longer comes through the service.
func returnDomains(up *mailflow.SetUp, _ func(string) bool) (out []back) {
	for _, d := range up.MailDomains {
		if up.LockDown.InboundDANE {
			out = append(out, back{
				Says: "Turn inbound DANE on again for " + d.Name.String() + " (Enable-SmtpDaneInbound), where it was on before.",
				Then: "Get-SmtpDaneInboundStatus reports it as on.", When: byRemove,
			})
		}
	}
	if slices.ContainsFunc(up.MailDomains, func(d mailflow.MailDomain) bool { return d.InternalRelay }) {
		out = append(out, back{
			Says: "Give the domains that were Authoritative before that type again, only once every recipient exists in Exchange Online, and before a connector to your own servers is removed: without a connector, mail for unknown recipients of an InternalRelay domain goes round in a circle.",
			When: byRemove, Asks: "Every recipient of the domains exists in Exchange Online.",
		})
	}
	return out
}

// returnPilot is for whoever keeps the inbound connector.
func returnPilot(_ *mailflow.SetUp, does func(string) bool) []back {
	if !does("filtering.pilot") {
		return nil
	}
	return []back{{Says: "Where the inbound connector stays: limit Enhanced Filtering to the recipients of the pilot again (EFUsers).", When: byRemove}}
}

// returnDirectSend comes first of all: to accept more loses nothing.
func returnDirectSend(_ *mailflow.SetUp, does func(string) bool) []back {
	if !does("lockdown.direct-send") {
		return nil
	}
	return []back{{Says: "Accept Direct Send again, unless it was refused before: RejectDirectSend of the organization (Set-OrganizationConfig) is false then."}}
}

// recordsBack points the MX records to where mail went before, once no policy of the domain forbids that.
func recordsBack(up *mailflow.SetUp, raised bool) (out []back) {
	moved := up.Moving()
	if len(moved) == 0 {
		return nil
	}
	switch up.LockDown.MTASTS {
	case "enforce":
		out = append(out, back{
			Says: "Where the MTA-STS policy says enforce again: set it to testing, with an mx: line for each host that the MX records will name, and change the id in the TXT record at _mta-sts.",
			Then: "The max_age of the enforcing policy is over: until then senders deliver to no host that it does not name.",
			When: byHandBefore,
		})
	case "testing":
		out = append(out, back{Says: "Add an mx: line to the MTA-STS policy for each host that the MX records will name, and change the id in the TXT record at _mta-sts.", When: byHandBefore})
	}
	var hosts, others []string
	first := false
	for _, d := range moved {
		home := strings.ToLower(d.TenantHost.Exchange())
		var to []string
		for _, x := range d.MXNow {
			to = append(to, x.String())
			if strings.ToLower(x.Host()) != home {
				others = append(others, d.Name.String()+" to "+d.TenantHost.String())
			}
		}
		if len(to) == 0 {
			to, first = []string{d.TenantHost.String() + ", where it had none"}, true
		}
		hosts = append(hosts, d.Name.String()+" to "+strings.Join(to, " and "))
	}
	says := "Point the MX records back (" + strings.Join(hosts, "; ") + ")."
	if raised {
		says = "Where the time to live of the MX records was raised already, and there is time, lower it first, and wait until the longer one is over. Then point the MX records back (" + strings.Join(hosts, "; ") + ")."
	}
	if first {
		says += " Without any MX record, mail for the mailboxes in Exchange Online does not find them."
	}
	if len(others) > 0 {
		says += " Where the servers of before no longer take the mail, point them to Microsoft instead (" + strings.Join(slices.Compact(others), "; ") + ")."
	}
	return append(out, back{
		Says: says,
		Then: "The time to live of the records that name the service is over, the service has no mail waiting, and the message trace shows nothing that comes through it.",
		When: byHandBefore,
	})
}

// spfBack leaves the SPF records for last: to name a host too many harms nobody, to miss one loses mail.
func spfBack(up *mailflow.SetUp, all []action) []back {
	var old, fresh []string
	for i := range all {
		publishes, _ := all[i].Deed.(mailflow.PublishRecords)
		for _, set := range publishes.Sets {
			switch {
			case set.Foreign || set.Type != mailflow.RecordTXT:
			case len(set.Old) > 0:
				old = append(old, set.Name.String())
			default:
				fresh = append(fresh, set.Name.String())
			}
		}
	}
	var says []string
	add := func(names []string, one, several string) {
		switch len(names) {
		case 0:
		case 1:
			says = append(says, fmt.Sprintf(one, names[0]))
		default:
			says = append(says, fmt.Sprintf(several, mailflow.Spoken(names)))
		}
	}
	add(old, "put the old SPF record of %s back, once nothing sends any more from a host that it does not name",
		"put the old SPF records of %s back, each once nothing sends any more from a host that it does not name")
	add(fresh, "take out of the SPF record of %s what nothing sends from any more, or delete it, for there was none before",
		"take out of the SPF records of %s what nothing sends from any more, or delete them, for there were none before")
	if len(says) == 0 {
		return nil
	}
	return []back{{
		Says: "Last, " + strings.Join(says, "; ") + ". As long as there are mailboxes in Exchange Online, the SPF record of their domain has to have include:" + up.Organization.Cloud.SPFInclude() + ".",
		When: byHandAfter,
	}}
}

// bypasses reports whether the action makes a rule that lets mail past the spam filter: it sends no mail anywhere, and
// has to stay until the service delivers no more.
func bypasses(a action) bool { return a.Does == create && lookup(a.Params, "SetSCL") != nil }

// leaveRule turns a rule off before it goes: until that acts everywhere, messages still take their way by it.
func leaveRule(up *mailflow.SetUp, a action) []back {
	if bypasses(a) {
		return []back{{Says: "Remove the mail flow rule that lets mail of the service past the spam filter.", When: byRemove}}
	}
	then := "30 minutes have passed since the mail flow rule was turned off, because it takes that long until that acts everywhere."
	if len(up.MailDomains) == 0 {
		then += " The queues of the service are empty: what it still holds has to come back by the inbound connector."
	}
	return []back{{Says: "Turn the mail flow rule off.", Then: then}, {Says: "Remove the mail flow rule.", When: byRemove}}
}

func leaveOutbound(up *mailflow.SetUp, a action) []back {
	which := map[string]string{"through-service": " through the service", "to-on-premises": " to your own servers"}[a.Part]
	asks := ""
	switch {
	case a.Part == "through-service":
		asks = "The service holds no mail to the internet any more."
	case scoped(a) && len(up.Rules) == 0:
		asks = "No mail flow rule has named the outbound connector for 30 minutes: it takes that long until a change of a rule acts everywhere."
	case !scoped(a) && a.Part == "connector" && lookup(a.Params, "ConnectorType") == enum(mailflow.OnPremises):
		asks = "No mail has to take the outbound connector any more, and none of its domains is of type InternalRelay: mail for what Exchange Online does not know would go round."
	case !scoped(a):
		asks = "No mail has to take the outbound connector" + which + " any more."
	}
	return []back{{Says: "Remove the outbound connector" + which + ", once no rule names it and no mail has to take it.", When: byRemove, Asks: asks}}
}

func leaveSealers(*mailflow.SetUp, action) []back {
	return []back{{Says: "Take the service's domain out of the trusted ARC sealers: read the list with Get-ArcConfig, and set it again without that one domain. Only where nothing else is left, the value is a single space.", When: byRemove}}
}

func leaveSend(*mailflow.SetUp, action) []back {
	return []back{{
		Says: "On your own server: turn the Send connector off, once the server has another way out, and remove it. Take the GUID from the receipt of on-premises.txt.",
		Then: "A message from a mailbox on your own server to an address outside arrives, and the queues of the Send connector are empty.",
		When: byHandBefore,
	}}
}

func leaveInbound(up *mailflow.SetUp, a action) []back {
	switch {
	case a.Part == "lockdown":
		says := "Remove the inbound connector of the service. With no restriction on, nobody is refused without it"
		if up.Filtering.Enhanced() {
			says += "; Enhanced Filtering ends with it"
		}
		return []back{{Says: says + ".", When: byRemove}}
	case len(up.MailDomains) > 0:
		return []back{{
			Says: "Remove the inbound connector for your own servers, once nothing comes by it any more: whoever still delivers by it would be refused.",
			When: byRemove, Asks: "Nothing comes by the inbound connector for your own servers any more.",
		}}
	case lookup(a.Params, "ConnectorType") == enum(mailflow.Partner):
		return []back{{Says: "Remove the inbound connector. Without it, its mail is accepted like all other mail from the internet.", When: byRemove}}
	}
	return []back{{
		Says: "Remove the inbound connector, last, and only when nothing comes by it any more: what is still on its way would be refused.",
		When: byRemove, Asks: "The message trace shows nothing that still comes by the inbound connector.",
	}}
}
