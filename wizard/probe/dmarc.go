package probe

import (
	"context"
	"strconv"
	"strings"

	"eacwizard/steps/seen"

	"golang.org/x/net/publicsuffix"
)

// dmarc looks at the DMARC policy of a domain, or of the one it belongs to (RFC 7489, section 6.6.3). To have none is
// no failure: nothing that is planned needs it.
func (p *prober) dmarc(ctx context.Context, d Domain, facts *seen.Domain) conclusion {
	name := canonical(d.Name)
	found, err := p.dmarcAt(ctx, name, false)
	if whole, suffixErr := publicsuffix.EffectiveTLDPlusOne(name); suffixErr == nil && whole != name && (found.Answer == seen.NoData || found.Answer == seen.NoName) {
		found, err = p.dmarcAt(ctx, whole, true)
	}
	facts.DMARC = found
	var evidence []string
	for _, r := range found.Records {
		evidence = append(evidence, "_dmarc."+found.At+" TXT \""+r+"\"")
	}
	switch {
	case found.Answer == seen.Unknown:
		return unanswered("The DMARC record of "+name, err)
	case len(found.Records) == 0:
		return succeeded("%s has no DMARC policy.", name)
	case len(found.Records) > 1:
		return failed("", "%s has %d DMARC records, and receivers then act as if there were none; keep one.", found.At, len(found.Records)).with(evidence...)
	case found.Policy == "":
		return failed("", "The DMARC record of %s names no policy of none, quarantine or reject, so that receivers ignore it.", found.At).with(evidence...)
	}
	c := succeeded("DMARC asks receivers for p=%s on mail from %s that fails it.", found.Policy, name).with(evidence...)
	if found.Inherited {
		c = c.with("the policy is published by " + found.At)
	}
	if found.Percent < 100 {
		c = c.with("it holds for " + strconv.Itoa(found.Percent) + "% of the mail")
	}
	return c
}

func (p *prober) dmarcAt(ctx context.Context, domain string, inherited bool) (seen.DMARC, error) {
	txt, err := p.names.text(ctx, "_dmarc."+domain)
	found := seen.DMARC{Answer: txt.Answer, At: seen.Value(domain), Inherited: inherited}
	for _, v := range txt.Values {
		if isVersion(v, "v=DMARC1") {
			found.Records = append(found.Records, v)
		}
	}
	if txt.Answer == seen.Found && len(found.Records) == 0 {
		found.Answer = seen.NoData
	}
	if len(found.Records) == 1 {
		readDMARC(&found, tags(found.Records[0]))
	}
	return found, err
}

// isVersion reports whether a record begins with a version tag.
func isVersion(record, version string) bool {
	first, _, _ := strings.Cut(record, ";")
	return strings.ReplaceAll(strings.TrimSpace(first), " ", "") == version
}

// readDMARC takes the policy from a record's tags. A record found at the organization's domain holds for its
// subdomains by sp=, where there is one.
func readDMARC(found *seen.DMARC, tag map[string]string) {
	policy := strings.ToLower(tag["p"])
	if sub := strings.ToLower(tag["sp"]); sub != "" && found.Inherited {
		policy = sub
	}
	switch policy {
	case "none", "quarantine", "reject":
		found.Policy = policy
	}
	found.Percent = 100
	if n, err := strconv.Atoi(tag["pct"]); err == nil && n >= 0 && n < 100 {
		found.Percent = n
	}
	found.StrictSPF = strings.EqualFold(tag["aspf"], "s")
	found.StrictDKIM = strings.EqualFold(tag["adkim"], "s")
}
