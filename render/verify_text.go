package render

// The stages of verify.ps1, beside those that it shares with the other scripts. They hold no text of the user's.
const (
	verifyFunction = `# One line of the table.
function Get-ResultRow {
    [CmdletBinding()]
    param($Object, $Property, $Expected, $Found, $Agrees)
    [pscustomobject]@{
        PSTypeName = 'MailFlow.ComparedProperty'
        Object     = $Object
        Property   = $Property
        Expected   = $Expected
        Found      = $Found
        Agrees     = $Agrees
    }
}`

	// verifyProperties says one thing where nothing is there and nothing has to be: what is off is told as False, as
	// nothing, or as an empty list.
	verifyProperties = `# One line of the table for each property of an object.
function Get-PropertyRow {
    [CmdletBinding()]
    param($Called, $Object, $Wanted, $Unset)
    foreach ($property in @(@($Wanted.Keys) + $Unset | Sort-Object)) {
        $found = & $valueOf -Object $Object -Property $property
        <state>
        $one = @{ $property = $Wanted[$property] }
        $row = @{
            Object   = $Called
            Property = $property
            Expected = 'not set'
            Found    = 'not set'
            Agrees   = @(& $compare -Object $Object -Wanted $one -Unset @()).Count -eq 0
        }
        if ($null -ne $Wanted[$property]) {
            $row['Expected'] = & $shown -Value $Wanted[$property]
        }
        $foundText = & $normalize -Property $property -Value $found
        if ($row['Agrees'] -and '' -eq $foundText) {
            $row['Found'] = $row['Expected']
        }
        elseif ('' -ne [string]$found) {
            $row['Found'] = & $shown -Value $found
        }
        Get-ResultRow @row
    }
}`

	// verifyObject is for all kinds of objects. Its marks are for what not every plan has.
	verifyObject = `# The objects of that name.
function Find-NamedObject {
    [CmdletBinding()]
    param($Known, $Key, $Name)
    foreach ($one in @($Known)) {
        if (<single>$Name -eq [string](& $valueOf -Object $one -Property $Key)) {
            $one
        }
    }
}

# The lines of the table for one object, which has to be there once.
function Get-ObjectRow {
    [CmdletBinding()]
    param($Known, $Key, $Name, $Wanted, $Unset<param>)
    $named = @(Find-NamedObject -Known $Known -Key $Key -Name $Name)
    if ($named.Count -ne 1) {
        $row = @{
            Object   = $Name
            Property = '(is there)'
            Expected = 'once'
            Found    = 'not at all'
            Agrees   = $false
        }
        if ($named.Count -gt 1) {
            $row['Found'] = '{0} times' -f $named.Count
        }
        Get-ResultRow @row
    }
    else {
        Get-PropertyRow -Called $Name -Object $named[0] -Wanted $Wanted -Unset $Unset
        <lists>
    }
}`

	// verifyReached is spelled out, because ValidateSet takes a stage in any case.
	verifyReached = `# The stages up to $Stage.
$reached = @()
$isReached = $true
foreach ($one in $stages) {
    if ($isReached) {
        $reached += $one
    }
    $isReached = $isReached -and $one -ne $Stage
}`

	// verifyShown has a console show a table: of more than four properties it makes a list, unless the type names them.
	verifyShown = `# What a console shows of a line. The property Agrees is there as well.
$display = @{
    TypeName                  = 'MailFlow.ComparedProperty'
    DefaultDisplayPropertySet = @('Object', 'Property', 'Expected', 'Found')
    Force                     = $true
    WhatIf                    = $false
    Confirm                   = $false
}
Update-TypeData @display
`

	// verifyTold says in words what does not agree: a table shows of a long value only how it begins.
	verifyTold = `# What does not agree.
foreach ($row in $results) {
    if (-not $row.Agrees) {
        Write-Warning -Message ('{0}, {1}: expected {2}, found {3}.' -f
            $row.Object, $row.Property, $row.Expected, $row.Found)
    }
}`

	verifyLists = `if ($null -ne $Most) {
    foreach ($difference in @(& $compareLists -Object $named[0] -Most $Most)) {
        $row = @{
            Object   = $Name
            Property = '(what nobody asked for)'
            Expected = 'nothing'
            Found    = $difference
            Agrees   = $false
        }
        Get-ResultRow @row
    }
}`

	verifyOne = `$look = @{
    Known  = $known<Short>
    Key    = '<Key>'
    Name   = <name>
    Wanted = <expected>
    Unset  = $<x>Unset
    <lists>
}
$results += @(Get-ObjectRow @look)`

	verifySealer = `# The trusted ARC sealers.
$sealers = @(& $readArcConfig)
$row = @{
    Object   = 'Trusted ARC sealers'
    Property = 'ArcTrustedSealers'
    Expected = $<y>Sealer
    Found    = & $shown -Value $sealers
    Agrees   = $sealers -contains $<y>Sealer
}
$results += Get-ResultRow @row`

	verifyRequired = `# The accepted domain.
$row = @{
    Object   = $<y>Domain
    Property = '(is an accepted domain)'
    Expected = 'True'
    Found    = [string]($acceptedDomains -contains $<y>Domain)
    Agrees   = $acceptedDomains -contains $<y>Domain
}
$results += Get-ResultRow @row`

	verifyCovered = `# The accepted domains that receive mail.
foreach ($domain in $<y>Domains) {
    $row = @{
        Object   = $domain
        Property = '(is an accepted domain)'
        Expected = 'True'
        Found    = [string]($acceptedDomains -contains $domain)
        Agrees   = $acceptedDomains -contains $domain
    }
    $results += Get-ResultRow @row
}`

	verifyTypes = `# The accepted domains of which every recipient has its mailbox in Exchange Online: it refuses mail for others.
foreach ($one in @(Get-AcceptedDomain -ResultSize Unlimited -ErrorAction Stop)) {
    $domain = [string](& $valueOf -Object $one -Property 'DomainName')
    if ($authoritativeDomains -contains $domain) {
        $wanted = @{ DomainType = 'Authoritative' }
        $results += @(Get-PropertyRow -Called $domain -Object $one -Wanted $wanted -Unset @())
    }
}`

	verifyValidation = `# The test of the outbound connector. Whatever comes of it is a line of the table.
$<x>Guid = ''
$named = @(Find-NamedObject -Known $known<Short> -Key 'Name' -Name <name>)
$sending = 'Validate-OutboundConnector, which sends test messages'
if ($Validate -and $PSCmdlet.ShouldProcess(<name>, $sending)) {
    $problem = 'not tested: there are {0} of this name' -f $named.Count
    if ($named.Count -eq 1) {
        $check = @{
            Identity   = [string](Get-PropertyValue -Object $named[0] -Property 'Guid')
            Recipients = $<x>Recipients
        }
        $problem = ''
        $tests = @()
        try {
            $tests = @(Validate-OutboundConnector @check -Confirm:$false -ErrorAction Stop)
        }
        catch {
            $problem = $_.Exception.Message
        }
        if ($tests.Count -eq 0 -and '' -eq $problem) {
            $problem = 'the service gave no result'
        }
        $failed = @()
        foreach ($test in $tests) {
            if ('True' -ne [string](Get-PropertyValue -Object $test -Property 'IsTaskSuccessful')) {
                $failed += [string](Get-PropertyValue -Object $test -Property 'TaskName')
            }
        }
        if ($failed.Count -gt 0) {
            $problem = 'failed: ' + ($failed -join ', ')
        }
        if ('' -eq $problem) {
            $<x>Guid = $check['Identity']
        }
        <hinted>
    }
    $row = @{
        Object   = <name>
        Property = '(test messages)'
        Expected = 'every test succeeds'
        Found    = $problem
        Agrees   = '' -eq $problem
    }
    if ('' -eq $problem) {
        $row['Found'] = $row['Expected']
    }
    $results += Get-ResultRow @row
}`

	// verifyHint stands where the tests were run and not all of them succeeded.
	verifyHint = `else {
    <hint>
}`

	// verifyRecording is only for a connector of which every test succeeded just now.
	verifyRecording = `$recording = '<command>, which records the validation'
if ('' -ne $<x>Guid -and $PSCmdlet.ShouldProcess(<name>, $recording)) {
    try {
        <splat>
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
        if ($back['Differences'].Count -gt 0) {
            throw ($back['Differences'] -join '; ')
        }
    }
    catch {
        $row = @{
            Object   = <name>
            Property = '(record of the test)'
            Expected = 'recorded'
            Found    = 'not recorded: ' + $_.Exception.Message
            Agrees   = $false
        }
        $results += Get-ResultRow @row
    }
    $known<Short> = @(& $read<Short>)
}`

	verifyRecorded = `# What is recorded of the test.
$noted = @{ IsValidated = $true; ValidationRecipients = $<x>Recipients }
$named = @(Find-NamedObject -Known $known<Short> -Key 'Name' -Name <name>)
if ($named.Count -eq 1) {
    $results += @(Get-PropertyRow -Called <name> -Object $named[0] -Wanted $noted -Unset @())
}`
)

var verifyDomains = map[deed]string{require: verifyRequired, cover: verifyCovered}
