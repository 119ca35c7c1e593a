package render

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// back is one step of the way back: what to do, and what to see before the next. It has no command: names are the same in
// many organizations, so that only a script that checks the organization, and goes by GUIDs, may undo anything.
type back struct{ Says, Then string }

// wayBack undoes a plan in the order in which no mail is lost: first what sends mail its new way, then, once nothing
// comes that way any more, what receives it.
func wayBack(up mailflow.SetUp, all []action) (out []back) {
	add := func(says, then string) { out = append(out, back{says, then}) }
	made := func(kind object) (names []*subject) {
		for _, a := range all {
			if a.Does == create && a.On.Noun == kind.Noun {
				names = append(names, a.On)
			}
		}
		return names
	}
	does := func(id string) bool {
		return slices.ContainsFunc(all, func(a action) bool { return a.ID == id })
	}
	filter := len(up.MailDomains) > 0
	if does("lockdown.direct-send") {
		add("Accept Direct Send again: RejectDirectSend of the organization (Set-OrganizationConfig) is false then.", "")
	}
	for _, a := range all {
		if a.ID != "lockdown.lock" {
			continue
		}
		add("Lift the lock-down, before anything else changes: what comes past the service is accepted again.",
			"A message sent straight to the organization's host at Microsoft arrives.")
	}
	if _, ok := up.Find("through-service"); ok {
		add("Turn the way out through the service off: mail to the internet leaves directly again.",
			"A message to an address outside arrives without the service in its headers. Leave the service in the SPF records until its queues are empty.")
	}
	if filter {
		var hosts []string
		for _, d := range up.MailDomains {
			hosts = append(hosts, d.Name.String()+" to "+d.TenantHost.String())
		}
		add("Point the MX records back ("+strings.Join(hosts, "; ")+"), and put back the SPF records.",
			"The time to live of the records that were there is over, the service has no mail waiting, and the message trace shows nothing that comes through it.")
	}
	for _, d := range up.MailDomains {
		if up.LockDown.InboundDANE {
			add("Turn inbound DANE on again for "+d.Name.String()+" (Enable-SmtpDaneInbound), where it was on before.", "Get-SmtpDaneInboundStatus reports it as on.")
		}
	}
	if does("filtering.pilot") {
		add("Where the inbound connector stays: limit Enhanced Filtering to the recipients of the pilot again (EFUsers).", "")
	}
	for range up.Rules {
		then := "30 minutes have passed: it takes that long until a change to a rule acts everywhere."
		if !filter {
			then += " The queues of the service are empty: what it still holds has to come back by the inbound connector."
		}
		add("Turn the mail flow rule off.", then)
		add("Remove the mail flow rule.", "")
	}
	if does("service.sealer") {
		add("Take the service's domain out of the trusted ARC sealers: read the list with Get-ArcConfig, and set it again without that one domain. Only where nothing else is left, the value is a single space.", "")
	}
	for i, d := range up.MailDomains {
		if d.InternalRelay && i == 0 {
			add("Make the domains Authoritative again, only once every recipient exists in Exchange Online, and before a connector to your own servers is removed: without a connector, mail for unknown recipients of an InternalRelay domain goes round in a circle.", "")
		}
	}
	for range made(outbound) {
		add("Remove the outbound connector, once no rule names it and no mail has to take it.", "")
	}
	for range made(sendConnector) { // it sends to what the inbound connector takes
		add("On your own server: turn the Send connector off, once the server has another way out, and remove it. Take the GUID from the receipt of on-premises.txt.",
			"A message from a mailbox on your own server to an address outside arrives, and the queues of the Send connector are empty.")
	}
	for _, a := range all {
		if a.Does != create || a.On.Noun != inbound.Noun {
			continue
		}
		switch {
		case a.Part == "lockdown":
			add("Remove the inbound connector of the service. With no restriction on, nobody is refused without it; Enhanced Filtering ends with it.", "")
		case filter:
			add("Remove the inbound connector for your own servers, once nothing comes by it any more: whoever still delivers by it would be refused.", "")
		default:
			add("Remove the inbound connector, last, and only when no message has come back by it for a day: one that is still on its way would be refused.", "")
		}
	}
	if !up.Accepted.Name.IsZero() {
		add("Remove the domain "+up.Accepted.Name.String()+" in the admin center. The proof in the service's zone may go as well.", "")
	}
	return out
}
