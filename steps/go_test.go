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
