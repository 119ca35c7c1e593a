package render

import (
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
)

// script is a file that makes the set-up, one stage at a run, and can be run again: it creates what is not there, sets
// what differs, and leaves alone what is as wanted. What it changed is in a record, by which rollback undoes it.
func script(src *source) ([]byte, error) {
	p := newScripter(src)
	if len(p.stints) == 0 {
		return scriptFile(nothingToDo(src, exchangeOnline.nothing)), nil
	}
	p.consider()
	options := p.options()
	p.scriptHelp(options)
	p.add("[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]")
	p.nest("param(", func() {
		for i, o := range options {
			if i > 0 {
				p.end()
			}
			p.add(o.declared)
		}
	}, ")")
	p.begin()
	p.add("", "# What shall be there, with the question of the Exchange admin center that each value answers. The properties of the",
		"# list below it have to be empty or off.")
	p.everything(true)
	p.assign("setUp", text(p.setUpName()))
	p.add("$planId = '"+p.id+"'", "$results = @()")
	p.requirements()
	p.functions(p.dated())
	p.examining()
	p.helper(p.neededChange())
	p.helper(keepRecord)
	if p.takesOver || p.tested || p.needsWord() {
		p.helper(assertConsent)
	}
	if p.takesOver {
		p.helper(testRecorded)
	}
	p.objectFunctions()
	p.end()
	p.nest("try {", p.scriptBody, "}")
	p.toldWhenStopped()
	p.nest("finally {", func() { p.add("# The table of what was done.", "$results") }, "}")
	return p.file()
}

// scripter writes a script file: the parts of a paster, and the stints of the whole plan.
type scripter struct {
	paster
	questions
	stints []stint
	stages list // the names of the stints: that of the stage, with a number where a stage has more than one
}

func newScripter(src *source) *scripter {
	p := &scripter{paster: paster{source: src, shell: &exchangeOnline, todo: src.online, dresses: true}, stints: src.stints[&exchangeOnline]}
	p.id = src.planID()
	p.stages = make(list, len(p.stints))
	for i := range p.stints {
		n := 1
		for j := range i {
			if p.stints[j].Stage == p.stints[i].Stage {
				n++
			}
		}
		if p.stages[i] = string(p.stints[i].Stage); n > 1 {
			p.stages[i] += strconv.Itoa(n)
		}
	}
	p.text = append(src.maker.sheet(), byteOrderMark...)
	return p
}

// toldWhenStopped says in words what was done before something failed. A console waits for more lines before it shows a
// table of objects, and of a run that throws it shows no table at all.
func (p *scripter) toldWhenStopped() {
	p.nest("catch {", func() {
		p.fixed(`# A console shows no table of a run that stops: what was done until then is said in words.
foreach ($row in $results) {
    Write-Warning -Message ('Before it stopped: {0}, {1}: {2}. GUID: {3}.' -f
        $row.Action, $row.Object, $row.Result, (Format-PropertyValue -Value $row.Guid))
}
throw`)
	}, "}")
}

// setUpName tells one set-up of an organization from another, whatever its answers are by now. Of single connectors an
// organization may have many.
func (p *scripter) setUpName() string {
	name := p.s.Scenario.ID
	for _, c := range p.up.Connectors {
		if name == "connector" {
			return name + ": " + c.ConnectorName().Exchange()
		}
	}
	return name
}

// file is the text as a file that Windows PowerShell 5.1 reads right: UTF-8 with its mark, CRLF.
func (p *scripter) file() ([]byte, error) {
	if p.err != nil {
		return nil, p.err
	}
	return p.maker.done(p.text), nil
}

const byteOrderMark = "\uFEFF"

func scriptFile(text []byte) []byte { return append([]byte(byteOrderMark), text...) }

func (p *scripter) begin() {
	p.add("", "Set-StrictMode -Version Latest", "$ErrorActionPreference = 'Stop'")
}

// everything writes all forms of all subjects, and what is only looked at. A script that changes something has each value
// commented, and also needs what a change depends on.
func (p *scripter) everything(commented bool) {
	p.use(p.usesOf(func(a *action) bool { return a.Does != extend }, use{Made: commented, Least: -1}))
	p.remarks = commented
	for _, u := range p.uses {
		if p.wanted(u); !commented && u.staysOff() {
			p.comment("Made off, and turned on by hand when the other side is ready.")
			p.line("$", u.X, ".Remove('Enabled')")
		}
	}
	p.looked(commented)
	if d := p.up.Organization.InitialDomain; !d.IsZero() {
		p.assign("initialDomain", text(d.Exchange()))
	}
}

// usesOf are the subjects of some actions of the plan, each once, with what is to be said of their use.
func (p *scripter) usesOf(some func(*action) bool, how use) []*use {
	all := make([]use, 0, len(p.todo))
	out := make([]*use, 0, len(p.todo))
	for i := range p.todo {
		a := &p.todo[i]
		if a.On != nil && some(a) && !slices.ContainsFunc(out, func(u *use) bool { return u.subject == a.On }) {
			how.subject = a.On
			all = append(all, how)
			out = append(out, &all[len(all)-1])
		}
	}
	return out
}

// asked adds the open questions of a part, in the order of the pages.
func (p *paster) asked(to []*onPage, part string) []*onPage {
	for i := range p.onPages {
		if p.onPages[i].part == part {
			to = append(to, &p.onPages[i])
		}
	}
	return to
}

// question is the one of a part's questions that a parameter's value answers, nil where the value follows from the
// choices. Where several lead to it, the last that leaves a choice decides; a text or list only where none does. Of a
// question on several pages the first counts.
func question(asked []*onPage, field, parameter string) (by *onPage) {
	byChoice := false
	for _, q := range asked {
		if field != "" {
			if q.Key.Field() == field {
				return q
			}
			continue
		}
		if by != nil && q.Key == by.Key || !slices.Contains(q.Params, parameter) {
			continue
		}
		if chosen := q.Kind == steps.Toggle || len(q.Options) > 1; chosen || !byChoice {
			by, byChoice = q, chosen
		}
	}
	return by
}

// remark says above a parameter which question it answers.
func (p *paster) remark(q *onPage) {
	if q == nil {
		p.line("# Follows from the choices")
		return
	}
	p.comment(q.page, ": ", q.PlainLabel())
}

// requirements are the commands of all stages, and parameters that a role may take away.
func (p *scripter) requirements() {
	n := p.needs()
	for i := range p.todo {
		a := &p.todo[i]
		if a.Does != create {
			continue
		}
		set := n.command(a.On.change())
		set.takes("Identity")
		for i := range a.Params { // one that is there may differ in any of them, its name and type aside
			name := a.Params[i].Name
			if !(name == "Name" || name == "ConnectorType" || name == "Enabled" && a.On.Switches != nil) {
				set.takes(name)
			}
		}
		if a.On.Route != nil {
			set.takes("IsValidated")
		}
		for _, command := range a.On.Switches { // to set one right may be to turn it off or on
			n.command(command).takes("Identity")
		}
	}
	p.add("", "# The commands, and those of their parameters that are given.")
	p.commandTable(n)
}

// neededChange is the function that works out what has to be set.
func (p *scripter) neededChange() string {
	validated := slices.ContainsFunc(p.objects(), func(o *object) bool { return o.Route != nil })
	return helper(helper(scriptFunctions, "<void>", voidValidation, validated), "<route>", routeNames, true)
}

// routeNames are the properties of the one kind that has a Route.
var routeNames = quotedNames(outbound.Route)

// functions writes those that every script has to compare objects, with dates or without.
func (p *scripter) functions(dated bool) {
	for _, text := range p.comparing(dated) {
		p.helper(text)
	}
}

// examining writes the functions that find an object by its name, tell how it is, and read it back.
func (p *scripter) examining() {
	if hasCounted(p.objects()) {
		p.helper(compareLists)
	}
	if p.any((*use).merges) {
		p.helper(with)
	}
	also := "$Kind, $Read, "
	if p.testMode() {
		also = "$InTestMode, $Kind, $Read, "
	}
	examined := helper(helper(examine, "<test>", examineInTestMode, p.testMode()), "<strict>", examineType, true)
	examined = helper(examined, "<result>", resultInScript, true)
	examined = helper(examined, "<closer>", closerInScript, true)
	p.helper(helper(examined, "<param>", also, true))
	p.helper(readBack)
}

// guards stop where the window is not the right one.
func (p *scripter) guards() {
	organization := showOrganization
	if p.guarded() {
		organization = checkedInScript
	}
	for _, text := range []string{p.shell.rights(), readInScript, checkConnection, organization} {
		p.putOn(&noSubject, text)
		p.end()
	}
	if id := p.up.Organization.TenantID; !id.IsZero() {
		p.assign("expectedTenant", text(id.Exchange()))
		p.add("Write-Verbose -Message ('The tenant ID as answered is {0}.' -f $expectedTenant)")
	}
	if p.guarded() {
		p.add("Write-Verbose -Message ('Organization: {0}.' -f $organization)")
	} else { // a person has to see it
		p.add("Write-Warning -Message ('Organization: {0}.' -f $organization)")
	}
	p.add("foreach ($line in $connectionLines) {", indent+"Write-Verbose -Message $line", "}")
}

// What guards a script and a block alike, without what only a block says.
var (
	checkedInScript = strings.Replace(checkOrganization, wrongOrganization, "", 1)
	readInScript    = strings.TrimPrefix(readDomains, "'Looking at the connection and the organization ...'\n\n")
)

// reading reads all kinds of objects, and those in test mode where somebody is to be kept from their names.
func (p *scripter) reading(tests bool) {
	for _, o := range p.objects() {
		if o.IsList {
			continue
		}
		p.line("$known", o.Short, " = @(Read-", o.Noun, ")")
		if o.InTestMode != "" && tests {
			p.add("$test" + o.Short + " = " + o.InTestMode)
		}
	}
}

// searches are what a look for an object of each kind is given, whatever its name.
func (p *scripter) searches() {
	width := len("Called")
	if p.testMode() {
		width = len("InTestMode")
	}
	for _, o := range p.objects() {
		if o.IsList {
			continue
		}
		p.nest("$kind"+o.Short+" = @{", func() {
			p.fact("Kind", width, "'", o.Noun, "'")
			p.fact("Called", width, "'", o.Called, "'")
			p.fact("Key", width, "'", o.Key, "'")
			p.fact("Read", width, "'Read-", o.Noun, "'")
			p.fact("Known", width, "$known", o.Short)
			switch {
			case o.InTestMode != "":
				p.fact("InTestMode", width, "$test", o.Short)
			case p.testMode():
				p.fact("InTestMode", width, "@()")
			}
		}, "}")
	}
}

// fact writes a name, filled up to a width, and an expression that is put together from parts.
func (b *block) fact(name string, width int, parts ...string) {
	b.begin("", name, width)
	for _, part := range parts {
		b.text = append(b.text, part...)
	}
	b.end()
}

// objectFunctions writes those that do something with one object.
func (p *scripter) objectFunctions() {
	makes := p.has(create)
	p.helper(actionRow)
	changes, counted := makes || p.has(change) || p.has(record), hasCounted(p.objects())
	if changes || counted {
		p.helper(findByGuid)
	}
	if p.any(func(u *use) bool { return !u.turnedOn() && p.least(u) >= 0 }) {
		p.helper(assertForm)
	}
	if p.any(func(u *use) bool { return u.Made && u.Idle != nil }) {
		p.helper(assertIdle)
	}
	if counted {
		p.helper(assertLists)
	}
	if p.takesOver {
		p.helper(requestTakeover)
	}
	if p.reroutes {
		p.helper(helper(requestReroute, "<route>", routeNames, true))
	}
	if changes {
		p.helper(helper(keepChange, "<validation>", beforeValidation, p.has(record)))
	}
	if makes {
		advised := slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == create && a.Advice != "" })
		p.helper(helper(keepCreation, "<advice>", createdDisabled, advised))
	}
	if p.has(validate) {
		p.helper(formatTests)
	}
}

func (p *scripter) scriptBody() {
	p.guards()
	p.conditions()
	p.add("", "# What is there already. Up to here nothing has been changed.")
	p.reading(true)
	p.add("", "# What tells of one kind of objects, to look for one of it by its name.")
	p.searches()
	p.end()
	p.fixed(scriptRecord + "\n\n# A copy of what is there, to look at, and the record as it stands: where they cannot be kept, nothing is changed.")
	p.nest("if (-not $WhatIfPreference) {", p.backup, "}")
	for i, stage := range p.stages {
		p.end()
		p.nest("if ('"+stage+"' -eq $Stage) {", func() { p.stage(&p.stints[i]) }, "}")
	}
}

// backup writes a copy of what is there, and also the record as it stands: where it cannot be kept, nothing is changed.
func (p *scripter) backup() {
	width := 0
	for _, o := range p.objects() {
		width = max(width, len(o.Noun))
	}
	p.nest("$backup = @{", func() {
		for _, o := range p.objects() {
			if o.IsList {
				p.fact(o.Noun, width, "@(Read-", o.Noun, ")")
			} else {
				p.fact(o.Noun, width, "$known", o.Short)
			}
		}
	}, "}")
	p.fixed(scriptBackup)
}

// stage looks at what a stage is about, and then does its actions.
func (p *scripter) stage(st *stint) {
	mine := p.paster
	mine.hasTestMode = p.testMode()
	mine.stint, mine.todo = *st, st.Actions
	mine.use(st.Uses)
	mine.add("# What is there of all that this stage is about. Where it is not as it has to be, nothing is changed.")
	for _, u := range mine.uses {
		mine.putOn(u.subject, scriptExamine)
		if u.Made && u.Idle != nil {
			mine.putOn(u.subject, scriptLive)
		}
		if u.turnedOn() {
			mine.putOn(u.subject, "$<x>Form = $<x>Found['Form']")
		}
		if before := p.stageBefore(u, st); before != "" {
			mine.depends(u, scriptDepend, blank{"<stage>", before})
		} else {
			mine.depends(u, scriptDependThere)
		}
		if len(u.Counted) > 0 {
			mine.line("Assert-ListedKind -Found $", u.X, "Found -Most ", u.most())
		}
		mine.tells(u)
	}
	for _, u := range mine.uses { // asked once nothing is left that stops the stage anyway
		if u.Noted {
			mine.putOn(u.subject, scriptTested, blank{"<stage>", p.stageBefore(u, st)})
		}
		if u.takenOver() {
			mine.putOn(u.subject, scriptTakeOver)
		}
		if rule := u.sender(mine.uses); rule != nil {
			mine.putOn(u.subject, scriptReroute, blank{"<rule>", rule.X})
		}
	}
	for i := range st.Actions {
		a := &st.Actions[i]
		mine.end()
		mine.line("# ", plainASCII(a.Title), ".")
		if certificateOf(a) != "" {
			mine.put(a, scriptCertificate)
		}
		text := scripted[a.Does]
		var blanks []blank
		switch a.Does {
		case create:
			blanks = []blank{{"<recount>", ""}}
			if len(a.On.Counted) > 0 {
				blanks = []blank{{"<recount>", recountLists}, {"<most>", a.On.most()}}
			}
		case change:
			blanks = []blank{{"<guid>", "$found['Guid']"}}
			if mine.least(mine.useOf(a.On)) < a.Form-1 { // the stage itself brings it there
				text = helper(text, "<refused>", changeRefused, true)
			} else {
				text = helper(text, "<refused>", "if", true)
			}
		case validate:
			blanks = []blank{{"<live>", ""}}
			if rule := mine.useOf(a.On).sender(mine.uses); rule != nil && len(rule.Forms) > 1 {
				blanks = []blank{{"<live>", stillOn}, {"<rule>", rule.X}, {"<on>", strconv.Itoa(len(rule.Forms) - 1)}}
			}
		}
		mine.put(a, text, blanks...)
	}
	p.text, p.err = mine.text, mine.err
}

// stageBefore is the last stage before a stint that does something to a subject, "" where none does.
func (p *scripter) stageBefore(u *use, st *stint) (name string) {
	for i := range p.stints {
		before := &p.stints[i]
		if before == st {
			break
		}
		for j := range before.Actions {
			if before.Actions[j].On == u.subject {
				name = p.stages[i]
			}
		}
	}
	return name
}

// scripted is how a script does each deed.
var scripted = map[deed]string{
	create: scriptCreate, change: scriptChange, extend: scriptExtend, validate: scriptValidate, record: scriptNote,
	require: lookedInScript(require), cover: lookedInScript(cover),
}

// lookedInScript is how a script does a deed that only looks: what only a receipt says is left out.
func lookedInScript(does deed) string {
	text := strings.TrimSuffix(doing[does], "\n$done++") + "\n" + scriptLooked
	for _, says := range []string{saysNone, saysForgotten} {
		text = *composition{of: text, mark: says}.compose()
	}
	return text
}
