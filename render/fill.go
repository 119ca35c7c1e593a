package render

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// put writes a template with an action's names in it. A line that is nothing but a word in angle brackets may become
// several lines. What else has to be known stands in blanks.
func (p *paster) put(a *action, template string, blanks ...blank) {
	on := a.On
	if on == nil {
		on = &noSubject
	}
	filling{p, a, on, blanks}.write(template)
}

// putOn is put for a template that is about a subject, and about no action.
func (p *paster) putOn(on *subject, template string, blanks ...blank) {
	filling{p, &noAction, on, blanks}.write(template)
}

// noAction and noSubject are those of a template that is about none.
var (
	noAction  action
	noSubject subject
)

// filling is what a template is written with.
type filling struct {
	*paster
	action *action
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

// write writes a template. A word that means nothing stays.
func (f filling) write(template string) {
	runs := *templates.of(layout{template, f.column, f.dresses}, cut)
	for i := range runs {
		r := &runs[i]
		f.text = append(f.text, r.text...)
		switch {
		case r.word == "":
		case r.alone:
			column := f.column
			if f.column = r.lead; !f.lines(r.word) {
				f.spaces(r.lead)
				f.word(r.word)
				f.end()
			}
			f.column = column
		default:
			f.word(r.word)
		}
	}
}

// lines writes the lines that a line stands for which is nothing but that word, if it stands for some.
func (f filling) lines(word string) bool {
	begun, dress := len(f.text), false // whether the lines speak of a block, which a script is not
	switch word {
	case "<splat>":
		f.splat()
	case "<advice>":
		f.advice()
		dress = true
	case "<unlike>":
		if f.action.Advice == "" {
			f.write(createdUnlike)
		} else {
			f.write(createdAdvised)
		}
	case "<forms>":
		f.forms(f.on)
	case "<idle>":
		f.hashtable("idle", f.on.Idle)
	case "<run>":
		f.write(f.action.run())
	case "<validated>":
		f.validated()
	case "<list>":
		f.write(listIdentity)
	case "<added>":
		f.write(listAdded)
	case "<hint>":
		f.hint()
		dress = true
	case "<set>":
		if f.on.Setting == "" {
			f.write(scriptSet)
		} else {
			f.write(f.on.Setting)
		}
	case "<test>":
		switch {
		case f.on.InTestMode != "":
			f.line("InTestMode = $test", f.on.Short)
		case f.testMode():
			f.line("InTestMode = @()")
		}
	default:
		by, known := f.blank(word)
		if by != "" {
			f.write(by)
		}
		return known
	}
	if dress && f.dresses {
		f.dress(begun)
	}
	return true
}

// blank is what a word stands for in this template.
func (f *filling) blank(word string) (by string, known bool) {
	for _, b := range f.blanks {
		if b.word == word {
			return b.by, true
		}
	}
	return "", false
}

func (f filling) validated() {
	for _, b := range neededBy(f.action, f.actions) {
		if b.Does == validate && f.validates(b.On) {
			check := changeValidated
			if f.dresses {
				check = scriptValidated
			}
			filling{f.paster, f.action, b.On, nil}.write(check)
		}
	}
}

func (f filling) hint() {
	if f.action.Advice == "" {
		return
	}
	says, err := quoteLines(f.action.Advice, 60, columns-f.column)
	f.fails(err)
	f.line("Write-Warning -Message ", says[0])
	f.add(says[1:]...)
}

// word writes what a word stands for within a line.
func (f *filling) word(word string) {
	a, on := f.action, f.on
	switch word {
	case "<x>":
		f.text = append(f.text, on.X...)
	case "<y>":
		f.text = append(f.text, a.Y...)
	case "<name>":
		f.text = append(f.text, on.Says...)
	case "<called>":
		f.text = append(f.text, on.Called...)
	case "<Called>":
		f.text = append(append(f.text, upper(on.Called[0])), on.Called[1:]...)
	case "<Short>":
		f.text = append(f.text, on.Short...)
	case "<Noun>":
		f.text = append(f.text, on.Noun...)
	case "<Key>":
		f.text = append(f.text, on.Key...)
	case "<Since>":
		f.text = append(f.text, on.Since...)
	case "<Set>":
		f.text = append(append(f.text, "Set-"...), on.Noun...)
	case "<asWanted>":
		if len(on.Counted) > 0 { // how sure that is: a rule has more than can be compared
			f.text = append(append(append(f.text, '$'), on.X...), "AsWanted"...)
		} else {
			f.text = append(f.text, "'exactly as wanted'"...)
		}
	case "<id>":
		f.text = append(f.text, a.ID...)
	case "<title>":
		f.text = append(append(f.text, lower(a.Title[0])), a.Title[1:]...)
	case "<Title>":
		f.text = append(f.text, a.Title...)
	case "<command>":
		f.text = append(f.text, a.Command...)
	case "<form>":
		f.text = strconv.AppendInt(f.text, int64(a.Form), 10)
	case "<before>":
		f.text = strconv.AppendInt(f.text, int64(a.Form-1), 10)
	case "<did>":
		f.text = append(f.text, undoneBy(a)...)
	case "<block>":
		f.text = append(f.text, f.paster.id...)
	case "<initial>":
		f.text = append(f.text, f.up.Organization.Cloud.InitialSuffix()...)
	case "<initialPattern>":
		f.text = append(f.text, strings.ReplaceAll(f.up.Organization.Cloud.InitialSuffix(), ".", `\.`)...)
	default:
		by, known := f.blank(word)
		switch {
		case known:
			f.text = append(f.text, by...)
		case word == "<guid>": // of what a change is about, where no blank says it: in a variable of the subject's
			f.text = append(append(append(f.text, '$'), on.X...), "Guid"...)
		default:
			f.text = append(f.text, word...)
		}
	}
}

// validates reports whether the block tests a connector.
func (p *paster) validates(on *subject) bool {
	return slices.ContainsFunc(p.todo, func(b action) bool { return b.Does == record && b.On == on })
}

// undoneBy is the word in the record that says how an action that changes an object is undone.
func undoneBy(a *action) string {
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

// run is the command of a change. One that brings something of its own takes nothing but the object.
func (a *action) run() string {
	switch {
	case a.Brings == nil && a.On.Key == "":
		return "$null = <command> @<y> -Confirm:$false -ErrorAction Stop"
	case a.Brings == nil:
		return "$<y>['Identity'] = <guid>\n$null = <command> @<y> -Confirm:$false -ErrorAction Stop"
	case a.Params[0].Name != "Identity": // it is called by its name
		return "$null = <command> -" + a.Params[0].Name + " <name> -Confirm:$false -ErrorAction Stop"
	}
	return "$null = <command> -Identity <guid> -Confirm:$false -ErrorAction Stop"
}

// forms writes the forms that a subject goes through, each made from the one before.
func (p *paster) forms(on *subject) {
	p.line("$", on.X, "Forms = @($", on.X, ")")
	for i := range p.actions {
		if a := &p.actions[i]; a.On == on && a.Does == change {
			p.form(on, a.Form, "$", a.Y)
		}
	}
	if p.turnedOn(on) || on.staysOff() {
		p.form(on, len(on.Forms), "", "@{ Enabled = $true }")
	}
}

// form writes one that a change, an expression of two parts, makes of the one before.
func (p *paster) form(on *subject, number int, sigil, change string) {
	merge := "& $with"
	if p.dresses {
		merge = functionNames["with"]
	}
	p.line("$base = $", on.X, "Forms[", strconv.Itoa(number-1), "]")
	p.line("$", on.X, "Forms += ", merge, " -Base $base -Change ", sigil, change)
}

// turnedOn reports whether a subject has to have been turned on by hand: it is needed on, and the set-up leaves it off.
func (p *paster) turnedOn(on *subject) bool {
	return slices.ContainsFunc(p.uses, func(u *use) bool { return u.subject == on && u.turnedOn() })
}

func (u *use) turnedOn() bool { return u.On && lookup(u.last(), "Enabled") != boolean(true) }

// merges reports whether a form of the subject is made of another, see forms.
func (u *use) merges() bool { return len(u.Forms) > 1 || u.turnedOn() || u.staysOff() }

// splat writes the parameters of an action on an object that an action before has made. What the block has in
// variables by then stands as these.
func (f filling) splat() {
	what := "Check"
	if f.action.Does == record {
		what = "Record"
	}
	ps := f.action.Params
	f.line("$", f.on.X, what, " = @{")
	f.column += len(indent)
	width := longestName(ps)
	for i := range ps {
		switch ps[i].Value.(type) {
		case made:
			f.begin("", ps[i].Name, width)
			f.variable("Guid")
		case list:
			f.begin("", ps[i].Name, width)
			f.variable("Recipients")
		default:
			f.entry("", ps[i].Name, width, ps[i].Value)
		}
	}
	f.column -= len(indent)
	f.line("}")
}

// variable ends a line with a variable of the subject's.
func (f filling) variable(what string) {
	f.text = append(append(append(f.text, '$'), f.on.X...), what...)
	f.end()
}

// advice writes what the receipt or the error adds where the action did not come out as it should.
func (f filling) advice() {
	switch {
	case f.action.Advice == "":
	case f.action.Does == create:
		// The one difference that the service is known to make by itself.
		f.add("$advice = ''", "if (@($back['Differences'] -like 'Enabled: *').Count -gt 0) {")
		f.column += len(indent)
		f.assign("advice", text(" "+f.action.Advice))
		f.column -= len(indent)
		f.add("}")
	default:
		for _, line := range wrap(f.action.Advice, 72) {
			f.line("$", f.on.X, "Tests += '    ", line, "'")
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

// lowerFirst is an ASCII text with its first letter in lower case.
func lowerFirst(s string) string { return string(rune(lower(s[0]))) + s[1:] }

func upper(c byte) byte {
	if 'a' <= c && c <= 'z' {
		c -= 'a' - 'A'
	}
	return c
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
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
