package render

import (
	"strings"
	"sync"
)

// verify is a script that compares what is there with what was answered, property by property.
func verify(src *source) ([]byte, error) {
	p := newScripter(src)
	if len(p.stints) == 0 {
		return scriptFile(nothingToDo(src, exchangeOnline.nothing)), nil
	}
	says := "Compares what is in the organization with what was answered, and returns one line for each property: what was expected, what was found, and whether they agree. "
	if p.has(validate) {
		says += "It changes nothing, unless -Validate is given: then outbound connectors are tested with test messages, and only where every test succeeded, that is recorded on the connector."
	} else {
		says += "It changes nothing."
	}
	sections := [][2]string{
		{".SYNOPSIS", "Verifies: " + p.s.Scenario.Title + ", in Exchange Online."},
		{".DESCRIPTION", says},
	}
	stages := p.stages()
	if len(stages) > 1 {
		sections = append(sections, [2]string{".PARAMETER Stage", "The stage of setup.ps1, or of the blocks, that was done last: " +
			strings.Join(stages, ", ") + ". What a later stage changes is expected as it is until then. Without it, the end is expected."})
	}
	if p.has(validate) {
		sections = append(sections, [2]string{".PARAMETER Validate", "Also tests the outbound connectors. It sends test messages and takes several minutes."})
	}
	if len(stages) > 1 {
		sections = append(sections, [2]string{".EXAMPLE", `.\verify.ps1 -Stage ` + stages[0]})
	}
	p.help(append(sections,
		[2]string{".EXAMPLE", `.\verify.ps1 | Format-Table -Property Agrees, Object, Property, Expected, Found -Wrap` + "\n\nShows long values in full."},
		[2]string{".EXAMPLE", `.\verify.ps1 | Where-Object -Property Agrees -EQ -Value $false`},
		[2]string{".OUTPUTS", "One object for each property: Object, Property, Expected, Found and Agrees. A console shows the first four as a table; what does not agree is also said as a warning."},
		[2]string{".NOTES", "Plan " + p.id + ". " + p.connectHelp() + "\n\n" + lookFor(src.up)})...)
	var params []string
	if len(stages) > 1 {
		params = append(params, "[ValidateSet("+quotedNames(stages)+")]\n[string]$Stage = '"+stages[len(stages)-1]+"'")
	}
	binding := "[CmdletBinding()]"
	if p.has(validate) {
		binding = "[CmdletBinding(SupportsShouldProcess)]"
		params = append(params, "[switch]$Validate")
	}
	if p.add(binding); len(params) > 0 {
		p.nest("param(", func() { p.add(strings.Join(params, ",\n\n")) }, ")")
	} else {
		p.add("param()")
	}
	p.begin()
	if len(stages) > 1 {
		p.add("")
		p.assign("stages", list(stages))
		p.add("", verifyReached)
	}
	p.add("", "# What shall be there. The properties of the list below it have to be empty or off.")
	p.everything(false)
	p.add("$results = @()", "$organization = 'NOT CHECKED: none was named'", "", "# The commands.")
	p.commandTable(p.readers(), nil)
	more := []string{verifyFunction}
	if p.several() {
		more = append(more, with)
	}
	if hasCounted(p.objects()) {
		more = append(more, compareLists)
	}
	if len(stages) > 1 {
		more = append(more, verifyExpected)
	}
	if p.has(validate) {
		more = append(more, readBack)
	}
	p.functionsOf(more...)
	p.add(verifyShown)
	p.nest("try {", p.compares, "}")
	p.nest("finally {", func() {
		p.add(verifyTold, "# The table. Where something failed, what comes after it is not in it.", "$results")
	}, "}")
	return p.file()
}

// compares looks at everything, one line of the table after the other.
func (p *scripter) compares() {
	p.guards()
	p.add("")
	p.reading(false)
	for _, u := range p.uses {
		expected := "0"
		if len(p.stages()) > 1 {
			expected = "Find-ExpectedForm -Done " + p.formStages(u.subject) + " -Reached $reached"
		}
		p.add("")
		p.put(action{On: u.subject}, verifyOne, blank{"<expected>", expected}, blank{"<most>", u.most()},
			when(u.Key != "", "<named>", verifyNamed), when(u.Key == "", "<only>", "$named += $one"),
			when(u.Switches != nil, "<state>", verifyState()), when(len(u.Counted) > 0, "<lists>", verifyLists))
	}
	for _, a := range p.todo {
		switch a.Does {
		case extend:
			p.add("")
			if at := p.stageOf(a); at != p.stages()[0] {
				p.nest("if ($reached -contains '"+at+"') {", func() { p.put(a, verifySealer) }, "}")
			} else {
				p.put(a, verifySealer)
			}
		case require, cover:
			p.add("")
			p.put(a, verifyDomains[a.Does])
		case validate:
			p.add("")
			p.put(a, verifyValidation)
		case record:
			p.add("")
			p.put(a, verifyRecorded)
		}
	}
}

// verifyState is compareState for the object of verifyOne.
var verifyState = sync.OnceValue(func() string { return strings.Replace(compareState, "-Object $Object", "-Object $object", 1) })

// formStages are the stages after which a subject has each of its forms, as an array. What a subject was before has no
// stage.
func (p *scripter) formStages(of *subject) string {
	var out []string
	if of.Forms[0] == nil {
		out = append(out, "''")
	}
	for i, stage := range p.stages() {
		for _, a := range p.stints[i].Actions {
			if a.On == of && (a.Does == create || a.Does == change) {
				out = append(out, "'"+stage+"'")
			}
		}
	}
	return "@(" + strings.Join(out, ", ") + ")"
}

// stageOf is the stage in which an action is done.
func (p *scripter) stageOf(of action) string {
	for i, stage := range p.stages() {
		for _, a := range p.stints[i].Actions {
			if a.ID == of.ID {
				return stage
			}
		}
	}
	return ""
}

// readers are the commands that a script needs that only looks.
func (p *scripter) readers() list {
	out := list{"Get-AcceptedDomain", "Get-ConnectionInformation"}
	for _, o := range p.objects() {
		if o.read() != out[0] {
			out = append(out, o.read())
		}
	}
	return out
}

const (
	verifyFunction = `# One line of the table.
function Get-ResultRow {
    [CmdletBinding()]
    param($Object, $Property, $Expected, $Found, $Agrees)
    [pscustomobject]@{
        PSTypeName = 'MailFlow.ComparedProperty'
        Object     = $Object
        Property   = $Property
        Expected   = $Expected
        Found      = $Found
        Agrees     = $Agrees
    }
}`

	verifyExpected = `# Which of its forms an object has by now, by the stage after which it has each: -1 where it is not made yet. What it
# was before all stages has none.
function Find-ExpectedForm {
    [CmdletBinding()]
    param($Done, $Reached)
    $form = -1
    for ($index = 0; $index -lt $Done.Count; $index++) {
        if ('' -eq $Done[$index] -or $Reached -contains $Done[$index]) {
            $form = $index
        }
    }
    $form
}`

	// verifyReached is spelled out, because ValidateSet takes a stage in any case.
	verifyReached = `# The stages up to $Stage.
$reached = @()
$isReached = $true
foreach ($one in $stages) {
    if ($isReached) {
        $reached += $one
    }
    $isReached = $isReached -and $one -ne $Stage
}`

	// verifyShown has a console show a table: of more than four properties it makes a list, unless the type names them.
	verifyShown = `# What a console shows of a line. The property Agrees is there as well.
$display = @{
    TypeName                  = 'MailFlow.ComparedProperty'
    DefaultDisplayPropertySet = @('Object', 'Property', 'Expected', 'Found')
    Force                     = $true
    WhatIf                    = $false
    Confirm                   = $false
}
Update-TypeData @display
`

	// verifyTold says in words what does not agree: a table shows of a long value only how it begins.
	verifyTold = `# What does not agree.
foreach ($row in $results) {
    if (-not $row.Agrees) {
        Write-Warning -Message ('{0}, {1}: expected {2}, found {3}.' -f
            $row.Object, $row.Property, $row.Expected, $row.Found)
    }
}`

	verifyLists = `$most = <most>
foreach ($difference in @(& $compareLists -Object $object -Most $most)) {
    $row = @{
        Object   = <name>
        Property = '(what nobody asked for)'
        Expected = 'nothing'
        Found    = $difference
        Agrees   = $false
    }
    $results += Get-ResultRow @row
}`

	verifyOne = `# The <called>.
<forms>
$form = <expected>
$named = @()
foreach ($one in $known<Short>) {
    <named>
    <only>
}
if ($form -lt 0) {
    Write-Verbose -Message ('{0} is made in a later stage.' -f <name>)
}
elseif ($named.Count -ne 1) {
    $row = @{
        Object   = <name>
        Property = '(how many there are)'
        Expected = '1'
        Found    = [string]$named.Count
        Agrees   = $false
    }
    $results += Get-ResultRow @row
}
else {
    $object = $named[0]
    $wanted = $<x>Forms[$form]
    foreach ($property in @(@($wanted.Keys) + $<x>Unset | Sort-Object)) {
        $found = & $valueOf -Object $object -Property $property
        <state>
        $row = @{
            Object   = <name>
            Property = $property
            Expected = & $shown -Value $wanted[$property]
            Found    = & $shown -Value $found
            Agrees   = $true
        }
        $one = @{ $property = $wanted[$property] }
        if (@(& $compare -Object $object -Wanted $one -Unset @()).Count -gt 0) {
            $row['Agrees'] = $false
        }
        $results += Get-ResultRow @row
    }
    <lists>
}`

	verifyNamed = `if (<name> -eq [string](& $valueOf -Object $one -Property '<Key>')) {
    $named += $one
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

	verifyRequired = `# The accepted domain.
$row = @{
    Object   = 'Accepted domains'
    Property = 'DomainName'
    Expected = $<y>Domain
    Found    = $acceptedDomains -join ', '
    Agrees   = $acceptedDomains -contains $<y>Domain
}
$results += Get-ResultRow @row`

	verifyCovered = `# The accepted domains that receive mail.
foreach ($domain in $<y>Domains) {
    $row = @{
        Object   = 'Accepted domains'
        Property = 'DomainName'
        Expected = $domain
        Found    = $acceptedDomains -join ', '
        Agrees   = $acceptedDomains -contains $domain
    }
    $results += Get-ResultRow @row
}`

	verifyValidation = `# The test of the outbound connector. Whatever comes of it is a line of the table.
$<x>Guid = ''
$sending = 'Validate-OutboundConnector, which sends test messages'
if ($Validate -and $PSCmdlet.ShouldProcess(<name>, $sending)) {
    $problem = 'the connector is not there'
    foreach ($one in $knownOutbound) {
        if (<name> -eq [string](Get-PropertyValue -Object $one -Property 'Name')) {
            $check = @{
                Identity   = [string](Get-PropertyValue -Object $one -Property 'Guid')
                Recipients = $<x>Recipients
            }
            $problem = ''
            $tests = @()
            try {
                $tests = @(Validate-OutboundConnector @check -Confirm:$false -ErrorAction Stop)
            }
            catch {
                $problem = $_.Exception.Message
            }
            if ($tests.Count -eq 0 -and '' -eq $problem) {
                $problem = 'the service gave no result'
            }
            foreach ($test in $tests) {
                if ('True' -ne [string](Get-PropertyValue -Object $test -Property 'IsTaskSuccessful')) {
                    $problem = 'failed: ' + [string](Get-PropertyValue -Object $test -Property 'TaskName')
                }
            }
            if ('' -eq $problem) {
                $<x>Guid = $check['Identity']
            }
        }
    }
    $row = @{
        Object   = <name>
        Property = '(test messages)'
        Expected = 'every test succeeds'
        Found    = $problem
        Agrees   = '' -eq $problem
    }
    if ('' -eq $problem) {
        $row['Found'] = $row['Expected']
    }
    $results += Get-ResultRow @row
}`

	// verifyRecorded is only for a connector of which every test succeeded just now.
	verifyRecorded = `$recording = '<command>, which records the validation'
if ('' -ne $<x>Guid -and $PSCmdlet.ShouldProcess(<name>, $recording)) {
    $row = @{
        Object   = <name>
        Property = '(record of the test)'
        Expected = 'recorded'
        Found    = 'recorded'
        Agrees   = $true
    }
    try {
` + noteAndReadBack + `        if ($back['Differences'].Count -gt 0) {
            throw ($back['Differences'] -join '; ')
        }
    }
    catch {
        $row['Found'] = 'not recorded: ' + $_.Exception.Message
        $row['Agrees'] = $false
    }
    $results += Get-ResultRow @row
}`
)

var verifyDomains = map[deed]string{require: verifyRequired, cover: verifyCovered}
