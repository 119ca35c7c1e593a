package check

import (
	"fmt"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// certificateRules are on certificates and TLS.
var certificateRules = []Rule{
	{
		ID: "MF601", Name: "Certificate name is something else", Severity: Error, Group: TLS, Needs: []Need{Plan}, Parser: true,
		Why:    "The connector compares one DNS name, with or without a star as its first label. Thumbprints, subjects, issuers, lists and addresses never match.",
		Fix:    "take the common name, or a DNS name of the subject alternative names, from the certificate",
		Source: "Microsoft: New-InboundConnector, TlsSenderCertificateName; New-OutboundConnector, TlsDomain",
	},
	{
		ID: "MF602", Name: "Star in a certificate name", Severity: Warning, Group: TLS, Needs: []Need{Plan, Admin}, Parser: true,
		Why:    "On a connector from your own servers or an add-on service a star lets every name below the domain count as yours, other customers' among them. In a certificate a star stands for one label. On the lock-down of a filter a star over the service's domain is usual.",
		Fix:    "give the exact name",
		Source: "Microsoft: requirements for SMTP relay (questions and answers); New-InboundConnector, TlsSenderCertificateName; RFC 6125",
		Lacks:  "what the certificate really carries",
		find:   starredCertificate,
	},
	{
		ID: "MF603", Name: "Certificate conditions not confirmed", Severity: Warning, Group: TLS, Needs: []Need{Admin, DNS},
		Why:    "A connector that goes by a certificate works as long as a public authority issued it, its whole chain is sent, the name is in it and stays in it when it is renewed. Long names have limits of their own: 64 characters as a common name, and 48 for a certificate domain in a later text of Microsoft's.",
		Fix:    "ask the vendor, and note the day on which the certificate ends",
		Source: "Microsoft: Integrate with an email add-on service; Set up connectors to route mail; certificate requirements for hybrid deployments; RFC 5280",
		Lacks:  "issuer, chain, expiry and renewal: they are for the vendor to confirm; eacwizard probe looks at the smart hosts' certificates",
		find:   longCertificateNames,
	},
}

func starredCertificate(v *view) (out []Finding) {
	for _, c := range v.ins {
		if c.Type != mailflow.OnPremises || !c.CertificateName.Wildcard() {
			continue
		}
		q := v.of(c.PartID, "certificate-domain")
		f := about(q.Key, c.CertificateName.String(), "lets whatever shows a certificate for a name below it count as yours", "give the exact name")
		if source := v.of("on-premises", "certificate"); !q.Said && source.Open {
			f.Key = source.Key
			if source.Said && !source.Proposed.Empty() {
				f = f.with(back(source.Key))
			}
		} else if !q.Proposed.Empty() && !strings.HasPrefix(q.Proposed.Text(), "*") {
			f = f.with(back(q.Key))
		}
		out = append(out, f)
	}
	for _, c := range v.outs {
		q := v.of(c.PartID, "tls-domain")
		over, star := strings.CutPrefix(lower(c.TLSDomain), "*.")
		if !q.Open || !star {
			continue
		}
		for _, h := range v.hosts(c) {
			if below, ok := strings.CutSuffix(lower(h), "."+over); ok && strings.Contains(below, ".") {
				out = append(out, about(q.Key, c.TLSDomain.String(), "has a star that stands for one label, and "+h.Exchange()+" has more below it", "ask the vendor which name the certificate carries").with(set(q.Key, h.Exchange())))
				break
			}
		}
	}
	return out
}

const (
	longestCertificateDomain = 48
	longestCommonName        = 64
)

func longCertificateNames(v *view) (out []Finding) {
	if d := v.draft.Accepted.Name; len(d.Exchange()) > longestCertificateDomain {
		out = append(out, about(steps.MakeKey("accepted-domain", "name"), d.String(), fmt.Sprintf("has %d characters, and a later text of Microsoft's takes %d for a certificate domain", len(d.Exchange()), longestCertificateDomain),
			"try it, and ask the service for a shorter one if the admin center refuses it"))
	}
	for _, c := range v.ins {
		q := v.of(c.PartID, "certificate-domain")
		if n := len(c.CertificateName.Exchange()); q.Open && q.Said && n > longestCommonName {
			out = append(out, about(q.Key, c.CertificateName.String(), fmt.Sprintf("has %d characters, and a common name has at most %d, so that only an alternative name can carry it", n, longestCommonName), "ask the vendor where the certificate has it"))
		}
	}
	return out
}
