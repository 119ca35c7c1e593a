package render

import (
	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/mailflow"
)

// source is what the documents of a set-up are made from, worked out once for all of them. Documents only read it.
type source struct {
	s       *steps.Settled
	up      mailflow.SetUp
	actions []action
	records []mailflow.RecordSet
	found   []check.Finding
	heads   []string // what every document begins with
	pasted  map[*shell][]byte
}

// newSource takes the answers on the new EAC's pages: documents name pages, and whose pages were on the screen is no answer.
func newSource(s *steps.Settled, up mailflow.SetUp) *source {
	undressed := *s
	undressed.EAC = steps.NewEAC
	src := &source{s: &undressed, up: up, actions: actions(up), records: up.Records(), found: check.Check(s), pasted: map[*shell][]byte{}}
	src.heads = heads(src)
	return src
}
