package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"eacwizard/steps/answers"
	"eacwizard/steps/check"
)

// checkFlags are the flags of check, as they were typed.
type checkFlags struct {
	answers, sample, severity string
	json                      bool
}

func (p *program) checkCommand() *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check (-a FILE | --sample ID) [--json] [--severity S]",
		Short: "Say what an expert would object to in an answer file",
		Example: `  eacwizard check -a contoso.yaml                      every finding, by object
  eacwizard check -a contoso.yaml --severity warning   no mere information
  eacwizard check -a contoso.yaml --json               the same for programs
  eacwizard explain MF302                              more about one rule`,
		Long: checkHelp,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			return p.check(f)
		},
	}
	answersFlag(c, &f.answers, "the answer `FILE`; - reads standard input")
	sampleFlag(c, &f.sample, "the sample answers of the scenario `ID`")
	c.Flags().BoolVar(&f.json, "json", false, "print JSON, one entry for each finding")
	c.Flags().StringVar(&f.severity, "severity", "", "show findings of severity `S` and graver: "+list(severityWords(), "or"))
	c.RegisterFlagCompletionFunc("severity", cobra.FixedCompletions(severityWords(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

const checkHelp = `Findings:
  A finding names the object, the answer by its key, the rule, what is amiss and
  what to do. !! is an error, ! a warning, i information. One that is fine here
  is accepted in the answer file, with the reason, and then counts no more:
    accept: [{rule: MF107, reason: the addresses are our own data center's}]
  Where answers are rejected, the findings on the others are shown as well.

JSON:
  An array with one entry for each finding, in the order of the questions: rule,
  severity (info, warning, error), object, key, item (of a list, from 0; -1: the
  whole answer), value, says, fix ("" where only you can tell), change (the fix
  as answers: set and clear; null where none), accepted (the reason, or ""),
  refused (true: the answer was rejected, and cannot be accepted).

Exit status:
  0  no error among the findings, or accepted ones only
  1  failed: a file could not be read or written, or a fault of its own
  2  flags or answers were rejected; missing answers too
  3  a finding is an error`

func severityWords() (words []string) {
	for _, s := range check.Severities() {
		words = append(words, s.String())
	}
	return words
}

// check shows what the rules find. Answers that are rejected end with their own status, after whatever can be said of
// the rest: a person who puts a file right wants to see all of it at once.
func (p *program) check(f checkFlags) error {
	if f.answers == "" && f.sample == "" {
		return refuse("for instance: eacwizard check -a contoso.yaml", "check needs an answer file: -a FILE, -a - for standard input, or --sample ID")
	}
	least := check.Info
	if f.severity != "" {
		var err error
		if least, err = check.ParseSeverity(f.severity); err != nil {
			return refuseChoice("severity", f.severity, severityWords())
		}
	}
	file, err := p.answersOrSample(f.answers, f.sample)
	var rejected *answers.Rejected
	if err != nil && (file == nil || !errors.As(err, &rejected)) {
		return rejection(err)
	}
	found := findings(file, rejected)
	if f.json {
		err = writeFindings(p.stdout, check.AtLeast(found, least))
	} else {
		_, err = io.WriteString(p.stdout, findingsText(p.width(), found, least))
	}
	if err != nil {
		return err
	}
	for _, note := range append(check.Idle(file.Settled, found), unseenByRules()) {
		fmt.Fprintf(p.stderr, "eacwizard: note: %s\n", harmlessLine(note))
	}
	if rejected != nil {
		return rejection(rejected)
	}
	return foundErrors(found)
}

// foundErrors is the error of findings among which there is one that nobody accepted.
func foundErrors(found []check.Finding) error {
	if check.Worst(found) < check.Error {
		return nil
	}
	if n := countOf(found, check.Error); n > 1 {
		return &amiss{fmt.Sprintf("%d of %s are errors", n, several(len(found), "finding"))}
	}
	return &amiss{fmt.Sprintf("1 of %s is an error", several(len(found), "finding"))}
}

// countOf counts findings of a severity that nobody accepted.
func countOf(found []check.Finding, s check.Severity) (n int) {
	for _, f := range found {
		if f.Counts() && f.Severity == s {
			n++
		}
	}
	return n
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// unseenByRules says that answers do not tell everything.
func unseenByRules() string {
	needing := func(n check.Need) (rules int) {
		for _, r := range check.Rules() {
			if r.Lacks != "" && slices.Contains(r.Needs, n) {
				rules++
			}
		}
		return rules
	}
	return fmt.Sprintf("answers do not show everything: %d rules would see more in an export of the organization, and %d in live DNS; "+
		"eacwizard explain RULE says what, and eacwizard probe looks at DNS", needing(check.Tenant), needing(check.DNS))
}

// placeOf is the key that a finding stands at, with the place in the list.
func placeOf(f check.Finding) string {
	var b strings.Builder
	b.WriteString(string(f.Key))
	if f.Item >= 0 {
		fmt.Fprintf(&b, "[%d]", f.Item)
	}
	return harmlessLine(b.String())
}
