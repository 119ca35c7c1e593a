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

	scriptRecord = `# The record of what was changed before, which this run goes on with.
$record = @{
    SetUp        = $setUp
    Plan         = $planId
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
}
$keeping = @{ Record = $record; Path = $RecordPath }`

	// scriptBackup also writes the record as it stands: where it cannot be kept, nothing is changed.
	scriptBackup = `$now = (Get-Date).ToUniversalTime().ToString('yyyyMMdd-HHmmss', [cultureinfo]::InvariantCulture)
$backupPath = '{0}.before-{1}.json' -f $RecordPath, $now
Save-Record -Record $backup -Path $backupPath
Save-Record @keeping
Write-Verbose -Message ('What was there is kept in {0}.' -f $backupPath)`

	// scriptExamine looks for an object among all of its kind.
	scriptExamine = `<forms>
$search = @{
    Name  = <name>
    Forms = $<x>Forms
    Unset = $<x>Unset
}
$<x>Found = Find-WantedObject @kind<Short> @search`

	// scriptDepend and scriptDependThere are for what a stage before makes, and for what no stage does.
	scriptDepend      = `Assert-ObjectForm -Found $<x>Found -Least <least> -Advice 'run -Stage <stage> first'`
	scriptDependThere = `Assert-ObjectForm -Found $<x>Found -Least <least> -Advice 'add it first'`

	scriptCreate = resultRow + `
if ($found['Form'] -ge 0) {
    # An earlier run may have created it, and was interrupted or told of an error before it knew.
    Complete-CreationEntry @keeping -Found $found
}
elseif ('' -ne $found['Guid']) {
    # It is there and differs: only what differs is set.
    $row.Result = 'Not changed'
    $needed = Get-NeededChange -Object $found['Object'] -Wanted $<x> -Unset $<x>Unset
    $setting = '<Set>: ' + (@($needed.Keys | Sort-Object) -join ', ')
    if ($PSCmdlet.ShouldProcess($found['Name'], $setting)) {
        Add-ChangeEntry @keeping -Row $row -Found $found -Did 'Changed' -Change $needed
        <set>
        Assert-WantedObject -Found $found -Wanted $<x>
        <recount>
        $found['Form'] = 0
        $row.Result = 'Changed'
    }
}
else {
    $row.Result = 'Not created'
    if ($PSCmdlet.ShouldProcess($found['Name'], '<command>')) {
        Add-CreationEntry @keeping -Row $row -Found $found -Wanted $<x>
        $made = @(<command> @<x> -Confirm:$false -ErrorAction Stop)
        Wait-CreatedObject @keeping -Row $row -Found $found -Made $made -Wanted $<x>
        $found['Form'] = 0
        $row.Result = 'Created'
    }
}`

	scriptCertificate = `# Whether the certificate makes mail of the connector the mail of the organization.
$isCovered = $false
foreach ($one in $<x>CertificateDomains) {
    $isCovered = $isCovered -or $acceptedDomains -contains $one
}
if (-not $isCovered) {
    Write-Warning -Message (('Neither {0} nor a parent of it is an accepted domain here. Add it and verify ' +
        'it: bounces and forwarded mail depend on it.') -f $<x>['TlsSenderCertificateName'])
}`

	scriptChange = resultRow + `
if ($found['Form'] -lt <form>) {
    $row.Result = 'Not changed'
    <validated>
    <refused> ($PSCmdlet.ShouldProcess($found['Name'], '<command>')) {
        Add-ChangeEntry @keeping -Row $row -Found $found -Did '<did>' -Change $<y>
        <run>
        Assert-WantedObject -Found $found -Wanted $<x>Forms[<form>]
        $found['Form'] = <form>
        $row.Result = 'Changed'
    }
}`

	// changeRefused stands where the stage itself makes what is changed.
	changeRefused = `if ($found['Form'] -lt <before> -and -not $WhatIfPreference) {
    # The change before was refused by whoever was asked.
    Write-Warning -Message ('{0} is not as it has to be before: it is left as it is.' -f $found['Name'])
}
elseif`

	scriptSet = `$needed['Identity'] = $found['Guid']
$null = <Set> @needed -Confirm:$false -ErrorAction Stop`

	scriptLooked = `$row = Get-ActionRow -Action '<id>' -Name $<y>State -Guid ''
$row.Result = 'Checked'
$results += $row`

	scriptValidate = resultRow + `
$<x>Recorded = $false
$<x>Validated = $false
$<x>Noted = @{ IsValidated = $true; ValidationRecipients = $<x>Recipients }
if ($null -ne $found['Object']) {
    # A validation counts only for the way that the mail takes now.
    $needed = Get-NeededChange -Object $found['Object'] -Wanted $<x> -Unset $<x>Unset
    $differences = @(Compare-WantedProperty -Object $found['Object'] -Wanted $<x>Noted -Unset @())
    $<x>Recorded = $differences.Count -eq 0 -and -not $needed.ContainsKey('IsValidated')
}
if (-not $<x>Recorded) {
    $row.Result = 'Not validated'
    $sending = 'Validate-OutboundConnector, which sends test messages'
    $isThere = $found['Form'] -ge 0 -or $WhatIfPreference
    if ($isThere -and $PSCmdlet.ShouldProcess($found['Name'], $sending)) {
        $check = @{
            Identity   = $found['Guid']
            Recipients = $<x>Recipients
        }
        try {
            $tests = @(Validate-OutboundConnector @check -Confirm:$false -ErrorAction Stop)
            $problem = Format-FailedTest -Tests $tests
        }
        catch {
            $problem = $_.Exception.Message
        }
        if ('' -ne $problem) {
            # A failed test is reported and stops nothing: the connector stays as it is.
            Write-Warning -Message ('{0} is not validated: {1}.' -f $found['Name'], $problem)
            <live>
            <hint>
        }
        else {
            $<x>Validated = $true
            $row.Result = 'Validated'
        }
    }
}`

	// stillOn is for a connector that a rule sends mail to. <on> is the form in which that rule is on.
	stillOn = `if ($<rule>Found['Form'] -ge <on>) {
    $says = 'The mail flow rule {0} is on and sends mail by it all the same: turn the rule off.'
    Write-Warning -Message ($says -f $<rule>Found['Name'])
}`

	// formatTests is left out where nothing is validated.
	formatTests = `# What is known of each test that failed. Nothing where there were tests and all of them succeeded.
function Format-FailedTest {
    [CmdletBinding()]
    param($Tests)
    $failed = @()
    foreach ($test in @($Tests)) {
        if ('True' -ne [string](Get-PropertyValue -Object $test -Property 'IsTaskSuccessful')) {
            $facts = @()
            foreach ($member in @($test.PSObject.Properties)) {
                $facts += '{0}: {1}' -f $member.Name, (Format-PropertyValue -Value $member.Value)
            }
            $failed += $facts -join ', '
        }
    }
    if (@($Tests).Count -eq 0) {
        $failed += 'the service gave no result'
    }
    $failed -join '; '
}`

	// resultRow puts an action into the table at the end. What becomes of it is written there as it happens, so that the
	// table tells also what had begun when something failed.
	resultRow = `$found = $<x>Found
$row = Get-ActionRow -Action '<id>' -Name $found['Name'] -Guid $found['Guid']
$results += $row`

	// scriptNote records on the connector that every test succeeded.
	scriptNote = resultRow + `
if (-not $<x>Recorded) {
    $row.Result = 'Not recorded'
    $recording = '<command>, which records the validation'
    $isTested = $<x>Validated -or $WhatIfPreference
    if ($isTested -and $PSCmdlet.ShouldProcess($found['Name'], $recording)) {
        Add-ChangeEntry @keeping -Row $row -Found $found -Did 'Validated' -Change $<x>Noted
        $<x>Record = @{
            Identity                = $found['Guid']
            IsValidated             = $true
            LastValidationTimestamp = (Get-Date).ToUniversalTime()
            ValidationRecipients    = $<x>Recipients
        }
        $null = <command> @<x>Record -Confirm:$false -ErrorAction Stop
        Assert-WantedObject -Found $found -Wanted $<x>Noted
        $<x>Recorded = $true
        $row.Result = 'Recorded'
    }
}`
)
