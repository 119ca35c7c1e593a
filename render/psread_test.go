package render_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// This file reads PowerShell, as much of it as a paste block may use, and shares nothing with what writes it. It is
// built the way PowerShell's own parser is: statements, pipelines, commands with named arguments, expressions with
// PowerShell's precedence. What it does not know it refuses, and it knows no double-quoted string, no backtick, no
// here-string, no positional argument and no alias.

// readPaste reads a paste of one block.
func readPaste(text string) (body []psNode, comments []string, err error) {
	blocks, comments, err := readBlocks(text)
	if err == nil && len(blocks) != 1 {
		err = fmt.Errorf("%d blocks", len(blocks))
	}
	if err != nil {
		return nil, nil, err
	}
	return blocks[0], comments, nil
}

// readBlocks reads a whole paste: blocks of "& {", statements, "}" and an empty line, with comments before them.
func readBlocks(text string) (blocks [][]psNode, comments []string, err error) {
	last := lastRead.Load()
	if last == nil || text != last.text {
		last = &readPasteText{text: text}
		last.blocks, last.comments, last.err = readAnew(text)
		lastRead.Store(last)
	}
	return last.blocks, last.comments, last.err
}

// lastRead is what was read last: most tests look at a text more than once.
var lastRead atomic.Pointer[readPasteText]

type readPasteText struct {
	text     string
	blocks   [][]psNode
	comments []string
	err      error
}

func readAnew(text string) (blocks [][]psNode, comments []string, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(psError)
			if !ok {
				panic(r)
			}
			blocks, err = nil, e
		}
	}()
	r := &psReader{s: text}
	for i, c := range []byte(text) {
		if c >= 0x80 {
			r.at = i
			r.fail("not ASCII")
		}
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") {
		r.fail("line ends other than CRLF")
	}
	r.s = strings.ReplaceAll(text, "\r\n", "\n")
	for r.at != len(r.s) || len(blocks) == 0 {
		if r.peek() == '#' {
			r.lines()
			if r.at == len(r.s) && len(blocks) == 0 {
				return nil, r.comments, nil // nothing to do, and a comment says so
			}
		}
		r.expect("& {\n")
		blocks = append(blocks, r.statements('}'))
		r.expect("}\n\n")
	}
	return blocks, r.comments, nil
}

const bom = "\ufeff"

// readScript reads a script file: help, what it requires, its parameters, and its statements.
func readScript(text string) (head string, body []psNode, comments []string, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(psError)
			if !ok {
				panic(r)
			}
			body, err = nil, e
		}
	}()
	r := &psReader{s: text}
	if !r.take(bom) {
		r.fail("no mark")
	}
	for r.peek() == '#' || r.has("\r\n") { // what has to be known before the help
		line, _, _ := strings.Cut(r.s[r.at:], "\n")
		r.at += len(line) + 1
	}
	if !r.has("<#\r\n") {
		r.fail("no help")
	}
	for i, c := range []byte(text[len(bom):]) {
		if c >= 0x80 {
			r.at = i
			r.fail("not ASCII")
		}
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") {
		r.fail("line ends other than CRLF")
	}
	r.s, r.at = strings.ReplaceAll(text, "\r\n", "\n"), 0
	help, rest, _ := strings.Cut(r.s, "\n#>\n\n#Requires -Version 5.1\n#Requires -Modules @{ ModuleName = 'ExchangeOnlineManagement'; ModuleVersion = '3.0.0' }\n\n[CmdletBinding(")
	if rest == "" || strings.Contains(help, "#>") {
		r.fail("help that ends early")
	}
	at := strings.Index(r.s, "\n)\n\nSet-StrictMode -Version Latest\n$ErrorActionPreference = 'Stop'\n")
	if alone := strings.Index(r.s, "\nparam()\n\nSet-StrictMode -Version Latest\n"); at < 0 {
		at = alone + len("\nparam(") - 1
	}
	if at < len(help) {
		r.fail("no strict mode after the parameters")
	}
	head, r.at = r.s[:at], at+len("\n)\n")
	r.expect("\nSet-StrictMode -Version Latest\n")
	body = r.statements(0)
	return head, body, r.comments, nil
}

// readExpression reads one expression that is the whole text.
func readExpression(text string) (n psNode, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(psError)
			if !ok {
				panic(r)
			}
			n, err = nil, e
		}
	}()
	r := &psReader{s: text}
	n = r.expression(0)
	if r.at != len(text) {
		r.fail("text after the expression")
	}
	return n, nil
}

type psError string

func (e psError) Error() string { return string(e) }

type psReader struct {
	s        string
	at       int
	noCommas bool // between the arguments of a method, commas are no operators
	comments []string
	ofModule bool // may use what a document may not: variables of the module, types of parameters, dot-sourcing
}

func (r *psReader) fail(format string, args ...any) {
	line := 1 + strings.Count(r.s[:r.at], "\n")
	rest, _, _ := strings.Cut(r.s[r.at:], "\n")
	panic(psError(fmt.Sprintf("line %d: %s, at %q", line, fmt.Sprintf(format, args...), rest)))
}

func (r *psReader) peek() byte {
	if r.at < len(r.s) {
		return r.s[r.at]
	}
	return 0
}

func (r *psReader) has(prefix string) bool { return strings.HasPrefix(r.s[r.at:], prefix) }

func (r *psReader) take(prefix string) bool {
	if r.has(prefix) {
		r.at += len(prefix)
		return true
	}
	return false
}

func (r *psReader) expect(prefix string) {
	if !r.take(prefix) {
		r.fail("expected %q", prefix)
	}
}

func (r *psReader) spaces() {
	for r.peek() == ' ' {
		r.at++
	}
}

// lines skips white space over lines, and comments that have a line of their own.
func (r *psReader) lines() {
	for {
		r.spaces()
		switch r.peek() {
		case '\n':
			r.at++
		case '#':
			if start := strings.LastIndexByte(r.s[:r.at], '\n') + 1; strings.Trim(r.s[start:r.at], " ") != "" {
				r.fail("a comment behind code")
			}
			line, _, _ := strings.Cut(r.s[r.at:], "\n")
			r.comments = append(r.comments, line)
			r.at += len(line)
		default:
			return
		}
	}
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }

func (r *psReader) word(more string) string {
	start := r.at
	for letter(r.peek()) || digit(r.peek()) || r.peek() != 0 && strings.IndexByte(more, r.peek()) >= 0 {
		r.at++
	}
	return r.s[start:r.at]
}

// statements reads up to the closing character, which it leaves.
func (r *psReader) statements(closing byte) (out []psNode) {
	for {
		r.lines()
		if r.peek() == closing {
			return out
		}
		out = append(out, r.statement())
		r.spaces()
		if r.peek() != '\n' && r.peek() != closing {
			r.fail("more than a statement on the line")
		}
	}
}

func (r *psReader) body() []psNode {
	r.spaces()
	r.expect("{\n")
	out := r.statements('}')
	r.expect("}")
	return out
}

func (r *psReader) keyword(word string) bool {
	if r.has(word) && r.at+len(word) < len(r.s) && (r.s[r.at+len(word)] == ' ' || r.s[r.at+len(word)] == '\n') {
		r.at += len(word)
		r.spaces()
		return true
	}
	return false
}

func (r *psReader) statement() psNode {
	switch {
	case r.ofModule && r.take(". ("):
		r.at--
		return psDot{r.primary()}
	case r.keyword("if"):
		return r.ifs()
	case r.keyword("foreach"):
		r.expect("($")
		name := r.word("")
		r.expect(" in ")
		in := r.pipeline()
		r.expect(")")
		return psForeach{name, in, r.body()}
	case r.keyword("for"):
		r.expect("(")
		f := psFor{first: r.statement()}
		r.expect("; ")
		f.cond = r.pipeline()
		r.expect("; ")
		f.each = r.statement()
		r.expect(")")
		f.body = r.body()
		return f
	case r.keyword("try"):
		t := psTry{body: r.body()}
		r.lines()
		if r.keyword("catch") {
			t.catch = r.body()
		}
		at := r.at
		if r.lines(); r.keyword("finally") {
			t.finally = r.body()
		} else {
			r.at = at
		}
		if t.catch == nil && t.finally == nil {
			r.fail("try alone")
		}
		return t
	case r.keyword("function"):
		f := psFunction{name: r.word("-")}
		r.expect(" {\n")
		r.at -= len("{\n")
		if f.block = r.primary().(psBlock); !f.block.bound {
			r.fail("a function that takes whatever it is given")
		}
		return f
	case r.keyword("throw"):
		if r.peek() == '\n' {
			return psThrow{}
		}
		return psThrow{r.pipeline()}
	case r.peek() == '$':
		at := r.at
		target := r.postfix()
		switch target.(type) {
		case psVar, psIndex, psMember:
			if v, ok := target.(psVar); ok && r.take("++") {
				return psIncrement{name: string(v)}
			}
			if v, ok := target.(psVar); ok && r.take("--") {
				return psIncrement{name: string(v), down: true}
			}
			for _, op := range []string{" = ", " += "} {
				if r.take(op) {
					return psAssign{target, strings.TrimSpace(op), r.pipeline()}
				}
			}
		}
		r.at = at
	}
	return r.pipeline()
}

func (r *psReader) ifs() psNode {
	var n psIf
	for {
		r.expect("(")
		n.conds = append(n.conds, r.pipeline())
		r.expect(")")
		n.bodies = append(n.bodies, r.body())
		at := r.at
		r.lines()
		switch {
		case r.keyword("elseif"):
			continue
		case r.keyword("else"):
			n.otherwise = r.body()
		default:
			r.at = at
		}
		return n
	}
}

func (r *psReader) pipeline() psNode {
	stages := []psNode{r.stage(true)}
	for {
		at := r.at
		r.spaces()
		if !r.take("| ") {
			r.at = at
			break
		}
		stages = append(stages, r.stage(false))
	}
	if len(stages) == 1 {
		return stages[0]
	}
	return psPipeline{stages}
}

func (r *psReader) stage(first bool) psNode {
	if r.take("& ") {
		if r.peek() != '$' {
			r.fail("& of something else than a variable")
		}
		return r.arguments(psCommand{call: r.primary()})
	}
	if letter(r.peek()) {
		name := r.word("-")
		verb, noun, ok := strings.Cut(name, "-")
		if !ok || noun == "" || verb[0] < 'A' || verb[0] > 'Z' || noun[0] < 'A' || noun[0] > 'Z' {
			r.fail("%q is no command with verb and noun", name)
		}
		return r.arguments(psCommand{name: name})
	}
	if !first {
		r.fail("an expression after |")
	}
	return r.expression(0)
}

func (r *psReader) arguments(c psCommand) psNode {
	for {
		at := r.at
		r.spaces()
		switch {
		case r.at > at && r.peek() == '@' && r.at+1 < len(r.s) && letter(r.s[r.at+1]):
			r.at++
			c.splats = append(c.splats, r.word(""))
		case r.at > at && r.peek() == '-':
			r.at++
			arg := psArg{name: r.word("")}
			if arg.name == "" {
				r.fail("a parameter without a name")
			}
			if slices.Contains(psSwitches, arg.name) && r.peek() != ':' {
				arg.value = psVar("true")
				c.args = append(c.args, arg)
				continue
			}
			if !r.take(":") {
				r.expect(" ")
			}
			arg.value = r.argument()
			c.args = append(c.args, arg)
		default:
			if r.peek() != '\n' && r.peek() != ')' && r.peek() != '}' && r.peek() != '|' && r.peek() != ';' && r.at != len(r.s) {
				r.fail("a positional argument")
			}
			r.at = at
			return c
		}
	}
}

// argument is what may follow a parameter's name.
func (r *psReader) argument() psNode {
	switch c := r.peek(); {
	case r.ofModule && c == '{':
		return r.primary()
	case letter(c):
		return psString(r.word(r.inTypes()))
	case digit(c):
		return r.number()
	case c == '\'' || c == '$' || c == '(' || c == '@':
		return r.postfix()
	}
	r.fail("not an argument")
	return nil
}

func (r *psReader) number() psNode {
	text := r.word("")
	n, err := strconv.ParseInt(text, 0, 32)
	if err != nil || strings.HasPrefix(text, "0") && len(text) > 1 && !strings.HasPrefix(text, "0x") {
		r.fail("the number %q", text)
	}
	return psNumber(n)
}

// psSwitches are the parameters that take no value.
var psSwitches = []string{"All", "Raw", "DisableNameChecking", "Force"}

var psLevels = [][]string{
	{"-and", "-or"},
	{"-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-like", "-contains", "-notcontains", "-cnotcontains", "-replace", "-join", "-split", "-is"},
	{"+", "-"},
	{"*", "%"},
	{"-f"},
}

// expression reads operators of the level and tighter ones, left to right.
func (r *psReader) expression(level int) psNode {
	if level == len(psLevels) {
		return r.operand()
	}
	x := r.expression(level + 1)
	for {
		at := r.at
		op := r.operator()
		if !slices.Contains(psLevels[level], op) {
			r.at = at
			return x
		}
		if r.peek() == '\n' { // after an operator, PowerShell reads on
			r.lines()
		}
		x = psBin{op, x, r.expression(level + 1)}
	}
}

// operator takes a binary operator and the space behind it, or nothing.
func (r *psReader) operator() string {
	at := r.at
	r.spaces()
	spaced := r.at > at
	for _, op := range []string{"+", "*", "%"} {
		if r.has(op+" ") || r.has(op+"\n") {
			r.at++
			r.spaces()
			return op
		}
	}
	if r.peek() == '-' && spaced {
		r.at++
		op := "-" + r.word("")
		if r.peek() != ' ' && r.peek() != '\n' {
			r.fail("an operator without a space")
		}
		r.spaces()
		for _, level := range psLevels {
			if slices.Contains(level, op) {
				return op
			}
		}
		r.fail("the operator %q", op)
	}
	r.at = at
	return ""
}

// operand is unary operators and commas, which bind tighter than every binary operator.
func (r *psReader) operand() psNode {
	first := r.unary()
	if r.noCommas || !r.has(", ") && !r.has(",\n") {
		return first
	}
	items := []psNode{first}
	for r.take(",") {
		if r.peek() == '\n' {
			r.lines()
		} else {
			r.expect(" ")
		}
		items = append(items, r.unary())
	}
	return psComma{items}
}

func (r *psReader) unary() psNode {
	if r.take("-not ") {
		return psNot{r.unary()}
	}
	if r.peek() == '[' {
		at := r.at
		r.at++
		kind := r.word(r.inTypes())
		r.expect("]")
		if r.has("::") {
			r.at = at
			return r.postfix()
		}
		if kind == "" {
			r.fail("a cast without a type")
		}
		if c := r.peek(); c == ')' || c == ' ' || c == '\n' {
			return psType(kind)
		}
		return psCast{kind, r.unary()}
	}
	return r.postfix()
}

// postfix is a primary with members, methods and indexes.
func (r *psReader) postfix() psNode {
	x := r.primary()
	for {
		switch {
		case r.peek() == '.' && r.at+1 < len(r.s) && letter(r.s[r.at+1]):
			r.at++
			name := r.word("")
			if r.take("(") {
				x = psMethod{x, name, r.callArgs()}
			} else {
				x = psMember{x, name}
			}
		case r.take("["):
			x = psIndex{x, r.expression(0)}
			r.expect("]")
		default:
			return x
		}
	}
}

func (r *psReader) callArgs() (args []psNode) {
	defer r.commas(true)()
	for !r.take(")") {
		if len(args) > 0 {
			r.expect(", ")
		}
		args = append(args, r.expression(0))
	}
	return args
}

// commas says whether commas are arguments' ends from here on. What it returns restores what was.
func (r *psReader) commas(end bool) func() {
	was := r.noCommas
	r.noCommas = end
	return func() { r.noCommas = was }
}

func (r *psReader) primary() psNode {
	defer r.commas(false)()
	switch {
	case r.take("'"):
		return r.text()
	case digit(r.peek()):
		return r.number()
	case r.peek() == '-' && r.at+1 < len(r.s) && digit(r.s[r.at+1]):
		r.at++
		return -r.number().(psNumber)
	case r.take("$"):
		scope := ""
		if r.ofModule && r.take(psOfModule) {
			scope = psOfModule
		}
		name := r.word("_")
		if name == "" || strings.Contains(name, ":") {
			r.fail("a variable without a plain name")
		}
		return psVar(scope + name)
	case r.ofModule && r.take("{\n"):
		return r.typed()
	case r.take("@("):
		body := r.statements(')')
		r.expect(")")
		return psArray{body}
	case r.take("@{"):
		return r.hashtable()
	case r.take("("):
		r.lines()
		x := r.pipeline()
		r.lines()
		r.expect(")")
		return psParen{x}
	case r.take("{\n"):
		r.lines()
		var b psBlock
		if b.bound = r.take("[CmdletBinding()]\n"); b.bound {
			r.lines()
			if !r.has("param(") {
				r.fail("no parameters behind [CmdletBinding()]")
			}
		}
		if r.take("param(") {
			for !r.take(")") {
				if len(b.params) > 0 {
					r.expect(", ")
				}
				r.expect("$")
				b.params = append(b.params, r.word(""))
			}
		}
		b.body = r.statements('}')
		r.expect("}")
		return b
	case r.take("["):
		kind := r.word(r.inTypes())
		r.expect("]::")
		member := r.word("")
		if !r.take("(") {
			return psStatic{kind, member, nil}
		}
		return psStatic{kind, member, r.callArgs()}
	}
	r.fail("not an expression")
	return nil
}

// text reads a single-quoted string behind its first quote. It ends on its line.
func (r *psReader) text() psNode {
	var b strings.Builder
	for {
		switch c := r.peek(); {
		case r.take("''"):
			b.WriteByte('\'')
		case r.take("'"):
			return psString(b.String())
		case c == 0 || c == '\n' || c < 0x20 || c >= 0x7F:
			r.fail("a string that does not end on its line")
		default:
			b.WriteByte(c)
			r.at++
		}
	}
}

func (r *psReader) hashtable() psNode {
	var h psHash
	for {
		r.lines()
		if r.take("}") {
			return h
		}
		key := ""
		switch {
		case r.take("'"):
			key = string(r.text().(psString))
		case r.take("$"):
			key = "$" + r.word("")
		default:
			key = r.word("")
		}
		if key == "" || slices.Contains(h.keys, key) {
			r.fail("the key %q", key)
		}
		r.spaces()
		r.expect("= ")
		h.keys, h.values = append(h.keys, key), append(h.values, r.pipeline())
		if !r.take("; ") {
			r.spaces()
			if r.peek() != '\n' && r.peek() != '}' {
				r.fail("more than a value")
			}
		}
	}
}
