package render_test

import (
	"regexp"
	"strings"
	"testing"

	"eacwizard/render"
)

// helpKeyword is how a line begins that PowerShell takes for the beginning of a section.
var helpKeyword = regexp.MustCompile(`^ *\.[A-Za-z]`)

// FuzzHelpParagraph lets what stands in a script's help be anything: it stays in the comment and in its section, and
// nothing of it is lost.
func FuzzHelpParagraph(f *testing.F) {
	f.Add("#> Remove-InboundConnector *", "#")
	f.Add("#", "> and #")
	f.Add(".NOTES", " .DESCRIPTION")
	f.Add("- "+strings.Repeat("one, two ", 20), strings.Repeat("#>", 100))
	f.Add("  the host of the way: ", "mail.\u202eexample \"`{} é\xff\r\n.SYNOPSIS")
	f.Add(strings.Repeat("word ", 23)+".EXAMPLE", " "+strings.Repeat(".Link ", 40))
	f.Fuzz(func(t *testing.T, one, other string) {
		got := render.HelpParagraph(one, other)
		if strings.Contains(got, "#>") {
			t.Errorf("%q ends the comment", got)
		}
		for line := range strings.Lines(got) {
			line, isWhole := strings.CutSuffix(line, "\r\n")
			if !isWhole || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("%q is no line of ASCII", line)
			}
			if helpKeyword.MatchString(line) {
				t.Errorf("%q begins a section", line)
			}
		}
		said := one + other
		if strings.ContainsFunc(said, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune("\"`{}", r) }) {
			return // written with code points
		}
		said = strings.ReplaceAll(said, "#>", "#<U+003E>")
		bare := strings.NewReplacer(" ", "", "-", "", "\r\n", "") // a hyphen may stand before what looks like a keyword
		if bare.Replace(got) != bare.Replace(said) {
			t.Errorf("%q is not %q", got, said)
		}
	})
}
