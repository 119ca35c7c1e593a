package mailflow

import (
	"fmt"
	"strings"
)

// shortTTL is the time to live to lower MX records to before they move, in seconds.
const shortTTL = 300

// filter is the plan for a third party in front of Exchange Online. Its connector is there, known and refusing nothing
// before the MX records move, and refuses only once the old records are forgotten: a disabled one would filter nothing
// in between, a restricted one would refuse what still comes directly.
func (p *plan) filter() {
	var ready []string
	domains := p.add(Action{
		ID: "dns.domains", Part: "dns", Stage: StagePrepare, Doer: ByAdminCenter,
		Title: "Add and verify the mail domains",
		How:   []string{"Microsoft 365 admin center, Settings, Domains: " + p.names() + ". Leave the MX records as they are for now."},
		Seen:  "Get-AcceptedDomain lists each of them.",
	})
	boxes := p.add(Action{
		ID: "mailboxes", Stage: StagePrepare, Doer: ByAdminCenter, Needs: []string{domains},
		Title: p.mailboxTitle(), How: p.mailboxes(),
		Seen: "Every recipient that gets mail is known to Exchange Online.",
	})
	portal := p.add(Action{
		ID: "service.ready", Part: "service", Stage: StagePrepare, Doer: ByService, Needs: []string{domains},
		Title: "Set up the domains at the service, and where it delivers to",
		How:   p.nextHops(),
		Seen:  "The service lists each domain with that host and is ready to take its mail.",
	})
	ready = append(ready, domains, boxes, portal)
	ready = append(ready, p.beforeTheMove()...)
	ready = append(ready, p.coexistence()...)
	ready = append(ready, p.filterObjects()...)
	moved, spf := p.move(ready)
	waited := p.add(Action{
		ID: "dns.wait", Part: "dns", Stage: StageDNS, Doer: ByWaiting, Needs: present(moved),
		Title: "Wait until the old MX records are forgotten",
		How:   p.waits(),
		Seen:  "Look-ups from several places return the new records alone.",
	})
	traced := p.add(Action{
		ID: "dns.trace", Part: "dns", Stage: StageDNS, Doer: ByMail, Needs: []string{waited},
		Title: "See in the message trace that all mail comes through the service",
		How: []string{
			"Send messages from several providers outside, and look at a day of the message trace: every message from outside has to have come by the service's connector.",
			"Whatever did not come that way has to be dealt with before the lock-down, because it will be refused.",
		},
		Seen: "No message of that time came from the internet past the service.",
	})
	known := p.waitForSPF(spf)
	p.outboundThroughService(present(known, waited))
	p.ownServersSend(present(known, waited))
	p.lock(traced, p.endPilot(waited))
	p.last(traced)
}

func (p *plan) names() string {
	var names []string
	for _, d := range p.d.MailDomains {
		names = append(names, d.Name.String())
	}
	return strings.Join(names, ", ")
}

func (p *plan) mailboxTitle() string {
	if p.hybrid() {
		return "Create or move the cloud mailboxes, and synchronize the on-premises recipients"
	}
	return "Create or move all mailboxes"
}

func (p *plan) mailboxes() []string {
	if p.hybrid() {
		return []string{"Recipients with a mailbox on-premises have to be known in the cloud as mail users, which directory synchronization does."}
	}
	return []string{"Every recipient of the domains needs its mailbox in Exchange Online before mail arrives there."}
}

func (p *plan) hybrid() bool { return !p.d.OnPremises.Host.IsZero() }

func (p *plan) nextHops() (how []string) {
	for _, d := range p.d.MailDomains {
		how = append(how, fmt.Sprintf("In the portal of %s: mail for %s is delivered to %s, on port 25 with TLS.", p.called(), d.Name, d.TenantHost))
	}
	return how
}

// beforeTheMove has what would keep mail away once the MX records name the service.
func (p *plan) beforeTheMove() (ids []string) {
	switch p.d.LockDown.MTASTS {
	case "enforce":
		ids = append(ids, p.add(Action{
			ID: "dns.mta-sts", Part: "dns", Stage: StagePrepare, Doer: ByDNS,
			Title: "Set the MTA-STS policy to testing and add the new MX hosts",
			How: []string{
				"In the policy file: mode: testing, and an mx: line for each new host; leave the old ones. Change the id in the TXT record at _mta-sts.",
				"Then wait as long as the old policy's max_age says: senders hold on to it until then, and would not deliver to a host that it does not name.",
			},
			Seen: "The policy can be fetched with its new lines, and max_age of the old one is over.",
		}))
	case "testing":
		ids = append(ids, p.add(Action{
			ID: "dns.mta-sts", Part: "dns", Stage: StagePrepare, Doer: ByDNS,
			Title: "Add the new MX hosts to the MTA-STS policy",
			How:   []string{"An mx: line for each new host in the policy file, and another id in the TXT record at _mta-sts."},
			Seen:  "The policy can be fetched with its new lines.",
		}))
	}
	if p.d.LockDown.InboundDANE {
		for i, d := range p.d.MailDomains {
			ids = append(ids, p.add(Action{
				ID: fmt.Sprintf("dns.dane-%d", i+1), Part: "dns", Stage: StagePrepare, Deed: TurnOffDANE{d.Name},
				Title:  "Turn inbound DANE off",
				Before: []string{"Inbound DANE protects a host of Microsoft's in the MX record of " + d.Name.Exchange() + ", and that host is about to leave it."},
				Seen:   "SmtpDaneStatus of the accepted domain reads Disabled, and Get-SmtpDaneInboundStatus reports it as off.",
			}))
		}
	}
	if sets := p.d.shortLived(); len(sets) > 0 {
		lowered := p.add(Action{
			ID: "dns.lower-ttl", Part: "dns", Stage: StagePrepare, Doer: ByDNS, Deed: PublishRecords{sets},
			Title: "Lower the time to live of the MX records",
			How:   []string{fmt.Sprintf("To %s, with the records as they are: the later they are asked for anew, the longer mail takes the old way.", lasting(shortTTL))},
			Seen:  "A look-up shows the shorter time.",
		})
		ids = append(ids, p.add(Action{
			ID: "dns.wait-lower", Part: "dns", Stage: StagePrepare, Doer: ByWaiting, Needs: []string{lowered},
			Title: "Wait until the longer time to live is over",
			How:   []string{fmt.Sprintf("At least %s after the change before.", lasting(p.longestTTL()))},
			Seen:  "Look-ups from several places show the shorter time.",
		}))
	}
	return ids
}

func (p *plan) longestTTL() (most uint32) {
	for _, d := range p.d.MailDomains {
		most = max(most, d.TTL.Seconds())
	}
	return most
}

// coexistence connects both sides, and only then lets Exchange Online pass on what it does not know.
func (p *plan) coexistence() (ids []string) {
	if !p.hybrid() {
		return nil
	}
	var pair []string
	for _, part := range []string{"from-on-premises", "to-on-premises"} {
		if c, ok := p.connector(part); ok {
			pair = append(pair, p.create(StageCreate, c))
			pair = append(pair, present(p.validate(StageCreate, c))...)
		}
	}
	ids = append(ids, pair...)
	for i, d := range p.d.MailDomains {
		if !d.InternalRelay {
			continue
		}
		ids = append(ids, p.add(Action{
			ID: fmt.Sprintf("dns.internal-relay-%d", i+1), Part: "dns", Stage: StageCreate, Deed: SetDomainType{d.Name, true}, Needs: pair,
			Title: "Let Exchange Online pass on mail for recipients that it does not know",
			Seen:  "The domain's type reads InternalRelay.",
		}))
	}
	return ids
}

// filterObjects are what has to be there before mail comes from the service.
func (p *plan) filterObjects() (ids []string) {
	if c, ok := p.connector("lockdown"); ok {
		ids = append(ids, p.create(StageCreate, c))
	}
	if r, ok := p.rule("filtering"); ok {
		made := p.add(Action{
			ID: "filtering.create", Part: "filtering", Stage: StageCreate, Deed: CreateRule{r},
			Title: "Create the mail flow rule that bypasses spam filtering, off for now", Seen: "It is read back and compared.",
		})
		if on := p.enableRule(r, StageCreate, made); on != "" {
			ids = append(ids, p.add(Action{
				ID: "filtering.wait", Part: "filtering", Stage: StageCreate, Doer: ByWaiting, Needs: []string{on},
				Title: "Wait 30 minutes, until the rule acts everywhere", Seen: "30 minutes have passed.",
			}))
		}
	}
	s := p.d.Service
	switch {
	case s.Changes && s.Seals && !s.Sealer.IsZero():
		ids = append(ids, p.add(Action{
			ID: "service.sealer", Part: "service", Stage: StageCreate, Deed: TrustSealer{s.Sealer},
			Title: "Add the service to the trusted ARC sealers", Seen: "The list holds it, and everything it held before.",
		}))
	case s.Changes:
		p.spoofs()
	}
	if c, ok := p.connector("through-service"); ok {
		p.create(StageCreate, c)
	}
	return ids
}

// move changes the records; SPF comes first, because to allow more senders harms nobody.
func (p *plan) move(ready []string) (moved, spf string) {
	var txt, mx []RecordSet
	for _, set := range p.d.Records() {
		if set.Type == RecordTXT {
			txt = append(txt, set)
		} else {
			mx = append(mx, set)
		}
	}
	if len(txt) > 0 {
		spf = p.add(Action{
			ID: "dns.spf", Part: "dns", Stage: StageDNS, Doer: ByDNS, Deed: PublishRecords{txt}, Needs: []string{"dns.domains"},
			Title: "Replace the SPF records", Seen: "A look-up returns exactly one record that begins with v=spf1 at each name.",
		})
	}
	if len(mx) > 0 {
		moved = p.add(Action{
			ID: "dns.mx", Part: "dns", Stage: StageDNS, Doer: ByDNS, Deed: PublishRecords{mx}, Needs: append(ready, present(spf)...), NoReturn: true,
			Title: "Point the MX records to the service",
			How:   []string{"Replace all of them: a record of Microsoft's that stays lets senders go past the service, however bad its preference."},
			Before: []string{
				"The connector for the service is on and refuses nothing, and its filtering choice acts.",
				"The service takes mail for every domain and knows where to deliver it.",
			},
			Seen: "A look-up returns the service's hosts alone, and messages from outside arrive through the service.",
		})
	}
	return moved, spf
}

func (p *plan) waits() []string {
	if p.longestTTL() == 0 {
		return []string{"As long as the old records' time to live was."}
	}
	longest := p.longestTTL()
	how := fmt.Sprintf("At least %s after the change: the time to live of the old records", lasting(min(longest, shortTTL)))
	if longest > shortTTL {
		how += fmt.Sprintf(" once it was lowered, or %s where it was not", lasting(longest))
	}
	return []string{how + "."}
}

// waitForSPF lets receivers forget the records that did not name every sender.
func (p *plan) waitForSPF(spf string) string {
	if _, ok := p.connector("through-service"); spf == "" || !ok && !p.hybrid() {
		return ""
	}
	return p.add(Action{
		ID: "dns.wait-spf", Part: "dns", Stage: StageDNS, Doer: ByWaiting, Needs: []string{spf},
		Title: "Wait until the old SPF records are forgotten",
		How:   []string{"As long as the time to live of the old SPF records was: a look-up before the change shows it, and many are set to a day. Until then receivers refuse a sender that the old record does not name."},
		Seen:  "Look-ups from several places return the new SPF record.",
	})
}

// ownServersSend has the organization's own servers hand all their mail to Exchange Online. It comes after SPF, because
// from then on their mail to the internet leaves from there.
func (p *plan) ownServersSend(needs []string) {
	if !p.hybrid() {
		return
	}
	if _, ok := p.connector("from-on-premises"); ok {
		needs = append(needs, "from-on-premises.create")
	}
	const other = "A Send connector for * that the server has already shares the mail with it: turn that one off once this one works."
	for _, c := range p.d.Sends {
		p.add(Action{
			ID: c.PartID + ".send-connector", Part: c.PartID, Stage: StageEnable, Doer: ByOnPremises, Deed: CreateSendConnector{c},
			Title: "Create the Send connector on the organization's own server", Needs: needs,
			How:  []string{"In the Exchange Management Shell on the server, not in Exchange Online PowerShell. It acts at once.", other},
			Seen: "Get-SendConnector shows it, and a message from a mailbox on-premises arrives in a cloud mailbox.",
		})
	}
	if len(p.d.Sends) == 0 && len(p.d.MailDomains) > 0 {
		p.add(Action{
			ID: "on-premises.send", Part: "on-premises", Stage: StageEnable, Doer: ByOnPremises, Needs: needs,
			Title: "Have the organization's own server send through Exchange Online",
			How: []string{
				fmt.Sprintf("On the server: the smart host for all mail is %s, on port 25, with TLS required and the certificate for %s.", p.d.MailDomains[0].TenantHost, p.d.OnPremises.Certificate),
				"What sends to the internet directly until now is turned off once this works.",
			},
			Seen: "A message from a mailbox on-premises arrives in a cloud mailbox and on the internet, with Exchange Online in its headers.",
		})
	}
}

// outboundThroughService turns the way out on once receivers know the service as a sender.
func (p *plan) outboundThroughService(needs []string) {
	c, ok := p.connector("through-service")
	if !ok {
		return
	}
	out := c.(Outbound)
	accepts := p.add(Action{
		ID: "through-service.ready", Part: "through-service", Stage: StageEnable, Doer: ByService, Needs: append(needs, "through-service.create"),
		Title: "Have the service accept mail from the organization",
		How:   []string{"The SPF records with the service have to have been published for as long as the old ones lived."},
		Seen:  "The service lists the organization as a sender.",
	})
	valid := p.validate(StageEnable, c, accepts)
	before := "The service confirmed a test, since no address was given to validate the connector with: from now on all mail to the internet takes this way."
	if valid != "" {
		before = "From now on all mail to the internet takes this way. Where the validation fails, the connector stays off."
	}
	if out.Enabled {
		off := out
		off.Enabled = false
		p.add(Action{
			ID: "through-service.enable", Part: "through-service", Stage: StageEnable, Deed: ChangeConnector{off, out}, Needs: present(accepts, valid),
			Title:  "Turn the outbound connector on",
			Before: []string{before},
			Seen:   "It reads back as enabled, and a message to an address outside arrives with the service in its headers.",
		})
	}
}

// endPilot gives everybody Enhanced Filtering that only a few have, as soon as mail comes through the service: until
// then the mail of all others is judged by the service's address.
func (p *plan) endPilot(waited string) string {
	c, ok := p.connector("lockdown")
	if !ok || len(p.d.Filtering.Pilots) == 0 {
		return ""
	}
	piloted := c.(Inbound)
	if piloted.LocksLater {
		piloted = piloted.Unlocked()
	}
	if !piloted.Enhanced.Asked {
		return ""
	}
	return p.add(Action{
		ID: "filtering.pilot", Part: "filtering", Stage: StagePilot, Deed: ChangeConnector{piloted, piloted.forEverybody()}, Needs: []string{waited},
		Title: "Give Enhanced Filtering to all recipients",
		Before: []string{
			"Mail to the recipients of the pilot comes through the service, and its header X-MS-Exchange-ExternalOriginalInternetSender has the sender's own address.",
			"No legitimate message to them was taken for spam or spoofed. Mail to everybody else is judged by the address of the service until the pilot ends.",
		},
		Seen: "EFUsers of the connector is empty, and a message to somebody outside the pilot has that header too.",
	})
}

// lock turns the restrictions on.
func (p *plan) lock(traced, piloted string) {
	c, ok := p.connector("lockdown")
	if !ok {
		return
	}
	in := c.(Inbound)
	if !in.LocksLater {
		return
	}
	before := in.Unlocked()
	if piloted != "" {
		in, before = in.forEverybody(), before.forEverybody()
	}
	var known []Domain
	for _, d := range p.d.MailDomains {
		known = append(known, d.Name)
	}
	all := p.add(Action{
		ID: "lockdown.check", Part: "lockdown", Stage: StageLock, Deed: CheckAcceptedDomains{known}, Needs: []string{traced},
		Title: "See that no accepted domain was forgotten",
		Seen:  "Every accepted domain that receives mail is behind the service.",
	})
	p.add(Action{
		ID: "lockdown.lock", Part: "lockdown", Stage: StageLock, Deed: ChangeConnector{before, in}, Needs: present(all, traced, piloted),
		Title: "Refuse what does not come through the service",
		Before: []string{
			"The old MX records are forgotten, and the trace shows no mail past the service.",
			"Scanners, applications, partners and servers that deliver directly have a connector of their own, or are to be refused.",
			"Nobody outside writes to addresses below " + p.d.Organization.Cloud.InitialSuffix() + ", whose MX records cannot be moved, or that mail is to be refused.",
		},
		Seen: "A message sent from outside straight to the organization's host at Microsoft is refused with 550 5.7.51; one through the service arrives.",
	})
}

func (p *plan) spoofs() {
	p.add(Action{
		ID: "service.spoofs", Part: "service", Stage: StageFinish, Doer: ByAdminCenter,
		Title: "Review the spoof detections report and allow legitimate senders",
		How: []string{
			"The service changes messages and cannot seal them, so their DKIM signatures no longer fit.",
			"Microsoft Defender portal: review the spoof detections report, and add spoofed-sender entries to the Tenant Allow/Block List for senders that are legitimate.",
		},
		Seen: "Legitimate mail no longer fails composite authentication.",
	})
}

// last has what comes once everything works.
func (p *plan) last(traced string) {
	needs := []string{traced}
	for i, a := range p.actions { // what was planned early belongs behind the lock-down
		if a.ID == "service.spoofs" {
			p.actions = append(append(p.actions[:i:i], p.actions[i+1:]...), a)
		}
	}
	if p.d.LockDown.MTASTS == "enforce" {
		p.add(Action{
			ID: "dns.mta-sts-enforce", Part: "dns", Stage: StageFinish, Doer: ByDNS, Needs: needs,
			Title: "Set the MTA-STS policy back to enforce",
			How:   []string{"Take the old hosts out of the policy, set mode: enforce, and change the id again."},
			Seen:  "The policy can be fetched and names the service's hosts alone.",
		})
	}
	if sets := p.d.longLived(); len(sets) > 0 {
		p.add(Action{
			ID: "dns.raise-ttl", Part: "dns", Stage: StageFinish, Doer: ByDNS, Deed: PublishRecords{sets}, Needs: needs,
			Title: "Raise the time to live of the MX records again",
			How:   []string{"Once nothing has to be taken back any more: the records stay as they are."},
			Seen:  "A look-up shows the longer time.",
		})
	}
	if p.d.LockDown.RejectDirectSend {
		for _, a := range p.actions {
			if a.ID == "lockdown.lock" {
				needs = append(needs, a.ID)
			}
		}
		p.add(Action{
			ID: "lockdown.direct-send", Part: "lockdown", Stage: StageFinish, Deed: RefuseDirectSend{}, Needs: needs,
			Title:  "Refuse Direct Send",
			Before: []string{"Every device and application that sends in the name of the organization without signing in has a connector."},
			Seen:   "RejectDirectSend of the organization reads True. It may take 30 minutes.",
		})
	}
	how := []string{
		"From outside through the service: the header X-MS-Exchange-ExternalOriginalInternetSender has the sender's own address where Enhanced Filtering is on.",
		"From outside straight to the organization's host at Microsoft: refused with 550 5.7.51 once the lock-down is on.",
		"From inside to the internet, an automatic reply and a meeting request.",
	}
	if p.hybrid() {
		how = append(how, "From a mailbox on-premises to one in the cloud, back, and to the internet, which has to leave from Exchange Online.")
	}
	p.add(Action{
		ID: "verify", Stage: StageVerify, Doer: ByMail, Needs: needs, Title: "Send test messages both ways", How: how,
		Seen: "Each message took the way it should, and its authentication results name the real sender.",
	})
}
