package present

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/follow"
	"eacwizard/wizard"
)

// panel is what stands beside the page, or under it: the question to the audience, the explanation, what came of the answer.
func (m *Model) panel(width int) (lines []string) {
	p := panel{l: m.look, width: width, lines: []string{""}}
	s := m.stop()
	switch m.beat().phase {
	case guessing, guessed:
		p.prediction(s.Predict, m.beat().phase == guessed, m.chosen, m.beat().stop)
	case revealed:
		if m.typing() {
			return nil
		}
		p.explanation(m.question(), s)
	case taken:
		p.threeWays(steps.NewFlow(m.lesson.Scenario, s.after), s)
	case following:
		if hop := m.beat().hop; hop <= len(s.way.Hops) {
			p.hop(s.way.Hops[hop-1], hop)
		} else {
			p.end(s.way.End)
			p.say("", s.Text)
		}
	}
	for len(p.lines) > 0 && p.lines[len(p.lines)-1] == "" {
		p.lines = p.lines[:len(p.lines)-1]
	}
	return p.lines
}

type panel struct {
	l     wizard.Look
	width int
	lines []string
}

// say adds a paragraph, under a heading where there is one.
func (p *panel) say(heading, text string) {
	if text == "" {
		return
	}
	if heading != "" {
		p.lines = append(p.lines, "  "+p.l.Say(wizard.Bold, heading))
	}
	p.lines = append(append(p.lines, paragraphs(p.l, text, p.width)...), "")
}

// paragraphs are the paragraphs of a text.
func paragraphs(l wizard.Look, text string, width int) (lines []string) {
	for _, line := range splitLines(text) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, l.Hang(wizard.Plain, "  ", line, width)...)
	}
	return lines
}

// prediction asks the audience, or says what is right and why.
func (p *panel) prediction(q *Prediction, told bool, chosen map[int]int, at int) {
	p.lines = append(p.lines, p.l.Hang(wizard.Title, "  ? ", q.Question, p.width)...)
	p.lines = append(p.lines, "")
	choice, guessed := chosen[at]
	for i, c := range q.Choices {
		sign, style := strconv.Itoa(i+1), wizard.Plain
		switch {
		case told && i == q.Right:
			sign, style = p.l.Signs().Good, wizard.Good
		case told && guessed && i == choice:
			sign, style = p.l.Signs().Amiss, wizard.Wrong
		}
		p.lines = append(p.lines, p.l.Hang(style, "  "+sign+"  ", c, p.width)...)
	}
	if !told {
		return
	}
	p.lines = append(p.lines, "")
	heading := "The answer is " + strconv.Itoa(q.Right+1)
	if guessed && choice == q.Right {
		heading = "Right"
	} else if guessed {
		heading = "Not " + strconv.Itoa(choice+1) + ": the answer is " + strconv.Itoa(q.Right+1)
	}
	p.say(heading, q.Because)
}

// explanation says what the answer is, and why.
func (p *panel) explanation(q steps.Asked, s *stop) {
	p.say("The answer", wizard.Words(q, s.answer))
	p.say("", q.Explain.What)
	p.say("Why", q.Explain.Why)
	p.say("", s.Text)
}

// threeWays are what an answer is in the admin center, in PowerShell, and for a message.
func (p *panel) threeWays(flow *steps.Flow, s *stop) {
	q := s.asked(flow)
	words := s.title + ": " + wizard.Words(q, q.Value)
	p.say("In the admin center", words)
	p.becomes(flow, q, s)
	p.say("For a message", q.Effect())
	if !s.given {
		p.say("Why", q.Explain.Why)
		p.say("", s.Text)
	}
}

const (
	mostNew   = 6  // lines shown of what an answer without a parameter makes
	mostItems = 20 // shown of a list: a projector has no more lines
)

// becomes says what the answer is in PowerShell: the lines with its parameters; or what it makes, as a record in DNS.
func (p *panel) becomes(flow *steps.Flow, q steps.Asked, s *stop) {
	lines := render.Preview(flow.Settled(), q.Key.Part(), nil, mostItems)
	heading, shown := "In PowerShell", p.withParams(lines, q.Params)
	switch {
	case len(shown) > 0:
	case len(q.Params) > 0:
		shown = p.l.Hang(wizard.Dim, "  ", "-"+strings.Join(q.Params, ", -")+", once the command is there.", p.width)
	default:
		heading, shown = "In the documents", p.news(lines, render.Preview(flow.Scenario().Settle(s.before.Answers), q.Key.Part(), nil, mostItems))
	}
	if len(shown) == 0 {
		heading, shown = "In PowerShell", p.l.Hang(wizard.Dim, "  ", "No parameter of its own.", p.width)
	}
	p.lines = append(p.lines, "  "+p.l.Say(wizard.Bold, heading))
	p.lines = append(append(p.lines, shown...), "")
}

// withParams are the lines with any of the parameters, each under its command.
func (p *panel) withParams(all []render.PreviewLine, params []string) (lines []string) {
	command, said := "", ""
	for _, line := range all {
		if len(line.Params) == 0 && !strings.HasPrefix(line.Text, " ") {
			command = line.Text
		}
		if !slices.ContainsFunc(line.Params, func(name string) bool { return slices.Contains(params, name) }) {
			continue
		}
		if command != said {
			lines, said = append(lines, p.l.Hang(wizard.Plain, "  ", command, p.width)...), command
		}
		lines = append(lines, p.l.Hang(wizard.Mark, "    ", strings.TrimSpace(line.Text), p.width)...)
	}
	return lines
}

// news are the lines that were not there before.
func (p *panel) news(now, before []render.PreviewLine) (lines []string) {
	n := 0
	for _, line := range now {
		same := func(was render.PreviewLine) bool { return was.Text == line.Text }
		if line.Text == "" || strings.HasPrefix(line.Text, "#") || slices.ContainsFunc(before, same) {
			continue
		}
		if n++; n <= mostNew {
			lines = append(lines, p.l.Hang(wizard.Mark, "  ", strings.TrimSpace(line.Text), p.width)...)
		}
	}
	return lines
}

// hop is what happened to the message at one place, and how sure the documents are.
func (p *panel) hop(h follow.Hop, number int) {
	p.lines = append(p.lines, p.l.Hang(wizard.Title, "  "+strconv.Itoa(number)+"  ", h.Name, p.width)...)
	for _, f := range h.Findings {
		p.lines = append(p.lines, "")
		p.lines = append(p.lines, p.l.Hang(wizard.Plain, "  ", string(f.Topic)+": "+f.Says+" "+f.Why, p.width)...)
		rests := string(f.Sure)
		if f.Rule != "" {
			rests += ", " + f.Rule
		}
		p.lines = append(p.lines, p.l.Hang(wizard.Dim, "  ", "["+rests+"]", p.width)...)
	}
	p.lines = append(p.lines, "")
}

// end says how a message ended.
func (p *panel) end(e follow.End) {
	style := wizard.Good
	if e.Kind != follow.Delivered {
		style = wizard.Wrong
	}
	p.lines = append(append(p.lines, p.l.Hang(style, "  ", e.Heading()+". "+e.Says, p.width)...), "")
	if e.Text != "" {
		p.say("The answer reads like", e.Code+" "+e.Text)
	}
	if e.Rule != "" {
		p.say("", "eacwizard explain "+e.Rule+" says more.")
	}
}

func splitLines(text string) []string { return strings.Split(strings.TrimRight(text, "\n"), "\n") }
