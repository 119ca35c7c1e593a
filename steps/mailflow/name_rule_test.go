package mailflow

import (
	"testing"
)

var goodRuleNames = []good{
	{"Route email to Contoso Signature Service", "Route email to Contoso Signature Service"},
}

var badRuleNames = []bad{
	{"", "MF409", `"" is empty; give the rule a name`},
}

func TestParseRuleName(t *testing.T) { check(t, as(ParseRuleName), goodRuleNames, badRuleNames) }

func FuzzParseRuleName(f *testing.F) {
	fuzz(f, as(ParseRuleName), nil, goodRuleNames, badRuleNames)
}
