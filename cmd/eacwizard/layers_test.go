package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// room is what one package may import beside the harmless part of the standard library.
type room struct {
	ours   string // packages of this module
	theirs string // other modules' packages, and those below them
	world  string // standard packages that reach outside the program
}

// house is the drawing. What a package does not list here it cannot import; a package that is not here cannot exist.
// The leaves under wizard reach the world outside and are listed by cmd/eacwizard alone.
var house = map[string]room{
	"cmd/eacwizard": {
		ours: "wizard wizard/clip wizard/drafts wizard/picture wizard/present wizard/probe render steps steps/answers steps/check steps/follow steps/mailflow steps/seen",
		theirs: "github.com/spf13/cobra github.com/spf13/pflag github.com/mattn/go-isatty github.com/agext/levenshtein " +
			"github.com/charmbracelet/x/term github.com/rivo/uniseg",
		world: "os os/signal syscall path/filepath runtime runtime/debug context time",
	},
	"wizard": {
		ours: "wizard/quiet wizard/terminal render steps steps/check steps/follow steps/mailflow steps/seen",
		theirs: "github.com/charmbracelet/bubbletea github.com/charmbracelet/bubbles github.com/charmbracelet/huh " +
			"github.com/charmbracelet/lipgloss github.com/charmbracelet/x/ansi github.com/muesli/termenv",
		world: "os context time runtime",
	},
	"wizard/present": { // on top of the wizard, which knows nothing of it
		ours:   "wizard render steps steps/answers steps/follow",
		theirs: "github.com/charmbracelet/bubbletea github.com/charmbracelet/bubbles github.com/charmbracelet/x/ansi",
		world:  "embed time",
	},
	"wizard/quiet": {theirs: "github.com/charmbracelet/lipgloss"},
	"wizard/terminal": {
		ours:   "wizard/stack",
		theirs: "github.com/charmbracelet/x/term github.com/charmbracelet/x/ansi golang.org/x/sys/windows",
		world:  "os os/signal runtime syscall",
	},
	"wizard/stack":   {},                                                                             // of use to whoever begins a goroutine that goes deep
	"wizard/picture": {theirs: "github.com/charmbracelet/x/ansi github.com/charmbracelet/x/cellbuf"}, // the cells that styled text fills
	"wizard/clip": {
		theirs: "github.com/atotto/clipboard github.com/aymanbagabas/go-osc52/v2",
		world:  "runtime time",
	},
	"wizard/drafts": {ours: "steps steps/pattern wizard/stack", theirs: "golang.org/x/sys/windows", world: "os syscall path/filepath runtime time crypto/rand unsafe"},
	"wizard/probe": {
		ours:   "steps/seen steps/mailflow steps/pattern",
		theirs: "github.com/miekg/dns golang.org/x/net/idna golang.org/x/net/publicsuffix",
		world:  "context crypto/tls crypto/x509 encoding/pem mime net net/http os syscall time",
	},
	"wizard/probe/probetest": { // for tests; nobody lists it
		theirs: "github.com/miekg/dns",
		world:  "crypto/ecdsa crypto/elliptic crypto/rand crypto/tls crypto/x509 crypto/x509/pkix encoding/pem math/big net sync/atomic testing time",
	},
	"render": {
		ours:   "steps steps/answers steps/check steps/mailflow",
		theirs: "github.com/agext/levenshtein github.com/rivo/uniseg",
		// The style sheet of the hand-out; the stack of a panic; and what two have made of the documents, and of our texts.
		world: "embed runtime/debug sync/atomic",
	},
	"steps/answers": {
		ours:   "steps steps/mailflow",
		theirs: "github.com/goccy/go-yaml github.com/agext/levenshtein",
		world:  "embed",
	},
	"steps/follow":  {ours: "steps steps/mailflow"},
	"steps/check":   {ours: "steps steps/mailflow steps/pattern steps/seen", theirs: "github.com/agext/levenshtein"},
	"steps/every":   {ours: "steps", world: "math/rand/v2"}, // for tests; seeded, so it gives the same each time
	"steps/seen":    {ours: "steps/mailflow", world: "time"},
	"steps":         {ours: "steps/mailflow steps/pattern"},
	"steps/pattern": {},
	// Of time it takes what dates are, not what time it is.
	"steps/mailflow": {ours: "steps/pattern", theirs: "golang.org/x/net/idna golang.org/x/net/publicsuffix", world: "time"},
}

// harmless is the part of the standard library that neither reaches outside the program nor depends on anything but its
// arguments. net/netip only computes.
var harmless = strings.Fields(`bufio bytes cmp crypto/sha256 encoding/base64 encoding/binary encoding/hex encoding/json errors fmt
	hash html io io/fs iter maps math math/bits net/netip regexp slices sort strconv strings sync unicode unicode/utf16
	unicode/utf8`)

// forTests are modules that tests may use and the program may not. Tests may use what the program uses as well.
const forTests = "github.com/google/go-cmp github.com/rogpeppe/go-internal github.com/charmbracelet/x/exp/golden " +
	"github.com/charmbracelet/x/exp/teatest golang.org/x/net/html golang.org/x/tools/txtar golang.org/x/sys/unix github.com/hinshun/vt10x github.com/miekg/dns blitiri.com.ar/go/spf"

// TestLayers holds every package's imports against the drawing.
func TestLayers(t *testing.T) {
	const format = `{{.ImportPath}}|{{join .Imports " "}}|{{join .TestImports " "}} {{join .XTestImports " "}}`
	seen := map[string]bool{}
	for _, line := range goList(t, format) {
		col := strings.Split(line, "|")
		name := strings.TrimPrefix(col[0], module)
		r, ok := house[name]
		if !ok {
			t.Errorf("%s is not in the drawing: say in house what it may import, and who may import it", name)
			continue
		}
		seen[name] = true
		for _, imported := range strings.Fields(col[1]) {
			if why := r.refuses(imported); why != "" {
				t.Errorf("%s imports %s, %s", name, imported, why)
			}
		}
		for _, imported := range strings.Fields(col[2]) {
			if thirdParty(imported) && !under(imported, everybodys()) && !under(imported, forTests) {
				t.Errorf("the tests of %s import %s, which is not in the drawing", name, imported)
			}
		}
	}
	for name := range house {
		if !seen[name] {
			t.Errorf("%s is in the drawing but not in the tree", name)
		}
	}
}

// refuses says why a package with this room may not import that one, or "".
func (r room) refuses(imported string) string {
	if name, ok := strings.CutPrefix(imported, module); ok {
		if !slices.Contains(strings.Fields(r.ours), name) {
			return "which is not below it"
		}
		return ""
	}
	if thirdParty(imported) {
		if !under(imported, r.theirs) {
			return "which belongs to another package or to none"
		}
		return ""
	}
	if !slices.Contains(harmless, imported) && !slices.Contains(strings.Fields(r.world), imported) {
		return "which reaches outside the program"
	}
	return ""
}

// TestDrawing breaks the rules one by one: a drawing that allows everything would hold nothing.
func TestDrawing(t *testing.T) {
	for _, test := range []struct {
		from, imported string
		refused        bool
	}{
		{"wizard", "eacwizard/wizard/clip", true},
		{"wizard", "eacwizard/render", false},
		{"render", "eacwizard/wizard", true},
		{"steps", "eacwizard/steps/answers", true},
		{"steps/mailflow", "eacwizard/steps", true},
		{"steps/check", "eacwizard/render", true},
		{"steps/check", "eacwizard/steps/answers", true},
		{"wizard/clip", "eacwizard/wizard", true},
		{"wizard/quiet", "eacwizard/steps", true},
		{"wizard", "github.com/spf13/cobra", true},
		{"render", "github.com/charmbracelet/lipgloss", true},
		{"steps/answers", "github.com/goccy/go-yaml/ast", false},
		{"cmd/eacwizard", "github.com/goccy/go-yaml", true},
		{"cmd/eacwizard", "net/http", true},
		{"wizard/clip", "net", true},
		{"steps/mailflow", "net/netip", false},
		{"render", "os", true},
		{"render", "time", true},
		{"steps", "math/rand", true},
		{"wizard", "github.com/charmbracelet/hutch", true},
	} {
		if got := house[test.from].refuses(test.imported) != ""; got != test.refused {
			t.Errorf("%s importing %s: refused is %v, want %v", test.from, test.imported, got, test.refused)
		}
	}
}

// everybodys are all third-party packages of the drawing.
func everybodys() string {
	var all []string
	for _, r := range house {
		all = append(all, r.theirs)
	}
	return strings.Join(all, " ")
}

func thirdParty(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// under reports whether path is one of the packages, or below one.
func under(path, packages string) bool {
	return slices.ContainsFunc(strings.Fields(packages), func(p string) bool {
		return path == p || strings.HasPrefix(path, p+"/")
	})
}

// TestTopLevel keeps the top of the tree to what everybody has to know.
func TestTopLevel(t *testing.T) {
	want := []string{"README.md", "cmd", "go.mod", "go.sum", "render", "steps", "wizard"}
	if diff := cmp.Diff(want, topLevel(t, root(t))); diff != "" {
		t.Errorf("the top level (-want +got):\n%s", diff)
	}
}

// topLevel is what git keeps or would keep there; without git, what is there. Names with a dot in front do not count.
func topLevel(t *testing.T, dir string) (names []string) {
	cmd := exec.Command("git", "ls-files", "--cached", "--others", "--exclude-standard")
	cmd.Dir = dir
	var entries []string
	if out, err := cmd.Output(); err == nil && len(out) > 0 {
		entries = strings.Split(strings.TrimSpace(string(out)), "\n")
	} else {
		found, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range found {
			entries = append(entries, e.Name())
		}
	}
	for _, e := range entries {
		name, _, _ := strings.Cut(e, "/")
		if !strings.HasPrefix(name, ".") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

const module = "eacwizard/"

// root is the folder of the module.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// goList is what go list says of the module's packages, a line each.
func goList(t *testing.T, format string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", format, "./...")
	cmd.Dir = root(t)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, said.String())
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
