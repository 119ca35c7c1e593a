package mailflow

import (
	"regexp"
	"strings"
	"testing"
)

var (
	longLabel = strings.Repeat("a", 63)
	longName  = strings.Repeat("abcdefg.", 31) + "abcde" // 253 characters
)

var goodDomains = []good{
	{"contoso.com", "contoso.com"},
	{" \tContoso.COM\r\n", "Contoso.COM"},
	{"mail.contoso.co.uk", "mail.contoso.co.uk"},
	{"fabrikam.onmicrosoft.com", "fabrikam.onmicrosoft.com"},
	{"3com.com", "3com.com"},
	{"r3---sn-apo3.contoso.com", "r3---sn-apo3.contoso.com"},
	{longLabel + ".com", longLabel + ".com"},
	{longName, longName},
	{"bücher.de", "xn--bcher-kva.de"},
	{"Smtp.BÜCHER.de", "smtp.xn--bcher-kva.de"},
	{"bu\u0308cher.de", "xn--bcher-kva.de"},
	{"straße.de", "xn--strae-oqa.de"},
	{"xn--bcher-kva.de", "xn--bcher-kva.de"},
	{"XN--BCHER-KVA.de", "XN--BCHER-KVA.de"},
	{"例え。テスト", "xn--r8jz45g.xn--zckzah"},
	{"ｃｏｎｔｏｓｏ．ｃｏｍ", "contoso.com"},
	{"contoso｡com", "contoso.com"},
	{"אבג.com", "xn--4dbcd.com"},
	{"xn--mgba3gch31f060k.com", "xn--mgba3gch31f060k.com"}, // holds a zero width non-joiner where it belongs
}

const giveDomain = "; give a domain such as contoso.com"

var badDomains = []bad{
	{"", "MF003", `"" is empty` + giveDomain},
	{" \n", "MF003", `" \u{A}" is empty` + giveDomain},
	{"contoso", "MF003", `"contoso" is not a whole domain: it has no dot` + giveDomain},
	{"contoso.com.", "MF003", `"contoso.com." ends with a dot; write contoso.com without the final dot`},
	{"contoso.com。", "MF003", `"contoso.com。" ends with a dot; write contoso.com without the final dot`},
	{".", "MF003", `"." ends with a dot` + giveDomain},
	{".contoso.com", "MF003", `".contoso.com" begins with a dot; write contoso.com`},
	{"user@contoso.com", "MF003", `"user@contoso.com" has an @ in it; write contoso.com`},
	{"@contoso.com", "MF003", `"@contoso.com" has an @ in it; write contoso.com`},
	{"https://contoso.com/mail?x=1", "MF003", `"https://contoso.com/mail?x=1" is a URL; write contoso.com`},
	{"https://", "MF003", `"https://" is a URL` + giveDomain},
	{"contoso.com/mail", "MF003", `"contoso.com/mail" has a path in it; write contoso.com`},
	{`CONTOSO\admin`, "MF003", `"CONTOSO\admin" has a path in it` + giveDomain},
	{"contoso.com:25", "MF003", `"contoso.com:25" has a port in it; write contoso.com`},
	{"'contoso.com'", "MF003", `"'contoso.com'" has brackets or quotation marks in it; write contoso.com`},
	{"smtp:contoso.com;1", "MF003", `"smtp:contoso.com;1" has smtp: in front of it; write contoso.com`},
	{"contoso.com, fabrikam.com", "MF003", `"contoso.com, fabrikam.com" holds more than one value; give one value only`},
	{"contoso.com;", "MF003", `"contoso.com;" has a comma or semicolon at its end; write contoso.com`},
	{"contoso .com", "MF003", `"contoso .com" has a space in it; write contoso.com`},
	{"contoso.com. fabrikam.com", "MF003", `"contoso.com. fabrikam.com" has a space in it; remove the space, or give one value only`},
	{"192.0.2.1", "MF003", `"192.0.2.1" is an IP address` + giveDomain},
	{"192.0.2.0/24", "MF003", `"192.0.2.0/24" is an IP address` + giveDomain},
	{"2001:db8::25", "MF003", `"2001:db8::25" is an IP address` + giveDomain},
	{"*.contoso.com", "MF003", `"*.contoso.com" has a wildcard in it, and one domain is asked for; write contoso.com`},
	{"a.*.co.uk", "MF003", `"a.*.co.uk" has a wildcard in it, and one domain is asked for` + giveDomain},
	{"*", "MF003", `"*" has a wildcard in it, and one domain is asked for` + giveDomain},
	{"192.0.2.256", "MF510", `"192.0.2.256" ends in the number 256, as no name does; check the spelling`},
	{"１９２.0.2.１", "MF510", `"１９２.0.2.１" ends in the number 1, as no name does; check the spelling`},
	{"contoso.1", "MF510", `"contoso.1" ends in the number 1, as no name does; check the spelling`},
	{"smtp_vendor.com", "MF510", `"smtp_vendor.com" has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant`},
	{"contoso!.com", "MF510", `"contoso!.com" has the character ! in it, and a name has letters, digits and hyphens only; check the spelling`},
	{"smtp.vendor..com", "MF510", `"smtp.vendor..com" has two dots in a row; check the spelling`},
	{"-a.com", "MF510", `"-a.com" has a hyphen at the start or end of "-a"; check the spelling`},
	{"a.b-.com", "MF510", `"a.b-.com" has a hyphen at the start or end of "b-"; check the spelling`},
	{"bücher-.de", "MF510", `"bücher-.de" has a hyphen at the start or end of "bücher-"; check the spelling`},
	{"bü--cher.de", "MF510", `"bü--cher.de" has hyphens in the third and fourth place of "bü--cher", which is kept for xn-- forms; check the spelling`},
	{"aaaaaaaaaa." + longLabel + "a", "MF510", `"aaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaa…aaaaaaaaaaaaaaaaaaaa" has a label of 64 characters as DNS has it, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…aaaaaaaaaaaaaaaaaaaa", and 63 is the most; check the spelling`},
	{strings.Repeat("ü", 60) + ".de", "MF510", `"üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü…üüüüüüüüüüüüüüüüü.de" has a label of 66 characters as DNS has it, "xn--tdaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…aaaaaaaaaaaaaaaaaaaa", and 63 is the most; check the spelling`},
	{"a" + longName, "MF510", `"aabcdefg.abcdefg.abcdefg.abcdefg.abcde…bcdefg.abcdefg.abcde" is 254 characters long as DNS has it, and a name has at most 253; check the spelling`},
	{strings.Repeat("a.", 600) + "com", "MF510", `"a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.….a.a.a.a.a.a.a.a.com" is 1203 bytes long, and a name has at most 253; check the spelling`},
	{"xn--a.de", "MF510", `"xn--a.de" has "xn--a" in it, which is not valid as part of an internationalized name; check the spelling`},
	{"xn--contoso-.com", "MF510", `"xn--contoso-.com" has "xn--contoso-" in it, which is not valid as part of an internationalized name; check the spelling`},
	{"＊.contoso.com", "MF510", `"＊.contoso.com" has "＊" in it, which is not valid as part of an internationalized name; check the spelling`},
	{"💩_.la", "MF510", `"💩_.la" has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant`},
	{"1.אבג.com", "MF510", `"1.אבג.com" mixes left-to-right and right-to-left labels as no internationalized name may; check the spelling`},
	{"con\u200btoso.com", "MF703", `"con\u{200B}toso.com" has the invisible character U+200B (zero width space) at position 4; write contoso.com`},
	{"\ufeffcontoso.com", "MF703", `"\u{FEFF}contoso.com" has the invisible character U+FEFF (byte order mark) at position 1; write contoso.com`},
	{"contoso.com\u00a0fabrikam.com", "MF703", `"contoso.com\u{A0}fabrikam.com" has the invisible character U+00A0 (no-break space) at position 12; remove it`},
	{"contoso\u202e.com", "MF703", `"contoso\u{202E}.com" has the invisible character U+202E (right-to-left override) at position 8; write contoso.com`},
	{"نامه\u200cای.com", "MF703", `"نامه\u{200C}ای.com" has the invisible character U+200C (zero width non-joiner) at position 5; remove it, or give the name in its xn-- form if the character belongs there`},
	{"contoso.com\nfabrikam.com", "MF703", `"contoso.com\u{A}fabrikam.com" has the line break U+000A (line feed) at position 12; keep it on one line`},
	{"contoso\xff.com", "MF703", `"contoso\x{FF}.com" is not valid UTF-8 at position 8; save the text as UTF-8, or type it again`},
}

func TestParseDomain(t *testing.T) { check(t, as(ParseDomain), goodDomains, badDomains) }

var goodPatterns = []good{
	{"*", "*"},
	{" * ", "*"},
	{"*.com", "*.com"},
	{"*.contoso.com", "*.contoso.com"},
	{"*.Bücher.de", "*.xn--bcher-kva.de"},
	{"contoso.com", "contoso.com"},
	{"*." + longName[8:], "*." + longName[8:]},
}

const givePattern = "; give a domain such as contoso.com, *.contoso.com for its subdomains, or * for every domain"

var badPatterns = []bad{
	{"", "MF003", `"" is empty` + givePattern},
	{"com", "MF003", `"com" is not a whole domain: it has no dot` + givePattern},
	{"mail.*.contoso.com", "MF003", `"mail.*.contoso.com" has a wildcard that is not the whole first label; list the domains one by one`},
	{"a.*.com", "MF003", `"a.*.com" has a wildcard that is not the whole first label; list the domains one by one`},
	{"a.*.Co.UK", "MF003", `"a.*.Co.UK" has a wildcard that is not the whole first label; list the domains one by one`},
	{"a.*.公司.cn", "MF003", `"a.*.公司.cn" has a wildcard that is not the whole first label; list the domains one by one`},
	{"*.a.*.contoso.com", "MF003", `"*.a.*.contoso.com" has a wildcard that is not the whole first label; list the domains one by one`},
	{"mail*.contoso.com", "MF003", `"mail*.contoso.com" has a wildcard that is not the whole first label; list the domains one by one`},
	{"**.com", "MF003", `"**.com" has a wildcard that is not the whole first label; list the domains one by one`},
	{"*co.uk", "MF003", `"*co.uk" has a wildcard that is not the whole first label; list the domains one by one`},
	{"a@*.com", "MF003", `"a@*.com" has an @ in it` + givePattern},
	{"*@*.contoso.com", "MF003", `"*@*.contoso.com" has an @ in it; write *.contoso.com`},
	{"*contoso.com", "MF003", `"*contoso.com" has a wildcard that is not the whole first label; write contoso.com and *.contoso.com`},
	{"**.contoso.com", "MF003", `"**.contoso.com" has a wildcard that is not the whole first label; write *.contoso.com`},
	{"**contoso.com", "MF003", `"**contoso.com" has a wildcard that is not the whole first label; write contoso.com and *.contoso.com`},
	{"contoso.*", "MF003", `"contoso.*" has a wildcard that is not the whole first label` + givePattern},
	{"[*]", "MF003", `"[*]" has brackets or quotation marks in it` + givePattern},
	{"*, contoso.com", "MF003", `"*, contoso.com" holds more than one value; make each value an entry of its own`},
	{"**", "MF003", `"**" has a wildcard that is not the whole first label` + givePattern},
	{"*.", "MF003", `"*." ends with a dot` + givePattern},
	{"*..com", "MF510", `"*..com" has two dots in a row; check the spelling`},
	{".contoso.com", "MF003", `".contoso.com" begins with a dot; write contoso.com and *.contoso.com`},
	{"*@contoso.com", "MF003", `"*@contoso.com" has an @ in it; write contoso.com`},
	{"*.contoso.com.", "MF003", `"*.contoso.com." ends with a dot; write *.contoso.com without the final dot`},
	{"contoso.com; *.contoso.com", "MF003", `"contoso.com; *.contoso.com" holds more than one value; write contoso.com and *.contoso.com as separate entries`},
	{"a.com,b.com，c.com", "MF003", `"a.com,b.com，c.com" holds more than one value; write a.com, b.com and c.com as separate entries`},
	{"contoso.com fabrikam.com", "MF003", `"contoso.com fabrikam.com" has a space in it; write contoso.com and fabrikam.com as separate entries`},
	{"contoso.com, oops", "MF003", `"contoso.com, oops" holds more than one value; make each value an entry of its own`},
	{"*.2", "MF510", `"*.2" ends in the number 2, as no name does; check the spelling`},
	{"*." + longName, "MF510", `"*.abcdefg.abcdefg.abcdefg.abcdefg.abcd…bcdefg.abcdefg.abcde" is 255 characters long as DNS has it, and a name has at most 253; check the spelling`},
}

func TestParseDomainPattern(t *testing.T) {
	check(t, as(ParseDomainPattern), goodPatterns, badPatterns)
	for in, want := range map[string]bool{"*": true, "*.com": false, "contoso.com": false} {
		if p, err := ParseDomainPattern(in); err != nil || p.Any() != want {
			t.Errorf("%q: Any() = %v, %v", in, p.Any(), err)
		}
	}
}

func TestPatternOverAPublicSuffix(t *testing.T) {
	for in, want := range map[string]bool{
		"*":                   false,
		"*.com":               true,
		"*.co.uk":             true,
		"*.CO.UK":             true,
		"*.公司.cn":             true,
		"*.anything.ck":       true,
		"*.www.ck":            false, // an exception of the public suffix list
		"*.azurewebsites.net": false, // one owner answers for what is below it
		"*.contoso.com":       false,
		"*.contoso":           false,
		"co.uk":               false,
		"contoso.com":         false,
	} {
		if p, err := ParseDomainPattern(in); err != nil || p.PublicSuffix() != want {
			t.Errorf("%q: PublicSuffix() = %v, %v", in, p.PublicSuffix(), err)
		}
	}
	if (DomainPattern{}).PublicSuffix() {
		t.Error("the zero pattern is over a public suffix")
	}
}

var goodCertificates = []good{
	{"contoso.com", "contoso.com"},
	{"*.contoso.com", "*.contoso.com"},
	{"*.mail.protection.outlook.com", "*.mail.protection.outlook.com"},
	{"*.azurewebsites.net", "*.azurewebsites.net"}, // a public suffix, but a private one
	{"*.www.ck", "*.www.ck"},                       // an exception of the public suffix list
	{"*.Bücher.de", "*.xn--bcher-kva.de"},
	{"S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com", "S5HG3DCG14H8S1R2303RZHM4RX.smtp.contososignatureservice.com"},
}

const giveCertificate = "; give the name in the certificate, such as mail.contoso.com or *.contoso.com"

var badCertificates = []bad{
	{"", "MF601", `"" is empty` + giveCertificate},
	{"*", "MF601", `"*" would take every certificate there is` + giveCertificate},
	{"contoso", "MF601", `"contoso" is not a whole name: "contoso" has no dot` + giveCertificate},
	{"*.contoso", "MF601", `"*.contoso" is not a whole name: "contoso" has no dot` + giveCertificate},
	{"CN=mail.contoso.com, O=Contoso", "MF601", `"CN=mail.contoso.com, O=Contoso" is a certificate's subject or issuer; write mail.contoso.com`},
	{"O = Contoso; cn = *.contoso.com", "MF601", `"O = Contoso; cn = *.contoso.com" is a certificate's subject or issuer; write *.contoso.com`},
	{"<I>CN=Root CA, C=US<S>CN=mail.contoso.com", "MF601", `"<I>CN=Root CA, C=US<S>CN=mail.contoso.com" is a certificate's subject or issuer; write mail.contoso.com`},
	{"O=Contoso", "MF601", `"O=Contoso" is a certificate's subject or issuer` + giveCertificate},
	{"CN=Contoso Root", "MF601", `"CN=Contoso Root" is a certificate's subject or issuer` + giveCertificate},
	{"DNS Name=mail.contoso.com", "MF601", `"DNS Name=mail.contoso.com" is a certificate's subject or issuer; write mail.contoso.com`},
	{"DNS:mail.contoso.com, DNS:contoso.com", "MF601", `"DNS:mail.contoso.com, DNS:contoso.com" is a certificate's subject or issuer; write mail.contoso.com`},
	{"a909502dd82ae41433e6f83886b00d4277a32a7b", "MF601", `"a909502dd82ae41433e6f83886b00d4277a32a7b" is a certificate's thumbprint` + giveCertificate},
	{"\u200eA9:09:50:2D:D8:2A:E4:14:33:E6:F8:38:86:B0:0D:42:77:A3:2A:7B", "MF601", `"\u{200E}A9:09:50:2D:D8:2A:E4:14:33:E6:F8:38:86:B0:0D:42:77:A3:2A:7B" is a certificate's thumbprint` + giveCertificate},
	{"mail.contoso.com, contoso.com", "MF601", `"mail.contoso.com, contoso.com" holds more than one value; give one value only`},
	{"admin@contoso.com", "MF601", `"admin@contoso.com" has an @ in it; write contoso.com`},
	{"192.0.2.1", "MF601", `"192.0.2.1" is an IP address` + giveCertificate},
	{"https://mail.contoso.com?a=b", "MF601", `"https://mail.contoso.com?a=b" is a URL; write mail.contoso.com`},
	{"contoso.com.", "MF601", `"contoso.com." ends with a dot; write contoso.com without the final dot`},
	{"mail.*.contoso.com", "MF601", `"mail.*.contoso.com" has a wildcard that is not the whole first label; write *.contoso.com to take in all of its subdomains`},
	{"*contoso.com", "MF601", `"*contoso.com" has a wildcard that is not the whole first label; write *.contoso.com`},
	{"a.*.com", "MF601", `"a.*.com" has a wildcard that is not the whole first label` + giveCertificate},
	{"smtp_vendor..com", "MF510", `"smtp_vendor..com" has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant`},
	{"*.com", "MF602", `"*.com" is a wildcard over the public suffix com, so that certificates of strangers would do; give the owner's own domain, as in *.contoso.com`},
	{"*.CO.UK", "MF602", `"*.CO.UK" is a wildcard over the public suffix CO.UK, so that certificates of strangers would do; give the owner's own domain, as in *.contoso.CO.UK`},
	{"*.公司.cn", "MF602", `"*.公司.cn" is a wildcard over the public suffix xn--55qx5d.cn, so that certificates of strangers would do; give the owner's own domain, as in *.contoso.xn--55qx5d.cn`},
	{"*.anything.ck", "MF602", `"*.anything.ck" is a wildcard over the public suffix anything.ck, so that certificates of strangers would do; give the owner's own domain, as in *.contoso.anything.ck`},
}

func TestParseCertificateDomain(t *testing.T) {
	check(t, as(ParseCertificateDomain), goodCertificates, badCertificates)
	for in, want := range map[string]bool{"*.contoso.com": true, "contoso.com": false} {
		if d, err := ParseCertificateDomain(in); err != nil || d.Wildcard() != want {
			t.Errorf("%q: Wildcard() = %v, %v", in, d.Wildcard(), err)
		}
	}
}

var (
	nameForm     = regexp.MustCompile(`^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
	patternForm  = regexp.MustCompile(`^(\*|\*\.[A-Za-z0-9-]+|(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)$`)
	wildcardForm = regexp.MustCompile(`^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
)

func FuzzParseDomain(f *testing.F) { fuzz(f, as(ParseDomain), nameForm, goodDomains, badDomains) }

func FuzzParseDomainPattern(f *testing.F) {
	fuzz(f, as(ParseDomainPattern), patternForm, append(goodPatterns, goodDomains...), append(badPatterns, badDomains...))
}

func FuzzParseCertificateDomain(f *testing.F) {
	fuzz(f, as(ParseCertificateDomain), wildcardForm, append(goodCertificates, goodDomains...), append(badCertificates, badDomains...))
}
