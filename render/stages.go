package render

// The stages of a paste block after its helpers. They hold no text of the user's: <x> stands for the name of a part's
// variables, and the other words in angle brackets for the kind of object.
const (
	checkCommands = `$missing = @()
foreach ($command in $commands) {
    if (@(Get-Command -Name $command -ErrorAction Ignore).Count -eq 0) {
        $missing += $command
    }
}
if ($missing.Count -gt 0) {
    throw (('These commands are missing: {0}. Run Connect-ExchangeOnline and paste again. If this window is ' +
        'connected, the account has no role that holds them.') -f ($missing -join ', '))
}`

	checkConnection = `# The connection: exactly one, and one that can be used.
$connections = @(Get-ConnectionInformation -ErrorAction Stop)
if ($connections.Count -ne 1) {
    throw (('There are {0} connections, and there has to be exactly one. Run Disconnect-ExchangeOnline ' +
        '-Confirm:$false, connect again, and paste again.') -f $connections.Count)
}
$connection = $connections[0]
$connectionLines = @()
foreach ($property in @('UserPrincipalName', 'TenantID', 'DelegatedOrganization')) {
    $value = & $valueOf -Object $connection -Property $property
    $connectionLines += '  {0}: {1}' -f $property, (& $shown -Value $value)
}
$usable = @{ State = 'Connected'; TokenStatus = 'Active'; IsEopSession = $false }
$differences = @(& $compare -Object $connection -Wanted $usable -Unset @('ModulePrefix'))
if ($differences.Count -gt 0) {
    throw ('The connection can not be used. {0}. Disconnect, connect again, and paste again.' -f
        ($differences -join '; '))
}`

	checkOrganization = `# The organization: the right one has the initial domain among its accepted domains.
$domains = @()
foreach ($one in @(Get-AcceptedDomain -ResultSize Unlimited -ErrorAction Stop)) {
    $domains += [string](& $valueOf -Object $one -Property 'DomainName')
}
if ($domains -notcontains $initialDomain) {
    $organization = 'WRONG: {0} is not one of its accepted domains' -f $initialDomain
    throw ('This is not the organization of {0}. Connect to that one and paste again.' -f $initialDomain)
}
$organization = 'checked: {0} is one of its accepted domains' -f $initialDomain`

	examineOne = `$search = @{
    Known      = $known<Short>
    InTestMode = $test<Short>
    Wanted     = $<x>
    Unset      = $<x>Unset
}
$<x>Guid = & $examine @search`

	createOne = `if ('' -ne $<x>Guid) {
    $<x>State = 'unchanged: it was there already, exactly as wanted, GUID ' + $<x>Guid
}
else {
    $touched = $true
    $<x>State = 'creation begun and not confirmed'
    $null = <command> @<x> -Confirm:$false -ErrorAction Stop
    $<x>State = 'created, but not read back'
    $back = & $readBack -Read $read<Short> -Guid '' -Wanted $<x> -Unset $<x>Unset
    $<x>Guid = $back['Guid']
    if ($back['Differences'].Count -gt 0) {
        $<x>State = 'created, but not as wanted, GUID ' + $<x>Guid
        <advice>
        throw ('The connector {0} was created and is not as wanted. {1}.{2}' -f
            $<x>['Name'], ($back['Differences'] -join '; '), $advice)
    }
    $<x>State = 'created and read back as wanted, GUID ' + $<x>Guid
}
$done++`

	validateOne = `<splat>
# A test that fails is reported and stops nothing: the connector stays as it is.
$problem = ''
$results = @()
try {
    $results = @(<command> @<x>Check -Confirm:$false -ErrorAction Stop)
}
catch {
    $problem = $_.Exception.Message
}
foreach ($result in $results) {
    $task = [string](& $valueOf -Object $result -Property 'TaskName')
    if ('True' -eq [string](& $valueOf -Object $result -Property 'IsTaskSuccessful')) {
        $<x>Tests += '    {0}: succeeded' -f $task
    }
    else {
        $problem = 'not every test succeeded'
        $<x>Tests += '    {0}: FAILED' -f $task
        foreach ($member in @($result.PSObject.Properties)) {
            if (@('TaskName', 'IsTaskSuccessful') -notcontains $member.Name) {
                $<x>Tests += '      {0}: {1}' -f $member.Name, (& $shown -Value $member.Value)
            }
        }
    }
}
if ($results.Count -eq 0 -and '' -eq $problem) {
    $problem = 'the service gave no result'
}
if ('' -eq $problem) {
    $<x>Validated = $true
    $<x>Validation = 'every test succeeded'
    $done++
}
else {
    $<x>Validation = 'NOT RECORDED: ' + $problem
    <advice>
}`

	recordOne = `if ($<x>Validated) {
    <splat>
    $touched = $true
    $<x>Validation = 'every test succeeded; recording it was begun and not confirmed'
    $null = <command> @<x>Record -Confirm:$false -ErrorAction Stop
    $wanted = @{ IsValidated = $true; ValidationRecipients = $<x>Recipients }
    $back = & $readBack -Read $read<Short> -Guid $<x>Guid -Wanted $wanted -Unset @()
    if ($back['Differences'].Count -gt 0) {
        throw ('The validation of {0} was recorded and reads back differently. {1}.' -f
            $<x>['Name'], ($back['Differences'] -join '; '))
    }
    $<x>Validation = 'every test succeeded, and the connector is recorded as validated'
    $done++
}`

	stopped = `if ('' -ne $failure) {
    'STOPPED: ' + $failure
    if ($touched) {
        'A change had begun before that: read the lines above. Once the cause is removed, paste the block'
        'again: what is there exactly as wanted is left alone.'
    }
    else {
        'Nothing was changed.'
    }
}`
)
