package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"eacwizard/steps"
)

func (p *program) scenariosCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "scenarios",
		Short:   "List what can be set up",
		Example: "  eacwizard scenarios",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			for _, sc := range steps.Scenarios() {
				if _, err := fmt.Fprintf(p.stdout, "%-28s %s\n", sc.ID, sc.Says); err != nil {
					return err
				}
			}
			return nil
		},
	}
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
