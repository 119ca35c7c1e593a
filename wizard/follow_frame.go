package wizard

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/follow"
	"eacwizard/wizard/terminal"
)

// besideFrom is the width from which the drawing stands beside the words; below it stands above them, where its names
// have room.
const besideFrom = 140

// frame lays the screen out for a terminal of w by h.
func (t *trail) frame(w, h int) frame {
	f := frame{header: "Follow a message", wide: true, left: "F1 help  esc back"}
	rowsOf := func(lines int) int { return bodyRows(max(w, railFrom), h, lines) }
	switch {
	case t.helping:
		lines := t.helpLines(w)
		rows := rowsOf(len(lines))
		t.helpTop = max(0, min(t.helpTop, len(lines)-rows))
		f.body, f.hint, f.buttons = t.l.view(lines, t.helpTop, rows), "pgup pgdn scroll", []button{{"Esc: return", true}}
	case t.view == describing:
		sh := t.form.lay(w)
		rows := rowsOf(len(sh.lines))
		if t.form.freely {
			t.formTop = max(0, min(t.formTop, len(sh.lines)-rows))
		} else if sh.to > 0 {
			t.formTop = scrollTo(t.formTop, sh.from, sh.to, rows, len(sh.lines))
		} else {
			t.formTop = max(0, len(sh.lines)-rows) // on a button: the end of the form
		}
		f.body, f.hint, f.buttons = t.l.view(sh.lines, t.formTop, rows), t.form.hint(), t.form.buttons()
	case t.view == walking:
		t.layWalk(&f, w, h)
	default:
		lines, from, to := t.listLines(w)
		rows := rowsOf(len(lines))
		t.listTop = scrollTo(t.listTop, from, to, rows, len(lines))
		if t.at == 0 {
			t.listTop = 0
		}
		f.body, f.hint = t.l.view(lines, t.listTop, rows), "↑↓ choose  c change it"
		f.buttons = []button{{"Follow it", true}}
		switch {
		case t.at == len(t.examples):
			f.buttons, f.hint = []button{{"Describe it", true}}, "↑↓ choose"
		case t.at > len(t.examples):
			f.buttons, f.hint = []button{{"Go there", true}}, "↑↓ choose"
		}
	}
	return f
}

// listLines are the messages to choose from, and what the set-up lacks; from and to are the chosen one's.
func (t *trail) listLines(w int) (out []string, from, to int) {
	l := t.l
	out = []string{"", "  " + l.title.Render("Which message do you want to follow?"), ""}
	if n := len(t.missing); n > 0 {
		says := "An answer is missing or wrong, so the message is followed through what stands so far. The end of this list leads there."
		if n > 1 {
			says = "Answers are missing or wrong. The message is followed through what stands so far, and what is missing is made up; the end of this list leads to it."
		}
		out = append(out, styled(l.level[steps.Warning], hang("  ! ", says, w-2))...)
		out = append(out, "")
	}
	row := func(i int, sign, says, under string) {
		mark, style := "  ", l.plain
		if i == t.at {
			mark, style, from = l.accent.Render(l.g.focus)+" ", l.bold, len(out)
		}
		for n, line := range styled(style, hang(sign+" ", clean(says), w-4)) {
			if n > 0 {
				mark = "  "
			}
			out = append(out, mark+line)
		}
		if under != "" {
			indent := "  " + strings.Repeat(" ", terminal.Columns(sign)+1)
			out = append(out, styled(l.dim, hang(indent, clean(under), w-2))...)
		}
		if i == t.at {
			to = len(out)
		}
	}
	radio := func(i int) string {
		if i == t.at {
			return l.g.on
		}
		return l.g.off
	}
	for i, e := range t.examples {
		under := ""
		if e.Changed != "" {
			under = "Changed from the set-up: " + e.Changed
		}
		row(i, radio(i), e.Title, under)
	}
	if len(t.examples) > 0 {
		out = append(out, "")
	}
	own := len(t.examples)
	row(own, radio(own), "A message of your own", "")
	if len(t.missing) > 0 {
		out = append(out, "", "  "+l.bold.Render("Missing or wrong in the set-up"))
	}
	for n, a := range t.missing {
		row(own+1+n, l.g.amiss, a.page.Rail+": "+a.Sentence(), "")
	}
	return out, from, to
}

// layWalk shows the message on its way: the drawing, and what happens at the hop.
func (t *trail) layWalk(f *frame, w, h int) {
	l, last := t.l, len(t.journey.Hops)
	head := t.headLines(w, bodyRows(max(w, railFrom), h, h))
	drawn, at := t.drawing(w)
	if w >= besideFrom {
		const widestWords = 100 // longer lines are hard to read
		left := t.drawingWidth(w)
		width := min(w-left-3, widestWords)
		drawn = append(drawn, "", t.endRule(left))
		room := bodyRows(w, h, len(head)+max(len(drawn), t.mostWords(width))) - len(head)
		side := l.view(drawn, max(0, at-room/2), room)
		words := t.wordLines(width)
		t.top = max(0, min(t.top, len(words)-room))
		right := l.view(words, t.top, room)
		for i := range side {
			head = append(head, pad(side[i], left)+l.dim.Render(l.g.line)+right[i])
		}
		f.body = head
	} else {
		room := bodyRows(max(w, railFrom), h, len(head)+len(drawn)+1+t.mostWords(w)) - len(head)
		fewest := min(8, room/2) // of the words
		high := min(len(drawn), room-1-fewest)
		words := t.wordLines(w)
		below := room - high - 1
		t.top = max(0, min(t.top, len(words)-below))
		f.body = slices.Concat(head, l.view(drawn, max(0, min(at-high/2, len(drawn)-high)), high),
			[]string{t.endRule(w)}, l.view(words, t.top, below))
	}
	all := "a all"
	if t.whole {
		all = "a hop by hop"
	}
	f.buttons = []button{{"Next hop", true}}
	f.hint = "← back  " + all + "  c change  ↑↓ read"
	if t.whole || t.hop == last {
		f.buttons = []button{{"Another message", true}}
	}
}

// headLines say which message it is. Where that would leave no room for its way, each sentence is cut to a row.
func (t *trail) headLines(w, rows int) (out []string) {
	const fewestBelow = 8 // the drawing, the rule and the words
	l, e := t.l, t.shown
	lay := func(route string, rows func(lead, text string) []string) {
		out = styled(l.title, rows("  ", clean(e.Title)))
		if e.Changed != "" {
			out = append(out, styled(l.level[steps.Warning], rows("  ! ", "Changed from the set-up: "+clean(e.Changed)+"."))...)
		}
		out = append(out, styled(l.dim, rows("  ", route))...)
	}
	from, to := endsOf(e)
	lay(clean(routeOf(e, from, l.g.arrow, to)), func(lead, text string) []string { return hang(lead, text, w-2) })
	if len(out) > rows-fewestBelow {
		room := w/2 - 4 // for each address
		route := routeOf(e, l.fit(clean(from), room), l.g.arrow, l.fit(clean(to), room))
		lay(clean(route), func(lead, text string) []string { return []string{l.fit(lead+text, w-2)} })
	}
	if rows > fewestRows {
		out = append([]string{""}, out...)
	}
	return append(out, "")
}

// endsOf are whom a message is from and for.
func endsOf(e follow.Example) (from, to string) {
	from = "<>"
	if !e.Message.MailFrom.IsZero() {
		from = e.Message.MailFrom.String()
	}
	return from, e.Message.Recipient.String()
}

// routeOf says from whom a message goes to whom, and how far the plan is done where it is not.
func routeOf(e follow.Example, from, sign, to string) string {
	says := from + " " + sign + " " + to
	if e.Message.Stage != follow.EndState {
		says += ". " + follow.StageSays(e.Draft, e.Message.Stage) + "."
	}
	return says
}

// endRule is a rule that says how the journey ends, once that is known.
func (t *trail) endRule(width int) string {
	l := t.l
	if t.lit() < len(t.journey.Hops) {
		return l.dim.Render("  " + strings.Repeat(l.g.rule, width-4))
	}
	sign, style := t.endSign()
	says := " " + sign + " " + t.journey.End.Heading() + " "
	return l.dim.Render("  "+strings.Repeat(l.g.rule, 2)) + style.Render(says) + l.dim.Render(strings.Repeat(l.g.rule, max(0, width-6-terminal.Columns(says))))
}

// lit is how many hops are lit.
func (t *trail) lit() int {
	if t.whole {
		return len(t.journey.Hops)
	}
	return t.hop
}

// drawingWidth is how wide the drawing is in a terminal of w columns: beside the words no wider than it has to be.
func (t *trail) drawingWidth(w int) int {
	if w < besideFrom {
		return w
	}
	widest := 0
	d := follow.Draw(t.shown.Draft, t.journey, t.lit())
	for _, n := range d.Nodes {
		widest = max(widest, terminal.Columns(clean(n.Name)))
	}
	return min(2*(widest+t.signWidth())+follow.ArrowWidth+5, w*9/20)
}

func (t *trail) signWidth() int { return terminal.Columns(t.l.g.here) + 1 }

// drawing is every way that the set-up has, a line each: the one just taken stands out, those taken before are strong,
// the others are dim. at is the line of the way just taken.
func (t *trail) drawing(w int) (out []string, at int) {
	l := t.l
	d := follow.Draw(t.shown.Draft, t.journey, t.lit())
	width := t.drawingWidth(w)
	most := max(8, (width-5-follow.ArrowWidth)/2-t.signWidth())
	widest := 0
	at = -1
	for _, n := range d.Nodes {
		widest = max(widest, min(most, terminal.Columns(clean(n.Name))))
	}
	name := func(p follow.Place) string {
		i := slices.IndexFunc(d.Nodes, func(n follow.Node) bool { return n.Place == p })
		return l.fit(clean(d.Nodes[i].Name), widest)
	}
	node := func(sign string, style ink, name string) string {
		return pad(style.Render(sign), t.signWidth()) + style.Render(name)
	}
	for i, e := range d.Edges {
		arrow := e.Arrow(follow.Look{ASCII: l.g.rule == asciiGlyphs.rule})
		from, to := node(l.g.later, l.dim, name(e.From)), node(l.g.later, l.dim, name(e.To))
		switch { // where the message is, each way on from there begins with it
		case e.Lit():
			from = node(l.g.done, l.plain, name(e.From))
		case t.lit() < len(t.journey.Hops) && t.isNow(d, e.From):
			from = node(l.g.here, l.accent, name(e.From))
			if at < 0 {
				at = i
			}
		}
		switch {
		case e.Now && e.Stopped:
			to = node(l.g.amiss, l.fault, name(e.To))
		case e.Now:
			to = pad(l.accent.Render(l.g.here), t.signWidth()) + l.hot.Render(name(e.To))
		case e.Lit() && !e.Stopped:
			to = node(l.g.done, l.plain, name(e.To))
		}
		switch {
		case e.Stopped:
			arrow, at = l.fault.Render(arrow), i
		case e.Now:
			arrow, at = l.accent.Render(arrow), i
		case !e.Lit():
			arrow = l.dim.Render(arrow)
		}
		out = append(out, "  "+pad(from, widest+t.signWidth())+" "+arrow+" "+to)
	}
	return out, max(at, 0)
}

func (t *trail) isNow(d follow.Drawing, p follow.Place) bool {
	return slices.ContainsFunc(d.Nodes, func(n follow.Node) bool { return n.Place == p && n.Now })
}

// wordLines say what happens: at the hop, or at every one.
func (t *trail) wordLines(width int) (out []string) {
	hops := t.journey.Hops
	from, to := t.hop-1, t.hop
	if t.whole {
		from, to = 0, len(hops)
	}
	for i := from; i < to; i++ {
		if i > from {
			out = append(out, "")
		}
		out = append(out, t.hopLines(i, width)...)
	}
	if to == len(hops) {
		out = append(out, "")
		out = append(out, t.endLines(width)...)
	}
	return out
}

// mostWords is how many lines the longest hop takes, so that the frame stays as it is from hop to hop.
func (t *trail) mostWords(width int) (most int) {
	if t.whole {
		return len(t.wordLines(width))
	}
	for i := range t.journey.Hops {
		n := len(t.hopLines(i, width))
		if i == len(t.journey.Hops)-1 {
			n += 1 + len(t.endLines(width))
		}
		most = max(most, n)
	}
	return most
}

// hopLines are what happens at one hop.
func (t *trail) hopLines(i, width int) []string {
	l, h := t.l, t.journey.Hops[i]
	says := "Hop " + strconv.Itoa(i+1) + ": " + clean(h.Name)
	if h.Again > 0 {
		says += ", as at hop " + strconv.Itoa(h.Again)
	}
	out := styled(l.bold, hang("  ", says, width-2))
	for _, f := range h.Findings {
		out = append(out, l.follows(f, width-2)...)
	}
	if len(h.Findings) == 0 {
		out = append(out, l.dim.Render("  Nothing is decided here."))
	}
	return out
}

// follows draws one thing that was decided: about what, what, why, and what that rests on.
func (l *look) follows(f follow.Finding, width int) []string {
	topic := string(f.Topic) + ":"
	out := hang("    ", topic+" "+clean(f.Says), width)
	out[0] = "  " + l.bold.Render(topic) + strings.TrimPrefix(out[0][2:], "  "+topic)
	if f.Why != "" {
		out = append(out, hang("    ", clean(f.Why), width)...)
	}
	style := l.dim
	if f.Sure != follow.Documented {
		style = l.level[steps.Warning]
	}
	return append(out, styled(style, hang("    ", "["+f.RestsOn()+"]", width))...)
}

// endLines are how it ends.
func (t *trail) endLines(width int) []string {
	l, e := t.l, t.journey.End
	sign, style := t.endSign()
	out := []string{"  " + style.Render(sign+" "+e.Heading())}
	indent := "  " + strings.Repeat(" ", terminal.Columns(sign)+1)
	out = append(out, hang(indent, e.Says, width-2)...)
	if e.Text != "" {
		out = append(out, hang(indent, "The answer reads like: "+strings.TrimSpace(e.Code+" "+e.Text), width-2)...)
	}
	if e.Rule != "" {
		out = append(out, styled(l.dim, hang(indent, "F1 explains "+e.Rule+".", width-2))...)
	}
	return out
}

// endSign is how an end is marked: well, ill, or in doubt where it most likely is in Junk.
func (t *trail) endSign() (string, ink) {
	switch e := t.journey.End; {
	case e.Kind != follow.Delivered:
		return t.l.g.amiss, t.l.fault
	case e.Junk:
		return "!", t.l.level[steps.Warning]
	}
	return t.l.g.good, t.l.good
}

// helpLines explain the focused question of the form; in the list, the screen; along the way, the rules and codes that
// show at this hop.
func (t *trail) helpLines(w int) []string {
	if t.view == describing {
		return t.form.helpLines(w)
	}
	l := t.l
	out := []string{""}
	if t.view == walking {
		for _, name := range t.named() {
			if e, ok := check.Explain(name); ok {
				out = append(out, l.explanation(e, w)...)
			}
		}
	} else {
		out = append(out, "  "+l.title.Render("Follow a message"), "")
		out = append(out, hang("  ", "A message goes through the set-up as it is answered so far, hop by hop. Nothing is sent, and nothing is looked up. Each step says how sure the documents are of it.", w-2)...)
		out = append(out, "")
	}
	out = append(out, "  "+l.bold.Render("Keys"))
	for _, b := range keys.places()["following"] {
		out = append(out, "  "+pad(l.signs(b.Help().Key), 12)+b.Help().Desc)
	}
	return out
}

// named are the rules and codes that the words on the screen name, each once.
func (t *trail) named() (out []string) {
	add := func(name string) {
		if name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for i, h := range t.journey.Hops {
		for _, f := range h.Findings {
			if t.whole || i == t.hop-1 {
				add(f.Rule)
			}
		}
	}
	if t.lit() == len(t.journey.Hops) {
		add(t.journey.End.Code)
		add(t.journey.End.Rule)
	}
	return out
}

// explanation is what is known of a rule or a code.
func (l *look) explanation(e check.Explanation, w int) []string {
	out := styled(l.title, hang("  ", e.ID+": "+e.Title, w-2))
	for _, s := range e.Sections {
		if s.Title != "" {
			out = append(out, "", "  "+l.bold.Render(s.Title))
		}
		for _, text := range s.Text {
			if text != "" {
				out = append(out, hang("  ", text, w-2)...)
			}
		}
		for _, item := range s.Items {
			out = append(out, hang("  - ", item, w-2)...)
		}
	}
	return append(out, "")
}
