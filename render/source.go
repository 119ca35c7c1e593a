package render

import (
	"bytes"
	"sync"

	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/mailflow"
)

// source is what the documents of a set-up are made from, worked out once for all of them. Documents only read it, but
// for what one leaves to the next: it is for one goroutine.
type source struct {
	s       *steps.Settled
	up      mailflow.SetUp
	actions []action
	records []mailflow.RecordSet
	found   []check.Finding
	notes   []noteAt
	pages   []steps.Page
	onPages []onPage // the open questions
	plan    string   // the id of all that is done online, once somebody asks
	heads   []string // what every document begins with
	stints  map[*shell][]stint
	online  []action            // what the stints for Exchange Online do
	pasted  map[*shell]commands // the blocks, once somebody asks
	book    *page               // the runbook, once somebody asks
	review  []steps.Section     // of the admin center, once somebody asks
}

// newSource takes the answers on the new EAC's pages: documents name pages, and whose pages were on the screen is no answer.
func newSource(s *steps.Settled, up mailflow.SetUp) *source {
	undressed := *s
	undressed.EAC = steps.NewEAC
	src := &source{
		s: &undressed, up: up, actions: actions(up), records: up.Records(),
		found: check.Check(s), notes: notesOf(s), pages: undressed.Pages(), pasted: map[*shell]commands{},
	}
	src.onPages = onPagesOf(&undressed, src.pages)
	src.heads = heads(src)
	src.stints = stintsOf(src.actions)
	src.online = make([]action, 0, len(src.actions))
	for _, st := range src.stints[&exchangeOnline] {
		src.online = append(src.online, st.Actions...)
	}
	return src
}

// stintsOf are the stints for each shell.
func stintsOf(all []action) map[*shell][]stint {
	out := map[*shell][]stint{}
	for _, in := range []*shell{&exchangeOnline, &managementShell} {
		of := stints(all, in.mine)
		for i := range of {
			of[i].Uses = of[i].uses(all)
		}
		out[in] = of
	}
	return out
}

// onPage is a question, and the title of a page that asks it.
type onPage struct {
	*steps.Asked
	part string
	page string
}

// onPagesOf are all open questions in the order of the pages. Some are on several.
func onPagesOf(s *steps.Settled, pages []steps.Page) []onPage {
	out := make([]onPage, 0, len(s.Asked)+len(pages))
	for i := range pages {
		for _, row := range pages[i].Rows {
			if q := s.Find(row.Key); q != nil && q.Open {
				out = append(out, onPage{q, row.Key.Part(), pages[i].Title})
			}
		}
	}
	return out
}

// apart is the same for a goroutine of its own: what documents leave for the next one is not shared.
func (src *source) apart() *source {
	other := *src
	other.pasted = map[*shell]commands{}
	return &other
}

// buffers are what documents are written in, each as long as a long runbook.
var buffers = sync.Pool{New: func() any { return make([]byte, 0, 128<<10) }}

// newBuffer is what a document is written in, until it is done.
func newBuffer() []byte { return buffers.Get().([]byte) }

// done is the document. Its buffer is left to the next one.
func done(buffer []byte) []byte {
	document := bytes.Clone(buffer)
	leave(buffer)
	return document
}

// leave leaves a buffer to the next one: nothing that is kept may be in it.
func leave(buffer []byte) { buffers.Put(buffer[:0]) }

// reviewed is what the admin center's review shows.
func (src *source) reviewed() []steps.Section {
	if src.review == nil {
		src.review = src.s.ReviewOf(src.pages)
	}
	return src.review
}

// planID is the id that the scripts have, which find works out.
func (src *source) planID(find func() string) string {
	if src.plan == "" {
		src.plan = find()
	}
	return src.plan
}

// noteAt is a sentence that the answers call for, and the question that it stands at.
type noteAt struct {
	at *steps.Asked
	steps.Note
}

// notesOf are all of them, in the scenario's order.
func notesOf(s *steps.Settled) (out []noteAt) {
	for i := range s.Asked {
		q := &s.Asked[i]
		for _, n := range s.Notes(q.Key) {
			out = append(out, noteAt{q, n})
		}
	}
	return out
}
