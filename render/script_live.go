package render

import (
	"slices"

	"eacwizard/steps/mailflow"
)

// scriptLive stops before the first change where an object acts on mail already and is not as wanted, see assertIdle.
const scriptLive = `<idle>
Assert-IdleObject -Found $<x>Found -Idle $idle`

// idle are the properties of a subject by which it does nothing to mail yet: those that a later stage turns on, as they
// are when it is made. What is made live has them only where it speaks for all mail.
func (s *subject) idle() (out []parameter) {
	first := s.Forms[0]
	for _, form := range s.Forms[1:] {
		for _, p := range differing(first, form) {
			if _, isSwitch := p.Value.(boolean); isSwitch && lookup(out, p.Name) == nil {
				was := lookup(first, p.Name)
				if was == nil {
					was = boolean(false)
				}
				out = append(out, parameter{Name: p.Name, Value: was})
			}
		}
	}
	if last := s.Forms[len(s.Forms)-1]; len(out) > 0 && refusesAll(last) {
		for _, name := range restrictions { // also one that the answers do not ask for: it refuses mail now
			if lookup(out, name) == nil {
				out = append(out, parameter{Name: name, Value: boolean(false)})
			}
		}
	}
	if len(out) == 0 && forAll(first) {
		return []parameter{{Name: "Enabled", Value: boolean(false)}}
	}
	return out
}

// restrictions are the switches by which a partner's inbound connector refuses mail.
var restrictions = []string{"RequireTls", "RestrictDomainsToCertificate", "RestrictDomainsToIPAddresses"}

// forAll reports whether a connector sends all mail its way, or refuses all but some.
func forAll(ps []parameter) bool { return hasStar(ps, "RecipientDomains") || refusesAll(ps) }

// refusesAll reports whether a connector refuses all mail but some.
func refusesAll(ps []parameter) bool {
	return hasStar(ps, "SenderDomains") && lookup(ps, "ConnectorType") == enum(mailflow.Partner) &&
		slices.ContainsFunc(restrictions, func(name string) bool { return lookup(ps, name) == boolean(true) })
}

func hasStar(ps []parameter, property string) bool {
	domains, _ := lookup(ps, property).(list)
	return slices.Contains(domains, "*")
}
