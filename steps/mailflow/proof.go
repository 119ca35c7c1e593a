package mailflow

import (
	"strings"

	"eacwizard/steps/pattern"
)

// ProofTXT is the content of the TXT record that shows Microsoft 365 who owns a domain, as the admin center gives it:
// MS=ms51944068.
type ProofTXT struct{ value }

// ParseProofTXT reads MS=ms and digits. There were eight of them wherever it was seen; any number is taken, since no
// document promises it. Its faults break no rule of the catalogue.
func ParseProofTXT(s string) (ProofTXT, error) { return parse(s, readProofTXT) }

// Usual reports whether there are eight digits.
func (p ProofTXT) Usual() bool { return len(p.exchange) == len("MS=ms51944068") }

// ProofMX is the host of the MX record that shows the same: ms51944068.msv1.invalid. Exchange gives it in lower case
// without a final dot.
type ProofMX struct{ value }

// ParseProofMX reads ms, digits and .msv1.invalid, a final dot allowed. The preference is not a part of it. Its faults
// break no rule of the catalogue.
func ParseProofMX(s string) (ProofMX, error) { return parse(s, readProofMX) }

var (
	txtProofs = kind{give: "copy the TXT value that the admin center shows for the domain, as in MS=ms51944068"}
	mxProofs  = kind{give: "copy the value that the admin center shows for the MX record, as in ms51944068.msv1.invalid"}

	proofTXT = pattern.Lazy(`^MS=ms[0-9]{1,20}$`)
	proofMX  = pattern.Lazy(`^(?i:ms[0-9]{1,20}\.msv1\.invalid)\.?$`)

	// proofNumber is the number of a proof in whichever form, in a line of a zone file too.
	proofNumber = pattern.Lazy(`(?i)(?:^|[^a-z0-9])ms([0-9]{1,20})(?:$|[^a-z0-9])`)
	proofDigits = pattern.Lazy(`^[0-9]{6,20}$`)
)

func readProofTXT(t string) (ProofTXT, *slip) {
	if proofTXT().MatchString(t) {
		return ProofTXT{value{t, t}}, nil
	}
	return ProofTXT{}, notProof(t, txtProofs, "MS=ms", "")
}

func readProofMX(t string) (ProofMX, *slip) {
	if proofMX().MatchString(t) {
		return ProofMX{value{t, strings.TrimSuffix(strings.ToLower(t), ".")}}, nil
	}
	return ProofMX{}, notProof(t, mxProofs, "ms", ".msv1.invalid")
}

// notProof says what is wrong with a proof, and offers its number in the form that is asked for.
func notProof(t string, k kind, before, behind string) *slip {
	if wrong := unusable(t); wrong != nil {
		return wrong
	}
	if wrong := hidden(t); wrong != nil {
		return wrong
	}
	number := ""
	if found := proofNumber().FindStringSubmatch(t); found != nil {
		number = found[1]
	} else if proofDigits().MatchString(t) {
		number = t
	}
	lower := strings.ToLower(t)
	meant := offer{values: []string{before + number + behind}}
	switch {
	case t == "":
		return k.slip("is empty")
	case number == "":
		return k.slip("is not the proof that Microsoft 365 asks for")
	case number == t:
		return k.slip("is only the number of the proof", meant)
	case behind == "" && strings.Contains(lower, ".msv1.invalid"):
		return k.slip("is the value of the MX record, and the TXT record's is asked for", meant)
	case behind != "" && strings.HasPrefix(lower, "ms=") && !strings.Contains(lower, ".msv1"):
		return k.slip("is the value of the TXT record, and the MX record's is asked for", meant)
	case behind != "" && leadingNumber().MatchString(t):
		return k.slip("has the preference in front", meant)
	}
	return k.slip("is not in the form that Microsoft 365 looks for", meant)
}

var leadingNumber = pattern.Lazy(`^[0-9]+\s`)
