package mailflow

import (
	"regexp"
	"testing"
)

var goodExchangers = []good{
	{"10 mx1.example", "10 mx1.example"},
	{"10 mx1.Contoso.com.", "10 mx1.contoso.com"},
	{"10 bücher.de", "10 xn--bcher-kva.de"},
}

var badExchangers = []bad{
	{"", "MF509", `"" is empty; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"mx1.example", "MF509", `"mx1.example" has no preference in front; write 10 mx1.example`},
	{"mx1", "MF509", `"mx1" is not a full name: it has no dot; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10", "MF509", `"10" has no server behind the preference; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 mx1", "MF509", `"10 mx1" is not a full name: it has no dot; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"0 .", "MF509", `"0 ." is the null MX, which tells all senders that the domain takes no mail; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{".", "MF509", `"." is the null MX, which tells all senders that the domain takes no mail; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 203.0.113.10", "MF509", `"10 203.0.113.10" has an IP address, and an MX record names its server; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 [203.0.113.10]", "MF509", `"10 [203.0.113.10]" has an IP address, and an MX record names its server; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 2001:db8::1", "MF509", `"10 2001:db8::1" has an IP address, and an MX record names its server; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 mx1.contoso.com:25", "MF509", `"10 mx1.contoso.com:25" has a port in it; write 10 mx1.contoso.com; mail servers are always called at port 25`},
	{"10 https://mx1.contoso.com/", "MF509", `"10 https://mx1.contoso.com/" is a URL; write 10 mx1.contoso.com; mail servers are always called at port 25`},
	{"mx1.contoso.com 10", "MF509", `"mx1.contoso.com 10" has the preference behind the name; write 10 mx1.contoso.com`},
	{"10,mx1.contoso.com", "MF509", `"10,mx1.contoso.com" has other than a space between the preference and the name; write 10 mx1.contoso.com`},
	{"10, mx1.contoso.com", "MF509", `"10, mx1.contoso.com" has other than a space between the preference and the name; write 10 mx1.contoso.com`},
	{"10 mx1.contoso.com, 20 mx2.contoso.com", "MF509", `"10 mx1.contoso.com, 20 mx2.contoso.com" holds more than one value; write 10 mx1.contoso.com and 20 mx2.contoso.com as separate entries`},
	{"contoso.com. 3600 IN MX 10 mx1.contoso.com.", "MF509", `"contoso.com. 3600 IN MX 10 mx1.contoso.com." is a whole line of a zone; write 10 mx1.contoso.com`},
	{"MX 10 mx1.contoso.com", "MF509", `"MX 10 mx1.contoso.com" is a whole line of a zone; write 10 mx1.contoso.com`},
	{"65536 mx.contoso.com", "MF509", `"65536 mx.contoso.com" has the preference "65536", and 65535 is the highest; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"-1 mx.contoso.com", "MF509", `"-1 mx.contoso.com" has the preference "-1", and a whole number from 0 to 65535 is asked for; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"010 mx.contoso.com", "MF509", `"010 mx.contoso.com" has a leading zero; write 10 mx.contoso.com`},
	{"10\tmx.contoso.com", "MF509", `"10\u{9}mx.contoso.com" has a tab in it; write 10 mx.contoso.com`},
	{"10 *.contoso.com", "MF509", `"10 *.contoso.com" has a wildcard in it, and an MX record names one server; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 mx.local", "MF509", `"10 mx.local" ends in "local", a name that only a private network knows; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 mx_1.contoso.com", "MF510", `"10 mx_1.contoso.com" has an underscore in it, and a name has letters, digits and hyphens only; check the spelling; perhaps a hyphen is meant`},
	{"10 a b", "MF509", `"10 a b" has more in it than a preference and a name; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"ten mx.contoso.com", "MF509", `"ten mx.contoso.com" has the preference "ten", and a whole number from 0 to 65535 is asked for; give a preference and the full public name of a server, as in 10 mx1.contoso.com`},
	{"10 user@contoso.com", "MF509", `"10 user@contoso.com" has an @ in it; write 10 contoso.com`},
	{"10 mx1.contoso.com;", "MF509", `"10 mx1.contoso.com;" has a comma or semicolon at its end; write 10 mx1.contoso.com`},
}

func TestParseMailExchanger(t *testing.T) {
	check(t, as(ParseMailExchanger), goodExchangers, badExchangers)
}

func FuzzParseMailExchanger(f *testing.F) {
	fuzz(f, as(ParseMailExchanger), regexp.MustCompile(`^\d{1,5} [a-z0-9-]+(\.[a-z0-9-]+)+$`), goodExchangers, badExchangers)
}
