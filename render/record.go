package render

// What scripts write down of what they change, and read again to undo it. It holds no text of the user's.
const (
	saveRecord = `# Writes the record, before a change and after it, so that it is there whatever happens next. It is written beside
# the one of before and then takes its place: a full disk leaves no half of it.
function Save-Record {
    [CmdletBinding()]
    param($Record, $Path)
    $text = ConvertTo-Json -InputObject $Record -Depth 8
    $new = $Path + '.new'
    Set-Content -LiteralPath $new -Value $text -Encoding UTF8 -WhatIf:$false -Confirm:$false -ErrorAction Stop
    Move-Item -LiteralPath $new -Destination $Path -Force -WhatIf:$false -Confirm:$false -ErrorAction Stop
}`

	// keepRecord has what every script needs that changes something.
	keepRecord = `# A text as the record keeps it. One that looks like a date would be read as a date: an apostrophe stands before it.
function ConvertTo-RecordText {
    [CmdletBinding()]
    param($Text)
    [string]$Text -replace '^(''|/Date|[0-9]{4}-[0-9]{2}-[0-9]{2}T)', '''$1'
}

# Properties as the record keeps them, in the form in which Set- commands take them. $Unset names those that are empty.
function ConvertTo-RecordTable {
    [CmdletBinding()]
    param($Values, $Unset)
    $table = @{}
    foreach ($property in @($Unset)) {
        $table[$property] = $null
    }
    foreach ($property in @($Values.Keys)) {
        $plain = @()
        foreach ($one in @($Values[$property])) {
            if ($one -is [bool]) {
                $plain += $one
            }
            elseif ($one -is [datetime]) {
                $plain += ConvertTo-RecordText -Text $one.ToString('o')
            }
            elseif ($null -ne $one -and '' -ne [string]$one) {
                $text = [string]$one
                if (@('SenderDomains', 'RecipientDomains') -contains $property) {
                    $text = $text -replace '^smtp:', '' -replace ';[0-9]+$', ''
                }
                $plain += ConvertTo-RecordText -Text $text
            }
        }
        $table[$property] = $null
        if ($plain.Count -eq 1) {
            $table[$property] = $plain[0]
        }
        elseif ($plain.Count -gt 1) {
            $table[$property] = $plain
        }
    }
    $table
}

# The values of some properties as they are now, to put them back.
function Get-BeforeValue {
    [CmdletBinding()]
    param($Object, $Properties)
    $values = @{}
    foreach ($property in @($Properties)) {
        $value = Get-PropertyValue -Object $Object -Property $property
        if ($null -eq $value -and 'Enabled' -eq $property) {
            $value = 'Enabled' -eq [string](Get-PropertyValue -Object $Object -Property 'State')
        }
        $values[$property] = $value
    }
    ConvertTo-RecordTable -Values $values -Unset @()
}

` + saveRecord

	// readRecord is for a script that undoes what the record says, and notes there what is undone.
	readRecord = saveRecord + `

# A value as it was before the record was written.
function ConvertFrom-RecordText {
    [CmdletBinding()]
    param($Text)
    $Text -replace '^''', ''
}

# The values of an entry as the parameters of a command. To have no date is nothing that the command takes: it stays.
function ConvertFrom-RecordTable {
    [CmdletBinding()]
    param($Values)
    $table = @{}
    $members = @()
    if ($null -ne $Values) {
        $members = @($Values.PSObject.Properties)
    }
    foreach ($member in $members) {
        $plain = @()
        foreach ($one in @($member.Value)) {
            if ($one -is [string]) {
                $plain += ConvertFrom-RecordText -Text $one
            }
            elseif ($null -ne $one) {
                $plain += $one
            }
        }
        if ($plain.Count -gt 1) {
            $table[$member.Name] = $plain
        }
        elseif ($plain.Count -eq 1) {
            $table[$member.Name] = $plain[0]
        }
        elseif ('LastValidationTimestamp' -ne $member.Name) {
            $table[$member.Name] = $null
        }
    }
    $table
}

# The GUID of an object that was about to be created, where it is there just as it was to be. Anything else is left
# alone.
function Find-CreatedGuid {
    [CmdletBinding()]
    param($Kind, $Name, $Wanted)
    $named = @()
    foreach ($one in @(Read-ObjectOfKind -Kind $Kind)) {
        if ($Name -eq [string](Get-PropertyValue -Object $one -Property 'Name')) {
            $named += $one
        }
    }
    foreach ($one in $named) {
        $differences = @(Compare-WantedProperty -Object $one -Wanted $Wanted -Unset @())
        if ('HybridWizard' -eq [string](Get-PropertyValue -Object $one -Property 'ConnectorSource')) {
            $differences += 'the Hybrid Configuration wizard made it'
        }
        if ($named.Count -gt 1) {
            $differences += 'there are {0} of this name' -f $named.Count
        }
        if ($differences.Count -eq 0) {
            [string](Get-PropertyValue -Object $one -Property 'Guid')
        }
        else {
            Write-Warning -Message (('{0} is there, and nobody knows whether the set-up created it. {1}. ' +
                'It is left as it is: look at it by hand.') -f $Name, ($differences -join '; '))
        }
    }
}

# An entry of the record, as it was before it was written.
function ConvertFrom-RecordEntry {
    [CmdletBinding()]
    param($Entry)
    $result = [pscustomobject]@{
        Action = $Entry.Action
        Kind   = $Entry.Kind
        Name   = ConvertFrom-RecordText -Text $Entry.Name
        Guid   = $Entry.Guid
        Did    = $Entry.Did
        Before = ConvertFrom-RecordTable -Values $Entry.Before
        After  = ConvertFrom-RecordTable -Values (Get-PropertyValue -Object $Entry -Property 'After')
        Wanted = ConvertFrom-RecordTable -Values (Get-PropertyValue -Object $Entry -Property 'Wanted')
        Undone = 'True' -eq [string](Get-PropertyValue -Object $Entry -Property 'Undone')
    }
    if ('Creating' -eq $result.Did -and -not $result.Undone) {
        $search = @{
            Kind   = $result.Kind
            Name   = $result.Name
            Wanted = $result.Wanted
        }
        foreach ($guid in @(Find-CreatedGuid @search)) {
            $result.Did = 'Created'
            $result.Guid = $guid
        }
    }
    $result
}

# Notes in the record that an entry is undone: what somebody sets again on purpose stays then. What was pasted has no
# record.
function Save-UndoneEntry {
    [CmdletBinding()]
    param($Record, $Index, $Path)
    if ($null -ne $Record) {
        $one = @($Record.Entries)[$Index]
        Add-Member -InputObject $one -NotePropertyName 'Undone' -NotePropertyValue $true
        Save-Record -Record $Record -Path $Path
    }
}`
)
