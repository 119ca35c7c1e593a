package steps

// reviewPage ends the pages of the new EAC, and comes before Classic's validation. Where a connector would lock the
// organization down without being meant to, it asks once more.
func (s *Settled) reviewPage(more bool) Page {
	words := s.Scenario.Review
	p := Page{ID: "review", Kind: ReviewPage, Head: s.Scenario.Title, Rail: words.Rail, Title: words.Title, Next: words.Next}
	if s.EAC == ClassicEAC {
		p.Head, p.Rail, p.Title, p.Next = classicHead, "Confirm your settings", "Confirm your settings", "Save"
		p.Intro = []string{"Before saving, make sure these are the settings you want to configure."}
		if more {
			p.Next = "Next"
			p.Intro = []string{"Before we validate this connector for you, make sure these are the settings you want to configure."}
		}
	}
	for i := range s.parts {
		part := &s.parts[i]
		if ask := s.question(s.placeOf(part, "reject-all-other-mail")); ask != nil && ask.Open && !ask.Fixed {
			p.Rows = append(p.Rows, Row{Key: part.key("turn-it-on"), Gap: len(p.Rows) > 0}, Row{Key: ask.Key})
		}
	}
	return p
}
