# Stand-ins for the cmdlets that the documents call. They keep an organization in memory, give values back in the forms
# in which the service gives them, log every change, and report what fails as the service's own cmdlets do: with
# Write-Error, which stops nobody who does not say -ErrorAction Stop.
#
# The cmdlets and their parameters are those of cmdlets.json, which is Microsoft's reference: what is not in it cannot
# be called. play.ps1 runs documents against them.

Set-StrictMode -Version Latest

# Tables by kind, which is the noun of the cmdlets: OutboundConnector, TransportRule, ...
$script:kept = @{}
# What a new object of a kind has where nothing was said.
$script:forms = @{}
# For a parameter of a rule: in which list the rule names what the parameter made, and how.
$script:predicates = @{}
# The errors of cmdlets, by cmdlet, and whether inbound connectors of type OnPremises are created disabled.
$script:failures = @{}
$script:isCautious = $false
# Every call that changes something, also one that failed.
$script:changes = @()
$script:guids = 0
# The parameters of each cmdlet.
$script:reference = @{}

# The properties of an object, as a table.
function ConvertTo-Table {
    [CmdletBinding()]
    param($Object)
    $table = @{}
    foreach ($member in @($Object.PSObject.Properties)) {
        $table[$member.Name] = $member.Value
    }
    $table
}

# A value as one text, to compare. Times differ from run to run.
function ConvertTo-PlainText {
    [CmdletBinding()]
    param($Value)
    $texts = @()
    foreach ($one in @($Value)) {
        if ($one -is [datetime]) {
            $texts += 'a moment'
        }
        else {
            $texts += [string]$one
        }
    }
    $texts -join ', '
}

# A table with texts for values.
function ConvertTo-PlainTable {
    [CmdletBinding()]
    param($Table)
    $plain = @{}
    foreach ($key in @($Table.Keys)) {
        $plain[$key] = ConvertTo-PlainText -Value $Table[$key]
    }
    $plain
}

# Keeps the objects of a kind, in place of those that it kept.
function Set-StandInKind {
    [CmdletBinding()]
    param($Kind, $Objects)
    $script:kept[$Kind] = @()
    foreach ($one in @($Objects)) {
        $script:kept[$Kind] += ConvertTo-Table -Object $one
    }
}

# Begins anew with an organization: an object whose properties are lists of objects by kind.
function Import-StandIn {
    [CmdletBinding()]
    param($Organization, $Forms, $Predicates)
    $script:kept = @{}
    foreach ($member in @($Organization.PSObject.Properties)) {
        Set-StandInKind -Kind $member.Name -Objects $member.Value
    }
    $script:forms = @{}
    foreach ($member in @($Forms.PSObject.Properties)) {
        $script:forms[$member.Name] = ConvertTo-Table -Object $member.Value
    }
    $script:predicates = ConvertTo-Table -Object $Predicates
    $script:guids = 0
}

# What is different from now on: kinds that are replaced, properties that somebody sets, and what fails. The log of
# changes begins anew.
function Edit-StandIn {
    [CmdletBinding()]
    param($Replaces, $Sets, $Failures, $IsCautious)
    foreach ($member in @($Replaces.PSObject.Properties)) {
        Set-StandInKind -Kind $member.Name -Objects $member.Value
    }
    foreach ($one in @($Sets)) {
        foreach ($object in @($script:kept[$one.Kind])) {
            if ($one.Name -eq $object['Name']) {
                $object[$one.Property] = $one.Value
            }
        }
    }
    $script:failures = ConvertTo-Table -Object $Failures
    $script:isCautious = $IsCautious
    $script:changes = @()
}

# The log of changes, and all objects, as texts.
function Export-StandIn {
    [CmdletBinding()]
    param()
    $organization = @{}
    foreach ($kind in @($script:kept.Keys)) {
        $objects = @()
        foreach ($one in @($script:kept[$kind])) {
            $objects += ConvertTo-PlainTable -Table $one
        }
        $organization[$kind] = $objects
    }
    @{
        Changes      = $script:changes
        Organization = $organization
    }
}

# The objects of a kind that a GUID or a name stands for.
function Find-Kept {
    [CmdletBinding()]
    param($Kind, $Identity)
    foreach ($one in @($script:kept[$Kind])) {
        if (@([string]$one['Guid'], [string]$one['Name']) -contains [string]$Identity) {
            $one
        }
    }
}

# A value as it is given back: domains with a prefix and a cost, addresses of smart hosts in brackets, a list in another
# order, and a list of one as its only item.
function ConvertTo-KeptValue {
    [CmdletBinding()]
    param($Name, $Value)
    $items = @($Value)
    if ('ArcTrustedSealers' -eq $Name) {
        $items = @($items -join ',')
    }
    if ('ValidationRecipients' -eq $Name) {
        $items
    }
    else {
        for ($index = $items.Count - 1; $index -ge 0; $index--) {
            $one = $items[$index]
            if ($null -ne $one) {
                if ('SenderDomains' -eq $Name) {
                    $one = 'smtp:' + ([string]$one).ToUpperInvariant() + ';1'
                }
                if ('AddressSpaces' -eq $Name) {
                    $one = 'SMTP:' + [string]$one + ';1'
                }
                if ('SmartHosts' -eq $Name -and [regex]::Match([string]$one, '^[0-9.]+$').Success) {
                    $one = '[' + [string]$one + ']'
                }
                $one
            }
        }
    }
}

# Sets the properties of an object to what was given.
function Set-KeptProperty {
    [CmdletBinding()]
    param($Kind, $Object, $Given)
    foreach ($name in @($Given.Keys)) {
        $values = @(ConvertTo-KeptValue -Name $name -Value $Given[$name])
        $value = $null
        if ($values.Count -eq 1) {
            $value = $values[0]
        }
        if ($values.Count -gt 1) {
            $value = $values
        }
        if ('TransportRule' -eq $Kind -and 'Enabled' -eq $name) {
            # A rule tells its state in words.
            $Object['State'] = 'Disabled'
            if ($value) {
                $Object['State'] = 'Enabled'
            }
        }
        elseif ('Identity' -ne $name) {
            $Object[$name] = $value
        }
    }
    $Object['WhenChangedUTC'] = (Get-Date).ToUniversalTime()
}

# The objects that a reading shows. Without a switch, connectors that only rules use and those in test mode are left
# out; with one, only those are shown.
function Get-Kept {
    [CmdletBinding()]
    param($Kind, $Given)
    foreach ($one in @($script:kept[$Kind])) {
        $isShown = $true
        if ('OutboundConnector' -eq $Kind) {
            $isTest = 'True' -eq [string]$one['TestMode']
            $isScoped = 'True' -eq [string]$one['IsTransportRuleScoped']
            $isShown = -not $isScoped -and -not $isTest
            if ('True' -eq [string]$Given['IsTransportRuleScoped']) {
                $isShown = $isScoped -and -not $isTest
            }
            if ('True' -eq [string]$Given['IncludeTestModeConnectors']) {
                $isShown = $isTest
            }
        }
        if ('DnsName' -eq $Kind) {
            $isShown = $Given['Name'] -eq $one['Name']
        }
        if ($isShown) {
            [pscustomobject]$one.Clone()
        }
    }
}

# Creates an object.
function New-Kept {
    [CmdletBinding()]
    param($Kind, $Given)
    $made = $script:forms[$Kind].Clone()
    Set-KeptProperty -Kind $Kind -Object $made -Given $Given
    if ('TransportRule' -eq $Kind) {
        foreach ($name in @($script:predicates.Keys | Sort-Object)) {
            if ($Given.ContainsKey($name)) {
                $list = $script:predicates[$name].List
                $made[$list] = @($made[$list]) + $script:predicates[$name].Entry
            }
        }
    }
    if ($script:isCautious -and 'InboundConnector' -eq $Kind -and 'OnPremises' -eq $made['ConnectorType']) {
        $made['Enabled'] = $false
    }
    $script:guids++
    $made['Guid'] = '00000000-0000-0000-0000-' + ([string]$script:guids).PadLeft(12, '0')
    $script:kept[$Kind] += $made
    [pscustomobject]$made.Clone()
}

# Removes the object of that GUID.
function Remove-Kept {
    [CmdletBinding()]
    param($Kind, $Guid)
    $left = @()
    foreach ($one in @($script:kept[$Kind])) {
        if ($Guid -ne $one['Guid']) {
            $left += $one
        }
    }
    $script:kept[$Kind] = $left
}

# Why a call is refused, or nothing. A value that is none of those that a parameter takes is no matter of taste.
function Get-Refusal {
    [CmdletBinding()]
    param($Cmdlet, $Kind, $Given)
    if ($script:reference.ContainsKey($Cmdlet)) {
        foreach ($name in @($Given.Keys | Sort-Object)) {
            $allowed = @($script:reference[$Cmdlet][$name]['Values'])
            $text = ConvertTo-PlainText -Value $Given[$name]
            if ($allowed.Count -gt 0 -and '' -ne $text -and $allowed -notcontains $text) {
                '{0} -{1} takes {2}, not {3}.' -f $Cmdlet, $name, ($allowed -join ', '), $text
            }
        }
    }
    if ($Given.ContainsKey('Identity') -and 'ArcConfig' -ne $Kind) {
        if (@(Find-Kept -Kind $Kind -Identity $Given['Identity']).Count -ne 1) {
            'The object {0} could not be found.' -f $Given['Identity']
        }
    }
    if ($script:failures.ContainsKey($Cmdlet)) {
        $script:failures[$Cmdlet]
    }
}

# Does what a cmdlet does. What it gives back has the objects to output, and the error, which is empty where there is
# none.
function Invoke-StandIn {
    [CmdletBinding()]
    param($Cmdlet, $Given)
    $verb = @($Cmdlet -split '-')[0]
    $kind = @($Cmdlet -split '-')[1]
    $answer = @{ Output = @(); Failure = '' }
    if (@('Get', 'Resolve') -notcontains $verb) {
        $script:changes += @{
            Cmdlet = $Cmdlet
            Given  = ConvertTo-PlainTable -Table $Given
        }
    }
    $answer['Failure'] = @(Get-Refusal -Cmdlet $Cmdlet -Kind $kind -Given $Given) -join ' '
    if ('' -ne $answer['Failure']) {
        $verb = 'None'
    }
    # There is one of what has no identity.
    $found = @($script:kept[$kind])
    if ($Given.ContainsKey('Identity') -and 'ArcConfig' -ne $kind) {
        $found = @(Find-Kept -Kind $kind -Identity $Given['Identity'])
    }
    if (@('Get', 'Resolve') -contains $verb) {
        $answer['Output'] = @(Get-Kept -Kind $kind -Given $Given)
    }
    if ('New' -eq $verb) {
        $answer['Output'] = @(New-Kept -Kind $kind -Given $Given)
    }
    if ('Remove' -eq $verb) {
        Remove-Kept -Kind $kind -Guid $found[0]['Guid']
    }
    if ('Validate' -eq $verb) {
        $answer['Output'] = @(Get-Kept -Kind 'ValidationResult' -Given $Given)
    }
    if ('SmtpDaneInbound' -eq $kind -and 'None' -ne $verb) {
        # It is a property of the accepted domain of that name.
        foreach ($one in @($script:kept['AcceptedDomain'])) {
            if ($Given['DomainName'] -eq $one['DomainName']) {
                $one['SmtpDaneStatus'] = $verb + 'd'
            }
        }
    }
    elseif (@('Enable', 'Disable', 'Set') -contains $verb) {
        $values = $Given.Clone()
        if ('Set' -ne $verb) {
            $values['Enabled'] = 'Enable' -eq $verb
        }
        Set-KeptProperty -Kind $kind -Object $found[0] -Given $values
    }
    $answer
}

# The parameters that were given to a cmdlet, without those that every cmdlet has.
function Get-GivenParameter {
    [CmdletBinding()]
    param($Cmdlet, $Bound)
    $given = @{}
    foreach ($name in @($script:reference[$Cmdlet].Keys)) {
        if ($Bound.ContainsKey($name) -and @('Confirm', 'WhatIf') -notcontains $name) {
            $given[$name] = $Bound[$name]
        }
    }
    $given
}

# The text of the function that stands for a cmdlet. It binds parameters as the cmdlet does: an unknown one, a missing
# one and a value of another type are errors. It asks before a change unless -Confirm:$false says that it need not.
function Get-CmdletText {
    [CmdletBinding()]
    param($Cmdlet)
    $types = @{ Boolean = 'bool'; SwitchParameter = 'switch'; Int32 = 'int'; DateTime = 'datetime' }
    $declared = @()
    foreach ($name in @($script:reference[$Cmdlet].Keys | Sort-Object)) {
        if (@('Confirm', 'WhatIf') -notcontains $name) {
            $parameter = $script:reference[$Cmdlet][$name]
            $type = 'object'
            if ($types.ContainsKey($parameter['Type'])) {
                $type = $types[$parameter['Type']]
            }
            $mandatory = ''
            if ($parameter['Required']) {
                $mandatory = '[Parameter(Mandatory = $true)] '
            }
            $declared += '        ' + $mandatory + '[' + $type + ']$' + $name
        }
    }
    $binding = '[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = ''High'')]'
    $condition = '$PSCmdlet.ShouldProcess(''the stand-in'', ''' + $Cmdlet + ''')'
    if ('Get' -eq @($Cmdlet -split '-')[0]) {
        $binding = '[CmdletBinding()]'
        $condition = '$true'
    }
    $lines = @(
        ('function ' + $Cmdlet + ' {'),
        ('    ' + $binding),
        '    param(',
        ($declared -join (',' + [Environment]::NewLine)),
        '    )',
        ('    if (' + $condition + ') {'),
        ('        $standInGiven = Get-GivenParameter -Cmdlet ''' + $Cmdlet + ''' -Bound $PSBoundParameters'),
        ('        $standInAnswer = Invoke-StandIn -Cmdlet ''' + $Cmdlet + ''' -Given $standInGiven'),
        '        $standInAnswer[''Output'']',
        '        if ('''' -ne $standInAnswer[''Failure'']) {',
        '            Write-Error -Message $standInAnswer[''Failure'']',
        '        }',
        '    }',
        '}'
    )
    $lines -join [Environment]::NewLine
}

# Keeps the reference: for each cmdlet its parameters, each with type, whether it is required, and the values it takes.
function Import-Reference {
    [CmdletBinding()]
    param($Reference)
    $script:reference = @{}
    foreach ($cmdlet in @($Reference.PSObject.Properties)) {
        $parameters = @{}
        foreach ($member in @($cmdlet.Value.PSObject.Properties)) {
            $facts = ConvertTo-Table -Object $member.Value
            $parameters[$member.Name] = @{
                Type     = $facts['type']
                Required = $facts.ContainsKey('required') -and $facts['required']
                Values   = @()
            }
            if ($facts.ContainsKey('values')) {
                $parameters[$member.Name]['Values'] = @($facts['values'])
            }
        }
        $script:reference[$cmdlet.Name] = $parameters
    }
}

# The MX records that the world knows.
function Resolve-DnsName {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)] [string]$Name,
        [string]$Type,
        [object]$Server
    )
    $standInAnswer = Invoke-StandIn -Cmdlet 'Resolve-DnsName' -Given @{ Name = $Name; Type = $Type; Server = $Server }
    $standInAnswer['Output']
}

# Nothing is worth waiting for here.
function Start-Sleep {
    [CmdletBinding()]
    param(
        [int]$Seconds
    )
    Write-Verbose -Message ('Not waiting for {0} seconds.' -f $Seconds)
}

$text = [System.IO.File]::ReadAllText([System.IO.Path]::Combine($PSScriptRoot, '..', 'cmdlets.json'))
Import-Reference -Reference (ConvertFrom-Json -InputObject $text)
foreach ($cmdlet in @($script:reference.Keys | Sort-Object)) {
    . ([scriptblock]::Create((Get-CmdletText -Cmdlet $cmdlet)))
}
Export-ModuleMember -Function (@($script:reference.Keys) + @(
    'Resolve-DnsName',
    'Start-Sleep',
    'ConvertTo-Table',
    'ConvertTo-PlainTable',
    'Import-StandIn',
    'Edit-StandIn',
    'Export-StandIn'
))
