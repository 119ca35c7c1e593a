package wizard

import (
	"cmp"

	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

// Offer is a draft of an earlier walk that can be gone on with.
type Offer struct {
	ID   string
	Says string // what it is and how old, in a few words
	// Resume takes the draft over. left are sentences on what of it could not be taken.
	Resume func() (scenario *steps.Scenario, st steps.State, left []string, err error)
}

// offers is the screen before the first page: go on with a draft, or start afresh.
type offers struct {
	l    *look
	list []Offer
	at   int // len(list): start afresh
	top  int
	says string
}

func (o *offers) key(k tea.KeyMsg) (chosen bool) {
	if k.Paste {
		return false
	}
	switch k.Type {
	case tea.KeyDown, tea.KeyTab:
		o.at = min(o.at+1, len(o.list))
	case tea.KeyUp, tea.KeyShiftTab:
		o.at = max(o.at-1, 0)
	case tea.KeyEnter:
		return true
	}
	return false
}

func (o *offers) frame(w, h int) frame {
	width, _ := widths(w, false)
	out := []string{"", "  " + o.l.title.Render("Go on where you stopped?"), ""}
	row := func(i int, says string) {
		sign, mark, style := o.l.g.off, "  ", o.l.plain
		if o.at == i {
			sign, mark, style = o.l.g.on, o.l.accent.Render(o.l.g.focus)+" ", o.l.bold
		}
		for n, line := range styled(style, hang(sign+" ", clean(says), width-2)) {
			if n > 0 {
				mark = "  "
			}
			out = append(out, mark+line)
		}
	}
	from := len(out)
	for i, offer := range o.list {
		if i == o.at {
			from = len(out)
		}
		row(i, "Go on: "+offer.Says)
	}
	if o.at == len(o.list) {
		from = len(out)
	}
	row(len(o.list), "Start afresh; what is there stays, and eacwizard drafts lists it")
	to := len(out)
	if o.says != "" {
		out = append(out, "")
		out = append(out, styled(o.l.fault, hang("  "+o.l.g.amiss+" ", "Error: "+o.says, width))...)
	}
	rows := bodyRows(max(w, railFrom), h, len(out))
	o.top = scrollTo(o.top, from, min(to, from+2), rows, len(out))
	return frame{
		header: "eacwizard", body: o.l.view(out, o.top, rows), left: "ctrl+c leave", hint: "↑↓ choose",
		buttons: []button{{"Go on", true}}, rail: []string{},
	}
}

// takeOffer goes on with the chosen draft, or starts afresh.
func (m *Model) takeOffer() {
	o := m.offers
	if o.at == len(o.list) {
		if m.start != nil {
			m.openStart()
			return
		}
		m.openPage()
		return
	}
	sc, st, left, err := o.list[o.at].Resume()
	if err != nil {
		o.says = err.Error()
		return
	}
	m.flow = steps.NewFlow(sc, st)
	m.kept = m.flow.Changes()
	if m.start != nil {
		m.start.eac = cmp.Or(st.EAC, steps.NewEAC)
		m.start.walks[sc.ID] = m.flow
	}
	m.openPage()
	for _, s := range left {
		m.notices = append(m.notices, "! Not taken over: "+s)
	}
}
