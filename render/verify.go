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
	p.verifyHelp()
	staged, tests := len(p.stages) > 1, p.has(validate)
	if tests {
		p.add("[CmdletBinding(SupportsShouldProcess)]")
	} else {
		p.add("[CmdletBinding()]")
	}
	if staged || tests {
		p.nest("param(", func() {
			if staged {
				p.line("[ValidateSet(", quotedNames(p.stages), ")]")
			}
			switch last := p.stages[len(p.stages)-1]; {
			case staged && tests:
				p.line("[string]$Stage = '", last, "',")
				p.add("", "[switch]$Validate")
			case staged:
				p.line("[string]$Stage = '", last, "'")
			case tests:
				p.add("[switch]$Validate")
			}
		}, ")")
	} else {
		p.add("param()")
	}
	p.begin()
	if staged {
		p.end()
		p.items("stages", "", p.stages)
		p.end()
		p.fixed(verifyReached)
	}
	p.add("", "# What shall be there. The properties of the list below it have to be empty or off.")
	p.everything(false)
	if domains := p.authoritative(); len(domains) > 0 {
		p.items("authoritativeDomains", "", domains)
	}
	p.add("$results = @()", "", "# The commands.")
	p.commandTable(p.readers())
	if tests {
		p.add("# A test takes more of them.")
		p.nest("if ($Validate) {", p.validating, "}")
	}
	p.functions(p.dated())
	p.helper(verifyFunction)
	p.helper(helper(verifyProperties, "<state>", compareState, p.switched()))
	p.helper(p.objectRows())
	if p.several() {
		p.helper(with)
	}
	if hasCounted(p.objects()) {
		p.helper(compareLists)
	}
	if tests {
		p.helper(readBack)
	}
	p.end()
	p.fixed(verifyShown)
	p.nest("try {", p.compares, "}")
	p.nest("finally {", func() {
		p.fixed(verifyTold + "\n# The table. Where something failed, what comes after it is not in it.\n$results")
	}, "}")
	return p.file()
}

// verifyHelp is the help of verify.ps1.
func (p *scripter) verifyHelp() {
	const compares = "Compares what is in the organization with what was answered, and returns one line for each property: what was expected, what was found, and whether they agree. "
	tests := p.has(validate)
	p.helpBegins("Verifies: " + p.s.Scenario.Title + ", in Exchange Online.")
	p.section(".DESCRIPTION")
	if tests {
		p.ours(compares + "It changes nothing, unless -Validate is given: then outbound connectors are tested with test messages, and only where every test succeeded, that is recorded on the connector.")
	} else {
		p.ours(compares + "It changes nothing.")
	}
	if len(p.stages) > 1 {
		p.section(".PARAMETER Stage")
		p.ours("The stage of setup.ps1, or of the blocks, that was done last: " +
			strings.Join(p.stages, ", ") + ". What a later stage changes is expected as it is until then. Without it, the end is expected.")
	}
	if tests {
		p.section(".PARAMETER Validate")
		p.ours("Also tests the outbound connectors. It sends test messages and takes several minutes.")
	}
	if len(p.stages) > 1 {
		p.section(".EXAMPLE")
		p.ours(`.\verify.ps1 -Stage ` + p.stages[0] + "\n\nAfter the first stage, when the others are still to come.")
	}
	if tests {
		p.section(".EXAMPLE")
		p.ours(`.\verify.ps1 -Validate` + "\n\nSends test messages as well. Without it, the table only says what was recorded of the last test.")
	}
	p.section(".EXAMPLE")
	p.ours(`.\verify.ps1 | Format-Table -Property Agrees, Object, Property, Expected, Found -Wrap` + "\n\nShows long values in full.")
	p.section(".EXAMPLE")
	p.ours(`.\verify.ps1 | Where-Object -Property Agrees -EQ -Value $false` + "\n\nShows only what does not agree. Nothing is shown where all agrees.")
	p.section(".OUTPUTS")
	p.ours("One object for each property: Object, Property, Expected, Found and Agrees. A console shows the first four as a table; what does not agree is also said as a warning.")
	p.notes()
	p.end()
	p.lookFor()
	p.helpEnds()
}

// validating adds what only a test takes to the commands that have to be there.
func (p *scripter) validating() {
	var n needed
	for i := range p.todo {
		if a := &p.todo[i]; a.Does == validate || a.Does == record {
			n.add(a.Command, a.Params...)
		}
	}
	for _, command := range n {
		p.items("parametersOf['"+command.name, "']", command.given)
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
	for i := range p.todo {
		switch a := &p.todo[i]; a.Does {
		case extend:
			p.add("")
			p.reached(a, verifySealer)
		case require, cover: // whatever the stage: they are verified before the first
			p.add("")
			p.put(a, verifyDomains[a.Does])
		case validate:
			p.add("")
			p.put(a, verifyValidation, when(a.Advice != "", "<hinted>", verifyHint))
		case record:
			p.add("")
			p.put(a, verifyRecording)
			p.add("")
			p.reached(a, verifyRecorded)
		}
	}
}

// reached writes what is looked at only once the stage of an action is over.
func (p *scripter) reached(a *action, text string) {
	p.inStage(p.stageOf(a), func() { p.put(a, text) })
}

// inStage writes what is only for the end of a stage and what comes after it: as it is for the first stage.
func (p *scripter) inStage(stage string, write func()) {
	if stage == p.stages[0] {
		write()
		return
	}
	p.nest("if ($reached -contains '"+stage+"') {", write, "}")
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
	return helper(helper(text, "<param>", counted, true), "<single>", single, true)
}

// comparesOne looks at one object, as it has to be by the stage that was done last.
func (p *scripter) comparesOne(u *use) {
	made, changes := p.stages[0], false
	for i := range p.stints {
		for j := range p.stints[i].Actions {
			switch a := &p.stints[i].Actions[j]; {
			case a.On != u.subject:
			case a.Does == create:
				made = p.stages[i]
			case a.Does == change:
				changes = true
			}
		}
	}
	p.inStage(made, func() {
		p.onByThen(u)
		blanks := []blank{{"<expected>", "$" + u.X}, {"<lists>", ""}}
		if changes {
			p.line("$wanted = $", u.X)
			blanks[0].by = "$wanted"
		}
		for i := range p.todo {
			if a := &p.todo[i]; a.On == u.subject && a.Does == change {
				p.reached(a, "$wanted = & $with -Base $wanted -Change $<y>")
			}
		}
		if len(u.Counted) > 0 {
			blanks[1].by = "Most   = " + u.most()
		}
		p.putOn(u.subject, verifyOne, blanks...)
	})
}

// onByThen expects an object that the answers leave off to be on once a stage is over that sends mail to it.
func (p *scripter) onByThen(u *use) {
	for i := range p.stints {
		if u.staysOff() && slices.ContainsFunc(p.stints[i].Uses, func(of *use) bool { return of.subject == u.subject && of.On }) {
			p.inStage(p.stages[i], func() { p.line("$", u.X, "['Enabled'] = $true") })
			return
		}
	}
}

// stageOf is the stage in which an action is done.
func (p *scripter) stageOf(of *action) string {
	for i, stage := range p.stages {
		if has(p.stints[i].Actions, of.ID) {
			return stage
		}
	}
	return ""
}

// readers are the commands that a script needs that only looks.
func (p *scripter) readers() needed {
	out := make(needed, 0, 16)
	out.add("Get-AcceptedDomain")
	out.add("Get-ConnectionInformation")
	for _, o := range p.objects() {
		out.add(o.read())
	}
	return out
}
