package steps

import "slices"

// EAC is which of the Exchange admin center's two wizards the pages look like.
type EAC string

const (
	NewEAC     EAC = "new"
	ClassicEAC EAC = "classic"
)

// EACs are both, the proposed one first.
func EACs() []EAC { return []EAC{NewEAC, ClassicEAC} }

// PageKind is what a page is for.
type PageKind int

const (
	AskPage PageKind = iota
	ReviewPage
)

// Page is one screen of the EAC's wizard, as it is for the answers of the moment.
type Page struct {
	ID    string
	Kind  PageKind
	Part  *Part  // nil: the page is about all of them
	Head  string // what the window is called while the page is shown
	Rail  string
	Title string
	Intro []string // the lines under the title
	Rows  []Row
	Next  string // the button that leaves it onward
}

// Row places one field on a page.
type Row struct {
	Key    Key
	Under  Key               // the field it depends on; indented below it
	Option string            // of Under, where Under is a choice
	Above  string            // a label over it
	Label  string            // the field's label in this dress, where it is another
	Order  []string          // the options in this dress's order, where it is another
	Says   map[string]string // the options' labels in this dress, where they are others
	Absent bool              // while shut; else it is greyed and shows what it keeps
	Drop   bool              // a drop-down list: its options are shown while it has the focus
	Bare   bool              // the page's own words ask the question: the field's label is not repeated
	Gap    bool              // an empty line before it
}

// Stretch are the pages that ask about one part.
type Stretch struct {
	Pages []Page
	// After are pages that come behind the review, as Classic's validation does.
	After []Page
	// Halted says that there is no way on before the last page is answered: what follows is not known yet.
	Halted bool
}

// ReviewWords are how a scenario's review is called in the new EAC's pages.
type ReviewWords struct{ Rail, Title, Next string }

// Pages are the pages as the answers leave them: every open question is on exactly one.
func (s *Settled) Pages() []Page {
	parts := s.Parts()
	pages := make([]Page, 0, 3*len(parts))
	var after []Page
	for _, p := range parts {
		st := p.Pages(s, p)
		for _, stretch := range [][]Page{st.Pages, st.After} {
			for i := range stretch {
				stretch[i].Part = p
				if stretch[i].Head == "" {
					stretch[i].Head = s.Scenario.Title
				}
			}
		}
		pages, after = append(pages, st.Pages...), append(after, st.After...)
		if st.Halted {
			return pages
		}
	}
	return append(append(pages, s.reviewPage(len(after) > 0)), after...)
}

// asking are the parts in the order in which the pages ask about them.
func (sc *Scenario) asking() []*Part {
	parts := sc.Parts()
	out := make([]*Part, 0, len(parts))
	if sc.Ask == nil {
		for i := range parts {
			out = append(out, &parts[i])
		}
		return out
	}
	for _, id := range sc.Ask {
		out = append(out, partOf(parts, id))
	}
	return out
}

// Parts are the parts whose branch is taken, in the order in which the pages ask about them.
func (s *Settled) Parts() []*Part {
	return slices.DeleteFunc(s.Scenario.asking(), func(p *Part) bool { return !p.When.holds(Sight{of: s, part: p}) })
}

// PartAt is where a part stands among those that count and whose branch is taken: "2 of 4". It is 0 of them for a preface.
func (s *Settled) PartAt(p *Part) (at, of int) {
	for _, q := range s.Parts() {
		if q.Preface {
			continue
		}
		of++
		if q == p {
			at = of
		}
	}
	return at, of
}

// Options are the options of a question as the row shows them.
func (r Row) Options(q Asked) []Option {
	out := slices.Clone(q.Options)
	if r.Order != nil {
		slices.SortStableFunc(out, func(a, b Option) int { return slices.Index(r.Order, a.Value) - slices.Index(r.Order, b.Value) })
	}
	for i := range out {
		if label := r.Says[out[i].Value]; label != "" {
			out[i].Label = label
		}
	}
	return out
}

// Keys are the fields of the page, in the order in which they are shown.
func (p Page) Keys() (out []Key) {
	for _, r := range p.Rows {
		out = append(out, r.Key)
	}
	return out
}

// Holds reports whether the page shows that field.
func (p Page) Holds(k Key) bool {
	return slices.ContainsFunc(p.Rows, func(r Row) bool { return r.Key == k })
}

// PageOf is the id of the page that shows a field, or "".
func PageOf(pages []Page, k Key) string {
	for _, p := range pages {
		if p.Holds(k) {
			return p.ID
		}
	}
	return ""
}

// Section is one block of the review: the EAC's title, its sentences, and where its Edit link leads.
type Section struct {
	Part  string // the title of the part it belongs to, where the scenario has several
	Title string
	Lines []string
	Page  string // "": there is nothing to edit
	Edit  string // the link's words
	Keys  []Key  // the fields it speaks of
}
