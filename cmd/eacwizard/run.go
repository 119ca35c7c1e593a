package main

import (
	"errors"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"eacwizard/render"
	"eacwizard/wizard"
)

// program is one run. Commands reach the world through it alone: what is made goes to stdout, what is said to a person
// to stderr.
type program struct {
	env    func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer

	maker   render.Maker                    // of all files of a batch
	between func(wizard.World) wizard.World // where tests let the world fail; nil: nothing
}

// run is the whole program between its arguments and its exit status.
func run(args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	return (&program{env: env, stdin: stdin, stdout: stdout, stderr: stderr}).run(args)
}

func (p *program) run(args []string) int {
	root := p.rootCommand()
	root.SetArgs(args)
	err := root.Execute()
	if err != nil {
		p.complain(err)
	}
	return status(err)
}

// rootCommand is the wizard, with the other commands below it.
func (p *program) rootCommand() *cobra.Command {
	cobra.MousetrapHelpText = "" // a double click in Windows Explorer may start the wizard
	root := p.wizardCommand()
	root.AddCommand(p.renderCommand(), p.checkCommand(), p.probeCommand(), p.followCommand(), p.presentCommand(), p.notesCommand(), p.explainCommand(), p.scenariosCommand(), p.draftsCommand(), p.versionCommand(), p.completionCommand())
	root.SetHelpCommand(helpCommand())
	root.CompletionOptions.DisableDefaultCmd = true
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetIn(p.stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { io.WriteString(p.stdout, help(c)) })
	root.SetFlagErrorFunc(flagError)
	for _, c := range append(root.Commands(), root) {
		c.DisableFlagsInUseLine = true
		c.Flags().BoolP("help", "h", false, "show this help")
	}
	return root
}

// terminal is the file behind a stream where that is a terminal, or nil.
func terminal(stream any) *os.File {
	if f, ok := stream.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		return f
	}
	return nil
}

// harmlessly keeps what a person gave from acting on the terminal when it is repeated, and from hiding in it.
func harmlessly(r rune) rune {
	if r != '\n' && !unicode.IsGraphic(r) {
		return unicode.ReplacementChar
	}
	return r
}

// harmlessLine is text of any origin, on one line and harmless.
func harmlessLine(s string) string { return strings.Map(harmlessly, strings.ReplaceAll(s, "\n", " ")) }

// complain tells a person what went wrong: a line of its own for the program, then whatever helps.
func (p *program) complain(err error) {
	var b strings.Builder
	b.WriteString("eacwizard: " + err.Error() + "\n")
	var r *refusal
	if errors.As(err, &r) {
		for _, d := range r.details {
			b.WriteString("  " + d + "\n")
		}
		if r.hint != "" {
			b.WriteString("  " + r.hint + "\n")
		}
	}
	var f *wizard.Fault
	if errors.As(err, &f) {
		b.WriteString("  please report it with these lines:\n")
		for _, at := range f.At {
			b.WriteString("  " + at + "\n")
		}
	}
	io.WriteString(p.stderr, strings.Map(harmlessly, b.String()))
}
