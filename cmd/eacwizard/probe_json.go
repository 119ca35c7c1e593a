package main

import (
	"encoding/json"
	"io"

	"eacwizard/steps/seen"
)

// probed is a task for programs. Its names and the words of its verdict are promised.
type probed struct {
	ID           string       `json:"id"`
	Target       string       `json:"target"`
	Verdict      seen.Verdict `json:"verdict"`
	Says         string       `json:"says"`
	Evidence     []string     `json:"evidence"`
	Milliseconds int64        `json:"milliseconds"`
	Rule         string       `json:"rule"`
}

func writeProbed(to io.Writer, tasks []seen.Task) error {
	all := make([]probed, 0, len(tasks))
	for _, t := range tasks {
		all = append(all, probed{
			ID: t.ID, Target: t.Target, Verdict: t.Verdict, Says: t.Says,
			Evidence: append([]string{}, t.Evidence...), Milliseconds: t.Took.Milliseconds(), Rule: t.Rule,
		})
	}
	enc := json.NewEncoder(to)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(all)
}
