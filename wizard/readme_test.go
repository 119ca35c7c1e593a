package wizard

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The frames that the README shows are those of the walks, to the letter.
func TestReadmeShowsRealFrames(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(readme), "\r\n", "\n")
	for golden, name := range map[string]string{
		"office-365-to-your-organization-80x24": "security-proposed",
		"start-80x24":                           "new",
		"follow-80x24":                          "goes-round",
		"preview":                               "routing-half-typed",
		"lock-down-by-certificate-80x24":        "review",
	} {
		a, err := txtar.ParseFile("testdata/walks/" + golden + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if f.Name == name && !strings.Contains(text, "```text\n"+strings.TrimRight(string(f.Data), "\n")+"\n```\n") {
				t.Errorf("the README does not show %s of %s as it is now", name, golden)
			}
		}
	}
}
