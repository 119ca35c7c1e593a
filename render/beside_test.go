package render

import (
	"fmt"
	"strings"
	"testing"
)

// TestBesidePanics: whoever asked for the documents can recover, whichever of the two failed, and not before both ended.
func TestBesidePanics(t *testing.T) {
	for _, does := range []func(func()){
		func(ends func()) { beside(fails, ends) },
		func(ends func()) { beside(ends, fails) },
	} {
		ended := false
		got := func() (r any) {
			defer func() { r = recover() }()
			does(func() { ended = true })
			return nil
		}()
		if says := fmt.Sprint(got); !strings.HasPrefix(says, "what is wrong") || !ended {
			t.Errorf("recovered %v, the other one ended: %v", got, ended)
		}
	}
	where := func() (r any) {
		defer func() { r = recover() }()
		beside(func() {}, fails)
		return nil
	}()
	if says := fmt.Sprint(where); !strings.Contains(says, "eacwizard/render.fails, line ") {
		t.Errorf("nothing says where it failed: %s", says)
	}
}

func fails() { panic("what is wrong") }
