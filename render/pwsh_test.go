package render_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// parseOnly has PowerShell's own parser read a file and print its errors.
const parseOnly = `$tokens = $null; $errors = $null
$null = [System.Management.Automation.Language.Parser]::ParseFile($args[0], [ref]$tokens, [ref]$errors)
$errors | ForEach-Object { $_.ToString() }`

func TestPowerShellParses(t *testing.T) {
	pwsh, err := exec.LookPath("pwsh")
	if err != nil {
		t.Skip("no pwsh on PATH: PowerShell's own parser was not asked")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "parse.ps1")
	if err := os.WriteFile(script, []byte(parseOnly), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range cases(t) {
		for _, id := range []string{"paste", "on-premises", "graph", "script", "verify", "rollback"} {
			file := filepath.Join(dir, name+"-"+id+".ps1")
			if err := os.WriteFile(file, []byte(document(t, id, settled(t, name))), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(pwsh, "-NoProfile", "-NonInteractive", "-File", script, file).CombinedOutput()
			if err != nil || len(out) > 0 {
				t.Errorf("%s: %s: %v\n%s", name, id, err, out)
			}
		}
	}
}
