package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"

	"eacwizard/steps"
	"eacwizard/steps/check"
)

// foundJSON is a finding for programs. Its names are promised, and all of them are always there.
type foundJSON struct {
	Rule     string         `json:"rule"`
	Severity check.Severity `json:"severity"`
	Object   string         `json:"object"`
	Key      steps.Key      `json:"key"`
	Item     int            `json:"item"`
	Value    string         `json:"value"`
	Says     string         `json:"says"`
	Fix      string         `json:"fix"`
	Change   *changeJSON    `json:"change"`
	Accepted string         `json:"accepted"`
	Refused  bool           `json:"refused"`
}

// changeJSON is a change of answers for programs: every answer is a list of texts, as the wizard holds it.
type changeJSON struct {
	Set   map[steps.Key][]string `json:"set"`
	Clear []steps.Key            `json:"clear"`
}

func writeFindings(to io.Writer, found []check.Finding) error {
	all := make([]foundJSON, 0, len(found))
	for _, f := range found {
		j := foundJSON{f.Rule, f.Severity, f.Object, f.Key, f.Item, f.Value, f.Says, f.Fix, nil, f.Accepted, f.Refused}
		if f.Change != nil {
			j.Change = &changeJSON{Set: map[steps.Key][]string{}, Clear: append([]steps.Key{}, f.Change.Clear...)}
			for k, v := range f.Change.Set {
				j.Change.Set[k] = append([]string{}, v...)
			}
		}
		all = append(all, j)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	_, err := to.Write(escaped(b.Bytes()))
	return err
}

// escaped is JSON that a terminal may show as well: what encoding/json leaves of characters that cannot be seen, or
// that a terminal acts on, is escaped. For a program it says the same.
func escaped(src []byte) []byte {
	var b bytes.Buffer
	for _, r := range string(src) {
		switch {
		case r == '\n' || unicode.IsGraphic(r):
			b.WriteRune(r)
		default:
			for _, unit := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		}
	}
	return b.Bytes()
}
