package render

import "eacwizard/steps/mailflow"

var arcConfig = object{
	Noun:   "ArcConfig",
	Called: "list of trusted ARC sealers",
	Short:  "ArcConfig",
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
