package probe

import (
	"fmt"

	"eacwizard/steps/seen"
)

// finding is what one address shows: fine, bad, or nothing that can be told from here.
type finding struct {
	verdict seen.Verdict
	says    string // reads on from the address
	rule    string
}

// conclude makes one conclusion of the findings at all addresses: a bad one counts whatever the others are, since mail
// may come to any of them; one that could not be looked at counts only where no other was.
func conclude(endpoints []seen.Endpoint, find func(seen.Endpoint) finding) (seen.Endpoint, finding) {
	for _, wanted := range []seen.Verdict{seen.Failed, seen.Succeeded} {
		for _, e := range endpoints {
			if f := find(e); f.verdict == wanted {
				return e, f
			}
		}
	}
	return endpoints[0], find(endpoints[0])
}

// judgeSMTP concludes on connection, banner and EHLO. othersReached says whether any other server took a connection.
func judgeSMTP(target string, endpoints []seen.Endpoint, othersReached bool) conclusion {
	find := func(e seen.Endpoint) finding { return findSMTP(e, othersReached) }
	at, worst := conclude(endpoints, find)
	c := conclusion{verdict: worst.verdict, rule: worst.rule, says: fmt.Sprintf("%s at %s %s.", target, at.Address, worst.says)}
	if target == at.Address.String() {
		c.says = fmt.Sprintf("%s %s.", target, worst.says)
	}
	for _, e := range endpoints {
		c = c.with(fmt.Sprintf("%s %s", e.Address, find(e).says))
		if e.Banner != "" {
			c = c.with(fmt.Sprintf("%s greets with \"%s\"", e.Address, e.Banner))
		}
		for _, x := range e.Extensions {
			c = c.with(fmt.Sprintf("%s offers \"%s\"", e.Address, x))
		}
	}
	return c
}

func findSMTP(e seen.Endpoint, othersReached bool) finding {
	good := func(says string) finding { return finding{verdict: seen.Succeeded, says: says} }
	bad := func(says string) finding { return finding{verdict: seen.Failed, says: says, rule: "MF007"} }
	unseen := func(says string) finding { return finding{verdict: seen.NotChecked, says: says} }
	if e.Greeted {
		return good("takes connections and speaks SMTP")
	}
	switch e.Trouble {
	case seen.NotPublic:
		return unseen("is " + e.Detail + " and was left alone")
	case seen.Refused:
		if othersReached {
			return bad("refuses the connection, while others are taken from here")
		}
		return unseen("could not be looked at from here: the connection is refused, by the server or by a firewall that lets no mail out")
	case seen.Unreachable:
		return unseen("could not be looked at from here: " + e.Detail + "; many networks let no connections out to port 25")
	case seen.Silent:
		return unseen("took the connection, and said nothing whole within the time")
	case seen.Closed:
		return unseen("took the connection and closed it (" + e.Detail + "), as servers do that take mail from some addresses only")
	case seen.NotSMTP:
		return bad("does not speak SMTP: " + e.Detail)
	case seen.TurnedAway:
		return unseen("turns this computer away, which it may not do to Exchange Online: \"" + e.Detail + "\"")
	case seen.Unavailable:
		return bad("does not take mail: \"" + e.Detail + "\"")
	}
	return unseen("could not be looked at from here")
}
