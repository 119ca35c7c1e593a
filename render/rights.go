package render

import "slices"

// needed are commands, in the order in which they are first needed, each with those of its parameters that are given.
type needed []neededCommand

type neededCommand struct {
	name  string
	given list
}

func (n *needed) add(command string, ps ...parameter) {
	at := slices.IndexFunc(*n, func(c neededCommand) bool { return c.name == command })
	if at < 0 {
		at, *n = len(*n), append(*n, neededCommand{name: command})
	}
	c := &(*n)[at]
	c.given = slices.Grow(c.given, len(ps))
	for i := range ps {
		if !slices.Contains(c.given, ps[i].Name) {
			c.given = append(c.given, ps[i].Name)
		}
	}
}

// needs are the commands that look at what is there, and those of the actions.
func (p *paster) needs() needed {
	n := make(needed, 0, 16)
	if p.shell.online {
		n.add("Get-ConnectionInformation")
		n.add("Get-AcceptedDomain")
	} else if p.ownDomains() != nil {
		n.add("Get-AcceptedDomain")
	}
	for _, o := range p.objects() {
		n.add(o.read())
	}
	for _, a := range p.todo {
		if a.On != nil { // what only looks has been looked at by then
			n.add(a.Command, a.Params...)
		}
	}
	return n
}

// commandTable writes which parameters are needed of which commands: checkRights goes by it.
func (p *paster) commandTable(commands needed) {
	width := 0
	for _, c := range commands {
		width = max(width, len("''")+len(c.name))
	}
	p.nest("$parametersOf = @{", func() {
		for _, c := range commands {
			p.entry("", "'"+c.name+"'", width, c.given)
		}
	}, "}")
}

// rights are the check of commands and parameters for a shell. It holds no text of the user's.
func (in *shell) rights() string {
	missing := missingOnServer
	if in.online {
		missing = missingOnline
	}
	return helper(checkRights, "<missing>", missing, true)
}

const (
	checkRights = `# The rights: a role that is missing takes parameters away from a command, or the whole command.
$lacking = @()
foreach ($command in @($parametersOf.Keys | Sort-Object)) {
    $known = @(Get-Command -Name $command -ErrorAction Ignore)
    if ($known.Count -eq 0) {
        $lacking += $command
    }
    else {
        foreach ($parameter in $parametersOf[$command]) {
            if (-not $known[0].Parameters.ContainsKey($parameter)) {
                $lacking += '{0} -{1}' -f $command, $parameter
            }
        }
    }
}
if ($lacking.Count -gt 0) {
    <missing>
}`

	missingOnline = `throw (('These commands or parameters are missing: {0}. Run Connect-ExchangeOnline and ' +
    'paste again. If this window is connected, the account lacks a role that holds them.') -f
    ($lacking -join ', '))`

	missingOnServer = `throw (('These commands or parameters are missing: {0}. Open the Exchange Management Shell on ' +
    'your own server and paste again: Exchange Online PowerShell does not have them. If this ' +
    'is that shell, the account lacks a role that holds them.') -f ($lacking -join ', '))`
)
