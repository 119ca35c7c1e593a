package mailflow

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"eacwizard/steps/pattern"
)

// TTL is how long a DNS record may be kept: a minute to a week. Exchange gives it in seconds.
type TTL struct {
	value
	seconds uint32
}

// Seconds is the time in seconds.
func (t TTL) Seconds() uint32 { return t.seconds }

// ParseTTL reads a number of seconds, or a time such as 30m, 1h, 1d, 1w, 1h30m and 1 hour. Its faults break no rule of
// the catalogue.
func ParseTTL(s string) (TTL, error) { return parse(s, readTTL) }

var ttls = kind{give: "give the seconds, such as 3600, or a time such as 1h"}

const (
	shortestTTL = 60
	longestTTL  = 7 * 24 * 3600
)

var (
	seconds  = pattern.Lazy(`^\d+$`)
	duration = pattern.Lazy(`^(?:\d+ *[a-z]+ *)+$`)
	timePart = pattern.Lazy(`(\d+) *([a-z]+)`)
	thousand = pattern.Lazy(`^\d{1,3}([.,' ]\d{3})+$`)
)

var timeUnits = map[string]uint64{
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
	"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
	"d": 86400, "day": 86400, "days": 86400,
	"w": 604800, "week": 604800, "weeks": 604800,
}

func readTTL(t string) (TTL, *slip) {
	if wrong := unusable(t); wrong != nil {
		return TTL{}, wrong
	}
	if wrong := hidden(t); wrong != nil {
		return TTL{}, wrong
	}
	total := uint64(0)
	switch lower := strings.ToLower(t); {
	case t == "":
		return TTL{}, ttls.slip("is empty")
	case seconds().MatchString(t):
		total = upTo(t, longestTTL)
	case thousand().MatchString(t):
		return TTL{}, ttls.slip("has marks between the digits", offer{values: []string{strings.Join(regexp.MustCompile(`\d+`).FindAllString(t, -1), "")}})
	case duration().MatchString(lower):
		for _, part := range timePart().FindAllStringSubmatch(lower, -1) {
			unit := timeUnits[part[2]]
			if unit == 0 {
				return TTL{}, ttls.slip(fmt.Sprintf("has the unit %s, and only seconds, minutes, hours, days and weeks are known", quoted(part[2])))
			}
			total += unit * upTo(part[1], longestTTL)
		}
	default:
		return TTL{}, ttls.slip("is not a time")
	}
	switch {
	case total < shortestTTL:
		return TTL{}, ttls.slip(fmt.Sprintf("is less than %d seconds, which few name servers keep to", shortestTTL), offer{values: []string{strconv.Itoa(shortestTTL)}})
	case total > longestTTL:
		return TTL{}, ttls.slip(fmt.Sprintf("is more than %d seconds, which is a week", longestTTL), offer{values: []string{strconv.Itoa(longestTTL)}})
	}
	return TTL{value{t, strconv.FormatUint(total, 10)}, uint32(total)}, nil
}

// upTo is a number of digits only, or one more than most where it is higher than that.
func upTo(digits string, most uint64) uint64 {
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || n > most {
		return most + 1
	}
	return n
}
