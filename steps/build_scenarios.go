package steps

import "eacwizard/steps/mailflow"

func buildService(at Sight) mailflow.Service {
	return mailflow.Service{
		Name:          one(at, "name", mailflow.ParseText),
		TenantHost:    one(at, "tenant-host", mailflow.ParseSmartHost),
		MX:            many(at, "mx-hosts", mailflow.ParseMailExchanger),
		SendsOutbound: at.On("sends-outbound"),
		SPF:           many(at, "spf", mailflow.ParseSPFTerm),
		Changes:       at.On("changes-messages"),
		Seals:         at.On("seals-with-arc"),
		Sealer:        one(at, "arc-domain", mailflow.ParseDomain),
		Unsupported:   at.On(understood),
	}
}

func buildAcceptedDomain(at Sight) mailflow.AcceptedDomain {
	if at.Text("proof") == "" { // the scenario does not ask for one
		return mailflow.AcceptedDomain{}
	}
	a := mailflow.AcceptedDomain{
		PartID: at.part.ID,
		Name:   one(at, "name", mailflow.ParseDomain),
		TXT:    one(at, "txt-value", mailflow.ParseProofTXT),
		MX:     one(at, "mx-value", mailflow.ParseProofMX),
	}
	switch at.Text("proof") {
	case proofTXT:
		a.Proof = mailflow.ProofByTXT
	case proofMX:
		a.Proof = mailflow.ProofByMX
	}
	return a
}

func buildFiltering(at Sight) mailflow.Filtering {
	f := mailflow.Filtering{
		Listed: many(at, "skip-ip-addresses", mailflow.ParseSkipAddress),
		Pilots: many(at, "pilot-users", mailflow.ParseEmailAddress),
	}
	switch at.Text("how") {
	case lastHop:
		f.Skipping = mailflow.SkipLastHop
	case listedAddresses:
		f.Skipping = mailflow.SkipAddresses
	case bypassRule:
		f.Skipping = mailflow.BypassRule
	}
	return f
}

func buildOwnServers(at Sight) mailflow.OwnServers {
	return mailflow.OwnServers{
		Host:        one(at, "host", mailflow.ParseSmartHost),
		Addresses:   many(at, "public-addresses", mailflow.ParseSenderAddress),
		Certificate: one(at, "certificate", mailflow.ParseCertificateDomain),
		Exchange:    at.On("exchange"),
		Centralized: at.On("centralized-mail-transport"),
	}
}

func buildLockDown(at Sight) mailflow.LockDown {
	return mailflow.LockDown{
		AllDomainsMoved:   at.On("all-domains-moved"),
		OthersProvidedFor: at.On("others-provided-for"),
		RejectDirectSend:  at.On("reject-direct-send"),
		MTASTS:            at.Text("dns.mta-sts"),
		InboundDANE:       at.On("dns.inbound-dane"),
	}
}

func buildMailDomains(at Sight) (out []mailflow.MailDomain) {
	seen := map[string]bool{}
	for _, item := range at.Value("domains") {
		name, err := mailflow.ParseDomain(item)
		of := at.Of("domains", item)
		if err != nil || seen[of.item] {
			continue
		}
		seen[of.item] = true
		d := mailflow.MailDomain{
			Name:          name,
			Zone:          mailflow.ZoneOf(name),
			TenantHost:    one(of, "tenant-host", mailflow.ParseSmartHost),
			MXNow:         many(of, "existing-mx", mailflow.ParseMailExchanger),
			TTL:           one(of, "ttl", mailflow.ParseTTL),
			OtherTXT:      many(of, "other-txt", mailflow.ParseTXT),
			InternalRelay: of.Text("type") == "internal-relay",
		}
		if text := of.Text("existing-spf"); text != "" {
			d.SPFNow = one(of, "existing-spf", mailflow.ParseSPF)
		}
		d.OtherKnown = of.On("no-other-txt") || len(d.OtherTXT) > 0
		out = append(out, d)
	}
	return out
}

// inScenario is a connector with what other parts say about it.
func inScenario(c mailflow.Connector, d *mailflow.Draft) mailflow.Connector {
	switch c := c.(type) {
	case mailflow.Inbound:
		if c.PartID == "lockdown" {
			if c.LocksLater = c.Enabled; !c.Enabled { // its restrictions are left off; the connector itself is needed
				c = c.Unlocked()
			}
			if d.Filtering.Enhanced() {
				c.Enhanced = mailflow.Enhanced{Asked: true, Skipping: d.Filtering.Skipping, Listed: d.Filtering.Listed, Pilots: d.Filtering.Pilots}
			}
		}
		return c
	case mailflow.Outbound:
		tested := len(c.ValidationRecipients) > 0 && (c.Scope == mailflow.ScopeAllAcceptedDomains || c.Scope == mailflow.ScopeRecipientDomains)
		c.TurnsOnLate = c.Enabled && c.PartID == "through-service"
		c.StartsOff = c.TurnsOnLate || c.Enabled && tested
		return c
	}
	return c
}

var severities = map[string]string{"low": "Low", "medium": "Medium", "high": "High", "do-not-audit": "DoNotAudit"}

var ruleModes = map[string]mailflow.RuleMode{
	"enforce": mailflow.RuleEnforce, "test-with-policy-tips": mailflow.RuleTestWithPolicyTips, "test-without-policy-tips": mailflow.RuleTestWithoutTips,
}

var senderLocations = map[string]string{"header": "Header", "envelope": "Envelope", "header-or-envelope": "HeaderOrEnvelope"}

func buildRules(s *Settled, d *mailflow.Draft) (out []mailflow.Rule) {
	if at := s.Sight("rule"); at.Text("mode") != "" {
		r := mailflow.Rule{
			PartID:         "rule",
			Name:           one(at, "name", mailflow.ParseRuleName),
			Comments:       one(at, "comments", mailflow.ParseComments),
			Enabled:        at.On("turn-it-on"),
			Mode:           ruleModes[at.Text("mode")],
			Severity:       severities[at.Text("severity")],
			StopProcessing: at.On("stop-processing-more-rules"),
			Priority:       one(at, "priority", mailflow.ParsePriority),
			Activation:     one(at, "activation-date", mailflow.ParseMoment),
			Expiry:         one(at, "expiry-date", mailflow.ParseMoment),
			Defer:          at.On("defer"),
			SenderLocation: senderLocations[at.Text("match-sender-address-in-message")],
			Scope:          mailflow.InsideTheOrganization,
			Senders:        many(at, "pilot-senders", mailflow.ParseEmailAddress),
			ExceptHeader:   one(at, "header-name", mailflow.ParseHeaderName),
			ExceptWords:    many(at, "header-words", mailflow.ParseHeaderWord),
		}
		if c, ok := d.Find("outbound"); ok {
			r.Route = c.ConnectorName()
		}
		out = append(out, r)
	}
	if at := s.Sight("filtering"); at.Text("how") == bypassRule {
		out = append(out, mailflow.Rule{
			PartID:              "filtering",
			Name:                one(at, "bypass-name", mailflow.ParseRuleName),
			Enabled:             true,
			Mode:                mailflow.RuleEnforce,
			Scope:               mailflow.OutsideTheOrganization,
			SenderRanges:        many(at, "bypass-ip-addresses", mailflow.ParseSkipAddress),
			BypassSpamFiltering: true,
		})
	}
	return out
}

// buildSends is the Send connector of the organization's own Exchange: all its mail goes to Exchange Online.
func buildSends(at Sight, d *mailflow.Draft) []mailflow.SendConnector {
	if !at.On("exchange") || len(d.MailDomains) == 0 {
		return nil
	}
	return []mailflow.SendConnector{{
		PartID:    at.part.ID,
		Name:      one(at, "send-connector-name", mailflow.ParseConnectorName),
		FQDN:      d.OnPremises.Certificate,
		SmartHost: d.MailDomains[0].TenantHost,
	}}
}
