package present

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The lesson that the README shows can be told, and its frame is the one of the walk, to the letter.
func TestReadme(t *testing.T) {
	src, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(src), "\r\n", "\n")
	shown := regexp.MustCompile("(?s)```yaml lesson\n(.*?)```").FindStringSubmatch(text)
	if shown == nil {
		t.Fatal("the README shows no lesson")
	}
	if _, err := Read("the README", []byte(shown[1])); err != nil {
		t.Error(err)
	}
	a, err := txtar.ParseFile("testdata/lesson-80x24.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if f.Name == "list-taken" && !strings.Contains(text, "```text\n"+trimLines(string(f.Data))+"```\n") {
			t.Error("the README does not show the frame as it is now")
		}
	}
	for _, key := range append(append(topKeys, stepKeys...), predictKeys...) {
		if !strings.Contains(text, key+":") && !strings.Contains(text, "`"+key+"`") {
			t.Errorf("the README does not name %s", key)
		}
	}
}

// trimLines are lines without the blanks at their ends, which styles leave.
func trimLines(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	return b.String()
}
