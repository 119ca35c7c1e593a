package mailflow

import (
	"slices"
	"strconv"
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
		How:   []string{"Microsoft 365 admin center, Settings, Domains: " + p.names() + ". Leave the MX records as they are for now.", notForEmailYet},
		Seen:  "Get-AcceptedDomain lists each of them.",
	})
	boxes := p.add(Action{
		ID: "mailboxes", Stage: StagePrepare, Doer: ByAdminCenter, Needs: []string{domains},
		Title: p.mailboxTitle(), How: p.mailboxes(),
		Seen: p.mailboxesSeen(),
	})
	portal := p.add(Action{
		ID: "service.ready", Part: "service", Stage: StagePrepare, Doer: ByService, Needs: []string{domains},
		Title: "Set up the domains at the service, and where it delivers to",
		How:   p.nextHops(),
		Seen:  "The service lists each domain with that host and is ready to take its mail.",
	})
	ready = append(ready, domains, boxes, portal)
	ready = append(ready, p.beforeTheMove(domains)...)
	ready = append(ready, p.coexistence(domains)...)
	ready = append(ready, p.filterObjects()...)
	moved, spf := p.move(ready)
	waited := p.waitForMX(moved)
	look := Action{
		ID: "dns.trace", Part: "dns", Stage: StageDNS, Doer: ByMail, Needs: present(waited),
		Title: "See in the message trace that all mail comes through the service",
		How:   []string{"Send messages from several providers outside, and look at a day of the message trace: every message from outside has to have come by the service's connector."},
		Seen:  "No message of that time came from the internet past the service.",
	}
	if waited == "" { // the MX records name the service already
		look.Needs = present(append(ready, spf)...)
		if spf == "" {
			look.Stage = StageCreate
		}
	}
	if p.locks() {
		look.How = append(look.How, "Whatever did not come that way has to be dealt with before the lock-down, because it will be refused.")
	}
	traced := p.add(look)
	known := p.waitForSPF(spf)
	// One way at a time: the way in is new for everybody before a way out becomes new.
	out := p.outboundThroughService(present(known, waited))
	sends := p.ownServersSend(present(known, waited))
	piloted := p.endPilot(waited)
	// What the own servers send to Exchange Online directly would be refused, too.
	locked := p.lock(append(present(traced, piloted), sends...))
	p.last(present(traced, piloted, locked), append(present(out), sends...))
}

func (p *plan) names() string {
	var names []string
	for _, d := range p.d.MailDomains {
		names = append(names, d.Name.String())
	}
	return Spoken(names)
}

func (p *plan) mailboxTitle() string {
	if p.hybrid() {
		return "Create or move the cloud mailboxes, and synchronize the on-premises recipients"
	}
	return "Create or move all mailboxes"
}

func (p *plan) mailboxes() []string {
	if p.hybrid() {
		known := []string{"Recipients with a mailbox on-premises have to be known in the cloud as mail users, which directory synchronization does."}
		if p.passesOn() {
			known = append(known, "Recipients with a mailbox in the cloud have to be known on your own server as well, as remote mailboxes or mail users: it must refuse what it does not know.")
		}
		return known
	}
	return []string{"Every recipient of the domains needs its mailbox in Exchange Online before mail arrives there."}
}

func (p *plan) mailboxesSeen() string {
	if p.passesOn() {
		return "Get-Recipient finds the cloud mailboxes, and the recipients on-premises that are synchronized."
	}
	return "Get-Recipient finds every address that receives mail."
}

// passesOn reports whether Exchange Online hands on mail for recipients that it does not know.
func (p *plan) passesOn() bool {
	return slices.ContainsFunc(p.d.MailDomains, func(d MailDomain) bool { return d.InternalRelay })
}

func (p *plan) hybrid() bool { return !p.d.OnPremises.Host.IsZero() }

func (p *plan) nextHops() (how []string) {
	for _, d := range p.d.MailDomains {
		how = append(how, "In the portal of "+p.called()+": mail for "+d.Name.String()+" is delivered to "+d.TenantHost.String()+", on port 25 with TLS.")
	}
	return how
}

// beforeTheMove has what would keep mail away once the MX records name the service.
func (p *plan) beforeTheMove(domains string) (ids []string) {
	moves := len(p.d.Moving()) > 0
	switch {
	case moves && p.d.LockDown.MTASTS == "enforce":
		ids = append(ids, p.add(Action{
			ID: "dns.mta-sts", Part: "dns", Stage: StagePrepare, Doer: ByDNS,
			Title: "Set the MTA-STS policy to testing and add the new MX hosts",
			How: []string{
				"In the policy file: mode: testing, and an mx: line for each new host; leave the old ones. Change the id in the TXT record at _mta-sts.",
				"Then wait as long as the old policy's max_age says: senders hold on to it until then, and would not deliver to a host that it does not name.",
			},
			Seen: "The policy can be fetched with its new lines, and max_age of the old one is over.",
		}))
	case moves && p.d.LockDown.MTASTS == "testing":
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
				ID: "dns.dane-" + strconv.Itoa(i+1), Part: "dns", Stage: StagePrepare, Deed: TurnOffDANE{d.Name}, Needs: []string{domains},
				Title: "Turn inbound DANE off",
				How:   []string{"DANE protects a host of Microsoft's in the MX record, which is about to leave it. Where it is off already, it stays off."},
				Seen:  "SmtpDaneStatus of the accepted domain reads Disabled, and Get-SmtpDaneInboundStatus reports it as off.",
			}))
		}
	}
	if sets := p.d.shortLived(); len(sets) > 0 {
		lowered := p.add(Action{
			ID: "dns.lower-ttl", Part: "dns", Stage: StagePrepare, Doer: ByDNS, Deed: PublishRecords{sets},
			Title: "Lower the time to live of the MX records",
			How:   []string{"To " + lasting(shortTTL) + "; the records themselves stay as they are. The sooner others ask for them anew, the sooner mail takes the new way."},
			Seen:  "A look-up shows the shorter time.",
		})
		ids = append(ids, p.add(Action{
			ID: "dns.wait-lower", Part: "dns", Stage: StagePrepare, Doer: ByWaiting, Needs: []string{lowered},
			Title: "Wait until the longer time to live is over",
			How:   []string{"At least " + lasting(p.longestTTL()) + " after the time was lowered: that long others remember the records with the longer one."},
			Seen:  "Look-ups from several places show the shorter time.",
		}))
	}
	return ids
}

// coexistence connects both sides, and only then lets Exchange Online pass on what it does not know.
func (p *plan) coexistence(domains string) (ids []string) {
	if !p.hybrid() {
		return nil
	}
	var pair []string
	valid := ""
	for _, part := range []string{"from-on-premises", "to-on-premises"} {
		if c, ok := p.connector(part); ok {
			// Exchange Online takes mail for the organization's own only by a certificate for an accepted domain.
			pair = append(pair, p.create(StageCreate, c, domains))
			out, isOut := c.(Outbound)
			if isOut {
				p.actions[len(p.actions)-1].How = reachable(out)
			}
			if ids := p.prove(StageCreate, c); len(ids) > 0 {
				valid, pair = ids[0], append(pair, ids...)
			} else if isOut {
				pair = append(pair, p.validateByHand(c))
			}
			if isOut && !out.Enabled {
				pair = append(pair, p.turnOnByHand(out, pair))
			}
		}
	}
	ids = append(ids, pair...)
	for i, d := range p.d.MailDomains {
		if !d.InternalRelay {
			continue
		}
		relay := Action{
			ID: "dns.internal-relay-" + strconv.Itoa(i+1), Part: "dns", Stage: StageCreate, Deed: SetDomainType{d.Name, true}, Needs: append([]string{domains}, pair...),
			Title: "Let Exchange Online pass on mail for recipients that it does not know",
			Seen:  "DomainType of the accepted domain reads InternalRelay.",
		}
		relay.How = []string{"On your own server the type of " + d.Name.String() + " has to be Authoritative: what neither side knows would go round between the two."}
		switch {
		case valid != "" && p.has("to-on-premises.turn-on-by-hand"):
			relay.How = append(relay.How, "Where neither the validation of the outbound connector nor the test by hand succeeded, the type stays as it is: such mail would have no way.")
		case valid != "":
			relay.How = append(relay.How, "Where the validation of the outbound connector failed, the type stays as it is: such mail would have no way.")
		}
		ids = append(ids, p.add(relay))
	}
	return ids
}

// validateByHand is in the place of the validation where nobody named a mailbox for it: what has no way yet is not to be
// passed on, nor the MX records moved.
func (p *plan) validateByHand(c Connector) string {
	return p.add(Action{
		ID: c.Part() + ".validate-by-hand", Part: c.Part(), Stage: StageCreate, Doer: ByAdminCenter, Needs: []string{c.Part() + ".create"},
		Title: "Validate the outbound connector to your own servers by hand",
		How: []string{
			"Exchange admin center, Mail flow, Connectors: open the connector, choose Validate this connector, and give the address of a mailbox on-premises. None was answered, so no command does it.",
		},
		Seen: "Every test in the result succeeded.",
	})
}

// turnOnByHand is for a connector that the answers leave off, and without which nothing may be passed on.
func (p *plan) turnOnByHand(out Outbound, needs []string) string {
	return p.add(Action{
		ID: out.PartID + ".turn-on-by-hand", Part: out.PartID, Stage: StageCreate, Doer: ByAdminCenter, Needs: slices.Clone(needs),
		Title: "Turn the outbound connector to your own servers on by hand",
		How: []string{
			"The answers leave it off, and what comes next sends mail by it: do it when the server is ready.",
			"If its tests failed only because it was off, make them again now, and turn it off if they still fail.",
			"Send a message to a mailbox on-premises, and see in the message trace that it arrives by the connector: that is the test by hand.",
		},
		Seen: "Enabled of the connector reads True.",
	})
}

// reachable says what a server of one's own needs before Exchange Online can hand mail to it.
func reachable(c Outbound) []string {
	var hosts []string
	for _, h := range c.SmartHosts {
		hosts = append(hosts, h.String())
	}
	if len(hosts) == 0 {
		return nil
	}
	says := "Port 25 of " + Spoken(hosts) + " has to be open to Exchange Online, with nothing in between that rewrites SMTP."
	switch c.TLS {
	case TLSDomainValidation:
		says += " The certificate there has to come from a public authority, and to have the name " + c.TLSDomain.String() + "."
	case TLSCertificateValidation:
		says += " The certificate there has to come from a public authority."
	}
	return []string{says}
}

// filterObjects are what has to be there before mail comes from the service.
func (p *plan) filterObjects() (ids []string) {
	if c, ok := p.connector("lockdown"); ok {
		ids = append(ids, p.create(StageCreate, c))
	}
	bypassing := ""
	if r, ok := p.rule("filtering"); ok {
		made := p.add(Action{
			ID: "filtering.create", Part: "filtering", Stage: StageCreate, Deed: CreateRule{r},
			Title: "Create the mail flow rule that bypasses spam filtering, off for now", Seen: "It reads back as wanted, and its state reads Disabled.",
		})
		bypassing = p.enableRule(r, StageCreate, made)
	}
	s := p.d.Service
	if s.Changes && s.Seals && !s.Sealer.IsZero() {
		ids = append(ids, p.add(Action{
			ID: "service.sealer", Part: "service", Stage: StageCreate, Deed: TrustSealer{s.Sealer},
			Title: "Add the service to the trusted ARC sealers", Seen: "Get-ArcConfig lists it, beside every sealer that was there before.",
		}))
	}
	if c, ok := p.connector("through-service"); ok {
		p.create(StageCreate, c)
	}
	if bypassing != "" { // behind all that the same commands create
		ids = append(ids, p.add(Action{
			ID: "filtering.wait", Part: "filtering", Stage: StageCreate, Doer: ByWaiting, Needs: []string{bypassing},
			Title: "Wait 30 minutes, until the rule acts everywhere", Seen: "30 minutes have passed.",
		}))
	}
	return ids
}

// ownServersSend has the organization's own servers hand all their mail to Exchange Online. It comes after SPF, because
// from then on their mail to the internet leaves from there.
func (p *plan) ownServersSend(needs []string) (ids []string) {
	if !p.hybrid() {
		return nil
	}
	var before []string
	if c, ok := p.connector("from-on-premises"); ok {
		needs = append(needs, "from-on-premises.create")
		if !c.(Inbound).Enabled {
			before = []string{"The inbound connector from your own servers is on: it is created off, and without it their mail to the internet is refused."}
		}
	}
	known := "arrives in a cloud mailbox and on the internet, with Exchange Online in its headers"
	if p.has("from-on-premises.create") { // by another one it may be refused after the lock-down
		known += ", and the message trace shows that both came in by the connector from your own servers"
	}
	if p.passesOn() {
		before = append(before, "Your own server refuses mail for recipients of the mail domains that it does not know: passed on by both sides, it would go round between them.")
	}
	const other = "Where the server has another Send connector for *, it uses one of the two: the one with the lower cost, or else, as a rule, the one whose name comes first. " +
		"Raise the cost of the other, see that a message goes out by this one, and then turn the other off."
	for _, c := range p.d.Sends {
		ids = append(ids, p.add(Action{
			ID: c.PartID + ".send-connector", Part: c.PartID, Stage: StageEnable, Doer: ByOnPremises, Deed: CreateSendConnector{c},
			Title: "Create the Send connector on your own server", Needs: slices.Clone(needs), Before: before,
			How:  []string{"In the Exchange Management Shell on the server, not in Exchange Online PowerShell. It acts at once.", other},
			Seen: "Get-SendConnector shows it, and a message from a mailbox on-premises " + known + ".",
		}))
	}
	if len(p.d.Sends) == 0 && len(p.d.MailDomains) > 0 {
		ids = append(ids, p.add(Action{
			ID: "on-premises.send", Part: "on-premises", Stage: StageEnable, Doer: ByOnPremises, Needs: needs,
			Title:  "Have your own server send through Exchange Online",
			Before: before,
			How: []string{
				"On the server: the smart host for all mail is " + p.d.MailDomains[0].TenantHost.String() + ", on port 25, with TLS required and the certificate for " + p.d.OnPremises.Certificate.String() + ".",
				"What sends to the internet directly until now is turned off once this works.",
			},
			Seen: "A message from a mailbox on-premises " + known + ".",
		}))
	}
	return ids
}

// outboundThroughService turns the way out on once receivers know the service as a sender.
func (p *plan) outboundThroughService(needs []string) (turnedOn string) {
	c, ok := p.connector("through-service")
	if !ok {
		return ""
	}
	out := c.(Outbound)
	accepts := p.add(Action{
		ID: "through-service.ready", Part: "through-service", Stage: StageEnable, Doer: ByService, Needs: append(needs, "through-service.create"),
		Title: "Have the service accept mail from the organization",
		How:   []string{"In the portal of " + p.called() + ": let the organization send through the service, from Exchange Online and as " + p.names() + "."},
		Seen:  "The service lists the organization as a sender.",
	})
	valid := p.validate(StageEnable, c, accepts)
	var before []string // where it is validated, it stays off until that succeeded
	if valid == "" {
		before = []string{"Validate-OutboundConnector succeeded for the connector by hand, with an address outside: no address was given to do it here."}
	}
	if !out.Enabled {
		return valid
	}
	return p.turnOn(out, Action{
		Stage: StageEnable, Needs: present("through-service.create", accepts, valid),
		Title:  "Turn the outbound connector on for all mail to the internet",
		Before: before,
		How:    p.signedAgain(),
		Seen:   "It reads back as enabled, and a message to an address outside arrives with the service in its headers.",
	})
}

// signedAgain is what to look for where the service changes what leaves: the signature of Exchange Online does not survive
// that.
func (p *plan) signedAgain() []string {
	if !p.d.Service.Changes {
		return nil
	}
	return []string{"Where the domain signs with DKIM, the Authentication-Results of that message say dkim=pass for the domain: what the service changes breaks the signature, so the service has to sign again."}
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
		ID: "filtering.pilot", Part: "filtering", Stage: StagePilot, Deed: ChangeConnector{piloted, piloted.forEverybody()}, Needs: present("lockdown.create", waited),
		Title: "Give Enhanced Filtering to all recipients",
		Before: []string{
			"Mail to the recipients of the pilot comes through the service, and its header X-MS-Exchange-ExternalOriginalInternetSender has the sender's own address.",
			"No legitimate message to them was taken for spam or spoofed. Mail to everybody else is judged by the address of the service until the pilot ends.",
		},
		Seen: "EFUsers of the connector is empty, and a message to somebody outside the pilot has that header too.",
	})
}

// locks reports whether the plan ends with mail refused that does not come through the service.
func (p *plan) locks() bool {
	c, ok := p.connector("lockdown")
	return ok && c.(Inbound).LocksLater
}

// lock turns the restrictions on, once what it needs is done. It gives "" where there are none to turn on.
func (p *plan) lock(needs []string) string {
	if !p.locks() {
		return ""
	}
	c, _ := p.connector("lockdown")
	in := c.(Inbound)
	before := in.Unlocked()
	if p.has("filtering.pilot") {
		in, before = in.forEverybody(), before.forEverybody()
	}
	var known []Domain
	for _, d := range p.d.MailDomains {
		known = append(known, d.Name)
	}
	all := p.add(Action{
		ID: "lockdown.check", Part: "lockdown", Stage: StageLock, Deed: CheckAcceptedDomains{known}, Needs: []string{"dns.trace"},
		Title: "See that no accepted domain was forgotten",
		Seen:  "Every accepted domain that receives mail is behind the service.",
	})
	needs = append(needs, "lockdown.create", all)
	if own := "from-on-premises.create"; p.has(own) { // without it, the mail of the own servers is refused as well
		needs = append(needs, own)
	}
	open := []string{
		"Scanners, applications, partners and servers that deliver directly have a connector of their own, or are to be refused.",
		"Nobody outside writes to addresses below " + p.d.Organization.Cloud.InitialSuffix() + ", whose MX records cannot be moved, or that mail is to be refused.",
	}
	if p.hybrid() { // what it hands on is the organization's own mail, which the lock-down does not touch
		open = append(open, "Port 25 of "+p.d.OnPremises.Host.String()+" takes connections from Exchange Online alone, or what else comes in there is meant to: it goes past the service.")
	}
	return p.add(Action{
		ID: "lockdown.lock", Part: "lockdown", Stage: StageLock, Deed: ChangeConnector{before, in}, Needs: needs,
		Title:  "Refuse what does not come through the service",
		Before: open,
		Seen:   "A message sent from outside straight to the organization's host at Microsoft is refused with 550 5.7.51; one through the service arrives.",
	})
}

func (p *plan) spoofs(needs []string) {
	p.add(Action{
		ID: "service.spoofs", Part: "service", Stage: StageFinish, Doer: ByAdminCenter, Needs: needs,
		Title: "Review the spoof detections report and allow legitimate senders",
		How: []string{
			"The service changes messages and cannot seal them, so their DKIM signatures no longer fit.",
			"Microsoft Defender portal: review the spoof detections report, and add spoofed-sender entries to the Tenant Allow/Block List for senders that are legitimate.",
		},
		Seen: "Legitimate mail no longer fails composite authentication.",
	})
}

// last has what comes once everything works: once mail comes in as it shall, and once what goes out does so, too.
func (p *plan) last(in, out []string) {
	if s := p.d.Service; s.Changes && (!s.Seals || s.Sealer.IsZero()) {
		p.spoofs([]string{"dns.trace"})
	}
	if p.has("dns.mta-sts") && p.d.LockDown.MTASTS == "enforce" {
		p.add(Action{
			ID: "dns.mta-sts-enforce", Part: "dns", Stage: StageFinish, Doer: ByDNS, Needs: in,
			Title: "Set the MTA-STS policy back to enforce",
			How:   []string{"Take the old hosts out of the policy, set mode: enforce, and change the id again."},
			Seen:  "The policy can be fetched and names the service's hosts alone.",
		})
	}
	all := append(slices.Clone(in), out...)
	if sets := p.d.longLived(); len(sets) > 0 {
		p.add(Action{
			ID: "dns.raise-ttl", Part: "dns", Stage: StageFinish, Doer: ByDNS, Deed: PublishRecords{sets}, Needs: slices.Clone(all),
			Title:  "Raise the time to live of the MX records",
			Before: []string{"Nothing has to be taken back any more: with the longer time, going back takes longer."},
			How:    []string{"The records themselves stay as they are."},
			Seen:   "A look-up shows the longer time.",
		})
	}
	if p.d.LockDown.RejectDirectSend {
		all = append(all, p.add(Action{
			ID: "lockdown.direct-send", Part: "lockdown", Stage: StageFinish, Deed: RefuseDirectSend{}, Needs: slices.Clone(all),
			Title:  "Refuse Direct Send",
			Before: []string{"Every device and application that sends in the name of the organization without signing in has a connector."},
			Seen:   "RejectDirectSend of the organization reads True. It may take 30 minutes.",
		}))
	}
	how := []string{
		"From outside through the service: it arrives.",
		"From inside to the internet, an automatic reply and a meeting request.",
	}
	if p.d.Filtering.Enhanced() {
		how[0] = "From outside through the service: it arrives, and its header X-MS-Exchange-ExternalOriginalInternetSender has the address of the sender's own server."
	}
	if p.has("lockdown.lock") {
		how = append(how, "From outside straight to the organization's host at Microsoft: refused with 550 5.7.51.")
	}
	if p.hybrid() {
		how = append(how, "From a mailbox on-premises to one in the cloud, back, and to the internet, which has to leave from Exchange Online.")
	}
	p.add(Action{
		ID: "verify", Stage: StageVerify, Doer: ByMail, Needs: all, Title: "Send test messages both ways", How: how,
		Seen: "Each message took the way it should, and its authentication results name the real sender.",
	})
}
