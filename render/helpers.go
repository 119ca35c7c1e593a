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

	normalize = `# One text for all forms in which a value may be read back: neither case nor order counts, $false is nothing,
# and smtp:contoso.com;1 is contoso.com.
$normalize = {
    param($Property, $Value)
    $items = @()
    foreach ($one in @($Value)) {
        $text = ([string]$one).Trim()
        if ('Comment' -ne $Property) {
            $text = $text.ToLowerInvariant() -replace '^false$', ''
        }
        if (@('SenderDomains', 'RecipientDomains') -contains $Property) {
            $text = $text -replace '^smtp:', '' -replace ';[0-9]+$', ''
        }
        <addresses>
        if ('' -ne $text -and $items -cnotcontains $text) {
            $items += $text
        }
    }
    @($items | Sort-Object) -join ', '
}`

	// normalizeAddresses is left out where no addresses are compared.
	normalizeAddresses = `# A block of addresses is its first address with the mask.
if (@('SenderIPAddresses', 'SmartHosts') -contains $Property) {
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

	compare = `# A sentence for each property in which an object is not as wanted. $Unset names those that have to be empty.
$compare = {
    param($Object, $Wanted, $Unset)
    $all = $Wanted.Clone()
    foreach ($property in @($Unset)) {
        $all[$property] = $null
    }
    foreach ($property in @($all.Keys | Sort-Object)) {
        $found = & $valueOf -Object $Object -Property $property
        $wantedText = & $normalize -Property $property -Value $all[$property]
        $foundText = & $normalize -Property $property -Value $found
        if ([string]::CompareOrdinal($wantedText, $foundText) -ne 0) {
            $wantedText = & $shown -Value $all[$property]
            $foundText = & $shown -Value $found
            '{0}: expected {1}, found {2}' -f $property, $wantedText, $foundText
        }
    }
}`

	examine = `# The GUID of the object of that name if it is exactly as wanted; an empty text if there is none. Anything else
# stops the block: what somebody else made is not changed.
$examine = {
    param($Known, <param>$Wanted, $Unset)
    $name = $Wanted['Name']
    $guids = @()
    $named = @()
    foreach ($one in @($Known)) {
        $guids += [string](& $valueOf -Object $one -Property 'Guid')
        if ($name -eq [string](& $valueOf -Object $one -Property 'Name')) {
            $named += $one
        }
    }
    <test>
    if ($named.Count -gt 1) {
        throw ('{0} connectors have the name {1}. Choose another name.' -f $named.Count, $name)
    }
    $guid = ''
    foreach ($one in $named) {
        if ('HybridWizard' -eq [string](& $valueOf -Object $one -Property 'ConnectorSource')) {
            throw ('The Hybrid Configuration wizard made the connector {0}. Choose another name.' -f $name)
        }
        $differences = @(& $compare -Object $one -Wanted $Wanted -Unset $Unset)
        if ($differences.Count -gt 0) {
            throw (('The connector {0} is there already and is not as wanted. {1}. It was left as it is: ' +
                'change it in the admin center, or choose another name.') -f $name, ($differences -join '; '))
        }
        $guid = [string](& $valueOf -Object $one -Property 'Guid')
        if ('' -eq $guid) {
            throw ('The connector {0} was read without its GUID.' -f $name)
        }
    }
    $guid
}`

	// examineInTestMode is left out for kinds of objects that have no test mode.
	examineInTestMode = `foreach ($one in @($InTestMode)) {
    $isKnown = $guids -contains [string](& $valueOf -Object $one -Property 'Guid')
    if (-not $isKnown -and $name -eq [string](& $valueOf -Object $one -Property 'Name')) {
        throw ('A connector in test mode has the name {0}. Choose another name.' -f $name)
    }
}`

	readBack = `# Reads an object back, by its GUID or else by its name, until it is as wanted or half a minute is over: it takes a
# moment before a change is seen everywhere.
$readBack = {
    param($Read, $Guid, $Wanted, $Unset)
    $result = @{ Guid = $Guid; Differences = @('it was not found') }
    for ($attempt = 1; $attempt -le 6 -and $result['Differences'].Count -gt 0; $attempt++) {
        if ($attempt -gt 1) {
            Start-Sleep -Seconds 6
        }
        foreach ($one in @(& $Read)) {
            $oneGuid = [string](& $valueOf -Object $one -Property 'Guid')
            $isIt = $Guid -eq $oneGuid
            if ('' -eq $Guid) {
                $isIt = $Wanted['Name'] -eq [string](& $valueOf -Object $one -Property 'Name')
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
