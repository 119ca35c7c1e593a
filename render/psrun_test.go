package render_test

import (
	"fmt"
	"sort"
	"strings"
)

// This file runs what psread_test.go has read, so that a paste block can be tried on a stand-in for the service. It
// follows PowerShell under Set-StrictMode -Version Latest: scopes are dynamic, a variable or property that does not
// exist is an error, pipelines unroll, and an error of a command stops nothing unless -ErrorAction Stop says so.

// psCall is one command that was run.
type psCall struct {
	name string
	args map[string]any // by the name as written
}

func (c psCall) arg(name string) any { return c.args[name] }

type psRunner struct {
	commands map[string]func(psCall) ([]any, error)
	scopes   []map[string]any
	calls    []psCall
	out      []string

	functions map[string]psBlock
	files     map[string]string
	results   []any               // objects that were output, as they are
	refuses   string              // what ShouldProcess is answered no to, by the command
	shownOf   map[string][]string // the properties that a console shows, by type
	asked     int                 // how often ShouldContinue was called
	questions []string            // what it asked
	says      bool                // its answer
	nobody    bool                // nobody can be asked

	diskFull func() bool // asked at each file that is written

	module *psRunner // what runs the functions of a module: they see no variable of who calls them

	interruptAt string // the command during which somebody presses Ctrl+C
	atEnd       string // $failure at the beginning of finally
}

// psInterrupt is Ctrl+C: nothing catches it, and finally runs until it writes something, which is not shown.
type psInterrupt struct{}

const psInterrupted = "Ctrl+C"

func throw(format string, args ...any) { panic(psFault{fmt.Sprintf(format, args...)}) }

// run runs a block as "& { … }" does. It returns the lines that were output and what was thrown.
func (r *psRunner) run(body []psNode) (thrown string) {
	return r.catching(func() {
		r.inScope(func() { r.statements(body, r.shows) })
	})
}

// shows keeps what is output.
func (r *psRunner) shows(v any) {
	if o, ok := v.(*psObject); ok {
		r.results = append(r.results, o)
		return
	}
	r.out = append(r.out, toText(v))
}

// catching returns what was thrown.
func (r *psRunner) catching(f func()) (thrown string) {
	defer func() {
		if f := recover(); f != nil {
			if _, ok := f.(psInterrupt); ok {
				thrown = psInterrupted
				return
			}
			fault, ok := f.(psFault)
			if !ok {
				panic(f)
			}
			thrown = fault.message
		}
	}()
	f()
	return ""
}

func (r *psRunner) inScope(f func()) {
	r.scopes = append(r.scopes, map[string]any{})
	defer func() { r.scopes = r.scopes[:len(r.scopes)-1] }()
	f()
}

func (r *psRunner) get(name string) any {
	if of, isOfModule := strings.CutPrefix(name, psOfModule); isOfModule {
		if v, ok := r.scopes[0][strings.ToLower(of)]; ok {
			return v
		}
		throw("the variable $%s has not been set", name)
	}
	for i := len(r.scopes) - 1; i >= 0; i-- {
		if v, ok := r.scopes[i][strings.ToLower(name)]; ok {
			return v
		}
	}
	if strings.EqualFold(name, "WhatIfPreference") { // always there
		return false
	}
	throw("the variable $%s has not been set", name)
	return nil
}

func (r *psRunner) let(name string, v any) {
	if of, isOfModule := strings.CutPrefix(name, psOfModule); isOfModule {
		r.scopes[0][strings.ToLower(of)] = v
		return
	}
	r.scopes[len(r.scopes)-1][strings.ToLower(name)] = v
}

type emit func(any)

func (r *psRunner) statements(body []psNode, out emit) {
	for _, n := range body {
		r.statement(n, out)
	}
}

func (r *psRunner) statement(n psNode, out emit) {
	switch n := n.(type) {
	case psAssign:
		r.assign(n)
	case psFunction:
		if r.functions == nil {
			r.functions = map[string]psBlock{}
		}
		r.functions[n.name] = n.block
	case psIncrement:
		step := 1
		if n.down {
			step = -1
		}
		r.let(n.name, r.get(n.name).(int)+step)
	case psIf:
		for i, cond := range n.conds {
			if truth(r.value(cond)) {
				r.statements(n.bodies[i], out)
				return
			}
		}
		r.statements(n.otherwise, out)
	case psForeach:
		for _, v := range elements(r.value(n.in)) {
			r.let(n.name, v)
			r.statements(n.body, out)
		}
	case psFor:
		for r.statement(n.first, out); truth(r.value(n.cond)); r.statement(n.each, out) {
			r.statements(n.body, out)
		}
	case psTry:
		r.try(n, out)
	case psDot:
		r.include(toText(r.value(n.text)), out)
	case psThrow:
		if n.value == nil {
			throw("%s", r.get("_").(psFault).message)
		}
		throw("%s", toText(r.value(n.value)))
	default:
		r.pipeline(n, out)
	}
}

func (r *psRunner) try(n psTry, out emit) {
	depth := len(r.scopes)
	defer func() {
		f := recover()
		if f != nil {
			r.scopes = r.scopes[:depth]
		}
		if fault, ok := f.(psFault); ok && n.catch != nil {
			f = func() (again any) {
				defer func() { again = recover() }()
				r.let("_", fault)
				r.statements(n.catch, out)
				return nil
			}()
		}
		if _, ok := f.(psInterrupt); ok && n.finally != nil {
			r.atEnd = toText(r.get("failure"))
			r.statements(n.finally, func(any) { panic(psInterrupt{}) })
		}
		if _, ok := f.(psFault); ok || f == nil {
			r.statements(n.finally, out)
		}
		if f != nil {
			panic(f)
		}
	}()
	r.statements(n.body, out)
}

func (r *psRunner) assign(n psAssign) {
	v := r.value(n.value)
	if n.op == "+=" {
		v = add(r.value(n.target), v)
	}
	switch target := n.target.(type) {
	case psVar:
		if target != "null" {
			r.let(string(target), v)
		}
	case psIndex:
		r.value(target.x).(*psTable).set(r.value(target.at).(string), v)
	case psMember:
		switch of := r.value(target.x).(type) {
		case *psTable:
			of.set(target.name, v)
		case *psObject:
			if _, ok := of.values[target.name]; !ok {
				throw("the property %s cannot be found", target.name)
			}
			of.set(target.name, v)
		default:
			throw("a property of %T is set", of)
		}
	}
}

// value is what an expression or pipeline leaves in a variable.
func (r *psRunner) value(n psNode) any {
	switch n.(type) {
	case psPipeline, psCommand, psParen:
		var items []any
		r.pipeline(n, func(v any) { items = append(items, v) })
		switch len(items) {
		case 0:
			return psNothing{}
		case 1:
			return items[0]
		}
		return items
	}
	return r.expression(n)
}

// pipeline runs n and emits its output item by item.
func (r *psRunner) pipeline(n psNode, out emit) {
	switch n := n.(type) {
	case psPipeline:
		if each, ok := n.stages[len(n.stages)-1].(psCommand); ok && each.name == "ForEach-Object" && len(n.stages) == 2 {
			process := r.value(each.args[0].value).(psScript)
			r.pipeline(n.stages[0], func(v any) { // in the scope that it is written in
				r.inScope(func() {
					r.let("_", v)
					r.statements(process.b.body, out)
				})
			})
			return
		}
		var items []any
		r.pipeline(n.stages[0], func(v any) { items = append(items, v) })
		for _, stage := range n.stages[1:] {
			c, ok := stage.(psCommand)
			if !ok || c.name != "Sort-Object" || len(c.args) > 0 {
				throw("no such stage: %v", stage)
			}
			sort.SliceStable(items, func(i, j int) bool {
				return strings.ToLower(toText(items[i])) < strings.ToLower(toText(items[j]))
			})
		}
		for _, v := range items {
			out(v)
		}
	case psCommand:
		r.command(n, out)
	case psParen:
		r.pipeline(n.body, out)
	default:
		switch v := r.expression(n).(type) {
		case psNothing:
		case psMembers:
			for _, name := range v.of.names {
				out(psEntry{name, v.of.values[name]})
			}
		case []any:
			for _, item := range v {
				out(item)
			}
		default:
			out(v)
		}
	}
}

func (r *psRunner) command(c psCommand, out emit) {
	call := psCall{c.name, map[string]any{}}
	give := func(name string, v any) {
		if _, twice := call.args[name]; twice {
			throw("the parameter %s is given twice", name)
		}
		if _, nothing := v.(psNothing); nothing {
			v = nil
		}
		call.args[name] = v
	}
	for _, splat := range c.splats {
		for _, e := range r.get(splat).(*psTable).m {
			give(e.key, e.value)
		}
	}
	for _, a := range c.args {
		give(a.name, r.value(a.value))
	}
	function, isFunction := r.functions[c.name]
	if c.call != nil || isFunction {
		script := psScript{function}
		if !isFunction {
			switch v := r.value(c.call).(type) {
			case psScript:
				script = v
			case string:
				if text, isFile := r.files[v]; isFile {
					r.document(text, call.args, out)
					return
				}
				script = psScript{r.functions[v]}
			default:
				throw("& of something that is no scriptblock")
			}
		}
		r.inScope(func() {
			r.bind(script.b, call)
			r.statements(script.b.body, out)
		})
		return
	}
	if r.ofHarness(call, out) {
		return
	}
	r.calls = append(r.calls, call)
	if c.name == r.interruptAt {
		panic(psInterrupt{})
	}
	switch c.name {
	case "Get-Date":
		out(psMoment{})
		return
	case "Start-Sleep", "Write-Verbose", "Write-Warning":
		return
	case "Update-TypeData":
		if call.arg("WhatIf") != false || call.arg("Confirm") != false || call.arg("Force") != true {
			throw("Update-TypeData asks, or fails the second time")
		}
		r.shownOf = map[string][]string{call.arg("TypeName").(string): texts(call.arg("DefaultDisplayPropertySet"))}
		return
	case "Add-Member":
		call.arg("InputObject").(*psObject).set(call.arg("NotePropertyName").(string), call.arg("NotePropertyValue"))
		return
	case "Test-Path":
		_, ok := r.files[call.arg("LiteralPath").(string)]
		out(ok)
		return
	case "Get-Content":
		if call.arg("Encoding") != "UTF8" {
			throw("a file without a mark, read in the code page of the computer")
		}
		out(r.files[call.arg("LiteralPath").(string)])
		return
	case "Set-Content":
		path, text := call.arg("LiteralPath").(string), call.arg("Value").(string)
		if r.files[path] = text; r.diskFull != nil && r.diskFull() {
			r.files[path] = text[:len(text)/2]
			throw("there is not enough space on the disk")
		}
		return
	case "Move-Item":
		from := call.arg("LiteralPath").(string)
		text, ok := r.files[from]
		if !ok || call.arg("Force") != true {
			throw("nothing to move, or a file in its place")
		}
		r.files[call.arg("Destination").(string)] = text
		delete(r.files, from)
		return
	case "ConvertTo-Json":
		out(toJSON(call.arg("InputObject")))
		return
	case "ConvertFrom-Json":
		out(fromJSON(call.arg("InputObject").(string)))
		return
	case "Get-Variable":
		for i := len(r.scopes) - 1; i >= 0; i-- {
			if v, ok := r.scopes[i][strings.ToLower(call.arg("Name").(string))]; ok {
				out(newObject("Name", call.arg("Name"), "Value", v))
				return
			}
		}
		if call.arg("ErrorAction") != "Ignore" {
			throw("an error message about a missing variable")
		}
		return
	case "Get-Command":
		name := call.arg("Name").(string)
		if _, ok := r.commands[name]; ok {
			out(newObject("Parameters", psParameters{of: name}))
		} else if r.module.exports(name) {
			out(newObject("Parameters", psParameters{of: name, known: r.module.functions[name].params}))
		} else if call.arg("ErrorAction") != "Ignore" {
			throw("an error message about a missing command")
		}
		return
	}
	f, ok := r.commands[c.name]
	if !ok {
		throw("the term %s is not recognized", c.name)
	}
	items, err := f(call)
	for _, v := range items {
		out(v)
	}
	if err != nil && call.arg("ErrorAction") == "Stop" {
		throw("%s", err.Error())
	}
}

func (r *psRunner) expression(n psNode) any {
	switch n := n.(type) {
	case psString:
		return string(n)
	case psNumber:
		return int(n)
	case psVar:
		switch strings.ToLower(string(n)) {
		case "true", "false":
			return strings.EqualFold(string(n), "true")
		case "null":
			return nil
		}
		return r.get(string(n))
	case psArray:
		items := []any{}
		r.statements(n.body, func(v any) { items = append(items, v) })
		return items
	case psHash:
		t := newTable()
		for i, k := range n.keys {
			v := r.value(n.values[i])
			if _, nothing := v.(psNothing); nothing {
				v = nil
			}
			if name, isVariable := strings.CutPrefix(k, "$"); isVariable {
				k = toText(r.get(name))
			}
			t.set(k, v)
		}
		return t
	case psParen, psCommand, psPipeline:
		return r.value(n)
	case psBlock:
		return psScript{n}
	case psComma:
		var items []any
		for _, x := range n.items {
			v := r.value(x)
			if _, nothing := v.(psNothing); nothing {
				v = nil
			}
			items = append(items, v)
		}
		return items
	case psNot:
		return !truth(r.value(n.x))
	case psCast:
		return cast(n.kind, r.value(n.x))
	case psType:
		return n
	case psStatic:
		if strings.HasPrefix(n.kind, "System.IO.") {
			return r.io(n.member, r.all(n.args))
		}
		return static(n.kind+"::"+n.member, r.all(n.args))
	case psMember:
		return member(r.value(n.x), n.name)
	case psMethod:
		if n.x == psVar("PSCmdlet") {
			return r.asks(n.name, r.all(n.args))
		}
		return method(r.value(n.x), n.name, r.all(n.args))
	case psIndex:
		return index(r.value(n.x), r.value(n.at))
	case psBin:
		l := r.value(n.l)
		switch n.op { // the others take both sides
		case "-and":
			return truth(l) && truth(r.value(n.r))
		case "-or":
			return truth(l) || truth(r.value(n.r))
		}
		return binary(n.op, l, r.value(n.r))
	}
	throw("not an expression: %T", n)
	return nil
}

func (r *psRunner) all(ns []psNode) (out []any) {
	for _, n := range ns {
		out = append(out, r.value(n))
	}
	return out
}

// asks is $PSCmdlet.
func (r *psRunner) asks(method string, args []any) any {
	switch method {
	case "ShouldProcess":
		if r.get("WhatIfPreference") == true {
			r.out = append(r.out, "What if: "+toText(args[1])+" on "+toText(args[0]))
			return false
		}
		if _, isCmdlet := r.scopes[0]["confirm"]; isCmdlet && r.get("Confirm") == true {
			throw("%s without -Confirm:$false would ask", args[1])
		}
		return r.refuses == "" || !strings.HasPrefix(toText(args[1]), r.refuses)
	case "ShouldContinue":
		r.asked++
		r.questions = append(r.questions, toText(args[0]))
		if r.nobody {
			throw("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.")
		}
		return r.says
	}
	throw("no method %s of $PSCmdlet", method)
	return nil
}
