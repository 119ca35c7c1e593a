package check

import (
	"slices"
	"strings"
)

// Need is what a rule has to know beside nothing at all.
type Need string

const (
	Plan   Need = "plan"   // the answers alone
	Admin  Need = "admin"  // an answer that only the admin or the vendor has
	Tenant Need = "tenant" // an export of the organization as it is
	DNS    Need = "dns"    // a look at live DNS or at a live server
)

// Says is the need as a list of words would have it.
func (n Need) Says() string {
	return map[Need]string{
		Plan:   "the plan alone",
		Admin:  "an answer that only you or the vendor have",
		Tenant: "an export of the organization as it is",
		DNS:    "a look at live DNS",
	}[n]
}

// Group is a chapter of the catalogue.
type Group string

const (
	Connectors Group = "connectors"
	Pairs      Group = "connector pairs"
	LockDown   Group = "lock-down"
	Filtering  Group = "filtering, ARC and bypass"
	MailRules  Group = "mail flow rules and loops"
	Records    Group = "SPF, MX and other DNS"
	TLS        Group = "certificates and TLS"
	Texts      Group = "text in PowerShell"
)

// Rule is one thing that an expert would catch.
type Rule struct {
	ID       string
	Name     string
	Severity Severity // the gravest of its findings
	Group    Group
	Needs    []Need
	Why      string
	Fix      string
	Source   string
	// Parser says that a bad value, or answers that cannot stand together, are refused where they are given.
	Parser bool
	// Upheld says why its bad case, or the rest of it, cannot be set up here; "" where it can.
	Upheld string
	// Lacks says what is not known here, so that the rule, or a part of it, stays silent; "" where everything is.
	Lacks string

	find func(*view) []Finding
}

// catalogue is every rule in order.
var catalogue = slices.Concat(connectorRules, pairRules, lockDownRules, filteringRules, mailRules, recordRules, certificateRules, textRules)

// Rules are all rules, in the catalogue's order.
func Rules() []Rule { return slices.Clone(catalogue) }

// Find is the rule with that id, in any letter case.
func Find(id string) (Rule, bool) {
	for i := range catalogue {
		if r := &catalogue[i]; strings.EqualFold(r.ID, id) {
			return *r, true
		}
	}
	return Rule{}, false
}
