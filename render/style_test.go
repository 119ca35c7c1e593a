package render_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"eacwizard/render"
)

// rules are what every line of a paste block keeps, whatever the answers are.
var rules = []struct {
	name   string
	broken *regexp.Regexp
}{
	{"not printable ASCII", regexp.MustCompile(`[^\x20-\x7e]`)},
	{"120 columns or more", regexp.MustCompile(`^.{120}`)},
	{"trailing blank", regexp.MustCompile(` $`)},
	{"indentation that is not by four", regexp.MustCompile(`^(    )* {1,3}[^ ]`)},
}

// rulesOfCode are kept by what is left of a line without its strings.
var rulesOfCode = []struct {
	name   string
	broken *regexp.Regexp
}{
	{"a double quote", regexp.MustCompile(`"`)},
	{"a backtick", regexp.MustCompile("`")},
	{"a here-string", regexp.MustCompile(`@['"]$`)},
	{"Write-Host or another way around the output", regexp.MustCompile(`(?i)\b(Write|Out|Read)-`)},
	{"exit, return or a jump", regexp.MustCompile(`(?i)\b(exit|return|break|continue|goto)\b`)},
	{"a scope that is not the block's", regexp.MustCompile(`(?i)\$(global|script|local|using|env):`)},
	{"text run as code", regexp.MustCompile(`(?i)Invoke-|iex|\[scriptblock\]|Add-Type`)},
	{"$null on the right", regexp.MustCompile(`-(eq|ne) \$null`)},
	{"an alias", regexp.MustCompile(`(?i)(^|[|({;] *)(\?|%|where|foreach-object|select|sort|measure|gcm|ft|fl|echo|sleep) `)},
	{"a semicolon outside of a hashtable or for", regexp.MustCompile(`^[^@]*;[^@]*$`)},
}

var (
	psQuoted = regexp.MustCompile(`'(?:[^']|'')*'`)
	isFor    = regexp.MustCompile(`^ *for \(`)
)

func TestPasteStyle(t *testing.T) {
	for _, name := range cases(t) {
		t.Run(name, func(t *testing.T) {
			text := document(t, "paste", settled(t, name))
			checkStyle(t, text)
		})
	}
}

// wellStyled are the lines that keep all rules: most lines are those of every block.
var wellStyled sync.Map

func checkStyle(t *testing.T, text string) {
	t.Helper()
	if !strings.HasPrefix(text, "& {\r\n    # ") && !strings.HasPrefix(text, "# ") || !strings.HasSuffix(text, "\r\n}\r\n\r\n") {
		t.Error("it does not begin with a block or a comment, or there is no empty line behind the last block")
	}
	if strings.Count(text, "\r\n") != strings.Count(text, "\n") || strings.Count(text, "\r\n") != strings.Count(text, "\r") {
		t.Error("line ends other than CRLF")
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if good, _ := wellStyled.Load(line); good == true {
			continue
		}
		errors := 0
		fail := func(format string, args ...any) {
			errors++
			t.Errorf(format, args...)
		}
		for _, rule := range rules {
			if rule.broken.MatchString(line) {
				fail("line %d: %s: %s", i+1, rule.name, line)
			}
		}
		code := psQuoted.ReplaceAllString(line, "_")
		if strings.HasPrefix(strings.TrimSpace(code), "#") {
			if strings.ContainsAny(line, "\"`{}") {
				fail("line %d: a quote or brace in a comment: %s", i+1, line)
			}
			wellStyled.Store(line, errors == 0)
			continue
		}
		for _, rule := range rulesOfCode {
			if rule.broken.MatchString(code) && !(strings.Contains(rule.name, "semicolon") && isFor.MatchString(code)) {
				fail("line %d: %s: %s", i+1, rule.name, line)
			}
		}
		if strings.Contains(code, "-Confirm") && !strings.Contains(code, "-Confirm:$false") {
			fail("line %d: -Confirm with anything but :$false: %s", i+1, line)
		}
		wellStyled.Store(line, errors == 0)
	}
	blocks, _, err := readBlocks(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range blocks {
		checkCommands(t, body)
	}
}

// checkCommands holds every call of the service to -ErrorAction Stop, and every change to -Confirm:$false.
func checkCommands(t *testing.T, body []psNode) {
	t.Helper()
	table := cmdletTable(t)
	local := []string{"Get-Command", "Get-Date", "Start-Sleep", "Sort-Object", "Get-Variable"}
	for _, c := range commandsIn(body) {
		if _, ok := table[c.name]; !ok {
			if !slices.Contains(local, c.name) {
				t.Errorf("%s is neither a command of the service nor one that may be used beside it", c.name)
			}
			continue
		}
		if !slices.Contains(c.args, psArg{"ErrorAction", psString("Stop")}) {
			t.Errorf("%s without -ErrorAction Stop", c.name)
		}
		if !strings.HasPrefix(c.name, "Get-") && !slices.Contains(c.args, psArg{"Confirm", psVar("false")}) {
			t.Errorf("%s without -Confirm:$false", c.name)
		}
	}
	// A change gives its output away, so that it does not drown the receipt.
	walk(body, func(n psNode) {
		a, ok := n.(psAssign)
		if c, isCommand := a.value.(psCommand); ok && isCommand && (strings.HasPrefix(c.name, "New-") || strings.HasPrefix(c.name, "Set-")) {
			if a.target != psVar("null") {
				t.Errorf("the output of %s is kept", c.name)
			}
		}
	})
	for _, n := range body {
		if c, ok := n.(psCommand); ok {
			t.Errorf("%s runs outside of try", c.name)
		}
	}
}

// TestLongNamesInComments: a name without a space cannot be wrapped at one.
func TestLongNamesInComments(t *testing.T) {
	name := strings.Repeat("Service", 18)
	joined := ""
	for line := range strings.Lines(render.Comment("The name of the service is ", name, ", and more.")) {
		words, isComment := strings.CutPrefix(strings.TrimSuffix(line, "\r\n"), "# ")
		if !isComment || len(words) > 117 {
			t.Errorf("%q", line)
		}
		joined += words
	}
	if !strings.Contains(joined, name) {
		t.Error(joined)
	}
}
