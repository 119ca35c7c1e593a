package probe

import (
	"context"
	"net/netip"

	"eacwizard/steps/seen"
)

// tenantJob looks at a name at Exchange Online that belongs to the organization as a whole.
func tenantJob(host string, at int, unique *uniqueIDs) job {
	task := unique.task(seen.TenantHost, canonical(host), "organization")
	return job{[]seen.Task{task}, func(ctx context.Context, p *prober) {
		p.begin(task)
		ctx, cancel := p.timed(ctx)
		defer cancel()
		fact := seen.Host{Name: seen.Value(canonical(host))}
		c := p.tenantHost(ctx, host, "the organization", &fact)
		p.note(func(f *seen.Facts) {
			for len(f.TenantHosts) <= at {
				f.TenantHosts = append(f.TenantHosts, seen.Host{})
			}
			f.TenantHosts[at] = fact
		})
		p.end(task, c)
	}}
}

// tenantHost looks at the name under which Exchange Online takes somebody's mail.
func (p *prober) tenantHost(ctx context.Context, name, whose string, fact *seen.Host) conclusion {
	name = canonical(name)
	if _, err := netip.ParseAddr(name); err == nil {
		return failed("MF513", "%s is an address, and Exchange Online changes its addresses; give the name that the admin center shows for %s.", name, whose)
	}
	if isRetired(name) {
		return failed("MF513", "%s is not a name that Exchange Online takes an organization's mail under; give the one that the admin center shows for %s.", name, whose)
	}
	host, err := p.names.host(ctx, name)
	*fact = host
	switch {
	case host.Answer == seen.Unknown:
		return unanswered(name, err)
	case host.Answer != seen.Found:
		return failed("MF513", "%s: %s; take the name that the admin center shows for %s.", name, nameTrouble(name, host, err), whose).with(hostEvidence(host)...)
	}
	return succeeded("%s exists, with %s.", name, plural(len(host.Addresses), "address", "addresses")).with(hostEvidence(host)...)
}
