package steps_test

import (
	"reflect"
	"testing"

	"eacwizard/steps"
	"eacwizard/steps/answers"
)

// TestFindEveryQuestion: a question is found by its key and by what sees it, where it stands, and its notes are among all.
func TestFindEveryQuestion(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		file, err := answers.Sample(sc.ID)
		if err != nil {
			t.Fatal(err)
		}
		a := file.Answers
		if domains := a["dns.domains"]; len(domains) > 0 { // one twice, one that is none, and another
			a["dns.domains"] = append(domains[:len(domains):len(domains)], " "+domains[0]+" ", "no domain", "fabrikam.com")
		}
		s := sc.Settle(a)
		if len(s.Asked) == 0 {
			t.Fatalf("%s asks nothing", sc.ID)
		}
		var notes []steps.NoteAt
		for i := range s.Asked {
			q := &s.Asked[i]
			sight := s.Sight(q.Key.Part())
			if list, item := q.Key.Item(); item != "" {
				sight = sight.Of(list.Field(), item)
			}
			if s.Find(q.Key) != q || s.Place(q.Key) != i || sight.Find(q.Name) != q {
				t.Errorf("%s: %s is found as %v, at %d, and seen as %v", sc.ID, q.Key, s.Find(q.Key), s.Place(q.Key), sight.Find(q.Name))
			}
			for _, n := range s.Notes(q.Key) {
				notes = append(notes, steps.NoteAt{Question: q, Note: n})
			}
		}
		if all := s.AllNotes(); len(all) != len(notes) {
			t.Errorf("%s: %d notes, and %d of all questions", sc.ID, len(all), len(notes))
		} else {
			for i, n := range all {
				if n.Question != notes[i].Question || n.Says != notes[i].Says || n.Level != notes[i].Level {
					t.Errorf("%s: the note %d is %q at %s, and %q at %s", sc.ID, i, n.Says, n.Question.Key, notes[i].Says, notes[i].Question.Key)
				}
			}
		}
		for _, k := range []steps.Key{"", "dns", "none.name", "dns.none", "dns.domains[none.com].ttl", "dns.domains[contoso.com].none", "dns.domains[", "dns.domains[]."} {
			if q := s.Find(k); q != nil {
				t.Errorf("%s: %q is found as %s", sc.ID, k, q.Key)
			}
		}
		review := s.Review()
		for i := range review {
			review[i].Page = ""
		}
		if !reflect.DeepEqual(review, s.Sections()) {
			t.Errorf("%s: the review is not its sections", sc.ID)
		}
	}
}
