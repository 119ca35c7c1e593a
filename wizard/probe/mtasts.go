package probe

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps/seen"
)

// mtaSTS looks at the policy that sending servers hold the domain's MX against (RFC 8461), and holds the planned MX
// against it, or the present one where none is planned.
func (p *prober) mtaSTS(ctx context.Context, d Domain, facts *seen.Domain) conclusion {
	name := canonical(d.Name)
	txt, err := p.names.text(ctx, "_mta-sts."+name)
	found := seen.MTASTS{Answer: txt.Answer}
	defer func() { facts.MTASTS = found }()
	var evidence []string
	for _, v := range txt.Values {
		if isVersion(v, "v=STSv1") {
			found.Records = append(found.Records, v)
			evidence = append(evidence, "_mta-sts."+name+" TXT \""+v+"\"")
		}
	}
	switch {
	case txt.Answer == seen.Unknown:
		return unanswered("The MTA-STS record of "+name, err)
	case len(found.Records) == 0:
		if txt.Answer == seen.Found {
			found.Answer = seen.NoData
		}
		return succeeded("%s has no MTA-STS policy that an MX change could break.", name)
	case len(found.Records) > 1:
		return failed("MF511", "%s has %d MTA-STS records, and senders then act as if there were none; keep one.", name, len(found.Records)).with(evidence...)
	}
	found.ID = tags(found.Records[0])["id"]
	policy, problem := p.fetchPolicy(ctx, name)
	switch {
	case problem.unseen != "":
		return notChecked("The MTA-STS policy of %s could not be fetched from here: %s.", name, problem.unseen).with(evidence...)
	case problem.broken != "":
		return failed("MF511", "%s says that it has an MTA-STS policy, and that cannot be had: %s. Senders that keep an older one go on with that.", name, problem.broken).with(evidence...)
	}
	found.Fetched, found.Mode, found.MX, found.MaxAge = true, policy.mode, policy.mx, policy.maxAge
	evidence = append(evidence, "mode "+policy.mode+", kept by senders for "+spell(policy.maxAge))
	for _, pattern := range policy.mx {
		evidence = append(evidence, "mx "+pattern)
	}
	hosts, which, c := p.mxToHold(ctx, d)
	if c.says != "" {
		return c.with(evidence...)
	}
	return judgePolicy(name, policy, hosts, which).with(evidence...)
}

// mxToHold are the MX hosts that the policy has to cover.
func (p *prober) mxToHold(ctx context.Context, d Domain) (hosts []string, which string, unseen conclusion) {
	which = "planned"
	records := planned(d.PlannedMX)
	if len(records) == 0 {
		which = "present"
		set, err := p.names.mx(ctx, d.Name)
		if set.Answer == seen.Unknown {
			return nil, "", unanswered("The MX records of "+d.Name, err)
		}
		records = set.Hosts
	}
	for _, m := range records {
		hosts = append(hosts, m.Host.Name)
	}
	return hosts, which, conclusion{}
}

func judgePolicy(domain string, policy stsPolicy, hosts []string, which string) conclusion {
	var left []string
	for _, host := range hosts {
		if !slices.ContainsFunc(policy.mx, func(pattern string) bool { return host == pattern || underStar(pattern, host) }) {
			left = append(left, host)
		}
	}
	switch {
	case policy.mode == "none":
		return succeeded("The MTA-STS policy of %s has mode none: senders hold nothing against it.", domain)
	case len(left) == 0:
		return succeeded("The MTA-STS policy of %s (mode %s) covers the %s MX.", domain, policy.mode, which)
	}
	few := strings.Join(left[:min(len(left), 5)], ", ")
	if policy.mode == "testing" {
		c := succeeded("The MTA-STS policy of %s does not list the %s MX %s; in mode testing senders report that and deliver.", domain, which, few)
		c.rule = "MF511"
		return c
	}
	return failed("MF511", "The MTA-STS policy of %s does not list the %s MX %s: senders that enforce it would not deliver. Before the change set the policy to testing, add the hosts, and give it a new id.", domain, which, few).
		with(fmt.Sprintf("senders may keep the old policy for %s", spell(policy.maxAge)))
}
