package render

import (
	"slices"
	"strings"
)

// verify is a script that compares what is there with what was answered, property by property.
func verify(src *source) ([]byte, error) {
	p := newScripter(src)
	if len(p.stints) == 0 {
		return scriptFile(nothingToDo(src, exchangeOnline.nothing)), nil
	}
	says := "Compares what is in the organization with what was answered, and returns one line for each property: what was expected, what was found, and whether they agree. "
	if p.has(validate) {
		says += "It changes nothing, unless -Validate is given: then outbound connectors are tested with test messages, and only where every test succeeded, that is recorded on the connector."
	} else {
		says += "It changes nothing."
	}
	sections := [][2]string{
		{".SYNOPSIS", "Verifies: " + p.s.Scenario.Title + ", in Exchange Online."},
		{".DESCRIPTION", says},
	}
	stages := p.stages()
	if len(stages) > 1 {
		sections = append(sections, [2]string{".PARAMETER Stage", "The stage of setup.ps1, or of the blocks, that was done last: " +
			strings.Join(stages, ", ") + ". What a later stage changes is expected as it is until then. Without it, the end is expected."})
	}
	if p.has(validate) {
		sections = append(sections, [2]string{".PARAMETER Validate", "Also tests the outbound connectors. It sends test messages and takes several minutes."})
	}
	if len(stages) > 1 {
		sections = append(sections, [2]string{".EXAMPLE", `.\verify.ps1 -Stage ` + stages[0] + "\n\nAfter the first stage, when the others are still to come."})
	}
	if p.has(validate) {
		sections = append(sections, [2]string{".EXAMPLE", `.\verify.ps1 -Validate` + "\n\nSends test messages as well. Without it, the table only says what was recorded of the last test."})
	}
	p.help(append(sections,
		[2]string{".EXAMPLE", `.\verify.ps1 | Format-Table -Property Agrees, Object, Property, Expected, Found -Wrap` + "\n\nShows long values in full."},
		[2]string{".EXAMPLE", `.\verify.ps1 | Where-Object -Property Agrees -EQ -Value $false` + "\n\nShows only what does not agree. Nothing is shown where all agrees."},
		[2]string{".OUTPUTS", "One object for each property: Object, Property, Expected, Found and Agrees. A console shows the first four as a table; what does not agree is also said as a warning."},
		[2]string{".NOTES", "Plan " + p.id + ". " + p.connectHelp() + "\n\n" + lookFor(src.up)})...)
	var params []string
	if len(stages) > 1 {
		params = append(params, "[ValidateSet("+quotedNames(stages)+")]\n[string]$Stage = '"+stages[len(stages)-1]+"'")
	}
	binding := "[CmdletBinding()]"
	if p.has(validate) {
		binding = "[CmdletBinding(SupportsShouldProcess)]"
		params = append(params, "[switch]$Validate")
	}
	if p.add(binding); len(params) > 0 {
		p.nest("param(", func() { p.add(strings.Join(params, ",\n\n")) }, ")")
	} else {
		p.add("param()")
	}
	p.begin()
	if len(stages) > 1 {
		p.add("")
		p.assign("stages", list(stages))
		p.add("", verifyReached)
	}
	p.add("", "# What shall be there. The properties of the list below it have to be empty or off.")
	p.everything(false)
	if domains := p.authoritative(); len(domains) > 0 {
		p.assign("authoritativeDomains", domains)
	}
	p.add("$results = @()", "", "# The commands.")
	p.commandTable(p.readers())
	if p.has(validate) {
		p.add("# A test takes more of them.")
		p.nest("if ($Validate) {", p.validating, "}")
	}
	more := []string{verifyFunction, helper(verifyProperties, "<state>", compareState, p.switched()), p.objectRows()}
	if p.several() {
		more = append(more, with)
	}
	if hasCounted(p.objects()) {
		more = append(more, compareLists)
	}
	if p.has(validate) {
		more = append(more, readBack)
	}
	p.functions(p.dated(), more...)
	p.add(verifyShown)
	p.nest("try {", p.compares, "}")
	p.nest("finally {", func() {
		p.add(verifyTold, "# The table. Where something failed, what comes after it is not in it.", "$results")
	}, "}")
	return p.file()
}

// validating adds what only a test takes to the commands that have to be there.
func (p *scripter) validating() {
	var n needed
	for _, a := range p.todo {
		if a.Does == validate || a.Does == record {
			n.add(a.Command, a.Params...)
		}
	}
	for _, command := range n {
		p.assign("parametersOf['"+command.name+"']", command.given)
	}
}

// compares looks at everything, one line of the table after the other.
func (p *scripter) compares() {
	p.guards()
	p.add("")
	p.reading(false)
	for _, u := range p.uses {
		p.add("", "# The "+u.Called+".")
		p.comparesOne(u)
	}
	if len(p.authoritative()) > 0 {
		p.add("")
		p.putOn(&noSubject, verifyTypes)
	}
	for _, a := range p.todo {
		switch a.Does {
		case extend:
			p.add("")
			p.reached(a, verifySealer)
		case require, cover: // whatever the stage: they are verified before the first
			p.add("")
			p.put(&a, verifyDomains[a.Does])
		case validate:
			p.add("")
			p.put(&a, verifyValidation, when(a.Advice != "", "<hinted>", verifyHint))
		case record:
			p.add("")
			p.put(&a, verifyRecording)
			p.add("")
			p.reached(a, verifyRecorded)
		}
	}
}

// reached writes what is looked at only once the stage of an action is over.
func (p *scripter) reached(a action, text string) {
	at := p.stageOf(a)
	if at == p.stages()[0] {
		p.put(&a, text)
		return
	}
	p.nest("if ($reached -contains '"+at+"') {", func() { p.put(&a, text) }, "}")
}

// authoritative are the domains of which every recipient has its mailbox in Exchange Online.
func (p *scripter) authoritative() (out list) {
	for _, d := range p.up.MailDomains {
		if !d.InternalRelay {
			out = append(out, d.Name.Exchange())
		}
	}
	return out
}

// objectRows is the function for one object, with what the kinds of the plan need.
func (p *scripter) objectRows() string {
	counted, single := "", ""
	if hasCounted(p.objects()) {
		counted = ", $Most"
	}
	if slices.ContainsFunc(p.objects(), func(o *object) bool { return o.Key == "" && !o.IsList }) {
		single = "'' -eq $Key -or "
	}
	text := helper(verifyObject, "<lists>", verifyLists, counted != "")
	return strings.NewReplacer("<param>", counted, "<single>", single).Replace(text)
}

// comparesOne looks at one object, as it has to be by the stage that was done last.
func (p *scripter) comparesOne(u *use) {
	var made string
	var changes []action
	for _, st := range p.stints {
		for _, a := range st.Actions {
			switch {
			case a.On != u.subject:
			case a.Does == create:
				made = p.stageOf(a)
			case a.Does == change:
				changes = append(changes, a)
			}
		}
	}
	look := func() {
		wanted := "$" + u.X
		if changes != nil {
			p.add("$wanted = " + wanted)
			wanted = "$wanted"
		}
		for _, a := range changes {
			p.reached(a, "$wanted = & $with -Base $wanted -Change $<y>")
		}
		p.putOn(u.subject, verifyOne, blank{"<expected>", wanted}, when(len(u.Counted) > 0, "<lists>", "Most   = "+u.most()))
	}
	if made == "" || made == p.stages()[0] {
		look()
		return
	}
	p.nest("if ($reached -contains '"+made+"') {", look, "}")
}

// stageOf is the stage in which an action is done.
func (p *scripter) stageOf(of action) string {
	for i, stage := range p.stages() {
		for _, a := range p.stints[i].Actions {
			if a.ID == of.ID {
				return stage
			}
		}
	}
	return ""
}

// readers are the commands that a script needs that only looks.
func (p *scripter) readers() (out needed) {
	out.add("Get-AcceptedDomain")
	out.add("Get-ConnectionInformation")
	for _, o := range p.objects() {
		out.add(o.read())
	}
	return out
}
