package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"eacwizard/render"
	"eacwizard/steps"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// namesOfArticles is what is said of answers for taking the names of Microsoft's articles, as examples have to.
var namesOfArticles = regexp.MustCompile(`(?m)^eacwizard: (warning MF706: .*|\d+ findings?: \d+ warnings?\. .*)\n`)

// TestReadmeSamples makes every document from every answer file that the README shows. Nothing may be said about it but
// that its names are no real ones.
func TestReadmeSamples(t *testing.T) {
	samples := regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindAllStringSubmatch(readme(t), -1)
	if len(samples) != 2 {
		t.Fatalf("found %d samples, want 2", len(samples))
	}
	for _, sample := range samples {
		for _, f := range render.Formats() {
			status, out, said := execute(t, sample[1], "render", "-a", "-", "-f", f.ID)
			if said = namesOfArticles.ReplaceAllString(said, ""); status != 0 || out == "" || said != "" {
				t.Errorf("%s: status %d, %d bytes, said %q, from\n%s", f.ID, status, len(out), said, sample[1])
			}
		}
	}
}

// TestReadmeCommands holds the README's code against the commands, both ways.
func TestReadmeCommands(t *testing.T) {
	text := readme(t)
	program := (&program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}).rootCommand()
	commands := append(program.Commands(), program)

	code := regexp.MustCompile("(?m)`[^`\n]+`|^ {4,}.*$").FindAllString(text, -1)
	flags := regexp.MustCompile(`(^|[\s\[])(--?[a-z][-a-z]*)`)
	calls := regexp.MustCompile(`\beacwizard( [^#|>` + "`" + `]*)?`)
	said := map[string]bool{}
	for _, c := range code {
		c = strings.Trim(c, "` ")
		if strings.HasPrefix(c, "go ") || strings.HasPrefix(c, "for ") {
			continue // go's own flags
		}
		of := commands
		if call := calls.FindStringSubmatch(c); call != nil && !strings.Contains(c, "/eacwizard") {
			cmd, _, err := program.Find(strings.Fields(call[1]))
			if err != nil {
				t.Errorf("the README calls %q: %v", c, err)
				continue
			}
			said[cmd.Name()] = true
			of = []*cobra.Command{cmd}
		}
		for _, f := range flags.FindAllStringSubmatch(c, -1) {
			known := slices.ContainsFunc(of, func(cmd *cobra.Command) bool { return flag(cmd, f[2]) != nil })
			if !known {
				t.Errorf("the README has %s in %q, which is no flag of %s", f[2], c, list(names(of), "or"))
			}
			said[f[2]] = true
		}
	}
	for _, cmd := range commands {
		if !said[cmd.Name()] && !cmd.Hidden {
			t.Errorf("the README does not name the command %s", cmd.Name())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !said["--"+f.Name] {
				t.Errorf("the README does not name --%s of %s", f.Name, cmd.Name())
			}
		})
	}
}

func names(of []*cobra.Command) (out []string) {
	for _, c := range of {
		out = append(out, c.Name())
	}
	return out
}

func flag(c *cobra.Command, name string) *pflag.Flag {
	if long, ok := strings.CutPrefix(name, "--"); ok {
		return c.Flags().Lookup(long)
	}
	if len(name) != 2 {
		return nil
	}
	return c.Flags().ShorthandLookup(name[1:])
}

// TestReadmeKeys holds the table of keys against the questions, and the table of formats against the formats.
func TestReadmeKeys(t *testing.T) {
	rows := map[string]string{} // the first column, without its backticks, to the whole row
	for line := range strings.Lines(readme(t)) {
		if cell, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ := strings.Cut(cell, "`")
			rows[name] = line
		}
	}
	known := map[string]bool{"scenario": true}
	for _, sc := range steps.Scenarios() {
		for _, part := range sc.Parts {
			for _, f := range part.Fields {
				known[f.Name] = true
				row, ok := rows[f.Name]
				if !ok {
					t.Errorf("the README has no row for %s", f.Name)
				}
				for _, o := range f.Options {
					if !strings.Contains(row, "`"+o.Value+"`") {
						t.Errorf("the README's row for %s does not name %s", f.Name, o.Value)
					}
				}
				if f.Kind == steps.List && !strings.Contains(row, "| list of ") {
					t.Errorf("the README's row for %s does not say that it is a list", f.Name)
				}
			}
		}
	}
	for _, f := range render.Formats() {
		known[f.ID] = true
		if !strings.Contains(rows[f.ID], "| `"+f.File+"` |") {
			t.Errorf("the README's row for the format %s does not name %s", f.ID, f.File)
		}
	}
	for name := range rows {
		if !known[name] {
			t.Errorf("the README has a row for %s, which is neither a key nor a format", name)
		}
	}
}
