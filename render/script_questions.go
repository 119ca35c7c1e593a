package render

import (
	"slices"
	"strings"
)

// What a script asks a person before its first change. Each question has a parameter that answers it beforehand, so that
// a script also runs where nobody can be asked, and none is asked with -WhatIf.

// questions are what setup.ps1 comes to ask about, see consider.
type questions struct {
	takesOver bool   // it may come upon a connector that somebody else has on
	reroutes  bool   // it may give another way to a connector that a rule sends mail to
	tested    bool   // a stage relies on a test that a stage before made
	moved     list   // the stages before which the MX records have to have moved
	toSay     []list // for each stage, what a person has to say is true before it, and no command looks up
}

// consider works out what the script has to ask.
func (p *scripter) consider() {
	p.toSay = make([]list, len(p.stints))
	for i := range p.stints {
		st := &p.stints[i]
		for _, u := range st.Uses {
			p.takesOver = p.takesOver || u.takenOver()
			p.reroutes = p.reroutes || u.sender(st.Uses) != nil
			p.tested = p.tested || u.Noted
		}
		if p.moved == nil && slices.ContainsFunc(st.First, func(a *action) bool { return a.ID == movingMX || a.ID == seeingMail }) {
			p.moved = p.stages[i:]
		}
		p.toSay[i] = p.toAsk(st)
	}
}

// option is a parameter of the script, as it is declared and with its part of the help.
type option struct{ declared, name, says string }

// options are all of them, in their order.
func (p *scripter) options() []option {
	out := append(make([]option, 0, 6), option{
		"[ValidateSet(" + quotedNames(p.stages) + ")]\n[string]$Stage = '" + p.stages[0] + "',",
		"Stage", "The stage to run. The first one is the default.",
	})
	if p.needsWord() {
		out = append(out, option{"[switch]$Ready,", "Ready", "Says that everything is true that the stage needs and no command can look up. Without it, it is asked."})
	}
	if p.takesOver {
		says := setsRight + orElseAsked
		if p.reroutes {
			says = setsRight + " Also where a mail flow rule that is on sends mail to the connector, and the connector gets another way." + orElseAsked
		}
		out = append(out, option{"[switch]$Force,", "Force", says})
	}
	if p.tested {
		out = append(out, option{"[switch]$TestedByHand,", "TestedByHand", "Says that a test by hand succeeded, of a connector that is not recorded as validated: a message of a pilot sender went out by it, and came to where it should. Without it, it is asked before mail is sent to that connector."})
	}
	if p.moved != nil {
		out = append(out, option{"[string[]]$DnsServer = @(),", "DnsServer", "The addresses of the DNS servers that are asked for the MX records. Without it, the resolver of this computer is asked, which may have another view of the domains than the internet has, or still know the old records."})
	}
	return append(out, option{"[string]$RecordPath = 'setup-record.json'", "RecordPath", "The file that keeps what was changed, in the current folder unless a path is given. Roll-back needs it: keep it with the change. What was there before each run is written beside it. What is about to be created stands in it as well: where the service does its work and answers with an error, the next run or roll-back finds the object by its name, and takes it for made here only where it is just as it was to be."})
}

const (
	setsRight   = "Sets a connector right without asking, where one of the name is there, is on, differs, and the record does not say that this script made or changed it."
	orElseAsked = " One that is created off is never set while it is on. Without it, it is asked, because mail may depend on the connector as it is."
)

// any reports whether some use of a subject in some stage is of that sort.
func (p *scripter) any(sort func(*use) bool) bool {
	return slices.ContainsFunc(p.stints, func(st stint) bool { return slices.ContainsFunc(st.Uses, sort) })
}

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

// takenOver reports whether the stage makes a connector that may be there, on and in use, and is set right then. One that
// acts on all mail by being on is never changed while it is on, see scriptLive.
func (u *use) takenOver() bool {
	return u.Made && u.IsConnector && lookup(u.Idle, "Enabled") == nil
}

// needsWord reports whether a stage needs somebody's word that something is true.
func (p *scripter) needsWord() bool {
	return p.moved != nil || slices.ContainsFunc(p.toSay, func(says list) bool { return len(says) > 0 })
}

// toAsk is what a person has to say is true before a stage: what no command of the script looks up.
func (p *scripter) toAsk(st *stint) (says list) {
	var requiring []action
	for i := range st.Actions {
		if st.Actions[i].Does == require {
			requiring = append(requiring, st.Actions[i])
		}
	}
	var known []string
	if requiring != nil {
		known = neededInAll(requiring, p.actions)
	}
	for _, a := range st.First {
		if a.ID != addingDomains && !slices.Contains(known, a.ID) {
			says = append(says, plainASCII(a.Title+". Done when: "+a.Seen))
		}
	}
	for i := range st.Actions {
		a := &st.Actions[i]
		for _, b := range a.Before[a.Told:] {
			says = append(says, plainASCII(b))
		}
	}
	return says
}

// addingDomains is the action by hand that ends with the mail domains being accepted domains, which is looked up. What
// comes after movingMX or seeingMail needs the MX records of all of them to name the service.
const addingDomains, movingMX, seeingMail = "dns.domains", "dns.mx", "dns.trace"

// conditions looks up what has to be true before a stage, and asks for what no command can look up.
func (p *scripter) conditions() {
	if len(p.up.MailDomains) > 0 {
		names := make(list, len(p.up.MailDomains))
		for i := range p.up.MailDomains {
			names[i] = p.up.MailDomains[i].Name.Exchange()
		}
		p.add("", "# The mail domains: no stage adds them.")
		p.items("mailDomains", "", names)
		p.fixed(scriptDomains)
	}
	if p.moved != nil {
		p.add("", "# Where the MX records have to point, and the stages before which they have to.")
		p.nest("$movedDomains = @(", func() {
			hosts := p.mxHosts()
			for i := range p.up.MailDomains {
				closing := "},"
				if i == len(p.up.MailDomains)-1 {
					closing = "}"
				}
				p.nest("@{", func() {
					p.member("Name ", text(p.up.MailDomains[i].Name.Exchange()))
					p.member("Hosts", hosts)
				}, closing)
			}
		}, ")")
		p.items("afterTheMove", "", p.moved)
		p.nest("if ($afterTheMove -contains $Stage) {", func() { p.fixed(scriptMX) }, "}")
	}
	if !p.needsWord() {
		return
	}
	p.add("", "# What else has to be true before each stage, and no command can look up.")
	p.nest("$conditions = @{", func() {
		for i, stage := range p.stages {
			p.member(stage, p.toSay[i])
		}
	}, "}")
	p.fixed(scriptAsk)
}

// mxHosts are the hosts that the MX records come to name.
func (p *scripter) mxHosts() list {
	hosts := make(list, len(p.up.Service.MX))
	for i, x := range p.up.Service.MX {
		hosts[i] = strings.ToLower(x.Host())
	}
	return hosts
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
