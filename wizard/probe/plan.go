package probe

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

// Plan is what to look at. Its zero value is nothing.
type Plan struct {
	SmartHosts []SmartHost
	Domains    []Domain
	Proofs     []Proof
}

// SmartHost is a server of an outbound connector and what that connector demands of it. A server of several
// connectors stands once for each; it is connected to once.
type SmartHost struct {
	Host      mailflow.SmartHost
	TLS       mailflow.TLS // TLSUnset is taken for TLSOpportunistic
	TLSDomain mailflow.CertificateDomain
}

// Domain is a domain that receives or sends mail. Its MX and SPF as DNS has them are always looked at.
type Domain struct {
	Name        string // as contoso.com, in A-labels
	PlannedMX   []MX   // none: no change is planned
	PlannedSPF  string // "" where no change is planned
	ExistingSPF string // the record that the admin said is there; "" where nothing was said
	TenantHost  string // as contoso-com.mail.protection.outlook.com; "" where it is not known
	DMARC       bool   // look at the DMARC policy
	MTASTS      bool   // look at the MTA-STS policy, and hold the planned MX against it
}

// MX is a planned MX record.
type MX struct {
	Preference uint16
	Host       string
}

// Proof is the record that shows who owns a domain that is to become an accepted domain.
type Proof struct {
	Domain string
	ByMX   bool   // an MX record instead of a TXT record
	Value  string // the TXT record's text, or the MX record's host; "" while the admin center has not told it
}

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
