package probe

import (
	"context"
	"fmt"
	"net/netip"
	"slices"

	"eacwizard/steps/seen"

	"github.com/miekg/dns"
)

const mostMX = 20 // hosts of one set that are looked at

// mxNow looks at a domain's MX records as DNS has them.
func (p *prober) mxNow(ctx context.Context, d Domain, facts *seen.Domain) conclusion {
	set, err := p.names.mx(ctx, d.Name)
	defer func() { facts.MX = set }()
	if len(set.Aliases) > 0 && len(d.PlannedMX) > 0 {
		return failed("MF509", "%s is an alias (CNAME) of %s, and no MX record can stand beside a CNAME.", d.Name, set.Aliases[len(set.Aliases)-1])
	}
	switch set.Answer {
	case seen.Unknown:
		return unanswered("The MX records of "+d.Name, err)
	case seen.NoName:
		return failed("MF508", "There is no domain %s in DNS.", d.Name)
	case seen.NoData:
		return succeeded("%s has no MX record yet.", d.Name)
	}
	var c conclusion
	if len(set.Hosts) == 1 && set.Hosts[0].Host.Name == "" {
		c = failed("MF509", "%s has a null MX (0 .), which says that it takes no mail at all.", d.Name)
	} else {
		c = p.judgeMX(ctx, d.Name, set.Hosts, true)
		if c.says == "" {
			c = succeeded("The MX of %s is %s.", d.Name, shownMX(set.Hosts)).with(c.evidence...)
		}
	}
	if len(d.PlannedMX) > 0 {
		c = c.with(comparedMX(set.Hosts, planned(d.PlannedMX)))
	}
	return c.with("the MX records may be kept for " + spell(set.TTL) + ": mail goes on to the old hosts for that long after a change")
}

// mxPlanned looks at the hosts of the MX records that are to come.
func (p *prober) mxPlanned(ctx context.Context, d Domain, facts *seen.Domain) conclusion {
	hosts := planned(d.PlannedMX)
	defer func() { facts.PlannedMX = hosts }()
	c := p.judgeMX(ctx, d.Name, hosts, false)
	if c.says == "" {
		c = succeeded("%s can become the MX of %s.", shownMX(hosts), d.Name).with(c.evidence...)
	}
	return c
}

func planned(records []MX) []seen.MX {
	var hosts []seen.MX
	for _, r := range records {
		hosts = append(hosts, seen.MX{Preference: r.Preference, Host: seen.Host{Name: seen.Value(canonical(r.Host))}})
	}
	slices.SortStableFunc(hosts, byPreference)
	return hosts
}

// judgeMX looks the hosts of an MX set up, adds to each what it saw, and concludes. Where nothing is wrong it gives
// evidence alone.
func (p *prober) judgeMX(ctx context.Context, domain string, hosts []seen.MX, live bool) conclusion {
	var bad, unseen conclusion
	var evidence []string
	worse := func(c conclusion) {
		if bad.says == "" {
			bad = c
		}
	}
	if m, other, mixed := besideFilter(hosts); mixed {
		worse(failed("MF508", "The MX of %s names %s beside %s: senders can go round the filter. Remove every record that names Exchange Online.", domain, m, other))
	}
	for i := range hosts[:min(len(hosts), mostMX)] {
		m := &hosts[i]
		evidence = append(evidence, mxLine(*m))
		if _, err := netip.ParseAddr(m.Host.Name); err == nil {
			worse(failed("MF509", "The MX of %s names the address %s, and an MX record has to name a host.", domain, m.Host.Name))
			continue
		}
		host, err := p.names.host(ctx, m.Host.Name)
		m.Host = host
		for _, line := range hostEvidence(host) {
			evidence = append(evidence, "  "+line)
		}
		switch {
		case host.Answer == seen.Unknown && unseen.says == "":
			unseen = unanswered("The MX host "+m.Host.Name, err)
		case host.Answer == seen.Unknown:
		case host.Answer != seen.Found:
			worse(failed("MF509", "The MX host %s of %s cannot be reached: %s.", host.Name, domain, nameTrouble(host.Name, host, nil)))
		case len(host.Aliases) > 0:
			worse(failed("MF509", "The MX host %s of %s is an alias of %s, and an MX record has to name the host itself.", host.Name, domain, host.Aliases[len(host.Aliases)-1]))
		case host.Addresses[0].IsValid() && reserved(host.Addresses[0]) != "":
			evidence = append(evidence, fmt.Sprintf("  %s cannot be reached from the internet by that address", host.Name))
		}
		if live && host.Answer == seen.Found {
			m.TLSA = p.hasTLSA(ctx, host.Name)
			if m.TLSA {
				evidence = append(evidence, fmt.Sprintf("  _25._tcp.%s has a TLSA record: senders with DANE hold the server to it", host.Name))
			}
		}
	}
	if len(hosts) > mostMX {
		evidence = append(evidence, fmt.Sprintf("and %d more, which were not looked at", len(hosts)-mostMX))
	}
	c := bad
	if c.says == "" {
		c = unseen
	}
	return c.with(evidence...)
}

func (p *prober) hasTLSA(ctx context.Context, host string) bool {
	return p.names.look(ctx, "_25._tcp."+host, dns.TypeTLSA).answer == seen.Found
}

// besideFilter finds a host of Exchange Online in an MX set that also names another one.
func besideFilter(hosts []seen.MX) (microsofts, other string, mixed bool) {
	for _, m := range hosts {
		if isMicrosofts(m.Host.Name) {
			microsofts = m.Host.Name
		} else {
			other = m.Host.Name
		}
	}
	return microsofts, other, microsofts != "" && other != ""
}

// comparedMX says how the records as they are stand to the planned ones.
func comparedMX(now, then []seen.MX) string {
	same := slices.EqualFunc(now, then, func(a, b seen.MX) bool {
		return a.Preference == b.Preference && a.Host.Name == b.Host.Name
	})
	if same {
		return "these are the planned records already"
	}
	return "planned: " + shownMX(then)
}

func shownMX(hosts []seen.MX) string {
	var texts []string
	for i, m := range hosts {
		if i == 4 && len(hosts) > 5 {
			texts = append(texts, fmt.Sprintf("%d more", len(hosts)-i))
			break
		}
		texts = append(texts, mxLine(m))
	}
	return sentence(texts)
}
