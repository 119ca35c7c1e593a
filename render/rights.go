package render

import "slices"

// needed are commands, in the order in which they are first needed, each with those of its parameters that are given.
type needed []neededCommand

type neededCommand struct {
	name  string
	given list
}

// command is the entry of a command, which is there then. It may not be kept: the next command moves it.
func (n *needed) command(name string) *neededCommand {
	for i := range *n {
		if c := &(*n)[i]; c.name == name {
			return c
		}
	}
	*n = append(*n, neededCommand{name: name})
	return &(*n)[len(*n)-1]
}

// takes notes that the command is given a parameter.
func (c *neededCommand) takes(parameter string) {
	if !slices.Contains(c.given, parameter) {
		c.given = append(c.given, parameter)
	}
}

func (n *needed) add(command string, ps ...parameter) {
	c := n.command(command)
	c.given = slices.Grow(c.given, len(ps))
	for i := range ps {
		c.takes(ps[i].Name)
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
	for i := range p.todo {
		if a := &p.todo[i]; a.On != nil { // what only looks has been looked at by then
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
		for i := range commands {
			c, begun := &commands[i], len(p.text)
			p.spaces(p.column)
			p.text = append(append(append(p.text, '\''), c.name...), '\'')
			p.spaces(width - len("''") - len(c.name))
			p.text = append(p.text, " = "...)
			p.list(c.given, columns-p.margin-(len(p.text)-begun), columns-p.margin-p.column)
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
