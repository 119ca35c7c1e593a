package follow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
	"eacwizard/steps/follow"
)

// TestQuestionsStartFromTheMessage: as long as nothing is said, the questions describe the message that they start from.
func TestQuestionsStartFromTheMessage(t *testing.T) {
	for name, d := range drafts(t) {
		for _, e := range append(follow.Examples(d), follow.Own(d)) {
			q := follow.Ask(e)
			settled := q.Scenario.Settle(nil)
			if problems := settled.Problems(); len(problems) > 0 {
				t.Errorf("%s %s: %v", name, e.ID, problems)
			}
			want, got := e.Follow().Text(follow.Look{}), follow.Follow(e.Draft, q.Message(settled)).Text(follow.Look{})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %s (-message +asked):\n%s", name, e.ID, diff)
			}
			if again := q.Example(settled); again.ID != e.ID || again.Title != e.Title {
				t.Errorf("%s %s is called %q though nothing was said", name, e.ID, again.Title)
			}
			for _, p := range q.Scenario.Settle(nil).Pages() {
				for _, asked := range settled.Asked {
					if !p.Holds(asked.Key) {
						t.Errorf("%s is on no page", asked.Key)
					}
				}
			}
		}
	}
}

// TestOneAnswerDecides: each answer does to the message what it says.
func TestOneAnswerDecides(t *testing.T) {
	for _, test := range []struct {
		set, example string
		said         steps.Answers
		end          follow.EndKind
		code         string
	}{
		{filterSet, "in", steps.Answers{"message.direct": {"true"}}, follow.Rejected, "550 5.7.51"},
		{filterSet, "in", steps.Answers{"message.direct": {"true"}, "message.stage": {"between"}}, follow.Delivered, ""},
		{filterSet, "in", steps.Answers{"message.recipient-at": {"nowhere"}}, follow.Rejected, "550 5.4.1"},
		{filterSet, "in", steps.Answers{"message.recipient": {"somebody@proseware.com"}, "message.direct": {"true"}}, follow.Rejected, "550 5.7.51"},
		{filterSet, "in", steps.Answers{"message.from": {"filter"}}, follow.Delivered, ""},
		{filterSet, "in", steps.Answers{"message.from": {"filter"}, "message.tls": {"false"}}, follow.Rejected, "550 5.7.51"},
		{filterSet, "in", steps.Answers{"message.from": {"filter"}, "message.certificate": {"mail.proseware.com"}}, follow.Rejected, "550 5.7.51"},
		{addOnSet, "signed-once", steps.Answers{"message.stamps": {"X-Other: true"}}, follow.Looping, "5.4.14"},
		{addOnSet, "loop", steps.Answers{"message.stamps": {"SignatureContoso: true"}}, follow.Delivered, ""},
		{addOnSet, "signed-once", steps.Answers{"message.next": {"no-tls"}}, follow.Deferred, "450 4.4.317"},
		{addOnSet, "signed-once", steps.Answers{"message.next": {"other-name"}}, follow.Deferred, "450 4.7.320"},
		{addOnSet, "signed-once", steps.Answers{"message.next": {"other-name"}, "message.next-certificate": {"smtp.contososignatureservice.com"}}, follow.Delivered, ""},
		{addOnSet, "return-certificate", steps.Answers{"message.certificate": {"S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com"}}, follow.Delivered, ""},
		{hybridSet, "on-premises-out", steps.Answers{"message.stage": {"between"}, "message.mail-from": {"<>"}, "message.certificate": {""}, "message.source-ip": {""}}, follow.Rejected, "550 5.7.64"},
		{hybridSet, "on-premises-bounce", steps.Answers{"message.stage": {"between"}, "message.mail-from": {"somebody@proseware.com"}, "message.source-ip": {"203.0.113.9"}, "message.tls": {"false"}}, follow.Rejected, "550 5.7.64"},
	} {
		d := sample(t, test.set)
		for _, e := range follow.Examples(d) {
			if e.ID != test.example {
				continue
			}
			q := follow.Ask(e)
			settled := q.Scenario.Settle(test.said)
			if problems := settled.Problems(); len(problems) > 0 {
				t.Errorf("%v: %v", test.said, problems)
			}
			for k := range test.said {
				if !settled.At(k).Open {
					t.Errorf("%v: %s is not asked: %s", test.said, k, settled.At(k).Shut)
				}
			}
			j := q.Example(settled).Follow()
			if j.End.Kind != test.end || j.End.Code != test.code {
				t.Errorf("%s %s %v: %s, want %s %q in\n%s", test.set, test.example, test.said, j.End.Heading(), test.end, test.code, j.Text(follow.Look{}))
			}
		}
	}
}

// TestAnAnswerThatDoesNotFit names the value and its question.
func TestAnAnswerThatDoesNotFit(t *testing.T) {
	q := follow.Ask(follow.Own(sample(t, addOnSet)))
	for key, value := range map[steps.Key]string{
		"message.source-ip": "fe80::1%eth0", "message.mail-from": "nobody", "message.recipient": "", "message.stamps": "no colon",
	} {
		problems := q.Scenario.Settle(steps.Answers{"message.from": {"internet"}, key: {value}}).Problems()
		if len(problems) != 1 || problems[0].Key != key {
			t.Errorf("%s %q: %v", key, value, problems)
		}
	}
}
