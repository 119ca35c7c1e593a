package probe

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"time"

	"eacwizard/steps/seen"

	"github.com/miekg/dns"
)

const (
	mostQueries = 600 // of one run; the SPF trees of a few dozen domains stay far below
	mostAliases = 12  // CNAMEs in a row; resolvers give up at about that many
	mostRecords = 200 // of one answer
	deaf        = 2   // questions without any answer after which no more are asked
)

// resolver looks names up, each question once in a run.
type resolver struct {
	client dnsClient
	run    context.Context // of the whole run: a question may serve several tasks
	asking sync.WaitGroup

	mu         sync.Mutex
	questions  map[question]*reply
	answered   bool // some server answered some question
	unanswered int
}

type question struct {
	name string
	kind uint16
}

type reply struct {
	done chan struct{}
	msg  *dns.Msg
	err  error
}

// looked is what a look-up found at the end of the CNAMEs.
type looked struct {
	answer  seen.Answer
	aliases []string
	looping bool
	records []dns.RR
	ttl     time.Duration // the lowest on the way; 0 without records
	err     error         // why answer is Unknown
}

// ask puts a question, or waits for the answer where it was put before.
func (r *resolver) ask(ctx context.Context, name string, kind uint16) (*dns.Msg, error) {
	q := question{canonical(name), kind}
	r.mu.Lock()
	got, known := r.questions[q]
	if !known {
		got = &reply{done: make(chan struct{})}
		if refusal := r.enough(); refusal != nil {
			got.err = refusal
			close(got.done)
		} else {
			r.asking.Add(1)
			go r.put(q, got)
		}
		r.questions[q] = got
	}
	r.mu.Unlock()
	select {
	case <-got.done:
		return got.msg, got.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// enough says why no further question is put, or nil. Where there is no network at all, a run must not wait for each
// question's time.
func (r *resolver) enough() error {
	switch {
	case len(r.questions) >= mostQueries:
		return fmt.Errorf("%d DNS questions were asked, and no more are", mostQueries)
	case !r.answered && r.unanswered >= deaf:
		return errNoAnswer
	}
	return nil
}

func (r *resolver) put(q question, to *reply) {
	defer r.asking.Done()
	to.msg, to.err = r.client.ask(r.run, q.name, q.kind)
	r.mu.Lock()
	if errors.Is(to.err, errNoAnswer) {
		r.unanswered++
	} else {
		r.answered = true
	}
	r.mu.Unlock()
	close(to.done)
}

// look looks a name up and follows its CNAMEs.
func (r *resolver) look(ctx context.Context, name string, kind uint16) looked {
	var found looked
	if _, ok := dns.IsDomainName(name); !ok || name == "" {
		return looked{answer: seen.NoName}
	}
	at := canonical(name)
	visited := map[string]bool{at: true}
	for range mostAliases {
		msg, err := r.ask(ctx, at, kind)
		if err != nil {
			return looked{aliases: found.aliases, err: err}
		}
		start := at
		at = found.follow(msg, at, kind, visited)
		switch {
		case found.looping:
			found.answer = seen.NoData
			return found
		case len(found.records) > 0:
			found.answer = seen.Found
			return found
		case msg.Rcode == dns.RcodeNameError && r.secluded(ctx, at):
			return looked{aliases: found.aliases, err: errSecluded}
		case msg.Rcode == dns.RcodeNameError:
			found.answer = seen.NoName
			return found
		case at == start, answeredFor(msg, at):
			found.answer = seen.NoData
			return found
		}
	}
	found.looping = true
	found.answer = seen.NoData
	return found
}

// follow walks the CNAMEs of an answer from a name and collects the records at their end.
func (l *looked) follow(msg *dns.Msg, at string, kind uint16, visited map[string]bool) string {
	for {
		next := ""
		for _, rr := range msg.Answer[:min(len(msg.Answer), mostRecords)] {
			head := rr.Header()
			if head.Class != dns.ClassINET || canonical(head.Name) != at {
				continue
			}
			cname, isAlias := rr.(*dns.CNAME)
			switch {
			case head.Rrtype == kind:
				l.records = append(l.records, rr)
			case isAlias:
				next = canonical(cname.Target)
			default:
				continue
			}
			if ttl := time.Duration(head.Ttl) * time.Second; l.ttl == 0 || ttl < l.ttl {
				l.ttl = ttl
			}
		}
		if next == "" || len(l.records) > 0 {
			return at
		}
		l.aliases = append(l.aliases, seen.Value(next))
		if visited[next] || len(l.aliases) > mostAliases {
			l.looping = true
			return next
		}
		visited[next] = true
		at = next
	}
}

// answeredFor reports whether a resolver followed the CNAMEs by itself and says that there is nothing at their end. A
// server that is not responsible for that name says nothing on it.
func answeredFor(msg *dns.Msg, name string) bool {
	for _, rr := range msg.Ns {
		if rr.Header().Rrtype == dns.TypeSOA && dns.IsSubDomain(rr.Header().Name, dns.Fqdn(name)) {
			return true
		}
	}
	return false
}

// host looks a name's addresses up.
func (r *resolver) host(ctx context.Context, name string) (seen.Host, error) {
	host := seen.Host{Name: seen.Value(canonical(name))}
	v4 := r.look(ctx, name, dns.TypeA)
	host.Answer, host.Aliases, host.Looping, host.TTL = v4.answer, v4.aliases, v4.looping, v4.ttl
	if v4.answer != seen.Found && v4.answer != seen.NoData || v4.looping {
		return host, v4.err
	}
	v6 := r.look(ctx, name, dns.TypeAAAA)
	for _, rr := range append(v4.records, v6.records...) {
		if addr, ok := addressOf(rr); ok && !slices.Contains(host.Addresses, addr) {
			host.Addresses = append(host.Addresses, addr)
		}
	}
	switch {
	case len(host.Addresses) > 0:
		host.Answer = seen.Found
		if len(host.Aliases) == 0 {
			host.Aliases = v6.aliases
		}
		if host.TTL == 0 {
			host.TTL = v6.ttl
		}
		return host, nil
	case v6.err != nil:
		host.Answer = seen.Unknown
		return host, v6.err
	}
	host.Answer = seen.NoData
	return host, nil
}

func addressOf(rr dns.RR) (netip.Addr, bool) {
	switch rr := rr.(type) {
	case *dns.A:
		addr, ok := netip.AddrFromSlice(rr.A)
		return addr.Unmap(), ok
	case *dns.AAAA:
		addr, ok := netip.AddrFromSlice(rr.AAAA)
		return addr.Unmap(), ok
	}
	return netip.Addr{}, false
}

// text looks the TXT records at a name up.
func (r *resolver) text(ctx context.Context, name string) (seen.TXT, error) {
	found := r.look(ctx, name, dns.TypeTXT)
	txt := seen.TXT{Answer: found.answer, TTL: found.ttl}
	for _, rr := range found.records {
		if record, ok := rr.(*dns.TXT); ok {
			txt.Values = append(txt.Values, seen.Value(joined(record.Txt)))
		}
	}
	slices.Sort(txt.Values) // servers rotate records, and what is seen should not change with that
	return txt, found.err
}

// mx looks the MX records of a domain up, without their hosts' addresses.
func (r *resolver) mx(ctx context.Context, name string) (seen.MXSet, error) {
	found := r.look(ctx, name, dns.TypeMX)
	set := seen.MXSet{Answer: found.answer, Aliases: found.aliases, TTL: found.ttl}
	for _, rr := range found.records {
		if record, ok := rr.(*dns.MX); ok {
			set.Hosts = append(set.Hosts, seen.MX{Preference: record.Preference, Host: seen.Host{Name: seen.Value(canonical(record.Mx))}})
		}
	}
	slices.SortFunc(set.Hosts, byPreference)
	return set, found.err
}
