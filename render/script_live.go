package render

import (
	"slices"

	"eacwizard/steps/mailflow"
)

// scriptLive stops before the first change where an object acts on mail already and is not as wanted, see assertIdle.
const scriptLive = `<idle>
Assert-IdleObject -Found $<x>Found -Idle $idle`

// idle are the properties of a subject by which it does nothing to mail yet: those that a later stage turns on, as they
// are when it is made, or what somebody turns on by hand. What is made live has them only where it speaks for all mail. What
// nobody makes has none.
func (s *subject) idle() (out []parameter) {
	if len(s.Forms) == 0 || s.Forms[0] == nil {
		return nil
	}
	first, last := s.Forms[0], s.last()
	for _, form := range s.Forms[1:] {
		for i := range form {
			is, isSwitch := form[i].Value.(boolean)
			if !isSwitch || lookup(out, form[i].Name) != nil {
				continue
			}
			was := lookup(first, form[i].Name)
			if was == is {
				continue
			}
			if was == nil {
				was = boolean(false)
			}
			out = append(out, parameter{Name: form[i].Name, Value: was})
		}
	}
	if out != nil && refusesAll(last) {
		for _, name := range restrictions { // also one that the answers do not ask for: it refuses mail now
			if lookup(out, name) == nil {
				out = append(out, parameter{Name: name, Value: boolean(false)})
			}
		}
	}
	if out == nil && (forAll(first) || s.staysOff()) {
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
