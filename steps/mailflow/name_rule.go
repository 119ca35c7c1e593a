package mailflow

// RuleName is the name of a mail flow rule. It takes what a ConnectorName takes.
type RuleName struct{ value }

// ParseRuleName reads a rule's name. An empty one and one of more than 64 characters are MF409; a control character, a
// line or paragraph separator and damaged text are MF703.
func ParseRuleName(s string) (RuleName, error) { return parse(s, readRuleName) }

func readRuleName(t string) (RuleName, *slip) {
	if wrong := wrongName(t, "rule", "MF409"); wrong != nil {
		return RuleName{}, wrong
	}
	return RuleName{value{t, t}}, nil
}

// Comments are one line of comments on a mail flow rule. Empty ones are the zero Comments.
type Comments struct{ value }

const longestComments = 1024

// ParseComments reads a rule's comments. More than 1,024 characters are MF409; the rest is as in ParseText.
func ParseComments(s string) (Comments, error) { return parse(s, readComments) }

func readComments(t string) (Comments, *slip) {
	if wrong := unusable(t); wrong != nil {
		return Comments{}, wrong
	}
	if wrong := tooLong(t, longestComments, "a rule's comments can have", "MF409"); wrong != nil {
		return Comments{}, wrong
	}
	return Comments{value{t, t}}, nil
}
