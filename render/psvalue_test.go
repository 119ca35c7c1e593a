package render_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The values of psrun_test.go, and what PowerShell's members and operators make of them.
type (
	psNothing struct{} // what a pipeline without output leaves in a variable
	psTable   struct{ m map[string]psEntry }
	psEntry   struct {
		key   string
		value any
	}
	psObject struct {
		kind   string // PSTypeName
		names  []string
		values map[string]any
	}
	psMembers struct{ of *psObject } // .PSObject.Properties
	psScript  struct{ b psBlock }
	psMatch   struct{ groups []string }
	psGroup   struct {
		ok    bool
		value string
	}
	psMoment struct{ utc bool }
	psList   struct{ items []any }    // an ArrayList
	psFault  struct{ message string } // an error record; also what panics

	psParameters struct { // those of a command: known ones, or all but the withheld ones
		of    string
		known []string
	}
)

// withheld are parameters that a missing role takes away, as "New-InboundConnector -EFSkipLastIP".
var withheld []string

// toJSON and fromJSON are ConvertTo-Json and ConvertFrom-Json.
func toJSON(v any) string {
	text, err := json.Marshal(plain(v))
	if err != nil {
		throw("%s", err)
	}
	return string(text)
}

func plain(v any) any {
	switch v := v.(type) {
	case *psTable:
		out := map[string]any{}
		for _, e := range v.m {
			out[e.key] = plain(e.value)
		}
		return out
	case *psObject:
		out := map[string]any{}
		for name, x := range v.values {
			out[name] = plain(x)
		}
		return out
	case []any:
		out := []any{}
		for _, x := range v {
			out = append(out, plain(x))
		}
		return out
	case psNothing:
		return nil
	case psMoment:
		return "a moment"
	}
	return v
}

func fromJSON(text string) any {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		throw("%s", err)
	}
	return unplain(v)
}

func unplain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		o := newObject()
		for _, name := range slices.Sorted(maps.Keys(v)) {
			o.set(name, unplain(v[name]))
		}
		return o
	case []any:
		out := []any{}
		for _, x := range v {
			out = append(out, unplain(x))
		}
		return out
	case float64:
		return int(v)
	case string:
		if looksLikeADate.MatchString(v) { // to PowerShell 7, and some to Windows PowerShell
			return psMoment{}
		}
	}
	return v
}

var looksLikeADate = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$|^/Date\(\d+\)/$`)

func newObject(pairs ...any) *psObject {
	o := &psObject{values: map[string]any{}}
	for i := 0; i < len(pairs); i += 2 {
		o.set(pairs[i].(string), pairs[i+1])
	}
	return o
}

func (o *psObject) set(name string, v any) {
	if _, ok := o.values[name]; !ok {
		o.names = append(o.names, name)
	}
	o.values[name] = v
}

func (o *psObject) copy() *psObject {
	c := newObject()
	for _, n := range o.names {
		c.set(n, o.values[n])
	}
	return c
}

func newTable() *psTable { return &psTable{map[string]psEntry{}} }

func (t *psTable) set(key string, v any) { t.m[strings.ToLower(key)] = psEntry{key, v} }

func (t *psTable) keys() (out []any) {
	for _, e := range t.m { // in any order, as PowerShell's hashtable does
		out = append(out, e.key)
	}
	return out
}

func elements(v any) []any {
	switch v := v.(type) {
	case *psList:
		return v.items
	case psNothing:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

func truth(v any) bool {
	switch v := v.(type) {
	case nil, psNothing:
		return false
	case bool:
		return v
	case int:
		return v != 0
	case string:
		return v != ""
	case []any:
		throw("an array as a condition")
	}
	return true
}

func toText(v any) string {
	switch v := v.(type) {
	case nil, psNothing:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case bool:
		if v {
			return "True"
		}
		return "False"
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = toText(x)
		}
		return strings.Join(parts, " ")
	case psMoment:
		return "a moment"
	}
	return fmt.Sprintf("%T", v)
}

func cast(kind string, v any) any {
	switch kind {
	case "string":
		return toText(v)
	case "int":
		n, err := strconv.Atoi(toText(v))
		if err != nil {
			throw("[int] of %q", toText(v))
		}
		return n
	case "char":
		return string(rune(v.(int)))
	case "pscustomobject":
		o := newObject()
		for _, key := range slices.Sorted(maps.Keys(v.(*psTable).m)) {
			if key == "pstypename" {
				o.kind = v.(*psTable).m[key].value.(string)
				continue
			}
			o.set(v.(*psTable).m[key].key, v.(*psTable).m[key].value)
		}
		return o
	case "datetime":
		return psMoment{}
	}
	throw("a cast to %s", kind)
	return nil
}

func static(name string, args []any) any {
	switch name {
	case "char::ConvertFromUtf32":
		return string(rune(args[0].(int)))
	case "scriptblock::Create":
		return args[0]
	case "Environment::NewLine":
		return "\n"
	case "cultureinfo::InvariantCulture":
		return "the invariant culture"
	case "string::CompareOrdinal":
		return strings.Compare(args[0].(string), args[1].(string))
	case "math::Max":
		return max(args[0].(int), args[1].(int))
	case "math::Min":
		return min(args[0].(int), args[1].(int))
	case "math::Pow":
		n := 1
		for range args[1].(int) {
			n *= args[0].(int)
		}
		return n
	case "regex::Match":
		expression := args[1].(string)
		if len(args) == 3 && args[2] == "IgnoreCase" {
			expression = "(?i)" + expression
		}
		return psMatch{pattern(expression).FindStringSubmatch(args[0].(string))}
	}
	throw("no method %s", name)
	return nil
}

func member(v any, name string) any {
	switch v := v.(type) {
	case *psObject:
		if name == "PSObject" {
			return psMembers{v}
		}
		if value, ok := v.values[name]; ok {
			return value
		}
	case psMembers:
		if name == "Properties" {
			return v
		}
	case psEntry:
		switch name {
		case "Name":
			return v.key
		case "Value":
			return v.value
		}
	case []any:
		if name == "Count" {
			return len(v)
		}
	case *psTable:
		switch name {
		case "Keys":
			return v.keys()
		case "Count":
			return len(v.m)
		}
		if e, ok := v.m[strings.ToLower(name)]; ok {
			return e.value
		}
	case psMatch:
		switch name {
		case "Success":
			return v.groups != nil
		case "Groups":
			return v
		}
	case psGroup:
		switch name {
		case "Success":
			return v.ok
		case "Value":
			return v.value
		}
	case psFault:
		switch name {
		case "Exception":
			return v
		case "Message":
			return v.message
		}
	}
	throw("the property %s cannot be found on %T", name, v)
	return nil
}

func method(v any, name string, args []any) any {
	switch v := v.(type) {
	case string:
		switch name {
		case "Trim":
			return strings.TrimSpace(v)
		case "TrimEnd":
			return strings.TrimRight(v, toText(args[0]))
		case "ToLowerInvariant":
			return strings.ToLower(v)
		case "ToUpperInvariant":
			return strings.ToUpper(v)
		case "PadLeft":
			return strings.Repeat(args[1].(string), max(0, args[0].(int)-len(v))) + v
		}
	case *psList:
		if name == "Add" {
			v.items = append(v.items, args[0])
			return len(v.items) - 1
		}
	case psParameters:
		if v.known != nil {
			return slices.ContainsFunc(v.known, func(p string) bool { return strings.EqualFold(p, toText(args[0])) })
		}
		return !slices.Contains(withheld, v.of+" -"+toText(args[0]))
	case *psTable:
		switch name {
		case "ContainsKey":
			_, ok := v.m[strings.ToLower(toText(args[0]))]
			return ok
		case "Remove":
			delete(v.m, strings.ToLower(toText(args[0])))
			return psNothing{}
		}
		if name == "Clone" {
			c := newTable()
			for k, e := range v.m {
				c.m[k] = e
			}
			return c
		}
	case psMoment:
		switch name {
		case "ToUniversalTime":
			return psMoment{true}
		case "ToString":
			switch {
			case args[0] == "o":
				return "2026-03-01T08:00:00.0000000"
			case len(args) == 2 && args[1] == "the invariant culture" && v.utc:
				return "20260301-080000"
			}
		}
	}
	throw("no method %s on %T", name, v)
	return nil
}

func index(v, at any) any {
	switch v := v.(type) {
	case *psTable:
		return v.m[strings.ToLower(at.(string))].value
	case []any:
		if i := at.(int); i < len(v) {
			return v[i]
		}
		throw("index out of range")
	case psMembers:
		for _, name := range v.of.names {
			if strings.EqualFold(name, at.(string)) {
				return psEntry{name, v.of.values[name]}
			}
		}
		return nil
	case psMatch:
		if i := at.(int); v.groups[i] != "" {
			return psGroup{true, v.groups[i]}
		}
		return psGroup{}
	}
	throw("no index into %T", v)
	return nil
}

func add(l, r any) any {
	switch l := l.(type) {
	case string:
		return l + toText(r)
	case int:
		return l + r.(int)
	case []any:
		return append(slices.Clone(l), elements(r)...)
	}
	throw("%T + %T", l, r)
	return nil
}

// same is -eq of single values: text without regard to case, the right side turned into the left one's type.
func same(l, r any) bool {
	switch l := l.(type) {
	case nil, psNothing:
		_, nothing := r.(psNothing)
		return r == nil || nothing
	case string:
		return strings.EqualFold(l, toText(r))
	case int:
		return toText(l) == toText(r)
	case bool:
		return l == truth(r)
	}
	throw("a comparison of %T", l)
	return false
}

func binary(op string, l, r any) any {
	items, isArray := l.([]any)
	switch op {
	case "+":
		return add(l, r)
	case "-":
		return l.(int) - r.(int)
	case "*":
		return l.(int) * r.(int)
	case "%":
		return l.(int) % r.(int)
	case "-gt":
		return l.(int) > r.(int)
	case "-ge":
		return l.(int) >= r.(int)
	case "-is":
		_, isBool := l.(bool)
		_, isMoment := l.(psMoment)
		switch r {
		case psType("bool"):
			return isBool
		case psType("datetime"):
			return isMoment
		case psType("string"):
			_, isText := l.(string)
			return isText
		}
		throw("-is %v", r)
	case "-split":
		parts := []any{}
		for _, s := range strings.Split(toText(l), r.(string)) {
			parts = append(parts, s)
		}
		return parts
	case "-lt":
		return l.(int) < r.(int)
	case "-le":
		return l.(int) <= r.(int)
	case "-eq", "-ne":
		if isArray {
			throw("an array on the left of %s", op)
		}
		return same(l, r) == (op == "-eq")
	case "-like":
		pattern := toText(r)
		if strings.ContainsAny(pattern, "?[]`") {
			throw("a pattern that is not known here")
		}
		matches := regexp.MustCompile("(?is)^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*") + "$")
		if !isArray {
			return matches.MatchString(toText(l))
		}
		out := []any{}
		for _, v := range items {
			if matches.MatchString(toText(v)) {
				out = append(out, v)
			}
		}
		return out
	case "-contains", "-notcontains":
		has := slices.ContainsFunc(elements(l), func(v any) bool { return same(v, r) })
		return has == (op == "-contains")
	case "-cnotcontains":
		return !slices.Contains(elements(l), r)
	case "-join":
		parts := []string{}
		for _, v := range elements(l) {
			parts = append(parts, toText(v))
		}
		return strings.Join(parts, r.(string))
	case "-replace":
		with := r.([]any)
		return pattern("(?i)"+with[0].(string)).ReplaceAllString(toText(l), with[1].(string))
	case "-f":
		return formatted(l.(string), elements(r))
	}
	throw("no operator %s", op)
	return nil
}

var psHole = regexp.MustCompile(`\{(\d+)\}`)

func formatted(s string, args []any) string {
	return psHole.ReplaceAllStringFunc(s, func(hole string) string {
		i, _ := strconv.Atoi(hole[1 : len(hole)-1])
		if i >= len(args) {
			throw("the format has no argument %d", i)
		}
		return toText(args[i])
	})
}

var patterns sync.Map

// pattern is a regular expression, compiled once.
func pattern(s string) *regexp.Regexp {
	known, ok := patterns.Load(s)
	if !ok {
		known, _ = patterns.LoadOrStore(s, regexp.MustCompile(s))
	}
	return known.(*regexp.Regexp)
}
