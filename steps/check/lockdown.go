package check

import (
	"strings"

	"eacwizard/steps"
)

// lockDownRules are on what refuses mail that does not come through the filter.
var lockDownRules = []Rule{
	{
		ID: "MF201", Name: "MX elsewhere, organization not locked", Severity: Warning, Group: LockDown, Needs: []Need{Plan, DNS},
		Why:    "The name of your organization at Microsoft is public and takes mail from anybody, whatever the MX records say, so that senders can go round the filter. In June 2026 researchers found that open in most organizations with a filter in front, and saw it used.",
		Fix:    "turn the lock-down on, by the service's certificate or, failing that, by its addresses",
		Source: "Microsoft: Manage mail flow using a third-party cloud service, step 4; InfoGuard Labs: Ghost-Sender",
		Lacks:  "the MX records of domains that the plan does not name",
		find:   openBackDoor,
	},
	{
		ID: "MF202", Name: "The lock-down does not lock", Severity: Error, Group: LockDown, Needs: []Need{Plan}, Parser: true,
		Why:    "A lock needs a partner connector that speaks for every sender domain, asks for the service's certificate or its addresses, and is on in the end. Whatever is left out of that leaves a door open.",
		Fix:    "keep what the scenario fixes, and turn the connector on",
		Source: "Microsoft: Manage mail flow using a third-party cloud service; Set up connectors for secure mail flow with a partner organization, Example 4",
		Upheld: "type, sender domains and the way of identifying are fixed in the lock-down",
		find:   lockOff,
	},
	{
		ID: "MF203", Name: "Lock-down while mail still comes directly", Severity: Error, Group: LockDown, Needs: []Need{Plan, Tenant, DNS}, Parser: true,
		Why:    "The lock is on the whole organization: mail for a domain whose MX records still name Microsoft is refused with 5.7.51, and so is mail to addresses below onmicrosoft.com, which never comes through the filter.",
		Fix:    "move every domain first; until then leave the lock-down off",
		Source: "Microsoft: Set up connectors for secure mail flow with a partner organization, Example 4",
		Upheld: "the plan turns the restrictions on last: after the MX change, the old records' time to live and a clean message trace",
		Lacks:  "which further domains receive mail; the documents compare the accepted domains with the plan and stop",
	},
	{
		ID: "MF204", Name: "Other direct senders not provided for", Severity: Warning, Group: LockDown, Needs: []Need{Admin, Tenant}, Parser: true,
		Why:    "Scanners, applications, partners and servers that deliver straight to Microsoft are refused once the lock is on, unless a connector knows them by certificate or address. One that knows them by their sender domain does not help: the lock comes first.",
		Fix:    "give your own servers OnPremises connectors, and others a partner connector by certificate or address",
		Source: "Microsoft: Configure mail flow using connectors (note); Set up connectors for secure mail flow with a partner organization, Example 4",
		Lacks:  "the organization's other connectors",
	},
	{
		ID: "MF205", Name: "The filter is identified by the wrong name", Severity: Warning, Group: LockDown, Needs: []Need{Plan, Admin},
		Why:    "The certificate is the service's, not yours: the sample name in Microsoft's article is easily copied literally. A list of addresses has to be whole, or mail from the missing ones is lost.",
		Fix:    "ask the service which name it presents when it delivers to you; some issue one below your own domain",
		Source: "Microsoft: Manage mail flow using a third-party cloud service; Set up connectors for secure mail flow with a partner organization, Example 4",
		Lacks:  "whether a list of addresses is all that the service delivers from in your region: compare it with the service's page",
		find:   ownCertificate,
	},
	{
		ID: "MF206", Name: "Direct Send refused without a thought for who uses it", Severity: Warning, Group: LockDown, Needs: []Need{Admin, Tenant},
		Why:    "RejectDirectSend refuses mail from outside in the name of your own domains, with 5.7.68, unless a connector knows the sender by certificate or address. Devices, applications, marketing services and forwarders are hit; it takes about 30 minutes.",
		Fix:    "connectors first, then the setting",
		Source: "Microsoft: Set-OrganizationConfig, RejectDirectSend; Exchange Team, Introducing more control over Direct Send",
		Lacks:  "how the setting stands now (Get-OrganizationConfig)",
		find:   directSend,
	},
}

func openBackDoor(v *view) []Finding {
	if !v.unlocked() {
		return nil
	}
	q := v.of("service", "mx-hosts")
	var hosts []string
	for _, x := range v.draft.Service.MX {
		if !atMicrosoft(x.Host()) {
			hosts = append(hosts, x.Host())
		}
	}
	if len(hosts) == 0 {
		return nil
	}
	k := steps.MakeKey("lockdown", "turn-it-on")
	return []Finding{about(q.Key, strings.Join(hosts, ", "), "takes the mail, while Exchange Online goes on taking mail from everybody who does not go there", "turn the lock-down on").with(back(k))}
}

func lockOff(v *view) []Finding {
	if !v.unlocked() {
		return nil
	}
	k := steps.MakeKey("lockdown", "turn-it-on")
	return []Finding{that(k, "false", "the lock-down stays off, so that it locks nothing", "turn it on, or accept this with the reason why it comes later").with(back(k))}
}

func ownCertificate(v *view) []Finding {
	in, ok := v.inbound("lockdown")
	q := v.of("lockdown", "certificate-domain")
	if !ok || !q.Open || in.CertificateName.IsZero() {
		return nil
	}
	for _, own := range v.own {
		if over, star := strings.CutPrefix(lower(in.CertificateName), "*."); over == own || star && within(own, over) {
			return []Finding{about(q.Key, in.CertificateName.String(), "is a name of your own, and mail that comes through the filter shows the filter's certificate", "ask the service which name it presents when it delivers to you")}
		}
	}
	return nil
}

func directSend(v *view) []Finding {
	k := steps.MakeKey("lockdown", "reject-direct-send")
	if !v.ticked("lockdown", "reject-direct-send") || !v.unticked("lockdown", "others-provided-for") {
		return nil
	}
	return []Finding{that(k, "true", "whoever else sends in the name of your domains would be refused, and nobody has said that they have connectors", "give them connectors and say so, or leave Direct Send as it is").with(back(k))}
}
