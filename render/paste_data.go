package render

import (
	"strings"

	"eacwizard/steps/mailflow"
)

// remarked writes parameters, with what is to be said of each above it.
func (p *paster) remarked(name, part string, ps []parameter) {
	if !p.remarks {
		p.hashtable(name, ps)
		return
	}
	var most [32]*onPage
	asked := p.asked(most[:0], part)
	p.members(name, ps, func(param parameter) {
		if other, field, isElsewhere := strings.Cut(param.Field, "."); isElsewhere {
			var most [32]*onPage
			p.remark(question(p.asked(most[:0], other), field, param.Name))
		} else {
			p.remark(question(asked, param.Field, param.Name))
		}
	})
}

// part is the part that a subject is described in.
func (s *subject) part(all []action) string {
	for i := range all {
		if all[i].On == s {
			return all[i].Part
		}
	}
	return ""
}

// data has all that the answers decide. What follows it is the same for every set-up of this shape.
func (p *paster) data() {
	if len(p.uses) > 0 {
		p.add("", "# What shall be there. The properties in the list after each have to be empty or off.")
	}
	for _, u := range p.uses {
		p.wanted(u)
	}
	p.looked(true)
	org := p.up.Organization
	if p.shell.online && !org.InitialDomain.IsZero() {
		p.assign("initialDomain", text(org.InitialDomain.Exchange()))
	}
	if domains := p.ownDomains(); domains != nil {
		p.assign("mailDomains", domains)
	}
	if domains := p.relayDomains(); domains != nil {
		p.assign("relayDomains", domains)
	}
	p.add("", "# What the receipt says.")
	if p.ownDomains() != nil {
		p.add("$organization = 'not checked'")
	}
	if p.shell.online {
		if org.InitialDomain.IsZero() {
			p.add("$organization = 'NOT CHECKED: none was named'")
		} else {
			p.add("$organization = 'not checked'")
		}
		p.add("$connectionLines = @('  not looked at')")
		if !org.TenantID.IsZero() {
			p.assign("expectedTenant", text(org.TenantID.Exchange()))
		}
	}
	for _, u := range p.uses {
		if begins := p.known(u, "$<x>Guid = ''\n$<x>Form = -1"); !u.Made && begins != "" {
			p.putOn(u.subject, begins)
		}
	}
	for i := range p.todo {
		a := &p.todo[i]
		switch a.Does {
		case create:
			p.put(a, p.known(p.useOf(a.On), "$<x>State = 'nothing done by this paste'\n$<x>Guid = ''\n$<x>Form = -1"))
			if certificateOf(a) != "" {
				p.put(a, "$<x>Certificate = 'not looked at'")
			}
			if a.On.Beside != "" {
				p.put(a, "$<x>Others = @()\n$<x>Nearer = @()")
			}
		case validate:
			p.put(a, "$<x>Validation = 'not run'\n$<x>Validated = $false\n$<x>Recorded = $false\n$<x>Tests = @()")
		case record:
		case require, cover:
			p.put(a, "$<y>State = 'not looked at'")
		default:
			p.put(a, "$<y>State = 'nothing done by this paste'")
			if a.changesFound() || a.Does == extend {
				p.put(a, "$<y>Before = 'not looked at'")
			}
		}
	}
	if p.has(create) {
		p.add("$wasThere = $false")
	}
	p.fixed(beginning)
}

// beginning is what a receipt says where a block is interrupted.
const beginning = `$done = 0
$touched = $false
$failure = 'interrupted'`

// wanted writes the forms of a subject: the first whole, then what each change of it brings.
func (p *paster) wanted(u *use) {
	begin := u.Forms[0]
	for i := range p.actions {
		if a := &p.actions[i]; a.On == u.subject && a.Does == create && a.Remark != "" {
			p.comment(a.Remark)
		}
	}
	if begin == nil {
		p.line("$", u.X, " = @{}")
		name := u.Name
		if name == "" {
			name = "of the organization"
		}
		p.assign(u.X+"Name", text(name))
	} else {
		p.remarked(u.X, u.part(p.actions), begin)
	}
	var few [32]string
	p.items(u.X, "Unset", u.appendUnset(few[:0], begin))
	for i := range p.actions {
		a := &p.actions[i]
		switch {
		case a.On != u.subject:
		case a.Does == create && u.Made && p.shell.online:
			if name := certificateOf(a); name != "" {
				p.comment("One of these has to be an accepted domain, or mail that is passed on can be refused.")
				p.items(u.X, "CertificateDomains", certificateDomains(name))
			}
		case a.Does == change:
			p.comment("What changes then: ", lowerFirst(a.Title), ".")
			p.remarked(a.Y, a.Part, a.brings())
		}
	}
}

// looked writes what actions are about that make no object. Only what changes something lets a person name domains
// without mail.
func (p *paster) looked(changes bool) {
	for i := range p.todo {
		a := &p.todo[i]
		switch a.Does {
		case validate:
			p.items(a.On.X, "Recipients", listed(a, "Recipients"))
		case extend:
			p.assign(a.Y+"Sealer", text(lookup(a.Params, "ArcTrustedSealers").(added)))
		case require:
			p.assign(a.Y+"Domain", lookup(a.Params, "DomainName"))
		case cover:
			p.items(a.Y, "Domains", listed(a, "DomainName"))
			if !changes {
				break
			}
			p.comment("Accepted domains that receive no mail: write them here, as in @('a.example', 'b.example'). Mail for them is refused.")
			p.add("$noMail = @()")
		}
	}
}

// listed is the list that a parameter of an action is given.
func listed(a *action, name string) list { return lookup(a.Params, name).(list) }

// ownDomains are the mail domains by which a block for the organization's own servers knows them. nil where it is for
// Exchange Online, or nobody named any.
func (p *paster) ownDomains() (out list) {
	if p.shell.online {
		return nil
	}
	for _, d := range p.up.MailDomains {
		out = append(out, d.Name.Exchange())
	}
	return out
}

// relayDomains are those of ownDomains of which Exchange Online passes on what it does not know.
func (p *paster) relayDomains() (out list) {
	if p.shell.online {
		return nil
	}
	for _, d := range p.up.MailDomains {
		if d.InternalRelay {
			out = append(out, d.Name.Exchange())
		}
	}
	return out
}

// certificateOf is the name in the certificate by which a connector that an action makes knows the organization's own
// mail. "" of every other action.
func certificateOf(a *action) text {
	if a.Does != create || lookup(a.Params, "ConnectorType") != enum(mailflow.OnPremises) {
		return ""
	}
	name, _ := lookup(a.Params, "TlsSenderCertificateName").(text)
	return name
}

// certificateDomains are the domains of which one has to be accepted for such a connector: the certificate's and its
// parents.
func certificateDomains(name text) (out list) {
	domain := strings.TrimPrefix(string(name), "*.")
	out = append(out, domain)
	for _, parent, more := strings.Cut(domain, "."); more && strings.Contains(parent, "."); _, parent, more = strings.Cut(parent, ".") {
		out = append(out, parent)
	}
	return out
}
