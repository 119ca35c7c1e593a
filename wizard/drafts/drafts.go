// Package drafts keeps what was typed on disk, so that a crash, a closed window or a lost connection costs nothing.
//
// A draft is one JSON file in the Store's folder, readable by its owner alone. Its Writer replaces it as a whole: whoever
// reads it, and whenever the writing process is killed, finds the state before a change or the one after it, never half
// of one. A lock of the operating system says which drafts a living wizard holds; it ends with its process.
package drafts

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"eacwizard/steps"
	"eacwizard/steps/pattern"
)

// ErrInUse is what errors.Is finds where a living wizard holds the draft.
var ErrInUse = errors.New("it is open in another eacwizard; go on there, or close that one first")

// Draft is a walk as it was left.
type Draft struct {
	ID       string
	Scenario string
	State    steps.State
	Saved    time.Time // when its file was written
	InUse    bool      // a living wizard holds it: it can be neither resumed nor deleted

	// Left is what the file holds and State does not, because this version has no place for it: one sentence for each,
	// with the text itself. The first write after Resume drops it from the file.
	Left []string
}

// newID is a name that sorts by time and that nobody can foresee or has taken.
func newID(now time.Time) string {
	return now.UTC().Format("20060102-150405-") + strings.ToLower(rand.Text()[:16])
}

var idPattern = pattern.Lazy(`^[0-9]{8}-[0-9]{6}-[a-z2-7]{16}$`)

func isID(s string) bool { return idPattern().MatchString(s) }

// checkID keeps everything but a draft's id away from the file system: an id may come from a command line.
func checkID(id string) error {
	if !isID(id) {
		return noDraft(id)
	}
	return nil
}

func noDraft(id string) error {
	return fmt.Errorf("draft %q: %w; \"eacwizard drafts\" lists those there are", id, fs.ErrNotExist)
}
