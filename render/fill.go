package render

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps/mailflow"
)

// put writes a template with an action's names in it. A line that is nothing but a word in angle brackets may become
// several lines, which are not looked at again: they may hold a text of the user's.
func (p *paster) put(a action, template string) {
	on := a.On
	if on == nil {
		on = &subject{}
	}
	f := filling{paster: p, action: a, on: on}
	begun := len(p.text)
	for line := range strings.SplitSeq(template, "\n") {
		words := strings.TrimLeft(line, " ")
		lead := len(line) - len(words)
		if strings.HasPrefix(words, "<") && strings.HasSuffix(words, ">") {
			p.column += lead
			isMark := f.mark(words)
			if p.column -= lead; isMark {
				continue
			}
		}
		f.line(line)
	}
	if p.dresses {
		p.dress(begun)
	}
}

// filling is a template that is being written.
type filling struct {
	*paster
	action action
	on     *subject
}

// mark writes what a line stands for that is nothing but a mark, if it is one.
func (f filling) mark(mark string) bool {
	p, a, on := f.paster, f.action, f.on
	switch mark {
	case "<splat>":
		splat(&p.block, on.X, a)
	case "<advice>":
		advice(&p.block, on.X, a)
	case "<unlike>":
		if a.Advice == "" {
			f.lines(createdUnlike)
		} else {
			f.lines(createdAdvised)
		}
	case "<forms>":
		p.forms(on)
	case "<idle>":
		p.hashtable("idle", on.idle())
	case "<run>":
		f.lines(a.run())
	case "<validated>":
		for _, b := range neededBy(a, p.actions) {
			if b.Does == validate && p.validates(b.On) {
				p.put(action{On: b.On}, p.validatedFirst())
			}
		}
	case "<list>":
		p.add(listIdentity)
	case "<added>":
		p.add(listAdded)
	case "<hint>":
		if a.Advice != "" {
			says, err := quoteLines(a.Advice, 60, columns-p.column)
			p.fails(err)
			p.line("Write-Warning -Message ", says[0])
			p.add(says[1:]...)
		}
	case "<set>":
		set := scriptSet
		if on.Setting != "" {
			set = on.Setting
		}
		f.lines(set)
	case "<test>":
		switch {
		case on.InTestMode != "":
			p.line("InTestMode = $test", on.Short)
		case p.testMode():
			p.line("InTestMode = @()")
		}
	default:
		return false
	}
	return true
}

// lines writes lines with the names in them.
func (f filling) lines(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		f.line(line)
	}
}

// line writes one line with the names in it. What stands in angle brackets and is no name stays.
func (f filling) line(line string) {
	p := f.paster
	if line != "" {
		p.spaces(p.column)
	}
	for {
		at := strings.IndexByte(line, '<')
		if at < 0 {
			break
		}
		p.text = append(p.text, line[:at]...)
		line = line[at:]
		end := strings.IndexByte(line, '>') + 1
		if name, known := f.name(line[:end]); known {
			p.text, line = append(p.text, name...), line[end:]
		} else {
			p.text, line = append(p.text, '<'), line[1:]
		}
	}
	p.text = append(p.text, line...)
	p.end()
}

// name is what a word in angle brackets stands for.
func (f filling) name(word string) (name string, known bool) {
	on, a := f.on, f.action
	switch word {
	case "<x>":
		return on.X, true
	case "<y>":
		return a.variable(), true
	case "<Short>":
		return on.Short, true
	case "<Key>":
		return on.Key, true
	case "<Since>":
		return on.Since, true
	case "<command>":
		return a.Command, true
	case "<called>":
		return on.Called, true
	case "<name>":
		return on.nameVariable(), true
	case "<form>":
		return strconv.Itoa(a.Form), true
	case "<before>":
		return strconv.Itoa(a.Form - 1), true
	case "<block>":
		return f.id, true
	case "<id>":
		return a.ID, true
	case "<Noun>":
		return on.Noun, true
	case "<Set>":
		return on.change(), true
	case "<did>":
		return undoneBy(a), true
	case "<asWanted>":
		return on.asWanted(), true
	case "<initial>":
		return f.up.Organization.Cloud.InitialSuffix(), true
	case "<initialPattern>":
		return strings.ReplaceAll(f.up.Organization.Cloud.InitialSuffix(), ".", `\.`), true
	}
	return "", false
}

// validates reports whether the block tests a connector.
func (p *paster) validates(on *subject) bool {
	return slices.ContainsFunc(p.todo, func(b action) bool { return b.Does == record && b.On == on })
}

// undoneBy is the word in the record of changes that says how a change is undone.
func undoneBy(a action) string {
	switch {
	case a.Does == create:
		return "Created"
	case a.Does == extend:
		return "Added"
	case a.Command == enabling:
		return "Enabled"
	}
	return "Changed"
}

// variable is what the names of an action's own variables begin with.
func (a action) variable() string { return variableOf(strings.ReplaceAll(a.ID, ".", "-")) }

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
		which := "-Identity $<x>Guid"
		if name := a.Params[0].Name; name != "Identity" { // it is called by its name
			which = "-" + name + " <name>"
		}
		return "$null = <command> " + which + " -Confirm:$false -ErrorAction Stop"
	}
	which := "$<y>['Identity'] = $<x>Guid\n"
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
			p.line("$", on.X, "Forms += & $with -Base $base -Change $", a.variable())
		}
	}
	if n := len(on.Forms); p.turnedOn(on) {
		p.line("$base = $", on.X, "Forms[", strconv.Itoa(n-1), "]")
		p.line("$", on.X, "Forms += & $with -Base $base -Change @{ Enabled = $true }")
	}
}

// turnedOn reports whether a subject has to have been turned on by hand: it is needed on, and the set-up leaves it off.
func (p *paster) turnedOn(on *subject) bool {
	return slices.ContainsFunc(p.uses, func(u *use) bool {
		return u.subject == on && u.On && lookup(on.Forms[len(on.Forms)-1], "Enabled") != boolean(true)
	})
}

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
			to.add("$" + x + "Tests += '    " + line + "'")
		}
	}
}

// variableOf is the name of a part as PowerShell's variables are written: to-on-premises is toOnPremises.
func variableOf(part string) string {
	if !strings.Contains(part, "-") {
		return part
	}
	words := strings.Split(part, "-")
	for i := range words[1:] {
		words[i+1] = capital(words[i+1])
	}
	return strings.Join(words, "")
}

// capital is an ASCII word with its first letter in upper case.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// connectLines are the lines that connect PowerShell to the organization's cloud.
func connectLines(org mailflow.Organization) (own, customers string) {
	own = "Connect-ExchangeOnline"
	if environment := org.Cloud.ConnectEnvironment(); environment != "" {
		own += " -ExchangeEnvironmentName " + environment
	}
	return own, own + " -DelegatedOrganization customer." + org.Cloud.InitialSuffix()
}
