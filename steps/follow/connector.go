package follow

import (
	"eacwizard/steps/mailflow"
)

// attribute finds the inbound connector that takes the message, and holds the message against what that demands. It
// reports false where the message is refused.
func (t *traveller) attribute() bool {
	t.by = nil
	if t.ownConnector() {
		return true
	}
	c, refused := t.partnerConnector()
	if refused {
		return false
	}
	if c == nil {
		t.nobody()
		return true
	}
	t.by = c
	t.hop().Inbound = c.Name.String()
	return t.demands(*c)
}

// identifies says how a connector knows the connecting server: by its certificate, by its address, or not.
func (t *traveller) identifies(c mailflow.Inbound) (how string, sure Sureness) {
	switch covers(c.CertificateName, t.conn.certificate) {
	case fit:
		if t.conn.tls {
			return "certificate", Documented
		}
	case looseFit:
		if t.conn.tls {
			return "certificate", Inferred
		}
	}
	if listed(c.SenderAddresses, t.conn.address) {
		return "address", Documented
	}
	return "", ""
}

// ownConnector looks for an OnPremises connector, by certificate first and then by address.
func (t *traveller) ownConnector() bool {
	for _, want := range []string{"certificate", "address"} {
		for i, c := range t.now.in {
			how, sure := t.identifies(c)
			if c.Type != mailflow.OnPremises || how != want {
				continue
			}
			t.by = &t.now.in[i]
			t.hop().Inbound = c.Name.String()
			t.say(Finding{
				Topic: OnConnector, Sure: sure, Source: byAttribution,
				Says: "The connector " + called(c.Name.String()) + " takes it, by its " + how + ".",
				Rule: t.sharedAddress(how),
				Why:  t.knownBy(c, how) + " An OnPremises connector is for the organization's own servers and services, and certificates are looked at before addresses.",
			})
			t.besideLockDown()
			return true
		}
	}
	return false
}

// sharedAddress is the rule of the catalogue about a service that is known by an address: others have the same one.
func (t *traveller) sharedAddress(how string) string {
	if how == "address" && t.d.Scenario == addOn {
		return "MF107"
	}
	return ""
}

// knownBy says what fitted.
func (t *traveller) knownBy(c mailflow.Inbound, how string) string {
	if how == "address" {
		return "The address " + shown(t.conn.address) + " is in its list."
	}
	says := "The certificate is for " + t.conn.certificate.String() + ", and it asks for " + c.CertificateName.String() + "."
	if covers(c.CertificateName, t.conn.certificate) == looseFit {
		says += " Documents differ on whether that star reaches so far."
	}
	return says
}

// besideLockDown says why a lock-down does not stop the organization's own servers.
func (t *traveller) besideLockDown() {
	for _, c := range t.now.in {
		if c.LocksDown() {
			t.say(Finding{
				Topic: OnRestriction, Sure: Inferred, Source: byThirdParty, Rule: "MF204",
				Says: "The lock-down " + called(c.Name.String()) + " does not stop it.",
				Why:  "Both kinds of connector can stand side by side; that the organization's own one comes first is not said in so many words.",
			})
			return
		}
	}
}

// partnerConnector looks for a Partner connector: one that knows the server, then one that restricts this sender, then
// one for the sender's domain.
func (t *traveller) partnerConnector() (found *mailflow.Inbound, refused bool) {
	domain := domainOf(t.m.MailFrom)
	for _, want := range []string{"certificate", "address"} {
		for i, c := range t.now.in {
			how, sure := t.identifies(c)
			if c.Type != mailflow.Partner || how != want || bestRank(c.SenderDomains, domain) == 0 {
				continue
			}
			f := Finding{
				Topic: OnConnector, Sure: sure, Source: byConnectors,
				Says: "The connector " + called(c.Name.String()) + " takes it, by its " + how + ".", Why: t.knownBy(c, how),
			}
			if how == "certificate" && !c.RestrictToCertificate {
				f.Sure, f.Why = Inferred, f.Why+" Whether a connector that restricts nothing is found by its certificate is not documented: look at a message trace."
			}
			t.say(f)
			return &t.now.in[i], false
		}
	}
	for _, c := range t.now.in {
		if c.Type == mailflow.Partner && bestRank(c.SenderDomains, domain) > 0 && (c.RestrictToCertificate || c.RestrictToAddresses) {
			t.hop().Inbound = c.Name.String()
			t.refuse(c)
			return nil, true
		}
	}
	best, most, several := -1, 0, 0
	for i, c := range t.now.in {
		named := len(c.SenderAddresses) > 0 || !c.CertificateName.IsZero() // it is for one server alone
		r := bestRank(c.SenderDomains, domain)
		if c.Type != mailflow.Partner || named || r == 0 {
			continue
		}
		if several++; r > most {
			best, most = i, r
		}
	}
	if best < 0 {
		return nil, false
	}
	c := t.now.in[best]
	f := Finding{
		Topic: OnConnector, Sure: Documented, Source: byPartner,
		Says: "The connector " + called(c.Name.String()) + " takes it, by the sender's domain.",
		Why:  "MAIL FROM " + sender(t.m.MailFrom) + " is in its sender domains.",
	}
	if several > 1 {
		f.Sure, f.Why = Inferred, f.Why+" Of several the most particular one is taken here, which no document says."
	}
	t.say(f)
	return &t.now.in[best], false
}

// demands holds a message against the connector that takes it.
func (t *traveller) demands(c mailflow.Inbound) bool {
	knowsCertificate := t.conn.tls && covers(c.CertificateName, t.conn.certificate) != noFit
	switch {
	case c.RestrictToCertificate && !knowsCertificate, c.RestrictToAddresses && !listed(c.SenderAddresses, t.conn.address):
		t.refuse(c)
		return false
	case c.RequireTLS && !t.conn.tls:
		t.reject("454 4.7.0", "Failed to establish appropriate TLS channel: Access Denied", Finding{
			Topic: OnRestriction, Sure: FromField, Source: byTLSInTheWild,
			Says: "The connector " + called(c.Name.String()) + " demands TLS, and the server did not use it.",
			Why:  "That such mail is refused is documented; the words of the answer are from the field. It is a temporary code, so the server tries again until it gives up.",
		})
		return false
	case c.RestrictToCertificate, c.RestrictToAddresses:
		t.say(Finding{Topic: OnRestriction, Sure: Documented, Source: byNewInbound, Says: "It meets what the connector demands: " + t.demanded(c) + "."})
	case c.RequireTLS:
		t.say(Finding{Topic: OnRestriction, Sure: Documented, Source: byNewInbound, Says: "It meets what the connector demands: TLS."})
	default:
		t.say(Finding{Topic: OnRestriction, Sure: Documented, Source: byNewInbound, Says: "The connector demands nothing" + t.yet() + "."})
	}
	return true
}

func (t *traveller) yet() string {
	if t.m.Stage != EndState {
		return " yet"
	}
	return ""
}

// demanded says what a restricted connector asks for.
func (t *traveller) demanded(c mailflow.Inbound) string {
	var what []string
	if c.RestrictToCertificate {
		what = append(what, "a certificate for "+c.CertificateName.String())
	}
	if c.RestrictToAddresses {
		what = append(what, "an address of its list")
	}
	says := what[0]
	if len(what) > 1 {
		says += " and " + what[1]
	}
	if c.RequireTLS && !c.RestrictToCertificate {
		says += ", and TLS"
	}
	return says
}

// refuse is the answer of a connector that restricts.
func (t *traveller) refuse(c mailflow.Inbound) {
	param := "RestrictDomainsToCertificate"
	if !c.RestrictToCertificate {
		param = "RestrictDomainsToIPAddresses"
	}
	f := Finding{
		Topic: OnRestriction, Sure: Documented, Source: byPartner, Rule: "MF603",
		Says: "The connector " + called(c.Name.String()) + " refuses it: it demands " + t.demanded(c) + ".",
		Why:  "The message came from " + t.showing() + ".",
	}
	if c.AnySender() {
		f.Rule, f.Why = t.lockedOut(), f.Why+" It speaks for every sender, so whatever did not come through it is refused."
	}
	if c.RestrictToCertificate && c.RestrictToAddresses {
		f.Sure, f.Rule, f.Why = Inferred, "MF013", f.Why+" That both are demanded is read from the parameters; Microsoft says not to mix them."
	}
	t.reject("550 5.7.51", "TenantInboundAttribution; Rejecting, a partner connector has "+param+" set", f)
}

// lockedOut is the rule of the catalogue about whom a lock-down refuses.
func (t *traveller) lockedOut() string {
	switch t.conn.from {
	case AtFilter:
		return "MF205" // the service that it is made for shows something else
	case AtOwnServer, AtService:
		return "MF204"
	}
	domain := domainOf(t.m.MailFrom)
	for _, c := range t.now.in { // who is let in by name alone is refused all the same
		if c.Type == mailflow.Partner && !c.AnySender() && bestRank(c.SenderDomains, domain) > 0 {
			return "MF204"
		}
	}
	return "MF203"
}

// nobody says that the message is anonymous mail from the internet.
func (t *traveller) nobody() {
	f := Finding{
		Topic: OnConnector, Sure: Documented, Source: byConnectors,
		Says: "No connector takes it: it counts as mail from the internet.",
		Why:  "The message came from " + t.showing() + ".",
	}
	if len(t.now.in) == 0 {
		f.Why += " No inbound connector is on."
	}
	t.say(f)
	if t.locking() && t.m.Stage != EndState {
		t.say(Finding{
			Topic: OnRestriction, Sure: Documented, Source: byThirdParty, Rule: "MF201",
			Says: "Nothing refuses it yet.", Why: "The lock-down's restrictions are turned on once the MX records have moved and the old ones are forgotten.",
		})
	} else if len(t.d.MailDomains) > 0 && !t.locking() {
		f := Finding{
			Topic: OnRestriction, Sure: Documented, Source: byThirdParty, Rule: "MF201",
			Says: "Nothing refuses it.", Why: "No lock-down is on, so senders can go round " + t.inText(AtFilter) + ".",
		}
		if c, off := t.lockedOff(); off {
			f.Rule, f.Why = "MF202", "The lock-down "+called(c.Name.String())+" stays off, so senders can go round "+t.inText(AtFilter)+"."
		}
		t.say(f)
	}
}

// lockedOff is a lock-down that the set-up has and leaves off.
func (t *traveller) lockedOff() (mailflow.Inbound, bool) {
	for _, c := range t.d.Connectors {
		if in, ok := c.(mailflow.Inbound); ok && !in.Enabled && in.LocksDown() {
			return in, true
		}
	}
	return mailflow.Inbound{}, false
}

// locking reports whether the set-up ends locked.
func (t *traveller) locking() bool {
	for _, c := range t.d.Connectors {
		if in, ok := c.(mailflow.Inbound); ok && in.Enabled && in.LocksDown() {
			return true
		}
	}
	return false
}
