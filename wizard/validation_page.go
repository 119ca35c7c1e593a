package wizard

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"eacwizard/steps"
	"eacwizard/steps/seen"
)

// look is the last look at what the page is about; nil where there was none.
func (p *page) look() *validation {
	part, ok := validates(p.def)
	if !ok {
		return nil
	}
	return p.looks.of(part)
}

// validationStops are the buttons of the page's own: Validate, or Stop in its place.
func (p *page) validationStops() []stop {
	part, ok := validates(p.def)
	switch v := p.look(); {
	case !ok:
		return nil
	case v != nil && v.running:
		return []stop{{kind: onStop}}
	case p.looks.cannot(p.flow.Settled(), part) != "":
		return nil
	}
	return []stop{{kind: onValidate}}
}

// wrong are the tasks that failed in a look that still holds.
func (p *page) wrong() []seen.Task {
	part, _ := validates(p.def)
	v := p.look()
	if part == everything || v == nil || v.running || v.outdated(p.flow.Settled(), part) {
		return nil
	}
	return v.failed()
}

// What the person has to know of a look from here.
const (
	notMicrosofts = "This looks from this computer at each smart host: its name, port 25 and TLS. It sends no mail, and it is not Microsoft's own validation: Validate-OutboundConnector, in the documents, does that once the connector is there."
	notFromThere  = "Exchange Online looks from its own network, and may see other than this computer does. What was not checked could not be looked at from here; that says nothing against it."
)

// layValidation draws the Validate button and what came of it.
func (p *page) layValidation(sh *sheet, width int) {
	part, ok := validates(p.def)
	if !ok {
		return
	}
	l, v := p.l, p.look()
	cannot := p.looks.cannot(p.flow.Settled(), part)
	if part == everything && (cannot != "" && v == nil) {
		return // the review is about more than that
	}
	sh.gap()
	label, says := "Validate", notMicrosofts
	if part == everything {
		p.layPart(sh, "Look from here", width)
		label, says = "Look at DNS and TLS now", "This looks from this computer at the DNS records, the smart hosts and their TLS. It sends no mail and changes nothing."
	}
	running := v != nil && v.running
	from := len(sh.lines)
	focused := p.current().kind == onValidate || p.current().kind == onStop
	switch {
	case running:
		sh.put(l, 0, []string{l.dim.Render("[ " + label + " ]")}, false)
		p.layRunning(sh, v, width)
	case cannot != "":
		sh.put(l, 0, []string{l.dim.Render("[ " + label + " ]")}, false)
		sh.put(l, 0, hang("", cannot, width-2), false)
	default:
		sh.put(l, 0, []string{p.ownButton(label, focused)}, focused)
	}
	if v == nil {
		sh.put(l, 0, styled(l.dim, hang("", says, width-2)), false)
	} else if !running {
		p.layResult(sh, v, v.outdated(p.flow.Settled(), part), width)
	}
	if focused {
		sh.from, sh.to = from, len(sh.lines)
	}
}

func (p *page) ownButton(label string, hot bool) string {
	if hot {
		return p.l.hot.Render("[ " + label + " ]")
	}
	return "[ " + label + " ]"
}

func (p *page) layRunning(sh *sheet, v *validation, width int) {
	l := p.l
	done, all := len(v.tasks)-v.count(""), len(v.tasks)
	sh.put(l, 0, []string{"Validation in progress...  " + ordinal(done, all) + ", " + seconds(v.took)}, false)
	const bar = 30
	full := bar
	if all > 0 {
		full = bar * done / all
	}
	sh.put(l, 0, []string{l.accent.Render(strings.Repeat(l.g.full, full)) + l.dim.Render(strings.Repeat(l.g.rule, bar-full))}, false)
	now := "Waiting for the rest to end"
	for _, t := range v.tasks {
		if t.Verdict == "" {
			now = "Now: " + t.Title()
			break
		}
	}
	if v.stopped {
		now = "Stopping"
	}
	sh.put(l, 0, []string{l.fit(clean(now), width-2)}, false)
	sh.put(l, 0, []string{p.ownButton("Stop", p.current().kind == onStop) + l.dim.Render("  ctrl+x")}, p.current().kind == onStop)
}

// layResult draws each task with its verdict in a word and a sign. What did not succeed says why at once.
func (p *page) layResult(sh *sheet, v *validation, outdated bool, width int) {
	l := p.l
	sh.put(l, 0, []string{l.bold.Render("Validation result")}, false)
	sh.put(l, 0, hang("", tally(v), width-2), false)
	if outdated {
		sh.put(l, 0, styled(l.level[steps.Warning], hang(l.g.moved+" ", "Out of date: the answers have changed since. Validate again.", width-2)), false)
	}
	if v.stopped {
		sh.put(l, 0, hang("", "It was stopped before its end.", width-2), false)
	}
	for _, t := range v.tasks {
		sh.put(l, 0, l.task(t, t.Verdict != seen.Succeeded, width-2), false)
	}
	sh.put(l, 0, []string{l.dim.Render("ctrl+t details")}, false)
	sh.put(l, 0, styled(l.dim, hang("", notFromThere, width-2)), false)
}

// task is a task on a line, with its sentence under it where that is wanted.
func (l *look) task(t seen.Task, says bool, width int) (out []string) {
	sign, style := map[seen.Verdict]string{seen.Succeeded: l.g.done, seen.Failed: l.g.amiss, seen.NotChecked: "-"}[t.Verdict], l.plain
	switch t.Verdict {
	case seen.Succeeded:
		style = l.good
	case seen.Failed:
		style = l.fault
	}
	lead := sign + " " + pad(t.Verdict.Words(), 13)
	for i, line := range hang(lead, clean(t.Title()), width) {
		if i == 0 {
			line = style.Render(lead) + strings.TrimPrefix(line, lead)
		}
		out = append(out, line)
	}
	if says {
		out = append(out, hang("  ", clean(t.Says), width)...)
	}
	return out
}

// tally counts the tasks of a look that has ended.
func tally(v *validation) string {
	return fmt.Sprintf("%d succeeded, %d failed, %d not checked, %s",
		v.count(seen.Succeeded), v.count(seen.Failed), v.count(seen.NotChecked), seconds(v.took))
}

func seconds(d time.Duration) string { return strconv.Itoa(int(d.Round(time.Second).Seconds())) + " s" }

// detailLines are all tasks with what was seen.
func (m *Model) detailLines(width int) []string {
	l, v := m.look, m.page.look()
	out := []string{"", "  " + l.title.Render("Details"), ""}
	for _, t := range v.tasks {
		rows := l.task(t, true, width-2)
		if behind := behindTask(t); behind != "" {
			rows = append(rows, l.dim.Render("  "+behind))
		}
		for _, e := range t.Evidence {
			rows = append(rows, styled(l.dim, hang("    ", clean(e), width-2))...)
		}
		for _, row := range rows {
			out = append(out, "  "+row)
		}
		out = append(out, "")
	}
	return append(out, hang("  ", notFromThere, width)...)
}

// behindTask is how long a task took and the rule that its sentence is about.
func behindTask(t seen.Task) string {
	var words []string
	if t.Took > 0 {
		words = append(words, strconv.FormatInt(t.Took.Milliseconds(), 10)+" ms")
	}
	if t.Rule != "" {
		words = append(words, "rule "+t.Rule)
	}
	return strings.Join(words, ", ")
}

// wrongLines ask once more where the validation failed.
func (m *Model) wrongLines(width int) []string {
	l := m.look
	out := []string{"", "  " + l.title.Render("Are you sure?"), "", "  Validation failed:"}
	for _, t := range m.page.wrong() {
		for _, row := range l.task(t, true, width-2) {
			out = append(out, "  "+row)
		}
	}
	return append(append(out, ""), hang("  ", "The connector can be created all the same.", width)...)
}
