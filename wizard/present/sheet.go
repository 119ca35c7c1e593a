package present

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"eacwizard/wizard"
)

// Sheet is what the trainer's notes show of one moment. It goes to the second terminal as JSON.
type Sheet struct {
	Lesson  string    `json:"lesson"`
	Began   time.Time `json:"began"`
	Step    int       `json:"step"` // from 1
	Of      int       `json:"of"`
	Heading string    `json:"heading"`
	Phase   string    `json:"phase"`
	Notes   string    `json:"notes"`
	Answer  string    `json:"answer"`
	Ask     string    `json:"ask"`   // the question to the audience
	Right   string    `json:"right"` // its answer
	Because string    `json:"because"`
	Next    string    `json:"next"` // "" at the end
}

var phaseNames = map[phase]string{
	guessing: "ask the audience", guessed: "the audience sees why", asked: "the question stands alone",
	revealed: "the answer is typed in", taken: "the answer is taken",
}

// sheet is the sheet of the beat that the lesson is at.
func (m *Model) sheet() Sheet {
	s, b := m.stop(), m.beat()
	out := Sheet{Lesson: m.lesson.Title, Step: b.stop + 1, Of: len(m.stops), Heading: s.called(), Phase: phaseNames[b.phase], Notes: s.Notes}
	if b.phase == following {
		out.Phase = "how it ends"
		if n := len(s.way.Hops); b.hop <= n {
			out.Phase = "hop " + strconv.Itoa(b.hop) + " of " + strconv.Itoa(n)
		}
	}
	if s.kind == question {
		q := m.question()
		if out.Answer = wizard.Words(q, q.Value); s.given {
			out.Answer = wizard.Words(q, s.answer)
		}
	}
	if p := s.Predict; p != nil {
		out.Ask, out.Right, out.Because = p.Question, strconv.Itoa(p.Right+1)+"  "+p.Choices[p.Right], p.Because
	}
	if b.stop+1 < len(m.stops) {
		out.Next = m.stops[b.stop+1].called()
	}
	return out
}

// Encode is a sheet as bytes.
func (s Sheet) Encode() ([]byte, error) { return json.Marshal(s) }

// DecodeSheet reads what Encode wrote, or says that it is something else.
func DecodeSheet(data []byte) (Sheet, error) {
	var s Sheet
	if err := json.Unmarshal(data, &s); err != nil || s.Of == 0 {
		return Sheet{}, errors.New("is no sheet of a presentation")
	}
	return s, nil
}
