package render_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"
)

// inPowerShell is a real PowerShell, with the stand-ins that are written in PowerShell.
type inPowerShell struct{ program string }

// powerShells are those on PATH: PowerShell 7, and on Windows also Windows PowerShell. Where Linux runs in Windows, its
// powershell.exe knows other paths than this test.
func powerShells() (found []inPowerShell) {
	names := []string{"pwsh"}
	if runtime.GOOS == "windows" {
		names = append(names, "powershell.exe")
	}
	for _, name := range names {
		if program, err := exec.LookPath(name); err == nil {
			found = append(found, inPowerShell{program})
		}
	}
	return found
}

// run runs a script file and returns all that was printed.
func (p inPowerShell) run(script string, args ...string) (printed string, err error) {
	within, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	c := exec.CommandContext(within, p.program,
		append([]string{"-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", script}, args...)...)
	c.WaitDelay = 10 * time.Second
	out, err := c.CombinedOutput()
	if within.Err() != nil {
		err = fmt.Errorf("not done after four minutes: %w", err)
	}
	return string(out), err
}

// parseOnly has PowerShell's own parser read every script in a folder and print its errors.
const parseOnly = `param([string]$Folder)
foreach ($file in [System.IO.Directory]::GetFiles($Folder, '*.ps*1')) {
    $tokens = $null
    $errors = $null
    $null = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref]$tokens, [ref]$errors)
    foreach ($one in $errors) {
        '{0}: {1}' -f $file, $one
    }
}
`

func TestPowerShellParses(t *testing.T) {
	all := powerShells()
	if len(all) == 0 {
		t.Skip("no pwsh on PATH, nor powershell.exe of Windows: PowerShell's own parser has read no document")
	}
	dir := t.TempDir()
	script := filepath.Join(t.TempDir(), "parse.ps1")
	writeFile(t, script, parseOnly)
	for _, name := range cases(t) {
		for _, id := range []string{"paste", "on-premises", "graph", "script", "verify", "rollback"} {
			writeFile(t, filepath.Join(dir, name+"-"+id+".ps1"), document(t, id, settled(t, name)))
		}
	}
	for _, file := range []string{"testdata/play.ps1", moduleFolder + "/ExchangeOnlineManagement.psm1", moduleFolder + "/ExchangeOnlineManagement.psd1"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, filepath.Base(file)), string(text))
	}
	for _, p := range all {
		if out, err := p.run(script, dir); err != nil || strings.TrimSpace(out) != "" {
			t.Errorf("%s: %v\n%s", p.program, err, out)
		}
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestPowerShellTrials runs the trials of TestTrials in PowerShell. One process plays all trials of a set-up.
func TestPowerShellTrials(t *testing.T) {
	all := powerShells()
	if len(all) == 0 {
		t.Skip("no pwsh on PATH, nor powershell.exe of Windows: the documents were run by the interpreter of the tests alone, and not by PowerShell")
	}
	for _, p := range all {
		t.Run(filepath.Base(p.program)+"/the stand-ins", func(t *testing.T) {
			b := standInBook(t, t.TempDir())
			t.Parallel()
			b.check(t, p.play(t, b))
		})
		for _, of := range setUps() {
			t.Run(filepath.Base(p.program)+"/"+of.name, func(t *testing.T) {
				b := trials(t, of, t.TempDir())
				want := inGo{}.play(t, b)
				t.Parallel()
				got := p.play(t, b)
				b.check(t, got)
				// A sentence for a person may be put together otherwise, a table may be sorted as its language sorts, and
				// two copies of one second are one file.
				b.compare(t, want, got, cmpopts.IgnoreFields(outcome{}, "Thrown", "Output", "Files"),
					cmpopts.SortSlices(func(a, b map[string]string) bool { return fmt.Sprint(a) < fmt.Sprint(b) }))
			})
		}
	}
}

func (p inPowerShell) play(t *testing.T, b *book) [][]outcome {
	t.Helper()
	for path, text := range b.documents {
		writeFile(t, path, text)
	}
	for _, tr := range b.Trials {
		if err := os.MkdirAll(tr.Folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	module, err := filepath.Abs(moduleFolder + "/ExchangeOnlineManagement.psd1")
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs("testdata/play.ps1")
	if err != nil {
		t.Fatal(err)
	}
	book, outcomes := b.folder+"/book.json", b.folder+"/outcomes"
	writeFile(t, book, b.text(t))
	if err := os.Mkdir(outcomes, 0o700); err != nil {
		t.Fatal(err)
	}
	printed, err := p.run(script, "-PlayModule", module, "-PlayBook", book, "-PlayFolder", outcomes)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s printed, and ended with %v:\n%s", p.program, err, printed)
		}
	})
	return b.outcomes(t, func(name string) (string, error) {
		text, err := os.ReadFile(outcomes + "/" + name)
		return string(text), err
	})
}
