package present

import "eacwizard/steps"

// phase is what of a stop is shown.
type phase int

const (
	guessing  phase = iota // the audience is asked first
	guessed                // what is right, and why
	asked                  // the question by itself
	revealed               // the answer is typed in and explained
	taken                  // the answer stands, and what came of it
	shown                  // a stop that has just this
	following              // a message, hop by hop
)

// beat is what one press of the key leads to.
type beat struct {
	stop  int
	phase phase
	hop   int // of following: how many hops are lit; one more than there are: how it ended
}

// beatsOf are a lesson's beats in their order.
func beatsOf(stops []stop) (out []beat) {
	for i, s := range stops {
		add := func(p phase, hop int) { out = append(out, beat{i, p, hop}) }
		if s.Predict != nil {
			add(guessing, 0)
			add(guessed, 0)
		}
		switch {
		case s.kind == question && !s.given:
			add(taken, 0)
		case s.kind == question:
			if s.Predict == nil {
				add(asked, 0)
			}
			add(revealed, 0)
			add(taken, 0)
		case s.kind == message:
			for i, h := range s.way.Hops {
				if i < len(s.way.Hops)-1 || len(h.Findings) > 0 { // else how it ends says all about the last place
					add(following, i+1)
				}
			}
			add(following, len(s.way.Hops)+1)
		default:
			add(shown, 0)
		}
	}
	return out
}

// state is how the walk stands at a beat.
func (s stop) state(p phase) steps.State {
	if p == taken {
		return s.after
	}
	return s.before
}
