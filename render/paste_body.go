package render

import (
	"slices"
	"strconv"
	"strings"
)

// try has the guards, a look at what is there, and then the actions.
func (p *paster) try() {
	if p.later() {
		p.putOn(&noSubject, checkReady)
		p.add("")
	}
	p.fixed(checkWhatIf + "\n")
	if p.shell.online {
		p.fixed(aboutCommands)
	} else {
		p.add("# The commands, those that change something with the parameters that they are given.")
	}
	p.commandTable(p.needs())
	p.fixed(p.shell.rights())
	if p.shell.online {
		organization := showOrganization
		if p.guarded() {
			organization = checkOrganization
		}
		p.fixed(readDomains + "\n\n" + checkConnection + "\n")
		p.putOn(&noSubject, organization)
		p.fixed(showWhere)
	} else if p.ownDomains() != nil {
		p.fixed(checkOwnOrganization)
		if p.relayDomains() != nil {
			p.fixed("\n" + checkOwnTypes)
		}
	}
	for i := range p.todo {
		if a := &p.todo[i]; p.shell.online && certificateOf(a) != "" {
			p.add("")
			p.put(a, checkCertificate)
			p.put(a, "'Certificate domain: ' + $<x>Certificate")
		}
	}
	p.fixed(lookAround)
	for _, o := range p.objects() {
		if o.IsList {
			continue // read when it is changed
		}
		p.line("$known", o.Short, " = @(& $read", o.Short, ")")
		if o.InTestMode != "" {
			p.add("$test" + o.Short + " = " + o.InTestMode)
		}
	}
	for _, u := range p.uses {
		p.putOn(u.subject, p.search(p.known(u, examineOne)))
		if len(u.Counted) > 0 {
			p.putOn(u.subject, examineLists, u.listsOf(u.Made)...)
		}
		if u.Made && u.Beside != "" {
			p.putOn(u.subject, u.Beside)
		}
		check, made := p.dependOne(u)
		p.depends(u, check, made)
		if u.Noted {
			p.putOn(u.subject, needTested)
		}
		p.tells(u)
		for i := range p.todo {
			if a := &p.todo[i]; a.On == u.subject && a.changesFound() {
				p.put(a, before)
			}
		}
	}
	for i := range p.todo {
		a := &p.todo[i]
		p.end()
		p.line("# ", strconv.Itoa(i+1), ". ", plainASCII(a.Title), ".")
		text := doing[a.Does]
		if a.Does == create {
			text = p.known(p.useOf(a.On), text)
		}
		p.put(a, text)
	}
}

// useOf is the use of a subject that the block's actions are about.
func (p *paster) useOf(on *subject) *use {
	return p.uses[slices.IndexFunc(p.uses, func(u *use) bool { return u.subject == on })]
}

// known is a text without the lines that keep the GUID or the form of an object where nothing in the block asks for it.
func (p *paster) known(u *use, text string) string {
	form := p.least(u) >= 0
	guid := u.Noted || len(u.Counted) > 0
	for i := range p.todo {
		a := &p.todo[i]
		form = form || a.On == u.subject && a.Does == change
		guid = guid || a.On == u.subject
	}
	if form && guid {
		return text
	}
	return *variants.of(variant{text, form, guid}, variant.without)
}

// variant is a text with or without the lines that keep the form and the GUID of an object.
type variant struct {
	text       string
	form, guid bool
}

func (v variant) number() int { return len(v.text) }

// variants are those that were written lately.
var variants kept[variant, string]

func (v variant) without() *string {
	text := strings.Join(slices.DeleteFunc(strings.Split(v.text, "\n"), func(line string) bool {
		line = strings.TrimSpace(line)
		return !v.form && strings.HasPrefix(line, "$<x>Form = ") || !v.guid && strings.HasPrefix(line, "$<x>Guid = ")
	}), "\n")
	return &text
}

// search is a text with the table of wantedSearch in it, aligned as it needs.
func (p *paster) search(text string) string {
	if p.testMode() {
		return text
	}
	return *narrowed.of(layout{text: text}, func(of layout) *string {
		text := of.text
		for _, name := range []string{"Known ", "Called", "Key   ", "Name  ", "Forms ", "Unset "} {
			text = strings.Replace(text, name+"     =", name+" =", 1)
		}
		return &text
	})
}

// narrowed are the texts with a narrower table that were written lately.
var narrowed kept[layout, string]

// least is the form that a subject has to have when the block begins; -1: any.
func (p *paster) least(u *use) int {
	switch {
	case p.turnedOn(u.subject):
		return len(u.Forms)
	case u.Forms[0] == nil:
		return max(u.Least, 0)
	}
	return u.Least
}

// depends writes the check that a subject is as the block needs it from the beginning, where it needs it so.
func (p *paster) depends(u *use, check string, more ...blank) {
	if p.turnedOn(u.subject) {
		check = dependOn
	}
	if least := p.least(u); least >= 0 {
		var few [4]blank
		p.putOn(u.subject, check, append(append(few[:0], more...), blank{"<least>", strconv.Itoa(least)})...)
	}
}

// dependOne is the check of a block that a subject is there, with the block that makes it so.
func (p *paster) dependOne(u *use) (check string, by blank) {
	switch {
	case u.Key == "":
		return dependRead, by
	case u.Forms[0] == nil && p.least(u) == 0:
		return u.Missing, by
	}
	made := 0
	for i, st := range p.stints[p.shell][:p.number-1] {
		for n := range st.Actions {
			if a := &st.Actions[n]; a.On == u.subject && (a.Does == create || a.Does == change) {
				made = i + 1
			}
		}
	}
	return dependOne, blank{"<made>", strconv.Itoa(made)}
}

// tells writes the check that what is to be changed can be read, where the service may not tell it.
func (p *paster) tells(u *use) {
	if len(u.Told) == 0 {
		return
	}
	for i := range p.todo {
		a := &p.todo[i]
		if a.On != u.subject || a.Does != change {
			continue
		}
		for _, b := range a.brings() {
			if slices.Contains(u.Told, b.Name) {
				p.putOn(u.subject, mustTell, blank{"<property>", b.Name})
			}
		}
	}
}

// doing is how each deed is done.
var doing = map[deed]string{
	create: createOne, change: changeOne, extend: extendOne, validate: validateOne, record: recordOne, require: requireOne, cover: coverOne,
}

// changesFound reports whether the action changes what nobody here made.
func (a *action) changesFound() bool { return a.Does == change && a.On.Forms[0] == nil }

// receipt is written whatever happened.
func (p *paster) receipt() {
	p.add("''")
	p.line("'RECEIPT of block ", p.id, "'")
	if p.of > 1 {
		p.line("'Block ", strconv.Itoa(p.number), " of ", strconv.Itoa(p.of), ": ", p.title, "'")
	}
	if p.shell.online {
		p.fixed(showWhere)
		if !p.up.Organization.TenantID.IsZero() {
			p.add("'  TenantID as answered: ' + $expectedTenant")
		}
	} else if p.ownDomains() != nil {
		p.add("'Organization: ' + $organization")
	}
	makes, late := false, false
	for i := range p.todo {
		a := &p.todo[i]
		switch a.Does {
		case create:
			p.put(a, "'<Called> {0}: {1}' -f $<x>['Name'], $<x>State")
			if p.shell.online && certificateOf(a) != "" {
				p.put(a, "'  Certificate domain: ' + $<x>Certificate")
			}
			if a.On.Beside != "" {
				p.put(a, toldBeside)
			}
			makes, late = true, late || a.On.Since == rule.Since // of a rule nothing tells when it was made
		case validate:
			p.put(a, "'Validation of {0}: {1}' -f <name>, $<x>Validation\n$<x>Tests")
		case change:
			p.put(a, "'<Called> {0}: <title>: {1}' -f\n"+indent+"<name>, $<y>State")
			if a.changesFound() {
				p.put(a, "'  Before this paste: ' + $<y>Before")
			}
		case extend, require, cover:
			p.put(a, "'<Title>: ' + $<y>State")
			if a.Does == extend {
				p.put(a, "'  Before this paste: ' + $<y>Before")
			}
		}
	}
	p.line("'Actions done: {0} of ", strconv.Itoa(len(p.todo)), ".' -f $done")
	if makes {
		p.fixed(helper(wasThere, "<late>", "'The time of a mail flow rule is that of its last change.'", late))
	}
	for i := range p.todo {
		if a := &p.todo[i]; a.Does == validate {
			p.put(a, incomplete)
		}
	}
	p.fixed(stopped)
}
