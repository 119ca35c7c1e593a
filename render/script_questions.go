package render

import (
	"slices"
	"strings"
)

// What a script asks a person before its first change. Each question has a parameter that answers it beforehand, so that
// a script also runs where nobody can be asked, and none is asked with -WhatIf.

// parameters are those of the script, in their order, each as it is declared and with its part of the help.
func (p *scripter) parameters() (declared []string, help, examples [][2]string) {
	add := func(declaration, name, says string) {
		declared = append(declared, declaration)
		help = append(help, [2]string{".PARAMETER " + name, says})
	}
	example := func(line, says string) {
		if says != "" {
			line += "\n\n" + says
		}
		examples = append(examples, [2]string{".EXAMPLE", line})
	}
	stages := p.stages()
	add("[ValidateSet("+quotedNames(stages)+")]\n[string]$Stage = '"+stages[0]+"'", "Stage", "The stage to run. The first one is the default.")
	example(`.\setup.ps1 -WhatIf`, "Says what the first stage would do. Nothing at all is changed, and no file is written.")
	for _, stage := range stages {
		example(`.\setup.ps1 -Stage `+stage+" -Verbose", "")
	}
	if p.needsWord() {
		add("[switch]$Ready", "Ready", "Says that everything is true that the stage needs and no command can look up. Without it, it is asked.")
	}
	if p.takesOver() {
		another := ""
		if p.reroutes() {
			another = " Also where a mail flow rule that is on sends mail to the connector, and the connector gets another way."
		}
		add("[switch]$Force", "Force", "Sets a connector right without asking, where one of the name is there, is on, differs, and the record does not say that this script made or changed it."+another+" Without it, it is asked, because mail may depend on the connector as it is.")
		example(`.\setup.ps1 -Stage `+stages[0]+" -Force", "Sets right each connector that is on and differs, whoever made it, without asking. See with -WhatIf first what that changes.")
	}
	if p.tested() {
		for i, st := range p.stints {
			if slices.ContainsFunc(st.Uses, func(u *use) bool { return u.Noted }) {
				example(`.\setup.ps1 -Stage `+stages[i]+" -TestedByHand", "Goes on although the connector is not recorded as validated, because a test by hand succeeded.")
			}
		}
		add("[switch]$TestedByHand", "TestedByHand", "Says that a test by hand succeeded, of a connector that is not recorded as validated: a message of a pilot sender went out by it, and came to where it should. Without it, it is asked before a rule sends mail to that connector.")
	}
	if p.movedAt() != nil {
		add("[string[]]$DnsServer = @()", "DnsServer", "The addresses of the DNS servers that are asked for the MX records. Without it, the resolver of this computer is asked, which may have another view of the domains than the internet has, or still know the old records.")
	}
	add("[string]$RecordPath = 'setup-record.json'", "RecordPath", "The file that keeps what was changed, in the current folder unless a path is given. Roll-back needs it: keep it with the change. What was there before each run is written beside it. What is about to be created stands in it as well: where the service does its work and answers with an error, the next run or roll-back finds the object by its name, and takes it for made here only where it is just as it was to be.")
	return declared, help, examples
}

// any reports whether some use of a subject in some stage is of that sort.
func (p *scripter) any(sort func(*use) bool) bool {
	return slices.ContainsFunc(p.stints, func(st stint) bool { return slices.ContainsFunc(st.Uses, sort) })
}

// takesOver reports whether the script may come upon a connector that somebody else has on.
func (p *scripter) takesOver() bool { return p.any((*use).takenOver) }

// sender is the rule that sends mail to a connector that the stage makes, and that may be on by then; nil where none does.
func (u *use) sender(uses []*use) *use {
	if !u.takenOver() || u.Route == nil {
		return nil
	}
	for _, rule := range uses {
		if len(rule.Forms) > 0 && lookup(rule.Forms[0], "RouteMessageOutboundConnector") == text(u.Name) {
			return rule
		}
	}
	return nil
}

// reroutes reports whether a stage may give another way to a connector that a rule sends mail to.
func (p *scripter) reroutes() bool {
	return slices.ContainsFunc(p.stints, func(st stint) bool {
		return slices.ContainsFunc(st.Uses, func(u *use) bool { return u.sender(st.Uses) != nil })
	})
}

// tested reports whether a stage relies on a test that a stage before made.
func (p *scripter) tested() bool { return p.any(func(u *use) bool { return u.Noted }) }

// takenOver reports whether the stage makes a connector that may be there, on and in use, and is set right then. One that
// acts on all mail by being on is never changed while it is on, see scriptLive.
func (u *use) takenOver() bool {
	return u.Made && u.IsConnector && !slices.ContainsFunc(u.idle(), func(ps parameter) bool { return ps.Name == "Enabled" })
}

// needsWord reports whether a stage needs somebody's word that something is true.
func (p *scripter) needsWord() bool {
	return p.movedAt() != nil || slices.ContainsFunc(p.stints, func(st stint) bool { return len(p.toAsk(st)) > 0 })
}

// asks reports whether the script has anything to ask.
func (p *scripter) asks() bool { return p.takesOver() || p.tested() || p.needsWord() }

// toAsk is what a person has to say is true before a stage: what no command of the script looks up.
func (p *scripter) toAsk(st stint) (says list) {
	requiring := slices.DeleteFunc(slices.Clone(st.Actions), func(a action) bool { return a.Does != require })
	known := append(neededInAll(requiring, p.actions), addingDomains)
	for _, a := range st.First {
		if !slices.Contains(known, a.ID) {
			says = append(says, plainASCII(a.Title+". Done when: "+a.Seen))
		}
	}
	for _, a := range st.Actions {
		for _, b := range a.Before[a.Told:] {
			says = append(says, plainASCII(b))
		}
	}
	return says
}

// addingDomains is the action by hand that ends with the mail domains being accepted domains, which is looked up. What
// comes after movingMX or seeingMail needs the MX records of all of them to name the service.
const addingDomains, movingMX, seeingMail = "dns.domains", "dns.mx", "dns.trace"

// movedAt are the stages before which the MX records have to have moved.
func (p *scripter) movedAt() (moved list) {
	stages := p.stages()
	for i, st := range p.stints {
		if len(moved) > 0 || slices.ContainsFunc(st.First, func(a *action) bool { return a.ID == movingMX || a.ID == seeingMail }) {
			moved = append(moved, stages[i])
		}
	}
	return moved
}

// conditions looks up what has to be true before a stage, and asks for what no command can look up.
func (p *scripter) conditions() {
	if len(p.up.MailDomains) > 0 {
		var names list
		for _, d := range p.up.MailDomains {
			names = append(names, d.Name.Exchange())
		}
		p.add("", "# The mail domains: no stage adds them.")
		p.assign("mailDomains", names)
		p.add(scriptDomains)
	}
	if moved := p.movedAt(); moved != nil {
		p.add("", "# Where the MX records have to point, and the stages before which they have to.")
		p.nest("$movedDomains = @(", func() {
			for i, d := range p.up.MailDomains {
				var hosts list
				for _, x := range p.up.Service.MX {
					hosts = append(hosts, strings.ToLower(x.Host()))
				}
				p.nest("@{", func() {
					p.member("Name ", text(d.Name.Exchange()))
					p.member("Hosts", hosts)
				}, "}"+map[bool]string{true: ","}[i < len(p.up.MailDomains)-1])
			}
		}, ")")
		p.assign("afterTheMove", moved)
		p.nest("if ($afterTheMove -contains $Stage) {", func() { p.add(scriptMX) }, "}")
	}
	if !p.needsWord() {
		return
	}
	p.add("", "# What else has to be true before each stage, and no command can look up.")
	p.nest("$conditions = @{", func() {
		stages := p.stages()
		for i, st := range p.stints {
			p.member(stages[i], p.toAsk(st))
		}
	}, "}")
	p.add(scriptAsk)
}

const (
	// assertConsent asks every question of a script.
	assertConsent = `# Asks a question of a person, and stops with the refusal if the answer is no. Where nobody can be asked, the
# parameter of that name answers it.
function Assert-Consent {
    [CmdletBinding()]
    param($Question, $Caption, $Parameter, $Refusal)
    try {
        $isAgreed = $PSCmdlet.ShouldContinue($Question, $Caption)
    }
    catch {
        throw (('Nobody can be asked here, and nothing was changed. {0} {1} Where the answer is yes, run the ' +
            'script again with -{2}.') -f $Question, $Caption, $Parameter)
    }
    if (-not $isAgreed) {
        throw $Refusal
    }
}`

	scriptAsk = `if (-not $Ready -and -not $WhatIfPreference -and $conditions[$Stage].Count -gt 0) {
    $asking = @{
        Question  = @($conditions[$Stage]) -join [Environment]::NewLine
        Caption   = 'Is all of this true?'
        Parameter = 'Ready'
        Refusal   = 'Nothing was changed: what the stage needs is not true yet.'
    }
    Assert-Consent @asking
}`

	scriptDomains = `foreach ($one in $mailDomains) {
    if ($acceptedDomains -notcontains $one) {
        throw ('{0} is not an accepted domain here: add it and verify it first. Nothing was changed.' -f $one)
    }
}`

	scriptMX = `$view = 'the resolver of this computer'
$server = @{}
if ($DnsServer.Count -gt 0) {
    $view = @($DnsServer) -join ', '
    $server['Server'] = $DnsServer
}
if ($WhatIfPreference) {
    Write-Verbose -Message 'The MX records are not looked up.'
}
elseif (@(Get-Command -Name 'Resolve-DnsName' -ErrorAction Ignore).Count -gt 0) {
    foreach ($moved in $movedDomains) {
        $hosts = @()
        try {
            $answers = @(Resolve-DnsName -Name $moved['Name'] -Type MX @server -ErrorAction Stop)
        }
        catch {
            throw (('The MX records of {0} could not be asked of {1}: {2}. Nothing was changed. Name ' +
                'another DNS server with -DnsServer.') -f $moved['Name'], $view, $_.Exception.Message)
        }
        foreach ($answer in $answers) {
            $exchanger = [string](Get-PropertyValue -Object $answer -Property 'NameExchange')
            if ('' -ne $exchanger) {
                $hosts += $exchanger.TrimEnd('.').ToLowerInvariant()
            }
        }
        $hostsFound = @($hosts | Sort-Object) -join ', '
        $hostsWanted = @($moved['Hosts'] | Sort-Object) -join ', '
        if ('' -eq $hostsFound) {
            throw (('No MX records of {0} are known to {1}, and {2} was expected. Nothing was changed. ' +
                'If that is not the view of the internet, name another DNS server with -DnsServer.') -f
                $moved['Name'], $view, $hostsWanted)
        }
        if ($hostsFound -ne $hostsWanted) {
            throw (('The MX records of {0} known to {1} are {2}, and {3} was expected. Nothing was changed. ' +
                'If that is not the view of the internet, name another DNS server with -DnsServer.') -f
                $moved['Name'], $view, $hostsFound, $hostsWanted)
        }
    }
}
elseif ($Ready) {
    Write-Warning -Message ('This computer has no Resolve-DnsName: the MX records were not looked up. That ' +
        'they point to the service was said with -Ready.')
}
else {
    $lines = @('This computer has no Resolve-DnsName. Look up elsewhere that the MX records are these alone.')
    foreach ($moved in $movedDomains) {
        $lines += '{0}: {1}' -f $moved['Name'], ($moved['Hosts'] -join ', ')
    }
    $asking = @{
        Question  = $lines -join [Environment]::NewLine
        Caption   = 'Are they?'
        Parameter = 'Ready'
        Refusal   = 'Nothing was changed: the MX records do not point to the service yet.'
    }
    Assert-Consent @asking
}`

	// testRecorded is for scripts that may come upon what somebody else made.
	testRecorded = `# Whether the record says that this script made or changed the object of that GUID, and did not undo it.
function Test-RecordedObject {
    [CmdletBinding()]
    param($Record, $Guid)
    $isRecorded = $false
    foreach ($one in $Record['Entries']) {
        $isUndone = 'True' -eq [string](Get-PropertyValue -Object $one -Property 'Undone')
        $isRecorded = $isRecorded -or ($Guid -eq $one.Guid -and -not $isUndone)
    }
    $isRecorded
}`

	// scriptTakeOver stands before the first change of a stage, see requestTakeover.
	scriptTakeOver = `Request-ChangeConsent -Found $<x>Found -Record $record -IsAgreed ($Force -or $WhatIfPreference)`

	// scriptReroute stands there as well, see requestReroute. <rule> is what the variables of the rule begin with.
	scriptReroute = `Request-RouteConsent -Found $<x>Found -Rule $<rule>Found -IsAgreed ($Force -or $WhatIfPreference)`

	// scriptTested stands where a rule sends mail to a connector that a stage before tested, see needTested.
	scriptTested = `if ('True' -ne [string](Get-PropertyValue -Object $<x>Found['Object'] -Property 'IsValidated')) {
    $says = 'The <called> {0} is not recorded as validated.' -f <name>
    $asking = @{
        Question  = $says + ' Did a message of a pilot sender go out by it, and come to where it should?'
        Caption   = 'Go on with a test by hand?'
        Parameter = 'TestedByHand'
        Refusal   = ('Nothing was changed. {0} Run -Stage <stage> again, which tests it, or test it ' +
            'by hand.') -f $says
    }
    if ($TestedByHand -or $WhatIfPreference) {
        Write-Warning -Message $says
    }
    else {
        Assert-Consent @asking
    }
}`
)
