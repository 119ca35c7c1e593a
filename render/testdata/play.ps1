# Plays trials: runs documents against the stand-ins, one step after the other, and writes what came of each step into a
# file of its own. The names of the variables here begin with play, so that no document meets one of its own.
param(
    [string]$PlayModule,
    [string]$PlayBook,
    [string]$PlayFolder
)

Import-Module -Name $PlayModule -DisableNameChecking -ErrorAction Stop

# Types some lines and runs a document. What it outputs before it stops is kept.
function Invoke-PlayDocument {
    [CmdletBinding()]
    param($PlayPath, $PlayGiven, $PlayTyped)
    $ErrorActionPreference = 'Continue'
    $ready = $null
    foreach ($playLine in @($PlayTyped)) {
        . ([scriptblock]::Create($playLine))
    }
    $playOutput = New-Object -TypeName System.Collections.ArrayList
    $playThrown = ''
    try {
        & $PlayPath @PlayGiven | ForEach-Object -Process {
            $null = $playOutput.Add($_)
        }
    }
    catch {
        $playThrown = 'stopped: ' + $_.Exception.Message
    }
    $playTexts = @()
    $playObjects = @()
    foreach ($playOne in $playOutput) {
        if ($playOne -is [string]) {
            $playTexts += [string]$playOne
        }
        else {
            $playObjects += ConvertTo-PlainTable -Table (ConvertTo-Table -Object $playOne)
        }
    }
    @{
        Thrown  = $playThrown
        Output  = $playTexts
        Results = $playObjects
    }
}

$playTrials = ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($PlayBook))
$playNumber = 0
foreach ($playTrial in @($playTrials.Trials)) {
    $playBegin = @{
        Organization = $playTrial.Organization
        Forms        = $playTrials.Forms
        Predicates   = $playTrials.Predicates
    }
    Import-StandIn @playBegin
    foreach ($playStep in @($playTrial.Steps)) {
        $playEdit = @{
            Replaces   = $playStep.Replaces
            Sets       = @($playStep.Sets)
            Failures   = $playStep.Failures
            IsCautious = $playStep.IsCautious
        }
        Edit-StandIn @playEdit
        $playRun = @{
            PlayPath  = $playStep.Path
            PlayGiven = ConvertTo-Table -Object $playStep.Given
            PlayTyped = @($playStep.Typed)
        }
        $playDone = Invoke-PlayDocument @playRun
        $playKept = Export-StandIn
        $playDone['Changes'] = $playKept['Changes']
        $playDone['Organization'] = $playKept['Organization']
        $playDone['Files'] = @([System.IO.Directory]::GetFiles($playTrial.Folder)).Count
        $playNumber++
        $playFile = [System.IO.Path]::Combine($PlayFolder, ('{0}.json' -f $playNumber))
        [System.IO.File]::WriteAllText($playFile, (ConvertTo-Json -InputObject $playDone -Depth 8))
    }
}
