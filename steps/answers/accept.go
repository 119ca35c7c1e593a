package answers

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"eacwizard/steps"
)

const (
	ruleKey   = "rule"
	reasonKey = "reason"
)

// accept reads the findings that somebody accepts: a list of sections with a rule and a reason.
func (r *reader) accept(e entry) {
	if s, _ := look(e.value); s == isNothing {
		return
	}
	seq, ok := e.value.(*ast.SequenceNode)
	if !ok {
		r.add(problemAt(placeOf(e.value), "is no list", "write accept: [{rule: MF107, reason: why it is fine here}]"), steps.AcceptKey)
		return
	}
	for _, n := range seq.Values {
		m, ok := n.(ast.MapNode)
		if !ok {
			r.add(problemAt(placeOf(n), "is no rule with its reason", "write {rule: MF107, reason: why it is fine here}"), steps.AcceptKey)
			continue
		}
		var a steps.Accepted
		for _, line := range r.once(entries(m), string(steps.AcceptKey)) {
			s, value := look(line.value)
			why, fix := notText(s, value)
			switch {
			case line.name != ruleKey && line.name != reasonKey:
				r.add(problemAt(line.at, says(line.name, "is neither rule nor reason"), "write {rule: MF107, reason: why it is fine here}"), steps.AcceptKey)
			case why != "":
				r.add(problemAt(placeOf(line.value), why, fix), steps.AcceptKey)
			case line.name == ruleKey:
				a.Rule = value
			default:
				a.Reason = oneLine(value)
			}
		}
		parsed, ok := steps.ParseAccepted(a.Item())
		switch {
		case ok:
			r.answers[steps.AcceptKey] = append(r.answers[steps.AcceptKey], parsed.Item())
		case strings.TrimSpace(a.Reason) == "":
			r.add(problemAt(placeOf(n), "accepts a rule without a reason", "add reason: and why it is fine here"), steps.AcceptKey)
		default:
			r.add(problemAt(placeOf(n), says(a.Rule, "is no rule's id"), "write the id as in a finding, such as MF107"), steps.AcceptKey)
		}
	}
}

// appendAccepted writes them as they are read.
func appendAccepted(b []byte, s *steps.Settled) []byte {
	all := s.Accepted()
	if len(all) == 0 {
		return b
	}
	b = add(b, "\n", string(steps.AcceptKey), ":\n")
	for _, a := range all {
		b = add(b, "  - ", ruleKey, ": ", a.Rule, "\n    ", reasonKey, ": ")
		b = append(appendScalar(b, a.Reason), '\n')
	}
	return b
}
