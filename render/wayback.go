package render

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// back is one step of the way back: what to do, and what to see before the next. It has no command: names are the same in
// many organizations, so that only a script that checks the organization, and goes by GUIDs, may undo anything.
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

// wayBack undoes a plan in the order in which no mail is lost: first what sends mail its new way, then, once nothing
// comes that way any more, what receives it.
func wayBack(up mailflow.SetUp, all []action) (out []back) {
	add := func(when phase, says, then string) { out = append(out, back{Says: says, Then: then, When: when}) }
	removes := func(says, asks string) { out = append(out, back{Says: says, When: byRemove, Asks: asks}) }
	made := func(kind object) (made []action) {
		for _, a := range all {
			if a.Does == create && a.On.Noun == kind.Noun {
				made = append(made, a)
			}
		}
		return made
	}
	does := func(id string) bool {
		return slices.ContainsFunc(all, func(a action) bool { return a.ID == id })
	}
	filter := len(up.MailDomains) > 0
	if does("lockdown.direct-send") {
		add(byStop, "Accept Direct Send again: RejectDirectSend of the organization (Set-OrganizationConfig) is false then.", "")
	}
	if does("lockdown.lock") {
		add(byStop, "Lift the lock-down, before anything else changes: what comes past the service is accepted again.",
			"A message sent straight to the organization's host at Microsoft arrives.")
	}
	_, through := up.Find("through-service")
	if through {
		add(byStop, "Turn the way out through the service off: mail to the internet leaves directly again. The service stays in the SPF records for now.",
			"A message to an address outside arrives without the service in its headers, and the queues of the service for mail to the internet are empty.")
	}
	for _, a := range made(rule) {
		if bypasses(a) {
			continue
		}
		then := "30 minutes have passed since the mail flow rule was turned off: it takes that long until that acts everywhere."
		if !filter {
			then += " The queues of the service are empty: what it still holds has to come back by the inbound connector."
		}
		add(byStop, "Turn the mail flow rule off.", then)
	}
	if filter {
		var hosts []string
		for _, d := range up.MailDomains {
			hosts = append(hosts, d.Name.String()+" to "+strings.Join(mxBefore(d), ", "))
		}
		if does("dns.mta-sts") {
			add(byHandBefore, "Set the MTA-STS policy to testing, name the hosts that the MX records go back to in it, and change its id.",
				"The policy can be fetched with these lines, and max_age of the one before is over: senders hold on to it until then, and would not deliver to a host that it does not name.")
		}
		add(byHandBefore, "Point the MX records back ("+strings.Join(hosts, "; ")+").",
			"The time to live of the records that named the service is over, the service has no mail waiting, and the message trace shows nothing that comes through it.")
	}
	for range made(sendConnector) { // it sends to what the inbound connector takes
		add(byHandBefore, "On your own server: turn the Send connector off, once the server has another way out, and remove it. Take the GUID from the receipt of on-premises.txt.",
			"A message from a mailbox on your own server to an address outside arrives, and the queues of the Send connector are empty.")
	}
	for _, a := range made(rule) {
		if bypasses(a) {
			removes("Remove the mail flow rule that lets mail of the service past the spam filter.", "")
		} else {
			removes("Remove the mail flow rule.", "")
		}
	}
	if up.LockDown.InboundDANE {
		for _, d := range up.MailDomains {
			add(byRemove, "Turn inbound DANE on again for "+d.Name.String()+" (Enable-SmtpDaneInbound), where it was on before.", "Get-SmtpDaneInboundStatus reports it as on.")
		}
	}
	for _, d := range up.MailDomains {
		if d.InternalRelay {
			removes("Make the domains Authoritative again, only once every recipient exists in Exchange Online, and before a connector to your own servers is removed: without a connector, mail for unknown recipients of an InternalRelay domain goes round in a circle.",
				"Every recipient of the domains exists in Exchange Online.")
			break
		}
	}
	for _, a := range made(outbound) {
		switch {
		case len(made(rule)) > 0 || through && a.Part == "through-service":
			removes("Remove the outbound connector, once no rule names it and no mail has to take it.", "")
		case scoped(a):
			removes("Remove the outbound connector, once no rule names it and no mail has to take it.", "No mail flow rule names the outbound connector any more.")
		default:
			removes("Remove the outbound connector, once no rule names it and no mail has to take it.", "No mail has to take the outbound connector any more.")
		}
	}
	if does("service.sealer") {
		removes("Take the service's domain out of the trusted ARC sealers: read the list with Get-ArcConfig, and set it again without that one domain. Only where nothing else is left, the value is a single space.", "")
	}
	if does("filtering.pilot") {
		removes("Where the inbound connector stays: limit Enhanced Filtering to the recipients of the pilot again (EFUsers).", "")
	}
	for _, a := range made(inbound) {
		switch {
		case a.Part == "lockdown":
			removes("Remove the inbound connector of the service. With no restriction on, nobody is refused without it; Enhanced Filtering ends with it.", "")
		case filter:
			removes("Remove the inbound connector for your own servers, once nothing comes by it any more: whoever still delivers by it would be refused.",
				"Nothing comes by the inbound connector for your own servers any more.")
		case lookup(a.Params, "ConnectorType") == enum(mailflow.Partner):
			removes("Remove the inbound connector. Without it, its mail is accepted like all other mail from the internet.", "")
		default:
			removes("Remove the inbound connector, last, and only when nothing comes by it any more: what is still on its way would be refused.",
				"The message trace shows nothing that still comes by the inbound connector.")
		}
	}
	if filter {
		for _, d := range up.MailDomains {
			says := "Put back the SPF record of " + d.Name.String() + " as it was before"
			if d.SPFNow.IsZero() {
				says = "Delete the SPF record of " + d.Name.String() + ", which had none before"
			}
			add(byHandAfter, says+". This comes last: until then the record also has to allow what still sends the way of the set-up.", "")
		}
	}
	if does("dns.mta-sts") {
		add(byHandAfter, "Take the hosts of the service out of the MTA-STS policy, set its mode as it was before, and change its id.", "")
	}
	if !up.Accepted.Name.IsZero() {
		add(byHandAfter, "Remove the domain "+up.Accepted.Name.String()+" in the admin center. The proof in the service's zone may go as well.", "")
	}
	return out
}

// mxBefore are the hosts that the MX records of a domain named before; where there were none, its host at Microsoft.
func mxBefore(d mailflow.MailDomain) (hosts []string) {
	for _, x := range d.MXNow {
		hosts = append(hosts, x.Host())
	}
	if hosts == nil {
		return []string{d.TenantHost.String()}
	}
	return hosts
}

// bypasses reports whether the action makes a rule that lets mail past the spam filter: it sends no mail anywhere, and
// has to stay until the service delivers no more.
func bypasses(a action) bool { return a.Does == create && lookup(a.Params, "SetSCL") != nil }
