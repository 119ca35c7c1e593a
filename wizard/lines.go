package wizard

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"eacwizard/steps"
)

// LinesOptions is what the line mode hears, says and prints through.
type LinesOptions struct {
	In     *bufio.Reader // one for the whole run: another one would lose what this one has read ahead
	Say    io.Writer     // everything that is said to the person
	Print  io.Writer     // documents, and nothing else
	Folder string        // proposed for saving; "": one named after the connector
	Choose bool          // ask first what to set up; the flow is what is proposed
	World  World
}

// Lines asks the questions one by one in plain lines, for screen readers, bare terminals and pipes: no escape codes, no
// cursor movement, no sign of its own that is not ASCII. Documents are printed when they are asked for, so Result.Print
// is empty. Input that ends before everything is answered is an io.ErrUnexpectedEOF that names the question; the result holds
// the state in that case too.
func Lines(flow *steps.Flow, opt LinesOptions) (Result, error) {
	t := newLineTalk(flow, opt)
	if t.start == nil {
		t.greet()
	}
	err := t.walk()
	flow = t.flow
	return Result{State: flow.State(), Settled: flow.Settled(), Kept: t.kept, Finished: t.finished, Saved: t.saved}, err
}

// lineTalk is one run of the line mode. Where the walk stands and what was answered is the flow's; this remembers only
// what has been said to the person.
type lineTalk struct {
	*lineMouth
	flow   *steps.Flow
	in     *bufio.Reader
	print  io.Writer
	folder string
	world  World
	start  *lineStart // nil: what is set up was decided before
	// message is true where the questions are about a message that is followed, and not about a set-up.
	message bool

	part      *steps.Part         // the one that was announced last
	entry     steps.Key           // where the next page is entered; "": at its first question
	headed    bool                // the page's heading and intro were the last thing said
	asked     map[steps.Key]bool  // answered or told before, so the person has an idea of their values
	noted     map[lineNoteID]bool // notes that stand and were said
	found     map[lineNoteID]bool // and findings
	checks    *inspector
	looks     *lookout
	confirmed steps.Answers // as they were when the review's own questions were last answered

	drafted   int    // the flow's changes that the draft has
	draftedAt string // and its page
	finished  bool
	kept      bool // a document was printed, saved or copied
	saved     []string
}

func newLineTalk(flow *steps.Flow, opt LinesOptions) *lineTalk {
	t := &lineTalk{
		lineMouth: &lineMouth{to: opt.Say},
		checks:    &inspector{}, looks: &lookout{world: opt.World, kept: map[string]*validation{}}, in: opt.In, print: opt.Print, folder: opt.Folder, world: opt.World,
	}
	if opt.Choose {
		t.start = newLineStart(flow)
	}
	t.takeUp(flow)
	return t
}

// takeUp goes on with a walk where it stands.
func (t *lineTalk) takeUp(flow *steps.Flow) {
	t.flow, t.entry, t.part = flow, flow.State().Focus, nil
	t.looks.forget()
	t.checks.learn(nil)
	t.asked, t.noted, t.found, t.confirmed = map[steps.Key]bool{}, map[lineNoteID]bool{}, map[lineNoteID]bool{}, nil
	for _, p := range flow.Pages() { // a resumed walk: the person has seen these
		if slices.Contains(flow.State().Seen, p.ID) {
			for _, k := range p.Keys() {
				t.asked[k] = true
			}
		}
	}
	for _, n := range t.standingNotes() {
		t.noted[n.id()] = true
	}
	for _, f := range t.checks.on(flow.Settled()) {
		if t.asked[f.Key] {
			t.found[lineFindingID(f)] = true
		}
	}
}

func (t *lineTalk) greet() {
	sc := t.flow.Scenario()
	t.say("%s: %s.", sc.Title, sc.Says)
	t.help()
}

// help is the signs in short.
func (t *lineTalk) help() {
	t.say("Enter keeps what is shown, < goes back, ? explains, - empties a text, = returns to the proposed value, ?? lists all the signs.")
}

func (t *lineTalk) allSigns() {
	for _, s := range []string{
		"Enter alone keeps the value that is shown, and ends a list.",
		"< goes back one question. Nothing is lost by it.",
		"? explains the question.",
		"- empties a text that may be empty.",
		"-2 takes item 2 out of a list. One line may add several items, with commas between them.",
		"# lists the pages, and #3 goes to the third.",
		"@ follows a message through what is answered so far.",
		"= returns to the proposed value, and says which it is.",
		`\ before one of these signs takes it as text: \? is a question mark.`,
	} {
		t.say("%s", s)
	}
}

func (t *lineTalk) walk() error {
	for {
		if t.start != nil && t.start.asking {
			if err := t.chooseScenario(); err != nil {
				return err
			}
			continue
		}
		turn := t.page
		if t.flow.Page().Kind == steps.ReviewPage {
			turn = t.review
		}
		done, err := turn()
		if errors.Is(err, errGone) {
			continue
		}
		if err != nil {
			return err
		}
		if !done {
			continue
		}
		if left, err := t.documents(); left || err != nil {
			return err
		}
	}
}

// page asks the questions of the current page until it is left, onward or backward. It reports done where it was the
// last one.
func (t *lineTalk) page() (done bool, err error) {
	t.heading()
	from := t.entrance()
	for {
		back, err := t.questions(from)
		if err != nil {
			return false, err
		}
		if back {
			t.back()
			return false, nil
		}
		if sure, err := t.proceeds(); err != nil {
			return false, err
		} else if !sure {
			from = t.entrance()
			continue
		}
		done, problems := t.flow.Next()
		if len(problems) == 0 {
			return done, nil
		}
		t.sayProblems(problems)
		if k := problems[0].Key; !t.flow.Page().Holds(k) { // the page ends the walk, and something before it is amiss
			t.flow.Fix(steps.PageOf(t.flow.Pages(), k), k)
			t.entry = k
			return false, nil
		}
		open := t.askable()
		if len(open) == 0 {
			return false, fmt.Errorf("no question of the page %q can put this right: %w", t.flow.Page().Title, problems[0])
		}
		if from = problems[0].Key; !slices.Contains(open, from) {
			from = open[0]
		}
	}
}

// heading says where the walk stands and what the page is about.
func (t *lineTalk) heading() {
	p, pages := t.flow.Page(), t.flow.Pages()
	t.blank()
	if at, of := t.flow.Settled().PartAt(p.Part); of > 1 && at > 0 && p.Part != t.part {
		t.say("%s", lineTitle(t.flow.Settled(), p.Part))
	}
	t.part = p.Part
	if slices.ContainsFunc(pages, func(p steps.Page) bool { return p.Kind == steps.ReviewPage }) {
		t.say("Page %d of %d: %s", t.flow.At()+1, len(pages), p.Title)
	} else { // how many there are depends on what is answered here
		t.say("Page %d: %s", t.flow.At()+1, p.Title)
	}
	for _, s := range p.Intro {
		t.say("%s", s)
	}
	t.headed = true
}

// entrance is the question at which the page is entered.
func (t *lineTalk) entrance() steps.Key {
	k := t.entry
	t.entry = ""
	if slices.Contains(t.askable(), k) {
		return k
	}
	return t.after("")
}

// questions asks the page's questions from k on. It reports back where the person went back before the first one.
func (t *lineTalk) questions(k steps.Key) (back bool, err error) {
	for k != "" {
		back, err := t.question(k)
		switch {
		case err != nil:
			return false, err
		case !back:
			k = t.after(k)
		default:
			if k = t.before(k); k == "" {
				return true, nil
			}
		}
	}
	return false, nil
}

// askable are the questions of the page that a person can answer, as the answers leave them.
func (t *lineTalk) askable() (out []steps.Key) {
	for r := range rowsOf(t.flow.Page(), t.flow.Settled()) {
		if q := t.flow.Settled().At(r.Key); q.Open && !lineTold(q) {
			out = append(out, r.Key)
		}
	}
	return out
}

// lineTold reports a question that is told and not asked, because there is nothing to choose.
func lineTold(q steps.Asked) bool { return q.Fixed || forced(q) }

// after is the question that follows k, "" standing for the page's start. What is not asked is told in passing.
func (t *lineTalk) after(k steps.Key) steps.Key {
	keys := t.flow.Page().Keys()
	for _, next := range keys[slices.Index(keys, k)+1:] {
		switch q := t.at(next); {
		case q.Field == nil || !q.Open:
		case lineTold(q):
			t.say("%s: %s", q.PlainLabel(), lineWords(q, q.Value))
			t.asked[next] = true
			t.sayNewNotes(next)
		default:
			return next
		}
	}
	return ""
}

// before is the question that precedes k on the page, or "".
func (t *lineTalk) before(k steps.Key) steps.Key {
	open := t.askable()
	if i := slices.Index(open, k); i > 0 {
		return open[i-1]
	}
	return ""
}

// back goes to the last question of the page before, or to the review where the page was opened from there.
func (t *lineTalk) back() {
	for t.flow.Back() {
		if t.flow.Page().Kind == steps.ReviewPage {
			return
		}
		if open := t.askable(); len(open) > 0 {
			t.entry = open[len(open)-1]
			return
		}
	}
	if t.start != nil {
		t.start.asking = true
		return
	}
	t.say("This is the first question.")
}
