package follow

import (
	"strings"
	"unicode"

	"eacwizard/steps/mailflow"
)

// rules runs the mail flow rules, and gives the connector that one of them redirects to. It reports false where the
// message cannot go on.
func (t *traveller) rules() (route *mailflow.Outbound, ok bool) {
	for i, r := range t.now.rules {
		why, fires := t.meets(r)
		if !fires {
			t.say(why)
			continue
		}
		t.hop().Rule = r.Name.String()
		t.say(why)
		if r.BypassSpamFiltering {
			t.bypass = true
		}
		if !r.Route.IsZero() {
			out := t.named(r.Route)
			if out == nil {
				t.hold("", "", "", Finding{
					Topic: OnRoute, Sure: Inferred, Source: byNewRule, Rule: "MF101",
					Says: "The connector " + called(r.Route.String()) + " is off or not there.",
					Why:  "No document says what becomes of the message; here it is taken to wait.",
				})
				return nil, false
			}
			if route != nil && lower(route.Name) != lower(out.Name) {
				t.say(Finding{
					Topic: OnRule, Sure: Inferred, Source: byNewRule, Rule: "MF406",
					Says: "Another rule has redirected it to the connector " + called(route.Name.String()) + " before; the last one is taken to win.",
				})
			}
			route = out
		}
		if r.StopProcessing {
			t.say(t.stops(t.now.rules[i+1:]))
			break
		}
	}
	if t.m.Redirected && route == nil && t.inside && !t.wasRedirected() {
		if out := t.ruleScoped(); out != nil {
			t.say(Finding{
				Topic: OnRule, Sure: Inferred, Source: byNewOutbound,
				Says: "A rule that is not part of this set-up redirects the message to the connector " + called(out.Name.String()) + ".",
			})
			route = out
		}
	}
	return route, true
}

// stops says that a rule ends the rules, and which ones it hides.
func (t *traveller) stops(hidden []mailflow.Rule) Finding {
	f := Finding{Topic: OnRule, Sure: Documented, Source: byNewRule, Says: "No further rule is looked at.", Why: "The rule says so."}
	var names []string
	for _, r := range hidden {
		if r.Enabled {
			names = append(names, called(r.Name.String()))
		}
	}
	if len(names) > 0 {
		f.Rule, f.Why = "MF405", "The rule says so; after it would come the rule "+strings.Join(names, ", ")+"."
	}
	return f
}

// wasRedirected reports that the message has been through the connector.
func (t *traveller) wasRedirected() bool {
	for _, h := range t.hops {
		if h.Place == AtService || h.Place == AtNextServer {
			return true
		}
	}
	return false
}

func (t *traveller) named(name mailflow.ConnectorName) *mailflow.Outbound {
	for i, c := range t.now.out {
		if lower(c.Name) == lower(name) {
			return &t.now.out[i]
		}
	}
	return nil
}

func (t *traveller) ruleScoped() *mailflow.Outbound {
	for i, c := range t.now.out {
		if c.Scope == mailflow.ScopeTransportRule {
			return &t.now.out[i]
		}
	}
	return nil
}

// meets says whether a rule acts on the message, and why.
func (t *traveller) meets(r mailflow.Rule) (Finding, bool) {
	name := "The rule " + called(r.Name.String())
	not := func(says, why, rule string, sure Sureness) (Finding, bool) {
		return Finding{Topic: OnRule, Sure: sure, Source: byNewRule, Rule: rule, Says: name + " " + says, Why: why}, false
	}
	switch {
	case !r.Enabled:
		return not("is not on"+t.yet()+".", "", "MF407", Documented)
	case r.Scope == mailflow.InsideTheOrganization && !t.inside:
		if t.by == nil || t.by.Type == mailflow.Partner {
			return not("does not act: the sender is outside the organization.", "", "", Documented)
		}
		return not("does not act: the sender counts as outside the organization.", "Inside is who is in an accepted domain and came by a connection that is trusted.", "MF404", Inferred)
	case r.Scope == mailflow.OutsideTheOrganization && t.inside:
		return not("does not act: the sender is inside the organization.", "", "", Documented)
	case len(r.Senders) > 0 && !t.sentBy(r):
		return not("does not act: "+sender(t.m.author())+" is not among its senders.", "", "", Documented)
	case len(r.SenderRanges) > 0 && !skipped(r.SenderRanges, t.conn.address):
		return not("does not act: "+shown(t.conn.address)+" is not in its ranges.", "It looks at the address of the last server.", "", Documented)
	}
	if h, word, found := t.excepted(r); found {
		return not("makes an exception: "+h.Name.String()+": "+h.Value+" holds the word "+called(word)+".", "The service has handled the message, so it is not sent there again.", "", Documented)
	}
	if r.Mode != mailflow.RuleEnforce && r.Mode != "" {
		return not("would act, but only tests.", "Its mode is "+string(r.Mode)+": what it does is written down and not done.", "MF407", Documented)
	}
	f := Finding{Topic: OnRule, Sure: Documented, Source: byNewRule, Says: name + " acts: it " + t.does(r) + "."}
	if !r.ExceptHeader.IsZero() {
		f.Why = "Its exception does not hold: no header " + r.ExceptHeader.String() + " with one of its words."
		if h, has := t.carries(r.ExceptHeader); has {
			f.Why, f.Rule = "Its exception does not hold: "+h.Name.String()+": "+h.Value+" has none of its words as a whole word.", "MF402"
		} else if t.wasRedirected() {
			f.Rule = "MF401"
		}
	} else if !r.Route.IsZero() {
		f.Why, f.Rule = "It makes no exception for messages that the service has handled.", "MF401"
	}
	if !r.Route.IsZero() && !t.inside && f.Rule == "" {
		f.Why, f.Rule = strings.TrimSpace(f.Why+" It is for senders outside the organization as well."), "MF404"
	}
	if t.wasRedirected() && (f.Rule == "MF401" || f.Rule == "MF402") && !r.Route.IsZero() {
		t.round = f.Rule
	}
	if !r.Activation.IsZero() || !r.Expiry.IsZero() {
		f.Why = strings.TrimSpace(f.Why + " It has dates; it is taken to be between them.")
	}
	return f, true
}

func (t *traveller) does(r mailflow.Rule) string {
	if r.BypassSpamFiltering {
		return "sets SCL -1"
	}
	return "redirects to the connector " + called(r.Route.String())
}

func (t *traveller) sentBy(r mailflow.Rule) bool {
	header, envelope := r.SenderLocation != "Envelope", r.SenderLocation == "Envelope" || r.SenderLocation == "HeaderOrEnvelope"
	for _, s := range r.Senders {
		if header && lower(s) == lower(t.m.author()) || envelope && lower(s) == lower(t.m.MailFrom) {
			return true
		}
	}
	return false
}

// excepted finds the header that a rule makes an exception for.
func (t *traveller) excepted(r mailflow.Rule) (h Header, word string, found bool) {
	if r.ExceptHeader.IsZero() {
		return Header{}, "", false
	}
	for _, h := range t.headers {
		if lower(h.Name) != lower(r.ExceptHeader) {
			continue
		}
		for _, w := range r.ExceptWords {
			if holdsWord(h.Value, w.String()) {
				return h, w.String(), true
			}
		}
	}
	return Header{}, "", false
}

// carries finds a header by its name.
func (t *traveller) carries(name mailflow.HeaderName) (Header, bool) {
	for _, h := range t.headers {
		if lower(h.Name) == lower(name) {
			return h, true
		}
	}
	return Header{}, false
}

// holdsWord reports a whole word, whatever its letter case: true is in "a TRUE b" and neither in "truely" nor in
// "x-true1". A star is a star.
func holdsWord(text, word string) bool {
	text, word = strings.ToLower(text), strings.ToLower(word)
	if word == "" {
		return false
	}
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		before, after := []rune(text[:at+i]), []rune(text[at+i+len(word):])
		if (len(before) == 0 || !inWord(before[len(before)-1])) && (len(after) == 0 || !inWord(after[0])) {
			return true
		}
		at += i + len(word)
	}
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_'
}
