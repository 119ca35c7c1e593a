package render

import (
	"slices"
	"strings"
)

// comparing are the helpers that read objects of the block's kinds and compare them, with dates or without.
func (p *paster) comparing(dated bool) []string {
	addresses := p.addressed()
	look := helper(normalizeAddresses, "<properties>", quotedNames(addresses), true)
	same := helper(helper(normalize, "<addresses>", look, len(addresses) > 0), "<dates>", normalizeDates, dated)
	out := append(make([]string, 0, 4+len(p.objects())), valueOf, shown, same, helper(compare, "<state>", compareState, p.switched()))
	for _, o := range p.objects() {
		out = append(out, o.Reader)
	}
	return out
}

// helpers writes those that a block brings along.
func (p *paster) helpers() {
	for _, h := range p.comparing(p.dated()) {
		p.helper(h)
	}
	if len(p.uses) > 0 {
		examined, also := helper(helper(examine, "<test>", examineInTestMode, p.testMode()), "<result>", resultInPaste, true), ""
		if p.testMode() {
			also = "$InTestMode, "
		}
		if slices.ContainsFunc(p.uses, (*use).merges) {
			p.helper(with)
		}
		if hasCounted(p.objects()) {
			p.helper(compareLists)
		}
		examined = helper(helper(examined, "<strict>", examineStrictly, true), "<closer>", closerInPaste, true)
		p.helper(helper(examined, "<param>", also, true))
		p.helper(readBack)
	}
	p.add("")
}

// helper is a helper with its mark replaced: by a part, or by nothing where the block does not need it. Nothing of the
// user's may be in either.
func helper(of, mark, part string, needed bool) string {
	return *composed.of(composition{of, mark, part, needed}, composition.compose)
}

// composition is a helper, a mark in it, and what stands in its place.
type composition struct {
	of, mark, part string
	needed         bool
}

func (c composition) number() int { return 31*len(c.of) + len(c.mark) + len(c.part) }

// composed are those that were written lately.
var composed kept[composition, string]

func (c composition) compose() *string {
	before, after, found := strings.Cut(c.of, c.mark)
	if !found {
		return &c.of
	}
	begun := strings.LastIndexByte(before, '\n') + 1
	text := before[:begun] + strings.TrimPrefix(after, "\n")
	if c.needed {
		lead := before[begun:]
		text = before + strings.ReplaceAll(c.part, "\n", "\n"+lead) + after
	}
	return &text
}

// testMode reports whether the block has to look at connectors in test mode.
func (p *paster) testMode() bool {
	return p.hasTestMode || slices.ContainsFunc(p.objects(), func(o *object) bool { return o.InTestMode != "" })
}

// dated reports whether some object has dates that are compared.
func (p *paster) dated() bool {
	return slices.ContainsFunc(p.objects(), func(o *object) bool { return o.Dated })
}

// switched reports whether some object tells in words whether it is on.
func (p *paster) switched() bool {
	return slices.ContainsFunc(p.objects(), func(o *object) bool { return o.Switches != nil })
}

// several reports whether some subject goes through several forms.
func (p *paster) several() bool {
	return slices.ContainsFunc(p.uses, func(u *use) bool { return len(u.Forms) > 1 })
}

// addressed are the properties that hold addresses and are compared.
func (p *paster) addressed() (out []string) {
	holds := func(name string) bool {
		return slices.ContainsFunc(p.uses, func(u *use) bool {
			return slices.ContainsFunc(u.Forms, func(ps []parameter) bool { return lookup(ps, name) != nil })
		})
	}
	for _, name := range []string{"SenderIPAddresses", "SmartHosts", "EFSkipIPs", "SenderIpRanges"} {
		if holds(name) {
			out = append(out, name)
		}
	}
	return out
}

// quotedNames are names of ours as the items of an array.
func quotedNames(names []string) string { return "'" + strings.Join(names, "', '") + "'" }

// objects are the kinds of objects that the block reads, each once.
func (p *paster) objects() []*object {
	if p.kinds == nil {
		p.kinds = p.findObjects()
	}
	return p.kinds
}

func (p *paster) findObjects() []*object {
	out := make([]*object, 0, len(kinds))
	add := func(o *object) {
		if !hasKind(out, o.Noun) {
			out = append(out, o)
		}
	}
	for _, u := range p.uses {
		add(u.object)
	}
	for i := range p.todo {
		if a := &p.todo[i]; a.Does == extend {
			add(a.On.object)
		}
	}
	return out
}
