package answers

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/every"
	"eacwizard/steps/mailflow"
)

// visits goes through what can be reached of every scenario: exhaustively within each part, by pairs across parts, and
// by random walks.
func visits(t *testing.T, check func(*testing.T, *steps.Settled)) {
	for _, sc := range steps.Scenarios() {
		t.Run(sc.ID, func(t *testing.T) {
			t.Parallel()
			all, err := reached(sc)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range all {
				check(t, sc.Settle(a))
			}
			t.Logf("%d sets of answers", len(all))
		})
	}
}

// reached are the answers that visits goes through, found once for all tests: on the way to one of them many are settled.
func reached(sc *steps.Scenario) ([]steps.Answers, error) {
	find, _ := finders.LoadOrStore(sc.ID, sync.OnceValues(func() (all []steps.Answers, err error) {
		const seed, walks = 20261122, 400 // five scenarios make 2,000
		file, err := Sample(sc.ID)
		if err != nil {
			return nil, err
		}
		visit := func(s *steps.Settled) {
			said := steps.Answers{}
			for _, q := range s.Asked {
				if q.Said { // on a branch that is not taken as well
					said[q.Key] = q.Value
				}
			}
			all = append(all, said)
		}
		for _, p := range sc.Parts() {
			every.InPart(sc, p.ID, file.Answers, visit)
		}
		every.Pairs(sc, file.Answers, visit)
		every.Walks(sc, seed, walks, visit)
		return all, nil
	}))
	return find.(func() ([]steps.Answers, error))()
}

var finders sync.Map

// Whatever is answered, each open question is on exactly one page of either EAC, no page is empty, and every page of
// the review leads somewhere.
func TestEveryQuestionHasItsPage(t *testing.T) {
	visits(t, func(t *testing.T, s *steps.Settled) {
		var open [2][]steps.Key
		for i, eac := range steps.EACs() {
			s.EAC = eac
			on := map[steps.Key]int{}
			pages := s.Pages()
			for _, p := range pages {
				live := false
				for _, r := range p.Rows {
					q := s.At(r.Key)
					if q.Field == nil || r.Under != "" && !p.Holds(r.Under) {
						t.Errorf("%s: page %s has a row %s under %s", every.Says(s), p.ID, r.Key, r.Under)
					}
					live = live || q.Open
					if q.Open && p.Kind == steps.AskPage {
						on[r.Key]++
					}
				}
				if p.Title == "" || p.Rail == "" || p.Next == "" || p.Head == "" || p.Kind == steps.AskPage && !live {
					t.Errorf("%s: page %s is empty or untitled", every.Says(s), p.ID)
				}
			}
			halted := !slices.ContainsFunc(pages, func(p steps.Page) bool { return p.Kind == steps.ReviewPage })
			for _, q := range s.Asked {
				if q.Open && on[q.Key] != 1 && !halted {
					t.Errorf("%s: %s is on %d pages of the %s EAC", every.Says(s), q.Key, on[q.Key], eac)
				}
			}
			for _, q := range s.Asked {
				if on[q.Key] > 0 {
					open[i] = append(open[i], q.Key)
				}
			}
			for _, sec := range s.Review() {
				if len(sec.Keys) > 0 && sec.Page == "" && !halted {
					t.Errorf("%s: section %s leads nowhere", every.Says(s), sec.Title)
				}
			}
		}
		if !slices.Equal(open[0], open[1]) {
			t.Errorf("%s: the two EACs ask differently: %v, %v", every.Says(s), open[0], open[1])
		}
	})
}

// Whatever is answered, the actions come in an order in which each finds what it needs, and no two have the same name.
func TestEveryActionHasWhatItNeeds(t *testing.T) {
	visits(t, func(t *testing.T, s *steps.Settled) {
		up, problems := s.SetUp()
		if len(problems) > 0 {
			for _, p := range problems {
				if p.Missing || s.At(p.Key).Field == nil {
					t.Errorf("%s: %v", every.Says(s), p)
				}
			}
			return
		}
		done := map[string]bool{}
		at := 0
		for _, a := range up.Actions(up.Records()) {
			for _, id := range a.Needs {
				if !done[id] {
					t.Errorf("%s: %s needs %s, which is not done before", every.Says(s), a.ID, id)
				}
			}
			if done[a.ID] {
				t.Errorf("%s: %s stands twice", every.Says(s), a.ID)
			}
			done[a.ID] = true
			stage := slices.Index(mailflow.Stages(), a.Stage)
			if stage < at {
				t.Errorf("%s: %s comes in stage %s, after a later one", every.Says(s), a.ID, a.Stage)
			}
			at = stage
			if a.Title == "" || a.Seen == "" || a.Deed == nil && len(a.How) == 0 && a.Doer != mailflow.ByWaiting {
				t.Errorf("%s: %s does not say what to do or how to see that it worked", every.Says(s), a.ID)
			}
		}
		spf := map[string]int{}
		for _, r := range up.Records() {
			for _, d := range r.New {
				if strings.HasPrefix(d.Text, "v=spf1") {
					spf[strings.ToLower(r.Name.Exchange())]++
				}
			}
			name, zone := strings.ToLower(r.Name.Exchange()), strings.ToLower(r.Zone.Exchange())
			if name != zone && !strings.HasSuffix(name, "."+zone) {
				t.Errorf("%s: %s is not of the zone %s", every.Says(s), name, zone)
			}
		}
		for name, n := range spf {
			if n != 1 {
				t.Errorf("%s: %s gets %d SPF records", every.Says(s), name, n)
			}
		}
	})
}
