package render

import (
	"eacwizard/steps/mailflow"
)

// graph is a block for Microsoft Graph PowerShell that adds the domains and verifies them: what the admin center does
// by hand. It is a document of its own, because the modules of Graph and of Exchange Online have been seen to keep one
// another from loading in one process.
func graph(src *source) ([]byte, error) {
	domains := graphDomains(src.up)
	if len(domains) == 0 {
		return nothingToDo(src, "There is nothing to do in Microsoft Graph PowerShell: this set-up adds no domain."), nil
	}
	p := &paster{source: src, block: block{text: src.maker.sheet()}}
	for _, h := range src.heads {
		p.comment(h)
		p.add("#")
	}
	p.fixed(graphHead)
	if environment := graphEnvironments[src.up.Organization.Cloud]; environment != "" {
		p.add("#     Connect-MgGraph -Scopes Domain.ReadWrite.All -Environment " + environment)
	} else {
		p.add("#     Connect-MgGraph -Scopes Domain.ReadWrite.All")
	}
	p.fixed(graphHow)
	p.fixed(howToPaste)
	p.fixed(graphAgain + "\n")
	p.nest("& {", func() {
		p.add("$ErrorActionPreference = 'Stop'", "")
		p.assign("domains", domains)
		org := src.up.Organization
		if !org.InitialDomain.IsZero() {
			p.assign("initialDomain", text(org.InitialDomain.Exchange()))
		}
		if !org.TenantID.IsZero() {
			p.assign("expectedTenant", text(org.TenantID.Exchange()))
		}
		organization := "$organization = 'not checked'"
		if org.InitialDomain.IsZero() {
			organization = "$organization = 'NOT CHECKED: none was named'"
		}
		p.add(organization, "$lines = @()", "$failure = 'interrupted'", "")
		p.nest("try {", func() {
			p.fixed(checkWhatIf + "\n\n" + graphGuard)
			if !org.TenantID.IsZero() {
				p.fixed("\n" + graphTenant)
			}
			p.fixed("\n" + graphRead)
			if !org.InitialDomain.IsZero() {
				p.fixed("\n" + graphOrganization)
			}
			p.fixed("\n" + graphEach + "\n$failure = ''")
		}, "}")
		p.nest("catch {", func() { p.add("$failure = $_.Exception.Message", "throw") }, "}")
		p.nest("finally {", func() { p.fixed(graphReceipt) }, "}")
	}, "}")
	if p.err != nil {
		return nil, p.err
	}
	return src.maker.done(append(p.text, "\r\n"...)), nil
}

// graphDomains are the domains that the plan adds by hand.
func graphDomains(up mailflow.SetUp) (out list) {
	if !up.Accepted.Name.IsZero() {
		out = append(out, up.Accepted.Name.Exchange())
	}
	for _, d := range up.MailDomains {
		out = append(out, d.Name.Exchange())
	}
	return out
}

// graphEnvironments are the values of -Environment of Connect-MgGraph.
var graphEnvironments = map[mailflow.Cloud]string{mailflow.GCCHigh: "USGov", mailflow.DoD: "USGovDoD", mailflow.China21Vianet: "China"}

const (
	graphHead = `# Domains by Microsoft Graph PowerShell: the same as Settings, Domains in the Microsoft 365 admin center.
#
# How to run it:
#   Open a NEW PowerShell window: Graph and Exchange Online in one process have been seen to fail. Run these lines in
#   it, the first one only where the module is not installed yet:
#     Install-Module Microsoft.Graph.Identity.DirectoryManagement -Scope CurrentUser`

	graphHow = `#   For the organization of a customer add -TenantId and its tenant ID to the second.`

	graphAgain = `#   The block adds what is missing, and its receipt shows the record that proves each domain. Have the record
#   published, and paste the block again: it verifies what can be verified, and leaves alone what is done.
#   Afterwards wait until Get-AcceptedDomain in Exchange Online PowerShell lists the domains.`

	graphGuard = `# The window: with the commands of Graph, and without those of Exchange Online.
if (@(Get-Module -Name ExchangeOnlineManagement -ErrorAction Ignore).Count -gt 0) {
    throw 'Exchange Online PowerShell is loaded here. Open a new window for Graph alone, and paste again.'
}
$missing = @()
$commands = @(
    'Get-MgContext',
    'Get-MgDomain',
    'New-MgDomain',
    'Get-MgDomainVerificationDnsRecord',
    'Confirm-MgDomain',
    'Update-MgDomain'
)
foreach ($command in $commands) {
    if (@(Get-Command -Name $command -ErrorAction Ignore).Count -eq 0) {
        $missing += $command
    }
}
if ($missing.Count -gt 0) {
    throw ('These commands are missing: {0}. Install the module, connect, and paste again.' -f
        ($missing -join ', '))
}
$context = Get-MgContext -ErrorAction Stop
if ($null -eq $context) {
    throw 'This window is not connected. Run Connect-MgGraph and paste again.'
}
$lines += 'Account: {0}, tenant {1}' -f $context.Account, $context.TenantId`

	graphTenant = `if ($expectedTenant -ne [string]$context.TenantId) {
    throw ('This is the tenant {0}, and {1} was expected. Connect with -TenantId and paste again.' -f
        $context.TenantId, $expectedTenant)
}`

	graphRead = `$known = @(Get-MgDomain -All -ErrorAction Stop)
$names = @()
foreach ($one in $known) {
    $names += [string]$one.Id
}`

	graphOrganization = `if ($names -notcontains $initialDomain) {
    $organization = 'WRONG: {0} is not one of its domains' -f $initialDomain
    throw ('This is not the organization of {0}. Connect to that one and paste again.' -f $initialDomain)
}
$organization = 'checked: {0} is one of its domains' -f $initialDomain`

	graphEach = `foreach ($name in $domains) {
    if ($names -notcontains $name) {
        'Adding {0} ...' -f $name
        $null = New-MgDomain -BodyParameter @{ id = $name } -Confirm:$false -ErrorAction Stop
        $lines += '{0}: added' -f $name
    }
    $domain = Get-MgDomain -DomainId $name -ErrorAction Stop
    if (-not $domain.IsVerified) {
        foreach ($record in @(Get-MgDomainVerificationDnsRecord -DomainId $name -ErrorAction Stop)) {
            if ('Txt' -eq [string]$record.RecordType) {
                $value = $record.AdditionalProperties['text']
                $lines += '{0}: its proof is the TXT record {1} at {2}' -f $name, $value, $record.Label
            }
        }
        'Verifying {0} ...' -f $name
        try {
            $null = Confirm-MgDomain -DomainId $name -Confirm:$false -ErrorAction Stop
        }
        catch {
            # The service tells what it misses, most often the record.
            $lines += '{0}: NOT VERIFIED YET: {1}' -f $name, $_.Exception.Message
        }
        $domain = Get-MgDomain -DomainId $name -ErrorAction Stop
    }
    if ($domain.IsVerified) {
        $lines += '{0}: verified' -f $name
        # It may also have to be set up for email before Exchange Online takes mail for it.
        $services = @()
        foreach ($one in @($domain.SupportedServices)) {
            if ('' -ne [string]$one) {
                $services += [string]$one
            }
        }
        if ($services -notcontains 'Email') {
            $update = @{
                DomainId          = $name
                SupportedServices = $services + 'Email'
            }
            $null = Update-MgDomain @update -Confirm:$false -ErrorAction Stop
            $isSet = $false
            for ($attempt = 1; $attempt -le 6 -and -not $isSet; $attempt++) {
                if ($attempt -gt 1) {
                    Start-Sleep -Seconds 6
                }
                $domain = Get-MgDomain -DomainId $name -ErrorAction Stop
                $isSet = @($domain.SupportedServices) -contains 'Email'
            }
            if (-not $isSet) {
                throw (('{0} was set up for email and does not read back so. Wait a few minutes, and paste ' +
                    'again.') -f $name)
            }
            $lines += '{0}: set up for email' -f $name
        }
    }
}`

	graphReceipt = `''
'RECEIPT'
'Organization: ' + $organization
$lines
if ('' -ne $failure) {
    'STOPPED: ' + $failure
    'Once the cause is removed, paste the block again.'
}`
)
