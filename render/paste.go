package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// paste is one script block, made to survive a console: ASCII, CRLF, short lines, nothing that prompts, nothing that
// stays behind. The console reads on until the last brace, so that nothing runs before everything has arrived.
//
// It changes nothing before it has seen one usable connection, the right organization where that is named, and what
// is there already. Whatever stops it, it ends with a receipt.
func paste(_ *steps.Settled, up mailflow.SetUp) ([]byte, error) {
	p := &paster{up: up, actions: actions(up)}
	p.nest("& {", func() {
		p.head()
		p.data()
		p.helpers()
		p.nest("try {", p.try, "}")
		p.nest("catch {", func() { p.add("$failure = $_.Exception.Message", "throw") }, "}")
		p.nest("finally {", p.receipt, "}")
	}, "}")
	if p.err != nil {
		return nil, p.err
	}
	return []byte(strings.Join(p.lines, "\r\n") + "\r\n\r\n"), nil
}

// paster writes a paste block.
type paster struct {
	block
	up      mailflow.SetUp
	actions []action
}

// blockID names what the block does: the same organization, commands and parameters have the same id.
func (p *paster) blockID() string {
	org := p.up.Organization()
	does := []any{org.InitialDomain.Exchange(), org.TenantID.Exchange()}
	for _, a := range p.actions {
		does = append(does, a.ID, a.Command, jsonParameters(a.Params))
	}
	what, err := json.Marshal(does)
	if err != nil {
		panic(err) // nothing in it can fail to be written
	}
	sum := sha256.Sum256(what)
	return hex.EncodeToString(sum[:4])
}

func (p *paster) head() {
	p.add("# Exchange Online mail flow, block " + p.blockID() + ".")
	for _, warning := range warnings(p.up) {
		p.add("#")
		p.comment(warning)
	}
	p.add("#", "# What it does, in this order:")
	for i, a := range p.actions {
		p.add(fmt.Sprintf("#   %d. %s (%s).", i+1, a.Title, a.Command))
	}
	p.add(
		"# Before that it checks the connection, the organization, and what is there already. It stops at the first thing",
		"# that is not as expected. It ends with a receipt in every case. Pasting it once more does no harm.",
		"#",
		"# How to run it:",
		"#   Connect first, with one of these lines; the second is for the organization of a customer.",
		"#     Connect-ExchangeOnline",
		"#     Connect-ExchangeOnline -DelegatedOrganization customer.onmicrosoft.com",
		"#   Then paste everything, from the first brace to the empty line after the last, with Ctrl+V. A warning of",
		"#   Windows Terminal about several lines is normal. If >> stays at the end, press Enter once more.",
		"",
		"$ErrorActionPreference = 'Stop'",
	)
}

// comment writes words of ours as a comment.
func (p *paster) comment(words string) {
	for _, line := range wrap(words, columns-p.depth*len(indent)-len("# ")) {
		p.add("# " + line)
	}
}

// data has all that the answers decide. What follows it is the same for every set-up of this shape.
func (p *paster) data() {
	p.add("", "# What shall be there. The properties of the list below it have to be empty or off.")
	for _, a := range p.actions {
		x := variableOf(a.Part)
		switch a.Deed {
		case create:
			if a.Remark != "" {
				p.comment(a.Remark)
			}
			p.hashtable(x, a.Params)
			p.assign(x+"Unset", a.Object.unset(a.Params))
		case validate:
			for _, param := range a.Params {
				if l, ok := param.Value.(list); ok {
					p.assign(x+"Recipients", l)
				}
			}
		}
	}
	org := p.up.Organization()
	if !org.InitialDomain.IsZero() {
		p.assign("initialDomain", text(org.InitialDomain.Exchange()))
	}
	p.add("", "# What the receipt says.")
	if org.InitialDomain.IsZero() {
		p.add("$organization = 'NOT CHECKED: no initial domain was named'")
	} else {
		p.add("$organization = 'not checked'")
	}
	p.add("$connectionLines = @('  not looked at')")
	if !org.TenantID.IsZero() {
		p.assign("expectedTenant", text(org.TenantID.Exchange()))
	}
	for _, a := range p.actions {
		switch a.Deed {
		case create:
			p.add(p.fill(a, "$<x>State = 'not created'\n$<x>Guid = ''"))
		case validate:
			p.add(p.fill(a, "$<x>Validation = 'not run'\n$<x>Validated = $false\n$<x>Tests = @()"))
		}
	}
	p.add("$done = 0", "$touched = $false", "$failure = ''")
}

func (p *paster) helpers() {
	for _, h := range []string{valueOf, shown, normalize, compare} {
		p.add("", h)
	}
	for _, o := range p.objects() {
		p.add("", o.Reader)
	}
	p.add("", examine, "", readBack, "")
}

// objects are the kinds of objects that the actions are about, each once.
func (p *paster) objects() (out []object) {
	for _, a := range p.actions {
		if !slices.ContainsFunc(out, func(o object) bool { return o.Noun == a.Object.Noun }) {
			out = append(out, a.Object)
		}
	}
	return out
}

// try has the guards, a look at what is there, and then the actions.
func (p *paster) try() {
	guarded := !p.up.Organization().InitialDomain.IsZero()
	commands := list{"Get-ConnectionInformation"}
	if guarded {
		commands = append(commands, "Get-AcceptedDomain")
	}
	for _, o := range p.objects() {
		commands = append(commands, o.read())
	}
	for _, a := range p.actions {
		if !slices.Contains(commands, a.Command) {
			commands = append(commands, a.Command)
		}
	}
	p.add("# The commands: a window that is not connected does not have them.")
	p.assign("commands", commands)
	p.add(checkCommands, "", checkConnection)
	if guarded {
		p.add("", checkOrganization)
	}
	p.add("", "# What is there already. Up to here nothing has been changed.")
	for _, o := range p.objects() {
		p.add(fmt.Sprintf("$known%s = @(& $read%s)", o.Short, o.Short), fmt.Sprintf("$test%s = %s", o.Short, o.InTestMode))
	}
	for _, a := range p.actions {
		if a.Deed == create {
			p.add(p.fill(a, examineOne))
		}
	}
	for i, a := range p.actions {
		p.add("", fmt.Sprintf("# %d. %s.", i+1, a.Title))
		p.add(p.fill(a, map[deed]string{create: createOne, validate: validateOne, record: recordOne}[a.Deed]))
	}
}

// receipt is written whatever happened.
func (p *paster) receipt() {
	p.add("''", "'RECEIPT of block "+p.blockID()+"'", "'Organization: ' + $organization", "'Connection:'", "$connectionLines")
	if !p.up.Organization().TenantID.IsZero() {
		p.add("'  TenantID as answered: ' + $expectedTenant")
	}
	for _, a := range p.actions {
		switch a.Deed {
		case create:
			p.add(p.fill(a, "'"+capital(a.Object.Called)+" {0}: {1}' -f $<x>['Name'], $<x>State"))
		case validate:
			p.add(p.fill(a, "'  Validation: ' + $<x>Validation\n$<x>Tests"))
		}
	}
	p.add(fmt.Sprintf("'{0} of %d actions done.' -f $done", len(p.actions)), stopped)
}
