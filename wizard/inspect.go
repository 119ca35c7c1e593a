package wizard

import (
	"slices"
	"strconv"

	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/seen"
)

// inspector holds what the checks find. They are asked once for each change of the answers, however often it is drawn.
// Where there is none, nothing is checked: the answers are no set-up.
type inspector struct {
	of    *steps.Settled // what found is about; every change of the answers settles them anew
	found []check.Finding
	facts *seen.Facts // what a look at live DNS and servers saw; nil where nobody looked
}

// on is what the checks find in the answers as they stand.
func (i *inspector) on(s *steps.Settled) []check.Finding {
	if i == nil {
		return nil
	}
	if s != i.of {
		i.of, i.found = s, check.CheckSeen(s, i.facts)
	}
	return i.found
}

// learn has what was seen go into the checks from here on.
func (i *inspector) learn(facts *seen.Facts) { i.facts, i.of = facts, nil }

// said are the findings that have to be said beside the problems, which say themselves what is refused.
func (i *inspector) said(s *steps.Settled) []check.Finding {
	return slices.DeleteFunc(slices.Clone(i.on(s)), func(f check.Finding) bool { return f.Refused })
}

// at are the findings at one question that nobody has accepted, the gravest first.
func (i *inspector) at(s *steps.Settled, k steps.Key) []check.Finding {
	out := slices.DeleteFunc(check.At(i.on(s), k), func(f check.Finding) bool { return f.Refused || !f.Counts() })
	slices.SortStableFunc(out, func(a, b check.Finding) int { return int(b.Severity - a.Severity) })
	return out
}

// errors are the findings that have to be asked about before the documents are made.
func (i *inspector) errors(s *steps.Settled) (out []check.Finding) {
	for _, f := range i.said(s) {
		if f.Counts() && f.Severity == check.Error {
			out = append(out, f)
		}
	}
	return out
}

// doubts reports a page with findings that somebody has to look at.
func (i *inspector) doubts(s *steps.Settled, p steps.Page) bool {
	return p.Kind != steps.ReviewPage && slices.ContainsFunc(i.on(s), func(f check.Finding) bool {
		return grave(f) && p.Holds(f.Key)
	})
}

// grave reports a finding that somebody has to look at.
func grave(f check.Finding) bool { return !f.Refused && f.Counts() && f.Severity >= check.Warning }

// doubted is how a page stands in the rail that was left onward, and on which there are findings to look at.
const doubted = steps.Amiss + 1

// rail is how each page stands, the findings counted in. What is proposed otherwise is said first: it is gone once the
// page was seen, and the findings are not.
func (i *inspector) rail(flow *steps.Flow) []steps.Standing {
	out := flow.Rail()
	for n, p := range flow.Pages() {
		if out[n] == steps.Done && i.doubts(flow.Settled(), p) {
			out[n] = doubted
		}
	}
	return out
}

// severityWords are severities as a page and a voice say them.
var severityWords = map[check.Severity]string{check.Info: "Note", check.Warning: "Warning", check.Error: "Error"}

// countFindings says how many there are of each severity, the gravest first; "" for none. Accepted ones do not count.
func countFindings(all []check.Finding) (says string) {
	n := map[check.Severity]int{}
	for _, f := range all {
		if f.Counts() {
			n[f.Severity]++
		}
	}
	for _, c := range []struct {
		of        check.Severity
		one, more string
	}{{check.Error, "error", "errors"}, {check.Warning, "warning", "warnings"}, {check.Info, "note", "notes"}} {
		if n[c.of] == 0 {
			continue
		}
		if says != "" {
			says += ", "
		}
		says += strconv.Itoa(n[c.of]) + " " + map[bool]string{true: c.one, false: c.more}[n[c.of] == 1]
	}
	return says
}

// changed is the first question that a fix has changed, as it stands now, with its value in words.
func changed(s *steps.Settled, c *check.Change) (q steps.Asked, words string) {
	for _, q := range s.Asked {
		_, set := c.Set[q.Key]
		if q.Open && (set || slices.Contains(c.Clear, q.Key)) {
			return q, wordsOf(q, q.Value)
		}
	}
	return steps.Asked{}, "not asked any more"
}
