package render

import (
	"fmt"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/check"
)

// seeRunbook ends what documents say of an error.
const seeRunbook = " The runbook has the details."

// errorsFound says at the head of a document that the rules find something grave in the answers. It holds no text of the
// user's: rule and part alone.
func errorsFound(all []check.Finding) (out []string) {
	for _, f := range all {
		if f.Severity != check.Error || !f.Counts() {
			continue
		}
		r, known := check.Find(f.Rule)
		if !known {
			continue
		}
		says := fmt.Sprintf("ERROR %s, in the part %s: %s."+seeRunbook, r.ID, f.Key.Part(), r.Name)
		if len(out) == 0 || out[len(out)-1] != says {
			out = append(out, says)
		}
	}
	return out
}

// findings are what the rules say of the answers, each as one sentence for a person. Text of the user's in it is visible.
func findings(src *source) []string { return src.foundSays() }

func findingsOf(s *steps.Settled, found []check.Finding) []string {
	out := make([]string, 0, len(found))
	for i := range found {
		f := &found[i]
		comma, label, semicolon, accepted := "", "", "", "."
		if q := s.Find(f.Key); q != nil {
			comma, label = ", ", q.PlainLabel()
		}
		if f.Fix != "" {
			semicolon = "; "
		}
		if !f.Counts() {
			accepted = ". Accepted: " + f.Accepted + "."
		}
		out = append(out, visible(strings.ToUpper(f.Severity.String())+" "+f.Rule+", "+f.Object+comma+label+": "+f.Says+semicolon+f.Fix+accepted))
	}
	return out
}
