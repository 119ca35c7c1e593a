package answers

import (
	"strings"

	"github.com/agext/levenshtein"
)

// longest is the longest name that is worth comparing; the known ones are half as long.
const longest = 64

// nearest is the known name that was probably meant, or "" where the name is too long to be a slip.
func nearest(name string, known []string) (best string) {
	if len(name) > longest {
		return ""
	}
	name = spelled(name)
	least := 2 * longest
	for _, k := range known {
		limit := levenshtein.NewParams().MaxCost(least) // a hostile file asks for this thousands of times
		if d := levenshtein.Distance(name, k, limit); d < least {
			best, least = k, d
		}
	}
	return best
}

// spelled takes the ways of writing several words as one for the way that keys are written.
func spelled(name string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(name))
}
