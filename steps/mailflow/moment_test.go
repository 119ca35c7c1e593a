package mailflow

import (
	"regexp"
	"testing"
)

var goodMoments = []good{
	{"2026-12-01", "2026-12-01 00:00"},
	{"2026-12-01 09:00", "2026-12-01 09:00"},
}

var badMoments = []bad{
	{"", "", `"" is empty; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
	{"2026-12-01T09:00", "", `"2026-12-01T09:00" is not written as a date is here; write 2026-12-01 09:00`},
	{"2026-12-01 9:00", "", `"2026-12-01 9:00" is not written as a date is here; write 2026-12-01 09:00`},
	{"2026-02-30", "", `"2026-02-30" has the day 30, and February 2026 has 28 days; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
	{"2026-13-01", "", `"2026-13-01" has the month 13, and there are twelve; the year comes first, then the month, then the day; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
	{"2026-12-01 24:00", "", `"2026-12-01 24:00" has the time 24:00, and the last of a day is 23:59; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
	{"1.12.2026", "", `"1.12.2026" does not have the year first; write 2026-12-01`},
	{"01.12.2026 9:05", "", `"01.12.2026 9:05" does not have the year first; write 2026-12-01 09:05`},
	{"12/01/2026", "", `"12/01/2026" does not have the year first, and whether the day or the month comes first differs between countries; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
	{"2026-12-01 09:00Z", "", `"2026-12-01 09:00Z" has a time zone behind it; give the time on the clock of the computer that the commands are run on, as in 2026-12-01 09:00`},
	{"2026-12-01 09:00:30", "", `"2026-12-01 09:00:30" is not written as a date is here; write 2026-12-01 09:00`},
	{"tomorrow", "", `"tomorrow" is not a day, nor a minute of one; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
	{"0026-01-01", "", `"0026-01-01" has the year 0026, which is long past; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
	{"2026/1/5", "", `"2026/1/5" is not written as a date is here; write 2026-01-05`},
	{"2026-12-01 9:00 AM", "", `"2026-12-01 9:00 AM" is not a day, nor a minute of one; give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00`},
}

func TestParseMoment(t *testing.T) { check(t, as(ParseMoment), goodMoments, badMoments) }

func FuzzParseMoment(f *testing.F) {
	fuzz(f, as(ParseMoment), regexp.MustCompile(`^\d{4}-\d\d-\d\d \d\d:\d\d$`), goodMoments, badMoments)
}
