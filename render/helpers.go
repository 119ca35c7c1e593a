package render

// The scriptblocks that every paste block brings along. They hold no text of the user's. They run in Windows PowerShell
// 5.1 and in PowerShell 7 alike, also under Set-StrictMode -Version Latest.
const (
	valueOf = `# The value of a property; nothing where the object has no such property.
$valueOf = {
    param($Object, $Property)
    $member = $Object.PSObject.Properties[$Property]
    if ($null -ne $member) {
        $member.Value
    }
}`

	shown = `# A value for a person to read.
$shown = {
    param($Value)
    $text = @($Value) -join ', '
    if ('' -eq $text) {
        $text = 'nothing'
    }
    $text
}`

	normalize = `# One text for all forms in which a value may be read back: order does not count, and case only in comments.
# $false is nothing, unless it is a word of a header, and smtp:contoso.com;1 is contoso.com.
$normalize = {
    param($Property, $Value)
    $items = @()
    foreach ($one in @($Value)) {
        $text = ([string]$one).Trim()
        if (@('Comment', 'Comments') -notcontains $Property) {
            $text = $text.ToLowerInvariant()
            if ('false' -eq $text -and 'ExceptIfHeaderContainsWords' -ne $Property) {
                $text = ''
            }
        }
        if (@('SenderDomains', 'RecipientDomains', 'AddressSpaces') -contains $Property) {
            $text = $text -replace '^smtp:', '' -replace ';[0-9]+$', ''
        }
        <addresses>
        <dates>
        if ('' -ne $text -and $items -cnotcontains $text) {
            $items += $text
        }
    }
    @($items | Sort-Object) -join ', '
}`

	// normalizeAddresses is left out where no addresses are compared.
	normalizeAddresses = `# A block of addresses is its first address with the mask.
if (@(<properties>) -contains $Property) {
    $text = $text -replace '^\[', '' -replace '\]$', ''
    $match = [regex]::Match($text, '^([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)(/([0-9]+))?$')
    if ($match.Success) {
        $mask = 32
        if ($match.Groups[6].Success) {
            $mask = [int]$match.Groups[6].Value
        }
        $octets = @()
        foreach ($index in @(1, 2, 3, 4)) {
            $bits = [math]::Max(0, [math]::Min(8, $mask - 8 * ($index - 1)))
            $octet = [int]$match.Groups[$index].Value
            $octets += $octet - $octet % [int][math]::Pow(2, 8 - $bits)
        }
        $text = '{0}/{1}' -f ($octets -join '.'), $mask
    }
}`

	// normalizeDates is left out where no rules are compared.
	normalizeDates = `# Of a date only counts that there is one: it may be read back on another clock.
if (@('ActivationDate', 'ExpiryDate', 'LastValidationTimestamp') -contains $Property -and '' -ne $text) {
    $text = 'set'
}`

	compare = `# A sentence for each property in which an object is not as wanted. $Unset names those that have to be empty.
$compare = {
    param($Object, $Wanted, $Unset)
    $all = $Wanted.Clone()
    foreach ($property in @($Unset)) {
        $all[$property] = $null
    }
    foreach ($property in @($all.Keys | Sort-Object)) {
        $found = & $valueOf -Object $Object -Property $property
        <state>
        $wantedText = & $normalize -Property $property -Value $all[$property]
        $foundText = & $normalize -Property $property -Value $found
        if ([string]::CompareOrdinal($wantedText, $foundText) -ne 0) {
            $wantedText = & $shown -Value $all[$property]
            $foundText = & $shown -Value $found
            '{0}: expected {1}, found {2}' -f $property, $wantedText, $foundText
        }
    }
}`

	// compareState is left out where no rules are compared.
	compareState = `# A rule tells its state in words.
if ($null -eq $found -and 'Enabled' -eq $property) {
    $found = 'Enabled' -eq [string](& $valueOf -Object $Object -Property 'State')
}`

	with = `# Properties with some of them changed.
$with = {
    param($Base, $Change)
    $all = $Base.Clone()
    foreach ($property in @($Change.Keys)) {
        $all[$property] = $Change[$property]
    }
    $all
}`

	examine = `# Looks for the object of that name. Guid is empty where there is none; Form is the last of the forms that it has,
# or -1. What the Hybrid wizard made, or a second object of the name, stops the block.
$examine = {
    param($Known, <param>$Called, $Key, $Name, $Forms, $Unset)
    $named = @()
    foreach ($one in @($Known)) {
        if ('' -eq $Key -or $Name -eq [string](& $valueOf -Object $one -Property $Key)) {
            $named += $one
        }
    }
    <test>
    if ($named.Count -gt 1) {
        throw ('There are {0} of this name: {1} {2}. Choose another name.' -f $named.Count, $Called, $Name)
    }
    <result>
    foreach ($one in $named) {
        if ('HybridWizard' -eq [string](& $valueOf -Object $one -Property 'ConnectorSource')) {
            throw ('The Hybrid Configuration wizard made the {0} {1}. Choose another name.' -f $Called, $Name)
        }
        $result['Object'] = $one
        for ($form = 0; $form -lt $Forms.Count; $form++) {
            $differences = @(& $compare -Object $one -Wanted $Forms[$form] -Unset $Unset)
            if ($differences.Count -eq 0) {
                $result['Form'] = $form
            }
            if ($result['Closest'] -lt 0 -or $differences.Count <closer> $result['Differences'].Count) {
                $result['Closest'] = $form
                $result['Differences'] = $differences
            }
        }
        <strict>
        $result['Guid'] = [string](& $valueOf -Object $one -Property 'Guid')
        if ('' -eq $result['Guid']) {
            throw ('The {0} {1} was read without its GUID.' -f $Called, $Name)
        }
    }
    $result
}`

	// resultInPaste and resultInScript are what a look for an object begins with. A script has in it all that its functions
	// have to know of the object.
	resultInPaste  = `$result = @{ Guid = ''; Form = -1; Closest = -1; Differences = @(); Object = $null }`
	resultInScript = `$result = @{
    Kind        = $Kind
    Called      = $Called
    Read        = $Read
    Key         = $Key
    Name        = $Name
    Forms       = $Forms
    Unset       = $Unset
    Guid        = ''
    Form        = -1
    Closest     = -1
    Differences = @()
    Object      = $null
}`

	// examineInTestMode is left out for kinds of objects that have no test mode. What says of itself that it is not in test
	// mode is not, whichever read gave it; of all else, the read for test mode decides.
	examineInTestMode = `# The read for test mode may give all connectors: one that says that it is not in test mode is another.
$isTest = $false
foreach ($one in @($InTestMode)) {
    $isOther = 'False' -eq [string](& $valueOf -Object $one -Property 'TestMode')
    $isIt = $Name -eq [string](& $valueOf -Object $one -Property 'Name')
    $isTest = $isTest -or ($isIt -and -not $isOther)
}
foreach ($one in $named) {
    $isTest = $isTest -or 'True' -eq [string](& $valueOf -Object $one -Property 'TestMode')
}
if ($isTest) {
    throw ('A connector in test mode has the name {0}. Choose another name.' -f $Name)
}`

	// closer is how a script and a paste block choose among forms that are equally near: a script takes the earlier one,
	// because it brings the object to it, and must not turn on what comes later; a block only speaks of it.
	closerInScript, closerInPaste = "-lt", "-le"

	// examineStrictly is for a paste block, which leaves alone what is not as wanted.
	examineStrictly = `if ($result['Form'] -lt 0) {
    throw (('The {0} {1} is there already and is not as wanted. {2}. It was left as it is: ' +
        'change it in the admin center, or choose another name in the answers.') -f
        $Called, $Name, ($result['Differences'] -join '; '))
}`

	// examineType is for a script, which sets what differs, but never what cannot be set.
	examineType = `$type = [string](& $valueOf -Object $one -Property 'ConnectorType')
if ($Forms[0].ContainsKey('ConnectorType') -and $type -ne $Forms[0]['ConnectorType']) {
    throw ('The {0} {1} is there already and is of type {2}. Choose another name.' -f $Called, $Name, $type)
}`

	// mustTell stands before the first change.
	mustTell = `if ($null -eq $<x>Found['Object'].PSObject.Properties['<property>']) {
    throw ('<property> of the <called> cannot be read here, so that its change could not ' +
        'be checked. Change it by hand, and take it out of the answers. Nothing was changed.')
}`

	readBack = `# Reads an object back, by its GUID or else by its name, until it is as wanted or half a minute is over: it takes a
# moment before a change is seen everywhere.
$readBack = {
    param($Read, $Key, $Name, $Guid, $Wanted, $Unset)
    $result = @{ Guid = $Guid; Differences = @('it was not found') }
    for ($attempt = 1; $attempt -le 6 -and $result['Differences'].Count -gt 0; $attempt++) {
        if ($attempt -gt 1) {
            Start-Sleep -Seconds 6
        }
        foreach ($one in @(& $Read)) {
            $oneGuid = [string](& $valueOf -Object $one -Property 'Guid')
            $isIt = $Guid -eq $oneGuid
            if ('' -eq $Guid) {
                $isIt = $Name -eq [string](& $valueOf -Object $one -Property $Key)
            }
            if ($isIt) {
                $result['Guid'] = $oneGuid
                $result['Differences'] = @(& $compare -Object $one -Wanted $Wanted -Unset $Unset)
            }
        }
    }
    $result
}`
)
