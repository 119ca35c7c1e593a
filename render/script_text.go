package render

// The stages of a script file, beside those that it shares with a paste block. They hold no text of the user's.
const (
	// scriptFunctions work out what has to be set, and keep what was changed, so that it can be undone.
	scriptFunctions = `# What has to be set so that an object is as wanted. What has to be empty is cleared.
function Get-NeededChange {
    [CmdletBinding()]
    param($Object, $Wanted, $Unset)
    $needed = @{}
    foreach ($property in @($Wanted.Keys)) {
        $one = @{ $property = $Wanted[$property] }
        if (@(Compare-WantedProperty -Object $Object -Wanted $one -Unset @()).Count -gt 0) {
            $needed[$property] = $Wanted[$property]
        }
    }
    foreach ($property in @($Unset)) {
        if (@(Compare-WantedProperty -Object $Object -Wanted @{} -Unset @($property)).Count -gt 0) {
            $needed[$property] = $null
            if ('True' -eq [string](Get-PropertyValue -Object $Object -Property $property)) {
                $needed[$property] = $false
            }
        }
    }
    # A connector with the rest of another scope sends mail where nobody wants it: all scopes are set together.
    $scopes = @('IsTransportRuleScoped', 'AllAcceptedDomains', 'RecipientDomains')
    $scopeChanges = $false
    foreach ($scope in $scopes) {
        $scopeChanges = $scopeChanges -or $needed.ContainsKey($scope)
    }
    if ($scopeChanges) {
        foreach ($scope in $scopes) {
            if ($Wanted.ContainsKey($scope)) {
                $needed[$scope] = $Wanted[$scope]
            }
            elseif ('RecipientDomains' -eq $scope) {
                $needed[$scope] = $null
            }
        }
    }
    <void>
    $needed
}`

	// voidValidation is left out where nothing is validated. <route> are the properties of Route.
	voidValidation = `# A connector that sends its mail another way is not validated any more, and must not say that it is.
$isValidated = 'True' -eq [string](Get-PropertyValue -Object $Object -Property 'IsValidated')
foreach ($property in @(<route>)) {
    if ($isValidated -and $needed.ContainsKey($property)) {
        $needed['IsValidated'] = $false
    }
}`

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

	scriptRecord = `# The record of what was changed before, which this run goes on with.
$record = @{
    SetUp        = $setUp
    Organization = $organization
    Tenant       = [string](Get-PropertyValue -Object $connection -Property 'TenantID')
    Entries      = @()
}
if (Test-Path -LiteralPath $RecordPath) {
    $earlier = $null
    $text = Get-Content -LiteralPath $RecordPath -Raw -Encoding UTF8 -ErrorAction Stop
    try {
        $earlier = ConvertFrom-Json -InputObject $text
    }
    catch {
        Write-Verbose -Message $_.Exception.Message
    }
    if ($null -eq $earlier) {
        throw (('{0} is no whole record. Put one back, or give another -RecordPath: what this one named is ' +
            'then no longer known as made by this script. Nothing was changed.') -f $RecordPath)
    }
    foreach ($property in @('SetUp', 'Tenant')) {
        if ($record[$property] -ne [string](Get-PropertyValue -Object $earlier -Property $property)) {
            throw (('{0} is the record of another set-up or organization. Move it away, or give another ' +
                '-RecordPath. Nothing was changed.') -f $RecordPath)
        }
    }
    $record['Entries'] = @(Get-PropertyValue -Object $earlier -Property 'Entries')
}
elseif (Test-Path -LiteralPath ($RecordPath + '.new')) {
    throw (('{0}.new is there, and {0} is not: a run was interrupted while it wrote the record. Where the file ' +
        'ends with a closing brace, rename it to {0}; else remove it. Nothing was changed.') -f $RecordPath)
}`

	// scriptBackup also writes the record as it stands: where it cannot be kept, nothing is changed.
	scriptBackup = `# A copy of what is there, to look at, and the record as it stands: where they cannot be kept, nothing is changed.
if (-not $WhatIfPreference) {
    $backup = @{
<kinds>
    }
    $now = (Get-Date).ToUniversalTime().ToString('yyyyMMdd-HHmmss', [cultureinfo]::InvariantCulture)
    $backupPath = '{0}.before-{1}.json' -f $RecordPath, $now
    Save-Record -Record $backup -Path $backupPath
    Save-Record -Record $record -Path $RecordPath
    Write-Verbose -Message ('What was there is kept in {0}.' -f $backupPath)
}`

	scriptExamine = wantedSearch + `$<x>Found = Find-WantedObject @search
$<x>Guid = $<x>Found['Guid']
$<x>Form = $<x>Found['Form']`

	scriptDepend = `if ($<x>Form -lt <least>) {
    $wrong = @('it is not there')
    if ('' -ne $<x>Guid) {
        $comparing = @{
            Object = $<x>Found['Object']
            Wanted = $<x>Forms[<least>]
            Unset  = $<x>Unset
        }
        $wrong = @(Compare-WantedProperty @comparing)
    }
    throw (('The <called> {0} is not as this stage needs it: {1}. Nothing was changed: ' +
        '<fix>.') -f
        <name>, ($wrong -join '; '))
}`

	scriptCreate = `$outcome = 'Unchanged'
$creation = @{
    Record = $record
    Kind   = '<Noun>'
    Name   = <name>
}
$begun = @(Get-CreationEntry @creation)
if ($<x>Form -ge 0 -and $begun.Count -gt 0 -and -not $WhatIfPreference) {
    # An earlier run created it, and was told of an error or interrupted before it knew.
    $creation['Guid'] = $<x>Guid
    Complete-CreationEntry @creation
    Save-Record -Record $record -Path $RecordPath
}
elseif ($<x>Form -lt 0 -and '' -ne $<x>Guid) {
    # It is there and differs: only what differs is set.
    $wanted = $<x>Forms[0]
    $object = $<x>Found['Object']
    $needed = Get-NeededChange -Object $object -Wanted $wanted -Unset $<x>Unset
    $differing = @($needed.Keys | Sort-Object) -join ', '
    $outcome = 'Not changed'
    if ($PSCmdlet.ShouldProcess(<name>, '<Set>: ' + $differing)) {
        $record['Entries'] += @{
            Plan   = $planId
            Action = '<id>'
            Kind   = '<Noun>'
            Name   = ConvertTo-RecordText -Text <name>
            Guid   = $<x>Guid
            Did    = 'Changed'
            Before = Get-BeforeValue -Object $object -Properties $needed.Keys
            After  = ConvertTo-RecordTable -Values $needed -Unset @()
        }
        Save-Record -Record $record -Path $RecordPath
        <set>
        $reading = @{
            Read   = $read<Short>
            Key    = '<Key>'
            Name   = <name>
            Guid   = $<x>Guid
            Wanted = $wanted
            Unset  = $<x>Unset
        }
        $back = Wait-WantedObject @reading
        if ($back['Differences'].Count -gt 0) {
            throw ('The <called> {0} was changed and is not as wanted. {1}.' -f
                <name>, ($back['Differences'] -join '; '))
        }
        $<x>Form = 0
        $outcome = 'Changed'
    }
}
elseif ($<x>Form -lt 0) {
    $outcome = 'Not created'
    if ($PSCmdlet.ShouldProcess(<name>, '<command>')) {
        $entry = @{
            Plan   = $planId
            Action = '<id>'
            Kind   = '<Noun>'
            Name   = <name>
            Guid   = ''
            Did    = 'Creating'
            Before = @{}
            Wanted = ConvertTo-RecordTable -Values $<x> -Unset $<x>Unset
        }
        Add-CreationEntry -Record $record -Entry $entry
        Save-Record -Record $record -Path $RecordPath
        $creation['Guid'] = ''
        foreach ($one in @(<command> @<x> -Confirm:$false -ErrorAction Stop)) {
            $creation['Guid'] = [string](Get-PropertyValue -Object $one -Property 'Guid')
        }
        Complete-CreationEntry @creation
        Save-Record -Record $record -Path $RecordPath
        $reading = @{
            Read   = $read<Short>
            Key    = '<Key>'
            Name   = <name>
            Guid   = ''
            Wanted = $<x>
            Unset  = $<x>Unset
        }
        $back = Wait-WantedObject @reading
        $<x>Guid = $back['Guid']
        if ('' -eq $<x>Guid) {
            throw (('The <called> {0} was created and is not visible yet. Wait a few minutes ' +
                'and run the script again.') -f <name>)
        }
        $creation['Guid'] = $<x>Guid
        Complete-CreationEntry @creation
        Save-Record -Record $record -Path $RecordPath
        if ($back['Differences'].Count -gt 0) {
            <advice>
            <unlike>
        }
        $<x>Form = 0
        $outcome = 'Created'
    }
}
` + resultRow

	scriptCertificate = `# Whether the certificate makes mail of the connector the mail of the organization.
$isCovered = $false
foreach ($one in $<x>CertificateDomains) {
    $isCovered = $isCovered -or $acceptedDomains -contains $one
}
if (-not $isCovered) {
    Write-Warning -Message (('Neither {0} nor a parent of it is an accepted domain here. Add it and verify ' +
        'it: bounces and forwarded mail depend on it.') -f $<x>['TlsSenderCertificateName'])
}`

	scriptChange = `$outcome = 'Unchanged'
if ($<x>Form -lt <form>) {
    $outcome = 'Not changed'
    <validated>
    if ($<x>Form -lt <before> -and -not $WhatIfPreference) {
        # The change before may have been refused by whoever was asked.
        Write-Warning -Message ('{0} is not as it has to be before: it is left as it is.' -f
            <name>)
    }
    elseif ($PSCmdlet.ShouldProcess(<name>, '<command>')) {
        $object = Find-ObjectByGuid -Known @(& $read<Short>) -Guid $<x>Guid
        $record['Entries'] += @{
            Plan   = $planId
            Action = '<id>'
            Kind   = '<Noun>'
            Name   = ConvertTo-RecordText -Text <name>
            Guid   = $<x>Guid
            Did    = '<did>'
            Before = Get-BeforeValue -Object $object -Properties $<y>.Keys
            After  = ConvertTo-RecordTable -Values $<y> -Unset @()
        }
        Save-Record -Record $record -Path $RecordPath
        <run>
        $reading = @{
            Read   = $read<Short>
            Key    = '<Key>'
            Name   = <name>
            Guid   = $<x>Guid
            Wanted = $<x>Forms[<form>]
            Unset  = $<x>Unset
        }
        $back = Wait-WantedObject @reading
        if ($back['Differences'].Count -gt 0) {
            throw ('The <called> {0} was changed and is not as wanted. {1}.' -f
                <name>, ($back['Differences'] -join '; '))
        }
        $<x>Form = <form>
        $outcome = 'Changed'
    }
}
` + resultRow

	scriptSet = `$needed['Identity'] = $<x>Guid
$null = <Set> @needed -Confirm:$false -ErrorAction Stop`

	scriptExtend = `$sealers = @(& $readArcConfig)
$outcome = 'Unchanged'
if ($sealers -notcontains $<y>Sealer) {
    $outcome = 'Not added'
    <list>
    $wanted = $sealers + $<y>Sealer
    if ($PSCmdlet.ShouldProcess($<y>Sealer, '<command>')) {
        $record['Entries'] += @{
            Plan   = $planId
            Action = '<id>'
            Kind   = '<Noun>'
            Name   = $<y>Sealer
            Guid   = ''
            Did    = 'Added'
            Before = @{ ArcTrustedSealers = $sealers }
        }
        Save-Record -Record $record -Path $RecordPath
        $null = <command> -Identity $identity -ArcTrustedSealers $wanted -Confirm:$false -ErrorAction Stop
        <added>
        $outcome = 'Added'
    }
}
$results += [pscustomobject]@{
    Action = '<id>'
    Object = $<y>Sealer
    Result = $outcome
    Guid   = ''
}`

	scriptLooked = `$results += [pscustomobject]@{
    Action = '<id>'
    Object = $<y>State
    Result = 'Checked'
    Guid   = ''
}`

	scriptValidate = `$outcome = 'Unchanged'
$<x>Recorded = $false
$<x>Validated = $false
$recorded = @{ IsValidated = $true; ValidationRecipients = $<x>Recipients }
if ($null -ne $<x>Found['Object']) {
    # A validation counts only for the way that the mail takes now.
    $now = $<x>Found['Object']
    $needed = Get-NeededChange -Object $now -Wanted $<x>Forms[0] -Unset $<x>Unset
    $differences = @(Compare-WantedProperty -Object $now -Wanted $recorded -Unset @())
    $<x>Recorded = $differences.Count -eq 0 -and -not $needed.ContainsKey('IsValidated')
}
if (-not $<x>Recorded) {
    $outcome = 'Not validated'
    $sending = 'Validate-OutboundConnector, which sends test messages'
    $isThere = $<x>Form -ge 0 -or $WhatIfPreference
    if ($isThere -and $PSCmdlet.ShouldProcess(<name>, $sending)) {
        $problem = ''
        $tests = @()
        try {
            $check = @{
                Identity   = $<x>Guid
                Recipients = $<x>Recipients
            }
            $tests = @(Validate-OutboundConnector @check -Confirm:$false -ErrorAction Stop)
        }
        catch {
            $problem = $_.Exception.Message
        }
        $failed = @()
        foreach ($test in $tests) {
            if ('True' -ne [string](Get-PropertyValue -Object $test -Property 'IsTaskSuccessful')) {
                $facts = @()
                foreach ($member in @($test.PSObject.Properties)) {
                    $facts += '{0}: {1}' -f $member.Name, (Format-PropertyValue -Value $member.Value)
                }
                $failed += $facts -join ', '
            }
        }
        if ($failed.Count -gt 0) {
            $problem = $failed -join '; '
        }
        if ($tests.Count -eq 0 -and '' -eq $problem) {
            $problem = 'the service gave no result'
        }
        if ('' -ne $problem) {
            # A failed test is reported and stops nothing: the connector stays as it is.
            Write-Warning -Message ('{0} is not validated: {1}.' -f <name>, $problem)
            <hint>
        }
        else {
            $<x>Validated = $true
            $outcome = 'Validated'
        }
    }
}
` + resultRow

	// resultRow puts what became of an action into the table at the end.
	resultRow = `$results += [pscustomobject]@{
    Action = '<id>'
    Object = <name>
    Result = $outcome
    Guid   = $<x>Guid
}`

	// noteAndReadBack records a validation, where all of its tests succeeded, and reads the connector again.
	noteAndReadBack = `        <splat>
        $null = <command> @<x>Record -Confirm:$false -ErrorAction Stop
        $reading = @{
            Read   = $read<Short>
            Key    = '<Key>'
            Name   = <name>
            Guid   = $<x>Guid
            Wanted = @{ IsValidated = $true; ValidationRecipients = $<x>Recipients }
            Unset  = @()
        }
        $back = Wait-WantedObject @reading
`

	// scriptNote records on the connector that every test succeeded.
	scriptNote = `$outcome = 'Unchanged'
if (-not $<x>Recorded) {
    $outcome = 'Not recorded'
    $recording = '<command>, which records the validation'
    $isTested = $<x>Validated -or $WhatIfPreference
    if ($isTested -and $PSCmdlet.ShouldProcess(<name>, $recording)) {
        $object = Find-ObjectByGuid -Known @(& $read<Short>) -Guid $<x>Guid
        $noted = @('IsValidated', 'LastValidationTimestamp', 'ValidationRecipients')
        $notedNow = @{ IsValidated = $true; ValidationRecipients = $<x>Recipients }
        $record['Entries'] += @{
            Plan   = $planId
            Action = '<id>'
            Kind   = '<Noun>'
            Name   = ConvertTo-RecordText -Text <name>
            Guid   = $<x>Guid
            Did    = 'Validated'
            Before = Get-BeforeValue -Object $object -Properties $noted
            After  = ConvertTo-RecordTable -Values $notedNow -Unset @()
        }
        Save-Record -Record $record -Path $RecordPath
` + noteAndReadBack + `        if ($back['Differences'].Count -gt 0) {
            throw ('The validation of {0} was recorded and reads back differently. {1}.' -f
                <name>, ($back['Differences'] -join '; '))
        }
        $<x>Recorded = $true
        $outcome = 'Recorded'
    }
}
` + resultRow
)
