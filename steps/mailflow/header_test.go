package mailflow

import (
	"regexp"
	"testing"
)

var goodHeaderNames = []good{
	{"SignatureContoso", "SignatureContoso"},
	{"X-", "X-"},
}

var badHeaderNames = []bad{
	{"", "MF402", `"" is empty; give the name of the header that the service sets, such as X-Signature`},
	{"X-Signature:", "MF402", `"X-Signature:" has the colon behind the name; write X-Signature`},
	{"X-Signature: true", "MF402", `"X-Signature: true" has more than the name in it; write X-Signature`},
	{`"X-Sig"`, "MF402", `""X-Sig"" has brackets or quotation marks around it; write X-Sig`},
	{"X–Sig", "MF402", `"X–Sig" has the character – in it, and a header's name has ASCII characters without a colon only; write X-Sig`},
	{"X Sig", "MF402", `"X Sig" has a space in it; give the name of the header that the service sets, such as X-Signature`},
	{"Ünder", "MF402", `"Ünder" has the character Ü in it, and a header's name has ASCII characters without a colon only; give the name of the header that the service sets, such as X-Signature`},
}

func TestParseHeaderName(t *testing.T) {
	check(t, as(ParseHeaderName), goodHeaderNames, badHeaderNames)
}

func FuzzParseHeaderName(f *testing.F) {
	fuzz(f, as(ParseHeaderName), regexp.MustCompile(`^[!-9;-~]{1,64}$`), goodHeaderNames, badHeaderNames)
}

var goodHeaderWords = []good{
	{"true", "true"},
	{"a b", "a b"},
	{`"a" or "b"`, `"a" or "b"`},
	{"tru*", "tru*"},
}

var badHeaderWords = []bad{
	{"", "MF402", `"" is empty; give the word that the service puts into the header, such as true`},
	{`"true"`, "MF402", `""true"" has quotation marks around it, which would be a part of the word; write true`},
	{"“ true ”", "MF402", `"“ true ”" has quotation marks around it, which would be a part of the word; write true`},
	{`""`, "MF402", `"""" has quotation marks around it, which would be a part of the word; give the word that the service puts into the header, such as true`},
}

func TestParseHeaderWord(t *testing.T) {
	check(t, as(ParseHeaderWord), goodHeaderWords, badHeaderWords)
}

func FuzzParseHeaderWord(f *testing.F) {
	fuzz(f, as(ParseHeaderWord), nil, goodHeaderWords, badHeaderWords)
}
