package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// Severity is how grave a finding is.
type Severity int

const (
	unset   Severity = iota // the rule's own
	Info                    // worth saying, no action forced
	Warning                 // it runs, but is risky or against Microsoft's advice
	Error                   // it would be refused, or mail would break
)

var severities = [...]string{unset: "", Info: "info", Warning: "warning", Error: "error"}

// String is the severity in a word.
func (s Severity) String() string { return severities[s] }

// MarshalText lets a severity stand in JSON as its word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Severities are all of them, the mildest first.
func Severities() []Severity { return []Severity{Info, Warning, Error} }

// ParseSeverity reads the word of a severity.
func ParseSeverity(word string) (Severity, error) {
	for _, s := range Severities() {
		if strings.EqualFold(s.String(), strings.TrimSpace(word)) {
			return s, nil
		}
	}
	return unset, fmt.Errorf("%q is no severity; write info, warning or error", word)
}

// Change is a fix that can be applied: answers to give, and answers to take back so that their proposals stand again.
type Change struct {
	Set   steps.Answers `json:"set,omitempty"`
	Clear []steps.Key   `json:"clear,omitempty"`
}

// Apply gives answers with the change in them, and leaves a as it is.
func (c Change) Apply(a steps.Answers) steps.Answers {
	a = maps.Clone(a)
	if a == nil {
		a = steps.Answers{}
	}
	for _, k := range c.Clear {
		delete(a, k)
	}
	maps.Copy(a, c.Set)
	return a
}

// Finding is what a rule says about a set of answers.
type Finding struct {
	Rule     string    `json:"rule"`
	Severity Severity  `json:"severity"`
	Object   string    `json:"object"`             // what it is about, in the person's words
	Key      steps.Key `json:"key"`                // the question it stands at
	Item     int       `json:"item"`               // of a list, from 0; -1: the answer as a whole
	Value    string    `json:"value"`              // the value that is amiss
	Says     string    `json:"says"`               // lower case, no full stop: names the value and says why
	Fix      string    `json:"fix,omitempty"`      // lower case, no full stop: what to do
	Change   *Change   `json:"change,omitempty"`   // the same as a change of answers; nil where nobody but a person can tell
	Accepted string    `json:"accepted,omitempty"` // the reason for which somebody accepts it, or ""
	// Refused says that documents cannot be made with it: a value that no parser takes, or answers that cannot stand
	// together. It cannot be accepted.
	Refused bool `json:"refused,omitempty"`
}

// Sentence is what it says and what to do, for a place where the rest stands beside it.
func (f Finding) Sentence() string {
	if f.Fix == "" {
		return f.Says
	}
	return f.Says + "; " + f.Fix
}

// Counts reports whether somebody still has to look at it: it has not been accepted.
func (f Finding) Counts() bool { return f.Accepted == "" }

// Worst is the gravest severity among findings that nobody has accepted; the zero Severity where there is none.
func Worst(all []Finding) (worst Severity) {
	for _, f := range all {
		if f.Counts() {
			worst = max(worst, f.Severity)
		}
	}
	return worst
}

// AtLeast are the findings of that severity and graver.
func AtLeast(all []Finding, least Severity) []Finding {
	return slices.DeleteFunc(slices.Clone(all), func(f Finding) bool { return f.Severity < least })
}

// At are the findings that stand at one question.
func At(all []Finding, k steps.Key) (out []Finding) {
	for _, f := range all {
		if f.Key == k {
			out = append(out, f)
		}
	}
	return out
}

// Bunch are the findings about one object.
type Bunch struct {
	Object   string
	Findings []Finding
}

// ByObject puts findings about the same object together, in the order in which the objects come up.
func ByObject(all []Finding) (out []Bunch) {
	for _, f := range all {
		i := slices.IndexFunc(out, func(b Bunch) bool { return b.Object == f.Object })
		if i < 0 {
			i, out = len(out), append(out, Bunch{Object: f.Object})
		}
		out[i].Findings = append(out[i].Findings, f)
	}
	return out
}

// about is a finding whose sentence begins with the value. Check fills in what is the same for all of a rule's.
func about(k steps.Key, value, why, fix string) Finding {
	return Finding{Key: k, Item: -1, Value: value, Says: (&mailflow.Fault{Value: value, Why: why}).Error(), Fix: fix}
}

// that is a finding on a choice or a box, which a sentence does not begin with.
func that(k steps.Key, value, says, fix string) Finding {
	return Finding{Key: k, Item: -1, Value: value, Says: says, Fix: fix}
}

func (f Finding) inItem(i int) Finding     { f.Item = i; return f }
func (f Finding) as(s Severity) Finding    { f.Severity = s; return f }
func (f Finding) with(c *Change) Finding   { f.Change = c; return f }
func set(k steps.Key, v ...string) *Change { return &Change{Set: steps.Answers{k: v}} }
func back(keys ...steps.Key) *Change       { return &Change{Clear: keys} }

// quoted is a person's text inside a sentence: on one line, with nothing in it that acts on a terminal.
func quoted(text string) string {
	return strings.TrimSuffix((&mailflow.Fault{Value: text}).Error(), " ")
}
