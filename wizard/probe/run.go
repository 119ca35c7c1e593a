// Package probe looks at live DNS and at the smart hosts' TLS from where the person at the keyboard sits, and says what
// it saw and what it could not see from there. It resolves names, connects to port 25 as far as the TLS handshake and
// fetches MTA-STS policies. It never sends mail and never signs in, and it does nothing before Run is called.
package probe

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"eacwizard/steps/seen"
)

// Run looks at everything in a plan, side by side within the limits of opts, and returns when all tasks have ended. A
// task that could not be looked at is not-checked, with the reason. When ctx is cancelled, Run returns at once.
//
// report is told of each task as it ends, one at a time; nil is nobody.
func Run(ctx context.Context, plan Plan, opts Options, report func(seen.Task)) seen.Report {
	opts = opts.settled()
	ctx, cancel := context.WithTimeout(ctx, opts.Timeout)
	defer cancel()
	work := jobs(plan)
	p := newProber(ctx, work, opts, report)
	if len(work) > 0 && ctx.Err() == nil {
		p.names.client.servers = nameservers(ctx, opts.Resolver)
	}

	slots := make(chan struct{}, opts.Parallel)
	var running sync.WaitGroup
	for _, job := range work {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		running.Go(func() {
			defer func() { <-slots }()
			job.look(ctx, p)
		})
	}
	running.Wait()
	p.judgeRefused()
	p.endRest()
	cancel()
	p.names.asking.Wait()
	return seen.Report{Tasks: p.tasks, Facts: p.facts}
}

// job is one or several tasks that are carried out one after the other.
type job struct {
	tasks []seen.Task
	look  func(ctx context.Context, p *prober)
}

// prober is one run.
type prober struct {
	opts  Options
	names *resolver
	roots trusting
	now   time.Time
	run   context.Context

	mu       sync.Mutex
	tasks    []seen.Task
	begun    map[string]time.Time
	facts    seen.Facts
	report   func(seen.Task)
	refusing []refusing
	reached  map[bool]bool // whether some address took a connection: public ones, and ones that are not
}

// conclusion is how a task ends.
type conclusion struct {
	verdict  seen.Verdict
	says     string
	evidence []string
	rule     string
	took     time.Duration // 0: since the task began
}

func newProber(ctx context.Context, work []job, opts Options, report func(seen.Task)) *prober {
	p := &prober{
		opts: opts, now: time.Now(), run: ctx, report: report,
		roots: trustedRoots(opts.Roots),
		begun: map[string]time.Time{}, reached: map[bool]bool{},
		names: &resolver{
			client:    dnsClient{dial: opts.Dial, attempt: opts.attempt()},
			run:       ctx,
			questions: map[question]*reply{},
		},
	}
	for _, job := range work {
		p.tasks = append(p.tasks, job.tasks...)
	}
	return p
}

// timed gives a task its time.
func (p *prober) timed(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, p.opts.TaskTimeout)
}

func (p *prober) begin(task seen.Task) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.begun[task.ID] = time.Now()
}

const mostEvidence = 120 // lines of one task

// end ends a task. All that a server said passes here and becomes harmless.
func (p *prober) end(task seen.Task, c conclusion) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if began, ok := p.begun[task.ID]; ok && c.took == 0 {
		c.took = time.Since(began)
	}
	if stopped := p.stopped(); stopped != "" && c.verdict == seen.NotChecked {
		c.says = stopped
	}
	task.Verdict, task.Says, task.Took, task.Rule = c.verdict, seen.Line(c.says), c.took, c.rule
	for i, line := range c.evidence {
		if i == mostEvidence {
			task.Evidence = append(task.Evidence, fmt.Sprintf("and %d lines more", len(c.evidence)-i))
			break
		}
		task.Evidence = append(task.Evidence, seen.Line(line))
	}
	at := slices.IndexFunc(p.tasks, func(t seen.Task) bool { return t.ID == task.ID })
	p.tasks[at] = task
	if p.report != nil {
		p.report(task)
	}
}

// stopped says why the whole run came to an early end, or "". A connection's own clock may strike a moment before the
// context's.
func (p *prober) stopped() string {
	deadline, timed := p.run.Deadline()
	switch {
	case errors.Is(p.run.Err(), context.DeadlineExceeded), timed && !time.Now().Before(deadline):
		return fmt.Sprintf("Not looked at: the time for everything together, %s, is over.", p.opts.Timeout)
	case p.run.Err() != nil:
		return "Not looked at: it was stopped before."
	}
	return ""
}

// endRest ends the tasks that did not come to their turn.
func (p *prober) endRest() {
	for _, task := range slices.Clone(p.tasks) {
		if task.Verdict == "" {
			p.end(task, conclusion{verdict: seen.NotChecked, says: "Not looked at."})
		}
	}
}

// note keeps facts.
func (p *prober) note(keep func(*seen.Facts)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	keep(&p.facts)
}

// notChecked is the end of a task that could not be looked at from here.
func notChecked(format string, args ...any) conclusion {
	return conclusion{verdict: seen.NotChecked, says: fmt.Sprintf(format, args...)}
}

func succeeded(format string, args ...any) conclusion {
	return conclusion{verdict: seen.Succeeded, says: fmt.Sprintf(format, args...)}
}

func failed(rule, format string, args ...any) conclusion {
	return conclusion{verdict: seen.Failed, says: fmt.Sprintf(format, args...), rule: rule}
}

// with adds evidence.
func (c conclusion) with(lines ...string) conclusion {
	c.evidence = append(c.evidence, lines...)
	return c
}
