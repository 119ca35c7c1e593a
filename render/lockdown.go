package render

import (
	"fmt"
	"strings"

	"eacwizard/steps/mailflow"
)

// lock is what a connector that refuses all internet mail but its own asks of a message.
type lock struct {
	asks      string // reads on from "mail that does not come"
	byService bool   // it asks for one service's certificate or addresses, so that all mail has to come through that
}

// lockOf reports whether the connector is one that locks the organization down once it is on.
func lockOf(c mailflow.Connector) (l lock, locks bool) {
	in, ok := c.(mailflow.Inbound)
	if !ok || !in.LocksDown() {
		return lock{}, false
	}
	var asks []string
	if in.RestrictToAddresses {
		asks = append(asks, "from "+addresses(in.SenderAddresses))
	}
	switch {
	case in.RestrictToCertificate:
		asks = append(asks, "with a certificate for "+in.CertificateName.Exchange())
	case in.RequireTLS:
		asks = append(asks, "over TLS")
	}
	return lock{strings.Join(asks, " "), in.RestrictToCertificate || in.RestrictToAddresses}, true
}

// addresses names a few addresses, or says how many there are.
func addresses(all []mailflow.SenderAddress) string {
	if len(all) > 3 {
		return fmt.Sprintf("one of the %d addresses that it lists", len(all))
	}
	return strings.Join(exchange(all), " or ")
}

// lockDown warns of a connector that locks the organization down, in ASCII. The only texts of the user's in it are a
// domain and addresses, in which no quote or brace can be. It is ""
// for every other connector. Each document begins with it.
func lockDown(c mailflow.Connector) string {
	l, locks := lockOf(c)
	if !locks {
		return ""
	}
	later := c.(mailflow.Inbound).LocksLater
	while, before := "While it is on", "Before it is on"
	if later {
		while, before = "Once its restrictions are on", "Before that"
	}
	w := "WARNING, LOCK-DOWN: an inbound connector of this set-up speaks for every sender. " + while + ", Exchange Online rejects ALL mail " +
		"from the internet to this organization that does not come " + l.asks + ". "
	if l.byService {
		w += before + ", the MX records of all domains have to point to the service behind it, and the time to live " +
			"of the old records has to be over. "
	}
	if later {
		return w + "It is created refusing nothing; its restrictions come in the stage Lock down."
	}
	if c.(mailflow.Inbound).Enabled {
		return w + "It is created ON and acts at once."
	}
	return w + "It is created OFF and does nothing until somebody turns it on."
}

// madeFromSample is said at the head of every document that nobody gave answers for.
const madeFromSample = "SAMPLE: this was made from the sample answers that eacwizard comes with. The organizations, hosts and addresses in " +
	"it are made up: it is for reading, not for running."

// notSupported has what Microsoft's two documents say of a third party in the mail path that does not filter.
const notSupported = "WARNING, NOT RECOMMENDED: of a service in the mail path that does not filter spam, the older document of Microsoft " +
	"says that it is neither recommended nor supported. The newer one allows it, requires Enhanced Filtering for it, and still " +
	"strongly recommends the archiving and auditing of Microsoft 365 instead. The answers say that this is understood."

// heads are what every document begins with: where it is from, where it is not supported, and what it locks.
func heads(src *source) []string {
	out := []string{}
	if src.s.Sample {
		out = append(out, madeFromSample)
	}
	if src.up.Service.Unsupported {
		out = append(out, notSupported)
	}
	return append(append(out, warnings(src.up)...), src.errors...)
}

// warnings are those of all connectors.
func warnings(up mailflow.SetUp) []string {
	out := []string{}
	for _, c := range up.Connectors {
		if w := lockDown(c); w != "" {
			out = append(out, w)
		}
	}
	return out
}
