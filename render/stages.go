package render

// The stages of a paste block after its helpers. They hold no text of the user's: <x> stands for the name of a subject's
// variables, <y> for that of an action's, and the other words in angle brackets for the kind of object.
const (
	checkReady = `# That somebody has read what has to be true first.
$said = @(Get-Variable -Name 'ready<block>' -ErrorAction Ignore)
if ($said.Count -eq 0 -or $true -ne $said[0].Value) {
    throw ('This block waits for a line. Above it stands what has to be true first: when all of it is true, ' +
        'type the line that stands there, and paste again.')
}`

	aboutCommands = `# The commands, those that change or test something with the parameters that they are given. A window without a
# connection lacks most of them.`

	// checkWhatIf: with it, every command would answer with success and do nothing.
	checkWhatIf = `# A preference of the window that would have every command do nothing.
if ($WhatIfPreference) {
    throw 'In this window $WhatIfPreference is on: nothing would be changed. Set it to $false and paste again.'
}`

	// What only a receipt says of something that stops a block. A script has no receipt.
	saysNone      = `$<y>State = '{0} is not one' -f $<y>Domain`
	saysForgotten = `$<y>State = 'FORGOTTEN: ' + ($forgotten -join ', ')`

	readDomains = `'Looking at the connection and the organization ...'

# The domains of the organization. To read them also renews a connection that was idle.
$acceptedDomains = @()
foreach ($one in @(Get-AcceptedDomain -ResultSize Unlimited -ErrorAction Stop)) {
    $acceptedDomains += [string](& $valueOf -Object $one -Property 'DomainName')
}`

	checkConnection = `# The connection: exactly one, and one that can be used.
$connections = @(Get-ConnectionInformation -ErrorAction Stop)
$connectionLines = @()
foreach ($one in $connections) {
    foreach ($property in @('UserPrincipalName', 'TenantID', 'DelegatedOrganization')) {
        $value = & $valueOf -Object $one -Property $property
        $connectionLines += '  {0}: {1}' -f $property, (& $shown -Value $value)
    }
}
if ($connections.Count -ne 1) {
    throw (('There are {0} connections, and there has to be exactly one. Run Disconnect-ExchangeOnline ' +
        '-Confirm:$false, connect again, and paste again.') -f $connections.Count)
}
$connection = $connections[0]
$usable = @{ State = 'Connected'; TokenStatus = 'Active'; IsEopSession = $false }
$differences = @(& $compare -Object $connection -Wanted $usable -Unset @('ModulePrefix'))
if ($differences.Count -gt 0) {
    throw ('The connection cannot be used. {0}. Disconnect, connect again, and paste again.' -f
        ($differences -join '; '))
}`

	checkOrganization = `# The organization: the right one has the initial domain among its accepted domains.
if ($acceptedDomains -notcontains $initialDomain) {
` + wrongOrganization + `    throw ('This is not the organization of {0}. Connect to that one and paste again.' -f $initialDomain)
}
$organization = 'checked: {0} is one of its accepted domains' -f $initialDomain`

	// wrongOrganization is for the receipt of a block: a script has none.
	wrongOrganization = `    $organization = 'WRONG: {0} is not one of its accepted domains' -f $initialDomain
`

	showOrganization = `# The organization: nobody named it, so a person has to know it by its domains.
$few = @()
foreach ($one in @($acceptedDomains -like '*.<initial>') + $acceptedDomains) {
    if ($few.Count -lt 5 -and $few -notcontains $one) {
        $few += $one
    }
}
$organization = 'NOT CHECKED: none was named. Among its accepted domains: ' + (& $shown -Value $few)
if ('' -ne [string](& $valueOf -Object $connection -Property 'DelegatedOrganization')) {
    throw ('This connection is to the organization of a customer. Name the organization by its initial ' +
        'domain, make the block again, and paste that one.')
}`

	// checkOwnOrganization is checkOrganization for the organization's own servers: there, an accepted domain may begin
	// with *. for all domains below it.
	checkOwnOrganization = `'Looking at the organization ...'

# The organization: the right one has a mail domain of this set-up among its accepted domains.
$acceptedDomains = @()
foreach ($one in @(Get-AcceptedDomain -ErrorAction Stop)) {
    $acceptedDomains += [string](& $valueOf -Object $one -Property 'DomainName')
}
$organization = 'WRONG: none of its domains is {0}' -f ($mailDomains -join ' or ')
$isRight = $false
foreach ($one in $mailDomains) {
    foreach ($accepted in $acceptedDomains) {
        if ($one -like $accepted) {
            $isRight = $true
            $organization = 'checked: {0} is one of its domains' -f $one
        }
    }
}
if (-not $isRight) {
    throw (('This is not the organization of {0}: none of its accepted domains fits. Open the shell ' +
        'on a server of that organization, and paste again.') -f ($mailDomains -join ', '))
}
'Organization: ' + $organization`

	// checkOwnTypes: where both sides pass on what they do not know, it goes round until it has had too many hops.
	checkOwnTypes = `# The types on this server: Exchange Online passes on what it does not know, so this server has to refuse it.
foreach ($domain in $relayDomains) {
    $type = 'none: it is no accepted domain'
    $isExact = $false
    foreach ($one in @(Get-AcceptedDomain -ErrorAction Stop)) {
        $accepted = [string](& $valueOf -Object $one -Property 'DomainName')
        if ($domain -eq $accepted -or (-not $isExact -and $domain -like $accepted)) {
            $isExact = $domain -eq $accepted
            $type = [string](& $valueOf -Object $one -Property 'DomainType')
        }
    }
    if ('Authoritative' -ne $type) {
        throw (('On this server the type of {0} is {1}. It has to be Authoritative: what neither side ' +
            'knows would go round between the two. First make each mailbox in the cloud known here, as a ' +
            'remote mailbox or mail user; then make the domain Authoritative, and paste again.') -f
            $domain, $type)
    }
}`

	// The receipt's first lines are also shown before anything is changed, so that they are there even after Ctrl+C.
	showWhere = `'Organization: ' + $organization
'Connection:'
$connectionLines`

	lookAround = `
# What is there already. Up to here nothing has been changed.
'Looking at what is there already ...'`

	checkCertificate = `# Mail over the connector counts as mail of the organization where the name of its certificate is an accepted
# domain, or below one.
$<x>Certificate = ('WARNING: neither {0} nor a parent of it is an accepted domain here. ' +
    'Add it and verify it: bounces and forwarded mail depend on it.') -f
    $<x>['TlsSenderCertificateName']
foreach ($one in $<x>CertificateDomains) {
    if ($acceptedDomains -contains $one) {
        $<x>Certificate = 'covered by the accepted domain {0}' -f $one
    }
}`

	// wantedSearch is what a look for an object is given.
	wantedSearch = `<forms>
$search = @{
    Known      = $known<Short>
    <test>
    Called     = '<called>'
    Key        = '<Key>'
    Name       = <name>
    Forms      = $<x>Forms
    Unset      = $<x>Unset
}
`

	examineOne = wantedSearch + `$<x>Found = & $examine @search
$<x>Guid = $<x>Found['Guid']
$<x>Form = $<x>Found['Form']`

	dependOne = `if ($<x>Form -lt <least>) {
    throw (('The <called> {0} is not there as block <made> leaves it. ' +
        'Paste that block first.') -f <name>)
}`

	// dependRead is for what is always there, once.
	dependRead = `if ($<x>Form -lt <least>) {
    throw ('The <called> {0} cannot be read here.' -f <name>)
}`

	// dependOn stands where the set-up leaves something off that has to be on by now.
	dependOn = `if ($<x>Form -lt <least>) {
    throw (('The <called> {0} is off, or not there. Turn it on first: until then, mail that ' +
        'needs it would not arrive.') -f <name>)
}`

	// needTested stands where a rule sends mail to an object that a block before tested. The tests want recipients in the
	// domain of the connector, and one that only a rule uses has none, so that they may fail where mail flows: a person who
	// tested it by hand says so in a line of its own.
	needTested = `$said = @(Get-Variable -Name 'tested<block>' -ErrorAction Ignore)
$isTested = $said.Count -gt 0 -and $true -eq $said[0].Value
foreach ($one in $known<Short>) {
    $isIt = $<x>Guid -eq [string](& $valueOf -Object $one -Property 'Guid')
    $isValidated = 'True' -eq [string](& $valueOf -Object $one -Property 'IsValidated')
    if ($isIt -and -not $isValidated -and -not $isTested) {
        throw (('The <called> {0} is not recorded as validated. Where a test by hand ' +
            'succeeded, type $tested<block> = $true and paste again.') -f <name>)
    }
}`

	createOne = `if ('' -ne $<x>Guid) {
    $wasThere = $true
    $since = & $shown -Value (& $valueOf -Object $<x>Found['Object'] -Property '<Since>')
    $<x>State = 'unchanged: it was there before this paste, {0}, GUID {1}, <Since> {2}' -f
        <asWanted>, $<x>Guid, $since
}
else {
    $touched = $true
    'Creating the <called> {0} ...' -f $<x>['Name']
    $<x>State = 'creation begun and not confirmed'
    foreach ($one in @(<command> @<x> -Confirm:$false -ErrorAction Stop)) {
        $<x>Guid = [string](& $valueOf -Object $one -Property 'Guid')
        'GUID of {0}: {1}' -f $<x>['Name'], $<x>Guid
    }
    $<x>State = 'created, but not read back, GUID ' + (& $shown -Value $<x>Guid)
    'Reading it back; this may take half a minute ...'
    $reading = @{
        Read   = $read<Short>
        Key    = 'Name'
        Name   = $<x>['Name']
        Guid   = ''
        Wanted = $<x>
        Unset  = $<x>Unset
    }
    $back = & $readBack @reading
    if ('' -eq $back['Guid']) {
        $<x>State = 'created, not visible yet, GUID {0}: wait a few minutes and paste again' -f
            (& $shown -Value $<x>Guid)
        throw (('The <called> {0} was created and is not visible yet. Wait a few minutes ' +
            'and paste again.') -f $<x>['Name'])
    }
    $<x>Guid = $back['Guid']
    if ($back['Differences'].Count -gt 0) {
        $<x>State = 'created, but not as wanted, GUID ' + $<x>Guid
        <advice>
        <unlike>
    }
    $<x>Form = 0
    $<x>State = 'created and read back as wanted, GUID ' + $<x>Guid
}
$done++`

	// before is for what nobody here made: its values of before are in no other document.
	before = `# What it is before the change, for the way back.
$was = @()
foreach ($property in @($<y>.Keys | Sort-Object)) {
    $value = & $valueOf -Object $<x>Found['Object'] -Property $property
    $was += '{0} {1}' -f $property, (& $shown -Value $value)
}
$<y>Before = $was -join ', '
'Before this paste, the <called> {0} has {1}.' -f <name>, $<y>Before`

	// createdUnlike ends the creation of an object that does not read back as wanted, and createdAdvised that of one for
	// which there is advice.
	createdUnlike = `throw ('The <called> {0} was created and is not as wanted. {1}.' -f
    $<x>['Name'], ($back['Differences'] -join '; '))`

	createdAdvised = `throw ('The <called> {0} was created and is not as wanted. {1}.{2}' -f
    $<x>['Name'], ($back['Differences'] -join '; '), $advice)`

	changeOne = `if ($<x>Form -ge <form>) {
    $<y>State = 'unchanged: it was so already, GUID ' + $<x>Guid
}
else {
    <validated>
    $touched = $true
    'Changing the <called> {0} ...' -f <name>
    $<y>State = 'begun and not confirmed'
    <run>
    $<y>State = 'done, but not read back'
    'Reading it back; this may take half a minute ...'
    $reading = @{
        Read   = $read<Short>
        Key    = '<Key>'
        Name   = <name>
        Guid   = $<x>Guid
        Wanted = $<x>Forms[<form>]
        Unset  = $<x>Unset
    }
    $back = & $readBack @reading
    if ($back['Differences'].Count -gt 0) {
        $<y>State = 'done, but it does not read back as wanted'
        throw (('The <called> {0} was changed and is not as wanted. {1}. Wait a few minutes, and ' +
            'paste again.') -f <name>, ($back['Differences'] -join '; '))
    }
    $<x>Form = <form>
    $<y>State = 'done and read back as wanted, GUID ' + $<x>Guid
}
$done++`

	// changeValidated stands before a change that needs an object which the same stint has tested.
	changeValidated = `if (-not $<x>Recorded) {` + notValidated

	// scriptValidated is the same in a script: with -WhatIf it tests nothing.
	scriptValidated = `if (-not $<x>Recorded -and -not $WhatIfPreference) {` + notValidated

	notValidated = `
    throw (('The validation of the <called> {0} did not succeed, ' +
        'and what needs it is left as it is. Find out why, and paste again.') -f
        <name>)
}`

	requireOne = `if ($acceptedDomains -notcontains $<y>Domain) {
    ` + saysNone + `
    throw (('{0} is not an accepted domain here. Add it and verify it in the admin center, wait some ' +
        'minutes, and paste again.') -f $<y>Domain)
}
$<y>State = '{0} is one' -f $<y>Domain
$done++`

	// coverOne excuses no domain because a connector has a certificate of its name: that may well receive mail.
	coverOne = `$forgotten = @()
foreach ($one in $acceptedDomains) {
    $isInitial = [regex]::Match($one, '\.<initialPattern>$', 'IgnoreCase').Success
    $isKnown = $<y>Domains -contains $one -or $noMail -contains $one
    if (-not $isInitial -and -not $isKnown) {
        $forgotten += $one
    }
}
if ($forgotten.Count -gt 0) {
    ` + saysForgotten + `
    throw (('These accepted domains are not among the domains behind the service: {0}. Mail for them ' +
        'would be refused. Move their MX records, add them to the answers, make the documents again, and ' +
        'paste again. Those that receive no mail at all, such as one for a certificate, can be ' +
        'written into the list $noMail instead.') -f ($forgotten -join ', '))
}
$<y>State = 'none was forgotten; said to receive no mail: ' + (& $shown -Value $noMail)
$done++`

	validateOne = `# Nothing to do where exactly this is recorded already.
$wanted = @{ IsValidated = $true; ValidationRecipients = $<x>Recipients }
foreach ($one in $known<Short>) {
    $isIt = $<x>Guid -eq [string](& $valueOf -Object $one -Property 'Guid')
    if ($isIt -and @(& $compare -Object $one -Wanted $wanted -Unset @()).Count -eq 0) {
        $<x>Recorded = $true
    }
}
if ($<x>Recorded) {
    $<x>Validation = 'skipped: it is recorded already, with the same addresses'
    $done++
}
else {
    <splat>
    # A test that fails is reported and stops nothing: the connector stays as it is.
    $problem = ''
    $results = @()
    'Validating {0} with test messages; this may take several minutes ...' -f <name>
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
    }
}`

	recordOne = `if ($<x>Recorded) {
    $done++
}
elseif ($<x>Validated) {
    <splat>
    $touched = $true
    $<x>Validation = 'every test succeeded; recording it was begun and not confirmed'
    'Recording the validation ...'
    $null = <command> @<x>Record -Confirm:$false -ErrorAction Stop
    $reading = @{
        Read   = $read<Short>
        Key    = 'Name'
        Name   = <name>
        Guid   = $<x>Guid
        Wanted = $wanted
        Unset  = @()
    }
    $back = & $readBack @reading
    if ($back['Differences'].Count -gt 0) {
        throw ('The validation of {0} was recorded and reads back differently. {1}.' -f
            <name>, ($back['Differences'] -join '; '))
    }
    $<x>Validation = 'every test succeeded, and the connector is recorded as validated'
    $<x>Recorded = $true
    $done++
}`

	// incomplete is said where the block came to its end: where it stopped, nobody may have looked.
	incomplete = `if ('' -eq $failure -and -not $<x>Recorded) {
    'NOT COMPLETE: the validation of this connector was not recorded: ' + <name>
}`

	// wasThere tells whose an object is that was found: a roll-back by GUIDs has to be given what a paste that broke off
	// made, and nothing that somebody else did.
	wasThere = `if ($wasThere) {
    'The way back takes the GUIDs of what this block created, now or in an earlier paste: the receipt of that'
    'paste says created. If it is lost or says begun, look at the time above: what was there before the first'
    'paste is not of this block.'
    <late>
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
