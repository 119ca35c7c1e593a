package mailflow

import (
	"regexp"
	"strings"
	"testing"
)

var local64 = strings.Repeat("x", 64)

var goodEmails = []good{
	{"user@contoso.com", "user@contoso.com"},
	{" First.O'Brien+tag@Contoso.com ", "First.O'Brien+tag@Contoso.com"},
	{"user@Bücher.de", "user@xn--bcher-kva.de"},
	{"user＠contoso。com", "user@contoso.com"},
	{"!#$%&'*+-/=?^_`{|}~@contoso.com", "!#$%&'*+-/=?^_`{|}~@contoso.com"},
	{local64 + "@contoso.com", local64 + "@contoso.com"},
}

const giveEmail = "; give an address such as user@contoso.com"

var badEmails = []bad{
	{"", "", `"" is empty` + giveEmail},
	{"user", "", `"user" has no domain; write user@contoso.com in full`},
	{"user@", "", `"user@" has no domain; write user@contoso.com in full`},
	{"contoso.com", "", `"contoso.com" has no @ in it` + giveEmail},
	{"@contoso.com", "", `"@contoso.com" has nothing before the @` + giveEmail},
	{"a@b@contoso.com", "", `"a@b@contoso.com" has more than one @ in it` + giveEmail},
	{`"john doe"@contoso.com`, "", `""john doe"@contoso.com" has quotation marks before the @, a form of address that is not taken here` + giveEmail},
	{`jo"hn@contoso.com`, "", `"jo"hn@contoso.com" has the character " before the @, where it cannot stand` + giveEmail},
	{"jürgen@contoso.com", "", `"jürgen@contoso.com" has the character ü before the @, where only ASCII is taken` + giveEmail},
	{".user@contoso.com", "", `".user@contoso.com" has a dot before the @ that does not stand between two characters` + giveEmail},
	{"us..er@contoso.com", "", `"us..er@contoso.com" has a dot before the @ that does not stand between two characters` + giveEmail},
	{"john doe@contoso.com", "", `"john doe@contoso.com" has a space in it` + giveEmail},
	{"user @ contoso.com", "", `"user @ contoso.com" has a space in it; write user@contoso.com`},
	{`"John Doe" <john@contoso.com>;`, "", `""John Doe" <john@contoso.com>;" has more in it than an address; write john@contoso.com`},
	{"mailto:john@contoso.com", "", `"mailto:john@contoso.com" has mailto: in front of it; write john@contoso.com`},
	{"SMTP:john@contoso.com", "", `"SMTP:john@contoso.com" has SMTP: in front of it; write john@contoso.com`},
	{"a@contoso.com; b@contoso.com", "", `"a@contoso.com; b@contoso.com" holds more than one address; write a@contoso.com and b@contoso.com as separate entries`},
	{"a@contoso.com,b", "", `"a@contoso.com,b" has the domain "contoso.com,b", which holds more than one value; give one value only`},
	{"a@contoso.com,", "", `"a@contoso.com," has a comma or semicolon at its end; write a@contoso.com`},
	{"a@contoso", "", `"a@contoso" has the domain "contoso", which is not a whole domain: it has no dot; give a domain such as contoso.com`},
	{"a@contoso.com.", "", `"a@contoso.com." has the domain "contoso.com.", which ends with a dot; write a@contoso.com without the final dot`},
	{"a@*.contoso.com", "", `"a@*.contoso.com" has the domain "*.contoso.com", which has a wildcard in it, and one domain is asked for; write a@contoso.com`},
	{"a@[192.0.2.1]", "", `"a@[192.0.2.1]" has the domain "[192.0.2.1]", which has brackets or quotation marks in it; give a domain such as contoso.com`},
	{"a@con_toso.com", "MF510", `"a@con_toso.com" has the domain "con_toso.com", which has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant`},
	{local64 + "x@contoso.com", "MF510", `"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxx@contoso.com" has 65 octets before the @, and 64 is the most; use a shorter address`},
	{"ab@" + longName[1:], "MF510", `"ab@bcdefg.abcdefg.abcdefg.abcdefg.abcd…bcdefg.abcdefg.abcde" is 255 octets long, and an address has at most 254; use a shorter address`},
	{"user@\u200bcontoso.com", "MF703", `"user@\u{200B}contoso.com" has the invisible character U+200B (zero width space) at position 6; write user@contoso.com`},
	{"a\r\nb@contoso.com", "MF703", `"a\u{D}\u{A}b@contoso.com" has the line break U+000D (carriage return) at position 2; keep it on one line`},
}

func TestParseEmailAddress(t *testing.T) {
	check(t, as(ParseEmailAddress), goodEmails, badEmails)
	a, err := ParseEmailAddress("user@Bücher.de")
	if err != nil || a.Domain().String() != "Bücher.de" || a.Domain().Exchange() != "xn--bcher-kva.de" {
		t.Errorf("Domain() = %q, %v", a.Domain(), err)
	}
}

func FuzzParseEmailAddress(f *testing.F) {
	form := regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$")
	fuzz(f, as(ParseEmailAddress), form, append(goodEmails, goodDomains...), append(badEmails, badDomains...))
}
