package render

// What a script does with one object, as functions of it: the stages then are short. $Found is what Find-WantedObject
// tells of the object. The commands that change something stand in the stages, each behind a ShouldProcess of the script
// itself, so that an answer for all of them holds for all of them.
const (
	// findByGuid is left out where nothing is changed that is there.
	findByGuid = `# The object of that GUID, which was seen before.
function Find-ObjectByGuid {
    [CmdletBinding()]
    param($Known, $Guid)
    $hits = @()
    foreach ($one in @($Known)) {
        if ($Guid -eq [string](Get-PropertyValue -Object $one -Property 'Guid')) {
            $hits += $one
        }
    }
    if ($hits.Count -ne 1) {
        throw ('The object with the GUID {0} was there a moment ago, and now {1} have it.' -f $Guid, $hits.Count)
    }
    $hits[0]
}`

	// assertForm is for stages that need what a stage before made.
	assertForm = `# Stops where an object is not in the form that the stage needs. $Advice is what to do first.
function Assert-ObjectForm {
    [CmdletBinding()]
    param($Found, $Least, $Advice)
    if ($Found['Form'] -lt $Least) {
        $wrong = @('it is not there')
        if ('' -ne $Found['Guid']) {
            $comparing = @{
                Object = $Found['Object']
                Wanted = $Found['Forms'][$Least]
                Unset  = $Found['Unset']
            }
            $wrong = @(Compare-WantedProperty @comparing)
        }
        throw ('The {0} {1} is not as this stage needs it: {2}. Nothing was changed: {3}.' -f
            $Found['Called'], $Found['Name'], ($wrong -join '; '), $Advice)
    }
}`

	// assertIdle stops before the first change: a lock-down that gets another certificate, or a rule that gets other
	// conditions, would refuse or lose mail at once.
	assertIdle = `# Stops where an object acts on mail already and is not as wanted. $Idle has the values with which it would do
# nothing to mail yet.
function Assert-IdleObject {
    [CmdletBinding()]
    param($Found, $Idle)
    if ($Found['Form'] -lt 0 -and '' -ne $Found['Guid']) {
        $acts = @(Compare-WantedProperty -Object $Found['Object'] -Wanted $Idle -Unset @())
        $isOff = 'False' -eq [string](Get-PropertyValue -Object $Found['Object'] -Property 'Enabled')
        if ($acts.Count -gt 0 -and -not $isOff) {
            throw (('The {0} {1} is there, acts on mail already ({2}) and is not as wanted. {3}. It was left as it ' +
                'is. Where mail needs it, change it by hand. Where no mail needs it, set what stands in brackets to ' +
                'what is expected there, and run the script again. Or choose another name in the answers.') -f
                $Found['Called'], $Found['Name'], ($acts -join '; '), ($Found['Differences'] -join '; '))
        }
    }
}`

	// assertLists stops before the first change. What is too much once the script has cleared what it knows is found by
	// recountLists.
	assertLists = `# Stops where the lists of a rule hold more than was asked for, and more than is about to be cleared.
function Assert-ListedKind {
    [CmdletBinding()]
    param($Found, $Most)
    if ('' -ne $Found['Guid']) {
        $allowed = $Most.Clone()
        if ($Found['Form'] -lt 0) {
            $needed = Get-NeededChange -Object $Found['Object'] -Wanted $Found['Forms'][0] -Unset $Found['Unset']
            foreach ($property in $Found['Unset']) {
                foreach ($list in @($Most.Keys)) {
                    if ($needed.ContainsKey($property)) {
                        $allowed[$list] += 1
                    }
                }
            }
        }
        $more = @(Compare-ListedKind -Object $Found['Object'] -Most $allowed)
        if ($more.Count -gt 0) {
            throw (('The {0} {1} is there already and has more in it than wanted. {2}. It was left as it is: change ' +
                'it in the admin center, or choose another name in the answers.') -f
                $Found['Called'], $Found['Name'], ($more -join '; '))
        }
    }
}`

	// requestTakeover stands before the first change of a stage: a connector that mail may depend on as it is must not get
	// another way because its name is the same.
	requestTakeover = `# Asks before a connector is set as wanted that is on and that the record does not know. $IsAgreed answers yes.
function Request-ChangeConsent {
    [CmdletBinding()]
    param($Found, $Record, $IsAgreed)
    $isOthers = $Found['Form'] -lt 0 -and '' -ne $Found['Guid']
    if ($isOthers) {
        $isOn = 'True' -eq [string](Get-PropertyValue -Object $Found['Object'] -Property 'Enabled')
        $isOthers = $isOn -and -not (Test-RecordedObject -Record $Record -Guid $Found['Guid'])
    }
    if ($isOthers) {
        $comparing = @{
            Object = $Found['Object']
            Wanted = $Found['Forms'][0]
            Unset  = $Found['Unset']
        }
        $wrong = @(Compare-WantedProperty @comparing) -join '; '
        $says = ('The {0} {1} is there, is on, and is not as wanted. {2}. The record does not say that this script ' +
            'made or changed it, and mail may depend on it as it is.') -f $Found['Called'], $Found['Name'], $wrong
        $asking = @{
            Question  = $says
            Caption   = 'Set it as wanted?'
            Parameter = 'Force'
            Refusal   = ('Nothing was changed: the {0} {1} stays as it is. Choose another name for the new one, and ' +
                'make the documents again.') -f $Found['Called'], $Found['Name']
        }
        if ($IsAgreed) {
            Write-Warning -Message $says
        }
        else {
            Assert-Consent @asking
        }
    }
}`

	// actionRow has every script. What becomes of an action is written there as it happens, so that the table tells also
	// what had begun when something failed.
	actionRow = `# An action as the table at the end has it.
function Get-ActionRow {
    [CmdletBinding()]
    param($Action, $Name, $Guid)
    [pscustomobject]@{
        Action = $Action
        Object = $Name
        Result = 'Unchanged'
        Guid   = $Guid
    }
}`

	// requestReroute is for a connector that a rule sends mail to. <route> are the properties that say which way it goes.
	requestReroute = `# Asks before a connector gets another way while a rule that is on sends mail to it: mail takes that way at once,
# before it is tested. $IsAgreed answers yes.
function Request-RouteConsent {
    [CmdletBinding()]
    param($Found, $Rule, $IsAgreed)
    $ways = @()
    if ('' -ne $Found['Guid'] -and '' -ne $Rule['Guid']) {
        $needed = Get-NeededChange -Object $Found['Object'] -Wanted $Found['Forms'][0] -Unset $Found['Unset']
        $isOn = 'Enabled' -eq [string](Get-PropertyValue -Object $Rule['Object'] -Property 'State')
        foreach ($property in @(<route>)) {
            if ($isOn -and $needed.ContainsKey($property)) {
                $ways += $property
            }
        }
    }
    if ($ways.Count -gt 0) {
        $says = ('The mail flow rule {0} is on and sends mail to the {1} {2}, which gets another way ({3}). Mail ' +
            'takes it at once, before it is tested.') -f
            $Rule['Name'], $Found['Called'], $Found['Name'], ($ways -join ', ')
        $asking = @{
            Question  = $says
            Caption   = 'Go on while the rule is on?'
            Parameter = 'Force'
            Refusal   = ('Nothing was changed. Turn the mail flow rule {0} off first, in the admin center or with ' +
                'Disable-TransportRule, wait half an hour, and run this stage again and those after it.') -f
                $Rule['Name']
        }
        if ($IsAgreed) {
            Write-Warning -Message $says
        }
        else {
            Assert-Consent @asking
        }
    }
}`

	// keepChange is for scripts that change what is there.
	keepChange = `# Notes in the record a change that is about to be made, with the values as they are before it.
function Add-ChangeEntry {
    [CmdletBinding()]
    param($Record, $Path, $Row, $Found, $Did, $Change)
    $read = $Found['Read']
    $object = Find-ObjectByGuid -Known @(& $read) -Guid $Found['Guid']
    $properties = @($Change.Keys)
    <validation>
    $Record['Entries'] += @{
        Plan   = $Record['Plan']
        Action = $Row.Action
        Kind   = $Found['Kind']
        Name   = ConvertTo-RecordText -Text $Found['Name']
        Guid   = $Found['Guid']
        Did    = $Did
        Before = Get-BeforeValue -Object $object -Properties $properties
        After  = ConvertTo-RecordTable -Values $Change -Unset @()
    }
    Save-Record -Record $Record -Path $Path
    $Row.Result = 'Begun'
}

# Reads a changed object back, and stops where it is not as wanted.
function Assert-WantedObject {
    [CmdletBinding()]
    param($Found, $Wanted)
    $reading = @{
        Read   = $Found['Read']
        Key    = $Found['Key']
        Name   = $Found['Name']
        Guid   = $Found['Guid']
        Wanted = $Wanted
        Unset  = $Found['Unset']
    }
    $back = Wait-WantedObject @reading
    if ($back['Differences'].Count -gt 0) {
        throw ('The {0} {1} was changed and is not as wanted. {2}.' -f
            $Found['Called'], $Found['Name'], ($back['Differences'] -join '; '))
    }
}`

	// beforeValidation is left out where no validation is recorded.
	beforeValidation = `if ($properties -contains 'IsValidated') {
    # The time of the validation goes with it.
    $properties += 'LastValidationTimestamp'
}`

	// keepCreation is for scripts that create something. <advice> is what the service may do by itself, "" where nothing.
	keepCreation = `# The entries of the record for an object that was about to be created, and of which nobody knows whether it was.
function Get-CreationEntry {
    [CmdletBinding()]
    param($Record, $Found)
    foreach ($one in $Record['Entries']) {
        $isIt = $Found['Kind'] -eq $one.Kind -and (ConvertTo-RecordText -Text $Found['Name']) -eq $one.Name
        if ($isIt -and 'Creating' -eq $one.Did) {
            $one
        }
    }
}

# Notes in the record an object that is about to be created. An entry that is there already is for a creation that
# failed: the object is not there.
function Add-CreationEntry {
    [CmdletBinding()]
    param($Record, $Path, $Row, $Found, $Wanted)
    foreach ($one in @(Get-CreationEntry -Record $Record -Found $Found)) {
        $one.Did = 'Failed'
    }
    $Record['Entries'] += @{
        Plan   = $Record['Plan']
        Action = $Row.Action
        Kind   = $Found['Kind']
        Name   = ConvertTo-RecordText -Text $Found['Name']
        Guid   = ''
        Did    = 'Creating'
        Before = @{}
        Wanted = ConvertTo-RecordTable -Values $Wanted -Unset $Found['Unset']
    }
    Save-Record -Record $Record -Path $Path
    $Row.Result = 'Begun'
}

# The object is there as it was to be created: notes its GUID, by which roll-back knows it.
function Complete-CreationEntry {
    [CmdletBinding()]
    param($Record, $Path, $Found)
    $begun = @(Get-CreationEntry -Record $Record -Found $Found)
    if ($begun.Count -gt 0 -and -not $WhatIfPreference) {
        foreach ($one in $begun) {
            $one.Did = 'Created'
            $one.Guid = $Found['Guid']
        }
        Save-Record -Record $Record -Path $Path
    }
}

# Notes the GUID of an object that was just created, reads the object back, and stops where it is not as wanted.
# $Made is what the command gave back.
function Wait-CreatedObject {
    [CmdletBinding()]
    param($Record, $Path, $Row, $Found, $Made, $Wanted)
    foreach ($one in @($Made)) {
        $Found['Guid'] = [string](Get-PropertyValue -Object $one -Property 'Guid')
    }
    if ('' -ne $Found['Guid']) {
        $Row.Guid = $Found['Guid']
        Complete-CreationEntry -Record $Record -Path $Path -Found $Found
    }
    $reading = @{
        Read   = $Found['Read']
        Key    = $Found['Key']
        Name   = $Found['Name']
        Guid   = ''
        Wanted = $Wanted
        Unset  = $Found['Unset']
    }
    $back = Wait-WantedObject @reading
    if ('' -eq $back['Guid']) {
        throw ('The {0} {1} was created and is not visible yet. Wait a few minutes and run the script again.' -f
            $Found['Called'], $Found['Name'])
    }
    $Found['Guid'] = $back['Guid']
    $Row.Guid = $back['Guid']
    Complete-CreationEntry -Record $Record -Path $Path -Found $Found
    if ($back['Differences'].Count -gt 0) {
        $says = 'The {0} {1} was created and is not as wanted. {2}.' -f
            $Found['Called'], $Found['Name'], ($back['Differences'] -join '; ')
        <advice>
        throw $says
    }
}`

	// createdDisabled is left out where the service turns on what is created on.
	createdDisabled = `$isOff = @($back['Differences'] -like 'Enabled: *').Count -gt 0
if ($isOff -and 'InboundConnector' -eq $Found['Kind'] -and 'OnPremises' -eq $Wanted['ConnectorType']) {
    $says += (' The service may create inbound connectors of type OnPremises disabled until Microsoft ' +
        'Support enables them: ask Support, and let nothing depend on the connector before it is on.')
}`
)
