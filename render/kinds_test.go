package render

import (
	"slices"
	"testing"
)

// TestKindsAreWhole: what documents have to know of a kind stands with the kind, so that a new one cannot be left out of
// a document without anybody's noticing.
func TestKindsAreWhole(t *testing.T) {
	for _, o := range kinds {
		if o.Noun == "" || o.Called == "" || o.Short == "" || o.Reader == "" {
			t.Errorf("%s: it lacks a name, or how it is read", o.Noun)
		}
		if o.List != "" && !slices.Contains(jsonLists, o.List) {
			t.Errorf("%s: setup.json has no list %q", o.Noun, o.List)
		}
		isMade := o.List != ""
		if (isMade || o.IsList) != (o.Leaving != nil) {
			t.Errorf("%s: it is made or added to: %v; the way back takes it away: %v", o.Noun, isMade || o.IsList, o.Leaving != nil)
		}
		if isMade == (len(o.NoGUID) > 0) {
			t.Errorf("%s: it is made, so that receipts have its GUID: %v; it is named among what has none: %v", o.Noun, isMade, len(o.NoGUID) > 0)
		}
		if isMade || o.IsList {
			continue
		}
		if o.Returning == nil {
			t.Errorf("%s: it can only be changed, and the way back does not say how it is put back", o.Noun)
		}
		if (o.Key == "") != (o.Missing == "") {
			t.Errorf("%s: there is always one: %v; a block says what to do where it is not there: %v", o.Noun, o.Key == "", o.Missing != "")
		}
	}
}
