package render

import (
	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// Paste lets the tests make the block of a set-up that no scenario has yet.
func Paste(up mailflow.SetUp) ([]byte, error) {
	src := &source{s: &steps.Settled{}, up: up, actions: actions(up)}
	src.later()
	return paste(src)
}

// WrapHard is for a test.
var WrapHard = wrapHard

// Visible is what a document shows of a text.
var Visible = visible
