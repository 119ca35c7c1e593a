package render

import (
	"fmt"
	"strings"
	"testing"
)

func failsHere() { panic("what is wrong") }

// TestBesidePanics: whoever asked for the documents can recover, whichever of the two failed, and not before both ended. Of
// the other one it is said where it failed.
func TestBesidePanics(t *testing.T) {
	for name, does := range map[string]func(func()){
		"the one":   func(ends func()) { beside(failsHere, ends) },
		"the other": func(ends func()) { beside(ends, failsHere) },
	} {
		ended := false
		got := func() (r any) {
			defer func() { r = recover() }()
			does(func() { ended = true })
			return nil
		}()
		says := fmt.Sprint(got)
		if !strings.HasPrefix(says, "what is wrong") || !ended {
			t.Errorf("%s failed: recovered %v, the other one ended: %v", name, got, ended)
		}
		if name == "the other" && !strings.Contains(says, "render.failsHere") {
			t.Errorf("%s failed, and nobody says where: %v", name, got)
		}
	}
}
