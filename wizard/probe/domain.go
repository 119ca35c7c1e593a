package probe

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"eacwizard/steps/seen"
)

// domainJobs are the tasks of one domain, each a job of its own: they share look-ups, not order.
func domainJobs(d Domain, at int, unique *uniqueIDs) []job {
	name := canonical(d.Name)
	var all []job
	add := func(kind seen.Kind, target string, look func(context.Context, *prober, *seen.Domain) conclusion) {
		task := unique.task(kind, target, name)
		all = append(all, job{[]seen.Task{task}, func(ctx context.Context, p *prober) {
			p.begin(task)
			ctx, cancel := p.timed(ctx)
			defer cancel()
			var facts seen.Domain
			c := look(ctx, p, &facts)
			p.note(func(f *seen.Facts) { keepDomain(f, at, name, facts) })
			p.end(task, c)
		}})
	}
	add(seen.MXNow, name, func(ctx context.Context, p *prober, facts *seen.Domain) conclusion { return p.mxNow(ctx, d, facts) })
	if len(d.PlannedMX) > 0 {
		add(seen.MXPlanned, name, func(ctx context.Context, p *prober, facts *seen.Domain) conclusion { return p.mxPlanned(ctx, d, facts) })
	}
	if d.TenantHost != "" {
		add(seen.TenantHost, canonical(d.TenantHost), func(ctx context.Context, p *prober, facts *seen.Domain) conclusion {
			return p.tenantHost(ctx, d.TenantHost, d.Name, &facts.TenantHost)
		})
	}
	add(seen.SPFNow, name, func(ctx context.Context, p *prober, facts *seen.Domain) conclusion { return p.spfNow(ctx, d, facts) })
	if d.PlannedSPF != "" {
		add(seen.SPFPlanned, name, func(ctx context.Context, p *prober, facts *seen.Domain) conclusion {
			return p.spfPlanned(ctx, d, facts)
		})
	}
	if d.DMARC {
		add(seen.DMARCPolicy, name, func(ctx context.Context, p *prober, facts *seen.Domain) conclusion { return p.dmarc(ctx, d, facts) })
	}
	if d.MTASTS {
		add(seen.MTASTSPolicy, name, func(ctx context.Context, p *prober, facts *seen.Domain) conclusion { return p.mtaSTS(ctx, d, facts) })
	}
	return all
}

// keepDomain adds what one task saw of a domain to what the others did. Each has fields of its own.
func keepDomain(f *seen.Facts, at int, name string, saw seen.Domain) {
	for len(f.Domains) <= at {
		f.Domains = append(f.Domains, seen.Domain{})
	}
	d := &f.Domains[at]
	d.Name = seen.Value(name)
	keep(&d.MX, saw.MX, saw.MX.Answer != "")
	keep(&d.PlannedMX, saw.PlannedMX, len(saw.PlannedMX) > 0)
	keep(&d.TenantHost, saw.TenantHost, saw.TenantHost.Name != "")
	keep(&d.TXT, saw.TXT, saw.TXT.Answer != "")
	keep(&d.SPF, saw.SPF, saw.SPF.Answer != "")
	keep(&d.PlannedSPF, saw.PlannedSPF, saw.PlannedSPF.Answer != "")
	keep(&d.DMARC, saw.DMARC, saw.DMARC.Answer != "")
	keep(&d.MTASTS, saw.MTASTS, saw.MTASTS.Answer != "")
}

func keep[T any](to *T, from T, saw bool) {
	if saw {
		*to = from
	}
}

// unanswered concludes on a question that DNS did not answer from here.
func unanswered(what string, err error) conclusion {
	return notChecked("%s could not be looked up from here: %s.", what, short(err))
}

func byPreference(a, b seen.MX) int {
	return cmp.Or(cmp.Compare(a.Preference, b.Preference), strings.Compare(a.Host.Name, b.Host.Name))
}

func mxLine(m seen.MX) string { return fmt.Sprintf("%d %s", m.Preference, cmp.Or(m.Host.Name, ".")) }
