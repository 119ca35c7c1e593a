package mailflow

import (
	"regexp"
	"testing"
)

var goodTTLs = []good{
	{"3600", "3600"},
	{"60", "60"},
	{"1h", "3600"},
	{"1 hour", "3600"},
	{"1h30m", "5400"},
	{"1d", "86400"},
	{"30m", "1800"},
}

var badTTLs = []bad{
	{"", "", `"" is empty; give the seconds, such as 3600, or a time such as 1h`},
	{"59", "", `"59" is less than 60 seconds, which few name servers keep to; write 60`},
	{"604801", "", `"604801" is more than 604800 seconds, which is a week; write 604800`},
	{"3,600", "", `"3,600" has marks between the digits; write 3600`},
	{"auto", "", `"auto" is not a time; give the seconds, such as 3600, or a time such as 1h`},
	{"1x", "", `"1x" has the unit "x", and only seconds, minutes, hours, days and weeks are known; give the seconds, such as 3600, or a time such as 1h`},
	{"99999999999999999999", "", `"99999999999999999999" is more than 604800 seconds, which is a week; write 604800`},
	{"1.5h", "", `"1.5h" is not a time; give the seconds, such as 3600, or a time such as 1h`},
}

func TestParseTTL(t *testing.T) { check(t, as(ParseTTL), goodTTLs, badTTLs) }

func FuzzParseTTL(f *testing.F) {
	fuzz(f, as(ParseTTL), regexp.MustCompile(`^\d{2,6}$`), goodTTLs, badTTLs)
}
