package render_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"eacwizard/render"
)

func TestFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range render.Formats() {
		if f.ID == "" || f.File == "" || f.Says == "" || seen[f.ID] || seen[f.File] {
			t.Errorf("%+v", f)
		}
		seen[f.ID], seen[f.File] = true, true
	}
}

func TestUnknownFormat(t *testing.T) {
	for id, want := range map[string]string{
		"pasta":                   `unknown format "pasta"; did you mean paste?`,
		"Markdwon":                `unknown format "Markdwon"; did you mean markdown?`,
		"":                        `unknown format ""; the formats are summary, markdown, html, paste, on-premises, graph, script, verify, rollback, json, answers, dns, zone, windows-dns, azure-dns, route53`,
		"powershell":              `unknown format "powershell"; the formats are summary, markdown, html, paste, on-premises, graph, script, verify, rollback, json, answers, dns, zone, windows-dns, azure-dns, route53`,
		strings.Repeat("x", 1000): `unknown format "` + strings.Repeat("x", 32) + `…"; the formats are summary, markdown, html, paste, on-premises, graph, script, verify, rollback, json, answers, dns, zone, windows-dns, azure-dns, route53`,
	} {
		doc, err := render.Render(id, settle(t, addOn))
		if doc != nil || err == nil || err.Error() != want {
			t.Errorf("%q: %v; want %s", id, err, want)
		}
	}
}

func TestUnfinishedAnswersMakeNoDocument(t *testing.T) {
	s := settle(t, "connector.from: office-365\nconnector.to: your-organization\nconnector.smart-hosts: smtp.contoso.com:25\n")
	for _, f := range render.Formats() {
		doc, err := render.Render(f.ID, s)
		var unfinished *render.Unfinished
		if doc != nil || !errors.As(err, &unfinished) || len(unfinished.Problems) != 2 {
			t.Fatalf("%s: %q, %v", f.ID, doc, err)
		}
		if lines := strings.Split(err.Error(), "\n"); len(lines) != 2 || !strings.HasPrefix(lines[0], "connector.name: ") || !strings.HasPrefix(lines[1], "connector.smart-hosts: ") {
			t.Error(err)
		}
	}
}

func TestSameAnswersSameBytes(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		said := maps.Clone(s.Said())
		for _, f := range render.Formats() {
			first := document(t, f.ID, s)
			if document(t, f.ID, s) != first || document(t, f.ID, settled(t, name)) != first {
				t.Errorf("%s: %s differs from one time to the next", name, f.ID)
			}
		}
		if diff := cmp.Diff(said, s.Said()); diff != "" {
			t.Errorf("%s: rendering changed the answers: %s", name, diff)
		}
	}
}

func TestBlockIDFollowsTheParameters(t *testing.T) {
	id := func(lines string) string {
		for line := range strings.Lines(document(t, "paste", settle(t, lines))) {
			if _, id, ok := strings.Cut(line, ", block "); ok {
				return strings.TrimSpace(id)
			}
		}
		t.Fatal("no block id")
		return ""
	}
	seen := map[string]string{}
	for _, lines := range []string{addOn, validated, guarded, addOnBack, partnerIn, addOn + "connector.description: x\n"} {
		if other, ok := seen[id(lines)]; ok {
			t.Errorf("one id for\n%s and\n%s", lines, other)
		}
		seen[id(lines)] = lines
	}
	if id(addOn) != id(addOn+"connector.tls-domain: smtp.contoso.com\n") {
		t.Error("an answer equal to its proposal changes the id")
	}
}

// TestLockDownComesFirst looks for the warning at the beginning of every document, and for its absence elsewhere.
func TestLockDownComesFirst(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		locks := strings.HasPrefix(name, "lockdown-") || name == "partner-4-everything"
		for _, f := range made(t, s) {
			doc := document(t, f.ID, s)
			if f.ID == "html" {
				_, doc, _ = strings.Cut(doc, "<main>") // what can be seen
			}
			if at := strings.Index(doc, "WARNING, LOCK-DOWN"); locks != (at >= 0 && at < 100) {
				t.Errorf("%s: %s has the warning at %d", name, f.ID, at)
			}
			state := "It is created ON"
			if s.At("connector.turn-it-on").Value.Text() == "false" {
				state = "It is created OFF"
			}
			if flat := strings.Join(strings.Fields(strings.NewReplacer("#", "", "\r\n", " ").Replace(doc)), " "); locks && !strings.Contains(flat, state) {
				t.Errorf("%s: %s does not say %q", name, f.ID, state)
			}
		}
	}
}

func TestSummaryIsNarrow(t *testing.T) {
	for _, name := range cases(t) {
		for line := range strings.Lines(document(t, "summary", settled(t, name))) {
			line = strings.TrimSuffix(line, "\n")
			if words := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' }); uniseg.StringWidth(line) > 78 && len(words) > 1 {
				t.Errorf("%s: %d columns: %s", name, uniseg.StringWidth(line), line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%s: trailing blank: %q", name, line)
			}
		}
	}
}

// TestRunbookHasTheThreeViews looks for every question that is answered and every parameter in the table, whose rows
// all have three cells.
func TestRunbookHasTheThreeViews(t *testing.T) {
	for _, name := range cases(t) {
		s := settled(t, name)
		doc := document(t, "markdown", s)
		var table []string
		for line := range strings.Lines(doc) {
			if strings.HasPrefix(line, "| ") {
				if n := strings.Count(line, "|"); n != 4 {
					t.Errorf("%s: a row with %d bars: %s", name, n, line)
				}
				table = append(table, line)
			}
		}
		all := strings.Join(table, "")
		for _, q := range s.Asked {
			if q.Key.Field() == "reject-all-other-mail" && strings.Contains(all, q.PlainLabel()) {
				t.Errorf("%s: a row for %s, which the admin center does not ask", name, q.Key)
			}
			if q.Open && len(q.Params) > 0 && q.Key.Part() == "connector" && !strings.Contains(all, "| "+strings.ReplaceAll(q.PlainLabel(), "*", `\*`)+" |") {
				t.Errorf("%s: no row for %s", name, q.Key)
			}
		}
		for _, a := range setUpOf(t, s).Actions {
			for p := range a.Parameters {
				if strings.HasPrefix(a.Command, "Get-") {
					continue
				}
				if p != "Identity" && !strings.Contains(all, "-"+p+" ") && !strings.Contains(all, "`-"+p+"`") {
					t.Errorf("%s: no row shows -%s", name, p)
				}
			}
		}
		inFence, isCode := false, false
		for line := range strings.Lines(doc) {
			if strings.HasPrefix(line, "```") {
				inFence, isCode = !inFence, strings.HasPrefix(line, "```powershell")
			} else if isCode && len(strings.TrimRight(line, "\n")) > 119 {
				t.Errorf("%s: a command too long to paste: %s", name, line)
			}
		}
		if inFence {
			t.Errorf("%s: a code block stays open", name)
		}
	}
}

// TestNoPlaceholderIsLeft looks for what templates and formats leave behind when something was not filled in.
func TestNoPlaceholderIsLeft(t *testing.T) {
	for _, name := range cases(t) {
		for _, f := range render.Formats() {
			doc := document(t, f.ID, settled(t, name))
			for _, word := range []string{"%!", "<x>", "<splat>", "<Short>", "<advice>", "<command>"} {
				if name != "hostile" && strings.Contains(doc, word) {
					t.Errorf("%s: %s holds %q", name, f.ID, word)
				}
			}
		}
	}
}
