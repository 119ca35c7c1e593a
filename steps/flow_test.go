package steps

import (
	"slices"
	"testing"
)

func newFlow(a Answers) *Flow { return NewFlow(&connectorScenario, State{Answers: a}) }

func outboundAnswers() Answers {
	return Answers{"connector.from": {office365}, "connector.to": {ownServer}, "connector.name": {"A"}, "connector.smart-hosts": {"smtp.contoso.com"}}
}

func pageIDs(f *Flow) (out []string) {
	for _, p := range f.Pages() {
		out = append(out, p.ID)
	}
	return out
}

func TestNextStopsAtWhatIsMissing(t *testing.T) {
	f := newFlow(nil)
	if _, problems := f.Next(); len(problems) != 1 || problems[0].Key != "connector.from" || !problems[0].Missing {
		t.Fatal(problems)
	}
	f.Set("connector.from", Value{ownServer})
	if _, problems := f.Next(); problems != nil || f.Page().Title != "Connector name" {
		t.Fatal(problems, f.Page().Title)
	}
}

func TestWalkToTheEnd(t *testing.T) {
	f := newFlow(outboundAnswers())
	for range len(f.Pages()) - 1 {
		if done, problems := f.Next(); done || problems != nil {
			t.Fatal(f.Page().ID, problems)
		}
	}
	if done, problems := f.Next(); !done || problems != nil {
		t.Fatal(problems)
	}
	for i, s := range f.Rail()[:len(f.Pages())-1] {
		if s != Done {
			t.Errorf("%s is not done", f.Pages()[i].ID)
		}
	}
}

func TestTextNotAddedBlocksNextAndIsKept(t *testing.T) {
	f := newFlow(outboundAnswers())
	f.Fix("connector.routing", "connector.smart-hosts")
	f.Type("connector.smart-hosts", "backup.contoso.com")
	if _, problems := f.Next(); len(problems) != 1 {
		t.Fatal(problems)
	}
	f.Back()
	if f.Page().Kind != ReviewPage || f.Pending("connector.smart-hosts") == "" {
		t.Fatal("back lost the text")
	}
	if done, problems := f.Next(); done || len(problems) != 1 {
		t.Fatal("the review let a text pass that was not added")
	}
	if fault := f.Add("connector.smart-hosts"); fault != nil {
		t.Fatal(fault)
	}
	if v := f.Settled().At("connector.smart-hosts").Value; !slices.Equal(v, Value{"smtp.contoso.com", "backup.contoso.com"}) {
		t.Fatal(v)
	}
}

func TestAddRefusesAndKeepsTheText(t *testing.T) {
	f := newFlow(outboundAnswers())
	for _, text := range []string{"smtp.contoso.com:25", "SMTP.contoso.com"} {
		f.Type("connector.smart-hosts", text)
		if fault := f.Add("connector.smart-hosts"); fault == nil || f.Pending("connector.smart-hosts") != text {
			t.Errorf("%s: %v, %q kept", text, fault, f.Pending("connector.smart-hosts"))
		}
	}
}

func TestAnAnswerEqualToItsProposalFollowsIt(t *testing.T) {
	f := newFlow(outboundAnswers())
	f.Set("connector.match-subject-name", Value{"true"})
	f.Set("connector.tls-domain", Value{"smtp.contoso.com"}) // what is proposed
	f.Type("connector.smart-hosts", "a.contoso.com")
	f.Add("connector.smart-hosts")
	f.Remove("connector.smart-hosts", 0)
	if q := f.Settled().At("connector.tls-domain"); q.Said || q.Value.Text() != "a.contoso.com" {
		t.Errorf("%v, said %v", q.Value, q.Said)
	}
	f.Set("connector.tls-domain", Value{"mine.contoso.com"})
	f.Set("connector.always-use-tls", Value{"false"})
	f.Set("connector.always-use-tls", Value{"true"})
	if q := f.Settled().At("connector.tls-domain"); !q.Said || q.Proposed.Text() != "a.contoso.com" {
		t.Error("an overridden proposal did not stay")
	}
	f.Clear("connector.tls-domain")
	if q := f.Settled().At("connector.tls-domain"); q.Value.Text() != "a.contoso.com" {
		t.Error("clearing did not bring the proposal back")
	}
	f.Set("connector.tls-domain", Value{""})
	if _, problems := f.Settled().SetUp(); len(problems) != 1 || !problems[0].Missing {
		t.Error("an emptied text went back to its proposal", problems)
	}
}

func TestTypingIsOneUndoStepAcrossPages(t *testing.T) {
	f := newFlow(outboundAnswers())
	f.Next()
	for _, s := range []string{"B", "Ba", "Ban", "Bank"} {
		f.Set("connector.name", Value{s})
	}
	f.Focus("connector.description")
	f.Set("connector.description", Value{"x"})
	f.Next()
	f.Undo()
	if f.Page().ID != "connector/name" || f.Settled().At("connector.name").Value.Text() != "Bank" {
		t.Fatal(f.Page().ID, f.Settled().At("connector.name").Value)
	}
	f.Undo()
	if f.Settled().At("connector.name").Value.Text() != "A" || f.Undo() {
		t.Fatal("typing was more than one step")
	}
	if !f.Redo() || !f.Redo() || f.Redo() || f.Settled().At("connector.description").Value.Text() != "x" {
		t.Fatal("redo")
	}
}

func TestStateIsNotChangedBehindItsBack(t *testing.T) {
	f := newFlow(outboundAnswers())
	st := f.State()
	f.Set("connector.name", Value{"B"})
	f.Type("connector.smart-hosts", "x")
	f.Next()
	if st.Answers["connector.name"].Text() != "A" || len(st.Pending) != 0 || len(st.Seen) != 0 {
		t.Error(st)
	}
}

func TestFixingStopsAtPagesThatAChangeOpensOrBreaks(t *testing.T) {
	f := newFlow(outboundAnswers())
	for f.Page().Kind != ReviewPage {
		f.Next()
	}
	f.Fix("connector/new", "connector.from")
	f.Set("connector.from", Value{partner})
	if slices.Contains(pageIDs(f), "connector.use") {
		t.Fatal("the outbound pages are still there")
	}
	f.Next()
	if f.Page().ID != "connector.identify-partner" {
		t.Fatal(f.Page().ID)
	}
	f.Set("connector.sender-domains", Value{"contosobank.com"})
	f.Next()
	if f.Page().ID != "connector.rejections" {
		t.Fatal("the review took the other direction's security page as seen")
	}
	for f.Page().Kind != ReviewPage {
		if _, problems := f.Next(); problems != nil {
			t.Fatal(problems)
		}
	}
}

func TestAFixIsOneUndo(t *testing.T) {
	f := NewFlow(&connectorScenario, State{Answers: Answers{"connector.from": {office365}, "connector.to": {ownServer}, "connector.always-use-tls": {"false"}}})
	f.Change(Answers{"connector.name": {"A"}, "connector.use": {allAcceptedDomains}}, []Key{"connector.always-use-tls"})
	if a := f.State().Answers; len(a) != 3 || a["connector.name"].Text() != "A" {
		t.Errorf("%v: the answer taken back, or the one that only repeats its proposal, is still there", a)
	}
	f.Undo()
	if a := f.State().Answers; len(a) != 3 || a["connector.always-use-tls"].Text() != "false" {
		t.Errorf("%v after undo", a)
	}
}

// What is typed and not added is no answer: nothing is settled anew for it, so that a key in the add row of a long list
// costs nothing of the list.
func TestTypingKeepsWhatIsSettled(t *testing.T) {
	f := newFlow(Answers{"connector.from": {office365}, "connector.to": {ownServer}})
	before := f.Settled()
	f.Type("connector.smart-hosts", "backup")
	if f.Settled() != before {
		t.Error("settled anew")
	}
	f.Type("connector.smart-hosts", "backup.contoso.com")
	if fault := f.Add("connector.smart-hosts"); fault != nil || f.Settled() == before || len(f.Settled().At("connector.smart-hosts").Value) != 1 {
		t.Error("not settled anew", fault)
	}
	f.Undo()
	if f.Pending("connector.smart-hosts") != "backup.contoso.com" || len(f.Settled().At("connector.smart-hosts").Value) != 0 {
		t.Error("not taken back")
	}
}
