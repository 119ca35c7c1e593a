package render

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"eacwizard/steps/mailflow"
)

// windowsDNS is a script for the DNS server of Windows that replaces records: UTF-8 with a byte order mark, CRLF, and
// in all else as a paste block is. It reads all records first and stops before the first change where they are not as
// said. The order is that of azureDNS, for the same reasons.
func windowsDNS(out []byte, dns *dnsRecords, head *dnsHead) ([]byte, error) {
	// Windows PowerShell 5.1 takes a file without the mark for one in the code page of the machine.
	b := block{text: append(out, byteOrderMark...)}
	b.add("#Requires -Version 5.1")
	if len(dns.own) == 0 {
		b.text = windowsComments.head(b.text, head, noRecords(dns.others))
		return b.text, nil
	}
	b.add("#Requires -Modules DnsServer")
	b.text = windowsComments.head(b.text, head, windowsAbout)
	var faults []error
	b.nest("& {", func() {
		b.add("$ErrorActionPreference = 'Stop'", "", "# The DNS server: put its name here where the script does not run on it.", "$computerName = 'localhost'", "")
		b.add("# What becomes of the records.")
		b.nest("$sets = @(", func() {
			for _, z := range dns.own {
				for i := range z.sets {
					faults = append(faults, windowsFits(&z.sets[i]))
					windowsSet(&b, &z.sets[i])
				}
			}
		}, ")")
		b.text = append(b.text, windowsRest()...)
	}, "}")
	if err := errors.Join(append(faults, b.err)...); err != nil {
		return nil, err
	}
	return b.text, nil
}

// windowsComments are in ASCII: another character of the user's stands as <U+00E9>.
var windowsComments = commentStyle{"# ", "\r\n", asciiVisible}

// windowsRest is the same in every script, and laid out once.
var windowsRest = sync.OnceValue(func() []byte {
	all := strings.Join([]string{"", valueOf, "", windowsHelpers, "", windowsCheck, "", windowsChange, "", windowsReadBack}, "\n")
	return laidOut(layout{text: all, column: len(indent)})
})

const windowsAbout = "Run it in PowerShell, as an administrator of the DNS server. It changes records at once. Other TXT " +
	"records stay. It can be run again: what is done already it does not do twice. The zones have to be primary ones on this " +
	"server, and those that the internet sees: many networks have others of the same name for the inside alone."

// longestWindowsText is what Add-DnsServerResourceRecord has been seen to take.
const longestWindowsText = 254

func windowsFits(s *dnsSet) error {
	var faults []error
	for _, d := range s.add {
		if len(d.Text) > longestWindowsText {
			faults = append(faults, fmt.Errorf("the TXT value for %s has %d characters, and Add-DnsServerResourceRecord takes %d at most; "+
				"enter it in the DNS console, from the format dns", s.name, len(d.Text), longestWindowsText))
		}
	}
	return errors.Join(faults...)
}

// windowsSet writes what the answers decide about a set.
func windowsSet(b *block, s *dnsSet) {
	kind := text("Txt")
	if s.kind == mailflow.RecordMX {
		kind = "Mx"
	}
	records := func(all []mailflow.RecordData) list {
		out := make(list, len(all))
		for i, d := range all {
			out[i] = plainRecord(s.kind, d)
		}
		return out
	}
	b.nest("@{", func() {
		b.member("Zone   ", text(s.zone))
		b.member("Name   ", text(s.owner))
		b.member("Type   ", kind)
		b.member("Seconds", number(s.ttl))
		b.member("Only   ", boolean(s.kind == mailflow.RecordMX))
		b.member("Spf    ", boolean(s.spf()))
		b.member("Old    ", records(s.remove))
		b.member("New    ", records(s.add))
		b.member("Stays  ", records(s.stay))
	}, "}")
}

// The rest of the script holds no text of the user's.
const (
	windowsHelpers = `# A record as one text: the strings of a TXT put together, the preference and host of an MX.
$textOf = {
    param($Set, $Record)
    $data = & $valueOf -Object $Record -Property 'RecordData'
    if ('Mx' -eq $Set['Type']) {
        $preference = & $valueOf -Object $data -Property 'Preference'
        $exchange = & $valueOf -Object $data -Property 'MailExchange'
        ('{0} {1}' -f $preference, $exchange).ToLowerInvariant() -replace '([^ ])\.$', '$1'
    }
    else {
        @(& $valueOf -Object $data -Property 'DescriptiveText') -join ''
    }
}

# The records that stand at a name. The whole zone is read: to ask for a name that has none is an error.
$read = {
    param($Set)
    $where = @{ ComputerName = $computerName; ZoneName = $Set['Zone']; RRType = $Set['Type'] }
    foreach ($record in @(Get-DnsServerResourceRecord @where -ErrorAction Stop)) {
        if ($Set['Name'] -eq [string](& $valueOf -Object $record -Property 'HostName')) {
            $record
        }
    }
}

$textsAt = {
    param($Set)
    foreach ($record in @(& $read -Set $Set)) {
        & $textOf -Set $Set -Record $record
    }
}

$has = {
    param($Texts, $Text)
    $result = $false
    foreach ($one in @($Texts)) {
        if (0 -eq [string]::CompareOrdinal([string]$one, $Text)) {
            $result = $true
        }
    }
    $result
}

$add = {
    param($Set, $Text)
    if (& $has -Texts @(& $textsAt -Set $Set) -Text $Text) {
        'There already: ' + $Text
    }
    else {
        $record = @{ ComputerName = $computerName; ZoneName = $Set['Zone']; Name = $Set['Name'] }
        if ('Mx' -eq $Set['Type']) {
            $record['MX'] = $true
            $record['Preference'] = [int]($Text -replace ' .*$', '')
            $record['MailExchange'] = ($Text -replace '^[0-9]+ ', '' -replace '\.$', '') + '.'
        }
        else {
            $record['Txt'] = $true
            $record['DescriptiveText'] = $Text
        }
        $life = New-TimeSpan -Seconds $Set['Seconds']
        $null = Add-DnsServerResourceRecord @record -TimeToLive $life -ErrorAction Stop -Confirm:$false
        'Added: ' + $Text
    }
}

$remove = {
    param($Set, $Text)
    foreach ($record in @(& $read -Set $Set)) {
        if (0 -eq [string]::CompareOrdinal((& $textOf -Set $Set -Record $record), $Text)) {
            $which = @{ ComputerName = $computerName; ZoneName = $Set['Zone']; InputObject = $record }
            $null = Remove-DnsServerResourceRecord @which -Force:$true -ErrorAction Stop -Confirm:$false
            'Removed: ' + $Text
        }
    }
}`

	windowsCheck = `# What stands there now. Nothing is changed before all of it is as expected.
foreach ($set in $sets) {
    $place = 'the {0} records of {1} in the zone {2}' -f $set['Type'], $set['Name'], $set['Zone']
    $found = @(& $textsAt -Set $set)
    $missing = @()
    foreach ($text in $set['Old']) {
        if (-not (& $has -Texts $found -Text $text)) {
            $missing += $text
        }
    }
    $pending = @()
    foreach ($text in $set['New']) {
        if (-not (& $has -Texts $found -Text $text)) {
            $pending += $text
        }
    }
    if ($missing.Count -gt 0 -and $pending.Count -gt 0) {
        throw ('Among {0} is not: {1}. Nothing was changed.' -f $place, ($missing -join '; '))
    }
    $expected = $set['Old'] + $set['New'] + $set['Stays']
    foreach ($text in $found) {
        $matters = $set['Only'] -or ($set['Spf'] -and '' -eq ($text -replace '^v=spf1( .*)?$', ''))
        if ($matters -and -not (& $has -Texts $expected -Text $text)) {
            throw ('Among {0} is one that nobody spoke of: {1}. Nothing was changed.' -f $place, $text)
        }
    }
}`

	windowsChange = `foreach ($set in $sets) {
    '{0} of {1} in the zone {2}:' -f $set['Type'], $set['Name'], $set['Zone']
    if ('Mx' -eq $set['Type']) {
        # First the new ones: there is never a moment without an MX.
        foreach ($text in $set['New']) {
            & $add -Set $set -Text $text
        }
        foreach ($text in $set['Old']) {
            & $remove -Set $set -Text $text
        }
    }
    else {
        # First the old ones: two SPF records at once are an error to every receiver.
        foreach ($text in $set['Old']) {
            & $remove -Set $set -Text $text
        }
        try {
            foreach ($text in $set['New']) {
                & $add -Set $set -Text $text
            }
        }
        catch {
            $problem = $_.Exception.Message
            foreach ($text in $set['Old']) {
                & $add -Set $set -Text $text
            }
            throw ('The new record was refused, and what was removed for it put back. {0}' -f $problem)
        }
    }
}`

	windowsReadBack = `# What stands there now.
foreach ($set in $sets) {
    $found = @(& $textsAt -Set $set)
    foreach ($text in $set['New']) {
        if (-not (& $has -Texts $found -Text $text)) {
            throw ('It was added, and is not there: {0}' -f $text)
        }
    }
    foreach ($text in $set['Old']) {
        if (& $has -Texts $found -Text $text) {
            throw ('It was removed, and is still there: {0}' -f $text)
        }
    }
}
'Done. Servers that asked before may see the old records until their time to live is over.'`
)

func asciiVisible(s string) string {
	if isPrintable(s) {
		return s
	}
	return inASCII(visible(s), "")
}
