package probe

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
)

const mostAddresses = 4 // of one smart host that are connected to

// serverTasks are the tasks of one smart host.
type serverTasks struct {
	name, smtp seen.Task
	tls        []seen.Task // one for each demand
}

func serverJob(s server, at int, unique *uniqueIDs) job {
	target := s.host.Exchange()
	tasks := serverTasks{name: unique.task(seen.SmartHostName, target, ""), smtp: unique.task(seen.SmartHostSMTP, target, "")}
	all := []seen.Task{tasks.name, tasks.smtp}
	for _, d := range s.demands {
		t := unique.task(seen.SmartHostTLS, target, d.String())
		tasks.tls = append(tasks.tls, t)
		all = append(all, t)
	}
	return job{all, func(ctx context.Context, p *prober) { p.lookAtServer(ctx, s, at, tasks) }}
}

// String names a demand within an ID.
func (d demand) String() string {
	switch d.tls {
	case mailflow.TLSEncryptionOnly:
		return "any-certificate"
	case mailflow.TLSCertificateValidation:
		return "trusted-ca"
	case mailflow.TLSDomainValidation:
		return "trusted-ca " + d.domain
	}
	return "opportunistic"
}

func (p *prober) lookAtServer(ctx context.Context, s server, at int, tasks serverTasks) {
	target := s.host.Exchange()
	facts := seen.SmartHost{Name: seen.Value(canonical(target))}
	defer func() {
		p.note(func(f *seen.Facts) {
			for len(f.SmartHosts) <= at {
				f.SmartHosts = append(f.SmartHosts, seen.SmartHost{})
			}
			f.SmartHosts[at] = facts
		})
	}()

	p.begin(tasks.name)
	if _, err := netip.ParsePrefix(target); err == nil {
		p.endServer(tasks, notChecked("%s is a block of addresses, and which of them have a server cannot be seen from here.", target))
		return
	}
	addresses, sni := p.locate(ctx, target, &facts, tasks)
	if len(addresses) == 0 {
		return
	}
	p.begin(tasks.smtp)
	facts.Endpoints = p.converse(ctx, addresses, sni, s, tasks)
}

// endServer ends all tasks of a server that nothing can be seen of.
func (p *prober) endServer(tasks serverTasks, c conclusion) {
	p.end(tasks.name, c)
	p.endConnections(tasks, c)
}

func (p *prober) endConnections(tasks serverTasks, c conclusion) {
	for _, t := range append([]seen.Task{tasks.smtp}, tasks.tls...) {
		p.end(t, c)
	}
}

// locate ends the task on the name, and those on the connection where there is nothing to connect to. It gives the
// addresses to connect to and the name for the handshake.
func (p *prober) locate(ctx context.Context, target string, facts *seen.SmartHost, tasks serverTasks) ([]netip.Addr, string) {
	if addr, err := netip.ParseAddr(target); err == nil {
		c := succeeded("%s is an address, so there is no name to look up.", target)
		if kind := reserved(addr); kind != "" {
			c = p.notPublic(target, addr, "")
		}
		p.end(tasks.name, c)
		return p.public([]netip.Addr{addr}, tasks), ""
	}
	ctx, cancel := p.timed(ctx)
	defer cancel()
	host, err := p.names.host(ctx, target)
	facts.Host = host
	p.end(tasks.name, p.judgeName(target, host, err))
	v4 := ipv4(host.Addresses)
	if len(v4) == 0 {
		p.endConnections(tasks, notChecked("There is no address to connect to: %s.", nameTrouble(target, host, err)))
		return nil, ""
	}
	return p.public(v4, tasks), canonical(target)
}

// public gives the addresses that may be connected to. Where there is none it ends the tasks.
func (p *prober) public(addresses []netip.Addr, tasks serverTasks) []netip.Addr {
	for _, addr := range addresses {
		if reserved(addr) == "" || p.opts.AllowPrivate {
			return addresses[:min(len(addresses), mostAddresses)]
		}
	}
	addr := addresses[0]
	p.endConnections(tasks, notChecked("Not connected to: %s is %s, and those are left alone unless they are allowed.", addr, withArticle(reserved(addr))))
	return nil
}

func ipv4(addresses []netip.Addr) []netip.Addr {
	var v4 []netip.Addr
	for _, a := range addresses {
		if a.Is4() {
			v4 = append(v4, a)
		}
	}
	return v4
}

// converse talks to all addresses side by side, since mail may come to any of them.
func (p *prober) converse(ctx context.Context, addresses []netip.Addr, sni string, s server, tasks serverTasks) []seen.Endpoint {
	ctx, cancel := p.timed(ctx)
	defer cancel()
	talks := make([]conversation, len(addresses))
	var talking sync.WaitGroup
	for i, addr := range addresses {
		talking.Go(func() { talks[i] = p.talk(ctx, addr, sni) })
	}
	talking.Wait()

	met := meeting{tasks: tasks, demands: s.demands, target: s.host.Exchange()}
	for _, t := range talks {
		met.endpoints = append(met.endpoints, t.Endpoint)
		met.smtp, met.tls = max(met.smtp, t.smtp), max(met.tls, t.tls)
	}
	p.judge(met)
	return met.endpoints
}

// meeting is what all addresses of a smart host let us see.
type meeting struct {
	tasks     serverTasks
	demands   []demand
	target    string
	endpoints []seen.Endpoint
	smtp, tls time.Duration
}

// refusing is a smart host none of whose addresses took a connection, and one of which refused it.
type refusing struct {
	meeting
	public bool
}

// judge ends the tasks on the connection. A refusal may come from the host, or from a firewall that lets nothing out
// to port 25. If another server takes a connection, it is the host's own; so that judgement waits for all others.
func (p *prober) judge(met meeting) {
	hasRefused, public := false, true
	connected := false
	p.mu.Lock()
	for _, e := range met.endpoints {
		isPublic := reserved(e.Address) == ""
		if e.Connected {
			p.reached[isPublic], connected = true, true
		}
		if e.Trouble == seen.Refused {
			hasRefused, public = true, isPublic
		}
	}
	if hasRefused && !connected {
		p.refusing = append(p.refusing, refusing{met, public})
		p.mu.Unlock()
		return
	}
	p.mu.Unlock()
	p.endMeeting(met, true)
}

// judgeRefused ends the tasks that judge put off.
func (p *prober) judgeRefused() {
	for _, r := range p.refusing {
		p.endMeeting(r.meeting, p.reached[r.public])
	}
	p.refusing = nil
}

func (p *prober) endMeeting(met meeting, othersReached bool) {
	c := judgeSMTP(met.target, met.endpoints, othersReached)
	c.took = met.smtp
	p.end(met.tasks.smtp, c)
	for i, task := range met.tasks.tls {
		c := judgeTLS(met.target, met.endpoints, met.demands[i], p.now)
		c.took = met.tls
		p.end(task, c)
	}
}

// judgeName concludes on the look-up of a smart host's name.
func (p *prober) judgeName(target string, host seen.Host, err error) conclusion {
	evidence := hostEvidence(host)
	v4 := ipv4(host.Addresses)
	if len(v4) > mostAddresses {
		evidence = append(evidence, fmt.Sprintf("only the first %d addresses are connected to", mostAddresses))
	}
	end := canonical(target)
	if len(host.Aliases) > 0 {
		end = host.Aliases[len(host.Aliases)-1]
	}
	switch {
	case isMicrosofts(end):
		return failed("MF008", "%s leads to %s, a host of Exchange Online itself: mail would go round in a circle.", target, end).with(evidence...)
	case host.Answer == seen.Unknown:
		return notChecked("%s could not be looked up from here: %s.", target, short(err))
	case len(v4) == 0:
		c := failed("MF007", "%s cannot be reached by Exchange Online: %s.", target, nameTrouble(target, host, err))
		return c.with(evidence...)
	}
	for _, addr := range v4 {
		if reserved(addr) != "" {
			return p.notPublic(target, addr, "Exchange Online asks the public DNS, which may have another one").with(evidence...)
		}
	}
	return succeeded("%s resolves to %s.", target, listed(v4)).with(evidence...)
}

// notPublic concludes on an address that Exchange Online cannot reach. In a lab it is what was asked for; elsewhere it
// may be that this network's DNS has another answer than the internet's.
func (p *prober) notPublic(target string, addr netip.Addr, because string) conclusion {
	says := fmt.Sprintf("%s has %s, %s", target, addr, withArticle(reserved(addr)))
	if target == addr.String() {
		says = fmt.Sprintf("%s is %s", target, withArticle(reserved(addr)))
	}
	says += ", which Exchange Online cannot reach"
	if because != "" {
		says += "; " + because
	}
	c := notChecked("%s.", says)
	if p.opts.AllowPrivate {
		c.verdict = seen.Succeeded
	}
	c.rule = "MF006"
	return c
}

// nameTrouble says what is wrong with a name's addresses. It reads on from "there is no address:".
func nameTrouble(target string, host seen.Host, err error) string {
	switch {
	case host.Looping:
		return fmt.Sprintf("the CNAME records of %s lead round in a circle or on and on", target)
	case host.Answer == seen.NoName && len(host.Aliases) > 0:
		return fmt.Sprintf("%s is an alias of %s, and there is no such name", target, host.Aliases[len(host.Aliases)-1])
	case host.Answer == seen.NoName:
		return fmt.Sprintf("there is no name %s in DNS", target)
	case host.Answer == seen.NoData:
		return fmt.Sprintf("%s has no address in DNS", target)
	case host.Answer == seen.Unknown:
		return fmt.Sprintf("%s could not be looked up from here (%s)", target, short(err))
	case len(ipv4(host.Addresses)) == 0:
		return fmt.Sprintf("%s has IPv6 addresses only, and smart hosts are reached by IPv4", target)
	}
	return ""
}

// hostEvidence shows where a name leads.
func hostEvidence(host seen.Host) []string {
	var lines []string
	at := host.Name
	for _, alias := range host.Aliases {
		lines = append(lines, fmt.Sprintf("%s is an alias (CNAME) of %s", at, alias))
		at = alias
	}
	for i, addr := range host.Addresses {
		if i == 16 {
			lines = append(lines, fmt.Sprintf("and %s more", plural(len(host.Addresses)-i, "address", "addresses")))
			break
		}
		line := fmt.Sprintf("%s has the address %s", at, addr)
		if kind := reserved(addr); kind != "" {
			line += ", " + withArticle(kind)
		}
		lines = append(lines, line)
	}
	if host.TTL > 0 {
		lines = append(lines, "answers may be kept for "+spell(host.TTL))
	}
	return lines
}

func listed(addresses []netip.Addr) string {
	var texts []string
	for i, a := range addresses {
		if i == 3 && len(addresses) > 4 {
			texts = append(texts, fmt.Sprintf("%d others", len(addresses)-i))
			break
		}
		texts = append(texts, a.String())
	}
	return sentence(texts)
}

// sentence joins words as a sentence does.
func sentence(words []string) string {
	last := len(words) - 1
	if last <= 0 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// spell is a TTL for a person: whole hours or minutes where it is some.
func spell(d time.Duration) string {
	switch {
	case d >= time.Hour && d%time.Hour == 0:
		return plural(int(d/time.Hour), "hour", "hours")
	case d >= time.Minute && d%time.Minute == 0:
		return plural(int(d/time.Minute), "minute", "minutes")
	}
	return plural(int(d/time.Second), "second", "seconds")
}
