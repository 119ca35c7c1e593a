package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"eacwizard/steps"
)

// unfit is the first character that a terminal acts on or that cannot be seen, or -1.
func unfit(text string) int {
	return strings.IndexFunc(text, func(r rune) bool { return r != '\n' && !unicode.IsGraphic(r) })
}

// hostile are values that would clear a screen, turn a line round or hide in it, wherever a value can stand.
const hostile = "scenario: third-party-filter\n" +
	`accept: [{rule: MF706, reason: "\e[2J\u202e\u009b31m fine \a"}]` + "\n" +
	`organization: {initial-domain: "a\u202eb.onmicrosoft.com"}` + "\n" +
	`service: {name: "\e]0;owned\a", mx-hosts: ["10 \u200bmx1.contoso.com", "10 10.0.0.1\e[31m", "mx1.contoso.com:25\n"]}` + "\n" +
	`dns:` + "\n" +
	`  domains: [{name: "\e[31mred.com", ttl: "\u2028", existing-spf: "v=spf1 \e[1m -all"}, {name: contoso.com, tenant-host: "\ufeffx", existing-mx: ["\u202e"]}]` + "\n" +
	`  "\u009bkey": 1` + "\n" +
	`lockdown: {name: "Lock \u202e\u2066", sender-ip-addresses: ["10.0.0.0/8\v"], certificate-domain: "\e"}` + "\n"

func TestHostileValuesInFindings(t *testing.T) {
	for _, args := range [][]string{{"check", "-a", "-"}, {"check", "-a", "-", "--json"}} {
		status, out, said := execute(t, hostile, args...)
		if status != 2 || out == "" || said == "" {
			t.Errorf("%s: status %d, %d bytes, said %q", args, status, len(out), said)
		}
		for _, text := range []string{out, said} {
			if at := unfit(text); at >= 0 {
				t.Errorf("%s: %q", args, text[max(0, at-40):min(len(text), at+40)])
			}
		}
	}
	status, out, said := execute(t, "", "explain", "\x1b[2J\u202e", "\u009b31m")
	if status != 2 || out != "" || unfit(said) >= 0 {
		t.Errorf("status %d, printed %q, said %q", status, out, said)
	}
}

// TestJSONKeepsValues: what is escaped for a terminal is the same value for a program.
func TestJSONKeepsValues(t *testing.T) {
	_, out, _ := execute(t, hostile, "check", "-a", "-", "--json")
	var found []struct{ Value, Accepted string }
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a\u202eb.onmicrosoft.com", "10 \u200bmx1.contoso.com", "Lock \u202e\u2066"} {
		ok := false
		for _, f := range found {
			ok = ok || f.Value == want
		}
		if !ok {
			t.Errorf("no finding has the value %q", want)
		}
	}
}

// TestJSONSchema: every finding has every name, of the same type, for every sample.
func TestJSONSchema(t *testing.T) {
	names := strings.Fields("rule severity object key item value says fix change accepted refused")
	for _, sc := range steps.Scenarios() {
		_, out, _ := execute(t, "", "check", "--sample", sc.ID, "--json")
		var found []map[string]any
		if err := json.Unmarshal([]byte(out), &found); err != nil || len(found) == 0 {
			t.Fatalf("%s: %v, %d findings", sc.ID, err, len(found))
		}
		for _, f := range found {
			for _, name := range names {
				if _, ok := f[name]; !ok {
					t.Errorf("%s: %v has no %s", sc.ID, f["rule"], name)
				}
			}
			if len(f) != len(names) {
				t.Errorf("%s: %v has names that are not promised: %v", sc.ID, f["rule"], f)
			}
			if f["says"] == "" || f["object"] == "" || f["key"] == "" {
				t.Errorf("%s: %v", sc.ID, f)
			}
		}
	}
}

// TestFindingsFitTheTerminal: the widest line of every sample's findings.
func TestFindingsFitTheTerminal(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		_, out, _ := execute(t, "", "check", "--sample", sc.ID)
		tooWide(t, sc.ID, out, helpWidth)
	}
}
