package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// help is a command's help: examples first, since most people copy one and change it.
func help(c *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\nExamples:\n%s\n\nUsage:\n  %s\n", c.Short, c.Example, c.UseLine())
	if !c.HasParent() {
		b.WriteString("  eacwizard COMMAND\n")
		b.WriteString("\nCommands:\n")
		for _, sub := range c.Commands() {
			if !sub.Hidden {
				fmt.Fprintf(&b, "  %-12s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	b.WriteString("\nFlags:\n" + c.LocalFlags().FlagUsagesWrapped(helpWidth))
	if c.Long != "" {
		b.WriteString("\n" + c.Long + "\n")
	}
	return b.String()
}

// endHelp says what a command's help ends with. It is wrapped when somebody asks for it: every start makes every command.
func (p *program) endHelp(c *cobra.Command, text func() string) {
	c.SetHelpFunc(func(c *cobra.Command, _ []string) {
		c.Long = text()
		io.WriteString(p.stdout, help(c))
	})
}

// helpWidth is the narrowest terminal that the wizard is at home in.
const helpWidth = 80

// hanging wraps text at blanks, behind lead and as far in as lead is wide.
func hanging(lead, text string) string {
	return fold(helpWidth, lead, text)
}

// helpCommand answers those who type "help" out of habit. It is not among the commands we promise.
func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "help [COMMAND]",
		Short:  "Show the help of a command",
		Hidden: true,
		RunE: func(c *cobra.Command, args []string) error {
			of, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 && of == c.Root() {
				return noArguments(c.Root(), args)
			}
			return of.Help()
		},
	}
}
