package render_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// This file reads and runs the stand-ins in testdata/ExchangeOnlineManagement and what plays trials against them, so
// that they are tried where there is no PowerShell. Beyond what a document may use they have variables of the module,
// functions that bind as cmdlets do, and functions that are made from a text.

// psOfModule is before the name of a variable that all functions of a module share.
const psOfModule = "script:"

// inTypes is what the names of types may have beside letters and digits.
func (r *psReader) inTypes() string {
	if r.ofModule {
		return "."
	}
	return ""
}

// typed reads a block of a module behind its brace: how it binds, its parameters with their types, and what it does.
func (r *psReader) typed() (b psBlock) {
	r.declared(&b)
	b.body = r.statements('}')
	r.expect("}")
	return b
}

func (r *psReader) declared(b *psBlock) {
	b.types = map[string]string{}
	if r.lines(); r.take("[CmdletBinding(") {
		b.bound = true
		if b.asks = r.take("SupportsShouldProcess = $true, ConfirmImpact = 'High'"); !b.asks && r.peek() != ')' {
			r.fail("not known of CmdletBinding")
		}
		r.expect(")]")
		r.lines()
	}
	if !r.take("param(") {
		return
	}
	for r.lines(); !r.take(")"); r.lines() {
		if len(b.params) > 0 {
			r.expect(",")
			r.lines()
		}
		required := r.take("[Parameter(Mandatory = $true)] ")
		kind := ""
		if r.take("[") {
			kind = r.word("")
			r.expect("]")
		}
		r.expect("$")
		name := r.word("")
		b.params, b.types[strings.ToLower(name)] = append(b.params, name), kind
		if required {
			b.mandatory = append(b.mandatory, name)
		}
	}
}

// readModule reads a module, or a text that becomes a part of it.
func readModule(text string) (body []psNode, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(psError)
			if !ok {
				panic(r)
			}
			body, err = nil, e
		}
	}()
	r := &psReader{s: text, ofModule: true}
	if i := strings.IndexFunc(text, func(c rune) bool { return c >= 0x7F || c < ' ' && c != '\n' }); i >= 0 {
		r.at = i
		r.fail("not a plain character")
	}
	var b psBlock
	if r.lines(); r.has("param(") {
		r.declared(&b)
	}
	return r.statements(0), nil
}

const moduleFolder = "testdata/ExchangeOnlineManagement"

// newModule loads the stand-ins, as Import-Module does.
func newModule() *psRunner {
	const folder = moduleFolder + "/"
	m := &psRunner{files: map[string]string{}, scopes: []map[string]any{{
		"psscriptroot": moduleFolder, "whatifpreference": false, "erroractionpreference": "Continue", "confirm": true,
	}}}
	for _, name := range []string{folder + "ExchangeOnlineManagement.psm1", "testdata/cmdlets.json"} {
		data, err := os.ReadFile(name)
		if err != nil {
			throw("%s", err)
		}
		m.files[name] = string(data)
	}
	m.include(m.files[folder+"ExchangeOnlineManagement.psm1"], func(v any) { throw("the module outputs %s", toText(v)) })
	return m
}

// include runs a text as a part of the module.
func (r *psRunner) include(text string, out emit) {
	body, err := readModule(text)
	if err != nil {
		throw("%s", err)
	}
	r.statements(body, out)
}

// exports says whether a module has a function for others.
func (r *psRunner) exports(name string) bool {
	return r != nil && slices.ContainsFunc(elements(r.scopes[0]["exported"]), func(v any) bool { return strings.EqualFold(toText(v), name) })
}

// bind gives the parameters of a function their values. Of one with CmdletBinding it holds each to its type.
func (r *psRunner) bind(b psBlock, call psCall) {
	for _, name := range b.params {
		r.let(name, nil)
	}
	bound := newTable()
	for name, v := range call.args {
		if text, isText := v.(string); isText && b.types[strings.ToLower(name)] == "datetime" {
			v = cast("datetime", text)
		}
		isKnown := slices.ContainsFunc(b.params, func(p string) bool { return strings.EqualFold(p, name) })
		switch kind := b.types[strings.ToLower(name)]; {
		case b.bound && name == "ErrorAction":
			r.let("ErrorActionPreference", v)
			continue
		case b.asks && name == "Confirm":
			r.let("Confirm", v)
			continue
		case b.asks && name == "WhatIf":
			r.let("WhatIfPreference", v)
			continue
		case !isKnown:
			throw("a parameter cannot be found that matches parameter name %s of %s", name, call.name)
		case !binds(v, kind):
			throw("%s -%s is of type %s, and takes no %#v", call.name, name, kind, v)
		}
		r.let(name, v)
		bound.set(name, v)
	}
	for _, name := range b.mandatory {
		if v, ok := bound.m[strings.ToLower(name)]; !ok || v.value == nil {
			throw("%s without -%s would ask for it", call.name, name)
		}
	}
	if b.bound {
		r.let("PSBoundParameters", bound)
	}
}

// binds says whether a parameter of that type takes the value, as it is or turned into it.
func binds(v any, kind string) (ok bool) {
	switch kind {
	case "bool", "switch":
		_, ok = v.(bool)
	case "int":
		_, ok = v.(int)
	case "datetime":
		_, ok = v.(psMoment)
	case "object", "string", "":
		return true
	}
	return ok
}

// ofHarness runs what no document calls, and the functions of the module. It says whether it knew the command.
func (r *psRunner) ofHarness(call psCall, out emit) bool {
	switch {
	case r.module.exports(call.name):
		r.module.inScope(func() {
			b := r.module.functions[call.name]
			r.module.bind(b, call)
			r.module.statements(b.body, out)
		})
	case call.name == "Import-Module":
		r.module = newModule()
	case call.name == "New-Object" && call.arg("TypeName") == "System.Collections.ArrayList":
		out(&psList{})
	case call.name == "Write-Error":
		if r.get("ErrorActionPreference") == "Stop" { // else it is shown, and the command goes on
			throw("%s", toText(call.arg("Message")))
		}
	case call.name == "Set-StrictMode":
	case call.name == "Export-ModuleMember":
		r.scopes[0]["exported"] = call.arg("Function")
	default:
		return false
	}
	return true
}

// io is what the module and the play use of System.IO.
func (r *psRunner) io(member string, args []any) any {
	path := filepath.ToSlash(toText(args[0]))
	switch member {
	case "Combine":
		return filepath.ToSlash(filepath.Join(texts(args)...))
	case "ReadAllText":
		text, ok := r.files[path]
		if !ok {
			throw("no file %s", path)
		}
		return text
	case "WriteAllText":
		r.files[path] = toText(args[1])
		return psNothing{}
	case "GetFiles":
		found := []any{}
		for name := range r.files {
			if strings.HasPrefix(name, path+"/") {
				found = append(found, name)
			}
		}
		return found
	}
	throw("no method %s", member)
	return nil
}

// runDocument runs a file and returns what was thrown.
func (r *psRunner) runDocument(text string, given map[string]any) (thrown string) {
	return r.catching(func() { r.document(text, given, r.shows) })
}

// document runs a file: a block of a paste, or a script with its parameters.
func (r *psRunner) document(text string, given map[string]any, out emit) {
	functions := r.functions
	r.functions = map[string]psBlock{}
	defer func() { r.functions = functions }()
	if !strings.HasPrefix(text, bom) {
		body, _, err := readPaste(text)
		if err != nil {
			throw("%s", err)
		}
		r.inScope(func() { r.statements(body, out) })
		return
	}
	head, body, _, err := readScript(text)
	if err != nil {
		throw("%s", err)
	}
	r.inScope(func() {
		for name, v := range defaults(head) {
			r.let(name, v)
		}
		for name, v := range given {
			if name == "WhatIf" {
				name = "WhatIfPreference"
			} else if !strings.Contains(head, "]$"+name) {
				throw("a parameter cannot be found that matches parameter name %s", name)
			}
			r.let(name, v)
		}
		r.statements(body, out)
	})
}

var stageByDefault = regexp.MustCompile(`\$Stage = '([^']*)'`)

// defaults are the values of a script's parameters where they are not given.
func defaults(head string) map[string]any {
	stage := ""
	if m := stageByDefault.FindStringSubmatch(head); m != nil {
		stage = m[1]
	}
	return map[string]any{"whatifpreference": false, "stage": stage, "ready": false, "createdguid": []any{}, "validate": false,
		"force": false, "testedbyhand": false, "dnsserver": []any{}}
}
