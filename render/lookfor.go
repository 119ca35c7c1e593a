package render

import (
	"strings"

	"eacwizard/steps/mailflow"
)

// lookFor says what to look for in a test message, and what errors mean.
func lookFor(up mailflow.SetUp) string {
	var says strings.Builder
	says.WriteString("What to look for in the headers of a test message:")
	for _, h := range headersOf(up) {
		says.WriteString("\n- ")
		says.WriteString(h)
	}
	says.WriteString("\n\nWhat an error points to:")
	for _, e := range errorsOf(up) {
		says.WriteString("\n- ")
		says.WriteString(e[0])
		says.WriteString(": ")
		says.WriteString(e[1])
	}
	return says.String()
}

func headersOf(up mailflow.SetUp) (out []string) {
	if up.Filtering.Enhanced() {
		out = append(out,
			"X-MS-Exchange-ExternalOriginalInternetSender names the address of the real sender, and X-MS-Exchange-SkipListedInternetSender the address that was skipped: Enhanced Filtering works.",
			"Authentication-Results judge that real sender, and not the service.")
	}
	if !up.Service.Sealer.IsZero() {
		out = append(out, "The last ARC-Authentication-Results have arc=pass and oda=1, and Authentication-Results compauth=pass reason=130: the seal of the service is trusted.")
	}
	for _, r := range up.Rules {
		switch {
		case r.BypassSpamFiltering:
			out = append(out, "X-MS-Exchange-Organization-SCL is -1: the rule turned spam filtering off for the message.")
		case !r.ExceptHeader.IsZero():
			out = append(out, "The header "+r.ExceptHeader.Exchange()+" is there once: the service handled the message, and handled it once.")
		}
	}
	for _, c := range up.Connectors {
		if in, ok := c.(mailflow.Inbound); ok && in.Headers == mailflow.HeadersRetained {
			out = append(out, "X-MS-Exchange-Organization-AuthAs reads Internal on a message that came back: its internal headers were kept.")
			break
		}
	}
	return append(out, "The Received headers name each server, the first of the way at the bottom.")
}

func errorsOf(up mailflow.SetUp) (out [][2]string) {
	if says := refusesSources(up); says != "" {
		out = append(out, [2]string{"550 5.7.51", says})
	}
	if up.LockDown.RejectDirectSend {
		out = append(out, [2]string{"550 5.7.68", "Direct Send is refused: the sender needs a connector, or has to sign in"})
	}
	for _, c := range up.Connectors {
		if in, ok := c.(mailflow.Inbound); ok && in.Type == mailflow.OnPremises {
			out = append(out, [2]string{"550 5.7.64", "no inbound connector of type OnPremises fits: another certificate, a connector that is off, or a certificate domain that is not accepted"})
			break
		}
	}
	for _, c := range up.Connectors {
		if _, ok := c.(mailflow.Outbound); ok {
			out = append(out,
				[2]string{"450 4.4.317 or 451 5.7.3", "TLS cannot be set up with the smart host"},
				[2]string{"450 4.7.320", "the certificate of the smart host does not have the name in TlsDomain, or has expired"},
				[2]string{"4.4.316 or 4.4.7", "the smart host cannot be reached: name, port 25, firewall"},
				[2]string{"5.4.14 or 554 5.4.6", "mail goes round in a circle: look at " + whereItTurns(up)})
			break
		}
	}
	if len(up.MailDomains) > 0 {
		out = append(out,
			[2]string{"550 5.4.1 or 5.1.10", "the recipient is not known in Exchange Online, and the domain is Authoritative"},
			[2]string{"550 5.7.23", "the SPF record lacks a source that sends"},
			[2]string{"550 5.7.509", "DMARC failed: mail was judged by the address of the service, so Enhanced Filtering or the ARC sealer is missing"})
	}
	return append(out, [2]string{"451 4.7.500 to 4.7.699", "a source changed its pattern and is slowed down for some time"})
}

// refusesSources says what a connector asks for that accepts mail of some sources alone, or "".
func refusesSources(up mailflow.SetUp) string {
	if _, ok := up.Find("lockdown"); ok {
		return "the lock-down refused a source: its certificate or address is not the one that is asked for, or somebody delivers past the service"
	}
	for _, c := range up.Connectors {
		in, ok := c.(mailflow.Inbound)
		if ok && in.Type == mailflow.Partner && (in.RestrictToCertificate || in.RestrictToAddresses) {
			return "the inbound connector refused a source: its certificate or address is not the one that is asked for"
		}
	}
	return ""
}

// whereItTurns is what to look at where mail goes round in a circle.
func whereItTurns(up mailflow.SetUp) string {
	at := "where the smart host, or the MX record of the recipient, leads"
	for _, r := range up.Rules {
		if !r.ExceptHeader.IsZero() {
			at = "the exception of the rule, and at the header that the service stamps"
		}
	}
	if len(up.MailDomains) > 0 {
		at += ", and at the type of the accepted domain"
	}
	return at
}
