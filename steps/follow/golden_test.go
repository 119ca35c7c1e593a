package follow_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

var update = flag.Bool("update", false, "write the goldens")

// sample is the built-in sample of a scenario.
func sample(t testing.TB, scenario string) mailflow.Draft {
	t.Helper()
	file, err := answers.Sample(scenario)
	if err != nil {
		t.Fatal(err)
	}
	up, problems := file.Settled.SetUp()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return up.Draft()
}

// told is everything that is shown of an example.
func told(d mailflow.Draft, e follow.Example) string {
	j := e.Follow()
	var b strings.Builder
	fmt.Fprintf(&b, "%s (stage %s)\n", e.Title, e.Message.Stage)
	if e.Changed != "" {
		fmt.Fprintf(&b, "Changed: %s\n", e.Changed)
	}
	b.WriteString("\n" + follow.Draw(e.Draft, j, len(j.Hops)).Text(follow.Look{}) + "\n" + j.Text(follow.Look{}) + "\n")
	return b.String()
}

// TestExamples holds every example of every sample against its golden.
func TestExamples(t *testing.T) {
	for _, sc := range steps.Scenarios() {
		d := sample(t, sc.ID)
		archive := &txtar.Archive{}
		for _, e := range follow.Examples(d) {
			archive.Files = append(archive.Files, txtar.File{Name: e.ID, Data: []byte(told(d, e))})
		}
		got := string(txtar.Format(archive))
		path := filepath.Join("testdata", sc.ID+".txtar")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sc.ID, diff)
		}
	}
}
