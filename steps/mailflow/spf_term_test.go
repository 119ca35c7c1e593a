package mailflow

import (
	"regexp"
	"testing"
)

var goodTerms = []good{
	{"include:third_party_cloud_service.com", "include:third_party_cloud_service.com"},
	{"ip4:10.10.10.1", "ip4:10.10.10.1"},
	{"mx", "mx"},
	{"+a:b.com/24", "+a:b.com/24"},
}

var badTerms = []bad{
	{"", "MF506", `"" is empty; give one term, such as include:spf.contoso.com or ip4:203.0.113.7`},
	{"10.10.10.1", "MF506", `"10.10.10.1" is an address without ip4: or ip6: in front; write ip4:10.10.10.1`},
	{"10.0.0.0/8", "MF506", `"10.0.0.0/8" is an address without ip4: or ip6: in front; write ip4:10.0.0.0/8`},
	{"2001:db8::1", "MF506", `"2001:db8::1" is an address without ip4: or ip6: in front; write ip6:2001:db8::1`},
	{"spf.vendor.com", "MF506", `"spf.vendor.com" is a domain without include: in front; write include:spf.vendor.com`},
	{"v=spf1 include:a.com -all", "MF506", `"v=spf1 include:a.com -all" is a whole record, and one term of it is asked for; write include:a.com`},
	{"v=spf1 include:a.com", "MF506", `"v=spf1 include:a.com" is a whole record, and one term of it is asked for; write include:a.com`},
	{"include: a.com", "MF506", `"include: a.com" has a space in it; write include:a.com`},
	{"a.com b.com", "MF506", `"a.com b.com" has a space in it; give one term, such as include:spf.contoso.com or ip4:203.0.113.7`},
	{"-ip4:1.2.3.4", "MF506", `"-ip4:1.2.3.4" does not let the servers pass: it has - in front; write ip4:1.2.3.4`},
	{"all", "MF506", `"all" stands for every server; give one term, such as include:spf.contoso.com or ip4:203.0.113.7`},
	{"-all", "MF506", `"-all" stands for every server; give one term, such as include:spf.contoso.com or ip4:203.0.113.7`},
	{"redirect=_spf.a.com", "MF506", `"redirect=_spf.a.com" hands the whole record over to another domain, and a term to add is asked for; write include:_spf.a.com`},
	{"exp=a.com", "MF506", `"exp=a.com" is a modifier, which lets no server pass; give one term, such as include:spf.contoso.com or ip4:203.0.113.7`},
	{"include:a.com, include:b.com", "MF506", `"include:a.com, include:b.com" holds more than one value; write include:a.com and include:b.com as separate entries`},
	{"https://a.com", "MF506", `"https://a.com" is no term that receivers know; write include:a.com`},
	{"user@a.com", "MF506", `"user@a.com" is no term that receivers know; write include:a.com`},
}

func TestParseSPFTerm(t *testing.T) { check(t, as(ParseSPFTerm), goodTerms, badTerms) }

func FuzzParseSPFTerm(f *testing.F) {
	fuzz(f, as(ParseSPFTerm), regexp.MustCompile(`^[!-~]+$`), goodTerms, badTerms)
}
