package mailflow

// addOn is the plan for an email add-on service, in the order of Microsoft's article changed where mail would be
// stranded: the way back is there before anything goes out, and the rule comes last.
func (p *plan) addOn() {
	name := p.d.Accepted.Name.String()
	part := p.d.Accepted.PartID
	added := p.add(Action{
		ID: part + ".add", Part: part, Stage: StagePrepare, Doer: ByAdminCenter,
		Title: "Add the certificate domain to the organization",
		How: []string{
			"Microsoft 365 admin center, Settings, Domains, Add domain: " + name + ".",
			"On the page that asks for the proof, choose the TXT or the MX record and copy its value. Do not let the admin center change any other record.",
		},
		Seen: "The domain is listed, and its status asks for the proof.",
	})
	publish := Action{
		ID: part + ".publish", Part: part, Stage: StagePrepare, Doer: ByService, Needs: []string{added},
		Title: "Have the service publish the proof of ownership",
		How:   []string{"The zone of " + name + " belongs to " + p.called() + ": send them the record and ask for it to be published."},
		Seen:  "A look-up of the name returns the record.",
	}
	if sets := p.records; len(sets) > 0 {
		publish.Deed = PublishRecords{sets}
	} else {
		publish.How = append(publish.How, "The value is not known yet: the admin center shows it once the domain was added.")
	}
	published := p.add(publish)
	verified := p.add(Action{
		ID: part + ".verify", Part: part, Stage: StagePrepare, Doer: ByAdminCenter, Needs: []string{published},
		Title: "Verify the certificate domain",
		How:   []string{"In the admin center press Verify, then Save and close. It needs no mailboxes, no MX record and no SPF record.", notForEmailYet},
		Seen:  "Get-AcceptedDomain lists it. That may take some minutes.",
	})
	is := p.add(Action{
		ID: part + ".check", Part: part, Stage: StageCreate, Deed: RequireAcceptedDomain{p.d.Accepted.Name}, Needs: []string{verified},
		Title: "See that the certificate domain is an accepted domain",
		Seen:  "It is among the accepted domains. Without it, returning mail is not taken as the organization's own.",
	})
	var in, out, rule, valid string
	if c, ok := p.connector("inbound"); ok {
		in = p.create(StageCreate, c, is)
	}
	c, ok := p.connector("outbound")
	if ok {
		out = p.create(StageCreate, c, present(in)...)
	}
	r, ok := p.rule("rule")
	if ok {
		rule = p.add(Action{
			ID: "rule.create", Part: "rule", Stage: StageCreate, Deed: CreateRule{r}, Needs: present(out, in),
			Title: "Create the mail flow rule, off for now",
			Seen:  "It reads back as wanted, and its state reads Disabled.",
		})
	}
	if c != nil {
		if ids := p.prove(StageCreate, c, present(rule)...); len(ids) > 0 {
			valid = ids[len(ids)-1]
		}
	}
	ready := p.add(Action{
		ID: "service.ready", Part: "service", Stage: StageEnable, Doer: ByService, Needs: present(in, out),
		Title: "Tell the service where to return mail to",
		How: []string{
			"In the portal of " + p.called() + ": the smart host for returning mail is " + p.d.Service.TenantHost.String() + ", on port 25 with TLS.",
			"It has to " + p.shows(name) + ", and to stamp every message it has handled with the header that the rule looks for.",
		},
		Seen: "The service reports that it is ready for this organization.",
	})
	on := p.enableRule(r, StageEnable, present(rule, out, in, ready, valid)...)
	if on != "" {
		last := &p.actions[len(p.actions)-1]
		told := 1
		proof := "The outbound connector is on, and the test by hand that the runbook describes succeeded."
		switch {
		case valid != "":
			told = 2
			proof = "The outbound connector is on, and its validation succeeded, or else the test by hand that the runbook describes."
		case len(r.Senders) > 0:
			told = 2
			proof = "The outbound connector is on. The rule acts for the pilot senders alone, so that turning it on is the test."
		}
		last.Before = []string{"The inbound connector is on: without it every message that the service returns is refused.", proof}
		last.Told = told
		last.How = trial(r, valid != "")
	}
	look := Action{
		ID: "verify", Stage: StageVerify, Doer: ByMail, Needs: present(on, rule, ready, valid),
		Title: "Send test messages through the service",
		How: []string{
			"From a mailbox inside, send one message to a colleague, one to an address on the internet, and a meeting request.",
			"Look for exactly one signature in each, and in the message trace for one pass through the outbound connector and one return by the inbound one.",
			"An automatic reply and an encrypted message show whether the service skips what it cannot handle.",
		},
		Seen: "Each message was handled once, and none was returned or delayed.",
	}
	if on == "" {
		look.Before = append(look.Before, "Somebody has turned the mail flow rule on: nothing in this plan does, and until then no message takes the way through the service.")
	}
	if r.Mode != RuleEnforce {
		look.Before = append(look.Before, "Somebody has set the mode of the mail flow rule to Enforce: nothing in this plan does, and in a test mode no message takes the way through the service.")
	}
	if !r.Activation.IsZero() {
		look.Before = append(look.Before, "The date from which the mail flow rule acts has come: "+r.Activation.String()+".")
	}
	p.add(look)
}

// shows is what the inbound connector knows the service by, as something that the service does.
func (p *plan) shows(name string) string {
	if c, ok := p.connector("inbound"); ok && c.(Inbound).CertificateName.IsZero() {
		return "deliver from the addresses that the inbound connector lists"
	}
	return "present its certificate for " + name + " when it connects"
}

// trial says how the rule is tried with one sender before it acts for all, which is what is left where no validation
// tells that the way works: a failed one does not keep the rule off.
func trial(r Rule, validated bool) []string {
	switch {
	case len(r.Senders) > 0 && validated:
		return []string{"The test by hand is the rule itself: it acts for the pilot senders alone."}
	case len(r.Senders) > 0:
		return nil
	}
	when := "The test by hand:"
	if validated {
		when = "A validation may fail only because a connector that a rule uses has no domain, and the tests expect recipients in it. The test by hand:"
	}
	return []string{
		when + " in the Exchange admin center, Mail flow, Rules, add to the rule the condition \"The sender\", \"is this person\" with a mailbox of your own" + actsNow(r) + ", and turn the rule on.",
		"Half an hour later send a message from that mailbox to an address on the internet. It has worked if the message arrives, the header that the rule looks for is in it, and the message trace shows one pass through the outbound connector and one return by the inbound one.",
		"Then turn the rule off, " + asBefore(r) + ", and go on.",
	}
}

// actsNow is what else has to be changed for a rule to act in a test.
func actsNow(r Rule) (says string) {
	if r.Mode != RuleEnforce {
		says += ", choose the mode Enforce"
	}
	if !r.Activation.IsZero() {
		says += ", take out the date from which it acts"
	}
	return says
}

func asBefore(r Rule) string {
	if actsNow(r) == "" {
		return "take the condition out again"
	}
	return "take the condition out again, set the rest as it was"
}
