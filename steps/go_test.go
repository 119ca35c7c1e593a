package steps

import (
	"slices"
	"testing"
)

// A jump opens a page as it is; from the review it is an edit that returns there.
func TestGo(t *testing.T) {
	f := NewFlow(&addOnScenario, State{})
	f.Go("rule")
	if f.Page().ID != "rule" || f.State().Fixing {
		t.Fatal(f.State())
	}
	if st := f.Rail(); st[0] != Later || st[f.At()] != Here {
		t.Error(st)
	}
	f.Go("review")
	f.Go("organization")
	if !f.State().Fixing || !f.Back() || f.Page().Kind != ReviewPage {
		t.Error(f.State())
	}
}

// An edit from a review that was gone to returns there, and does not lead through the pages that were passed over.
func TestGoToTheReviewPassesOverWhatStands(t *testing.T) {
	f := newFlow(outboundAnswers())
	f.Go("review")
	f.Fix("connector/name", "connector.name")
	if _, problems := f.Next(); problems != nil || f.Page().Kind != ReviewPage {
		t.Error(problems, f.Page().ID)
	}
	f = newFlow(Answers{"connector.from": {partner}})
	f.Go("review")
	f.Fix("organization", "")
	if f.Next(); f.Page().ID != "connector/name" || !f.State().Fixing {
		t.Error("the first page with something amiss is passed over for", f.Page().ID)
	}
}

// The other EAC's pages go on at the same question, and its answers are the same.
func TestWearStaysAtTheQuestion(t *testing.T) {
	a := Answers{"connector.from": {partner}, "connector.name": {"Bank"}, "connector.sender-domains": {"bank.example"}}
	f := NewFlow(&connectorScenario, State{Answers: a, Page: "connector.partner-domains", EAC: ClassicEAC})
	f.Wear(NewEAC)
	if f.Page().ID != "connector.identify-partner" {
		t.Error(f.Page().ID)
	}
	if !f.Undo() || f.Page().ID != "connector.partner-domains" {
		t.Error("undo leads to", f.Page().ID)
	}
}

// What a page proposes may change after it was left, by an earlier answer, and what it proposed then is known.
func TestMovedKnowsWhatWas(t *testing.T) {
	f := NewFlow(&addOnScenario, State{Answers: Answers{"organization.initial-domain": {"fabrikam.onmicrosoft.com"}, "service.name": {"Signer"}}})
	for f.Page().ID != "outbound.use" {
		if _, problems := f.Next(); problems != nil {
			t.Fatal(problems)
		}
	}
	f.Go("service")
	f.Set("service.name", Value{"Stamper"})
	if i := slices.IndexFunc(f.Pages(), func(p Page) bool { return p.ID == "outbound/name" }); f.Rail()[i] != Moved {
		t.Error(f.Rail())
	}
	if q := f.Settled().At("outbound.name"); !f.Moved(q.Key) || f.Was(q.Key).Text() != "Office 365 to Signer" || q.Value.Text() != "Office 365 to Stamper" {
		t.Error(f.Was(q.Key), q.Value)
	}
}
