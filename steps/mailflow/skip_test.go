package mailflow

import (
	"regexp"
	"testing"
)

var goodSkips = []good{
	{"131.107.21.231", "131.107.21.231"},
	{"131.107.0.0/16", "131.107.0.0/16"},
	{"203.0.113.10-203.0.113.20", "203.0.113.10-203.0.113.20"},
	{"203.0.113.10 – 20", "203.0.113.10-203.0.113.20"},
}

var badSkips = []bad{
	{"", "MF305", `"" is empty; give a public IPv4 address, a range such as 203.0.113.10-203.0.113.20, or a block`},
	{"203.0.113.20-10", "MF305", `"203.0.113.20-10" is a range that ends before it begins; write 203.0.113.10-203.0.113.20`},
	{"10.1.1.1", "MF006", `"10.1.1.1" lies in 10.0.0.0/8, private addresses, from which Exchange Online gets no mail; give the public addresses that the mail comes from; private ones are skipped without being listed`},
	{"9.0.0.0-11.0.0.0", "MF006", `"9.0.0.0-11.0.0.0" lies in 10.0.0.0/8, private addresses, from which Exchange Online gets no mail; give the public addresses that the mail comes from; private ones are skipped without being listed`},
	{"0.0.0.0/0", "MF006", `"0.0.0.0/0" takes in 0.0.0.0/8, the addresses of “this network”, from which Exchange Online gets no mail; give the public addresses that the mail comes from; private ones are skipped without being listed`},
	{"40.107.1.1", "MF305", `"40.107.1.1" lies in 40.107.0.0/16, addresses of Exchange Online itself, which cannot be skipped; give the addresses of the service in front of Exchange Online only`},
	{"2001:db8::1", "MF305", `"2001:db8::1" is IPv6, and only IPv4 is taken here; give the IPv4 addresses that the mail comes from`},
	{"1.2.3.4/255.255.255.0", "MF305", `"1.2.3.4/255.255.255.0" has a mask that is not a number from 0 to 32; write 1.2.3.4/24`},
	{"1.2.*", "MF305", `"1.2.*" has a wildcard in it; write 1.2.0.0/16`},
	{"mail.contoso.com", "MF305", `"mail.contoso.com" is a host name, and this list takes addresses only; give a public IPv4 address, a range such as 203.0.113.10-203.0.113.20, or a block`},
	{"1.2.3.4-1.2.3.999", "MF305", `"1.2.3.4-1.2.3.999" has "1.2.3.999" at one end, which has the number "999" in it, and none may be above 255; give a public IPv4 address, a range such as 203.0.113.10-203.0.113.20, or a block`},
	{"10.0-10.1", "MF305", `"10.0-10.1" has "10.0" at one end, which has 2 numbers, and an IPv4 address has 4; give a public IPv4 address, a range such as 203.0.113.10-203.0.113.20, or a block`},
	{"1.2.3.4;", "MF305", `"1.2.3.4;" has a comma or semicolon at its end; write 1.2.3.4`},
}

func TestParseSkipAddress(t *testing.T) { check(t, as(ParseSkipAddress), goodSkips, badSkips) }

func FuzzParseSkipAddress(f *testing.F) {
	fuzz(f, as(ParseSkipAddress), regexp.MustCompile(`^\d+\.\d+\.\d+\.\d+(/\d+|-\d+\.\d+\.\d+\.\d+)?$`), goodSkips, badSkips)
}
