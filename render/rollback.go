package render

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// rollback is a script that undoes what the record of setup.ps1 says, and nothing else: made objects are removed by
// their GUID, changed ones get their values back, and of the trusted ARC sealers goes the one that was added.
func rollback(src *source) ([]byte, error) {
	p := &undoer{scripter: newScripter(src)}
	if len(p.stints) == 0 {
		return scriptFile(nothingToDo(src, exchangeOnline.nothing)), nil
	}
	p.way = wayBack(p.up, p.actions)
	p.help(p.sections()...)
	p.add("[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]")
	p.nest("param(", func() {
		p.add("[ValidateSet('stop', 'remove')]", "[string]$Stage = 'stop',", "", "[string]$RecordPath = 'setup-record.json',", "", "[guid[]]$CreatedGuid = @(),", "")
		if p.conditions() != nil {
			p.add("[switch]$Ready,", "")
		}
		if p.movesMX() {
			p.add("[string[]]$DnsServer = @(),", "")
		}
		p.add("[switch]$Force")
	}, ")")
	p.begin()
	p.add("")
	if d := p.up.Organization.InitialDomain; !d.IsZero() {
		p.assign("initialDomain", text(d.Exchange()))
	}
	p.assign("setUp", text(p.setUpName()))
	p.add("$results = @()", "", "# The kinds of objects, in the order in which they are removed.")
	p.everythingOf()
	p.steps()
	p.add("", "# The commands.")
	n := p.undoing()
	p.commandTable(n)
	more := []string{rollbackFunctions, p.readKind(), p.undoStep(), readRecord}
	if p.relays() {
		more = append(more, relayGuard)
	}
	if p.conditions() != nil {
		more = append(more, assertConsent)
	}
	if p.makesOutbound() && !p.switched() {
		more = append(more, rule.Reader)
	}
	// A validation that is put back has a date.
	p.functions(p.dated() || slices.ContainsFunc(p.objects(), func(o *object) bool { return o.Route != nil }), more...)
	p.nest("try {", func() { p.guards(); p.add(""); p.putOn(&noSubject, p.rollbackText()) }, "}")
	p.toldWhenStopped()
	p.nest("finally {", func() { p.add("# The table of what was done.", "$results") }, "}")
	return p.file()
}

// undoer writes roll-back: the parts of a script, and the way back, of which it does a part.
type undoer struct {
	*scripter
	way []back
}

// everythingOf writes the kinds of objects that the plan is about, and what GUIDs alone do not tell of them.
func (p *undoer) everythingOf() {
	var uses []*use
	for _, a := range p.todo {
		if a.On != nil {
			uses = append(uses, &use{subject: a.On})
		}
	}
	p.use(uses)
	var nouns, makes, relay list
	for _, o := range kinds {
		for _, have := range p.objects() {
			if have.Noun == o.Noun {
				nouns = append(nouns, o.Noun)
			}
		}
	}
	p.assign("kinds", nouns)
	var changed []action
	for _, a := range p.todo {
		switch {
		case a.Does == create:
			makes = append(makes, a.On.Noun+" "+a.On.Name)
		case a.Does == change && a.On.IsConnector:
			changed = append(changed, a)
		case a.Does == change && lookup(a.Params, "DomainType") == enum(internalRelay):
			relay = append(relay, a.On.Name)
		}
	}
	p.add("", "# What the plan makes, for GUIDs that are given in place of a record.")
	p.assign("planned", makes)
	if byHand := p.notByGUID(); byHand != "" {
		p.add("", "# What has no GUID in a receipt.")
		p.assign("notByGuid", text(byHand))
	}
	if relay != nil {
		p.add("", "# The domains whose mail for unknown recipients takes a connector.")
		p.assign("relayDomains", relay)
	}
	if changed == nil {
		return
	}
	p.add("", "# What a later stage changes on what the plan makes: the values before it and after it.")
	p.nest("$changes = @(", func() {
		for i, a := range changed {
			p.nest("@{", func() {
				p.member("Action", text(a.ID))
				p.member("Kind  ", text(a.On.Noun))
				p.member("Name  ", text(a.On.Name))
				before, after := a.On.Forms[a.Form-1], a.On.Forms[a.Form]
				p.table("", "Before", changedFrom(before, after), nil)
				p.table("", "After ", changedFrom(after, before), nil)
			}, "}"+map[bool]string{true: ","}[i < len(changed)-1])
		}
	}, ")")
}

// changedFrom are the parameters of one form that another has otherwise, those that only the other has being empty.
func changedFrom(form, other []parameter) []parameter {
	out := differing(other, form)
	for _, p := range other {
		if lookup(form, p.Name) == nil {
			p.Value = cleared{}
			out = append(out, p)
		}
	}
	return out
}

// steps writes what has to be true before the stage remove, and what is done by hand.
func (p *undoer) steps() {
	var domains, hosts list
	if p.movesMX() {
		for _, d := range p.up.Moving() {
			domains = append(domains, d.Name.Exchange())
		}
		for _, x := range p.up.Service.MX {
			hosts = append(hosts, strings.ToLower(x.Host()))
		}
	}
	for _, of := range []struct {
		name, says string
		what       list
	}{
		{"mailDomains", "The domains whose MX records are looked up, and the hosts of the service, which they must not name any more.", domains},
		{"serviceHosts", "", hosts},
		{"conditions", "What has to be true before anything is removed, and no command can look up.", p.conditions()},
		{"next", "What comes between both stages.", p.next()},
		{"byHandAfter", "What is done by hand at the end.", p.says(byHandAfter)},
	} {
		if of.what != nil {
			if of.says != "" {
				p.add("")
				p.comment(of.says)
			}
			p.assign(of.name, of.what)
		}
	}
}

// says are the steps of the way back in a phase.
func (p *undoer) says(when phase) (out list) {
	for _, b := range p.way {
		if b.When == when {
			out = append(out, plainASCII(b.Says))
		}
	}
	return out
}

// next is what comes between both stages: what to wait for, what is done by hand, and what else the stage remove asks.
func (p *undoer) next() (out list) {
	const isTrue = "this has to be true: "
	for _, b := range p.way {
		switch {
		case b.When == byStop && b.Then != "":
			out = append(out, plainASCII(isTrue+b.Then))
		case b.When == byHandBefore && b.Then != "":
			out = append(out, plainASCII("by hand: "+b.Says+" Go on when: "+b.Then))
		case b.When == byHandBefore:
			out = append(out, plainASCII("by hand: "+b.Says))
		case b.When == byRemove && b.Asks != "":
			out = append(out, plainASCII(isTrue+b.Asks))
		}
	}
	return out
}

// conditions are what the steps before the stage remove come to, and what the steps in it ask for.
func (p *undoer) conditions() (out list) {
	for _, b := range p.way {
		asks := b.Asks
		if b.When == byStop || b.When == byHandBefore {
			asks = b.Then
		}
		if asks = plainASCII(asks); asks != "" && !slices.Contains(out, asks) {
			out = append(out, asks)
		}
	}
	return out
}

// relays reports whether the plan has Exchange Online pass on mail for recipients that it does not know.
func (p *undoer) relays() bool { return p.does(acceptedDomain.change()) }

// movesMX reports whether the set-up had MX records name the service, which did not before.
func (p *undoer) movesMX() bool { return len(p.up.Moving()) > 0 }

// makesOutbound reports whether the plan makes an outbound connector, which mail flow rules may name.
func (p *undoer) makesOutbound() bool { return p.does(outbound.create()) }

// bypasses reports whether the plan makes a rule that lets mail past the spam filter.
func (p *undoer) bypasses() bool { return slices.ContainsFunc(p.todo, bypasses) }

// changesMade reports whether a later stage changes a connector that the plan makes.
func (p *undoer) changesMade() bool {
	return slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == change && a.On.IsConnector })
}

// undoing are the commands that undo the plan, with the parameters that they are given for it. What an earlier run changed
// on what was there is only in its record.
func (p *undoer) undoing() needed {
	n := p.readers()
	if p.makesOutbound() {
		n.add(rule.read())
	}
	for _, a := range p.todo {
		if a.On == nil {
			continue
		}
		var which []parameter
		if a.On.Key != "" {
			which = []parameter{identity(a.On.Name)}
		}
		switch a.Does {
		case create:
			n.add(a.On.change(), which...)
			n.add(a.On.remove(), which...)
		case change, extend, record:
			if a.Command == disablingDANE {
				n.add(enablingDANE, a.Params...)
			} else {
				n.add(a.On.change(), a.Params...)
			}
		}
		for _, command := range a.On.Switches {
			n.add(command, which...)
		}
	}
	return n
}

// readKind reads all objects of a kind, by its name.
func (p *undoer) readKind() string {
	out := "# All objects of a kind.\nfunction Read-ObjectOfKind {\n" + indent + "[CmdletBinding()]\n" + indent + "param($Kind)\n"
	for _, o := range p.objects() {
		if o.IsList {
			continue
		}
		out += indent + "if ('" + o.Noun + "' -eq $Kind) {\n" + indent + indent + functionNames["read"+o.Short] + "\n" + indent + "}\n"
	}
	return out + "}"
}

// undoStep is the function that says what an entry of the record asks for, with the cases that the plan can have.
func (p *undoer) undoStep() string {
	var later []string
	note := func(lines ...string) { later = append(later, lines...) }
	var connectors, lasting []string
	for _, o := range p.objects() {
		if o.IsConnector {
			connectors = append(connectors, o.Noun)
		}
		if o.ResetLast {
			lasting = append(lasting, o.Noun)
		}
	}
	if connectors != nil {
		note("# Mail may still be on its way by a connector that was there before the set-up.",
			"$isLater = @("+quotedNames(connectors)+") -contains $Entry.Kind -and $Entry.Action -like '*.create'")
	} else {
		note("$isLater = $false")
	}
	if lasting != nil {
		note("# Mail that is on its way may still need what a domain is now.", "$isLater = $isLater -or @("+quotedNames(lasting)+") -contains $Entry.Kind")
	}
	if slices.ContainsFunc(p.todo, func(a action) bool { return a.Stage == mailflow.StagePilot }) {
		note("# Enhanced Filtering stays for all recipients until nothing comes through the service.",
			"$isLater = $isLater -or $Entry.Before.ContainsKey('EFUsers')")
	}
	rules := p.switched()
	if rules {
		note("# A rule is turned off before it is removed.", "$isSwitch = 'TransportRule' -eq $Entry.Kind -and @('Created', 'Enabled') -contains $Entry.Did",
			"if ('TransportRule' -eq $Entry.Kind) {", indent+"$Later += @('Enabled', 'Priority')", "}")
	}
	if p.bypasses() {
		note("# A rule that lets mail past the spam filter stays on until the service delivers no more.",
			"if ($null -ne $Object -and '-1' -eq [string](Get-PropertyValue -Object $Object -Property 'SetSCL')) {",
			indent+"$isLater = $true", indent+"$isSwitch = 'Enabled' -eq $Entry.Did -and -not $IsMade", "}")
	}
	note("if ($isLater) {", indent+"$step['Stage'] = 'remove'", "}")
	text := helper(undoStep, "<later>", strings.Join(later, "\n"), true)
	text = helper(text, "<added>", undoAdded, p.has(extend))
	return helper(text, "<rules>", undoRules, rules)
}

// rollbackText is the body with the commands of the plan's kinds in it.
func (p *undoer) rollbackText() string {
	var restore, remove, extract []string
	on := func(o *object, lines string) string {
		return "if ('" + o.Noun + "' -eq $entry.Kind) {\n" + inside(1, lines) + "\n}"
	}
	const surely = " -Confirm:$false -ErrorAction Stop"
	for _, o := range p.objects() {
		back := "$null = " + o.change() + " @before" + surely
		switch {
		case o.Extracting != "":
			extract = append(extract, o.Extracting)
			continue
		case o.Resetting != nil:
			back = strings.TrimSpace(o.Resetting(p.does))
		case o.Key != "":
			back = "$before['Identity'] = $entry.Guid\n" + back
		}
		restore = append(restore, on(o, back))
		if slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == create && a.On.Noun == o.Noun }) {
			gone := "$null = " + o.remove() + " -Identity $entry.Guid" + surely
			if o.Noun == outbound.Noun && p.relays() {
				gone = relayCheck + gone
			}
			remove = append(remove, on(o, gone))
		}
	}
	text := helper(rollbackBody, "<changes>", changedByGuid, p.changesMade())
	text = helper(text, "<relay>", relayOfRecord, p.relays())
	text = helper(text, "<byHand>", leftByGuid, p.notByGUID() != "")
	text = helper(text, "<leaving>", namedLeaving, p.makesOutbound())
	text = helper(text, "<leaves>", namedLeaves, p.makesOutbound())
	text = helper(text, "<named>", namedByRules, p.makesOutbound())
	text = helper(text, "<ask>", rollbackAsk, p.conditions() != nil)
	text = helper(text, "<turnOff>", turnOff, p.switched())
	text = helper(text, "<putBack>", helper(putBack, "<restore>", strings.Join(restore, "\n"), true), len(restore) > 0)
	text = helper(text, "<takeOut>", helper(takeOut, "<extract>", strings.Join(extract, "\n"), true), len(extract) > 0)
	text = helper(text, "<removeIt>", helper(removeIt, "<remove>", strings.Join(remove, "\n"), true), len(remove) > 0)
	text = helper(text, "<mx>", rollbackMX, p.movesMX())
	text = helper(text, "<next>", nextSteps, p.next() != nil)
	return strings.TrimSuffix(helper(text, "<last>", byHandLast, p.says(byHandAfter) != nil), "\n")
}

// does reports whether the plan runs a command.
func (p *scripter) does(command string) bool {
	return slices.ContainsFunc(p.todo, func(a action) bool { return a.Command == command })
}

// inside is a text some levels deeper.
func inside(depth int, text string) string {
	lead := strings.Repeat(indent, depth)
	return lead + strings.ReplaceAll(text, "\n", "\n"+lead)
}
