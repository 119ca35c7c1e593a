package render_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "github.com/charmbracelet/x/exp/golden" // registers -update
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"eacwizard/render"
	"eacwizard/steps"
	"eacwizard/steps/answers"
)

// A case is a txtar archive in testdata: first the answers as lines of "key: value", a list's items as several lines
// with one key, or the scenario whose sample they are, and lines of what is answered otherwise; then every document they make. Line ends are kept as line feeds
// there.
const (
	answersFile = "answers"
	sampleFile  = "sample"
)

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// cases are the names of all archives, without their extension.
func cases(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives in testdata", err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".txtar")
	}
	return files
}

func archive(t testing.TB, name string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Files) == 0 || a.Files[0].Name != answersFile && a.Files[0].Name != sampleFile {
		t.Fatalf("%s does not begin with its answers", name)
	}
	return a
}

// settled are the answers of a case, settled.
func settled(t testing.TB, name string) *steps.Settled {
	t.Helper()
	return settledOf(t, archive(t, name))
}

func settledOf(t testing.TB, a *txtar.Archive) *steps.Settled {
	t.Helper()
	if first := a.Files[0]; first.Name == sampleFile {
		lines := strings.Split(strings.TrimSpace(string(first.Data)), "\n")
		return sample(t, lines[0], lines[1:]...)
	}
	return settle(t, string(a.Files[0].Data))
}

// sample are the sample answers of a scenario, with some of them said otherwise: "key: value", a list's items as several
// lines.
func sample(t testing.TB, scenario string, otherwise ...string) *steps.Settled {
	t.Helper()
	file, err := answers.Sample(scenario)
	if err != nil {
		t.Fatal(err)
	}
	said := steps.Answers{}
	for _, line := range otherwise {
		key, value, _ := strings.Cut(line, ": ")
		said[steps.Key(key)] = append(said[steps.Key(key)], value)
	}
	all := file.Settled.Said()
	for k, v := range said {
		if _, ok := file.Scenario.Field(k); !ok {
			t.Fatalf("no question %s", k)
		}
		all[k] = v
	}
	s := file.Scenario.Settle(all)
	s.Sample = true
	return s
}

// byScenario are the archives of the connector's scenario alone, or of the others.
func byScenario(t testing.TB, connector bool) (out []string) {
	for _, name := range cases(t) {
		if connector == (archive(t, name).Files[0].Name == answersFile) {
			out = append(out, name)
		}
	}
	return out
}

func settle(t testing.TB, lines string) *steps.Settled {
	t.Helper()
	a := steps.Answers{}
	for line := range strings.Lines(lines) {
		key, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			t.Fatalf("not a line of answers: %q", line)
		}
		a[steps.Key(key)] = append(a[steps.Key(key)], value)
	}
	return settleAnswers(t, a)
}

func settleAnswers(t testing.TB, a steps.Answers) *steps.Settled {
	t.Helper()
	sc, ok := steps.Find("connector")
	if !ok {
		t.Fatal("no scenario connector")
	}
	for k := range a {
		if _, ok := sc.Field(k); !ok {
			t.Fatalf("no question %s", k)
		}
	}
	return sc.Settle(a)
}

func document(t testing.TB, id string, s *steps.Settled) string {
	t.Helper()
	doc, err := render.Render(id, s)
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return string(doc)
}

func TestDocuments(t *testing.T) {
	for _, name := range cases(t) {
		t.Run(name, func(t *testing.T) {
			a := archive(t, name)
			s := settledOf(t, a)
			// [:1:1], or appending would write into a as well, and the two could never differ.
			got := &txtar.Archive{Comment: a.Comment, Files: a.Files[:1:1]}
			for _, f := range made(t, s) {
				doc := strings.ReplaceAll(document(t, f.ID, s), "\r\n", "\n")
				switch f.ID {
				case "markdown":
					doc = withoutBlocks(t, doc, s)
				case "html":
					doc = withoutOthers(doc)
				}
				got.Files = append(got.Files, txtar.File{Name: f.File, Data: []byte(doc)})
			}
			if updating() {
				if err := os.WriteFile(filepath.Join("testdata", name+".txtar"), txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(a)), string(txtar.Format(got))); diff != "" {
				t.Errorf("documents differ (-update rewrites them):\n%s", diff)
			}
		})
	}
}

// withoutBlocks is a runbook with a mark where it has each paste block, so that nobody has to read the blocks twice. Each
// is in a fence of its own, with the empty line that has to be pasted behind it.
func withoutBlocks(t *testing.T, runbook string, s *steps.Settled) string {
	t.Helper()
	const end = "\n}\n\n"
	all := strings.SplitAfter(strings.ReplaceAll(document(t, "paste", s), "\r\n", "\n"), end)
	for i, block := range all[:len(all)-1] {
		before, after, ok := strings.Cut(runbook, "powershell\n"+block+"```")
		if !ok {
			t.Fatalf("the runbook does not hold block %d of paste as it is", i+1)
		}
		runbook = before + fmt.Sprintf("powershell\n(block %d of paste.txt)\n```", i+1) + after
	}
	return runbook
}

var (
	htmlBlocks = regexp.MustCompile(`(?s)(<section class="block".*?<code>).*?(</code>)`)
	htmlStyles = regexp.MustCompile(`(?s)(<style>).*(</style>)`)
	htmlPolicy = regexp.MustCompile(`'sha256-[^']*'`)
)

// withoutOthers is a hand-out with marks where it has what stands in other files.
func withoutOthers(page string) string {
	page = htmlPolicy.ReplaceAllString(htmlStyles.ReplaceAllString(page, "$1(html.css)$2"), "(the sum of html.css)")
	return htmlBlocks.ReplaceAllString(page, "$1(a block)$2")
}

// made are the documents that the set-up has something for.
func made(t testing.TB, s *steps.Settled) []render.Document {
	t.Helper()
	docs, err := render.All(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if d.Refused != nil {
			t.Fatalf("%s: %v", d.ID, d.Refused)
		}
	}
	return docs
}
