package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/wizard"
)

// wizardFlags are the flags of the wizard.
type wizardFlags struct {
	scenario, answers, sample, out, theme, eac string
	lines, ascii, noDraft                      bool
	resume                                     string // the draft to go on with
}

// begins reports whether the answers come from somewhere, so that no draft is offered.
func (f wizardFlags) begins() bool { return f.answers != "" || f.sample != "" || f.resume != "" }

// choose reports whether the wizard has to ask what to set up.
func (f wizardFlags) choose() bool { return f.scenario == "" && !f.begins() }

func (p *program) wizardCommand() *cobra.Command {
	var f wizardFlags
	c := &cobra.Command{
		Use:   "eacwizard [FLAG]...",
		Short: "Set up mail flow as in the Exchange admin center, and get the commands for it.",
		Example: `  eacwizard                                   answer the questions page by page
  eacwizard --sample add-on-service           see it filled in
  eacwizard --answers contoso.yaml            start from an answer file
  eacwizard --lines                           plain questions, one line each
  eacwizard render -a contoso.yaml -f paste   the commands, without any question`,
		Long: `Environment:
  NO_COLOR     any value: no colour
  ACCESSIBLE   any value but 0 and false: plain lines, as a screen reader wants
  TERM=dumb    plain lines as well

Exit status:
  0    done
  1    failed: a file could not be read or written, or a fault of its own
  2    flags or answers were rejected
  3    check found an error, or probe something that is not as it has to be
  130  left before the end
  128+n after signal n`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return p.wizard(f)
		},
	}
	c.Flags().StringVar(&f.scenario, "scenario", "", "what to set up, by its `ID`, without being asked for it")
	answersFlag(c, &f.answers, "start from the answers in `FILE`")
	sampleFlag(c, &f.sample, "start from the sample answers of the scenario `ID`")
	c.Flags().StringVar(&f.eac, "eac", "", "show the pages of the `E` EAC: "+list(eacWords(), "or"))
	c.Flags().StringVar(&f.out, "out", "", "the folder `DIR` that saving proposes")
	c.Flags().BoolVar(&f.lines, "lines", false, "ask in plain lines, on a pipe as well")
	c.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	c.Flags().BoolVar(&f.noDraft, "no-draft", false, "keep no draft of the answers")
	c.Flags().StringVar(&f.theme, "theme", "auto", "`T` is "+list(wizard.Themes(), "or"))
	c.Flags().Lookup("theme").DefValue = "" // the list begins with it
	c.MarkFlagDirname("out")
	c.RegisterFlagCompletionFunc("scenario", cobra.FixedCompletions(scenarioIDs(), cobra.ShellCompDirectiveNoFileComp))
	c.RegisterFlagCompletionFunc("eac", cobra.FixedCompletions(eacWords(), cobra.ShellCompDirectiveNoFileComp))
	c.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(wizard.Themes(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// wizard asks the questions and, after the screen is gone, leaves on it what the person takes along.
func (p *program) wizard(f wizardFlags) error {
	if !slices.Contains(wizard.Themes(), f.theme) {
		return refuseChoice("theme", f.theme, wizard.Themes())
	}
	if f.eac != "" && !slices.Contains(eacWords(), f.eac) {
		return refuseChoice("EAC", f.eac, eacWords())
	}
	if f.lines && f.answers == fromStdin {
		return refuse("put the answers into a file", "--lines and -a - would both read standard input")
	}
	flow, err := p.flow(f)
	if err != nil {
		return err
	}
	streams := p.streams(f.lines)
	if f.answers == fromStdin {
		streams.stdin = false // it has been read to its end
	}
	how, why := streams.manner()
	if how == impossible {
		return cannotAsk(why, flow.Settled(), f.choose())
	}
	keep := p.keeper(!f.noDraft, flow.Scenario())
	if f.resume != "" {
		var left []string
		if flow, left, err = keep.resumed(f.resume); err != nil {
			return err
		}
		for _, s := range left {
			fmt.Fprintf(p.stderr, "eacwizard: note: not taken over: %s\n", harmlessLine(s))
		}
	}
	ctx, release := withSignals(context.Background())
	defer release()
	var wrote written
	result, err := p.ask(ctx, how, flow, f, &wrote, keep)
	if how != byLines {
		err = p.farewell(result, &wrote, err)
	}
	if keep.end(result, p.stderr) {
		return err
	}
	return wrote.leaving(err)
}

// eacWords are the words that --eac takes.
func eacWords() (words []string) {
	for _, e := range steps.EACs() {
		words = append(words, string(e))
	}
	return words
}

// flow is the walk at its start: an empty one, or one with the answers of a file or a sample.
func (p *program) flow(f wizardFlags) (*steps.Flow, error) {
	sc := steps.Scenarios()[0]
	if f.scenario != "" {
		var err error
		if sc, err = findScenario(f.scenario); err != nil {
			return nil, err
		}
	}
	if f.answers == "" && f.sample == "" {
		return steps.NewFlow(sc, steps.State{EAC: steps.EAC(f.eac)}), nil
	}
	file, err := p.answersOrSample(f.answers, f.sample)
	if rejected := (*answers.Rejected)(nil); errors.As(err, &rejected) && rejected.OnlyMissing() && file != nil {
		err = nil // the wizard asks for them
	}
	if err != nil {
		return nil, rejection(err)
	}
	if f.scenario != "" && file.Scenario != sc {
		return nil, refuse("leave --scenario out, or give another file", "--scenario %s does not fit %s, whose scenario is %s", sc.ID, cmp.Or(f.answers, "the sample"), file.Scenario.ID)
	}
	return steps.NewFlow(file.Scenario, steps.State{Answers: file.Answers, EAC: steps.EAC(f.eac), Sample: f.sample != ""}), nil
}

// cannotAsk says what to do instead, and every answer that is missing so far; the first of all is what to set up.
func cannotAsk(why string, s *steps.Settled, choose bool) error {
	r := &refusal{says: why, hint: "give them in a file: eacwizard render -a FILE; or ask in plain lines: eacwizard --lines"}
	if choose {
		r.details = []string{"missing:", "  scenario: say what to set up: " + list(scenarioIDs(), "or")}
		return r
	}
	problems := s.Problems()
	if len(problems) == 0 {
		r.details = []string{"no answer is missing"}
		r.hint = "eacwizard render -a FILE makes the documents without asking"
		return r
	}
	r.details = append(r.details, "missing:")
	for _, b := range problems {
		r.details = append(r.details, "  "+b.Error())
	}
	return r
}
