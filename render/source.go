package render

import (
	"sync"

	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/mailflow"
)

// source is what the documents of a set-up are made from, worked out once for all of them, the functions when somebody
// asks. Documents are made from it one after the other.
type source struct {
	maker   *Maker
	s       *steps.Settled
	up      mailflow.SetUp
	actions []action
	online  []action // those done in Exchange Online PowerShell
	stints  map[*shell][]stint
	records []mailflow.RecordSet
	found   []check.Finding
	notes   []steps.NoteAt
	onPages []onPage // the open questions
	errors  []string // what of found is grave
	heads   []string // what every document begins with

	pasted    map[*shell]func() (commands, error) // the blocks
	runbook   func() (*page, error)
	review    func() []steps.Section // of the admin center
	foundSays func() []string        // findings
	planID    func() string          // the id that the scripts have
	dns       func() (dnsRecords, error)
	dnsHead   func() *dnsHead
	ways      func() []way // of the mail
	back      func() []back
}

// newSource takes the answers on the new EAC's pages: documents name pages, and whose pages were on the screen is no answer.
func newSource(s *steps.Settled, up mailflow.SetUp) *source {
	undressed := *s
	undressed.EAC = steps.NewEAC
	src := &source{s: &undressed, up: up}
	src.found, src.notes = check.Check(s), undressed.AllNotes()
	src.onPages = onPagesOf(&undressed, undressed.Pages())
	src.records = up.Records()
	src.actions = actions(up, src.records)
	src.errors = errorsFound(src.found)
	src.heads = heads(src)
	src.later()
	return src
}

// later is what follows from the actions: the stints, and how to make what only some documents have.
func (src *source) later() {
	src.stints, src.online = stintsOf(src.actions)
	src.pasted = map[*shell]func() (commands, error){}
	for in := range src.stints {
		src.pasted[in] = sync.OnceValues(func() (commands, error) { return blocks(src, in) })
	}
	src.runbook = sync.OnceValues(func() (*page, error) { return newRunbook(src) })
	src.foundSays = sync.OnceValue(func() []string { return findingsOf(src.s, src.found) })
	src.review = sync.OnceValue(func() []steps.Section { return src.s.Sections() })
	src.ways = sync.OnceValue(func() []way { return ways(&src.up) })
	src.back = sync.OnceValue(func() []back { return wayBack(&src.up, src.actions) })
	src.planID = sync.OnceValue(func() string { return (&paster{source: src, todo: src.online}).blockID() })
	src.dns = sync.OnceValues(func() (dnsRecords, error) { return dnsPlan(src.records) })
	src.dnsHead = sync.OnceValue(func() *dnsHead { return newDNSHead(src) })
}

// stintsOf are the stints for each shell, and all that is done in Exchange Online PowerShell.
func stintsOf(all []action) (of map[*shell][]stint, online []action) {
	own, _ := stints(all, managementShell.mine)
	for i := range own { // what comes before them is the business of the other shell's stints
		own[i].First = own[i].directly(all)
	}
	remote, online := stints(all, exchangeOnline.mine)
	for _, some := range [][]stint{own, remote} {
		for i := range some {
			some[i].Uses = some[i].uses(all)
		}
	}
	return map[*shell][]stint{&exchangeOnline: remote, &managementShell: own}, online
}

// onPage is a question, and the title of a page that asks it.
type onPage struct {
	*steps.Asked
	part string
	page string
}

// onPagesOf are all open questions in the order of the pages. Some are on several.
func onPagesOf(s *steps.Settled, pages []steps.Page) []onPage {
	n := 0
	for i := range pages {
		n += len(pages[i].Rows)
	}
	out := make([]onPage, 0, n)
	for i := range pages {
		for _, row := range pages[i].Rows {
			if q := s.Find(row.Key); q != nil && q.Open {
				out = append(out, onPage{q, row.Key.Part(), pages[i].Title})
			}
		}
	}
	return out
}
