package drafts

import "testing"

func TestFolder(t *testing.T) {
	for _, c := range []struct {
		goos string
		env  map[string]string
		want string // "": an error
	}{
		{"linux", map[string]string{"HOME": "/home/a"}, "/home/a/.local/state/eacwizard/drafts"},
		{"linux", map[string]string{"HOME": "/home/a/"}, "/home/a/.local/state/eacwizard/drafts"},
		{"linux", map[string]string{"HOME": "/home/a", "XDG_STATE_HOME": "/var/a"}, "/var/a/eacwizard/drafts"},
		{"linux", map[string]string{"XDG_STATE_HOME": "/var/a/"}, "/var/a/eacwizard/drafts"},
		{"linux", map[string]string{"HOME": "/home/a", "XDG_STATE_HOME": "state"}, "/home/a/.local/state/eacwizard/drafts"},
		{"linux", map[string]string{"HOME": "a"}, ""},
		{"linux", nil, ""},
		{"openbsd", map[string]string{"HOME": "/home/a"}, "/home/a/.local/state/eacwizard/drafts"},
		{"darwin", map[string]string{"HOME": "/Users/a", "XDG_STATE_HOME": "/var/a"}, "/Users/a/Library/Application Support/eacwizard/drafts"},
		{"darwin", nil, ""},
		{"windows", map[string]string{"LocalAppData": `C:\Users\a\AppData\Local`}, `C:\Users\a\AppData\Local\eacwizard\drafts`},
		{"windows", map[string]string{"LocalAppData": `C:\`}, `C:\eacwizard\drafts`},
		{"windows", map[string]string{"LocalAppData": `\\server\share\a\`}, `\\server\share\a\eacwizard\drafts`},
		{"windows", map[string]string{"LocalAppData": `AppData`, "HOME": "/home/a"}, ""},
		{"windows", nil, ""},
	} {
		got, err := folderOn(c.goos, func(name string) string { return c.env[name] })
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s, %v: %q, %v; want %q", c.goos, c.env, got, err, c.want)
		}
	}
}

// This platform's folder is one that Open takes as it is.
func TestFolderOfThisPlatform(t *testing.T) {
	home := t.TempDir()
	folder, err := Folder(func(string) string { return home })
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	if s.folder != folder {
		t.Errorf("Open made %s of %s", s.folder, folder)
	}
}
