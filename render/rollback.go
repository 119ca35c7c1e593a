package render

import (
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// rollback is a script that undoes what the record of setup.ps1 says, and nothing else: made objects are removed by
// their GUID, changed ones get their values back, and of the trusted ARC sealers goes the one that was added.
func rollback(src *source) ([]byte, error) {
	p := newScripter(src)
	if len(p.stints) == 0 {
		return scriptFile(nothingToDo(src, exchangeOnline.nothing)), nil
	}
	steps := "The whole way back, of which the stages do what is in the record; the rest is done by hand:"
	for _, b := range wayBack(src.up, p.actions) {
		if steps += "\n- " + b.Says; b.Then != "" {
			steps += " Go on when: " + b.Then
		}
	}
	p.help(
		[2]string{".SYNOPSIS", "Undoes: " + p.s.Scenario.Title + ", in Exchange Online."},
		[2]string{".DESCRIPTION", "Undoes exactly what the record says that setup.ps1 keeps, in the reverse order, also where the answers were others then; where they had another kind of object, it says so and stops. Without a record it does nothing: nobody else knows what was there before. What was pasted has no record; give the GUIDs from the receipts then, and what they made is removed.\nTwo runs, with a wait between them:\n- stop: takes back what was changed and turns off the rules that send mail to the service, so that mail goes its old way again. A rule that lets mail of the service past the spam filter stays on until the stage remove, and Enhanced Filtering stays for all recipients until then." + p.danePart() + "\n- remove: removes what was created; a rule that is still on is turned off first, and the stage has to be run again 30 minutes later. Only when at least 30 minutes have passed since, the queues of the service are empty, and nothing comes by the inbound connector any more: what is still on its way would be refused.\n" + steps},
		[2]string{".PARAMETER Stage", "stop, which is the default, or remove."},
		[2]string{".PARAMETER RecordPath", "The record that setup.ps1 keeps. What is undone is noted in it, and not undone a second time: what somebody sets again on purpose stays."},
		[2]string{".PARAMETER CreatedGuid", "In place of a record: the GUIDs of what was created, from the receipts of paste.txt. Only what this plan makes is taken, by kind and name. The trusted ARC sealer, the types of domains, inbound DANE and Direct Send are not undone by GUIDs alone: put them back by hand."},
		[2]string{".PARAMETER Ready", "Says that mail no longer takes the new way. Without it, it is asked before anything is removed."},
		[2]string{".EXAMPLE", `.\rollback.ps1 -WhatIf`},
		[2]string{".EXAMPLE", `.\rollback.ps1 -Stage remove -Verbose`},
		[2]string{".OUTPUTS", "One object for each entry of the record: Action, Object, Result and Guid."},
		[2]string{".NOTES", "Plan " + p.id + ". " + p.connectHelp()},
	)
	p.add("[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]")
	p.nest("param(", func() {
		p.add("[ValidateSet('stop', 'remove')]", "[string]$Stage = 'stop',", "", "[string]$RecordPath = 'setup-record.json',", "", "[guid[]]$CreatedGuid = @(),", "", "[switch]$Ready")
	}, ")")
	p.begin()
	p.add("")
	if d := p.up.Organization.InitialDomain; !d.IsZero() {
		p.assign("initialDomain", text(d.Exchange()))
	}
	p.assign("setUp", text(p.setUpName()))
	p.add("$results = @()", "$organization = 'NOT CHECKED: none was named'", "", "# The kinds of objects, in the order in which they are removed.")
	p.everythingOf()
	p.add("", "# The commands.")
	p.commandTable(p.undoing(), nil)
	p.functionsOf(rollbackFunctions, p.readKind(), readRecord)
	p.nest("try {", func() { p.guards(); p.add(""); p.put(action{}, p.rollbackText()) }, "}")
	p.nest("finally {", func() { p.add("# The table of what was done.", "$results") }, "}")
	return p.file()
}

// danePart says when DANE is turned on again.
func (p *scripter) danePart() string {
	if !p.does(disablingDANE) {
		return ""
	}
	return " Inbound DANE is turned on again in the stage remove, because it needs the MX records of before."
}

// everythingOf writes the kinds of objects that the plan is about.
func (p *scripter) everythingOf() {
	var uses []*use
	for _, a := range p.todo {
		if a.On != nil {
			uses = append(uses, &use{subject: a.On})
		}
	}
	p.use(uses)
	var nouns list
	for _, o := range kinds {
		for _, have := range p.objects() {
			if have.Noun == o.Noun {
				nouns = append(nouns, o.Noun)
			}
		}
	}
	p.assign("kinds", nouns)
	p.plannedNames()
	p.add("", "# How connectors were before what a later stage changes on them.")
	p.nest("$changes = @(", func() {
		var changed []action
		for _, a := range p.todo {
			if a.Does == change && a.On.ByHybrid {
				changed = append(changed, a)
			}
		}
		for i, a := range changed {
			p.nest("@{", func() {
				p.member("Action", text(a.ID))
				p.member("Kind  ", text(a.On.Noun))
				p.member("Name  ", text(a.On.Name))
				p.table("", "Before", differing(a.On.Forms[a.Form], a.On.Forms[a.Form-1]), nil)
			}, "}"+map[bool]string{true: ","}[i < len(changed)-1])
		}
	}, ")")
}

// plannedNames writes what of the plan has to be known by its name: what it makes, which rules have to stay until no
// mail comes through the service, which changes likewise, and which domains send mail for unknown recipients to a connector.
func (p *scripter) plannedNames() {
	var makes, bypassing, relay, late, adopted list
	for _, a := range p.todo {
		switch {
		case a.Does == create:
			makes = append(makes, a.On.Noun+" "+a.On.Name)
			if _, isConnector := p.up.Find(a.Part); isConnector {
				adopted = append(adopted, a.ID)
			}
			if lookup(a.Params, "SetSCL") != nil {
				bypassing = append(bypassing, a.On.Name)
			}
		case a.Does == change && lookup(a.Params, "DomainType") == enum(internalRelay):
			relay = append(relay, a.On.Name)
		case a.Stage == mailflow.StagePilot:
			late = append(late, a.ID)
		}
	}
	p.add("", "# What the plan makes; and the rules that let mail past the filter, and the changes that let it be judged by its",
		"# sender, which stay until the MX records are back.")
	p.assign("planned", makes)
	p.assign("bypassing", bypassing)
	p.assign("late", late)
	p.add("# What makes a connector: where it changed one that was there, mail may still be on its way by it.")
	p.assign("adopted", adopted)
	if p.does(acceptedDomain.change()) {
		p.add("# The domains whose mail for unknown recipients takes a connector.")
		p.assign("relayDomains", relay)
	}
}

// undoing are the commands that undo the plan.
func (p *scripter) undoing() list {
	out := p.readers()
	add := func(command string) {
		for _, have := range out {
			if have == command {
				return
			}
		}
		out = append(out, command)
	}
	for _, a := range p.todo {
		if a.On == nil {
			continue
		}
		switch {
		case a.Command == disablingDANE:
			add(enablingDANE)
		default:
			add(a.On.change())
		}
		if a.Does == create {
			add(a.On.remove())
		}
		for _, command := range a.On.Switches {
			add(command)
		}
	}
	return out
}

// functionsOf are the functions that reading takes, and more.
func (p *scripter) functionsOf(more ...string) {
	const rules = true
	addresses := p.addressed()
	look := helper(normalizeAddresses, "<properties>", quotedNames(addresses), true)
	all := []string{valueOf, shown, helper(helper(normalize, "<addresses>", look, len(addresses) > 0), "<dates>", normalizeDates, rules), helper(compare, "<state>", compareState, rules)}
	for _, o := range p.objects() {
		all = append(all, o.Reader)
	}
	for _, t := range append(all, more...) {
		p.helper(t)
	}
	p.add("")
}

// readKind reads all objects of a kind, by its name.
func (p *scripter) readKind() string {
	out := "# All objects of a kind.\nfunction Read-ObjectOfKind {\n" + indent + "[CmdletBinding()]\n" + indent + "param($Kind)\n"
	for _, o := range p.objects() {
		if o.IsList {
			continue
		}
		out += indent + "if ('" + o.Noun + "' -eq $Kind) {\n" + indent + indent + functionNames["read"+o.Short] + "\n" + indent + "}\n"
	}
	return out + "}"
}

// rollbackText is the body with the commands of the plan's kinds in it.
func (p *scripter) rollbackText() string {
	var restore, remove []string
	on := func(kind string, lines ...string) string {
		return "if ('" + kind + "' -eq $entry.Kind) {\n" + indent + strings.Join(lines, "\n"+indent) + "\n}"
	}
	const surely = " -Confirm:$false -ErrorAction Stop"
	setBack := func(o object) []string {
		if o.Key == "" {
			return []string{"$null = " + o.change() + " @before" + surely}
		}
		return []string{"$before['Identity'] = $entry.Guid", "$null = " + o.change() + " @before" + surely}
	}
	for _, o := range p.objects() {
		if o.Undoing != nil {
			remove = append(remove, on(o.Noun, strings.Split(o.Undoing(p.does), "\n")...))
		} else {
			back := o.Resetting
			if back == "" {
				back = strings.Join(setBack(o), "\n")
			}
			restore = append(restore, on(o.Noun, strings.Split(back, "\n")...))
		}
		if slices.ContainsFunc(p.todo, func(a action) bool { return a.Does == create && a.On.Noun == o.Noun }) {
			remove = append(remove, on(o.Noun, "$null = "+o.remove()+" -Identity $entry.Guid"+surely,
				"$isDone = Test-ObjectRemoved -Kind $kind -Guid $entry.Guid"))
		}
	}
	if p.does(acceptedDomain.change()) {
		remove = append([]string{rollbackRelay}, remove...)
	}
	question := "At least 30 minutes have passed since the stage stop, the queues of the service are empty, and nothing comes by the inbound connector any more."
	if len(p.up.MailDomains) > 0 {
		question = "The MX records point back, for longer than the time to live of those before. " + question
	}
	if p.does(acceptedDomain.change()) {
		question += " Every recipient of the domains exists in Exchange Online."
	}
	var ask block
	ask.margin = 2 * len(indent)
	ask.assign("question", text(question))
	body := helper(rollbackBody, "<relay>", rollbackRelayDomains, p.does(acceptedDomain.change()))
	toAsk, body, _ := strings.Cut(body, "<question>")
	toRestore, body, _ := strings.Cut(body, "            <restore>")
	toRemove, body, _ := strings.Cut(body, "                <remove>")
	return toAsk + inside(1, string(unixLines(ask.text))) +
		toRestore + inside(3, strings.Join(restore, "\n")) +
		toRemove + inside(4, strings.Join(remove, "\n")) + body
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

const (
	// rollbackRelayDomains reads from the record which domains have to be made Authoritative before a connector goes.
	rollbackRelayDomains = `# What was InternalRelay before the set-up may stay so.
$relayDomains = @()
foreach ($entry in $entries) {
    if ('AcceptedDomain' -eq $entry.Kind) {
        $type = [string]$entry.Before['DomainType']
        if (@('', 'InternalRelay') -notcontains $type) {
            $relayDomains += $entry.Name
        }
    }
}`

	// rollbackRelay stands before anything is removed: without a connector, such mail goes round in a circle.
	rollbackRelay = `if (@('OutboundConnector', 'InboundConnector') -contains $kind) {
    foreach ($one in @(Read-AcceptedDomain)) {
        $domain = [string](Get-PropertyValue -Object $one -Property 'DomainName')
        $type = [string](Get-PropertyValue -Object $one -Property 'DomainType')
        if ('InternalRelay' -eq $type -and $relayDomains -contains $domain) {
            throw (('{0} is InternalRelay. Make it Authoritative first, once every recipient ' +
                'exists in Exchange Online: without {1}, mail goes round in a circle.') -f
                $domain, $entry.Name)
        }
    }
}`

	rollbackFunctions = `# The object of that GUID, or nothing.
function Find-ObjectByGuid {
    [CmdletBinding()]
    param($Kind, $Guid)
    foreach ($one in @(Read-ObjectOfKind -Kind $Kind)) {
        if ('' -ne $Guid -and $Guid -eq [string](Get-PropertyValue -Object $one -Property 'Guid')) {
            $one
        }
    }
}

# The differences that stay between an object and what it was before: it takes a moment before a change is seen.
function Wait-RestoredObject {
    [CmdletBinding()]
    param($Kind, $Guid, $Wanted)
    $differences = @('it was not found')
    for ($attempt = 1; $attempt -le 6 -and $differences.Count -gt 0; $attempt++) {
        if ($attempt -gt 1) {
            Start-Sleep -Seconds 6
        }
        foreach ($one in @(Find-ObjectByGuid -Kind $Kind -Guid $Guid)) {
            $differences = @(Compare-WantedProperty -Object $one -Wanted $Wanted -Unset @())
        }
    }
    $differences
}

# Whether the object of that GUID is gone.
function Test-ObjectRemoved {
    [CmdletBinding()]
    param($Kind, $Guid)
    $left = 1
    for ($attempt = 1; $attempt -le 6 -and $left -gt 0; $attempt++) {
        if ($attempt -gt 1) {
            Start-Sleep -Seconds 6
        }
        $left = @(Find-ObjectByGuid -Kind $Kind -Guid $Guid).Count
    }
    $left -eq 0
}

# One line of the table.
function Get-ResultRow {
    [CmdletBinding()]
    param($Action, $Object, $Result, $Guid)
    [pscustomobject]@{
        Action = $Action
        Object = $Object
        Result = $Result
        Guid   = $Guid
    }
}`

	rollbackBody = `# What there is to undo: the record, or what the GUIDs name.
$record = $null
$entries = @()
if ($CreatedGuid.Count -gt 0) {
    foreach ($guid in $CreatedGuid) {
        $hits = @()
        foreach ($kind in $kinds) {
            foreach ($one in @(Find-ObjectByGuid -Kind $kind -Guid ([string]$guid))) {
                $name = [string](Get-PropertyValue -Object $one -Property 'Name')
                if ('HybridWizard' -eq [string](Get-PropertyValue -Object $one -Property 'ConnectorSource')) {
                    throw ('The Hybrid Configuration wizard made {0}. Nothing was changed.' -f $name)
                }
                if ($planned -contains ('{0} {1}' -f $kind, $name)) {
                    $hits += [pscustomobject]@{
                        Action = 'pasted'
                        Kind   = $kind
                        Name   = $name
                        Guid   = [string]$guid
                        Did    = 'Created'
                        Before = @{}
                        Undone = $false
                    }
                }
            }
        }
        if ($hits.Count -ne 1) {
            throw ('Nothing of this set-up has the GUID {0}. Nothing was changed.' -f $guid)
        }
        $entries += $hits
        # What a later block did to it comes after it, and goes before it.
        foreach ($change in $changes) {
            if ($change['Kind'] -eq $hits[0].Kind -and $change['Name'] -eq $hits[0].Name) {
                $entries += [pscustomobject]@{
                    Action = $change['Action']
                    Kind   = $change['Kind']
                    Name   = $change['Name']
                    Guid   = [string]$guid
                    Did    = 'Changed'
                    Before = $change['Before']
                    Undone = $false
                }
            }
        }
    }
}
elseif (Test-Path -LiteralPath $RecordPath) {
    $text = Get-Content -LiteralPath $RecordPath -Raw -Encoding UTF8 -ErrorAction Stop
    $record = ConvertFrom-Json -InputObject $text
    if ($setUp -ne [string](Get-PropertyValue -Object $record -Property 'SetUp')) {
        throw ('{0} is the record of another set-up. Nothing was changed.' -f $RecordPath)
    }
    $tenant = [string](Get-PropertyValue -Object $connection -Property 'TenantID')
    if ($tenant -ne [string](Get-PropertyValue -Object $record -Property 'Tenant')) {
        throw ('{0} is the record of another organization. Nothing was changed.' -f $RecordPath)
    }
    foreach ($one in @($record.Entries)) {
        $entries += ConvertFrom-RecordEntry -Entry $one
    }
    foreach ($entry in $entries) {
        if ($kinds -notcontains $entry.Kind -and -not $entry.Undone) {
            throw (('{0} also has {1}, of the kind {2}, which this script does not undo: the answers were ' +
                'others then. Run the rollback.ps1 of those answers. Nothing was changed.') -f
                $RecordPath, $entry.Name, $entry.Kind)
        }
    }
    <relay>
}
else {
    throw (('There is no record {0}, and without one nobody knows what was there before. Give -RecordPath, or ' +
        '-CreatedGuid with the GUIDs from the receipts of what was pasted. Nothing was changed.') -f $RecordPath)
}

if ('remove' -eq $Stage -and -not $Ready -and -not $WhatIfPreference) {
<question>
    if (-not $PSCmdlet.ShouldContinue($question, 'Is all of this true?')) {
        throw 'Nothing was removed.'
    }
}

# What was changed gets its values back, the last change first.
$mustWait = $false
for ($index = $entries.Count - 1; $index -ge 0; $index--) {
    $entry = $entries[$index]
    $isBypass = 'TransportRule' -eq $entry.Kind -and $bypassing -contains $entry.Name
    $isAdopted = 'Changed' -eq $entry.Did -and $adopted -contains $entry.Action
    $isLater = $isBypass -or $isAdopted -or $late -contains $entry.Action
    # A rule that is still on when its connector goes would send mail nowhere.
    $isSwitch = 'TransportRule' -eq $entry.Kind -and @('Created', 'Enabled') -contains $entry.Did
    $isNow = $isLater -eq ('remove' -eq $Stage) -or ('remove' -eq $Stage -and $isSwitch)
    # What was noted of an object that was made goes with it.
    $isMade = $false
    foreach ($other in $entries) {
        $isMade = $isMade -or ('Created' -eq $other.Did -and $other.Guid -eq $entry.Guid)
    }
    $outcome = 'Left for the stage remove'
    $differences = @()
    $there = @()
    if ($isNow -and 'Added' -ne $entry.Did) {
        $there = @(Find-ObjectByGuid -Kind $entry.Kind -Guid $entry.Guid)
    }
    if (-not $isNow -or 'Added' -eq $entry.Did) {
        Write-Verbose -Message ('{0} {1} is for the other stage.' -f $entry.Kind, $entry.Name)
    }
    elseif ($entry.Undone) {
        $outcome = 'Undone already'
    }
    elseif ('Failed' -eq $entry.Did) {
        $outcome = 'Was not created'
    }
    elseif ('' -eq $entry.Guid) {
        $outcome = 'Not known to be created'
    }
    elseif ($there.Count -eq 0) {
        $outcome = 'Gone already'
    }
    elseif ($isMade -and 'Validated' -eq $entry.Did) {
        $outcome = 'Goes with the connector'
    }
    elseif ($isSwitch) {
        $outcome = 'Not turned off'
        if ('Disabled' -eq [string](Get-PropertyValue -Object $there[0] -Property 'State')) {
            $outcome = 'Off already'
        }
        else {
            $mustWait = -not $WhatIfPreference
            if ($PSCmdlet.ShouldProcess($entry.Name, 'Disable-TransportRule')) {
                $null = Disable-TransportRule -Identity $entry.Guid -Confirm:$false -ErrorAction Stop
                $wanted = @{ Enabled = $false }
                $differences = @(Wait-RestoredObject -Kind $entry.Kind -Guid $entry.Guid -Wanted $wanted)
                $outcome = 'Turned off'
            }
        }
    }
    elseif (@('Changed', 'Validated') -contains $entry.Did -and 'AcceptedDomain' -ne $entry.Kind) {
        $outcome = 'Not changed back'
        if ($PSCmdlet.ShouldProcess($entry.Name, 'Set-{0}, as it was before' -f $entry.Kind)) {
            $before = $entry.Before.Clone()
            <restore>
            $wanted = $entry.Before
            $differences = @(Wait-RestoredObject -Kind $entry.Kind -Guid $entry.Guid -Wanted $wanted)
            $outcome = 'Changed back'
        }
    }
    $isDone = 'Changed back' -eq $outcome -or ('Enabled' -eq $entry.Did -and 'Turned off' -eq $outcome)
    if ($isDone -and $differences.Count -eq 0) {
        Save-UndoneEntry -Record $record -Index $index -Path $RecordPath
    }
    if ($differences.Count -gt 0) {
        $outcome = 'It reads back differently'
    }
    # In the stage remove, a rule that is off has its line below.
    $isOff = $isSwitch -and @('Off already', 'Gone already', 'Undone already') -contains $outcome
    if ('stop' -eq $Stage -or ($isNow -and -not $isOff)) {
        $row = @{
            Action = $entry.Action
            Object = $entry.Name
            Result = $outcome
            Guid   = $entry.Guid
        }
        $results += Get-ResultRow @row
    }
    if ($differences.Count -gt 0) {
        throw ('{0} was changed back and reads back differently. {1}.' -f
            $entry.Name, ($differences -join '; '))
    }
}

if ('remove' -eq $Stage -and $mustWait) {
    Write-Warning -Message ('A mail flow rule was on until now, and nothing was removed. Wait 30 minutes, ' +
        'which it takes until that acts everywhere, and run the stage remove again.')
}
elseif ('remove' -eq $Stage) {
    foreach ($kind in $kinds) {
        for ($index = $entries.Count - 1; $index -ge 0; $index--) {
            $entry = $entries[$index]
            # The type of a domain goes back here, before the connectors go that its mail may need.
            $isUndone = @('Created', 'Added') -contains $entry.Did -or 'AcceptedDomain' -eq $kind
            $isRemoved = $kind -eq $entry.Kind -and $isUndone
            $there = @()
            if ($isRemoved -and 'Created' -eq $entry.Did) {
                $there = @(Find-ObjectByGuid -Kind $kind -Guid $entry.Guid)
            }
            if (-not $isRemoved) {
                Write-Verbose -Message ('{0} {1} is not removed.' -f $entry.Kind, $entry.Name)
            }
            elseif ('Created' -eq $entry.Did -and $there.Count -eq 0) {
                $outcome = 'Gone already'
            }
            elseif ($entry.Undone) {
                $outcome = 'Undone already'
            }
            elseif (-not $PSCmdlet.ShouldProcess($entry.Name, 'Undo ' + $entry.Action)) {
                $outcome = 'Not undone'
            }
            else {
                $isDone = $false
                <remove>
                $outcome = 'Undone'
                if ($isDone) {
                    Save-UndoneEntry -Record $record -Index $index -Path $RecordPath
                }
                else {
                    $outcome = 'It does not read back as undone'
                }
            }
            if ($isRemoved) {
                $row = @{
                    Action = $entry.Action
                    Object = $entry.Name
                    Result = $outcome
                    Guid   = $entry.Guid
                }
                $results += Get-ResultRow @row
                if ('It does not read back as undone' -eq $outcome) {
                    throw ('{0} does not read back as undone. Look again in some minutes.' -f $entry.Name)
                }
            }
        }
    }
}`
)
