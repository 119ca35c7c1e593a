package wizard

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"eacwizard/steps"
)

// contents is the list of parts and pages, to go to one of them.
type contents struct {
	l       *look
	entries []entry
	at      int // of the entries
}

// entry is a line of the contents; a part's heading leads nowhere.
type entry struct {
	label    string
	page     string // "" for a heading and for the first page of all
	first    bool   // the page that asks what to set up
	follows  bool   // the screen that follows a message
	heading  bool
	deep     bool // under a heading
	standing steps.Standing
}

func newContents(l *look, flow *steps.Flow, standing []steps.Standing, first bool) *contents {
	c := &contents{l: l}
	if first {
		c.entries = append(c.entries, entry{label: startTitle, first: true, standing: steps.Done})
	}
	pages := flow.Pages()
	for _, s := range stretches(flow) {
		heads := !s.lone() && inParts(flow.Settled())
		if heads {
			c.entries = append(c.entries, entry{label: partTitle(flow.Settled(), s.part), heading: true, standing: s.standing(standing)})
		}
		for _, i := range s.pages {
			if i == flow.At() {
				c.at = len(c.entries)
			}
			c.entries = append(c.entries, entry{label: pages[i].Rail, page: pages[i].ID, deep: heads, standing: standing[i]})
		}
	}
	c.entries = append(c.entries, entry{label: "Follow a message", follows: true})
	return c
}

// move goes to the next entry that leads somewhere.
func (c *contents) move(by int) {
	for i := c.at + by; i >= 0 && i < len(c.entries); i += by {
		if !c.entries[i].heading {
			c.at = i
			return
		}
	}
}

func (c *contents) chosen() entry { return c.entries[c.at] }

// standingWords say what a sign means.
var standingWords = map[steps.Standing]string{
	steps.Here: "you are here", steps.Moved: "proposed otherwise since you saw it", steps.Amiss: "something is missing or wrong",
	doubted: "there are findings",
}

// lines draw the list, and say where the chosen entry stands.
func (c *contents) lines() (out []string, at int) {
	l := c.l
	out = []string{"", "  " + l.title.Render("Go to a page"), ""}
	for i, e := range c.entries {
		if e.heading {
			if i > 0 {
				out = append(out, "")
			}
			line := "  " + l.bold.Render(e.label)
			if i+1 == len(c.entries) || !c.entries[i+1].deep {
				line += l.dim.Render("  not known yet")
			}
			out = append(out, line)
			continue
		}
		if i > 0 && !e.deep && c.entries[i-1].deep || e.follows {
			out = append(out, "")
		}
		mark, style := "  ", l.plain
		if i == c.at {
			mark, style, at = l.accent.Render(l.g.focus)+" ", l.hot, len(out)
		}
		if e.deep {
			mark += "  "
		}
		sign := map[steps.Standing]string{steps.Done: l.g.done, steps.Amiss: l.g.amiss, doubted: l.g.doubt, steps.Moved: l.g.moved, steps.Here: l.g.here, steps.Later: l.g.later}[e.standing]
		if e.follows {
			sign = l.g.arrow
		}
		line := mark + sign + " " + style.Render(clean(e.label))
		if says := standingWords[e.standing]; says != "" {
			line += "  " + l.dim.Render(says)
		}
		out = append(out, line)
	}
	return out, at
}

func (m *Model) openContents() {
	m.over, m.overAt = going, 0
	m.contents = newContents(m.look, m.flow, m.checks.rail(m.flow), m.start != nil)
}

// contentsKey takes a key while the list is up.
func (m *Model) contentsKey(k tea.KeyMsg) {
	switch {
	case k.Paste:
	case key.Matches(k, keys.up), key.Matches(k, keys.prev):
		m.contents.move(-1)
	case key.Matches(k, keys.down), key.Matches(k, keys.next):
		m.contents.move(1)
	case key.Matches(k, keys.pageUp):
		for range 5 {
			m.contents.move(-1)
		}
	case key.Matches(k, keys.pageDown):
		for range 5 {
			m.contents.move(1)
		}
	case key.Matches(k, keys.press):
		m.over = none
		if e := m.contents.chosen(); e.first {
			m.openStart()
		} else if e.follows {
			m.openTrail()
		} else if slices.ContainsFunc(m.flow.Pages(), func(p steps.Page) bool { return p.ID == e.page }) {
			m.flow.Go(e.page)
			m.openPage()
		}
	case key.Matches(k, keys.back), key.Matches(k, keys.pages):
		m.over = none
	}
}
