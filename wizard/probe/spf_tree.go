package probe

import (
	"context"
	"fmt"
	"slices"

	"eacwizard/steps/seen"

	"github.com/miekg/dns"
)

// mostTerms is how many look-ups of one SPF tree are followed. Receivers stop after ten; what is beyond is counted to
// say how far off a record is.
const mostTerms = 60

// spfWalk walks the tree of a record as a receiver does for mail from an address that no term names, which is when all
// of it is looked up.
type spfWalk struct {
	names *resolver
	found *seen.SPF
	path  []string // the domains from the root down to the record being read
	// comingMX is how many MX records the root domain will have; -1: as DNS has them.
	comingMX int
	stuck    error // the first look-up that was not answered
}

// ending is what a record comes to for such mail.
type ending int

const (
	fallsThrough ending = iota // an include of it does not match, and the receiver reads on
	takesAll                   // it takes every sender: an include of it always matches
)

// tree walks the record that a domain has, or will have.
func (r *resolver) tree(ctx context.Context, domain, record string, comingMX int) (seen.SPF, error) {
	found := seen.SPF{Answer: seen.Found, Records: []string{seen.Value(record)}}
	w := spfWalk{names: r, found: &found, path: []string{canonical(domain)}, comingMX: comingMX}
	found.Terms, _ = w.record(ctx, record)
	w.limits()
	return found, w.stuck
}

// published looks the SPF record of a domain up and walks it.
func (r *resolver) published(ctx context.Context, domain string) (seen.SPF, error) {
	txt, err := r.text(ctx, domain)
	found := seen.SPF{Answer: txt.Answer, TTL: txt.TTL}
	records := spfAmong(txt)
	switch {
	case txt.Answer != seen.Found:
		return found, err
	case len(records) == 0:
		found.Answer = seen.NoData
		return found, nil
	case len(records) > 1:
		found.Records = records
		w := spfWalk{found: &found, path: []string{canonical(domain)}}
		w.trouble(seen.TwoRecords, "%s has %d SPF records, and may have one", domain, len(records))
		return found, nil
	}
	found, err = r.tree(ctx, domain, records[0], -1)
	found.TTL = txt.TTL
	return found, err
}

func spfAmong(txt seen.TXT) []string {
	var records []string
	for _, v := range txt.Values {
		if isSPF(v) {
			records = append(records, v)
		}
	}
	return records
}

func (w *spfWalk) at() string { return w.path[len(w.path)-1] }

func (w *spfWalk) trouble(kind seen.SPFTroubleKind, format string, args ...any) {
	w.found.Troubles = append(w.found.Troubles, seen.SPFTrouble{Kind: kind, At: seen.Value(w.at()), Says: seen.Line(fmt.Sprintf(format, args...))})
}

// limits judges the counts of the whole tree.
func (w *spfWalk) limits() {
	if n := w.found.Lookups; n > seen.MostLookups {
		atLeast := ""
		if w.found.AtLeast {
			atLeast = "at least "
		}
		w.trouble(seen.TooManyLookups, "%s%d terms cost a look-up, and receivers stop after %d", atLeast, n, seen.MostLookups)
	}
	if n := w.found.Voids; n > seen.MostVoidLookups {
		w.trouble(seen.TooManyVoids, "%d look-ups find nothing, and receivers stop after %d of them", n, seen.MostVoidLookups)
	}
}

// record walks one record's terms.
func (w *spfWalk) record(ctx context.Context, text string) ([]seen.SPFTerm, ending) {
	terms, err := readSPF(text)
	if err != nil {
		w.trouble(seen.BadSyntax, "the record of %s cannot be read: %s", w.at(), err)
		return nil, fallsThrough
	}
	redirect := slices.IndexFunc(terms, func(t spfTerm) bool { return t.qualifier == 0 && t.name == "redirect" })
	over := false // nothing behind is looked at
	end := fallsThrough
	walked := make([]seen.SPFTerm, len(terms))
	for i, t := range terms {
		walked[i] = seen.SPFTerm{Text: seen.Value(t.text), Unreached: over}
		if over || t.qualifier == 0 {
			continue
		}
		if t.name == "all" || w.term(ctx, t, &walked[i]) == takesAll {
			over = true
			if t.qualifier == '+' {
				end = takesAll
			}
		}
	}
	if redirect >= 0 {
		walked[redirect].Unreached = over
		if !over {
			end = w.term(ctx, terms[redirect], &walked[redirect])
		}
	}
	return walked, end
}

// term walks one term. It gives takesAll where the term takes every sender.
func (w *spfWalk) term(ctx context.Context, t spfTerm, to *seen.SPFTerm) ending {
	if t.name == "ip4" || t.name == "ip6" {
		return fallsThrough
	}
	to.Cost, to.Total = 1, 1
	w.found.Lookups++
	follows := t.name == "include" || t.name == "redirect"
	switch {
	case t.macro():
		to.Macro = true
		to.Note = "its name depends on the message (macro), so that what is behind cannot be counted"
		w.found.VoidsAtLeast = true
		w.found.AtLeast = w.found.AtLeast || follows
		return fallsThrough
	case w.found.Lookups > mostTerms:
		to.Note = "not looked at any more"
		w.found.AtLeast, w.found.VoidsAtLeast = true, true
		return fallsThrough
	case follows:
		return w.follow(ctx, canonical(t.domain), to)
	case t.name == "ptr":
		to.Note = "ptr asks the sender's own DNS, and is advised against"
		w.found.VoidsAtLeast = true
		return fallsThrough
	}
	return w.addresses(ctx, t, to)
}

// follow walks the record that an include or a redirect leads to.
func (w *spfWalk) follow(ctx context.Context, domain string, to *seen.SPFTerm) ending {
	if slices.Contains(w.path, domain) {
		to.Note = "leads back to where it came from"
		w.trouble(seen.Loop, "%s leads round in a circle, back to %s", to.Text, domain)
		return fallsThrough
	}
	txt, err := w.names.text(ctx, domain)
	if txt.Answer == seen.Unknown {
		w.unseen(to, domain, err)
		w.found.AtLeast = true
		return fallsThrough
	}
	records := spfAmong(txt)
	switch {
	case len(records) == 0:
		to.Note = "there is no SPF record"
		w.trouble(seen.NoRecord, "%s leads to a name without an SPF record", to.Text)
		return fallsThrough
	case len(records) > 1:
		to.Note = "there are two SPF records"
		w.trouble(seen.TwoRecords, "%s has %d SPF records, and may have one", domain, len(records))
		return fallsThrough
	}
	to.Record = records[0]
	w.path = append(w.path, domain)
	terms, end := w.record(ctx, records[0])
	w.path = w.path[:len(w.path)-1]
	to.Terms = terms
	for _, below := range terms {
		to.Total += below.Total
	}
	return end
}

// addresses looks up what a, mx and exists name.
func (w *spfWalk) addresses(ctx context.Context, t spfTerm, to *seen.SPFTerm) ending {
	domain := t.domain
	if domain == "" {
		domain = w.at()
	}
	var answer seen.Answer
	var err error
	switch t.name {
	case "mx":
		answer, err = w.mx(ctx, canonical(domain), to)
	case "exists": // asks for IPv4 addresses alone, whatever the sender's is
		found := w.names.look(ctx, domain, dns.TypeA)
		answer, err = found.answer, found.err
	default:
		var host seen.Host
		host, err = w.names.host(ctx, domain)
		answer = host.Answer
	}
	switch {
	case answer == seen.Unknown:
		w.unseen(to, domain, err)
	case answer != seen.Found:
		to.Void = true
		to.Note = "finds nothing (a void look-up)"
		w.found.Voids++
	case t.name == "exists":
		to.Note = "is there, so that this matches every sender"
		return takesAll
	}
	return fallsThrough
}

// mx counts the MX hosts behind a term. Those of the domain itself may be about to change.
func (w *spfWalk) mx(ctx context.Context, domain string, to *seen.SPFTerm) (seen.Answer, error) {
	count := w.comingMX
	if domain != w.path[0] || count < 0 {
		set, err := w.names.mx(ctx, domain)
		if set.Answer != seen.Found {
			return set.Answer, err
		}
		count = len(set.Hosts)
	} else {
		to.Note = "follows the MX: after the change it stands for the new hosts"
	}
	if count > seen.MostMXHosts {
		w.trouble(seen.TooManyMX, "%s leads to %d MX hosts, and %d are the most", to.Text, count, seen.MostMXHosts)
	}
	return seen.Found, nil
}

func (w *spfWalk) unseen(to *seen.SPFTerm, domain string, err error) {
	to.Note = "could not be looked up from here"
	w.found.Unseen = append(w.found.Unseen, seen.Value(domain))
	w.found.VoidsAtLeast = true
	if w.stuck == nil {
		w.stuck = err
	}
}
