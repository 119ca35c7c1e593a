package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// setUpJSON is the set-up for programs. The order of members and of actions is part of the product; so is that a
// parameter without a value is not there at all.
func setUpJSON(s *steps.Settled, up mailflow.SetUp) ([]byte, error) {
	doc := struct {
		Warnings     []string        `json:"warnings"`
		Scenario     string          `json:"scenario"`
		Organization *jsonTenant     `json:"organization"`
		Connectors   []jsonConnector `json:"connectors"`
		Actions      []jsonAction    `json:"actions"`
		Notes        []jsonNote      `json:"notes"`
		Findings     []struct{}      `json:"findings"`
	}{
		Warnings: warnings(up),
		Scenario: up.Scenario,
		Notes:    jsonNotes(s),
		Findings: []struct{}{},
	}
	if org := up.Organization; !org.InitialDomain.IsZero() || !org.TenantID.IsZero() {
		doc.Organization = &jsonTenant{org.InitialDomain.Exchange(), org.TenantID.Exchange()}
	}
	for _, a := range actions(up) {
		if a.Deed == create {
			doc.Connectors = append(doc.Connectors, jsonConnector{a.Part, a.Command, jsonParameters(a.Params)})
		}
		doc.Actions = append(doc.Actions, jsonAction{a.ID, a.Title, a.Command, jsonParameters(a.Params), append([]string{}, a.Needs...)})
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(doc)
	return escapeFormat(out.Bytes()), err
}

// escapeFormat writes the characters that would turn the direction of a line, or hide, as JSON's escapes. They can
// only be inside of strings, whose meaning stays.
func escapeFormat(doc []byte) []byte {
	var out []byte
	for _, r := range string(doc) {
		if !unicode.Is(unicode.Cf, r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}

type (
	jsonTenant struct {
		InitialDomain string `json:"initial-domain,omitempty"`
		TenantID      string `json:"tenant-id,omitempty"`
	}
	jsonConnector struct {
		Part       string         `json:"part"`
		Cmdlet     string         `json:"cmdlet"`
		Parameters jsonParameters `json:"parameters"`
	}
	jsonAction struct {
		ID         string         `json:"id"`
		Title      string         `json:"title"`
		Command    string         `json:"command"`
		Parameters jsonParameters `json:"parameters"`
		Needs      []string       `json:"needs"`
	}
	jsonNote struct {
		At    steps.Key `json:"at"`
		Level string    `json:"level"`
		Says  string    `json:"says"`
	}
)

// jsonParameters is an object that keeps its order.
type jsonParameters []parameter

func (ps jsonParameters) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	out.WriteByte('{')
	for i, p := range ps {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := e.Encode(p.Name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := e.Encode(p.Value); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func jsonNotes(s *steps.Settled) []jsonNote {
	notes := []jsonNote{}
	for _, q := range s.Asked {
		for _, n := range s.Notes(q.Key) {
			notes = append(notes, jsonNote{q.Key, levels[n.Level], n.Says})
		}
	}
	return notes
}

var levels = map[steps.Level]string{steps.Info: "info", steps.Warning: "warning", steps.Danger: "danger"}
