package mailflow

import (
	"fmt"
	"strings"

	"eacwizard/steps/pattern"
)

// EmailAddress is an SMTP address, as user@contoso.com. Exchange gives an internationalized domain as A-labels.
type EmailAddress struct {
	value
	domain Domain
}

// Domain is the part after the @.
func (a EmailAddress) Domain() Domain { return a.domain }

// ParseEmailAddress reads an address. The part before the @ is at most 64 octets of the ASCII characters that need no
// quotation marks, the whole at most 254; more is MF510. An invisible character is MF703. A domain is refused for the
// reasons that ParseDomain has. Another form breaks no rule of the catalogue.
func ParseEmailAddress(s string) (EmailAddress, error) { return parse(s, readEmail) }

var emails = kind{give: "give an address such as user@contoso.com", many: true}

func readEmail(typed string) (EmailAddress, *slip) {
	if typed == "" {
		return EmailAddress{}, emails.slip("is empty")
	}
	if wrong := unusable(typed); wrong != nil {
		return EmailAddress{}, wrong
	}
	if wrong := hidden(typed); wrong != nil {
		return EmailAddress{}, wrong
	}
	t := strings.ReplaceAll(typed, "＠", "@") // from a keyboard set to a wide script
	if wrong := foreignAddress(t); wrong != nil {
		return EmailAddress{}, wrong
	}
	at := strings.LastIndexByte(t, '@')
	local, after := t[:max(at, 0)], t[at+1:]
	switch {
	case at < 0 && strings.Contains(t, "."):
		return EmailAddress{}, emails.slip("has no @ in it")
	case at < 0, after == "":
		w := emails.slip("has no domain")
		w.fix = "write user@contoso.com in full"
		return EmailAddress{}, w
	}
	if wrong := wrongLocal(local); wrong != nil {
		return EmailAddress{}, wrong
	}
	domain, wrong := readDomain(after)
	if wrong != nil {
		return EmailAddress{}, inAddress(local, after, wrong)
	}
	exchange := local + "@" + domain.Exchange()
	if n := len(exchange); n > 254 {
		return EmailAddress{}, &slip{rule: "MF510", why: fmt.Sprintf("is %d octets long, and an address has at most 254", n), fix: "use a shorter address"}
	}
	return EmailAddress{value{typed, exchange}, domain}, nil
}

// foreignAddress finds more or other than one plain address.
func foreignAddress(t string) *slip {
	if strings.HasPrefix(t, `"`) && strings.Contains(t, `"@`) {
		return emails.slip("has quotation marks before the @, a form of address that is not taken here")
	}
	if strings.Contains(t, "<") { // looked for first, because nearly no address has one
		if found := angled().FindStringSubmatch(t); found != nil {
			return emails.slip("has more in it than an address", offer{values: []string{found[1]}})
		}
	}
	if prefix := proxyPrefix(t); prefix != "" {
		return emails.slip("has "+prefix+" in front of it", offer{values: []string{t[len(prefix):]}})
	}
	parts := strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune(separators+" ", r) })
	switch trimmed := strings.TrimRight(t, separators+" "); {
	case trimmed != t:
		return emails.slip("has a comma or semicolon at its end", offer{values: []string{trimmed}})
	case strings.Count(t, "@") > 1 && len(parts) > 1:
		w := emails.slip("holds more than one address", offer{parts, " as separate entries"})
		w.fix = "make each address an entry of its own"
		return w
	case strings.Count(t, "@") > 1:
		return emails.slip("has more than one @ in it")
	case strings.Contains(t, " "):
		return emails.slip("has a space in it", offer{values: []string{spacedAt().ReplaceAllString(t, "@")}})
	}
	return nil
}

// spacedAt is an @ that may stand apart from its surroundings.
var spacedAt = pattern.Lazy(` *@ *`)

// angled is an address in angle brackets, with a person's name in front or without.
var angled = pattern.Lazy(`^[^<>]*<([^<>]*)>[,; ]*$`)

// wrongLocal says what keeps the part before the @ from being the dot-atom of RFC 5321.
func wrongLocal(local string) *slip {
	if local == "" {
		return emails.slip("has nothing before the @")
	}
	if len(local) > 64 {
		return &slip{rule: "MF510", why: fmt.Sprintf("has %d octets before the @, and 64 is the most", len(local)), fix: "use a shorter address"}
	}
	for _, r := range local {
		switch {
		case r >= 0x80:
			return emails.slip(fmt.Sprintf("has the character %s before the @, where only ASCII is taken", shown(string(r))))
		case r != '.' && !isLDH(r) && !strings.ContainsRune("!#$%&'*+/=?^_`{|}~", r):
			return emails.slip(fmt.Sprintf("has the character %s before the @, where it cannot stand", shown(string(r))))
		}
	}
	if strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return emails.slip("has a dot before the @ that does not stand between two characters")
	}
	return nil
}

// inAddress says of a whole address what is wrong with its domain.
func inAddress(local, domain string, wrong *slip) *slip {
	w := *wrong
	w.why = fmt.Sprintf("has the domain %s, which %s", quoted(domain), wrong.why)
	w.offers = nil
	if w.rule == domains.rule { // it is about the entries of domain lists
		w.rule = emails.rule
	}
	for _, o := range wrong.offers {
		if len(o.values) == 1 {
			w.offers = append(w.offers, offer{[]string{local + "@" + o.values[0]}, o.then})
		}
	}
	return &w
}
