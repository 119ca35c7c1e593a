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
	p.considerBack()
	p.rollbackHelp()
	p.add("[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]")
	p.nest("param(", func() {
		p.add("[ValidateSet('stop', 'remove')]", "[string]$Stage = 'stop',", "", "[string]$RecordPath = 'setup-record.json',", "", "[guid[]]$CreatedGuid = @(),", "")
		if p.toBeTrue != nil {
			p.add("[switch]$Ready,", "")
		}
		if p.moving != nil {
			p.add("[string[]]$DnsServer = @(),", "")
		}
		p.add("[switch]$Force")
	}, ")")
	p.begin()
	p.end()
	if d := p.up.Organization.InitialDomain; !d.IsZero() {
		p.assign("initialDomain", text(d.Exchange()))
	}
	p.assign("setUp", text(p.setUpName()))
	p.add("$results = @()", "", "# The kinds of objects, in the order in which they are removed.")
	p.everythingOf()
	p.steps()
	p.add("", "# The commands.")
	p.commandTable(p.undoing())
	// A validation that is put back has a date.
	p.functions(p.dated() || slices.ContainsFunc(p.objects(), func(o *object) bool { return o.Route != nil }))
	p.helper(rollbackFunctions)
	p.readKind()
	p.undoStep()
	p.helper(readRecord)
	if p.relays() {
		p.helper(relayGuard)
	}
	if p.toBeTrue != nil {
		p.helper(assertConsent)
	}
	if p.makesOutbound() && !p.switched() {
		p.helper(rule.Reader)
	}
	p.end()
	p.nest("try {", p.undoes, "}")
	p.toldWhenStopped()
	p.nest("finally {", func() { p.add("# The table of what was done.", "$results") }, "}")
	return p.file()
}

// undoer writes roll-back: the parts of a script, and the way back, of which it does a part.
type undoer struct {
	*scripter
	way         []back
	moving      []*mailflow.MailDomain // those that the set-up has name the service, which they did not before
	toBeTrue    list                   // what the steps before the stage remove come to, and what the steps in it ask for
	next        list                   // what comes between both stages
	byHandAfter list                   // the steps at the end
	noGUID      string                 // what the plan changes that has no GUID in a receipt
}

// considerBack works out the way back, and what of it is asked for several times.
func (p *undoer) considerBack() {
	p.way = p.back()
	p.moving = p.up.Moving()
	p.noGUID = p.notByGUID()
	for _, b := range p.way {
		asks := b.Asks
		switch b.When {
		case byStop, byHandBefore:
			asks = b.Then
		case byHandAfter:
			p.byHandAfter = append(p.byHandAfter, plainASCII(b.Says))
		}
		if next := b.next(); next != "" {
			p.next = append(p.next, plainASCII(next))
		}
		if asks = plainASCII(asks); asks != "" && !slices.Contains(p.toBeTrue, asks) {
			p.toBeTrue = append(p.toBeTrue, asks)
		}
	}
}

// everythingOf writes the kinds of objects that the plan is about, and what GUIDs alone do not tell of them.
func (p *undoer) everythingOf() {
	p.use(p.usesOf(func(*action) bool { return true }, use{}))
	var nouns, makes, relay list
	for i := range kinds {
		if hasKind(p.objects(), kinds[i].Noun) {
			nouns = append(nouns, kinds[i].Noun)
		}
	}
	p.items("kinds", "", nouns)
	var changed []*action
	for i := range p.todo {
		switch a := &p.todo[i]; {
		case a.Does == create:
			makes = append(makes, a.On.Noun+" "+a.On.Name)
		case a.Does == change && a.On.IsConnector:
			changed = append(changed, a)
		case a.Does == change && lookup(a.Params, "DomainType") == enum(internalRelay):
			relay = append(relay, a.On.Name)
		}
	}
	p.add("", "# What the plan makes, for GUIDs that are given in place of a record.")
	p.items("planned", "", makes)
	if p.noGUID != "" {
		p.add("", "# What has no GUID in a receipt.")
		p.assign("notByGuid", text(p.noGUID))
	}
	if relay != nil {
		p.add("", "# The domains whose mail for unknown recipients takes a connector.")
		p.items("relayDomains", "", relay)
	}
	if changed == nil {
		return
	}
	p.add("", "# What a later stage changes on what the plan makes: the values before it and after it.")
	p.nest("$changes = @(", func() {
		for i, a := range changed {
			closing := "},"
			if i == len(changed)-1 {
				closing = "}"
			}
			p.nest("@{", func() {
				p.member("Action", text(a.ID))
				p.member("Kind  ", text(a.On.Noun))
				p.member("Name  ", text(a.On.Name))
				before, after := a.On.Forms[a.Form-1], a.On.Forms[a.Form]
				p.table("", "Before", changedFrom(before, after), nil)
				p.table("", "After ", changedFrom(after, before), nil)
			}, closing)
		}
	}, ")")
}

// hasKind reports whether an object of a kind is among some.
func hasKind(some []*object, noun string) bool {
	for i := range some {
		if some[i].Noun == noun {
			return true
		}
	}
	return false
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
	if p.moving != nil {
		domains := make(list, len(p.moving))
		for i := range p.moving {
			domains[i] = p.moving[i].Name.Exchange()
		}
		p.add("", "# The domains whose MX records are looked up, and the hosts of the service, which they must not name any more.")
		p.items("mailDomains", "", domains)
		p.items("serviceHosts", "", p.mxHosts())
	}
	if p.toBeTrue != nil {
		p.add("", "# What has to be true before anything is removed, and no command can look up.")
		p.items("conditions", "", p.toBeTrue)
	}
	if p.next != nil {
		p.add("", "# What comes between both stages.")
		p.items("next", "", p.next)
	}
	if p.byHandAfter != nil {
		p.add("", "# What is done by hand at the end.")
		p.items("byHandAfter", "", p.byHandAfter)
	}
}

// next is what a step calls for between both stages: what to wait for, what is done by hand, or what else the stage remove
// asks. It is "" where that is nothing.
func (b *back) next() string {
	const isTrue = "this has to be true: "
	switch {
	case b.When == byStop && b.Then != "":
		return isTrue + b.Then
	case b.When == byHandBefore && b.Then != "":
		return "by hand: " + b.Says + " Go on when: " + b.Then
	case b.When == byHandBefore:
		return "by hand: " + b.Says
	case b.When == byRemove && b.Asks != "":
		return isTrue + b.Asks
	}
	return ""
}

// relays reports whether the plan has Exchange Online pass on mail for recipients that it does not know.
func (p *undoer) relays() bool { return p.does(acceptedDomain.change()) }

// makesOutbound reports whether the plan makes an outbound connector, which mail flow rules may name.
func (p *undoer) makesOutbound() bool { return p.does(outbound.create()) }

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
	for i := range p.todo {
		a := &p.todo[i]
		if a.On == nil {
			continue
		}
		takes := func(command string) {
			if c := n.command(command); a.On.Key != "" {
				c.takes("Identity")
			}
		}
		switch a.Does {
		case create:
			takes(a.On.change())
			takes(a.On.remove())
		case change, extend, record:
			if a.Command == disablingDANE {
				n.add(enablingDANE, a.Params...)
			} else {
				n.add(a.On.change(), a.Params...)
			}
		}
		for _, command := range a.On.Switches {
			takes(command)
		}
	}
	return n
}

// readKind writes the function that reads all objects of a kind, by its name.
func (p *undoer) readKind() {
	p.add("", "# All objects of a kind.")
	p.nest("function Read-ObjectOfKind {", func() {
		p.add("[CmdletBinding()]", "param($Kind)")
		for _, o := range p.objects() {
			if !o.IsList {
				p.ofKind(o, "$Kind", func() { p.line("Read-", o.Noun) })
			}
		}
	}, "}")
}

// undoStep writes the function that says what an entry of the record asks for, with the cases that the plan can have.
func (p *undoer) undoStep() {
	var connectors, lasting []string
	for _, o := range p.objects() {
		if o.IsConnector {
			connectors = append(connectors, o.Noun)
		}
		if o.ResetLast {
			lasting = append(lasting, o.Noun)
		}
	}
	later := laterNever
	if connectors != nil {
		later = laterConnectors
	}
	isPilot := slices.ContainsFunc(p.todo, func(a action) bool { return a.Stage == mailflow.StagePilot })
	p.end()
	p.putOn(&noSubject, undoStep,
		blank{"<later>", later}, blank{"<connectors>", quotedNames(connectors)},
		when(p.makesOutbound(), "<laterTurned>", laterTurned),
		when(lasting != nil, "<laterDomains>", laterDomains), blank{"<domains>", quotedNames(lasting)},
		when(isPilot, "<laterPilot>", laterPilot),
		when(p.switched(), "<laterRules>", laterRules),
		when(slices.ContainsFunc(p.todo, bypasses), "<laterSpam>", laterSpam),
		when(p.has(extend), "<entryAdded>", undoAdded),
		when(p.switched(), "<entryOfRule>", undoRules))
}

// undoes is the body of the script.
func (p *undoer) undoes() {
	p.guards()
	p.end()
	out := p.makesOutbound()
	p.putOn(&noSubject, rollbackBody,
		when(p.changesMade(), "<changes>", changedByGuid),
		when(p.relays(), "<relay>", relayOfRecord),
		when(p.noGUID != "", "<byHand>", leftByGuid),
		when(out, "<leaving>", namedLeaving), when(out, "<leaves>", namedLeaves), when(out, "<named>", namedByRules),
		when(p.moving != nil, "<mx>", rollbackMX),
		when(p.toBeTrue != nil, "<ask>", rollbackAsk))
	p.nest("foreach ($index in $order) {", func() {
		p.putOn(&noSubject, rollbackEntry)
		if p.switched() {
			p.putOn(&noSubject, turnOff)
		}
		p.putsBack()
		for _, o := range p.objects() {
			if o.Extracting != "" {
				p.nest("elseif ('TakeOut' -eq $step['Does']) {", func() { p.putOn(&noSubject, o.Extracting) }, "}")
			}
		}
		p.removes()
		p.putOn(&noSubject, rollbackDone)
	}, "}")
	if p.next != nil {
		p.fixed(nextSteps)
	}
	if p.byHandAfter != nil {
		p.fixed(byHandLast)
	}
}

// putsBack writes how what was changed on objects that were there gets its values back.
func (p *undoer) putsBack() {
	isChanged := func(o *object) bool { return o.Extracting == "" }
	if !slices.ContainsFunc(p.objects(), isChanged) {
		return
	}
	p.nest("elseif ('PutBack' -eq $step['Does']) {", func() {
		p.fixed(putBack)
		p.nest("if ($PSCmdlet.ShouldProcess($entry.Name, 'Put back: ' + ($values -join '; '))) {", func() {
			p.add("$before = $entry.Before.Clone()")
			for _, o := range p.objects() {
				if !isChanged(o) {
					continue
				}
				p.ofKind(o, "$entry.Kind", func() {
					if o.Resetting != nil {
						p.putOn(&noSubject, strings.TrimSpace(o.Resetting(p.does)))
						return
					}
					if o.Noun == outbound.Noun && p.relays() {
						p.nest("if ($before.ContainsKey('Enabled')) {", func() { p.fixed(relayCheck) }, "}")
					}
					if o.Key != "" {
						p.add("$before['Identity'] = $entry.Guid")
					}
					p.line("$null = ", o.change(), " @before -Confirm:$false -ErrorAction Stop")
				})
			}
			p.fixed(putBackDone)
		}, "}")
	}, "}")
}

// removes writes how what was made goes.
func (p *undoer) removes() {
	isMade := func(o *object) bool {
		return slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == create && a.On.Noun == o.Noun })
	}
	if !slices.ContainsFunc(p.objects(), isMade) {
		return
	}
	p.nest("elseif ('Remove' -eq $step['Does']) {", func() {
		p.add("$outcome = 'Not removed'")
		p.nest("if ($PSCmdlet.ShouldProcess($entry.Name, 'Remove-' + $entry.Kind)) {", func() {
			for _, o := range p.objects() {
				if !isMade(o) {
					continue
				}
				p.ofKind(o, "$entry.Kind", func() {
					if o.Noun == outbound.Noun && p.relays() {
						p.fixed(relayCheck)
					}
					p.line("$null = ", o.remove(), " -Identity $entry.Guid -Confirm:$false -ErrorAction Stop")
				})
			}
			p.fixed(removed)
		}, "}")
	}, "}")
}

// ofKind writes what is only done where an expression is a kind.
func (p *undoer) ofKind(o *object, kind string, write func()) {
	p.line("if ('", o.Noun, "' -eq ", kind, ") {")
	p.column += len(indent)
	write()
	p.column -= len(indent)
	p.line("}")
}

// does reports whether the plan runs a command.
func (p *scripter) does(command string) bool {
	for i := range p.todo {
		if p.todo[i].Command == command {
			return true
		}
	}
	return false
}

// inside is a text some levels deeper.
func inside(depth int, text string) string {
	lead := strings.Repeat(indent, depth)
	return lead + strings.ReplaceAll(text, "\n", "\n"+lead)
}
