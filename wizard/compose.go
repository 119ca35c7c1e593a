package wizard

import (
	"math"
	"strconv"

	"eacwizard/steps"
)

func (m *Model) redraw() {
	if m.w < minWidth || m.h < minHeight {
		m.frame = m.look.fit("Please make the terminal at least 60 by 20, or start with --lines.", max(m.w, 0))
		return
	}
	m.frame = m.look.draw(m.compose(), m.w)
}

func (m *Model) compose() frame {
	switch {
	case m.screen == offering:
		return m.offers.frame(m.w, m.h)
	case m.screen == showing && m.over == none:
		return m.out.frame(m.w, m.h)
	case m.screen == starting && m.over == none:
		return m.start.frame(m.w, m.h)
	case m.screen == following && m.over == none:
		return m.trail.frame(m.w, m.h)
	}
	l, p := m.look, m.page
	wantsAside := m.aside && m.over != leaving
	width, right := widths(m.w, wantsAside)
	f := frame{header: p.def.Head, buttons: p.buttons(), left: "F1 help  ctrl+r PowerShell", hint: p.hint()}
	if right > 0 {
		f.aside = m.previewLines(right, m.h)
	}
	if m.over != none {
		m.composeOverlay(&f, width)
	} else {
		sh := p.lay(width)
		var foot []string
		if p.refused != "" {
			foot = styled(l.fault, hang("  "+l.g.amiss+" ", "Error: "+p.refused, width))
		}
		if m.flash != "" {
			foot = append(foot, styled(l.dim, hang("  ", clean(m.flash), width))...)
		}
		for _, s := range m.notices {
			foot = append(foot, styled(l.level[steps.Warning], hang("  ", clean(s), width))...)
		}
		rows := bodyRows(m.w, m.h, max(len(sh.lines)+1, len(f.aside))+len(foot)) - len(foot)
		if p.freely {
			m.top = max(0, min(m.top, len(sh.lines)-rows))
		} else {
			m.top = max(0, min(m.top, len(sh.lines)-rows))
			if sh.to > 0 {
				m.top = scrollTo(m.top, sh.from, sh.to, rows, len(sh.lines))
			}
		}
		f.body = append(l.view(sh.lines, m.top, rows), foot...)
	}
	if f.aside != nil {
		f.aside = l.view(f.aside, 0, len(f.body))
	}
	f.rail = l.railLines(m.flow, m.checks.rail(m.flow), m.w, len(f.body))
	return f
}

func (m *Model) composeContents(f *frame) {
	lines, at := m.contents.lines()
	rows := bodyRows(m.w, m.h, len(lines))
	m.overAt = scrollTo(m.overAt, at, at+1, rows, len(lines))
	f.hint, f.buttons = "↑↓ choose", []button{{"Enter: go there", true}, {"Esc: stay", false}}
	f.body = m.look.view(lines, m.overAt, rows)
}

func (m *Model) composeOverlay(f *frame, width int) {
	var lines []string
	f.hint, f.buttons = "pgup pgdn scroll", []button{{"Esc: return to the page", true}}
	switch m.over {
	case previewing:
		lines = m.previewLines(width, math.MaxInt)
	case choosing:
		lines = m.page.pasted.lines(m.look, width)
		if n := len(m.page.pasted.values()); n > 0 {
			f.buttons = []button{{"Enter: add " + strconv.Itoa(n), true}, {"Esc: add none", false}}
		}
	case leaving:
		lines = m.leaveLines(width)
		f.hint, f.buttons = "", []button{{"Enter: leave", true}, {"S: save answers", false}, {"Esc: stay", false}}
	case confirming:
		lines = m.unsureLines(width)
		f.hint, f.buttons = "", []button{{"Enter: Yes, proceed", true}, {"Esc: stay", false}}
	case detailing:
		lines = m.detailLines(width)
	case going:
		m.composeContents(f)
		return
	default:
		lines = m.page.helpLines(width)
	}
	rows := bodyRows(m.w, m.h, len(lines))
	m.overAt = max(0, min(m.overAt, len(lines)-rows))
	f.body = m.look.view(lines, m.overAt, rows)
}
