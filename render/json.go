package render

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"eacwizard/steps"
	"eacwizard/steps/check"
	"eacwizard/steps/mailflow"
)

// setUpJSON is the set-up for programs. The order of members and of actions is part of the product; so is that a
// parameter without a value is not there at all.
func setUpJSON(src *source) ([]byte, error) {
	w := &jsonWriter{out: src.maker.sheet()}
	w.open('{')
	w.texts("warnings", src.heads)
	w.text("scenario", src.up.Scenario)
	w.organization(src.up.Organization)
	for _, list := range jsonLists {
		w.objects(list, src.actions)
	}
	listOf(w, "records", src.records, w.recordSet)
	listOf(w, "actions", src.actions, w.action)
	listOf(w, "notes", src.notes, w.note)
	listOf(w, "findings", src.found, w.finding)
	w.close('}')
	return src.maker.done(append(w.out, '\n')), nil
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

// listOf writes a list of objects, the members of each by write.
func listOf[T any](w *jsonWriter, name string, all []T, write func(*T)) {
	w.name(name)
	w.open('[')
	for i := range all {
		w.next()
		w.open('{')
		write(&all[i])
		w.close('}')
	}
	w.close(']')
}

// objects are those of a list that are made, each as it is in the end.
func (w *jsonWriter) objects(list string, all []action) {
	w.name(list)
	w.open('[')
	for i := range all {
		a := &all[i]
		if a.Does != create || a.On.List != list {
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

func (w *jsonWriter) action(a *action) {
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
		listOf(w, "records", d.Sets, w.recordSet)
	}
	w.texts("needs", a.Needs)
	w.texts("before", a.Before)
	w.texts("how", a.How)
	w.text("seen", a.Seen)
	w.yes("no-return", a.NoReturn)
}

func (w *jsonWriter) recordSet(r *mailflow.RecordSet) {
	w.text("zone", r.Zone.Exchange())
	w.text("name", r.Name.Exchange())
	w.text("type", string(r.Type))
	w.number("ttl", int(r.TTL))
	w.data("new", r.New)
	w.data("old", r.Old)
	w.data("kept", r.Kept)
	w.yes("kept-known", r.KeptKnown)
	w.yes("foreign", r.Foreign)
}

// data are records as recordText has them.
func (w *jsonWriter) data(name string, all []mailflow.RecordData) {
	w.name(name)
	w.open('[')
	for _, d := range all {
		w.next()
		if d.Host == "" {
			w.string(d.Text)
			continue
		}
		w.out = append(strconv.AppendUint(append(w.out, '"'), uint64(d.Preference), 10), ' ')
		w.escaped(d.Host)
		w.out = append(w.out, '"')
	}
	w.close(']')
}

func (w *jsonWriter) note(n *steps.NoteAt) {
	w.text("at", string(n.Question.Key))
	w.text("level", levels[n.Level])
	w.text("says", n.Says)
}

var levels = map[steps.Level]string{steps.Info: "info", steps.Warning: "warning", steps.Danger: "danger"}

// finding is as the command check gives it.
func (w *jsonWriter) finding(f *check.Finding) {
	w.text("rule", f.Rule)
	w.text("severity", f.Severity.String())
	w.text("object", f.Object)
	w.text("key", string(f.Key))
	w.number("item", f.Item)
	w.text("value", f.Value)
	w.text("says", f.Says)
	w.textIfAny("fix", f.Fix)
	if f.Change != nil {
		w.name("change")
		w.change(f.Change)
	}
	w.textIfAny("accepted", f.Accepted)
	if f.Refused {
		w.yes("refused", true)
	}
}

func (w *jsonWriter) change(c *check.Change) {
	w.open('{')
	if len(c.Set) > 0 {
		w.name("set")
		w.open('{')
		for _, k := range slices.Sorted(maps.Keys(c.Set)) {
			w.key(string(k))
			w.array(c.Set[k])
		}
		w.close('}')
	}
	if len(c.Clear) > 0 {
		w.name("clear")
		w.open('[')
		for _, k := range c.Clear {
			w.next()
			w.string(string(k))
		}
		w.close(']')
	}
	w.close('}')
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
		w.array(v)
	default:
		panic(fmt.Sprintf("%T is no value of a parameter", v))
	}
}
