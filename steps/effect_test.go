package steps

import (
	"strings"
	"testing"
)

// Whatever is answered, there is a sentence for what it does to a message.
func TestEveryAnswerHasAnEffect(t *testing.T) {
	used := map[string]bool{}
	says := func(q Asked, answer string) {
		q.Value = Value{answer}
		if s := q.Effect(); s == "" || !strings.HasSuffix(s, ".") {
			t.Errorf("%s answered %q does %q to a message", q.Key, answer, s)
		}
	}
	field := func(k Key, f *Field) {
		part, list, _, name := k.split()
		if list != "" {
			name = list + "[]." + name
		}
		used[name], used[part+"."+name] = true, true
		q := Asked{Field: f, Key: k, Options: f.Options}
		switch f.Kind {
		case Choice:
			for _, o := range f.Options {
				says(q, o.Value)
			}
		case Toggle:
			says(q, "true")
			says(q, "false")
		default:
			says(q, "x")
		}
	}
	for _, sc := range Scenarios() {
		for i := range sc.Parts() {
			p := &sc.Parts()[i]
			for j := range p.Fields {
				f := &p.Fields[j]
				field(MakeKey(p.ID, f.Name), f)
				for n := range f.Each {
					field(ItemKey(p.ID, f.Name, "contoso.com", f.Each[n].Name), &f.Each[n])
				}
			}
		}
	}
	for name, e := range effects {
		if !used[name] {
			t.Errorf("%s is no question", name)
		}
		if (e.does == "") != (e.ticked != "" && e.unticked != "") {
			t.Errorf("%s says both a sentence and two, or one of two", name)
		}
	}
}
