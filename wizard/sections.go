package wizard

import (
	"slices"
	"strings"

	"eacwizard/steps"
)

// laySections draws the review: its sections, part by part, each with what is wrong with it and its link.
func (p *page) laySections(sh *sheet, width int) {
	sections := p.flow.Settled().Review()
	amiss := p.problemsBySection(sections)
	if says := countFindings(p.checks.said(p.flow.Settled())); says != "" {
		sh.gap()
		sh.put(p.l, 0, hang("", "Found: "+says+", listed at the end.", width-2), false)
	}
	part := ""
	for i, s := range sections {
		sh.gap()
		if s.Part != part {
			part = s.Part
			p.layPart(sh, part, width)
		}
		if s.Title != part {
			sh.put(p.l, 0, []string{p.l.bold.Render(clean(s.Title))}, false)
		}
		for _, line := range s.Lines {
			rows := hang("  ", clean(line), width-2) // what goes on is still the same value
			rows[0] = strings.TrimPrefix(rows[0], "  ")
			sh.put(p.l, 0, rows, false)
		}
		for _, b := range amiss[i] {
			p.sayProblem(sh, b, 0, width)
		}
		if s.Page != "" && s.Edit != "" {
			here := p.current() == stop{kind: onLink, section: i}
			style := p.l.accent
			if here {
				style = p.l.hot
			}
			sh.put(p.l, 0, []string{style.Render(clean(s.Edit))}, here)
		}
	}
	sh.gap()
	p.layAllFindings(sh, width)
}

// layPart is the heading over the sections of a part.
func (p *page) layPart(sh *sheet, title string, width int) {
	for _, part := range p.flow.Settled().Parts() {
		if part.Title == title {
			title = partTitle(p.flow.Settled(), part)
			break
		}
	}
	rule := strings.Repeat(p.l.g.rule, 2)
	line := rule + " " + p.l.title.Render(title) + " "
	line += strings.Repeat(p.l.g.rule, max(0, width-4-len([]rune(rule+"  "+title))))
	sh.put(p.l, 0, []string{line}, false)
	sh.gap()
}

// problemsBySection finds the section at which each problem is said: the one that speaks of its field, else one of the
// same page, else the last of its part. Those of the review's own questions are said there.
func (p *page) problemsBySection(sections []steps.Section) map[int][]steps.Problem {
	out := map[int][]steps.Problem{}
	pages := p.flow.Pages()
	for _, b := range p.flow.Problems() {
		if p.def.Holds(b.Key) {
			continue
		}
		page := steps.PageOf(pages, b.Key)
		at := slices.IndexFunc(sections, func(s steps.Section) bool { return slices.Contains(s.Keys, b.Key) })
		if at < 0 {
			at = slices.IndexFunc(sections, func(s steps.Section) bool { return s.Page != "" && s.Page == page })
		}
		for i, s := range sections {
			if at < 0 && slices.ContainsFunc(s.Keys, func(k steps.Key) bool { return k.Part() == b.Key.Part() }) {
				at = i
			}
		}
		out[at] = append(out[at], b)
	}
	return out
}
