package render

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"eacwizard/steps/mailflow"
)

// put writes a template with an action's names in it. A line that is nothing but a word in angle brackets may become
// several lines. What else has to be known stands in blanks.
func (p *paster) put(a action, template string, blanks ...blank) {
	f := fillings.Get().(*filling)
	if *f = (filling{p, a, a.On, blanks}); a.On == nil {
		f.on = &noSubject
	}
	for _, r := range *templates.of(layout{template, p.column, p.dresses}, cut) {
		p.text = append(p.text, r.text...)
		switch {
		case r.name != nil:
			p.text = append(p.text, r.name(f)...)
		case r.mark != nil:
			column := p.column
			p.column = r.lead
			r.mark(f)
			p.column = column
		}
	}
	*f = filling{}
	fillings.Put(f)
}

// fillings are those that nobody is writing at the moment.
var fillings = sync.Pool{New: func() any { return new(filling) }}

// noSubject is that of a template which is about none.
var noSubject subject

// filling is a template that is being written.
type filling struct {
	*paster
	action action
	on     *subject
	blanks []blank
}

// blank is what a word in angle brackets stands for in one template only: some characters, or, where the word has a line
// of its own, a template. That line is left out where there is none.
type blank struct{ word, by string }

// when is a blank that is only filled in some cases.
func when(is bool, word, by string) blank {
	if !is {
		by = ""
	}
	return blank{word, by}
}

// blank is what a word stands for; it may be itself.
func (f *filling) blank(word string) string {
	for _, b := range f.blanks {
		if b.word == word {
			return b.by
		}
	}
	return word
}

// markOf is what a line stands for that is nothing but a mark, if it is one.
func markOf(line string) mark {
	switch line {
	case "<splat>":
		return func(f *filling) { splat(&f.block, f.on.X, f.action) }
	case "<advice>":
		return dressed(func(f *filling) { advice(&f.block, f.on.X, f.action) })
	case "<unlike>":
		return (*filling).unlike
	case "<forms>":
		return dressed(func(f *filling) { f.forms(f.on) })
	case "<idle>":
		return func(f *filling) { f.hashtable("idle", f.on.idle()) }
	case "<run>":
		return func(f *filling) { f.put(f.action, f.action.run(), f.blanks...) }
	case "<validated>":
		return (*filling).validated
	case "<list>":
		return func(f *filling) { f.put(f.action, listIdentity) }
	case "<added>":
		return func(f *filling) { f.put(f.action, listAdded) }
	case "<hint>":
		return dressed((*filling).hint)
	case "<set>":
		return (*filling).set
	case "<test>":
		return (*filling).test
	case "<unsure>", "<sure>", "<lists>", "<hinted>", "<recount>", "<live>":
		return func(f *filling) {
			switch by := f.blank(line); by {
			case "":
			case line:
				f.line(line)
			default:
				f.put(f.action, by, f.blanks...)
			}
		}
	}
	return nil
}

// dressed is a mark of which the lines call helpers, or speak of a block.
func dressed(m mark) mark {
	return func(f *filling) {
		begun := len(f.text)
		if m(f); f.dresses {
			f.dress(begun)
		}
	}
}

func (f *filling) validated() {
	for _, b := range neededBy(&f.action, f.actions) {
		if b.Does == validate && f.validates(b.On) {
			check := changeValidated
			if f.dresses {
				check = scriptValidated
			}
			f.put(action{On: b.On}, check)
		}
	}
}

func (f *filling) unlike() {
	text := createdUnlike
	if f.action.Advice != "" {
		text = createdAdvised
	}
	f.put(f.action, text)
}

func (f *filling) hint() {
	if f.action.Advice == "" {
		return
	}
	says, err := quoteLines(f.action.Advice, 60, columns-f.column)
	f.fails(err)
	f.line("Write-Warning -Message ", says[0])
	f.add(says[1:]...)
}

func (f *filling) set() {
	text := scriptSet
	if f.on.Setting != "" {
		text = f.on.Setting
	}
	f.put(f.action, text)
}

func (f *filling) test() {
	switch {
	case f.on.InTestMode != "":
		f.line("InTestMode = $test", f.on.Short)
	case f.testMode():
		f.line("InTestMode = @()")
	}
}

// nameOf is what a word in angle brackets stands for, if it is one.
func nameOf(word string) name {
	switch word {
	case "<least>", "<made>", "<most>", "<expected>", "<property>", "<rule>", "<on>":
		return func(f *filling) string { return f.blank(word) }
	case "<guid>":
		return (*filling).guid
	case "<x>":
		return func(f *filling) string { return f.on.X }
	case "<y>":
		return func(f *filling) string { return f.action.Y }
	case "<Short>":
		return func(f *filling) string { return f.on.Short }
	case "<Key>":
		return func(f *filling) string { return f.on.Key }
	case "<Since>":
		return func(f *filling) string { return f.on.Since }
	case "<command>":
		return func(f *filling) string { return f.action.Command }
	case "<called>":
		return func(f *filling) string { return f.on.Called }
	case "<name>":
		return func(f *filling) string { return f.on.Says }
	case "<form>":
		return func(f *filling) string { return strconv.Itoa(f.action.Form) }
	case "<before>":
		return func(f *filling) string { return strconv.Itoa(f.action.Form - 1) }
	case "<block>":
		return func(f *filling) string { return f.paster.id }
	case "<id>":
		return func(f *filling) string { return f.action.ID }
	case "<Noun>":
		return func(f *filling) string { return f.on.Noun }
	case "<Set>":
		return func(f *filling) string { return f.on.change() }
	case "<did>":
		return func(f *filling) string { return undoneBy(f.action) }
	case "<asWanted>":
		return func(f *filling) string { return f.on.asWanted() }
	case "<initial>":
		return func(f *filling) string { return f.up.Organization.Cloud.InitialSuffix() }
	case "<initialPattern>":
		return func(f *filling) string {
			return strings.ReplaceAll(f.up.Organization.Cloud.InitialSuffix(), ".", `\.`)
		}
	}
	return nil
}

// guid is the expression for the GUID of what a change is about: where no blank says it, in a variable of the subject's.
func (f *filling) guid() string {
	if by := f.blank("<guid>"); by != "<guid>" {
		return by
	}
	return "$" + f.on.X + "Guid"
}

// validates reports whether the block tests a connector.
func (p *paster) validates(on *subject) bool {
	return slices.ContainsFunc(p.todo, func(b action) bool { return b.Does == record && b.On == on })
}

// undoneBy is the word in the record that says how an action that changes an object is undone.
func undoneBy(a action) string {
	if a.Command == enabling {
		return "Enabled"
	}
	return "Changed"
}

// nameVariable is the expression for a subject's name.
func (s *subject) nameVariable() string {
	if len(s.Forms) > 0 && lookup(s.Forms[0], "Name") != nil {
		return "$" + s.X + "['Name']"
	}
	return "$" + s.X + "Name"
}

// asWanted is the expression for how sure it is that an object is as wanted: a rule has more than can be compared.
func (s *subject) asWanted() string {
	if len(s.Counted) > 0 {
		return "$" + s.X + "AsWanted"
	}
	return "'exactly as wanted'"
}

// run is the command of a change. One that brings something of its own takes nothing but the object.
func (a action) run() string {
	if a.Brings != nil {
		which := "-Identity <guid>"
		if name := a.Params[0].Name; name != "Identity" { // it is called by its name
			which = "-" + name + " <name>"
		}
		return "$null = <command> " + which + " -Confirm:$false -ErrorAction Stop"
	}
	which := "$<y>['Identity'] = <guid>\n"
	if a.On.Key == "" {
		which = ""
	}
	return which + "$null = <command> @<y> -Confirm:$false -ErrorAction Stop"
}

// forms writes the forms that a subject goes through, each made from the one before.
func (p *paster) forms(on *subject) {
	p.line("$", on.X, "Forms = @($", on.X, ")")
	for _, a := range p.actions {
		if a.On == on && a.Does == change {
			p.line("$base = $", on.X, "Forms[", strconv.Itoa(a.Form-1), "]")
			p.line("$", on.X, "Forms += & $with -Base $base -Change $", a.Y)
		}
	}
	if n := len(on.Forms); p.turnedOn(on) {
		p.line("$base = $", on.X, "Forms[", strconv.Itoa(n-1), "]")
		p.line("$", on.X, "Forms += & $with -Base $base -Change @{ Enabled = $true }")
	}
}

// turnedOn reports whether a subject has to have been turned on by hand: it is needed on, and the set-up leaves it off.
func (p *paster) turnedOn(on *subject) bool {
	return slices.ContainsFunc(p.uses, func(u *use) bool { return u.subject == on && u.turnedOn() })
}

func (u *use) turnedOn() bool { return u.On && lookup(u.last(), "Enabled") != boolean(true) }

// splat writes the parameters of an action on an object that an action before has made. What the block has in
// variables by then stands as these.
func splat(to *block, x string, a action) {
	ps := slices.Clone(a.Params)
	for i := range ps {
		switch ps[i].Value.(type) {
		case made:
			ps[i].Value = variable(x + "Guid")
		case list:
			ps[i].Value = variable(x + "Recipients")
		}
	}
	to.hashtable(x+map[deed]string{validate: "Check", record: "Record"}[a.Does], ps)
}

// advice writes what the receipt or the error adds where the action did not come out as it should.
func advice(to *block, x string, a action) {
	switch {
	case a.Does == create:
		if a.Advice == "" {
			return
		}
		to.add("$advice = ''")
		// The one difference that the service is known to make by itself.
		to.nest("if (@($back['Differences'] -like 'Enabled: *').Count -gt 0) {", func() { to.assign("advice", text(" "+a.Advice)) }, "}")
	case a.Advice != "":
		for _, line := range wrap(a.Advice, 72) {
			to.line("$", x, "Tests += '    ", line, "'")
		}
	}
}

// variableOf is the name of a part or an action as PowerShell's variables are written: to-on-premises is toOnPremises.
func variableOf(part string) string {
	name := make([]byte, 0, len(part))
	for word := range strings.FieldsFuncSeq(part, func(r rune) bool { return r == '-' || r == '.' }) {
		begun := len(name)
		if name = append(name, word...); begun > 0 {
			name[begun] = upper(word[0])
		}
	}
	return string(name)
}

// capital is an ASCII word with its first letter in upper case.
func capital(s string) string { return string(rune(upper(s[0]))) + s[1:] }

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		c -= 'a' - 'A'
	}
	return c
}

// connectLines are the lines that connect PowerShell to the organization's cloud.
func connectLines(org mailflow.Organization) (own, customers string) {
	own = "Connect-ExchangeOnline"
	if environment := org.Cloud.ConnectEnvironment(); environment != "" {
		own += " -ExchangeEnvironmentName " + environment
	}
	return own, own + " -DelegatedOrganization customer." + org.Cloud.InitialSuffix()
}
