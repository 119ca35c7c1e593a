package render

import (
	"eacwizard/steps"
	"eacwizard/steps/mailflow"
)

// Paste lets the tests make the block of a set-up that no scenario has yet.
func Paste(up mailflow.SetUp) ([]byte, error) {
	src := &source{maker: new(Maker), s: &steps.Settled{}, up: up, actions: actions(up, up.Records())}
	src.later()
	return paste(src)
}

// Comment is some words as a comment in a block.
func Comment(words ...string) string {
	var b block
	b.comment(words...)
	return string(b.text)
}

// HelpParagraph is some words as a paragraph of a script's help.
func HelpParagraph(words ...string) string {
	var b block
	b.paragraph(words...)
	return string(b.text)
}

// Visible is what a document shows of a text.
var Visible = visible
