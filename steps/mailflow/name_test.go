package mailflow

import (
	"regexp"
	"strings"
	"testing"
)

var goodNames = []good{
	{"Office 365 to Contoso Signature Service", "Office 365 to Contoso Signature Service"},
	{" \t Filter (Contoso)\r\n", "Filter (Contoso)"},
	{"Bob’s “filter” $x `y` 'z' \"q\" – 100 %", "Bob’s “filter” $x `y` 'z' \"q\" – 100 %"},
	{"Ñandú 例え נתיב", "Ñandú 例え נתיב"},
	{"👩‍💻 ❤️", "👩‍💻 ❤️"},
	{strings.Repeat("ä", 64), strings.Repeat("ä", 64)},
	{strings.Repeat("🏢", 32), strings.Repeat("🏢", 32)},
}

var badNames = []bad{
	{"", "MF001", `"" is empty; give the connector a name`},
	{" \u00a0\t", "MF001", `" \u{A0}\u{9}" is empty; give the connector a name`},
	{"\u200b \ufeff", "MF001", `"\u{200B} \u{FEFF}" is empty; give the connector a name`},
	{strings.Repeat("ä", 71), "MF001", `"ääääääääääääääääääääääääääääääääääääää…ääääääääääääääääääää" is 71 characters long, 7 more than the 64 a connector's name can have; shorten it by 7`},
	{strings.Repeat("🏢", 33), "MF001", `"🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢🏢" is 66 characters long in the service's count, where an emoji is two or more, 2 more than the 64 a connector's name can have; shorten it by 2`},
	{"Filter\r\nRemove-InboundConnector *", "MF703", `"Filter\u{D}\u{A}Remove-InboundConnector *" has the line break U+000D (carriage return) at position 7; keep it on one line`},
	{"Ä\nb", "MF703", `"Ä\u{A}b" has the line break U+000A (line feed) at position 2; keep it on one line`},
	{"a\u0085b", "MF703", `"a\u{85}b" has the line break U+0085 at position 2; keep it on one line`},
	{"a\u2028b", "MF703", `"a\u{2028}b" has the line break U+2028 (line separator) at position 2; keep it on one line`},
	{"a\u2029b", "MF703", `"a\u{2029}b" has the line break U+2029 (paragraph separator) at position 2; keep it on one line`},
	{"a\tb", "MF703", `"a\u{9}b" has the control character U+0009 (tab) at position 2; remove it`},
	{"a\x00", "MF703", `"a\u{0}" has the control character U+0000 at position 2; remove it`},
	{"a\x7fb", "MF703", `"a\u{7F}b" has the control character U+007F at position 2; remove it`},
	{"a\u009bb", "MF703", `"a\u{9B}b" has the control character U+009B at position 2; remove it`},
	{"äa\xffb", "MF703", `"äa\x{FF}b" is not valid UTF-8 at position 3; save the text as UTF-8, or type it again`},
	{"a\xed\xa0\x80", "MF703", `"a\x{ED}\x{A0}\x{80}" is not valid UTF-8 at position 2; save the text as UTF-8, or type it again`}, // a lone surrogate
	{"a\ufffdb", "MF703", "\"a\ufffdb\" has U+FFFD at position 2, the sign for a character that got lost; type that character again"},
}

func TestParseConnectorName(t *testing.T) { check(t, as(ParseConnectorName), goodNames, badNames) }

var goodTexts = append([]good{
	{"", ""},
	{" \n", ""},
	{strings.Repeat("long ", 1000) + "text", strings.Repeat("long ", 1000) + "text"},
}, goodNames...)

var badTexts = []bad{
	{"one\ntwo", "MF703", `"one\u{A}two" has the line break U+000A (line feed) at position 4; keep it on one line`},
	{"a\xff", "MF703", `"a\x{FF}" is not valid UTF-8 at position 2; save the text as UTF-8, or type it again`},
}

func TestParseText(t *testing.T) {
	check(t, as(ParseText), goodTexts, badTexts)
	if text, err := ParseText("  "); err != nil || !text.IsZero() {
		t.Errorf("white space alone is %q, %v", text, err)
	}
}

var goodTenantIDs = []good{
	{"a0b1c2d3-0000-1111-2222-333344445555", "a0b1c2d3-0000-1111-2222-333344445555"},
	{" {A0B1C2D3-0000-1111-2222-333344445555} ", "a0b1c2d3-0000-1111-2222-333344445555"},
}

const copyTenantID = "; copy the tenant ID from the overview page of the Microsoft Entra admin center"

var badTenantIDs = []bad{
	{"", "", `"" is empty` + copyTenantID},
	{"fabrikam.onmicrosoft.com", "", `"fabrikam.onmicrosoft.com" is not a GUID` + copyTenantID},
	{"a0b1c2d3-0000-1111-2222-33334444555", "", `"a0b1c2d3-0000-1111-2222-33334444555" is not a GUID` + copyTenantID},
	{"g0b1c2d3-0000-1111-2222-333344445555", "", `"g0b1c2d3-0000-1111-2222-333344445555" is not a GUID` + copyTenantID},
	{"A0B1C2D3000011112222333344445555", "", `"A0B1C2D3000011112222333344445555" is not a GUID in its usual form; write A0B1C2D3-0000-1111-2222-333344445555`},
	{"{a0b1c2d3-0000-1111-2222-333344445555", "", `"{a0b1c2d3-0000-1111-2222-333344445555" is not a GUID in its usual form; write a0b1c2d3-0000-1111-2222-333344445555`},
	{"00000000-0000-0000-0000-000000000000", "", `"00000000-0000-0000-0000-000000000000" is the empty GUID, which is no tenant's` + copyTenantID},
	{"a0b1c2d3\x00", "MF703", `"a0b1c2d3\u{0}" has the control character U+0000 at position 9; remove it`},
	{"a0b1c2d3-0000-1111-2222-333344445555\u200b", "MF703", `"a0b1c2d3-0000-1111-2222-333344445555\u{200B}" has the invisible character U+200B (zero width space) at position 37; write a0b1c2d3-0000-1111-2222-333344445555`},
}

func TestParseTenantID(t *testing.T) { check(t, as(ParseTenantID), goodTenantIDs, badTenantIDs) }

func FuzzParseConnectorName(f *testing.F) {
	fuzz(f, as(ParseConnectorName), nil, goodNames, badNames)
}

func FuzzParseText(f *testing.F) { fuzz(f, as(ParseText), nil, goodTexts, badTexts) }

func FuzzParseTenantID(f *testing.F) {
	form := regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	fuzz(f, as(ParseTenantID), form, goodTenantIDs, badTenantIDs)
}
