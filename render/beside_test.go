package render

import "testing"

// TestBesidePanics: whoever asked for the documents can recover, whichever of the two failed, and not before both ended.
func TestBesidePanics(t *testing.T) {
	fails := func() { panic("what is wrong") }
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
		if got != "what is wrong" || !ended {
			t.Errorf("recovered %v, the other one ended: %v", got, ended)
		}
	}
}
