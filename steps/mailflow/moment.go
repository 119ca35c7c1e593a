package mailflow

import (
	"fmt"
	"strconv"
	"time"

	"eacwizard/steps/pattern"
)

// Moment is a day, or a minute of a day, on the clock of whoever runs the commands. Exchange gives it as 2026-12-01
// 09:00, a day by its first minute. PowerShell's cast to [datetime] reads that form in the invariant culture, so that
// it means the same wherever it runs.
type Moment struct {
	value
	at time.Time
}

// Time is the moment as if that clock showed UTC, for comparing two moments.
func (m Moment) Time() time.Time { return m.at }

// ParseMoment reads a day such as 2026-12-01 or a minute such as 2026-12-01 09:00, from the year 2000 on. Its faults
// break no rule of the catalogue.
func ParseMoment(s string) (Moment, error) { return parse(s, readMoment) }

var moments = kind{give: "give a day as in 2026-12-01, or a minute as in 2026-12-01 09:00"}

const minuteForm = "2006-01-02 15:04"

var (
	dayOrMinute = pattern.Lazy(`^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d))?$`)

	// What other programs and people make of the same, with the parts in this order: year, month, day, hour, minute.
	looseMoment  = pattern.Lazy(`^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T,]+(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?)?$`)
	dottedMoment = pattern.Lazy(`^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}):(\d\d)(?::\d\d)?)?$`)
	slashed      = pattern.Lazy(`^\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b`)
	zoned        = pattern.Lazy(`\d *(Z|UTC|GMT|[+-]\d\d:?\d\d)$`)
)

func readMoment(t string) (Moment, *slip) {
	if wrong := unusable(t); wrong != nil {
		return Moment{}, wrong
	}
	if wrong := hidden(t); wrong != nil {
		return Moment{}, wrong
	}
	parts := dayOrMinute().FindStringSubmatch(t)
	if parts == nil {
		return Moment{}, notMoment(t)
	}
	year, month, day, hour, minute := atoi(parts[1]), atoi(parts[2]), atoi(parts[3]), atoi(parts[4]), atoi(parts[5])
	switch {
	case year < 2000:
		return Moment{}, moments.slip(fmt.Sprintf("has the year %s, which is long past", parts[1]))
	case month < 1 || month > 12:
		return Moment{}, moments.slip(fmt.Sprintf("has the month %s, and there are twelve; the year comes first, then the month, then the day", parts[2]))
	case hour > 23 || minute > 59:
		return Moment{}, moments.slip(fmt.Sprintf("has the time %s:%s, and the last of a day is 23:59", parts[4], parts[5]))
	}
	at := time.Date(year, time.Month(month), day, hour, minute, 0, 0, time.UTC)
	if at.Day() != day {
		last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		return Moment{}, moments.slip(fmt.Sprintf("has the day %s, and %s %d has %d days", parts[3], time.Month(month), year, last))
	}
	return Moment{value{t, at.Format(minuteForm)}, at}, nil
}

// notMoment says what keeps t from having one of the two forms.
func notMoment(t string) *slip {
	if t == "" {
		return moments.slip("is empty")
	}
	if zoned().MatchString(t) {
		w := moments.slip("has a time zone behind it")
		w.fix = "give the time on the clock of the computer that the commands are run on, as in 2026-12-01 09:00"
		return w
	}
	if p := looseMoment().FindStringSubmatch(t); p != nil {
		return moments.slip("is not written as a date is here", offer{values: []string{written(p[1], p[2], p[3], p[4], p[5])}})
	}
	if p := dottedMoment().FindStringSubmatch(t); p != nil {
		return moments.slip("does not have the year first", offer{values: []string{written(p[3], p[2], p[1], p[4], p[5])}})
	}
	if slashed().MatchString(t) {
		return moments.slip("does not have the year first, and whether the day or the month comes first differs between countries")
	}
	return moments.slip("is not a day, nor a minute of one")
}

// written puts the parts of a moment together. Hour and minute may be empty.
func written(year, month, day, hour, minute string) string {
	s := fmt.Sprintf("%s-%02d-%02d", year, atoi(month), atoi(day))
	if hour != "" {
		s += fmt.Sprintf(" %02d:%s", atoi(hour), minute)
	}
	return s
}

// atoi is a number of a few digits, and 0 where there are none.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
