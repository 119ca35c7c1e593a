package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"eacwizard/steps"
)

func (p *program) draftsCommand() *cobra.Command {
	list := &cobra.Command{
		Use:   "drafts",
		Short: "List, resume or delete the drafts of walks that were left",
		Example: `  eacwizard drafts                list them, newest first
  eacwizard drafts resume ID      go on with one
  eacwizard drafts delete ID...   delete some`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return refuseChoice("command", args[0], []string{"resume", "delete"})
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error { return p.listDrafts() },
	}
	resume := &cobra.Command{
		Use: "resume ID", Short: "Go on with a draft", Example: "  eacwizard drafts resume ID",
		Args: exactlyIDs(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.wizard(wizardFlags{theme: "auto", resume: args[0]})
		},
	}
	remove := &cobra.Command{
		Use: "delete ID...", Short: "Delete drafts", Example: "  eacwizard drafts delete ID",
		Args: exactlyIDs(1, 1000),
		RunE: func(_ *cobra.Command, args []string) error { return p.deleteDrafts(args) },
	}
	for _, c := range []*cobra.Command{resume, remove} {
		c.DisableFlagsInUseLine = true
		c.Flags().BoolP("help", "h", false, "show this help")
		c.ValidArgsFunction = p.draftIDs
	}
	list.AddCommand(resume, remove)
	return list
}

func exactlyIDs(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return refuse("eacwizard drafts lists them", "%s takes the ID of a draft", c.CommandPath())
		}
		return nil
	}
}

func (p *program) draftIDs(*cobra.Command, []string, string) (ids []string, _ cobra.ShellCompDirective) {
	if store, err := p.drafts(); err == nil {
		list, _ := store.List()
		for _, d := range list {
			ids = append(ids, d.ID)
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

func (p *program) listDrafts() error {
	store, err := p.drafts()
	if err != nil {
		return err
	}
	list, problems := store.List()
	for _, d := range list {
		inUse := ""
		if d.InUse {
			inUse = ", open in another eacwizard"
		}
		if _, err := fmt.Fprintf(p.stdout, "%s  %s%s\n", d.ID, harmlessLine(describe(d)), inUse); err != nil {
			return err
		}
	}
	for _, err := range problems {
		fmt.Fprintf(p.stderr, "eacwizard: note: %s\n", harmlessLine(err.Error()))
	}
	if len(list) == 0 {
		fmt.Fprintln(p.stderr, "There is no draft.")
	}
	return nil
}

func (p *program) deleteDrafts(ids []string) error {
	store, err := p.drafts()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := store.Delete(id); err != nil {
			return fmt.Errorf("draft %q was not deleted: %w", id, err)
		}
		fmt.Fprintf(p.stderr, "Draft %s is deleted.\n", id)
	}
	return nil
}

// resumed is the walk of a draft.
func (k *keeper) resumed(id string) (*steps.Flow, []string, error) {
	sc, st, left, err := k.resume(id)
	if err != nil {
		return nil, nil, refuse("eacwizard drafts lists them", "draft %q cannot be resumed: %v", id, err)
	}
	return steps.NewFlow(sc, st), left, nil
}
