package render

// The parts of rollback.ps1 that are the same for all plans, and those that a plan may do without. They hold no text of
// the user's.
const (
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
}

# What is wrong with a record; nothing where it can be used.
function Get-RecordFault {
    [CmdletBinding()]
    param($Record)
    $known = @('Created', 'Creating', 'Failed', 'Changed', 'Enabled', 'Validated', 'Added')
    if ($null -eq $Record -or $null -eq $Record.PSObject.Properties['Entries']) {
        'it has no entries'
    }
    else {
        foreach ($one in @($Record.Entries)) {
            foreach ($property in @('Action', 'Kind', 'Name', 'Guid', 'Did', 'Before')) {
                if ($null -eq $one -or $null -eq (Get-PropertyValue -Object $one -Property $property)) {
                    'an entry has no ' + $property
                }
            }
            if ($null -ne $one -and $known -notcontains (Get-PropertyValue -Object $one -Property 'Did')) {
                'an entry does not say what was done'
            }
        }
    }
}`

	// undoStep decides for one entry. Its marks are for what not every plan has.
	undoStep = `# What an entry asks for, by how its object is now: TurnOff, PutBack, Remove, TakeOut, or nothing; and in which
# stage. $Later names the properties that were changed again after the object was created.
function Get-UndoStep {
    [CmdletBinding()]
    param($Entry, $Object, $IsMade, $Later, $IsForced)
    $step = @{ Stage = 'stop'; Does = ''; Outcome = ''; Since = @() }
    <later>
    <laterTurned>
    <laterDomains>
    <laterPilot>
    <laterRules>
    <laterSpam>
    if ($isLater) {
        $step['Stage'] = 'remove'
    }
    if ($Entry.Undone) {
        $step['Outcome'] = 'Undone already'
    }
    elseif ('Failed' -eq $Entry.Did) {
        $step['Outcome'] = 'Was not created'
    }
    <entryAdded>
    elseif ('' -eq $Entry.Guid) {
        $step['Outcome'] = 'Not known to be created'
    }
    elseif ($null -eq $Object) {
        $step['Outcome'] = 'Gone already'
    }
    elseif ($IsMade -and ('Validated' -eq $Entry.Did -or ('Changed' -eq $Entry.Did -and $isLater))) {
        $step['Outcome'] = 'Goes with what was created'
    }
    <entryOfRule>
    elseif ('Created' -eq $Entry.Did) {
        $step['Stage'] = 'remove'
        $step['Does'] = 'Remove'
        $wanted = $Entry.Wanted.Clone()
        # What was made off may have been turned on by hand. That of all outgoing mail has to be off before it goes.
        if ('False' -eq [string]$wanted['Enabled'] -and 'through-service.create' -ne $Entry.Action) {
            $wanted.Remove('Enabled')
        }
        foreach ($property in @($Later)) {
            $wanted.Remove($property)
        }
        $step['Since'] = @(Compare-WantedProperty -Object $Object -Wanted $wanted -Unset @())
    }
    else {
        $isBack = $true
        foreach ($property in @($Entry.Before.Keys | Sort-Object)) {
            $was = @{ $property = $Entry.Before[$property] }
            $made = @{ $property = $Entry.After[$property] }
            if (@(Compare-WantedProperty -Object $Object -Wanted $was -Unset @()).Count -gt 0) {
                $isBack = $false
                $step['Since'] += @(Compare-WantedProperty -Object $Object -Wanted $made -Unset @())
            }
        }
        $step['Does'] = 'PutBack'
        if ($isBack) {
            $step['Does'] = ''
            $step['Outcome'] = 'As before already'
        }
        elseif ($step['Since'].Count -gt 0 -and -not $IsForced) {
            $step['Does'] = ''
            $step['Outcome'] = 'Changed since, left as it is'
        }
    }
    $step
}

# The step of one of the entries.
function Get-EntryStep {
    [CmdletBinding()]
    param($Entries, $Index, $IsForced)
    $entry = $Entries[$Index]
    $about = @{
        Entry    = $entry
        Object   = $null
        IsMade   = $false
        Later    = @()
        IsForced = $IsForced
    }
    foreach ($one in @(Find-ObjectByGuid -Kind $entry.Kind -Guid $entry.Guid)) {
        $about['Object'] = $one
    }
    foreach ($other in $Entries) {
        if ($other.Guid -eq $entry.Guid) {
            $about['IsMade'] = $about['IsMade'] -or 'Created' -eq $other.Did
            $about['Later'] += @($other.After.Keys)
        }
    }
    Get-UndoStep @about
}`

	laterNever = "$isLater = $false"

	laterConnectors = `# Mail may still be on its way by a connector that was there before the set-up.
$isLater = @(<connectors>) -contains $Entry.Kind -and $Entry.Action -like '*.create'`

	// laterTurned goes by the entry: the record may be of other answers, with which the connector was turned on.
	laterTurned = `# A connector that was turned on goes when it goes: mail may need it until then. Not so that of all outgoing mail.
$isTurnedOn = $Entry.Action -like '*.enable' -and 'through-service.enable' -ne $Entry.Action
$isLater = $isLater -or ('OutboundConnector' -eq $Entry.Kind -and $isTurnedOn)`

	laterDomains = `# Mail that is on its way may still need what a domain is now.
$isLater = $isLater -or @(<domains>) -contains $Entry.Kind`

	laterPilot = `# Enhanced Filtering stays for all recipients until nothing comes through the service.
$isLater = $isLater -or $Entry.Before.ContainsKey('EFUsers')`

	laterRules = `# A rule is turned off before it is removed.
$isSwitch = 'TransportRule' -eq $Entry.Kind -and @('Created', 'Enabled') -contains $Entry.Did
if ('TransportRule' -eq $Entry.Kind) {
    $Later += @('Enabled', 'Priority')
}`

	laterSpam = `# A rule that lets mail past the spam filter stays on until the service delivers no more.
if ($null -ne $Object -and '-1' -eq [string](Get-PropertyValue -Object $Object -Property 'SetSCL')) {
    $isLater = $true
    $isSwitch = 'Enabled' -eq $Entry.Did -and -not $IsMade
}`

	undoAdded = `elseif ('Added' -eq $Entry.Did) {
    $step['Stage'] = 'remove'
    $step['Does'] = 'TakeOut'
}`

	undoRules = `elseif ($isSwitch -and 'Disabled' -ne [string](Get-PropertyValue -Object $Object -Property 'State')) {
    $step['Does'] = 'TurnOff'
}
elseif ('Enabled' -eq $Entry.Did) {
    $step['Outcome'] = 'Off already'
}`

	// relayGuard is called before an outbound connector is removed: without it, such mail may go round in a circle.
	relayGuard = `# Whether a connector takes the mail of a domain.
function Test-DomainDelivery {
    [CmdletBinding()]
    param($Connector, $Domain)
    $takes = 'True' -eq [string](Get-PropertyValue -Object $Connector -Property 'AllAcceptedDomains')
    foreach ($one in @(Get-PropertyValue -Object $Connector -Property 'RecipientDomains')) {
        $pattern = ConvertTo-ComparableText -Property 'RecipientDomains' -Value $one
        $takes = $takes -or $Domain -like $pattern
    }
    $takes -and 'True' -ne [string](Get-PropertyValue -Object $Connector -Property 'IsTransportRuleScoped')
}

# Why a connector cannot go yet: a domain that the set-up made InternalRelay would have none that takes its mail.
function Get-RelayFault {
    [CmdletBinding()]
    param($Guid, $RelayDomains)
    $all = @(Read-OutboundConnector)
    foreach ($one in @(Read-AcceptedDomain)) {
        $domain = [string](Get-PropertyValue -Object $one -Property 'DomainName')
        $type = [string](Get-PropertyValue -Object $one -Property 'DomainType')
        $isTaken = $false
        $others = @()
        foreach ($connector in $all) {
            $takes = Test-DomainDelivery -Connector $connector -Domain $domain
            if ($Guid -eq [string](Get-PropertyValue -Object $connector -Property 'Guid')) {
                $isTaken = $takes
            }
            elseif ($takes -and 'True' -eq [string](Get-PropertyValue -Object $connector -Property 'Enabled')) {
                $others += $connector
            }
        }
        if ('InternalRelay' -eq $type -and $isTaken -and $others.Count -eq 0) {
            if ($RelayDomains -contains $domain) {
                ('{0} is InternalRelay, and no other connector takes its mail. Make it Authoritative first, ' +
                    'once every recipient exists in Exchange Online: without a connector, mail goes round in a ' +
                    'circle.') -f $domain
            }
            else {
                Write-Warning -Message (('{0} is InternalRelay, as it was before the set-up, and loses the ' +
                    'connector that takes its mail. See that its mail has another way.') -f $domain)
            }
        }
    }
}`

	// relayCheck stands before the command that removes an outbound connector, or turns it off.
	relayCheck = `$faults = @(Get-RelayFault -Guid $entry.Guid -RelayDomains $relayDomains)
if ($faults.Count -gt 0) {
    throw ('{0} stays as it is. {1}' -f $entry.Name, $faults[0])
}`

	// relayOfRecord reads from the record which domains have to be made Authoritative before a connector goes.
	relayOfRecord = `# What was InternalRelay before the set-up may stay so.
$relayDomains = @()
foreach ($entry in $entries) {
    if ('AcceptedDomain' -eq $entry.Kind -and $entry.Before.ContainsKey('DomainType')) {
        if ('InternalRelay' -ne $entry.Before['DomainType']) {
            $relayDomains += $entry.Name
        }
    }
}`

	// changedByGuid gives what the plan knows of later changes to an object that was pasted.
	changedByGuid = `# What a later block did to it comes after it, and goes before it.
foreach ($change in $changes) {
    if ($hits.Count -gt 0 -and $change['Kind'] -eq $hits[0].Kind -and $change['Name'] -eq $hits[0].Name) {
        $entries += [pscustomobject]@{
            Action = $change['Action']
            Kind   = $change['Kind']
            Name   = $change['Name']
            Guid   = [string]$guid
            Did    = 'Changed'
            Before = $change['Before']
            After  = $change['After']
            Wanted = @{}
            Undone = $false
        }
    }
}`

	// namedLeaving, namedLeaves and namedByRules are for a plan that makes an outbound connector: mail that a rule sends to
	// a connector that is gone is not delivered.
	namedLeaving = "$leaving = @()"

	namedLeaves = `if ('Remove' -eq $step['Does']) {
    $leaving += $entries[$index]
}`

	namedByRules = `# A mail flow rule that stays may still send mail to a connector.
$names = @()
foreach ($rule in @(Read-TransportRule)) {
    $to = [string](Get-PropertyValue -Object $rule -Property 'RouteMessageOutboundConnector')
    $guid = [string](Get-PropertyValue -Object $rule -Property 'Guid')
    $isLeaving = $false
    $target = ''
    foreach ($entry in $leaving) {
        $isLeaving = $isLeaving -or $guid -eq $entry.Guid
        if ('OutboundConnector' -eq $entry.Kind -and @($entry.Name, $entry.Guid) -contains $to) {
            $target = $entry.Name
        }
    }
    if (-not $isLeaving -and '' -ne $target) {
        $names += '{0} names {1}' -f (Get-PropertyValue -Object $rule -Property 'Name'), $target
    }
}
if ($names.Count -gt 0) {
    $stops += ('A mail flow rule names a connector that would be removed. {0}. Change or remove that rule ' +
        'first, and wait 30 minutes: it takes that long until that acts everywhere.') -f ($names -join '; ')
}`

	// leftByGuid names what no receipt has a GUID of.
	leftByGuid = `Write-Warning -Message ('This has no GUID in a receipt, and has to be undone by hand: {0}.' -f $notByGuid)`

	turnOff = `elseif ('TurnOff' -eq $step['Does']) {
    $outcome = 'Not turned off'
    if ($PSCmdlet.ShouldProcess($entry.Name, 'Disable-TransportRule')) {
        $null = Disable-TransportRule -Identity $entry.Guid -Confirm:$false -ErrorAction Stop
        $wanted = @{ Enabled = $false }
        $differences = @(Wait-RestoredObject -Kind $entry.Kind -Guid $entry.Guid -Wanted $wanted)
        $outcome = 'Turned off'
        $isDone = 'Enabled' -eq $entry.Did
    }
}`

	putBack = `$outcome = 'Not put back'
$values = @()
foreach ($property in @($entry.Before.Keys | Sort-Object)) {
    $values += '{0} to {1}' -f $property, (Format-PropertyValue -Value $entry.Before[$property])
}`

	putBackDone = `$wanted = $entry.Before
$differences = @(Wait-RestoredObject -Kind $entry.Kind -Guid $entry.Guid -Wanted $wanted)
$outcome = 'Put back'
$isDone = $true`

	removed = `if (-not (Test-ObjectRemoved -Kind $entry.Kind -Guid $entry.Guid)) {
    $differences = @('it is still there')
}
$outcome = 'Removed'
$isDone = $true`

	nextSteps = `if ('stop' -eq $Stage -and -not $WhatIfPreference) {
    foreach ($line in $next) {
        Write-Warning -Message ('Before the stage remove, ' + $line)
    }
}`

	byHandLast = `if ('remove' -eq $Stage -and -not $WhatIfPreference) {
    foreach ($line in $byHandAfter) {
        Write-Warning -Message ('At the end, by hand: ' + $line)
    }
}`

	rollbackBody = `# What there is to undo: the record, or what the GUIDs name.
$record = $null
$entries = @()
if ($CreatedGuid.Count -gt 0) {
    if (Test-Path -LiteralPath $RecordPath) {
        Write-Warning -Message ('{0} is not looked at, because -CreatedGuid is given.' -f $RecordPath)
    }
    <byHand>
    foreach ($guid in $CreatedGuid) {
        $hits = @()
        $others = @()
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
                        After  = @{}
                        Wanted = @{}
                        Undone = $false
                    }
                }
                else {
                    $others += $name
                }
            }
        }
        if ($others.Count -gt 0) {
            throw ('The GUID {0} is that of {1}, which this set-up does not make. Nothing was changed.' -f
                $guid, $others[0])
        }
        if ($hits.Count -eq 0) {
            Write-Warning -Message (('Nothing has the GUID {0} any more. If it was not removed before, ' +
                'compare it with the receipt.') -f $guid)
            $row = @{
                Action = 'pasted'
                Object = 'not there'
                Result = 'Gone already'
                Guid   = [string]$guid
            }
            $results += Get-ResultRow @row
        }
        $entries += $hits
        <changes>
    }
}
elseif (Test-Path -LiteralPath $RecordPath) {
    $faults = @()
    try {
        $text = Get-Content -LiteralPath $RecordPath -Raw -Encoding UTF8 -ErrorAction Stop
        $record = ConvertFrom-Json -InputObject $text -ErrorAction Stop
        $faults = @(Get-RecordFault -Record $record)
    }
    catch {
        $faults = @($_.Exception.Message)
    }
    if ($faults.Count -gt 0) {
        throw (('{0} cannot be used as a record: {1}. Take a copy of it that is whole, or give -CreatedGuid. ' +
            'Nothing was changed.') -f $RecordPath, $faults[0])
    }
    $of = [string](Get-PropertyValue -Object $record -Property 'SetUp')
    if ($setUp -ne $of) {
        throw (('{0} is the record of another set-up: {1}, and not {2}. Give the right one with -RecordPath. ' +
            'Nothing was changed.') -f $RecordPath, $of, $setUp)
    }
    $tenant = [string](Get-PropertyValue -Object $connection -Property 'TenantID')
    $of = [string](Get-PropertyValue -Object $record -Property 'Tenant')
    if ($tenant -ne $of) {
        throw (('{0} is the record of another organization: its tenant ID is {1}, and this one has {2}. ' +
            'Connect to that one, or give the right record with -RecordPath. Nothing was changed.') -f
            $RecordPath, $of, $tenant)
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
elseif (Test-Path -LiteralPath ($RecordPath + '.new')) {
    throw (('{0}.new is there, and {0} is not: a run was interrupted while it wrote the record. Where the file ' +
        'ends with a closing brace, rename it to {0}. Nothing was changed.') -f $RecordPath)
}
else {
    throw (('There is no record {0}, and without one nobody knows what was there before. Give -RecordPath, or ' +
        '-CreatedGuid with the GUIDs from the receipts of what was pasted. Nothing was changed.') -f $RecordPath)
}

# The entries in their order: the last first, and in the stage remove kind by kind, so that nothing goes before
# what names it.
$order = @()
if ('stop' -eq $Stage) {
    for ($index = $entries.Count - 1; $index -ge 0; $index--) {
        $order += $index
    }
}
else {
    foreach ($kind in $kinds) {
        for ($index = $entries.Count - 1; $index -ge 0; $index--) {
            if ($kind -eq $entries[$index].Kind) {
                $order += $index
            }
        }
    }
}

# Nothing is removed while the stage stop has something left to do, nor what somebody changed since.
if ('remove' -eq $Stage) {
    $first = @()
    $since = @()
    <leaving>
    foreach ($index in $order) {
        $step = Get-EntryStep -Entries $entries -Index $index -IsForced $Force
        if ('' -ne $step['Does'] -and 'stop' -eq $step['Stage'] -and $first -notcontains $entries[$index].Name) {
            $first += $entries[$index].Name
        }
        <leaves>
        if ('Remove' -eq $step['Does'] -and $step['Since'].Count -gt 0) {
            $since += '{0}: {1}' -f $entries[$index].Name, ($step['Since'] -join '; ')
        }
    }
    $stops = @()
    if ($first.Count -gt 0) {
        $stops += ('The stage stop comes first: {0} has to be turned off or put back, and what is on its way ' +
            'needs time. Run the stage stop, and this stage once what it asks for is true.') -f
            ($first -join ', ')
    }
    if ($since.Count -gt 0 -and -not $Force) {
        $stops += ('Somebody changed since what the set-up created. {0}. See that nothing needs it; -Force ' +
            'removes it all the same.') -f ($since -join '. ')
    }
    <named>
    foreach ($stop in $stops) {
        if (-not $WhatIfPreference) {
            throw ($stop + ' Nothing was removed.')
        }
        Write-Warning -Message $stop
    }
    <mx>
    <ask>
}
`

	// rollbackEntry and rollbackDone are for one entry: before what it asks for is done, and afterwards.
	rollbackEntry = `$entry = $entries[$index]
$step = Get-EntryStep -Entries $entries -Index $index -IsForced $Force
$outcome = $step['Outcome']
$differences = @()
$isDone = $false
if ($step['Since'].Count -gt 0) {
    $why = 'It is left as it is, and -Force takes it back as well.'
    if ($Force) {
        $why = 'It is taken back all the same.'
    }
    Write-Warning -Message ('{0} was changed since the set-up. {1}. {2}' -f
        $entry.Name, ($step['Since'] -join '; '), $why)
}
if ('' -ne $step['Does'] -and $Stage -ne $step['Stage']) {
    $outcome = 'Left for the stage ' + $step['Stage']
    $why = 'mail that is on its way may still need it. Run that stage once what it asks for is true.'
    if ('stop' -eq $step['Stage']) {
        $why = 'it still acts on mail. Run that stage first.'
    }
    Write-Verbose -Message ('{0} {1} is left for the stage {2}: {3}' -f
        $entry.Kind, $entry.Name, $step['Stage'], $why)
}`

	rollbackDone = `if ($isDone -and $differences.Count -eq 0) {
    Save-UndoneEntry -Record $record -Index $index -Path $RecordPath
}
if ($differences.Count -gt 0) {
    $outcome = 'It reads back differently'
}
$row = @{
    Action = $entry.Action
    Object = $entry.Name
    Result = $outcome
    Guid   = $entry.Guid
}
$results += Get-ResultRow @row
if ($differences.Count -gt 0) {
    throw (('The command for {0} gave no error, and half a minute later it does not read back as it has to: ' +
        '{1}. Look again in some minutes, and run this stage again.') -f
        $entry.Name, ($differences -join '; '))
}`

	rollbackAsk = `if (-not $Ready -and -not $WhatIfPreference) {
    $asking = @{
        Question  = @($conditions) -join [Environment]::NewLine
        Caption   = 'Is all of this true?'
        Parameter = 'Ready'
        Refusal   = 'Nothing was removed: what the stage remove needs is not true yet.'
    }
    Assert-Consent @asking
}`

	// rollbackMX stands before anything is removed that mail from the service needs.
	rollbackMX = `# The MX records, where this computer can look them up, whatever was said of them.
$view = 'the resolver of this computer'
$server = @{}
if (@($DnsServer).Count -gt 0) {
    $view = @($DnsServer) -join ', '
    $server['Server'] = $DnsServer
}
if ($WhatIfPreference) {
    Write-Verbose -Message 'The MX records are not looked up.'
}
elseif (@(Get-Command -Name 'Resolve-DnsName' -ErrorAction Ignore).Count -eq 0) {
    Write-Warning -Message ('This computer has no Resolve-DnsName: the MX records were not looked up. ' +
        'Look them up elsewhere.')
}
else {
    foreach ($domain in $mailDomains) {
        $answers = @()
        try {
            $answers = @(Resolve-DnsName -Name $domain -Type MX @server -ErrorAction Stop)
        }
        catch {
            throw (('The MX records of {0} could not be asked of {1}: {2}. Nothing was removed. ' +
                'Name another DNS server with -DnsServer.') -f $domain, $view, $_.Exception.Message)
        }
        foreach ($answer in $answers) {
            $exchanger = ([string](Get-PropertyValue -Object $answer -Property 'NameExchange')).TrimEnd('.')
            if ($serviceHosts -contains $exchanger) {
                throw (('The MX records of {0} known to {1} still name {2}. Point them back first, and wait ' +
                    'until their time to live is over. Nothing was removed. If that is not the view of the ' +
                    'internet, name another DNS server with -DnsServer.') -f $domain, $view, $exchanger)
            }
        }
    }
}`
)
