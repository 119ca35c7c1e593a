package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"eacwizard/steps/answers"
)

// fromStdin is the file name that stands for standard input.
const fromStdin = "-"

// answersFlag declares -a on a command.
func answersFlag(c *cobra.Command, into *string, usage string) {
	c.Flags().StringVarP(into, "answers", "a", "", usage)
	c.MarkFlagFilename("answers", "yaml", "yml")
}

// readAnswers reads an answer file and passes its notes on. A *answers.Rejected comes with the file where its scenario
// is known.
func (p *program) readAnswers(name string) (*answers.File, error) {
	src, called := p.stdin, "standard input"
	if name != fromStdin {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("opening %s: %w", name, cause(err))
		}
		defer f.Close()
		src, called = f, name
	}
	file, err := answers.ReadFrom(called, src)
	var rejected *answers.Rejected
	if err != nil && !errors.As(err, &rejected) {
		return nil, fmt.Errorf("reading %s: %w", called, cause(err))
	}
	if file != nil {
		for _, n := range file.Notes {
			fmt.Fprintf(p.stderr, "eacwizard: note: %s\n", n)
		}
	}
	return file, err
}

// rejection is err as the person who gave the file is told it: one line for every problem.
func rejection(err error) error {
	var rejected *answers.Rejected
	if !errors.As(err, &rejected) {
		return err
	}
	r := &refusal{says: "the answers cannot be used"}
	if rejected.OnlyMissing() {
		r.says = "answers are missing"
		if !slices.Contains(rejected.Missing(), "scenario") {
			r.hint = "eacwizard --answers FILE asks for them"
		}
	}
	for _, b := range rejected.Problems {
		line := b.Error()
		if b.Rule != "" {
			line += " (rule " + b.Rule + ")" // for eacwizard explain
		}
		r.details = append(r.details, line)
	}
	return r
}
