package render

import (
	"fmt"
	"strings"

	"eacwizard/steps/mailflow"
)

// leg is a stretch of a message's way: where it arrives, and what takes it there.
type leg struct{ to, by string }

// way is one way through the organization.
type way struct {
	title string
	legs  []leg
}

// ways are the ways that messages take once everything is set up. Texts of the user's in them are as typed.
func ways(up mailflow.SetUp) []way {
	const exo = "Exchange Online"
	service := "the service"
	if !up.Service.Name.IsZero() {
		service = up.Service.Name.String()
	}
	by := func(part, called string) string {
		c, ok := up.Find(part)
		if !ok {
			return ""
		}
		return called + " " + c.ConnectorName().String()
	}
	if !up.Accepted.Name.IsZero() {
		out := by("outbound", "connector")
		for _, r := range up.Rules {
			out = "rule " + r.Name.String() + ", " + out
		}
		return []way{{"Mail that is sent", []leg{
			{"mailbox", ""}, {exo, ""}, {service, out}, {exo, by("inbound", "connector")}, {"recipient", ""},
		}}}
	}
	if len(up.MailDomains) == 0 {
		return nil
	}
	var domains []string
	for _, d := range up.MailDomains {
		domains = append(domains, d.Name.String())
	}
	in := []leg{{"internet", ""}, {service, "MX records of " + strings.Join(domains, ", ")}, {exo, by("lockdown", "connector")}}
	out := []leg{{"mailbox in Exchange Online", ""}, {exo, ""}}
	if _, ok := up.Find("through-service"); ok {
		out = append(out, leg{service, by("through-service", "connector")})
	}
	out = append(out, leg{"internet", "MX records of the recipient"})
	all := []way{{"Mail from the internet", append(in, leg{"mailbox in Exchange Online", ""})}}
	if !up.OnPremises.Host.IsZero() {
		own := "own server " + up.OnPremises.Host.String()
		all = append(all, way{"Mail from the internet for a mailbox on-premises", append(in[:3:3], leg{own, by("to-on-premises", "connector")})})
		from := by("from-on-premises", "connector")
		for _, c := range up.Sends {
			from = "Send connector " + c.Name.String() + ", " + from
		}
		all = append(all, way{"Mail from a mailbox on-premises", append([]leg{{own, ""}, {exo, from}}, out[2:]...)})
	}
	return append(all, way{"Mail to the internet", out})
}

// drawing is a way as text, one stop a line.
func (w way) drawing() string {
	lines := []string{w.title + ":"}
	for i, l := range w.legs {
		lead := "  "
		if i > 0 {
			lead = "  -> "
		}
		line := lead + visible(l.to)
		if l.by != "" {
			line += "   (" + visible(l.by) + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// mermaid is all ways as a diagram of Mermaid.
func mermaid(ways []way) string {
	lines := []string{"flowchart LR"}
	for i, w := range ways {
		lines = append(lines, fmt.Sprintf("    subgraph way%d [%s]", i+1, mermaidText(w.title)))
		for j, l := range w.legs {
			lines = append(lines, fmt.Sprintf("        w%dn%d[%s]", i+1, j+1, mermaidText(l.to)))
			if j == 0 {
				continue
			}
			arrow := "-->"
			if l.by != "" {
				arrow = "-->|" + mermaidText(l.by) + "|"
			}
			lines = append(lines, fmt.Sprintf("        w%dn%d %s w%dn%d", i+1, j, arrow, i+1, j+1))
		}
		lines = append(lines, "    end")
	}
	return strings.Join(lines, "\n")
}

// mermaidText is a text between quotation marks, in which nothing means anything to Mermaid.
func mermaidText(s string) string {
	var b strings.Builder
	for _, r := range visible(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune(" .,-", r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return `"` + b.String() + `"`
}
