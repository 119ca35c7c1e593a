package seen

import "strings"

// Words are a verdict for a person. They say as much without colour.
func (v Verdict) Words() string {
	switch v {
	case Succeeded:
		return "Succeeded"
	case Failed:
		return "Failed"
	case NotChecked:
		return "Not checked"
	}
	return ""
}

// Words say what is looked at; the target reads on from them.
func (k Kind) Words() string { return words[k] }

var words = map[Kind]string{
	SmartHostName: "Name of the smart host",
	SmartHostSMTP: "Connection to",
	SmartHostTLS:  "TLS of",
	MXNow:         "MX now of",
	MXPlanned:     "Planned MX of",
	TenantHost:    "Host at Microsoft",
	SPFNow:        "SPF now of",
	SPFPlanned:    "Planned SPF of",
	DomainProof:   "Proof of",
	DMARCPolicy:   "DMARC of",
	MTASTSPolicy:  "MTA-STS of",
}

// Title is the task in a few words: what is looked at, and of what. The tasks of one plan have different ones.
func (t Task) Title() string {
	return t.Kind.Words() + " " + strings.TrimPrefix(t.ID, string(t.Kind)+" ")
}
