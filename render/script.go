package render

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// script is a file that makes the set-up, one stage at a run, and can be run again: it creates what is not there, sets
// what differs, and leaves alone what is as wanted. What it changed is in a record, by which rollback undoes it.
func script(src *source) ([]byte, error) {
	p := newScripter(src)
	if len(p.stints) == 0 {
		return scriptFile(nothingToDo(src, exchangeOnline.nothing)), nil
	}
	declared, help, examples := p.parameters()
	p.scriptHelp(slices.Concat(help, examples))
	p.add("[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]")
	p.nest("param(", func() { p.add(strings.Join(declared, ",\n\n")) }, ")")
	p.begin()
	p.add("", "# What shall be there, with the question of the Exchange admin center that each value answers. The properties of the",
		"# list below it have to be empty or off.")
	p.everything(true)
	p.assign("setUp", text(p.setUpName()))
	p.add("$planId = '"+p.id+"'", "$results = @()")
	p.requirements()
	more := []string{p.neededChange(), keepRecord}
	if p.asks() {
		more = append(more, assertConsent)
	}
	if p.takesOver() {
		more = append(more, testRecorded)
	}
	p.functions(p.dated(), slices.Concat(p.examining(), more, p.objectFunctions())...)
	p.nest("try {", p.scriptBody, "}")
	p.toldWhenStopped()
	p.nest("finally {", func() { p.add("# The table of what was done.", "$results") }, "}")
	return p.file()
}

// scripter writes a script file: the parts of a paster, and the stints of the whole plan.
type scripter struct {
	paster
	stints []stint
}

func newScripter(src *source) *scripter {
	p := &scripter{paster: paster{source: src, shell: &exchangeOnline, todo: src.online, dresses: true}, stints: src.stints[&exchangeOnline]}
	p.id = src.planID()
	p.text = append(src.sheet(), byteOrderMark...)
	return p
}

// toldWhenStopped says in words what was done before something failed. A console waits for more lines before it shows a
// table of objects, and of a run that throws it shows no table at all.
func (p *scripter) toldWhenStopped() {
	p.nest("catch {", func() {
		p.add(strings.Split(`# A console shows no table of a run that stops: what was done until then is said in words.
foreach ($row in $results) {
    Write-Warning -Message ('Before it stopped: {0}, {1}: {2}. GUID: {3}.' -f
        $row.Action, $row.Object, $row.Result, (Format-PropertyValue -Value $row.Guid))
}
throw`, "\n")...)
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

// stages are the names of the stints: that of the stage, with a number where a stage has more than one.
func (p *scripter) stages() (out []string) {
	count := map[mailflow.Stage]int{}
	for _, st := range p.stints {
		name := string(st.Stage)
		if count[st.Stage]++; count[st.Stage] > 1 {
			name += fmt.Sprint(count[st.Stage])
		}
		out = append(out, name)
	}
	return out
}

// file is the text as a file that Windows PowerShell 5.1 reads right: UTF-8 with its mark, CRLF.
func (p *scripter) file() ([]byte, error) {
	if p.err != nil {
		return nil, p.err
	}
	return p.done(p.text), nil
}

const byteOrderMark = "\uFEFF"

func scriptFile(text []byte) []byte { return append([]byte(byteOrderMark), text...) }

// help writes comment-based help. Every line of it is ours, or goes through helpLine.
func (p *scripter) help(sections ...[2]string) {
	for _, h := range p.heads {
		p.comment(h)
		p.add("")
	}
	p.add("<#")
	for i, s := range sections {
		if i > 0 {
			p.add("")
		}
		p.add(s[0])
		for paragraph := range strings.SplitSeq(s[1], "\n") {
			lead, hang := "", paragraph[:len(paragraph)-len(strings.TrimLeft(paragraph, " "))]
			if hang != "" || strings.HasPrefix(paragraph, "- ") {
				hang += "  "
			}
			var few [8]string
			for _, line := range appendWrapped(few[:0], plainASCII(paragraph), columns-len(indent)-len(hang)) {
				if line = helpLine(line); line == "" {
					p.line()
				} else {
					p.line(indent, lead, line)
				}
				lead = hang
			}
		}
	}
	p.add("#>", "", "#Requires -Version 5.1", "#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.0.0' }", "")
}

// helpLine is a line that cannot end the comment, nor begin a section of the help.
func helpLine(s string) string {
	s = strings.ReplaceAll(s, "#>", "#<U+003E>")
	if word := strings.TrimLeft(s, " "); len(word) > 1 && word[0] == '.' && isLetter(word[1]) { // a keyword of the help
		return "- " + s
	}
	return s
}

// connectHelp says how to connect.
func (p *scripter) connectHelp() string {
	own, customers := connectLines(p.up.Organization)
	says := "Connect first, with " + own + "; for the organization of a customer with " + customers + ". "
	if !p.guarded() {
		says = "Connect first, with " + own + ". For the organization of a customer this script does not run: name the organization, and make the script again. "
	}
	return says + "In PowerShell 7 on a computer " +
		"without a browser add -Device; where the sign-in window fails, add -DisableWAM (module 3.7.2 or later). The module has to be " +
		"of version 3.0.0 or later. In PowerShell 7, versions from 3.5.0 on need PowerShell 7.4 or later, and versions from 3.10.0 on 7.6 " +
		"or later; Windows PowerShell 5.1 takes all of them."
}

func (p *scripter) scriptHelp(ofParameters [][2]string) {
	stages, called := p.stages(), titles(p.stints)
	says := "Each stage is a run of its own, because between two stages something has to be true that no command makes so. Stages, in their order:"
	for i, st := range p.stints {
		says += "\n- " + stages[i] + ". " + called[i] + ": "
		var does []string
		for _, a := range st.Actions {
			does = append(does, lowerFirst(a.Title))
		}
		says += strings.Join(does, "; ") + "."
	}
	sections := [][2]string{
		{".SYNOPSIS", p.s.Scenario.Title + ", in Exchange Online."},
		{".DESCRIPTION", "Creates what is not there, sets only what differs, and leaves alone what is as wanted. " + p.checksFirst() + " It never touches what the Hybrid Configuration wizard made, and no connector in test mode.\n" + says},
	}
	sections = append(sections, ofParameters...)
	sections = append(sections, [2]string{".OUTPUTS", "One object for each action: Action, Object, Result and Guid. Where the run stops, those of the actions that come after are missing, and a warning says each of the others, because a console does not show the table then. The Result Begun says that a change had begun when the run stopped: the next run looks at what came of it."})
	p.help(append(sections, [2]string{".NOTES", "Plan " + p.id + ". " + p.connectHelp()})...)
}

// checksFirst says what the script knows of the organization before it changes anything.
func (p *scripter) checksFirst() string {
	if p.guarded() {
		return "It stops before the first change where the window is not connected to the organization that was named."
	}
	return "No organization was named: it says by a warning which one the window is connected to, and does not run for that of a customer."
}

func (p *scripter) begin() {
	p.add("", "Set-StrictMode -Version Latest", "$ErrorActionPreference = 'Stop'")
}

// everything writes all forms of all subjects, and what is only looked at. A script that changes something has each value
// commented, and also needs what a change depends on.
func (p *scripter) everything(commented bool) {
	var uses []*use
	for _, a := range p.todo {
		if a.On != nil && a.Does != extend && !slices.ContainsFunc(uses, func(u *use) bool { return u.subject == a.On }) {
			uses = append(uses, &use{subject: a.On, Made: commented, Least: -1})
		}
	}
	p.use(uses)
	if commented {
		p.remarks = p.question
	}
	for _, u := range p.uses {
		p.wanted(u)
	}
	p.looked(commented)
	p.remarks = nil
	if d := p.up.Organization.InitialDomain; !d.IsZero() {
		p.assign("initialDomain", text(d.Exchange()))
	}
}

// question is the page and label of the question that a parameter's value answers. Where several lead to it, the last
// that leaves a choice decides; a text or list only where none does. Of a question on several pages the first counts.
func (p *paster) question(part string, param parameter) string {
	at := steps.MakeKey(part, param.Field)
	if strings.Contains(param.Field, ".") {
		at = steps.Key(param.Field)
		part = at.Part()
	}
	var by *onPage
	byChoice := false
	for i := range p.onPages {
		q := &p.onPages[i]
		if q.Key == at {
			return q.page + ": " + q.PlainLabel()
		}
		if param.Field != "" || q.part != part || by != nil && q.Key == by.Key || !slices.Contains(q.Params, param.Name) {
			continue
		}
		if chosen := q.Kind == steps.Toggle || len(q.Options) > 1; chosen || !byChoice {
			by, byChoice = q, chosen
		}
	}
	if by == nil {
		return "Follows from the choices"
	}
	return by.page + ": " + by.PlainLabel()
}

// requirements are the commands of all stages, and parameters that a role may take away.
func (p *scripter) requirements() {
	n := p.needs()
	for _, a := range p.todo {
		if a.Does != create {
			continue
		}
		which := identity(a.On.Name)
		n.add(a.On.change(), which)
		for _, q := range a.Params { // one that is there may differ in any of them, its name and type aside
			if !(q.Name == "Name" || q.Name == "ConnectorType" || q.Name == "Enabled" && a.On.Switches != nil) {
				n.add(a.On.change(), q)
			}
		}
		if a.On.Route != nil {
			n.add(a.On.change(), parameter{Name: "IsValidated"})
		}
		for _, command := range a.On.Switches { // to set one right may be to turn it off or on
			n.add(command, which)
		}
	}
	p.add("", "# The commands, and those of their parameters that are given.")
	p.commandTable(n)
}

// neededChange is the function that works out what has to be set.
func (p *scripter) neededChange() string {
	for _, o := range p.objects() {
		if o.Route != nil {
			return helper(scriptFunctions, "<void>", strings.Replace(voidValidation, "<route>", quotedNames(o.Route), 1), true)
		}
	}
	return helper(scriptFunctions, "<void>", "", false)
}

// functions writes those that every script has to compare objects, with dates or without, and more.
func (p *scripter) functions(dated bool, more ...string) {
	for _, text := range append(p.comparing(dated), more...) {
		p.helper(text)
	}
	p.add("")
}

// examining are the functions that find an object by its name, tell how it is, and read it back.
func (p *scripter) examining() (out []string) {
	if hasCounted(p.objects()) {
		out = append(out, compareLists)
	}
	if p.merges() {
		out = append(out, with)
	}
	also := ""
	if p.testMode() {
		also = "$InTestMode, "
	}
	also += "$Kind, $Read, "
	examined := helper(helper(examine, "<test>", examineInTestMode, p.testMode()), "<strict>", examineType, true)
	examined = helper(examined, "<result>", resultInScript, true)
	examined = helper(examined, "<closer>", closerInScript, true)
	return append(out, helper(examined, "<param>", also, true), readBack)
}

// merges reports whether some stage has forms to make of others.
func (p *scripter) merges() bool {
	return slices.ContainsFunc(p.stints, func(st stint) bool {
		one := p.paster
		one.todo = st.Actions
		one.use(st.Uses)
		return one.several()
	})
}

// guards stop where the window is not the right one.
func (p *scripter) guards() {
	organization := showOrganization
	if p.guarded() {
		organization = checkOrganization
	}
	organization = strings.Replace(organization, wrongOrganization, "", 1)
	for _, text := range []string{p.shell.rights(), readDomains, checkConnection, organization} {
		p.putOn(&noSubject, strings.TrimPrefix(text, "'Looking at the connection and the organization ...'\n\n"))
		p.add("")
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

// reading reads all kinds of objects, and those in test mode where somebody is to be kept from their names.
func (p *scripter) reading(tests bool) {
	for _, o := range p.objects() {
		if o.IsList {
			continue
		}
		p.line("$known", o.Short, " = @(", functionNames["read"+o.Short], ")")
		if o.InTestMode != "" && tests {
			p.add("$test" + o.Short + " = " + o.InTestMode)
		}
	}
}

// searches are what a look for an object of each kind is given, whatever its name.
func (p *scripter) searches() {
	for _, o := range p.objects() {
		if o.IsList {
			continue
		}
		facts := [][2]string{{"Kind", "'" + o.Noun + "'"}, {"Called", "'" + o.Called + "'"}, {"Key", "'" + o.Key + "'"},
			{"Read", "'" + functionNames["read"+o.Short] + "'"}, {"Known", "$known" + o.Short}}
		switch {
		case o.InTestMode != "":
			facts = append(facts, [2]string{"InTestMode", "$test" + o.Short})
		case p.testMode():
			facts = append(facts, [2]string{"InTestMode", "@()"})
		}
		width := 0
		for _, f := range facts {
			width = max(width, len(f[0]))
		}
		p.nest("$kind"+o.Short+" = @{", func() {
			for _, f := range facts {
				p.add(fmt.Sprintf("%-*s = %s", width, f[0], f[1]))
			}
		}, "}")
	}
}

// objectFunctions are those that do something with one object.
func (p *scripter) objectFunctions() (out []string) {
	makes := p.has(create)
	out = append(out, actionRow)
	if makes || p.has(change) || p.has(record) || hasCounted(p.objects()) {
		out = append(out, findByGuid)
	}
	if p.any(func(u *use) bool { return !u.turnedOn() && p.least(u) >= 0 }) {
		out = append(out, assertForm)
	}
	if p.any(func(u *use) bool { return u.Made && len(u.idle()) > 0 }) {
		out = append(out, assertIdle)
	}
	if hasCounted(p.objects()) {
		out = append(out, assertLists)
	}
	if p.takesOver() {
		out = append(out, requestTakeover)
	}
	if p.reroutes() {
		out = append(out, helper(requestReroute, "<route>", quotedNames(outbound.Route), true))
	}
	if makes || p.has(change) || p.has(record) {
		out = append(out, helper(keepChange, "<validation>", beforeValidation, p.has(record)))
	}
	if makes {
		out = append(out, helper(keepCreation, "<advice>", createdDisabled, slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == create && a.Advice != "" })))
	}
	if p.has(validate) {
		out = append(out, formatTests)
	}
	return out
}

func (p *scripter) scriptBody() {
	p.guards()
	p.conditions()
	p.add("", "# What is there already. Up to here nothing has been changed.")
	p.reading(true)
	p.add("", "# What tells of one kind of objects, to look for one of it by its name.")
	p.searches()
	var copies []string
	width := 0
	for _, o := range p.objects() {
		width = max(width, len(o.Noun))
	}
	for _, o := range p.objects() {
		from := "$known" + o.Short
		if o.IsList {
			from = "@(" + functionNames["read"+o.Short] + ")"
		}
		copies = append(copies, fmt.Sprintf("%s%-*s = %s", indent+indent, width, o.Noun, from))
	}
	p.add("", scriptRecord, "", strings.Replace(scriptBackup, "<kinds>", strings.Join(copies, "\n"), 1))
	for i, stage := range p.stages() {
		st := p.stints[i]
		p.add("")
		p.nest("if ('"+stage+"' -eq $Stage) {", func() { p.stage(st) }, "}")
	}
}

// stage looks at what a stage is about, and then does its actions.
func (p *scripter) stage(st stint) {
	mine := p.paster
	mine.hasTestMode = p.testMode()
	mine.stint, mine.todo = st, st.Actions
	mine.use(st.Uses)
	mine.add("# What is there of all that this stage is about. Where it is not as it has to be, nothing is changed.")
	for _, u := range mine.uses {
		mine.putOn(u.subject, scriptExamine)
		if u.Made && len(u.idle()) > 0 {
			mine.putOn(u.subject, scriptLive)
		}
		if u.turnedOn() {
			mine.putOn(u.subject, "$<x>Form = $<x>Found['Form']")
		}
		mine.depends(u, strings.Replace(scriptDepend, "<fix>", p.fix(u, st), 1))
		if len(u.Counted) > 0 {
			mine.add("Assert-ListedKind -Found $" + u.X + "Found -Most " + u.most())
		}
		mine.tells(u)
	}
	for _, u := range mine.uses { // asked once nothing is left that stops the stage anyway
		if u.Noted {
			mine.putOn(u.subject, strings.Replace(scriptTested, "<stage>", p.stageBefore(u, st), 1))
		}
		if u.takenOver() {
			mine.putOn(u.subject, scriptTakeOver)
		}
		if rule := u.sender(mine.uses); rule != nil {
			mine.putOn(u.subject, scriptReroute, blank{"<rule>", rule.X})
		}
	}
	for _, a := range st.Actions {
		mine.add("", "# "+plainASCII(a.Title)+".")
		if certificateOf(&a) != "" {
			mine.put(&a, scriptCertificate)
		}
		text := scripted[a.Does]
		var blanks []blank
		switch a.Does {
		case create:
			blanks = []blank{when(len(a.On.Counted) > 0, "<recount>", recountLists), {"<most>", a.On.most()}}
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
		if a.Does == require || a.Does == cover {
			text = strings.TrimSuffix(doing[a.Does], "\n$done++") + "\n" + scriptLooked
			text = helper(helper(text, saysNone, "", false), saysForgotten, "", false)
		}
		mine.put(&a, text, blanks...)
	}
	p.text, p.err = mine.text, mine.err
}

// stageBefore is the last stage before a stint that does something to a subject, "" where none does.
func (p *scripter) stageBefore(u *use, st stint) (name string) {
	stages := p.stages()
	for i, before := range p.stints {
		if before.Actions[0].ID == st.Actions[0].ID {
			break
		}
		if slices.ContainsFunc(before.Actions, func(a action) bool { return a.On == u.subject }) {
			name = stages[i]
		}
	}
	return name
}

// fix is what to do where a subject is not there as a stint needs it.
func (p *scripter) fix(u *use, st stint) string {
	if stage := p.stageBefore(u, st); stage != "" {
		return "run -Stage " + stage + " first"
	}
	return "add it first"
}

// scripted is how a script does each deed.
var scripted = map[deed]string{create: scriptCreate, change: scriptChange, extend: scriptExtend, validate: scriptValidate, record: scriptNote}
