package render

import "eacwizard/steps/mailflow"

var arcConfig = object{
	Noun:       "ArcConfig",
	Called:     "list of trusted ARC sealers",
	Short:      "ArcConfig",
	IsList:     true,
	Leaving:    leaveSealers,
	NoGUID:     []commandChange{{"Set-ArcConfig", "the trusted ARC sealer"}},
	Extracting: removeSealer,
	Reader: `# The trusted ARC sealers that are there, each once: entries have been seen joined by commas.
$readArcConfig = {
    $sealers = @()
    foreach ($config in @(Get-ArcConfig -ErrorAction Stop)) {
        foreach ($one in @(& $valueOf -Object $config -Property 'ArcTrustedSealers')) {
            foreach ($part in @(([string]$one) -split ',')) {
                $sealer = $part.Trim()
                if ('' -ne $sealer -and $sealers -notcontains $sealer) {
                    $sealers += $sealer
                }
            }
        }
    }
    $sealers
}`,
}

// trustSealer adds one domain to the trusted sealers. The command takes the whole list, so that it has to be read first.
func trustSealer(sealer mailflow.Domain) action {
	return action{
		Does: extend, On: arcConfig.named(""), Command: arcConfig.change(),
		Params: []parameter{
			{Name: "Identity", Value: text("Default")},
			{Name: "ArcTrustedSealers", Value: added(sealer.Exchange()), Field: "arc-domain", Needed: true},
		},
	}
}

const removeSealer = `$sealers = @()
$isThere = $false
foreach ($one in @(Read-ArcConfig)) {
    if ($one -eq $entry.Name) {
        $isThere = $true
    }
    else {
        $sealers += $one
    }
}
$kept = $sealers
if ($sealers.Count -eq 0) {
    # To empty the list, the command wants a space.
    $sealers = @(' ')
}
$identity = 'Default'
if ('' -ne [string](Get-PropertyValue -Object $connection -Property 'DelegatedOrganization')) {
    $identity = '{0}\Default' -f (Get-PropertyValue -Object $connection -Property 'TenantID')
}
$list = @{
    Identity          = $identity
    ArcTrustedSealers = $sealers
}
$outcome = 'Gone already'
if ($isThere) {
    $outcome = 'Not taken out'
    if ($PSCmdlet.ShouldProcess($entry.Name, 'Set-ArcConfig, without this sealer')) {
        $null = Set-ArcConfig @list -Confirm:$false -ErrorAction Stop
        for ($attempt = 1; $attempt -le 6 -and -not $isDone; $attempt++) {
            if ($attempt -gt 1) {
                Start-Sleep -Seconds 6
            }
            $back = @(Read-ArcConfig)
            $isDone = $back -notcontains $entry.Name
            foreach ($one in $kept) {
                $isDone = $isDone -and $back -contains $one
            }
        }
        if (-not $isDone) {
            $differences = @('ArcTrustedSealers: expected {0}, found {1}' -f
                (Format-PropertyValue -Value $kept), (Format-PropertyValue -Value $back))
        }
        $outcome = 'Taken out'
    }
}`

// How one is added, in a block and in a script, and how it is verified. Only this kind is a list that is added to.
const (
	extendOne = `$sealers = @(& $readArcConfig)
$<y>Before = & $shown -Value $sealers
'Trusted ARC sealers before this paste: ' + $<y>Before
if ($sealers -contains $<y>Sealer) {
    $<y>State = 'unchanged: {0} is among them already' -f $<y>Sealer
}
else {
    <list>
    $wanted = $sealers + $<y>Sealer
    $touched = $true
    'Adding {0} to the trusted ARC sealers ...' -f $<y>Sealer
    $<y>State = 'begun and not confirmed'
    $null = <command> -Identity $identity -ArcTrustedSealers $wanted -Confirm:$false -ErrorAction Stop
    $<y>State = 'done, but not read back'
    'Reading it back; this may take half a minute ...'
    <added>
    $<y>State = 'added and read back: {0}' -f $<y>Sealer
}
$done++`

	// listIdentity and listAdded are parts of every way to add a sealer.
	listIdentity = `# In the organization of a customer, the name of the list begins with the tenant ID.
$identity = 'Default'
if ('' -ne [string](& $valueOf -Object $connection -Property 'DelegatedOrganization')) {
    $identity = '{0}\Default' -f (& $valueOf -Object $connection -Property 'TenantID')
}`

	listAdded = `$lacking = @($wanted)
for ($attempt = 1; $attempt -le 6 -and $lacking.Count -gt 0; $attempt++) {
    if ($attempt -gt 1) {
        Start-Sleep -Seconds 6
    }
    $back = @(& $readArcConfig)
    $lacking = @()
    foreach ($one in $wanted) {
        if ($back -notcontains $one) {
            $lacking += $one
        }
    }
}
if ($lacking.Count -gt 0) {
    throw ('The trusted ARC sealers lack {0} after the change. Before, they were: {1}.' -f
        ($lacking -join ', '), (& $shown -Value $sealers))
}`

	scriptExtend = `$row = Get-ActionRow -Action '<id>' -Name $<y>Sealer -Guid ''
$results += $row
$sealers = @(& $readArcConfig)
if ($sealers -notcontains $<y>Sealer) {
    $row.Result = 'Not added'
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
        Save-Record @keeping
        $row.Result = 'Begun'
        $null = <command> -Identity $identity -ArcTrustedSealers $wanted -Confirm:$false -ErrorAction Stop
        <added>
        $row.Result = 'Added'
    }
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
)
