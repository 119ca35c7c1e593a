package mailflow

// RuleName is the name of a mail flow rule.
type RuleName struct{ value }

// ParseRuleName reads a rule's name.
func ParseRuleName(s string) (RuleName, error) { return parse(s, readRuleName) }

func readRuleName(t string) (RuleName, *slip) { return RuleName{value{t, t}}, nil }

// Comments are the comments of a mail flow rule. Empty ones are the zero Comments.
type Comments struct{ value }

// ParseComments reads a rule's comments.
func ParseComments(s string) (Comments, error) { return parse(s, readComments) }

func readComments(t string) (Comments, *slip) { return Comments{value{t, t}}, nil }
