package mailflow

import (
	"regexp"
	"testing"
)

var goodSPFs = []good{
	{"v=spf1", "v=spf1"},
	{"V=SPF1   include:spf.protection.outlook.com  -all", "v=spf1 include:spf.protection.outlook.com -all"},
	{`"v=spf1 include:a.com" " -all"`, "v=spf1 include:a.com -all"},
	{"v=spf1 redirect=_spf.a.com", "v=spf1 redirect=_spf.a.com"},
	{"v=spf1 -all include:a.com", "v=spf1 -all include:a.com"},
	{"v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all", "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all"},
	{"v=spf1 a/24 mx/24//64 a:b.com/24//64 ptr ptr:a.com -all", "v=spf1 a/24 mx/24//64 a:b.com/24//64 ptr ptr:a.com -all"},
	{"v=spf1 foo=bar exp=e.a.com -all", "v=spf1 foo=bar exp=e.a.com -all"},
	{"v=spf1 include:_spf.google.com ?all", "v=spf1 include:_spf.google.com ?all"},
	{"v=spf1 +all", "v=spf1 +all"},
}

var badSPFs = []bad{
	{"v=spf1 all -all", "MF505", `"v=spf1 all -all" has "all" in place 1 and "-all" again in place 2, and receivers stop at the first; keep one, at the end`},
	{"v=spf1 ip4:1.2.3.4/::1", "MF506", `"v=spf1 ip4:1.2.3.4/::1" has "ip4:1.2.3.4/::1" in place 1, which has "/::1" for its mask, and one from /0 to /32 is taken; correct this term; give an address or a block in CIDR notation behind ip4: or ip6:`},
	{"", "MF506", `"" is empty; give the record, as in v=spf1 include:spf.protection.outlook.com -all`},
	{`"v=spf1 include:a.com" "include:b.com -all"`, "MF506", `""v=spf1 include:a.com" "include:b.com -all"" has "include:a.cominclude:b.com" in place 1, which is two terms without a space between; two strings are joined there, and receivers put no space between; write v=spf1 include:a.com include:b.com -all`},
	{"v=spf1 -all v=spf1 ~all", "MF501", `"v=spf1 -all v=spf1 ~all" is two records, and a domain has one only; put the terms of both into one record behind one v=spf1`},
	{"v=spf1 -all\nv=spf1 -all", "MF501", `"v=spf1 -all\u{A}v=spf1 -all" is two records, and a domain has one only; put the terms of both into one record behind one v=spf1`},
	{"v=spf1 a mx -all include:b.com ~all", "MF505", `"v=spf1 a mx -all include:b.com ~all" has "-all" in place 3 and "~all" again in place 5, and receivers stop at the first; keep one, at the end`},
	{"v=spf1 a -all -all", "MF505", `"v=spf1 a -all -all" has "-all" in place 2 and "-all" again in place 3, and receivers stop at the first; write v=spf1 a -all`},
	{"v=spf1 redirect=_spf.a.com -all", "MF505", `"v=spf1 redirect=_spf.a.com -all" has "redirect=_spf.a.com" in place 1, which has no effect beside "-all"; write v=spf1 -all`},
	{"v=spf1 include: vendor.com -all", "MF506", `"v=spf1 include: vendor.com -all" has a space behind "include:" in place 1; write v=spf1 include:vendor.com -all`},
	{"v=spf1 ip4:2001:db8::1 -all", "MF506", `"v=spf1 ip4:2001:db8::1 -all" has "ip4:2001:db8::1" in place 1, which has an address of the other family behind ip4:; write v=spf1 ip6:2001:db8::1 -all`},
	{"v=spf1 ip4:1.2.3.4-1.2.3.9 -all", "MF506", `"v=spf1 ip4:1.2.3.4-1.2.3.9 -all" has "ip4:1.2.3.4-1.2.3.9" in place 1, which is a range, and only single addresses and blocks are taken here; write v=spf1 ip4:1.2.3.4/30 ip4:1.2.3.8/31 -all`},
	{"v=spf1 ip4:1.2.3.4/33 ~all", "MF506", `"v=spf1 ip4:1.2.3.4/33 ~all" has "ip4:1.2.3.4/33" in place 1, which has "/33" for its mask, and one from /0 to /32 is taken; correct this term; give an address or a block in CIDR notation behind ip4: or ip6:`},
	{"v=spf1 ip4:1.2.3.4/024", "MF506", `"v=spf1 ip4:1.2.3.4/024" has "ip4:1.2.3.4/024" in place 1, which has "/024" for its mask, and one from /0 to /32 is taken; write v=spf1 ip4:1.2.3.4/24`},
	{"v=spf1 ip4:010.2.3.4", "MF506", `"v=spf1 ip4:010.2.3.4" has "ip4:010.2.3.4" in place 1, which has a number with a leading zero, which some programs read as octal; write v=spf1 ip4:10.2.3.4`},
	{"v=spf1 ip4:1.2.3", "MF506", `"v=spf1 ip4:1.2.3" has "ip4:1.2.3" in place 1, which has 3 numbers, and an IPv4 address has 4; correct this term; give an address or a block in CIDR notation behind ip4: or ip6:`},
	{"v=spf1 1.2.3.4 -all", "MF506", `"v=spf1 1.2.3.4 -all" has "1.2.3.4" in place 1, which is an address without ip4: or ip6: in front; write v=spf1 ip4:1.2.3.4 -all`},
	{"v=spf1 spf.protection.outlook.com -all", "MF506", `"v=spf1 spf.protection.outlook.com -all" has "spf.protection.outlook.com" in place 1, which is a domain without include: in front; write v=spf1 include:spf.protection.outlook.com -all`},
	{"v=spf1 include:a.com, include:b.com -all", "MF506", `"v=spf1 include:a.com, include:b.com -all" has "include:a.com," in place 1, which has more than a domain in it; write v=spf1 include:a.com include:b.com -all`},
	{"v=spf1 include:1.2.3.4 -all", "MF506", `"v=spf1 include:1.2.3.4 -all" has "include:1.2.3.4" in place 1, which has an address where a domain belongs; write v=spf1 ip4:1.2.3.4 -all`},
	{"v=spf1 include:user@a.com -all", "MF506", `"v=spf1 include:user@a.com -all" has "include:user@a.com" in place 1, which has more than a domain in it; write v=spf1 include:a.com -all`},
	{"v=spf1 include:https://a.com/ -all", "MF506", `"v=spf1 include:https://a.com/ -all" has "include:https://a.com/" in place 1, which has more than a domain in it; write v=spf1 include:a.com -all`},
	{"v=spf1 include=a.com -all", "MF506", `"v=spf1 include=a.com -all" has "include=a.com" in place 1, which has = where a colon belongs, so that receivers pass over it; write v=spf1 include:a.com -all`},
	{"v=spf1 ipv4:1.2.3.4 -all", "MF506", `"v=spf1 ipv4:1.2.3.4 -all" has "ipv4:1.2.3.4" in place 1, which has the name "ipv4", which no term has; write v=spf1 ip4:1.2.3.4 -all`},
	{"v=spf1 –all", "MF506", `"v=spf1 –all" has the character – at position 8, and a record has ASCII characters only; write v=spf1 -all`},
	{"spf1 a -all", "MF506", `"spf1 a -all" does not begin with v=spf1 and a space; write v=spf1 a -all`},
	{"v=spf2 a", "MF506", `"v=spf2 a" is of another version, and receivers go by v=spf1 only; give the record, as in v=spf1 include:spf.protection.outlook.com -all`},
	{"v=spf10", "MF506", `"v=spf10" is of another version, and receivers go by v=spf1 only; give the record, as in v=spf1 include:spf.protection.outlook.com -all`},
	{"TXT v=spf1 -all", "MF506", `"TXT v=spf1 -all" has something in front of v=spf1; write v=spf1 -all`},
	{`contoso.com. IN TXT "v=spf1 -all"`, "MF506", `"contoso.com. IN TXT "v=spf1 -all"" has something in front of v=spf1; write v=spf1 -all`},
	{"v=spf1; a -all", "MF506", `"v=spf1; a -all" does not begin with v=spf1 and a space; write v=spf1 a -all`},
	{"v=spf1include:a.com -all", "MF506", `"v=spf1include:a.com -all" does not begin with v=spf1 and a space; write v=spf1 include:a.com -all`},
	{"v=spf1 exists:%{x}.com", "MF506", `"v=spf1 exists:%{x}.com" has "exists:%{x}.com" in place 1, which has "%{x}.com" in it, which is no macro; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 a:b.com/33", "MF506", `"v=spf1 a:b.com/33" has "a:b.com/33" in place 1, which has "/33" at its end, and a mask is /0 to /32, and //0 to //128 for IPv6; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 a:/24", "MF506", `"v=spf1 a:/24" has "a:/24" in place 1, which has no domain behind it; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 all:x", "MF506", `"v=spf1 all:x" has "all:x" in place 1, which has something behind all; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 foo:bar", "MF506", `"v=spf1 foo:bar" has "foo:bar" in place 1, which is no term that receivers know; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 include:bücher.de -all", "MF506", `"v=spf1 include:bücher.de -all" has the character ü at position 17, and a record has ASCII characters only; type it in ASCII; an internationalized name needs its xn-- form`},
	{"v=spf1 exp=a.com exp=b.com", "MF506", `"v=spf1 exp=a.com exp=b.com" has exp= in place 1 and again in place 2, which receivers take for an error; keep one of them`},
	{"google-site-verification=1", "MF506", `"google-site-verification=1" does not begin with v=spf1; give the record, as in v=spf1 include:spf.protection.outlook.com -all`},
	{"v=spf1 include:localhost", "MF506", `"v=spf1 include:localhost" has "include:localhost" in place 1, which has no whole domain: it has no dot; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 --all", "MF506", `"v=spf1 --all" has "--all" in place 1, which has more than one sign in front; write v=spf1 -all`},
	{"v=spf1 include:a.cominclude:b.com -all", "MF506", `"v=spf1 include:a.cominclude:b.com -all" has "include:a.cominclude:b.com" in place 1, which is two terms without a space between; write v=spf1 include:a.com include:b.com -all`},
	{"v=spf1 include :a.com -all", "MF506", `"v=spf1 include :a.com -all" has "include" in place 1, which has no domain behind it; write v=spf1 include:a.com -all`},
	{"v=spf1 v=1", "MF506", `"v=spf1 v=1" has "v=1" in place 1, which is a version, which stands at the beginning only; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 ip6:1.2.3.4 ip6:2a01:111:f400::/48", "MF506", `"v=spf1 ip6:1.2.3.4 ip6:2a01:111:f400::/48" has "ip6:1.2.3.4" in place 1, which has an address of the other family behind ip6:; write v=spf1 ip4:1.2.3.4 ip6:2a01:111:f400::/48`},
	{"v=spf1 include:a.com.-all", "MF506", `"v=spf1 include:a.com.-all" has "include:a.com.-all" in place 1, which is two terms without a space between; write v=spf1 include:a.com. -all`},
	{"v=spf1 a:b.com/24/64", "MF506", `"v=spf1 a:b.com/24/64" has "a:b.com/24/64" in place 1, which has "/24/64" at its end, and a mask is /0 to /32, and //0 to //128 for IPv6; correct this term; see how the sender's own instructions write it`},
	{"v=spf1 mx. -all", "MF506", `"v=spf1 mx. -all" has "mx." in place 1, which is no term that receivers know; correct this term; see how the sender's own instructions write it`},
	{"v=spf1\tmx", "MF703", `"v=spf1\u{9}mx" has the control character U+0009 (tab) at position 7; write v=spf1 mx`},
}

func TestParseSPF(t *testing.T) { check(t, as(ParseSPF), goodSPFs, badSPFs) }

func FuzzParseSPF(f *testing.F) {
	fuzz(f, as(ParseSPF), regexp.MustCompile(`^v=spf1( [!-~]+)*$`), goodSPFs, badSPFs)
}
