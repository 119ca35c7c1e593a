// Package present plays a lesson: the wizard answers itself from a script while a trainer sets the pace with one key.
//
// A lesson is data. tell makes of it the stops of a walk, each with the state of the flow before and after; the model
// only moves among them, so that a step back, and coming back from free mode, restore a state exactly.
package present

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/answers"
)

// Lesson is a script as its author wrote it.
type Lesson struct {
	Title, Audience string
	Intro           string // what the first screen says
	Scenario        *steps.Scenario
	Answers         steps.Answers
	Steps           []Step
}

// Step is one entry of a lesson's steps: it is about a question, or it is a slide, or it follows a message.
type Step struct {
	At      steps.Key // a question, or one of the two below
	Slide   string    // the heading of a slide
	Message string    // a ready-made message of the set-up
	Text    string    // what the audience reads
	Notes   string    // what the trainer reads
	Predict *Prediction
}

// What At can be beside a question.
const (
	atReview    steps.Key = "review"
	atDocuments steps.Key = "documents"
)

// Prediction is a question to the audience before a step is revealed.
type Prediction struct {
	Question string
	Choices  []string
	Right    int // index of the right one
	Because  string
}

// mostChoices is as many as there are keys for.
const mostChoices = 9

// keys of a lesson's file.
var (
	topKeys     = []string{"title", "audience", "intro", "scenario", "answers", "steps"}
	stepKeys    = []string{"at", "slide", "message", "text", "notes", "predict"}
	predictKeys = []string{"question", "choices", "right", "because"}
)

// Read understands a lesson; name is what problems call the file. Its error is an *answers.Rejected with everything that
// is wrong with it.
func Read(name string, src []byte) (*Lesson, error) {
	r := &reader{o: answers.ReadOutline(src), lesson: &Lesson{}}
	r.top()
	if err := r.o.Err(name); err != nil {
		return nil, err
	}
	return r.lesson, nil
}

// line is a text on one line.
func (r *reader) line(n answers.Node, key string) string {
	return strings.Join(strings.Fields(r.o.Text(n, key)), " ")
}

// text is a text that may have paragraphs, each a line.
func (r *reader) text(n answers.Node, key string) string {
	var lines []string
	for line := range strings.Lines(r.o.Text(n, key)) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// reader goes through one file, and on after a problem.
type reader struct {
	o      *answers.Outline
	lesson *Lesson
	nodes  []answers.Node // the line that says what a step is, in step with the lesson's steps
	places []int          // the number of that step in the file, from 0
}

func (r *reader) top() {
	lines := map[string]answers.Node{}
	for _, n := range r.o.Top() {
		if !slices.Contains(topKeys, n.Name) {
			r.o.Unknown(n, "", topKeys)
		}
		lines[n.Name] = n
	}
	if r.o.Top() == nil && r.o.Err("") != nil { // there is no reading it
		return
	}
	l := r.lesson
	if l.Title = r.line(lines["title"], "title"); l.Title == "" {
		r.o.Lacks(lines["title"], "title", "say what the lesson is called", "write title: and a few words")
	}
	l.Audience = r.line(lines["audience"], "audience")
	l.Intro = r.text(lines["intro"], "intro")
	file := r.o.Answers(lines["scenario"], lines["answers"])
	for i, n := range r.o.List(lines["steps"], "steps") {
		r.step(i, n)
	}
	if file == nil {
		return
	}
	l.Scenario, l.Answers = file.Scenario, file.Answers
	_, misfits := tell(l, steps.NewEAC)
	if len(file.Settled.Problems()) > 0 {
		misfits = unknownQuestions(l) // what else is amiss depends on answers that cannot stand
	}
	for _, m := range misfits {
		r.o.RefuseValue(r.nodes[m.step], stepName(r.places[m.step]), m.value, m.why, m.fix)
	}
}

func stepName(i int) string { return "steps[" + strconv.Itoa(i) + "]" }

func (r *reader) step(i int, item answers.Node) {
	key := stepName(i)
	var s Step
	kinds, before := []answers.Node{}, r.o.Count()
	lines := r.o.Section(item, key)
	for _, n := range lines {
		at := key + "." + n.Name
		switch n.Name {
		case "at":
			s.At = steps.Key(r.line(n, at))
		case "slide":
			s.Slide = r.line(n, at)
		case "message":
			s.Message = r.line(n, at)
		case "text":
			s.Text = r.text(n, at)
		case "notes":
			s.Notes = r.text(n, at)
		case "predict":
			s.Predict = r.predict(n, at)
		default:
			r.o.Unknown(n, key, stepKeys)
		}
		if slices.Contains(stepKeys[:3], n.Name) {
			kinds = append(kinds, n)
		}
	}
	switch {
	case len(kinds) > 1:
		r.o.Lacks(kinds[1], key, "a step is about one thing, and this one has "+kinds[0].Name+" and "+kinds[1].Name, "make two steps of it")
	case len(lines) == 0:
	case len(kinds) == 0 && r.o.Count() > before: // what it is about may be misspelled
	case len(kinds) == 0:
		r.o.Lacks(lines[0], key, "does not say what it is about", "add at: and a question, slide: and a heading, or message: and a name")
	case s.At == "" && s.Slide == "" && s.Message == "" && r.o.Count() == before:
		r.o.Lacks(kinds[0], key, kinds[0].Name+" is empty", "write what the step is about")
	}
	if len(kinds) == 1 {
		r.lesson.Steps = append(r.lesson.Steps, s)
		r.nodes, r.places = append(r.nodes, kinds[0]), append(r.places, i)
	}
}

func (r *reader) predict(n answers.Node, key string) *Prediction {
	p, right := &Prediction{Right: -1}, answers.Node{}
	var choices []answers.Node
	before := r.o.Count()
	for _, line := range r.o.Section(n, key) {
		at := key + "." + line.Name
		switch line.Name {
		case "question":
			p.Question = r.line(line, at)
		case "choices":
			choices = r.o.List(line, at)
			for _, c := range choices {
				p.Choices = append(p.Choices, r.line(c, at))
			}
		case "right":
			p.Right, right = r.o.Number(line, at, mostChoices)-1, line
		case "because":
			p.Because = r.text(line, at)
		default:
			r.o.Unknown(line, key, predictKeys)
		}
	}
	if r.o.Count() > before {
		return nil
	}
	switch {
	case p.Question == "":
		r.o.Lacks(n, key, "asks nothing", "add question: and the question")
	case len(p.Choices) < 2 || len(p.Choices) > mostChoices:
		r.o.Lacks(n, key, "has "+strconv.Itoa(len(p.Choices))+" choices", "give 2 to "+strconv.Itoa(mostChoices)+" under choices:, one for each key")
	case slices.Contains(p.Choices, ""):
		r.o.Lacks(n, key, "has an empty choice", "write it out, or remove it")
	case right.Name == "":
		r.o.Lacks(n, key, "does not say which choice is right", "add right: and its number, the first being 1")
	case p.Right >= len(p.Choices):
		r.o.RefuseValue(right, key+".right", strconv.Itoa(p.Right+1), "is no choice: there are "+strconv.Itoa(len(p.Choices)), "write a number from 1 to "+strconv.Itoa(len(p.Choices)))
	case p.Because == "":
		r.o.Lacks(n, key, "does not say why that is right", "add because: and the reason")
	}
	return p
}
