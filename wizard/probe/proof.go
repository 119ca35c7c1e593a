package probe

import (
	"context"
	"slices"
	"strings"

	"eacwizard/steps/seen"
)

func proofJob(proof Proof, at int, unique *uniqueIDs) job {
	task := unique.task(seen.DomainProof, canonical(proof.Domain), proof.Value)
	return job{[]seen.Task{task}, func(ctx context.Context, p *prober) {
		p.begin(task)
		ctx, cancel := p.timed(ctx)
		defer cancel()
		fact := seen.Proof{Domain: seen.Value(canonical(proof.Domain)), Wanted: seen.Value(proof.Value)}
		look := p.proofByTXT
		if proof.ByMX {
			look = p.proofByMX
		}
		c := look(ctx, proof, &fact)
		p.note(func(f *seen.Facts) {
			for len(f.Proofs) <= at {
				f.Proofs = append(f.Proofs, seen.Proof{})
			}
			f.Proofs[at] = fact
		})
		p.end(task, c)
	}}
}

// proofByTXT looks for the text among the TXT records of the domain.
func (p *prober) proofByTXT(ctx context.Context, proof Proof, fact *seen.Proof) conclusion {
	txt, err := p.names.text(ctx, proof.Domain)
	fact.Answer = txt.Answer
	var evidence []string
	for _, v := range txt.Values {
		if strings.HasPrefix(strings.ToLower(v), "ms=") || v == fact.Wanted {
			evidence = append(evidence, "TXT \""+v+"\"")
		}
	}
	fact.Present = fact.Wanted != "" && slices.Contains(txt.Values, fact.Wanted)
	return judgeProof(proof, "TXT", *fact, err).with(evidence...)
}

// proofByMX looks for the host among the MX records of the domain.
func (p *prober) proofByMX(ctx context.Context, proof Proof, fact *seen.Proof) conclusion {
	set, err := p.names.mx(ctx, proof.Domain)
	fact.Answer = set.Answer
	var evidence []string
	for _, m := range set.Hosts {
		evidence = append(evidence, "MX "+mxLine(m))
		fact.Present = fact.Present || proof.Value != "" && m.Host.Name == seen.Value(canonical(proof.Value))
	}
	return judgeProof(proof, "MX", *fact, err).with(evidence...)
}

func judgeProof(proof Proof, record string, fact seen.Proof, err error) conclusion {
	switch {
	case fact.Answer == seen.Unknown:
		return unanswered("The "+record+" records of "+proof.Domain, err)
	case fact.Present:
		return succeeded("%s has the %s record %q that proves who owns it.", proof.Domain, record, fact.Wanted)
	case fact.Wanted == "":
		return notChecked("Which %s record proves that %s is yours is not known before the admin center has told it.", record, proof.Domain)
	}
	return failed("MF106", "%s does not have the %s record %q. It is needed until the domain is verified.", proof.Domain, record, fact.Wanted)
}
