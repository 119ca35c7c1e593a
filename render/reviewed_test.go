package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What a reviewer of PowerShell looks for and no runner sees: the rules that PSScriptAnalyzer has on by default, as far as
// they concern what is written here, and the common style guide.

// automatic are the variables that PowerShell sets itself, which nobody may assign.
var automatic = []string{"args", "consolefilename", "enabledexperimentalfeatures", "error", "event", "eventargs", "eventsubscriber",
	"executioncontext", "false", "foreach", "home", "host", "input", "iscoreclr", "islinux", "ismacos", "iswindows", "lastexitcode",
	"matches", "myinvocation", "nestedpromptlevel", "ofs", "pid", "profile", "psboundparameters", "pscmdlet", "pscommandpath",
	"psculture", "psdebugcontext", "psedition", "pshome", "psitem", "psscriptroot", "pssenderinfo", "psuiculture",
	"psversiontable", "pwd", "sender", "shellid", "stacktrace", "switch", "this", "true", "_"}

// approved are the verbs that may begin the name of a function of ours and that change nothing in the organization: those
// that do, as New or Set, would have to ask ShouldProcess themselves.
var approved = []string{"Add", "Assert", "Compare", "Complete", "ConvertFrom", "ConvertTo", "Find", "Format", "Get", "Merge", "Read", "Request", "Save", "Test", "Wait"}

// readNames are the variables that are read somewhere, splats and names in hashtables' keys among them.
func readNames(body []psNode) map[string]bool {
	out := map[string]bool{}
	var look func(n psNode)
	look = func(n psNode) {
		switch n := n.(type) {
		case psVar:
			out[strings.ToLower(string(n))] = true
		case psAssign:
			if _, plain := n.target.(psVar); plain && n.op == "=" {
				look(n.value)
				return
			}
		case psIncrement:
			out[strings.ToLower(n.name)] = true
		case psCommand:
			for _, s := range n.splats {
				out[strings.ToLower(s)] = true
			}
		case psHash:
			for _, k := range n.keys {
				if name, ok := strings.CutPrefix(k, "$"); ok {
					out[strings.ToLower(name)] = true
				}
			}
		}
		for _, c := range children(n) {
			look(c)
		}
	}
	for _, n := range body {
		look(n)
	}
	return out
}

// TestEveryChangeAsksFirst: in a script every command that changes something stands below a ShouldProcess of its own.
func TestEveryChangeAsksFirst(t *testing.T) {
	table := cmdletTable(t)
	asks := func(cond psNode) (is bool) {
		walk([]psNode{cond}, func(n psNode) {
			m, ok := n.(psMethod)
			is = is || ok && m.name == "ShouldProcess" && m.x == psVar("PSCmdlet")
		})
		return is
	}
	for _, name := range cases(t) {
		for _, id := range []string{"script", "verify", "rollback"} {
			_, body, _, err := readScript(document(t, id, settled(t, name)))
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			var look func(n psNode, asked bool)
			look = func(n psNode, asked bool) {
				switch n := n.(type) {
				case psIf:
					for i, cond := range n.conds {
						asked = asked || asks(cond)
						for _, b := range n.bodies[i] {
							look(b, asked)
						}
					}
					for _, b := range n.otherwise {
						look(b, asked)
					}
					return
				case psCommand:
					if _, ofService := table[n.name]; ofService && !strings.HasPrefix(n.name, "Get-") {
						if found++; !asked {
							t.Errorf("%s, %s: %s asks nobody", name, id, n.name)
						}
					}
				}
				for _, c := range children(n) {
					look(c, asked)
				}
			}
			for _, n := range body {
				look(n, false)
			}
			if found == 0 && id != "verify" {
				t.Errorf("%s, %s changes nothing", name, id)
			}
		}
	}
}

func TestReviewersRules(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		for _, id := range []string{"paste", "script", "verify", "rollback"} {
			text := document(t, id, s)
			var bodies [][]psNode
			var err error
			if id == "paste" {
				bodies, _, err = readBlocks(text)
			} else {
				bodies = make([][]psNode, 1)
				_, bodies[0], _, err = readScript(text)
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, body := range bodies {
				reviewed(t, name+", "+id, body)
			}
		}
	}
}

func reviewed(t *testing.T, where string, body []psNode) {
	t.Helper()
	read := readNames(body)
	// These are for PowerShell, or for whoever reads the table of what there is.
	for _, name := range []string{"erroractionpreference"} {
		read[name] = true
	}
	for name := range assignedIn(body) {
		if !read[name] {
			t.Errorf("%s: $%s is assigned, and nobody reads it", where, name)
		}
		if slices.Contains(automatic, name) {
			t.Errorf("%s: $%s is PowerShell's own", where, name)
		}
	}
	called := map[string]bool{}
	walk(body, func(n psNode) {
		switch n := n.(type) {
		case psBlock:
			for _, p := range n.params {
				if !readNames(n.body)[strings.ToLower(p)] {
					t.Errorf("%s: the parameter %s is not read", where, p)
				}
			}
		case psFunction:
			for _, p := range n.block.params {
				if !readNames(n.block.body)[strings.ToLower(p)] {
					t.Errorf("%s: the parameter %s of %s is not read", where, p, n.name)
				}
			}
			verb, noun, ok := strings.Cut(n.name, "-")
			if !ok || !slices.Contains(approved, verb) || !regexp.MustCompile(`^([A-Z][a-z]+)+$`).MatchString(noun) ||
				strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") {
				t.Errorf("%s: function %s: not an approved verb and a noun in the singular", where, n.name)
			}
		case psCommand:
			called[n.name] = true
			if n.name == "Get-Content" && !slices.Contains(n.args, psArg{"Encoding", psString("UTF8")}) {
				t.Errorf("%s: Get-Content in whatever code page the computer has", where)
			}
			if n.name == "Get-Date" && len(n.args) > 0 {
				t.Errorf("%s: Get-Date in whatever calendar the computer has", where)
			}
			if n.name == "ConvertTo-Json" && !slices.ContainsFunc(n.args, func(a psArg) bool { return a.name == "Depth" }) {
				t.Errorf("%s: ConvertTo-Json cuts off what is deeper than two levels", where)
			}
		case psBin:
			if v, ok := n.r.(psVar); ok && strings.EqualFold(string(v), "null") && strings.HasPrefix(n.op, "-") {
				t.Errorf("%s: $null on the right of %s", where, n.op)
			}
		case psMember:
			// Of one thing alone, strict mode in Windows PowerShell knows no Count.
			if n.name == "Count" {
				switch x := n.x.(type) {
				case psArray, psIndex:
				case psVar:
					if !countable(body, string(x)) {
						t.Errorf("%s: $%s.Count, and it may be no array", where, x)
					}
				default:
					t.Errorf("%s: .Count of %T", where, x)
				}
			}
		}
	})
	walk(body, func(n psNode) {
		if f, ok := n.(psFunction); ok && !called[f.name] && !passed(body, f.name) {
			t.Errorf("%s: function %s is never called", where, f.name)
		}
	})
}

// countable reports whether all that a variable is given has a Count: arrays, and hashtables.
func countable(body []psNode, name string) bool {
	ok, given := true, false
	walk(body, func(n psNode) {
		switch n := n.(type) {
		case psAssign:
			if v, isVar := n.target.(psVar); isVar && strings.EqualFold(string(v), name) && n.op == "=" {
				given = true
				switch value := n.value.(type) {
				case psArray, psHash:
				case psVar:
					ok = ok && (strings.EqualFold(string(value), name) || countable(body, string(value)))
				case psBin: // an array and more
					ok = ok && value.op == "+"
				case psCommand:
					ok = ok && value.name == "Get-NeededChange" // a hashtable
				case psMethod:
					ok = ok && value.name == "Clone" // of a hashtable
				default:
					ok = false
				}
			}
		case psFunction:
			given = given || takes(n.block, name)
		case psBlock:
			given = given || takes(n, name)
		}
	})
	return ok && (given || name == "CreatedGuid" || name == "DnsServer")
}

func takes(b psBlock, name string) bool {
	return slices.ContainsFunc(b.params, func(p string) bool { return strings.EqualFold(p, name) })
}

// passed reports whether a function's name is given to another.
func passed(body []psNode, name string) (is bool) {
	walk(body, func(n psNode) { is = is || n == psString(name) })
	return is
}
