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

	verifyExpected = `# Which of its forms an object has by now, by the stage after which it has each: -1 where it is not made yet. What it
# was before all stages has none.
function Find-ExpectedForm {
    [CmdletBinding()]
    param($Done, $Reached)
    $form = -1
    for ($index = 0; $index -lt $Done.Count; $index++) {
        if ('' -eq $Done[$index] -or $Reached -contains $Done[$index]) {
            $form = $index
        }
    }
    $form
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

	verifyLists = `$most = <most>
foreach ($difference in @(& $compareLists -Object $object -Most $most)) {
    $row = @{
        Object   = <name>
        Property = '(what nobody asked for)'
        Expected = 'nothing'
        Found    = $difference
        Agrees   = $false
    }
    $results += Get-ResultRow @row
}`

	verifyOne = `# The <called>.
<forms>
$form = <expected>
$named = @()
foreach ($one in $known<Short>) {
    <named>
    <only>
}
if ($form -lt 0) {
    Write-Verbose -Message ('{0} is made in a later stage.' -f <name>)
}
elseif ($named.Count -ne 1) {
    $row = @{
        Object   = <name>
        Property = '(how many there are)'
        Expected = '1'
        Found    = [string]$named.Count
        Agrees   = $false
    }
    $results += Get-ResultRow @row
}
else {
    $object = $named[0]
    $look = @{
        Called = <name>
        Object = $object
        Wanted = $<x>Forms[$form]
        Unset  = $<x>Unset
    }
    $results += @(Get-PropertyRow @look)
    <lists>
}`

	verifyNamed = `if (<name> -eq [string](& $valueOf -Object $one -Property '<Key>')) {
    $named += $one
}`

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
$sending = 'Validate-OutboundConnector, which sends test messages'
if ($Validate -and $PSCmdlet.ShouldProcess(<name>, $sending)) {
    $problem = 'the connector is not there'
    foreach ($one in $knownOutbound) {
        if (<name> -eq [string](Get-PropertyValue -Object $one -Property 'Name')) {
            $check = @{
                Identity   = [string](Get-PropertyValue -Object $one -Property 'Guid')
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
` + noteAndReadBack + `        if ($back['Differences'].Count -gt 0) {
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
foreach ($one in $known<Short>) {
    if (<name> -eq [string](Get-PropertyValue -Object $one -Property 'Name')) {
        $results += @(Get-PropertyRow -Called <name> -Object $one -Wanted $noted -Unset @())
    }
}`
)

var verifyDomains = map[deed]string{require: verifyRequired, cover: verifyCovered}
