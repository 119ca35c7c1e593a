package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"eacwizard/steps/mailflow"
	"eacwizard/steps/seen"
	"eacwizard/wizard/probe"
)

// probeForPeople prints a line for each task as it ends, then the details in the order of the plan, then what was not
// seen.
func (p *program) probeForPeople(ctx context.Context, draft mailflow.Draft, plan seen.Plan, opts probe.Options) error {
	all := probe.Tasks(plan)
	if len(all) == 0 {
		_, err := fmt.Fprintf(p.stdout, "There is nothing to look at: these answers name no smart host and no domain.\n%s", unseen(draft))
		return err
	}
	var broken error
	print := func(text string) {
		if _, err := io.WriteString(p.stdout, text); broken == nil {
			broken = err
		}
	}
	progress := p.progress(len(all), opts.Timeout)
	began := time.Now()
	report := probe.Run(ctx, plan, opts, func(t seen.Task) {
		progress.step(func() { print(fmt.Sprintf("%-12s %s\n", t.Verdict.Words(), t.Title())) })
	})
	progress.end()
	print(details(report.Tasks) + summary(report.Tasks, time.Since(began)) + unseenPort(opts) + unseen(draft))
	if broken != nil {
		return broken
	}
	return verdict(report)
}

// details are what is to be said of each task.
func details(all []seen.Task) string {
	var b bytes.Buffer
	for _, t := range all {
		fmt.Fprintf(&b, "\n%s: %s%s\n  %s\n", t.Verdict.Words(), t.Title(), aside(t), t.Says)
		for _, line := range t.Evidence {
			fmt.Fprintf(&b, "    %s\n", line)
		}
	}
	return b.String()
}

// aside is what stands behind a title in brackets: the time of a task that began, and the rule that its sentence is on.
func aside(t seen.Task) string {
	var words []string
	if t.Took > 0 {
		words = append(words, shortly(t.Took))
	}
	if t.Rule != "" {
		words = append(words, "rule "+t.Rule)
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

func summary(all []seen.Task, took time.Duration) string {
	unchecked := count(all, seen.NotChecked)
	text := fmt.Sprintf("\n%s in %s: %d succeeded, %d failed, %d not checked.\n",
		tasks(len(all)), shortly(took), count(all, seen.Succeeded), count(all, seen.Failed), unchecked)
	switch {
	case unchecked == len(all):
		text += "Nothing could be looked at from here. That says nothing against the set-up, and nothing for it.\n"
	case unchecked > 0:
		text += "What was not checked could not be looked at from here. That says nothing against it.\n"
	}
	return text + "Exchange Online looks from its own network, and may see other than this computer does.\n"
}

func unseenPort(opts probe.Options) string {
	if opts.SMTPPort == 25 {
		return ""
	}
	return "Smart hosts were asked at port " + strconv.Itoa(opts.SMTPPort) + "; Exchange Online asks at port 25.\n"
}

// unseen says which connectors of a draft nothing can be looked up for.
func unseen(d mailflow.Draft) string {
	text := ""
	for _, c := range d.Connectors {
		name := strconv.Quote(harmlessLine(c.ConnectorName().String()))
		switch c := c.(type) {
		case mailflow.Inbound:
			text += fmt.Sprintf("Not looked at: the inbound connector %s, since the other side connects to it.\n", name)
		case mailflow.Outbound:
			if c.Routing == mailflow.RoutingMX {
				text += fmt.Sprintf("Not looked at: the servers that the connector %s finds by the MX records of its recipients.\n", name)
			}
		}
	}
	return text
}

// shortly is a time to two digits: more would only be noise.
func shortly(d time.Duration) string {
	switch {
	case d < time.Second:
		return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
	case d < 10*time.Second:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
	}
	return strconv.FormatFloat(d.Seconds(), 'f', 0, 64) + " s"
}
