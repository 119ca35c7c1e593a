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
// is there already. Whatever stops it, it ends with a receipt; only behind Ctrl+C PowerShell drops what finally writes,
// so that everything worth knowing is also said as soon as it is known.
func paste(_ *steps.Settled, up mailflow.SetUp) ([]byte, error) {
	p := &paster{up: up, actions: actions(up)}
	p.nest("& {", func() {
		p.head()
		p.data()
		p.helpers()
		p.nest("try {", func() { p.try(); p.add("$failure = ''") }, "}")
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
	org := p.up.Organization
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
		"# that is not as expected. It ends with a receipt, unless it is interrupted with Ctrl+C. Pasting it once more does",
		"# no harm.",
	)
	if slices.ContainsFunc(p.actions, func(a action) bool { return a.Deed == validate }) {
		p.add(
			"# It sends the test messages again then, unless the connector is recorded as validated with the same addresses.",
		)
	}
	p.add("#", "# How to run it:")
	if p.guarded() {
		p.add(
			"#   Connect first, with one of these lines; the second is for the organization of a customer.",
			"#     Connect-ExchangeOnline",
			"#     Connect-ExchangeOnline -DelegatedOrganization customer.onmicrosoft.com",
		)
	} else {
		p.add(
			"#   Connect first. For the organization of a customer this block does not run: name the organization, and make",
			"#   the block again.",
			"#     Connect-ExchangeOnline",
		)
	}
	p.add(
		"#   Then paste everything, from the first brace to the empty line after the last, with Ctrl+V. A warning of",
		"#   Windows Terminal about several lines is normal. If >> stays at the end, press Enter once more.",
		"#   If a red message of PSReadLine appears: press Ctrl+C, not Enter, and run the saved file with this line instead.",
		"#     "+runFile,
		"",
		"$ErrorActionPreference = 'Stop'",
	)
}

// runFile runs the saved block past the line editor: the PSReadLine of Windows PowerShell 5.1 can fail on long pastes.
const runFile = `. ([scriptblock]::Create((Get-Content -Raw -LiteralPath .\paste.txt)))`

// guarded reports whether the organization is named.
func (p *paster) guarded() bool { return !p.up.Organization.InitialDomain.IsZero() }

// testMode reports whether the block has to look at connectors in test mode.
func (p *paster) testMode() bool {
	return slices.ContainsFunc(p.objects(), func(o object) bool { return o.InTestMode != "" })
}

// helper is a helper with its mark replaced: by a part, or by nothing where the block does not need it.
func helper(of, mark, part string, needed bool) string {
	var out []string
	for line := range strings.SplitSeq(of, "\n") {
		if strings.TrimSpace(line) != mark {
			out = append(out, line)
			continue
		}
		if !needed {
			continue
		}
		lead := line[:len(line)-len(strings.TrimLeft(line, " "))]
		for l := range strings.SplitSeq(part, "\n") {
			out = append(out, lead+l)
		}
	}
	return strings.Join(out, "\n")
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
			if domains := certificateDomains(a); domains != nil {
				p.comment("One of these has to be an accepted domain, or mail that is passed on can be refused.")
				p.assign(x+"CertificateDomains", domains)
			}
		case validate:
			for _, param := range a.Params {
				if l, ok := param.Value.(list); ok {
					p.assign(x+"Recipients", l)
				}
			}
		}
	}
	org := p.up.Organization
	if !org.InitialDomain.IsZero() {
		p.assign("initialDomain", text(org.InitialDomain.Exchange()))
	}
	p.add("", "# What the receipt says.")
	if org.InitialDomain.IsZero() {
		p.add("$organization = 'NOT CHECKED: none was named'")
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
			if certificateDomains(a) != nil {
				p.add(p.fill(a, "$<x>Certificate = 'not looked at'"))
			}
		case validate:
			p.add(p.fill(a, "$<x>Validation = 'not run'\n$<x>Validated = $false\n$<x>Recorded = $false\n$<x>Tests = @()"))
		}
	}
	p.add("$done = 0", "$touched = $false", "$failure = 'interrupted'")
}

func (p *paster) helpers() {
	for _, h := range []string{valueOf, shown, helper(normalize, "<addresses>", normalizeAddresses, p.addresses()), compare} {
		p.add("", h)
	}
	for _, o := range p.objects() {
		p.add("", o.Reader)
	}
	look, also := helper(examine, "<test>", examineInTestMode, p.testMode()), ""
	if p.testMode() {
		also = "$InTestMode, "
	}
	p.add("", strings.Replace(look, "<param>", also, 1), "", readBack, "")
}

// addresses reports whether addresses are compared.
func (p *paster) addresses() bool {
	return slices.ContainsFunc(p.actions, func(a action) bool {
		return slices.ContainsFunc(a.Params, func(p parameter) bool { return p.Name == "SenderIPAddresses" || p.Name == "SmartHosts" })
	})
}

// certificateDomains are the domains of which one has to be accepted for a connector that knows the organization's own
// mail by a certificate: the certificate's and its parents. nil for every other action.
func certificateDomains(a action) (out list) {
	if a.Deed != create || !slices.ContainsFunc(a.Params, func(p parameter) bool { return p.Value == enum(mailflow.OnPremises) }) {
		return nil
	}
	for _, p := range a.Params {
		name, ok := p.Value.(text)
		if p.Name != "TlsSenderCertificateName" || !ok {
			continue
		}
		domain := strings.TrimPrefix(string(name), "*.")
		out = append(out, domain)
		for _, parent, more := strings.Cut(domain, "."); more && strings.Contains(parent, "."); _, parent, more = strings.Cut(parent, ".") {
			out = append(out, parent)
		}
	}
	return out
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
	commands := list{"Get-ConnectionInformation", "Get-AcceptedDomain"}
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
	organization := showOrganization
	if p.guarded() {
		organization = checkOrganization
	}
	p.add(checkCommands, readDomains, "", checkConnection, "", organization, showWhere)
	for _, a := range p.actions {
		if certificateDomains(a) != nil {
			p.add("", p.fill(a, checkCertificate), p.fill(a, "'Certificate domain: ' + $<x>Certificate"))
		}
	}
	p.add("", "# What is there already. Up to here nothing has been changed.", "'Looking at what is there already ...'")
	for _, o := range p.objects() {
		p.add(fmt.Sprintf("$known%s = @(& $read%s)", o.Short, o.Short))
		if o.InTestMode != "" {
			p.add(fmt.Sprintf("$test%s = %s", o.Short, o.InTestMode))
		}
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
	if !p.up.Organization.TenantID.IsZero() {
		p.add("'  TenantID as answered: ' + $expectedTenant")
	}
	for _, a := range p.actions {
		switch a.Deed {
		case create:
			p.add(p.fill(a, "'"+capital(a.Object.Called)+" {0}: {1}' -f $<x>['Name'], $<x>State"))
			if certificateDomains(a) != nil {
				p.add(p.fill(a, "'  Certificate domain: ' + $<x>Certificate"))
			}
		case validate:
			p.add(p.fill(a, "'  Validation: ' + $<x>Validation\n$<x>Tests"))
		}
	}
	p.add(fmt.Sprintf("'{0} of %d actions done.' -f $done", len(p.actions)))
	for _, a := range p.actions {
		if a.Deed == validate {
			p.add(p.fill(a, incomplete))
		}
	}
	p.add(stopped)
}
