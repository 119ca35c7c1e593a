package steps

import "strings"

// Review is what the EAC's review shows, part by part.
func (s *Settled) Review() []Section {
	out, pages := s.Sections(), s.Pages()
	for i := range out {
		if len(out[i].Keys) > 0 {
			out[i].Page = PageOf(pages, out[i].Keys[0])
		}
	}
	return out
}

// Sections are the Review for who only reads it: they know no pages.
func (s *Settled) Sections() []Section {
	parts := s.Parts()
	out := make([]Section, 0, 6*len(parts))
	of := 0
	for _, p := range parts {
		if !p.Preface {
			of++
		}
	}
	for _, p := range parts {
		for _, sec := range p.Review(s, p) {
			if of > 1 {
				sec.Part = p.Title
			}
			out = append(out, sec)
		}
	}
	return out
}

const unanswered = "Not answered yet"

func reviewConnector(s *Settled, p *Part) []Section {
	at := s.Sight(p.ID)
	label := func(name string) string {
		if q := s.question(s.placeOf(p, name)); q != nil {
			if o := q.option(q.Value.Text()); o != nil {
				return o.Label
			}
		}
		return unanswered
	}
	out := append(make([]Section, 0, 8), Section{Title: "Mail flow scenario", Lines: []string{"From: " + label("from"), "To: " + label("to")}, Edit: "Edit scenario", Keys: p.keysNamed("from", "to")})
	if at.Text("to") == "" {
		return out
	}
	out = append(out, Section{Title: "Name", Lines: []string{orUnanswered(at.Text("name"))}, Keys: p.keysNamed("name")})
	if d := at.Text("description"); d != "" {
		out = append(out, Section{Title: "Description", Lines: []string{d}, Keys: p.keysNamed("description")})
	}
	out = append(out, Section{Title: "Status", Lines: statusLines(at), Edit: "Edit name", Keys: p.keysNamed("turn-it-on", "retain-internal-headers")})
	if outbound.holds(at) {
		out = append(out,
			Section{Title: "Use of connector", Lines: useLines(at), Edit: "Edit use", Keys: p.keysNamed("use", "recipient-domains")},
			Section{Title: "Routing", Lines: routingLines(at), Edit: "Edit routing", Keys: p.keysNamed("smart-hosts", "routing")},
			Section{Title: "Security restrictions", Lines: tlsLines(at), Edit: "Edit restrictions", Keys: p.keysNamed("always-use-tls", "certificate", "match-subject-name", "tls-domain")},
			Section{Title: "Validation email", Lines: []string{orNone(at.Value("validation-addresses"))}, Edit: "Edit validation email", Keys: p.keysNamed("validation-addresses")})
		return out
	}
	if fromOwn.holds(at) {
		return append(out, Section{Title: "How to identify email sent from your email server", Lines: ownIdentityLines(at), Edit: "Edit sent email identity", Keys: p.keysNamed("identify-by", "certificate-domain", "sender-ip-addresses")})
	}
	return append(out,
		Section{Title: "How to identify your partner organization", Lines: partnerIdentityLines(at), Edit: "Edit sent email identity", Keys: p.keysNamed("identify-by", "sender-domains")},
		Section{Title: "Security restrictions", Lines: restrictionLines(at), Edit: "Edit restrictions", Keys: p.keysNamed("reject-unless-tls", "require-certificate-name", "certificate-domain", "reject-unless-from-ip-addresses", "sender-ip-addresses", "reject-all-other-mail")})
}

func statusLines(at Sight) []string {
	lines := []string{"Leave it off after saving"}
	if at.On("turn-it-on") {
		lines = []string{"Turn it on after saving"}
	}
	switch headers := at.Value("retain-internal-headers"); {
	case headers.On():
		lines = append(lines, "Retain internal Exchange email headers (recommended)")
	case !headers.Empty():
		lines = append(lines, "Remove internal Exchange email headers")
	}
	return lines
}

func useLines(at Sight) []string {
	switch at.Text("use") {
	case allAcceptedDomains:
		return []string{"Use for email sent to all accepted domains in your organization."}
	case transportRule:
		return []string{"Use only when I have a transport rule set up that redirects messages to this connector."}
	case theseDomains:
		return []string{"Use only for email sent to these domains: " + commaed(at.Value("recipient-domains"))}
	}
	return []string{unanswered}
}

func routingLines(at Sight) []string {
	if at.Text("routing") == mxRecord {
		return []string{"Use the MX record associated with the partner's domain."}
	}
	return []string{"Route email messages through these smart hosts: " + commaed(at.Value("smart-hosts"))}
}

func tlsLines(at Sight) []string {
	const demanded = "Always use Transport Layer Security (TLS) and connect only if the recipient's email server certificate "
	switch {
	case !at.On("always-use-tls"):
		return []string{"Transport Layer Security (TLS) is tried, but not required."}
	case at.Text("certificate") == anyCertificate:
		return []string{"Always use Transport Layer Security (TLS) and connect with any digital certificate, including self-signed certificates."}
	case at.On("match-subject-name"):
		return []string{demanded + "is issued by a trusted certificate authority (CA), and the subject name matches this domain: " + orUnanswered(at.Text("tls-domain"))}
	}
	return []string{demanded + "is issued by a trusted certificate authority (CA)."}
}

func ownIdentityLines(at Sight) []string {
	const by = "Identify incoming messages from your email server by verifying that "
	const accepted = ", and the sender's email address is an accepted domain for your organization."
	if byAddress.holds(at) {
		return []string{by + "the sending server's IP address is within these IP address ranges: " + commaed(at.Value("sender-ip-addresses")) + accepted}
	}
	return []string{by + "the subject name on the connecting TLS certificate matches this domain: " + orUnanswered(at.Text("certificate-domain")) + accepted}
}

func partnerIdentityLines(at Sight) []string {
	const by = "Identify the partner organization by verifying that messages are coming from these "
	if byAddress.holds(at) {
		return []string{by + "IP address ranges: " + commaed(at.Value("sender-ip-addresses"))}
	}
	return []string{by + "domains: " + commaed(at.Value("sender-domains"))}
}

func restrictionLines(at Sight) (lines []string) {
	if at.On("reject-unless-tls") {
		lines = append(lines, "Reject messages if they aren't encrypted using Transport Layer Security (TLS)")
		if certRequired.holds(at) {
			lines[0] += ", or if the subject name on the certificate doesn't match this domain: " + orUnanswered(at.Text("certificate-domain"))
		}
	}
	if onlyByRange.holds(at) {
		lines = append(lines, "Reject messages if they don't come from within these IP address ranges: "+commaed(at.Value("sender-ip-addresses")))
	}
	if len(lines) == 0 {
		return []string{"Nothing is restricted yet"}
	}
	return lines
}

func commaed(v Value) string {
	if v.Empty() {
		return unanswered
	}
	items := make([]string, len(v))
	for i, item := range v {
		items[i] = strings.TrimSpace(item)
	}
	return strings.Join(items, ",")
}

func orNone(v Value) string {
	if v.Empty() {
		return "None"
	}
	return commaed(v)
}

func orUnanswered(s string) string {
	if s == "" {
		return unanswered
	}
	return s
}
