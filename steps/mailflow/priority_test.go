package mailflow

import (
	"regexp"
	"testing"
)

var goodPriorities = []good{
	{"0", "0"},
	{"12", "12"},
}

var badPriorities = []bad{
	{"", "", `"" is empty; give a whole number, 0 for the first rule`},
	{"-1", "", `"-1" is not a whole number from 0; give a whole number, 0 for the first rule`},
	{"01", "", `"01" has a leading zero; write 1`},
	{"1.5", "", `"1.5" is not a whole number from 0; give a whole number, 0 for the first rule`},
	{"99999999999", "", `"99999999999" is more than any rule's priority can be; give a whole number, 0 for the first rule`},
	{"first", "", `"first" is not a whole number from 0; give a whole number, 0 for the first rule`},
}

func TestParsePriority(t *testing.T) { check(t, as(ParsePriority), goodPriorities, badPriorities) }

func FuzzParsePriority(f *testing.F) {
	fuzz(f, as(ParsePriority), regexp.MustCompile(`^(0|[1-9]\d*)$`), goodPriorities, badPriorities)
}
