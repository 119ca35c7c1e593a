package seen

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// PlanFor is what there is to look at before a draft is carried out. What is missing from the draft is left out.
func PlanFor(d mailflow.Draft) Plan {
	var p Plan
	for _, c := range d.Connectors {
		if out, ok := c.(mailflow.Outbound); ok {
			p.SmartHosts = append(p.SmartHosts, HostsOf(out)...)
		}
	}
	if own := d.OnPremises.Host; !own.IsZero() && !p.reaches(own) {
		p.SmartHosts = append(p.SmartHosts, HostPlan{Host: own})
	}
	changes := changesOf(d)
	for _, m := range d.MailDomains {
		p.Domains = append(p.Domains, domainPlan(m, changes[folded(m.Name)]))
	}
	if host := d.Service.TenantHost; !host.IsZero() {
		p.TenantHosts = append(p.TenantHosts, host.Exchange())
	}
	if proof, ok := proofPlan(d.Accepted); ok {
		p.Proofs = append(p.Proofs, proof)
	}
	return p
}

// HostsOf are the smart hosts of one connector, for a page that looks at that alone.
func HostsOf(c mailflow.Outbound) []HostPlan {
	var hosts []HostPlan
	if c.Routing != mailflow.RoutingSmartHosts {
		return nil
	}
	for _, h := range c.SmartHosts {
		hosts = append(hosts, demanding(h, c))
	}
	return hosts
}

func demanding(h mailflow.SmartHost, c mailflow.Outbound) HostPlan {
	switch {
	case c.TLS != mailflow.TLSDomainValidation:
		return HostPlan{Host: h, TLS: c.TLS}
	case c.TLSDomain.IsZero(): // the name is not said yet
		return HostPlan{Host: h, TLS: mailflow.TLSCertificateValidation}
	}
	return HostPlan{Host: h, TLS: c.TLS, TLSDomain: c.TLSDomain}
}

func (p Plan) reaches(host mailflow.SmartHost) bool {
	return slices.ContainsFunc(p.SmartHosts, func(h HostPlan) bool { return strings.EqualFold(h.Host.Exchange(), host.Exchange()) })
}

// changesOf are the record sets that change at each name, those in other people's zones aside.
func changesOf(d mailflow.Draft) map[string][]mailflow.RecordSet {
	changes := map[string][]mailflow.RecordSet{}
	for _, set := range d.Records() {
		if name := folded(set.Name); !set.Foreign {
			changes[name] = append(changes[name], set)
		}
	}
	return changes
}

func folded(d mailflow.Domain) string { return strings.ToLower(d.Exchange()) }

func domainPlan(m mailflow.MailDomain, changes []mailflow.RecordSet) DomainPlan {
	plan := DomainPlan{
		Name:        m.Name.Exchange(),
		ExistingSPF: m.SPFNow.Exchange(),
		TenantHost:  m.TenantHost.Exchange(),
		DMARC:       true,
		MTASTS:      true,
	}
	for _, set := range changes {
		for _, r := range set.New {
			switch set.Type {
			case mailflow.RecordMX:
				plan.PlannedMX = append(plan.PlannedMX, MXRecord{r.Preference, r.Host})
			case mailflow.RecordTXT:
				plan.PlannedSPF = r.Text
			}
		}
	}
	return plan
}

// proofPlan looks for the record even while its value is not known, so that its task says so.
func proofPlan(a mailflow.AcceptedDomain) (ProofPlan, bool) {
	if a.Name.IsZero() {
		return ProofPlan{}, false
	}
	plan := ProofPlan{Domain: a.Name.Exchange(), ByMX: a.Proof == mailflow.ProofByMX, Value: a.TXT.Exchange()}
	if plan.ByMX {
		plan.Value = a.MX.Exchange()
	}
	return plan, true
}
