package render

import (
	"slices"
	"strings"
)

// fill puts an action's names into a template. A line that is nothing but <splat>, <advice> or <test> becomes their lines,
// which are not looked at again: they may hold a text of the user's.
func (p *paster) fill(a action, template string) string {
	x := variableOf(a.Part)
	names := strings.NewReplacer("<x>", x, "<Short>", a.Object.Short, "<command>", a.Command, "<called>", a.Object.Called)
	var out []string
	for line := range strings.SplitSeq(template, "\n") {
		lead := line[:len(line)-len(strings.TrimLeft(line, " "))]
		inner := block{margin: p.depth*len(indent) + len(lead)}
		switch strings.TrimSpace(line) {
		case "<splat>":
			splat(&inner, x, a)
		case "<advice>":
			advice(&inner, x, a)
		case "<test>":
			switch {
			case a.Object.InTestMode != "":
				inner.add("InTestMode = $test" + a.Object.Short)
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
	to.hashtable(x+map[deed]string{validate: "Check", record: "Record"}[a.Deed], ps)
}

// advice writes what the receipt or the error adds where the action did not come out as it should.
func advice(to *block, x string, a action) {
	switch {
	case a.Deed == create:
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
