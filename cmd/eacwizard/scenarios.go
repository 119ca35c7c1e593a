package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"eacwizard/steps"
	"eacwizard/steps/answers"
)

func (p *program) scenariosCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "scenarios",
		Short: "List what can be set up",
		Example: `  eacwizard scenarios
  eacwizard --scenario add-on-service            set up one of them
  eacwizard --sample add-on-service              see it filled in
  eacwizard render --sample add-on-service -f answers`,
		Long: "Each has a sample: the answers of the organizations of Microsoft's articles.",
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			for _, sc := range steps.Scenarios() {
				if _, err := fmt.Fprintln(p.stdout, aboutScenario(sc)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// aboutScenario is what a scenario sets up, the way that a message then takes, and how to see it filled in.
func aboutScenario(sc *steps.Scenario) string {
	return sc.ID + "\n" + hanging("  ", sc.Says) + "\n" + hanging("  path:   ", sc.Path) + "\n  sample: --sample " + sc.ID
}

// scenarioIDs are the words that --scenario takes.
func scenarioIDs() (ids []string) {
	for _, sc := range steps.Scenarios() {
		ids = append(ids, sc.ID)
	}
	return ids
}

func findScenario(id string) (*steps.Scenario, error) {
	if sc, ok := steps.Find(id); ok {
		return sc, nil
	}
	return nil, refuseChoice("scenario", id, scenarioIDs())
}

// sampleFlag declares --sample on a command.
func sampleFlag(c *cobra.Command, into *string, usage string) {
	c.Flags().StringVar(into, "sample", "", usage)
	c.RegisterFlagCompletionFunc("sample", cobra.FixedCompletions(scenarioIDs(), cobra.ShellCompDirectiveNoFileComp))
}

// answersOrSample reads the answer file, or the sample where that was asked for.
func (p *program) answersOrSample(file, sample string) (*answers.File, error) {
	switch {
	case sample == "":
		return p.readAnswers(file)
	case file != "":
		return nil, refuse("leave one of the two out", "--answers %s and --sample %s both say what the answers are", file, sample)
	}
	if _, err := findScenario(sample); err != nil {
		return nil, refuseChoice("sample", sample, scenarioIDs())
	}
	return answers.Sample(sample)
}
