package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/mailflow"
)

// setUpJSON is the set-up for programs. The order of members and of actions is part of the product; so is that a
// parameter without a value is not there at all.
func setUpJSON(src *source) ([]byte, error) {
	doc := struct {
		Warnings     []string        `json:"warnings"`
		Scenario     string          `json:"scenario"`
		Organization *jsonTenant     `json:"organization"`
		Connectors   []jsonObject    `json:"connectors"`
		Rules        []jsonObject    `json:"rules"`
		Records      []jsonRecord    `json:"records"`
		Actions      []jsonAction    `json:"actions"`
		Notes        []jsonNote      `json:"notes"`
		Findings     []check.Finding `json:"findings"`
	}{
		Warnings:   src.heads,
		Scenario:   src.up.Scenario,
		Connectors: []jsonObject{},
		Rules:      []jsonObject{},
		Records:    jsonRecords(src.records),
		Notes:      jsonNotes(src.s),
		Findings:   append([]check.Finding{}, src.found...),
	}
	if org := src.up.Organization; !org.InitialDomain.IsZero() || !org.TenantID.IsZero() {
		doc.Organization = &jsonTenant{org.InitialDomain.Exchange(), org.TenantID.Exchange(), org.Cloud.String()}
	}
	for _, a := range src.actions {
		if a.Does == create {
			o := jsonObject{a.Part, a.Command, jsonParameters(a.On.Forms[len(a.On.Forms)-1])}
			if a.On.Noun == rule.Noun {
				doc.Rules = append(doc.Rules, o)
			} else {
				doc.Connectors = append(doc.Connectors, o)
			}
		}
		doc.Actions = append(doc.Actions, jsonActionOf(a))
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(doc)
	return escapeFormat(out.Bytes()), err
}

func jsonActionOf(a action) jsonAction {
	out := jsonAction{
		ID: a.ID, Part: a.Part, Stage: string(a.Stage), Doer: doers[a.Doer].id, Title: a.Title, Command: a.Command,
		Needs: append([]string{}, a.Needs...), Before: append([]string{}, a.Before...), How: append([]string{}, a.How...),
		Seen: a.Seen, NoReturn: a.NoReturn,
	}
	if a.Command != "" {
		ps := jsonParameters(a.Params)
		out.Parameters = &ps
	}
	if d, ok := a.Action.Deed.(mailflow.PublishRecords); ok {
		out.Records = jsonRecords(d.Sets)
	}
	return out
}

func jsonRecords(sets []mailflow.RecordSet) []jsonRecord {
	data := func(all []mailflow.RecordData) []string {
		out := []string{}
		for _, d := range all {
			out = append(out, recordText(d))
		}
		return out
	}
	out := []jsonRecord{}
	for _, r := range sets {
		out = append(out, jsonRecord{
			Zone: r.Zone.Exchange(), Name: r.Name.Exchange(), Type: string(r.Type), TTL: r.TTL,
			New: data(r.New), Old: data(r.Old), Kept: data(r.Kept), KeptKnown: r.KeptKnown, Foreign: r.Foreign,
		})
	}
	return out
}

// recordText is a record's data as it is read aloud: 10 mx1.contoso.com, or a text as it stands.
func recordText(d mailflow.RecordData) string {
	if d.Host != "" {
		return fmt.Sprintf("%d %s", d.Preference, d.Host)
	}
	return d.Text
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
		Cloud         string `json:"cloud"`
	}
	// jsonObject is an object as it is in the end.
	jsonObject struct {
		Part       string         `json:"part"`
		Cmdlet     string         `json:"cmdlet"`
		Parameters jsonParameters `json:"parameters"`
	}
	jsonRecord struct {
		Zone      string   `json:"zone"`
		Name      string   `json:"name"`
		Type      string   `json:"type"`
		TTL       uint32   `json:"ttl"`
		New       []string `json:"new"`
		Old       []string `json:"old"`
		Kept      []string `json:"kept"`
		KeptKnown bool     `json:"kept-known"`
		Foreign   bool     `json:"foreign"`
	}
	jsonAction struct {
		ID         string          `json:"id"`
		Part       string          `json:"part"`
		Stage      string          `json:"stage"`
		Doer       string          `json:"doer"`
		Title      string          `json:"title"`
		Command    string          `json:"command,omitempty"`
		Parameters *jsonParameters `json:"parameters,omitempty"`
		Records    []jsonRecord    `json:"records,omitempty"`
		Needs      []string        `json:"needs"`
		Before     []string        `json:"before"`
		How        []string        `json:"how"`
		Seen       string          `json:"seen"`
		NoReturn   bool            `json:"no-return"`
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
