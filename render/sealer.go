package render

import "eacwizard/steps/mailflow"

var arcConfig = object{
	Noun:       "ArcConfig",
	Called:     "list of trusted ARC sealers",
	Short:      "ArcConfig",
	IsList:     true,
	Leaving:    leaveSealers,
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
