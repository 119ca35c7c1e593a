package answers

import (
	"slices"
	"strings"
	"testing"

	"eacwizard/steps"
)

func TestAccept(t *testing.T) {
	const whole = "scenario: connector\nconnector: {from: office-365, to: partner-organization, name: Bank, use: these-domains, recipient-domains: [bank.example]}\n"
	for _, c := range []struct{ file, want string }{
		{"accept: [{rule: MF107, reason: it's a lab}, {rule: mf010, reason: \"agreed: ticket #4\"}]\n", ""},
		{"accept:\n", ""},
		{"accept: MF107\n", `a.yaml:3:9: accept: is no list; write accept: [{rule: MF107, reason: why it is fine here}]`},
		{"accept: [MF107]\n", `a.yaml:3:10: accept: is no rule with its reason; write {rule: MF107, reason: why it is fine here}`},
		{"accept: [{rule: MF107}]\n", `accepts a rule without a reason`},
		{"accept: [{rule: all, reason: x}]\n", `"all" is no rule's id`},
		{"accept: [{rule: MF107, reson: x}]\n", `"reson" is neither rule nor reason`},
	} {
		file, err := Read("a.yaml", []byte(whole+c.file))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s%v", c.file, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s%v", c.file, err)
		}
		if err != nil {
			continue
		}
		goRound(t, file.Scenario, file.Settled.Said())
	}
	file, err := Read("a.yaml", []byte(whole+"accept: [{rule: MF107, reason: it's a lab}, {rule: mf010, reason: \"agreed: ticket #4\"}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []steps.Accepted{{Rule: "MF107", Reason: "it's a lab"}, {Rule: "MF010", Reason: "agreed: ticket #4"}}
	if got := file.Settled.Accepted(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
