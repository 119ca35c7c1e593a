package drafts

import (
	"errors"
	"runtime"
	"strings"
)

// Folder is where this platform keeps a program's state: below XDG_STATE_HOME or ~/.local/state, on macOS below
// ~/Library/Application Support, on Windows below %LocalAppData%. It fails where the environment does not say where
// that is.
func Folder(env func(string) string) (string, error) { return folderOn(runtime.GOOS, env) }

func folderOn(goos string, env func(string) string) (string, error) {
	home := strings.TrimRight(env("HOME"), "/")
	switch goos {
	case "windows":
		base := strings.TrimRight(env("LocalAppData"), `\/`)
		if !rootedOnWindows(base) {
			return "", errors.New("there is no folder to keep drafts in; set LocalAppData to one")
		}
		return base + `\eacwizard\drafts`, nil
	case "darwin":
		if !strings.HasPrefix(home, "/") {
			return "", errors.New("there is no folder to keep drafts in; set HOME to yours")
		}
		return home + "/Library/Application Support/eacwizard/drafts", nil
	}
	// A relative path in XDG_STATE_HOME counts as none: the specification of the variable says so.
	if state := env("XDG_STATE_HOME"); strings.HasPrefix(state, "/") {
		return strings.TrimRight(state, "/") + "/eacwizard/drafts", nil
	}
	if !strings.HasPrefix(home, "/") {
		return "", errors.New("there is no folder to keep drafts in; set HOME to yours, or XDG_STATE_HOME to one")
	}
	return home + "/.local/state/eacwizard/drafts", nil
}

// rootedOnWindows is filepath.IsAbs for Windows, from any platform.
func rootedOnWindows(path string) bool {
	return strings.HasPrefix(path, `\\`) || len(path) >= 2 && path[1] == ':'
}
