package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"eacwizard/steps/check"
)

func (p *program) explainCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "explain [NAME]...",
		Short: "Explain a rule, a question or an error code",
		Example: `  eacwizard explain                       list what can be explained
  eacwizard explain MF302                 a rule
  eacwizard explain smart-hosts           a question, by its name in the file
  eacwizard explain outbound.smart-hosts  the same in one part
  eacwizard explain TlsDomain             the question behind a parameter
  eacwizard explain 550 5.7.51            an error code`,
		ValidArgsFunction: completeTopic,
		RunE: func(_ *cobra.Command, args []string) error {
			return p.explain(args)
		},
	}
	p.endHelp(c, func() string {
		return hanging("", "A whole line of a bounce message will do as well: put it in quotes. Letter case makes no difference.")
	})
	return c
}

// explain takes its arguments as one name, as a code is written, or as several.
func (p *program) explain(args []string) error {
	if len(args) == 0 {
		_, err := io.WriteString(p.stdout, topicsText(p.width()))
		return err
	}
	asked := strings.Join(args, " ")
	var all []check.Explanation
	if e, ok := check.Explain(asked); ok {
		all = append(all, e)
	} else if all, ok = explainEach(args); !ok {
		return unknownTopic(args)
	}
	var texts []string
	for _, e := range all {
		texts = append(texts, explanationText(p.width(), e))
	}
	_, err := io.WriteString(p.stdout, strings.Join(texts, "\n\n"))
	return err
}

// explainEach explains every argument by itself, or none of them.
func explainEach(args []string) (all []check.Explanation, ok bool) {
	for _, arg := range args {
		e, ok := check.Explain(arg)
		if !ok {
			return nil, false
		}
		all = append(all, e)
	}
	return all, true
}

// unknownTopic names what was probably meant: by all that was typed or, where it was several names, by the first of
// them that says nothing.
func unknownTopic(args []string) error {
	asked := strings.Join(args, " ")
	near := check.Nearest(asked)
	if len(args) > 1 && len(near) == 0 {
		i := slices.IndexFunc(args, func(arg string) bool { _, ok := check.Explain(arg); return !ok })
		asked, near = args[max(i, 0)], check.Nearest(args[max(i, 0)])
	}
	hint := "eacwizard explain lists the rules, questions and error codes that can be explained"
	if len(near) > 0 {
		hint = "did you mean " + list(near, "or") + "?"
	}
	return refuse(hint, "nothing to explain under %q", shortened(asked))
}

// shortened is at most a line of what somebody typed.
func shortened(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// completeTopic offers the next word of every name that begins with the words before it: a shell takes an error code
// as two of them.
func completeTopic(_ *cobra.Command, before []string, _ string) (out []cobra.Completion, _ cobra.ShellCompDirective) {
	titles := map[string]string{}
	var words []string
	offer := func(name, title string) {
		all := strings.Fields(name)
		if len(all) <= len(before) || !slices.EqualFunc(all[:len(before)], before, strings.EqualFold) {
			return
		}
		word := all[len(before)]
		if _, known := titles[word]; known {
			if titles[word] != title {
				titles[word] = "" // several begin with it
			}
			return
		}
		words, titles[word] = append(words, word), title
	}
	for _, t := range check.Topics() {
		offer(t.ID, t.Title)
		if t.Kind == check.FieldTopic {
			offer(t.ID[strings.LastIndexByte(t.ID, '.')+1:], t.Title)
		}
	}
	for _, word := range words {
		if title := titles[word]; title != "" {
			word = cobra.CompletionWithDesc(word, title)
		}
		out = append(out, word)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
