package render

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"eacwizard/steps/mailflow"
)

// TestTemplates compares templates that are cut once with the plain way: line by line, each looked through for brackets,
// and what came of it dressed as a script's.
func TestTemplates(t *testing.T) {
	words := []string{
		"<x>", "<y>", "<Short>", "<Noun>", "<name>", "<before>", "<did>", "<least>", "<expected>", "<run>", "<set>", "<hinted>", "<lists>",
		"<nothing>", "<>", "<", ">", "<<x>", "<x", "$", "$<x>Guid", "& $read<Short> ", "= $read<Short>\n", "& $valueOf -Object", "stops the block",
		"paste again", "\n", "\n", "\n", "    ", " ", "text", "'<U+0000>'",
	}
	made := outbound.named("Contoso")
	made.X, made.Says = "outbound", "$outbound['Name']"
	does := action{On: made, Does: change, Form: 2, Command: "Set-OutboundConnector", Y: "outboundChange"}
	does.Action = &mailflow.Action{ID: "outbound.change"}
	blanks := []blank{{"<least>", "1"}, {"<hinted>", "# <x>\n<run>"}, {"<lists>", ""}}
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 20000 {
		template := ""
		for range r.IntN(9) {
			template += words[r.IntN(len(words))]
		}
		for _, dresses := range []bool{false, true} {
			p := &paster{dresses: dresses}
			p.column = i % 3 * len(indent)
			p.put(&does, template, blanks...)
			plainly := &paster{}
			plainly.column = p.column
			plainly.fillPlainly(&does, template, blanks)
			want := plainly.text
			if dresses {
				want = appendDressed(nil, want)
			}
			if string(p.text) != string(want) {
				t.Fatalf("%q, at column %d, in a script file: %t, is\n%q\nwant\n%q", template, p.column, dresses, p.text, want)
			}
		}
	}
}

// fillPlainly is put, without anything that is kept.
func (p *paster) fillPlainly(a *action, template string, blanks []blank) {
	f := &filling{p, a, a.On, blanks}
	for line := range strings.SplitSeq(template, "\n") {
		if word := strings.TrimLeft(line, " "); word != "" && wordIn(word) == len(word) {
			lead := len(line) - len(word)
			p.column += lead
			known := f.lines(word)
			p.column -= lead
			if known {
				continue
			}
		}
		if line != "" {
			p.spaces(p.column)
		}
		for line != "" {
			if n := wordIn(line); line[0] == '<' && n > 0 {
				f.word(line[:n])
				line = line[n:]
			} else {
				p.text, line = append(p.text, line[0]), line[1:]
			}
		}
		p.end()
	}
}

// TestKeptForgets: what is made of a text for one set-up does not stay, and what is asked for again and again does.
func TestKeptForgets(t *testing.T) {
	var k kept[layout, string]
	made := map[string]int{}
	ask := func(text string) string {
		return *k.of(layout{text: text}, func(of layout) *string {
			made[of.text]++
			is := "of " + of.text
			return &is
		})
	}
	for i := range 10 * mostKept {
		if got := ask("again") + ask(strconv.Itoa(i)); got != "of againof "+strconv.Itoa(i) {
			t.Fatal(got)
		}
	}
	if n := k.count; n > mostKept {
		t.Errorf("%d are kept", n)
	}
	if made["again"] != 1 {
		t.Errorf("made %d times what was asked for all the time", made["again"])
	}
	if ask("0"); made["0"] != 2 {
		t.Errorf("what nobody asked for was made %d times", made["0"])
	}
}
