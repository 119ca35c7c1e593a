package follow

import "eacwizard/steps/mailflow"

// Drawing is the paths of a set-up, and which of them a message took.
type Drawing struct {
	Nodes []Node
	Edges []Edge
}

// Node is a place.
type Node struct {
	Place Place
	Name  string
	Lit   bool // the message was there
	Now   bool // the message is there at the last hop that is lit
	End   bool // the journey ended there
}

// Edge is a way from one place to another.
type Edge struct {
	From, To Place
	Steps    []int // the numbers of the hops, from 1, that it was taken after; none: the message did not take it
	Now      bool  // the message came by it to the last hop that is lit
	Stopped  bool  // the journey ended at the end of this way without being delivered
	Loops    bool  // it ends because this way leads to where everything begins again
}

// Lit reports whether the message took the way.
func (e Edge) Lit() bool { return len(e.Steps) > 0 }

// Draw is the drawing of a set-up with a journey in it, as far as hop number upTo. 0 lights nothing up; whoever walks
// through it adds one at a time. More than there are hops is the whole journey.
func Draw(d mailflow.Draft, j Journey, upTo int) Drawing {
	upTo = max(0, min(upTo, len(j.Hops)))
	whole := upTo == len(j.Hops)
	var out Drawing
	for _, w := range ways(d) {
		out.edge(d, w[0], w[1])
	}
	for _, h := range j.Hops { // a message may take a way that the set-up does not mean
		out.node(d, h.Place)
	}
	taken := j.taken()
	for _, w := range taken {
		out.edge(d, w[0], w[1])
	}
	for i := range upTo {
		n := out.node(d, j.Hops[i].Place)
		n.Lit, n.Now = true, i == upTo-1
		if whole && i == len(j.Hops)-1 {
			n.End = true
		}
		if i > 0 {
			e := out.edge(d, taken[i-1][0], taken[i-1][1])
			e.Steps, e.Now = append(e.Steps, i), i == upTo-1
			e.Stopped = n.End && j.End.Kind != Delivered && j.End.Toward == ""
			e.Loops = e.Stopped && j.End.Kind == Looping
		}
	}
	if whole && j.End.Toward != "" {
		e := out.edge(d, j.End.At, j.End.Toward)
		e.Steps, e.Stopped = append(e.Steps, upTo), true
	}
	return out
}

func (d *Drawing) node(of mailflow.Draft, p Place) *Node {
	for i := range d.Nodes {
		if d.Nodes[i].Place == p {
			return &d.Nodes[i]
		}
	}
	d.Nodes = append(d.Nodes, Node{Place: p, Name: nameOf(of, p)})
	return &d.Nodes[len(d.Nodes)-1]
}

func (d *Drawing) edge(of mailflow.Draft, from, to Place) *Edge {
	for i := range d.Edges {
		if d.Edges[i].From == from && d.Edges[i].To == to {
			return &d.Edges[i]
		}
	}
	d.node(of, from)
	d.node(of, to)
	d.Edges = append(d.Edges, Edge{From: from, To: to})
	return &d.Edges[len(d.Edges)-1]
}

// ways are the paths that a set-up has, inward first.
func ways(d mailflow.Draft) (out [][2]Place) {
	if len(d.MailDomains) > 0 {
		out = append(out, [2]Place{AtSender, AtFilter}, [2]Place{AtFilter, AtExchange})
	}
	out = append(out, [2]Place{AtSender, AtExchange})
	_, own := inboundOf(d, mailflow.OnPremises)
	if own && d.Scenario != addOn {
		out = append(out, [2]Place{AtOwnServer, AtExchange})
	}
	out = append(out, [2]Place{AtMailbox, AtExchange})
	if d.Scenario == addOn {
		out = append(out, [2]Place{AtExchange, AtService}, [2]Place{AtService, AtExchange})
	}
	out = append(out, [2]Place{AtExchange, AtMailbox})
	for _, c := range d.Connectors {
		o, ok := c.(mailflow.Outbound)
		switch {
		case !ok || d.Scenario == addOn:
		case o.PartID == "through-service":
			out = append(out, [2]Place{AtExchange, AtFilter}, [2]Place{AtFilter, AtReceiver})
		case o.PartID == "to-on-premises":
			out = append(out, [2]Place{AtExchange, AtOwnServer})
		case o.Type == mailflow.OnPremises || o.Routing == mailflow.RoutingSmartHosts:
			out = append(out, [2]Place{AtExchange, AtNextServer})
		}
	}
	return append(out, [2]Place{AtExchange, AtReceiver})
}
