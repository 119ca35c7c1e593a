package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
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
	w := &jsonWriter{out: src.sheet()}
	w.open('{')
	w.texts("warnings", src.heads)
	w.text("scenario", src.up.Scenario)
	w.organization(src.up.Organization)
	for _, list := range jsonLists {
		w.objects(list, src.actions, func(a action) bool { return a.On.List == list })
	}
	w.records("records", src.records)
	w.actions(src.actions)
	w.notes(src.notes)
	err := w.findings(src.found)
	w.close('}')
	return src.done(append(w.out, '\n')), err
}

func (w *jsonWriter) organization(org mailflow.Organization) {
	w.name("organization")
	if org.InitialDomain.IsZero() && org.TenantID.IsZero() {
		w.raw("null")
		return
	}
	w.open('{')
	w.textIfAny("initial-domain", org.InitialDomain.Exchange())
	w.textIfAny("tenant-id", org.TenantID.Exchange())
	w.text("cloud", org.Cloud.String())
	w.close('}')
}

// objects are those that are made, each as it is in the end.
func (w *jsonWriter) objects(name string, all []action, which func(action) bool) {
	w.name(name)
	w.open('[')
	for _, a := range all {
		if a.Does != create || !which(a) {
			continue
		}
		w.next()
		w.open('{')
		w.text("part", a.Part)
		w.text("cmdlet", a.Command)
		w.name("parameters")
		w.parameters(a.On.last())
		w.close('}')
	}
	w.close(']')
}

func (w *jsonWriter) actions(all []action) {
	w.name("actions")
	w.open('[')
	for _, a := range all {
		w.next()
		w.open('{')
		w.text("id", a.ID)
		w.text("part", a.Part)
		w.text("stage", string(a.Stage))
		w.text("doer", doers[a.Doer].id)
		w.text("title", a.Title)
		if a.Command != "" {
			w.text("command", a.Command)
			if a.Does == require || a.Does == cover { // it only looks: these are no parameters of the command
				w.name("expected")
			} else {
				w.name("parameters")
			}
			w.parameters(a.Params)
		}
		if d, ok := a.Action.Deed.(mailflow.PublishRecords); ok && len(d.Sets) > 0 {
			w.records("records", d.Sets)
		}
		w.texts("needs", a.Needs)
		w.texts("before", a.Before)
		w.texts("how", a.How)
		w.text("seen", a.Seen)
		w.yes("no-return", a.NoReturn)
		w.close('}')
	}
	w.close(']')
}

func (w *jsonWriter) records(name string, sets []mailflow.RecordSet) {
	data := func(name string, all []mailflow.RecordData) {
		w.name(name)
		w.open('[')
		for _, d := range all {
			w.next()
			w.string(recordText(d))
		}
		w.close(']')
	}
	w.name(name)
	w.open('[')
	for _, r := range sets {
		w.next()
		w.open('{')
		w.text("zone", r.Zone.Exchange())
		w.text("name", r.Name.Exchange())
		w.text("type", string(r.Type))
		w.name("ttl")
		w.raw(strconv.FormatUint(uint64(r.TTL), 10))
		data("new", r.New)
		data("old", r.Old)
		data("kept", r.Kept)
		w.yes("kept-known", r.KeptKnown)
		w.yes("foreign", r.Foreign)
		w.close('}')
	}
	w.close(']')
}

// recordText is a record's data as it is read aloud: 10 mx1.contoso.com, or a text as it stands.
func recordText(d mailflow.RecordData) string {
	if d.Host != "" {
		return strconv.Itoa(int(d.Preference)) + " " + d.Host
	}
	return d.Text
}

func (w *jsonWriter) notes(all []noteAt) {
	w.name("notes")
	w.open('[')
	for _, n := range all {
		w.next()
		w.open('{')
		w.text("at", string(n.at.Key))
		w.text("level", levels[n.Level])
		w.text("says", n.Says)
		w.close('}')
	}
	w.close(']')
}

var levels = map[steps.Level]string{steps.Info: "info", steps.Warning: "warning", steps.Danger: "danger"}

// findings are as the command check gives them.
func (w *jsonWriter) findings(all []check.Finding) error {
	w.name("findings")
	out := bytes.NewBuffer(newScratch())
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("  ", "  ")
	err := e.Encode(append([]check.Finding{}, all...))
	w.out = append(w.out, escapeFormat(bytes.TrimSuffix(out.Bytes(), []byte("\n")))...)
	leave(out.Bytes())
	return err
}

// parameters are an object that keeps its order.
func (w *jsonWriter) parameters(ps []parameter) {
	w.open('{')
	for _, p := range ps {
		w.name(p.Name)
		w.value(p.Value)
	}
	w.close('}')
}

func (w *jsonWriter) value(v value) {
	switch v := v.(type) {
	case boolean:
		w.raw(strconv.FormatBool(bool(v)))
	case number:
		w.raw(strconv.Itoa(int(v)))
	case text:
		w.string(string(v))
	case enum:
		w.string(string(v))
	case made:
		w.string(string(v))
	case clock:
		w.string(string(v))
	case cleared:
		w.raw("null")
	case moment: // what only the moment of running can tell
		w.string("now, in UTC")
	case added: // kept apart from what a list is to be
		w.open('{')
		w.text("added", string(v))
		w.close('}')
	case list:
		w.open('[')
		for _, item := range v {
			w.next()
			w.string(item)
		}
		w.close(']')
	default:
		panic(fmt.Sprintf("%T is no value of a parameter", v))
	}
}

// escapeFormat writes the characters that would turn the direction of a line, or hide, as JSON's escapes. They can
// only be inside of strings, whose meaning stays.
func escapeFormat(doc []byte) []byte {
	if isASCII(doc) {
		return doc
	}
	var out []byte
	for _, r := range string(doc) {
		if !unicode.Is(unicode.Cf, r) {
			out = utf8.AppendRune(out, r)
			continue
		}
		out = appendUnits(out, r)
	}
	return out
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendUnits adds a character as JSON's escapes.
func appendUnits(dst []byte, r rune) []byte {
	for _, unit := range utf16.AppendRune(nil, r) {
		dst = fmt.Appendf(dst, `\u%04x`, unit)
	}
	return dst
}
