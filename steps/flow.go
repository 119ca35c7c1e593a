package steps

import (
	"maps"
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// State is everything that may not be lost: an undo entry, and whatever keeps or resumes a walk, is this value.
type State struct {
	Answers Answers
	Page    string
	Focus   Key            // "": the page's first field
	Pending map[Key]string // typed into a list's add row and not added yet
	Seen    []string       // pages that were left onward
	Shown   Answers        // proposals as they stood when their page was left onward
	Fixing  bool           // the page was opened from the review and returns there
	EAC     EAC            // whose pages are shown; "": the new EAC's
	Sample  bool           // the answers began as a built-in sample
}

// Flow walks a scenario. It knows nothing about screens: the wizard, line mode and whoever else drives it use the same
// moves. Where it can go is worked out from the answers each time.
type Flow struct {
	sc           *Scenario
	now          State
	past, future []State
	run          string // what the current undo entry is about: typing in one field joins into one entry
	changes      int
	settled      *Settled
	pages        []Page
}

// NewFlow starts, or resumes, a walk. Answers that only repeat their proposal are dropped, so that they follow it.
func NewFlow(sc *Scenario, st State) *Flow {
	answers := Answers{}
	settled := sc.Settle(st.Answers)
	for k, v := range st.Answers {
		if q := settled.At(k); q.Field == nil || q.Said || !q.Open {
			answers[k] = v
		}
	}
	st.Answers, st.Pending, st.Seen = answers, maps.Clone(st.Pending), slices.Clone(st.Seen)
	return &Flow{sc: sc, now: st}
}

func (f *Flow) Scenario() *Scenario { return f.sc }

// State can be kept: later moves do not change it.
func (f *Flow) State() State { return f.now }

// Changes counts the changes of the state, so that whoever keeps it sees whether there is something new.
func (f *Flow) Changes() int { return f.changes }

// Settled are the questions as they stand.
func (f *Flow) Settled() *Settled {
	if f.settled == nil {
		f.settled = f.sc.Settle(f.now.Answers)
		f.settled.EAC, f.settled.Sample = f.now.EAC, f.now.Sample
	}
	return f.settled
}

// Pages are the pages as the answers leave them.
func (f *Flow) Pages() []Page {
	if f.pages == nil {
		f.pages = f.Settled().Pages()
	}
	return f.pages
}

// Wear shows the pages of that EAC. The answers stay, and the walk stays at the same question: a page that the other
// has not gives way to the one that asks it there.
func (f *Flow) Wear(eac EAC) {
	if eac == f.now.EAC || eac == NewEAC && f.now.EAC == "" {
		return
	}
	page, was := f.Page(), f.now.Page != ""
	f.mark("")
	f.now.EAC = eac
	if !was || slices.ContainsFunc(f.Pages(), func(p Page) bool { return p.ID == page.ID }) {
		return
	}
	for _, k := range page.Keys() {
		if id := PageOf(f.Pages(), k); id != "" {
			f.now.Page = id
			return
		}
	}
}

// At is the index of the current page. A page that is gone leaves the walk at the last one before it that was seen.
func (f *Flow) At() int {
	i := slices.IndexFunc(f.Pages(), func(p Page) bool { return p.ID == f.now.Page })
	return max(i, 0)
}

// Page is the current page.
func (f *Flow) Page() Page { return f.Pages()[f.At()] }

// Pending is the text in a list's add row.
func (f *Flow) Pending(k Key) string { return f.now.Pending[k] }

// PendingTexts are all texts in add rows; not to be changed.
func (f *Flow) PendingTexts() map[Key]string { return f.now.Pending }

// mark opens an undo entry unless about goes on with the one that is open.
func (f *Flow) mark(about string) {
	if about == "" || about != f.run {
		f.past = append(f.past, f.now)
		f.future = nil
		f.run = about
	}
	f.now.Answers = maps.Clone(f.now.Answers)
	f.now.Pending = maps.Clone(f.now.Pending)
	f.now.Seen = slices.Clone(f.now.Seen)
	f.settled, f.pages = nil, nil
	f.changes++
}

// Set says an answer. One that equals its proposal takes the proposal back, so that it goes on following its source.
func (f *Flow) Set(k Key, v Value) {
	q := f.Settled().At(k)
	if q.Field == nil || q.Fixed || v.equal(q.Value) && (q.Said || q.Open) {
		return
	}
	about := string(k)
	if q.Kind != Text {
		about = ""
	}
	f.mark(about)
	f.now.Focus = k
	if v.equal(q.Proposed) {
		delete(f.now.Answers, k)
		return
	}
	f.now.Answers[k] = slices.Clone(v)
}

// Clear takes an answer back: its proposal, if it has one, stands again.
func (f *Flow) Clear(k Key) {
	if _, ok := f.now.Answers[k]; ok {
		f.mark("")
		delete(f.now.Answers, k)
	}
}

// Change says and takes back several answers in one go, which one Undo takes back: a fix that somebody chose.
func (f *Flow) Change(set Answers, clear []Key) {
	f.mark("")
	for _, k := range clear {
		delete(f.now.Answers, k)
	}
	for k, v := range set {
		f.now.Answers[k] = slices.Clone(v)
	}
	settled := f.sc.Settle(f.now.Answers)
	for k := range set { // one that equals its proposal follows it
		if q := settled.At(k); q.Open && !q.Said {
			delete(f.now.Answers, k)
		}
	}
}

// Type keeps the text of a list's add row.
func (f *Flow) Type(k Key, text string) {
	if f.now.Pending[k] == text {
		return
	}
	settled, pages := f.settled, f.pages
	f.mark(string(k) + " add row")
	f.settled, f.pages = settled, pages // no answer has changed
	f.now.Focus = k
	if f.now.Pending == nil {
		f.now.Pending = map[Key]string{}
	}
	if f.now.Pending[k] = text; text == "" {
		delete(f.now.Pending, k)
	}
}

// Add moves the add row's text into its list. It refuses, and keeps the text, where the text cannot stand or is there already.
func (f *Flow) Add(k Key) *mailflow.Fault {
	text := strings.TrimSpace(f.now.Pending[k])
	if text == "" {
		return nil
	}
	q := f.Settled().At(k)
	if fault := q.Fault(text); fault != nil {
		return fault
	}
	if slices.ContainsFunc(q.Value, func(v string) bool { return strings.EqualFold(v, text) }) {
		return &mailflow.Fault{Value: text, Why: "is in the list already", Fix: "type another, or clear it"}
	}
	f.mark("")
	delete(f.now.Pending, k)
	f.now.Answers[k] = append(slices.Clone(q.Value), text)
	return nil
}

// AddAll puts pasted items at the end of a list, those that cannot stand as well: they are kept, marked and asked about.
// Items that are in the list already are left out; it returns how many were added.
func (f *Flow) AddAll(k Key, items []string) int {
	list := slices.Clone(f.Settled().At(k).Value)
	seen := map[string]bool{}
	for _, v := range list {
		seen[strings.ToLower(v)] = true
	}
	n := len(list)
	for _, v := range items {
		if v = strings.TrimSpace(v); v != "" && !seen[strings.ToLower(v)] {
			seen[strings.ToLower(v)] = true
			list = append(list, v)
		}
	}
	if len(list) > n {
		f.mark("")
		f.now.Focus = k
		f.now.Answers[k] = list
	}
	return len(list) - n
}

// Remove takes item i out of a list.
func (f *Flow) Remove(k Key, i int) {
	v := f.Settled().At(k).Value
	if i < 0 || i >= len(v) {
		return
	}
	f.mark("")
	f.now.Answers[k] = slices.Delete(slices.Clone(v), i, i+1)
	if len(v) == 1 && f.sc.Settle(f.now.Answers).At(k).Proposed.Empty() {
		delete(f.now.Answers, k)
	}
}

// Focus moves to a field. It ends a run of typing and is no undo entry of its own.
func (f *Flow) Focus(k Key) {
	if f.now.Focus != k {
		f.changes++
	}
	f.now.Focus, f.run = k, ""
}

// Problems are all that stands in the way, texts typed and not added among them.
func (f *Flow) Problems() []Problem {
	out := slices.DeleteFunc(f.Settled().Problems(), func(b Problem) bool {
		return b.Missing && strings.TrimSpace(f.now.Pending[b.Key]) != ""
	})
	for _, q := range f.Settled().Asked {
		if text := strings.TrimSpace(f.now.Pending[q.Key]); text != "" && q.Open {
			out = append(out, Problem{Key: q.Key, Item: -1, Fault: &mailflow.Fault{Value: text, Why: "is typed but not added", Fix: "press Enter in its row to add it, or clear it"}})
		}
	}
	return out
}

// pageProblems are those that stand on one page.
func (f *Flow) pageProblems(p Page) (out []Problem) {
	for _, b := range f.Problems() {
		if p.Holds(b.Key) {
			out = append(out, b)
		}
	}
	return out
}

// Next leaves the page onward, or says what is in the way and stays. On the last page it reports done.
func (f *Flow) Next() (done bool, problems []Problem) {
	p, last := f.Page(), f.At() == len(f.Pages())-1
	switch {
	case last && f.reviewed():
		problems = f.Problems()
	case p.Kind == ReviewPage:
		problems = f.problemsBefore()
	default:
		problems = f.pageProblems(p)
	}
	if len(problems) > 0 {
		return false, problems
	}
	f.left(p)
	switch {
	case last && p.Kind == ReviewPage, last && !f.now.Fixing && f.reviewed():
		return true, nil
	case f.now.Fixing:
		f.backToReview()
	case !last:
		f.turn(f.Pages()[f.At()+1].ID)
	}
	return false, nil
}

// reviewed reports whether the pages have a review: as long as a first page has to be answered there is none.
func (f *Flow) reviewed() bool {
	return slices.ContainsFunc(f.Pages(), func(p Page) bool { return p.Kind == ReviewPage })
}

// left notes that a page was left onward, and what it proposed.
func (f *Flow) left(p Page) {
	if p.Kind == ReviewPage {
		return
	}
	if !slices.Contains(f.now.Seen, p.ID) {
		f.now.Seen = append(slices.Clone(f.now.Seen), p.ID)
	}
	shown := maps.Clone(f.now.Shown)
	if shown == nil {
		shown = Answers{}
	}
	for _, k := range p.Keys() {
		if q := f.Settled().At(k); q.Open && !q.Fixed {
			shown[k] = q.Proposed
		}
	}
	f.now.Shown = shown
}

// moved reports whether something on the page is proposed otherwise than when it was left.
func (f *Flow) moved(p Page) bool {
	return slices.ContainsFunc(p.Keys(), func(k Key) bool { return f.Moved(k) })
}

// Moved reports whether a question's proposal has changed since its page was left onward.
func (f *Flow) Moved(k Key) bool {
	was, seen := f.now.Shown[k]
	q := f.Settled().At(k)
	return seen && q.Open && !q.Fixed && !was.equal(q.Proposed)
}

// Was is what a question's page proposed when it was left onward.
func (f *Flow) Was(k Key) Value { return f.now.Shown[k] }

// problemsBefore are those of the pages before this one.
func (f *Flow) problemsBefore() []Problem {
	later := f.Pages()[f.At():]
	return slices.DeleteFunc(f.Problems(), func(b Problem) bool { return PageOf(later, b.Key) != "" })
}

// backToReview stops on the way at a page that a change has opened or broken.
func (f *Flow) backToReview() {
	for _, p := range f.Pages() {
		if p.Kind == ReviewPage || !slices.Contains(f.now.Seen, p.ID) || len(f.pageProblems(p)) > 0 {
			f.turn(p.ID)
			f.now.Fixing = p.Kind != ReviewPage
			return
		}
	}
}

// Back never refuses and loses nothing. It reports false on the first page.
func (f *Flow) Back() bool {
	if f.now.Fixing {
		f.now.Fixing = false
		f.turn(f.review())
		return true
	}
	i := f.At()
	if i == 0 {
		return false
	}
	f.turn(f.Pages()[i-1].ID)
	return true
}

// review is the id of the review page; of the last page where there is no review yet.
func (f *Flow) review() string {
	for _, p := range f.Pages() {
		if p.Kind == ReviewPage {
			return p.ID
		}
	}
	return f.Pages()[len(f.Pages())-1].ID
}

// Fix opens a page from the review, at a field; Next and Back return to the review.
func (f *Flow) Fix(page string, at Key) {
	f.turn(page)
	f.now.Fixing = true
	f.now.Focus = at
}

// Go opens any page, as it is; what was not answered on the way is asked for at the review. From the review it is an
// edit, as Fix is. A page that is left for another counts as left onward where nothing is amiss on it, and so do those
// before the review where that is gone to, because it shows what stands on them.
func (f *Flow) Go(page string) {
	fixing := f.now.Fixing || f.Page().Kind == ReviewPage
	from := []Page{f.Page()}
	if page == f.review() {
		from = f.Pages()[:slices.IndexFunc(f.Pages(), func(p Page) bool { return p.ID == page })]
	}
	for _, p := range from {
		if len(f.pageProblems(p)) == 0 {
			f.left(p)
		}
	}
	f.turn(page)
	f.now.Fixing = fixing && f.Page().Kind != ReviewPage
}

func (f *Flow) turn(page string) {
	f.now.Page, f.now.Focus, f.run = page, "", ""
	f.changes++
}

// Undo goes back to the state before the last change, wherever that was.
func (f *Flow) Undo() bool { return f.swap(&f.past, &f.future) }

// Redo takes an Undo back.
func (f *Flow) Redo() bool { return f.swap(&f.future, &f.past) }

func (f *Flow) swap(from, to *[]State) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, f.now)
	f.now, *from, f.run = (*from)[n-1], (*from)[:n-1], ""
	f.settled, f.pages = nil, nil
	f.changes++
	return true
}

// Standing is how a page stands in the rail.
type Standing int

const (
	Later Standing = iota
	Here           // the current page
	Done           // left onward, and nothing is in its way
	Moved          // left onward, and something on it is proposed otherwise now
	Amiss          // left onward, and something is in its way now
)

// Rail is how each page stands.
func (f *Flow) Rail() []Standing {
	amiss := map[string]bool{}
	problems := f.Problems()
	for _, p := range f.Pages() {
		amiss[p.ID] = slices.ContainsFunc(problems, func(b Problem) bool { return p.Kind != ReviewPage && p.Holds(b.Key) })
	}
	out := make([]Standing, len(f.Pages()))
	for i, p := range f.Pages() {
		switch {
		case i == f.At():
			out[i] = Here
		case !slices.Contains(f.now.Seen, p.ID):
			out[i] = Later
		case amiss[p.ID]:
			out[i] = Amiss
		case f.moved(p):
			out[i] = Moved
		default:
			out[i] = Done
		}
	}
	return out
}
