package render_test

import (
	"strings"
	"testing"
)

// TestReceiptSaysNothingItDidNotSee: where a block stops while it looks around, its receipt says nothing of what is there
// by then: it was made, validated and recorded by a paste before.
func TestReceiptSaysNothingItDidNotSee(t *testing.T) {
	s, at := sample(t, "add-on-service"), fabrikam()
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "the connector is recorded as validated", "Actions done: 6 of 6")
	at.rules[0].set("StopRuleProcessing", false)
	thrown, r = paste(t, s, 1, at)
	wants(t, thrown, r, "!StopRuleProcessing: expected True, found False", "Nothing was changed.",
		"Inbound connector Contoso Signature Service to Office 365: nothing done by this paste", "See that the certificate domain is an accepted domain: not looked at")
	for _, lie := range []string{"NOT COMPLETE", "not created", "not recorded"} {
		if strings.Contains(r.receipt(), lie) {
			t.Errorf("it says %q: %s", lie, r.receipt())
		}
	}
}

// TestBlockNamesTheOneBefore: a block whose object is not there says which one makes it, and of what no block makes where
// it comes from.
func TestBlockNamesTheOneBefore(t *testing.T) {
	thrown, r := paste(t, sample(t, "third-party-archive"), 3, contoso())
	wants(t, thrown, r, "!The inbound connector", "!is not there as block 1 leaves it. Paste that block first.")

	at := contoso()
	at.domains = at.domains[1:]
	thrown, r = paste(t, sample(t, "third-party-filter-hybrid"), 1, at)
	wants(t, thrown, r, "!The accepted domain contoso.com is not there. Add it and verify it in the admin center", "Nothing was changed.")
}

// TestReceiptSaysWhatWasBefore: what a block changes on an object that it did not make is in no record, so that its
// receipt says how it was, also where the change breaks off.
func TestReceiptSaysWhatWasBefore(t *testing.T) {
	s, at := sample(t, "third-party-filter-hybrid"), contoso()
	for i, says := range []string{"  Before this paste: DomainType Authoritative", "  Before this paste: DomainType InternalRelay"} {
		thrown, r := paste(t, s, 1, at)
		wants(t, thrown, r, says)
		if asked := order(r.called("Set-AcceptedDomain")); len(asked) != 1-i {
			t.Error(asked)
		}
	}
	at = contoso()
	at.fails = map[string]string{"Set-AcceptedDomain": "no answer"}
	thrown, r := paste(t, s, 1, at)
	wants(t, thrown, r, "!no answer", "  Before this paste: DomainType Authoritative", "does not know: begun and not confirmed")

	s, at = sample(t, "third-party-filter"), contoso()
	at.sealers, at.fails = "a.example,b.example", map[string]string{"Set-ArcConfig": "no answer"}
	thrown, r = paste(t, s, 1, at)
	wants(t, thrown, r, "!no answer", "begun and not confirmed\n  Before this paste: a.example, b.example")
}

// TestLaterBlockSaysWhatComesFirst: a block that asks for a line says what that line stands for.
func TestLaterBlockSaysWhatComesFirst(t *testing.T) {
	for _, name := range cases(t) {
		for head := range strings.SplitSeq(document(t, "paste", settled(t, name)), "# When all of it is true, type this line") {
			if at := strings.LastIndex(head, "# BLOCK "); at >= 0 && strings.Count(head, "\r\n# BLOCK ") > 0 && !strings.Contains(head[at:], "# What has to be true first:") && !strings.Contains(head[at:], "\r\n& {") {
				t.Errorf("%s: %s", name, head[at:])
			}
		}
	}
}

// TestPasteHasNoIdleWords: a block does not run with -WhatIf, and speaks of advice only where it has some.
func TestPasteHasNoIdleWords(t *testing.T) {
	for _, name := range cases(t) {
		for _, id := range []string{"paste", "on-premises", "script"} {
			text := document(t, id, settled(t, name))
			if id != "script" && strings.Count(text, "$WhatIfPreference") != 2*strings.Count(text, "\r\n& {\r\n") && !strings.HasPrefix(text, "& {") {
				t.Errorf("%s: %s speaks of -WhatIf where it cannot run with it", name, id)
			}
			if set, read := strings.Count(text, "$advice = ''"), strings.Count(text, "-join '; '), $advice)"); set != read || set > strings.Count(text, "ask Support") {
				t.Errorf("%s: %s: $advice is emptied %d times and read %d times", name, id, set, read)
			}
		}
	}
}
