package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"eacwizard/steps/seen"
	"eacwizard/wizard/probe"
)

func (p *program) probeCommand() *cobra.Command {
	var f probeFlags
	c := &cobra.Command{
		Use:   "probe (-a FILE | --sample ID) [--json] [FLAG]...",
		Short: "Look at live DNS and at the smart hosts' TLS, from here",
		Example: `  eacwizard probe -a contoso.yaml                         look, and tell
  eacwizard probe -a contoso.yaml --json                  the same for programs
  eacwizard probe -a contoso.yaml --resolver 9.9.9.9:53   ask that DNS server`,
		Long: probeHelp,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return p.probe(f)
		},
	}
	answersFlag(c, &f.answers, "the answer `FILE`; - reads standard input")
	sampleFlag(c, &f.sample, "the sample answers of the scenario `ID`")
	f.declare(c)
	return c
}

const probeHelp = `What is done:
  Names are looked up, smart hosts are connected to as far as the TLS handshake,
  and MTA-STS policies are fetched. No mail is sent, nobody signs in, and
  nothing is changed. "Not checked" is what could not be looked at from here, as
  where a network lets nothing out to port 25; it says nothing against it.

JSON:
  An array with one entry for each task, in the same order for the same answers:
  id, target, verdict (succeeded, failed, not-checked), says, evidence,
  milliseconds, rule ("" where none).

Exit status:
  0    all that could be looked at is fine
  1    failed: a file could not be read or written, or a fault of its own
  2    flags or answers were rejected
  3    something that was looked at is not as it has to be
  128+n after signal n`

// probe looks at what a set-up will meet. Nothing is looked up before flags and answers are known to be good.
func (p *program) probe(f probeFlags) error {
	if f.answers == "" && f.sample == "" {
		return refuse("for instance: eacwizard probe -a contoso.yaml", "probe needs an answer file: -a FILE, -a - for standard input, or --sample ID")
	}
	opts, err := f.options()
	if err != nil {
		return err
	}
	file, err := p.answersOrSample(f.answers, f.sample)
	if err != nil {
		return rejection(err)
	}
	draft, _ := file.Settled.Build()
	plan := seen.PlanFor(draft)
	ctx, release := withSignals(context.Background())
	defer release()
	if f.json {
		err = p.probeForPrograms(ctx, plan, opts)
	} else {
		err = p.probeForPeople(ctx, draft, plan, opts)
	}
	// A run that was stopped has something to show as well, and still did not come to its end.
	if s := (stopped{}); errors.As(context.Cause(ctx), &s) {
		return s
	}
	return err
}

func (p *program) probeForPrograms(ctx context.Context, plan seen.Plan, opts probe.Options) error {
	progress := p.progress(len(probe.Tasks(plan)), opts.Timeout)
	report := probe.Run(ctx, plan, opts, func(seen.Task) { progress.step(nil) })
	progress.end()
	if err := writeProbed(p.stdout, report.Tasks); err != nil {
		return err
	}
	return verdict(report)
}

// verdict is the error of a run that found something wrong.
func verdict(r seen.Report) error {
	failed := count(r.Tasks, seen.Failed)
	if failed == 0 {
		return nil
	}
	return &amiss{fmt.Sprintf("%d of %s failed", failed, tasks(len(r.Tasks)))}
}

func count(all []seen.Task, v seen.Verdict) (n int) {
	for _, t := range all {
		if t.Verdict == v {
			n++
		}
	}
	return n
}

func tasks(n int) string {
	if n == 1 {
		return "1 task"
	}
	return fmt.Sprintf("%d tasks", n)
}
