package mailflow

import (
	"fmt"
	"strconv"
	"strings"

	"eacwizard/steps/pattern"
)

// MailExchanger is what an MX record holds: a preference and the name of a server, as "10 mx1.contoso.com". Exchange
// gives the name in lower case as DNS has it, without a final dot.
type MailExchanger struct {
	value
	preference uint16
	host       string
}

// Preference is the number in front. Senders try the lowest first.
func (m MailExchanger) Preference() uint16 { return m.preference }

// Host is the name as Exchange gives it.
func (m MailExchanger) Host() string { return m.host }

// ParseMailExchanger reads a preference of 0 to 65535 and, behind spaces, the full public name of a server, with a final
// dot or not. An address, a port, a URL, a wildcard, the null MX "0 .", a name that only a private network knows, and
// either half missing are MF509; a name that DNS could not hold is MF510; an invisible character is MF703.
func ParseMailExchanger(s string) (MailExchanger, error) { return parse(s, readExchanger) }

var exchangers = kind{
	rule: "MF509",
	give: "give a preference and the full public name of a server, as in 10 mx1.contoso.com",
	many: true,
	port: "; mail servers are always called at port 25",
}

var (
	// zoneMX is an MX record as zone files and dig have it, whole or without its owner.
	zoneMX     = pattern.Lazy(`(?i)^(?:\S+\s+)?(?:\d\w*\s+)?(?:IN\s+)?(?:\d\w*\s+)?MX\s+(\d+)\s+(\S+)$`)
	dividedMX  = pattern.Lazy(`^(\d+) *[,;:=|] *([^\s,;]+)$`)
	reversedMX = pattern.Lazy(`^([^\s,;]+)[\s,;|]+(\d+)$`)
)

func readExchanger(typed string) (MailExchanger, *slip) {
	if wrong := otherMX(typed); wrong != nil {
		return MailExchanger{}, wrong
	}
	t, wrong := exchangers.single(typed)
	if wrong != nil {
		return MailExchanger{}, wrong
	}
	parts := strings.Fields(t)
	switch {
	case len(parts) == 1 && isNumber(t):
		return MailExchanger{}, exchangers.slip("has no server behind the preference")
	case len(parts) == 1:
		return MailExchanger{}, withoutPreference(t)
	case len(parts) > 2:
		return MailExchanger{}, exchangers.slip("has more in it than a preference and a name")
	}
	preference, wrong := readPreference(parts[0], parts[1])
	if wrong != nil {
		return MailExchanger{}, wrong
	}
	host, wrong := readServer(parts[1])
	if wrong != nil {
		w := *wrong
		w.offers = nil
		for _, o := range wrong.offers {
			if len(o.values) == 1 {
				w.offers = append(w.offers, offer{[]string{parts[0] + " " + o.values[0]}, o.then})
			}
		}
		return MailExchanger{}, &w
	}
	return MailExchanger{value{typed, parts[0] + " " + host}, preference, host}, nil
}

// otherMX finds the two halves in the order and with the separators of other places.
func otherMX(t string) *slip {
	if preference, host, _ := strings.Cut(t, " "); isNumber(preference) && isPlain(host, "") {
		return nil
	}
	meant := func(preference, host string) offer {
		return offer{values: []string{preference + " " + strings.TrimSuffix(host, ".")}}
	}
	if found := zoneMX().FindStringSubmatch(t); found != nil {
		return exchangers.slip("is a whole line of a zone", meant(found[1], found[2]))
	}
	if found := dividedMX().FindStringSubmatch(t); found != nil {
		return exchangers.slip("has other than a space between the preference and the name", meant(found[1], found[2]))
	}
	if found := reversedMX().FindStringSubmatch(t); found != nil && !isNumber(found[1]) {
		return exchangers.slip("has the preference behind the name", meant(found[2], found[1]))
	}
	if spaced := strings.Join(strings.Fields(t), " "); strings.Contains(t, "\t") {
		return exchangers.slip("has a tab in it", offer{values: []string{spaced}})
	}
	return nil
}

// withoutPreference says what a name alone lacks, or what is wrong with it.
func withoutPreference(t string) *slip {
	host, wrong := readServer(t)
	if wrong != nil {
		w := *wrong
		w.offers = nil
		return &w
	}
	return exchangers.slip("has no preference in front", offer{values: []string{"10 " + host}})
}

func readPreference(t, host string) (uint16, *slip) {
	switch {
	case !isNumber(t):
		return 0, exchangers.slip(fmt.Sprintf("has the preference %s, and a whole number from 0 to 65535 is asked for", quoted(t)))
	case withoutZeros(t) != t:
		return 0, exchangers.slip("has a leading zero", offer{values: []string{withoutZeros(t) + " " + host}})
	}
	n, err := strconv.ParseUint(t, 10, 16)
	if err != nil {
		return 0, exchangers.slip(fmt.Sprintf("has the preference %s, and 65535 is the highest", quoted(t)))
	}
	return uint16(n), nil
}

// readServer reads the name of the server.
func readServer(t string) (string, *slip) {
	if strings.Trim(t, ".") == "" {
		return "", exchangers.slip("is the null MX, which tells all senders that the domain takes no mail")
	}
	t = strings.TrimSuffix(t, ".")
	name := t
	if strings.Contains(t, ":") {
		name = portSuffix().ReplaceAllString(t, "$1")
	}
	if isAddress(strings.Trim(name, "[]")) {
		return "", exchangers.slip("has an IP address, and an MX record names its server")
	}
	if wrong := exchangers.foreign(t); wrong != nil {
		return "", wrong
	}
	if strings.Contains(t, "*") {
		return "", exchangers.slip("has a wildcard in it, and an MX record names one server")
	}
	dns, wrong := readDNS(t)
	if wrong != nil {
		return "", wrong
	}
	name = strings.ToLower(dns)
	if last := lastLabel(name); privateEnds[last] {
		return "", exchangers.slip(fmt.Sprintf("ends in %s, a name that only a private network knows", quoted(last)))
	}
	if !strings.Contains(name, ".") {
		return "", exchangers.slip("is not a full name: it has no dot")
	}
	return name, nil
}
