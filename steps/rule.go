package steps

import (
	"strings"

	"eacwizard/steps/mailflow"
)

const sourceRule = "Microsoft: New-TransportRule; Integrate with an email add-on service, step 2"

// routingRulePart is the mail flow rule that sends messages through the outbound connector.
var routingRulePart = Part{
	ID: "rule", Title: "Mail flow rule",
	Fields: []Field{
		{
			Name: "name", Kind: Text, Label: "Name",
			Propose: named("Route email to ", "", "Route email to the service"),
			Missing: "give the rule a name", Parse: parses(mailflow.ParseRuleName), Params: []string{"Name"},
			Explain: Explanation{What: "What the rule is called in the list of rules and in message traces.", Why: "At most 64 characters, and no other rule may have it.", Source: sourceRule},
		},
		{
			Name: "comments", Kind: Text, Label: "Comments", Parse: parses(mailflow.ParseComments), Params: []string{"Comments"},
			Explain: Explanation{What: "A remark that is kept with the rule, up to 1,024 characters on one line.", Why: "Who asked for it, and what breaks without it.", Source: sourceRule},
		},
		{
			Name: "header-name", Kind: Text, Label: "Enter text", Example: "Example: SignatureContoso",
			Missing: "type the name of the header that the service stamps on what it has handled",
			Parse:   parses(mailflow.ParseHeaderName), Params: []string{"ExceptIfHeaderContainsMessageHeader"},
			Explain: Explanation{What: "The header by which the rule knows a message that has been at the service already.", Why: "Without it the message would go round between Exchange Online and the service until it is returned.", Source: sourceRule},
		},
		{
			Name: "header-words", Kind: List, Label: "Enter words", Noun: "word", Example: "Example: true",
			Missing: "add the value that the service gives the header",
			Parse:   parses(mailflow.ParseHeaderWord), Params: []string{"ExceptIfHeaderContainsWords"},
			Explain: Explanation{What: "The rule leaves a message alone whose header holds one of these words.", Why: "Take the value exactly from the service's guide.", Source: sourceRule},
		},
		{
			Name: "pilot-senders", Kind: List, Label: "Only for these senders (pilot)", Noun: "sender", Example: "Example: pilot@contoso.com",
			Parse: parses(mailflow.ParseEmailAddress), Pick: mailflow.ListEmailAddresses, Params: []string{"From"},
			Explain: Explanation{What: "With senders here, only their messages take the way through the service.", Why: "A pilot group shows what goes wrong while it concerns a few.", Source: sourceRule},
		},
		{
			Name: "severity", Kind: Choice, Label: "Audit this rule with severity level",
			Options: []Option{
				{Value: "not-specified", Label: "Not specified", Explains: "The rule's hits are reported without a level."},
				{Value: "low", Label: "Low", Explains: "Reported with level low."},
				{Value: "medium", Label: "Medium", Explains: "Reported with level medium."},
				{Value: "high", Label: "High", Explains: "Reported with level high."},
				{Value: "do-not-audit", Label: "Do not audit", Explains: "The box unticked: the rule's hits are not reported."},
			},
			Propose: always("not-specified"), Missing: "choose a severity", Params: []string{"SetAuditSeverity"},
			Explain: Explanation{What: "The level under which hits of the rule are reported.", Why: "It changes nothing about mail.", Source: sourceRule},
		},
		{
			Name: "mode", Kind: Choice, Label: "Choose a mode for this rule",
			Options: []Option{
				{Value: "enforce", Label: "Enforce", Explains: "The rule acts."},
				{Value: "test-with-policy-tips", Label: "Test with Policy Tips", Explains: "The rule is logged and does not act; senders may see tips."},
				{Value: "test-without-policy-tips", Label: "Test without Policy Tips", Explains: "The rule is logged and does not act."},
			},
			Propose: always("enforce"), Missing: "choose a mode", Params: []string{"Mode"},
			Explain: Explanation{What: "Enforce redirects messages; the test modes only write what would have happened.", Why: "Nothing reaches the service in a test mode.", Source: sourceRule},
		},
		{
			Name: "activation-date", Kind: Text, Label: "Activate this rule on the following date", Example: "Example: 2027-01-31 09:00",
			Parse: parses(mailflow.ParseMoment), Params: []string{"ActivationDate"},
			Explain: Explanation{What: "The rule acts from then on.", Why: "For a change that was announced for a day. Empty: at once.", Source: sourceRule},
		},
		{
			Name: "expiry-date", Kind: Text, Label: "Deactivate this rule on the following date", Example: "Example: 2027-06-30 18:00",
			Parse: parses(mailflow.ParseMoment), Params: []string{"ExpiryDate"},
			Explain: Explanation{What: "The rule stops acting then.", Why: "For a service that is only tried. Empty: never.", Source: sourceRule},
		},
		{
			Name: "stop-processing-more-rules", Kind: Toggle, Label: "Stop processing more rules",
			Propose: always("true"), Params: []string{"StopRuleProcessing"},
			Explain: Explanation{What: "Ticked: rules below this one do not see a message that it redirects.", Why: "They see it when it comes back, with the signature in it. Unticked, they would act twice.", Source: sourceRule},
		},
		{
			Name: "defer", Kind: Toggle, Label: "Defer the message if rule processing doesn't complete",
			Propose: always("false"), Params: []string{"RuleErrorAction"},
			Explain: Explanation{What: "Ticked: the message waits and is tried again. Unticked: it goes on without the rule.", Why: "Ticked where a message without the service's work must not leave.", Source: sourceRule},
		},
		{
			Name: "match-sender-address-in-message", Kind: Choice, Label: "Match sender address in message",
			Options: []Option{
				{Value: "header", Label: "Header", Explains: "The sender that people see."},
				{Value: "envelope", Label: "Envelope", Explains: "The sender that servers see."},
				{Value: "header-or-envelope", Label: "Header or envelope", Explains: "Either of both."},
			},
			Propose: always("header"), Missing: "choose which sender address counts", Params: []string{"SenderAddressLocation"},
			Explain: Explanation{What: "Where conditions look for the sender.", Why: "Header is what the admin center shows for a new rule.", Source: sourceRule},
		},
		{
			Name: "priority", Kind: Text, Label: "Priority", Example: "Example: 0",
			Parse: parses(mailflow.ParsePriority), Params: []string{"Priority"},
			Explain: Explanation{What: "The rule's place in the order in which rules are processed, 0 being the first. Empty: behind all others.", Why: "A rule that stops processing further up would hide this one.", Source: sourceRule},
		},
		{
			Name: "turn-it-on", Kind: Toggle, Label: "Enable the rule at the end",
			Propose: always("true"), Params: []string{"Enabled"},
			Explain: Explanation{What: "The rule is always created disabled. Ticked: a stage of its own turns it on, when everything else is there.", Why: "From that moment mail goes to the service, so everything else comes first.", Source: sourceRule},
		},
	},
	Notes: []Note{
		{At: "header-name", Level: Warning, When: standardHeader("header-name"), Says: "This is a header that mail systems use themselves, so other messages may carry it. Take one that only the service stamps."},
		{At: "mode", Level: Warning, When: Is("mode", "test-with-policy-tips", "test-without-policy-tips"), Says: "In a test mode nothing is redirected: the service gets no mail."},
		{At: "stop-processing-more-rules", Level: Warning, When: Unticked("stop-processing-more-rules"), Says: "Rules below this one act on the message before it leaves and again when it comes back."},
		{At: "turn-it-on", Says: "Messages take the way through the service from then on; it may take 30 minutes until the rule acts everywhere."},
	},
	Demands: []Demand{{
		At: "expiry-date", Rule: "MF407",
		Broken: Cond{Says: "expiry-date is not after activation-date", Holds: func(s Sight) bool {
			from, err := mailflow.ParseMoment(s.Text("activation-date"))
			to, err2 := mailflow.ParseMoment(s.Text("expiry-date"))
			return err == nil && err2 == nil && !to.Time().After(from.Time())
		}},
		Says: "the rule would stop before it starts", Fix: "give a date after the activation date",
	}},
	Pages:  rulePages,
	Review: reviewRule,
}

func standardHeader(name string) Cond {
	return Cond{Says: name + " is a standard header", Holds: func(s Sight) bool {
		h, err := mailflow.ParseHeaderName(s.Text(name))
		return err == nil && h.Standard()
	}}
}

// rulePages are one page in both EACs, in two stretches so that it fits a small screen.
func rulePages(s *Settled, p *Part) Stretch {
	head := "new rule"
	connector := s.Sight(p.ID).Text("outbound.name")
	if connector == "" {
		connector = "the outbound connector"
	}
	return Stretch{Pages: []Page{
		{
			ID: p.ID, Head: head, Rail: "New rule", Title: "New rule", Next: "Next",
			Intro: []string{
				"Apply this rule if… The sender is located… Inside the organization",
				"Do the following… Use the following connector… " + connector,
			},
			Rows: []Row{
				{Key: p.key("name")},
				{Key: p.key("header-name"), Gap: true, Above: "Except if… A message header includes any of these words"},
				{Key: p.key("header-words")},
				{Key: p.key("pilot-senders"), Gap: true},
			},
		},
		{
			ID: p.ID + "/more", Head: head, Rail: "More options", Title: "New rule", Next: "Next",
			Intro: []string{"Properties of this rule:"},
			Rows: []Row{
				{Key: p.key("priority")},
				{Key: p.key("severity"), Gap: true, Drop: true},
				{Key: p.key("mode"), Gap: true},
				{Key: p.key("activation-date"), Gap: true},
				{Key: p.key("expiry-date")},
				{Key: p.key("stop-processing-more-rules"), Gap: true},
				{Key: p.key("defer")},
				{Key: p.key("match-sender-address-in-message"), Gap: true, Drop: true},
				{Key: p.key("comments"), Gap: true},
				{Key: p.key("turn-it-on"), Gap: true},
			},
		},
	}}
}

func reviewRule(s *Settled, p *Part) []Section {
	at := s.Sight(p.ID)
	label := func(name string) string {
		o, _ := s.At(p.key(name)).Option()
		return o.Label
	}
	when := []string{"The sender is located: Inside the organization"}
	if pilots := at.Value("pilot-senders"); !pilots.Empty() {
		when = append(when, "The sender is: "+commaed(pilots))
	}
	more := []string{"Mode: " + label("mode"), "Severity: " + label("severity"), "Sender address: " + label("match-sender-address-in-message")}
	for _, toggle := range []string{"stop-processing-more-rules", "defer"} {
		if at.On(toggle) {
			more = append(more, s.At(p.key(toggle)).Label)
		}
	}
	for _, text := range []string{"priority", "activation-date", "expiry-date", "comments"} {
		if v := at.Text(text); v != "" {
			more = append(more, strings.TrimSuffix(s.At(p.key(text)).Label, " on the following date")+": "+v)
		}
	}
	status := "Created disabled, and enabled in a later stage"
	if !at.On("turn-it-on") {
		status = "Created disabled, and left so"
	}
	return []Section{
		{Title: "Name", Lines: []string{orUnanswered(at.Text("name"))}, Edit: "Edit rule", Keys: p.keysNamed("name")},
		{Title: "Status", Lines: []string{status}, Keys: p.keysNamed("turn-it-on")},
		{Title: "Apply this rule if", Lines: when, Keys: p.keysNamed("pilot-senders")},
		{Title: "Do the following", Lines: []string{"Use the following connector: " + orUnanswered(at.Text("outbound.name"))}},
		{Title: "Except if", Lines: []string{"The header " + orUnanswered(at.Text("header-name")) + " includes: " + commaed(at.Value("header-words"))}, Keys: p.keysNamed("header-name", "header-words")},
		{Title: "Properties of this rule", Lines: more, Edit: "Edit options", Keys: p.keysNamed("mode", "severity", "priority")},
	}
}
