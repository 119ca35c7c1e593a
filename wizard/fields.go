package wizard

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/huh"
	"github.com/charmbracelet/x/ansi"

	"eacwizard/steps"
	"eacwizard/wizard/terminal"
)

// control is a hosted huh field that draws itself line by line. The huh field gives the answer's accessor, its keys and
// its focus; the rows are ours, so that they look like the EAC's and other fields can stand between them.
type control interface {
	huh.Field
	// key handles a key while focused. used is false for a key that means nothing here, which then may move the focus.
	key(k tea.KeyMsg) (used bool)
	// paste takes pasted text, line breaks and all. What has to be looked at before it is taken comes back.
	paste(text string) *pasting
	// rows draws part i: an option of a radio, 0 for all else.
	rows(q steps.Asked, i, width int, focused bool) []string
	// refresh takes the answer over again after it was changed from outside.
	refresh()
	// hint names the keys that work here.
	hint() string
}

// newControl makes the control for a question as it stands.
func newControl(q steps.Asked, flow *steps.Flow, l *look) control {
	s := &slot{flow: flow, k: q.Key}
	switch q.Kind {
	case steps.Choice:
		return newRadio(q, s, l)
	case steps.Toggle:
		return newBox(s, l)
	case steps.List:
		return newList(q, s, l)
	}
	return newText(q, s, l)
}

// slot is a huh accessor over one answer of the flow. It writes nothing until a key came: huh.Select sets its first
// option while it is built.
type slot struct {
	flow  *steps.Flow
	k     steps.Key
	armed bool
	blank bool // read as empty: typing over a proposal starts afresh
}

func (s *slot) asked() steps.Asked { return s.flow.Settled().At(s.k) }

func (s *slot) Get() string {
	if s.blank {
		return ""
	}
	return s.asked().Value.Text()
}

func (s *slot) Set(v string) {
	if s.armed {
		s.flow.Set(s.k, steps.Value{v})
	}
}

type toggleSlot struct{ *slot }

func (s toggleSlot) Get() bool  { return s.asked().Value.On() }
func (s toggleSlot) Set(v bool) { s.slot.Set(steps.Toggled(v).Text()) }

// box is a check box.
type box struct {
	*huh.Confirm
	s *slot
	l *look
}

func newBox(s *slot, l *look) *box {
	b := &box{Confirm: huh.NewConfirm(), s: s, l: l}
	b.Confirm.Accessor(toggleSlot{s})
	b.Confirm.WithTheme(l.huh).WithKeyMap(fieldKeys)
	return b
}

func (b *box) key(k tea.KeyMsg) bool {
	if s := k.String(); s != " " && s != "x" {
		return false
	}
	b.s.armed = true
	b.Confirm.Update(k)
	b.s.armed = false
	return true
}
func (b *box) paste(string) *pasting { return nil }
func (b *box) refresh()              {}
func (b *box) hint() string          { return "space tick  tab next" }

func (b *box) rows(q steps.Asked, _, width int, focused bool) []string {
	g, on := b.l.g, q.Value.On()
	sign := g.blank
	switch {
	case held(q) && on:
		sign = g.shutTick
	case held(q):
		sign = g.shutB
	case on:
		sign = g.tick
	}
	return b.l.paint(hang(sign+" ", q.Label, width), focused, held(q))
}

// paint dims what is shut and lifts what is focused.
func (l *look) paint(lines []string, focused, shut bool) []string {
	switch {
	case shut:
		return styled(l.dim, lines)
	case focused:
		return styled(l.bold, lines)
	}
	return lines
}

// radio is one choice out of several.
type radio struct {
	*huh.Select[string]
	s      *slot
	l      *look
	values []string
}

func newRadio(q steps.Asked, s *slot, l *look) *radio {
	r := &radio{Select: huh.NewSelect[string](), s: s, l: l}
	var options []huh.Option[string]
	for _, o := range q.Options {
		r.values = append(r.values, o.Value)
		options = append(options, huh.NewOption(o.Label, o.Value))
	}
	r.Select.WithTheme(l.huh).WithKeyMap(fieldKeys) // first: without a theme, Options builds one
	r.Select.Options(options...).Accessor(s)
	return r
}

func (r *radio) key(k tea.KeyMsg) bool {
	s := k.String()
	down, up := s == "down" || s == "j", s == "up" || s == "k"
	at := slices.Index(r.values, r.s.Get())
	if !down && !up && s != " " && (s != "enter" || at >= 0) {
		return false
	}
	r.s.armed = true
	defer func() { r.s.armed = false }()
	switch {
	case at < 0: // unanswered: the first key takes the option that is marked, the first one; upwards the last
		if at = 0; up {
			at = len(r.values) - 1
		}
		r.s.Set(r.values[at])
		r.Select.Accessor(r.s)
		return true
	case down && at == len(r.values)-1, up && at == 0, s == " ": // the ends hold: only the arrows then leave the field
		return s == " "
	}
	r.Select.Update(k)
	return true
}
func (r *radio) paste(string) *pasting { return nil }
func (r *radio) refresh()              { r.Select.Accessor(r.s) }
func (r *radio) hint() string {
	if r.s.Get() == "" {
		return "space ↑↓ choose"
	}
	return "↑↓ choose  tab next"
}

func (r *radio) rows(q steps.Asked, i, width int, focused bool) []string {
	g := r.l.g
	on, shut := q.Value.Text() == q.Options[i].Value, held(q)
	sign := g.off
	switch {
	case shut && on:
		sign = g.shutOn
	case shut:
		sign = g.shutOff
	case on:
		sign = g.on
	}
	return r.l.paint(hang(sign+" ", q.Options[i].Label, width), focused && (on || q.Value.Text() == "" && i == 0), shut)
}

// closed draws a drop-down list that is not open.
func (l *look) closed(q steps.Asked, width int) []string {
	label, style := "", l.plain
	if q.Value.Empty() {
		label, style = "choose", l.dim
	} else {
		label = wordsOf(q, q.Value)
	}
	if held(q) {
		if style = l.dim; q.Value.Empty() {
			label = ""
		}
	}
	room := terminal.Columns(label)
	for _, o := range q.Options { // as wide as its widest option, whichever is chosen
		room = max(room, terminal.Columns(o.Label))
	}
	room = min(room, width-3)
	return []string{l.dim.Render(l.g.bar) + style.Render(pad(l.fit(label, room), room)) + " " + l.dim.Render(l.g.drop)}
}

// text is one line of typing.
type text struct {
	*huh.Input
	s      *slot
	l      *look
	width  int
	last   string // what the huh field holds: it cannot be asked
	afresh bool   // the next letter replaces the proposal
}

func newText(q steps.Asked, s *slot, l *look) *text {
	t := &text{Input: huh.NewInput(), s: s, l: l, last: s.Get()}
	t.Input.Prompt("").Placeholder(q.Example).Accessor(s)
	t.Input.WithTheme(l.huh).WithKeyMap(fieldKeys)
	return t
}

func (t *text) Focus() tea.Cmd {
	q := t.s.asked()
	t.afresh = !q.Said && q.Value.Text() != ""
	return t.Input.Focus()
}

func (t *text) key(k tea.KeyMsg) bool {
	switch k.Type {
	case tea.KeyUp, tea.KeyDown, tea.KeyTab, tea.KeyShiftTab, tea.KeyEnter:
		return false
	}
	t.startAfresh(k.Type == tea.KeyRunes || k.Type == tea.KeySpace)
	t.s.armed = true
	t.Input.Update(k)
	t.s.armed = false
	t.last = t.s.Get()
	return true
}

// startAfresh empties the field where its proposal is about to be typed over; any other key edits the proposal.
func (t *text) startAfresh(typing bool) {
	if t.afresh && typing {
		t.s.blank = true
		t.Input.Accessor(t.s)
		t.s.blank = false
	}
	t.afresh = false
}

func (t *text) paste(s string) *pasting {
	if s = oneLine(s); s != "" {
		t.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)})
	}
	return nil
}

func (t *text) refresh() {
	if v := t.s.Get(); v != t.last {
		reload(t.Input, t.s, &t.s.blank)
		t.last, t.afresh = v, t.afresh || !t.s.asked().Said
	}
}
func (t *text) hint() string { return "enter next" }

func (t *text) rows(q steps.Asked, _, width int, focused bool) []string {
	if focused && q.Open {
		return []string{t.l.typing(t.Input, t.window(width-3), q.Example)}
	}
	v, style := q.Value.Text(), t.l.plain
	if v == "" || !q.Open && !q.Said { // a proposal nobody asks for would read as if it held
		v, style = q.Example, t.l.dim
	} else if held(q) {
		style = t.l.dim
	}
	return []string{t.l.dim.Render(t.l.g.bar) + style.Render(t.l.fit(clean(v), width-1))}
}

// reload takes a changed text over with the cursor behind it: textinput leaves the cursor where it was unless it was empty.
func reload(in *huh.Input, from huh.Accessor[string], blank *bool) {
	*blank = true
	in.Accessor(from)
	*blank = false
	in.Accessor(from)
}

// typing draws a focused line of typing: its edge, and signs where the text, or the example in its place, goes on beyond
// the window.
func (l *look) typing(in *huh.Input, shown, example string) string {
	value, seen := in.GetValue().(string), strings.TrimRight(ansi.Strip(shown), " ")
	edge, end := l.accent.Render(l.g.bar), ""
	if value == "" && !strings.HasSuffix(example, seen) {
		end = l.dim.Render(l.g.more)
	}
	if value != "" {
		if !strings.HasPrefix(value, seen) && !strings.HasPrefix(seen, value) {
			edge = l.accent.Render(l.g.left)
		}
		if !strings.HasSuffix(strings.TrimRight(value, " "), seen) {
			end = l.accent.Render(l.g.right)
		}
	}
	return edge + shown + end
}

// window is the visible stretch of the text around the cursor.
func (t *text) window(width int) string {
	if width != t.width {
		t.width = width
		t.Input.WithWidth(width)
		t.Input.Accessor(t.s) // textinput works its window out only when its value is set
	}
	return t.l.oneRow(t.Input, width)
}

// oneRow is the huh field's own view, cut: it counts some signs narrower than a terminal does.
func (l *look) oneRow(in *huh.Input, width int) string {
	return l.fit(strings.TrimRight(in.View(), " "), width+1)
}

// list is an add row over the items already added.
type list struct {
	*huh.Input
	s      *slot
	add    *addSlot
	l      *look
	noun   string
	width  int
	at     int // 0: the add row; 1..: an item
	top    int // first item shown
	window int // items shown at once
	last   string
	fault  string
	offer  *pasting // what the refused text would be taken as
	// streamed: the key is one of a paste that an old console sends as keys. Its lines are all kept, and those that can
	// not stand are marked; to refuse one would run it together with the next.
	streamed bool
}

// addSlot is the accessor of the add row's text.
type addSlot struct {
	*slot
}

func (s addSlot) Get() string {
	if s.blank {
		return ""
	}
	return s.flow.Pending(s.k)
}
func (s addSlot) Set(v string) {
	if s.armed {
		s.flow.Type(s.k, v)
	}
}

func newList(q steps.Asked, s *slot, l *look) *list {
	t := &list{Input: huh.NewInput(), s: s, add: &addSlot{s}, l: l, noun: q.Noun, window: 5}
	t.Input.Prompt("").Placeholder(q.Example).Accessor(t.add)
	t.Input.WithTheme(l.huh).WithKeyMap(fieldKeys)
	return t
}

func (t *list) items() steps.Value { return t.s.asked().Value }

func (t *list) key(k tea.KeyMsg) bool {
	n := len(t.items())
	switch {
	case k.Type == tea.KeyEnter:
		t.addPending()
	case k.Type == tea.KeyDown && t.at < n:
		t.move(t.at + 1)
	case k.Type == tea.KeyUp && t.at > 0:
		t.move(t.at - 1)
	case k.Type == tea.KeyUp, k.Type == tea.KeyDown, k.Type == tea.KeyTab, k.Type == tea.KeyShiftTab:
		return false
	case t.at > 0 && (k.Type == tea.KeyDelete || k.Type == tea.KeyBackspace):
		t.s.flow.Remove(t.s.k, t.at-1)
		t.move(min(t.at, n-1))
	default: // typing on an item goes to the add row
		t.move(0)
		t.fault = ""
		t.s.armed = true
		t.Input.Update(k)
		t.s.armed = false
		t.last = t.add.Get()
	}
	return true
}

func (t *list) addPending() {
	if t.at > 0 {
		return
	}
	t.fault, t.offer = "", nil
	text := t.add.Get()
	if f := t.s.flow.Add(t.s.k); f != nil {
		if t.streamed {
			t.s.flow.Type(t.s.k, "")
			t.s.flow.AddAll(t.s.k, []string{text})
			t.refresh()
			return
		}
		t.fault = f.Error()
		if p := t.read(text, true); p != nil && len(p.values()) > 0 {
			t.offer = p
		}
		return
	}
	t.refresh()
	t.top = max(0, len(t.items())-t.window)
}

func (t *list) move(to int) {
	t.at = to
	if to > 0 {
		t.top = min(max(t.top, to-t.window), to-1)
	}
	t.top = max(0, min(t.top, len(t.items())-t.window))
}

// paste hands a list over to be looked at. A single entry is typed into the add row, for the person to add.
func (t *list) paste(s string) *pasting {
	if pending := t.add.Get(); pending != "" && strings.ContainsAny(s, "\r\n") {
		if p := t.read(pending+s, true); p != nil { // a paste goes on where typing stopped
			return p
		}
	}
	if p := t.read(s, false); p != nil {
		return p
	}
	if s = oneLine(s); s != "" {
		t.move(0)
		t.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)})
	}
	return nil
}

func (t *list) refresh() {
	t.move(min(t.at, len(t.items())))
	if v := t.add.Get(); v != t.last {
		reload(t.Input, t.add, &t.s.blank)
		t.last = v
	}
}

func (t *list) hint() string {
	if t.at > 0 {
		return "del remove  ↑↓ choose"
	}
	if len(t.items()) > 0 {
		return "enter add  ↓ items"
	}
	return "enter add  tab next"
}

func (t *list) rows(q steps.Asked, _, width int, focused bool) []string {
	l := t.l
	const plus = "[+]"
	room := width - len(plus) - 3
	var out []string
	if q.Fixed {
		for _, item := range q.Value {
			out = append(out, l.dim.Render("  "+l.fit(clean(item), width-2)))
		}
		return out
	}
	if focused && t.at == 0 {
		out = []string{pad(l.typing(t.Input, t.shown(room-1), q.Example), room+2) + l.accent.Render(plus)}
	} else {
		v, style := t.s.flow.Pending(q.Key), l.plain
		if v == "" {
			v, style = q.Example, l.dim
		}
		out = []string{l.dim.Render(l.g.bar) + style.Render(pad(l.fit(clean(v), room), room+1)) + l.dim.Render(plus)}
	}
	if t.fault != "" {
		out = append(out, styled(l.fault, hang(l.g.amiss+" ", "Error: "+t.fault, width))...)
	}
	end := min(t.top+t.window, len(q.Value))
	for n := t.top; n < end; n++ {
		here := focused && t.at == n+1
		line := "  " + pad(l.fit(clean(q.Value[n]), room-1), room-1) + "  "
		if here {
			line = l.g.focus + line[1:]
		}
		out = append(out, l.paint([]string{line + l.g.bin}, here, held(q))...)
		if f := q.Fault(q.Value[n]); f != nil {
			out = append(out, styled(l.fault, hang("    "+l.g.amiss+" ", "Error: "+f.Error(), width))...)
		}
	}
	if len(q.Value) > t.window {
		mark := "  " + strconv.Itoa(t.top+1) + "-" + strconv.Itoa(end) + " of " + strconv.Itoa(len(q.Value))
		if t.top > 0 {
			mark += " " + l.g.up
		}
		if end < len(q.Value) {
			mark += " " + l.g.down
		}
		out = append(out, l.dim.Render(mark))
	}
	return out
}

func (t *list) shown(width int) string {
	if width != t.width {
		t.width = width
		t.Input.WithWidth(width)
		t.Input.Accessor(t.add)
	}
	return t.l.oneRow(t.Input, width)
}

// oneLine makes pasted text fit a single line: control characters become blanks, runs of blanks one.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == ' ' || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029
	}), " ")
}

// clean makes text of any origin safe to draw: no control or direction-changing character reaches the terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r >= 0x7f && r < 0xa0, r == 0x2028, r == 0x2029, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0xfeff:
			return '·'
		}
		return r
	}, ansi.Strip(s))
}
