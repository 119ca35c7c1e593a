package mailflow

import (
	"regexp"
	"testing"
)

var goodTXTs = []good{
	{"MS=ms1", "MS=ms1"},
	{`"v=spf1 " "-all"`, "v=spf1 -all"},
	{`"a\"b"`, `a"b`},
	{`a"b`, `a"b`},
	{`( "a" "b" )`, "ab"},
	{`"\065"`, "A"},
	{`" a "`, `" a "`},
	{`"\"x\""`, `"\"x\""`},
}

var badTXTs = []bad{
	{"", "", `"" is empty; give the content of the record as the DNS host shows it`},
	{`""`, "", `"""" is empty; give the content of the record as the DNS host shows it`},
	{`"abc`, "", `""abc" has a quotation mark that is not closed; write abc`},
	{"\"a\"\t\"b\"", "MF703", `""a"\u{9}"b"" has the control character U+0009 (tab) at position 4; remove it`},
	{`"a" b`, "", `""a" b" has "b" outside of its quotation marks; give the content of the record as the DNS host shows it`},
	{`contoso.com. 3600 IN TXT "v=spf1 -all"`, "", `"contoso.com. 3600 IN TXT "v=spf1 -all"" is a whole line of a zone; write "v=spf1 -all"`},
	{"“v=spf1 -all”", "", `"“v=spf1 -all”" has the character “ at position 1, and a TXT record has ASCII characters here; write "v=spf1 -all"`},
	{"é", "", `"é" has the character é at position 1, and a TXT record has ASCII characters here; type it in ASCII, or leave it out`},
	{`"\065\195"`, "", `""\065\195"" has the octet \195 in it, and only those of printable ASCII characters are taken; give the content of the record as the DNS host shows it`},
}

func TestParseTXT(t *testing.T) { check(t, as(ParseTXT), goodTXTs, badTXTs) }

func FuzzParseTXT(f *testing.F) {
	fuzz(f, as(ParseTXT), regexp.MustCompile(`^[ -~]+$`), goodTXTs, badTXTs)
}
