package probe

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

// A plan says what is to be seen, so it is at home where the facts are, and those who have no business here make one.
type (
	Plan      = seen.Plan
	SmartHost = seen.HostPlan
	Domain    = seen.DomainPlan
	MX        = seen.MXRecord
	Proof     = seen.ProofPlan
)

// Tasks are the tasks that Run will end, in the order of its report, without verdicts.
func Tasks(plan Plan) []seen.Task {
	var tasks []seen.Task
	for _, job := range jobs(plan) {
		tasks = append(tasks, job.tasks...)
	}
	return tasks
}

// jobs are the tasks of a plan in their order, together with what carries them out.
func jobs(plan Plan) []job {
	var all []job
	var unique uniqueIDs
	for at, host := range servers(plan.SmartHosts) {
		all = append(all, serverJob(host, at, &unique))
	}
	domains := map[string]bool{}
	for _, d := range plan.Domains {
		if name := canonical(d.Name); !domains[name] {
			all = append(all, domainJobs(d, len(domains), &unique)...)
			domains[name] = true
		}
	}
	for at, host := range plan.TenantHosts {
		all = append(all, tenantJob(host, at, &unique))
	}
	for at, proof := range plan.Proofs {
		all = append(all, proofJob(proof, at, &unique))
	}
	return all
}

// server is a smart host with the demands of all connectors that use it.
type server struct {
	host    mailflow.SmartHost
	demands []demand
}

// demand is what a connector asks of a smart host's TLS.
type demand struct {
	tls    mailflow.TLS
	domain string // with TLSDomainValidation
}

func servers(hosts []SmartHost) []server {
	var all []server
	for _, h := range hosts {
		d := demand{tls: h.TLS}
		switch h.TLS {
		case mailflow.TLSUnset:
			d.tls = mailflow.TLSOpportunistic
		case mailflow.TLSDomainValidation:
			d.domain = canonical(h.TLSDomain.Exchange())
		}
		at := slices.IndexFunc(all, func(s server) bool { return canonical(s.host.Exchange()) == canonical(h.Host.Exchange()) })
		switch {
		case at < 0:
			all = append(all, server{h.Host, []demand{d}})
		case !slices.Contains(all[at].demands, d):
			all[at].demands = append(all[at].demands, d)
		}
	}
	return all
}

// canonical is a name as DNS compares it.
func canonical(name string) string {
	return strings.ToLower(strings.TrimSuffix(strings.TrimSpace(name), "."))
}

// uniqueIDs gives out the IDs of tasks. The first of a kind and target has the plain one.
type uniqueIDs struct{ given map[string]bool }

func (u *uniqueIDs) task(kind seen.Kind, target string, apart string) seen.Task {
	if u.given == nil {
		u.given = map[string]bool{}
	}
	target = seen.Line(target)
	id := string(kind) + " " + target
	if u.given[id] {
		id = seen.Line(id + " " + apart)
	}
	u.given[id] = true
	return seen.Task{ID: id, Kind: kind, Target: target}
}
