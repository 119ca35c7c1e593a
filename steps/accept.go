package steps

import (
	"slices"
	"strings"

	"eacwizard/steps/pattern"
)

// AcceptKey is where answers hold the findings that somebody accepts. It is no question: each item is the id of a rule,
// a colon, and the reason.
const AcceptKey Key = "accept"

// Accepted is a finding that somebody accepts.
type Accepted struct{ Rule, Reason string }

// Item is how answers hold it.
func (a Accepted) Item() string { return a.Rule + ": " + a.Reason }

var ruleID = pattern.Lazy(`^MF\d{3}$`)

// ParseAccepted reads an item; ok is false for one without a rule's id or without a reason.
func ParseAccepted(item string) (a Accepted, ok bool) {
	rule, reason, found := strings.Cut(item, ":")
	a = Accepted{strings.ToUpper(strings.TrimSpace(rule)), strings.TrimSpace(reason)}
	return a, found && ruleID().MatchString(a.Rule) && a.Reason != ""
}

// Accepted are the findings that the answers accept, each rule once.
func (s *Settled) Accepted() (out []Accepted) {
	for _, item := range s.accepted {
		a, ok := ParseAccepted(item)
		if ok && !slices.ContainsFunc(out, func(b Accepted) bool { return b.Rule == a.Rule }) {
			out = append(out, a)
		}
	}
	return out
}
