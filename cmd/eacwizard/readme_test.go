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
var namesOfArticles = regexp.MustCompile(`(?m)^eacwizard: (warning MF706: .*|info MF513: .*|\d+ findings?: \d+ warnings?(, \d+ for information)?\. .*)\n`)

// yamlBlock is an answer file that the README shows.
var yamlBlock = regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$")

// TestReadmeSamples makes every document from every answer file that the README shows. Nothing may be said about it but
// that its names are no real ones.
func TestReadmeSamples(t *testing.T) {
	samples := yamlBlock.FindAllStringSubmatch(readme(t), -1)
	if len(samples) != 3 {
		t.Fatalf("found %d samples, want 3", len(samples))
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
	text := yamlBlock.ReplaceAllString(readme(t), "")
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

// readmeRows are the rows of the README's tables by section, which is "" before the first: the first column, without its
// backticks, to the whole row. A section begins with a row whose first column is bold, and ends with its table.
func readmeRows(t *testing.T) map[string]map[string]string {
	rows := map[string]map[string]string{"": {}}
	section := ""
	for line := range strings.Lines(readme(t)) {
		if cell, ok := strings.CutPrefix(line, "| **`"); ok {
			section, _, _ = strings.Cut(cell, "`")
			if rows[section] == nil {
				rows[section] = map[string]string{}
			}
		} else if cell, ok := strings.CutPrefix(line, "| `"); ok {
			name, _, _ := strings.Cut(cell, "`")
			rows[section][name] += line
		} else if !strings.HasPrefix(line, "|") {
			section = ""
		}
	}
	return rows
}

// sectionOf is the section that has the row of a question. Every connector is asked about alike.
func sectionOf(part *steps.Part, f steps.Field) string {
	inEach := func(of steps.Part) bool {
		return slices.ContainsFunc(of.Fields, func(g steps.Field) bool { return g.Name == f.Name })
	}
	if part.Fixed["from"] != nil && inEach(*steps.Scenarios()[0].Part("connector")) {
		return "connector"
	}
	return part.ID
}

// TestReadmeKeys holds the tables of keys against the questions of all scenarios, and the table of formats against the
// formats.
func TestReadmeKeys(t *testing.T) {
	rows := readmeRows(t)
	known := map[string]map[string]bool{"": {"scenario": true, "accept": true}}
	holds := func(section string, f steps.Field) {
		if known[section] == nil {
			known[section] = map[string]bool{}
		}
		known[section][f.Name] = true
		row, ok := rows[section][f.Name]
		if !ok {
			t.Errorf("the README has no row for %s in the section %s", f.Name, section)
			return
		}
		for _, o := range f.Options {
			if !strings.Contains(row, "`"+o.Value+"`") {
				t.Errorf("the README's row for %s of %s does not name %s", f.Name, section, o.Value)
			}
		}
		if f.Kind == steps.List && !strings.Contains(row, "| list of ") {
			t.Errorf("the README's row for %s of %s does not say that it is a list", f.Name, section)
		}
	}
	for _, sc := range steps.Scenarios() {
		if !strings.Contains(rows[""]["scenario"], "`"+sc.ID+"`") {
			t.Errorf("the README's row for scenario does not name %s", sc.ID)
		}
		for _, part := range sc.Parts() {
			if rows[part.ID] == nil {
				t.Errorf("the README has no section for %s", part.ID)
			}
			for _, f := range part.Fields {
				holds(sectionOf(&part, f), f)
				for _, each := range f.Each {
					holds(part.ID+"."+f.Name+"[]", each)
				}
			}
		}
	}
	for _, f := range formats() {
		known[""][f.ID] = true
		if !strings.Contains(rows[""][f.ID], "| `"+f.File+"` |") {
			t.Errorf("the README's row for the format %s does not name %s", f.ID, f.File)
		}
	}
	for section, names := range rows {
		for name := range names {
			if !known[section][name] {
				t.Errorf("the README has a row for %s in the section %q, which is neither a key nor a format", name, section)
			}
		}
	}
}
