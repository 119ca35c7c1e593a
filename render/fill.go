package render

import (
	"fmt"
	"slices"
	"strings"

	"eacwizard/steps/mailflow"
)

// fill puts an action's names into a template. A line that is nothing but a word in angle brackets may become several
// lines, which are not looked at again: they may hold a text of the user's.
func (p *paster) fill(a action, template string) string {
	on := a.On
	if on == nil {
		on = &subject{}
	}
	org := p.up.Organization.Cloud.InitialSuffix()
	names := strings.NewReplacer("<x>", on.X, "<y>", a.variable(), "<Short>", on.Short, "<Key>", on.Key, "<command>", a.Command,
		"<called>", on.Called, "<name>", on.nameVariable(), "<form>", fmt.Sprint(a.Form), "<before>", fmt.Sprint(a.Form-1), "<block>", p.id,
		"<id>", a.ID, "<Noun>", on.Noun, "<Set>", on.change(), "<did>", undoneBy(a), "<asWanted>", on.asWanted(),
		"<initialPattern>", strings.ReplaceAll(org, ".", `\.`), "<initial>", org)
	var out []string
	for line := range strings.SplitSeq(template, "\n") {
		lead := line[:len(line)-len(strings.TrimLeft(line, " "))]
		inner := block{margin: p.depth*len(indent) + len(lead)}
		switch strings.TrimSpace(line) {
		case "<splat>":
			splat(&inner, on.X, a)
		case "<advice>":
			advice(&inner, on.X, a)
		case "<forms>":
			p.forms(&inner, on)
		case "<idle>":
			inner.hashtable("idle", on.idle())
		case "<run>":
			inner.add(names.Replace(a.run()))
		case "<validated>":
			for _, b := range neededBy(a, p.all) {
				if b.Does == validate && p.validates(b.On) {
					inner.add(p.fill(action{On: b.On}, changeValidated))
				}
			}
		case "<list>":
			inner.add(listIdentity)
		case "<added>":
			inner.add(listAdded)
		case "<hint>":
			if a.Advice != "" {
				says, err := layout(text(a.Advice), 60, columns-inner.margin)
				inner.err = err
				says[0] = "Write-Warning -Message " + says[0]
				inner.add(says...)
			}
		case "<set>":
			set := scriptSet
			if on.Setting != "" {
				set = on.Setting
			}
			inner.add(names.Replace(set))
		case "<test>":
			switch {
			case on.InTestMode != "":
				inner.add("InTestMode = $test" + on.Short)
			case p.testMode():
				inner.add("InTestMode = @()")
			}
		default:
			out = append(out, names.Replace(line))
		}
		if p.err == nil {
			p.err = inner.err
		}
		for _, l := range inner.lines {
			out = append(out, lead+l)
		}
	}
	return strings.Join(out, "\n")
}

// validates reports whether the block tests a connector.
func (p *paster) validates(on *subject) bool {
	return slices.ContainsFunc(p.actions, func(b action) bool { return b.Does == record && b.On == on })
}

// undoneBy is the word in the record of changes that says how a change is undone.
func undoneBy(a action) string {
	switch {
	case a.Does == create:
		return "Created"
	case a.Does == extend:
		return "Added"
	case a.Command == enabling:
		return "Enabled"
	}
	return "Changed"
}

// variable is what the names of an action's own variables begin with.
func (a action) variable() string { return variableOf(strings.ReplaceAll(a.ID, ".", "-")) }

// nameVariable is the expression for a subject's name.
func (s *subject) nameVariable() string {
	if len(s.Forms) > 0 && lookup(s.Forms[0], "Name") != nil {
		return "$" + s.X + "['Name']"
	}
	return "$" + s.X + "Name"
}

// asWanted is the expression for how sure it is that an object is as wanted: a rule has more than can be compared.
func (s *subject) asWanted() string {
	if len(s.Counted) > 0 {
		return "$" + s.X + "AsWanted"
	}
	return "'exactly as wanted'"
}

// run is the command of a change. One that brings something of its own takes nothing but the object.
func (a action) run() string {
	if a.Brings != nil {
		which := "-Identity $<x>Guid"
		if name := a.Params[0].Name; name != "Identity" { // it is called by its name
			which = "-" + name + " <name>"
		}
		return "$null = <command> " + which + " -Confirm:$false -ErrorAction Stop"
	}
	which := "$<y>['Identity'] = $<x>Guid\n"
	if a.On.Key == "" {
		which = ""
	}
	return which + "$null = <command> @<y> -Confirm:$false -ErrorAction Stop"
}

// forms writes the forms that a subject goes through, each made from the one before.
func (p *paster) forms(to *block, on *subject) {
	to.add(fmt.Sprintf("$%sForms = @($%s)", on.X, on.X))
	for _, a := range p.all {
		if a.On == on && a.Does == change {
			to.add(fmt.Sprintf("$base = $%sForms[%d]", on.X, a.Form-1), fmt.Sprintf("$%sForms += & $with -Base $base -Change $%s", on.X, a.variable()))
		}
	}
	if n := len(on.Forms); p.turnedOn(on) {
		to.add(fmt.Sprintf("$base = $%sForms[%d]", on.X, n-1), fmt.Sprintf("$%sForms += & $with -Base $base -Change @{ Enabled = $true }", on.X))
	}
}

// turnedOn reports whether a subject has to have been turned on by hand: it is needed on, and the set-up leaves it off.
func (p *paster) turnedOn(on *subject) bool {
	return slices.ContainsFunc(p.uses, func(u *use) bool {
		return u.subject == on && u.On && lookup(on.Forms[len(on.Forms)-1], "Enabled") != boolean(true)
	})
}

// splat writes the parameters of an action on an object that an action before has made. What the block has in
// variables by then stands as these.
func splat(to *block, x string, a action) {
	ps := slices.Clone(a.Params)
	for i := range ps {
		switch ps[i].Value.(type) {
		case made:
			ps[i].Value = variable(x + "Guid")
		case list:
			ps[i].Value = variable(x + "Recipients")
		}
	}
	to.hashtable(x+map[deed]string{validate: "Check", record: "Record"}[a.Does], ps)
}

// advice writes what the receipt or the error adds where the action did not come out as it should.
func advice(to *block, x string, a action) {
	switch {
	case a.Does == create:
		to.add("$advice = ''")
		if a.Advice == "" {
			return
		}
		// The one difference that the service is known to make by itself.
		to.nest("if (@($back['Differences'] -like 'Enabled: *').Count -gt 0) {", func() { to.assign("advice", text(" "+a.Advice)) }, "}")
	case a.Advice != "":
		for _, line := range wrap(a.Advice, 72) {
			to.add("$" + x + "Tests += '    " + line + "'")
		}
	}
}

// variableOf is the name of a part as PowerShell's variables are written: to-on-premises is toOnPremises.
func variableOf(part string) string {
	words := strings.Split(part, "-")
	for i := range words[1:] {
		words[i+1] = capital(words[i+1])
	}
	return strings.Join(words, "")
}

// capital is an ASCII word with its first letter in upper case.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// connectLines are the lines that connect PowerShell to the organization's cloud.
func connectLines(org mailflow.Organization) (own, customers string) {
	own = "Connect-ExchangeOnline"
	if environment := org.Cloud.ConnectEnvironment(); environment != "" {
		own += " -ExchangeEnvironmentName " + environment
	}
	return own, own + " -DelegatedOrganization customer." + org.Cloud.InitialSuffix()
}
