package wizard

import (
	"slices"

	"eacwizard/steps"
	"eacwizard/wizard/terminal"
)

// stretch is what the rail shows of one part: its pages, those of the review and of what follows it being stretches of
// their own. A part whose pages are not known yet has none.
type stretch struct {
	part  *steps.Part // nil: the review
	pages []int       // indexes into the flow's pages
	after bool        // behind the review, where the Classic EAC validates: a page of its own
}

// stretches groups the flow's pages by part, in their order.
func stretches(flow *steps.Flow) (out []stretch) {
	pages := flow.Pages()
	known, after := map[*steps.Part]bool{}, false
	for i, p := range pages {
		if n := len(out); n == 0 || out[n-1].part != p.Part || p.Part == nil {
			out = append(out, stretch{part: p.Part, after: after})
		}
		after = after || p.Kind == steps.ReviewPage
		last := &out[len(out)-1]
		last.pages = append(last.pages, i)
		known[p.Part] = true
	}
	if slices.ContainsFunc(pages, func(p steps.Page) bool { return p.Kind == steps.ReviewPage }) {
		return out
	}
	for _, p := range flow.Settled().Parts() {
		if !known[p] {
			out = append(out, stretch{part: p})
		}
	}
	return out
}

// standing is how a stretch stands as a whole.
func (s stretch) standing(rail []steps.Standing) steps.Standing {
	all := map[steps.Standing]int{}
	for _, i := range s.pages {
		all[rail[i]]++
	}
	for _, loud := range []steps.Standing{steps.Here, steps.Amiss, steps.Moved, doubted} {
		if all[loud] > 0 {
			return loud
		}
	}
	if n := len(s.pages); n > 0 && all[steps.Done] == n {
		return steps.Done
	}
	return steps.Later
}

// lone reports a page that stands in the rail by itself: the review, one before the parts, or one behind the review.
func (s stretch) lone() bool {
	return len(s.pages) == 1 && (s.part == nil || s.part.Preface || s.after)
}

// title is what a stretch is called: a lone page goes by its own name.
func (s stretch) title(flow *steps.Flow) string {
	if s.lone() {
		return flow.Pages()[s.pages[0]].Rail
	}
	return s.part.Title
}

// partTitle is a part with its place among the others.
func partTitle(s *steps.Settled, p *steps.Part) string {
	if at, of := s.PartAt(p); of > 1 && at > 0 {
		return "Part " + ordinal(at, of) + " · " + p.Title
	}
	return p.Title
}

// inParts reports whether the scenario has several parts, which then are what the rail shows.
func inParts(s *steps.Settled) bool {
	_, of := s.PartAt(nil)
	return of > 1
}

// railLines draws the rail of the flow's pages; below railFrom columns it is one line.
func (l *look) railLines(flow *steps.Flow, standing []steps.Standing, w, rows int) []string {
	switch {
	case w < railFrom:
		return []string{l.railInALine(flow, w)}
	case inParts(flow.Settled()):
		return l.railOfParts(flow, standing, rows)
	}
	pages := flow.Pages()
	var out []string
	tight := 2*len(pages)-1 > rows-1
	for i, p := range pages {
		out = append(out, l.railLine(p.Rail, standing[i], railWidth-1)...)
		if i < len(pages)-1 && !tight {
			out = append(out, l.dim.Render(l.g.line))
		}
	}
	return out
}

// railInALine says where the walk is, for a terminal without room for a rail.
func (l *look) railInALine(flow *steps.Flow, w int) string {
	here := l.where(flow)
	if room := w - terminal.Columns(here); inParts(flow.Settled()) && room > len(shortJumpHint)+2 {
		here = pad(here, w-len(shortJumpHint)) + l.dim.Render(shortJumpHint)
	}
	return here
}

// where is the place of the page that the walk is on: among the pages, or in its part.
func (l *look) where(flow *steps.Flow) string {
	pages, at := flow.Pages(), flow.At()
	here := l.accent.Render(l.g.here) + " "
	if !inParts(flow.Settled()) {
		if len(pages) == 1 { // how many there will be is not known yet
			return here + l.bold.Render(pages[at].Rail)
		}
		return here + ordinal(at+1, len(pages)) + " · " + l.bold.Render(pages[at].Rail)
	}
	for _, s := range stretches(flow) {
		n := slices.Index(s.pages, at)
		if n < 0 {
			continue
		}
		title := s.title(flow)
		if !s.lone() {
			title = partTitle(flow.Settled(), s.part)
		}
		if len(s.pages) > 1 {
			title += " · " + ordinal(n+1, len(s.pages))
		}
		here += l.bold.Render(title)
	}
	return here
}

// jumpHint says in the rail that its pages can be gone to.
const jumpHint, shortJumpHint = "F2 go to a page", "F2 pages"

// railOfParts draws parts as lines, and under the current one its pages. Where there is too much of it, it shows the
// surroundings of the current page, with a mark where it goes on.
func (l *look) railOfParts(flow *steps.Flow, standing []steps.Standing, rows int) []string {
	room := rows - 3 // the first row of the body stays free, and the hint has two
	groups := stretches(flow)
	var blocks [][]string
	from, to, n := 0, 0, 0
	for _, cut := range []bool{false, true} { // names that take two lines are cut before anything has to go
		blocks, n = nil, 0
		for _, s := range groups {
			block := l.railBlock(flow, s, standing, cut)
			if s.standing(standing) == steps.Here {
				from, to = n, n+len(block)
			}
			blocks, n = append(blocks, block), n+len(block)
		}
		if n <= room {
			break
		}
	}
	var out []string
	for i, block := range blocks {
		if i > 0 && n+len(blocks)-1 <= room {
			out = append(out, l.dim.Render(l.g.line))
		}
		out = append(out, block...)
	}
	if len(out) > room {
		top := 0
		if to-from > room-2 { // the part's heading gives way to its pages
			from = to - (room - 2)
		}
		out = l.view(out, scrollTo(top, from, to, room, len(out)), room)
	}
	return append(out, "", l.dim.Render(jumpHint))
}

// railBlock draws one part: its name, or its heading and its pages where the walk is in it. With cut a name takes one line.
func (l *look) railBlock(flow *steps.Flow, s stretch, standing []steps.Standing, cut bool) (out []string) {
	if how := s.standing(standing); how != steps.Here || s.lone() {
		title := s.title(flow)
		if cut {
			title = l.fit(title, railWidth-3)
		}
		return l.railLine(title, how, railWidth-1)
	}
	heading := partTitle(flow.Settled(), s.part)
	if terminal.Columns(heading) > railWidth-3 {
		at, of := flow.Settled().PartAt(s.part)
		out = append(out, l.dim.Render(l.g.drop)+" "+l.bold.Render("Part "+ordinal(at, of)))
		heading = s.part.Title
		for _, line := range hang("  ", heading, railWidth-1) {
			out = append(out, l.bold.Render(line))
		}
	} else {
		out = append(out, l.dim.Render(l.g.drop)+" "+l.bold.Render(heading))
	}
	for _, i := range s.pages {
		for _, line := range l.railLine(flow.Pages()[i].Rail, standing[i], railWidth-3) {
			out = append(out, "  "+line)
		}
	}
	return out
}

// railLine is a page or a part with its sign. What is proposed otherwise now is said in a word as well.
func (l *look) railLine(label string, s steps.Standing, width int) []string {
	sign, style, of := l.g.later, l.dim, l.dim
	switch s {
	case steps.Later:
		return styled(l.dim, hang(sign+" ", clean(label), width))
	case steps.Done:
		sign, style, of = l.g.done, l.accent, l.plain
	case steps.Amiss:
		sign, style, of = l.g.amiss, l.fault, l.plain
	case doubted:
		sign, style, of = l.g.doubt, l.level[steps.Warning], l.plain
	case steps.Moved:
		sign, style, of = l.g.moved, l.level[steps.Warning], l.plain
		label += ", changed"
	case steps.Here:
		sign, style, of = l.g.here, l.accent, l.bold
	}
	out := hang("  ", clean(label), width)
	for i, line := range out {
		lead := "  "
		if i == 0 {
			lead = style.Render(sign) + " "
		}
		out[i] = lead + of.Render(line[2:])
	}
	return out
}
