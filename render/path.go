package render

import (
	"fmt"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// leg is a stretch of a message's way: where it arrives, and what takes it there.
type leg struct {
	to, by string
	served bool   // it arrives at the service
	part   string // of the connector that takes it there, or ""
	tls    string // what the connector demands of the connection, or ""
}

// way is one way through the organization.
type way struct {
	title string
	legs  []leg
}

const exchangeOnlineStop = "Exchange Online"

// ways are the ways that messages take once everything is set up. Texts of the user's in them are as typed.
func ways(up *mailflow.SetUp) []way {
	const exo = exchangeOnlineStop
	service := "the service"
	if !up.Service.Name.IsZero() {
		service = up.Service.Name.String()
	}
	through := func(to, part string) leg {
		c, ok := up.Find(part)
		if !ok {
			return leg{to: to}
		}
		return leg{to: to, by: "connector " + c.ConnectorName().String(), part: part, tls: demanded(c)}
	}
	throughService := func(part string) leg {
		l := through(service, part)
		l.served = true
		return l
	}
	if !up.Accepted.Name.IsZero() {
		out := throughService("outbound")
		for _, r := range up.Rules {
			out.by = "rule " + r.Name.String() + ", " + out.by
		}
		return []way{{"Mail that is sent", []leg{{to: "mailbox"}, {to: exo}, out, through(exo, "inbound"), {to: "recipient"}}}}
	}
	if len(up.MailDomains) == 0 {
		return nil
	}
	var domains []string
	for _, d := range up.MailDomains {
		domains = append(domains, d.Name.String())
	}
	in := []leg{{to: "internet"}, {to: service, served: true, by: "MX records of " + mailflow.Spoken(domains)}, through(exo, "lockdown")}
	out := []leg{{to: "mailbox in Exchange Online"}, {to: exo}}
	if sendsThroughService(up) {
		out = append(out, throughService("through-service"))
	}
	out = append(out, leg{to: "internet", by: "MX records of the recipient"})
	all := []way{{"Mail from the internet", append(in, leg{to: "mailbox in Exchange Online"})}}
	if !up.OnPremises.Host.IsZero() {
		own := "own server " + up.OnPremises.Host.String()
		all = append(all, way{"Mail from the internet for a mailbox on-premises", append(in[:3:3], through(own, "to-on-premises"))})
		from := through(exo, "from-on-premises")
		for _, c := range up.Sends {
			from.by = "Send connector " + c.Name.String() + ", " + from.by
		}
		all = append(all, way{"Mail from a mailbox on-premises", append([]leg{{to: own}, from}, out[2:]...)})
	}
	return append(all, way{"Mail to the internet", out})
}

// sendsThroughService reports whether mail to the internet comes to take the way through the service.
func sendsThroughService(up *mailflow.SetUp) bool {
	c, _ := up.Find("through-service")
	out, ok := c.(mailflow.Outbound)
	return ok && out.Enabled
}

// wayOf is the way of the mail that one connector is for, where it stands alone.
func wayOf(c mailflow.Connector) way {
	far := "partner organization"
	by := leg{by: "connector " + c.ConnectorName().String(), part: c.Part(), tls: demanded(c)}
	switch c := c.(type) {
	case mailflow.Outbound:
		if c.Type == mailflow.OnPremises {
			far = "your organization's email server"
		}
		if c.Routing == mailflow.RoutingSmartHosts {
			by.by += ", smart hosts " + shortList(exchange(c.SmartHosts))
		} else {
			by.by += ", MX record of the recipient's domain"
		}
		by.to = far
		return way{"Mail that takes the connector", []leg{{to: exchangeOnlineStop}, by}}
	case mailflow.Inbound:
		if c.Type == mailflow.OnPremises {
			far = "your organization's email server"
		}
		switch l, locks := lockOf(c); {
		case l.byService:
			far = "the service in front of Exchange Online"
		case locks:
			far = "internet"
		}
	}
	by.to = exchangeOnlineStop
	return way{"Mail that the connector takes", []leg{{to: far}, by}}
}

// shortList are the first items of a list, and how many more there are.
func shortList(items list) string {
	if len(items) > longestList {
		return strings.Join(items[:longestList], ", ") + fmt.Sprintf(" and %d more", len(items)-longestList)
	}
	return strings.Join(items, ", ")
}

// demanded says what a connector demands of a connection, or "".
func demanded(c mailflow.Connector) string {
	switch c := c.(type) {
	case mailflow.Outbound:
		switch c.TLS {
		case mailflow.TLSOpportunistic:
			return "TLS where it is offered"
		case mailflow.TLSEncryptionOnly:
			return "TLS, with any certificate"
		case mailflow.TLSCertificateValidation:
			return "TLS, with a trusted certificate"
		case mailflow.TLSDomainValidation:
			return "TLS, with a trusted certificate of " + c.TLSDomain.Exchange()
		}
	case mailflow.Inbound:
		switch {
		case c.RestrictToCertificate:
			return "TLS, with a certificate of " + c.CertificateName.Exchange()
		case c.RequireTLS:
			return "TLS, with any certificate"
		}
	}
	return ""
}

// appendDrawing adds a way as text, one stop a line.
func appendDrawing(to []byte, w way) []byte {
	to = append(append(to, w.title...), ':')
	for i, l := range w.legs {
		to = append(to, "\n  "...)
		if i > 0 {
			to = append(to, "-> "...)
		}
		if to = append(to, visible(l.to)...); l.by != "" {
			to = append(append(append(to, "   ("...), visible(l.by)...), ')')
		}
	}
	return to
}

// appendMermaid adds all ways as a diagram of Mermaid.
func appendMermaid(to []byte, ways []way) []byte {
	number := func(n int) { to = strconv.AppendInt(to, int64(n), 10) }
	stop := func(way, n int) {
		to = append(to, 'w')
		number(way + 1)
		to = append(to, 'n')
		number(n + 1)
	}
	to = append(to, "flowchart LR"...)
	for i, w := range ways {
		to = append(to, "\n    subgraph way"...)
		number(i + 1)
		to = append(appendMermaidText(append(to, " ["...), w.title), ']')
		for j, l := range w.legs {
			to = append(to, "\n        "...)
			stop(i, j)
			to = append(appendMermaidText(append(to, '['), l.to), ']')
			if j == 0 {
				continue
			}
			to = append(to, "\n        "...)
			stop(i, j-1)
			to = append(to, " -->"...)
			if l.by != "" {
				to = append(appendMermaidText(append(to, '|'), l.by), '|')
			}
			to = append(to, ' ')
			stop(i, j)
		}
		to = append(to, "\n    end"...)
	}
	return to
}

// appendMermaidText adds a text between quotation marks, in which nothing means anything to Mermaid.
func appendMermaidText(to []byte, s string) []byte {
	to = append(to, '"')
	for _, r := range visible(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == ' ', r == '.', r == ',', r == '-':
			to = append(to, byte(r))
		default:
			to = append(strconv.AppendInt(append(to, '#'), int64(r), 10), ';')
		}
	}
	return append(to, '"')
}
