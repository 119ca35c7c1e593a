package main

import (
	"io"

	"github.com/spf13/cobra"
)

// shells are those that a completion script can be made for, and how each is made.
var shells = []struct {
	name string
	make func(root *cobra.Command, to io.Writer) error
}{
	{"bash", func(c *cobra.Command, w io.Writer) error { return c.GenBashCompletionV2(w, true) }},
	{"zsh", func(c *cobra.Command, w io.Writer) error { return c.GenZshCompletion(w) }},
	{"fish", func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) }},
	{"powershell", func(c *cobra.Command, w io.Writer) error { return c.GenPowerShellCompletionWithDesc(w) }},
}

func (p *program) completionCommand() *cobra.Command {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	c := &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print a script that completes commands and flags",
		Example: `  source <(eacwizard completion bash)
  source <(eacwizard completion zsh)
  eacwizard completion fish | source
  eacwizard completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: names,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return refuse("for instance: eacwizard completion bash", "completion needs one shell: %s", list(names, "or"))
			}
			for _, s := range shells {
				if s.name == args[0] {
					return s.make(c.Root(), p.stdout)
				}
			}
			return refuseChoice("shell", args[0], names)
		},
	}
	p.endHelp(c, func() string {
		return hanging("", "SHELL is "+list(names, "or")+". A line above completes in the window that it is typed in; put it into the shell's profile to have it in every one.")
	})
	return c
}
