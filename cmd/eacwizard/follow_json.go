package main

import (
	"encoding/json"
	"net/netip"

	"eacwizard/steps/follow"
)

// The JSON of a journey. Fields that have nothing to say are left out.
type (
	journeyJSON struct {
		Example string      `json:"example,omitempty"`
		Title   string      `json:"title,omitempty"`
		Changed string      `json:"changed,omitempty"`
		Message messageJSON `json:"message"`
		Hops    []hopJSON   `json:"hops"`
		End     endJSON     `json:"end"`
		Nodes   []nodeJSON  `json:"nodes"`
		Edges   []edgeJSON  `json:"edges"`
	}
	messageJSON struct {
		From        string `json:"from"`
		Stage       string `json:"stage"`
		Direct      bool   `json:"direct,omitempty"`
		SourceIP    string `json:"source-ip,omitempty"`
		Certificate string `json:"certificate,omitempty"`
		TLS         bool   `json:"tls"`
		MailFrom    string `json:"mail-from"`
		HeaderFrom  string `json:"header-from,omitempty"`
		Recipient   string `json:"recipient"`
		RecipientAt string `json:"recipient-at,omitempty"`
	}
	hopJSON struct {
		Place    string        `json:"place"`
		Name     string        `json:"name"`
		Again    int           `json:"again,omitempty"`
		Inbound  string        `json:"inbound-connector,omitempty"`
		Rule     string        `json:"rule,omitempty"`
		Outbound string        `json:"outbound-connector,omitempty"`
		Findings []findingJSON `json:"findings"`
	}
	findingJSON struct {
		Topic  string `json:"topic"`
		Says   string `json:"says"`
		Why    string `json:"why,omitempty"`
		Sure   string `json:"sure"`
		Source string `json:"source,omitempty"`
		Rule   string `json:"rule,omitempty"`
	}
	endJSON struct {
		Kind   string `json:"kind"`
		At     string `json:"at"`
		Toward string `json:"toward,omitempty"`
		Code   string `json:"code,omitempty"`
		Text   string `json:"text,omitempty"`
		Says   string `json:"says"`
		Junk   bool   `json:"junk,omitempty"`
		Rule   string `json:"rule,omitempty"`
	}
	nodeJSON struct {
		Place string `json:"place"`
		Name  string `json:"name"`
		Lit   bool   `json:"lit"`
	}
	edgeJSON struct {
		From    string `json:"from"`
		To      string `json:"to"`
		Steps   []int  `json:"steps"`
		Stopped bool   `json:"stopped,omitempty"`
		Loops   bool   `json:"loops,omitempty"`
	}
	exampleJSON struct {
		ID      string `json:"id"`
		Title   string `json:"title"`
		Changed string `json:"changed,omitempty"`
	}
)

func (p *program) showJSON(e follow.Example, j follow.Journey) error {
	m := e.Message
	out := journeyJSON{
		Example: e.ID, Title: e.Title, Changed: e.Changed,
		Message: messageJSON{
			From: string(m.From), Stage: m.Stage.String(), Direct: m.Direct, SourceIP: addressText(m.Address), Certificate: m.Certificate.String(), TLS: !m.NoTLS,
			MailFrom: m.MailFrom.String(), HeaderFrom: m.HeaderFrom.String(), Recipient: m.Recipient.String(), RecipientAt: string(m.RecipientAt),
		},
		End: endJSON{
			Kind: string(j.End.Kind), At: string(j.End.At), Toward: string(j.End.Toward), Code: j.End.Code, Text: j.End.Text,
			Says: j.End.Says, Junk: j.End.Junk, Rule: j.End.Rule,
		},
	}
	for _, h := range j.Hops {
		hop := hopJSON{
			Place: string(h.Place), Name: h.Name, Again: h.Again, Inbound: h.Inbound, Rule: h.Rule, Outbound: h.Outbound, Findings: []findingJSON{},
		}
		for _, f := range h.Findings {
			hop.Findings = append(hop.Findings, findingJSON{Topic: string(f.Topic), Says: f.Says, Why: f.Why, Sure: string(f.Sure), Source: f.Source, Rule: f.Rule})
		}
		out.Hops = append(out.Hops, hop)
	}
	drawn := follow.Draw(e.Draft, j, len(j.Hops))
	for _, n := range drawn.Nodes {
		out.Nodes = append(out.Nodes, nodeJSON{string(n.Place), n.Name, n.Lit})
	}
	for _, way := range drawn.Edges {
		out.Edges = append(out.Edges, edgeJSON{string(way.From), string(way.To), append([]int{}, way.Steps...), way.Stopped, way.Loops})
	}
	return p.writeJSON(out)
}

func (p *program) listJSON(all []follow.Example) error {
	out := []exampleJSON{}
	for _, e := range all {
		out = append(out, exampleJSON{e.ID, e.Title, e.Changed})
	}
	return p.writeJSON(out)
}

// writeJSON writes values that hold nothing to act on a terminal: their parsers let nothing such through.
func (p *program) writeJSON(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// addressText is an address, or "" where it is not known.
func addressText(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}
