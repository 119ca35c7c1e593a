package mailflow

import (
	"regexp"
	"testing"
)

var goodHosts = []good{
	{"smtp.contoso.com", "smtp.contoso.com"},
	{" SMTP.Contoso.com ", "SMTP.Contoso.com"},
	{"s5hg3dcg14h8s1r2303rzhm4rx.smtp.contososignatureservice.com", "s5hg3dcg14h8s1r2303rzhm4rx.smtp.contososignatureservice.com"},
	{"smtp.bücher.de", "smtp.xn--bcher-kva.de"},
	{"192.0.2.10", "192.0.2.10"},
	{"192.168.0.1/25", "192.168.0.1/25"},
	{"10.1.0.0/16", "10.1.0.0/16"},
	{"198.51.100.0/24", "198.51.100.0/24"},
	{"192.168.3.2", "192.168.3.2"},
	{"10.0.0.0/24", "10.0.0.0/24"},
	{"172.16.0.1", "172.16.0.1"},
	{"1.0.0.0", "1.0.0.0"},
	{"126.255.255.255", "126.255.255.255"},
	{"128.0.0.0/24", "128.0.0.0/24"},
	{"169.253.255.255", "169.253.255.255"},
	{"169.255.0.0", "169.255.0.0"},
	{"223.255.255.0/24", "223.255.255.0/24"},
	{"192.0.2.10/32", "192.0.2.10/32"},
	{"10-0-0-1.contoso.com", "10-0-0-1.contoso.com"},
	{"local.contoso.com", "local.contoso.com"},
}

const giveHost = "; give the full public name of the server, such as smtp.contoso.com, or its IPv4 address"

var badHosts = []bad{
	{"", "MF007", `"" is empty` + giveHost},
	{"https://smtp.contoso.com:25", "MF007", `"https://smtp.contoso.com:25" is a URL; write smtp.contoso.com; a connector always uses port 25`},
	{"smtp://192.0.2.10:587/", "MF007", `"smtp://192.0.2.10:587/" is a URL; write 192.0.2.10; a connector always uses port 25`},
	{"smtp.contoso.com:587", "MF007", `"smtp.contoso.com:587" has a port in it; write smtp.contoso.com; a connector always uses port 25`},
	{"192.0.2.10:25", "MF007", `"192.0.2.10:25" has a port in it; write 192.0.2.10; a connector always uses port 25`},
	{"https://mailserver:25", "MF007", `"https://mailserver:25" is a URL` + giveHost},
	{"[smtp.contoso.com]", "MF007", `"[smtp.contoso.com]" has brackets or quotation marks in it; write smtp.contoso.com`},
	{"[192.0.2.10]:25", "MF007", `"[192.0.2.10]:25" has brackets or quotation marks in it; write 192.0.2.10`},
	{"smtp.contoso.com/", "MF007", `"smtp.contoso.com/" has a path in it; write smtp.contoso.com`},
	{`\\smtp.contoso.com`, "MF007", `"\\smtp.contoso.com" has a path in it` + giveHost},
	{"admin@smtp.contoso.com", "MF007", `"admin@smtp.contoso.com" has an @ in it; write smtp.contoso.com`},
	{"smtp. contoso.com", "MF007", `"smtp. contoso.com" has a space in it; write smtp.contoso.com`},
	{"smtp1.contoso.com smtp2.contoso.com", "MF007", `"smtp1.contoso.com smtp2.contoso.com" has a space in it; write smtp1.contoso.com and smtp2.contoso.com as separate entries`},
	{"smtp1.contoso.com;192.0.2.10:25", "MF007", `"smtp1.contoso.com;192.0.2.10:25" holds more than one value; write smtp1.contoso.com and 192.0.2.10 as separate entries`},
	{"smtp.contoso.com.", "MF007", `"smtp.contoso.com." ends with a dot; write smtp.contoso.com without the final dot`},
	{"*.contoso.com", "MF007", `"*.contoso.com" has a wildcard in it, and a smart host is one server` + giveHost},
	{"mailserver", "MF007", `"mailserver" is not a full name: it has no dot` + giveHost},
	{"localhost", "MF007", `"localhost" ends in "localhost", a name that only a private network knows` + giveHost},
	{"smtp.contoso.LOCAL", "MF007", `"smtp.contoso.LOCAL" ends in "LOCAL", a name that only a private network knows` + giveHost},
	{"smtp.internal", "MF007", `"smtp.internal" ends in "internal", a name that only a private network knows` + giveHost},
	{"smtp.lan", "MF007", `"smtp.lan" ends in "lan", a name that only a private network knows` + giveHost},
	{"smtp.ｌａｎ", "MF007", `"smtp.ｌａｎ" ends in "lan", a name that only a private network knows` + giveHost},
	{"2001:db8::25", "MF007", `"2001:db8::25" is IPv6, and only IPv4 is taken here; give its name or its IPv4 address`},
	{"[2001:db8::25]:25", "MF007", `"[2001:db8::25]:25" is IPv6, and only IPv4 is taken here; give its name or its IPv4 address`},
	{"192.0.2.1-192.0.2.3", "MF007", `"192.0.2.1-192.0.2.3" is a range, and only single addresses and blocks are taken here; write 192.0.2.1 and 192.0.2.2/31`},
	{"192.0.2.256", "MF007", `"192.0.2.256" has the number "256" in it, and none may be above 255` + giveHost},
	{"192.0.2.010", "MF007", `"192.0.2.010" has a number with a leading zero, which some programs read as octal; write 192.0.2.10`},
	{"192.0.2", "MF007", `"192.0.2" has 3 numbers, and an IPv4 address has 4` + giveHost},
	{"192.0.2.0/33", "MF007", `"192.0.2.0/33" has the mask /33, and /32 is the narrowest` + giveHost},
	{"0.0.0.0", "MF006", `"0.0.0.0" lies in 0.0.0.0/8, the addresses of “this network”, where Exchange Online reaches no server` + giveHost},
	{"127.0.0.1", "MF006", `"127.0.0.1" lies in 127.0.0.0/8, the loopback addresses, where Exchange Online reaches no server` + giveHost},
	{"127.0.0.0/24", "MF006", `"127.0.0.0/24" lies in 127.0.0.0/8, the loopback addresses, where Exchange Online reaches no server` + giveHost},
	{"169.254.1.9", "MF006", `"169.254.1.9" lies in 169.254.0.0/16, the link-local addresses, where Exchange Online reaches no server` + giveHost},
	{"169.254.255.0/25", "MF006", `"169.254.255.0/25" lies in 169.254.0.0/16, the link-local addresses, where Exchange Online reaches no server` + giveHost},
	{"224.0.0.1", "MF006", `"224.0.0.1" lies in 224.0.0.0/4, the multicast addresses, where Exchange Online reaches no server` + giveHost},
	{"239.255.255.255", "MF006", `"239.255.255.255" lies in 224.0.0.0/4, the multicast addresses, where Exchange Online reaches no server` + giveHost},
	{"240.0.0.1", "MF006", `"240.0.0.1" lies in 240.0.0.0/4, the addresses reserved for future use, where Exchange Online reaches no server` + giveHost},
	{"255.255.255.255", "MF006", `"255.255.255.255" lies in 240.0.0.0/4, the addresses reserved for future use, where Exchange Online reaches no server` + giveHost},
	{"169.254.7.7/8", "MF006", `"169.254.7.7/8" takes in 169.254.0.0/16, the link-local addresses, where Exchange Online reaches no server` + giveHost},
	{"126.0.0.0/7", "MF006", `"126.0.0.0/7" takes in 127.0.0.0/8, the loopback addresses, where Exchange Online reaches no server` + giveHost},
	{"0.0.0.0/0", "MF006", `"0.0.0.0/0" takes in 0.0.0.0/8, the addresses of “this network”, where Exchange Online reaches no server` + giveHost},
	{"224.0.0.0/3", "MF006", `"224.0.0.0/3" takes in 224.0.0.0/4, the multicast addresses, where Exchange Online reaches no server` + giveHost},
	{"127.0.0.1:25", "MF007", `"127.0.0.1:25" has a port in it` + giveHost},
	{"127.0.0.1-127.0.0.3", "MF007", `"127.0.0.1-127.0.0.3" is a range, and only single addresses and blocks are taken here; make each server's address an entry of its own, or give a block`},
	{"smtp_vendor.com", "MF510", `"smtp_vendor.com" has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant`},
	{"smtp.contoso.com\u200b", "MF703", `"smtp.contoso.com\u{200B}" has the invisible character U+200B (zero width space) at position 17; write smtp.contoso.com`},
}

func TestParseSmartHost(t *testing.T) { check(t, as(ParseSmartHost), goodHosts, badHosts) }

var hostForm = regexp.MustCompile(`^([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|\d+\.\d+\.\d+\.\d+/\d+)$`)

func FuzzParseSmartHost(f *testing.F) {
	fuzz(f, as(ParseSmartHost), hostForm, append(goodHosts, goodDomains...), append(badHosts, badDomains...))
}
