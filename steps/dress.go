package steps

import "slices"

// PageKind is what a page is for.
type PageKind int

const (
	AskPage PageKind = iota
	ReviewPage
)

// Page is one screen of the EAC's wizard, as a dress shows it for the answers of the moment.
type Page struct {
	ID    string
	Kind  PageKind
	Rail  string
	Title string
	Intro []string // the lines under the title
	Rows  []Row
	Next  string // the button that leaves it onward
}

// Row places one field on a page.
type Row struct {
	Key    Key
	Under  Key    // the field it depends on; indented below it
	Option string // of Under, where Under is a choice
	Above  string // a label over it
	Absent bool   // while shut; else it is greyed and shows what it keeps
	Bare   bool   // the page's own words ask the question: the field's label is not repeated
	Gap    bool   // an empty line before it
}

// Dress groups, orders and titles the fields on pages. It may look at the answers, because the EAC's pages and texts
// depend on the direction; every field that is open has to be on one of its pages.
type Dress func(*Settled) []Page

// Pages are the pages as the answers leave them.
func (s *Settled) Pages() []Page { return s.Scenario.Dress(s) }

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
	Title string
	Lines []string
	Page  string // "": there is nothing to edit
	Edit  string // the link's words
	Keys  []Key  // the fields it speaks of
}
