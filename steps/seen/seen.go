// Package seen is what a look at live DNS and at the smart hosts found. It is plain data: the prober fills it, pages and
// documents show its tasks, and checks read its facts.
//
// Every string in a Report went through Harmless, whoever sent it.
package seen

import "time"

// Verdict is how a task ended. It is empty for a task that has not ended yet.
type Verdict string

const (
	Succeeded  Verdict = "succeeded"
	Failed     Verdict = "failed"
	NotChecked Verdict = "not-checked" // could not be looked at from here; says nothing against the target
)

// Kind is what a task looks at, and the first half of its ID.
type Kind string

const (
	SmartHostName Kind = "smart-host-name" // resolves, and to what
	SmartHostSMTP Kind = "smart-host-smtp" // takes a connection on port 25, greets, answers EHLO
	SmartHostTLS  Kind = "smart-host-tls"  // STARTTLS and the certificate, by what the connector demands
	MXNow         Kind = "mx-now"
	MXPlanned     Kind = "mx-planned"
	TenantHost    Kind = "tenant-host" // the name that Exchange Online gave the domain
	SPFNow        Kind = "spf-now"
	SPFPlanned    Kind = "spf-planned"
	DomainProof   Kind = "domain-proof" // the TXT or MX record that proves a domain's ownership
	DMARCPolicy   Kind = "dmarc"
	MTASTSPolicy  Kind = "mta-sts"
)

// Task is one thing that was looked at.
type Task struct {
	ID       string // kind and target, as "smart-host-tls smtp.contoso.com"; the same plan gives the same IDs
	Kind     Kind
	Target   string // a host or a domain
	Verdict  Verdict
	Says     string        // one sentence for a person
	Evidence []string      // details, each one line; indentation by spaces is meant
	Took     time.Duration // zero for a task that did not start
	Rule     string        // the catalogue's rule that Says is about, as "MF603"; "" for none
}

// Report is what a whole look found.
type Report struct {
	Tasks []Task // in the order of the plan, whatever ended first
	Facts Facts
}

// Failed reports whether a task failed. One that could not be looked at did not.
func (r Report) Failed() bool {
	for _, t := range r.Tasks {
		if t.Verdict == Failed {
			return true
		}
	}
	return false
}

// Task is the task with that ID.
func (r Report) Task(id string) (Task, bool) {
	for _, t := range r.Tasks {
		if t.ID == id {
			return t, true
		}
	}
	return Task{}, false
}
