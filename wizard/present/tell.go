package present

import (
	"cmp"
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/follow"
)

// kind is what a stop shows.
type kind int

const (
	opening kind = iota
	slide
	question
	message
	review
	documents
	score
)

// stop is one thing that a lesson stops at.
type stop struct {
	Step
	kind   kind
	title  string
	page   string         // what the rail calls the page of a question
	row    steps.Row      // where the question stands on its page
	answer steps.Value    // of a question that the lesson answers
	given  bool           // it does
	before steps.State    // of the walk when the lesson arrives
	after  steps.State    // once the answer is taken
	walked follow.Example // the message that is followed
	way    follow.Journey
}

// called is a stop's title, with its page where that says more.
func (s stop) called() string {
	if s.page == "" || strings.EqualFold(s.page, s.title) {
		return s.title
	}
	return s.page + ": " + s.title
}

// misfit is a step that cannot be told.
type misfit struct {
	step            int
	value, why, fix string
}

// tell makes the stops of a lesson: the slides at its head, then its answers in the order in which the pages ask. Other
// steps that are about no question stand before the one that follows them in the file, or after the review. What cannot
// be told comes back as misfits.
func tell(l *Lesson, eac steps.EAC) (stops []stop, misfits []misfit) {
	t := &teller{l: l, eac: eac, final: l.Scenario.Settle(l.Answers), at: map[steps.Key]int{}}
	t.final.EAC, t.final.Sample = eac, true
	t.gather()
	t.walk()
	return t.stops, t.misfits
}

// unknownQuestions are the steps about what is no question of the scenario, whatever is answered.
func unknownQuestions(l *Lesson) []misfit {
	t := &teller{l: l, final: l.Scenario.Settle(l.Answers)}
	for i, s := range l.Steps {
		if _, known := l.Scenario.Field(s.At); !known && s.At != "" && s.At != atReview && s.At != atDocuments {
			t.askable(i, s.At)
		}
	}
	return t.misfits
}

type teller struct {
	l       *Lesson
	eac     steps.EAC
	final   *steps.Settled
	at      map[steps.Key]int // the step about a question
	stops   []stop
	misfits []misfit
	leading int // slides that stand first in the file: they are told first
}

func (t *teller) refuse(step int, value, why, fix string) {
	t.misfits = append(t.misfits, misfit{step, value, why, fix})
}

// gather finds the step about each question, and what cannot be asked.
func (t *teller) gather() {
	for i, s := range t.l.Steps {
		if s.At == "" {
			continue
		}
		if _, twice := t.at[s.At]; twice {
			t.refuse(i, string(s.At), "has a step already", "put both into one")
			continue
		}
		if s.At != atReview && s.At != atDocuments && !t.askable(i, s.At) {
			continue
		}
		t.at[s.At] = i
	}
}

func (t *teller) askable(i int, k steps.Key) bool {
	q := t.final.At(k)
	known, _ := t.l.Scenario.Field(k)
	switch {
	case q.Field == nil && known != nil:
		t.refuse(i, string(k), "is about an item that the answers do not have", "add the item to its list, or remove the step")
	case q.Field == nil:
		t.refuse(i, string(k), "is no question of this scenario", didYouMean(string(k), t.names()))
	case q.Fixed:
		t.refuse(i, string(k), "is not asked: the scenario decides it", "put the notes on another step")
	case !q.Open:
		t.refuse(i, string(k), "is not asked with these answers", "it is asked only if "+q.Shut)
	case steps.PageOf(t.final.Pages(), k) == "":
		t.refuse(i, string(k), "stands on no page", "put the notes on another step")
	default:
		return true
	}
	return false
}

func didYouMean(name string, known []string) string {
	if near := answers.Nearest(name, known); near != "" {
		return "the nearest is " + near
	}
	return ""
}

func (t *teller) names() []string {
	names := []string{string(atReview), string(atDocuments)}
	for _, q := range t.final.Asked {
		names = append(names, string(q.Key))
	}
	return names
}

// walk goes through the pages with the lesson's answers and stops wherever there is something to tell.
func (t *teller) walk() {
	begun := steps.Answers{}
	if accepted, ok := t.l.Answers[steps.AcceptKey]; ok { // no page asks for it
		begun[steps.AcceptKey] = accepted
	}
	flow := steps.NewFlow(t.l.Scenario, steps.State{Answers: begun, EAC: t.eac, Sample: true})
	t.add(stop{kind: opening, title: t.l.Title}, flow)
	for t.leading < len(t.l.Steps) && t.l.Steps[t.leading].Slide != "" {
		s := t.l.Steps[t.leading]
		t.add(stop{kind: slide, title: s.Slide, Step: s}, flow)
		t.leading++
	}
	told := map[steps.Key]bool{}
	for _, p := range t.final.Pages() {
		if p.Kind == steps.ReviewPage {
			t.reach(flow, p, atReview)
			t.add(stop{kind: review, title: p.Title, Step: t.step(atReview)}, flow)
		}
		for _, r := range p.Rows {
			_, given := t.l.Answers[r.Key]
			_, step := t.at[r.Key]
			if q := t.final.At(r.Key); told[r.Key] || !q.Open || q.Fixed || !given && !step {
				continue
			}
			told[r.Key] = true
			t.question(flow, p, r)
		}
	}
	if !slices.ContainsFunc(t.stops, func(s stop) bool { return s.kind == review }) {
		return // the answers do not lead anywhere: that is said of them
	}
	_, listed := t.at[atDocuments]
	if !listed {
		t.between(flow, len(t.l.Steps))
	}
	t.reach(flow, steps.Page{}, atDocuments)
	t.add(stop{kind: documents, title: "Documents", Step: t.step(atDocuments)}, flow)
	if listed {
		t.between(flow, len(t.l.Steps))
	}
	if slices.ContainsFunc(t.stops, func(s stop) bool { return s.Predict != nil }) {
		t.add(stop{kind: score, title: "How you did"}, flow)
	}
}

func (t *teller) step(k steps.Key) Step {
	if i, ok := t.at[k]; ok {
		return t.l.Steps[i]
	}
	return Step{At: k}
}

// question asks one, and takes the lesson's answer to it.
func (t *teller) question(flow *steps.Flow, p steps.Page, r steps.Row) {
	t.reach(flow, p, r.Key)
	if q := flow.Settled().At(r.Key); flow.Page().ID != p.ID || !q.Open {
		if i, ok := t.at[r.Key]; ok {
			t.refuse(i, string(r.Key), "is not asked yet where its page comes", "put the notes on a later step")
		}
		flow.Change(steps.Answers{r.Key: t.l.Answers[r.Key]}, nil)
		return
	}
	flow.Focus(r.Key)
	q := t.final.At(r.Key)
	title := cmp.Or(r.Label, q.PlainLabel())
	s := stop{kind: question, title: strings.TrimSuffix(title, ":"), page: p.Rail, row: r, Step: t.step(r.Key), before: flow.State()}
	if s.answer, s.given = t.l.Answers[r.Key]; s.given {
		flow.Set(r.Key, s.answer)
	}
	s.after = flow.State()
	t.stops = append(t.stops, s)
}

// reach leads the flow to a page, and tells before it what stands before the step at that place.
func (t *teller) reach(flow *steps.Flow, p steps.Page, k steps.Key) {
	if i, ok := t.at[k]; ok {
		t.between(flow, i)
	}
	for p.ID != "" && flow.Page().ID != p.ID {
		from := flow.At()
		if done, problems := flow.Next(); done || len(problems) > 0 || flow.At() <= from {
			flow.Go(p.ID)
			return
		}
	}
}

// between tells the slides and messages that stand in the file right before step number upTo.
func (t *teller) between(flow *steps.Flow, upTo int) {
	from := upTo
	for from > t.leading && t.l.Steps[from-1].At == "" {
		from--
	}
	for i := from; i < upTo; i++ {
		s := t.l.Steps[i]
		if s.Message == "" {
			t.add(stop{kind: slide, title: s.Slide, Step: s}, flow)
			continue
		}
		if e, ok := t.message(i, s.Message); ok {
			t.add(stop{kind: message, title: e.Title, Step: s, walked: e, way: e.Follow()}, flow)
		}
	}
}

// message is a ready-made message of the finished set-up.
func (t *teller) message(i int, name string) (follow.Example, bool) {
	up, problems := t.final.SetUp()
	if len(problems) > 0 {
		return follow.Example{}, false // they are said of the answers
	}
	var names []string
	for _, e := range follow.Examples(up.Draft()) {
		if e.ID == name {
			return e, true
		}
		names = append(names, e.ID)
	}
	t.refuse(i, name, "is no message of this set-up", didYouMean(name, names))
	return follow.Example{}, false
}

func (t *teller) add(s stop, flow *steps.Flow) {
	s.before, s.after = flow.State(), flow.State()
	t.stops = append(t.stops, s)
}
