package render_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// cmdlet is what Microsoft's reference says of a cmdlet's parameters.
type cmdlet map[string]struct {
	Type     string
	Required bool
	Values   []string
}

func cmdletTable(t testing.TB) map[string]cmdlet {
	t.Helper()
	table, err := readCmdlets()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

var readCmdlets = sync.OnceValues(func() (table map[string]cmdlet, err error) {
	data, err := os.ReadFile("testdata/cmdlets.json")
	if err != nil {
		return nil, err
	}
	return table, json.Unmarshal(data, &table)
})

// checkCall holds one call to the reference: its parameters exist, none that is required is missing, and each value is
// of the kind that the parameter takes.
func checkCall(t testing.TB, table map[string]cmdlet, c psCall) {
	t.Helper()
	known, ok := table[c.name]
	if !ok {
		return
	}
	for name, p := range known {
		if _, given := c.args[name]; p.Required && !given {
			t.Errorf("%s without -%s", c.name, name)
		}
	}
	for name, v := range c.args {
		p, ok := known[name]
		switch {
		case name == "ErrorAction":
		case !ok:
			t.Errorf("%s has no -%s", c.name, name)
		case v == nil && strings.HasPrefix(c.name, "Set-") && p.Type == "MultiValuedProperty": // it empties the list
		case !fits(v, p.Type, p.Values):
			t.Errorf("%s -%s takes %s, not %#v", c.name, name, p.Type, v)
		}
	}
}

func fits(v any, kind string, values []string) bool {
	switch kind {
	case "Boolean", "SwitchParameter":
		_, ok := v.(bool)
		return ok
	case "Int32":
		_, ok := v.(int)
		return ok
	case "SclValue":
		return v == -1
	case "MultiValuedProperty", "String[]", "Word[]", "RecipientIdParameter[]":
		items, ok := v.([]any)
		return ok && len(items) > 0 && !slices.ContainsFunc(items, func(item any) bool { return !fits(item, "String", nil) })
	case "DateTime":
		return v == psMoment{true} || v == psMoment{}
	case "Unlimited":
		return v == "Unlimited"
	}
	s, ok := v.(string)
	return ok && s != "" && (values == nil || slices.Contains(values, s))
}
