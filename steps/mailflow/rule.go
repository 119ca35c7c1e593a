package mailflow

import "errors"

// RuleMode is the value of -Mode.
type RuleMode string

const (
	RuleEnforce            RuleMode = "Enforce"
	RuleTestWithPolicyTips RuleMode = "AuditAndNotify"
	RuleTestWithoutTips    RuleMode = "Audit"
)

// SenderScope is the value of -FromScope.
type SenderScope string

const (
	InsideTheOrganization  SenderScope = "InOrganization"
	OutsideTheOrganization SenderScope = "NotInOrganization"
)

// Rule is what New-TransportRule is given. In a draft any value may still be zero.
type Rule struct {
	PartID   string
	Name     RuleName
	Comments Comments
	Enabled  bool // where it ends; a new rule is always created disabled
	Mode     RuleMode
	// Severity is the value of -SetAuditSeverity; "" leaves the parameter out.
	Severity       string
	StopProcessing bool
	// Priority is where it stands among the rules, from 0; zero leaves the parameter out, which puts it last.
	Priority Priority
	// Activation and Expiry are zero where the rule has no such date.
	Activation, Expiry Moment
	// Defer is -RuleErrorAction Defer: the message waits where the rule's processing does not complete.
	Defer bool
	// SenderLocation is the value of -SenderAddressLocation.
	SenderLocation string

	// Conditions: all of those given have to hold.
	Scope        SenderScope
	Senders      []EmailAddress // a pilot: only mail of these senders
	SenderRanges []SkipAddress

	// Actions: one of them.
	Route               ConnectorName // redirect to this outbound connector
	BypassSpamFiltering bool          // SCL -1

	// Exception: a header that holds one of the words. Both or neither.
	ExceptHeader HeaderName
	ExceptWords  []HeaderWord
}

// Part is the part of the scenario that described it.
func (r Rule) Part() string { return r.PartID }

func (r Rule) lacks() error {
	switch {
	case r.Name.IsZero():
		return errors.New("the rule has no name")
	case r.Mode == "":
		return errors.New("the rule has no mode")
	case r.Scope == "":
		return errors.New("the rule does not say whose mail it is for")
	case r.Route.IsZero() != r.BypassSpamFiltering:
		return errors.New("the rule has to do one thing: redirect to a connector, or bypass spam filtering")
	case r.ExceptHeader.IsZero() != (len(r.ExceptWords) == 0):
		return errors.New("the rule's exception needs a header and its words")
	case !r.Route.IsZero() && r.ExceptHeader.IsZero():
		return errors.New("a rule that redirects to a connector needs the header that ends the round, or mail loops")
	case r.BypassSpamFiltering && len(r.SenderRanges) == 0:
		return errors.New("a rule that bypasses spam filtering has to name the addresses it trusts")
	}
	return nil
}
